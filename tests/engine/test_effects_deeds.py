"""What deeds do, what comes out, and what comes back: each effect, and that its test fails without it.

Two bare drills with the same luck and one difference, as in ``test_effects``.
"""

from __future__ import annotations

from typing import Any

import pytest
from effects import SEEDS, TEAM, Patch, bare, count, end, move, numbers, shipped, shows, six_months, toy, without, word
from stage import FACTS, RULES, Move, wave

from drillroom.engine import aftermath
from drillroom.engine.public import Public
from drillroom.log.records import RelapseStarted
from drillroom.scenario.format import Scenario

trust, anger, rumor, exposures, harm_minutes = map(end, ("trust", "anger", "rumor", "exposures", "harm_minutes"))
FIX = move(10, "fix")
FIRST = [
    move(5, "contain"),
    FIX,
    move(20, "holding_statement"),
    move(70, "apologize"),
    move(130, "disclose", facts="due"),
]
CARE, MONEY, EXPERTS = move(100, "protect_users"), move(120, "compensate"), move(100, "invite_experts")
CASE = [*FIRST, CARE, MONEY, EXPERTS]
"""A crisis handled well."""


# ---------------------------------------------------------------- deeds


def test_stopping_the_harm_halves_it() -> None:
    """Half the harm, and far fewer minutes of it; trust follows."""
    stop, emptied = [move(5, "contain")], without("contain", "harm")
    shows(end("harm"), more=[], less=stop, by=0.39, emptied=emptied)
    shows(harm_minutes, more=[], less=stop, by=250, emptied=emptied)
    shows(trust, more=stop, less=[], by=4.0, emptied=emptied)


def test_amends_calm_and_lift_trust() -> None:
    """Compensation is part of what fits, and cools anger for hours."""
    shows(trust, more=[MONEY], less=[], by=1.2, emptied=without("compensate", "compensation"))
    shows(anger, more=[], less=[MONEY], by=15.0, emptied=without("compensate", "compensation"))


@pytest.mark.parametrize(
    ("do", "args", "by"),
    [
        ("protect_users", {}, 1.5),
        ("audit", {}, 1.2),
        ("notify", {"to": "users"}, 0.4),
        ("open_hotline", {}, 0.3),
        ("answer_questions", {}, 0.3),
    ],
)
def test_care_lifts_trust(do: str, args: dict[str, str], by: float) -> None:
    """Beside repair, words and amends, trust comes back further and faster where users were cared for."""
    less = [*FIRST, MONEY] + ([word(150)] if do == "answer_questions" else [])
    more = [*FIRST, MONEY, move(130, do, **args)]
    shows(trust, more=more, less=less, by=by, emptied=without(do, "care"), on=toy(72))


def test_a_hotline_takes_rumor_away() -> None:
    """Who can ask need not guess."""
    shows(rumor, more=[], less=[move(130, "open_hotline")], by=3.0, emptied=without("open_hotline"), on=toy(3))


def test_allies_lift_trust_and_take_rumor_away() -> None:
    """Outside experts vouch for what is said, from the day on which they were called."""
    more, less = [*FIRST, MONEY, EXPERTS], [*FIRST, MONEY, word(152)]
    shows(trust, more=more, less=less, by=1.5, emptied=without("invite_experts", "allies"), on=toy(72))
    shows(rumor, more=[word(152)], less=[EXPERTS], by=3.0, emptied=without("invite_experts", "rumor"), on=toy(4))


def test_experts_give_some_credibility_back() -> None:
    """Where it was lost by a correction."""
    guess = move(20, "statement", claims=[{"fact": "scope", "op": "is", "value": 10_000}])
    wrong = [guess, move(150, "correct", fact="scope")]
    emptied = without("invite_experts", "credibility")
    called = [*wrong, move(160, "invite_experts")]
    shows(end("cred"), more=called, less=wrong, by=0.04, emptied=emptied, on=toy(6))


