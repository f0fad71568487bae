"""Where things stand in a drawing: time to x, values to y, marks that must not cover each other.

Pure geometry in pixels; nothing here knows a language or a color.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[int, float]
"""Drill second, value."""

_BEND = 0.42
"""Exponent of the time axis. The first hours hold most of what a team does, so they get most of the width."""
_WATCH_SHARE = 0.08
"""Part of the width for everything before the alert."""


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Drill seconds to x. From the alert on the axis is bent (``t ** 0.42``); what came before is straight."""

    starts: int
    ends: int
    left: float
    width: float

    @property
    def zero(self) -> float:
        """The x of the alert."""
        return self.left + (self.width * _WATCH_SHARE if self.starts < 0 else 0.0)

    def x(self, at: float) -> float:
        """Pixels from the left edge of the drawing; what lies outside the drill is put on its edge."""
        if at < 0:
            share = max(0.0, 1 - at / self.starts) if self.starts < 0 else 1.0
            return self.left + (self.zero - self.left) * share
        whole = self.left + self.width - self.zero
        grown: float = (min(at, self.ends) / max(1, self.ends)) ** _BEND
        return self.zero + whole * grown

    def ticks(self, spacing: float, *, before_end: float) -> list[int]:
        """Round times from the alert on, at least ``spacing`` pixels apart and ``before_end`` from the last one."""
        found, last = [0], self.x(self.ends)
        for at in _ROUND:
            x = self.x(at)
            if at < self.ends and x - self.x(found[-1]) >= spacing and last - x >= before_end:
                found.append(at)
        return [*found, self.ends]


_ROUND = tuple(minutes * 60 for minutes in (15, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 5760, 7200))


@dataclass(frozen=True, slots=True)
class ValueScale:
    """0..100 to y, growing upwards."""

    top: float
    height: float

    def y(self, value: float) -> float:
        return self.top + self.height * (1 - min(100.0, max(0.0, value)) / 100)


def spread(wanted: Sequence[float], *, gap: float, low: float, high: float) -> list[float]:
    """Places near the wanted ones, in the same order, at least ``gap`` apart and, where that fits, in ``low..high``."""
    if not wanted:
        return []
    gap = min(gap, (high - low) / max(1, len(wanted) - 1)) if len(wanted) > 1 else gap
    groups: list[list[float]] = []  # [sum of wanted starts, count]: neighbors that had to move together
    for place in wanted:
        groups.append([min(high, max(low, place)), 1.0])
        while len(groups) > 1 and _end(groups[-2], gap) + gap / 2 > _start(groups[-1], gap) - gap / 2:
            total, count = groups.pop()
            groups[-1] = [groups[-1][0] + total, groups[-1][1] + count]
    places = [_start(group, gap) + index * gap for group in groups for index in range(int(group[1]))]
    return _inside(places, gap=gap, low=low, high=high)


def _start(group: Sequence[float], gap: float) -> float:
    return group[0] / group[1] - (group[1] - 1) * gap / 2


def _end(group: Sequence[float], gap: float) -> float:
    return _start(group, gap) + (group[1] - 1) * gap


def _inside(places: list[float], *, gap: float, low: float, high: float) -> list[float]:
    floor = low
    for index, place in enumerate(places):
        places[index] = max(place, floor)
        floor = places[index] + gap
    ceiling = high
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], ceiling)
        ceiling = places[index] - gap
    return places


def thinned(points: Sequence[tuple[float, float]], *, slack: float = 0.4) -> list[tuple[float, float]]:
    """The same line with fewer points: none of those left out lies more than ``slack`` pixels above or below it.

    ``points`` rise in x. (Douglas and Peucker's way, with upright distances.)
    """
    if len(points) < 3:
        return list(points)
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        far = max(range(first + 1, last), key=lambda index: _off(points, first, last, index), default=first)
        if far > first and _off(points, first, last, far) > slack:
            kept.add(far)
            waiting += [(first, far), (far, last)]
    return [points[index] for index in sorted(kept)]


def _off(points: Sequence[tuple[float, float]], first: int, last: int, index: int) -> float:
    """How far a point lies above or below the straight line between two others."""
    (x1, y1), (x2, y2), (x, y) = points[first], points[last], points[index]
    return abs(y - (y1 + (y2 - y1) * (x - x1) / (x2 - x1) if x2 > x1 else y1))
