"""What words do to people, and what people do to each other: each effect, and that its test fails without it.

Two bare drills with the same luck and one difference. Sizes are assumptions: a margin lies below what was seen on
every seed and above what is left when the effect is emptied.
"""

from __future__ import annotations

from typing import Any

import pytest
from effects import Patch, end, move, numbers, shipped, shows, toy, without, word
from stage import Move, wave

from drillroom.engine.public import Public

trust, anger, rumor, blame, exposures = map(end, ("trust", "anger", "rumor", "blame", "exposures"))
FALSE: dict[str, Any] = {"allegation": "stolen-passwords"}
ACCUSED: dict[str, Any] = {
    "injects": [wave(0, 90_000, **FALSE, effect={"rumor": 0.4}), *(wave(it, 130_000) for it in (20, 60, 120))]
}
LIE = move(60, "deny", fact="what")
TELL = move(115, "disclose", facts="due")
UNTOLD = Patch(Public, "believe")
"""People take no notice of facts."""


def guess(minute: int) -> Move:
    return move(minute, "statement", claims=[{"fact": "scope", "op": "is", "value": 10_000}])


# ---------------------------------------------------------------- speed and silence


def test_silence_raises_rumor_and_anger() -> None:
    """Words without content after 20 minutes, against none: the vacuum grows with the age of the last word."""
    shows(rumor, more=[], less=[word(20)], by=1.0, emptied=numbers(stale_floor=1.0), on=toy(4))
    shows(anger, more=[], less=[word(20)], by=0.08, emptied=numbers(stale_floor=1.0), on=toy(4))


def test_late_words_leave_more_rumor_than_early_ones() -> None:
    """The same words after 20 and after 200 minutes."""
    shows(rumor, more=[word(200)], less=[word(20)], by=0.2, emptied=numbers(stale_floor=1.0), on=toy(4))


def test_a_fresh_update_is_worth_more_than_a_repetition() -> None:
    """Said again after two hours, a progress report counts in full, and not as a repetition."""
    once, again = [move(20, "update")], [move(20, "update"), move(150, "update")]
    shows(rumor, more=once, less=again, by=3.0, emptied=without("update", "fresh"), on=toy(3))
    shows(anger, more=once, less=again, by=2.0, emptied=without("update", "fresh"), on=toy(3))


def test_open_questions_turn_into_rumor_and_are_passed_on() -> None:
    """Without the facts there is more guesswork, and more people read the story."""
    shows(rumor, more=[word(115)], less=[TELL], by=30.0, emptied=UNTOLD, on=toy(9))
    shows(exposures, more=[], less=[TELL], by=300_000, emptied=numbers(branching_vacuum=0.0))


# ---------------------------------------------------------------- facts and tone


def test_each_further_fact_lifts_trust_and_lowers_rumor() -> None:
    """One fact told against none, two against one, up to all five: trust rises and rumor falls each time."""
    names = ("what", "measures", "plan", "scope", "cause")
    fix = move(10, "fix")
    for told in range(len(names)):
        before = move(115, "disclose", facts=names[:told]) if told else word(115)
        fewer, further = [fix, before], [fix, move(115, "disclose", facts=names[: told + 1])]
        shows(trust, more=further, less=fewer, by=0.1, emptied=UNTOLD, on=toy(9))
        shows(rumor, more=fewer, less=further, by=1.0, emptied=UNTOLD, on=toy(9))


def test_a_fact_calms_at_once() -> None:
    """Told facts take rumor away the minute they are out, before they fill any vacuum."""
    shows(rumor, more=[word(115)], less=[TELL], by=10.0, emptied=numbers(fact_calms=0.0), on=toy(3))


@pytest.mark.parametrize("do", ["express_regret", "holding_statement", "update"])
def test_the_same_words_calm_more_in_a_warm_tone(do: str) -> None:
    """Regret, first words and a report: anger is lower after warm words than after plain, after plain than stiff."""
    stiff, plain, warm = ([move(20, do, tone=tone)] for tone in ("stiff", "plain", "warm"))
    shows(anger, more=plain, less=warm, by=0.2, emptied=numbers(tone_warm=1.0), on=toy(1))
    shows(anger, more=stiff, less=plain, by=0.6, emptied=numbers(tone_stiff=1.0), on=toy(1))


