"""The crowd as one process: it advances the public on a fixed schedule and takes the samples.

The schedule never depends on the team, so the same minute meets the same random number in every run of a seed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from typing import Any

import simpy

from drillroom.log.records import MonitoringSampled, MoodsSampled, StateSampled
from drillroom.scenario.format import Scenario

from .hotlist import HotList, novelty_fade
from .parts import Parts
from .reports import Reports
from .schedule import schedule
from .streams import block
from .voices import Voices

Steps = Generator[simpy.Event, Any, None]
SAMPLE_EVERY, HOURLY = 300, 3600
"""Seconds between two samples of the true state: in a drill, and in a bare one that only its end is asked of."""
LIVELY = 8 * 3600
Sampling = Callable[[int], int]


def as_in_a_drill(now: int) -> int:
    """Every five minutes, and after every command: what is scored comes out exactly as in a drill."""
    return SAMPLE_EVERY


def where_marks_hang(now: int) -> int:
    """Five minutes in the eight hours from the alert, where minutes decide, then once an hour: marks nearly as exact,
    for a sixth of the samples."""
    return SAMPLE_EVERY if 0 <= now < LIVELY else HOURLY


def hourly(now: int) -> int:
    """Once an hour."""
    return HOURLY


class Crowd:
    """The public in time."""

    def __init__(self, parts: Parts, *, is_bare: bool = False, sampling: Sampling | None = None) -> None:
        self._parts, self._world, self._is_bare = parts, parts.world, is_bare
        self._sampling = sampling or (hourly if is_bare else as_in_a_drill)
        scenario, seed = parts.world.scenario, parts.world.seed
        minutes = (scenario.ends - scenario.starts) // 60 + 1
        self._noise = () if is_bare else block(seed, "monitor", (minutes // 5 + 2) * 2)
        self._voices = None if is_bare else Voices(parts, steps=len(self._schedule()))
        self._recent: deque[tuple[int, int]] = deque()
        numbers = parts.world.numbers
        scale = numbers["hot_scale"] / (numbers["everyone"] * parts.public.mass)
        self._listed = HotList(numbers, fade=novelty_fade(seed, "story/0", numbers), scale=scale)
        self._stories, self._news = 0, parts.public.last_news
        self._behind: deque[tuple[int, MonitoringSampled]] = deque()
        self._samples = 0
        self._reports = Reports(parts)
        self._shown: MonitoringSampled | None = None

    # ------------------------------------------------------------------ steps

    def live(self, after_step: Callable[[], None]) -> Steps:
        """A SimPy process: every step of the schedule; conditions are looked at after each."""
        env = self._world.env
        for index, (at, length) in enumerate(self._schedule()):
            if at > env.now:
                yield env.timeout(at - env.now)
            if at >= 0:
                self._step(index, at, length)
            after_step()

    def _schedule(self) -> tuple[tuple[int, int], ...]:
        scenario: Scenario = self._world.scenario
        leaks = tuple(sorted({fact.leak_at for fact in scenario.facts.values() if fact.leak_at is not None}))
        return schedule(scenario.starts, scenario.ends, leaks)

    def _step(self, index: int, at: int, length: int) -> None:
        count, big = self._parts.public.step(at // 60, length)
        self._parts.team.tire(length)
        if self._voices is None:
            return
        self._recent.append((at, count))
        while self._recent[0][0] <= at - 3600:
            self._recent.popleft()
        self._list(length, count)
        self._voices.speak(index, reactions=count, big=big)

    def _list(self, length: int, count: int) -> None:
        """The hot list counts what is read; whatever is news makes the story a fresh topic."""
        public = self._parts.public
        if public.last_news != self._news:
            self._news, self._stories = public.last_news, self._stories + 1
            numbers = self._world.numbers
            self._listed.renew(novelty_fade(self._world.seed, f"story/{self._stories}", numbers))
        self._listed.read(length, count)

    # ------------------------------------------------------------------ samples

    def sample(self) -> Steps:
        """A SimPy process: the true state, and what the monitoring desk makes of it, every five minutes."""
        while True:
            self.sample_state()
            if self._is_bare:
                # In two waits, so that the sample takes its turn among other events where a drill's would.
                every = self._sampling(self._world.now)
                if every > SAMPLE_EVERY:
                    yield self._world.env.timeout(every - SAMPLE_EVERY)
                yield self._world.env.timeout(SAMPLE_EVERY)
                continue
            self._sample_monitoring()
            if self._reports.is_due(self._world.now) and self._shown is not None:
                self._reports.write(self._shown)
                self._world.emit(MoodsSampled(at=self._world.now, to="facilitator", moods=self._parts.groups.moods()))
            yield self._world.env.timeout(SAMPLE_EVERY)

    def sample_state(self) -> None:
        """Record the true state now."""
        public = self._parts.public
        losses = public.losses
        self._world.emit(
            StateSampled(
                at=self._world.now,
                to="facilitator",
                trust=round(public.trust, 3),
                heat=round(100 * public.heat, 3),
                anger=round(100 * public.anger, 3),
                rumor=round(100 * public.rumor, 3),
                harm=round(public.harm, 4),
                churn=round(public.churn, 3),
                value=round(losses.value, 3),
                cred=round(public.credibility, 4),
                harm_minutes=round(public.harm_minutes, 2),
                exposures=public.exposures,
                blame=round(public.blame, 4),
                ops=round(losses.ops, 2),
                partners=round(losses.partners, 2),
                regulator=round(losses.pressure, 2),
                fatigue=round(100 * self._parts.team.fatigue, 1),
            ),
            moves=False,
        )

    def _sample_monitoring(self) -> None:
        numbers, now = self._world.numbers, self._world.now
        self._behind.append((now, self._observe()))
        shown = None
        while self._behind and self._behind[0][0] <= now - numbers["monitor_delay"]:
            shown = self._behind.popleft()[1]
        if shown is not None:
            self._shown = shown
            self._world.emit(shown, moves=False)

    def _observe(self) -> MonitoringSampled:
        """What a desk would read off now; it is published late."""
        numbers, public, now = self._world.numbers, self._parts.public, self._world.now
        wobble = numbers["monitor_noise"]
        first, second = self._noise[self._samples * 2], self._noise[self._samples * 2 + 1]
        self._samples += 1
        volume = sum(count for _, count in self._recent)
        base, anger, rumor, harm = numbers["negative_weights"]
        negative = base + (anger * public.anger + rumor * public.rumor + harm * public.harm if volume else 0.0)
        complaints = numbers["complaints"] * public.harm * (0.3 + public.heat) if now >= 0 else 0.0
        return MonitoringSampled(
            at=now + int(numbers["monitor_delay"]),
            volume=round(volume * numbers["volume"] * (1 + wobble * (2 * first - 1))),
            negative=round(min(0.97, negative * (1 + wobble * (2 * second - 1))), 3),
            place=self._place(),
            complaints=round(complaints * (1 + wobble * (2 * second - 1))),
            price=round(public.losses.value, 2),
        )

    def _place(self) -> int | None:
        """The place on the hot list, 1 at best, None below the hour's threshold."""
        return self._listed.place(int(self._world.scenario.clock_minutes / 60 + self._world.now / 3600))
