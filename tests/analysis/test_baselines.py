"""The runs a drill is measured against, and what the shipped playbooks earn against them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from drillroom.analysis.baselines import EXPOSURE_WINDOW, measure
from drillroom.doctrine.read import default_rules
from drillroom.log.header import Header
from drillroom.log.records import BaselineMeasured, ExposureMeasured
from drillroom.runtime.headless import Run, run
from drillroom.runtime.opening import open_header
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE, Playbook, load_playbook

FOLDER = Path(__file__).parents[2] / "scenarios" / "open-back-door"
RULES = default_rules()


@cache
def leak() -> Scenario:
    path = FOLDER / "scenario.yaml"
    return load_scenario(path.read_bytes(), file=path.name, vocabulary=RULES.vocabulary)


@cache
def book(name: str) -> Playbook:
    if name == "none":
        return NONE
    path = FOLDER / "playbooks" / f"{name}.yaml"
    return load_playbook(path.read_bytes(), file=path.name, scenario=leak(), vocabulary=RULES.vocabulary)


def header(seed: int) -> Header:
    return open_header(leak(), RULES, seed=seed, playbooks={"none": NONE, "model": book("model")}, playbook="test")


@cache
def played(name: str, seed: int) -> Run:
    return run(header(seed), book(name))


def of(entries: Any, kind: type) -> list[Any]:
    return [entry.record for entry in entries if isinstance(entry.record, kind)]


def test_baselines_are_numbered_behind_the_drill_and_come_out_alike_every_time() -> None:
    """The same header gives the same records."""
    first, again = measure(header(11), after=99), measure(header(11), after=99)
    assert first == again
    assert [entry.seq for entry in first] == [100, 101, 102]
    assert [it.playbook for it in of(first, BaselineMeasured)] == ["none", "model"]


def test_the_exposure_curve_rises_from_nothing_to_everything() -> None:
    """Share of the first hours' exposures that a silent team lets pass."""
    (curve,) = of(measure(header(11), after=0), ExposureMeasured)
    assert curve.seeds == 32
    assert list(curve.shares) == sorted(curve.shares)
    assert curve.shares[0] < 0.2
    assert curve.marks[-1] == EXPOSURE_WINDOW
    assert curve.shares[-1] == 1.0


def test_doing_nothing_is_zero_and_the_reference_a_hundred() -> None:
    """The outcome's scale is measured, not set."""
    assert played("none", 21).card.outcome == 0
    assert played("model", 21).card.outcome == 100


@pytest.mark.parametrize("seed", [21, 22])
@pytest.mark.parametrize(
    ("name", "low", "high"), [("model", 85, 100), ("k1", 85, 100), ("k5", 85, 100), ("k3", 0, 25), ("k4", 0, 35)]
)
def test_the_cases_of_the_source_earn_what_it_says_of_them(name: str, seed: int, low: float, high: float) -> None:
    """K1 and K5 were handled well, K3 and K4 badly."""
    total = played(name, seed).card.total
    assert total is not None
    assert low <= total <= high


@pytest.mark.parametrize("seed", [21, 22])
def test_the_case_of_the_untrue_reply_is_the_only_one_with_a_knowing_untruth(seed: int) -> None:
    """Verdicts come from what had been delivered."""
    verdicts = {
        name: {claim["verdict"] for claim in played(name, seed).as_json()["claims"]}
        for name in ("model", "k1", "k3", "k4", "k5")
    }
    assert {name for name, found in verdicts.items() if "lie" in found} == {"k4"}


@pytest.mark.parametrize("name", ["model", "k1", "k3", "k4", "k4a", "k5"])
def test_no_step_of_a_shipped_playbook_is_refused(name: str) -> None:
    """What we ship can be played."""
    assert played(name, 21).refused == ()
