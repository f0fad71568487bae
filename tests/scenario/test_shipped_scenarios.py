"""The shipped drills keep what they promise to trainees and to the engine.

Content, not mechanics: what stands in ``scenarios/`` is checked as it ships.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from drillroom.analysis.rollout import play
from drillroom.doctrine.models import Rules
from drillroom.doctrine.read import default_rules
from drillroom.engine.drill import Command, Drill
from drillroom.log.records import ClaimJudged, DecisionOpened, DecisionTaken, PromiseMade
from drillroom.scenario.format import Decision, News, Option, Post, Scenario, Signal
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import Playbook, load_playbook

SHELF = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(path.parent.name for path in SHELF.glob("*/scenario.yaml"))
PLAYBOOKS = [(path.parents[1].name, path.stem) for path in sorted(SHELF.glob("*/playbooks/*.yaml"))]
UNTRUE = {
    ("open-back-door", "k4"): ["lie"],
    ("counterfeit-comfort", "k4"): ["lie"],
    ("it-was-not-us", "k4"): ["lie"],
    ("it-was-not-us", "k4b"): ["lie"],
    ("smear-week", "hint-at-rival"): ["guess"],
}
"""The playbooks that say what is not so: untrue replies (K4), and a rival named before there was proof."""
CAST = {f"h{index}": f"@h{index}" for index in range(20)}
LANGUAGES = ("en", "zh-Hans")
CARRIERS = {0: 90_000, 1200: 108_000, 3600: 132_000, 7200: 150_000, 18_000: 120_000}
"""Drill second -> reach of the five posts that carry the crisis; the crowd is calibrated on them."""


@pytest.fixture(scope="module")
def rules() -> Rules:
    return default_rules()


@cache
def _shipped(name: str) -> Scenario:
    data = (SHELF / name / "scenario.yaml").read_bytes()
    return load_scenario(data, file="scenario.yaml", vocabulary=default_rules().vocabulary)


@pytest.fixture(params=SHIPPED)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return _shipped(request.param)


@pytest.fixture
def first_drill() -> Scenario:
    return _shipped("open-back-door")


def _playbook(name: str, scenario: Scenario, rules: Rules) -> Playbook:
    file = SHELF / scenario.id / "playbooks" / f"{name}.yaml"
    return load_playbook(file.read_bytes(), file=file.name, scenario=scenario, vocabulary=rules.vocabulary)


def _texts(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if "en" in value or "zh-Hans" in value:
            yield value
        else:
            for item in value.values():
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def test_every_text_is_there_in_both_languages(scenario: Scenario) -> None:
    """No trainee meets a line in the other language."""
    assert all(set(words) == set(LANGUAGES) for words in _texts(scenario.model_dump()))


def test_five_unconditional_posts_carry_the_crisis(scenario: Scenario) -> None:
    """Five posts with the reach the crowd is calibrated on; everything else is small."""
    posts = [item for item in scenario.injects if isinstance(item, Post | News)]
    big = [item for item in posts if item.reach > 3000]
    assert {item.at: item.reach for item in big} == CARRIERS
    assert not any(item.when or item.unless for item in big)


def test_something_happens_every_quarter_of_an_hour_at_first(scenario: Scenario) -> None:
    """In the first three hours nobody waits longer than fifteen drill minutes, whatever the team does."""
    timed = [item for item in scenario.injects if item.when is None and item.unless is None]
    times = sorted({item.at for item in [*timed, *scenario.decisions] if item.at is not None and item.at >= 0})
    gaps = [later - sooner for sooner, later in pairwise(times) if later <= 3 * 3600]
    assert max(gaps) <= 15 * 60


def test_nine_decisions_give_nothing_away_by_length(scenario: Scenario) -> None:
    """Three options each, level in length in both languages; the good one is not always the longest or the first."""
    assert len(scenario.decisions) == 9
    for decision in scenario.decisions:
        assert len(decision.options) == 3
        for language in LANGUAGES:
            lengths = [len(option.text[language]) for option in decision.options]
            assert max(lengths) <= 1.25 * min(lengths), decision.id
    longest = [max(item.options, key=lambda option: len(option.text["en"])).stands for item in scenario.decisions]
    assert 2 <= longest.count("good") <= 6
    assert {item.options[0].stands for item in scenario.decisions} == {"good", "fair", "poor"}


def test_three_decisions_have_two_defensible_options(scenario: Scenario) -> None:
    """Not every choice has one right answer; two of these differ only in their price."""
    goods = [sum(option.stands == "good" for option in item.options) for item in scenario.decisions]
    assert sorted(goods) == [1, 1, 1, 1, 1, 1, 2, 2, 2]


def test_every_option_can_be_taken_when_its_decision_opens(scenario: Scenario, rules: Rules) -> None:
    """Nothing offered is refused, even to a team that did nothing before."""
    for decision in scenario.decisions:
        for option in decision.options:
            drill = Drill(scenario, seed=3, cast=CAST, rules=rules)
            _open(drill, decision)
            args = {"decision": decision.id, "option": option.id}
            drill.act(Command(id="k1", do="decide", args=args), now=drill.now)
            taken = [entry.record for entry in drill.events() if isinstance(entry.record, DecisionTaken)]
            assert [record.option for record in taken] == [option.id]


def test_words_of_options_name_no_hour(scenario: Scenario) -> None:
    """What an option publishes holds at whatever minute it is chosen."""
    hour = re.compile(r"[0-9]{1,2}:[0-9]{2}")
    said = [option.says or {} for item in scenario.decisions for option in item.options]
    assert not [words for texts in said for words in texts.values() if hour.search(words)]


@pytest.mark.parametrize("team", [True, False])
@pytest.mark.parametrize("minute", [0, 4, 9])
def test_words_of_options_name_no_hour_that_moves_with_the_answer(
    first_drill: Scenario, rules: Rules, minute: int, team: bool
) -> None:
    """The first words promise the next 'within the hour', and whenever they are chosen that is when it is due."""
    scenario = first_drill
    drill = Drill(scenario, seed=3, cast=CAST, rules=rules)
    if team:
        drill.act(Command(id="k0", do="assemble_team", args={}), now=300)
    _open(drill, next(item for item in scenario.decisions if item.id == "first-words"))
    args = {"decision": "first-words", "option": "honest-holding"}
    drill.act(Command(id="k1", do="decide", args=args), now=drill.now + minute * 60)
    chosen = drill.now
    drill.advance_to(chosen + 3600)
    (made,) = (entry.record for entry in drill.events() if isinstance(entry.record, PromiseMade))
    assert made.due == chosen + 3600
    assert 0 < made.due - made.at <= 3600


def _open(drill: Drill, decision: Decision) -> None:
    """Advance until the decision is asked."""
    while not drill.is_over:
        drill.advance_to(drill.now + 60)
        opened = (entry.record for entry in drill.events() if isinstance(entry.record, DecisionOpened))
        if any(record.decision == decision.id for record in opened):
            return
    raise AssertionError(f"{decision.id} is never asked")


@pytest.mark.parametrize(("name", "playbook"), PLAYBOOKS)
def test_playbooks_run_without_a_refusal_and_are_as_honest_as_they_say(name: str, playbook: str, rules: Rules) -> None:
    """Every step of a shipped playbook is possible at its minute; only those meant to be untrue are (K4)."""
    scenario, refused = _shipped(name), list[str]()
    entries = play(
        Drill(scenario, seed=7, cast=CAST, rules=rules),
        _playbook(playbook, scenario, rules),
        on_refused=lambda move, why: refused.append(f"{move.at} {move.command.do}: {why}"),
    )
    assert refused == []
    judged = [entry.record for entry in entries if isinstance(entry.record, ClaimJudged)]
    wrong = [record.verdict for record in judged if not record.right]
    assert wrong == UNTRUE.get((name, playbook), [])


def test_each_group_that_can_be_forgotten_has_its_twist(scenario: Scenario) -> None:
    """A due time that runs out is not only a number: somebody is heard."""
    if scenario.id == "open-back-door":
        pytest.skip("the first drill came before the question overdue(); its twists ask reached()")
    asked = " ".join(item.when or "" for item in scenario.injects)
    due = [group for group, holder in scenario.stakeholders.items() if holder.due is not None]
    assert [group for group in due if f"overdue({group})" not in asked] == []


def test_seats_get_different_signals(scenario: Scenario) -> None:
    """At least three true signs and two false ones; not everybody sees all of them, and there is a limit to looking."""
    if scenario.id == "open-back-door":
        pytest.skip("in the first drill one person looks at everything")
    signals = [item for item in scenario.injects if isinstance(item, Signal)]
    assert sum(item.real for item in signals) >= 3
    assert sum(not item.real for item in signals) >= 2
    assert len({str(item.to) for item in signals}) >= 2
    assert scenario.attention is not None


def test_the_reference_does_not_remove_the_risk(scenario: Scenario, rules: Rules) -> None:
    """With the risk removed the crisis shrinks; the reference has to live through it."""

    def removes(option: Option) -> bool:
        return any(call.do == "mitigate" for call in option.do)

    options = {(item.id, option.id): option for item in scenario.decisions for option in item.options}
    steps = _playbook("model", scenario, rules).steps
    chosen = [(step.args["decision"], step.args["option"]) for step in steps if step.do == "decide"]
    assert not any(step.do == "mitigate" for step in steps)
    assert not any(removes(options[choice]) for choice in chosen)
