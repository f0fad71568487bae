"""What follows from the marks and the log by rule: caps, badges, faults and the rating.

Every rule is the doctrine's; each finding says which rule and which records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drillroom.doctrine.rubric import Badge, Cap, Doctrine, Fault, RatingId
from drillroom.log.records import (
    CallMissed,
    DecisionMissed,
    DutyMissed,
    FactLeaked,
    PromiseBroken,
    Record,
    StakeholderMissed,
    Text,
)

from .course import Course, seqs
from .deeds import own_interest_first
from .lapses import is_empty, reports, unsigned
from .marks import Mark, named, note
from .outcome import Standing

Marks = Mapping[str, Mark]
Principles = Mapping[str, float | None]
"""Principle key -> points 0..100, or None where nothing was measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that holds, by its name in the doctrine, and the records that show it."""

    name: str
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the rating is not a better one."""

    text: Text
    evidence: tuple[int, ...]


# ------------------------------------------------------------------ caps


def caps(course: Course, doctrine: Doctrine, basics: Marks) -> tuple[Finding, ...]:
    """The caps whose condition holds, in the doctrine's order; ``basics`` are the marks of which none may be zero."""
    found = []
    for name, cap in doctrine.caps.items():
        evidence = _holds(cap, course, doctrine, basics)
        if evidence:
            found.append(Finding(name=name, evidence=tuple(sorted(set(evidence)))))
    return tuple(found)


def _holds(cap: Cap, course: Course, doctrine: Doctrine, basics: Marks) -> list[int]:
    lies = course.lies
    match cap.when:
        case "lie" | "corrected_lie":
            if course.has_mended_lies != (cap.when == "corrected_lie"):
                return []
            mended = [it.seq for it in map(course.mended, lies) if it is not None]
            return [*seqs(lies), *(seq for lie in lies for seq in lie.record.because), *mended]
        case "did":
            return [it.seq for it in course.ordered(cap.of)]
        case "zero":
            zeros = [basics[name] for name in cap.of if name in basics and basics[name].mark == 0]
            return [seq for mark in zeros for seq in mark.evidence]
        case "users_hurt":
            target = doctrine.targets.get("userfirst")
            deed = None if target is None else own_interest_first(course, target)
            return [deed.seq] if deed is not None and deed.do in cap.of else []


# ------------------------------------------------------------------ badges and faults


def badges(doctrine: Doctrine, marks: Marks, principles: Principles) -> tuple[Finding, ...]:
    """The success factors that were earned."""
    found = ((name, _earned(badge, doctrine, marks, principles)) for name, badge in doctrine.badges.items())
    return tuple(Finding(name=name, evidence=evidence) for name, evidence in found if evidence)


def _earned(badge: Badge, doctrine: Doctrine, marks: Marks, principles: Principles) -> tuple[int, ...]:
    name = str(badge.metric or badge.principle)
    level = _level(name, marks, principles)
    return _behind(name, doctrine, marks) if level is not None and level >= badge.at_least else ()


def faults(course: Course, doctrine: Doctrine, marks: Marks, principles: Principles) -> tuple[Finding, ...]:
    """The causes of failure that the log shows. What was not exercised is no fault."""
    found = []
    for name, fault in doctrine.faults.items():
        evidence = _shown(fault, course, doctrine, marks, principles)
        if evidence:
            found.append(Finding(name=name, evidence=tuple(sorted(set(evidence)))))
    return tuple(found)


def _shown(fault: Fault, course: Course, doctrine: Doctrine, marks: Marks, principles: Principles) -> list[int]:
    evidence = seqs(course.ordered(fault.did))
    for name, limit in fault.below.items():
        level = _level(name, marks, principles)
        if level is not None and level < limit:
            evidence += _behind(name, doctrine, marks)
    evidence += [it.seq for it in course.claims if it.record.verdict in fault.verdicts]
    return evidence + [it.seq for it in course.of(FactLeaked) if it.record.found in fault.leaked]


