"""What a scenario asks people to read: windows too short for their words, and how dense the busiest stretches are.

Counts words as the lint does; how fast a clock runs is the caller's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from drillroom.language import Speech, speech
from drillroom.log.header import Header
from drillroom.log.records import (
    CallRang,
    DecisionOpened,
    Entry,
    MailArrived,
    PostAppeared,
    SignalAppeared,
    SummonsArrived,
    Text,
)
from drillroom.log.wording import render
from drillroom.scenario.format import Decision, Scenario
from drillroom.scenario.texts import languages, reading_minutes

STRETCH, STRIDE = 15, 5
"""Drill minutes of a stretch, and between the beginnings of two that are looked at."""
BUSIEST = 3
_CHATTER = "chatter"

Reading = Callable[[Iterable[str]], float]
"""Texts -> wall seconds it takes to read them without hurry."""


@dataclass(frozen=True, slots=True)
class Window:
    """A decision that closes before it can be read: ``reading`` and ``window`` in seconds, at pace 1."""

    decision: str
    lang: str
    reading: float
    window: int

    def as_json(self) -> dict[str, Any]:
        """For ``balance --json``."""
        return {"decision": self.decision, "lang": self.lang, "reading": round(self.reading, 1), "window": self.window}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the drill in one language. ``at``: its first drill second; ``minutes``: how long it is.

    ``story``: minutes of reading per minute of drill, of what concerns the team; ``crowd``: of passing talk besides.
    ``load``: wall minutes of reading the story per wall minute, at the pace asked for.
    """

    lang: str
    at: int
    minutes: int
    story: float
    crowd: float
    load: float

    def as_json(self) -> dict[str, Any]:
        """For ``balance --json``."""
        numbers = {name: round(getattr(self, name), 3) for name in ("story", "crowd", "load")}
        return {"lang": self.lang, "at": self.at, "minutes": self.minutes, **numbers}


def too_short(scenario: Scenario, reading: Reading) -> list[Window]:
    """The decisions that cannot be read in their window at pace 1, in any language of the scenario."""
    found = []
    for decision in scenario.decisions:
        for lang in languages(scenario):
            takes = reading(_words(decision, speech(lang)))
            if takes > decision.window:
                found.append(Window(decision.id, lang, takes, decision.window))
    return found


def busiest(header: Header, scenario: Scenario, entries: Sequence[Entry], *, pace: float) -> list[Stretch]:
    """The stretches after the alert with the most to read in each language, the fullest first.

    ``pace``: drill seconds per wall second. A full drill's records are needed: a bare one has no passing talk.
    """
    return [it for lang in languages(scenario) for it in _busiest(header, scenario, entries, pace=pace, lang=lang)]


def _busiest(header: Header, scenario: Scenario, entries: Sequence[Entry], *, pace: float, lang: str) -> list[Stretch]:
    story: dict[int, float] = {}
    crowd: dict[int, float] = {}
    for at, words, is_story in _shown(header, scenario, entries, speech(lang)):
        kept = story if is_story else crowd
        kept[at // 60] = kept.get(at // 60, 0.0) + reading_minutes(words)
    starts = range(0, max(1, scenario.ends // 60 - STRETCH + 1), STRIDE)
    loads = sorted(starts, key=lambda start: (-_within(story, start), start))
    chosen: list[int] = []
    for start in loads:
        if len(chosen) < BUSIEST and all(abs(start - other) >= STRETCH for other in chosen):
            chosen.append(start)
    return [
        Stretch(
            lang=lang,
            at=start * 60,
            minutes=STRETCH,
            story=_within(story, start) / STRETCH,
            crowd=_within(crowd, start) / STRETCH,
            load=_within(story, start) / STRETCH * pace,
        )
        for start in chosen
    ]


def _within(minutes: Mapping[int, float], start: int) -> float:
    return fsum(minutes.get(minute, 0.0) for minute in range(start, start + STRETCH))


def _shown(
    header: Header, scenario: Scenario, entries: Sequence[Entry], speak: Speech
) -> Iterator[tuple[int, str, bool]]:
    """(drill second, words, whether they concern the team) of everything that comes before people's eyes."""
    decisions = {it.id: it for it in scenario.decisions}

    def said(text: Text) -> str:
        return render(text, header=header, speech=speak, words={})

    for record in (entry.record for entry in entries):
        match record:
            case PostAppeared():
                yield record.at, said(record.text), record.form != _CHATTER
            case MailArrived() | SignalAppeared() | CallRang():
                yield record.at, said(record.text), True
            case SummonsArrived():
                yield record.at, " ".join(map(said, (record.text, *record.questions))), True
            case DecisionOpened():
                yield record.at, " ".join(_words(decisions[record.decision], speak)), True
            case _:
                continue


def _words(decision: Decision, speak: Speech) -> list[str]:
    """All that stands on a decision's card."""
    texts = (decision.ask, *decision.advice.values(), *(option.text for option in decision.options))
    return [speak.pick(text) for text in texts]
