"""The whole card: principles, process, total, caps, ratings, badges, faults, and its JSON."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logs import HOUR, Story, doctrine, good_drill, with_baselines

from drillroom.errors import DrillroomError
from drillroom.log.records import (
    ClaimCorrected,
    DecisionMissed,
    DutyMet,
    DutyMissed,
    DutyStarted,
    Entry,
    FactLeaked,
    PhaseChanged,
)
from drillroom.scoring.marks import Mark
from drillroom.scoring.metrics import METRICS, check
from drillroom.scoring.score import score


def well() -> Story:
    return with_baselines(good_drill())


def names(found) -> list[str]:
    return [it.name for it in found]


# ------------------------------------------------------------------ sums


def test_a_drill_handled_well_earns_nearly_all():
    """Every principle is exercised and high, all four badges are earned, no fault is named."""
    card = well().card()
    assert card.process >= 90
    assert card.total >= 90
    assert names(card.badges) == ["SF1", "SF2", "SF3", "SF4"]
    assert names(card.faults) == []
    assert None not in card.principles.values()


def test_doing_nothing_earns_nothing():
    """No statement, no deed: process 0, and the fault list says why."""
    story = (
        Story().signal(-60, "mail", "hi").state(0, harm=0.8, heat=50).state(600, harm=0.8, heat=50, harm_minutes=3000.0)
    )
    card = with_baselines(story.add(FactLeaked(at=10 * HOUR, fact="scope", found="hidden"))).card()
    assert card.process == 0.0
    assert names(card.faults) == ["F1", "F2", "F3", "F4"]
    assert card.rating == "U"


def test_process_is_the_weighted_mean_of_what_was_exercised():
    """A principle that was not exercised takes no part, and no part of the blame."""
    card = good_drill().card()
    weights = {it.key: it.weight for it in card.doctrine.principles.values()}
    mean = sum(weights[key] * points for key, points in card.principles.items()) / sum(weights.values())
    assert card.process == pytest.approx(mean, abs=0.1)
    without_watch = Story().card()
    assert without_watch.principles["prevention"] is None


def test_total_is_six_tenths_process_and_four_tenths_outcome():
    """Never one without the other."""
    card = well().card()
    assert card.total == pytest.approx(0.6 * card.process + 0.4 * card.outcome, abs=0.11)


def test_an_unfinished_drill_says_so():
    """A card of half a drill is marked as one."""
    assert "doctrine.notes.unfinished" in [it.ref for it in Story(is_closed=False).state(30).card().notes]


def test_a_log_that_never_reached_the_alert_has_no_marks():
    """Nothing was exercised, nothing is judged."""
    header, entries = Story(is_closed=False).log()
    card = score(header, entries[:1])
    assert (card.process, card.total, card.rating) == (None, None, None)
    assert all(mark.mark is None and mark.note is not None for mark in card.metrics.values())


# ------------------------------------------------------------------ caps


def test_a_lie_caps_the_total_at_40_and_both_numbers_are_shown():
    """Found out or not; the process mark itself is not capped."""
    card = well().say(130, "deny", ("scope", "lie")).card()
    assert card.total == 40.0 < card.uncapped
    cap = card.as_json()["caps"][0]
    assert (cap["cap"], cap["total"], cap["rule"]["ref"]) == ("lie", 40, "doctrine.caps.lie.rule")
    assert len(cap["evidence"]) == 2, "the claim, and the delivery that it contradicts"


def test_a_lie_corrected_before_it_came_out_caps_at_60():
    """Owning up in time is worth something."""
    card = well().say(130, "deny", ("scope", "lie")).correct(150, "scope").card()
    assert "corrected_lie" in names(card.capped)
    assert "lie" not in names(card.capped)
    late = well().say(130, "deny", ("scope", "lie")).correct(150, "scope", in_time=False).card()
    assert "lie" in names(late.capped)


def test_a_corrected_lie_is_capped_by_its_own_rule_alone():
    """What it does to honesty and ownership is part of that cap, not a basic duty left undone."""
    card = well().say(130, "deny", ("scope", "lie")).correct(150, "scope").card()
    assert (card.metrics["honest"].mark, card.metrics["own"].mark) == (0.0, 0.0)
    assert (names(card.capped), card.total) == (["corrected_lie"], 60.0)
    assert card.uncapped > 60


def test_a_corrected_lie_excuses_no_other_basic_duty():
    """A zero that would be there without the lie still counts."""
    story = well().say(130, "deny", ("scope", "lie")).correct(150, "scope")
    wrong = story.say(300, "statement", ("what", "wrong guess"))
    assert names(wrong.card().capped) == ["corrected_lie", "nothing"]
    silent = Story().learn(scope=10).state(0, harm=0.5).say(20, "deny", ("scope", "lie")).correct(30, "scope")
    assert names(silent.card().capped) == ["corrected_lie", "nothing"]


def test_one_corrected_lie_does_not_excuse_another():
    """Every one of them has to be put right."""
    story = well().say(130, "deny", ("scope", "lie")).say(131, "deny", ("what", "lie")).correct(150, "scope")
    assert "lie" in names(story.card().capped)


@pytest.mark.parametrize("do", ["delete_posts", "seed_praise"])
def test_removing_criticism_caps_at_60(do):
    """Paying it away is no communication."""
    card = well().do(300, do).card()
    assert (card.total, names(card.capped)) == (60.0, ["removal"])


@pytest.mark.parametrize("do", ["report_to_platform", "moderate_own", "take_legal_action", "report_to_police"])
def test_lawful_remedies_carry_no_cap(do):
    """Lawful moves are not suppression."""
    assert names(well().do(300, do).card().capped) == []


@pytest.mark.parametrize("metric", ["voice", "facts", "contain", "honest"])
def test_a_zero_in_a_basic_metric_caps_at_59(metric):
    """The cap cites what the zero cites."""
    rules = doctrine()
    target = rules.targets[metric]
    assert metric in rules.caps["nothing"].of
    hard = target.model_copy(
        update={
            "full": 1e9 if target.full > target.none else -2.0,
            "half": None,
            "none": 1e8 if target.full > target.none else -1.0,
        }
    )
    strict = rules.model_copy(update={"targets": rules.targets | {metric: hard}})
    card = well().card(strict)
    assert card.metrics[metric].mark == 0.0
    assert card.total <= 59.0
    assert set(card.metrics[metric].evidence) <= set(next(it for it in card.capped if it.name == "nothing").evidence)


def test_a_confession_that_does_not_fit_caps_at_59():
    """A zero in ownership is one in a basic metric."""
    story = well()
    story._scenario["fault"] = 0.0
    card = story.card()
    assert card.metrics["own"].mark == 0.0
    assert (card.total, names(card.capped)) == (59.0, ["nothing"])


def test_the_lowest_cap_counts():
    """Several caps do not add up."""
    assert well().say(130, "deny", ("scope", "lie")).do(300, "delete_posts").card().total == 40.0


# ------------------------------------------------------------------ the rating


def test_p_when_nothing_was_found():
    """Objective met, no finding, no lapse."""
    card = well().card()
    assert (card.rating, card.reasons) == ("P", ())


def test_s_with_findings():
    """A decision that ran out, a metric below the line."""
    card = well().add(DecisionMissed(at=60, decision="d")).card()
    assert card.rating == "S"
    assert [it.text.ref for it in card.reasons] == ["doctrine.notes.decisions_missed"]


def test_a_skipped_sign_off_is_named():
    """It saves minutes and is a finding; where nobody signs, nothing was skipped."""
    card = well().say(300, "update").skip().card()
    assert card.rating == "S"
    assert [(it.text.ref, it.text.args) for it in card.reasons] == [("doctrine.notes.unsigned", {"count": 1})]
    assert well().say(300, "take_call", audience="media").skip().card().rating == "P"


def reported(*reports: tuple[int, tuple[str, ...]]) -> Story:
    """A duty due at four hours, with reports at these minutes that left these facts out."""
    story = with_baselines(good_drill())
    story._scenario["duties"] = [{"id": "report", "must_say": ["what", "scope"]}]
    story.add(DutyStarted(at=0, duty="report", due=4 * HOUR))
    return story.add(*(DutyMet(at=at * 60, duty="report", missing=missing) for at, missing in reports))


@pytest.mark.parametrize(
    ("reports", "found"),
    [
        ([(200, ())], []),
        ([(200, ("scope",))], ["report_incomplete"]),
        ([(1, ("what", "scope"))], ["report_empty"]),
        ([(1, ("what", "scope")), (100, ("scope",))], ["report_incomplete"]),
        ([(1, ("what", "scope")), (239, ())], []),
        ([(1, ("what", "scope")), (241, ())], ["report_empty"]),
    ],
)
def test_the_last_report_in_time_is_the_one_that_counts(reports, found):
    """An empty report meets the clock and is a finding, until a fuller one repairs it before the time is up."""
    card = reported(*reports).card()
    assert [it.text.ref.split(".")[-1] for it in card.reasons] == found
    assert card.rating == ("S" if found else "P")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda story: story.say(130, "deny", ("scope", "lie")), "lied"),
        (lambda story: story.promise(20, "any_statement", broken_at=200), "promise_broken"),
        (lambda story: story.add(DutyMissed(at=4 * HOUR, duty="report")), "duty_missed"),
        (lambda story: story.do(300, "delete_posts"), "capped"),
        (lambda story: story.state(1500, trust=68.0, harm_minutes=2500.0), "users_harmed"),
    ],
)
def test_m_when_a_rule_was_broken_or_users_were_harmed(change, reason):
    """The objective was met, but not like that."""
    card = change(well()).card()
    assert card.rating == "M"
    assert f"doctrine.notes.{reason}" in [it.text.ref for it in card.reasons]
    assert all(it.evidence for it in card.reasons)


def test_u_when_the_objective_was_missed():
    """By the process, or by the outcome alone."""
    poor = with_baselines(good_drill().state(3000, trust=36.0, churn=19.0, harm_minutes=2900.0, heat=89.0)).card()
    assert (poor.rating, [it.text.ref for it in poor.reasons]) == ("U", ["doctrine.notes.outcome_missed"])
    assert Story().card().rating == "U"


def test_the_objective_is_data():
    """An organization may ask for more."""
    rules = doctrine()
    strict = rules.model_copy(update={"rating": rules.rating.model_copy(update={"process": 100.0})})
    assert well().say(1000, "evade").card(strict).rating == "U"


# ------------------------------------------------------------------ badges and faults


def test_words_alone_mend_nothing():
    """Twenty statements without a deed earn no badge for remedies."""
    story = Story().state(0, harm=0.8)
    for minute in range(10, 210, 10):
        story.say(minute, "update")
    assert "SF3" not in names(story.card().badges)


@pytest.mark.parametrize("do", ["evade", "delete_posts", "threaten"])
def test_wrong_handling_is_named(do):
    """What was done is enough to name the cause."""
    assert names(well().do(300, do).card().faults) == ["F3"]


def test_what_came_out_hidden_is_named():
    """A fact held back until outsiders had it."""
    assert names(well().add(FactLeaked(at=HOUR, fact="scope", found="told")).card().faults) == []
    assert names(well().add(FactLeaked(at=HOUR, fact="scope", found="hidden")).card().faults) == ["F3"]


# ------------------------------------------------------------------ evidence and purity


def stories() -> list[Story]:
    lied = well().say(130, "deny", ("scope", "lie"))
    return [well(), lied, Story(), Story(fault=0.0), Story().say(10, "evade").state(0, harm=0.5), good_drill()]


@pytest.mark.parametrize("place", range(6))
def test_every_mark_cites_records_of_the_log_and_a_source(place):
    """No mark without evidence, none that cites what is not there."""
    story = stories()[place]
    seqs = {entry.seq for entry in story.log()[1]}
    for name, mark in story.card().metrics.items():
        assert mark.source, name
        if mark.mark is None:
            assert mark.note is not None, name
        else:
            assert mark.evidence, name
            assert set(mark.evidence) <= seqs, name
            assert 0 <= mark.mark <= 1


def test_a_mark_without_evidence_cannot_be_made():
    """The type itself refuses it."""
    with pytest.raises(ValueError, match="cites no record"):
        Mark(mark=1.0, value=1.0, unit="min", evidence=(), source="P2")


def test_the_score_needs_only_what_the_log_holds():
    """Header and entries, through JSON and back, give the same card."""
    header, entries = well().log()
    again = replace(
        header, scenario=json.loads(json.dumps(header.scenario)), doctrine=json.loads(json.dumps(header.doctrine))
    )
    assert score(again, list(entries)).as_json() == score(header, entries).as_json()


@given(st.integers(0, 1000))
def test_foreign_records_in_between_change_nothing(seed):
    """Phases, facilitator notes and the like move no mark; only evidence numbers stay what they are."""
    header, entries = well().log()
    before = score(header, entries).as_json()
    noise = [Entry(10_000 + index, PhaseChanged(at=index, phase="response")) for index in range(3)]
    mixed = [*entries]
    for extra in noise:
        mixed.insert(random.Random(seed).randrange(len(entries) - 3), extra)
    assert score(header, mixed).as_json() == before


def test_the_json_has_the_shape_of_the_contract():
    """Keys, ranges, None for what was not exercised; and it is JSON."""
    card = with_baselines(Story().state(0, harm=0.5).say(20, "holding_statement").state(60)).card().as_json()
    assert json.loads(json.dumps(card)) == card
    assert {"total", "process", "outcome", "caps", "rating", "principles", "metrics", "badges", "faults"} <= set(card)
    assert list(card["principles"]) == [
        "prevention",
        "speed",
        "transparency",
        "responsibility",
        "communication",
        "users_first",
    ]
    assert card["principles"]["prevention"] is None
    assert card["metrics"]["detect"]["mark"] is None
    assert card["not_exercised"]["detect"]["ref"] == "doctrine.notes.no_watch"
    assert {"mark", "value", "unit", "evidence", "source"} <= set(card["metrics"]["voice"])
    assert isinstance(card["total"], float)


# ------------------------------------------------------------------ doctrines


def test_another_doctrine_scores_the_same_log():
    """Weights are data: with all weight on speed the process is the speed."""
    rules = doctrine()
    only = {
        name: it.model_copy(update={"weight": 1.0 if it.key == "speed" else 0.0})
        for name, it in rules.principles.items()
    }
    card = well().card(rules.model_copy(update={"principles": only}))
    assert card.process == card.principles["speed"]


def test_an_unknown_metric_is_an_error_with_a_hint():
    """Never a silent zero."""
    rules = doctrine()
    broken = rules.model_copy(update={"targets": rules.targets | {"voise": rules.targets["voice"]}})
    with pytest.raises(DrillroomError, match=r"no metric 'voise' \(did you mean 'voice'\?\)"):
        well().card(broken)


def test_a_number_that_a_metric_needs_must_be_there():
    """A target without its extra numbers is named with its place."""
    rules = doctrine()
    broken = rules.model_copy(
        update={"targets": rules.targets | {"facts": rules.targets["facts"].model_copy(update={"extra": {}})}}
    )
    with pytest.raises(DrillroomError, match=r"targets\.facts\.extra\.within is missing"):
        check(broken)


def test_a_broken_doctrine_in_the_header_is_an_error():
    """Weights that are all zero, a cap above 100."""
    header, entries = well().log()
    caps = {**header.doctrine["caps"], "lie": {**header.doctrine["caps"]["lie"], "total": 140}}
    with pytest.raises(DrillroomError, match=r"caps\.lie\.total"):
        score(replace(header, doctrine={**header.doctrine, "caps": caps}), entries)


def test_a_scenario_that_cannot_be_read_is_an_error():
    """A foreign header gives words, not a traceback."""
    header, entries = well().log()
    with pytest.raises(DrillroomError, match="scenario in the log cannot be read"):
        score(replace(header, scenario={**header.scenario, "fault": "very"}), entries)


def test_the_default_doctrine_exercises_every_metric_there_is():
    """A metric without a target would never be seen."""
    assert set(doctrine().targets) == set(METRICS)


def test_a_correction_of_another_fact_mends_nothing():
    """Corrections are matched by fact."""
    story = well().say(130, "deny", ("scope", "lie"))
    other = ClaimCorrected(at=140 * 60, fact="what", statement="s9", corrected="s1", before_exposure=True)
    assert "lie" in names(story.add(other).card().capped)
