"""What happened in a drill, as the metrics ask for it, from the log alone: words, claims, deeds, deliveries, state.

It reorders and never re-judges: every verdict, time and number in it was recorded by the engine.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar, cast

from drillroom.log.header import Header
from drillroom.log.records import (
    AlertRaised,
    ClaimCorrected,
    ClaimJudged,
    CommandGiven,
    DrillClosed,
    Entry,
    FactLeaked,
    FactLearned,
    MonitoringSampled,
    Record,
    StatementOrdered,
    StatementPublished,
    StateSampled,
    TaskDone,
    TaskQueued,
    TaskStarted,
    TeamAssembled,
)

R = TypeVar("R", bound=Record)
TELLING = ("is", "about", "at_least", "deed")
"""Claims that tell something of a fact, rather than deny it or call it open."""


class Placed(Protocol):
    """Anything with a place in the log."""

    @property
    def seq(self) -> int: ...

    @property
    def at(self) -> int: ...


def seqs(items: Iterable[Placed]) -> list[int]:
    """Their places, for evidence."""
    return [it.seq for it in items]


@dataclass(frozen=True, slots=True)
class Seen(Generic[R]):
    """A record of one kind with its place in the log."""

    seq: int
    record: R

    @property
    def at(self) -> int:
        return self.record.at


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with its verdict. ``fact`` is what it is about, also where it speaks of an allegation.

    ``answers``: would it, if true, answer what people ask about the fact?
    """

    seq: int
    record: ClaimJudged
    fact: str
    answers: bool

    @property
    def at(self) -> int:
        return self.record.at

    @property
    def is_false(self) -> bool:
        """Knowingly untrue, or an unverified claim that was wrong."""
        return self.record.verdict == "lie" or (self.record.verdict == "guess" and not self.record.right)

    @property
    def is_telling(self) -> bool:
        """Does it tell the fact truly, after it had been delivered?"""
        return self.record.verdict == "true" and self.answers


@dataclass(frozen=True, slots=True)
class Words:
    """A published statement with the verdicts on its claims."""

    seq: int
    record: StatementPublished
    claims: tuple[Judged, ...]
    commits: bool

    @property
    def at(self) -> int:
        return self.record.at

    @property
    def is_false(self) -> bool:
        return any(claim.is_false for claim in self.claims)

    @property
    def is_accurate(self) -> bool:
        """Nothing false in it, and either something true or a commitment: regret needs no fact to be right."""
        return not self.is_false and (self.commits or any(it.record.verdict == "true" for it in self.claims))


@dataclass(frozen=True, slots=True)
class Deed:
    """An action that was ordered, begun or done."""

    seq: int
    at: int
    do: str
    args: Mapping[str, Any]

    def is_for(self, group: str) -> bool:
        """Does it reach this group? Only ``notify`` may be for others than users."""
        to = self.args.get("to", "users")
        return self.do != "notify" or to == group or (not isinstance(to, str) and group in to)


