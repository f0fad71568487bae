"""``resume`` without a name: the drill that was left last."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drillroom.cli import root

PLACES = Path(__file__).parents[1]


@pytest.fixture
def drills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of drills of a home of its own."""
    monkeypatch.setenv("DRILLROOM_HOME", str(tmp_path))
    monkeypatch.setenv("DRILLROOM_LANG", "en")
    monkeypatch.setenv("DRILLROOM_PATH", str(PLACES))
    return tmp_path / "drills"


def call(*words: str) -> Result:
    return CliRunner().invoke(root, words, input="")


def left(drills: Path, *, seed: int, age: int, lines: int) -> Path:
    """The log of a drill that was cut after some lines (from the end when negative), last written ``age`` ago."""
    path = drills / f"left-{seed}.jsonl"
    assert call("run", "toy", "--seed", str(seed), "--out", str(path)).exit_code == 0
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:lines]))
    os.utime(path, (10_000 - age, 10_000 - age))
    return path


def test_a_log_that_was_killed_at_its_birth_is_passed_over(drills: Path) -> None:
    """Empty, torn in its header or foreign, even if newest: it is told, and the drill before it goes on."""
    path = left(drills, seed=1, age=1, lines=20)
    header = path.read_bytes().splitlines()[0]
    for name, content in (("a", b""), ("b", header[:100]), ("c", b"notes\n")):
        (drills / f"{name}.jsonl").write_bytes(content)
    result = call("resume", "--plain", "--pace", "1000000")
    assert result.exit_code == 0, result.stderr
    assert [f"{name}.jsonl" in result.stderr for name in "abc"] == [True] * 3
    assert f"Log: {path}" in result.stdout
    assert call("verify", str(path)).exit_code == 0


def test_a_drill_killed_among_its_baselines_counts_as_left(drills: Path) -> None:
    """Its first measured line is no end: the rest is measured, and only then there is nothing left to go on with."""
    path = left(drills, seed=1, age=1, lines=-1)
    result = call("resume", "--plain")
    assert result.exit_code == 0, result.stderr
    assert call("verify", str(path)).exit_code == 0
    over = call("resume", "--plain")
    assert over.exit_code == 2
    assert "no interrupted drill" in over.stderr
