"""Facts on their way: found out by the team, delivered to seats, published by outsiders.

Finding out depends on when the team went to work; leaking never does.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any

import simpy

from drillroom.log.records import Audience, FactLeaked, FactLearned
from drillroom.scenario import format as form

from .parts import Parts

Steps = Generator[simpy.Event, Any, None]


def audience(seats: form.Seats) -> Audience:
    """The ``to`` of a record for an inject's ``to``."""
    if seats == "all":
        return "all"
    return (seats,) if isinstance(seats, str) else tuple(seats)


class Inquiry:
    """The facts of one drill in time."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._world = parts, parts.world
        self._deeds = parts.world.env.event()

    def begin(self) -> None:
        """Put every fact's discovery and leak on the calendar."""
        facts = self._world.scenario.facts
        for name, fact in facts.items():
            self._world.env.process(self._find_out(name, fact))
        for at in sorted({fact.leak_at for fact in facts.values() if fact.leak_at is not None}):
            self._world.env.process(self._come_out(at))

    def deliver(self, fact: str, seats: form.Seats, source: str) -> None:
        """This fact is now before these seats; it counts for honesty from this record on."""
        to = form.SEATS if seats == "all" else audience(seats)
        assert isinstance(to, tuple)
        fresh = tuple(seat for seat in to if seat not in self._parts.ledger.standing[fact].learned)
        if fresh:
            seq = self._world.emit(FactLearned(at=self._world.now, to=fresh, fact=fact, source=source))
            self._parts.ledger.deliver(fact, fresh, seq)

    def note_deed(self, do: str) -> None:
        """An action was started: facts that wait for a deed may now be so."""
        self._parts.ledger.started.add(do)
        waiting, self._deeds = self._deeds, self._world.env.event()
        waiting.succeed()

    def _find_out(self, name: str, fact: form.Fact) -> Steps:
        env = self._world.env
        if fact.known_at > env.now:
            yield env.timeout(fact.known_at - env.now)
        yield from self._wait_for_team(fact.known_at)
        while fact.needs and fact.due is None and self._parts.ledger.started.isdisjoint(fact.needs):
            yield self._deeds
        self.deliver(name, fact.told_to, "task")

    def _wait_for_team(self, known_at: int) -> Steps:
        """A team at work from minute 10 finds a fact at ``known_at``; each 10 minutes later add 5, at most 60."""
        env, team = self._world.env, self._parts.team
        while (left := known_at + self._lateness() - env.now) > 0:
            if team.assembled_at is None:
                yield env.timeout(left) | team.assembled
            else:
                yield env.timeout(left)

    def _lateness(self) -> int:
        numbers, assembled = self._world.numbers, self._parts.team.assembled_at
        since = (self._world.now if assembled is None else assembled) - numbers["team_ready"]
        return int(min(max(0.0, since * numbers["team_late_rate"]), numbers["team_late_max"]))

    def _come_out(self, at: int) -> Steps:
        yield self._world.env.timeout(max(0, at - self._world.now))
        self._leak(at)

    def _leak(self, at: int) -> None:
        """Outsiders publish. The same event in every run; what it does depends on what people had been told."""
        ledger, public, minute = self._parts.ledger, self._parts.public, self._world.minute
        hidden = ledger.hidden
        found = [(name, ledger.expose(name, at)) for name in self._leaking(at)]
        for name, how in found:
            self._world.emit(FactLeaked(at=at, fact=name, found=how))
        ways = {how for _, how in found}
        if "lie" in ways:
            ledger.lose_belief()
            public.find_lie(minute)
        elif "wrong" in ways:
            public.find_wrong(minute)
        elif "hidden" in ways:
            public.find_hidden(minute, hidden)
        public.believe(ledger.believed, new=0)
        public.is_lied_to = ledger.lies()

    def _leaking(self, at: int) -> Iterable[str]:
        return [name for name, fact in self._world.scenario.facts.items() if fact.leak_at == at]
