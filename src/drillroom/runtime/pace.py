"""How fast drill time passes at a desk: a pure function of what is going on, the settings and the drill's clock.

Pace lives here alone and never in a world record, so no choice of it can change a drill.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from drillroom.scenario.texts import reading_minutes

UNHURRIED = 1.5
LEAST_READING = 30.0
EASED = 3.0
"""Drill seconds per wall second while something waits for an answer."""
SHORT_WINDOW = 15 * 60
"""Drill seconds of a window that stays eased to its end. A longer one stays so for one reading time; what is left of it
then passes in one more."""
FASTEST = 1800.0
PATIENCE = 10.0
"""Wall seconds that the next thing keeps waiting at most, however much there is to read."""
BREATH = 1.0
"""Wall seconds until the next thing comes when everything has been read: a jump that can still be seen."""
LOWEST_FIXED, HIGHEST_FIXED = 1, 1_000_000
STRETCHES: Mapping[str, float] = {"watch": 60.0, "outbreak": 10.0, "response": 20.0, "aftermath": 60.0}
"""The least that each phase runs at while nothing is open, where the scenario has no tempo of its own."""

Mode = Literal["auto", "fixed", "tabletop"]


@dataclass(frozen=True, slots=True)
class PaceSettings:
    """How the trainee wants time to pass. ``fixed`` (drill seconds per wall second) counts in that mode only.

    ``stretches`` are the scenario's own paces by phase, where it has any.
    """

    mode: Mode = "auto"
    fixed: float = 1.0
    stretches: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something that waits for the trainee: a decision, a ringing call (both have a window), or an open composer.

    ``opened`` and ``closes`` in drill seconds; ``closes`` None where there is no window. ``reading`` in wall seconds.
    """

    opened: int
    closes: int | None
    reading: float
    stops_clock: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What pace depends on. ``next_notable``: the next known drill second at which something is due, or None.

    ``unread``: wall seconds it takes to read what has come in.
    """

    phase: str
    prompts: tuple[Prompt, ...] = ()
    next_notable: int | None = None
    unread: float = 0.0


def reading_time(texts: Iterable[str]) -> float:
    """Wall seconds to read ``texts`` without hurry: at the speed at which lint counts them, times 1.5.

    At least 30 s, however short they are.
    """
    return max(LEAST_READING, sum(reading_minutes(text) for text in texts) * 60 * UNHURRIED)


def pace(moment: Moment, settings: PaceSettings, now: int) -> float:
    """Drill seconds per wall second at drill second ``now``; 0 stops the clock.

    Something open: no faster than lets it be read, and at most 3. Nothing open: such that the next thing comes when
    what is there has been read, which is up to 1,800 in quiet times, and never less than the pace of the phase.
    """
    if settings.mode == "fixed":
        return settings.fixed
    if moment.prompts:
        if settings.mode == "tabletop" and any(prompt.stops_clock for prompt in moment.prompts):
            return 0.0
        return min(_eased(prompt, now) for prompt in moment.prompts)
    usual = settings.stretches.get(moment.phase, STRETCHES.get(moment.phase, STRETCHES["outbreak"]))
    if moment.next_notable is None:
        return max(usual, FASTEST)
    soon = min(PATIENCE, max(BREATH, moment.unread))
    return max(usual, min(FASTEST, (moment.next_notable - now) / soon))


def _eased(prompt: Prompt, now: int) -> float:
    """The pace at which one prompt can be read and answered."""
    if prompt.closes is None:
        return EASED
    window = max(1, prompt.closes - prompt.opened)
    eased = min(EASED, window / prompt.reading)
    if window <= SHORT_WINDOW or now - prompt.opened < prompt.reading * EASED:
        return eased
    return max(EASED, (window - prompt.reading * EASED) / prompt.reading)


def wall_left(prompt: Prompt, settings: PaceSettings, now: int) -> float:
    """Wall seconds until ``prompt`` closes if nothing else slows the clock; infinite where it never does."""
    if prompt.closes is None or (settings.mode == "tabletop" and prompt.stops_clock):
        return math.inf
    left = max(0, prompt.closes - now)
    if settings.mode == "fixed":
        return left / settings.fixed
    first = _eased(prompt, prompt.opened)
    slow_until = prompt.opened + prompt.reading * EASED
    if prompt.closes - prompt.opened <= SHORT_WINDOW:
        return left / first
    slow = max(0.0, min(float(prompt.closes), slow_until) - now)
    rest = left - slow
    return slow / first + (rest / _eased(prompt, math.ceil(slow_until)) if rest > 0 else 0.0)
