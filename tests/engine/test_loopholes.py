"""Ways to look honest, quick or busy without being it: none of them pays."""

from __future__ import annotations

from typing import Any

import pytest
from stage import FACTS, HOUR, act, crisis, of, play, start, wave

from drillroom.analysis.baselines import Rerun
from drillroom.engine.drill import Command
from drillroom.engine.ledger import Ledger
from drillroom.errors import ActionRejected
from drillroom.log.records import (
    Claim,
    ClaimCorrected,
    ClaimJudged,
    DecisionMissed,
    DutyMet,
    DutyMissed,
    FactLeaked,
    MailArrived,
    PhaseChanged,
    PromiseBroken,
    StakeholderReached,
    StatementPublished,
    StateSampled,
)

M = 60
SCOPE = {"fact": "scope", "op": "is", "value": 10_000}


def ready(**changes: Any) -> Any:
    drill = start(crisis(**changes))
    act(drill, "assemble_team", 5 * M)
    return drill


def ended(drill: Any, until: int = 12 * HOUR) -> list[Any]:
    drill.advance_to(until)
    return drill.events()


def test_words_to_staff_do_not_move_the_public() -> None:
    """Private words answer nobody outside, tell nothing and keep no public promise."""
    quiet, private = ready(), ready()
    act(private, "holding_statement", 10 * M, to="staff")
    act(private, "disclose", 50 * M, facts=["what"], to="staff")
    heard, silent = ended(private), ended(quiet)
    assert "public" not in {it.group for it in of(heard, StakeholderReached)}
    assert {it.fact: it.found for it in of(heard, FactLeaked)}["what"] == "hidden"
    assert of(heard, StateSampled)[-1] == of(silent, StateSampled)[-1]


def test_what_staff_was_told_can_still_be_told_in_public() -> None:
    """Telling our own people is not telling."""
    drill = ready()
    act(drill, "disclose", 50 * M, facts=["what"], to="staff")
    act(drill, "disclose", 80 * M, facts=["what"])
    assert len(of(ended(drill), StatementPublished)) == 2


def test_a_private_word_does_not_keep_the_promise_of_a_public_one() -> None:
    """'Next word at' was said to the public."""
    drill = ready()
    act(drill, "holding_statement", 10 * M, next=3600)
    act(drill, "express_regret", 20 * M, to="staff")
    assert of(ended(drill), PromiseBroken)


def test_at_least_zero_is_true_and_tells_nothing() -> None:
    """An empty claim neither answers the question nor puts a lie right."""
    drill = ready()
    act(drill, "statement", 110 * M, claims=[SCOPE])
    act(drill, "statement", 2 * HOUR, claims=[{"fact": "scope", "op": "at_least", "value": 0}])
    entries = ended(drill)
    assert [it.verdict for it in of(entries, ClaimJudged)] == ["lie", "true"]
    assert not of(entries, ClaimCorrected)
    assert {it.fact: it.found for it in of(entries, FactLeaked)}["scope"] == "lie"


def test_the_truth_cannot_be_stated_by_nobody_knowing_it() -> None:
    """A claim without a value is the fact itself, and that has to be delivered first."""
    drill = ready()
    with pytest.raises(ActionRejected) as refusal:
        act(drill, "statement", 10 * M, claims=[{"fact": "scope", "op": "is"}])
    assert refusal.value.reason == "not_delivered"


def test_a_lucky_guess_does_not_block_telling_the_verified_number() -> None:
    """People believed it; the team still has to tell it."""
    drill = ready()
    act(drill, "statement", 20 * M, claims=[{"fact": "scope", "op": "is", "value": 4_200_000}])
    act(drill, "disclose", 110 * M, facts=["scope"])
    assert [it.verdict for it in of(ended(drill), ClaimJudged)] == ["guess", "true"]


def test_a_skipped_check_is_held_against_what_the_warning_named_and_nothing_else() -> None:
    """A denial of an allegation is open when the fact behind it is."""
    told = FACTS | {"passwords": {"is": "none", "truth": True, "known_at": "5h"}}
    drill = ready(injects=[wave(0, 9000, allegation="stolen-passwords")], facts=told)
    act(drill, "deny", 20 * M, allegation="stolen-passwords", check="skip")
    entries = ended(drill)
    (judged,) = of(entries, ClaimJudged)
    (cited,) = (entry.record for entry in entries if entry.seq in judged.because)
    assert cited.open == ("passwords",)


