"""The documents say what the program does: what can be generated is current, what is written by hand is complete."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from textual.binding import Binding

import drillroom.ui
from drillroom.cli import COMMANDS
from drillroom.scenario.conditions import CALLS, VALUES
from drillroom.ui.drill.help import KEYS

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"
REFERENCE = ROOT / "docs" / "reference"


PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


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


SECTIONS = {
    "drillroom.ui.library": "The library",
    "drillroom.ui.briefing": "The briefing",
    "drillroom.ui.drill": "The drill",
    "drillroom.ui.drill.actions": "The list of actions",
    "drillroom.ui.drill.asker": "Questions and calls",
    "drillroom.ui.drill.message": "A message",
    "drillroom.ui.drill.composer": "Writing",
    "drillroom.ui.debrief": "The debrief",
}
"""Part of the screens -> where its keys are told; the longest name counts."""
OF_EVERY_LIST = {"up", "down", "pageup", "pagedown", "home", "end", "enter", "tab"}
"""Keys that lists and fields bring along, or that a screen reads without binding them."""
NAMED = {"↑": "up", "↓": "down", "←": "left", "→": "right", "PgUp": "pageup", "PgDn": "pagedown", "Esc": "escape"}
NAMED |= {"?": "question_mark"}


def _bound() -> Iterator[tuple[str, str]]:
    """(section, key) for every key that a class of the screens binds."""
    for module in pkgutil.walk_packages(drillroom.ui.__path__, "drillroom.ui."):
        part = max((it for it in SECTIONS if f"{module.name}.".startswith(f"{it}.")), key=len, default=None)
        for thing in vars(import_module(module.name)).values():
            if part is None or not isinstance(thing, type) or thing.__module__ != module.name:
                continue
            for binding in vars(thing).get("BINDINGS", ()):
                assert isinstance(binding, Binding)
                yield from ((SECTIONS[part], key) for key in binding.key.split(","))


def _told(section: str) -> set[str]:
    """The keys a section of the page names, as a binding names them."""
    text = _page("keys.md").partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    spans = re.findall(r"`(\d)`–`(\d)`", text)
    told = {NAMED.get(name, name.lower()) for name in re.findall(r"`([^`\n]+)`", text)}
    return told | {str(number) for first, last in spans for number in range(int(first), int(last) + 1)}


@pytest.mark.parametrize("section", SECTIONS.values())
def test_every_key_of_a_screen_is_documented_and_no_other(section: str) -> None:
    """The page of keys names in each section what its screens really bind."""
    bound = {key for where, key in _bound() if where == section}
    assert bound, "no class of this part binds anything"
    assert bound - _told(section) == set()
    assert _told(section) - bound - OF_EVERY_LIST == set()


def test_the_help_of_the_drill_names_keys_that_the_drill_has() -> None:
    """What F1 says about keys is bound on the drill's screen, or where one writes."""
    bound = {key for where, key in _bound() if where in ("The drill", "Writing")}
    for keys, _ in KEYS:
        ends = re.fullmatch(r"(F?)(\d+)-F?(\d+)", keys)
        names = [f"{ends[1]}{n}" for n in range(int(ends[2]), int(ends[3]) + 1)] if ends else keys.split()
        assert {NAMED.get(name, name.lower()) for name in names} <= bound, keys


def _anchors(page: Path) -> set[str]:
    """The names by which the headings of a page can be linked to."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link of a page to another, to a picture or to a heading finds it."""
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or target.suffix != ".md" or anchor in _anchors(target), link
