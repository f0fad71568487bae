"""The lines that a debrief lists: decisions, statements with their claims, facts, posts, clocks.

Frozen values without a language: texts are references, names are ids, times are drill seconds from the alert.
"""

from __future__ import annotations

from dataclasses import dataclass

from drillroom.log.records import Claim, Record, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A record that something rests on, with its number in the log."""

    seq: int
    record: Record

    @property
    def at(self) -> int:
        return self.record.at


# ------------------------------------------------------------------ the course of the drill


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Trust and heat, 0..100, of one run: values every ``every`` seconds from ``start`` on."""

    role: str
    every: int
    start: int
    trust: tuple[float, ...]
    heat: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision and what became of it: ``chosen`` | ``missed`` | ``settled`` (by the action ``by``) | ``open``."""

    number: int
    decision: str
    at: int
    state: str
    ask: Text
    seq: int
    option: Text | None = None
    why: Text | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Facts that came out at ``at``, with what people had heard of each: told, hidden, wrong or lie."""

    at: int
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """``runs``: this drill first, then the reference and doing nothing where the log holds them."""

    starts: int
    ends: int
    runs: tuple[Run, ...]
    decisions: tuple[DecisionLine, ...]
    leaks: tuple[Leak, ...]


# ------------------------------------------------------------------ words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim with its verdict. ``known_at``: when the fact had reached the team; ``corrected_at``: put right by us."""

    seq: int
    fact: str
    claim: Claim
    verdict: str
    right: bool
    known_at: int | None
    corrected_at: int | None
    because: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """Words that went out. ``waited`` seconds for sign-off (None: there was none); ``skipped``: against the rule.

    ``returned``: what the reader there wanted: ``struck`` (and it was) | ``against`` (it went out all the same), or
    nothing. ``has_slip``: nobody had read it, and people noticed.
    """

    seq: int
    at: int
    statement: str
    do: str
    seat: str
    channel: str
    audience: str
    tone: str
    text: Text
    is_typed: bool
    waited: int | None
    skipped: bool
    claims: tuple[ClaimLine, ...]
    returned: str = ""
    has_slip: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """A fact from delivery to the public. ``found``: what people had heard when it came out by itself."""

    fact: str
    name: Text
    truth: Text
    known_at: int | None
    told_at: int | None
    leaked_at: int | None
    found: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """What the public could read, with its numbers at the time of telling."""

    post: str
    at: int
    form: str
    channel: str
    by: Text | None
    text: Text
    reposts: int
    comments: int
    likes: int


# ------------------------------------------------------------------ clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """A legal clock. ``state``: ``met`` | ``missed`` | ``open``; ``missing``: facts the report should have held."""

    duty: str
    authority: Text
    source: Text
    as_of: str
    started: int
    due: int
    done_at: int | None
    state: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnView:
    """What somebody said of the drill before any score: a principle's key -> 1..5, and words they would take back."""

    person: str
    ratings: tuple[tuple[str, int], ...]
    regret: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """``state``: ``kept`` | ``broken`` | ``open``. ``statement`` made it, perhaps about a ``fact``."""

    promise: str
    made_at: int
    due: int
    state: str
    statement: str
    fact: str | None
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group that had to be told. ``state``: ``reached`` | ``late`` | ``missed`` | ``open``."""

    group: str
    due: int | None
    at: int | None
    state: str


# ------------------------------------------------------------------ how sure they were


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredLine:
    """Something of which the team said how sure it was. ``right`` None: the log does not say; ``by``: what says it.

    ``option`` is what was decided, where ``do`` is ``decide``. ``level``: 1 to 3.
    """

    at: int
    level: int
    right: bool | None
    by: str
    do: str
    option: Text | None
    evidence: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLine:
    """How many that were declared at this level can be called right or wrong, and how many of them were right."""

    level: int
    count: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What was declared against what came of it; it enters no mark.

    ``is_enough``: are there ``fewest`` or more that can be called right or wrong, so that anything can be said of all?
    """

    lines: tuple[DeclaredLine, ...]
    levels: tuple[LevelLine, ...]
    fewest: int
    is_enough: bool
