"""What a run with one move changed is worth against the run as it was, on one seed and over several.

A gain above 0 always means that it would have been better: more points and trust, fewer users lost, less harm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atan, cos, fsum, pi, sin, sqrt

from .trials import Trial

METRICS = ("total", "process", "trust", "churn", "harm")
"""Points 0..100, points, trust 0..100, users lost in percent of them, user harm-minutes."""
LEVEL = 0.9
"""How much of the time an interval holds the mean, where gains scatter as a normal distribution does."""
LEAST = 4
"""Seeds below which there is no interval."""
_DIGITS = 4
_FEWER_IS_BETTER = ("churn", "harm")

Gains = Mapping[str, float | None]
"""metric -> gain, None where it was not measured."""


def gains(base: Trial, variant: Trial) -> Gains:
    """What ``variant`` gained against ``base``, both on one seed."""
    return {name: _gain(name, getattr(base, name), getattr(variant, name)) for name in METRICS}


def _gain(name: str, before: float | None, after: float | None) -> float | None:
    if before is None or after is None:
        return None
    return _rounded(before - after if name in _FEWER_IS_BETTER else after - before)


def _rounded(value: float) -> float:
    """Cut where the digits of the marks end, so that a difference of two has no tail; 0 has no sign."""
    return round(value, _DIGITS) + 0.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """The mean over ``n`` seeds, and between ``low`` and ``high`` its 90 % interval by Student's t; None below 4."""

    mean: float
    low: float | None
    high: float | None
    n: int

    @property
    def is_clear(self) -> bool:
        """Can it be told from nothing?"""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)

    def as_json(self) -> dict[str, float | int | None]:
        """For ``whatif --json``."""
        return {"mean": self.mean, "low": self.low, "high": self.high, "n": self.n}


def estimates(pairs: Sequence[Gains]) -> Mapping[str, Estimate | None]:
    """metric -> what the gains of several seeds come to; each gain is already one pair of runs."""
    return {name: estimate([value for it in pairs if (value := it[name]) is not None]) for name in METRICS}


def estimate(values: Sequence[float]) -> Estimate | None:
    """Mean and interval of ``values``, None where there are none."""
    count = len(values)
    if not count:
        return None
    mean = fsum(values) / count
    if count < LEAST:
        return Estimate(_rounded(mean), None, None, count)
    half = student(count - 1) * deviation(values) / sqrt(count)
    return Estimate(_rounded(mean), _rounded(mean - half), _rounded(mean + half), count)


def deviation(values: Sequence[float]) -> float:
    """The standard deviation of a sample of at least two."""
    mean = fsum(values) / len(values)
    return sqrt(fsum((it - mean) ** 2 for it in values) / (len(values) - 1))


@lru_cache(maxsize=64)
def student(freedom: int) -> float:
    """The t beyond which, on both sides together, a tenth of Student's distribution with so many degrees lies."""
    low, high = 0.0, 8.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if _inside(middle, freedom) < LEVEL else (low, middle)
    return (low + high) / 2


def _inside(t: float, freedom: int) -> float:
    """The share of Student's distribution between -t and t (Abramowitz and Stegun 26.7.3 and 26.7.4)."""
    angle = atan(t / sqrt(freedom))
    is_odd = freedom % 2 == 1
    term, total = (cos(angle), 0.0) if is_odd else (1.0, 0.0)
    for step in range(1 if is_odd else 0, freedom - 1, 2):
        total += term
        term *= cos(angle) ** 2 * (step + 1) / (step + 2)
    if is_odd:
        return 2 / pi * (angle + sin(angle) * total)
    return sin(angle) * total


def root_mean_square(values: Sequence[float]) -> float | None:
    """How far from 0 the values lie, None where there are none."""
    return sqrt(fsum(it * it for it in values) / len(values)) if values else None
