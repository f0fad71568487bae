"""Shows a scorecard in a few lines.

Process and outcome always stand beside the total, and what was not exercised is said to be so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .frame import put
from .text import width

if TYPE_CHECKING:
    from drillroom.doctrine.models import Doctrine
    from drillroom.language import Speech
    from drillroom.log.header import Header
    from drillroom.report.debrief import Debrief
    from drillroom.scoring.score import Scorecard


def show_marks(header: Header, card: Scorecard, lang: str, *, doctrine: Doctrine | None = None) -> None:
    """Total, its two parts, caps and the six principles, on stdout."""
    for line in mark_lines(header, card, lang, doctrine=doctrine):
        put(line)


def mark_lines(header: Header, card: Scorecard, lang: str, *, doctrine: Doctrine | None = None) -> list[str]:
    """The lines of ``show_marks``."""
    from drillroom.language import speech

    speak = speech(lang)
    found = card.as_json()
    principles = doctrine.model_dump()["principles"] if doctrine else header.doctrine["principles"]
    not_exercised = speak.say("not exercised")
    numbers = {name: not_exercised if found[name] is None else f"{found[name]:.0f}" for name in found if name in _PARTS}
    rating = found["rating"] or not_exercised
    lines = [
        speak.say("Total {total} (process {process}, outcome {outcome}); rating {rating}", **numbers, rating=rating)
    ]
    names = {principle["key"]: speak.pick(principle["name"]) for principle in principles.values()}
    column = max(width(name) for name in names.values())
    for key, name in names.items():
        mark = found["principles"].get(key)
        shown = not_exercised if mark is None else f"{mark:3.0f}"
        lines.append(f"  {name}{' ' * (column - width(name))}  {shown}")
    return lines


def verdict_lines(value: Debrief, speak: Speech) -> list[str]:
    """The rating in words and one sentence."""
    from drillroom.report.words.front import verdict
    from drillroom.report.words.telling import Telling

    found = verdict(Telling(value, speak))
    return [
        speak.say("{rating}: {means}", rating=found["name"], means=found["means"]),
        *found["sentence"],
    ]


def cost_lines(value: Debrief, speak: Speech) -> list[str]:
    """What the crisis cost, as the model has it."""
    from drillroom.report.words.costs import cost_lines
    from drillroom.report.words.telling import Telling

    return cost_lines(Telling(value, speak))


def moment_lines(value: Debrief, speak: Speech) -> list[str]:
    """The moments that counted most, one line each."""
    from drillroom.report.words.moments import moments
    from drillroom.report.words.telling import Telling

    found = moments(Telling(value, speak))
    lines = [
        speak.say(
            "{number}. {at}: {title} ({worth})", number=it["number"], at=it["at"], title=it["title"], worth=it["worth"]
        )
        for it in found
    ]
    return [speak.say("The moments that counted:"), *lines] if lines else []


_PARTS = ("total", "process", "outcome")
