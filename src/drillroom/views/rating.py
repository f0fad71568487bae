"""What a trainee is asked about their own drill before any score: three ratings, and one sentence to take back.

Whoever passes a question over has said nothing about it; nothing here knows a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from drillroom.language import Speech, to_say
from drillroom.log.header import Header
from drillroom.log.records import Entry, StatementPublished
from drillroom.log.times import from_alert
from drillroom.log.wording import render
from drillroom.source.clean import clean

LEAST, MOST = 1, 5
QUESTIONS: Mapping[str, str] = {
    "speed": to_say("How fast were you?"),
    "openness": to_say("How open were you?"),
    "responsibility": to_say("How well did you own it?"),
}
"""Answer in the log -> what is asked."""
REGRET = to_say("Which sentence would you take back?")
_MOST_SENTENCES = 40


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be rated from ``LEAST`` to ``MOST``."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that we published, and when they first went out, as ``T+1:15``."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnRating:
    """What has been answered so far. ``ratings``: question -> 1..5; ``regret``: words, as typed or chosen."""

    ratings: Mapping[str, int] = field(default_factory=dict)
    regret: str = ""

    @property
    def is_empty(self) -> bool:
        """Was everything passed over?"""
        return not self.ratings and not self.regret.strip()

    def rated(self, key: str, value: int | None) -> OwnRating:
        """With this answer, or without one. Raises ValueError for one beyond the scale."""
        if key not in QUESTIONS or (value is not None and not LEAST <= value <= MOST):
            raise ValueError(f"{value!r} is no answer to {key!r}")
        others = {name: given for name, given in self.ratings.items() if name != key}
        return replace(self, ratings=others if value is None else {**others, key: value})

    def regretting(self, words: str) -> OwnRating:
        """With these words to take back."""
        return replace(self, regret=clean(words).strip())


def questions(speech: Speech) -> tuple[Question, ...]:
    """The three, in their order."""
    return tuple(Question(key, speech.say(text)) for key, text in QUESTIONS.items())


def sentences(
    header: Header, entries: Iterable[Entry], words: Mapping[str, str], speech: Speech
) -> tuple[Sentence, ...]:
    """What we published, in order, the same words once; the last ones where there were very many."""
    found: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry.record, StatementPublished):
            text = render(entry.record.text, header=header, speech=speech, words=words).strip()
            if text:
                found.setdefault(text, from_alert(entry.record.at))
    return tuple(Sentence(at, text) for text, at in found.items())[-_MOST_SENTENCES:]