@pytest.mark.parametrize(("do", "minute"), [("reply", 55), ("go_live", 102), ("publish_video", 102)])
def test_a_warm_reply_session_or_video_calms(do: str, minute: int) -> None:
    """Against words without content that are out at the same time."""
    post = {"post": "wave0"} if do == "reply" else {}
    warm = [move(60, do, tone="warm", **post)]
    shows(anger, more=[word(minute)], less=warm, by=1.2, emptied=without(do), on=toy(3))


@pytest.mark.parametrize("do", ["go_live", "publish_video"])
def test_a_stiff_session_or_video_does_not_calm_as_a_warm_one(do: str) -> None:
    """People feel the difference."""
    stiff, warm = ([move(60, do, tone=tone)] for tone in ("stiff", "warm"))
    shows(anger, more=stiff, less=warm, by=2.0, emptied=without(do), on=toy(3))


def test_listening_calms() -> None:
    """Anger falls where people were asked, though nothing was told."""
    shows(anger, more=[], less=[move(60, "listen")], by=1.0, emptied=without("listen"), on=toy(3))


@pytest.mark.parametrize(
    ("do", "minute", "by"),
    [
        ("answer_questions", 80, 5.0),
        ("hold_press_conference", 127, 4.0),
        ("give_interview", 87, 2.0),
        ("go_live", 102, 3.0),
    ],
)
def test_answers_take_rumor_away(do: str, minute: int, by: float) -> None:
    """Against words without content that are out at the same time."""
    shows(rumor, more=[word(minute)], less=[move(60, do)], by=by, emptied=without(do), on=toy(3))


def test_words_are_heard_best_where_the_talk_is() -> None:
    """Regret where everybody talks calms more than regret on a page that few read."""
    places = {"microblog": {}, "press": {}, "app_notice": {"owned": True, "reach": 0.1}}
    near, far = ([move(60, "express_regret", channel=it)] for it in ("microblog", "app_notice"))
    shows(anger, more=far, less=near, by=0.4, emptied=numbers(channel_floor=1.0), on=toy(2, channels=places))


# ---------------------------------------------------------------- responsibility


def test_an_apology_for_ones_own_fault_lifts_trust_and_calms() -> None:
    """Ownership is part of what fits, and slows anger down."""
    shows(trust, more=[move(60, "apologize")], less=[word(60)], by=1.5, emptied=without("apologize", "own"))
    shows(anger, more=[word(60)], less=[move(60, "apologize")], by=30.0, emptied=without("apologize", "own"))


@pytest.mark.parametrize("do", ["apologize", "admit_liability"])
def test_confessing_what_one_did_not_do_hurts(do: str) -> None:
    """A blameless company that takes it on itself is blamed more, and trusted less (Racine et al. 2020)."""
    on, minute = toy(12, fault=0.0), {"apologize": 60, "admit_liability": 64}[do]
    shows(blame, more=[move(60, do)], less=[word(minute)], by=0.3, emptied=without(do), on=on)
    shows(trust, more=[word(minute)], less=[move(60, do)], by=4.0, emptied=without(do), on=on)


# ---------------------------------------------------------------- proof and denials


@pytest.mark.parametrize("fault", [0.0, 0.3, 1.0])
def test_proof_against_a_false_allegation_calms_more_than_a_bare_no(fault: float) -> None:
    """Both are out at the same minute; the no calms as well, and less."""
    on, proof, no = toy(2, fault=fault, **ACCUSED), [move(60, "rebut", **FALSE)], [move(65, "deny", **FALSE)]
    shows(rumor, more=no, less=proof, by=10.0, emptied=numbers(rebut_calms=0.08), on=on)
    shows(rumor, more=[word(62)], less=no, by=5.0, emptied=numbers(deny_calms=0.0), on=on)


