"""What has reached the team from outside: posts with their growing numbers, mail, calls, signals, summons.

A post's numbers are a function of its curve and the time alone, and they never shrink.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from . import records as r
from .fold import Fold, change


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Something the public can read. ``form`` as in ``PostAppeared``, or ``statement`` for our own words."""

    id: str
    at: int
    form: str
    channel: str
    text: r.Text
    curve: r.Curve
    tone: float = 0.0
    by: r.Text | None = None
    inject: str | None = None
    about: str | None = None
    answered_at: int | None = None

    @property
    def is_ours(self) -> bool:
        """Did we publish it?"""
        return self.form == "statement"


@dataclass(frozen=True, slots=True)
class Counts:
    """How often a post was passed on, liked and commented."""

    reposts: int
    likes: int
    comments: int


def counts(post: Post, now: int, tau: Sequence[float]) -> Counts:
    """The numbers under a post at drill second ``now``; ``tau`` in minutes from the header's ``spread_tau``."""
    age = max(0, now - post.at) / 60
    share = 0.0
    for weight, waiting in zip(post.curve.mix, tau, strict=False):
        share += weight * (1 - math.exp(-age / waiting))
    reposts = post.curve.size * share
    return Counts(int(reposts), int(reposts * post.curve.likes), int(reposts * post.curve.comments))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    id: str
    at: int
    channel: str
    by: r.Text
    text: r.Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """``state``: ``ringing`` | ``taken`` | ``missed``, since drill second ``since``."""

    id: str
    at: int
    by: r.Text
    text: r.Text
    rings_until: int
    questions: tuple[r.Text, ...]
    state: str
    since: int
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A weak sign; ``level`` is the grade that the team gave it."""

    id: str
    at: int
    channel: str
    by: r.Text
    text: r.Text
    looked_at: int | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summons:
    """``state``: ``open`` | ``answered`` | ``missed``; ``differs``: facts of which the public was told otherwise."""

    id: str
    at: int
    by: r.Text
    text: r.Text
    due: int
    questions: tuple[r.Text, ...]
    state: str = "open"
    answers: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


@dataclass(slots=True)
class Feed(Fold):
    """Everything by its id, in the order in which it came. ``leaked``: post -> the inner note that it shows."""

    posts: dict[str, Post] = field(default_factory=dict)
    mails: dict[str, Mail] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    signals: dict[str, Signal] = field(default_factory=dict)
    summons: dict[str, Summons] = field(default_factory=dict)
    leaked: dict[str, str] = field(default_factory=dict)

    @property
    def ringing(self) -> tuple[Call, ...]:
        """The calls that wait to be taken."""
        return tuple(call for call in self.calls.values() if call.state == "ringing")

    @property
    def summoned(self) -> tuple[Summons, ...]:
        """The summonses that wait for an answer."""
        return tuple(it for it in self.summons.values() if it.state == "open")

    def asking(self, call: str) -> Call | Summons | None:
        """The call or summons of that id."""
        return self.calls.get(call) or self.summons.get(call)

    def _post(self, it: r.PostAppeared) -> None:
        self.posts[it.post] = Post(
            id=it.post,
            at=it.at,
            form=it.form,
            channel=it.channel,
            text=it.text,
            curve=it.curve,
            tone=it.tone,
            by=it.by,
            inject=it.inject,
            about=it.about,
        )

    def _statement(self, it: r.StatementPublished) -> None:
        self.posts[it.statement] = Post(
            id=it.statement, at=it.at, form="statement", channel=it.channel, text=it.text, curve=it.curve
        )

    def _answer(self, it: r.QuestionAnswered) -> None:
        change(self.posts, it.question, answered_at=it.at)

    def _mail(self, it: r.MailArrived) -> None:
        self.mails[it.mail] = Mail(id=it.mail, at=it.at, channel=it.channel, by=it.by, text=it.text)

    def _ring(self, it: r.CallRang) -> None:
        self.calls[it.call] = Call(
            id=it.call,
            at=it.at,
            by=it.by,
            text=it.text,
            rings_until=it.rings_until,
            questions=it.questions,
            state="ringing",
            since=it.at,
        )

    def _take(self, it: r.CallTaken) -> None:
        change(self.calls, it.call, state="taken", since=it.at, answers=it.answers)

    def _miss(self, it: r.CallMissed) -> None:
        change(self.calls, it.call, state="missed", since=it.at)

    def _signal(self, it: r.SignalAppeared) -> None:
        self.signals[it.signal] = Signal(id=it.signal, at=it.at, channel=it.channel, by=it.by, text=it.text)

    def _look(self, it: r.SignalLooked) -> None:
        change(self.signals, it.signal, looked_at=it.at)

    def _grade(self, it: r.SignalGraded) -> None:
        change(self.signals, it.signal, level=it.level)

    def _summon(self, it: r.SummonsArrived) -> None:
        self.summons[it.summons] = Summons(
            id=it.summons, at=it.at, by=it.by, text=it.text, due=it.due, questions=it.questions
        )

    def _testify(self, it: r.SummonsAnswered) -> None:
        change(self.summons, it.summons, state="answered", answers=it.answers, differs=it.differs)

    def _stay_away(self, it: r.SummonsMissed) -> None:
        change(self.summons, it.summons, state="missed")

    def _leak(self, it: r.NoteLeaked) -> None:
        self.leaked[it.post] = it.note

    STEPS = {
        r.PostAppeared: _post,
        r.StatementPublished: _statement,
        r.QuestionAnswered: _answer,
        r.MailArrived: _mail,
        r.CallRang: _ring,
        r.CallTaken: _take,
        r.CallMissed: _miss,
        r.SignalAppeared: _signal,
        r.SignalLooked: _look,
        r.SignalGraded: _grade,
        r.SummonsArrived: _summon,
        r.SummonsAnswered: _testify,
        r.SummonsMissed: _stay_away,
        r.NoteLeaked: _leak,
    }
