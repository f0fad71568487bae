"""Who works on what: seats as SimPy resources with queues, the sign-off desk, tasks that take minutes.

Work is served in the order it was given; a task holds its seats for the whole of its time and never longer.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any

import simpy

from drillroom.doctrine.models import Action
from drillroom.log.records import StatementSigned, TaskDone, TaskQueued, TaskStarted, TeamAssembled
from drillroom.scenario.format import SEATS
from drillroom.scenario.staff import staff

from .streams import snap
from .world import World

Steps = Generator[simpy.Event, Any, None]


@dataclass(frozen=True, slots=True)
class Job:
    """Work to be done: an action with its arguments, ordered by a seat."""

    id: str
    do: str
    args: Mapping[str, Any]
    ordered: int


class Team:
    """The people of one drill. ``done`` and ``started`` map an action to the drill second it first was."""

    def __init__(self, world: World) -> None:
        self._world = world
        plan = world.scenario.seats
        self._away: dict[str, int | None] = {s: plan[s].away_until if s in plan else None for s in SEATS}
        self._seats: dict[str, simpy.Resource] = {
            seat: simpy.Resource(world.env, people) for seat, people in staff(world.scenario).items()
        }
        self._people = sum(seat.capacity for seat in self._seats.values())
        self._desk = simpy.Resource(world.env, 1)
        self.assembled_at: int | None = None
        self.assembled = world.env.event()
        self.is_planned = False
        self.started: dict[str, int] = {}
        self.done: dict[str, int] = {}
        self._jobs = 0
        self.fatigue = 0.0
        self._busy = 0

    # ------------------------------------------------------------------ looking

    def _is_in(self, seat: str) -> bool:
        away = self._away[seat]
        return away is None or self._world.now >= away

    def minutes(self, do: str, action: Action) -> int:
        """Seconds that this action takes here and now, by scenario, plan and doctrine."""
        own = self._world.scenario.tasks.get(do)
        usual = action.takes if own is None or own.takes is None else own.takes
        numbers = self._world.numbers
        takes = int(usual * (1 + float(numbers["fatigue_slow"]) * self.fatigue))
        if not self.is_planned or action.group != "do":
            return takes
        speed = numbers["plan_speed_prepared"] if "prepare_plan" in self.done else numbers["plan_speed"]
        return int(takes * float(speed))

    # ------------------------------------------------------------------ working

    def job(self, do: str, args: Mapping[str, Any]) -> Job:
        """A new piece of work with an id of its own."""
        self._jobs += 1
        return Job(id=f"t{self._jobs}", do=do, args=args, ordered=self._world.now)

    def assemble(self) -> None:
        """Everybody is at the table; inquiries run at full speed from here."""
        self.assembled_at = self._world.now
        self._world.emit(TeamAssembled(at=self._world.now, seats=tuple(s for s in SEATS if self._is_in(s))))
        self.assembled.succeed()

    def work(self, job: Job, action: Action, *, on_start: Callable[[int], None], on_done: Callable[[], None]) -> Steps:
        """A SimPy process: wait for the seats, hold them for the time it takes. ``on_start`` gets that time."""
        world, own = self._world, self._world.scenario.tasks.get(job.do)
        wanted = action.staff if own is None or own.seats is None else own.seats
        seats = tuple(seat for seat in SEATS if seat in wanted)  # one order for all, so that nobody waits in a ring
        busy = tuple(seat for seat in seats if not self._is_in(seat) or self._is_full(seat))
        if busy:
            world.emit(TaskQueued(at=world.now, task=job.id, do=job.do, waits_for=busy))
        held = []
        for seat in seats:
            yield from self._come_in(seat)
            claim = self._seats[seat].request()
            yield claim
            held.append((seat, claim))
            self._busy += 1
        takes = self.minutes(job.do, action)
        waited = world.now - job.ordered
        world.emit(
            TaskStarted(at=world.now, task=job.id, do=job.do, seats=seats, ends=world.now + takes, args=job.args)
        )
        self.started.setdefault(job.do, world.now)
        on_start(takes)
        if takes:
            yield world.env.timeout(takes)
        for seat, claim in held:
            self._seats[seat].release(claim)
            self._busy -= 1
        self.done.setdefault(job.do, world.now)
        world.emit(TaskDone(at=world.now, task=job.id, do=job.do, waited=waited, args=job.args))
        on_done()

    def tire(self, minutes: int) -> None:
        """Busy hours wear people out; quiet ones give a little back."""
        if not self._busy and not self.fatigue:
            return
        numbers, load = self._world.numbers, self._busy / self._people
        spent = numbers["fatigue_up"] * minutes * load * (1 - self.fatigue)
        rest = min(1.0, numbers["fatigue_idle"] * minutes * (1 - load)) * self.fatigue
        self.fatigue = snap(min(1.0, max(0.0, self.fatigue + spent - rest)))

    def refresh(self) -> None:
        """Somebody looked after the people who work."""
        self.fatigue = round(self.fatigue * float(self._world.numbers["fatigue_care"]), 9)

    def _is_full(self, seat: str) -> bool:
        return self._seats[seat].count >= self._seats[seat].capacity

    def _come_in(self, seat: str) -> Steps:
        away = self._away[seat]
        if away is not None and self._world.now < away:
            yield self._world.env.timeout(away - self._world.now)

    def sign_off(self, statement: str, service: int) -> Steps:
        """A SimPy process: queue at the legal desk, be read for ``service`` seconds (longer while nobody has called
        the team), be signed."""
        world, ordered = self._world, self._world.now
        claim = self._desk.request()
        yield claim
        waited = world.now - ordered
        took = service if self.assembled_at is not None else service + int(world.numbers["no_team_signoff"])
        yield world.env.timeout(took)
        self._desk.release(claim)
        world.emit(StatementSigned(at=world.now, statement=statement, by="legal", waited=waited, took=took))
