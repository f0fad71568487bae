"""Honesty: verdicts rest on what was delivered to the speaker, and on nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stage import HOUR, act, crisis, of, start, wave

from drillroom.engine.ledger import Ledger, equals
from drillroom.errors import ActionRejected
from drillroom.log.records import (
    Claim,
    ClaimCorrected,
    ClaimJudged,
    FactLeaked,
    FactLearned,
    NothingToTell,
    SignOffSkipped,
    StatementPublished,
)

MINUTE = 60


def ready(**changes: Any) -> Any:
    """A drill with the team at work from minute 10."""
    drill = start(crisis(**changes))
    act(drill, "assemble_team", 5 * MINUTE)
    return drill


def verdicts(drill: Any, until: int = 12 * HOUR) -> list[ClaimJudged]:
    drill.advance_to(until)
    return of(drill.events(), ClaimJudged)


def test_a_wrong_claim_before_delivery_is_a_guess() -> None:
    """Nobody is knowingly untrue about what they had not been told."""
    drill = ready()
    act(drill, "statement", 20 * MINUTE, claims=[{"fact": "scope", "op": "is", "value": 10_000}])
    (judged,) = verdicts(drill)
    assert (judged.verdict, judged.right, judged.because) == ("guess", False, ())


def test_a_right_claim_before_delivery_is_still_unverified() -> None:
    """Luck is not honesty: it was a guess that happened to be right."""
    drill = ready()
    act(drill, "statement", 20 * MINUTE, claims=[{"fact": "scope", "op": "is", "value": 4_200_000}])
    (judged,) = verdicts(drill)
    assert (judged.verdict, judged.right) == ("guess", True)


def test_a_wrong_claim_after_delivery_is_knowingly_untrue_and_cites_the_delivery() -> None:
    """The verdict names the record that had put the fact before the team."""
    drill = ready()
    act(drill, "statement", 110 * MINUTE, claims=[{"fact": "scope", "op": "about", "value": 10_000}])
    drill.advance_to(3 * HOUR)
    entries = drill.events()
    (judged,) = of(entries, ClaimJudged)
    assert judged.verdict == "lie"
    (cited,) = (entry.record for entry in entries if entry.seq in judged.because)
    assert isinstance(cited, FactLearned)
    assert cited.fact == "scope"


def test_denying_a_known_fact_is_knowingly_untrue() -> None:
    """``deny fact: what`` says that the truth about it is not so."""
    drill = ready()
    act(drill, "deny", 41 * MINUTE, fact="what")
    assert [it.verdict for it in verdicts(drill)] == ["lie"]


def test_denying_a_false_allegation_is_true_once_we_know() -> None:
    """A denial speaks against the live allegation about the fact."""
    drill = ready(injects=[wave(0, 90_000, allegation="stolen-passwords")])
    act(drill, "deny", 60 * MINUTE, fact="passwords")
    (judged,) = verdicts(drill)
    assert (judged.verdict, judged.claim.allegation) == ("true", "stolen-passwords")


def test_an_allegation_that_nobody_made_cannot_be_denied() -> None:
    """We do not spread what nobody has said."""
    drill = ready()
    with pytest.raises(ActionRejected) as refusal:
        act(drill, "deny", 60 * MINUTE, allegation="stolen-passwords")
    assert refusal.value.reason == "not_now"


def test_rebuttal_without_the_fact_is_refused() -> None:
    """Evidence has to be there before it is shown."""
    drill = ready(injects=[wave(0, 90_000, allegation="stolen-passwords")])
    with pytest.raises(ActionRejected) as refusal:
        act(drill, "rebut", 20 * MINUTE, allegation="stolen-passwords")
    assert refusal.value.reason == "not_delivered"


def test_disclosing_what_was_not_delivered_is_refused() -> None:
    """Transparency cannot run ahead of knowledge."""
    drill = ready()
    with pytest.raises(ActionRejected) as refusal:
        act(drill, "disclose", 30 * MINUTE, facts=["scope"])
    assert refusal.value.reason == "not_delivered"


def test_disclose_due_tells_all_that_was_delivered_and_nothing_else() -> None:
    """``due`` is every delivered fact that is not yet public."""
    drill = ready()
    act(drill, "disclose", 10 * MINUTE, facts="due")
    act(drill, "disclose", 111 * MINUTE, facts="due")
    drill.advance_to(3 * HOUR)
    entries = drill.events()
    assert len(of(entries, NothingToTell)) == 1
    (said,) = of(entries, StatementPublished)
    assert [claim.fact for claim in said.claims] == ["what", "cause", "scope", "plan", "passwords"]


def test_saying_unknown_after_delivery_is_knowingly_untrue() -> None:
    """'We do not know yet' is a claim as well."""
    drill = ready()
    act(drill, "statement", 30 * MINUTE, claims=[{"fact": "scope", "op": "unknown"}])
    act(drill, "statement", 120 * MINUTE, claims=[{"fact": "scope", "op": "unknown"}])
    assert [it.verdict for it in verdicts(drill)] == ["true", "lie"]


def test_skipping_the_check_on_an_open_fact_makes_a_wrong_claim_knowing() -> None:
    """A warning named it open and the check was skipped: wilful blindness."""
    drill = ready()
    act(drill, "statement", 20 * MINUTE, claims=[{"fact": "scope", "op": "is", "value": 10}], check="skip")
    drill.advance_to(HOUR)
    entries = drill.events()
    (skipped,) = of(entries, SignOffSkipped)
    (judged,) = of(entries, ClaimJudged)
    assert skipped.open == ("scope",)
    assert judged.verdict == "lie"


def test_a_correction_ends_a_wrong_claim_before_it_comes_out() -> None:
    """Own correction is recorded as such, and the leak then finds nothing wrong."""
    drill = ready()
    act(drill, "statement", 20 * MINUTE, claims=[{"fact": "scope", "op": "is", "value": 10_000}])
    act(drill, "correct", 105 * MINUTE, fact="scope")
    drill.advance_to(11 * HOUR)
    entries = drill.events()
    (mended,) = of(entries, ClaimCorrected)
    assert mended.before_exposure
    assert {it.fact: it.found for it in of(entries, FactLeaked)}["scope"] == "told"


@pytest.mark.parametrize(
    ("moves", "found"),
    [
        ([], "hidden"),
        ([(41, "deny", {"fact": "what"})], "lie"),
        ([(20, "statement", {"claims": [{"fact": "what", "op": "is", "value": "nothing"}]})], "wrong"),
        ([(41, "disclose", {"facts": ["what"]})], "told"),
    ],
)
def test_a_leak_finds_what_people_had_heard(moves: list[tuple[int, str, dict[str, Any]]], found: str) -> None:
    """The same leak comes in every run; what it finds depends on what was said."""
    drill = ready()
    for at, do, args in moves:
        act(drill, do, at * MINUTE, **args)
    drill.advance_to(11 * HOUR)
    assert {it.fact: it.found for it in of(drill.events(), FactLeaked)}["what"] == found


def test_in_a_team_only_the_speaker_and_the_lead_count() -> None:
    """What tech alone was told does not make pr a liar; alone at the desk it does."""
    scenario = crisis()
    for solo, verdict in ((False, "guess"), (True, "lie")):
        ledger = Ledger(scenario, solo=solo)
        ledger.deliver("scope", ["tech"], 7)
        assert ledger.judge("s1", Claim(op="is", fact="scope", value=1), ["pr"]).verdict == verdict


@pytest.mark.parametrize(
    ("op", "value", "right"),
    [
        ("is", 4_200_000, True),
        ("is", 4_000_000, True),
        ("is", 3_900_000, False),
        ("about", 4_210_000, True),
        ("about", 10_000, False),
        ("at_least", 4_000_000, True),
        ("at_least", 5_000_000, False),
        ("not", 4_200_000, False),
        ("not", 100_000_000, True),
    ],
)
def test_claims_are_measured_with_the_tolerance_of_the_fact(op: str, value: int, right: bool) -> None:
    """'About 4 million' is not a lie about 4.2 million."""
    assert Ledger(crisis(), solo=True).is_right(Claim(op=op, fact="scope", value=value)) is right


@given(st.integers(1, 10**9), st.floats(0.001, 0.5))
def test_equality_is_symmetric_around_the_truth(truth: int, tolerance: float) -> None:
    """As far above as below."""
    inside = tolerance * 0.99
    assert equals(truth, truth * (1 + inside), tolerance)
    assert equals(truth, truth * (1 - inside), tolerance)
