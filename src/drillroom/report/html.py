"""The debrief as one HTML file: no script, no network, for a screen, a phone and paper.

Everything from outside is escaped by the template engine; only the charts, built of escaped parts, are markup.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from drillroom.language import Speech

from .charts import NARROW, WIDE, Labels, bar, between, glimpse, timeline
from .value import Debrief
from .words import calibration, costs, course, front, marks, moments, owed, said
from .words.marks import View
from .words.telling import Telling


def html(debrief: Debrief, speech: Speech) -> str:
    """The whole report in one language, as text to be written as UTF-8."""
    telling = Telling(debrief, speech)
    return _template().render(say=speech.say, lang=speech.lang, **_view(telling))


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, loader=FunctionLoader(_source), trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("debrief.html.j2")


def _source(name: str) -> str:
    return (resources.files(__package__) / "templates" / name).read_text(encoding="utf-8")


def _view(t: Telling) -> View:
    return {
        "exercise": course.exercise(t),
        "setting": front.setting(t),
        "verdict": front.verdict(t),
        "figures": front.figures(t),
        "costs": costs.costs(t),
        "principles": marks.principles(t),
        "counsel": front.counsel(t),
        "own_views": front.own_views(t),
        "calibration": calibration.calibration(t),
        "strengths": front.strengths(t),
        "changes": front.changes(t),
        "charts": _charts(t),
        "decisions": course.decisions(t),
        "moments": moments.moments(t),
        "statements": said.statements(t),
        "facts": said.facts(t),
        "feed": said.feed(t),
        "clocks": owed.clocks(t),
        "outcome": owed.outcome(t),
        "findings": owed.findings(t),
        "limits": owed.limits(t),
        "use": t.text(t.debrief.use),
        "departures": [t.text(text) for text in t.debrief.departures],
        "log": t.debrief.setting,
        "doctrine": t.text(t.debrief.setting.doctrine),
        "bar": _bar,
        "between": lambda row: between(row["place"], labels=row["labels"], key=row["key"]),
        "glimpse": lambda shown: glimpse(**shown),
    }


def _charts(t: Telling) -> list[Markup]:
    """The timeline twice, for wide and for narrow pages; the style sheet shows one."""
    panes, line = course.panes(t), t.debrief.timeline
    if not panes:
        return []
    return [
        timeline(
            panes,
            course.marks(t),
            course.events(t),
            span=(line.starts, line.ends),
            labels=course.chart_labels(t),
            tick_words=course.tick_words(t),
            layout=layout,
        )
        for layout in (WIDE, NARROW)
    ]


def _bar(share: float | None, name: str, points: str, key: str, role: str) -> Markup:
    return bar(share, labels=Labels(title=f"{name}: {points}", about="", exercise="", alert=""), key=key, role=role)
