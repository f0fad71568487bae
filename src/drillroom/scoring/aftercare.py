"""The metrics of what comes after, and of restraint: review and after (P4), noise (P3).

A short form has no after; nothing of it is judged there.
"""

from __future__ import annotations

from math import fsum

from drillroom.doctrine.rubric import Target
from drillroom.log.records import FactLearned, ReviewFiled, StakeholderReached

from .course import Course, Words, seqs
from .marks import Mark, given, grade, named, not_exercised, note


def review(course: Course, target: Target) -> Mark:
    """Percent of a full review: real causes named, up to ``causes`` of them, and the plan revised; half each (P4, R6).

    A cause that was none takes a right one away.
    """
    real = {it["id"] for it in (course.scenario.get("review") or {}).get("causes") or () if it.get("real")}
    if course.alert is None or course.is_short or not real:
        return not_exercised(target, note("no_after"))
    if not course.is_closed:
        return not_exercised(target, note("not_over"))
    filed, revised = course.of(ReviewFiled), course.done(target.among["revision"])
    named_causes = {cause for it in filed for cause in it.record.args.get("causes") or ()}
    right, wrong = len(named_causes & real), len(named_causes - real)
    needed = min(target.extra["causes"], len(real))
    share = 50 * min(1.0, max(0, right - wrong) / needed) + 50 * bool(revised)
    evidence = [*course.frame, *seqs(filed), *seqs(revised[:1])]
    why = note("reviewed", right=right, wrong=wrong) if filed else note("not_reviewed")
    return given(target, grade(target, share), share, evidence, why)


def after(course: Course, target: Target) -> Mark:
    """How many were done: tracking from ``from`` hours on, care for staff, rebuilding, partners told (P4, R5)."""
    if course.alert is None or course.is_short:
        return not_exercised(target, note("no_after"))
    if not course.is_closed:
        return not_exercised(target, note("not_over"))
    since = target.extra["from"] * 3600
    found = {
        "after_tracking": [it.seq for it in course.done(target.among["tracking"]) if it.at >= since],
        "after_staff": [it.seq for it in course.done(target.among["staff"]) if it.at >= 0],
        "after_rebuilding": [it.seq for it in course.done(target.among["rebuilding"]) if it.at >= 0],
        "after_partners": [it.seq for it in course.of(StakeholderReached) if it.record.group == "partners"],
    }
    lacks = [named(f"doctrine.notes.{part}") for part, seen in found.items() if not seen]
    count = len(found) - len(lacks)
    why = note("after_missing", missing=lacks) if lacks else note("after_all")
    evidence = [*course.frame, *(seen[0] for seen in found.values() if seen)]
    return given(target, grade(target, count), count, evidence, why)


def noise(course: Course, target: Target) -> Mark:
    """Deeds that only make noise: criticism removed or drowned, threats, early praise, the same line again (P3).

    ``repeat`` weighs each repetition of a first line. None where nothing was said and nothing of the kind was done.
    """
    deeds = course.begun(target.among["deeds"])
    praise = [it for it in course.all_words if it.record.do in target.among["praise"] and _early(course, it)]
    again: list[int] = []
    for action in target.among["first_only"]:
        again += [it.seq for it in course.all_words if it.record.do == action][1:]
    if not (deeds or praise or course.all_words):
        return not_exercised(target, note("no_words"))
    total = fsum((len(deeds), len(praise), target.extra["repeat"] * len(again)))
    evidence = [*seqs(deeds), *seqs(praise), *again] or [*course.frame, *seqs(course.all_words[:1])]
    counts = {"deeds": len(deeds), "praise": len(praise), "again": len(again)}
    return given(target, grade(target, total), total, evidence, note("noise", **counts) if total else note("no_noise"))


def _early(course: Course, words: Words) -> bool:
    """Did this praise come while something that the team knew was still untold?"""
    known = {it.record.fact for it in course.of(FactLearned) if it.seq < words.seq}
    told = {it.fact for it in course.claims if it.is_telling and it.seq < words.seq}
    return words.at >= 0 and bool(known - told)
