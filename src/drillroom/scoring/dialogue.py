"""The metrics of communication (P5): answer and tone.

Pure functions of the course and the target; both grow with every question answered and every word in a human tone.
"""

from __future__ import annotations

from drillroom.doctrine.rubric import Target
from drillroom.log.records import CallMissed, CallRang, CallTaken

from .course import Course, seqs
from .honesty import owed_facts
from .marks import Mark, given, grade, not_exercised, note


def answer(course: Course, target: Target) -> Mark:
    """Percent of the open questions answered in time: facts people ask about, questions of callers (P5, M5)."""
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    owed = owed_facts(course, target.extra["within"])
    taken = {it.record.call: it for it in course.of(CallTaken)}
    missed = {it.record.call: it for it in course.of(CallMissed)}
    count, answered, evidence = len(owed), sum(it.told is not None for it in owed), list(course.frame)
    evidence += [it.told.seq for it in owed if it.told is not None]
    for call in course.of(CallRang):
        end = taken.get(call.record.call) or missed.get(call.record.call)
        if end is None:
            continue  # it is still ringing
        count += len(call.record.questions)
        evidence += [call.seq, end.seq]
        if isinstance(end.record, CallTaken):
            answered += sum(it in target.among["answers"] for it in end.record.answers)
    if not count:
        return not_exercised(target, note("no_questions"))
    share = 100 * answered / count
    return given(target, grade(target, share), share, evidence, note("answered", answered=answered, count=count))


def tone(course: Course, target: Target) -> Mark:
    """Percent of public words in a warm or plain tone; stiff ones count once people were angry (P5, S14)."""
    if not course.words:
        return not_exercised(target, note("no_words"))
    peak = max((it for it in course.samples), key=lambda it: it.record.anger, default=None)
    is_angry = peak is not None and peak.record.anger > target.extra["anger"]
    stiff = [it for it in course.words if it.record.tone in target.among["stiff"]] if is_angry else []
    share = 100 * (1 - len(stiff) / len(course.words))
    evidence = [*seqs(course.words), *([] if peak is None else [peak.seq])]
    return given(target, grade(target, share), share, evidence, note("stiff" if is_angry else "never_angry"))
