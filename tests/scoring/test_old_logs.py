"""A log of an earlier version is judged by the doctrine in its own header, as it was then, to the digit."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from drillroom.scoring.score import score
from drillroom.storage.logs import read_log

KEPT = Path(__file__).resolve().parents[1] / "golden" / "scored"


@pytest.mark.parametrize("name", ["toy-model", "leak-k4"])
def test_an_old_log_with_its_old_doctrine_gives_its_old_score(name: str, tmp_path: Path) -> None:
    """Metrics that came later are not asked of it; every number and every record cited is the same."""
    path = tmp_path / f"{name}.jsonl"
    path.write_bytes(gzip.decompress((KEPT / f"{name}.jsonl.gz").read_bytes()))
    log = read_log(path)
    assert "harm" not in log.header.doctrine["targets"]
    before = json.loads((KEPT / f"{name}.json").read_text("utf-8"))
    now = json.loads(json.dumps(score(log.header, log.entries).as_json()))
    assert {key: now[key] for key in before} == before
