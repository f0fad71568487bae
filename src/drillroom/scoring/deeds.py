"""The metrics of what was done for users: contain (P2), remedy (P4), userfirst and harm (P6).

A deed counts from when people really worked on it; what was only ordered, or done before anybody could know what for,
has not happened.
"""

from __future__ import annotations

from typing import Any

from drillroom.doctrine.rubric import Target
from drillroom.log.records import BaselineMeasured, PromiseBroken, PromiseMade, SignalLooked

from .course import Course, Deed, seqs
from .marks import Mark, given, grade, named, not_exercised, note


def _action(deed: Deed) -> dict[str, Any]:
    return named(f"vocabulary.actions.{deed.do}.name")


def is_answer(course: Course, deed: Deed) -> bool:
    """Can it have answered the crisis: from the alert on or, before it, once somebody had looked at a real sign?"""
    looked = (it.seq for it in course.of(SignalLooked) if course.signals.get(it.record.signal, {}).get("real"))
    return deed.at >= 0 or any(seq < deed.seq for seq in looked)


def contain(course: Course, target: Target) -> Mark:
    """Minutes from the alert until the harm to users was cut to the share ``to`` of its height (P2, E5).

    Only harm that a deed of the team cut counts. Before the alert that is prevention (``ahead``) or a deed after a look
    at a real sign; both are minute 0. None without any harm.
    """
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    shown = [*course.begun(target.among["deeds"]), *course.done(target.among["deeds"])]
    counting = (it for it in shown if it.do in target.among["ahead"] or is_answer(course, it))
    deeds = sorted(counting, key=lambda it: it.at)
    ahead = [it for it in deeds if it.at < 0]
    peak = max([it.record.harm for it in course.samples], default=0.0)
    if peak <= 0 and not ahead:
        return not_exercised(target, note("no_harm"))
    found = _halved(course, target.extra["to"], deeds, ahead)
    if found is None:
        if not course.is_past(target.none * 60):
            return not_exercised(target, note("not_over"))
        return given(target, 0.0, None, [*course.frame, *seqs(course.samples[-1:])], note("not_contained"))
    at, deed, sample = found
    evidence = [course.alert.seq, deed.seq, sample]
    return given(target, grade(target, at / 60), at / 60, evidence, note("contained_by", action=_action(deed)))


def _halved(course: Course, share: float, deeds: list[Deed], ahead: list[Deed]) -> tuple[int, Deed, int] | None:
    """When harm had fallen to ``share`` of the most there had been, by which deed, and the sample that shows it."""
    height, before = (course.start_harm if ahead else 0.0), 0
    for sample in course.samples:
        height = max(height, sample.record.harm)
        by = [it for it in deeds if it.at <= max(0, sample.at)]
        if by and height > 0 and sample.record.harm <= share * height + 1e-6:
            at = by[-1].at if by[-1].at >= before else sample.at
            return max(0, at), by[-1], sample.seq
        before = sample.at
    return None


def userfirst(course: Course, target: Target) -> Mark:
    """Minutes from the alert to the first deed that protects users; none where own interest came first (P6, X5)."""
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    protecting = _first_protecting(course, target)
    if protecting is None and not any(it.record.harm > 0 for it in course.samples):
        return not_exercised(target, note("no_harm"))
    selfish = own_interest_first(course, target)
    if selfish is not None:
        evidence = [course.alert.seq, selfish.seq, *([] if protecting is None else [protecting.seq])]
        return given(target, 0.0, None, evidence, note("own_interest_first", action=_action(selfish)))
    if protecting is None:
        if not course.is_past(target.none * 60):
            return not_exercised(target, note("not_over"))
        return given(target, 0.0, None, course.frame, note("no_deed_for_users"))
    minutes = max(0, protecting.at) / 60
    why = note("first_deed", action=_action(protecting))
    return given(target, grade(target, minutes), minutes, [course.alert.seq, protecting.seq], why)


def _first_protecting(course: Course, target: Target) -> Deed | None:
    begun = course.begun(target.among["protecting"])
    return next((it for it in begun if it.is_for("users") and is_answer(course, it)), None)


def own_interest_first(course: Course, target: Target) -> Deed | None:
    """The deed for law, image or sales that came, while users were being harmed, before any deed for them."""
    protecting = _first_protecting(course, target)
    for deed in course.ordered(target.among["own_interest"]):
        if protecting is not None and deed.seq > protecting.seq:
            return None
        state = course.state_at(deed.at)
        if deed.at >= 0 and state is not None and state.record.harm > target.extra["harm"]:
            return deed
    return None


def remedy(course: Course, target: Target) -> Mark:
    """How many of repair, amends and a safeguard were delivered; none if a promise of one was broken (P4, SF3).

    Where users lost money (the crisis types in ``money``) only compensation makes amends; else a notice or a hotline
    does too. In a short form work that is under way counts. None where the fault was not ours and nobody was harmed.
    """
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    if course.fault < target.extra["blameless"] and not any(it.record.harm > 0 for it in course.samples):
        return not_exercised(target, note("nothing_to_mend"))
    promises = {it.record.promise: it for it in course.of(PromiseMade)}
    words = set(target.among["next_word"])
    broken = [it for it in course.of(PromiseBroken) if it.record.promise in promises]
    broken = [it for it in broken if not set(promises[it.record.promise].record.needs) <= words]
    if broken:
        evidence = [*seqs(broken), *(promises[it.record.promise].seq for it in broken)]
        return given(target, 0.0, None, evidence, note("remedy_promise_broken"))
    amends = [*target.among["amends"], *([] if course.crisis in target.among["money"] else target.among["advice"])]
    parts = {"repair": target.among["repair"], "amends": amends, "safeguard": target.among["safeguard"]}
    done = {
        part: [it for it in course.delivered(actions) if it.is_for("users") and is_answer(course, it)]
        for part, actions in parts.items()
    }
    missing = [part for part, deeds in done.items() if not deeds]
    if missing and not course.is_closed:
        return not_exercised(target, note("not_over"))
    evidence = [deed.seq for deeds in done.values() for deed in deeds[:1]]
    if missing:
        evidence += course.frame
    count = float(len(parts) - len(missing))
    lacks = [named(f"doctrine.notes.{part}") for part in missing]
    why = note("remedy_missing", missing=lacks) if lacks else note("remedy_all")
    return given(target, grade(target, count), count, evidence, why)


def harm(course: Course, target: Target) -> Mark:
    """Percent of the users' harm of doing nothing, on the same seed, that this run let happen (P6).

    None without the recorded baseline, or where doing nothing harms hardly anybody (``least`` harm-minutes).
    """
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    idle = next((it for it in course.of(BaselineMeasured) if it.record.playbook == "none"), None)
    if idle is None or not course.samples:
        return not_exercised(target, note("no_baselines"))
    without = float(idle.record.outcome.get("harm_minutes") or 0.0)
    if without < target.extra["least"]:
        return not_exercised(target, note("no_harm"))
    last = course.samples[-1]
    share = 100 * last.record.harm_minutes / without
    return given(target, grade(target, share), share, [last.seq, idle.seq], note("harm_share", share=round(share)))
