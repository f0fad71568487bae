"""The fact board: what is known to whom, what outsiders say, and what we have said.

Verdicts stand here only for a viewer whose records hold them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from . import records as r
from .fold import Fold, change

_TELLING = ("is", "about", "at_least")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact as this viewer knows it. Times are drill seconds.

    ``learned``: seat -> when it was delivered there. ``told_at``: when we first said something is so about it.
    ``found``: what outsiders had heard from us when it leaked.
    """

    id: str
    learned: Mapping[str, int] = field(default_factory=dict)
    told_at: int | None = None
    leaked_at: int | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allegation:
    """``denied_by``: the last statement of ours that spoke against it."""

    id: str
    at: int
    post: str
    denied_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    claim: r.Claim
    verdict: str
    right: bool
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Words of ours on their way. ``state``: ``ordered`` | ``signed`` | ``published`` | ``withdrawn``.

    ``waited`` and ``took`` are seconds at the sign-off desk; ``skipped``: facts not delivered when it was skipped.
    ``corrects``: the earlier statement whose wrong claim this one put right. ``returned``: what the reader at the
    sign-off desk wanted changed. ``has_slip``: nobody had read them, and people noticed a slip.
    """

    id: str
    do: str
    seat: str
    channel: str
    audience: str
    tone: str
    claims: tuple[r.Claim, ...]
    words: str | None = None
    state: str = "ordered"
    ordered_at: int
    signed_at: int | None = None
    signed_by: str | None = None
    waited: int = 0
    took: int = 0
    published_at: int | None = None
    text: r.Text | None = None
    skipped: tuple[str, ...] | None = None
    corrects: str | None = None
    verdicts: tuple[Verdict, ...] = ()
    returned: r.StatementReturned | None = None
    has_slip: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The latest thing we said about a fact."""

    fact: str
    claim: r.Claim
    statement: str
    at: int


@dataclass(slots=True)
class Board(Fold):
    """Facts are those of the scenario, in its order; ``answered``: question -> when (fact, post, or call.number)."""

    facts: dict[str, Fact] = field(default_factory=dict)
    allegations: dict[str, Allegation] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    said: dict[str, Said] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)

    @property
    def published(self) -> tuple[Statement, ...]:
        """What we have said, in the order in which it came out."""
        out = [it for it in self.statements.values() if it.published_at is not None]
        return tuple(sorted(out, key=lambda it: it.published_at or 0))

    @property
    def under_way(self) -> tuple[Statement, ...]:
        """Words that were asked for and are not out yet."""
        return tuple(it for it in self.statements.values() if it.state in ("ordered", "signed"))

    def _learn(self, it: r.FactLearned) -> None:
        fact = self.facts.get(it.fact, Fact(id=it.fact))
        seats = it.to if isinstance(it.to, tuple) else (it.to,)
        learned = {**dict.fromkeys(seats, it.at), **fact.learned}
        self.facts[it.fact] = replace(fact, learned=learned)

    def _leak(self, it: r.FactLeaked) -> None:
        fact = self.facts.get(it.fact, Fact(id=it.fact))
        self.facts[it.fact] = replace(fact, leaked_at=it.at, found=it.found)

    def _allege(self, it: r.AllegationMade) -> None:
        self.allegations[it.allegation] = Allegation(id=it.allegation, at=it.at, post=it.post)

    def _order(self, it: r.StatementOrdered) -> None:
        self.statements[it.statement] = _statement(it)

    def _skip(self, it: r.SignOffSkipped) -> None:
        change(self.statements, it.statement, skipped=it.open)

    def _sign(self, it: r.StatementSigned) -> None:
        change(
            self.statements,
            it.statement,
            state="signed",
            signed_at=it.at,
            signed_by=it.by,
            waited=it.waited,
            took=it.took,
        )

    def _return(self, it: r.StatementReturned) -> None:
        change(self.statements, it.statement, returned=it)

    def _withdraw(self, it: r.StatementWithdrawn) -> None:
        change(self.statements, it.statement, state="withdrawn")

    def _slip(self, it: r.SlipMade) -> None:
        change(self.statements, it.statement, has_slip=True)

    def _publish(self, it: r.StatementPublished) -> None:
        before = self.statements.get(it.statement) or _statement(it)
        self.statements[it.statement] = replace(
            before, state="published", published_at=it.at, text=it.text, words=it.words, claims=it.claims
        )
        for claim in it.claims:
            if claim.allegation is not None and claim.op == "not":
                change(self.allegations, claim.allegation, denied_by=it.statement)
            if claim.fact is None:
                continue
            self.said[claim.fact] = Said(fact=claim.fact, claim=claim, statement=it.statement, at=it.at)
            fact = self.facts.get(claim.fact)
            if fact is not None and fact.told_at is None and claim.op in _TELLING:
                self.facts[claim.fact] = replace(fact, told_at=it.at)

    def _judge(self, it: r.ClaimJudged) -> None:
        statement = self.statements.get(it.statement)
        if statement is not None:
            verdict = Verdict(claim=it.claim, verdict=it.verdict, right=it.right, because=it.because)
            change(self.statements, it.statement, verdicts=(*statement.verdicts, verdict))

    def _correct(self, it: r.ClaimCorrected) -> None:
        change(self.statements, it.statement, corrects=it.corrected)

    def _answer(self, it: r.QuestionAnswered) -> None:
        self.answered.setdefault(it.question, it.at)

    STEPS = {
        r.FactLearned: _learn,
        r.FactLeaked: _leak,
        r.AllegationMade: _allege,
        r.StatementOrdered: _order,
        r.SignOffSkipped: _skip,
        r.StatementSigned: _sign,
        r.StatementReturned: _return,
        r.StatementWithdrawn: _withdraw,
        r.SlipMade: _slip,
        r.StatementPublished: _publish,
        r.ClaimJudged: _judge,
        r.ClaimCorrected: _correct,
        r.QuestionAnswered: _answer,
    }


def _statement(it: r.StatementOrdered | r.StatementPublished) -> Statement:
    return Statement(
        id=it.statement,
        do=it.do,
        seat=it.seat,
        channel=it.channel,
        audience=it.audience,
        tone=it.tone,
        claims=it.claims,
        words=it.words,
        ordered_at=it.at,
    )


def board_of(scenario: Mapping[str, Any]) -> Board:
    """An empty board with the facts of a resolved scenario."""
    return Board(facts={fact: Fact(id=fact) for fact in scenario.get("facts", {})})
