"""The metrics of speed in words (P2): voice and gap.

Pure functions of the course and the target; true words spoken earlier never lower either.
"""

from __future__ import annotations

from itertools import pairwise

from drillroom.doctrine.rubric import Target
from drillroom.log.records import ExposureMeasured, PromiseBroken, PromiseMade, WatchSet

from .course import Course, Words, seqs
from .marks import Mark, given, grade, not_exercised, note, ramp


def voice(course: Course, target: Target) -> Mark:
    """Minutes from the alert to the first accurate public words, or the share of people reached before them (P2).

    The better of the two marks counts. Words with a commitment are accurate without any fact; words that hold something
    false are not. Who held on purpose, with a time and a trigger to look again, has answered where that was enough.
    """
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    if course.severity < target.extra["needed_from_severity"]:
        return not_exercised(target, note("no_word_needed"))
    first = next((it for it in course.words if it.is_accurate), None)
    held = _held(course, target, first)
    if held is not None:
        return held
    if first is None:
        if not course.is_past(target.none * 60):
            return not_exercised(target, note("not_over"))
        return given(target, 0.0, None, [*course.frame, *seqs(course.words)], note("no_accurate_words"))
    minutes, seen = max(0, first.at) / 60, [course.alert.seq, first.seq, *seqs(first.claims)]
    mark, reached = grade(target, minutes), _reached_before(course, first.at)
    if reached is None:
        return given(target, mark, minutes, seen, note("no_exposure"))
    share, measured = reached
    by_share = ramp(share, full=target.extra["exposure_full"], none=target.extra["exposure_none"])
    return given(target, max(mark, by_share), minutes, [*seen, measured], note("exposure", share=round(100 * share, 1)))


def _held(course: Course, target: Target, first: Words | None) -> Mark | None:
    """The mark for holding on purpose, within the time for full marks and before any false words.

    Enough where heat stayed at or under ``low_heat`` until the first accurate words, or to the end without any; where
    the matter is not ours (fault under ``blameless``) also until these words, if they came by the time to look again.
    """
    low, blameless = target.extra.get("low_heat"), target.extra.get("blameless")
    if low is None or blameless is None or any(it.is_false for it in course.words):
        return None
    until = course.end if first is None else first.at
    for watch in course.of(WatchSet):
        again, at = watch.record.look_again, max(0, watch.at)
        if again is None or watch.record.condition is None or at > target.full * 60 or at > until:
            continue
        hot = [it for it in course.samples if max(0, it.at) <= until and it.record.heat > low]
        is_in_time = course.fault < blameless and first is not None and first.at <= again + target.full * 60
        if not hot or is_in_time:
            seen = [*course.frame, watch.seq, *([] if first is None else [first.seq])]
            return given(target, 1.0, at / 60, seen, note("held"))
    return None


def _reached_before(course: Course, at: int) -> tuple[float, int] | None:
    """The share of the do-nothing exposures that fell before ``at``, and the record it is from."""
    measured = course.of(ExposureMeasured)
    if not measured or not measured[-1].record.marks:
        return None
    marks, shares = (0, *measured[-1].record.marks), (0.0, *measured[-1].record.shares)
    share = shares[-1]
    for (left, low), (right, high) in pairwise(zip(marks, shares, strict=True)):
        if at <= right:
            share = low + (high - low) * (max(at, left) - left) / (right - left) if right > left else high
            break
    return share, measured[-1].seq


def gap(course: Course, target: Target) -> Mark:
    """Hours in which people waited for a word while it burned: the last was older than ``every`` hours, or none yet.

    Before the first words every minute counts until it last burned; after them only those with heat or harm. A sum
    rather than the longest silence, so that speaking sooner can never make it worse (P2, R4c).
    """
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    burning, updates = _burning(course, target), _updates(course, target)
    if not burning and not updates:
        return not_exercised(target, note("never_hot"))
    spoken = [max(0, it.at) for it in updates]
    waited = _overdue(burning, spoken, int(target.extra["every"] * 3600)) / 3600
    broken = _broken(course, set(target.among["next_word"]))
    mark = min(grade(target, waited), target.extra["broken_promise"] if broken else 1.0)
    evidence = [*course.frame, *seqs(updates), *broken]
    if not burning:
        return given(target, mark, waited, [*evidence, *seqs(course.samples)], note("never_hot"))
    last = burning[-1][1]
    points = sorted({0, last, *(at for at in spoken if at < last)})
    longest = max(right - left for left, right in pairwise(points))
    key = "word_promise_broken" if broken else "silence"
    return given(target, mark, waited, evidence, note(key, longest=round(longest / 3600, 1)))


def _burning(course: Course, target: Target) -> list[tuple[int, int]]:
    """Stretches of seconds, from the alert on, in which heat or harm stood above the target's lines."""
    stretches = []
    for place, it in enumerate(course.samples):
        end = course.samples[place + 1].at if place + 1 < len(course.samples) else course.end
        if it.record.heat > target.extra["heat"] or it.record.harm > target.extra["harm"]:
            stretches.append((max(0, it.at), max(0, end)))
    return [(start, end) for start, end in stretches if end > start]


def _updates(course: Course, target: Target) -> list[Words]:
    """Public words that tell people where things stand; a first line said again is no news."""
    once, found, said = set(target.among["first_only"]), [], set()
    for words in course.words:
        do = words.record.do
        if words.is_false or do in target.among["no_update"] or (do in once and do in said):
            continue
        said.add(do)
        found.append(words)
    return found


def _overdue(burning: list[tuple[int, int]], spoken: list[int], every: int) -> int:
    """Seconds before the first words, up to the last that burned, and burning ones that no word covers after them."""
    if not burning:
        return 0
    last = burning[-1][1]
    first = min(spoken, default=last)
    total = min(first, last)
    for start, end in burning:
        covered = start = max(start, first)
        for at in sorted(spoken):
            if at > end or at + every <= covered:
                continue
            total += max(0, min(at, end) - covered)
            covered = max(covered, min(at + every, end))
        total += max(0, end - covered)
    return total


def _broken(course: Course, words: set[str]) -> list[int]:
    """The broken promises of a next word: the promise and the record that it was not kept."""
    made = {it.record.promise: it for it in course.of(PromiseMade) if set(it.record.needs) <= words}
    pairs = [(made[it.record.promise].seq, it.seq) for it in course.of(PromiseBroken) if it.record.promise in made]
    return [seq for pair in pairs for seq in pair]
