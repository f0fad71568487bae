"""Decisions: prompts that open, are answered, or run out.

A prompt is no second mechanic: choosing an option takes its actions now, and a time-out does nothing else.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

import simpy

from drillroom.log.records import DecisionMissed, DecisionOpened, DecisionSettled, DecisionTaken
from drillroom.scenario.format import Decision

from .parts import Parts
from .script import Script
from .streams import shuffled

Steps = Generator[simpy.Event, Any, None]


class Prompts:
    """The decisions of one drill. ``relaxed`` doubles every window."""

    def __init__(self, parts: Parts, script: Script, *, relaxed: bool) -> None:
        self._parts, self._script, self._factor = parts, script, 2 if relaxed else 1
        self._decisions: Mapping[str, Decision] = {item.id: item for item in parts.world.scenario.decisions}
        self.open: dict[str, Decision] = {}

    def begin(self) -> None:
        """Put every decision on the calendar."""
        world = self._parts.world
        for decision in self._decisions.values():
            if decision.when is not None:
                self._script.watch(decision.when, self._opener(decision))
            elif decision.at is not None and decision.at >= world.scenario.starts:
                world.env.process(self._await(decision, decision.at - world.now))

    def _opener(self, decision: Decision) -> Any:
        return lambda: self._parts.world.env.process(self._await(decision, 0))

    def _await(self, decision: Decision, delay: int) -> Steps:
        world = self._parts.world
        yield world.env.timeout(delay)
        settled = next((do for do in decision.settled_by if do in self._parts.past.ordered), None)
        if settled is not None:
            world.emit(DecisionSettled(at=world.now, decision=decision.id, by=settled))
            return
        window = decision.window * self._factor
        self.open[decision.id] = decision
        options = shuffled(world.seed, f"options/{decision.id}", tuple(option.id for option in decision.options))
        world.emit(
            DecisionOpened(
                at=world.now,
                to=(decision.seat, "lead") if decision.seat != "lead" else ("lead",),
                decision=decision.id,
                seat=decision.seat,
                closes=world.now + window,
                options=options,
            )
        )
        yield world.env.timeout(window)
        if self.open.pop(decision.id, None) is not None:
            self._parts.past.missed.add(decision.id)
            world.emit(DecisionMissed(at=world.now, decision=decision.id))

    def take(self, decision: str, option: str, seat: str) -> None:
        """This option is chosen; its actions follow as their own."""
        del self.open[decision]
        self._parts.past.chosen[decision] = option
        self._parts.world.emit(DecisionTaken(at=self._parts.world.now, decision=decision, option=option, seat=seat))

    def close(self) -> None:
        """The drill ends: what is still open was not decided."""
        for name in list(self.open):
            del self.open[name]
            self._parts.past.missed.add(name)
            self._parts.world.emit(DecisionMissed(at=self._parts.world.now, decision=name))

    def settle(self, do: str) -> None:
        """A free action was taken: prompts that only asked for it are closed."""
        for name, decision in list(self.open.items()):
            if do in decision.settled_by:
                del self.open[name]
                self._parts.world.emit(DecisionSettled(at=self._parts.world.now, decision=name, by=do))
