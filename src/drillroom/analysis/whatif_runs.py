"""Finds out what each move of a drill was worth: which re-runs are asked for, in which order, and what comes of them.

Who runs them is the caller's affair; nothing here waits for anything but the next result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count, groupby, islice
from typing import Any

from drillroom.engine.crowd import where_marks_hang
from drillroom.log.header import Header
from drillroom.log.records import Entry
from drillroom.scenario.playbook import NONE

from .baselines import Rerun
from .rollout import Follower, Player
from .trials import Task, Trial
from .variants import Plan, plan
from .whatif import WIDELY, Row, WhatIf, row_of

SOON, THEN = 2, 8
"""Trials that travel together: few while somebody waits for the first result."""
_BASE, _NONE, _LATE = "base", "none", "late"

Results = Callable[[Sequence[Task], int], Iterator[tuple[Any, Trial]]]
"""(tasks, how many travel together) -> (key, trial) as they come in."""
OnTrial = Callable[[int, int], object]
"""(trials done, trials planned so far)."""
OnRow = Callable[[Row], object]
"""What one change of a decision or call was worth on the drill's own seed, as soon as it is known."""


def other_seeds(own: int, count_of: int) -> tuple[int, ...]:
    """The first ``count_of`` seeds from 1 on that are not the drill's own; the same for all that is compared."""
    return tuple(islice((seed for seed in count(1) if seed != own), count_of))


def look_into(
    header: Header,
    entries: Sequence[Entry],
    results: Results,
    *,
    seeds: int,
    on_trial: OnTrial = lambda done, planned: None,
    on_row: OnRow = lambda row: None,
) -> WhatIf:
    """Every move of a closed drill, changed. ``entries`` are its world records, without what was measured.

    Of a drill in which nothing was done nothing can be changed. Raises ActionRejected where a command of the log is not
    taken again.
    """
    rerun = Rerun(header)
    todo = plan(entries, rerun.drill(sampling=where_marks_hang))
    if not todo.base.moves:
        todo, seeds = Plan(todo.base, (), ()), 0
    return _Search(header, todo, other_seeds(header.seed, seeds), results, on_trial, on_row).run()


class _Search:
    """The stages of one search: first what comes out for decisions on the own seed, then the wider questions."""

    def __init__(
        self,
        header: Header,
        todo: Plan,
        seeds: tuple[int, ...],
        results: Results,
        on_trial: OnTrial,
        on_row: OnRow,
    ) -> None:
        self._own, self._plan, self._seeds, self._results = header.seed, todo, seeds, results
        self._on_trial, self._on_row = on_trial, on_row
        self._trials: dict[tuple[Any, int], Trial] = {}
        self._done = self._planned = 0

    def run(self) -> WhatIf:
        """All stages."""
        kinds = [it.subject.kind for it in self._plan.variants]
        decisions = {index for index, kind in enumerate(kinds) if kind == "decision"}
        calls = {index for index, kind in enumerate(kinds) if kind == "call"}
        rest = set(range(len(kinds))) - decisions - calls
        base: list[tuple[Any, Player]] = [(_BASE, self._plan.base)]
        late = [((_LATE, place), it.player) for place, it in enumerate(self._plan.delays)]
        first = [*base, *self._players(decisions), *self._players(calls), (_NONE, Follower(NONE))]
        self._planned = len(first) + (1 + len(decisions)) * len(self._seeds) + len(late) + len(rest)
        for key in self._ask(self._on_own(first), SOON):
            self._tell(key)
        kept = {index for index in decisions if self._row(index, [self._own]).own is not None}
        widely = self._on_others([*base, *self._players(kept)])
        for _ in self._ask([*widely, *self._on_own([*late, *self._players(rest)])], THEN):
            pass
        largest = self._on_others(self._players(self._largest(calls | rest)))
        self._planned = self._done + len(largest)
        for _ in self._ask(largest, THEN):
            pass
        return self._found()

    # ------------------------------------------------------------------ what is asked

    def _players(self, indices: set[int]) -> list[tuple[Any, Player]]:
        return [(index, self._plan.variants[index].player) for index in sorted(indices)]

    def _on_own(self, players: Sequence[tuple[Any, Player]]) -> list[Task]:
        return [Task((key, self._own), player, self._own, is_exact=True) for key, player in players]

    def _on_others(self, players: Sequence[tuple[Any, Player]]) -> list[Task]:
        """Seed by seed: who runs a few of one seed measures its baselines once."""
        return [Task((key, seed), player, seed) for seed in self._seeds for key, player in players]

    def _ask(self, tasks: Sequence[Task], together: int) -> Iterator[tuple[Any, int]]:
        for key, trial in self._results(tasks, together) if tasks else ():
            self._trials[key] = trial
            self._done += 1
            self._on_trial(self._done, self._planned)
            yield key

    def _largest(self, indices: set[int]) -> set[int]:
        """Of the ``WIDELY`` that did most on the own seed, for better or worse, the best and the worst variant."""
        found: list[tuple[tuple[float, ...], set[int]]] = []
        rows = {index: self._row(index, [self._own]) for index in sorted(indices)}
        known = {index: row for index, row in rows.items() if row.own is not None and any(row.worth)}
        for _, group in groupby(known, key=lambda index: known[index].variant.subject.key):
            of_one = sorted(group, key=lambda index: known[index].worth)
            ends = {of_one[0], of_one[-1]}
            found.append((max(tuple(map(abs, known[index].worth)) for index in ends), ends))
        found.sort(key=lambda it: it[0], reverse=True)
        return set().union(*(ends for _, ends in found[:WIDELY]))

    # ------------------------------------------------------------------ what came of it

    def _tell(self, key: tuple[Any, int]) -> None:
        """Rows that are known by now; the base may come in after some of what is held against it."""
        if (_BASE, self._own) not in self._trials:
            return
        fresh = [it for it, _ in self._trials] if key[0] == _BASE else [key[0]]
        for index in fresh:
            if isinstance(index, int):
                self._on_row(self._row(index, [self._own]))

    def _row(self, key: Any, seeds: Sequence[int]) -> Row:
        """What is known of a variant, or of a delayed answer, on these seeds."""
        variant = self._plan.variants[key] if isinstance(key, int) else self._plan.delays[key[1]]
        runs = {seed: self._trials[key, seed] for seed in seeds if (key, seed) in self._trials}
        bases = {seed: self._trials[_BASE, seed] for seed in runs}
        return row_of(variant, self._plan.base, runs, bases, self._own)

    def _found(self) -> WhatIf:
        seeds = [self._own, *self._seeds]
        return WhatIf(
            plan=self._plan,
            seeds=self._seeds,
            base=self._trials[_BASE, self._own],
            none=self._trials[_NONE, self._own],
            others={seed: self._trials[_BASE, seed] for seed in self._seeds},
            rows=tuple(self._row(index, seeds) for index in range(len(self._plan.variants))),
            delays=tuple(self._row((_LATE, place), [self._own]) for place in range(len(self._plan.delays))),
        )
