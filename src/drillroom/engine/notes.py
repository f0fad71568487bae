"""Inner notes that get out: what was written for a few is read by everybody, word for word.

Whether and when a note leaks is drawn once for the note; what the team does meanwhile only moves the odds.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from drillroom.log.records import Curve, NoteLeaked, PostAppeared, Text
from drillroom.scenario.format import Mail

from .parts import Parts
from .spread import tempo
from .streams import stream
from .voices import signed

Steps = Generator[simpy.Event, Any, None]


class Notes:
    """The inner notes of one drill."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._world = parts, parts.world

    def send(self, mail: Mail, text: Text) -> None:
        """A scripted note is on its way; it may get out as its author says."""
        leak = mail.leak
        if leak is None or stream(self._world.seed, f"leak/{mail.id}").random() >= leak.chance * self._unrest():
            return
        self._after(leak.after, str(mail.id), by=leak.by, channel=leak.channel, text=text, reach=float(leak.reach))

    def write(self, task: str, *, words: str | None, to: str) -> None:
        """The team's own note, in words somebody typed; one to everybody gets out more easily."""
        numbers, past = self._world.numbers, self._parts.past
        past.notes += 1
        draw = stream(self._world.seed, f"note/{past.notes}").random
        chance = numbers["note_leak"] * self._unrest()
        chance *= 1.0 if to in ("", "staff") else numbers["note_leak_few"]
        luck, soon = draw(), draw()
        if words is None or luck >= chance:
            return
        first, last = numbers["note_leak_after"]
        open_channels = [name for name, it in self._world.scenario.channels.items() if not it.owned]
        channel = next(iter(open_channels), next(iter(self._world.scenario.channels)))
        text = Text(ref=f"words.{words}")
        self._after(
            int(first + (last - first) * soon),
            task,
            by="staff",
            channel=channel,
            text=text,
            reach=numbers["note_reach"],
        )

    def _unrest(self) -> float:
        """Staff in a bad mood tell more."""
        upset = 1 - self._parts.groups.mood("staff") / 100
        return float(1 + self._world.numbers["note_leak_upset"] * (upset - 0.5))

    def _after(self, seconds: int, note: str, **post: Any) -> None:
        self._world.env.process(self._wait(seconds, note, **post))

    def _wait(self, seconds: int, note: str, *, by: str, channel: str, text: Text, reach: float) -> Steps:
        yield self._world.env.timeout(seconds)
        world, numbers, post = self._world, self._world.numbers, f"leak-{note}"
        mix = tempo(world.seed, f"leak/{note}", numbers)
        size = reach * numbers["engagement"]
        world.emit(NoteLeaked(at=world.now, to="facilitator", note=note, post=post))
        world.emit(
            PostAppeared(
                at=world.now,
                post=post,
                form="post",
                channel=channel,
                by=signed(world, by),
                text=text,
                tone=-0.5,
                curve=Curve(size=round(max(3.0, size * numbers["repost_share"]), 1), mix=mix, likes=1.6, comments=0.8),
                inject=note,
            )
        )
        self._parts.past.posts[post] = None
        self._parts.public.hear_news(world.minute, size, mix, channel)
