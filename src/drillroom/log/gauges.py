"""The course of the drill in numbers: phase, what monitoring shows, and for those who may see it the true state.

Histories hold the records themselves, in order, so that a chart needs no copy of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from . import records as r
from .fold import Fold


@dataclass(slots=True)
class Gauges(Fold):
    """``starts`` and ``ends`` are drill seconds; ``alert_at`` is None until the team is shown the crisis.

    ``reports``: the situation reports; ``relapsed_at``: when the trouble came back; ``future``: six months on.
    """

    starts: int | None = None
    ends: int | None = None
    phase: str = "watch"
    alert_at: int | None = None
    is_closed: bool = False
    monitoring: list[r.MonitoringSampled] = field(default_factory=list)
    state: list[r.StateSampled] = field(default_factory=list)
    moods: list[r.MoodsSampled] = field(default_factory=list)
    reports: list[r.SituationReported] = field(default_factory=list)
    twists: list[r.TwistFired] = field(default_factory=list)
    relapsed_at: int | None = None
    future: r.FutureProjected | None = None

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

    def _feel(self, it: r.MoodsSampled) -> None:
        self.moods.append(it)

    def _report(self, it: r.SituationReported) -> None:
        self.reports.append(it)

    def _relapse(self, it: r.RelapseStarted) -> None:
        self.relapsed_at = it.at

    def _project(self, it: r.FutureProjected) -> None:
        self.future = it

    def _twist(self, it: r.TwistFired) -> None:
        self.twists.append(it)

    STEPS = {
        r.DrillOpened: _open,
        r.AlertRaised: _alert,
        r.PhaseChanged: _turn,
        r.DrillClosed: _close,
        r.MonitoringSampled: _monitor,
        r.StateSampled: _sample,
        r.MoodsSampled: _feel,
        r.SituationReported: _report,
        r.RelapseStarted: _relapse,
        r.FutureProjected: _project,
        r.TwistFired: _twist,
    }