@pytest.mark.parametrize("fault", [0.0, 0.3])
def test_proof_makes_a_company_without_fault_firm(fault: float) -> None:
    """It is blamed half as much, and its proof stands for owning up."""
    on, proof, no = toy(6, fault=fault, **ACCUSED), [move(60, "rebut", **FALSE)], [move(65, "deny", **FALSE)]
    shows(blame, more=no, less=proof, by=0.08, emptied=numbers(firm_blame=0.0), on=on)
    shows(trust, more=proof, less=no, by=1.4, emptied=numbers(firm_blame=0.0, firm_weight=0.0), on=on)
    shows(anger, more=no, less=proof, by=15.0, emptied=numbers(firm_weight=0.0), on=on)


def test_a_company_with_proof_ends_better_than_one_that_confesses() -> None:
    """Z4: firm, with evidence, where nothing of it is so."""
    proof, sorry = [move(60, "rebut", **FALSE)], [move(62, "apologize")]
    emptied = numbers(rebut_calms=0.0, firm_weight=0.0, firm_blame=0.0)
    shows(trust, more=proof, less=sorry, by=8.0, emptied=emptied, on=toy(12, fault=0.0, **ACCUSED))


def test_a_false_denial_tempts() -> None:
    """At once there is less anger and rumor, and while it is believed fewer open questions."""
    shows(anger, more=[word(57)], less=[LIE], by=5.0, emptied=numbers(lie_calms=0.0), on=toy(2))
    shows(trust, more=[LIE], less=[word(57)], by=0.6, emptied=numbers(vacuum_under_lie=1.0, lie_calms=0.0), on=toy(9))


def test_a_false_denial_does_not_pay_once_it_is_exposed() -> None:
    """Four hours after outsiders have proved it, trust is far below that of a company that kept silent."""
    emptied = numbers(lie_wave=0.0, lie_credibility=1.0, lie_anger=0.0, lie_rumor=0.0, lie_blame=0.0)
    shows(trust, more=[word(57)], less=[LIE], by=8.0, emptied=emptied, on=toy(14))


def test_a_repeated_denial_wears_off() -> None:
    """Five denials calm hardly more than one."""
    five = [move(minute, "deny", fact="what") for minute in (60, 70, 80, 90, 100)]
    one = [five[0], *(word(minute) for minute in (67, 77, 87, 97))]
    shows(anger, more=five, less=one, by=-6.0, emptied=numbers(repeat_worth=1.0), on=toy(2))


def test_a_correction_of_ones_own_costs_some_belief() -> None:
    """A guess that was put right, against silence until the same fact was known."""
    mended = [guess(20), move(150, "correct", fact="scope")]
    sure = [word(20), move(150, "disclose", facts=["scope"])]
    emptied = numbers(correct_credibility=1.0, correct_anger=0.0, correct_rumor=0.0)
    shows(end("cred"), more=sure, less=mended, by=0.1, emptied=emptied, on=toy(9))
    shows(anger, more=mended, less=sure, by=1.5, emptied=emptied, on=toy(9))


def test_correcting_a_guess_costs_less_than_being_found_wrong() -> None:
    """M4: outsiders show it at ten hours, where the team has not done so before."""
    emptied = numbers(wrong_wave=0.0, wrong_credibility=1.0, wrong_anger=0.0, wrong_rumor=0.0, wrong_blame=0.0)
    mended = [guess(20), move(150, "correct", fact="scope")]
    shows(trust, more=mended, less=[guess(20)], by=3.0, emptied=emptied, on=toy(14))


def test_correcting_a_lie_costs_far_less_than_being_found_out() -> None:
    """P4: half an hour and an hour before outsiders would have proved it are early enough."""
    emptied = numbers(lie_wave=0.0, lie_credibility=1.0, lie_anger=0.0, lie_rumor=0.0, lie_blame=0.0)
    for minute in (540, 570):
        mended = [LIE, move(minute, "correct", fact="what")]
        shows(trust, more=mended, less=[LIE], by=12.0, emptied=emptied, on=toy(14))


