"""The debrief as frozen values: what is told of a drill, before anybody has said it in a language.

Texts are references, names are ids of the scenario, vocabulary or doctrine, times are drill seconds from the alert.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from drillroom.language import LANGUAGES, speech
from drillroom.log.header import Header
from drillroom.log.records import Claim, Text, plain
from drillroom.log.wording import render

from .lines import (
    Calibration,
    Cited,
    DecisionLine,
    DutyLine,
    FactLine,
    GroupLine,
    OwnView,
    PostLine,
    PromiseLine,
    StatementLine,
    Timeline,
)

Basis = Literal["measured", "estimate"]
"""``measured`` in the log; ``estimate``: what the model says the public did."""


# ------------------------------------------------------------------ what was played


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What was played, how and when. ``wall_started`` is Unix time; both wall times are None in a headless run.

    ``faults``: how many places of the log did not hold when it was read, a torn last line included.
    """

    title: Text
    company: Text
    crisis: str
    scenario: str
    seed: int
    playbook: str
    is_live: bool
    relaxed: bool
    is_short: bool
    starts: int
    ends: int
    reached: int
    is_closed: bool
    faults: int
    mode: str | None
    wall_started: float | None
    wall_seconds: float | None
    product: str
    engine: int
    log_sha256: str
    doctrine: Text


# ------------------------------------------------------------------ the verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Untruth:
    """A claim against what had been delivered: said at ``at`` in record ``seq``, known at ``known_at`` by ``told``."""

    at: int
    fact: str
    known_at: int | None
    told: int | None
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the one sentence is made of. Points 0..100; None where nothing was measured.

    ``needs_words``: were first words called for? None where the drill stopped before one could tell.
    """

    rating: str | None
    total: float | None
    uncapped: float | None
    process: float | None
    outcome: float | None
    process_share: float
    first_words: int | None
    needs_words: bool | None
    contained: int | None
    had_harm: bool
    users_told: int | None
    users_first: bool | None
    untruths: tuple[Untruth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value of one run. ``value`` None: it never came about; ``is_known`` False: this log does not say."""

    value: float | None
    is_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A key figure of this drill beside the reference and doing nothing.

    ``unit``: ``at`` (drill second), ``points``, ``percent``, ``place``, ``share`` (``value`` of ``of``). ``also`` is a
    second number that belongs to the first: seconds on the hot list, 1 or 0 for "before the media".
    """

    key: str
    basis: Basis
    unit: str
    drill: Cell
    model: Cell
    none: Cell
    also: tuple[float | None, float | None, float | None] = (None, None, None)
    of: float | None = None


# ------------------------------------------------------------------ marks


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricMark:
    """A metric: its mark 0..1 (None: not exercised), value and target in ``unit``, its source and evidence."""

    key: str
    name: Text
    asks: Text
    mark: float | None
    value: float | None
    unit: str
    full: float
    none: float
    source: str
    tag: str
    note: Text | None
    weight: float
    evidence: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleMark:
    """One of the six, 0..100 or None, with its metrics."""

    id: str
    key: str
    name: Text
    short: Text
    points: float | None
    source: str
    weight: float
    metrics: tuple[MetricMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapLine:
    """A ceiling that holds: on the total (``principle`` None) or on one principle, from ``before`` to ``after``."""

    key: str
    name: Text
    rule: Text
    principle: str | None
    before: float | None
    after: float
    source: str
    tag: str
    evidence: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A badge, a fault or a reason for the rating, in the doctrine's words, with the records that show it."""

    key: str
    name: Text
    source: str
    evidence: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePart:
    """One component of the outcome: this run, doing nothing, the reference; ``place`` 0..1 between the last two."""

    key: str
    name: Text
    unit: str
    drill: float
    none: float
    model: float
    place: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One thing that the crisis cost. ``unit``: ``percent`` | ``points`` of 100; ``count``: so many people."""

    key: str
    unit: str
    value: float
    count: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Future:
    """Six months on, which nobody has validated: trust 0..100, users lost and value in percent; ``outlook`` a word."""

    trust: float
    churn: float
    value: float
    outlook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What the crisis cost: estimates of the model, all of them."""

    lines: tuple[Cost, ...]
    future: Future | None


