"""One run as a balance check looks at it: what it came to, what was asked, which twists fired, what was refused.

Small and plain, so that any process can play the runs and hand back what it saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from drillroom.engine.drill import Command, Drill
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

from .rollout import Move, Player, Table
from .trials import Task, Trial, Trials, bench, played

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


def _look(trials: Trials, task: Task) -> Look:
    drill, player = trials.drill(task.seed), task.player
    found: list[Refused] = []
    if isinstance(player, Probing):
        player = _Prober(player.player, drill, found)
    entries, dropped = played(drill, player)
    return Look(
        trial=trials.judge(entries, dropped, task.seed),
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
    trials = bench(header, measured)
    return [(it.key, _look(trials, it)) for it in tasks]
