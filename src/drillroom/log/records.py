"""The kinds of record a drill's log can hold, as frozen values.

World records are a pure function of (scenario, doctrine, parameters, cast, seed, commands); session records are not.
Every text is a ``Text`` reference, never rendered words, so one log renders in every language.
Times are whole drill seconds from the alert.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

Audience = Literal["all", "facilitator", "none"] | tuple[str, ...]
"""Who may see a record: everybody at the table, only the facilitator, nobody before the debrief, or these seats."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text by reference: ``ref`` is a dotted path into the header's scenario or doctrine, ``args`` fill its slots.

    ``scenario.injects.reporter.text`` finds list items by their id; ``words.<key>`` is typed text in the people file;
    ``cast.h12`` a name in the header's cast.
    """

    ref: str
    args: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """How a post's numbers grow: at age ``a`` minutes it has ``size * sum(mix[j] * (1 - exp(-a / tau[j])))`` reposts.

    ``likes`` and ``comments`` are ratios to the reposts. ``tau`` (minutes) stands once, in the header's parameters.
    """

    size: float
    mix: tuple[float, ...]
    likes: float
    comments: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a statement says about one fact or against one allegation.

    ``op``: ``is`` | ``about`` | ``at_least`` | ``not`` | ``unknown``.
    """

    op: str
    value: Any = None
    fact: str | None = None
    allegation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A line of the log, at drill second ``at``, for the eyes of ``to``."""

    at: int
    to: Audience = "all"


# ------------------------------------------------------------------ commands


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandGiven(Record):
    """A command that the engine accepted. ``do`` is an action id or ``decide``; ``args`` are plain JSON values."""

    id: str
    seat: str
    person: str
    do: str
    args: Json


# ------------------------------------------------------------------ the course of the drill


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillOpened(Record):
    """First world record. ``starts`` and ``ends`` are drill seconds."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised(Record):
    """The zero of drill time: the team is shown the crisis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseChanged(Record):
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillClosed(Record):
    """Last record of the crisis itself; only baselines and session records follow."""


# ------------------------------------------------------------------ what the world sends


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalAppeared(Record):
    """A weak sign in the watch phase. Whether it is true stands in the scenario, not here."""

    signal: str
    channel: str
    by: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAppeared(Record):
    """Something the public can read. ``form``: ``post`` | ``news`` | ``reply`` (to ``about``) | ``chatter``."""

    post: str
    form: str
    channel: str
    by: Text
    text: Text
    tone: float
    curve: Curve
    inject: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailArrived(Record):
    """A message for the seats in ``to``: mail, inner chat, a word from the boss."""

    mail: str
    channel: str
    by: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRang(Record):
    """A telephone rings for the seats in ``to`` until ``rings_until``. ``questions`` are asked once it is taken."""

    call: str
    by: Text
    text: Text
    rings_until: int
    questions: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTaken(Record):
    """``answers`` in the order of the questions: ``fact`` | ``line`` | ``written`` | ``no_comment``."""

    call: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMissed(Record):
    call: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummonsArrived(Record):
    summons: str
    by: Text
    text: Text
    due: int
    questions: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummonsAnswered(Record):
    """Questions of a summons were answered; ``differs``: facts of which the public was told something else."""

    summons: str
    answers: tuple[str, ...]
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummonsMissed(Record):
    summons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLeaked(Record):
    """An inner note is out, word for word, as the post ``post``. ``note``: the mail or task it stood in."""

    note: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AllegationMade(Record):
    """Outsiders now claim this; it may be false."""

    allegation: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TwistFired(Record):
    """A conditional inject came true (facilitator only)."""

    inject: str


# ------------------------------------------------------------------ truth and what is said of it


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


# ------------------------------------------------------------------ the team at work


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAssembled(Record):
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskQueued(Record):
    """Ordered, but a seat in ``waits_for`` is busy."""

    task: str
    do: str
    waits_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskStarted(Record):
    task: str
    do: str
    seats: tuple[str, ...]
    ends: int
    args: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDone(Record):
    """``waited`` seconds in queues, out of the whole time since it was ordered."""

    task: str
    do: str
    waited: int
    args: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSkipped(Record):
    """A step of an option that had nothing left to do; ``reason`` as in ``ActionRejected``."""

    do: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSet(Record):
    """``hold_and_watch``: look again at ``look_again``, or sooner when ``condition`` comes true."""

    look_again: int | None
    condition: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLooked(Record):
    signal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalGraded(Record):
    signal: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Record):
    """An open question of the public (a fact id) or of a post was answered. ``where`` is the channel."""

    question: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFiled(Record):
    args: Json


# ------------------------------------------------------------------ prompts and clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOpened(Record):
    """A prompt for ``seat``, until ``closes``. ``options`` in the order shown, shuffled by seed."""

    decision: str
    seat: str
    closes: int
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSettled(Record):
    """Its purpose was already done by the action ``by``; it is not asked."""

    decision: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken(Record):
    decision: str
    option: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMissed(Record):
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyStarted(Record):
    duty: str
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyMet(Record):
    """``missing``: facts the report should have held and did not."""

    duty: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyMissed(Record):
    duty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeholderReached(Record):
    """First contact with a group. ``late``: after its due time, or after the group that had to come later."""

    group: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeholderMissed(Record):
    group: str


# ------------------------------------------------------------------ what can be measured


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSampled(Record):
    """The true state, every 5 minutes and after commands; for the facilitator and the debrief.

    ``trust heat anger rumor value partners ops`` 0..100, ``churn`` percent of users, ``harm`` 0..1,
    ``harm_minutes`` so far, ``exposures`` people reached so far, ``cred`` 0..1.
    """

    trust: float
    heat: float
    anger: float
    rumor: float
    harm: float
    churn: float
    value: float
    cred: float
    harm_minutes: float
    exposures: int
    blame: float = 0.0
    ops: float = 100.0
    partners: float = 100.0
    regulator: float = 0.0
    fatigue: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodsSampled(Record):
    """How well disposed each group is, every hour: group -> 0..100; for the facilitator and the debrief."""

    moods: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationReported(Record):
    """The hourly situation report, as the monitoring desk writes it; a daily one after the first day.

    ``volume`` posts per hour and ``before`` in the report before, ``negative`` 0..1, ``place`` on the hot list,
    ``channels`` channel -> share of the talk, ``topics`` (``harm rumor blame other``) -> share, ``posts`` the five that
    are passed on most, ``open`` the standard facts people still ask about, ``trend`` ``up`` | ``flat`` | ``down``.
    """

    volume: int
    before: int
    negative: float
    place: int | None
    channels: Json
    topics: Json
    posts: tuple[str, ...]
    open: tuple[str, ...]
    trend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelapseStarted(Record):
    """The trouble came back, because the repair was all that was done."""

    harm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FutureProjected(Record):
    """Six months on: trust, value 0..100, churn in percent of users; ``outlook``: ``good`` | ``mixed`` | ``poor``."""

    trust: float
    churn: float
    value: float
    outlook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringSampled(Record):
    """What a monitoring desk can see, a few minutes late and a little wrong. ``place`` on the hot list or None.

    ``volume`` posts per hour, ``negative`` 0..1, ``complaints`` per hour, ``price`` percent of the price before.
    """

    volume: int
    negative: float
    place: int | None
    complaints: int
    price: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineMeasured(Record):
    """The same crisis and seed under another playbook (``none`` or ``model``), run when the drill closed.

    ``outcome`` as in ``run --json``, with ``milestones``; ``series`` holds ``every``, ``from`` and lists for trust,
    heat, harm, exposures.
    """

    playbook: str
    outcome: Json
    series: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureMeasured(Record):
    """Median over ``seeds`` do-nothing runs of the share of exposures in (0, ``window``] that fell before each mark.

    ``marks`` are drill seconds, ``shares`` 0..1, same length.
    """

    seeds: int
    window: int
    marks: tuple[int, ...]
    shares: tuple[float, ...]


# ------------------------------------------------------------------ session records: not part of the world


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """A line about the people and the clock at the table; never read by the engine, never part of ``log_sha256``.

    ``wall`` is Unix time in seconds.
    """

    wall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOpened(SessionRecord):
    product: str
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMarked(SessionRecord):
    """The drill clock stood at ``now``; resume goes on from the last mark."""

    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceSet(SessionRecord):
    pace: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(SessionRecord):
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpaused(SessionRecord):
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogResumed(SessionRecord):
    """The drill went on after an interruption; ``cut`` bytes of a torn last line were dropped."""

    cut: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftKept(SessionRecord):
    """Words that were begun and put aside. ``words`` is their key in the people file; None: they wait no more."""

    person: str
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceDeclared(SessionRecord):
    """How sure somebody said they were of the command with this id. ``level``: 1 to 3; anything else says nothing."""

    person: str
    command: str
    level: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRated(SessionRecord):
    """What the trainee said of the drill before seeing any score. ``answers`` holds keys of typed text and numbers."""

    person: str
    answers: Json


@dataclass(frozen=True, slots=True)
class Entry:
    """A world record with its place in the world's order."""

    seq: int
    record: Record


@dataclass(frozen=True, slots=True)
class SessionEntry:
    s_seq: int
    record: SessionRecord


def _kinds(root: type) -> dict[str, type]:
    found: dict[str, type] = {}
    kind: type
    for kind in root.__subclasses__():
        found[kind.__name__] = kind
        found.update(_kinds(kind))
    return found


WORLD_KINDS: Mapping[str, type[Record]] = _kinds(Record)
SESSION_KINDS: Mapping[str, type[SessionRecord]] = _kinds(SessionRecord)


def plain(value: Any) -> Any:
    """A record or any value in it as JSON values; fields that are None or an empty mapping are left out of objects."""
    if isinstance(value, (Record, SessionRecord, Text, Curve, Claim)):
        pairs = ((f.name, plain(getattr(value, f.name))) for f in fields(value))
        return {name: item for name, item in pairs if item is not None and item != {}}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value
