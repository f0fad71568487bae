"""Plays the commands of a log again and tells the first place where the world comes out differently.

Reads records only; the log is never changed by looking at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from drillroom.engine.drill import Command, Drill
from drillroom.log.codec import compact, unfolded
from drillroom.log.records import CommandGiven, Entry, plain

DIGITS = 4
"""Digits that must agree where the log was played on another platform."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first world record that came out otherwise. ``logged`` or ``played`` is None where there is none."""

    seq: int
    logged: Entry | None
    played: Entry | None

    def __str__(self) -> str:
        if self.logged is None or self.played is None:
            entry, gone = (self.played, "missing in the log") if self.logged is None else (self.logged, "not played")
            return f"record {self.seq} ({type(entry.record).__name__ if entry else '?'}) is {gone}"
        logged, played = self.logged.record, self.played.record
        if type(logged) is not type(played):
            return f"record {self.seq} is {type(logged).__name__}, but {type(played).__name__} was played"
        fields = (name for name, value in plain(logged).items() if plain(played).get(name) != value)
        name = next(fields, "") or next((name for name in plain(played) if name not in plain(logged)), "?")
        return (
            f"record {self.seq} ({type(logged).__name__}): {name} is {plain(logged).get(name)!r:.80}, "
            f"but {plain(played).get(name)!r:.80} was played"
        )


def play_again(drill: Drill, logged: Iterable[Entry], *, until: int) -> list[Entry]:
    """Give ``drill`` the commands among ``logged`` at their times and go on to drill second ``until``."""
    for entry in logged:
        record = entry.record
        if isinstance(record, CommandGiven):
            # Drill time never goes back; a log in which it does comes out otherwise, and that is then told.
            now = max(record.at, drill.now)
            drill.act(Command(record.id, record.do, record.args, record.seat, record.person), now=now)
    drill.advance_to(max(until, drill.now))
    return drill.events()


def first_difference(
    logged: Sequence[Entry], played: Sequence[Entry], *, is_prefix: bool = False, tolerant: bool = False
) -> Difference | None:
    """The first record on which the two disagree, or None. ``is_prefix``: the log may stop early.

    ``tolerant`` compares numbers to four digits only.
    """
    for one, other in zip_longest(logged, played):
        if one is None and is_prefix:
            return None
        if one is None or other is None or not _is_same(one, other, tolerant=tolerant):
            present = one or other
            return Difference(present.seq if present else 0, one, other)
    return None


def _is_same(one: Entry, other: Entry, *, tolerant: bool) -> bool:
    if one.seq == other.seq and _line(one) == _line(other):
        return True
    return tolerant and one.seq == other.seq and _is_near(_tree(one), _tree(other))


def _line(entry: Entry) -> bytes:
    return compact(unfolded(entry.record, {"seq": entry.seq}))


def _tree(entry: Entry) -> Any:
    return {"kind": type(entry.record).__name__, **plain(entry.record)}


def _is_near(one: Any, other: Any) -> bool:
    """Equal, but for numbers that agree to four digits."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_near(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_near, one, other))
    if isinstance(one, float) or isinstance(other, float):
        is_number = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (one, other))
        return is_number and abs(one - other) <= 10**-DIGITS * max(1.0, abs(one), abs(other))
    return bool(one == other)
