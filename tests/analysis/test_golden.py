"""The same commands give the same records, from one version to the next.

When a change of the engine or its numbers makes this fail on purpose: raise ``ENGINE`` (once something has been
released) and write the new digest with ``python scripts/golden.py``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from drillroom.engine import ENGINE

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import golden  # noqa: E402  (a script of the repository, found by the line above)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="digests are compared on one platform")
@pytest.mark.parametrize("scenario", golden.scenarios())
def test_every_scenario_plays_as_its_golden_record(scenario: str) -> None:
    """Engine number, seed and digest of the reference run of each shipped scenario."""
    kept = json.loads((golden.FOLDER / f"{scenario}.json").read_text(encoding="utf-8"))
    assert kept == golden.played(scenario)
    assert kept["engine"] == ENGINE
