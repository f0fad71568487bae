"""Bots: one habit each, no memory, the same moves for the same seed."""

from __future__ import annotations

import pickle
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from drillroom.analysis.baselines import Rerun
from drillroom.analysis.bots import BOTS, bot, check_bot
from drillroom.analysis.rollout import perform
from drillroom.analysis.trials import Trials
from drillroom.doctrine.read import default_rules
from drillroom.engine.crowd import where_marks_hang
from drillroom.errors import DrillroomError
from drillroom.log.header import Header
from drillroom.log.records import (
    ClaimJudged,
    CommandGiven,
    DecisionMissed,
    DecisionOpened,
    DecisionTaken,
    Entry,
    StatementPublished,
)
from drillroom.runtime.headless import run
from drillroom.runtime.opening import open_header
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE, Playbook, load_playbook

FOLDER = Path(__file__).parents[1] / "toy"
RULES = default_rules()
ACTIONS = RULES.vocabulary.actions
SEEDS = range(1, 9)


@cache
def toy() -> Scenario:
    return load_scenario((FOLDER / "scenario.yaml").read_bytes(), file="toy", vocabulary=RULES.vocabulary)


@cache
def model() -> Playbook:
    content = (FOLDER / "playbooks" / "model.yaml").read_bytes()
    return load_playbook(content, file="model.yaml", scenario=toy(), vocabulary=RULES.vocabulary)


@cache
def header(seed: int = 5, *, has_model: bool = True) -> Header:
    books = {"none": NONE, "model": model()} if has_model else {"none": NONE}
    return open_header(toy(), RULES, seed=seed, playbooks=books)


@cache
def played(name: str, seed: int) -> tuple[Entry, ...]:
    return tuple(perform(Rerun(header()).drill(seed=seed, sampling=where_marks_hang), bot(name, header())))


def of(kind: type, name: str, seed: int) -> list[Any]:
    return [entry.record for entry in played(name, seed) if isinstance(entry.record, kind)]


def deeds(name: str, seed: int) -> list[str]:
    """What it did, in order."""
    return [it.do for it in of(CommandGiven, name, seed)]


@pytest.mark.parametrize("name", BOTS)
def test_a_bot_plays_to_the_end_the_same_way_each_time(name: str) -> None:
    """The records depend on the seed alone, also after a journey to another process."""
    travelled = pickle.loads(pickle.dumps(bot(name, header())))
    again = perform(Rerun(header()).drill(seed=3, sampling=where_marks_hang), travelled)
    assert tuple(again) == played(name, 3)
    assert again[-1].record.at == toy().ends


@pytest.mark.parametrize("name", ["random", "always-deny", "talk-only"])
def test_a_bot_plays_a_bare_drill_as_it_plays_a_full_one(name: str) -> None:
    """What is only there to be looked at moves no bot: a trial has the marks of a headless run."""
    full = run(header(4), bot(name, header(4)))
    trial = Trials(header(4)).trial(bot(name, header(4)), 4, is_exact=True)
    assert trial.total == full.card.total
    assert trial.marks == {metric: mark.mark for metric, mark in full.card.metrics.items()}


def test_first_option_takes_what_is_shown_first() -> None:
    """The order is the shuffled one, so it is another option on another seed."""
    taken = Counter()
    for seed in SEEDS:
        shown = {it.decision: it.options[0] for it in of(DecisionOpened, "first-option", seed)}
        chosen = {it.decision: it.option for it in of(DecisionTaken, "first-option", seed)}
        assert shown == chosen
        assert set(chosen) == {"first-words", "late-words"}
        taken[chosen["late-words"]] += 1
    assert set(taken) == {"tell", "not"}


def test_longest_option_counts_letters_in_english_wherever_it_stands() -> None:
    """`That we know and check.` is longer than `Wait.`, `Do not.` than `Tell.`."""
    for seed in SEEDS:
        chosen = {it.decision: it.option for it in of(DecisionTaken, "longest-option", seed)}
        assert chosen == {"first-words": "honest", "late-words": "not"}


