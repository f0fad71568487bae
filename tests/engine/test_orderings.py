"""What the source text says happens, on the shipped crisis: honest and fast beats slow beats silent beats denial.

Same seed on both sides, every seed must hold; O-ids are those of the requirement list.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from stage import RULES, Move, of, play

from drillroom.log.records import StateSampled
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario

SEEDS = (2001, 2002, 2003, 2004)
M = 60
TEAM: list[Move] = [(5 * M, "assemble_team", {})]
REPAIR: list[Move] = [(30 * M, "fix", {})]


@cache
def leak() -> Scenario:
    path = Path(__file__).parents[2] / "scenarios" / "open-back-door" / "scenario.yaml"
    return load_scenario(path.read_bytes(), file=path.name, vocabulary=RULES.vocabulary)


def honest(first: int) -> list[Move]:
    """A holding statement at minute ``first``, then facts as they are delivered, regret, notice, updates."""
    later: list[Move] = [(minute * M, "update", {}) for minute in range(first + 240, 48 * 60, 240)]
    return [
        *TEAM,
        *REPAIR,
        (first * M, "holding_statement", {"tone": "warm"}),
        (max(first + 45, 101) * M, "disclose", {"facts": "due"}),
        (max(first + 60, 102) * M, "apologize", {}),
        (max(first + 120, 118) * M, "disclose", {"facts": "due"}),
        (first * M + 130 * M, "notify", {"to": "users"}),
        *later,
    ]


DENIAL: list[Move] = [(40 * M, "deny", {"fact": "what"}), *REPAIR]


@cache
def trust(seed: int, name: str) -> float:
    books = {
        "fast": honest(30),
        "admits": honest(40),
        "slow": honest(720),
        "silent": REPAIR,
        "denial": DENIAL,
        "owns up": [*DENIAL, (660 * M, "apologize", {}), (661 * M, "disclose", {"facts": "due"})],
        "delete": [*REPAIR, (60 * M, "delete_posts", {}), (180 * M, "delete_posts", {})],
        "praise": [*REPAIR, *((minute * M, "promote", {}) for minute in (60, 120, 240))],
        "spam": [*REPAIR, *((minute * M, "holding_statement", {}) for minute in range(30, 630, 30))],
        "nothing": [],
    }
    return float(of(play(books[name], scenario=leak(), seed=seed), StateSampled)[-1].trust)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("better", "worse", "margin"),
    [
        pytest.param("fast", "slow", 0, id="O1 speed"),
        pytest.param("slow", "silent", 0, id="O1 words"),
        pytest.param("silent", "denial", 0, id="O1 truth"),
        pytest.param("admits", "denial", 10, id="O2"),
        pytest.param("fast", "spam", 5, id="O8"),
        pytest.param("silent", "delete", 0, id="O9 deletion"),
        pytest.param("silent", "praise", 0, id="O9 praise"),
        pytest.param("owns up", "denial", 0, id="O11"),
        pytest.param("slow", "owns up", 0, id="O12"),
        pytest.param("silent", "nothing", 10, id="repair counts"),
    ],
)
def test_trust_after_72_hours_is_ordered_as_the_source_says(seed: int, better: str, worse: str, margin: float) -> None:
    """The better course ends with more trust, by the margin."""
    assert trust(seed, better) > trust(seed, worse) + margin


@pytest.mark.parametrize("seed", SEEDS)
def test_a_denial_tempts_until_it_is_exposed(seed: int) -> None:
    """O3: just before exposure the liar stands above the silent firm, afterwards below."""
    before = 590 * M
    lying, silent = (
        of(play(moves, scenario=leak(), seed=seed, until=before), StateSampled)[-1].trust for moves in (DENIAL, REPAIR)
    )
    assert lying > silent
    assert trust(seed, "denial") < trust(seed, "silent")
