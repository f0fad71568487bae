"""The moments worth talking about: where most was lost and won, what was known then, and what people did next.

Chosen by points alone, by the same rule for every drill; a moment is a time, and what happened around it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from drillroom.log.records import (
    CallMissed,
    CallTaken,
    ClaimJudged,
    DecisionMissed,
    FactLeaked,
    PromiseBroken,
    SignalAppeared,
    SignalGraded,
    SignalLooked,
    StakeholderReached,
    StatementPublished,
    TaskDone,
    TaskStarted,
    TeamAssembled,
)

from .lines import Cited, DecisionLine
from .reading import Reading
from .said import posts_after
from .value import MetricMark, Moment, PrincipleMark, Turn

HORIZON = 2 * 3600
"""Drill seconds after a moment in which one looks at what people did."""
_COUNT = 3
_NEAR = 1500
_ASKED_NEAR = 1800
_LEAST = 1.0
_SILENCED = "doctrine.notes.silence_earns_nothing"
_POSTS = 2
_CAPPED_DEEDS = ("did", "users_hurt")


@dataclass(slots=True)
class _Candidate:
    at: int
    points: float
    metrics: list[str]
    anchor: Cited | None
    came_at: int | None = None
    caps: list[str] = field(default_factory=list)
    records: dict[int, Cited] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.anchor is not None:
            self.records[self.anchor.seq] = self.anchor

    @property
    def is_loss(self) -> bool:
        return self.points < 0 or bool(self.caps)

    @property
    def is_untrue(self) -> bool:
        return self.is_loss and self.anchor is not None and isinstance(self.anchor.record, ClaimJudged)


def key_moments(
    reading: Reading, principles: tuple[PrincipleMark, ...], decisions: tuple[DecisionLine, ...]
) -> tuple[Moment, ...]:
    """At most three, in the order of time: the largest losses and, where something was earned, the largest win."""
    metrics = {metric.key: metric for principle in principles for metric in principle.metrics}
    worth = dict(reading.card.worth)
    losses, wins = [], []
    for key, metric in metrics.items():
        if metric.mark is None:
            continue
        share = worth.get(key, 0.0)
        if lost := _loss(metric, reading):
            losses.append(_Candidate(lost.at, -share * (1 - metric.mark), [key], lost.anchor, lost.came_at))
        if won := _win(metric, reading):
            wins.append(_Candidate(won.at, share * metric.mark, [key], won))
    _silenced(losses, metrics, worth)
    losses, wins = _merged(losses), _merged(wins)
    _add_caps(losses, reading)
    return _told(_chosen(losses, wins), reading, decisions)


def _told(chosen: list[_Candidate], reading: Reading, decisions: tuple[DecisionLine, ...]) -> tuple[Moment, ...]:
    """The moments in order; a decision or a post that one of them shows is not shown again by the next."""
    told: list[Moment] = []
    for it in chosen:
        asked = {moment.decision.number for moment in told if moment.decision is not None}
        seen = {post.post for moment in told for post in moment.posts}
        left = tuple(line for line in decisions if line.number not in asked)
        told.append(_moment(it, reading, left, seen))
    return tuple(told)


def _chosen(losses: list[_Candidate], wins: list[_Candidate]) -> list[_Candidate]:
    lost = sorted(
        (it for it in losses if it.points <= -_LEAST or it.caps), key=lambda it: (-len(it.caps), it.points, it.at)
    )
    won = sorted((it for it in wins if it.points >= _LEAST), key=lambda it: (-it.points, it.at))
    keep = lost[: _COUNT - 1] if won else lost[:_COUNT]
    taken = [it.at for it in keep]
    fresh = [it for it in won if all(abs(it.at - at) > _NEAR for at in taken)]
    return sorted(keep + fresh[: _COUNT - len(keep)], key=lambda it: it.at)


def _merged(candidates: list[_Candidate]) -> list[_Candidate]:
    """Marks that hang on nearly the same time are one moment: of the untrue words in it, else of the dearest mark."""
    groups: list[_Candidate] = []
    for it in sorted(candidates, key=lambda it: (not it.is_untrue, -abs(it.points))):
        near = next((group for group in groups if abs(group.at - it.at) <= _NEAR), None)
        if near is None:
            groups.append(it)
            continue
        near.points += it.points
        near.metrics += it.metrics
        near.records |= it.records
        near.came_at = near.came_at or it.came_at
        if near.anchor is None and it.anchor is not None:
            near.anchor, near.at = it.anchor, it.at
    return groups


def _silenced(losses: list[_Candidate], metrics: dict[str, MetricMark], worth: dict[str, float]) -> None:
    """Marks that only silence limited belong to the moment in which nothing was told."""
    told = next((it for it in losses if it.metrics == ["facts"]), None)
    for key, metric in metrics.items():
        is_silenced = metric.note is not None and metric.note.ref == _SILENCED
        if told is not None and is_silenced and metric.mark is not None and [key] not in [it.metrics for it in losses]:
            told.points -= worth.get(key, 0.0) * (1 - metric.mark)
            told.metrics.append(key)


def _add_caps(losses: list[_Candidate], reading: Reading) -> None:
    """A cap belongs to the moment of one of its records; a deed that is capped is a moment of its own."""
    for found in reading.card.capped:
        seqs = set(found.evidence)
        hit = next((it for it in losses if it.anchor is not None and it.anchor.seq in seqs), None)
        if hit is not None:
            hit.caps.append(found.name)
        elif reading.card.doctrine.caps[found.name].when in _CAPPED_DEEDS and found.evidence:
            deed = reading.cite(min(found.evidence))
            losses.append(_Candidate(deed.at, 0.0, [], deed, caps=[found.name]))


# ------------------------------------------------------------------ where a mark was lost


@dataclass(frozen=True, slots=True)
class _Lapse:
    at: int
    anchor: Cited | None = None
    came_at: int | None = None


def _loss(metric: MetricMark, reading: Reading) -> _Lapse | None:
    find = _LOSSES.get(metric.key)
    if find is None or metric.mark is None or metric.mark >= 1:
        return None
    return find(metric, reading)


def _ran_late(metric: MetricMark, reading: Reading) -> _Lapse:
    """The minute in which full marks ran out; ``came_at`` is when it was done after all."""
    came = None if metric.value is None else round(metric.value * 60)
    return _Lapse(at=round(metric.full * 60), came_at=came)


def _untrue(metric: MetricMark, reading: Reading) -> _Lapse | None:
    wrong = [it for it in metric.evidence if isinstance(it.record, ClaimJudged) and it.record.verdict != "true"]
    worst = next((it for it in wrong if _verdict(it) == "lie"), wrong[0] if wrong else None)
    broken = next((it for it in metric.evidence if isinstance(it.record, PromiseBroken)), None)
    anchor = worst or broken
    return None if anchor is None else _Lapse(at=anchor.at, anchor=anchor)


def _verdict(cited: Cited) -> str:
    return cited.record.verdict if isinstance(cited.record, ClaimJudged) else ""


def _untold(metric: MetricMark, reading: Reading) -> _Lapse | None:
    """The first fact that came out before it was told, else the first that was held back too long."""
    leak = next((it for it in reading.course.of(FactLeaked) if it.record.found != "told"), None)
    if leak is not None:
        return _Lapse(at=leak.at, anchor=reading.cite(leak.seq))
    late = [it for it in reading.facts if it.known_at is not None and it.told_at is None]
    return None if not late else _Lapse(at=min(it.known_at or 0 for it in late) + 2700)


def _unanswered(metric: MetricMark, reading: Reading) -> _Lapse | None:
    missed = next((it for it in reading.course.of(CallMissed)), None)
    return None if missed is None else _Lapse(at=missed.at, anchor=reading.cite(missed.seq))


def _undelivered(metric: MetricMark, reading: Reading) -> _Lapse | None:
    broken = next((it for it in metric.evidence if isinstance(it.record, PromiseBroken)), None)
    return None if broken is None else _Lapse(at=broken.at, anchor=broken)


def _stiff(metric: MetricMark, reading: Reading) -> _Lapse | None:
    said = (it for it in metric.evidence if isinstance(it.record, StatementPublished) and it.record.tone == "stiff")
    first = next(said, None)
    return None if first is None else _Lapse(at=first.at, anchor=first)


def _unheeded(metric: MetricMark, reading: Reading) -> _Lapse | None:
    seen = {it.record.signal for it in metric.evidence if isinstance(it.record, (SignalLooked, SignalGraded))}
    signs = (it for it in metric.evidence if isinstance(it.record, SignalAppeared) and it.record.signal not in seen)
    first = next(signs, None)
    return None if first is None else _Lapse(at=first.at, anchor=first)


_LOSSES: dict[str, Callable[[MetricMark, Reading], _Lapse | None]] = {
    "detect": _unheeded,
    "team": _ran_late,
    "voice": _ran_late,
    "contain": _ran_late,
    "own": _ran_late,
    "userfirst": _ran_late,
    "told": _ran_late,
    "facts": _untold,
    "honest": _untrue,
    "contra": _untrue,
    "answer": _unanswered,
    "remedy": _undelivered,
    "tone": _stiff,
}


# ------------------------------------------------------------------ where a mark was won

_DEEDS = {
    "detect": (SignalGraded, SignalLooked),
    "team": (TeamAssembled,),
    "voice": (StatementPublished,),
    "contain": (TaskStarted, TaskDone),
    "own": (StatementPublished,),
    "userfirst": (TaskStarted,),
    "told": (StakeholderReached,),
    "facts": (ClaimJudged,),
    "answer": (CallTaken,),
    "remedy": (TaskDone,),
}


def _win(metric: MetricMark, reading: Reading) -> Cited | None:
    """The first deed that the mark rests on, where it earned most of it."""
    kinds = _DEEDS.get(metric.key)
    if kinds is None or metric.mark is None or metric.mark < 0.5:
        return None
    return next((it for it in metric.evidence if isinstance(it.record, kinds)), None)


# ------------------------------------------------------------------ around the moment


def _moment(it: _Candidate, reading: Reading, decisions: tuple[DecisionLine, ...], seen: set[str]) -> Moment:
    facts = [fact for fact in reading.facts if fact.leaked_at is None or fact.leaked_at > it.at or fact.known_at]
    return Moment(
        at=it.at,
        is_loss=it.is_loss,
        points=round(abs(it.points), 1),
        metrics=tuple(it.metrics),
        caps=tuple(it.caps),
        anchor=it.anchor,
        records=tuple(it.records[seq] for seq in sorted(it.records)),
        came_at=it.came_at,
        decision=_asked(it, decisions),
        known=tuple(fact for fact in facts if fact.known_at is not None and fact.known_at <= it.at),
        unknown=tuple(fact for fact in facts if fact.known_at is None or fact.known_at > it.at),
        turn=_turn(it.at, reading),
        exposed=_exposed(it, reading),
        posts=posts_after(reading, it.at, within=HORIZON, count=_POSTS, without=seen),
    )


def _turn(at: int, reading: Reading, *, since: int = 0) -> Turn | None:
    """The public at ``at`` (or ``since`` seconds earlier) and two hours later, in all three runs."""
    later = min(at + HORIZON, reading.reached)
    before, after = reading.state(at - since), reading.state(later)
    if before is None or after is None:
        return None
    return Turn(
        before=replace(before, at=at),
        after=after,
        model=reading.other("model", later),
        none=reading.other("none", later),
    )


def _exposed(it: _Candidate, reading: Reading) -> Turn | None:
    """The public when wrong words were found out, and two hours later."""
    record = None if it.anchor is None else it.anchor.record
    if not isinstance(record, ClaimJudged) or record.right:
        return None
    leaks = (leak for leak in reading.course.of(FactLeaked) if leak.record.fact == record.claim.fact)
    leak = next((leak for leak in leaks if leak.at > it.at and leak.record.found in ("wrong", "lie")), None)
    return None if leak is None else _turn(leak.at, reading, since=1)


def _asked(it: _Candidate, decisions: tuple[DecisionLine, ...]) -> DecisionLine | None:
    """The decision that was before the team at that time, if one was answered or missed."""
    if it.anchor is not None and isinstance(it.anchor.record, DecisionMissed):
        return next((line for line in decisions if line.seq == it.anchor.seq), None)
    near = [line for line in decisions if line.state in ("chosen", "missed") and abs(line.at - it.at) <= _ASKED_NEAR]
    return min(near, key=lambda line: abs(line.at - it.at), default=None)
