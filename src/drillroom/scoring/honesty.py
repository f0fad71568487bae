"""The metrics of transparency (P3): facts, honest, contra.

The verdicts on claims are the ledger's, recorded when they were made; nothing is judged again here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, inf

from drillroom.doctrine.rubric import Target
from drillroom.log.records import PromiseBroken, Text

from .course import Course, Judged, seqs
from .lapses import unsigned
from .marks import Mark, given, grade, named, not_exercised, note, ramp


@dataclass(frozen=True, slots=True)
class Owed:
    """A fact that could be told: when the team had it, the first time it told the public truly, and the credit 0..1."""

    fact: str
    learned: int | None
    told: Judged | None
    credit: float


def owed_facts(course: Course, *, within: float, too_late: float) -> list[Owed]:
    """Every fact that was told or whose time to be told is over.

    Full credit up to ``within`` minutes after its delivery, none from ``too_late`` minutes, linear between.
    """
    public = {it.record.statement for it in course.words}
    owed = []
    for fact in course.facts:
        known = max(0, course.known_from(fact))
        telling = (it for it in course.claims if it.fact == fact and it.is_telling)
        told = next((it for it in telling if it.record.statement in public), None)
        learned = course.learned(fact)
        if told is not None:
            credit = ramp((told.at - known) / 60, full=within, none=too_late)
        elif known + (within if course.is_closed else too_late) * 60 <= course.end:
            credit = 0.0
        else:
            continue  # it could still have been told in time
        owed.append(Owed(fact, None if learned is None else learned.seq, told, credit))
    return owed


def facts(course: Course, target: Target) -> Mark:
    """Percent of the facts told truly in public, in time after their delivery to the team (P3, ST1)."""
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    owed = owed_facts(course, within=target.extra["within"], too_late=target.extra["too_late"])
    if not owed:
        return not_exercised(target, note("nothing_to_tell"))
    share = 100 * fsum(it.credit for it in owed) / len(owed)
    evidence = [it.told.seq for it in owed if it.told is not None]
    evidence += [it.learned for it in owed if it.learned is not None]
    if len(evidence) < 2 * len(owed):
        evidence += course.frame
    missing = [named(course.fact_name(it.fact)) for it in owed if it.credit < 1]
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
    """How heavy a claim weighs. The time to correct a guess begins once the fact is there too, when it can be."""
    verdict = claim.record.verdict
    if verdict == "lie":
        return target.extra["lie"]
    if verdict != "guess":
        return 0.0
    if claim.record.right:
        return target.extra["unverified"]
    mended, learned = course.mended(claim), course.learned(claim.fact)
    limit = inf if learned is None else max(claim.at, learned.at) + target.extra["within"] * 60
    in_time = mended is not None and mended.at <= limit
    return target.extra["corrected" if in_time or not course.is_past(limit) else "wrong"]


def contra(course: Course, target: Target) -> Mark:
    """Contradictions, wrong words never openly corrected, and words that went out past the sign-off (P3, M4).

    ``extra`` weighs a claim against earlier words that was never put right, one that was, a wrong first claim that the
    team never corrected, and a statement that skipped the check by which all speak as one.
    """
    if not course.all_words:
        return not_exercised(target, note("no_words"))
    spoken: dict[str, list[Judged]] = {}
    for claim in course.claims:
        if claim.record.claim.op not in ("unknown", "deed"):
            spoken.setdefault(claim.fact, []).append(claim)
    clashes = [clash for claims in spoken.values() for clash in _clashes(course, claims, target.extra)]
    past = unsigned(course)
    total = fsum((*(weight for weight, _ in clashes), target.extra["unsigned"] * len(past)))
    evidence = [*(seq for _, found in clashes for seq in found), *seqs(past)]
    if not evidence:
        return given(target, 1.0, total, [*seqs(course.all_words), *seqs(course.claims)], note("one_voice"))
    why = note("clashes") if clashes else note("unsigned", count=len(past))
    return given(target, grade(target, total), total, evidence, why)


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
