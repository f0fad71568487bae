"""The metrics of working together: team and pair (P2), joint and adapt (P5).

Seats are judged by what the log shows them doing; what happened to the team that it could not help is no lapse of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from drillroom.doctrine.rubric import Target
from drillroom.log.records import (
    CommandGiven,
    DecisionOpened,
    DecisionSettled,
    DecisionTaken,
    FactLeaked,
    NoteLeaked,
    RelapseStarted,
    StatementOrdered,
    StatementSigned,
    SummonsAnswered,
    SummonsArrived,
    TaskStarted,
    TeamAssembled,
    Text,
)

from .course import Course, Placed, seqs
from .deeds import is_answer
from .marks import Mark, given, grade, named, not_exercised, note, ramp


def team(course: Course, target: Target) -> Mark:
    """Minutes from the alert until the crisis team sat together with every seat it needs (P2, E2).

    A seat that the scenario keeps away at that time is not missed.
    """
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    met = next(iter(course.of(TeamAssembled)), None)
    if met is None:
        if not course.is_past(target.none * 60):
            return not_exercised(target, note("not_over"))
        return given(target, 0.0, None, course.frame, note("no_team"))
    away = {seat for seat, plan in course.seats.items() if (plan.get("away_until") or 0) > met.at}
    missing = [seat for seat in target.among["needed"] if seat not in met.record.seats and seat not in away]
    minutes, evidence = max(0, met.at) / 60, [course.alert.seq, met.seq]
    if missing:
        return given(target, 0.0, minutes, evidence, _absent(missing))
    return given(target, grade(target, minutes), minutes, evidence)


def _absent(seats: list[str]) -> Text:
    return note("seats_missing", seats=[named(f"vocabulary.seats.{seat}") for seat in seats])


def pair(course: Course, target: Target) -> Mark:
    """Did repair and talk both begin in time? Minutes until the later of the two; none where one is missing (P2, X4).

    The mean of both marks: one of them late earns half. None where there is nothing to repair.
    """
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    if not any(it.record.harm > 0 for it in course.samples):
        return not_exercised(target, note("no_harm"))
    works = [it for it in course.begun(target.among["work"]) if is_answer(course, it)]
    talks = [it for it in course.words if it.is_accurate]
    if not works or not talks:
        if not course.is_past(target.none * 60):
            return not_exercised(target, note("not_over"))
        evidence = [*course.frame, *seqs(works[:1]), *seqs(talks[:1])]
        return given(target, 0.0, None, evidence, note("half_missing" if works or talks else "both_missing"))
    minutes = [max(0, it.at) / 60 for it in (works[0], talks[0])]
    mark = fsum(grade(target, it) for it in minutes) / 2
    return given(target, mark, max(minutes), [course.alert.seq, works[0].seq, talks[0].seq], note("paired"))


def joint(course: Course, target: Target) -> Mark:
    """Percent of the departments at work within ``within`` minutes, an owner named and people inside told (P5, E3).

    The seats of ``needed`` count as departments; one that the scenario keeps away meanwhile is not missed.
    """
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    until = target.extra["within"] * 60
    if not course.is_past(until):
        return not_exercised(target, note("not_over"))
    busy = _busy(course, until)
    away = {seat for seat, plan in course.seats.items() if (plan.get("away_until") or 0) > until}
    found = {named_seat: busy.get(named_seat) for named_seat in target.among["needed"] if named_seat not in away}
    lacks = [named(f"vocabulary.seats.{seat}") for seat, seq in found.items() if seq is None]
    marks = [seq for seq in found.values() if seq is not None]
    for part in ("owners", "handover"):
        first = next((it.seq for it in course.ordered(target.among[part]) if it.at <= until), None)
        marks += [] if first is None else [first]
        lacks += [named(f"doctrine.notes.{_MEANS[part]}")] if first is None else []
    share = 100 * len(marks) / (len(found) + 2)
    why = note("joint_missing", missing=lacks) if lacks else note("all_at_work")
    return given(target, grade(target, share), share, [*course.frame, *marks], why)


_MEANS = {"owners": "ready_owners", "handover": "staff_told"}


def _busy(course: Course, until: float) -> dict[str, int]:
    """seat -> the first record, up to ``until``, that shows it at work."""
    seen: list[tuple[int, str]] = []
    seen += [(it.seq, seat) for it in course.of(TaskStarted) if it.at <= until for seat in it.record.seats]
    seen += [(it.seq, it.record.seat) for it in course.of(StatementOrdered) if it.at <= until]
    seen += [(it.seq, it.record.by) for it in course.of(StatementSigned) if it.at <= until]
    seen += [(it.seq, it.record.seat) for it in course.of(CommandGiven) if 0 <= it.at <= until]
    first: dict[str, int] = {}
    for seq, seat in sorted(seen):
        first.setdefault(seat, seq)
    return first


def adapt(course: Course, target: Target) -> Mark:
    """Percent of the turns that events could take which met a new answer in time, or never came (P5, C3).

    Turns: facts that outsiders found before they were told, an inner note that leaked, a relapse, a summons, a decision
    that events brought up. All that the scenario can bring count, so that a turn that was headed off costs nothing.
    """
    if course.alert is None:
        return not_exercised(target, note("no_alert"))
    turns, possible = list(_turns(course, target)), _possible(course)
    if not turns and not possible:
        return not_exercised(target, note("no_turn"))
    if not turns:
        return given(target, 1.0, 100.0, course.frame, note("no_turn_came"))
    missed = fsum(1 - credit for credit, _ in turns)
    share = 100 * (1 - missed / max(possible, len(turns)))
    evidence = [seq for _, found in turns for seq in found]
    met = sum(credit == 1 for credit, _ in turns)
    return given(target, grade(target, share), share, evidence, note("turns", met=met, count=len(turns)))


def _possible(course: Course) -> int:
    """How many turns the scenario has in store."""
    scenario = course.scenario
    injects = scenario.get("injects") or ()
    leaks = {fact.get("leak_at") for fact in course.facts.values()} - {None}
    asked = [it for it in scenario.get("decisions") or () if it.get("when")]
    notes = [it for it in injects if it.get("leak")]
    summons = [it for it in injects if it.get("kind") == "summons"]
    return len(leaks) + len(asked) + len(notes) + len(summons)


def _turns(course: Course, target: Target) -> Iterator[tuple[float, list[int]]]:
    """(credit, evidence) of every turn whose answer is due."""
    soon, late = target.extra["soon"] * 60, target.extra["late"] * 60
    moves = _moves(course)
    surprises = [(it.seq, it.at) for it in course.of(FactLeaked) if it.record.found != "told"]
    surprises += [(it.seq, it.at) for kind in (NoteLeaked, RelapseStarted) for it in course.of(kind)]
    for seq, at in _apart(surprises, soon):
        answer = next(((place, when) for place, when in moves if place > seq), None)
        if answer is not None:
            yield ramp(answer[1] - at, full=soon, none=late), [seq, answer[0]]
        elif course.is_past(at + late):
            yield 0.0, [seq, course.close]
    answered = {it.record.summons: it for it in course.of(SummonsAnswered)}
    for summons in course.of(SummonsArrived):
        reply = answered.get(summons.record.summons)
        if reply is not None:
            yield 1.0, [summons.seq, reply.seq]
        elif course.is_past(summons.record.due):
            yield 0.0, [summons.seq, course.close]
    asked = {it["id"] for it in course.scenario.get("decisions") or () if it.get("when")}
    met = {it.record.decision: it.seq for it in course.of(DecisionSettled)}
    met |= {it.record.decision: it.seq for it in course.of(DecisionTaken)}
    for opened in course.of(DecisionOpened):
        if opened.record.decision in asked and (opened.record.decision in met or course.is_past(opened.record.closes)):
            taken = met.get(opened.record.decision)
            yield float(taken is not None), [opened.seq, course.close if taken is None else taken]


def _moves(course: Course) -> list[tuple[int, int]]:
    """(seq, second) of every new answer: accurate words, work begun for the crisis, a decision taken."""
    work = [
        it for it in course.of(TaskStarted) if course.actions.get(it.record.do, {}).get("group") in ("do", "remedy")
    ]
    words = [it for it in course.words if it.is_accurate]
    found: list[Placed] = [*work, *words, *course.of(DecisionTaken)]
    return sorted((it.seq, it.at) for it in found)


def _apart(found: list[tuple[int, int]], near: float) -> list[tuple[int, int]]:
    """One of those that came within ``near`` seconds of each other: they are one turn."""
    kept: list[tuple[int, int]] = []
    for seq, at in sorted(found):
        if not kept or at - kept[-1][1] > near:
            kept.append((seq, at))
    return kept