@pytest.mark.parametrize(
    ("scenario", "part", "by", "emptied"),
    [
        pytest.param("open-back-door", "disclose", 2.5, Patch(Public, "believe"), id="facts"),
        pytest.param("counterfeit-comfort", "compensate", 1.0, without("compensate"), id="money"),
        pytest.param("open-back-door", "protect_users", 2.0, without("protect_users"), id="care"),
        pytest.param("open-back-door", "invite_experts", 2.0, without("invite_experts"), id="help from outside"),
    ],
)
def test_a_good_case_without_one_of_its_parts_ends_worse(scenario: str, part: str, by: float, emptied: Any) -> None:
    """K1, K2 and K5 on shipped crises: without the facts, the money, the care or the helpers trust ends lower."""
    less = [it for it in CASE if it[1] != part]
    shows(trust, more=CASE, less=less, by=by, emptied=emptied, on=shipped(scenario))


def test_full_deeds_lift_trust_above_where_it_began() -> None:
    """G4: told, owned, stopped, paid, cared and helped, a company ends above its start; unforgiven it does not."""
    start = 70.0
    for seed in SEEDS:
        ends = [
            trust(bare([TEAM, *CASE, move(250, "disclose", facts="due")], on=toy(72), seed=seed, rules=rules))
            for rules in (RULES, numbers(forgiven=0.0))
        ]
        assert ends[0] > start + 0.5 > start >= ends[1]


def test_discipline_calms() -> None:
    """Naming those responsible lowers anger."""
    shows(anger, more=[], less=[move(60, "discipline")], by=4.0, emptied=without("discipline"))


def test_facts_given_to_an_opinion_leader_help_the_blameless_only() -> None:
    """They carry it on where it clears the company, and are annoyed where it does not."""
    briefed, words = [move(60, "engage_influencer")], [word(82)]
    emptied = without("engage_influencer")
    shows(rumor, more=words, less=briefed, by=3.0, emptied=emptied, on=toy(3, fault=0.0))
    shows(anger, more=briefed, less=words, by=2.0, emptied=emptied, on=toy(3))


# ---------------------------------------------------------------- before the alert


def _risky(harm: float, reach: float) -> Scenario:
    return toy(12, starts="-2h", risks={"door": {"label": "an open door", "harm": harm, "reach": reach}})


@pytest.mark.parametrize(
    ("measure", "by", "emptied"),
    [(harm_minutes, 300, (1.0, 0.5)), (exposures, 600_000, (1.0, 1.0)), (anger, 20, (1.0, 1.0))],
    ids=["harm", "exposures", "anger"],
)
def test_a_risk_removed_before_the_alert_makes_the_crisis_smaller(
    measure: Any, by: float, emptied: tuple[float, float]
) -> None:
    """O7: less harm, fewer readers, less anger; nothing of it where the risk had no part in them."""
    removed: list[Move] = [(-100 * 60, "mitigate", {"risk": "door"})]
    shows(measure, more=[], less=removed, by=by, emptied=RULES, on=_risky(0.4, 0.5), emptied_on=_risky(*emptied))


def test_a_removed_risk_makes_the_first_waves_smaller() -> None:
    """Fewer read the story, also where the harm is the same."""
    removed: list[Move] = [(-100 * 60, "mitigate", {"risk": "door"})]
    shows(exposures, more=[], less=removed, by=300_000, emptied=RULES, on=_risky(1.0, 0.5), emptied_on=_risky(1.0, 1.0))


def test_telling_before_the_alert_makes_fewer_people_read_and_costs_less_trust() -> None:
    """Stealing thunder: the same regret an hour before the alert and a minute after it; there is less blame as well."""
    odd = {"id": "odd", "kind": "signal", "at": "-1h30m", "by": "tech", "channel": "mail", "text": "odd"}
    on = toy(6, injects=[odd | {"real": True, "grade": "hi"}, wave(0, 90_000), wave(20, 108_000)])
    look: Move = (-80 * 60, "look", {"signal": "odd"})
    first, later = [look, move(-60, "express_regret")], [look, move(1, "express_regret")]
    emptied = numbers(thunder_reach=1.0, thunder_blame=0.0)
    shows(trust, more=first, less=later, by=1.0, emptied=emptied, on=on)
    shows(exposures, more=later, less=first, by=20_000, emptied=numbers(thunder_reach=1.0), on=on)
    shows(end("blame"), more=later, less=first, by=0.06, emptied=numbers(thunder_blame=0.0), on=on)


