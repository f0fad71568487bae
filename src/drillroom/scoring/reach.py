"""The metrics of whom the words reached: aud and chan (P5), told (P6).

A group counts when it heard from us before its time; a channel when official words appeared where people talk.
"""

from __future__ import annotations

from math import fsum

from drillroom.doctrine.rubric import Target
from drillroom.log.records import PostAppeared, StakeholderMissed, StakeholderReached

from .course import Course, seqs
from .marks import Mark, given, grade, named, not_exercised, note

USERS, MEDIA, PRESS = "users", "media", "press"


def aud(course: Course, target: Target) -> Mark:
    """Percent of the scenario's groups that heard from us by their time, and before those they come before (P5, M2)."""
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    reached = {it.record.group: it for it in course.of(StakeholderReached)}
    missed = {it.record.group: it.seq for it in course.of(StakeholderMissed)}
    wanted = course.scenario.get("stakeholders") or {}
    late, evidence, count = [], [], 0
    for group in wanted:
        if group in reached:
            count += 1
            evidence.append(reached[group].seq)
            if reached[group].record.late:
                late.append(group)
        elif group in missed:
            count += 1
            late.append(group)
            evidence.append(missed[group])
    if not count:
        return not_exercised(target, note("no_groups"))
    share = 100 * (count - len(late)) / count
    names = [named(f"vocabulary.groups.{group}") for group in late]
    why = note("told_late", groups=names) if late else note("all_told")
    return given(target, grade(target, share), share, [*course.frame, *evidence], why)


def chan(course: Course, target: Target) -> Mark:
    """Percent of the talk that is in channels where official words appeared (P5, C5).

    The talk is weighed by the reach of the posts and news that the scenario brings whatever the team does, outside our
    own channels; so words elsewhere can add to it and never take away.
    """
    if not course.words:
        return not_exercised(target, note("no_words"))
    owned = {name for name, it in (course.scenario.get("channels") or {}).items() if it.get("owned")}
    talk: dict[str, float] = {}
    for it in course.scenario.get("injects") or ():
        if it.get("kind") not in ("post", "news") or it.get("when") or it.get("unless") or it.get("channel") in owned:
            continue
        channel = str(it.get("channel") or (PRESS if it.get("kind") == "news" else ""))
        talk[channel] = talk.get(channel, 0.0) + float(it.get("reach") or 0.0)
    whole = fsum(talk.values())
    if not whole:
        return not_exercised(target, note("no_talk"))
    spoken = {it.record.channel: it.seq for it in reversed(course.words)}
    share = 100 * fsum(weight for channel, weight in talk.items() if channel in spoken) / whole
    loudest = [it for it in course.of(PostAppeared) if it.record.inject is not None and it.record.channel in talk]
    evidence = [*spoken.values(), *seqs(loudest[:1])]
    return given(target, grade(target, share), share, evidence, note("channels_covered", share=round(share)))


def told(course: Course, target: Target) -> Mark:
    """Minutes from the alert until users heard from us; none where the press was told a fact before them (P6, T1)."""
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    if USERS not in (course.scenario.get("stakeholders") or {}):
        return not_exercised(target, note("no_groups"))
    reached = next((it for it in course.of(StakeholderReached) if it.record.group == USERS), None)
    first = next(
        (
            it
            for it in course.words
            if _tells_press(course, it.record.audience, it.record.channel)
            and any(claim.is_telling for claim in it.claims)
        ),
        None,
    )
    if first is not None and (reached is None or first.seq < reached.seq):
        evidence = [course.alert.seq, first.seq, course.close if reached is None else reached.seq]
        return given(target, 0.0, None, evidence, note("press_first"))
    if reached is None:
        if not course.is_past(target.none * 60):
            return not_exercised(target, note("not_over"))
        return given(target, 0.0, None, course.frame, note("users_not_told"))
    minutes = max(0, reached.at) / 60
    return given(target, grade(target, minutes), minutes, [course.alert.seq, reached.seq], note("users_told"))


def _tells_press(course: Course, audience: str, channel: str) -> bool:
    return audience == MEDIA or channel == PRESS
