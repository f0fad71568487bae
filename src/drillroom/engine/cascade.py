"""One post on its own, without a crisis or a team: how many pass it on in the week after, and when.

It is read by the crowd of a drill on the schedule of a drill. The size, the hour and the pace of a post are drawn once
from its seed, so stretching the reservoirs moves the times of the same post and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .schedule import schedule
from .spread import Mix, Spread, hour_of, logistic, lognormal, tempo
from .streams import stream

DAYS = 7


@dataclass(frozen=True, slots=True)
class Single:
    """What is settled about a post before anybody has read it.

    ``size``: reposts to be expected in all; ``branching``: reposts that one repost causes; ``hour``: hour of the day
    0..24; ``late``: share of the first readers whom a big account brings later, ``late_at`` minutes after the post.
    """

    size: float
    branching: float
    hour: float
    mix: Mix
    late: float
    late_at: float


def single(seed: int, numbers: Mapping[str, Any]) -> Single:
    """The post of this seed."""
    draw = stream(seed, "single").random
    sizes, branches, hours, has_late, shares, times = (draw() for _ in range(6))
    has_big = has_late < numbers["late_chance"]
    # The big account is a reader as well: what stretches the waiting of the readers stretches its own.
    waits = numbers["spread_tau"][len(numbers["spread_tau"]) // 2] * numbers["late_after"]
    return Single(
        size=lognormal(sizes, numbers["single_size"], numbers["single_size_spread"]),
        branching=min(
            logistic(branches, numbers["single_branching"], numbers["single_branching_spread"]),
            numbers["branching_max"],
        ),
        hour=hour_of(hours, tuple(numbers["single_hours"])),
        mix=tempo(seed, "single", numbers),
        late=logistic(shares, numbers["late_share"], numbers["late_share_spread"]) if has_big else 0.0,
        late_at=lognormal(times, waits, numbers["late_after_spread"]),
    )


def cascade(seed: int, numbers: Mapping[str, Any]) -> Iterator[tuple[int, int, int]]:
    """(minute, length in minutes, reposts in it) of every step of the week after the post."""
    post = single(seed, numbers)
    spread = Spread(seed, numbers, minutes=DAYS * 1440, start_hour=post.hour)
    first = post.size * (1 - post.branching)
    spread.pour(first * (1 - post.late), post.mix)
    late = first * post.late
    for at, length in schedule(0, DAYS * 86400, ()):
        minute = at // 60
        if late and minute + length > post.late_at:
            spread.pour(late, tuple(numbers["late_mix"]))
            late = 0.0
        count, _ = spread.step(minute, length, post.branching, 0.0)
        yield minute, length, count