# ---------------------------------------------------------------- what comes out and what comes back


def test_what_comes_out_hidden_hurts() -> None:
    """Outsiders publish at ten hours what nobody had told, against a crisis in which they never do."""
    kept = {name: {key: it for key, it in fact.items() if key != "leak_at"} for name, fact in FACTS.items()}
    emptied = numbers(hidden_anger=0.0, hidden_rumor=0.0, hidden_blame=0.0, leak_wave=0.0)
    found, never = toy(14), toy(14, facts=kept)
    shows(trust, by=2.0, emptied=emptied, on=never, less_on=found)
    for measure, by in ((anger, 8.0), (rumor, 8.0), (exposures, 200_000)):
        shows(measure, by=by, emptied=emptied, on=found, less_on=never)


def _after(begins: str, hours: float = 26) -> Scenario:
    """An aftermath that begins then."""
    return toy(hours, phases={"aftermath": begins})


def test_a_second_wave_comes_after_the_first_day() -> None:
    """Somebody tells the story again, hours into the aftermath; more have read it than where that lies ahead."""
    sound = [FIX, move(20, "protect_users"), move(30, "discipline")]
    soon, ahead = _after("6h"), _after("25h")
    shows(exposures, more=sound, less=sound, by=3000, emptied=numbers(aftermath_wave=0.0), on=soon, less_on=ahead)


def _unlucky(moves: list[Move]) -> tuple[int, ...]:
    """The first three seeds on which the repair does not hold after these moves."""
    on = _after("6h")
    found = (seed for seed in range(1, 60) if count(RelapseStarted)(bare([TEAM, *moves], on=on, seed=seed)))
    return tuple(seed for seed, _ in zip(found, range(3), strict=False))


def test_a_relapse_hurts() -> None:
    """Where a bare repair does not hold: harm, anger and talk, against the same crisis before its aftermath."""
    soon, ahead, seeds = _after("6h"), _after("25h"), _unlucky([FIX])
    size = {"relapse_harm": 0.0, "relapse_anger": 0.0, "relapse_wave": 0.0}
    for measure, by, emptied in (
        (harm_minutes, 10.0, numbers(relapse_harm=0.0)),
        (anger, 3.0, numbers(relapse_anger=0.0)),
        (exposures, 40_000, numbers(**size)),
        (exposures, 40_000, numbers(relapse_chance=0.0)),
    ):
        shows(measure, more=[FIX], less=[FIX], by=by, emptied=emptied, on=soon, less_on=ahead, seeds=seeds)


@pytest.mark.parametrize("do", ["audit", "discipline", "protect_users", "compensate"])
def test_a_second_deed_beside_the_repair_makes_it_hold(do: str) -> None:
    """On seeds on which repair and a hotline were not enough."""
    first = [FIX, move(20, "open_hotline")]
    emptied = Patch(aftermath, "_SOUND", ())
    less, seeds = [*first, move(30, do)], _unlucky(first)
    shows(count(RelapseStarted), more=first, less=less, by=1, emptied=emptied, on=_after("6h"), seeds=seeds)


@pytest.mark.parametrize("do", ["rebuild", "train", "track", "revise_plan", "audit"])
def test_lessons_lift_trust_six_months_on(do: str) -> None:
    """I5, Z5: rebuilding, training, tracking and a mended plan each improve what is projected."""
    shows(six_months, more=[move(60, do)], less=[], by=0.3, emptied=numbers(future_lessons=0.0))
