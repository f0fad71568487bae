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
from drillroom.log.records import BaselineMeasured, Entry, StateSampled, Text

from .marks import note

NONE, MODEL = "none", "model"
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

    ``is_measured`` tells "no baselines" from "nothing to tell the two apart by".
    """

    score: float | None
    parts: Mapping[str, Part]
    evidence: tuple[int, ...]
    is_measured: bool
    reason: Text | None = None


def standing(entries: Sequence[Entry], doctrine: Doctrine) -> Standing:
    """Where the run lies between the recorded baselines: the mean of the components' places, each within 0..1."""
    found = {it.record.playbook: (it.seq, it.record) for it in entries if isinstance(it.record, BaselineMeasured)}
    run = outcome(entries)
    if NONE not in found or MODEL not in found or run["trust"]["end"] is None:
        return Standing(score=None, parts={}, evidence=(), is_measured=False, reason=note("no_baselines"))
    ends = (run, found[NONE][1].outcome, found[MODEL][1].outcome)
    parts: dict[str, Part] = {}
    for name, component in doctrine.outcome.items():
        parts[name] = _part(component, *(_value(end, name) for end in ends))
    evidence = tuple(sorted(seq for seq, _ in (found[NONE], found[MODEL])))
    places = [min(1.0, max(0.0, part.place)) for part in parts.values() if part.place is not None]
    if not places:
        return Standing(score=None, parts=parts, evidence=evidence, is_measured=True, reason=note("no_difference"))
    return Standing(score=100 * fsum(places) / len(places), parts=parts, evidence=evidence, is_measured=True)


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
