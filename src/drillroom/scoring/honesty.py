"""The metrics of transparency (P3): facts, honest, contra.

The verdicts on claims are the ledger's, recorded when they were made; nothing is judged again here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from drillroom.doctrine.rubric import Target
from drillroom.log.records import PromiseBroken, Text

from .course import Course, Judged, seqs
from .marks import Mark, given, grade, named, not_exercised, note


@dataclass(frozen=True, slots=True)
class Owed:
    """A fact that could be told: ``told`` truly to the public within the limit, or not."""

    fact: str
    learned: int | None
    told: Judged | None


def owed_facts(course: Course, within: float) -> list[Owed]:
    """Facts whose time to be told, ``within`` minutes of delivery, is over, and those told before it was."""
    public = {it.record.statement for it in course.words}
    owed = []
    for fact in course.facts:
        until = max(0, course.known_from(fact)) + within * 60
        told = next(
            (it for it in course.claims if it.fact == fact and it.is_telling and it.record.statement in public), None
        )
        learned = course.learned(fact)
        in_time = told if told is not None and told.at <= until else None
        if in_time is not None or until <= course.end:
            owed.append(Owed(fact, None if learned is None else learned.seq, in_time))
    return owed


def facts(course: Course, target: Target) -> Mark:
    """Percent of the facts told truly in public, each within ``within`` minutes of its delivery (P3, ST1)."""
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    owed = owed_facts(course, target.extra["within"])
    if not owed:
        return not_exercised(target, note("nothing_to_tell"))
    told = [it.told for it in owed if it.told is not None]
    share = 100 * len(told) / len(owed)
    evidence = [*seqs(told), *(it.learned for it in owed if it.learned is not None)]
    if len(told) < len(owed):
        evidence += course.frame
    missing = [named(course.fact_name(it.fact)) for it in owed if it.told is None]
    why = note("facts_missing", missing=missing) if missing else note("facts_told")
    return given(target, grade(target, share), share, evidence, why)


def honest(course: Course, target: Target) -> Mark:
    """The worst lapse of honesty: a knowing untruth, a wrong or unverified claim, a broken promise (P3, K4, M4).

    ``extra`` weighs each kind of lapse from 0 to 1. The verdicts are the ledger's; nothing is judged again here.
    """
    if not course.all_words:
        return not_exercised(target, note("no_words"))
    lapses = [(_weight(course, target, claim), claim.seq) for claim in course.claims]
    lapses += [(target.extra["broken_promise"], it.seq) for it in course.of(PromiseBroken)]
    found = [(weight, seq) for weight, seq in lapses if weight > 0]
    evidence = [seq for _, seq in found] or [*seqs(course.all_words), *seqs(course.claims)]
    for claim in course.claims:
        mended = course.mended(claim) if claim.is_false else None
        if mended is not None:
            evidence.append(mended.seq)
        if claim.record.verdict == "lie":
            evidence += claim.record.because
    worst = max((weight for weight, _ in found), default=0.0)
    return given(
        target,
        grade(target, worst),
        float(len(found)),
        evidence,
        _lapse_note(course) if found else note("honesty_clean"),
    )


def _lapse_note(course: Course) -> Text:
    verdicts = [claim.record.verdict for claim in course.claims]
    broken = len(course.of(PromiseBroken))
    return note("honesty_lapses", knowing=verdicts.count("lie"), unverified=verdicts.count("guess"), promises=broken)


def _weight(course: Course, target: Target, claim: Judged) -> float:
    verdict = claim.record.verdict
    if verdict == "lie":
        return target.extra["lie"]
    if verdict != "guess":
        return 0.0
    if claim.record.right:
        return target.extra["unverified"]
    mended, limit = course.mended(claim), claim.at + target.extra["within"] * 60
    in_time = mended is not None and mended.at <= limit
    return target.extra["corrected" if in_time or not course.is_past(limit) else "wrong"]


def contra(course: Course, target: Target) -> Mark:
    """Contradictions: words that clash with what was said before, or wrong words never openly corrected (P3, M4).

    ``extra`` weighs a claim against earlier words that was never put right, one that was, and a wrong first claim that
    the team never corrected.
    """
    if not course.all_words:
        return not_exercised(target, note("no_words"))
    spoken: dict[str, list[Judged]] = {}
    for claim in course.claims:
        if claim.record.claim.op not in ("unknown", "deed"):
            spoken.setdefault(claim.fact, []).append(claim)
    clashes = [clash for claims in spoken.values() for clash in _clashes(course, claims, target.extra)]
    total = fsum(weight for weight, _ in clashes)
    evidence = [seq for _, seqs in clashes for seq in seqs] or [*seqs(course.all_words), *seqs(course.claims)]
    return given(target, grade(target, total), total, evidence)


def _clashes(course: Course, claims: list[Judged], extra: Mapping[str, float]) -> list[tuple[float, list[int]]]:
    """(weight, evidence) of each claim on one fact that does not agree with the others."""
    found = []
    for place, claim in enumerate(claims):
        if claim.record.right or (place and _saying(claims[place - 1]) == _saying(claim)):
            continue
        against = next((it for it in claims[:place] if _saying(it) != _saying(claim)), None)
        after = next((it for it in claims[place + 1 :] if it.record.right), None)
        mended = course.mended(claim)
        if against is None:
            weight = 0.0 if mended is not None else extra["never_corrected"]
        else:
            weight = extra["never_put_right" if mended is None and after is None else "put_right"]
        if weight:
            found.append((weight, [it.seq for it in (against, claim, mended, after) if it is not None]))
    return found


def _saying(claim: Judged) -> str:
    """What a claim comes to: all that fits the truth is one saying."""
    said = claim.record.claim
    return "" if claim.record.right else json.dumps([said.op, said.value, said.allegation], default=str)
