"""Is a scenario fair? Plays it under every bot, every playbook and every single change of the reference, on many seeds.

A fixed list of seeds gives a fixed answer, however many processes play the runs and in whatever order they come in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from drillroom.errors import DrillroomError
from drillroom.log.header import REFERENCE, Header
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import from_resolved
from drillroom.scenario.playbook import NONE, Playbook

from .balance_deviations import deviations
from .balance_found import CLOSE, MARGIN, Balance, Blocked, Choice, Gain, Judged, Played, Spread
from .balance_reading import Reading, busiest, too_short
from .balance_runs import TAKEN, Ending, Look, Probing
from .baselines import Rerun
from .bots import BOTS, MODEL, PREFIX, bot
from .rollout import Follower, play
from .trials import Task, playbook_of

Ask = Callable[[Sequence[Task]], Iterable[tuple[Any, Look]]]
"""Has tasks played, and gives (key, look) as they come in."""
Progress = Callable[[int, int], None]
"""Told (runs done, runs planned so far)."""


# ------------------------------------------------------------------ the check


def check_balance(
    header: Header,
    books: Mapping[str, Playbook],
    *,
    seeds: Sequence[int],
    ask: Ask,
    reading: Reading,
    pace: float,
    on_progress: Progress | None = None,
) -> Balance:
    """Everything about the scenario of ``header``, which holds its reference.

    ``books``: further playbooks by name; ``pace``: drill seconds per wall second at which the words are to be read.
    Raises DrillroomError without a reference.
    """
    if REFERENCE not in header.playbooks:
        raise DrillroomError(
            f"the scenario {header.scenario['id']!r} has no reference to be measured against",
            hint=f"write playbooks/{REFERENCE}.yaml beside it",
        )
    scenario, reference = from_resolved(dict(header.scenario)), playbook_of(header, REFERENCE)
    counted = _Counted(ask, on_progress or (lambda done, planned: None))
    played = counted.play(list(_players(header, {**books, REFERENCE: reference, NONE.name: NONE}, seeds)))
    own = {seed: played[REFERENCE, "", seed] for seed in seeds}
    changed = counted.play(
        [
            Task((it.decision, it.option, seed), Follower(it.playbook), seed)
            for seed in seeds
            for it in deviations(reference, own[seed], scenario)
        ]
    )
    every = [*played.values(), *changed.values()]
    fired, opened = {twist for it in every for twist in it.twists}, {name for it in every for name in _opened(it)}
    return Balance(
        scenario=scenario.id,
        seeds=tuple(seeds),
        runs=len(every),
        players=_rows(played, own, seeds),
        decisions=tuple(_judged(scenario, own, changed)),
        twists=tuple(str(it.id) for it in scenario.injects if it.when is not None and it.id not in fired),
        unasked=tuple(it.id for it in scenario.decisions if it.id not in opened),
        windows=tuple(too_short(scenario, reading)),
        blocked=tuple(_blocked(scenario, played.values())),
        reading=tuple(busiest(header, scenario, play(Rerun(header).drill(seed=seeds[0]), reference), pace=pace)),
        pace=pace,
    )


Key = tuple[str, str, int]
"""(player or decision, option or nothing, seed)"""


class _Counted:
    """Has runs played and tells how many are done."""

    def __init__(self, ask: Ask, tell: Progress) -> None:
        self._ask, self._tell = ask, tell
        self._done = self._planned = 0

    def play(self, tasks: Sequence[Task]) -> dict[Key, Look]:
        """The looks in the order of the tasks, so that nothing hangs on the order they came in."""
        self._planned += len(tasks)
        found: dict[Key, Look] = {}
        for key, look in self._ask(tasks):
            found[key] = look
            self._done += 1
            self._tell(self._done, self._planned)
        return {task.key: found[task.key] for task in tasks}


def _players(header: Header, books: Mapping[str, Playbook], seeds: Sequence[int]) -> Iterator[Task]:
    """Every playbook and every bot, seed by seed; the bot that follows the reference is the reference."""
    bots = {f"{PREFIX}{name}": bot(name, header) for name in BOTS if name != MODEL}
    for seed in seeds:
        for name, book in books.items():
            yield Task((name, "", seed), Probing(Follower(book)), seed)
        for name, player in bots.items():
            yield Task((name, "", seed), player, seed)


# ------------------------------------------------------------------ what came of it


def _rows(played: Mapping[Key, Look], own: Mapping[int, Look], seeds: Sequence[int]) -> tuple[Played, ...]:
    """The bots in their order, then the playbooks."""
    books = dict.fromkeys(name for name, _, _ in played if not name.startswith(PREFIX))
    bots = {f"{PREFIX}{name}": REFERENCE if name == MODEL else f"{PREFIX}{name}" for name in BOTS}
    rows = {**bots, **{name: name for name in books}}
    return tuple(_row(name, [played[run, "", seed] for seed in seeds], own, seeds) for name, run in rows.items())


def _row(name: str, looks: Sequence[Look], own: Mapping[int, Look], seeds: Sequence[int]) -> Played:
    trials = [it.trial for it in looks]
    return Played(
        name=name,
        total=Spread.of([it.total for it in trials if it.total is not None]),
        process=Spread.of([it.process for it in trials if it.process is not None]),
        outcome=Spread.of([it.outcome for it in trials if it.outcome is not None]),
        gain=_gain([_more(look, own[seed]) for look, seed in zip(looks, seeds, strict=True)], of=len(seeds)),
    )


def _gain(points: Iterable[float | None], *, of: int) -> Gain | None:
    """What was gained, over ``of`` seeds; a seed without a number is none on which the reference was beaten."""
    known = [it for it in points if it is not None]
    if not known:
        return None
    return Gain(median=median(known), high=max(known), beats=sum(it > MARGIN for it in known) / of)


def _more(look: Look, own: Look) -> float | None:
    """Points more than the reference on the same seed."""
    there, here = look.trial.total, own.trial.total
    return None if there is None or here is None else round(there - here, 1)


def _judged(scenario: Scenario, own: Mapping[int, Look], changed: Mapping[Key, Look]) -> Iterator[Judged]:
    for decision in scenario.decisions:
        hows = [look.decisions[decision.id] for look in own.values() if decision.id in look.decisions]
        ways = [_way(how) for how in hows]
        taken = {how.by for how in hows if how.ended == TAKEN}
        gains = {it.id: _gains(decision.id, it.id, own, changed) for it in decision.options}
        best = {seed: _best(look.decisions.get(decision.id), gains, seed) for seed, look in own.items()}
        yield Judged(
            decision=decision.id,
            asked=sum(how.opened is not None for how in hows),
            ways={way: ways.count(way) for way in sorted(set(ways))},
            choices=tuple(
                Choice(
                    option=it.id,
                    stands=it.stands,
                    gain=_gain(gains[it.id].values(), of=len(own)),
                    is_own=it.id in taken,
                    is_dominated=bool(gains[it.id])
                    and all(points < best[seed] - CLOSE for seed, points in gains[it.id].items()),
                    refused=sum((decision.id, it.id, seed) in changed and seed not in gains[it.id] for seed in own),
                )
                for it in decision.options
            ),
        )


def _best(how: Ending | None, gains: Mapping[str, Mapping[int, float]], seed: int) -> float:
    """The most that a choice gains on a seed. What the reference does is one of them where it is asked at all."""
    ways = [it[seed] for it in gains.values() if seed in it]
    return max([0.0, *ways] if how is None or how.opened is not None or not ways else ways)


def _gains(decision: str, option: str, own: Mapping[int, Look], changed: Mapping[Key, Look]) -> dict[int, float]:
    """Seed -> points more than the reference, on the seeds where the option was taken."""
    found: dict[int, float] = {}
    for seed, look in own.items():
        run = changed.get((decision, option, seed), look)
        how, more = run.decisions.get(decision), _more(run, look)
        if more is not None and how is not None and how.ended == TAKEN and how.by == option:
            found[seed] = more
    return found


def _way(how: Ending) -> str:
    """What the reference does about a decision, as a word."""
    if how.opened is None:
        return f"not asked: {how.by}"
    return how.ended if how.by is None else f"{how.ended}: {how.by}"


def _opened(look: Look) -> list[str]:
    return [name for name, how in look.decisions.items() if how.opened is not None]


def _blocked(scenario: Scenario, looks: Iterable[Look]) -> Iterator[Blocked]:
    """Options refused in the moment of asking, in the runs of the playbooks."""
    opened: dict[str, int] = {}
    refused: dict[tuple[str, str], list[str]] = {}
    for look in looks:
        if not look.is_probed:
            continue
        for name in _opened(look):
            opened[name] = opened.get(name, 0) + 1
        for it in look.refused:
            refused.setdefault((it.decision, it.option), []).append(it.reason)
    for decision in scenario.decisions:
        for option in decision.options:
            reasons = refused.get((decision.id, option.id), [])
            if reasons:
                yield Blocked(
                    decision=decision.id,
                    option=option.id,
                    refused=len(reasons),
                    opened=opened[decision.id],
                    reason=max(sorted(set(reasons)), key=reasons.count),
                )
