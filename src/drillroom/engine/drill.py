"""A drill without a clock: time and commands go in, records come out.

Any partition of time between the same commands gives the same records; a rejected command changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum
from typing import Any

from drillroom.doctrine.models import Rules
from drillroom.errors import ActionRejected
from drillroom.log.records import CommandGiven, DrillClosed, DrillOpened, Entry
from drillroom.scenario.format import SEATS, News, Post, Scenario

from .actions import Actions, Deed
from .aftermath import Aftermath
from .clocks import Clocks
from .crowd import Crowd, Sampling, as_in_a_drill
from .groups import Groups
from .inquiry import Inquiry
from .ledger import Ledger
from .parts import Parts, Past
from .prompts import Prompts
from .public import Public
from .script import Script
from .spread import Spread
from .team import Team
from .world import World

_SMALLEST_AUDIENCE = 100.0


@dataclass(frozen=True, slots=True)
class Command:
    """An input: an action id or ``decide`` with its arguments, by a person in a seat (None: the action's own seat)."""

    id: str
    do: str
    args: Mapping[str, Any] = field(default_factory=dict)
    seat: str | None = None
    person: str = "p1"


def _whole(now: int) -> int:
    if isinstance(now, bool) or not isinstance(now, int):
        raise TypeError(f"drill time is a whole number of seconds, not {now!r}")
    return now


def scripted_audience(scenario: Scenario, engagement: float) -> float:
    """Reactions that the timed posts of a scenario bring by themselves: the measure of all its waves."""
    reach = fsum(item.reach for item in scenario.injects if isinstance(item, (Post, News)) and item.when is None)
    return max(_SMALLEST_AUDIENCE, reach * engagement)


class Drill:
    """One run of a scenario. ``solo``: one person sits in every seat. Times are whole drill seconds from the alert.

    ``is_bare``: the same world without what is only there to be looked at: no small talk of the crowd, no monitoring,
    the true state once an hour, or as ``sampling`` has it: the seconds to the next sample at a drill second. For the
    many re-runs of a what-if.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        seed: int,
        cast: Mapping[str, Any],
        rules: Rules,
        relaxed: bool = False,
        solo: bool = True,
        is_bare: bool = False,
        sampling: Sampling | None = None,
    ) -> None:
        world = World(scenario, seed=seed, cast=cast, rules=rules)
        start = scenario.starts // 60
        spread = Spread(
            seed,
            world.numbers,
            minutes=(scenario.ends - scenario.starts) // 60,
            start_hour=scenario.clock_minutes / 60,
            first_minute=start,
        )
        public = Public(
            world.numbers,
            spread,
            fault=scenario.fault,
            trust=scenario.public.trust,
            harm=scenario.severity if scenario.public.harm is None else scenario.public.harm,
            severity=scenario.severity,
            mass=scripted_audience(scenario, world.numbers["engagement"]),
            channels=scenario.channels,
            stickiness=scenario.public.stickiness,
        )
        ledger, team, groups = Ledger(scenario, solo=solo), Team(world), Groups(world, public)
        parts = Parts(world, public, ledger, team, Clocks(world, ledger, groups, public.losses), groups, Past())
        self._world, self._parts = world, parts
        inquiry = Inquiry(parts)
        self._script = Script(parts, inquiry)
        self._prompts = Prompts(parts, self._script, relaxed=relaxed)
        self._crowd, self._aftermath = Crowd(parts, is_bare=is_bare, sampling=sampling), Aftermath(parts)
        self._samples_commands = not is_bare or sampling is as_in_a_drill
        self._actions = Actions(parts, self._script, inquiry, self._prompts)
        self._now = scenario.starts
        self.is_over = False
        world.emit(DrillOpened(at=scenario.starts, starts=scenario.starts, ends=scenario.ends))
        self._script.begin()
        inquiry.begin()
        self._prompts.begin()
        self._aftermath.begin()
        world.env.process(self._crowd.live(self._script.look))
        world.env.process(self._crowd.sample())

    @property
    def now(self) -> int:
        """The drill second up to and including which everything has happened."""
        return self._now

    @property
    def scenario(self) -> Scenario:
        """The crisis that is played."""
        return self._world.scenario

    @property
    def seed(self) -> int:
        """Which run of the crisis it is."""
        return self._world.seed

    @property
    def ends(self) -> int:
        """The drill second at which the drill closes."""
        return self._world.scenario.ends

    def next_event_at(self) -> int | None:
        """When something is due next, or None when the drill is over."""
        if self.is_over:
            return None
        return int(min(self._world.env.peek(), self._world.scenario.ends))

    def advance_to(self, now: int) -> None:
        """Everything due up to and including ``now`` happens. Going back is a ValueError, a float a TypeError."""
        if _whole(now) < self._now:
            raise ValueError(f"drill time cannot go back from {self._now} to {now}")
        if self.is_over:
            return
        now = min(now, self._world.scenario.ends)
        env = self._world.env
        if now > env.now:
            env.run(until=now)
        self._settle(now)
        self._now = now
        if now == self._world.scenario.ends:
            self.is_over = True
            self._prompts.close()
            self._crowd.sample_state()
            self._aftermath.project()
            self._world.emit(DrillClosed(at=now))

    def _settle(self, now: int) -> None:
        while self._world.env.peek() <= now:
            self._world.env.step()

    def check(self, command: Command) -> ActionRejected | None:
        """Why this command would be refused now, or None."""
        try:
            self._prepare(command)
        except ActionRejected as refusal:
            return refusal
        return None

    def _prepare(self, command: Command) -> Deed:
        if self.is_over:
            raise ActionRejected("the drill is over", reason="too_late", hint="see the debrief")
        if not isinstance(command.do, str) or not isinstance(command.args, Mapping):
            raise ActionRejected(f"{command!r} is no command", reason="bad_argument")
        if command.seat is not None and command.seat not in SEATS:
            raise ActionRejected(f"there is no seat {command.seat!r}", reason="no_such", hint=", ".join(SEATS))
        return self._actions.prepare(command.do, command.args, command.seat)

    def act(self, command: Command, *, now: int) -> None:
        """Take a command at ``now``: it takes effect, or raises ActionRejected and changes nothing but the time."""
        self.advance_to(now)
        deed = self._prepare(command)
        seat = command.seat or self._own_seat(command)
        self._world.emit(
            CommandGiven(
                at=now, id=command.id, seat=seat, person=command.person, do=command.do, args=dict(command.args)
            )
        )
        deed()
        self._settle(now)
        self._script.look()
        self._settle(now)
        if self._samples_commands:
            self._crowd.sample_state()

    def _own_seat(self, command: Command) -> str:
        if command.do == "decide":
            return self._prompts.open[str(command.args["decision"])].seat
        return self._world.actions[command.do].seat

    def events(self) -> list[Entry]:
        """The records since the last call, in order, numbered."""
        return self._world.drain()
