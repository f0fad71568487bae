"""Random numbers that depend on what they are for, never on how many were drawn before.

A draw is a function of (seed, stream, step, slot); no choice of the team can move it. Only ``Random.random`` is used,
which is the same on every platform and supported Python.
"""

from __future__ import annotations

import hashlib
import random
from functools import lru_cache
from statistics import NormalDist

_normal = NormalDist()
_TINY = 1e-12


def stream(seed: int, name: str) -> random.Random:
    """A generator of its own for the entity ``name`` (an inject, a decision, the crowd's posts)."""
    digest = hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()
    return random.Random(int.from_bytes(digest, "big"))


@lru_cache(maxsize=256)
def block(seed: int, name: str, count: int) -> tuple[float, ...]:
    """``count`` uniforms in (0, 1), one per slot; shared by every run of the same seed."""
    draw = stream(seed, name).random
    return tuple(draw() or _TINY for _ in range(count))


def snap(value: float) -> float:
    """A carried state value, not negative, to the nearest 0.000000001: what platforms differ in goes no further."""
    return int(value * 1e9 + 0.5) / 1e9


def normal(uniform: float) -> float:
    """The standard normal quantile of a uniform in (0, 1)."""
    return _normal.inv_cdf(min(max(uniform, _TINY), 1 - _TINY))


def shuffled(seed: int, name: str, items: tuple[str, ...]) -> tuple[str, ...]:
    """The items in an order that belongs to this seed and name."""
    draw = stream(seed, name).random
    keyed = sorted((draw(), index) for index in range(len(items)))
    return tuple(items[index] for _, index in keyed)
