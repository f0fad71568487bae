"""The metrics of prevention (P1): detect, graded, prep and assess.

What the watch phase asks is judged only in drills that have one; grades count by their distance from the scenario's.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum, inf
from typing import Any

from drillroom.doctrine.rubric import Target
from drillroom.log.records import SignalAppeared, SignalGraded, SignalLooked, TaskDone

from .course import Course, Deed, seqs
from .marks import Mark, given, grade, named, not_exercised, note

LEVELS = ("lo", "mid", "hi")


def detect(course: Course, target: Target) -> Mark:
    """Percent of the real weak signals looked at or graded before the alert, weighted by their grade (P1, W3).

    None where the drill had no watch phase or nothing real came in.
    """
    weights = {name: target.extra[signal["grade"]] for name, signal in course.signals.items() if signal.get("real")}
    came = [it for it in course.of(SignalAppeared) if it.at < 0 and it.record.signal in weights]
    if not came:
        return not_exercised(target, note("no_watch"))
    heeded = {it.record.signal: it.seq for it in course.of(SignalGraded) if it.at < 0}
    heeded |= {it.record.signal: it.seq for it in course.of(SignalLooked) if it.at < 0}
    seen = [it for it in came if it.record.signal in heeded]
    share = 100 * fsum(weights[it.record.signal] for it in seen) / fsum(weights[it.record.signal] for it in came)
    evidence = [*seqs(came), *(heeded[it.record.signal] for it in seen)]
    if course.alert is not None:
        evidence.append(course.alert.seq)
    return given(target, grade(target, share), share, evidence, note("signals", seen=len(seen), count=len(came)))


def graded(course: Course, target: Target) -> Mark:
    """Percent of the signals graded as the scenario grades them: a step off counts half, two nothing (P1, W3).

    For who graded anything, a false alarm without a grade was left low, as it should be.
    """
    came = [it for it in course.of(SignalAppeared) if it.at < 0 and it.record.signal in course.signals]
    if not came:
        return not_exercised(target, note("no_watch"))
    given_levels = {it.record.signal: it for it in course.of(SignalGraded) if it.at < 0}
    close, evidence = [], list(seqs(came))
    for it in came:
        signal, said = course.signals[it.record.signal], given_levels.get(it.record.signal)
        is_left = bool(given_levels) and not signal.get("real")
        level = said.record.level if said is not None else "lo" if is_left else None
        close.append(_closeness(level, str(signal.get("grade"))))
        if said is not None:
            evidence.append(said.seq)
    share = 100 * fsum(close) / len(close)
    exact = sum(it == 1 for it in close)
    return given(target, grade(target, share), share, evidence, note("graded", exact=exact, count=len(close)))


def _closeness(level: str | None, truth: str) -> float:
    if level not in LEVELS or truth not in LEVELS:
        return 0.0
    return max(0.0, 1 - abs(LEVELS.index(level) - LEVELS.index(truth)) / 2)


def prep(course: Course, target: Target) -> Mark:
    """How many of plan, owners and means stood ready at the alert (P1, P5 of the source's plan).

    ``among`` names the actions that show each of the three; a task counts once it is done.
    """
    came = [it for it in course.of(SignalAppeared) if it.at < 0]
    if not came or course.alert is None:
        return not_exercised(target, note("no_watch"))
    done = {f"ready_{part}": _ready(course, target.among[part]) for part in ("plan", "owners", "means")}
    there = [deeds[0].seq for deeds in done.values() if deeds]
    lacks = [named(f"doctrine.notes.{part}") for part, deeds in done.items() if not deeds]
    why = note("not_ready", missing=lacks) if lacks else note("ready")
    return given(target, grade(target, len(there)), len(there), [*there, course.alert.seq, came[0].seq], why)


def _ready(course: Course, actions: list[str]) -> list[Deed]:
    return [it for it in course.done(actions) if it.at < 0]


def assess(course: Course, target: Target) -> Mark:
    """How many of type, severity, duration and priority the assessment got right, within ``within`` minutes (P1, E1).

    A later one earns half. What it says of the scope is a note for the team and is not judged. Levels start at
    ``hi_from`` and ``mid_from`` of the scenario's severity; hours are right up to ``factor`` times too long or
    short (in a short form, which ends early, only too short is wrong), a priority also one step above the severity.
    """
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    made = [it for it in course.of(TaskDone) if it.record.do == "assess"]
    if not made:
        if not course.is_past(target.extra["within"] * 60):
            return not_exercised(target, note("not_over"))
        return given(target, 0.0, 0.0, course.frame, note("not_assessed"))
    truth = _truth(course, target)
    rated = []
    for it in made:
        right = [name for name, fits in truth.items() if fits(it.record.args.get(name))]
        is_late = it.at > target.extra["within"] * 60
        mark = grade(target, len(right)) * (0.5 if is_late else 1.0)
        rated.append((mark, -it.seq, right, it))
    mark, _, right, best = max(rated, key=lambda it: it[:2])
    why = note("assessed", right=len(right), count=len(truth))
    return given(target, mark, len(right), [course.alert.seq, best.seq], why)


def _truth(course: Course, target: Target) -> Mapping[str, Any]:
    """What fits, by the field of the assessment."""
    extra, hours = target.extra, course.end_planned / 3600
    level = "hi" if course.severity >= extra["hi_from"] else "mid" if course.severity >= extra["mid_from"] else "lo"

    def lasts(said: Any) -> bool:
        is_number = isinstance(said, (int, float)) and not isinstance(said, bool)
        most = inf if course.is_short else hours * extra["factor"]
        return is_number and hours / extra["factor"] <= said <= most

    def is_level(said: Any, *, above: int = 0) -> bool:
        """Is it the level, or up to ``above`` steps higher?"""
        return said in LEVELS and 0 <= LEVELS.index(said) - LEVELS.index(level) <= above

    return {
        "type": lambda said: said == course.crisis,
        "severity": is_level,
        "hours": lasts,
        "priority": lambda said: is_level(said, above=1),
    }
