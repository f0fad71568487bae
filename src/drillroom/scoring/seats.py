"""The marks by seat: what lay in whose hands, and whom a cap spares because an objection is on record.

The metrics of a seat are the doctrine's; their weights are those of the whole. The outcome belongs to all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from drillroom.doctrine.rubric import Doctrine
from drillroom.log.records import StatementReturned

from .course import Course
from .findings import Finding
from .marks import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatMark:
    """Points 0..100 of one seat; ``uncapped`` before the caps.

    ``freed``: caps that would hold but for this seat's objection, with its records.
    """

    points: float
    uncapped: float
    metrics: tuple[str, ...]
    capped: tuple[str, ...]
    freed: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        """For ``run --json``."""
        return {
            "points": self.points,
            "uncapped": self.uncapped,
            "metrics": list(self.metrics),
            "caps": list(self.capped),
            "freed": [{"cap": it.name, "evidence": list(it.evidence)} for it in self.freed],
        }


def worth(doctrine: Doctrine, marks: Mapping[str, Mark], principles: Mapping[str, float | None]) -> dict[str, float]:
    """Points of the process mark (0..100) that each measured metric is worth here."""
    shares: dict[str, float] = {}
    measured = [it for it in doctrine.principles.values() if principles.get(it.key) is not None]
    total = fsum(it.weight for it in measured)
    for principle in measured:
        inside = {key: weight for key, weight in principle.metrics.items() if marks[key].mark is not None}
        whole = fsum(inside.values())
        for key, weight in inside.items():
            points = 100 * principle.weight / total * weight / whole if total and whole else 0.0
            shares[key] = shares.get(key, 0.0) + points
    return shares


def seat_marks(
    course: Course,
    doctrine: Doctrine,
    marks: Mapping[str, Mark],
    shares: Mapping[str, float],
    capped: Sequence[Finding],
) -> dict[str, SeatMark]:
    """The mark of every seat that has a measured metric of its own, in the order of the header's seats."""
    found: dict[str, SeatMark] = {}
    seats = {seat for target in doctrine.targets.values() for seat in target.seats}
    for seat in sorted(seats):
        own = [key for key, target in doctrine.targets.items() if seat in target.seats and shares.get(key, 0.0) > 0]
        whole = fsum(shares[key] for key in own)
        if not whole:
            continue
        mean = 100 * fsum(shares[key] * (marks[key].mark or 0.0) for key in own) / whole
        spared = {it.name: seqs for it in capped if (seqs := _objections(course, doctrine, marks, seat, it))}
        found[seat] = _capped(doctrine, round(mean, 1), tuple(own), capped, spared)
    return found


def _capped(
    doctrine: Doctrine,
    mean: float,
    own: tuple[str, ...],
    capped: Sequence[Finding],
    spared: Mapping[str, tuple[int, ...]],
) -> SeatMark:
    limits = {it.name: limit for it in capped if (limit := doctrine.caps[it.name].total) is not None}
    held = tuple(name for name in limits if name not in spared)
    freed = tuple(Finding(name=name, evidence=spared[name]) for name in limits if name in spared)
    points = min([mean, *(limits[name] for name in held)])
    return SeatMark(points=points, uncapped=mean, metrics=own, capped=held, freed=freed)


def _objections(
    course: Course, doctrine: Doctrine, marks: Mapping[str, Mark], seat: str, found: Finding
) -> tuple[int, ...]:
    """The records by which this seat objected to every statement that the cap rests on; none if one passed it by.

    A zero rests on the lies that it cites; one that cites none is not a matter of an objection.
    """
    cap, lies = doctrine.caps[found.name], {it.seq: it.record.statement for it in course.lies}
    if cap.when == "zero":
        zeros = [marks[name] for name in cap.of if name in marks and marks[name].mark == 0]
        if not all(lies.keys() & set(mark.evidence) for mark in zeros):
            return ()
    at_issue = {statement for seq, statement in lies.items() if seq in found.evidence}
    said_no = {it.record.statement: it.seq for it in course.of(StatementReturned) if it.record.by == seat}
    if not at_issue or not at_issue <= set(said_no):
        return ()
    return tuple(sorted(said_no[statement] for statement in at_issue))
