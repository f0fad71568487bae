"""How the drill ended for the public, and where that lies between doing nothing and the reference on the same seed.

A component in which the reference is hardly better than doing nothing is left out, never divided by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from drillroom.doctrine.rubric import Component, Doctrine
from drillroom.errors import DrillroomError
from drillroom.log.header import NOTHING, is_reference
from drillroom.log.records import BaselineMeasured, Entry, StateSampled, Text

from .marks import note

_READ: Mapping[str, tuple[str, ...]] = {
    "trust": ("trust", "end"),
    "churn": ("churn",),
    "harm_minutes": ("harm_minutes",),
    "heat": ("heat", "peak"),
}


def outcome(entries: Sequence[Entry]) -> dict[str, Any]:
    """The ``outcome`` object of ``run --json``: trust, heat, anger, rumor and value 0..100, churn in percent of users.

    Every value is None in a log that never sampled the state.
    """
    states = [entry.record for entry in entries if isinstance(entry.record, StateSampled)]
    if not states:
        both = {"peak": None, "end": None}
        empty = {"trust": {"start": None, "low": None, "end": None}, "heat": both, "anger": both, "rumor": both}
        return {**empty, "churn": None, "value": None, "harm_minutes": None, "exposures": None}
    first, last = states[0], states[-1]

    def wave(name: str) -> dict[str, float]:
        return {"peak": max(getattr(state, name) for state in states), "end": getattr(last, name)}

    return {
        "trust": {"start": first.trust, "low": min(state.trust for state in states), "end": last.trust},
        "heat": wave("heat"),
        "anger": wave("anger"),
        "rumor": wave("rumor"),
        "churn": last.churn,
        "value": last.value,
        "harm_minutes": last.harm_minutes,
        "exposures": last.exposures,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One component: this run, doing nothing, the reference, and the place between them (0 none, 1 reference).

    ``place`` is None where the two hardly differ; above 1 the run was better than the reference.
    """

    run: float
    none: float
    model: float
    place: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The outcome score 0..100 with its parts, or None with the reason. ``evidence`` are the baselines' records.

    ``reference`` is the one that counted, None without any. ``is_measured`` tells "no baselines" from "nothing to tell
    the two apart by".
    """

    score: float | None
    parts: Mapping[str, Part]
    evidence: tuple[int, ...]
    is_measured: bool
    reference: str | None = None
    reason: Text | None = None


def standing(entries: Sequence[Entry], doctrine: Doctrine) -> Standing:
    """Where the run lies between doing nothing and a reference: the mean of the components' places, each within 0..1.

    Of several references the one by which this run stands best counts: there is more than one good way through.
    """
    found = {it.record.playbook: (it.seq, it.record) for it in entries if isinstance(it.record, BaselineMeasured)}
    run, names = outcome(entries), sorted(filter(is_reference, found))
    if NOTHING not in found or not names or run["trust"]["end"] is None:
        return Standing(score=None, parts={}, evidence=(), is_measured=False, reason=note("no_baselines"))
    against = [_against(name, found, run, doctrine) for name in names]
    return max(against, key=lambda it: -1.0 if it.score is None else it.score)


def _against(
    name: str, found: Mapping[str, tuple[int, BaselineMeasured]], run: Mapping[str, Any], doctrine: Doctrine
) -> Standing:
    ends = (run, found[NOTHING][1].outcome, found[name][1].outcome)
    parts: dict[str, Part] = {}
    for key, component in doctrine.outcome.items():
        parts[key] = _part(component, *(_value(end, key) for end in ends))
    seen = tuple(sorted((found[NOTHING][0], found[name][0])))
    places = [min(1.0, max(0.0, part.place)) for part in parts.values() if part.place is not None]
    if not places:
        reason = note("no_difference")
        return Standing(score=None, parts=parts, evidence=seen, is_measured=True, reference=name, reason=reason)
    score = 100 * fsum(places) / len(places)
    return Standing(score=score, parts=parts, evidence=seen, is_measured=True, reference=name)


def _part(component: Component, run: float, none: float, model: float) -> Part:
    way = 1 if component.better == "higher" else -1
    room = way * (model - none)
    place = round(way * (run - none) / room, 4) + 0.0 if room >= component.gap else None  # + 0.0: no negative zero
    return Part(run=run, none=none, model=model, place=place)


def _value(end: Mapping[str, Any], name: str) -> float:
    value: Any = end
    for key in _READ[name]:
        value = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise DrillroomError(
            f"a baseline in the log holds no number for {'.'.join(_READ[name])!r}: {value!r}",
            hint="check the log with verify",
        )
    return float(value)
