"""What a crisis costs, who is left in the dark, what legal strikes, what leaks and what comes back.

Each test plays the toy crisis; the sizes are assumptions, so only signs, bounds and records are claimed.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from stage import HOUR, RULES, act, crisis, of, play, start, wave

from drillroom.engine.losses import Losses
from drillroom.engine.public import cluster
from drillroom.errors import ActionRejected
from drillroom.log import records as r

M = 60
REPAIR = [(30 * M, "fix", {})]


def _last(entries: list[r.Entry]) -> Any:
    return of(entries, r.StateSampled)[-1]


def test_losses_follow_trust_and_harm() -> None:
    """Doing nothing costs more users, value, operations and partners than repair, words and amends (I1-I4)."""
    cared = [
        *REPAIR,
        (20 * M, "contain", {}),
        (35 * M, "holding_statement", {}),
        (2 * HOUR, "apologize", {}),
        (2 * HOUR, "disclose", {"facts": "due"}),
        (3 * HOUR, "compensate", {}),
    ]
    none, some = _last(play([])), _last(play(cared))
    assert none.churn > some.churn
    assert none.value < some.value
    assert none.ops < some.ops
    assert none.partners < some.partners


def test_operations_come_back_only_by_repair() -> None:
    """Without a repair operations stay down (I4)."""
    assert _last(play([(20 * M, "contain", {})])).ops < 95
    assert _last(play([*REPAIR, (20 * M, "contain", {})])).ops > 97


def test_sticky_users_leave_later_and_then_faster() -> None:
    """Habit holds people a little below the line; far below it they leave faster than others (I2)."""
    numbers = SimpleNamespace(**RULES.parameters.numbers())

    def leaving(trust: float, stickiness: float) -> float:
        losses = Losses(numbers, stickiness=stickiness)
        losses.step(60, lost=70 - trust, trust=trust, harm=0.0, heat=0.0)
        return losses.churn

    just_below = numbers.churn_line - 1
    assert leaving(just_below, 0.0) > leaving(just_below, 0.6) == 0
    assert leaving(30, 0.6) > leaving(30, 0.0) > 0


def test_a_forgotten_group_costs_and_opens_its_twist() -> None:
    """A due time that runs out lowers the mood, costs something of its own, and is a condition a twist can wait for."""
    twist = {"id": "angry", "kind": "mail", "when": "overdue(partners)", "by": "partner", "text": "well?"}
    scenario = crisis(
        stakeholders={"partners": {"due": "2h", "mood": 70}}, injects=[wave(0, 90_000), wave(20, 108_000), twist]
    )
    told = [(HOUR, "notify", {"to": "partners"})]
    left, reached = play([], scenario=scenario), play(told, scenario=scenario)
    assert [it.mail for it in of(left, r.MailArrived)] == ["angry"]
    assert not of(reached, r.MailArrived)
    assert _last(left).partners < _last(reached).partners
    moods = [of(run, r.MoodsSampled)[5].moods["partners"] for run in (left, reached)]
    assert moods[0] < moods[1]


def test_a_missed_legal_duty_raises_the_pressure() -> None:
    """The regulator notices what was not reported (H6)."""
    duty = {"authority": "a", "limit": "4h", "source": "s", "as_of": "2025-11-01", "jurisdiction": "CN", "id": "d"}
    scenario = crisis(duties=[duty])
    left, told = play([], scenario=scenario), play([(HOUR, "notify", {"to": "regulator"})], scenario=scenario)
    at = [max(it.regulator for it in of(run, r.StateSampled) if it.at <= 5 * HOUR) for run in (left, told)]
    assert at[0] > at[1] + 10


def _asked() -> Any:
    summons = {
        "id": "hearing",
        "kind": "summons",
        "at": "3h",
        "by": "officer",
        "text": "come",
        "due": "2h",
        "questions": [{"ask": "what?", "about": "what"}, {"ask": "how many?", "about": "scope"}],
    }
    return crisis(injects=[wave(0, 90_000), summons])


def test_a_summons_compares_with_what_the_public_was_told() -> None:
    """Telling the regulator the truth while the public still has the lie is noticed; so is not coming at all."""
    lied = [
        (41 * M, "deny", {"fact": "what"}),
        (4 * HOUR, "take_call", {"call": "hearing", "answers": ["fact", "fact"]}),
    ]
    (answered,) = of(play(lied, scenario=_asked()), r.SummonsAnswered)
    assert answered.differs == ("what",)
    honest = [(4 * HOUR, "take_call", {"call": "hearing", "answers": ["fact", "written"]})]
    (answered,) = of(play(honest, scenario=_asked()), r.SummonsAnswered)
    assert answered.differs == ()
    assert of(play([], scenario=_asked()), r.SummonsMissed)


def test_a_summons_is_answered_once_and_in_time() -> None:
    """Afterwards there is nothing left to answer, and nothing changes."""
    drill = start(_asked())
    act(drill, "take_call", 4 * HOUR, call="hearing", answers=["written", "written"])
    with pytest.raises(ActionRejected):
        act(drill, "take_call", 4 * HOUR + 60, call="hearing", answers=["written", "written"])


def test_legal_strikes_what_is_unverified_and_the_writer_decides() -> None:
    """Taken, the struck claim is not published; kept, the words go out against advice and the log says so."""
    claim = [{"fact": "scope", "op": "about", "value": 10_000}]
    kept = play([(15 * M, "statement", {"claims": claim})])
    (back,) = of(kept, r.StatementReturned)
    assert (back.answer, back.because, back.facts, back.taken) == ("redline", "unverified", ("scope",), False)
    assert [it.verdict for it in of(kept, r.ClaimJudged)] == ["guess"]
    taken = play([(15 * M, "statement", {"claims": claim, "redline": "take"})])
    assert of(taken, r.StatementWithdrawn)
    assert not of(taken, r.StatementPublished)
    assert not of(taken, r.ClaimJudged)


def test_legal_says_no_to_words_that_the_house_knows_to_be_wrong() -> None:
    """The denial is noticed before it goes out; that it goes out is the writer's choice."""
    run = play([(5 * M, "assemble_team", {}), (41 * M, "deny", {"fact": "what"})])
    (back,) = of(run, r.StatementReturned)
    assert (back.answer, back.because) == ("no", "knows_better")
    assert [it.verdict for it in of(run, r.ClaimJudged)] == ["lie"]