def test_a_wrong_guess_can_be_taken_back_before_the_truth_is_known() -> None:
    """'We withdraw that number, we do not know yet' is the honest move."""
    drill = ready()
    act(drill, "statement", 20 * M, claims=[SCOPE])
    act(drill, "statement", 40 * M, claims=[{"fact": "scope", "op": "unknown"}])
    entries = ended(drill)
    (mended,) = of(entries, ClaimCorrected)
    assert mended.before_exposure
    assert {it.fact: it.found for it in of(entries, FactLeaked)}["scope"] == "hidden"


def test_feigned_ignorance_is_a_lie_that_calms_nobody() -> None:
    """'We do not know', said knowing it, is booked and found out."""
    drill = ready()
    act(drill, "statement", 110 * M, claims=[{"fact": "scope", "op": "unknown"}])
    assert {it.fact: it.found for it in of(ended(drill), FactLeaked)}["scope"] == "lie"


def test_a_later_guess_does_not_cover_up_a_lie() -> None:
    """The worse of two wrong claims is the one that comes out."""
    drill = ready()
    act(drill, "statement", 20 * M, claims=[SCOPE], check="skip")
    act(drill, "statement", 40 * M, claims=[{"fact": "scope", "op": "is", "value": 50_000}])
    assert {it.fact: it.found for it in of(ended(drill), FactLeaked)}["scope"] == "lie"


def test_denying_measures_before_any_was_taken_is_right() -> None:
    """Nothing has been done, and that is what is said."""
    ledger = Ledger(crisis(), solo=True)
    assert ledger.is_right(Claim(op="not", fact="measures", value=None))
    ledger.started.add("contain")
    assert not ledger.is_right(Claim(op="not", fact="measures", value=None))


def test_an_option_does_not_launder_what_the_chooser_knew() -> None:
    """In a team, what the seat that decides had heard counts for the words it sends out."""
    option = {"id": "small", "text": "small", "do": [{"statement": {"claims": [SCOPE]}}], "why": "w", "stands": "poor"}
    other = {"id": "none", "text": "none", "why": "w", "stands": "fair"}
    choice = {"id": "number", "at": "105m", "window": "20m", "seat": "tech", "ask": "?", "options": [option, other]}
    facts = FACTS | {"scope": FACTS["scope"] | {"told_to": ["tech"]}}
    drill = start(crisis(facts=facts, decisions=[choice]), solo=False)
    act(drill, "assemble_team", 0)
    act(drill, "decide", 110 * M, decision="number", option="small", by="tech")
    assert [it.verdict for it in of(ended(drill), ClaimJudged)] == ["lie"]


@pytest.mark.parametrize("do", ["contain", "fix", "apologize", "compensate"])
def test_nobody_answers_a_crisis_that_nobody_has_heard_of(do: str) -> None:
    """Before the alert a sign has to be looked at first."""
    sign = {"id": "s1", "kind": "signal", "at": "-100m", "by": "x", "channel": "mail", "text": "odd", "real": True}
    drill = start(crisis(injects=[{**sign, "grade": "hi"}, wave(0, 9000)]))
    with pytest.raises(ActionRejected) as refusal:
        act(drill, do, -90 * M)
    assert refusal.value.reason == "not_now"
    act(drill, "look", -80 * M, signal="s1")
    act(drill, do, -70 * M)


def test_a_repeated_denial_wears_off() -> None:
    """Saying it ten times is not ten times as good."""

    def rumor(times: int) -> float:
        moves = [((41 + 6 * number) * M, "deny", {"fact": "what"}) for number in range(times)]
        return float(of(play([(0, "assemble_team", {}), *moves], until=9 * HOUR), StateSampled)[-1].rumor)

    once, often = rumor(1), rumor(40)
    assert often > 0.6 * once


def test_harm_that_comes_after_the_repair_does_not_heal_by_itself() -> None:
    """A finished repair repairs nothing more."""
    late = {"id": "again", "kind": "news", "at": "10h", "by": "x", "text": "again", "effect": {"harm": 0.5}}
    drill = ready(injects=[wave(0, 90_000), late])
    act(drill, "fix", 10 * M)
    entries = ended(drill, 40 * HOUR)
    assert of(entries, StateSampled)[-1].harm == pytest.approx(0.5)


def test_a_fuller_report_mends_an_empty_one() -> None:
    """An empty report meets the clock; what was missing can still follow."""
    duty = {
        "id": "report",
        "authority": "a",
        "limit": "4h",
        "source": "s",
        "as_of": "2025-11-01",
        "jurisdiction": "CN",
        "must_say": ["what", "scope"],
    }
    drill = ready(duties=[duty])
    act(drill, "notify", 0 + 6 * M, to="regulator")
    act(drill, "notify", 2 * HOUR, to="regulator")
    entries = ended(drill)
    assert [it.missing for it in of(entries, DutyMet)] == [("what", "scope"), ()]
    assert not of(entries, DutyMissed)


