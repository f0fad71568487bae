"""One run as a balance check looks at it: what it came to, what was asked, which twists fired, what was refused.

Small and plain, so that any process can play the runs and hand back what it saw.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from drillroom.engine.crowd import where_marks_hang
from drillroom.engine.drill import Command, Drill
from drillroom.errors import ActionRejected
from drillroom.log.header import from_json
from drillroom.log.records import (
    DecisionMissed,
    DecisionOpened,
    DecisionSettled,
    DecisionTaken,
    Entry,
    ExposureMeasured,
    Record,
    TwistFired,
)

from .baselines import Rerun
from .rollout import Move, Player, Table, perform
from .trials import Task, Trial, Trials

TAKEN, SETTLED, MISSED = "taken", "settled", "missed"
_CLOSED = "too_late"
"""Why the engine refuses an option of a decision that is not open any more."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a decision went. ``opened`` is None where it was settled before anybody was asked.

    ``ended``: ``taken`` (``by``: the option), ``settled`` (``by``: the action), ``missed``; ``at`` drill seconds.
    """

    opened: int | None
    ended: str = MISSED
    at: int = 0
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """An option that the engine refused in the moment its decision opened."""

    decision: str
    option: str
    reason: str


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a run. ``decisions``: decision -> how it went; ``twists``: injects whose condition came true.

    ``refused``: options that could not be taken when asked; looked for where ``is_probed``.
    """

    trial: Trial
    decisions: Mapping[str, Ending]
    twists: tuple[str, ...]
    refused: tuple[Refused, ...] = ()
    is_probed: bool = False


@dataclass(frozen=True, slots=True)
class Probing:
    """Asks for a run in which every option is tried, without effect, when its decision opens."""

    player: Player
    hears: tuple[type[Record], ...] = ()

    def opening(self, table: Table) -> Iterable[Move]:
        """The player's own."""
        return self.player.opening(table)

    def answer(self, entry: Entry, table: Table) -> Iterable[Move]:
        """The player's own."""
        return self.player.answer(entry, table)


@dataclass(frozen=True, slots=True)
class _Prober:
    """Plays as ``player`` does and tries the options of every decision that opens in ``drill``."""

    player: Player
    drill: Drill
    found: list[Refused] = field(default_factory=list)

    @property
    def hears(self) -> tuple[type[Record], ...]:
        return (*self.player.hears, DecisionOpened)

    def opening(self, table: Table) -> Iterable[Move]:
        """The player's own."""
        return self.player.opening(table)

    def answer(self, entry: Entry, table: Table) -> Iterable[Move]:
        """The player's own."""
        record = entry.record
        if isinstance(record, DecisionOpened):
            self._try(record)
        return self.player.answer(entry, table) if isinstance(record, self.player.hears) else ()

    def _try(self, record: DecisionOpened) -> None:
        for option in record.options:
            args = {"decision": record.decision, "option": option}
            refusal = self.drill.check(Command("", "decide", args))
            if refusal is not None and refusal.reason != _CLOSED:
                self.found.append(Refused(record.decision, option, refusal.reason))


class _Bench:
    """A header read once."""

    def __init__(self, header: str, measured: ExposureMeasured | None) -> None:
        read = from_json(json.loads(header))
        self.rerun, self.trials = Rerun(read), Trials(read, measured)

    def look(self, task: Task) -> Look:
        dropped: list[tuple[int, str]] = []

        def drop(move: Move, refusal: ActionRejected) -> None:
            dropped.append((move.at, move.command.do))

        drill = self.rerun.drill(seed=task.seed, sampling=where_marks_hang)
        found: list[Refused] = []
        player = task.player
        if isinstance(player, Probing):
            player = _Prober(player.player, drill, found)
        entries = perform(drill, player, on_refused=drop)
        return Look(
            trial=self.trials.judge(entries, dropped, task.seed),
            decisions=endings(entries),
            twists=tuple(dict.fromkeys(it.record.inject for it in entries if isinstance(it.record, TwistFired))),
            refused=tuple(found),
            is_probed=isinstance(task.player, Probing),
        )


def endings(entries: Sequence[Entry]) -> dict[str, Ending]:
    """How every decision that came up in these records went."""
    opened: dict[str, int] = {}
    found: dict[str, Ending] = {}
    for record in (entry.record for entry in entries):
        match record:
            case DecisionOpened():
                opened[record.decision] = record.at
            case DecisionTaken():
                found[record.decision] = Ending(opened[record.decision], TAKEN, record.at, record.option)
            case DecisionSettled():
                found[record.decision] = Ending(opened.get(record.decision), SETTLED, record.at, record.by)
            case DecisionMissed():
                found[record.decision] = Ending(opened[record.decision], MISSED, record.at)
            case _:
                continue
    return found


def run_looks(header: str, measured: ExposureMeasured | None, tasks: Sequence[Task]) -> list[tuple[Any, Look]]:
    """As ``trials.run_tasks``, with more than the marks."""
    bench = _bench(header, measured)
    return [(it.key, bench.look(it)) for it in tasks]


@lru_cache(maxsize=2)
def _bench(header: str, measured: ExposureMeasured | None) -> _Bench:
    return _Bench(header, measured)
