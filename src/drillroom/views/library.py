"""The library in words: what can be gone on with, played and looked at again, row by row.

A row never names what its scenario's texts would give away, and what cannot be used says so instead of being missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from drillroom.language import Speech, to_say
from drillroom.log.times import span
from drillroom.runtime.shelf import Finished, Shelf, Spine, Texts, Unfinished, minutes, short_minutes
from drillroom.storage.results import Result

Kind = Literal["heading", "resume", "begin", "review", "broken"]
LEVELS = (to_say("entry level"), to_say("standard"), to_say("advanced"))
_MARK = "●"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. ``note`` stands dim below the title, ``about`` beside the list while the row is marked.

    ``spine`` is what a ``begin`` row plays, ``path`` the log that a ``resume`` or ``review`` row opens.
    """

    kind: Kind
    title: str
    note: str = ""
    about: tuple[str, ...] = ()
    spine: Spine | None = None
    path: Path | None = None
    is_short: bool = False

    @property
    def can_be_picked(self) -> bool:
        """Does Enter do anything here?"""
        return self.kind in ("resume", "begin", "review")


@dataclass(frozen=True, slots=True)
class First:
    """What a new person is offered: one drill. ``minutes`` at a desk."""

    spine: Spine
    minutes: int
    is_short: bool


def first_drill(shelf: Shelf) -> First | None:
    """The one thing to offer to somebody who is new here and has left nothing; None for everybody else."""
    spine = shelf.first
    if not shelf.is_new or shelf.unfinished or spine is None or spine.book is None:
        return None
    short = short_minutes(spine.book.scenario)
    return First(spine, short or minutes(spine.book.scenario), is_short=short is not None)


def rows(shelf: Shelf, speech: Speech) -> tuple[Row, ...]:
    """All rows: the drill left last, what can be played, what came to its end, older drills that were left."""
    newest, *older = shelf.unfinished or (None,)
    found: list[Row] = []
    if newest is not None:
        found += [_heading(speech.say("Go on")), _resume(newest, speech)]
    found += _again(shelf, speech)
    found += [_heading(speech.say("Scenarios")), *(row for spine in shelf.spines for row in _spine(spine, speech))]
    if shelf.finished:
        found += [_heading(speech.say("Debriefs")), *(_review(it, speech) for it in shelf.finished)]
    if older:
        found += [_heading(speech.say("Drills you left earlier")), *(_resume(it, speech) for it in older if it)]
    return tuple(found)


def _heading(words: str) -> Row:
    return Row(kind="heading", title=words)


def _resume(it: Unfinished, speech: Speech) -> Row:
    say = speech.say
    how_far = span(speech, abs(it.now))
    stood = say("stopped {time} after the alert", time=how_far) if it.now >= 0 else say("stopped before the alert")
    return Row(
        kind="resume",
        title=say("Resume: {title}", title=_title(speech, it.title, is_short=it.is_short)),
        note=_listed(stood, _ago(it.ago, speech)),
        about=(say("Everything was saved. The clock goes on where it stood."),),
        path=it.path,
    )


def _again(shelf: Shelf, speech: Speech) -> Iterator[Row]:
    """The drill finished last once more, where there are others that it would have to be found among."""
    if not shelf.finished or sum(spine.book is not None for spine in shelf.spines) < 2:
        return
    last = shelf.finished[0].result
    spine = next((it for it in shelf.spines if it.book is not None and it.book.scenario.id == last.scenario), None)
    if spine is None or spine.book is None:
        return
    is_short = last.is_short and short_minutes(spine.book.scenario) is not None
    row = _begin(spine, speech, is_short=is_short)
    yield _heading(speech.say("Play again"))
    yield row


def _spine(spine: Spine, speech: Speech) -> Iterator[Row]:
    if spine.book is None:
        say = speech.say
        yield Row(
            kind="broken",
            title=say("{id}: cannot be used", id=spine.id),
            note=spine.problem,
            about=(
                spine.problem,
                say("Everything that is wrong with it: drillroom lint {file}", file=spine.file),
            ),
            spine=spine,
        )
        return
    if short_minutes(spine.book.scenario) is not None:
        yield _begin(spine, speech, is_short=True)
    yield _begin(spine, speech, is_short=False)


def _begin(spine: Spine, speech: Speech, *, is_short: bool) -> Row:
    assert spine.book is not None
    say, pick, scenario = speech.say, speech.pick, spine.book.scenario
    crisis = pick(spine.book.rules.vocabulary.crises[scenario.crisis])
    long = short_minutes(scenario) if is_short else minutes(scenario)
    best = spine.best_short if is_short else spine.best
    level = f"{_MARK * scenario.difficulty} {say(LEVELS[scenario.difficulty - 1])}"
    return Row(
        kind="begin",
        title=_title(speech, scenario.title, is_short=is_short),
        note=_listed(say("about {n} min", n=long), crisis, level, *_best(best, speech)),
        about=(
            say("{name}: {does}", name=pick(scenario.company.name), does=pick(scenario.company.does)),
            pick(scenario.premise),
        ),
        spine=spine,
        is_short=is_short,
    )


def _review(it: Finished, speech: Speech) -> Row:
    marks = _listed(*_marks(it.result, speech))
    return Row(
        kind="review",
        title=_title(speech, it.title, is_short=it.result.is_short),
        note=_listed(_ago(it.ago, speech), marks),
        about=(speech.say("Look at the debrief of this drill again."),),
        path=it.path,
    )


def _title(speech: Speech, title: Texts, *, is_short: bool) -> str:
    words = speech.pick(title)
    return speech.say("{title} (short form)", title=words) if is_short else words


def _best(result: Result | None, speech: Speech) -> Iterator[str]:
    if result is not None and result.total is not None:
        yield speech.say("best result {n}", n=round(result.total))


def _marks(result: Result, speech: Speech) -> Iterator[str]:
    if result.total is not None:
        yield speech.say("total {n} of 100", n=round(result.total))


def _ago(seconds: float, speech: Speech) -> str:
    return speech.say("just now") if seconds < 60 else speech.say("{time} ago", time=span(speech, seconds))


def _listed(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
