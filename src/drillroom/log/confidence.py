"""How sure somebody can say they are of a command, and what each level is called.

What a log holds is data from outside: a level that is none of these says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drillroom.language import Speech, to_say

NAMES: Mapping[int, str] = {1: to_say("guessing"), 2: to_say("fairly sure"), 3: to_say("sure")}
"""Level -> what it is called."""


def level_of(value: Any) -> int | None:
    """The level that ``value`` is, or None."""
    return value if type(value) is int and value in NAMES else None


def level_name(speech: Speech, level: int | None) -> str:
    """A level in words; a dash where nothing was said."""
    return "–" if level is None else speech.say(NAMES[level])
