"""What a post of the feed shows at a moment: who says what where, how old it is, and how far it has spread.

A row is a value: two rows that are equal look the same, so a screen draws again only what has changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from drillroom.language import Speech
from drillroom.log.feed import Post
from drillroom.log.times import span

from .names import hour
from .palette import Palette

LOUD = 10_000
"""So many reposts are loud."""
_FRESH = 60
_LATELY = 600
_SPREADING = 0.1
_FEW = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """``form``: ``post`` | ``news`` | ``reply`` | ``chatter`` | ``statement``, the last being our own words.

    ``at`` is a drill second; ``clock``, ``age`` and the counts are words. ``author`` of a statement is the action that
    it came from. ``to``: the tag of what a reply answers. ``is_loud``: very many have passed it on; ``is_spreading``:
    its reposts have grown by a tenth in ten minutes.
    """

    id: str
    tag: str
    form: str
    channel: str
    author: str
    text: str
    at: int
    clock: str
    age: str
    reposts: str
    comments: str
    likes: str
    to: str = ""
    is_ours: bool = False
    is_answered: bool = False
    is_loud: bool = False
    is_spreading: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A quiet stretch of ``seconds`` that was jumped; the drill goes on at ``at``."""

    seconds: int
    at: int
    words: str


def post_row(palette: Palette, post: Post, now: int | None = None) -> PostRow:
    """A post as it looks now, or at drill second ``now``."""
    situation, names, speech = palette.situation, palette.names, palette.speech
    now = situation.now if now is None else now
    tags, numbers = palette.teller.tags, situation.counts(post, now)
    before = situation.counts(post, now - _LATELY).reposts
    return PostRow(
        id=post.id,
        tag=tags.post(post.id),
        form=post.form,
        channel=names.channel(post.channel),
        author=_author(palette, post),
        text=palette.teller.text(post.text),
        at=post.at,
        clock=hour(names.scenario, speech, post.at),
        age=speech.say("{time} ago", time=span(speech, now - post.at))
        if now - post.at >= _FRESH
        else speech.say("just now"),
        reposts=count_words(speech, numbers.reposts),
        comments=count_words(speech, numbers.comments),
        likes=count_words(speech, numbers.likes),
        to=tags.post(post.about) if post.form == "reply" and post.about in situation.feed.posts else "",
        is_ours=post.is_ours,
        is_answered=post.answered_at is not None,
        is_loud=numbers.reposts >= LOUD,
        is_spreading=numbers.reposts >= _FEW and numbers.reposts - before > _SPREADING * numbers.reposts,
    )


def _author(palette: Palette, post: Post) -> str:
    if post.by is not None:
        return palette.teller.author(post.by)
    statement = palette.situation.board.statements.get(post.id)
    return palette.names.action(statement.do) if statement is not None else ""


def gap(palette: Palette, seconds: int, at: int) -> Gap:
    """What stands in the feed where ``seconds`` were jumped and the drill goes on at drill second ``at``."""
    clock = hour(palette.names.scenario, palette.speech, at)
    return Gap(
        seconds, at, palette.speech.say("{time} later · {clock}", time=span(palette.speech, seconds), clock=clock)
    )


def count_words(speech: Speech, count: int) -> str:
    """``3,400``, ``12,400``, ``1.2 M``; in Chinese ``3,400``, ``1.2 万``, ``1.2 亿``. Never more than there are."""
    units = ((100_000_000, "亿"), (10_000, "万")) if speech.lang.startswith("zh") else ((1_000_000, "M"),)
    for size, unit in units:
        if count >= size:
            tenths = count * 10 // size
            whole, tenth = divmod(tenths, 10)
            return f"{whole:,}.{tenth} {unit}" if tenth and whole < 100 else f"{whole:,} {unit}"
    return f"{count:,}"
