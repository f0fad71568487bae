"""After the first day: a second small wave, a relapse where repair was all that was done, and six months on.

When the wave comes and whether the luck of a relapse is good belongs to the seed alone.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from drillroom.log.records import FutureProjected, RelapseStarted

from .losses import clip
from .parts import Parts
from .spread import tempo
from .streams import stream

Steps = Generator[simpy.Event, Any, None]
BEGINS = 24 * 3600
_SOUND = ("contain", "protect_users", "audit", "discipline", "compensate", "open_hotline", "notify", "revise_plan")
_LATER = ("rebuild", "train", "revise_plan", "track", "audit")


class Aftermath:
    """The late hours of one drill."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._world = parts, parts.world
        draw = stream(parts.world.seed, "aftermath").random
        self._wave_at, self._size, self._relapse_at, self._luck = draw(), draw(), draw(), draw()

    def begin(self) -> None:
        """Put both on the calendar, where the drill lasts that long."""
        scenario, env = self._world.scenario, self._world.env
        begins = scenario.phases.get("aftermath", BEGINS)
        hours = self._world.numbers["aftermath_hours"]
        for share, happen in ((self._wave_at, self._return), (self._relapse_at, self._relapse)):
            at = begins + int(3600 * (hours[0] + (hours[1] - hours[0]) * share))
            if at < scenario.ends:
                env.process(self._wait(at, happen))

    def _wait(self, at: int, happen: Any) -> Steps:
        yield self._world.env.timeout(at - self._world.now)
        happen()

    def _return(self) -> None:
        """Somebody tells the story again."""
        public, numbers = self._parts.public, self._world.numbers
        size = numbers["aftermath_wave"] * (0.5 + self._size) * public.mass
        public.hear_news(self._world.minute, size, tempo(self._world.seed, "aftermath", numbers))

    def _relapse(self) -> None:
        """A repair with nothing beside it may not hold; two other deeds, and it holds."""
        public, team, numbers = self._parts.public, self._parts.team, self._world.numbers
        is_open = public.harm > 0 or not any(self._world.actions[do].repairs for do in team.done)
        others = sum(do in team.done for do in _SOUND)
        if is_open or self._luck >= numbers["relapse_chance"] * max(0.0, 1 - others / 2):
            return
        public.relapse(self._world.minute)
        self._world.emit(RelapseStarted(at=self._world.now, harm=round(public.harm, 4)))

    def project(self) -> None:
        """Six months on. An illustration: nobody has validated it."""
        public, team, n = self._parts.public, self._parts.team, self._world.numbers
        later = sum(do in team.done for do in _LATER) / len(_LATER)
        goal = public.goal() + n["future_lessons"] * later * public.credibility
        pull = n["future_pull"] * (0.5 + 0.5 * public.credibility)
        trust = clip(public.trust + pull * (goal - public.trust), 0.0, 100.0)
        lost, below = public.start_trust - trust, max(0.0, n["churn_line"] - trust) / n["churn_line"]
        churn = min(n["churn_max"], public.losses.churn + n["future_churn"] * below)
        value = clip(100 - n["value_weight"] * max(0.0, lost) - n["value_churn"] * churn, 0.0, 100.0)
        good, poor = (
            lost <= n["future_good"] and churn <= n["future_good"],
            lost > n["future_poor"] or churn > n["future_poor"],
        )
        self._world.emit(
            FutureProjected(
                at=self._world.now,
                to="facilitator",
                trust=round(trust, 1),
                churn=round(churn, 1),
                value=round(value, 1),
                outlook="good" if good else "poor" if poor else "mixed",
            )
        )
