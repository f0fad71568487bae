"""What each size of an action does by itself the minute it is out, what is found out, and what moves trust and losses.

Two bare drills with the same luck and one difference, as in ``test_effects``; here a single number is emptied.
"""

from __future__ import annotations

from typing import Any

import pytest
from effects import end, move, numbers, shows, toy, without, word
from stage import FACTS, Move, wave

trust, anger, rumor, blame, cred = map(end, ("trust", "anger", "rumor", "blame", "cred"))
MEASURES = {"anger": anger, "rumor": rumor, "blame": blame}
ALLEGED = {"allegation": "stolen-passwords"}


@pytest.mark.parametrize(
    ("do", "out", "fault", "field", "by"),
    [
        ("apologize", 68, 1.0, "anger", -8.0),
        ("apologize", 68, 0.3, "anger", -7.0),
        ("apologize", 68, 0.0, "rumor", 10.0),
        ("apologize", 68, 0.0, "blame", 0.3),
        ("admit_liability", 72, 1.0, "anger", -4.0),
        ("admit_liability", 72, 0.3, "anger", -2.0),
        ("admit_liability", 72, 0.3, "blame", 0.08),
        ("admit_liability", 72, 0.0, "rumor", 10.0),
        ("promote", 65, 1.0, "anger", 2.0),
        ("promote", 65, 1.0, "rumor", 1.0),
        ("evade", 60, 1.0, "anger", 5.0),
        ("compensate", 80, 1.0, "anger", -7.0),
        ("discipline", 120, 1.0, "anger", -2.5),
        ("delete_posts", 90, 1.0, "anger", 6.0),
        ("delete_posts", 90, 1.0, "rumor", 9.0),
        ("seed_praise", 120, 1.0, "anger", 4.0),
        ("seed_praise", 120, 1.0, "rumor", 6.0),
        ("threaten", 90, 1.0, "anger", 9.0),
        ("take_legal_action", 180, 1.0, "anger", 3.0),
        ("report_to_platform", 90, 0.0, "rumor", -3.0),
    ],
)
def test_an_action_moves_people_at_once(do: str, out: int, fault: float, field: str, by: float) -> None:
    """Two minutes after it is out (minute ``out``), against silence or words without content at the same time."""
    speaks = do in ("apologize", "admit_liability")
    args = ALLEGED if do == "report_to_platform" else {}
    sides = ([move(60, do, **args)], [word(out - 8)] if speaks else [])
    more, less = sides if by > 0 else reversed(sides)
    stir = {"id": "stir", "kind": "mail", "at": "5m", "by": "x", "text": "t", "effect": {"anger": 0.2, "rumor": 0.2}}
    on = toy((out + 2) / 60, fault=fault, injects=[wave(0, 90_000, **ALLEGED), wave(20, 108_000), stir])
    shows(MEASURES[field], more=more, less=less, by=abs(by), emptied=without(do, field), on=on)


@pytest.mark.parametrize(
    ("do", "out", "fault", "by"),
    [
        ("holding_statement", 65, 1.0, 8.0),
        ("express_regret", 65, 1.0, 10.0),
        ("apologize", 68, 0.3, 25.0),
        ("apologize", 68, 1.0, 25.0),
        ("admit_liability", 72, 0.3, 15.0),
        ("admit_liability", 72, 1.0, 25.0),
    ],
)
def test_owning_slows_anger_down(do: str, out: int, fault: float, by: float) -> None:
    """Hours later, beside what the words calmed at once: the more is owned, the more."""
    shows(anger, more=[word(out - 8)], less=[move(60, do)], by=by, emptied=without(do, "own"), on=toy(12, fault=fault))


@pytest.mark.parametrize(("do", "by"), [("delete_posts", 50_000), ("seed_praise", 40_000), ("threaten", 100_000)])
def test_noise_makes_waves_of_its_own(do: str, by: float) -> None:
    """More people read the story."""
    shows(end("exposures"), more=[move(60, do)], less=[], by=by, emptied=without(do, "wave"))


# ---------------------------------------------------------------- what is found out

LIE = move(60, "deny", fact="what")
GUESS = move(20, "statement", claims=[{"fact": "scope", "op": "is", "value": 10_000}])


