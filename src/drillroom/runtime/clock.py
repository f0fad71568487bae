"""The only reader of wall time in the product.

Everybody else is handed a ``Clock``; with a ``StillClock`` the same code runs under the hand of a test.
"""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Wall time, in seconds."""

    def steady(self) -> float:
        """Seconds that only ever grow, for measuring how long something took."""
        ...

    def wall(self) -> float:
        """Unix time, for the session records of the log."""
        ...

    def rest(self, seconds: float) -> None:
        """Do nothing for a while."""
        ...


class WallClock:
    """The real one."""

    def steady(self) -> float:
        """Seconds since some fixed moment; unmoved by changes of the computer's date."""
        return time.monotonic()

    def wall(self) -> float:
        """Unix time."""
        return round(time.time(), 3)

    def rest(self, seconds: float) -> None:
        """Sleep."""
        time.sleep(seconds)


class StillClock:
    """A clock that moves only when told to."""

    def __init__(self, wall: float = 0.0) -> None:
        self._steady = 0.0
        self._wall = wall

    def steady(self) -> float:
        """Seconds passed so far by ``pass_by``."""
        return self._steady

    def wall(self) -> float:
        """The Unix time given at the start plus what passed by."""
        return round(self._wall + self._steady, 3)

    def rest(self, seconds: float) -> None:
        """Time passes by, at once."""
        self.pass_by(seconds)

    def pass_by(self, seconds: float) -> None:
        """Let ``seconds`` of wall time go by; time never runs backwards."""
        if seconds < 0:
            raise ValueError(f"{seconds!r}: time never runs backwards")
        self._steady += seconds
