"""Scored re-runs of one crisis: under any player, with any seed, judged by the same scorer as the drill itself.

What a trial tells is small and picklable, so that a batch of them can be run by another process. The trial of the
log's own seed is exact to the digit; on other seeds the state is sampled less often (``where_marks_hang``), the same
for everything that is compared.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from drillroom.engine.crowd import as_in_a_drill, where_marks_hang
from drillroom.engine.drill import Drill
from drillroom.errors import ActionRejected
from drillroom.log.header import Header, from_json
from drillroom.log.records import BaselineMeasured, CommandGiven, Entry, ExposureMeasured, Record
from drillroom.scenario.playbook import NONE, Playbook
from drillroom.scoring.outcome import outcome
from drillroom.scoring.score import score

from .baselines import Rerun, exposure, references
from .rollout import Follower, Move, Player, perform


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a run came to. Points 0..100 or None where nothing was measured; ``marks`` metric -> 0..1 or None.

    ``trust`` at the end, ``churn`` in percent of users, ``harm`` in user harm-minutes, ``heat`` at its peak.
    ``dropped``: (drill second, action) of the moves that the engine refused; ``given``: the ids of
    those that took effect.
    """

    seed: int
    total: float | None
    process: float | None
    outcome: float | None
    principles: Mapping[str, float | None]
    marks: Mapping[str, float | None]
    caps: tuple[str, ...]
    badges: tuple[str, ...]
    faults: tuple[str, ...]
    trust: float
    churn: float
    harm: float
    heat: float
    dropped: tuple[tuple[int, str], ...]
    given: tuple[str, ...] = ()


class Trials:
    """The bench of one header: plays anybody on any seed, measures each seed's baselines once, and scores."""

    def __init__(self, header: Header, measured: ExposureMeasured | None = None) -> None:
        self._rerun = Rerun(header)
        self.header = header
        self._exposure = measured
        self._baselines: dict[tuple[int, bool], tuple[Entry, ...]] = {}

    def drill(self, seed: int, *, is_exact: bool = False) -> Drill:
        """A bare drill for one run. ``is_exact``: sampled so that every mark is as in the drill itself."""
        return self._rerun.drill(seed=seed, sampling=as_in_a_drill if is_exact else where_marks_hang)

    def run(self, player: Player, seed: int, *, is_exact: bool = False) -> tuple[list[Entry], list[tuple[int, str]]]:
        """(records, dropped moves) of one run."""
        return played(self.drill(seed, is_exact=is_exact), player)

    def trial(self, player: Player, seed: int, *, is_exact: bool = False) -> Trial:
        """One run, judged."""
        entries, dropped = self.run(player, seed, is_exact=is_exact)
        return self.judge(entries, dropped, seed, is_exact=is_exact)

    def judge(
        self, entries: Sequence[Entry], dropped: Sequence[tuple[int, str]], seed: int, *, is_exact: bool = False
    ) -> Trial:
        """The marks of a run against the baselines of its seed."""
        card = score(self.header, [*entries, *self.baselines(seed, is_exact=is_exact)], self._rerun.rules.doctrine)
        found, ends = card.as_json(), outcome(entries)
        given = tuple(it.record.id for it in entries if isinstance(it.record, CommandGiven))
        return Trial(
            seed=seed,
            total=found["total"],
            process=found["process"],
            outcome=found["outcome"],
            principles=card.principles,
            marks={name: mark.mark for name, mark in card.metrics.items()},
            caps=tuple(it.name for it in card.capped),
            badges=tuple(it.name for it in card.badges),
            faults=tuple(it.name for it in card.faults),
            trust=ends["trust"]["end"],
            churn=ends["churn"],
            harm=ends["harm_minutes"],
            heat=ends["heat"]["peak"],
            dropped=tuple(dropped),
            given=given,
        )

    def baselines(self, seed: int, *, is_exact: bool = False) -> tuple[Entry, ...]:
        """The measured records of a seed: doing nothing, the references, and the exposure (the same for every seed)."""
        key = (seed, is_exact)
        if key not in self._baselines:
            if self._exposure is None:
                self._exposure = exposure(self._rerun)
            books = {NONE.name: NONE, **references(self.header)}
            records: list[Record] = []
            for name, book in books.items():
                entries, _ = self.run(Follower(book), seed, is_exact=is_exact)
                end = int(self.header.scenario["ends"])
                records.append(BaselineMeasured(at=end, to="none", playbook=name, outcome=outcome(entries), series={}))
            records.append(self._exposure)
            self._baselines[key] = tuple(Entry(FAR + place, record) for place, record in enumerate(records))
        return self._baselines[key]


def played(drill: Drill, player: Player) -> tuple[list[Entry], list[tuple[int, str]]]:
    """(records, dropped moves) of ``player`` on this drill."""
    dropped: list[tuple[int, str]] = []

    def drop(move: Move, refusal: ActionRejected) -> None:
        dropped.append((move.at, move.command.do))

    return perform(drill, player, on_refused=drop), dropped


FAR = 10_000_000
"""Where the measured records of a trial are numbered from: behind any record of the run."""


@dataclass(frozen=True, slots=True)
class Task:
    """One trial to be run; ``key`` is the asker's own, to tell what the answer belongs to."""

    key: Any
    player: Player
    seed: int
    is_exact: bool = False


def run_tasks(header: str, measured: ExposureMeasured | None, tasks: Sequence[Task]) -> list[tuple[Any, Trial]]:
    """Trials of the header (its ``as_json`` as text), for a pool of processes: what it needs is small and plain.

    A worker reads a header once and keeps the baselines that it measured.
    """
    trials = bench(header, measured)
    return [(it.key, trials.trial(it.player, it.seed, is_exact=it.is_exact)) for it in tasks]


@lru_cache(maxsize=2)
def bench(header: str, measured: ExposureMeasured | None) -> Trials:
    """The trials of a header (as text), kept for the next batch."""
    return Trials(from_json(json.loads(header)), measured)


def playbook_of(header: Header, name: str) -> Playbook:
    """A playbook that the header embeds."""
    return NONE if name == NONE.name else Playbook.from_json(header.playbooks[name])
