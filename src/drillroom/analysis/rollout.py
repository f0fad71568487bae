"""Playing a drill by a fixed list of moves or by somebody who answers, without a clock and without writing anything.

A move that the engine refuses is reported and left out; the run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Protocol

from drillroom.engine.drill import Command, Drill
from drillroom.errors import ActionRejected
from drillroom.log.records import Entry, Record
from drillroom.scenario.format import Scenario
from drillroom.scenario.playbook import Playbook, Step


@dataclass(frozen=True, slots=True)
class Move:
    """A command at drill second ``at``; ``rank`` orders the moves of one second. An empty id is filled in."""

    at: int
    command: Command
    rank: int = 0


Refused = Callable[[Move, ActionRejected], None]


@dataclass(frozen=True, slots=True)
class Table:
    """What a player sits down to: the crisis and the seed of this run."""

    scenario: Scenario
    seed: int


class Player(Protocol):
    """Somebody who plays a drill. Keeps no state, so that one player can play many drills.

    ``hears``: the kinds of records that are shown to ``answer``; empty for a player that only follows a list.
    """

    @property
    def hears(self) -> tuple[type[Record], ...]: ...

    def opening(self, table: Table) -> Iterable[Move]:
        """The moves that are fixed before anything happens."""
        ...

    def answer(self, entry: Entry, table: Table) -> Iterable[Move]:
        """Further moves, not before the entry's second, that this entry calls for."""
        ...


@dataclass(frozen=True, slots=True)
class Follower:
    """Plays a playbook from its first step to its last, whatever happens."""

    playbook: Playbook
    hears: tuple[type[Record], ...] = ()

    def opening(self, table: Table) -> Iterable[Move]:
        """Every step of the playbook."""
        return (move(step) for step in self.playbook.steps)

    def answer(self, entry: Entry, table: Table) -> Iterable[Move]:
        """Nothing: a playbook does not listen."""
        return ()


def move(step: Step) -> Move:
    """A playbook's step as a move."""
    return Move(step.at, Command("", step.do, step.args, step.seat))


def play(drill: Drill, playbook: Playbook, *, on_refused: Refused | None = None) -> list[Entry]:
    """The world records of a whole run of ``playbook``."""
    return perform(drill, Follower(playbook), on_refused=on_refused)


def perform(drill: Drill, player: Player, *, on_refused: Refused | None = None) -> list[Entry]:
    """The world records of a whole run of ``player``.

    Within one second moves are made by their rank, those that are called for in that second among them.
    """
    table, entries = Table(drill.scenario, drill.seed), list[Entry]()
    waiting = [(it.at, it.rank, number, it) for number, it in enumerate(player.opening(table), start=1)]
    heapify(waiting)
    numbers, hears = count(len(waiting) + 1), player.hears

    def listen() -> None:
        fresh = drill.events()
        entries.extend(fresh)
        for entry in fresh:
            if isinstance(entry.record, hears):
                for it in player.answer(entry, table):
                    heappush(waiting, (max(it.at, drill.now), it.rank, next(numbers), it))

    while waiting or not drill.is_over:
        due = waiting[0][0] if waiting else drill.ends
        if hears and not drill.is_over:
            soon = drill.next_event_at()
            due = due if soon is None else min(due, soon)
        drill.advance_to(max(due, drill.now))
        listen()
        while waiting and (waiting[0][0] <= drill.now or drill.is_over):
            _, _, number, it = heappop(waiting)
            _give(drill, it, number, on_refused)
            listen()
    return entries


def _give(drill: Drill, it: Move, number: int, on_refused: Refused | None) -> None:
    command = it.command if it.command.id else replace(it.command, id=f"k{number}")
    try:
        drill.act(command, now=max(it.at, drill.now))
    except ActionRejected as refusal:
        if on_refused is not None:
            on_refused(it, refusal)
