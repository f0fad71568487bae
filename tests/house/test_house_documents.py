"""The documents say what the program does: what can be generated is current, what is written by hand is complete."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from drillroom.cli import COMMANDS
from drillroom.scenario.conditions import CALLS, VALUES

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"
REFERENCE = ROOT / "docs" / "reference"


def _page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def _check(scripts: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(scripts / "reference.py"), "--check"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=110, check=False)


def test_generated_passages_are_current() -> None:
    """Tables, help texts, the tutorial's drill and the editors' schema are what the program says and does now."""
    found = _check(SCRIPTS)
    assert (found.stderr, found.returncode) == ("", 0)


def test_a_stale_passage_is_found(tmp_path: Path) -> None:
    """The check can fail: a page with another passage is named, and stays as it is."""
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    for script in SCRIPTS.glob("*.py"):
        (scripts / script.name).write_bytes(script.read_bytes())
    page = tmp_path / "docs" / "reference" / "numbers.md"
    page.parent.mkdir(parents=True)
    stale = "<!-- from the program: tags -->\n| fitted | 1,000 |\n<!-- end -->\n"
    page.write_text(stale, encoding="utf-8")
    found = _check(scripts)
    assert found.returncode == 1
    assert "numbers.md" in found.stderr
    assert page.read_text(encoding="utf-8") == stale


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    """The reference has a section for each command."""
    assert f"\n## drillroom {name}\n" in _page("commands.md")


@pytest.mark.parametrize("name", [*VALUES, *(f"{call}({', '.join(args)})" for call, args in CALLS.items())])
def test_every_word_of_a_condition_is_documented(name: str) -> None:
    """The reference explains each value and each question with its arguments."""
    assert f"| `{name}` |" in _page("conditions.md")
