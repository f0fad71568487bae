"""When the crowd is looked at: minutes while things move, then five, then ten.

The steps depend on the scenario alone, never on the team: the same minute meets the same luck in every re-run.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache


@lru_cache(maxsize=64)
def schedule(starts: int, ends: int, leaks: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """(second, length in minutes) of every step: minutes for two hours after the alert and an hour after a leak,
    5 minutes for a day, then 10, and 10 before the alert."""

    def steps() -> Iterator[tuple[int, int]]:
        at = starts
        while at < ends:
            lively = 0 <= at < 7200 or any(leak <= at < leak + 3600 for leak in leaks)
            length = 1 if lively else 5 if 0 <= at < 86400 else 10
            edges = (edge for edge in (0, *leaks, ends) if edge > at)
            length = min(length, max(1, (min(edges) - at) // 60))
            yield at, length
            at += length * 60

    return tuple(steps())
