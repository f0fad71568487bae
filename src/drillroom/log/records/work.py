"""The team at work: who sits together, tasks, and what was looked at, graded, answered and reviewed."""

from __future__ import annotations

from dataclasses import dataclass, field

from .base import Json, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAssembled(Record):
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskQueued(Record):
    """Ordered, but a seat in ``waits_for`` is busy."""

    task: str
    do: str
    waits_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskStarted(Record):
    task: str
    do: str
    seats: tuple[str, ...]
    ends: int
    args: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDone(Record):
    """``waited`` seconds in queues, out of the whole time since it was ordered."""

    task: str
    do: str
    waited: int
    args: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSkipped(Record):
    """A step of an option that had nothing left to do; ``reason`` as in ``ActionRejected``."""

    do: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSet(Record):
    """``hold_and_watch``: look again at ``look_again``, or sooner when ``condition`` comes true."""

    look_again: int | None
    condition: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLooked(Record):
    signal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalGraded(Record):
    signal: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Record):
    """An open question of the public (a fact id) or of a post was answered. ``where`` is the channel."""

    question: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFiled(Record):
    args: Json
