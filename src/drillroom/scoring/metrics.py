"""The table of metrics: a name, the pure function that measures it, and what it needs from its target.

A doctrine that asks for a metric that is not here, or leaves out a number that one needs, is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from drillroom.doctrine.rubric import Doctrine, Target
from drillroom.errors import DrillroomError

from . import aftercare, deeds, dialogue, honesty, ownership, prevention, reach, speed, teamwork
from .course import Course
from .marks import Mark


@dataclass(frozen=True, slots=True)
class Metric:
    """``measure`` and the keys that it reads of its target's ``extra`` and ``among``."""

    measure: Callable[[Course, Target], Mark]
    extra: tuple[str, ...] = ()
    among: tuple[str, ...] = ()


METRICS: Mapping[str, Metric] = {
    "detect": Metric(prevention.detect, extra=("hi", "mid", "lo")),
    "grade": Metric(prevention.graded),
    "prep": Metric(prevention.prep, among=("plan", "owners", "means")),
    "assess": Metric(prevention.assess, extra=("within", "hi_from", "mid_from", "factor")),
    "team": Metric(teamwork.team, among=("needed",)),
    "voice": Metric(speed.voice, extra=("needed_from_severity", "exposure_full", "exposure_none")),
    "pair": Metric(teamwork.pair, among=("work",)),
    "contain": Metric(deeds.contain, extra=("to",), among=("deeds", "ahead")),
    "gap": Metric(
        speed.gap,
        extra=("every", "heat", "harm", "broken_promise"),
        among=("no_update", "first_only", "next_word"),
    ),
    "facts": Metric(honesty.facts, extra=("within", "too_late")),
    "honest": Metric(honesty.honest, extra=("within", "lie", "wrong", "corrected", "unverified", "broken_promise")),
    "contra": Metric(honesty.contra, extra=("never_put_right", "put_right", "never_corrected", "unsigned")),
    "own": Metric(
        ownership.own,
        extra=(
            "needed_from_severity",
            "at_fault",
            "blameless",
            "regret_only",
            "words_only",
            "unverified",
            "after_evasion",
        ),
        among=("regret", "admission", "denial", "evasion"),
    ),
    "remedy": Metric(
        deeds.remedy,
        extra=("blameless",),
        among=("repair", "amends", "advice", "money", "safeguard", "next_word"),
    ),
    "noise": Metric(aftercare.noise, extra=("repeat",), among=("deeds", "praise", "first_only")),
    "review": Metric(aftercare.review, extra=("causes",), among=("revision",)),
    "after": Metric(aftercare.after, extra=("from",), among=("tracking", "staff", "rebuilding")),
    "answer": Metric(dialogue.answer, extra=("within", "too_late"), among=("answers",)),
    "tone": Metric(dialogue.tone, extra=("anger",), among=("stiff",)),
    "aud": Metric(reach.aud),
    "chan": Metric(reach.chan),
    "joint": Metric(teamwork.joint, extra=("within",), among=("needed", "owners", "handover")),
    "adapt": Metric(teamwork.adapt, extra=("soon", "late")),
    "told": Metric(reach.told),
    "harm": Metric(deeds.harm, extra=("least",)),
    "userfirst": Metric(deeds.userfirst, extra=("harm",), among=("protecting", "own_interest")),
}


def measure(course: Course, doctrine: Doctrine) -> dict[str, Mark]:
    """Every metric that the doctrine has a target for. Raises DrillroomError where it asks for what there is not."""
    check(doctrine)
    return {name: METRICS[name].measure(course, target) for name, target in doctrine.targets.items()}


def check(doctrine: Doctrine) -> None:
    """Raises DrillroomError with everything that these metrics cannot work with."""
    wrong = [fault for name, target in doctrine.targets.items() for fault in _wrong_with(name, target)]
    if wrong:
        raise DrillroomError(
            f"the doctrine {doctrine.id!r} cannot be used: " + "; ".join(wrong),
            hint=f"the metrics are {', '.join(METRICS)}",
        )


def _wrong_with(name: str, target: Target) -> list[str]:
    if name not in METRICS:
        near = get_close_matches(name, METRICS, n=1)
        return [f"targets.{name}: there is no metric {name!r}" + (f" (did you mean {near[0]!r}?)" if near else "")]
    metric = METRICS[name]
    missing = [f"extra.{key}" for key in metric.extra if key not in target.extra]
    missing += [f"among.{key}" for key in metric.among if key not in target.among]
    return [f"targets.{name}.{key} is missing" for key in missing]
