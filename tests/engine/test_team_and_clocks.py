"""Work takes minutes and people; due times end as met or missed."""

from __future__ import annotations

import pytest
from stage import FACTS, HOUR, act, crisis, of, start

from drillroom.errors import ActionRejected
from drillroom.log.records import (
    ClaimJudged,
    DecisionMissed,
    DecisionOpened,
    DecisionSettled,
    DecisionTaken,
    DutyMet,
    DutyMissed,
    FactLearned,
    PromiseBroken,
    PromiseKept,
    PromiseMade,
    StakeholderMissed,
    StakeholderReached,
    StatementPublished,
    StatementSigned,
    StepSkipped,
    TaskDone,
    TaskQueued,
    TaskStarted,
    TwistFired,
)

MINUTE = 60


@pytest.mark.parametrize(
    ("team_at", "known"),
    [(None, 160), (0, 100), (5, 100), (15, 105), (35, 115), (95, 145), (120, 157.5), (230, 160)],
)
def test_facts_come_later_to_a_late_team(team_at: int | None, known: float) -> None:
    """A team at work by minute 10 learns at ``known_at``; each 10 minutes later add 5, at most 60."""
    drill = start()
    if team_at is not None:
        act(drill, "assemble_team", team_at * MINUTE)
    drill.advance_to(6 * HOUR)
    (learned,) = (it for it in of(drill.events(), FactLearned) if it.fact == "scope")
    assert learned.at == known * MINUTE


def test_measures_are_a_fact_only_once_a_deed_is_under_way() -> None:
    """What was done cannot be told before it is being done."""
    drill = start()
    act(drill, "assemble_team", 0)
    act(drill, "fix", 50 * MINUTE)
    drill.advance_to(2 * HOUR)
    (learned,) = (it for it in of(drill.events(), FactLearned) if it.fact == "measures")
    assert learned.at == 50 * MINUTE


def test_sign_off_is_a_queue() -> None:
    """The second statement waits until the first has been read."""
    drill = start()
    act(drill, "assemble_team", 0)
    act(drill, "holding_statement", 600)
    act(drill, "apologize", 600)
    drill.advance_to(HOUR)
    first, second = of(drill.events(), StatementSigned)
    assert (first.waited, second.waited) == (0, first.took)


def test_sign_off_takes_longer_while_nobody_called_the_team() -> None:
    """People have to be found first."""
    alone, together = start(), start()
    act(together, "assemble_team", 0)
    for drill in (alone, together):
        act(drill, "holding_statement", 600)
        drill.advance_to(HOUR)
    slow, fast = (of(drill.events(), StatementPublished)[0].at for drill in (alone, together))
    assert slow == fast + 600


def test_words_drafted_ahead_need_no_sign_off_the_first_time() -> None:
    """Preparation in quiet times buys minutes in the loud ones."""
    drill = start()
    act(drill, "draft_statement", -HOUR)
    act(drill, "holding_statement", 600)
    drill.advance_to(HOUR)
    assert of(drill.events(), StatementPublished)[0].at == 600


def test_a_busy_seat_makes_the_next_task_wait() -> None:
    """One lawyer cannot do two things at once."""
    drill = start()
    act(drill, "take_legal_action", 600)
    act(drill, "report_to_police", 660)
    drill.advance_to(6 * HOUR)
    entries = drill.events()
    assert [it.waits_for for it in of(entries, TaskQueued)] == [("legal",)]
    done = {it.do: it for it in of(entries, TaskDone)}
    assert done["report_to_police"].waited == done["take_legal_action"].at - 660


def test_a_plan_makes_repairs_faster() -> None:
    """A started plan shortens the work, a prepared one shortens it more."""
    lengths = []
    for steps in ([], ["start_plan"], ["prepare_plan", "start_plan"]):
        drill = start()
        for number, do in enumerate(steps):
            act(drill, do, -HOUR + number * 3000)
        act(drill, "fix", 600)
        drill.advance_to(drill.ends)
        (task,) = (it for it in of(drill.events(), TaskStarted) if it.do == "fix")
        lengths.append(task.ends - task.at)
    assert lengths[0] > lengths[1] > lengths[2]


def test_a_seat_that_is_away_comes_late() -> None:
    """The chief's plane lands when it lands."""
    drill = start(crisis(seats={"lead": {"away_until": "1h"}}))
    act(drill, "give_interview", 600)
    drill.advance_to(6 * HOUR)
    (task,) = of(drill.events(), TaskStarted)
    assert task.at == HOUR


