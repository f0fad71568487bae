"""Everything with a due time: legal duties, groups that must be told, promises made to the public.

Each clock ends exactly once, as met or as missed.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Any

import simpy

from drillroom.log.records import (
    Claim,
    ClaimJudged,
    DutyMet,
    DutyMissed,
    DutyStarted,
    PromiseBroken,
    PromiseKept,
    PromiseMade,
    StakeholderMissed,
    StakeholderReached,
)
from drillroom.scenario.format import Duty

from .groups import Groups
from .ledger import Ledger
from .losses import Losses
from .world import World

Steps = Generator[simpy.Event, Any, None]


@dataclass(slots=True)
class Promise:
    id: str
    statement: str
    needs: frozenset[str]
    fact: str | None
    is_open: bool = True


class Clocks:
    """The due times of one drill. ``reached`` maps a group to the drill second it first heard from us, ``overdue`` are
    those whose time ran out before."""

    def __init__(self, world: World, ledger: Ledger, groups: Groups, losses: Losses) -> None:
        self._world, self._ledger, self._groups, self._losses = world, ledger, groups, losses
        self.reached: dict[str, int] = {}
        self.overdue: set[str] = set()
        self._running: dict[str, Duty] = {}
        self._reported: set[str] = set()
        self._promises: list[Promise] = []

    def begin(self) -> None:
        """Start the clocks of the groups, from the alert."""
        for group, holder in self._world.scenario.stakeholders.items():
            if holder.due is not None:
                self._world.env.process(self._await_group(group, holder.due))

    # ------------------------------------------------------------------ groups

    def _await_group(self, group: str, due: int) -> Steps:
        yield self._world.env.timeout(max(0, due - self._world.now))
        if group not in self.reached:
            self.overdue.add(group)
            self._world.emit(StakeholderMissed(at=self._world.now, group=group))
            self._groups.miss(group)

    def reach(self, group: str) -> None:
        """This group heard from us now; only the first time counts."""
        if group in self.reached:
            return
        now = self._world.now
        self.reached[group] = now
        holder = self._world.scenario.stakeholders.get(group)  # type: ignore[call-overload]
        late = holder is not None and (
            (holder.due is not None and now > holder.due)
            or (holder.before is not None and holder.before in self.reached)
        )
        self._groups.reach(group, late=late)
        self._world.emit(StakeholderReached(at=now, group=group, late=late))

    # ------------------------------------------------------------------ duties

    def start_duty(self, duty: Duty) -> None:
        """A legal clock begins to run."""
        assert duty.id is not None
        self._running[duty.id] = duty
        due = self._world.now + duty.limit
        self._world.emit(DutyStarted(at=self._world.now, duty=duty.id, due=due))
        self._world.env.process(self._await_duty(duty.id, duty.limit))

    def _await_duty(self, duty: str, limit: int) -> Steps:
        yield self._world.env.timeout(limit)
        if self._running.pop(duty, None) is not None and duty not in self._reported:
            self._losses.press(self._world.numbers["pressure_duty"])
            self._world.emit(DutyMissed(at=self._world.now, duty=duty))

    def report_to(self, group: str) -> None:
        """A report goes to this group: its running duties are met, and what the report could not say is noted.

        A duty stays open for a fuller report until its limit.
        """
        for name, duty in list(self._running.items()):
            if duty.to == group:
                missing = tuple(fact for fact in duty.must_say if not self._ledger.is_known(fact))
                self._world.emit(DutyMet(at=self._world.now, duty=name, missing=missing))
                self._reported.add(name)
                if not missing:
                    del self._running[name]

    # ------------------------------------------------------------------ promises

    def promise(self, statement: str, *, due: int, needs: Iterable[str], fact: str | None = None) -> None:
        """The team said that something will be done by ``due``; any of ``needs`` started by then keeps it."""
        promise = Promise(f"p{len(self._promises) + 1}", statement, frozenset(needs), fact)
        self._promises.append(promise)
        wanted = tuple(sorted(promise.needs))
        seq = self._world.emit(
            PromiseMade(at=self._world.now, promise=promise.id, statement=statement, due=due, needs=wanted, fact=fact)
        )
        if fact is not None and not self._ledger.started.isdisjoint(promise.needs):
            self._keep(promise)
        else:
            self._world.env.process(self._await_promise(promise, due, seq))

    def _await_promise(self, promise: Promise, due: int, made: int) -> Steps:
        yield self._world.env.timeout(max(0, due - self._world.now))
        if not promise.is_open:
            return
        promise.is_open = False
        self._world.emit(PromiseBroken(at=self._world.now, promise=promise.id))
        if promise.fact is not None:
            self._world.emit(
                ClaimJudged(
                    at=self._world.now,
                    to="facilitator",
                    statement=promise.statement,
                    claim=Claim(op="is", fact=promise.fact),
                    verdict="broken_promise",
                    right=False,
                    because=(made,),
                )
            )

    def keep(self, do: str) -> None:
        """This was done now; promises that asked for it are kept."""
        for promise in self._promises:
            if promise.is_open and do in promise.needs:
                self._keep(promise)

    def _keep(self, promise: Promise) -> None:
        promise.is_open = False
        self._world.emit(PromiseKept(at=self._world.now, promise=promise.id))