def test_random_answers_in_time_with_anything() -> None:
    """Every decision is taken within its window or settled by chance, with each option on some seed, and calls too."""
    taken, opened, missed, calls = Counter(), 0, 0, 0
    for seed in range(1, 31):
        taken.update((it.decision, it.option) for it in of(DecisionTaken, "random", seed))
        opened += len(of(DecisionOpened, "random", seed))
        missed += len(of(DecisionMissed, "random", seed))
        calls += deeds("random", seed).count("take_call")
    assert missed == 0
    assert {("first-words", "honest"), ("first-words", "wait"), ("late-words", "tell"), ("late-words", "not")} == set(
        taken
    )
    assert calls > 5


def test_random_does_things_that_need_no_name() -> None:
    """Now and then a free action, among them deeds and noise, never one that needs an argument."""
    done = Counter(do for seed in range(1, 31) for do in deeds("random", seed))
    free = set(done) - {"decide", "take_call"}
    assert {"contain", "apologize", "delete_posts"} <= free
    assert free.isdisjoint({"disclose", "notify", "deny", "rebut", "look", "assign", "reply"})
    assert all(len(set(deeds("random", seed))) >= 3 for seed in range(1, 6))


def test_always_apologize_says_sorry_and_does_nothing() -> None:
    """Words of regret and a line on the phone, over and over; no deed."""
    done = Counter(deeds("always-apologize", 2))
    assert set(done) == {"apologize", "express_regret", "take_call"}
    assert done["apologize"] > 3
    assert {it.tone for it in of(StatementPublished, "always-apologize", 2) if it.do != "take_call"} == {"warm"}


def test_always_deny_claims_that_nothing_is_so() -> None:
    """Every claim is a denial, of every fact there is."""
    claims = [it.claim for it in of(ClaimJudged, "always-deny", 2)]
    assert {claim.op for claim in claims} == {"not"}
    assert {claim.fact for claim in claims} == set(toy().facts)


def test_always_silent_publishes_nothing_and_lets_everything_pass() -> None:
    """Time runs out on every decision."""
    assert of(StatementPublished, "always-silent", 2) == []
    assert [it.decision for it in of(DecisionMissed, "always-silent", 2)] == ["first-words", "late-words"]


def test_talk_only_publishes_much_and_does_nothing() -> None:
    """All that it does speaks; all of it is honest; the facts that come to it are told."""
    assert all(ACTIONS[do].speaks for do in deeds("talk-only", 2))
    assert len(of(StatementPublished, "talk-only", 2)) > 8
    judged = of(ClaimJudged, "talk-only", 2)
    assert {it.verdict for it in judged} == {"true"}
    assert {"what", "scope", "cause"} <= {it.claim.fact for it in judged}


def test_slow_honest_is_honest_and_slow() -> None:
    """Nothing untrue, every deed of a careful team, and not a word in the first hours."""
    assert {it.verdict for it in of(ClaimJudged, "slow-honest", 2)} == {"true"}
    assert {"contain", "fix", "protect_users", "compensate", "notify"} <= set(deeds("slow-honest", 2))
    assert min(it.at for it in of(StatementPublished, "slow-honest", 2)) >= 4 * 3600


def test_the_bot_that_follows_the_reference_does_what_it_says() -> None:
    """Same commands as the playbook's steps."""
    assert deeds("model", 2) == [step.do for step in model().steps]


def test_a_bot_that_is_not_there_is_said_to_be_so() -> None:
    """The name that comes closest, and all of them."""
    meant = r"no bot 'bot:frist-option' \(did you mean 'bot:first-option'\?\)"
    with pytest.raises(DrillroomError, match=meant) as told:
        check_bot("frist-option")
    assert all(name in told.value.hint for name in BOTS)
    with pytest.raises(DrillroomError, match="no bot 'bot:zzz'"):
        bot("zzz", header())
    with pytest.raises(DrillroomError, match="no playbook 'model'"):
        bot("model", header(has_model=False))