@pytest.mark.parametrize(
    ("says", "name", "measure", "by", "empty"),
    [
        (LIE, "lie_credibility", cred, -0.5, 1.0),
        (LIE, "lie_anger", anger, 10.0, 0.0),
        (LIE, "lie_blame", blame, 0.1, 0.0),
        (GUESS, "wrong_credibility", cred, -0.4, 1.0),
        (GUESS, "wrong_anger", anger, 5.0, 0.0),
        (GUESS, "wrong_blame", blame, 0.02, 0.0),
    ],
)
def test_untrue_words_that_are_found_out_hurt_at_once(
    says: Move, name: str, measure: Any, by: float, empty: float
) -> None:
    """More than silence does at the same minute: belief is lost, and people are angry and blame."""
    sides = ([says], [word(57)])
    more, less = sides if by > 0 else reversed(sides)
    shows(measure, more=more, less=less, by=abs(by), emptied=numbers(**{name: empty}), on=toy(10.05))


def test_what_was_hidden_is_blamed() -> None:
    """The minute it is out, against a crisis in which it never comes out."""
    kept = {name: {key: it for key, it in fact.items() if key != "leak_at"} for name, fact in FACTS.items()}
    never = toy(10.05, facts=kept)
    shows(blame, by=0.06, emptied=numbers(hidden_blame=0.0), on=toy(10.05), less_on=never)


def test_who_had_read_the_story_hears_of_the_lie() -> None:
    """An exposed lie costs trust the same minute, also among those who read nothing new."""
    shows(trust, more=[word(57)], less=[LIE], by=0.1, emptied=numbers(reach_back=0.0), on=toy(10.05))


def test_an_apology_after_an_exposed_lie_still_earns_something() -> None:
    """Ten hours later anger is lower than after words without content."""
    more, less = [LIE, word(620)], [LIE, move(620, "apologize")]
    shows(anger, more=more, less=less, by=10.0, emptied=numbers(own_up_after=0.0), on=toy(20))


def test_no_comment_to_a_reporter_makes_angry() -> None:
    """Two questions, and no answer to either."""
    questions = [{"ask": "what?", "about": "what"}, {"ask": "and?"}]
    ring = {"id": "ring", "kind": "call", "at": "35m", "by": "reporter", "to": "pr", "text": "a call", "rings": "5m"}
    on = toy(1, injects=[wave(0, 90_000), ring | {"questions": questions}])
    silent = [move(36, "take_call", call="ring", answers=["no_comment"] * 2)]
    shows(anger, more=silent, less=[], by=1.2, emptied=numbers(no_comment_anger=0.0), on=on)


# ---------------------------------------------------------------- what moves trust and losses


def _stirred(**effect: float) -> Any:
    stir = {"id": "stir", "kind": "mail", "at": "5m", "by": "x", "text": "t", "effect": effect}
    return toy(4, injects=[wave(0, 90_000), wave(20, 108_000), stir])


def test_rumor_and_strong_anger_cost_trust() -> None:
    """The same crisis with more guesswork, and with angrier people."""
    shows(trust, by=0.3, emptied=numbers(rumor_weight=0.0), on=_stirred(), less_on=_stirred(rumor=0.6))
    shows(trust, by=1.35, emptied=numbers(anger_weight=0.0), on=_stirred(), less_on=_stirred(anger=0.9))


def test_open_harm_costs_trust() -> None:
    """The same crisis with and without harm; in each only the weight of harm is taken away."""
    harmless, harmful = (toy(4, public={"harm": harm}) for harm in (0.0, 0.8))
    shows(trust, by=2.6, emptied=numbers(harm_weight=0.0), on=harmless, less_on=harmful)


@pytest.mark.parametrize(
    ("name", "measure", "by"), [("value_weight", "value", 0.8), ("partners_weight", "partners", 2.0)]
)
def test_value_and_partners_follow_lost_trust(name: str, measure: str, by: float) -> None:
    """Threats cost trust, and what hangs on it a day later."""
    letters = [move(60, "threaten")]
    shows(end(measure), more=[], less=letters, by=by, emptied=numbers(**{name: 0.0}), on=toy(24))


def test_operations_follow_harm() -> None:
    """Stopping it brings them back."""
    shows(end("ops"), more=[move(5, "contain")], less=[], by=12.0, emptied=numbers(ops_harm=0.0))


def test_the_regulator_stirs_faster_after_an_exposed_lie() -> None:
    """Eight hours after it was found out."""
    shows(end("regulator"), more=[LIE], less=[word(57)], by=20.0, emptied=numbers(pressure_liar=1.0), on=toy(18))
