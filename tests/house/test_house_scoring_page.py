"""The page that scores a drill by hand: its arithmetic is right, and the code comes to the same."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import pytest

from drillroom.doctrine.read import default_rules
from drillroom.runtime.headless import run
from drillroom.runtime.opening import open_header
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE, load_playbook
from drillroom.scoring.score import Scorecard

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "explanation" / "scoring.md").read_text("utf-8")
PARTS = {"trust at the end": "trust", "users lost, %": "churn", "harm-minutes": "harm_minutes", "peak heat": "heat"}
_SIGNS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def worked(text: str) -> float:
    """The value of a sum on the page: numbers, brackets and the four signs."""

    def value(node: ast.AST) -> float:
        if isinstance(node, ast.Expression):
            return value(node.body)
        if isinstance(node, ast.BinOp):
            return _SIGNS[type(node.op)](value(node.left), value(node.right))
        assert isinstance(node, ast.Constant), text
        return float(node.value)  # type: ignore[arg-type]

    return value(ast.parse(text, mode="eval"))


def rows(title: str) -> list[list[str]]:
    """The cells of the table whose first column has this title, without backticks."""
    lines = PAGE[PAGE.index(f"| {title} |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def equations() -> list[tuple[str, float]]:
    """Every ``sum`` = **number** in running text."""
    found = re.findall(r"`([^`]+)`\s*= \*\*([\d.]+)\*\*", PAGE)
    return [(left, float(right)) for left, right in found]


@lru_cache(maxsize=1)
def card() -> Scorecard:
    """The drill that the page names."""
    (command,) = re.findall(r"`drillroom run ([\w-]+) --playbook (\w+) --seed (\d+)`", PAGE)
    name, playbook, seed = command
    rules, folder = default_rules(), ROOT / "scenarios" / name
    crisis = load_scenario((folder / "scenario.yaml").read_bytes(), file="s", vocabulary=rules.vocabulary)

    def book(key: str):  # type: ignore[no-untyped-def]
        path = folder / "playbooks" / f"{key}.yaml"
        return load_playbook(path.read_bytes(), file=path.name, scenario=crisis, vocabulary=rules.vocabulary)

    bases = {"none": NONE, "model": book("model")}
    return run(open_header(crisis, rules, seed=int(seed), playbooks=bases), book(playbook)).card


def test_every_metric_stands_on_the_page_as_the_code_has_it() -> None:
    """Measured value, target, the sum by hand, and the mark."""
    found = rows("metric")
    assert [row[0].strip("`") for row in found] == list(_in_order())
    for name, measured, target, by_hand, mark in found:
        key = name.strip("`")
        code, rule = card().metrics[key], card().doctrine.targets[key]
        assert code.mark is not None
        assert float(mark) == pytest.approx(code.mark, abs=0.006), key
        assert worked(by_hand.strip("`")) == pytest.approx(code.mark, abs=0.0006), key
        wanted = [f"{it:g}" if it is not None else "–" for it in (rule.full, rule.half, rule.none)]
        assert target.split(" · ") == wanted, key
        assert measured.split()[0] == ("not" if code.value is None else f"{code.value:g}"), key


def _in_order() -> dict[str, None]:
    return {key: None for principle in card().doctrine.principles.values() for key in principle.metrics}


def test_the_principles_are_the_means_of_their_metrics() -> None:
    """Points and weights."""
    found = rows("principle")
    by_name = {it.name["en"]: it for it in card().doctrine.principles.values()}
    assert {row[0] for row in found} == set(by_name)
    for name, metrics, by_hand, points, weight in found:
        rule = by_name[name]
        assert re.findall(r"`(\w+)`", metrics) == list(rule.metrics)
        assert float(weight) == rule.weight
        assert float(points) == card().principles[rule.key]
        assert worked(by_hand.strip("`")) == pytest.approx(float(points), abs=0.051)


def test_the_outcome_lies_between_the_two_other_runs() -> None:
    """Every component with its three values."""
    for name, drill, nothing, reference, by_hand, place in rows("component"):
        part = card().standing.parts[PARTS[name]]
        assert (float(drill), float(nothing), float(reference)) == (part.run, part.none, part.model)
        assert worked(by_hand.strip("`")) == pytest.approx(part.place, abs=0.0001)
        assert float(place) == pytest.approx(part.place, abs=0.006)


def test_process_outcome_and_total_follow() -> None:
    """The sums in the text come out as they say, and as the code has them."""
    said = equations()
    assert len(said) == 4
    for by_hand, result in said:
        assert worked(by_hand) == pytest.approx(result, abs=0.1)
    found = card()
    assert [result for _, result in said] == [found.metrics["facts"].value, found.process, found.outcome, found.total]


def test_rating_badges_and_faults_are_as_told() -> None:
    """M for a missed duty; three badges; one fault."""
    found = card()
    assert (found.rating, [it.text.ref for it in found.reasons]) == ("M", ["doctrine.notes.duty_missed"])
    assert [it.name for it in found.badges] == ["SF1", "SF2", "SF3"]
    assert [it.name for it in found.faults] == ["F1"]
    assert found.capped == ()
