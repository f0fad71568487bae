"""How an audience arrives, reads and passes on: five reservoirs of waiting readers and rare big reposters.

Counts come by inverse transform from one uniform per minute, so more interest never gives fewer posts, and the i-th
big reposter has the same size in every run of a seed. Sizes are reactions, times minutes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .streams import block, normal, snap, stream

Mix = tuple[float, ...]
_HUBS = 512
_LARGE_MEAN, _MEETING = 12.0, 15.0
_LARGEST = 1 - 1e-12
_REACH = 4.0
"""Draws of what is not a count end this many standard deviations from the middle."""


def poisson(mean: float, uniform: float) -> int:
    """The Poisson quantile at a fixed uniform (Cornish-Fisher above a mean of 12): never falls when the mean grows."""
    least = 0
    if mean > _LARGE_MEAN:
        z = normal(uniform)
        least = max(0, int(mean + math.sqrt(mean) * z + (z * z - 1) / 6 + 0.5))
        if mean > _MEETING:
            return least
        mean = _LARGE_MEAN  # near here the two ways may differ by one: the larger counts
    chance = total = math.exp(-mean)
    count = 0
    if uniform > _LARGEST:
        uniform = _LARGEST
    while uniform > total and count < 60:
        count += 1
        chance *= mean / count
        total += chance
    return count if count > least else least


def lognormal(uniform: float, middle: float, spread: float) -> float:
    """The quantile of a lognormal with this median; ``spread`` is the deviation of the logarithm."""
    return middle * math.exp(spread * _deviate(uniform))


def logistic(uniform: float, middle: float, spread: float) -> float:
    """The quantile of a share, 0..1, with this median, whose log odds are normal with the deviation ``spread``."""
    odds = middle / (1 - middle) * math.exp(spread * _deviate(uniform))
    return odds / (1 + odds)


def hour_of(uniform: float, weights: Mix) -> float:
    """An hour of the day, 0 up to 24, drawn by the weights of the hours, evenly within an hour."""
    left = uniform * math.fsum(weights)
    for hour, weight in enumerate(weights):
        if left < weight:
            return hour + left / weight
        left -= weight
    return 0.0


def _deviate(uniform: float) -> float:
    return max(-_REACH, min(_REACH, normal(uniform)))


@lru_cache(maxsize=64)
def _awake(circadian: Mix, power: float) -> Mix:
    raised = [hour**power for hour in circadian]
    mean = math.fsum(raised) / len(raised)
    return tuple(hour / mean for hour in raised)


@lru_cache(maxsize=256)
def _release(circadian: Mix, power: float, tau: Mix, minutes: float) -> tuple[Mix, ...]:
    """Share of each reservoir that reads within ``minutes``, for each hour of the day."""
    return tuple(
        tuple(1 - math.exp(-awake * minutes / waiting) for waiting in tau) for awake in _awake(circadian, power)
    )


@lru_cache(maxsize=256)
def _hubs(seed: int, alpha: float, low: float, high: float) -> tuple[tuple[float, float], ...]:
    """The seed's big reposters: (exponential step of the hub clock, audience they bring)."""
    gaps, sizes = block(seed, "hub-gaps", _HUBS), block(seed, "hub-sizes", _HUBS)
    cut = 1 - (low / high) ** alpha
    return tuple(
        (-math.log(gap), low * (1 - size * cut) ** (-1 / alpha)) for gap, size in zip(gaps, sizes, strict=True)
    )


def tempo(seed: int, name: str, numbers: Mapping[str, Any]) -> Mix:
    """How the audience of one post is spread over the reservoirs: its own pace, fixed by seed and name."""
    return _tempo(seed, name, tuple(numbers["root_mix"]), numbers["tempo_tilt"], numbers["tempo_noise"])


