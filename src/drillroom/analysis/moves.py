"""The moves of a drill that was played, tied to what they answered, so that they can be made again.

Made again unchanged they give the same records, byte for byte; with one of them changed, nothing differs before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from drillroom.engine.drill import Command
from drillroom.log.records import CallRang, CommandGiven, DecisionOpened, Entry, Record, SummonsArrived
from drillroom.scenario.format import Scenario

from .rollout import Move, Table

Prompt = tuple[Literal["decision", "call"], str]
"""What can be answered: a decision by its id, or a call or summons by that of its inject."""
_HEARS = (DecisionOpened, CallRang, SummonsArrived)


@dataclass(frozen=True, slots=True)
class Made:
    """A move that was made. ``rank`` is its place among all moves of the drill.

    ``at`` is a drill second, or, with ``answers``, the seconds after that decision opened or that call rang.
    """

    rank: int
    at: int
    command: Command
    answers: Prompt | None = None


@dataclass(frozen=True, slots=True)
class Anchored:
    """Plays the moves of a drill again: an answer keeps its delay, whenever its prompt comes; all else keeps its time.

    An answer whose prompt does not come is not given.
    """

    moves: tuple[Made, ...]

    @property
    def hears(self) -> tuple[type[Record], ...]:
        """What opens or rings, where any of it is answered."""
        return _HEARS if any(it.answers for it in self.moves) else ()

    def opening(self, table: Table) -> Iterable[Move]:
        """Everything that was done of one's own accord."""
        return (Move(it.at, it.command, it.rank) for it in self.moves if it.answers is None)

    def answer(self, entry: Entry, table: Table) -> Iterable[Move]:
        """The answers to this prompt, with their delay."""
        asked, at = prompt_of(entry.record), entry.record.at
        return (Move(at + it.at, it.command, it.rank) for it in self.moves if it.answers and it.answers == asked)

    def without(self, rank: int) -> Anchored:
        """The same without the move of that rank."""
        return Anchored(tuple(it for it in self.moves if it.rank != rank))

    def also(self, *more: Made) -> Anchored:
        """The same with these moves, instead of those of their ranks."""
        ranks = {it.rank for it in more}
        return Anchored(tuple(sorted((*(it for it in self.moves if it.rank not in ranks), *more), key=_rank)))


def _rank(made: Made) -> int:
    return made.rank


def prompt_of(record: Record) -> Prompt | None:
    """What this record asks for an answer to, if it does."""
    if isinstance(record, DecisionOpened):
        return "decision", record.decision
    if isinstance(record, CallRang):
        return "call", record.call
    return ("call", record.summons) if isinstance(record, SummonsArrived) else None


def moves_of(entries: Sequence[Entry], scenario: Scenario) -> Anchored:
    """The moves in the records of a drill.

    A call that may ring again and again is no anchor: what was said on it keeps its time.
    """
    again = {("call", it.id) for it in scenario.injects if it.every is not None}
    came: dict[Prompt, int] = {}
    found: list[Made] = []
    for entry in entries:
        asked = prompt_of(entry.record)
        if asked is not None and asked not in again:
            came[asked] = entry.record.at
        if isinstance(entry.record, CommandGiven):
            found.append(_made(entry.record, len(found), came))
    return Anchored(tuple(found))


def _made(record: CommandGiven, rank: int, came: Mapping[Prompt, int]) -> Made:
    command = Command(record.id, record.do, record.args, record.seat, record.person)
    answers = _answered(record)
    if answers is None or answers not in came:
        return Made(rank, record.at, command)
    return Made(rank, record.at - came[answers], command, answers)


def _answered(record: CommandGiven) -> Prompt | None:
    if record.do == "decide":
        return "decision", str(record.args.get("decision"))
    return ("call", str(record.args.get("call"))) if record.do == "take_call" else None