# ------------------------------------------------------------------ what to talk about


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The public at a second."""

    at: int
    trust: float
    heat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The public before and after something, and how the other two runs stood at that later second."""

    before: State
    after: State
    model: State | None
    none: State | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment that cost or earned ``points`` of the process mark by ``metrics``, and perhaps brought ``caps``.

    ``anchor`` is the record it hangs on, ``records`` all of them; None where the moment is that something had not
    happened by then, and ``came_at`` when it did (None: never). ``metrics``: the dearest first. ``known`` had reached
    the team, ``unknown`` had not. ``turn``: the two hours after it, ``posts`` what people read in them; ``exposed``:
    the two hours after untrue words were found out.
    """

    at: int
    is_loss: bool
    points: float
    metrics: tuple[str, ...]
    caps: tuple[str, ...]
    anchor: Cited | None
    records: tuple[Cited, ...]
    came_at: int | None
    decision: DecisionLine | None
    known: tuple[FactLine, ...]
    unknown: tuple[FactLine, ...]
    turn: Turn | None
    exposed: Turn | None
    posts: tuple[PostLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CounselLine:
    """Something for counsel: how often, and where. None found is a finding too."""

    key: str
    evidence: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """Everything that a report tells of one drill. ``header`` and ``words`` hold what its texts refer to."""

    setting: Setting
    verdict: Verdict
    figures: tuple[Figure, ...]
    costs: Costs
    principles: tuple[PrincipleMark, ...]
    outcome: tuple[OutcomePart, ...]
    caps: tuple[CapLine, ...]
    badges: tuple[Finding, ...]
    faults: tuple[Finding, ...]
    reasons: tuple[Finding, ...]
    notes: tuple[Text, ...]
    moments: tuple[Moment, ...]
    timeline: Timeline
    statements: tuple[StatementLine, ...]
    facts: tuple[FactLine, ...]
    duties: tuple[DutyLine, ...]
    promises: tuple[PromiseLine, ...]
    groups: tuple[GroupLine, ...]
    counsel: tuple[CounselLine, ...]
    own_views: tuple[OwnView, ...]
    calibration: Calibration | None
    well: tuple[str, ...]
    improve: tuple[str, ...]
    feed: tuple[PostLine, ...]
    departures: tuple[Text, ...]
    use: Text
    header: Header
    words: Mapping[str, str]

    @property
    def metrics(self) -> Mapping[str, MetricMark]:
        """Every metric once, by its key."""
        return {metric.key: metric for principle in self.principles for metric in principle.metrics}

    def as_json(self) -> dict[str, Any]:
        """The debrief as one JSON object; each text has its reference, and its words in every language we speak."""
        told = {f.name: self._plain(getattr(self, f.name)) for f in fields(self) if f.name not in ("header", "words")}
        return {"drillroom-debrief": 0, **told}

    def _plain(self, value: Any) -> Any:
        if isinstance(value, Cited):
            return {"seq": value.seq, "kind": type(value.record).__name__, **plain(value.record)}
        if isinstance(value, Text):
            return {**plain(value), "words": {lang: self._words(value, lang) for lang in LANGUAGES}}
        if isinstance(value, Claim):
            return plain(value)
        if is_dataclass(value) and not isinstance(value, type):
            return {f.name: self._plain(getattr(value, f.name)) for f in fields(value)}
        if isinstance(value, (tuple, list)):
            return [self._plain(item) for item in value]
        return value

    def _words(self, text: Text, lang: str) -> str:
        return render(text, header=self.header, speech=speech(lang), words=self.words)
