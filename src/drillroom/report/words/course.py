"""The chart of a drill in words: its curves, marks and events, and the decisions listed below it.

Everything the chart shows is also said in its description or in the list, for those who cannot see it.
"""

from __future__ import annotations

from drillroom.report.charts import NARROW, WIDE, Curve, Event, Labels, Layout, Mark, Pane, ticks_of
from drillroom.report.lines import DecisionLine, Run
from drillroom.report.scales import Point

from .marks import View
from .telling import Telling


def exercise(t: Telling) -> str:
    """What stands inside every card and every picture."""
    return t.say("EXERCISE · FICTIONAL CONTENT")


def run_name(role: str, t: Telling) -> str:
    """What a run is called."""
    return {
        "drill": t.say("This drill"),
        "model": t.say("Reference"),
        "none": t.say("Doing nothing"),
    }.get(role, role)


def panes(t: Telling) -> list[Pane]:
    """Trust and heat of every run."""
    runs = t.debrief.timeline.runs
    if not runs:
        return []
    return [
        Pane(measure="trust", name=t.say("Trust"), curves=[_curve(run, run.trust, t) for run in runs]),
        Pane(measure="heat", name=t.say("Heat"), curves=[_curve(run, run.heat, t) for run in runs]),
    ]


def _curve(run: Run, values: tuple[float, ...], t: Telling) -> Curve:
    points: list[Point] = [(run.start + index * run.every, value) for index, value in enumerate(values)]
    return Curve(role=run.role, name=run_name(run.role, t), points=points)


def chart_labels(t: Telling) -> Labels:
    """Title and description of the timeline, for those who cannot see it."""
    told = [_summary(pane, t) for pane in panes(t)]
    count = len(t.debrief.timeline.decisions)
    told.append(t.say("Decisions marked on it: {n}; they are listed below the chart.", n=count))
    return Labels(
        title=t.say("Trust and heat over the drill"),
        about=" ".join(told),
        exercise=exercise(t),
        alert=t.say("alert"),
    )


def _summary(pane: Pane, t: Telling) -> str:
    said = []
    for curve in pane.curves:
        values = [value for _, value in curve.points]
        low, high, end = (t.points(value) for value in (min(values), max(values), values[-1]))
        said.append(
            t.say("{run}: lowest {low}, highest {high}, {end} at the end", run=curve.name, low=low, high=high, end=end)
        )
    return t.say("{measure}. {runs}.", measure=pane.name, runs=t.say("; ").join(said))


def tick_words(t: Telling) -> dict[int, str]:
    """How the times on the axes are written."""
    span = (t.debrief.timeline.starts, t.debrief.timeline.ends)
    layouts: tuple[Layout, ...] = (WIDE, NARROW)
    return {at: t.at(at) for layout in layouts for at in ticks_of(span, layout)}


def marks(t: Telling) -> list[Mark]:
    """The decisions as numbered marks."""
    return [
        Mark(number=str(it.number), at=it.at, role=it.state, says=f"{it.number} · {t.at(it.at)} · {became(it, t)}")
        for it in t.debrief.timeline.decisions
    ]


def events(t: Telling) -> list[Event]:
    """What came out by itself, as upright lines."""
    return [
        Event(at=it.at, name=t.say("comes out: {facts}", facts=t.listed(t.fact(fact) for fact, _ in it.facts)))
        for it in t.debrief.timeline.leaks
    ]


def decisions(t: Telling) -> list[View]:
    """The list under the chart."""
    return [
        {
            "number": it.number,
            "at": t.at(it.at),
            "state": it.state,
            "ask": t.text(it.ask),
            "became": became(it, t),
            "why": t.text(it.why),
        }
        for it in t.debrief.timeline.decisions
    ]


def became(it: DecisionLine, t: Telling) -> str:
    """What came of a decision."""
    if it.state == "chosen":
        return t.say("Chosen: {option}", option=t.text(it.option))
    if it.state == "settled":
        return t.say("Not asked any more, settled by: {action}", action=t.action(it.by or ""))
    return t.say("Time ran out; nothing was decided.") if it.state == "missed" else t.say("Still open.")
