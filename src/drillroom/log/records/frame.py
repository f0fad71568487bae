"""The frame of a drill: commands as they were given, and where it begins, turns and ends."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Json, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandGiven(Record):
    """A command that the engine accepted. ``do`` is an action id or ``decide``; ``args`` are plain JSON values."""

    id: str
    seat: str
    person: str
    do: str
    args: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillOpened(Record):
    """First world record. ``starts`` and ``ends`` are drill seconds."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised(Record):
    """The zero of drill time: the team is shown the crisis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseChanged(Record):
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillClosed(Record):
    """Last record of the crisis itself; only baselines and session records follow."""