def test_approved_words_go_out_at_once() -> None:
    """What legal agreed to beforehand needs no sign-off; another template does."""
    lines = [
        {"id": "ready", "fits": "unknown", "text": "{known}", "approved": True},
        {"id": "raw", "fits": "known", "text": "{known}"},
    ]
    scenario = crisis(lines=lines)
    waits = []
    for line in ("ready", "raw"):
        (out,) = of(play([(10 * M, "holding_statement", {"line": line})], scenario=scenario), r.StatementPublished)
        waits.append(out.at - 10 * M)
    assert waits[0] == 0 < waits[1]


def test_unread_words_may_hold_a_slip() -> None:
    """Skipping the check costs something in some seeds, and never where the words were read."""
    moves = [(minute * M, "update", {"check": "skip"}) for minute in range(10, 130, 10)]
    slips = [len(of(play(moves, seed=seed), r.SlipMade)) for seed in range(4)]
    assert sum(slips) > 0
    read = [(at, do, {}) for at, do, _ in moves]
    assert not any(of(play(read, seed=seed), r.SlipMade) for seed in range(4))


def test_words_in_a_channel_that_nobody_reads_change_nothing() -> None:
    """They are published, and nobody is told."""
    channels = {"microblog": {}, "press": {}, "app_notice": {"owned": True, "reach": 0}}
    scenario = crisis(channels=channels)
    unheard = play([*REPAIR, (30 * M, "holding_statement", {"channel": "app_notice"})], scenario=scenario)
    assert of(unheard, r.StatementPublished)
    assert not [it for it in of(unheard, r.StakeholderReached) if it.group == "public"]
    assert _last(unheard).trust == _last(play(REPAIR, scenario=scenario)).trust


