"""The scenario file, format 0, as frozen models: what an author may write and nothing else.

Shape only; what a reference points to is checked in ``load``. Times are drill seconds, shares 0..1, reach is people.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .values import ActionCall, Id, LocalText, Model, Mood, Scalar, Share, Time, Tolerance

Seat = Literal["lead", "pr", "legal", "tech", "service", "hr"]
SEATS: tuple[Seat, ...] = ("lead", "pr", "legal", "tech", "service", "hr")
Phase = Literal["watch", "outbreak", "response", "aftermath"]
CrisisType = Literal[
    "data_leak", "product_quality", "network_security", "intellectual_property", "pr_management", "market_competition"
]
Group = Literal[
    "users", "public", "media", "staff", "partners", "regulator", "investors", "influencers", "experts", "competitors"
]
Grade = Literal["lo", "mid", "hi"]
Seats = Annotated[list[Seat], Field(min_length=1)] | Seat | Literal["all"]
Names = Annotated[list[str], Field(min_length=1)] | str
Reach = Annotated[int, Field(ge=0, le=2_000_000_000)]


class Fact(Model):
    """Something true. ``known_at`` is when a team at work from minute 10 finds it out; ``leak_at`` when outsiders do.

    ``needs``: actions of which one must have been started before the fact is so (``measures``); with ``due`` (``plan``)
    it is so before, and telling it is a promise.
    ``due``: telling such a fact is a promise to have started one of ``needs`` by then, counted from the telling.
    """

    label: LocalText | None = None
    ask: LocalText | None = None
    truth: Scalar | None = None
    is_: LocalText = Field(alias="is")
    tolerance: Tolerance = 0.05
    known_at: Time = 0
    told_to: Seats = ["lead", "pr"]
    leak_at: Time | None = None
    needs: list[str] = []
    due: Time | None = None


class Allegation(Model):
    """What outsiders claim about a fact. It is true when ``says`` equals the fact's truth within its tolerance."""

    about: str
    says: Scalar
    text: LocalText


class Person(Model):
    """Somebody with a name in the story. ``handle`` is how they sign posts."""

    name: LocalText
    handle: LocalText | None = None
    role: LocalText | None = None


class Channel(Model):
    """A place where words appear. ``reach`` weighs it against others, ``mood`` -1..1, ``owned``: we publish there."""

    label: LocalText | None = None
    owned: bool = False
    reach: Annotated[float, Field(ge=0, le=100)] = 1.0
    mood: Mood = 0.0


class Stakeholder(Model):
    """A group to be reached: by ``due``, and not after the group named in ``before``.

    ``mood``: how well disposed it is at the alert, 0..100. ``channel`` is the one it would rather be reached on.
    """

    due: Time | None = None
    before: Group | None = None
    question: LocalText | None = None
    channel: str | None = None
    mood: Annotated[float, Field(ge=0, le=100)] = 60.0


class Duty(Model):
    """A legal clock. ``limit`` runs from the alert or from a condition; ``must_say``: facts the report must hold."""

    id: Id | None = None
    authority: LocalText
    starts: str = "alert"
    limit: Time
    source: LocalText
    as_of: str
    jurisdiction: str
    must_say: list[str] = []
    to: Group = "regulator"


class Question(Model):
    ask: LocalText
    about: str | None = None


class Effect(Model):
    """What an inject does to the world beyond being read: added to the state, 0..1 scales."""

    harm: Annotated[float, Field(ge=-1, le=1)] = 0.0
    anger: Annotated[float, Field(ge=-1, le=1)] = 0.0
    rumor: Annotated[float, Field(ge=-1, le=1)] = 0.0


class _Inject(Model):
    """``at`` a time, or ``when`` a condition (then ``after`` a delay), once unless ``every`` is given.

    ``unless``: a condition that silences the inject at the moment it would appear. ``chance``: whether it comes at all,
    ``drift``: how much later it may come, both drawn once for each seed.
    """

    id: Id | None = None
    at: Time | None = None
    when: str | None = None
    unless: str | None = None
    after: Time = 0
    every: Time | None = None
    chance: Share = 1.0
    drift: Time = 0
    to: Seats = "all"
    tells: list[str] = []
    effect: Effect = Effect()


class Post(_Inject):
    kind: Literal["post"]
    by: str
    channel: str
    tone: Mood = -0.5
    reach: Reach = 0
    text: LocalText
    allegation: str | None = None


class News(_Inject):
    kind: Literal["news"]
    by: str
    channel: str = "press"
    tone: Mood = -0.3
    reach: Reach = 0
    text: LocalText
    allegation: str | None = None


class Leak(Model):
    """An inner note gets out: with ``chance``, ``after`` a while, posted word for word by somebody in a channel."""

    chance: Share
    after: Time = 2 * 3600
    by: str
    channel: str
    reach: Reach = 0


class Mail(_Inject):
    kind: Literal["mail"]
    by: str
    channel: str = "inner_chat"
    text: LocalText
    leak: Leak | None = None


class Call(_Inject):
    kind: Literal["call"]
    by: str
    rings: Time = 30
    text: LocalText
    questions: Annotated[list[Question], Field(min_length=1, max_length=6)]


class Signal(_Inject):
    """A weak sign before the alert. ``real`` and ``grade`` are the truth the scorer compares with."""

    kind: Literal["signal"]
    by: str
    channel: str
    text: LocalText
    real: bool
    grade: Grade
    risk: str | None = None


