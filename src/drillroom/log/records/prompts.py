"""Prompts and clocks: decisions, legal duties, groups that have to be reached."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOpened(Record):
    """A prompt for ``seat``, until ``closes``. ``options`` in the order shown, shuffled by seed."""

    decision: str
    seat: str
    closes: int
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSettled(Record):
    """Its purpose was already done by the action ``by``; it is not asked."""

    decision: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken(Record):
    decision: str
    option: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMissed(Record):
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyStarted(Record):
    duty: str
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyMet(Record):
    """``missing``: facts the report should have held and did not."""

    duty: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyMissed(Record):
    duty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeholderReached(Record):
    """First contact with a group. ``late``: after its due time, or after the group that had to come later."""

    group: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeholderMissed(Record):
    group: str
