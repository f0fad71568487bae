"""Every number of the engine is told with its tag: one by one in the reference, group by group in the explanation."""

from __future__ import annotations

import re
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from drillroom.doctrine.read import default_parameters

DOCS = Path(__file__).parents[2] / "docs"
TAGS = ("fitted", "published", "our choice")
_HEADING, _NUMBER = re.compile(r"  # ---- (.+)"), re.compile(r"  (\w+): \{value:")


def _groups() -> dict[str, list[str]]:
    """Heading of the numbers' file -> the numbers below it."""
    found: dict[str, list[str]] = {}
    text = resources.files("drillroom.doctrine").joinpath("default", "public.yaml").read_text(encoding="utf-8")
    for line in text.splitlines():
        if heading := _HEADING.fullmatch(line):
            found[heading[1]] = []
        elif number := _NUMBER.match(line):
            found[list(found)[-1]].append(number[1])
    return found


def _rows(page: str) -> list[list[str]]:
    """The cells of every row of every table."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")]


def test_the_reference_has_every_number_with_its_tag_and_no_other() -> None:
    """The full list names each parameter once; where this fails, run python scripts/reference.py."""
    told = [(row[0].strip("`"), row[2]) for row in _rows("reference/numbers.md") if row[0].startswith("`")]
    assert told == [(name, number.tag) for name, number in default_parameters().parameters.items()]


def test_every_number_stands_below_a_heading() -> None:
    """The groups of the file hold all of its numbers."""
    names = [name for group in _groups().values() for name in group]
    assert names == list(default_parameters().parameters)


@pytest.mark.parametrize("heading", _groups())
def test_the_explanation_counts_the_tags_of_every_group(heading: str) -> None:
    """Its table has a row for each heading of the file: how many numbers are fitted, published, our choice."""
    known = default_parameters().parameters
    tags = Counter(known[name].tag for name in _groups()[heading])
    row = next((row for row in _rows("explanation/the-public.md") if row[0] == heading), [])
    assert row[-3:] == [str(tags[tag] or "") for tag in TAGS]


def test_what_is_fitted_or_published_names_its_source() -> None:
    """Only our own choices may stand without one."""
    known = default_parameters().parameters
    assert [name for name, number in known.items() if number.tag != "our choice" and not number.source] == []
