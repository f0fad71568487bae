"""What can be measured: the true state, what monitoring shows of it, and the other runs of the same crisis."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Json, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSampled(Record):
    """The true state, every 5 minutes and after commands; for the facilitator and the debrief.

    ``trust heat anger rumor value partners ops`` 0..100, ``churn`` percent of users, ``harm`` 0..1,
    ``harm_minutes`` so far, ``exposures`` people reached so far, ``cred`` 0..1.
    """

    trust: float
    heat: float
    anger: float
    rumor: float
    harm: float
    churn: float
    value: float
    cred: float
    harm_minutes: float
    exposures: int
    blame: float = 0.0
    ops: float = 100.0
    partners: float = 100.0
    regulator: float = 0.0
    fatigue: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodsSampled(Record):
    """How well disposed each group is, every hour: group -> 0..100; for the facilitator and the debrief."""

    moods: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationReported(Record):
    """The hourly situation report, as the monitoring desk writes it; a daily one after the first day.

    ``volume`` posts per hour and ``before`` in the report before, ``negative`` 0..1, ``place`` on the hot list,
    ``channels`` channel -> share of the talk, ``topics`` (``harm rumor blame other``) -> share, ``posts`` the five that
    are passed on most, ``open`` the standard facts people still ask about, ``trend`` ``up`` | ``flat`` | ``down``.
    """

    volume: int
    before: int
    negative: float
    place: int | None
    channels: Json
    topics: Json
    posts: tuple[str, ...]
    open: tuple[str, ...]
    trend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelapseStarted(Record):
    """The trouble came back, because the repair was all that was done."""

    harm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FutureProjected(Record):
    """Six months on: trust, value 0..100, churn in percent of users; ``outlook``: ``good`` | ``mixed`` | ``poor``."""

    trust: float
    churn: float
    value: float
    outlook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringSampled(Record):
    """What a monitoring desk can see, a few minutes late and a little wrong. ``place`` on the hot list or None.

    ``volume`` posts per hour, ``negative`` 0..1, ``complaints`` per hour, ``price`` percent of the price before.
    """

    volume: int
    negative: float
    place: int | None
    complaints: int
    price: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineMeasured(Record):
    """The same crisis and seed under another playbook (``none`` or ``model``), run when the drill closed.

    ``outcome`` as in ``run --json``, with ``milestones``; ``series`` holds ``every``, ``from`` and lists for trust,
    heat, harm, exposures.
    """

    playbook: str
    outcome: Json
    series: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureMeasured(Record):
    """Median over ``seeds`` do-nothing runs of the share of exposures in (0, ``window``] that fell before each mark.

    ``marks`` are drill seconds, ``shares`` 0..1, same length.
    """

    seeds: int
    window: int
    marks: tuple[int, ...]
    shares: tuple[float, ...]
