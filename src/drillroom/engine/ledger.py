"""Facts, allegations and claims: who had been told what, what was said of it, and whether that was honest.

A verdict rests only on what had been delivered to the speaker by then; nobody lies about what they were never told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import floor, log10
from typing import Any

from drillroom.log.records import Claim
from drillroom.scenario.checks import STANDARD_FACTS
from drillroom.scenario.format import Fact, Scenario


@dataclass(slots=True)
class Standing:
    """How one fact stands: delivered to which seats (seat -> seq), said truly, said wrongly, out by itself."""

    learned: dict[str, int] = field(default_factory=dict)
    told_at: int | None = None
    believed: bool = False
    wrong: Judgment | None = None
    leaked_at: int | None = None


@dataclass(frozen=True, slots=True)
class Judgment:
    """A verdict on one claim (see ``ClaimJudged``), with the statement that made it."""

    statement: str
    claim: Claim
    verdict: str
    right: bool
    because: tuple[int, ...]


def _rounding(value: float) -> float:
    """Half a unit of the second leading digit: 'about 4.2 million' may stand for 4,150,001."""
    return 0.5 * float(10 ** (floor(log10(abs(value))) - 1)) if value else 0.0


def equals(truth: Any, value: Any, tolerance: float) -> bool:
    """Is ``value`` the truth, within ``tolerance`` (a share) where both are numbers?"""
    if _is_number(truth) and _is_number(value):
        return bool(abs(value - truth) <= tolerance * abs(truth))
    return bool(truth == value) and isinstance(truth, bool) == isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


class Ledger:
    """The book of one drill. ``solo``: one person sits in every seat, so what any seat heard counts."""

    def __init__(self, scenario: Scenario, *, solo: bool) -> None:
        self._facts: Mapping[str, Fact] = scenario.facts
        self._allegations = scenario.allegations
        self._solo = solo
        self.standing: dict[str, Standing] = {name: Standing() for name in scenario.facts}
        self.live: dict[str, int] = {}
        self.answered: set[str] = set()
        self.started: set[str] = set()
        self.has_lied = False

    # ------------------------------------------------------------------ what is known

    def deliver(self, fact: str, seats: Iterable[str], seq: int) -> None:
        """The record ``seq`` put this fact before these seats."""
        for seat in seats:
            self.standing[fact].learned.setdefault(seat, seq)

    def heard(self, fact: str, seats: Iterable[str]) -> int | None:
        """The ``seq`` of the first delivery that counts for a speaker (and who sent them) in these seats, or None."""
        learned = self.standing[fact].learned
        counting = learned if self._solo else [name for name in (*seats, "lead") if name in learned]
        return min((learned[name] for name in counting), default=None)

    def knows(self, fact: str, seats: Iterable[str]) -> bool:
        return self.heard(fact, seats) is not None

    def is_known(self, fact: str) -> bool:
        """Has anybody in the team been told?"""
        return bool(self.standing[fact].learned)

    def untold(self, seats: Iterable[str]) -> list[str]:
        """Delivered to the speaker and not yet public through us, in the scenario's order."""
        heard = tuple(seats)
        return [name for name, it in self.standing.items() if self.knows(name, heard) and it.told_at is None]

    def allegation_about(self, fact: str) -> str | None:
        """The latest live allegation about this fact, if any."""
        found = [(seq, name) for name, seq in self.live.items() if self._allegations[name].about == fact]
        return max(found)[1] if found else None

    # ------------------------------------------------------------------ honesty

    def is_true_allegation(self, allegation: str) -> bool:
        said = self._allegations[allegation]
        fact = self._facts[said.about]
        return equals(fact.truth, said.says, fact.tolerance)

    def is_right(self, claim: Claim) -> bool:
        """Do these words fit the truth? Whether the speaker could know is another question."""
        if claim.allegation is not None:
            is_true = self.is_true_allegation(claim.allegation)
            return is_true if claim.op == "is" else not is_true
        assert claim.fact is not None
        fact = self._facts[claim.fact]
        if fact.needs and fact.due is None and self.started.isdisjoint(fact.needs):
            return claim.op == "not"
        return self._fits(claim, fact)

    def _fits(self, claim: Claim, fact: Fact) -> bool:
        truth, value = fact.truth, claim.value
        if claim.op == "not":
            return value is not None and not equals(truth, value, fact.tolerance)
        if claim.op == "at_least":
            return isinstance(truth, (int, float)) and isinstance(value, (int, float)) and value <= truth
        if claim.op == "about" and isinstance(truth, (int, float)) and isinstance(value, (int, float)):
            return abs(value - truth) <= max(fact.tolerance * abs(truth), _rounding(truth))
        return equals(truth, value, fact.tolerance)

    def subject(self, claim: Claim) -> str:
        """The fact that a claim is about, also behind an allegation."""
        fact = self._allegations[claim.allegation].about if claim.allegation else claim.fact
        assert fact is not None
        return fact

    def judge(
        self, statement: str, claim: Claim, seats: Iterable[str], *, warned: Mapping[str, int] | None = None
    ) -> Judgment:
        """The verdict on a claim made now from these seats.

        ``warned``: fact -> the record that named it open before the check was skipped; a wrong claim about it is then
        as knowing as after delivery.
        """
        fact = self.subject(claim)
        heard = self.heard(fact, seats)
        if claim.op == "unknown":
            right = heard is None
            return Judgment(statement, claim, "true" if right else "lie", right, () if heard is None else (heard,))
        right = self.is_right(claim)
        if heard is not None:
            return Judgment(statement, claim, "true" if right else "lie", right, (heard,))
        if warned is not None and fact in warned and not right:
            return Judgment(statement, claim, "lie", right, (warned[fact],))
        return Judgment(statement, claim, "guess", right, ())

    def book(self, judgment: Judgment, now: int) -> Judgment | None:
        """Enter a claim. Returns the earlier wrong claim that it puts right or takes back, if any."""
        self.has_lied = self.has_lied or judgment.verdict == "lie"
        standing = self.standing[self.subject(judgment.claim)]
        if not judgment.right:
            self._book_wrong(standing, judgment)
            return None
        if judgment.claim.op == "unknown":
            return self._take_back(standing)
        if not self._tells(judgment.claim):
            return None
        if judgment.verdict == "guess":
            standing.believed = standing.believed or standing.wrong is None
            return None
        earlier, standing.wrong = standing.wrong, None
        standing.believed = True
        if standing.told_at is None:
            standing.told_at = now
        return earlier

    def _book_wrong(self, standing: Standing, judgment: Judgment) -> None:
        """A knowing untruth is never covered up by a later guess."""
        if standing.wrong is None or standing.wrong.verdict != "lie" or judgment.verdict == "lie":
            standing.wrong = judgment
        standing.believed = judgment.verdict == "guess" and standing.wrong is judgment

    def _take_back(self, standing: Standing) -> Judgment | None:
        earlier, standing.wrong = standing.wrong, None
        if earlier is not None:
            standing.believed = False
        return earlier

    def _tells(self, claim: Claim) -> bool:
        """Does a right claim also answer the question? 'At least one' is right about millions and tells nothing."""
        if claim.fact is None or claim.op == "not":
            return False
        fact = self._facts[claim.fact]
        return claim.op != "at_least" or equals(fact.truth, claim.value, fact.tolerance)

    # ------------------------------------------------------------------ what people believe

    @property
    def believed(self) -> float:
        """Share of the standard facts that people take for answered, 0..1."""
        return sum(self.standing[name].believed for name in STANDARD_FACTS) / len(STANDARD_FACTS)

    @property
    def hidden(self) -> float:
        """Share of the standard facts that people have not heard from the team, 0..1."""
        open_ones = [it for it in map(self.standing.__getitem__, STANDARD_FACTS) if it.told_at is None]
        return sum(not it.believed or it.wrong is not None for it in open_ones) / len(STANDARD_FACTS)

    def lies(self) -> bool:
        """Is a knowing untruth standing, not yet corrected or found out?"""
        return any(it.wrong is not None and it.wrong.verdict == "lie" for it in self.standing.values())

    def expose(self, fact: str, now: int) -> str:
        """Outsiders have the fact: what had people heard? ``told`` | ``hidden`` | ``wrong`` | ``lie``."""
        standing = self.standing[fact]
        standing.leaked_at = now
        wrong, standing.wrong = standing.wrong, None
        if wrong is not None:
            standing.believed = False
            return "lie" if wrong.verdict == "lie" else "wrong"
        return "told" if standing.told_at is not None or standing.believed else "hidden"

    def lose_belief(self) -> None:
        """After an exposed lie nothing that the team had said is believed any more."""
        for standing in self.standing.values():
            standing.believed = False
