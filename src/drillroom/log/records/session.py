"""Session records: who sat there and how it went at the desk; never part of the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .base import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """A line about the people and the clock at the table; never read by the engine, never part of ``log_sha256``.

    ``wall`` is Unix time in seconds.
    """

    wall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOpened(SessionRecord):
    product: str
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMarked(SessionRecord):
    """The drill clock stood at ``now``; resume goes on from the last mark."""

    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceSet(SessionRecord):
    pace: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(SessionRecord):
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpaused(SessionRecord):
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogResumed(SessionRecord):
    """The drill went on after an interruption; ``cut`` bytes of a torn last line were dropped."""

    cut: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftKept(SessionRecord):
    """Words that were begun and put aside. ``words`` is their key in the people file; None: they wait no more."""

    person: str
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceDeclared(SessionRecord):
    """How sure somebody said they were of the command with this id. ``level``: 1 to 3; anything else says nothing."""

    person: str
    command: str
    level: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRated(SessionRecord):
    """What the trainee said of the drill before seeing any score. ``answers`` holds keys of typed text and numbers."""

    person: str
    answers: Json
