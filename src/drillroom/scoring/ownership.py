"""The metric of responsibility in words (P4): own.

Nobody is judged for not admitting what they had not been told; regret with a commitment is right from the first minute,
an admission before anything is known is luck.
"""

from __future__ import annotations

from drillroom.doctrine.rubric import Target
from drillroom.log.records import FactLearned, StatementOrdered

from .course import Course, Seen, Words
from .marks import Mark, given, grade, not_exercised, note


def own(course: Course, target: Target) -> Mark:
    """Ownership that fits the fault: regret with a commitment before the cause was delivered, admission by fit after.

    The clock runs from the alert, and never runs out before the cause was delivered (P4, Z4).
    """
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    if course.severity < target.extra["needed_from_severity"]:
        return not_exercised(target, note("no_word_needed"))
    misfits = _misfits(course, target)
    if misfits:
        return given(target, 0.0, None, misfits, note("misfit"))
    cause = course.learned("cause")
    waits = course.end if cause is None else cause.at
    grace = max(0.0, waits / 60 - target.full)
    stances = [
        (factor * grade(target, max(0, words.at) / 60 - grace), -words.at, words)
        for words in course.words
        if (factor := _fit(words, course, target, cause)) > 0
    ]
    evasions = [it.seq for it in course.all_words if it.at >= 0 and it.record.do in target.among["evasion"]]
    if not stances:
        if not evasions and not course.is_past((target.none + grace) * 60):
            return not_exercised(target, note("not_over"))
        return given(target, 0.0, None, [*course.frame, *evasions], note("nobody_owned_it"))
    mark, _, words = max(stances, key=lambda it: it[:2])
    if evasions:
        mark = min(mark, target.extra["after_evasion"])
    evidence = [course.alert.seq, words.seq, *evasions, *([] if cause is None else [cause.seq])]
    why = note("owned_blindly") if _is_luck(words, course, target) else note("owned")
    return given(target, mark, max(0, words.at) / 60, evidence, why)


def _misfits(course: Course, target: Target) -> list[int]:
    """Knowing untruths about the cause, knowing denials, and confessing what was not our doing."""
    found: list[int] = []
    cause, blameless = course.learned("cause"), course.fault < target.extra["blameless"]
    for words in course.all_words:
        lies = [it for it in words.claims if it.record.verdict == "lie"]
        for lie in lies:
            if lie.fact == "cause" or (words.record.do in target.among["denial"] and not blameless):
                found += [words.seq, lie.seq, *lie.record.because]
        if blameless and cause is not None and words.seq > cause.seq and words.record.do in target.among["admission"]:
            found += [cause.seq, words.seq]
    return found


def _fit(words: Words, course: Course, target: Target, cause: Seen[FactLearned] | None) -> float:
    """How well these words own what happened, 0..1, by what had been delivered; blind admissions are luck."""
    if words.is_false:
        return 0.0
    fit = _fit_to_fault(words, course, target, cause)
    return min(fit, target.extra["unverified"]) if _is_luck(words, course, target) else fit


def _is_luck(words: Words, course: Course, target: Target) -> bool:
    """Do these words admit what nobody could check: had nothing at all reached the team when they were ordered?"""
    ordered = {it.record.statement: it.seq for it in course.of(StatementOrdered)}
    at = ordered.get(words.record.statement, words.seq)
    return words.record.do in target.among["admission"] and not any(it.seq < at for it in course.of(FactLearned))


def _fit_to_fault(words: Words, course: Course, target: Target, cause: Seen[FactLearned] | None) -> float:
    do, extra = words.record.do, target.extra
    is_known = cause is not None and words.seq > cause.seq
    regrets, admits = do in target.among["regret"] and words.commits, do in target.among["admission"]
    if course.fault >= extra["at_fault"]:
        if admits:
            return 1.0
        return (extra["regret_only"] if is_known else 1.0) if regrets else 0.0
    if course.fault < extra["blameless"]:
        return 1.0 if regrets or (words.is_accurate and not admits) else 0.0
    if regrets or admits:
        return 1.0
    return extra["words_only"] if words.is_accurate else 0.0