def test_what_is_done_once_is_refused_the_second_time() -> None:
    """And the refusal says so."""
    drill = start()
    act(drill, "contain", 600)
    with pytest.raises(ActionRejected) as refusal:
        act(drill, "contain", 700)
    assert refusal.value.reason == "already"


def test_promises_are_kept_by_deeds_and_broken_by_time() -> None:
    """'Next word at' and 'we will audit' are due times."""
    drill = start()
    act(drill, "assemble_team", 0)
    act(drill, "holding_statement", 600, next=3600)
    act(drill, "update", 1800)
    act(drill, "holding_statement", 4 * HOUR, next=600)
    drill.advance_to(6 * HOUR)
    entries = drill.events()
    assert [it.promise for it in of(entries, PromiseKept)] == ["p1"]
    assert [it.promise for it in of(entries, PromiseBroken)] == ["p2"]


@pytest.mark.parametrize(
    ("before", "args", "published"),
    [
        pytest.param(["assemble_team"], {}, 15, id="sign-off"),
        pytest.param([], {}, 25, id="sign-off without a team"),
        pytest.param(["assemble_team"], {"check": "skip"}, 10, id="no sign-off"),
        pytest.param(["draft_statement", "assemble_team"], {}, 10, id="drafted ahead"),
        pytest.param(["assemble_team", "express_regret", "apologize"], {}, 28, id="a queue at the desk"),
    ],
)
def test_the_next_word_is_due_at_the_hour_that_the_words_name(
    before: list[str], args: dict[str, str], published: int
) -> None:
    """Ten minutes in somebody writes 'again in an hour', with the hour: it is that hour whenever the words come out."""
    early = {"assemble_team": 0, "draft_statement": -HOUR}
    drill = start()
    for do in before:
        act(drill, do, early.get(do, 10 * MINUTE))
    act(drill, "holding_statement", 10 * MINUTE, next=HOUR, **args)
    drill.advance_to(2 * HOUR)
    entries = drill.events()
    (made,) = of(entries, PromiseMade)
    assert (made.at, made.due) == (published * MINUTE, 70 * MINUTE)
    assert [it.at for it in of(entries, PromiseBroken)] == [70 * MINUTE]


@pytest.mark.parametrize(("later", "due"), [(5 * MINUTE, 30), (16 * MINUTE, 30), (21 * MINUTE, 31)])
def test_a_next_word_is_never_due_before_it_could_be_given(later: int, due: int) -> None:
    """Words that come out when the hour they name is past, or close, leave a quarter of an hour."""
    drill = start()
    act(drill, "assemble_team", 0)
    act(drill, "holding_statement", 10 * MINUTE, next=later)
    drill.advance_to(HOUR)
    (made,) = of(drill.events(), PromiseMade)
    assert (made.at, made.due) == (15 * MINUTE, due * MINUTE)


def test_a_plan_that_was_told_and_never_begun_is_a_broken_promise() -> None:
    """The plan fact promises its deeds by its due time."""
    facts = FACTS | {"plan": {"is": "an audit", "known_at": "0", "due": "2h", "needs": ["audit"]}}
    drill = start(crisis(facts=facts))
    act(drill, "statement", 600, claims=[{"fact": "plan", "op": "is"}])
    drill.advance_to(6 * HOUR)
    entries = drill.events()
    assert of(entries, PromiseBroken)
    assert [it.verdict for it in of(entries, ClaimJudged)] == ["true", "broken_promise"]


DUTY = {
    "id": "report",
    "authority": "the authority",
    "limit": "4h",
    "source": "a rule",
    "as_of": "2025-11-01",
    "jurisdiction": "CN",
    "must_say": ["what", "scope"],
}


@pytest.mark.parametrize(("at", "missing"), [(30, ("what", "scope")), (120, ())])
def test_a_duty_is_met_by_a_report_and_says_what_was_missing(at: int, missing: tuple[str, ...]) -> None:
    """The report can only hold what is known."""
    drill = start(crisis(duties=[DUTY]))
    act(drill, "assemble_team", 0)
    act(drill, "notify", at * MINUTE, to="regulator")
    drill.advance_to(6 * HOUR)
    entries = drill.events()
    assert [it.missing for it in of(entries, DutyMet)] == [missing]
    assert not of(entries, DutyMissed)


def test_a_duty_nobody_sees_to_is_missed_at_its_limit() -> None:
    """The legal clock runs whatever the team does."""
    drill = start(crisis(duties=[DUTY]))
    drill.advance_to(6 * HOUR)
    assert [it.at for it in of(drill.events(), DutyMissed)] == [4 * HOUR]


