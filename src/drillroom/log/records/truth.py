"""The truth and what is said of it: facts, statements on their way, claims with their verdicts, promises."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Claim, Curve, Record, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLearned(Record):
    """A fact was *delivered* to the seats in ``to``; honesty counts from here. ``source``: task, inject or brief."""

    fact: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLeaked(Record):
    """Outsiders have the fact. ``found``: ``told`` | ``hidden`` | ``wrong`` | ``lie``, what they had heard before."""

    fact: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementOrdered(Record):
    """Words asked for, not yet out. ``words`` is the key of typed text, or None."""

    statement: str
    do: str
    seat: str
    channel: str
    audience: str
    tone: str
    claims: tuple[Claim, ...]
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffSkipped(Record):
    """Published without sign-off; ``open`` names the facts that were not delivered to the speaker."""

    statement: str
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSigned(Record):
    """``waited`` seconds in the queue before anyone looked, then ``took`` seconds to read and sign."""

    statement: str
    by: str
    waited: int
    took: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReturned(Record):
    """A reader at the sign-off desk wants other words. ``answer``: ``redline`` | ``no``.

    ``because``: ``unverified`` | ``knows_better`` | ``cause_open``; ``facts`` it is about; ``taken``: whether the
    writer let them be struck, else the words go out as they were written, against advice.
    """

    statement: str
    by: str
    answer: str
    because: str
    facts: tuple[str, ...] = ()
    taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementWithdrawn(Record):
    """After what was struck nothing was left to say."""

    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipMade(Record):
    """A slip stood in words that nobody had read: a wrong hour, a wrong name. People noticed."""

    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPublished(Record):
    """Words are out. Claims and speed count from here."""

    statement: str
    do: str
    seat: str
    channel: str
    audience: str
    tone: str
    claims: tuple[Claim, ...]
    text: Text
    curve: Curve
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimJudged(Record):
    """The ledger's verdict on one claim: ``true`` | ``guess`` | ``lie`` | ``broken_promise``.

    ``because`` lists the ``seq`` of the records it rests on; ``right`` says whether the words fit the truth.
    """

    statement: str
    claim: Claim
    verdict: str
    right: bool
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCorrected(Record):
    """The team itself put an earlier wrong claim right. ``before_exposure``: nobody had found out yet."""

    fact: str
    statement: str
    corrected: str
    before_exposure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMade(Record):
    """Due at ``due``; kept when one of ``needs`` (action ids) is started by then. ``fact`` or ``statement`` made it."""

    promise: str
    statement: str
    due: int
    needs: tuple[str, ...]
    fact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKept(Record):
    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBroken(Record):
    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToTell(Record):
    """``facts: due`` found no delivered fact that was still untold."""

    do: str
