"""A drill that is killed loses nothing that was acknowledged."""

from __future__ import annotations

from pathlib import Path

import pytest
from kills import kill_once

PLACES = Path(__file__).parents[1]


@pytest.mark.parametrize("after", [1, 2, 7, 19, 40, 73])
def test_a_kill_loses_no_acknowledged_command(after: int, tmp_path: Path) -> None:
    """However much was under way, every order that was answered is in the log, and resume and verify succeed."""
    killed = kill_once(tmp_path, PLACES, scenario="toy", seed=after, after=after)
    assert killed.acknowledged >= after
    assert killed.is_whole, killed