def test_groups_are_reached_once_in_time_or_late_or_missed() -> None:
    """Users before the media, each by their due time."""
    stage = crisis(stakeholders={"users": {"due": "1h", "before": "media"}, "staff": {"due": "30m"}})
    drill = start(stage)
    act(drill, "give_interview", 600)
    act(drill, "notify", 50 * MINUTE, to="users")
    drill.advance_to(3 * HOUR)
    entries = drill.events()
    reached = {it.group: it.late for it in of(entries, StakeholderReached)}
    assert reached["users"] is True
    assert [it.group for it in of(entries, StakeholderMissed)] == ["staff"]


DECISION = {
    "id": "first-words",
    "at": "15m",
    "window": "10m",
    "settled_by": ["holding_statement"],
    "ask": "What now?",
    "options": [
        {"id": "speak", "text": "speak", "do": ["holding_statement", "contain"], "why": "w", "stands": "good"},
        {"id": "wait", "text": "wait", "why": "w", "stands": "fair"},
        {"id": "hide", "text": "hide", "do": ["delete_posts"], "why": "w", "stands": "poor"},
    ],
}


def test_a_decision_opens_and_runs_out_without_doing_anything() -> None:
    """A time-out is recorded, and that is all."""
    drill = start(crisis(decisions=[DECISION]))
    drill.advance_to(2 * HOUR)
    entries = drill.events()
    (opened,) = of(entries, DecisionOpened)
    assert (opened.at, opened.closes) == (900, 1500)
    assert sorted(opened.options) == ["hide", "speak", "wait"]
    assert [it.at for it in of(entries, DecisionMissed)] == [1500]
    assert not of(entries, TaskStarted)


def test_relaxed_doubles_the_window() -> None:
    """A world setting: it is in the records."""
    drill = start(crisis(decisions=[DECISION]), relaxed=True)
    drill.advance_to(HOUR)
    assert of(drill.events(), DecisionOpened)[0].closes == 900 + 1200


def test_the_order_of_options_belongs_to_the_seed() -> None:
    """Position gives nothing away: seeds shuffle differently, one seed always alike."""
    orders = set()
    for seed in range(12):
        drill = start(crisis(decisions=[DECISION]), seed=seed)
        drill.advance_to(HOUR)
        orders.add(of(drill.events(), DecisionOpened)[0].options)
    assert len(orders) > 2


def test_choosing_an_option_takes_its_actions_and_skips_what_is_done() -> None:
    """An option is its actions, now."""
    drill = start(crisis(decisions=[DECISION]))
    act(drill, "contain", 300)
    act(drill, "decide", 1000, decision="first-words", option="speak")
    drill.advance_to(HOUR)
    entries = drill.events()
    assert [it.option for it in of(entries, DecisionTaken)] == ["speak"]
    assert [it.do for it in of(entries, StepSkipped)] == ["contain"]
    assert [it.do for it in of(entries, StatementPublished)] == ["holding_statement"]
    assert not of(entries, DecisionMissed)


def test_a_free_action_settles_a_decision_before_or_while_it_is_open() -> None:
    """What is done is not asked."""
    for at in (300, 1000):
        drill = start(crisis(decisions=[DECISION]))
        act(drill, "holding_statement", at)
        drill.advance_to(HOUR)
        entries = drill.events()
        assert [it.by for it in of(entries, DecisionSettled)] == ["holding_statement"], at
        assert not of(entries, DecisionMissed)


def test_a_closed_or_unknown_decision_is_refused() -> None:
    """Too late is too late."""
    drill = start(crisis(decisions=[DECISION]))
    for at, option in ((300, "speak"), (1000, "nonsense"), (1600, "speak")):
        with pytest.raises(ActionRejected):
            act(drill, "decide", at, decision="first-words", option=option)


def test_a_conditional_inject_fires_once_when_its_condition_comes_true() -> None:
    """Twists answer to the state, not to the clock."""
    twist = {"id": "twist", "kind": "news", "when": "minutes >= 90 and not did(contain)", "by": "x", "text": "worse"}
    drill = start(crisis(injects=[twist]))
    drill.advance_to(6 * HOUR)
    assert len(of(drill.events(), TwistFired)) == 1
    calm = start(crisis(injects=[twist]))
    act(calm, "contain", 60)
    calm.advance_to(6 * HOUR)
    assert not of(calm.events(), TwistFired)
