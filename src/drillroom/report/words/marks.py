"""Marks in words: principles, metrics, caps and findings, each with its target, source and evidence.

Plain dictionaries of finished strings for the templates; what was not exercised is said so and never shown as zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drillroom.report.lines import Cited
from drillroom.report.value import CapLine, Finding, MetricMark, PrincipleMark

from . import evidence
from .telling import Telling

View = dict[str, Any]

SHOWN = 10
"""Records listed under a mark; the rest are counted."""
_GOOD, _FAIR = 0.8, 0.5


def principles(t: Telling) -> list[View]:
    """The six bars with the metrics under each."""
    return [_principle(it, t) for it in t.debrief.principles]


def _principle(it: PrincipleMark, t: Telling) -> View:
    share = None if it.points is None else it.points / 100
    return {
        "id": it.id,
        "name": t.text(it.name),
        "short": t.text(it.short),
        "share": share,
        "role": role(share),
        "points": t.points(it.points),
        "metrics": [metric(mark, t) for mark in it.metrics],
    }


def role(share: float | None) -> str:
    """How a mark of 0..1 is colored."""
    if share is None:
        return "none"
    return "good" if share >= _GOOD else "fair" if share >= _FAIR else "poor"


def metric(it: MetricMark, t: Telling) -> View:
    """A metric with value, target, source, note and evidence."""
    return {
        "key": it.key,
        "name": t.text(it.name),
        "asks": t.text(it.asks),
        "share": it.mark,
        "role": role(it.mark),
        "points": t.mark(it.mark),
        "value": metric_value(it, t),
        "target": _target(it, t),
        "source": source(it.source, it.tag, t),
        "note": t.text(it.note),
        "told": t.running([t.text(it.asks), t.text(it.note)]),
        "evidence": records(it.evidence, t),
    }


def metric_value(it: MetricMark, t: Telling) -> str:
    """What was measured, in words; empty where there is nothing to say."""
    if it.value is None:
        return t.say("not reached") if it.mark == 0 and it.unit in ("min", "h") else ""
    if it.unit != "count":
        return t.measured(it.value, it.unit)
    if it.full > it.none:
        return t.say("{n} of {all}", n=t.number(it.value), all=t.number(it.full))
    return t.say("lapses: {n}", n=t.number(it.value))


def _target(it: MetricMark, t: Telling) -> str:
    full, none = t.measured(it.full, it.unit), t.measured(it.none, it.unit)
    if it.full < it.none:
        return t.say("full marks up to {full}, none from {none} on", full=full, none=none)
    return t.say("full marks from {full} on, none up to {none}", full=full, none=none)


def cap_words(cap: CapLine, t: Telling) -> View:
    """A cap with both numbers and its rule."""
    after = t.points(cap.after)
    if cap.principle is not None:
        said = t.say("One principle is capped at {after}", after=after)
    elif cap.before is not None and cap.before > cap.after and cap.after == t.debrief.verdict.total:
        said = t.say("Total {before} → capped at {after}", before=t.points(cap.before), after=after)
    elif t.debrief.verdict.total is None:
        said = t.say("Cap at {after}", after=after)
    else:
        said = t.say("Cap at {after}; the total is no higher anyway", after=after)
    return {
        "name": t.text(cap.name),
        "words": said,
        "rule": t.text(cap.rule),
        "source": source(cap.source, cap.tag, t),
        "evidence": records(cap.evidence, t),
    }


def source(name: str, tag: str, t: Telling) -> str:
    """Where a number comes from."""
    tags = {"our choice": t.say("our choice"), "published": t.say("published"), "fitted": t.say("fitted to data")}
    return t.say("source {id} · {tag}", id=name, tag=tags.get(tag, tag))


def finding(found: Finding, t: Telling) -> View:
    """A badge, a fault or a reason."""
    return {"key": found.key, "name": t.text(found.name), "evidence": records(found.evidence, t)}


def records(cited: Sequence[Cited], t: Telling) -> View:
    """The records behind something: the first few in words, the rest counted."""
    rows = [{"seq": it.seq, "at": t.at(it.at), "line": evidence.line(it.record, t)} for it in cited[:SHOWN]]
    more = len(cited) - len(rows)
    return {"rows": rows, "more": t.say("and {n} more records", n=more) if more else "", "count": len(cited)}
