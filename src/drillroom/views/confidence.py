"""How sure the trainee is, before they answer or send: asked in few words, never waited for.

Nothing is declared unless the trainee says so, and nothing in the drill depends on it.
"""

from __future__ import annotations

from drillroom.language import Speech
from drillroom.log.confidence import NAMES, level_name

Choices = tuple[tuple[object, str], ...]


def turned(level: int | None) -> int | None:
    """The level behind this one: from nothing through all of them, and back to nothing."""
    rest = [it for it in NAMES if it > (level or 0)]
    return rest[0] if rest else None


def shown(speech: Speech, level: int | None) -> str:
    """What is declared so far, in a few words."""
    return speech.say("how sure: {level}", level=level_name(speech, level))


def declared(speech: Speech, level: int) -> str:
    """What was declared, once it is on record."""
    return speech.say("You said how sure you were: {level}.", level=level_name(speech, level))


def choices(speech: Speech) -> Choices:
    """Level -> what it is called; None declares nothing."""
    return ((None, level_name(speech, None)), *((level, level_name(speech, level)) for level in NAMES))


def scale(speech: Speech) -> str:
    """All levels with their numbers."""
    return speech.say(", ").join(
        speech.say("{level} {name}", level=level, name=level_name(speech, level)) for level in NAMES
    )
