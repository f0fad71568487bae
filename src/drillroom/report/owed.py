"""What the team owed others: legal reports, promises, word to each group; and what counsel has to look at.

Each clock ends as met, missed or still open; what was looked for and not found is listed with nothing behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from drillroom.log.chain import Log
from drillroom.log.records import (
    DutyMet,
    DutyMissed,
    DutyStarted,
    PromiseBroken,
    PromiseKept,
    PromiseMade,
    Record,
    SelfRated,
    SignOffSkipped,
    StakeholderMissed,
    StakeholderReached,
    StatementOrdered,
    TaskQueued,
    TaskStarted,
    Text,
)
from drillroom.scoring.course import Seen

from .lines import DutyLine, GroupLine, OwnView, PromiseLine
from .reading import Reading
from .value import CounselLine

INVESTORS = "investors"


def duty_lines(reading: Reading) -> tuple[DutyLine, ...]:
    """The legal clocks that began to run."""
    met = {it.record.duty: it for it in reading.course.of(DutyMet)}
    missed = {it.record.duty for it in reading.course.of(DutyMissed)}
    lines = []
    for started in reading.course.of(DutyStarted):
        duty = started.record.duty
        done, root = met.get(duty), f"scenario.duties.{duty}"
        lines.append(
            DutyLine(
                duty=duty,
                authority=Text(ref=f"{root}.authority"),
                source=Text(ref=f"{root}.source"),
                as_of=str(reading.listed("duties", duty).get("as_of", "")),
                started=started.at,
                due=started.record.due,
                done_at=None if done is None else done.at,
                state="met" if done is not None else "missed" if duty in missed else "open",
                missing=() if done is None else done.record.missing,
            )
        )
    return tuple(lines)


def promise_lines(reading: Reading) -> tuple[PromiseLine, ...]:
    """Everything the team said that it would do."""
    kept = {it.record.promise for it in reading.course.of(PromiseKept)}
    broken = {it.record.promise for it in reading.course.of(PromiseBroken)}
    return tuple(
        PromiseLine(
            promise=it.record.promise,
            made_at=it.at,
            due=it.record.due,
            state="kept" if it.record.promise in kept else "broken" if it.record.promise in broken else "open",
            statement=it.record.statement,
            fact=it.record.fact,
            needs=it.record.needs,
        )
        for it in reading.course.of(PromiseMade)
    )


def group_lines(reading: Reading) -> tuple[GroupLine, ...]:
    """The groups that the scenario wants told, by their due time."""
    reached = {it.record.group: it for it in reading.course.of(StakeholderReached)}
    missed = {it.record.group for it in reading.course.of(StakeholderMissed)}
    lines = []
    for group, holder in (reading.header.scenario.get("stakeholders") or {}).items():
        seen, due = reached.get(group), holder.get("due")
        is_late = seen is not None and (seen.record.late or group in missed)
        state = "late" if is_late else "reached" if seen is not None else "missed" if group in missed else "open"
        lines.append(GroupLine(group=group, due=due, at=None if seen is None else seen.at, state=state))
    return tuple(sorted(lines, key=lambda it: (it.due is None, it.due)))


# ------------------------------------------------------------------ the trainee's own view


_ASKED = {"speed": "speed", "openness": "transparency", "responsibility": "responsibility"}
"""The questions asked before any score, and the principle each is about."""


def own_views(log: Log) -> tuple[OwnView, ...]:
    """What the trainees said of their drill before they saw a score; the last word of each person counts."""
    found: dict[str, OwnView] = {}
    for entry in log.session:
        if isinstance(entry.record, SelfRated):
            view = _own_view(entry.record)
            if view.ratings or view.regret is not None:
                found[view.person] = view
    return tuple(found.values())


def _own_view(record: SelfRated) -> OwnView:
    given = ((principle, record.answers.get(name)) for name, principle in _ASKED.items())
    regret = record.answers.get("regret")
    return OwnView(
        person=record.person,
        ratings=tuple((key, value) for key, value in given if type(value) is int and 1 <= value <= 5),
        regret=Text(ref=f"words.{regret}") if isinstance(regret, str) else None,
    )


# ------------------------------------------------------------------ for counsel


def counsel_lines(reading: Reading) -> tuple[CounselLine, ...]:
    """What counsel asks about after a crisis; an empty one is a finding too."""
    claims, course = reading.course.claims, reading.course
    incomplete = [it.seq for it in course.of(DutyMet) if it.record.missing]
    found: list[tuple[str, list[int]]] = [
        ("knowingly_untrue", [it.seq for it in claims if it.record.verdict == "lie"]),
        ("unverified", [it.seq for it in claims if it.record.verdict == "guess"]),
        ("not_signed_off", _unsigned(reading)),
        ("investors_told_otherwise", _told_otherwise(reading)),
        ("report_late", _seqs(course.of(DutyMissed))),
        ("report_incomplete", incomplete),
        ("promise_broken", _seqs(course.of(PromiseBroken))),
        ("posts_removed", _deeds(reading, "delete_posts")),
        ("praise_bought", _deeds(reading, "seed_praise")),
        ("critics_threatened", _deeds(reading, "threaten")),
    ]
    return tuple(CounselLine(key=key, evidence=reading.cited(seqs)) for key, seqs in found)


def _deeds(reading: Reading, do: str) -> list[int]:
    """One record for each time ``do`` was set going: its order and its start are one deed."""
    found: list[Seen[TaskQueued] | Seen[TaskStarted]] = [
        *reading.course.of(TaskQueued),
        *reading.course.of(TaskStarted),
    ]
    first: dict[str, int] = {}
    for it in sorted(found, key=lambda it: it.seq):
        if it.record.do == do:
            first.setdefault(it.record.task, it.seq)
    return list(first.values())


def _seqs(seen: Sequence[Seen[Record]]) -> list[int]:
    return [it.seq for it in seen]


def _unsigned(reading: Reading) -> list[int]:
    """Statements that the rules want signed and that went out without."""
    does = {it.record.statement: it.record.do for it in reading.course.of(StatementOrdered)}
    skipped = reading.course.of(SignOffSkipped)
    return [it.seq for it in skipped if reading.has_sign_off(does.get(it.record.statement, ""))]


def _told_otherwise(reading: Reading) -> list[int]:
    """Claims to investors on facts of which everybody else heard something else."""
    to_investors: dict[str, list[int]] = {}
    rights: dict[str, set[bool]] = {}
    for words in reading.course.all_words:
        for claim in words.claims:
            rights.setdefault(claim.fact, set()).add(claim.record.right)
            if words.record.audience == INVESTORS:
                to_investors.setdefault(claim.fact, []).append(claim.seq)
    return [seq for fact, seqs in to_investors.items() if len(rights[fact]) > 1 for seq in seqs]
