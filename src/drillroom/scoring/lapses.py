"""Rules of the house that a drill passed by: words without their sign-off, reports that left something out.

What needs a sign-off and what a report has to say stands in the header; here it is only looked up.
"""

from __future__ import annotations

from drillroom.log.records import DutyMet, DutyStarted, SignOffSkipped

from .course import Course, Seen


def unsigned(course: Course) -> list[Seen[SignOffSkipped]]:
    """Where words that need a sign-off went out without it (M4). A call that is taken needs none."""
    does = {it.record.statement: it.record.do for it in course.all_words}
    signed = {name for name, action in course.actions.items() if action.get("signoff") is not None}
    return [it for it in course.of(SignOffSkipped) if does.get(it.record.statement) in signed]


def reports(course: Course) -> list[Seen[DutyMet]]:
    """The last report on each duty before its time was up: a fuller one repairs an earlier one."""
    due = {it.record.duty: it.record.due for it in course.of(DutyStarted)}
    met = {it.record.duty: it for it in course.of(DutyMet) if it.at <= due.get(it.record.duty, it.at)}
    return list(met.values())


def is_empty(course: Course, report: Seen[DutyMet]) -> bool:
    """Did the report hold nothing of what it has to say?"""
    owed = course.must_say.get(report.record.duty, frozenset())
    return bool(owed) and owed <= set(report.record.missing)
