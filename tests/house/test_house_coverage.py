"""The table of coverage is honest: every element once, every name in it exists, what is called held has a test."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from drillroom.doctrine.read import default_rules
from drillroom.report.value import Debrief
from drillroom.scoring.metrics import METRICS

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

import covered

ROOT = Path(__file__).parents[2]
TABLE = covered.coverage()
ROWS: list[dict[str, Any]] = TABLE["rows"]
LISTED = [name for names in TABLE["sections"].values() for name in names]
RULES = default_rules()
MATRIX = ROOT.parent / "shared" / "seed" / "matrix.md"
FIELDS = {"id", "what", "lives", "tests", "state", "missing", "needs"}


def ids(row: dict[str, Any]) -> str:
    return str(row["id"])


# ---------------------------------------------------------------- the elements


def test_every_element_stands_in_the_table_once() -> None:
    """And no other, in the order of the list."""
    assert [name for name, times in Counter(LISTED).items() if times > 1] == []
    assert [it["id"] for it in ROWS] == LISTED


@pytest.mark.skipif(not MATRIX.exists(), reason="the list of elements lies outside of the project")
def test_the_elements_are_those_of_the_list() -> None:
    """Nothing was left out because it is not there yet."""
    part = re.search(r"^## 3\. .*?(?=^## 4\. )", MATRIX.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert part is not None
    found = re.findall(r"^\| ([A-Z]{1,2}\d+[a-z]?) \|", part[0], re.MULTILINE)
    assert len(found) > 150
    assert sorted(found) == sorted(LISTED)


# ---------------------------------------------------------------- what a row says


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_a_row_says_what_its_state_asks_for(row: dict[str, Any]) -> None:
    """Held: a place and a test, and nothing missing. Otherwise: what is missing, and what it waits for."""
    assert set(row) <= FIELDS
    assert row["what"].strip()
    assert row["state"] in covered.STATES
    if row["state"] == "held":
        assert row.get("tests")
        assert row.get("lives")
        assert not {"missing", "needs"} & set(row)
    else:
        assert row.get("missing", "").strip().endswith(".")
        assert row.get("needs") in TABLE["needs"]
    if row["state"] == "partly":
        assert row.get("lives") or row.get("tests")


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_every_name_in_a_row_exists(row: dict[str, Any]) -> None:
    """Metrics, actions, modules, sections of the debrief, rules of the doctrine, scenarios."""
    assert list(unknown(row.get("lives", {}))) == []


def unknown(lives: dict[str, Any]) -> Iterator[str]:
    """The names that nothing here has."""
    doctrine = RULES.doctrine
    known: dict[str, set[str]] = {
        "metrics": set(METRICS) & set(doctrine.targets),
        "actions": set(RULES.vocabulary.actions),
        "modules": set(_modules()),
        "debrief": {field.name for field in fields(Debrief)},
        "rules": {
            f"{kind}.{name}"
            for kind in ("principles", "caps", "badges", "faults", "outcome")
            for name in getattr(doctrine, kind)
        },
        "scenarios": set(covered.shipped()),
    }
    for kind, names in lives.items():
        if kind == "scenarios" and names == "all":
            continue
        if not isinstance(names, list) or not names:
            yield f"{kind}: {names!r}"
            continue
        yield from (f"{kind}: {name}" for name in names if name not in known.get(kind, ()))


@cache
def _modules() -> tuple[str, ...]:
    source = ROOT / "src" / "drillroom"
    return tuple(".".join(file.relative_to(source).with_suffix("").parts) for file in source.rglob("*.py"))


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_every_test_that_is_named_exists(row: dict[str, Any]) -> None:
    """The file has a function of that name; none is named twice."""
    named = row.get("tests", [])
    assert len(set(named)) == len(named)
    assert [name for name in named if not is_test(name)] == []


def is_test(name: str) -> bool:
    """``tests/part/test_file.py::test_name``, without the values of a parametrized one."""
    file, _, function = name.partition("::")
    path = ROOT / file
    if not re.fullmatch(r"tests/[\w/]+/test_\w+\.py::test_\w+", name) or not path.is_file():
        return False
    return function in _functions(path)


@cache
def _functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_what_is_not_there_is_found() -> None:
    """The look-up can fail: an unknown name of each kind, a test of another file, a name that is no list."""
    for kind in ("metrics", "actions", "modules", "debrief", "rules", "scenarios"):
        assert list(unknown({kind: ["no-such-thing"]})) == [f"{kind}: no-such-thing"]
    assert list(unknown({"metrics": "voice"})) == ["metrics: 'voice'"]
    assert list(unknown({"screens": ["voice"]})) == ["screens: voice"]
    here = "tests/house/test_house_coverage.py"
    assert is_test(f"{here}::test_what_is_not_there_is_found")
    assert not is_test(f"{here}::test_what_is_not_there")
    assert not is_test(f"{here}::is_test")
    assert not is_test("tests/house/test_house_nothing.py::test_what_is_not_there_is_found")


def test_every_metric_is_used_by_an_element() -> None:
    """What is marked serves something that the text asks for."""
    used = {name for row in ROWS for name in row.get("lives", {}).get("metrics", ())}
    assert set(METRICS) - used == set()


# ---------------------------------------------------------------- types of crisis


@pytest.mark.parametrize("element", TABLE["crises"])
def test_a_type_of_crisis_is_held_from_two_scenarios_on(element: str) -> None:
    """Counted from what is shipped; and one that has them waits for no more."""
    (row,) = (it for it in ROWS if it["id"] == element)
    count = len(covered.of_type(element))
    assert row["state"] != "held" or count >= covered.ENOUGH
    assert row.get("needs") != "scenarios" or count < covered.ENOUGH, "say anew what is missing"


def test_the_types_are_those_of_the_vocabulary() -> None:
    """Each once, and every scenario is of one of them."""
    assert sorted(TABLE["crises"].values()) == sorted(RULES.vocabulary.crises)
    assert set(covered.shipped().values()) <= set(TABLE["crises"].values())


def test_the_page_tells_how_many_scenarios_each_type_has() -> None:
    """The number that was counted stands in the row of its type."""
    rows = covered.types().splitlines()
    for element in TABLE["crises"]:
        (line,) = (row for row in rows if row.startswith(f"| {element} |"))
        assert line.split(" | ")[3] == str(len(covered.of_type(element)))
