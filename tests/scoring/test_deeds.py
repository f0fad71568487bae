"""Signs, team, stopping the harm, users first, remedies."""

from __future__ import annotations

import pytest
from logs import SEATS, Story

# ------------------------------------------------------------------ detect


@pytest.mark.parametrize(
    ("looked", "mark"), [((True, True), 1.0), ((True, False), 0.9375), ((False, True), 0.3125), ((False, False), 0.0)]
)
def test_signs_are_weighted_by_their_grade(looked, mark):
    """Missing the grave sign costs more than missing the light one."""
    story = Story().signal(-60, "grave", "hi", looked=looked[0]).signal(-50, "light", "lo", looked=looked[1])
    assert story.mark("detect") == pytest.approx(mark, abs=1e-4)


def test_false_signs_neither_help_nor_hurt():
    """Chasing a false sign is no detection."""
    story = Story().signal(-60, "grave", "hi").signal(-50, "false", "hi", real=False, looked=True)
    assert story.mark("detect") == 0.0


def test_a_drill_from_the_alert_on_exercises_no_detection():
    """Without a watch phase prevention is not exercised, and the principle is None."""
    card = Story().card()
    assert card.metrics["detect"].mark is None
    assert card.principles["prevention"] is None


# ------------------------------------------------------------------ team


@pytest.mark.parametrize(("minute", "mark"), [(5, 1.0), (10, 1.0), (30, 0.5), (60, 0.0)])
def test_the_team_should_meet_within_ten_minutes(minute, mark):
    """Full to 10, half at 30, nothing at 60."""
    assert Story().meet(minute).mark("team") == mark


def test_a_missing_seat_leaves_the_team_incomplete():
    """Unless the scenario itself keeps that seat away."""
    without_legal = tuple(seat for seat in SEATS if seat != "legal")
    assert Story().meet(5, without_legal).mark("team") == 0.0
    assert Story(seats={"legal": {"away_until": 3600}}).meet(5, without_legal).mark("team") == 1.0


def test_nobody_called_the_team():
    """It cites the alert and the close: what was examined."""
    found = Story().card().metrics["team"]
    assert (found.mark, len(found.evidence)) == (0.0, 2)


# ------------------------------------------------------------------ contain


def stopped(minute: int) -> Story:
    return Story().state(0, harm=0.8).do(minute - 5, "contain", takes=5).state(minute + 3, harm=0.4)


@pytest.mark.parametrize(("minute", "mark"), [(20, 1.0), (30, 1.0), (90, 0.5), (480, 0.0)])
def test_harm_should_be_halved_within_half_an_hour(minute, mark):
    """The minute is that of the deed, not of the sample that shows it."""
    found = stopped(minute).card().metrics["contain"]
    assert (found.mark, found.value) == (pytest.approx(mark), minute)


def test_harm_that_fell_by_itself_earns_nothing():
    """No deed, no credit."""
    assert Story().state(0, harm=0.8).state(20, harm=0.1).mark("contain") == 0.0


def test_a_slow_repair_counts_from_when_half_is_done():
    """While a repair runs the samples show it."""
    story = Story().state(0, harm=0.8).do(20, "fix", takes=240).state(100, harm=0.5).state(140, harm=0.4)
    assert story.card().metrics["contain"].value == 140.0


def test_a_risk_removed_before_the_alert_is_minute_zero():
    """Prevention is the quickest containment."""
    assert Story().do(-60, "mitigate").state(-1, harm=0.2).state(30, harm=0.2).mark("contain") == 1.0


def test_without_harm_there_is_nothing_to_contain():
    """A smear hurts the company, not its users."""
    assert Story().state(0).mark("contain") is None


# ------------------------------------------------------------------ users first


@pytest.mark.parametrize(("minute", "mark"), [(10, 1.0), (60, 1.0), (240, 0.5), (1440, 0.0)])
def test_the_first_deed_for_users_should_come_within_the_hour(minute, mark):
    """Full to 60, half at 240."""
    assert Story().state(0, harm=0.8).do(minute, "notify", to="users").mark("userfirst") == mark


def test_telling_the_regulator_protects_no_user():
    """Only a notice to users is for users."""
    assert Story().state(0, harm=0.8).do(10, "notify", to="regulator").mark("userfirst") == 0.0


