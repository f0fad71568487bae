"""The score of a drill: from header, records and doctrine to a scorecard.

A pure function of the log and the doctrine; it needs no scenario file and no engine, and holds no rendered words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Any

from pydantic import ValidationError

from drillroom.doctrine.rubric import Doctrine, RatingId
from drillroom.errors import DrillroomError
from drillroom.log.header import Header
from drillroom.log.records import Entry, Text

from .course import Course
from .findings import Finding, Reason, badges, caps, faults, rate
from .marks import Mark, as_reference, named, note
from .metrics import measure
from .outcome import Standing, standing
from .seats import SeatMark, seat_marks, worth

PRINCIPLES = ("prevention", "speed", "transparency", "responsibility", "communication", "users_first")
"""Always told, whatever the doctrine; those of an organization's own follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """What a drill earned and why. Points 0..100; None where there was nothing to measure.

    ``uncapped`` is the total before the caps; ``capped`` names the caps that hold, ``reasons`` why the rating is not
    better. ``worth``: points of the process mark that each measured metric is worth. Texts are references into
    ``doctrine``, which is the one the card was made by.
    """

    doctrine: Doctrine
    total: float | None
    uncapped: float | None
    process: float | None
    outcome: float | None
    standing: Standing
    principles: Mapping[str, float | None]
    metrics: Mapping[str, Mark]
    worth: Mapping[str, float]
    seats: Mapping[str, SeatMark]
    capped: tuple[Finding, ...]
    rating: RatingId | None
    reasons: tuple[Reason, ...]
    badges: tuple[Finding, ...]
    faults: tuple[Finding, ...]
    notes: tuple[Text, ...]

    def as_json(self) -> dict[str, Any]:
        """The ``score`` object of ``run --json``; principles and metrics with nothing to measure are None."""
        unmeasured = {name: mark.note for name, mark in self.metrics.items() if mark.mark is None}
        return {
            "total": self.total,
            "uncapped": self.uncapped,
            "process": self.process,
            "outcome": self.outcome,
            "caps": [self._cap(it) for it in self.capped],
            "rating": self.rating,
            "reasons": [{**as_reference(it.text), "evidence": list(it.evidence)} for it in self.reasons],
            "principles": dict(self.principles),
            "metrics": {name: it.as_json() for name, it in self.metrics.items()},
            "seats": {name: it.as_json() for name, it in self.seats.items()},
            "reference": self.standing.reference,
            "not_exercised": {name: as_reference(why) for name, why in unmeasured.items() if why is not None},
            "badges": [it.name for it in self.badges],
            "faults": [it.name for it in self.faults],
            "notes": [as_reference(it) for it in self.notes],
            "doctrine": self.doctrine.id,
        }

    def _cap(self, found: Finding) -> dict[str, Any]:
        cap = self.doctrine.caps[found.name]
        where = {"total": cap.total} if cap.principle is None else {"principle": cap.principle, "at_most": cap.at_most}
        rule = {"ref": f"doctrine.caps.{found.name}.rule", "args": {}}
        return {"cap": found.name, **where, "rule": rule, "source": cap.source, "evidence": list(found.evidence)}


def score(header: Header, entries: Sequence[Entry], doctrine: Doctrine | None = None) -> Scorecard:
    """Judge a drill by the doctrine in its header, or by another one.

    Raises DrillroomError for a doctrine that cannot be used.
    """
    rules = _own_doctrine(header) if doctrine is None else doctrine
    course = _course(header, entries, rules)
    marks = _no_credit_for_silence(measure(course, rules), rules)
    capped = caps(course, rules, _without_mended_lies(header, entries, course, rules) or marks)
    principles = _principles(rules, marks, capped)
    process = _weighted([(it.weight, principles[it.key]) for it in rules.principles.values()])
    where = standing(entries, rules)
    uncapped = _total(rules, process, where)
    limits = [cap.total for it in capped if (cap := rules.caps[it.name]).total is not None]
    shares = worth(rules, marks, principles)
    verdict = rate(course, rules, marks, process=_rounded(process), standing=where, capped=capped)
    return Scorecard(
        doctrine=rules,
        total=None if uncapped is None else _rounded(min([uncapped, *limits])),
        uncapped=_rounded(uncapped),
        process=_rounded(process),
        outcome=_rounded(where.score),
        standing=where,
        principles={key: _rounded(principles.get(key)) for key in dict.fromkeys((*PRINCIPLES, *principles))},
        metrics=marks,
        worth=shares,
        seats=seat_marks(course, rules, marks, shares, capped),
        capped=capped,
        rating=verdict.rating,
        reasons=verdict.reasons,
        badges=badges(rules, marks, principles),
        faults=faults(course, rules, marks, principles),
        notes=_notes(course, where),
    )


def _course(header: Header, entries: Sequence[Entry], doctrine: Doctrine) -> Course:
    try:
        return Course(header, entries, public=frozenset(doctrine.public_audiences))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DrillroomError(
            f"the scenario in the log cannot be read: {type(error).__name__}: {error}", hint="check the log with verify"
        ) from error


def _own_doctrine(header: Header) -> Doctrine:
    try:
        return Doctrine.model_validate(dict(header.doctrine))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise DrillroomError(
            f"the doctrine in the log cannot be used: {place or 'doctrine'}: {first['msg']}",
            hint="score it with --doctrine and a file of your own",
        ) from None


def _without_mended_lies(
    header: Header, entries: Sequence[Entry], course: Course, doctrine: Doctrine
) -> dict[str, Mark] | None:
    """The marks as they would be without lies that were put right in time: these have a cap of their own, and what they
    did to honesty or ownership is no second one. None where there are none, or no such cap."""
    if not course.has_mended_lies or not any(cap.when == "corrected_lie" for cap in doctrine.caps.values()):
        return None
    lies = {it.seq for it in course.lies}
    rest = _course(header, [entry for entry in entries if entry.seq not in lies], doctrine)
    return _no_credit_for_silence(measure(rest, doctrine), doctrine)


def _no_credit_for_silence(marks: dict[str, Mark], doctrine: Doctrine) -> dict[str, Mark]:
    """Who says nothing cannot be wrong: while too few facts were told, some marks go no higher than that one."""
    rule = doctrine.silence
    if rule is None:
        return marks
    told = marks[rule.by]
    if told.mark is None or told.mark >= rule.below:
        return marks
    limited = dict(marks)
    for name in rule.limited:
        mark = marks[name]
        if mark.mark is not None and mark.mark > told.mark:
            seen = tuple(sorted({*mark.evidence, *told.evidence}))
            limited[name] = replace(mark, mark=told.mark, evidence=seen, note=note("silence_earns_nothing", by=rule.by))
    return limited


def _principles(doctrine: Doctrine, marks: Mapping[str, Mark], capped: Sequence[Finding]) -> dict[str, float | None]:
    points: dict[str, float | None] = {}
    for principle in doctrine.principles.values():
        mean = _weighted([(weight, marks[name].mark) for name, weight in principle.metrics.items()])
        if principle.needs and all(marks[name].mark is None for name in principle.needs):
            mean = None
        points[principle.key] = None if mean is None else 100 * mean
    for found in capped:
        cap = doctrine.caps[found.name]
        before = None if cap.principle is None else points.get(cap.principle)
        if before is not None and cap.principle is not None and cap.at_most is not None:
            points[cap.principle] = min(before, cap.at_most)
    return points


def _weighted(parts: Sequence[tuple[float, float | None]]) -> float | None:
    """The weighted mean of what was measured, or None."""
    known = [(weight, value) for weight, value in parts if value is not None and weight > 0]
    total = fsum(weight for weight, _ in known)
    return fsum(weight * value for weight, value in known) / total if known else None


def _total(doctrine: Doctrine, process: float | None, where: Standing) -> float | None:
    """Process and outcome together. Without baselines there is no total; where they cannot be told apart from each
    other the outcome is not exercised, and process counts alone, as with a principle that was not exercised."""
    if process is None or not where.is_measured:
        return None
    if where.score is None:
        return process
    return fsum((doctrine.process_share * process, (1 - doctrine.process_share) * where.score))


def _notes(course: Course, where: Standing) -> tuple[Text, ...]:
    found = [] if where.reason is None else [where.reason]
    if not course.is_closed:
        found.append(note("unfinished"))
    better = [
        named(f"doctrine.outcome.{name}.name")
        for name, part in where.parts.items()
        if part.place is not None and part.place > 1
    ]
    return (*found, note("better_than_reference", parts=better)) if better else tuple(found)


def _rounded(points: float | None) -> float | None:
    return None if points is None else round(points, 1)
