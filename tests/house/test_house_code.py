"""Our own sources keep the rules of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import house_rules
import pytest

import drillroom

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "drillroom"
CORE = {"analysis", "doctrine", "engine", "language", "log", "scenario", "scoring", "source", "errors"}
WALL_CLOCK = {"runtime/clock.py"}

# Beyond 500 lines a module is expected to explain itself.
MOST_LINES = 500


def _sources() -> dict[str, ast.Module]:
    """Every module of the product by its path below the package."""
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8"), str(path))
        for path in sorted(SOURCE.rglob("*.py"))
    }


SOURCES = _sources()


def _part(name: str) -> str:
    return name.partition("/")[0].removesuffix(".py")


def _faults(rule: house_rules.Rule, names: Iterable[str]) -> list[str]:
    return [f"{name}:{fault}" for name in names for fault in rule(SOURCES[name])]


def test_the_sources_examined_are_those_that_run() -> None:
    """The rules look at the package under test, and at all of it."""
    assert Path(drillroom.__file__).resolve() == (SOURCE / "__init__.py").resolve()
    assert len(SOURCES) > 40


def test_only_the_command_line_writes_to_the_streams() -> None:
    """stdout is data and stderr is narration because one folder alone writes to them."""
    assert _faults(house_rules.writes_to_streams, (name for name in SOURCES if _part(name) != "cli")) == []


def test_only_storage_opens_files() -> None:
    """A person's files are opened in one folder; the others take and give bytes."""
    assert _faults(house_rules.opens_files, (name for name in SOURCES if _part(name) != "storage")) == []


def test_the_wall_clock_is_read_in_one_place() -> None:
    """Every other module is told the time."""
    assert _faults(house_rules.reads_the_clock, (name for name in SOURCES if name not in WALL_CLOCK)) == []


@pytest.mark.parametrize("rule", [house_rules.leaves_things_to_chance, house_rules.walks_over_sets])
def test_nothing_in_the_core_is_left_to_chance(rule: house_rules.Rule) -> None:
    """No global random, no hash salt, no environment, no order of a set in what must come out the same."""
    assert _faults(rule, (name for name in SOURCES if _part(name) in CORE)) == []


@pytest.mark.parametrize(
    "rule",
    [
        house_rules.text_without_encoding,
        house_rules.needs_posix,
        house_rules.undocumented,
        house_rules.long_functions,
        house_rules.empty_names,
    ],
)
def test_every_module_keeps_the_rule(rule: house_rules.Rule) -> None:
    """What the rule's own docstring says holds for the whole product."""
    assert _faults(rule, SOURCES) == []


def test_no_module_is_long() -> None:
    """What grows past 500 lines does more than one thing."""
    assert [name for name in SOURCES if (SOURCE / name).read_text("utf-8").count("\n") > MOST_LINES] == []
