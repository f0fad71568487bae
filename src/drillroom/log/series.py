"""Evenly spaced series of the true state, read off a drill's records.

The value at a mark is the last sample at or before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .records import Entry, StateSampled

SERIES = ("trust", "heat", "anger", "rumor", "churn", "harm", "exposures")


def samples(entries: Iterable[Entry]) -> list[StateSampled]:
    """The state samples in order."""
    return [entry.record for entry in entries if isinstance(entry.record, StateSampled)]


def series(entries: Iterable[Entry], *, every: int = 300, names: Sequence[str] = SERIES) -> dict[str, Any]:
    """``{"every": seconds, "from": first second, <name>: [values]}``, from the first sample to the last."""
    taken = samples(entries)
    result: dict[str, Any] = {"every": every, "from": taken[0].at if taken else 0, **{name: [] for name in names}}
    if not taken:
        return result
    index = 0
    for mark in range(taken[0].at, taken[-1].at + 1, every):
        while index + 1 < len(taken) and taken[index + 1].at <= mark:
            index += 1
        for name in names:
            result[name].append(getattr(taken[index], name))
    return result