def test_telling_before_the_alert_takes_the_edge_off() -> None:
    """Stealing thunder: who speaks before the first outsider loses less trust (Arpan & Roskos-Ewoldsen 2005)."""
    signal = {"id": "odd", "kind": "signal", "at": "-1h30m", "by": "tech", "channel": "mail", "text": "odd"}
    scenario = crisis(
        injects=[signal | {"real": True, "grade": "hi"}, *(wave(m, n) for m, n in ((0, 90_000), (20, 108_000)))]
    )
    look = [(-80 * M, "look", {"signal": "odd"})]
    for seed in range(5):
        first, later = (
            min(
                it.trust
                for it in of(
                    play([*look, *REPAIR, (at, "express_regret", {})], scenario=scenario, seed=seed), r.StateSampled
                )
            )
            for at in (-60 * M, 30 * M)
        )
        assert first > later


def test_attention_before_the_alert_is_limited() -> None:
    """With two looks a third signal stays unread; after the alert there is no such limit."""
    odd = {"kind": "signal", "by": "tech", "channel": "mail", "text": "odd", "real": True, "grade": "hi"}
    signals = [odd | {"id": f"s{index}", "at": "-1h50m"} for index in range(4)]
    drill = start(crisis(injects=[*signals, wave(0, 90_000)], attention=2))
    for index in range(2):
        act(drill, "look", -HOUR, signal=f"s{index}")
    with pytest.raises(ActionRejected) as refused:
        act(drill, "look", -HOUR, signal="s2")
    assert refused.value.reason == "no_time"
    act(drill, "look", M, signal="s3")


def test_a_bare_repair_may_not_hold() -> None:
    """Where repair was all that was done the trouble comes back in some seeds; with two deeds beside it, in none."""
    more = [*REPAIR, (HOUR, "protect_users", {}), (2 * HOUR, "compensate", {})]
    bare = [len(of(play(REPAIR, seed=seed), r.RelapseStarted)) for seed in range(10)]
    assert 0 < sum(bare) < 10
    assert not any(of(play(more, seed=seed), r.RelapseStarted) for seed in range(10))


def test_notes_leak_word_for_word_or_not_at_all() -> None:
    """A note's leak is the note's own text, drawn once for each seed."""
    note = {"id": "memo", "kind": "mail", "at": "1h", "by": "boss", "text": "say nothing"}
    leak = {"chance": 0.5, "after": "1h", "by": "insider", "channel": "microblog", "reach": 2000}
    scenario = crisis(injects=[wave(0, 90_000), note | {"leak": leak}])
    leaked = [of(play([], scenario=scenario, seed=seed), r.NoteLeaked) for seed in range(12)]
    assert 0 < sum(map(bool, leaked)) < 12
    seed = next(index for index, found in enumerate(leaked) if found)
    posts = {it.post: it.text for it in of(play([], scenario=scenario, seed=seed), r.PostAppeared)}
    assert posts["leak-memo"] == r.Text(ref="scenario.injects.memo.text")


def test_chance_and_drift_belong_to_the_seed() -> None:
    """Seeds differ in which twists come and in which order; what the team does moves neither."""
    twists = [
        {"id": f"t{index}", "kind": "mail", "at": "2h", "by": "x", "text": "t", "chance": 0.6, "drift": "3h"}
        for index in range(3)
    ]
    scenario = crisis(injects=[wave(0, 90_000), *twists])
    orders = set()
    for seed in range(12):
        left, busy = (
            [(it.mail, it.at) for it in of(play(moves, scenario=scenario, seed=seed), r.MailArrived)]
            for moves in ([], REPAIR)
        )
        assert left == busy
        orders.add(tuple(mail for mail, _ in left))
    assert len(orders) >= 4


