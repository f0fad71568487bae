"""What the monitoring desk shows at a moment: where the drill stands, and the public in figures.

Figures are as late as the desk itself; the true state is here only for a viewer whose records hold it.
"""

from __future__ import annotations

from dataclasses import dataclass

from drillroom.language import Speech
from drillroom.log import records as r
from drillroom.log.times import from_alert

from .names import hour
from .palette import Palette

HISTORY = 36
"""Samples kept for a chart: three hours."""
_BACK = 3
"""Samples between the two that a trend compares: a quarter of an hour."""
_STEADY = 0.15
"""The desk is off by up to ten percent either way: a smaller change says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One sample. ``volume`` and ``complaints`` are per hour, ``negative`` whole percent, ``change`` of the price in
    percent, ``place`` on the hot list or None. ``seen_at``: the drill second that they tell of.
    """

    seen_at: int
    volume: int
    negative: int
    place: int | None
    complaints: int
    change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueState:
    """What nobody can see from a desk: trust, heat, anger and rumor, 0..100."""

    trust: int
    heat: int
    anger: int
    rumor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    """``hour``, ``alert`` and ``as_of`` are clock times in words, ``pace`` how fast the clock runs; is it still?

    ``figures`` is None while there is nothing to show, and ``waits`` says so. ``volumes``: the latest of them, oldest
    first; ``trend`` of the volume: ``up`` | ``down`` | ``steady``.
    """

    title: str
    phase: str
    hour: str
    alert: str
    pace: str
    is_still: bool
    figures: Figures | None = None
    as_of: str = ""
    waits: str = ""
    volumes: tuple[int, ...] = ()
    trend: str = "steady"
    state: TrueState | None = None


def monitoring(
    palette: Palette, now: int, *, speed: float, is_paused: bool = False, is_over: bool = False
) -> Monitoring:
    """Everything at drill second ``now``; ``speed``: drill seconds per wall second, 0 where the clock stands."""
    gauges, names, speech = palette.situation.gauges, palette.names, palette.speech
    shown = gauges.latest if now >= 0 else None
    figures = read(palette, shown) if shown is not None else None
    volumes = tuple(it.volume for it in gauges.monitoring[-HISTORY:]) if figures else ()
    return Monitoring(
        title=speech.pick(names.scenario.title),
        phase=names.phase(gauges.phase),
        hour=hour(names.scenario, speech, now),
        alert=from_alert(now),
        pace=pace(speech, speed, is_paused=is_paused, is_over=is_over or gauges.is_closed),
        is_still=is_paused or speed <= 0,
        figures=figures,
        as_of=hour(names.scenario, speech, figures.seen_at) if figures else "",
        waits="" if figures else _waits(palette, now),
        volumes=volumes,
        trend=trend(volumes),
        state=_state(palette),
    )


def read(palette: Palette, it: r.MonitoringSampled) -> Figures:
    """One sample as it is shown."""
    return Figures(
        seen_at=it.at - _delay(palette),
        volume=it.volume,
        negative=round(100 * it.negative),
        place=it.place,
        complaints=it.complaints,
        change=round(it.price - 100, 1),
    )


def change_words(percent: float) -> str:
    """``+1.2 %``, ``-0.3 %``, ``0.0 %``: nothing has no sign."""
    return f"{percent:+.1f} %" if round(percent, 1) else "0.0 %"


def trend(volumes: tuple[int, ...]) -> str:
    """``up``, ``down`` or ``steady`` over the last quarter of an hour."""
    if len(volumes) <= _BACK:
        return "steady"
    before, after = volumes[-1 - _BACK], volumes[-1]
    if abs(after - before) <= _STEADY * max(before, after):
        return "steady"
    return "up" if after > before else "down"


def pace(speech: Speech, speed: float, *, is_paused: bool, is_over: bool) -> str:
    """How fast the clock runs, in words."""
    if is_over:
        return speech.say("over")
    if is_paused:
        return speech.say("paused")
    if speed <= 0:
        return speech.say("the clock waits")
    return speech.say("{n}× speed", n=f"{speed:,.0f}" if speed >= 9.95 else f"{speed:.1f}".removesuffix(".0"))


def _waits(palette: Palette, now: int) -> str:
    say, scenario = palette.speech.say, palette.names.scenario
    if now < 0:
        return say("Nothing unusual in the public so far.")
    first = hour(scenario, palette.speech, scenario.starts + _delay(palette))
    return say("The first figures come at {time}.", time=first)


def _delay(palette: Palette) -> int:
    """Seconds by which the monitoring desk is late."""
    return int(palette.situation.header.parameters.get("monitor_delay", 0))


def _state(palette: Palette) -> TrueState | None:
    samples = palette.situation.gauges.state
    if not samples:
        return None
    it = samples[-1]
    return TrueState(trust=round(it.trust), heat=round(it.heat), anger=round(it.anger), rumor=round(it.rumor))
