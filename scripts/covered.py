"""Tells which elements of the teaching text a drill exercises: the passages of docs/reference/coverage.md.

Everything comes from coverage.yaml beside that page, but for the number of scenarios of each type of crisis, which is
counted anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from drillroom.doctrine.read import default_rules
from drillroom.source.reader import read_yaml

ROOT = Path(__file__).resolve().parent.parent
STATES = ("held", "partly", "later")
ENOUGH = 2
"""Scenarios of a type of crisis from which on it may be called held."""
_KINDS = {
    "metrics": "metrics",
    "actions": "actions",
    "modules": "code",
    "debrief": "in the debrief",
    "rules": "rules",
    "scenarios": "scenarios",
}
Row = Mapping[str, Any]


@cache
def coverage() -> Mapping[str, Any]:
    """The file as it is: ``crises``, ``needs``, ``sections``, ``rows``."""
    file = ROOT / "docs" / "reference" / "coverage.yaml"
    found: Mapping[str, Any] = read_yaml(file.read_bytes(), file=file.name).value
    return found


@cache
def shipped() -> Mapping[str, str]:
    """Scenario id -> the type of its crisis."""
    found = {}
    for file in sorted((ROOT / "scenarios").glob("*/scenario.yaml")):
        tree = read_yaml(file.read_bytes(), file=file.name).value
        found[str(tree["id"])] = str(tree["crisis"])
    return found


def of_type(element: str) -> list[str]:
    """The shipped scenarios of this type of crisis (T1 to T6)."""
    wanted = coverage()["crises"][element]
    return [name for name, crisis in shipped().items() if crisis == wanted]


# ---------------------------------------------------------------- passages


def counts() -> str:
    """How many elements are in which state, and what the others wait for."""
    rows: list[Row] = coverage()["rows"]
    found = [[state, str(sum(it["state"] == state for it in rows)), ""] for state in STATES]
    for name, words in coverage()["needs"].items():
        waiting = [it["id"] for it in rows if it.get("needs") == name]
        if waiting:
            found.append([f"waits for {words}", str(len(waiting)), ", ".join(waiting)])
    return _table(("", "elements", "which"), found)


def types() -> str:
    """Each type of crisis with its shipped scenarios."""
    names = default_rules().vocabulary.crises
    rows = []
    for element, crisis in coverage()["crises"].items():
        scenarios = of_type(element)
        which = ", ".join(_code(name) for name in scenarios)
        rows.append((element, _code(crisis), names[crisis]["en"], str(len(scenarios)), which))
    return _table(("", "type", "English", "scenarios", "which"), rows)


def elements() -> str:
    """One row for each element, under the headings of the file."""
    rows: Mapping[str, Row] = {it["id"]: it for it in coverage()["rows"]}
    head = ("", "what it is", "state", "where it lives", "tests that hold it", "what is missing")
    parts = []
    for title, ids in coverage()["sections"].items():
        cells = (_cells(rows[name]) for name in ids if name in rows)
        parts.append(f"## {title}\n\n{_table(head, cells)}")
    return "\n".join(parts)


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row["id"],
        row["what"],
        row["state"],
        "; ".join(_lives(row)),
        "<br>".join(_tests(row)),
        _missing(row),
    )


def _lives(row: Row) -> Iterator[str]:
    """``metrics `voice` ``, ``code `engine.team` ``, and so on."""
    lives = dict(row.get("lives", {}))
    if row["id"] in coverage()["crises"]:
        lives["scenarios"] = of_type(row["id"])
    for key, words in _KINDS.items():
        named = lives.get(key)
        if named == "all":
            yield f"all {words}"
        elif named:
            yield f"{words} {', '.join(map(_code, named))}"


def _tests(row: Row) -> Iterator[str]:
    """The tests in the order of the row, without what all of their names share."""
    for test in row.get("tests", ()):
        file, _, name = test.partition("::")
        yield _code(f"{file.removeprefix('tests/').removesuffix('.py')}::{name}")


def _missing(row: Row) -> str:
    if "missing" not in row:
        return ""
    return f"{row['missing']} *Waits for {coverage()['needs'][row['needs']]}.*"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), ["---"] * len(list(head))]
    lines += [[cell.replace("|", "\\|").strip() for cell in row] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _code(text: str) -> str:
    return f"`{text}`"


REGIONS: Mapping[str, Callable[[], str]] = {
    "coverage-counts": counts,
    "coverage-types": types,
    "coverage-elements": elements,
}
