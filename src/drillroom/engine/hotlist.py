"""The hot list: how the heat of a topic arises from what was read last, and which place that is worth.

Heat is the reads of the last minutes times the novelty that is left. Novelty fades at a pace that differs between
topics and is drawn once; no order of reads within a step and no length of steps changes how fast heat is forgotten.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from .spread import Spread, hour_of, lognormal, tempo
from .streams import snap, stream

_STEP, _LONGEST, _GONE = 5, 48 * 60, 12 * 60
"""Minutes of a step, of the longest topic, and after which a topic that left the list is a new one."""


def novelty_fade(seed: int, name: str, numbers: Mapping[str, Any]) -> float:
    """Minutes in which the novelty of the topic ``name`` falls to 37 %: short for most, days for some."""
    uniform = stream(seed, f"novelty/{name}").random()
    return lognormal(uniform, numbers["hot_novelty"], numbers["hot_novelty_spread"])


class HotList:
    """One topic and the list: ``read`` what was read, then ask for the ``heat`` and the ``place``.

    ``fade``: see ``novelty_fade``. ``scale``: thousands of heat that one read is worth.
    """

    def __init__(self, numbers: Mapping[str, Any], *, fade: float, scale: float = 1.0) -> None:
        self._lines = tuple(numbers["hot_list"])
        self._lasts, self._grace = numbers["hot_fade"], numbers["hot_novelty_from"]
        self._places, self._tail = int(numbers["hot_places"]), numbers["hot_tail"]
        self._fade, self._scale = fade, scale
        self._recent, self._age = 0.0, 0

    def read(self, minutes: int, count: float) -> None:
        """``count`` reads in the next ``minutes``. A topic is as old as its first read."""
        if self._age or self._recent or count:
            self._age += minutes
            self._recent = snap(self._recent * math.exp(-minutes / self._lasts) + count)

    def renew(self, fade: float) -> None:
        """News makes a new topic of the same story: it is fresh again, and those who read just now still count."""
        self._fade, self._age = fade, 0

    @property
    def novelty(self) -> float:
        """What is left of it, 0..1; it is whole at first."""
        return math.exp(-max(0.0, self._age - self._grace) / self._fade)

    @property
    def heat(self) -> float:
        """In thousands, as the list shows it."""
        return self._scale * self._recent * self.novelty

    def place(self, hour: int) -> int | None:
        """The place at this hour of the day, 1 at best; None below the lowest heat on the list at that hour."""
        heat, line = self.heat, self._lines[hour % 24]
        return None if heat < line else max(1, math.ceil(self._places * (line / heat) ** self._tail))


def topic(seed: int, numbers: Mapping[str, Any]) -> Iterator[tuple[int, float]]:
    """A topic of its own: (hour mark since it began, heat in thousands) of every full hour at which it is on the list.

    Its audience arrives little by little and waits, reads and passes on as the crowd of a drill.
    """
    draw = stream(seed, "topic").random
    hours, ramps, sizes = draw(), draw(), draw()
    hour = hour_of(hours, tuple(numbers["topic_hours"]))
    ramp = lognormal(ramps, numbers["topic_ramp"], numbers["topic_ramp_spread"])
    size = numbers["topic_size"] * (1 - sizes) ** (-1 / numbers["topic_tail"])
    mix, branching = tempo(seed, "topic", numbers), numbers["topic_branching"]
    spread = Spread(seed, numbers, minutes=_LONGEST, start_hour=hour)
    listed = HotList(numbers, fade=novelty_fade(seed, "topic", numbers))
    clock, last = int(hour * 60), 0
    for minute in range(0, _LONGEST, _STEP):
        if minute - last > _GONE:
            return
        came = size * (math.exp(-minute / ramp) - math.exp(-(minute + _STEP) / ramp))
        spread.pour(came, mix)
        listed.read(_STEP, spread.step(minute, _STEP, branching, 0.0)[0])
        now = clock + minute + _STEP
        if now % 60 < _STEP and listed.place(now // 60) is not None:
            last = minute
            yield now // 60 - clock // 60, listed.heat