class Course:
    """One drill. Times are drill seconds from the alert; ``public`` are the groups whose hearing makes words public."""

    def __init__(self, header: Header, entries: Sequence[Entry], *, public: Collection[str]) -> None:
        self._public = public
        self._kinds: dict[type[Record], list[Seen[Record]]] = {}
        self._sorted: dict[type[Record], dict[str, list[Deed]]] = {}
        for entry in entries:
            self._kinds.setdefault(type(entry.record), []).append(Seen(entry.seq, entry.record))
        self.end_planned = int(header.scenario.get("ends", 0))
        self.end = max((it.record.at for it in entries if not isinstance(it.record, MonitoringSampled)), default=0)
        self.last_seq = entries[-1].seq if entries else 0
        self.scenario = scenario = header.scenario
        self.fault = float(scenario.get("fault", 0.0))
        self.severity = float(scenario.get("severity", 0.0))
        self.crisis = str(scenario.get("crisis", ""))
        start = (scenario.get("public") or {}).get("harm")
        self.start_harm = self.severity if start is None else float(start)
        self.facts: Mapping[str, Mapping[str, Any]] = scenario.get("facts") or {}
        self.seats: Mapping[str, Mapping[str, Any]] = scenario.get("seats") or {}
        self.signals = {it["id"]: it for it in scenario.get("injects") or () if it.get("kind") == "signal"}
        self.must_say = {it["id"]: frozenset(it.get("must_say") or ()) for it in scenario.get("duties") or ()}
        self._allegations: Mapping[str, Mapping[str, Any]] = scenario.get("allegations") or {}
        self.actions: Mapping[str, Mapping[str, Any]] = header.vocabulary.get("actions") or {}
        self._numbers = header.parameters
        self.is_short = header.is_short

    # ------------------------------------------------------------------ the frame

    def of(self, kind: type[R]) -> Sequence[Seen[R]]:
        """Every record of this kind, in order."""
        return cast("Sequence[Seen[R]]", self._kinds.get(kind, ()))

    @cached_property
    def alert(self) -> Seen[AlertRaised] | None:
        return next(iter(self.of(AlertRaised)), None)

    @cached_property
    def is_closed(self) -> bool:
        return bool(self.of(DrillClosed))

    @cached_property
    def close(self) -> int:
        """The ``seq`` to cite for what had not happened by the end: the close, else the last record there is."""
        return next((it.seq for it in self.of(DrillClosed)), self.last_seq)

    @property
    def frame(self) -> tuple[int, ...]:
        """What an absence cites: the alert and the end."""
        return (self.close,) if self.alert is None else (self.alert.seq, self.close)

    def is_past(self, at: float) -> bool:
        """May something that has not happened by ``at`` be called missing?"""
        return self.is_closed or self.end >= at

    # ------------------------------------------------------------------ the state

    @cached_property
    def samples(self) -> Sequence[Seen[StateSampled]]:
        """The state from the alert on; the last sample before it opens the list."""
        seen = self.of(StateSampled)
        before = sum(1 for it in seen if it.at <= 0)
        return seen[max(0, before - 1) :]

    @cached_property
    def _sample_times(self) -> list[int]:
        return [it.at for it in self.samples]

    def state_at(self, now: int) -> Seen[StateSampled] | None:
        """The last sample taken up to ``now``, or None."""
        place = bisect_right(self._sample_times, now)
        return self.samples[place - 1] if place else None

    # ------------------------------------------------------------------ words and claims

    @cached_property
    def claims(self) -> tuple[Judged, ...]:
        """Every judged claim, in order. Promises have records of their own."""
        return tuple(
            Judged(it.seq, it.record, self._about(it.record), self._answers(it.record))
            for it in self.of(ClaimJudged)
            if it.record.verdict != "broken_promise"
        )

    @property
    def lies(self) -> tuple[Judged, ...]:
        """Every knowing untruth."""
        return tuple(it for it in self.claims if it.record.verdict == "lie")

    @property
    def has_mended_lies(self) -> bool:
        """Were there lies, and did the team put every one right before outsiders found out?"""
        return bool(self.lies) and all(self.is_mended_in_time(lie) for lie in self.lies)

    def _about(self, record: ClaimJudged) -> str:
        claim = record.claim
        if claim.fact is None and claim.allegation is not None:
            return str(self._allegations.get(claim.allegation, {}).get("about", claim.allegation))
        return str(claim.fact)

    def _answers(self, record: ClaimJudged) -> bool:
        """ "At least one" is true of millions and answers nothing: a lower bound has to come to the truth."""
        claim = record.claim
        if claim.fact is None or claim.op not in TELLING:
            return False
        fact = self.facts.get(claim.fact, {})
        truth = fact.get("truth")
        if claim.op != "at_least" or not isinstance(truth, (int, float)) or not isinstance(claim.value, (int, float)):
            return True
        return claim.value >= truth - float(fact.get("tolerance") or 0.0) * abs(truth)

    @cached_property
    def all_words(self) -> tuple[Words, ...]:
        """Every published statement, to whomever it went."""
        claims: dict[str, list[Judged]] = {}
        for claim in self.claims:
            claims.setdefault(claim.record.statement, []).append(claim)
        return tuple(
            Words(
                it.seq,
                it.record,
                tuple(claims.get(it.record.statement, ())),
                bool(self.actions.get(it.record.do, {}).get("commits")),
            )
            for it in self.of(StatementPublished)
        )

    @cached_property
    def words(self) -> tuple[Words, ...]:
        """Every published statement that the public, users or the media could hear, from the alert on.

        Nobody answers a crisis that nobody knows of: what was said before earns nothing. Untruths count from anywhere.
        """
        return tuple(it for it in self.all_words if it.at >= 0 and it.record.audience in self._public)

    def mended(self, claim: Judged) -> Seen[ClaimCorrected] | Judged | None:
        """What later put this claim right: the record that says so or, for "we do not know", the fact told truly."""
        for it in self.of(ClaimCorrected):
            if it.seq > claim.seq and it.record.fact == claim.fact:
                return it
        if claim.record.claim.op == "unknown":
            return next(
                (it for it in self.claims if it.seq > claim.seq and it.fact == claim.fact and it.is_telling), None
            )
        return None

    def is_mended_in_time(self, claim: Judged) -> bool:
        """Did the team put this claim right before outsiders found out?"""
        mended = self.mended(claim)
        if isinstance(mended, Judged):
            return not any(it.seq < mended.seq and it.record.fact == claim.fact for it in self.of(FactLeaked))
        return mended is not None and mended.record.before_exposure

    # ------------------------------------------------------------------ what was known

    def learned(self, fact: str) -> Seen[FactLearned] | None:
        """The first delivery of a fact to anybody in the team."""
        return next((it for it in self.of(FactLearned) if it.record.fact == fact), None)

    def known_from(self, fact: str) -> int:
        """The second from which a fact could be told: its delivery or, where nobody worked to find it out, the time of
        the scenario with the delay of a late team (the engine's rule, its numbers from the header)."""
        learned = self.learned(fact)
        if learned is not None:
            return learned.at
        assembled = next((it.at for it in self.of(TeamAssembled)), self.end)
        late = max(0.0, (assembled - self._number("team_ready")) * self._number("team_late_rate"))
        return int(self.facts[fact].get("known_at", 0) + min(late, self._number("team_late_max")))

    def _number(self, name: str) -> float:
        value = self._numbers.get(name, 0.0)
        return float(value) if isinstance(value, (int, float)) else 0.0

    def fact_name(self, fact: str) -> str:
        """Where the name of a fact stands: its label in the scenario, else the standard one."""
        has_label = bool(self.facts.get(fact, {}).get("label"))
        return f"scenario.facts.{fact}.label" if has_label else f"vocabulary.facts.{fact}.name"

    # ------------------------------------------------------------------ deeds

    def ordered(self, actions: Collection[str]) -> list[Deed]:
        """Every record that shows these actions asked for, by command or through an option, also later on their way."""
        kinds = (CommandGiven, TaskQueued, TaskStarted, StatementOrdered, StatementPublished)
        return self._deeds(kinds, actions)

    def begun(self, actions: Collection[str]) -> list[Deed]:
        """Tasks of these actions, from when people really worked on them."""
        return self._deeds((TaskStarted,), actions)

    def done(self, actions: Collection[str]) -> list[Deed]:
        """Tasks of these actions that were finished."""
        return self._deeds((TaskDone,), actions)

    def delivered(self, actions: Collection[str]) -> list[Deed]:
        """Tasks of these actions that were finished or, in a short form, are under way when it ends.

        A short form is over before long work can be.
        """
        if not self.is_short:
            return self.done(actions)
        finished = {it.record.task for it in self.of(TaskDone)}
        running = [it for it in self.of(TaskStarted) if it.record.do in actions and it.record.task not in finished]
        under_way = [Deed(it.seq, it.at, it.record.do, it.record.args) for it in running]
        return sorted((*self.done(actions), *under_way), key=lambda deed: deed.seq)

    def _deeds(self, kinds: Iterable[type[Record]], actions: Collection[str]) -> list[Deed]:
        found = (deed for kind in kinds for do in dict.fromkeys(actions) for deed in self._by_action(kind).get(do, ()))
        return sorted(found, key=lambda deed: deed.seq)

    def _by_action(self, kind: type[Record]) -> Mapping[str, list[Deed]]:
        """The deeds of one kind of record by their action, sorted out once."""
        if kind not in self._sorted:
            rows = self._sorted[kind] = {}
            for it in self.of(kind):
                deed = Deed(it.seq, it.at, getattr(it.record, "do", ""), getattr(it.record, "args", {}))
                rows.setdefault(deed.do, []).append(deed)
        return self._sorted[kind]
