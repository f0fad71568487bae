"""The metrics of communication (P5): answer and tone.

Pure functions of the course and the target; both grow with every question answered and every word in a human tone.
"""

from __future__ import annotations

from math import fsum

from drillroom.doctrine.rubric import Target
from drillroom.log.records import CallMissed, CallRang, CallTaken

from .course import Course, seqs
from .honesty import owed_facts
from .marks import Mark, given, grade, not_exercised, note


def answer(course: Course, target: Target) -> Mark:
    """Percent of the askers answered in time: the public about each fact, and every caller (P5, M5)."""
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    owed = owed_facts(course, within=target.extra["within"], too_late=target.extra["too_late"])
    taken = {it.record.call: it for it in course.of(CallTaken)}
    missed = {it.record.call: it.seq for it in course.of(CallMissed)}
    shares, evidence = [it.credit for it in owed], [it.told.seq for it in owed if it.told is not None]
    for call in course.of(CallRang):
        name, asked = call.record.call, len(call.record.questions)
        if name in taken:
            answered = sum(it in target.among["answers"] for it in taken[name].record.answers)
            shares.append(answered / asked if asked else 1.0)
            evidence += [call.seq, taken[name].seq]
        elif name in missed:
            shares.append(0.0)
            evidence += [call.seq, missed[name]]
    if not shares:
        return not_exercised(target, note("no_questions"))
    share = 100 * fsum(shares) / len(shares)
    told = sum(it.credit == 1 for it in owed)
    counts = {"told": told, "facts": len(owed), "taken": len(taken), "calls": len(shares) - len(owed)}
    return given(target, grade(target, share), share, [*course.frame, *evidence], note("answered", **counts))


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
