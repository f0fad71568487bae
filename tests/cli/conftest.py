"""What tests of commands share."""

from __future__ import annotations

from pathlib import Path

import pytest
from inside import PLACES


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nobody's real home is touched; the scenarios of the tests are at hand."""
    home = tmp_path / "home"
    monkeypatch.setenv("DRILLROOM_HOME", str(home))
    monkeypatch.setenv("DRILLROOM_LANG", "en")
    monkeypatch.setenv("DRILLROOM_PATH", str(PLACES))
    return home
