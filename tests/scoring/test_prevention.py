"""Prevention: signs graded, readiness at the alert, the assessment."""

from __future__ import annotations

from typing import Any

import pytest
from logs import HOUR, Story


def watch(*signals: tuple[str, str, bool]) -> Story:
    """Signs that came an hour before the alert: name, grade, real."""
    story = Story()
    for name, grade, real in signals:
        story.signal(-60, name, grade, real=real)
    return story


@pytest.mark.parametrize(("level", "mark"), [("hi", 1.0), ("mid", 0.5), ("lo", 0.0)])
def test_a_grade_counts_by_its_distance_from_the_truth(level: str, mark: float) -> None:
    """A step off is half, two are nothing."""
    assert watch(("mail", "hi", True)).graded(-30, "mail", level).mark("grade") == mark


def test_a_false_alarm_left_alone_was_left_low_by_who_graded_anything() -> None:
    """Silence about everything earns nothing; silence about what is nothing is right."""
    signs = (("mail", "hi", True), ("color", "lo", False))
    assert watch(*signs).graded(-30, "mail", "hi").mark("grade") == 1.0
    assert watch(*signs).mark("grade") == 0.0
    assert watch(*signs).graded(-30, "mail", "hi").graded(-20, "color", "hi").mark("grade") == 0.5


def test_a_grade_after_the_alert_comes_too_late() -> None:
    """Hindsight is no prevention; the last grade before it counts."""
    assert watch(("mail", "hi", True)).graded(5, "mail", "hi").mark("grade") == 0.0
    assert watch(("mail", "hi", True)).graded(-30, "mail", "lo").graded(-20, "mail", "hi").mark("grade") == 1.0


@pytest.mark.parametrize(
    ("actions", "mark"),
    [
        (["prepare_plan", "assign", "draft_statement"], 1.0),
        (["prepare_plan", "assign"], 0.5),
        (["prepare_plan"], 0.25),
        ([], 0.0),
    ],
)
def test_a_plan_an_owner_and_means_should_be_ready(actions: list[str], mark: float) -> None:
    """All three for full marks; what is still being done at the alert is not ready."""
    story = watch(("mail", "hi", True))
    for action in actions:
        story.do(-50, action)
    assert story.mark("prep") == mark


def test_what_is_ready_after_the_alert_was_not_ready() -> None:
    """A plan that is finished in the crisis is no preparation."""
    story = watch(("mail", "hi", True)).do(-5, "prepare_plan", takes=30).do(3, "assign").do(4, "draft_statement")
    assert story.mark("prep") == 0.0


RIGHT: dict[str, Any] = {"type": "data_leak", "severity": "hi", "hours": 72, "priority": "hi"}


@pytest.mark.parametrize(
    ("wrong", "mark"),
    [
        ({}, 1.0),
        ({"hours": 12}, 0.5),
        ({"hours": 12, "type": "tech_fault"}, 0.25),
        ({"hours": 140, "priority": "hi"}, 1.0),
    ],
)
def test_an_assessment_counts_what_it_got_right(wrong: dict[str, Any], mark: float) -> None:
    """Four right is full, three half; hours count within a factor of two."""
    assert Story().do(9, "assess", **RIGHT | wrong).mark("assess") == mark


def test_a_late_assessment_earns_half() -> None:
    """Within the hour for full marks; a right early one is not spoiled by another."""
    assert Story().do(70, "assess", **RIGHT).mark("assess") == 0.5
    early = Story().do(9, "assess", **RIGHT).do(200, "assess", **RIGHT | {"type": "attack"})
    assert early.mark("assess") == 1.0


def test_a_priority_may_be_one_step_above_the_severity() -> None:
    """In doubt higher, never lower."""
    assert Story(severity=0.5).do(9, "assess", **RIGHT | {"severity": "mid"}).mark("assess") == 1.0
    low = Story(severity=0.5).do(9, "assess", **RIGHT | {"severity": "mid", "priority": "lo"})
    assert low.mark("assess") == 0.5


@pytest.mark.parametrize("odd", [None, "many", True, [72], {"a": 1}])
def test_an_assessment_of_any_shape_is_judged_without_a_fault(odd: Any) -> None:
    """What a log holds is data; what does not fit is wrong."""
    mark = Story().do(9, "assess", **dict.fromkeys(RIGHT, odd)).mark("assess")
    assert mark == 0.0


def test_without_an_assessment_there_is_none() -> None:
    """Nobody assessed: nothing; stopped within the hour: not judged."""
    assert Story().mark("assess") == 0.0
    assert Story(is_closed=False).state(30).mark("assess") is None


def test_prevention_needs_a_watch_phase_whatever_the_assessment() -> None:
    """A drill that starts at the alert exercises no prevention (the assessment is shown all the same)."""
    card = Story(ends=HOUR).do(9, "assess", **RIGHT | {"hours": 1}).card()
    assert card.principles["prevention"] is None
    assert card.metrics["assess"].mark == 1.0
    assert "assess" not in card.worth