def test_what_is_open_when_the_drill_ends_was_missed() -> None:
    """A prompt cannot be waited out at the close."""
    other = {"id": "b", "text": "b", "why": "w", "stands": "fair"}
    late = {"id": "last", "at": "5h50m", "window": "1h", "ask": "?", "options": [{**other, "id": "a"}, other]}
    drill = start(crisis(ends="6h", decisions=[late]))
    assert [it.decision for it in of(ended(drill, 6 * HOUR), DecisionMissed)] == ["last"]


def test_phases_never_run_backwards() -> None:
    """A late response moves the aftermath behind it."""
    drill = start(crisis(phases={"response": "30h"}))
    assert [it.phase for it in of(ended(drill, 72 * HOUR), PhaseChanged)] == [
        "watch",
        "outbreak",
        "response",
        "aftermath",
    ]


def test_the_tempo_of_a_statement_does_not_depend_on_others_before_it() -> None:
    """Common random numbers: one more statement moves no draw of another."""
    alone, after = ready(), ready()
    act(after, "holding_statement", 10 * M)
    for drill in (alone, after):
        act(drill, "apologize", 2 * HOUR)
    one, two = ([it for it in of(ended(drill), StatementPublished) if it.do == "apologize"] for drill in (alone, after))
    assert one[0].curve == two[0].curve


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), 10**400, object()])
def test_a_claim_must_be_a_number_that_can_be_written_down(bad: Any) -> None:
    """Refused before anything has changed."""
    drill = ready()
    drill.events()
    with pytest.raises(ActionRejected):
        act(drill, "statement", 5 * M, claims=[{"fact": "scope", "op": "is", "value": bad}])
    assert drill.events() == []


@pytest.mark.parametrize(
    "command",
    [
        Command("c", "decide", {"decision": "x", "option": "y", "also": object()}),
        Command("c", "contain", {}, seat="emperor"),
        Command("c", "contain", None),  # type: ignore[arg-type]
        Command("c", ["contain"], {}),  # type: ignore[arg-type]
    ],
)
def test_a_malformed_command_is_refused_like_any_other(command: Command) -> None:
    """No other error than a refusal, and nothing is recorded."""
    drill = ready()
    drill.events()
    with pytest.raises(ActionRejected):
        drill.act(command, now=5 * M)
    assert drill.events() == []


def test_huge_audiences_cost_no_more_than_small_ones() -> None:
    """The crowd is aggregated; twenty posts of two billion readers are played in a moment."""
    flood = [wave(number, 2_000_000_000, id=f"w{number}") for number in range(20)]
    sample = of(play([], scenario=crisis(injects=flood, ends="6h")), StateSampled)[-1]
    assert 0 <= sample.trust <= 100


@pytest.mark.parametrize("starts", ["0", "-1m", "-7m", "-30s", "-1h"])
def test_the_exposure_curve_does_not_care_where_the_drill_starts(starts: str) -> None:
    """Marks are read off the last sample before them."""
    from stage import RULES

    from drillroom.analysis import baselines
    from drillroom.runtime.opening import open_header
    from drillroom.scenario.playbook import NONE

    header = open_header(crisis(starts=starts), RULES, seed=1, playbooks={"none": NONE})
    shares = baselines._shares(Rerun(header).drill(seed=3, ends=HOUR), (900, 1800, 3600))
    assert 0 < shares[0] < shares[1] < shares[2] == 1


def test_an_option_says_its_own_words_once() -> None:
    """The first step that speaks freely has the option's words; what is disclosed speaks for itself."""
    option = {
        "id": "sorry",
        "text": "say sorry",
        "says": "We are sorry.",
        "do": [{"disclose": {"facts": "due"}}, "apologize", "express_regret"],
        "why": "w",
        "stands": "good",
    }
    other = {"id": "none", "text": "none", "why": "w", "stands": "fair"}
    drill = ready(decisions=[{"id": "words", "at": "2h", "window": "1h", "ask": "?", "options": [option, other]}])
    act(drill, "decide", 130 * M, decision="words", option="sorry")
    texts = {it.do: it.text.ref for it in of(ended(drill), StatementPublished)}
    assert texts["apologize"] == "scenario.decisions.words.options.sorry.says"
    assert texts["disclose"] == "vocabulary.actions.disclose.says"
    assert texts["express_regret"] == "vocabulary.actions.express_regret.says"


def test_a_reminder_comes_once() -> None:
    """By its condition or at its time, whichever is first."""
    drill = ready()
    act(drill, "hold_and_watch", 10 * M, look_again=3600, **{"if": "minutes > 20"})
    mails = [it for it in of(ended(drill), MailArrived) if it.mail.startswith("watch-")]
    assert len(mails) == 1