@lru_cache(maxsize=4096)
def _tempo(seed: int, name: str, root: Mix, tilt: float, noise: float) -> Mix:
    draw = stream(seed, f"tempo/{name}").random
    lean = tilt * normal(draw())
    logs = [math.log(share) + lean * (index - 2) + noise * normal(draw()) for index, share in enumerate(root)]
    top = max(logs)
    weights = [math.exp(value - top) for value in logs]
    total = math.fsum(weights)
    return tuple(round(weight / total, 6) for weight in weights)


class Spread:
    """The waiting audience of one crisis. ``pour`` adds to it, ``step`` lets a part of it react.

    ``minutes`` is the length of the drill, ``first_minute`` its first minute from the alert.
    """

    def __init__(
        self, seed: int, numbers: Mapping[str, Any], *, minutes: int, start_hour: float, first_minute: int = 0
    ) -> None:
        self._uniforms, self._first = block(seed, "reactions", minutes + 1), first_minute
        alpha, low, high = numbers["hub_alpha"], numbers["hub_low"], numbers["hub_high"]
        self._hubs = _hubs(seed, alpha, low, high)
        self._hub_chance = numbers["hub_chance"]
        shrink = (1 - (low / high) ** (alpha - 1)) / (1 - (low / high) ** alpha)
        self._plain = 1 - self._hub_chance * alpha / (alpha - 1) * low * shrink
        self._awake = (tuple(numbers["circadian"]), numbers["circadian_power"], tuple(numbers["spread_tau"]))
        self._root, self._child = tuple(numbers["root_mix"]), tuple(numbers["child_mix"])
        self._start_hour = start_hour
        self._waiting: Mix = (0.0,) * 5
        self._clock, self._next_hub, self._hub = 0.0, self._hubs[0][0], 0
        self._minutes, self._rates = 0, _release(*self._awake, 1)

    @property
    def waiting(self) -> float:
        """Reactions still to come if nobody passed anything on."""
        return math.fsum(self._waiting)

    def pour(self, size: float, mix: Mix | None = None) -> None:
        """An audience of ``size`` reactions arrives, waiting as ``mix`` says (a new post's mix when None)."""
        v, w, x, y, z = mix or self._root
        a, b, c, d, e = self._waiting
        self._waiting = (
            snap(a + size * v), snap(b + size * w), snap(c + size * x), snap(d + size * y), snap(e + size * z),
        )  # fmt: skip

    def step(self, minute: int, minutes: int, branching: float, fresh: float) -> tuple[int, list[float]]:
        """Reactions in the ``minutes`` after ``minute`` (from the alert), and the hubs among them.

        ``branching``: reposts one reaction causes; ``fresh``: audience that arrives by itself.
        """
        if minutes != self._minutes:
            self._minutes, self._rates = minutes, _release(*self._awake, minutes)
        a, b, c, d, e = self._waiting
        fast, quick, even, slow, late = self._rates[int(self._start_hour + minute / 60) % 24]
        fast, quick, even, slow, late = a * fast, b * quick, c * even, d * slow, e * late
        reading = fast + quick + even + slow + late
        count = poisson(reading, self._uniforms[minute - self._first]) if reading > 0 else 0
        arriving = branching * self._plain * count + fresh
        big: list[float] = []
        if count:
            self._clock = snap(self._clock + branching * self._hub_chance * count)
            while self._next_hub <= self._clock:
                size = self._hubs[self._hub % _HUBS][1]
                arriving += size
                big.append(size)
                self._hub += 1
                self._next_hub += self._hubs[self._hub % _HUBS][0]
        if arriving or reading:
            # The five are written out, and rounded as in ``snap``: most of a drill's time is spent here.
            v, w, x, y, z = self._child
            self._waiting = (
                int((a - fast + arriving * v) * 1e9 + 0.5) / 1e9,
                int((b - quick + arriving * w) * 1e9 + 0.5) / 1e9,
                int((c - even + arriving * x) * 1e9 + 0.5) / 1e9,
                int((d - slow + arriving * y) * 1e9 + 0.5) / 1e9,
                int((e - late + arriving * z) * 1e9 + 0.5) / 1e9,
            )
        return count, big