@pytest.mark.parametrize("do", ["take_legal_action", "threaten"])
def test_own_interest_first_earns_nothing(do):
    """The order of steps shows which came first; so does the cap on the principle."""
    card = Story().state(0, harm=0.8).do(10, do).do(20, "contain").card()
    assert card.metrics["userfirst"].mark == 0.0
    assert "users_hurt" in [it.name for it in card.capped]
    assert card.principles["users_first"] == 0.0
    after = Story().state(0, harm=0.8).do(10, "contain").do(20, do).card()
    assert after.metrics["userfirst"].mark == 1.0


def test_good_news_while_nobody_is_harmed_hurts_nobody():
    """The rule is about users who are being harmed."""
    assert Story().state(0).say(5, "promote").do(20, "notify", to="users").mark("userfirst") == 1.0


# ------------------------------------------------------------------ remedy


def mended(*actions: str, **how: object) -> Story:
    story = Story(**how).state(0, harm=0.5)
    for action in actions:
        story.do(30, action)
    return story


@pytest.mark.parametrize(
    ("actions", "mark"),
    [(("fix", "compensate", "audit"), 1.0), (("fix", "compensate"), 0.5), (("fix",), 0.0), ((), 0.0)],
)
def test_remedy_wants_repair_amends_and_a_safeguard(actions, mark):
    """All three full, two half."""
    assert mended(*actions).mark("remedy") == mark


def test_where_users_lost_money_a_notice_makes_no_amends():
    """Told is enough in a leak; fakes have to be paid for."""
    assert mended("fix", "notify", "protect_users").mark("remedy") == 1.0
    assert mended("fix", "notify", "protect_users", crisis="product_quality").mark("remedy") == 0.5


def test_work_that_was_not_finished_was_not_delivered():
    """Begun is not done."""
    assert mended("fix", "compensate").do(60, "audit", takes=None).mark("remedy") == 0.5


def test_a_broken_promise_of_a_deed_voids_the_remedy():
    """Promising the next word is another matter."""
    full = ("fix", "compensate", "audit")
    assert mended(*full).promise(60, "fix", "audit", broken_at=90).mark("remedy") == 0.0
    assert mended(*full).promise(60, "any_statement", broken_at=90).mark("remedy") == 1.0


def test_a_blameless_company_whose_users_are_well_has_nothing_to_mend():
    """Not exercised, not zero."""
    assert Story(fault=0.0).state(0).mark("remedy") is None


# ------------------------------------------------------------------ before the alert


def warned(*, real: bool = True) -> Story:
    return Story().signal(-120, "mail", "hi", real=real, looked=True).state(-5, harm=0.4).state(30, harm=0.4)


def blind() -> Story:
    return Story().signal(-120, "mail", "hi").state(-5, harm=0.4).state(30, harm=0.4)


def test_a_blind_deed_before_the_alert_stops_no_harm():
    """Who has looked at no real sign cannot have answered it; prevention proper needs none."""
    assert blind().do(-60, "contain").mark("contain") == 0.0
    assert warned(real=False).do(-60, "contain").mark("contain") == 0.0
    assert warned().do(-60, "contain").mark("contain") == 1.0
    assert blind().do(-60, "mitigate").mark("contain") == 1.0


def test_a_blind_deed_takes_no_credit_for_itself_through_a_later_one():
    """Harm that was low at the alert already was not halved by what began then."""
    assert blind().do(-60, "contain").do(0, "fix", takes=360).mark("contain") == 0.0


def test_a_blind_deed_before_the_alert_protects_nobody():
    """Users come first from the alert on, or from the first real sign that was looked at."""
    for do in ("contain", "notify", "compensate", "open_hotline", "protect_users"):
        assert blind().do(-60, do).mark("userfirst") == 0.0
        assert warned().do(-60, do).mark("userfirst") == 1.0
    assert blind().do(-60, "contain").do(240, "notify").mark("userfirst") == 0.5


def test_own_interest_comes_first_also_after_a_blind_deed():
    """A deed for nobody does not open the way."""
    card = blind().do(-60, "contain").do(10, "threaten").do(20, "notify").card()
    assert "users_hurt" in [it.name for it in card.capped]


def test_amends_for_what_nobody_knew_of_are_none():
    """Blind remedies before the alert mend nothing; what is finished after it counts."""
    full = ("fix", "compensate", "audit")
    early, under_way = blind(), blind()
    for do in full:
        early.do(-60, do)
        under_way.do(-5, do)
    assert (early.mark("remedy"), under_way.mark("remedy")) == (0.0, 1.0)
