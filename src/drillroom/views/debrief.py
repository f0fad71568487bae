"""The debrief as a screen shows it: the verdict, six marks, the moments that counted, in finished words.

The same words as in the written report; a total never stands without both its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from drillroom.language import Speech
from drillroom.report.value import CapLine, Debrief
from drillroom.report.words import calibration, costs, front, marks, moments
from drillroom.report.words.telling import Telling

_MOST = 3
"""Lessons of each kind; who wants more finds all of them in the report."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its name, and what it is a part of or was before a cap."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The first thing one reads. ``role`` is good, fair, poor or none, and sets the color.

    ``lead`` are the paragraphs of the verdict, the weightiest first; ``caps`` lowered a mark, ``rules`` were broken as
    well but lowered nothing; ``regret`` is what the trainee would take back.
    """

    title: str
    facts: str
    letter: str
    name: str
    role: str
    lead: tuple[str, ...]
    numbers: tuple[Number, ...]
    caps: tuple[str, ...]
    rules: tuple[str, ...]
    warnings: tuple[str, ...]
    regret: str
    use: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One of the six. ``share`` 0..1, None where it was not exercised; ``own`` what the trainee gave, of 5, or None."""

    key: str
    name: str
    short: str
    share: float | None
    points: str
    role: str
    own: int | None


@dataclass(frozen=True, slots=True)
class Level:
    """Trust or heat before and after a moment; ``others``: where the other two runs stood by then."""

    name: str
    before: str
    after: str
    role: str
    others: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What was asked, done, said, or had not happened; ``label`` is what it is, or when."""

    label: str
    words: str
    is_quote: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment that counted: ``known`` had reached the team (name and truth), ``unknown`` had not (names)."""

    number: int
    second: int
    at: str
    title: str
    worth: str
    role: str
    caps: tuple[str, ...]
    known: tuple[tuple[str, str], ...]
    unknown: str
    did: tuple[Deed, ...]
    levels: tuple[Level, ...]
    exposed: str
    exposed_levels: tuple[Level, ...]
    is_quiet: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something to keep or to change, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Estimates:
    """What the crisis cost by some time; ``head`` says when, and that it is an estimate."""

    head: str
    rows: tuple[Number, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """How often each level was right; ``wrong``: what one was sure of and was wrong about, and when."""

    rows: tuple[Number, ...]
    says: str
    wrong: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All of it; ``keep`` went well, ``change`` cost most. ``costs``: at the end and six months on, where known.

    ``sure`` is None where nothing was declared.
    """

    front: Front
    bars: tuple[Bar, ...]
    moments: tuple[Moment, ...]
    keep: tuple[Lesson, ...]
    change: tuple[Lesson, ...]
    costs: tuple[Estimates, ...]
    sure: Sure | None


def tell(debrief: Debrief, speech: Speech) -> Told:
    """The debrief in this language."""
    t = Telling(debrief, speech)
    return Told(
        front=_front(t),
        bars=_bars(t),
        moments=tuple(_moments(t)),
        keep=tuple(Lesson(it["name"], it["value"]) for it in front.strengths(t)[:_MOST]),
        change=tuple(Lesson(it["name"], it["why"]) for it in front.changes(t)[:_MOST]),
        costs=tuple(_costs(t)),
        sure=_sure(t),
    )


def _sure(t: Telling) -> Sure | None:
    found = calibration.calibration(t)
    if not found["rows"]:
        return None
    return Sure(
        rows=tuple(Number(it["name"], it["value"], "") for it in found["rows"]),
        says=found["says"],
        wrong=tuple((it["at"], t.with_note(it["what"], it["why"])) for it in found["wrong"]),
    )


def _costs(t: Telling) -> Iterable[Estimates]:
    found = costs.costs(t)
    for head, rows in ((t.say("This drill"), found["rows"]), (t.say("Six months on"), found["future"])):
        if rows:
            numbers = tuple(Number(it["name"], it["value"], it["note"]) for it in rows)
            yield Estimates(t.with_note(head, rows[0]["basis"]), numbers)


def _front(t: Telling) -> Front:
    setting, found = front.setting(t), front.verdict(t)
    lead = found["lead"] if found["lead"] else [found["means"]]
    return Front(
        title=setting["title"],
        facts=" · ".join(setting["facts"]),
        letter=found["letter"],
        name=found["name"],
        role=found["role"],
        lead=tuple(lead),
        numbers=tuple(Number(it["name"], it["value"], it["note"]) for it in found["numbers"]),
        caps=tuple(t.with_note(_capped(it, t), t.text(it.name)) for it in t.debrief.caps if _binds(it, t)),
        rules=tuple(t.text(it.name) for it in t.debrief.caps if not _binds(it, t)),
        warnings=(*setting["warnings"], *found["notes"]),
        regret=next((it["regret"] for it in front.own_views(t) if it["regret"]), ""),
        use=t.text(t.debrief.use),
    )


def _binds(cap: CapLine, t: Telling) -> bool:
    """Did it lower a mark? One on the total does only where the total is what it allows."""
    if cap.before is None or cap.before <= cap.after:
        return False
    return cap.principle is not None or cap.after == t.debrief.verdict.total


def _capped(cap: CapLine, t: Telling) -> str:
    """What it did, with both numbers."""
    return str(marks.cap_words(cap, t)["words"])


def _bars(t: Telling) -> tuple[Bar, ...]:
    own = {key: rating for view in t.debrief.own_views for key, rating in view.ratings}
    principles = zip(t.debrief.principles, marks.principles(t), strict=True)
    return tuple(
        Bar(
            key=it.key,
            name=said["name"],
            short=said["short"],
            share=said["share"],
            points=said["points"],
            role=said["role"],
            own=own.get(it.key),
        )
        for it, said in principles
    )


def _moments(t: Telling) -> Iterable[Moment]:
    for it, said in zip(t.debrief.moments, moments.moments(t), strict=True):
        exposed: Mapping[str, Any] = said["exposed"] or {"words": "", "levels": ()}
        yield Moment(
            number=said["number"],
            second=it.at,
            at=said["at"],
            title=said["title"],
            worth=said["worth"],
            role=said["role"],
            caps=tuple(said["caps"]),
            known=tuple((t.with_note(fact["name"], fact["since"]), fact["truth"]) for fact in said["known"]),
            unknown=said["unknown"],
            did=tuple(Deed(one["label"], one["words"], one["is_quote"]) for one in said["did"]),
            levels=_levels(said["levels"]),
            exposed=exposed["words"],
            exposed_levels=_levels(exposed["levels"]),
            is_quiet=said["is_quiet"],
        )


def _levels(rows: Iterable[Mapping[str, Any]]) -> tuple[Level, ...]:
    return tuple(Level(row["name"], row["before"], row["after"], row["role"], row["others"]) for row in rows)
