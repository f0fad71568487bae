"""The key moments in words: what was known, what the team did, what people did.

A moment is named by what happened in it, not by the mark that it moved.
"""

from __future__ import annotations

from drillroom.log.records import ClaimJudged, FactLeaked, SignalAppeared, Text
from drillroom.report.charts import Labels, Pane
from drillroom.report.lines import FactLine, StatementLine
from drillroom.report.value import Moment, Turn

from . import evidence
from .course import became, exercise, panes
from .marks import View, metric_value, role
from .said import post
from .telling import Telling

_AROUND = (3600, 3 * 3600)
"""Seconds shown before and after a moment."""
_NAMED = 2
_LONG = 240
_RECORDS = 4
_ALIKE = 3.0
"""Points of trust or heat within which two runs are called alike."""


def moments(t: Telling) -> list[View]:
    """Before and after, at most three times."""
    return [_moment(it, number, t) for number, it in enumerate(t.debrief.moments, start=1)]


def _moment(it: Moment, number: int, t: Telling) -> View:
    points = t.number(it.points, 0)
    cost, gain = t.say("cost {n} points of process", n=points), t.say("earned {n} points of process", n=points)
    worth, caps = cost if it.is_loss else gain, [t.say("cap: {name}", name=name) for name in _caps(it, t)]
    return {
        "number": number,
        "at": t.at(it.at),
        "role": "poor" if it.is_loss else "good",
        "title": " · ".join(_titles(it, t)),
        "worth": worth if it.points else caps.pop(0),
        "caps": caps,
        "known": [_known(fact, t) for fact in it.known],
        "unknown": t.listed(t.text(fact.name) for fact in it.unknown),
        "did": _did(it, t),
        "counts": [_count(key, t) for key in it.metrics],
        "levels": [] if it.turn is None or it.at < 0 else _levels(it.turn, t),
        "is_quiet": it.at < 0,
        "exposed": _exposed(it, t),
        "posts": [post(line, t) for line in it.posts],
        "glimpse": _glimpse(it, number, t),
    }


def _titles(it: Moment, t: Telling) -> list[str]:
    """What happened, the dearest first; what cannot be named so goes by the metric's own name."""
    names = _lost(it, t) if it.is_loss else _won(t)
    found = [names.get(key) or t.text(t.debrief.metrics[key].name) for key in it.metrics] or _caps(it, t)
    return list(dict.fromkeys(found))[:_NAMED]


def _caps(it: Moment, t: Telling) -> list[str]:
    return [t.text(Text(ref=f"doctrine.caps.{name}.name")) for name in it.caps]


def _lost(it: Moment, t: Telling) -> dict[str, str]:
    record = None if it.anchor is None else it.anchor.record
    is_lie = isinstance(record, ClaimJudged) and record.verdict == "lie"
    untrue = t.say("Knowingly untrue words") if is_lie else t.say("Words that nobody had verified")
    told_late = t.say("Facts come out that nobody had told") if isinstance(record, FactLeaked) else ""
    return {
        "detect": t.say("A sign that nobody heeded"),
        "team": t.say("No crisis team at the table"),
        "voice": t.say("No accurate words yet"),
        "contain": t.say("The harm goes on"),
        "own": t.say("No word of regret"),
        "userfirst": t.say("Nothing done for users yet"),
        "told": t.say("Users have heard nothing from us"),
        "facts": told_late or t.say("Facts held back"),
        "honest": untrue,
        "contra": untrue,
        "answer": t.say("A call that nobody takes"),
        "remedy": t.say("A promised remedy does not come"),
        "tone": t.say("Stiff words to angry people"),
    }


def _won(t: Telling) -> dict[str, str]:
    return {
        "detect": t.say("A sign is heeded"),
        "team": t.say("The crisis team sits together"),
        "voice": t.say("The first accurate words"),
        "contain": t.say("The harm is cut"),
        "own": t.say("Words that own what happened"),
        "userfirst": t.say("A first deed for users"),
        "told": t.say("Users hear from us"),
        "facts": t.say("Facts told in time"),
        "answer": t.say("Questions get answers"),
        "remedy": t.say("A remedy is delivered"),
    }


def _count(key: str, t: Telling) -> View:
    mark = t.debrief.metrics[key]
    value = metric_value(mark, t)
    name = t.text(mark.name)
    return {"name": t.say("{name}: {value}", name=name, value=value) if value else name, "role": role(mark.mark)}


