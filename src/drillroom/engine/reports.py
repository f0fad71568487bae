"""The hourly situation report: what a monitoring desk makes of the last hour, on one page.

It is derived from the same late and slightly wrong readings as the monitoring view, and tells nothing more.
"""

from __future__ import annotations

from drillroom.log.records import MonitoringSampled, SituationReported
from drillroom.scenario.checks import STANDARD_FACTS

from .parts import Parts

HOUR, DAY = 3600, 24 * 3600
_TOP, _RECENT, _SHOWN = 5, 6 * HOUR, 6
_RISING, _FALLING = 1.2, 0.8


class Reports:
    """The reports of one drill: each hour of the first day, then each day."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._world = parts, parts.world
        self._before = 0

    def is_due(self, now: int) -> bool:
        """Is it time for one?"""
        return now > 0 and now % (HOUR if now <= DAY else DAY) == 0

    def write(self, reading: MonitoringSampled) -> None:
        """Report, from the desk's latest reading."""
        world, parts = self._world, self._parts
        before, self._before = self._before, reading.volume
        ratio = reading.volume / before if before else _RISING
        world.emit(
            SituationReported(
                at=world.now,
                volume=reading.volume,
                before=before,
                negative=reading.negative,
                place=reading.place,
                channels=self._channels(),
                topics=self._topics(),
                posts=self._top(),
                open=tuple(name for name in STANDARD_FACTS if parts.ledger.standing[name].told_at is None),
                trend="up" if ratio >= _RISING else "down" if ratio <= _FALLING else "flat",
            )
        )

    def _channels(self) -> dict[str, float]:
        shares = sorted(self._parts.public.shares.items(), key=lambda row: (-row[1], row[0]))
        return {name: round(share, 2) for name, share in shares[:_SHOWN] if share >= 0.01}

    def _topics(self) -> dict[str, float]:
        """Narratives with their share of the talk."""
        public, weights = self._parts.public, self._world.numbers["topic_weights"]
        loud = {"harm": public.harm, "rumor": public.rumor, "blame": public.anger, "other": 1.0}
        heavy = {name: weight * loud[name] for name, weight in zip(loud, weights, strict=True)}
        whole = 0.0
        for weight in heavy.values():
            whole += weight
        return {name: round(weight / whole, 2) for name, weight in heavy.items()}

    def _top(self) -> tuple[str, ...]:
        """The posts of the last hours that are passed on most."""
        since = self._world.now - _RECENT
        recent = [row for row in self._parts.past.sizes if row[0] >= since]
        return tuple(post for _, _, post in sorted(recent, key=lambda row: (-row[1], row[2]))[:_TOP])