def test_words_that_nobody_read_before_cost_belief_by_their_slips() -> None:
    """Thirty reports out unread, against as many that were read."""
    read, unread = ([move(it, "update", **how) for it in range(10, 310, 10)] for how in ({}, {"check": "skip"}))
    shows(end("cred"), more=read, less=unread, by=0.03, emptied=numbers(slip_chance=0.0, slip_tired=0.0), on=toy(6))


# ---------------------------------------------------------------- noise


def test_evasion_backfires() -> None:
    """'No comment' makes people angrier and costs trust."""
    shows(trust, more=[], less=[move(60, "evade")], by=1.0, emptied=without("evade"))
    shows(anger, more=[move(60, "evade")], less=[], by=1.0, emptied=without("evade"))


@pytest.mark.parametrize(("fault", "by"), [(0.0, 1.5), (0.3, 2.0), (1.0, 4.0)])
def test_threats_backfire(fault: float, by: float) -> None:
    """They cost trust and make the story travel, in every cluster."""
    letters = [move(60, "threaten")]
    shows(trust, more=[], less=letters, by=by, emptied=without("threaten"), on=toy(12, fault=fault))
    shows(exposures, more=letters, less=[], by=100_000, emptied=without("threaten", "wave"), on=toy(12, fault=fault))


def test_hitting_back_ends_worse_than_proof() -> None:
    """H10: an accused company without fault, with evidence or with letters from its lawyers."""
    proof, letters = [move(60, "rebut", **FALSE)], [move(40, "threaten")]
    shows(trust, more=proof, less=letters, by=5.2, emptied=without("threaten"), on=toy(12, fault=0.0, **ACCUSED))


@pytest.mark.parametrize(
    ("do", "minutes", "by"),
    [("delete_posts", (60, 180), 1.0), ("seed_praise", (60,), 0.5), ("promote", (60, 120, 240), 0.2)],
)
def test_removal_and_praise_backfire(do: str, minutes: tuple[int, ...], by: float) -> None:
    """O9 on the shipped crisis: beside the same repair they cost trust, by a margin that nothing else explains."""
    fix, noise = move(30, "fix"), [move(minute, do) for minute in minutes]
    shows(trust, more=[fix], less=[fix, *noise], by=by, emptied=without(do), on=shipped("open-back-door"))


def test_good_news_after_the_answers_does_no_harm() -> None:
    """Most facts told, they calm a little."""
    told = [move(10, "fix"), TELL]
    news = [*told, move(180, "promote")]
    shows(anger, more=told, less=news, by=0.5, emptied=without("promote"), on=toy(3.2))


def test_legal_action_by_the_one_at_fault_backfires() -> None:
    """Lawful, and yet it offends."""
    shows(trust, more=[], less=[move(60, "take_legal_action")], by=0.4, emptied=without("take_legal_action"))


# ---------------------------------------------------------------- people among themselves


def test_anger_speeds_up_passing_on() -> None:
    """The same crisis, and something of its own that makes people angry at minute five: more of them read."""
    spark = {"id": "spark", "kind": "mail", "at": "5m", "by": "x", "text": "t", "effect": {"anger": 0.6}}
    waves = [wave(0, 90_000), wave(20, 108_000)]
    still, boiling = toy(6, injects=waves), toy(6, injects=[*waves, spark])
    shows(exposures, by=10_000, emptied=numbers(branching_anger=0.0), on=boiling, less_on=still)


def test_open_harm_is_passed_on_and_makes_victims_speak() -> None:
    """More people read of harm that goes on: each passes on more, and new victims post."""
    stop = [move(5, "contain")]
    shows(exposures, more=[], less=stop, by=250_000, emptied=numbers(victims=0.0))
    harmful, harmless = (toy(4, public={"harm": harm}) for harm in (0.8, 0.0))
    shows(exposures, by=190_000, emptied=numbers(branching_harm=0.0), on=harmful, less_on=harmless)


def test_anger_grows_faster_in_a_channel_of_bad_mood() -> None:
    """The same posts where people quarrel, and where they do not."""
    hot = toy(6, channels={"microblog": {"mood": -1.0}, "press": {}})
    shows(anger, by=3.0, emptied=numbers(channel_mood=0.0), on=hot, less_on=toy(6))
