"""Questions answered, and the tone of what was said."""

from __future__ import annotations

import pytest
from logs import FACTS, Story

from drillroom.log.records import CallRang, Text


def asked(answered: int) -> Story:
    """Five facts known at 10, ``answered`` of them told within the hour."""
    story = Story().learn(**dict.fromkeys(FACTS, 10))
    for fact in list(FACTS)[:answered]:
        story.say(60, "disclose", (fact, "true"))
    return story


@pytest.mark.parametrize(("answered", "mark"), [(5, 1.0), (4, 1.0), (2, 0.5), (0, 0.0)])
def test_answers_count_within_the_hour(answered, mark):
    """Full from 80 percent, half at 40."""
    assert asked(answered).mark("answer") == mark


def test_an_answer_after_the_hour_counts_less_and_after_four_none():
    """People stop waiting."""
    late = Story(facts={"what": {}}).learn(what=10).say(10 + 150, "disclose", ("what", "true"))
    assert late.card().metrics["answer"].value == 50.0
    assert Story(facts={"what": {}}).learn(what=10).say(250, "disclose", ("what", "true")).mark("answer") == 0.0


def test_callers_ask_too():
    """A caller counts like a fact, by the share of questions answered: a fact or a line does, no comment does not."""
    base = Story(facts={"what": {}})
    assert base.learn(what=10).say(20, "disclose", ("what", "true")).mark("answer") == 1.0
    assert base.call(30, "fact", "no_comment").card().metrics["answer"].value == 75.0
    assert base.call(40, questions=4).card().metrics["answer"].value == 50.0


def test_a_ringing_telephone_is_not_counted():
    """Nobody has missed it yet."""
    ring = CallRang(at=60, call="c", by=Text(ref="x"), text=Text(ref="x"), rings_until=90, questions=(Text(ref="x"),))
    assert Story(facts={}).add(ring).mark("answer") is None


def test_nobody_asked():
    """Without facts due and without calls there is nothing to answer."""
    assert Story(facts={}).mark("answer") is None


def spoken(stiff: int) -> Story:
    """Five facts told in time in as many statements, the first ones stiff."""
    story = Story().learn(**dict.fromkeys(FACTS, 10))
    for place, fact in enumerate(FACTS):
        story.say(30, "disclose", (fact, "true"), tone="stiff" if place < stiff else "warm")
    return story


@pytest.mark.parametrize(("stiff", "mark"), [(0, 1.0), (1, 1.0), (2, 2 / 3), (5, 0.0)])
def test_stiff_words_before_angry_people_cost(stiff, mark):
    """Full from 80 percent in a human tone, half at 50."""
    assert spoken(stiff).state(0, anger=50).mark("tone") == pytest.approx(mark, abs=1e-4)


def test_stiff_words_cost_nothing_while_nobody_is_angry():
    """The tone matters to angry people."""
    assert spoken(5).state(0, anger=20).mark("tone") == 1.0


def test_no_words_have_no_tone():
    """Silence exercises no tone."""
    assert asked(0).mark("tone") is None
