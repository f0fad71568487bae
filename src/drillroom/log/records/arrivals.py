"""What the world sends: signs, posts, mails, calls, summonses, leaks and twists."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Curve, Record, Text


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
