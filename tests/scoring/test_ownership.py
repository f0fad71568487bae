"""Words that own what happened, by what had been delivered when they were said."""

from __future__ import annotations

import pytest
from logs import Story

from drillroom.log.records import StatementOrdered


def guilty() -> Story:
    return Story(fault=1.0).learn(cause=110)


def blameless() -> Story:
    return Story(fault=0.0).learn(cause=110)


@pytest.mark.parametrize("minute", [10, 109])
def test_regret_before_the_cause_was_delivered_earns_all(minute):
    """Regret with a commitment is right from the first minute, whoever is at fault."""
    for story in (guilty(), blameless(), Story(fault=0.3).learn(cause=110)):
        assert story.say(minute, "express_regret").mark("own") == 1.0


def test_the_clock_never_runs_out_before_the_cause_was_delivered():
    """A cause that takes five hours to find does not make early regret late."""
    assert Story().learn(cause=300).say(299, "express_regret").mark("own") == 1.0


@pytest.mark.parametrize(
    ("do", "minute", "mark"), [("apologize", 115, 1.0), ("admit_liability", 300, 0.75), ("apologize", 480, 0.5)]
)
def test_a_fitting_apology_after_the_cause_falls_with_time(do, minute, mark):
    """Full within two hours, half at eight."""
    assert guilty().say(minute, do).mark("own") == pytest.approx(mark, abs=1e-3)


def test_regret_alone_once_the_cause_is_known_is_half():
    """Knowing that it was our fault, regret is less than owning it."""
    assert guilty().say(115, "express_regret").mark("own") == 0.5


def test_saying_nothing_of_the_kind_is_nothing():
    """A guilty company that only reports has not owned anything."""
    assert guilty().say(20, "holding_statement").say(60, "update").mark("own") == 0.0
    assert guilty().mark("own") == 0.0


def test_an_early_admission_is_not_judged_before_the_cause_is_known():
    """It stands as ownership where it fits, and earns and costs nothing where it does not."""
    assert guilty().learn(what=10).say(20, "admit_liability").mark("own") == 1.0
    assert blameless().learn(what=10).say(20, "admit_liability").say(30, "express_regret").mark("own") == 1.0


@pytest.mark.parametrize("do", ["apologize", "admit_liability"])
def test_confessing_what_was_not_our_doing_is_a_misfit(do):
    """A blameless company that confesses after it knew better has not told the truth."""
    assert blameless().say(20, "express_regret").say(150, do).mark("own") == 0.0


def test_standing_firm_with_the_truth_fits_a_blameless_company():
    """Evidence in time is the right stance; so is any accurate word that confesses nothing."""
    assert blameless().say(115, "rebut", ("cause", "true")).mark("own") == 1.0


def test_always_the_same_stance_is_right_at_most_once():
    """Neither apologizing always nor denying always wins both twins."""
    twins = (guilty().learn(what=10), blameless().learn(what=10))
    sorry = [story.say(20, "apologize").say(150, "apologize").mark("own") for story in twins]
    assert sorry == [1.0, 0.0]
    verdicts = (("cause", "lie"), ("cause", "true"))
    firm = [
        story.say(115, "deny", verdict).mark("own")
        for story, verdict in zip((guilty(), blameless()), verdicts, strict=True)
    ]
    assert firm == [0.0, 1.0]


def test_shifting_the_blame_knowingly_earns_nothing():
    """A knowing untruth about the cause outweighs any apology."""
    assert guilty().say(20, "express_regret").say(150, "statement", ("cause", "lie")).mark("own") == 0.0


def test_evasion_halves_at_best():
    """Who dodged first and owned it later gets half; who only dodged gets nothing."""
    assert guilty().say(30, "evade").say(60, "express_regret").mark("own") == 0.5
    assert guilty().say(30, "evade").mark("own") == 0.0


def test_shared_fault_asks_for_regret_and_takes_words():
    """Between the lines regret or ownership fits, and mere words are half."""
    shared = Story(fault=0.3).learn(cause=110)
    assert shared.say(20, "holding_statement").mark("own") == 0.5
    assert shared.say(130, "apologize").mark("own") == pytest.approx(1.0, abs=0.02)


def test_an_unfinished_drill_may_still_own_up():
    """At minute 60 nobody is late."""
    assert Story(is_closed=False).state(60).mark("own") is None


def test_a_false_alarm_needs_no_ownership():
    """Nothing happened that could be owned."""
    assert Story(severity=0.05, fault=0.0).mark("own") is None


def test_owning_before_the_alert_is_nothing():
    """What nobody knew of nobody has owned; nor has anybody dodged it."""
    for do in ("express_regret", "apologize", "admit_liability"):
        assert guilty().say(-360, do).mark("own") == 0.0
    assert guilty().say(-5, "evade").say(20, "express_regret").mark("own") == 1.0


@pytest.mark.parametrize("story", [guilty, blameless, lambda: Story(fault=0.3).learn(cause=110)])
def test_admitting_before_anything_is_known_is_half(story):
    """An admission that nobody could check is like a guess, right or not: luck is no check. Regret needs no fact."""
    assert story().say(5, "apologize").mark("own") == 0.5
    assert story().learn(what=4).say(5, "apologize").mark("own") == 1.0
    assert story().say(5, "apologize").say(6, "express_regret").mark("own") == 1.0


def test_what_was_known_counts_when_the_words_were_ordered():
    """A fact that arrives while a blind apology waits for its sign-off was not behind it."""
    ordered = {"seat": "lead", "channel": "microblog", "audience": "public", "tone": "warm", "claims": ()}
    story = guilty().learn(what=20).say(25, "apologize")
    story.add(StatementOrdered(at=5 * 60, statement="s1", do="apologize", **ordered))
    assert story.mark("own") == 0.5


def test_a_blind_admission_is_made_good_once_something_is_known():
    """The same words with knowledge behind them earn what they would have earned alone."""
    assert guilty().say(5, "admit_liability").say(115, "admit_liability").mark("own") == 1.0
