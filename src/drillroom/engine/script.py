"""The scripted world: phases, duties, and injects at their time or on their condition.

Timed things happen whatever the team does; a condition fires once unless it says ``every``.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import simpy

from drillroom.log.records import (
    AlertRaised,
    AllegationMade,
    CallMissed,
    CallRang,
    Curve,
    MailArrived,
    PhaseChanged,
    PostAppeared,
    SignalAppeared,
    SummonsArrived,
    SummonsMissed,
    Text,
    TwistFired,
)
from drillroom.scenario import format as form
from drillroom.scenario.conditions import Condition

from .inquiry import Inquiry, audience
from .notes import Notes
from .parts import Parts
from .spread import tempo
from .streams import stream
from .view import Outlook
from .voices import signed

Steps = Generator[simpy.Event, Any, None]
_PHASES: dict[form.Phase, int] = {"watch": -(10**9), "outbreak": 0, "response": 2 * 3600, "aftermath": 24 * 3600}


class Watcher:
    """A condition waiting to come true; ``fire`` is called when it does."""

    def __init__(self, condition: Condition, view: Outlook, fire: Callable[[], None], every: int | None) -> None:
        self.is_so, self.is_restless, self._fire, self._every = (
            condition.bound(view),
            condition.is_restless,
            fire,
            every,
        )
        self.opens, self.closes = condition.window[0] * 60, condition.window[1] * 60

    def act(self, now: int) -> bool:
        """Its time has passed, or it has come true. False when this watcher is finished."""
        if now > self.closes:
            return False
        self._fire()
        if self._every is None:
            return False
        self.opens = now + self._every
        return True


class Script:
    """The world's side of one drill."""

    def __init__(self, parts: Parts, inquiry: Inquiry) -> None:
        self._parts, self._world, self._inquiry = parts, parts.world, inquiry
        self._view = Outlook(parts)
        self._watchers: list[Watcher] = []
        self._restless: list[Watcher] = []
        self._looked: int | None = None
        self._opening = float("-inf")
        self._notes = Notes(parts)
        self.reach_factor = 1.0

    def begin(self) -> None:
        """Put everything scripted on the calendar."""
        world = self._world
        begun = world.scenario.starts
        for phase, usual in _PHASES.items():
            begun = max(begun, world.scenario.phases.get(phase, usual))
            if phase != "watch" or begun < 0:  # a drill that starts at the alert has no watch phase
                self._at(begun, self._enter_phase, phase)
        self._at(0, self._raise_alert)
        for inject in world.scenario.injects:
            self._schedule(inject)
        for duty in world.scenario.duties:
            self._schedule_duty(duty)

    # ------------------------------------------------------------------ the calendar

    def _at(self, at: int, happen: Callable[..., None], *args: Any) -> None:
        self.later(max(0, at - self._world.now), happen, *args)

    def later(self, delay: int, happen: Callable[..., None], *args: Any) -> None:
        """Call ``happen`` after ``delay`` seconds."""
        callbacks = self._world.env.timeout(delay).callbacks
        assert callbacks is not None
        callbacks.append(lambda _: happen(*args))

    def watch(self, text: str, fire: Callable[[], None], *, every: int | None = None) -> None:
        """Call ``fire`` when the condition comes true, after any step or command."""
        self._watchers.append(Watcher(self._world.condition(text), self._view, fire, every))
        self._looked = None

    def look(self) -> None:
        """Evaluate the waiting conditions until none of them comes true any more.

        One that only asks what has happened is asked again only when something has, or when its time begins.
        """
        world, now = self._world, self._world.now
        while True:
            fresh = world.moves != self._looked or now >= self._opening
            self._looked = world.moves
            if fresh:
                self._opening = min((it.opens for it in self._watchers if it.opens > now), default=float("inf"))
                self._restless = [it for it in self._watchers if it.is_restless and it.opens <= now]
            asked = self._watchers if fresh else self._restless
            due = [it for it in asked if it.opens <= now and (now > it.closes or it.is_so())]
            if not due:
                return
            finished = [it for it in due if not it.act(now)]
            self._watchers = [it for it in self._watchers if it not in finished]
            self._looked = None

    def holds(self, text: str) -> bool:
        return self._world.condition(text).bound(self._view)()

    def _schedule(self, inject: form.Inject) -> None:
        """Whether it comes at all and how late belongs to the seed; what it waits for, to the drill."""
        luck, drift = self._luck(inject)
        if luck >= inject.chance:
            return
        if inject.when is None:
            if inject.at is not None and inject.at >= self._world.scenario.starts:
                self._at(inject.at + drift, self._appear, inject)
                if inject.every is not None:
                    self._world.env.process(self._repeat(inject, inject.at + drift, inject.every))
            return
        fire = self._fire(inject, drift)
        if inject.at is None:
            self.watch(inject.when, fire, every=inject.every)
        else:
            self._at(inject.at, lambda: self.watch(str(inject.when), fire, every=inject.every))

    def _repeat(self, inject: form.Inject, at: int, every: int) -> Steps:
        yield self._world.env.timeout(at - self._world.now)
        while True:
            yield self._world.env.timeout(max(60, every))
            self._appear(inject)

    def _luck(self, inject: form.Inject) -> tuple[float, int]:
        """(a uniform against its chance, seconds of drift), the same in every run of a seed."""
        if inject.chance >= 1 and not inject.drift:
            return 0.0, 0
        draw = stream(self._world.seed, f"twist/{inject.id}").random
        return draw(), int(draw() * inject.drift)

    def _fire(self, inject: form.Inject, drift: int) -> Callable[[], None]:
        def fire() -> None:
            self._world.emit(TwistFired(at=self._world.now, to="facilitator", inject=str(inject.id)))
            self._at(self._world.now + inject.after + drift, self._appear, inject)

        return fire

    # ------------------------------------------------------------------ phases

    def _raise_alert(self) -> None:
        self._world.emit(AlertRaised(at=self._world.now))
        self._parts.clocks.begin()

    def _enter_phase(self, phase: str) -> None:
        self._parts.past.phase = phase
        self._world.emit(PhaseChanged(at=self._world.now, phase=phase))

    def _schedule_duty(self, duty: form.Duty) -> None:
        start = self._parts.clocks.start_duty
        if duty.starts == "alert":
            self._at(0, start, duty)
        else:
            self.watch(duty.starts, lambda: start(duty))

    # ------------------------------------------------------------------ injects

    def _appear(self, inject: form.Inject) -> None:
        if inject.unless is not None and self.holds(inject.unless):
            return
        match inject:
            case form.Post() | form.News():
                self._post(inject)
            case form.Mail():
                self._mail(inject)
            case form.Call():
                self._world.env.process(self._ring(inject))
            case form.Signal():
                self._signal(inject)
            case form.Summons():
                self._world.env.process(self._summon(inject))
        for fact in inject.tells:
            self._inquiry.deliver(fact, inject.to, "inject")
        effect = inject.effect
        self._parts.public.feel(anger=effect.anger, rumor=effect.rumor, harm=effect.harm)

    def _text(self, inject: form.Inject, field: str = "text") -> Text:
        return Text(ref=f"scenario.injects.{inject.id}.{field}")

    def _post(self, inject: form.Post | form.News) -> None:
        world, numbers = self._world, self._world.numbers
        mix = tempo(world.seed, f"inject/{inject.id}", numbers)
        luck = 1 + numbers["size_luck"] * (2 * stream(world.seed, f"size/{inject.id}").random() - 1)
        scripted = inject.when is None
        size = inject.reach * numbers["engagement"] * luck * (self.reach_factor if scripted else 1.0)
        post = str(inject.id)
        world.emit(
            PostAppeared(
                at=world.now,
                post=post,
                form=inject.kind,
                channel=inject.channel,
                by=signed(self._world, inject.by),
                text=self._text(inject),
                tone=inject.tone,
                curve=Curve(size=round(max(3.0, size * numbers["repost_share"]), 1), mix=mix, likes=1.6, comments=0.8),
                inject=post,
            )
        )
        self._parts.past.posts[post] = None
        self._parts.past.sizes.append((world.now, size * numbers["repost_share"], post))
        self._parts.public.hear_news(world.minute, size, mix, inject.channel)
        if inject.allegation is not None and inject.allegation not in self._parts.ledger.live:
            seq = world.emit(AllegationMade(at=world.now, allegation=inject.allegation, post=post))
            self._parts.ledger.live[inject.allegation] = seq

    def _mail(self, inject: form.Mail) -> None:
        self._notes.send(inject, self._text(inject))
        self._world.emit(
            MailArrived(
                at=self._world.now,
                to=audience(inject.to),
                mail=str(inject.id),
                channel=inject.channel,
                by=signed(self._world, inject.by),
                text=self._text(inject),
            )
        )

    def _signal(self, inject: form.Signal) -> None:
        self._parts.past.signals[str(inject.id)] = False
        self._world.emit(
            SignalAppeared(
                at=self._world.now,
                to=audience(inject.to),
                signal=str(inject.id),
                channel=inject.channel,
                by=signed(self._world, inject.by),
                text=self._text(inject),
            )
        )

    def _questions(self, inject: form.Call | form.Summons) -> tuple[Text, ...]:
        count = len(inject.questions)
        return tuple(Text(ref=f"scenario.injects.{inject.id}.questions.{index}.ask") for index in range(count))

    def _ring(self, inject: form.Call) -> Steps:
        world, call = self._world, str(inject.id)
        until = world.now + inject.rings
        self._parts.past.ringing[call] = until
        world.emit(
            CallRang(
                at=world.now,
                to=audience(inject.to),
                call=call,
                by=signed(self._world, inject.by),
                text=self._text(inject),
                rings_until=until,
                questions=self._questions(inject),
            )
        )
        yield world.env.timeout(inject.rings)
        if self._parts.past.ringing.get(call) == until:
            del self._parts.past.ringing[call]
            world.emit(CallMissed(at=world.now, to=audience(inject.to), call=call))

    def _summon(self, inject: form.Summons) -> Steps:
        world, summons = self._world, str(inject.id)
        self._parts.past.summoned[summons] = world.now + inject.due
        world.emit(
            SummonsArrived(
                at=world.now,
                to=audience(inject.to),
                summons=summons,
                by=signed(self._world, inject.by),
                text=self._text(inject),
                due=world.now + inject.due,
                questions=self._questions(inject),
            )
        )
        yield world.env.timeout(inject.due)
        if self._parts.past.summoned.pop(summons, None) is not None:
            world.emit(SummonsMissed(at=world.now, to=audience(inject.to), summons=summons))
            self._parts.public.losses.press(world.numbers["pressure_duty"])