class Summons(_Inject):
    kind: Literal["summons"]
    by: str
    text: LocalText
    due: Time
    questions: Annotated[list[Question], Field(min_length=1, max_length=12)]


Inject = Annotated[Post | News | Mail | Call | Signal | Summons, Field(discriminator="kind")]


class Option(Model):
    """One way to answer a decision. ``stands``: how it looks to the author; in some decisions two are ``good``.

    ``says``: the words that its statement publishes, where the option's text does not read like them.
    """

    id: Id
    text: LocalText
    says: LocalText | None = None
    do: list[ActionCall] = []
    why: LocalText
    stands: Literal["good", "fair", "poor"]


class Decision(Model):
    """A prompt. ``settled_by``: actions that do its purpose. ``warns``: facts the advice names as still open."""

    id: Id
    at: Time | None = None
    when: str | None = None
    window: Annotated[Time, Field(ge=60)]
    seat: Seat = "pr"
    settled_by: list[str] = []
    ask: LocalText
    advice: dict[Seat, LocalText] = {}
    warns: list[str] = []
    options: Annotated[list[Option], Field(min_length=2, max_length=6)]


class Line(Model):
    """A holding-statement template with slots in braces: {known} {doing} {you_can} {next}.

    ``approved``: legal has agreed to these words beforehand, so they need no sign-off.
    """

    id: Id
    fits: Literal["unknown", "known"]
    text: LocalText
    approved: bool = False


class Chatter(Model):
    """A line the crowd may say while ``when`` holds. ``tone`` -1..1."""

    text: LocalText
    tone: Mood = -0.4
    when: str | None = None
    channel: str | None = None


class Cause(Model):
    id: Id
    text: LocalText
    real: bool


class Review(Model):
    """Cards for the review after the drill: what caused it, what set it off, what could change."""

    causes: Annotated[list[Cause], Field(min_length=2)]
    triggers: list[Cause] = []
    changes: list[Cause] = []


class Task(Model):
    """How an action of the vocabulary goes in this scenario, where it differs from the doctrine."""

    takes: Time | None = None
    seats: list[Seat] | None = None


class Risk(Model):
    """A risk that ``mitigate`` can remove before the alert: what is left of the harm and of the first waves."""

    label: LocalText
    harm: Share = 0.25
    reach: Share = 0.3


class SeatPlan(Model):
    """``staff`` people work at the seat; it cannot be reached before ``away_until``."""

    staff: Annotated[int, Field(ge=1, le=50)] = 1
    away_until: Time | None = None


class Public(Model):
    """The crowd at the start: ``trust`` 0..100, ``harm`` 0..1 (defaults to the severity).

    ``stickiness`` 0..1: users stay out of habit; they begin to leave later, and then faster.
    """

    trust: Annotated[float, Field(ge=0, le=100)] = 70.0
    harm: Share | None = None
    users: Annotated[int, Field(ge=1, le=5_000_000_000)] = 10_000_000
    stickiness: Share = 0.0


class Tempo(Model):
    """The least drill seconds per wall second in each stretch while nothing is open. Only the runtime reads it."""

    watch: Annotated[float, Field(gt=0)] | None = None
    outbreak: Annotated[float, Field(gt=0)] | None = None
    response: Annotated[float, Field(gt=0)] | None = None
    aftermath: Annotated[float, Field(gt=0)] | None = None


class Length(Model):
    """Wall time of a drill at a desk, in seconds; ``short`` of its short form."""

    solo: Time
    short: Time | None = None
    team: Time | None = None


class Short(Model):
    """The short form, for a first drill: from the alert to ``ends``."""

    ends: Time


class Briefing(Model):
    by: str
    text: LocalText


class Company(Model):
    name: LocalText
    does: LocalText


class Scenario(Model):
    """A whole crisis. Every list item that can be referred to has an id once the file is resolved.

    ``attention``: how many signals the team can look at before the alert; without it, all.
    """

    drillroom: Literal[0]
    id: Id
    title: LocalText
    premise: LocalText
    company: Company
    crisis: CrisisType
    fault: Share
    severity: Share
    difficulty: Annotated[int, Field(ge=1, le=3)] = 1
    starts: Time = 0
    ends: Annotated[Time, Field(gt=0)]
    clock: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "10:00"
    phases: dict[Phase, Time] = {}
    length: Length
    short: Short | None = None
    tempo: Tempo = Tempo()
    distress: LocalText | None = None
    attention: Annotated[int, Field(ge=0, le=100)] | None = None
    public: Public = Public()
    briefing: Annotated[list[Briefing], Field(max_length=5)] = []
    people: dict[Id, Person] = {}
    facts: dict[Id, Fact]
    allegations: dict[Id, Allegation] = {}
    channels: Annotated[dict[Id, Channel], Field(min_length=1)]
    stakeholders: dict[Group, Stakeholder] = {}
    duties: list[Duty] = []
    seats: dict[Seat, SeatPlan] = {}
    risks: dict[Id, Risk] = {}
    tasks: dict[str, Task] = {}
    injects: Annotated[list[Inject], Field(max_length=20_000)] = []
    decisions: Annotated[list[Decision], Field(max_length=200)] = []
    lines: list[Line] = []
    chatter: list[Chatter] = []
    review: Review

    @property
    def clock_minutes(self) -> int:
        """Minutes after midnight, local time, at the alert."""
        hours, minutes = self.clock.split(":")
        return int(hours) * 60 + int(minutes)
