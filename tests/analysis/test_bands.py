"""The score bands of the source's cases: a score that does not put these in order would not be worth defending.

Medians over 20 seeds of the shipped playbooks on two crises, judged as a drill is (K1 to K5).
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from statistics import median

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import bands

from drillroom.analysis.bots import BOTS, bot
from drillroom.analysis.rollout import Follower, Player
from drillroom.analysis.trials import Trial, Trials
from drillroom.doctrine.read import default_rules
from drillroom.runtime.opening import open_header
from drillroom.scenario.format import Scenario
from drillroom.scenario.playbook import Playbook

SEEDS = range(1, 21)
ALL_FOUR = {"SF1", "SF2", "SF3", "SF4"}


@lru_cache(maxsize=4)
def crisis(name: str) -> tuple[Scenario, dict[str, Playbook], Trials]:
    scenario = bands.scenario(name)
    books = bands.playbooks(scenario)
    return scenario, books, trials(scenario, books)


def trials(scenario: Scenario, books: dict[str, Playbook]) -> Trials:
    bases = {name: books[name] for name in ("none", "model")}
    return Trials(open_header(scenario, default_rules(), seed=1, playbooks=bases))


def played(bench: Trials, player: Player) -> list[Trial]:
    return [bench.trial(player, seed) for seed in SEEDS]


def mid(found: list[Trial], what: str) -> float:
    values = [getattr(it, what) for it in found]
    assert None not in values
    return median(values)


GOOD = [("open-back-door", "k1"), ("open-back-door", "k5"), ("counterfeit-comfort", "k2")]


@pytest.mark.parametrize(("name", "playbook"), GOOD)
def test_a_case_handled_well_earns_85_and_all_four_badges(name: str, playbook: str) -> None:
    """K1, K2, K5 as shipped, with the moves that each says were added."""
    _, books, bench = crisis(name)
    found = played(bench, Follower(books[playbook]))
    assert mid(found, "total") >= 85
    assert all(set(it.badges) == ALL_FOUR and not it.caps for it in found)


@pytest.mark.parametrize(("name", "playbook"), GOOD)
def test_the_moves_of_the_case_alone_earn_65(name: str, playbook: str) -> None:
    """What the source tells and nothing more; its facts go out when they are there."""
    _, books, bench = crisis(name)
    assert any(step.added for step in books[playbook].steps)
    assert mid(played(bench, bands.Patient(bands.literal(books[playbook]))), "total") >= 65


@pytest.mark.parametrize("name", ["open-back-door", "counterfeit-comfort"])
def test_slow_and_in_the_dark_earns_25_at_most(name: str) -> None:
    """K3, and why: no warning heeded, words late and closed, nobody working together."""
    _, books, bench = crisis(name)
    found = played(bench, Follower(books["k3"]))
    assert mid(found, "total") <= 25
    assert all({"F1", "F2", "F4"} <= set(it.faults) and not it.badges for it in found)


@pytest.mark.parametrize("name", ["open-back-door", "counterfeit-comfort"])
def test_an_untrue_reply_earns_35_at_most(name: str) -> None:
    """K4, found out: the cap alone would allow 40."""
    _, books, bench = crisis(name)
    found = played(bench, Follower(books["k4"]))
    assert mid(found, "total") <= 35
    assert all({"F2", "F3"} <= set(it.faults) and "lie" in it.caps and not it.badges for it in found)


@pytest.mark.parametrize("name", ["open-back-door", "counterfeit-comfort"])
def test_a_lie_that_is_never_found_out_has_a_process_of_40_at_most(name: str) -> None:
    """K4B: where nothing ever leaks, the outcome may look bearable; what was done does not."""
    scenario, books, _ = crisis(name)
    facts = {key: fact.model_copy(update={"leak_at": None}) for key, fact in scenario.facts.items()}
    bench = trials(scenario.model_copy(update={"facts": facts}), books)
    quiet = replace(books["k4"], steps=tuple(step for step in books["k4"].steps if step.at <= 41 * 60))
    found = played(bench, Follower(quiet))
    assert mid(found, "process") <= 40
    assert all("lie" in it.caps and it.total is not None and it.total <= 40 for it in found)


@pytest.mark.parametrize("habit", [name for name in BOTS if name != "model"])
@pytest.mark.parametrize("name", ["open-back-door", "counterfeit-comfort"])
def test_nobody_passes_without_thinking(name: str, habit: str) -> None:
    """Every bot stays below 60 and below the reference, and chance reaches 60 at most on one seed in ten."""
    _, books, bench = crisis(name)
    found = played(bench, bot(habit, bench.header))
    assert mid(found, "total") < min(60, mid(played(bench, Follower(books["model"])), "total"))
    if habit == "random":
        assert sum(it.total is not None and it.total >= 60 for it in found) <= len(found) / 10
