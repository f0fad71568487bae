"""Clocks."""

from __future__ import annotations

import pytest

from drillroom.runtime.clock import StillClock, WallClock


def test_still_clock_moves_only_when_told() -> None:
    """Both hands move together, by what passed by."""
    clock = StillClock(wall=1000)
    assert (clock.steady(), clock.wall()) == (0, 1000)
    clock.pass_by(2.5)
    assert (clock.steady(), clock.wall()) == (2.5, 1002.5)


def test_time_never_runs_backwards() -> None:
    """A negative step is refused."""
    with pytest.raises(ValueError, match="backwards"):
        StillClock().pass_by(-1)


def test_wall_clock_is_steady() -> None:
    """Two looks are in order."""
    clock = WallClock()
    assert clock.steady() <= clock.steady()
    assert clock.wall() > 0