def test_the_report_comes_every_hour_of_the_first_day_and_then_daily() -> None:
    """24 hourly reports and two daily ones after it, each with what people still ask."""
    reports = of(play(REPAIR), r.SituationReported)
    assert [it.at // HOUR for it in reports] == [*range(1, 25), 48, 72]
    assert reports[0].open == ("what", "cause", "scope", "measures", "plan")
    assert all(0.99 <= sum(it.topics.values()) <= 1.01 for it in reports)


def test_staff_tire_and_care_helps() -> None:
    """Work spends strength; looking after people gives some of it back (R5c)."""
    busy = [(index * HOUR, "reply", {"post": "wave0"}) for index in range(1, 6)]
    work = [*REPAIR, (10 * M, "audit", {}), *busy]
    tired = _last(play(work, until=20 * HOUR)).fatigue
    cared = _last(play([*work, (12 * HOUR, "care_for_staff", {})], until=20 * HOUR)).fatigue
    assert tired > cared > 0


def test_six_months_on_is_told_at_the_end() -> None:
    """The outlook of a crisis handled well is better than that of one left alone (I5)."""
    well = [
        (20 * M, "contain", {}),
        *REPAIR,
        (30 * M, "holding_statement", {}),
        (2 * HOUR, "disclose", {"facts": "due"}),
        (2 * HOUR, "apologize", {}),
        (3 * HOUR, "compensate", {}),
        (3 * HOUR, "protect_users", {}),
        (4 * HOUR, "notify", {"to": "users"}),
    ]
    (good,), (poor,) = (of(play(moves), r.FutureProjected) for moves in (well, []))
    assert (good.outlook, poor.outlook) == ("good", "poor")


@pytest.mark.parametrize(("fault", "found"), [(0.0, 0), (0.19, 0), (0.2, 1), (0.49, 1), (0.5, 2), (1.0, 2)])
def test_clusters_are_cut_at_a_fifth_and_a_half(fault: float, found: int) -> None:
    """Victim, accidental, preventable (Coombs 2007)."""
    assert cluster(fault) == found


def test_attention_alone_moves_no_trust() -> None:
    """Being read is not harm: a crowd that blames nobody, knows all and is not hurt loses no trust."""
    scenario = crisis(fault=0.0, public={"harm": 0.0}, injects=[wave(0, 5_000_000)])
    quiet = [(M, "express_regret", {}), (2 * M, "update", {})]
    states = of(play(quiet, scenario=scenario, until=HOUR), r.StateSampled)
    assert max(it.heat for it in states) > 20
    assert states[-1].trust > 69


def test_a_bare_drill_is_the_same_world() -> None:
    """Without small talk and monitoring the true state is the same at every hour."""
    moves = [*REPAIR, (35 * M, "holding_statement", {}), (HOUR, "deny", {"fact": "what"})]
    full = [r.plain(it) for it in of(play(moves), r.StateSampled)]
    drill = start(is_bare=True)
    for at, do, args in moves:
        act(drill, do, at, **args)
    drill.advance_to(drill.ends)
    bare = of(drill.events(), r.StateSampled)
    assert len(bare) > 70
    assert all(r.plain(it) in full for it in bare)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("heat_fade", 0.0),
        ("branching_max", 1.0),
        ("lie_credibility", 1.5),
        ("anger_up", -1.0),
        ("recovery", float("nan")),
    ],
)
def test_numbers_out_of_range_are_refused_with_their_name(name: str, value: float) -> None:
    """A parameter that would break the model is an error before anything runs."""
    known = RULES.parameters.model_dump(by_alias=True)["parameters"]
    with pytest.raises(ValueError, match=name):
        type(RULES.parameters).model_validate({"parameters": known | {name: known[name] | {"value": value}}})
