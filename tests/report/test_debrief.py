"""The debrief as a value: what it holds, what it leaves out, and that it knows no language."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from played import as_log, cut_at, log_of, telling, told, typed, with_steps, without_baselines

from drillroom.language import speech
from drillroom.log.people import People
from drillroom.log.records import (
    Entry,
    FutureProjected,
    PaceSet,
    Record,
    SelfRated,
    SessionEntry,
    SessionOpened,
    SlipMade,
    StatementPublished,
    StateSampled,
)
from drillroom.log.wording import render
from drillroom.report.html import html
from drillroom.report.markdown import markdown
from drillroom.scenario.playbook import Step

LIE = Step(at=6300, do="statement", args={"claims": [{"fact": "scope", "op": "about", "value": 10_000}]})
PLAYBOOKS = ("model", "k3", "k4", "none")


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_every_mark_has_its_evidence_its_source_and_a_tag(name: str) -> None:
    """No mark stands without the records behind it; what was not exercised has no mark and says why."""
    for metric in told(name).metrics.values():
        assert metric.source
        assert metric.tag in ("our choice", "published", "fitted")
        assert bool(metric.evidence) == (metric.mark is not None)
        assert metric.mark is not None or metric.note is not None


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_the_json_holds_references_with_words_in_every_language(name: str) -> None:
    """The value knows no language: each text is a reference, and beside it stand its words in all of ours."""
    tree = json.loads(json.dumps(told(name).as_json(), ensure_ascii=False, allow_nan=False))
    assert tree["setting"]["title"]["ref"] == "scenario.title"
    assert tree["setting"]["title"]["words"] == {"en": "The Open Back Door", "zh-Hans": "没关的后门"}
    assert {principle["id"] for principle in tree["principles"]} == {"P1", "P2", "P3", "P4", "P5", "P6"}
    assert "header" not in tree


def test_a_debrief_is_a_function_of_the_log() -> None:
    """The same log and card give the same value."""
    log = log_of("k4")
    assert telling(log).as_json() == told("k4").as_json()


def test_the_weights_of_the_measured_metrics_add_up_to_the_whole_process_mark() -> None:
    """What a moment cost or earned is told in points of the process mark."""
    value = told("model")
    assert sum(metric.weight for metric in value.metrics.values()) == pytest.approx(100, abs=0.5)


def test_an_untruth_cites_when_the_team_had_been_told() -> None:
    """Nobody is knowingly untrue without an earlier record that delivered the fact."""
    (found,) = told("k4").verdict.untruths
    assert found.fact == "what"
    assert found.known_at is not None
    assert found.known_at <= found.at


def test_a_cap_carries_the_number_before_and_after() -> None:
    """An otherwise good drill with one untruth shows both totals and the rule."""
    value = telling(with_steps("model", LIE))
    (cap,) = [it for it in value.caps if it.key in ("lie", "corrected_lie")]
    assert cap.before is not None
    assert cap.before > cap.after
    assert value.verdict.total == min(it.after for it in value.caps if it.principle is None)
    assert render(cap.rule, header=value.header, speech=speech("en"), words={})


def test_the_key_moments_are_few_in_order_and_never_tell_the_same_twice() -> None:
    """At most three, by time; a decision or a post stands in one of them only."""
    for name in PLAYBOOKS:
        moments = told(name).moments
        assert 1 <= len(moments) <= 3
        assert [it.at for it in moments] == sorted(it.at for it in moments)
        asked = [it.decision.decision for it in moments if it.decision is not None]
        read = [post.post for it in moments for post in it.posts]
        assert len(asked) == len(set(asked))
        assert len(read) == len(set(read))


def test_the_moment_of_an_untruth_tells_what_was_known_and_how_it_came_out() -> None:
    """It hangs on the claim, names the cap, knows the fact, and shows the public before and after exposure."""
    moment = next(it for it in told("k4").moments if "honest" in it.metrics)
    assert moment.is_loss
    assert "lie" in moment.caps
    assert "what" in [fact.fact for fact in moment.known]
    assert moment.exposed is not None
    assert moment.exposed.after.trust < moment.exposed.before.trust


def test_a_deed_that_is_capped_is_a_moment_of_its_own() -> None:
    """Having posts removed costs no metric, and is still among the moments to talk about."""
    removal = Step(at=7300, do="delete_posts")
    moment = next(it for it in telling(with_steps("model", removal)).moments if it.caps)
    assert moment.caps == ("removal",)
    assert moment.is_loss
    assert moment.at == 7300


def test_a_good_drill_is_told_by_what_it_won() -> None:
    """Where nothing was lost the moments are the deeds that earned most."""
    moments = told("model").moments
    assert moments
    assert not any(it.is_loss for it in moments)
    assert all(it.records for it in moments)


def test_counsel_gets_every_line_also_where_nothing_was_found() -> None:
    """Zero is a finding; the lines are the same in every drill."""
    good, bad = told("model").counsel, told("k4").counsel
    assert [it.key for it in good] == [it.key for it in bad]
    assert all(not it.evidence for it in good)
    assert {it.key: len(it.evidence) for it in bad}["knowingly_untrue"] == 1


def test_words_against_the_rule_of_sign_off_are_counted_but_not_a_telephone_answer() -> None:
    """A call needs no sign-off; a statement that skipped it is on record."""
    hasty = Step(at=1500, do="express_regret", args={"check": "skip"})
    found = {it.key: it.evidence for it in telling(with_steps("model", hasty)).counsel}
    assert len(found["not_signed_off"]) == 1


def test_a_threat_is_one_threat_for_counsel() -> None:
    """Its order, its queue and its start are one deed; a second one is a second."""
    once = telling(with_steps("model", Step(at=1500, do="threaten", args={})))
    twice = telling(with_steps("model", *(Step(at=at, do="threaten", args={}) for at in (1500, 86_400))))
    for value, times in ((once, 1), (twice, 2)):
        found = {it.key: it.evidence for it in value.counsel}
        assert len(found["critics_threatened"]) == times


def test_a_log_without_baselines_shows_them_as_unknown_and_has_no_total() -> None:
    """Unknown is not zero: the columns stay empty and the reason is a note."""
    value = telling(without_baselines("k4"))
    assert value.verdict.total is None
    assert value.verdict.process is not None
    assert not any(it.model.is_known or it.none.is_known for it in value.figures)
    assert [run.role for run in value.timeline.runs] == ["drill"]
    assert [note.ref for note in value.notes] == ["doctrine.notes.no_baselines"]


def test_a_figure_that_never_came_about_is_known_and_has_no_value() -> None:
    """Doing nothing never tells users: that is known, unlike what was not recorded."""
    users = next(it for it in told("model").figures if it.key == "users_told")
    assert users.none.is_known
    assert users.none.value is None
    assert users.drill.value is not None


@pytest.mark.parametrize("at", [-21600, -100, 0, 600, 40_000])
def test_a_drill_that_was_broken_off_can_be_told_at_any_moment(at: int) -> None:
    """The report says how far it went; nothing after that is called missing."""
    value = telling(cut_at("k4", at))
    assert not value.setting.is_closed
    assert value.setting.reached <= at
    assert all(duty.state == "open" for duty in value.duties if duty.due > at)


def test_the_decisions_are_numbered_in_the_order_of_time() -> None:
    """The numbers on the chart are those in the list."""
    decisions = told("model").timeline.decisions
    assert [it.number for it in decisions] == list(range(1, len(decisions) + 1))
    assert [it.at for it in decisions] == sorted(it.at for it in decisions)
    assert {it.state for it in decisions} == {"chosen", "settled"}
    assert {it.state for it in told("none").timeline.decisions} == {"missed"}


def test_typed_words_are_taken_from_the_people_file_and_erased_without_it() -> None:
    """The log holds a key only; without the people file the words are gone and the report says so."""
    log, people = typed("k4", "We are so sorry.")
    for value, said in ((telling(log, people), "We are so sorry."), (telling(log), "[words erased]")):
        line = value.statements[0]
        assert line.is_typed
        assert render(line.text, header=value.header, speech=speech("en"), words=value.words) == said


def test_wall_times_come_from_the_session_and_touch_no_mark() -> None:
    """When it was played and how long is told; the marks are those of the world."""
    log = log_of("k4")
    played = replace(log, session=tuple(_session()))
    assert telling(played).setting.wall_seconds == 1800
    assert telling(played).verdict == told("k4").verdict


def test_what_the_trainee_said_before_any_score_stands_beside_the_marks() -> None:
    """The last answers of a person count; words they would take back come from the people file."""
    people, key = People(salt=b"salt").keeping("p1", "The denial.")
    said = [
        SelfRated(wall=1.0, person="p1", answers={"speed": 1}),
        SelfRated(wall=2.0, person="p1", answers={"speed": 4, "openness": 9, "regret": key}),
    ]
    log = replace(log_of("k4"), session=tuple(SessionEntry(n, record) for n, record in enumerate(said)))
    (view,) = telling(log, people).own_views
    assert view.ratings == (("speed", 4),)
    assert view.regret is not None
    for page in (html(telling(log, people), speech("en")), markdown(telling(log, people), speech("en"))):
        assert "The denial." in page
        assert "4 of 5" in page


def _session() -> list[SessionEntry]:
    opened = SessionOpened(wall=1_700_000_000.0, product="0.1.0", mode="plain")
    return [SessionEntry(0, opened), SessionEntry(1, PaceSet(wall=1_700_001_800.0, pace=60))]


def test_what_it_cost_is_told_as_the_estimate_it_is() -> None:
    """Users, value, operations at their lowest, partners, the regulator at its highest, and six months on."""
    value = told("none")
    assert [it.key for it in value.costs.lines] == ["churn", "value", "ops", "partners", "regulator"]
    churn = value.costs.lines[0]
    assert churn.count is not None
    assert value.costs.future is not None
    assert told("model").costs.lines[0].value < churn.value
    for lang, head, later, note in (
        ("en", "What it cost", "Six months on", "model estimate, not validated"),
        ("zh-Hans", "代价几何", "六个月后", "模型估计，未经验证"),
    ):
        page, text = html(value, speech(lang)), markdown(value, speech(lang))
        assert page.count(f"<small>{note}</small>") == 4
        assert all(words in page and words in text for words in (head, later, note))


def numbered(records: list[Record]) -> list[Entry]:
    """These records as a log numbers them."""
    return [Entry(seq, record) for seq, record in enumerate(records)]


def test_an_older_log_tells_only_what_it_holds() -> None:
    """What nobody had sampled then is left out, not shown as nothing lost."""
    log = log_of("none")
    gone = {"blame": 0.0, "ops": 100.0, "partners": 100.0, "regulator": 0.0, "fatigue": 0.0}
    records = [it.record for it in log.entries if not isinstance(it.record, FutureProjected)]
    kept = [replace(it, **gone) if isinstance(it, StateSampled) else it for it in records]
    value = telling(as_log(log.header, numbered(kept)))
    assert [it.key for it in value.costs.lines] == ["churn", "value"]
    assert value.costs.future is None
    assert "Six months on" not in html(value, speech("en"))
    bare = telling(as_log(log.header, numbered([it for it in kept if not isinstance(it, StateSampled)])))
    assert "What it cost" not in html(bare, speech("en")) + markdown(bare, speech("en"))


def test_words_that_went_out_against_advice_say_so() -> None:
    """And those of which legal struck a part; what nobody had read may hold a slip."""
    log = with_steps("model", LIE)
    notes = [(it.returned, it.has_slip) for it in telling(log).statements]
    assert ("against", False) in notes
    page = html(telling(log), speech("en"))
    assert "against the advice of legal" in page
    first = next(it.record for it in log.entries if isinstance(it.record, StatementPublished))
    entries = [*log.entries, Entry(log.entries[-1].seq + 1, SlipMade(at=first.at, statement=first.statement))]
    assert telling(as_log(log.header, entries)).statements[0].has_slip
