"""Crises nobody would write and courses nobody would take: the engine stays calm, finite and inside its bounds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stage import CAST, HOUR, RULES, Move, crisis, of, play, wave

from drillroom.doctrine.models import Parameters, Rules
from drillroom.engine.drill import Command, Drill
from drillroom.errors import ActionRejected
from drillroom.log import records as r

M = 60
_OPEN_ENDED = ("harm_minutes", "exposures")


def _in_bounds(entries: Sequence[r.Entry]) -> None:
    """Every sampled value is a number on its scale."""
    samples = of(entries, r.StateSampled)
    assert samples
    for sample in samples:
        for item in fields(sample):
            if item.name in ("at", "to"):
                continue
            value = getattr(sample, item.name)
            most = math.inf if item.name in _OPEN_ENDED else 1.0 if item.name in ("harm", "cred", "blame") else 100.0
            assert math.isfinite(value)
            assert 0 <= value <= most, item.name


def test_a_crisis_that_nobody_reads_moves_no_heat() -> None:
    """Reach zero: the posts stand there and no audience comes, until outsiders have something to tell."""
    entries = play([], scenario=crisis(injects=[wave(0, 0), wave(20, 0)], public={"harm": 0.0}))
    _in_bounds(entries)
    before = [it for it in of(entries, r.StateSampled) if it.at < 10 * HOUR]
    assert before[-1].exposures == 0
    assert before[-1].trust == 70


def test_a_scenario_without_injects_runs_to_its_end() -> None:
    """Nothing is sent; words still go out and the drill closes."""
    entries = play([(10 * M, "holding_statement", {}), (30 * M, "fix", {})], scenario=crisis(injects=[]))
    _in_bounds(entries)
    assert of(entries, r.DrillClosed)


def test_ten_thousand_injects_in_one_minute() -> None:
    """All of them appear, in order, and the state stays bounded."""
    flood = [wave(30, 1000) | {"id": f"w{index}"} for index in range(10_000)]
    entries = play([], scenario=crisis(injects=flood, ends="2h", chatter=[]))
    assert [it.post for it in of(entries, r.PostAppeared) if it.inject] == [f"w{index}" for index in range(10_000)]
    _in_bounds(entries)


def test_a_reach_of_billions_stays_bounded() -> None:
    """The largest audience a file may name, twice."""
    _in_bounds(play([], scenario=crisis(injects=[wave(0, 2_000_000_000), wave(20, 2_000_000_000)])))


@pytest.mark.parametrize("do", ["update", "apologize", "delete_posts", "evade", "threaten", "reply"])
def test_the_same_action_a_thousand_times(do: str) -> None:
    """Repetition wears off or piles up, and never leaves the scales."""
    args = {"post": "wave0"} if do == "reply" else {}
    moves: list[Move] = [(M + index * 20, do, args) for index in range(1000)]
    _in_bounds(play(moves, scenario=crisis(ends="8h", chatter=[])))


def test_regret_said_three_hundred_times_is_worth_little_more_than_once() -> None:
    """Repeating wears off: the anger at the end hardly differs."""
    once = [(30 * M, "express_regret", {})]
    often: list[Move] = [(30 * M + index * M, "express_regret", {}) for index in range(300)]
    ends = [of(play(moves, scenario=crisis(ends="8h")), r.StateSampled)[-1].anger for moves in (once, often)]
    assert abs(ends[0] - ends[1]) < 15


_NUMBERS = RULES.parameters.numbers()
_TRIED = (
    "branching",
    "branching_harm",
    "branching_vacuum",
    "branching_anger",
    "anger_up",
    "anger_down",
    "rumor_up",
    "rumor_down",
    "recovery",
    "lie_wave",
    "wrong_wave",
    "leak_wave",
    "lie_credibility",
    "churn_rate",
    "forgiven",
    "hurting",
    "trust_unit",
    "heat_fade",
    "novelty",
    "pressure_up",
)
_ACTIONS = (
    "holding_statement",
    "apologize",
    "evade",
    "deny",
    "delete_posts",
    "contain",
    "fix",
    "compensate",
    "threaten",
)


@settings(max_examples=15, deadline=None)
@given(
    scale=st.lists(st.floats(0.0, 3.0), min_size=len(_TRIED), max_size=len(_TRIED)),
    steps=st.lists(st.tuples(st.integers(0, 12 * HOUR), st.sampled_from(_ACTIONS)), max_size=12),
    seed=st.integers(0, 2**31),
)
def test_any_numbers_that_are_accepted_keep_the_state_in_its_bounds(
    scale: list[float], steps: list[tuple[int, str]], seed: int
) -> None:
    """Parameters within their ranges, random courses: all state is finite and bounded."""
    known = RULES.parameters.model_dump(by_alias=True)["parameters"]
    changed = {
        name: known[name] | {"value": _NUMBERS[name] * factor} for name, factor in zip(_TRIED, scale, strict=True)
    }
    try:
        parameters = Parameters.model_validate({"parameters": known | changed})
    except ValueError:
        return
    rules = Rules(doctrine=RULES.doctrine, vocabulary=RULES.vocabulary, parameters=parameters)
    drill = Drill(crisis(ends="1d", chatter=[]), seed=seed, cast=CAST, rules=rules)
    for number, (at, do) in enumerate(sorted(steps)):
        args: dict[str, Any] = {"fact": "what"} if do == "deny" else {}
        try:
            drill.act(Command(f"c{number}", do, args), now=at)
        except ActionRejected:
            continue
    drill.advance_to(drill.ends)
    _in_bounds(drill.events())
