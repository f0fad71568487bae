"""The course of the drill in numbers: phase, what monitoring shows, and for those who may see it the true state.

Histories hold the records themselves, in order, so that a chart needs no copy of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from . import records as r
from .fold import Fold


@dataclass(slots=True)
class Gauges(Fold):
    """``starts`` and ``ends`` are drill seconds; ``alert_at`` is None until the team is shown the crisis."""

    starts: int | None = None
    ends: int | None = None
    phase: str = "watch"
    alert_at: int | None = None
    is_closed: bool = False
    monitoring: list[r.MonitoringSampled] = field(default_factory=list)
    state: list[r.StateSampled] = field(default_factory=list)
    twists: list[r.TwistFired] = field(default_factory=list)

    @property
    def latest(self) -> r.MonitoringSampled | None:
        """The last sample of the monitoring desk."""
        return self.monitoring[-1] if self.monitoring else None

    def _open(self, it: r.DrillOpened) -> None:
        self.starts, self.ends = it.starts, it.ends

    def _alert(self, it: r.AlertRaised) -> None:
        self.alert_at = it.at

    def _turn(self, it: r.PhaseChanged) -> None:
        self.phase = it.phase

    def _close(self, it: r.DrillClosed) -> None:
        self.is_closed = True

    def _monitor(self, it: r.MonitoringSampled) -> None:
        self.monitoring.append(it)

    def _sample(self, it: r.StateSampled) -> None:
        self.state.append(it)

    def _twist(self, it: r.TwistFired) -> None:
        self.twists.append(it)

    STEPS = {
        r.DrillOpened: _open,
        r.AlertRaised: _alert,
        r.PhaseChanged: _turn,
        r.DrillClosed: _close,
        r.MonitoringSampled: _monitor,
        r.StateSampled: _sample,
        r.TwistFired: _twist,
    }