def _level(name: str, marks: Marks, principles: Principles) -> float | None:
    """The mark of a metric or of a principle, 0..1."""
    if name in principles:
        points = principles[name]
        return None if points is None else points / 100
    return marks[name].mark if name in marks else None


def _behind(name: str, doctrine: Doctrine, marks: Marks) -> tuple[int, ...]:
    """The records behind a metric, or behind all metrics of a principle."""
    metrics = next((list(it.metrics) for it in doctrine.principles.values() if it.key == name), [name])
    return tuple(sorted({seq for metric in metrics for seq in marks[metric].evidence}))


# ------------------------------------------------------------------ the rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """P, S, M or U with the reasons, or None where nothing was measured or the drill did not come to its end."""

    rating: RatingId | None
    reasons: tuple[Reason, ...]


def rate(
    course: Course,
    doctrine: Doctrine,
    marks: Marks,
    *,
    process: float | None,
    standing: Standing,
    capped: tuple[Finding, ...],
) -> Verdict:
    """U objective missed; M met, with harm or a broken rule; S met, with findings; P met, nothing found."""
    rules = doctrine.rating
    if process is None or not course.is_closed:
        return Verdict(rating=None, reasons=())
    missed = []
    if process < rules.process:
        missed.append(Reason(text=note("process_missed", points=process, needed=rules.process), evidence=course.frame))
    if standing.score is not None and standing.score < rules.outcome:
        points = round(standing.score, 1)
        text = note("outcome_missed", points=points, needed=rules.outcome)
        missed.append(Reason(text=text, evidence=standing.evidence))
    broken = _breaches(course, doctrine, standing, capped)
    lapses = _lapses(course, doctrine, marks)
    for rating, reasons in (("U", missed), ("M", broken), ("S", lapses)):
        if reasons:
            return Verdict(rating=rating, reasons=tuple(reasons))  # type: ignore[arg-type]
    return Verdict(rating="P", reasons=())


def _breaches(course: Course, doctrine: Doctrine, standing: Standing, capped: tuple[Finding, ...]) -> list[Reason]:
    found = [(note("lied"), seqs(course.lies))] if course.lies else []
    for key, kind in (("promise_broken", PromiseBroken), ("duty_missed", DutyMissed)):
        seen = seqs(course.of(kind))
        if seen:
            found.append((note(key), seen))
    found += [(note("capped", cap=named(f"doctrine.caps.{it.name}.name")), list(it.evidence)) for it in capped]
    harm = standing.parts.get("harm_minutes")
    limit = doctrine.rating.harm_share
    if harm is not None and harm.place is not None and harm.run > limit * harm.none:
        found.append((note("users_harmed", share=round(100 * harm.run / harm.none)), list(standing.evidence)))
    return [Reason(text=text, evidence=tuple(seen)) for text, seen in found]


def _lapses(course: Course, doctrine: Doctrine, marks: Marks) -> list[Reason]:
    found = [
        (note("below", metric=named(f"doctrine.targets.{name}.name")), list(mark.evidence))
        for name, mark in marks.items()
        if mark.mark is not None and mark.mark < doctrine.rating.finding_below
    ]
    kinds: tuple[tuple[str, type[Record]], ...] = (
        ("decisions_missed", DecisionMissed),
        ("calls_missed", CallMissed),
        ("groups_missed", StakeholderMissed),
    )
    found += [(note(key, count=len(course.of(kind))), seqs(course.of(kind))) for key, kind in kinds if course.of(kind)]
    if skipped := unsigned(course):
        found.append((note("unsigned", count=len(skipped)), seqs(skipped)))
    for report in reports(course):
        if report.record.missing:
            why = note("report_empty") if is_empty(course, report) else note("report_incomplete")
            found.append((why, [report.seq]))
    guesses = [it.seq for it in course.claims if it.record.verdict == "guess"]
    if guesses:
        found.append((note("unverified", count=len(guesses)), guesses))
    return [Reason(text=text, evidence=tuple(seen)) for text, seen in found]