def _known(fact: FactLine, t: Telling) -> View:
    said = t.say("since {time}", time=t.at(fact.known_at or 0))
    return {"name": t.text(fact.name), "truth": t.text(fact.truth), "since": said}


# ------------------------------------------------------------------ what the team did


def _did(it: Moment, t: Telling) -> list[View]:
    """What was asked, what was done or said, and what had not happened."""
    lines = []
    if it.decision is not None:
        lines.append(_line(t.say("The question"), t.text(it.decision.ask)))
        lines.append(_line(t.say("The answer"), became(it.decision, t)))
    said = _said(it, t)
    if said is not None:
        lines.append(_line(t.say("What went out"), t.text(said.text), is_quote=True))
    return [*lines, *_on_record(it, t)]


def _line(label: str, words: str, *, is_quote: bool = False) -> View:
    return {"label": label, "words": words, "is_quote": is_quote}


def _on_record(it: Moment, t: Telling) -> list[View]:
    if it.anchor is not None and isinstance(it.anchor.record, SignalAppeared) and it.is_loss:
        words = t.say("Nobody looked at it before the alert: {quote}", quote=_long(it.anchor.record.text, t))
        return [_line(t.say("On record"), words)]
    if it.records:
        shown = it.records[:_RECORDS]
        return [_line(t.at(cited.at), evidence.line(cited.record, t)) for cited in shown]
    if len(it.metrics) > 1:
        return [_line(t.say("On record"), t.say("Not one of these had happened by then."))]
    if it.came_at is None:
        return [_line(t.say("On record"), t.say("It had not happened by then, and it never did."))]
    words = t.say("It had not happened by then; it did at {time}.", time=t.at(it.came_at))
    return [_line(t.say("On record"), words)]


def _long(text: Text, t: Telling) -> str:
    return evidence.quoted(text, t, _LONG)


def _said(it: Moment, t: Telling) -> StatementLine | None:
    record = None if it.anchor is None else it.anchor.record
    if not isinstance(record, ClaimJudged):
        return None
    return next((line for line in t.debrief.statements if line.statement == record.statement), None)


# ------------------------------------------------------------------ what people did


def _levels(turn: Turn, t: Telling) -> list[View]:
    """Trust and heat before and after, and where the other two runs stood by then."""
    rows = []
    for name, measure, way in ((t.say("Trust"), "trust", 1), (t.say("Heat"), "heat", -1)):
        old, new = getattr(turn.before, measure), getattr(turn.after, measure)
        others = [None if it is None else getattr(it, measure) for it in (turn.model, turn.none)]
        rows.append(
            {
                "name": name,
                "before": t.points(old),
                "after": t.points(new),
                "role": _standing(way * new, *(None if it is None else way * it for it in others)),
                "others": _others(others[0], others[1], t),
            }
        )
    return rows


def _standing(new: float, model: float | None, none: float | None) -> str:
    """Better than doing nothing, worse than the reference, or neither."""
    if model is not None and new < model - _ALIKE:
        return "poor"
    return "good" if none is not None and new > none + _ALIKE else "none"


def _others(model: float | None, none: float | None, t: Telling) -> str:
    if model is None or none is None:
        return ""
    return t.say("reference {model}, doing nothing {none}", model=t.points(model), none=t.points(none))


def _exposed(it: Moment, t: Telling) -> View | None:
    if it.exposed is None:
        return None
    return {
        "words": t.say("At {time} it was found out; two hours later:", time=t.at(it.exposed.before.at)),
        "levels": _levels(it.exposed, t),
    }


def _glimpse(it: Moment, number: int, t: Telling) -> View | None:
    course = t.debrief.timeline
    span = (max(course.starts, it.at - _AROUND[0]), min(course.ends, it.at + _AROUND[1]))
    shown = [
        Pane(measure=pane.measure, name=pane.name, curves=[curve for curve in pane.curves if curve.role != "model"])
        for pane in panes(t)
    ]
    if not any(pane.curves for pane in shown) or it.at < 0:
        return None
    labels = Labels(
        title=t.say("Trust and heat around {time}", time=t.at(it.at)),
        about=t.say("From {first} to {last}", first=t.at(span[0]), last=t.at(span[1])),
        exercise=exercise(t),
        alert="",
    )
    return {"panes": shown, "at": it.at, "span": span, "labels": labels, "key": str(number)}
