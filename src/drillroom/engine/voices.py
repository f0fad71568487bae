"""What the crowd is seen to say: some of its posts, taken from the scenario's lines that fit the moment.

How many and how big is drawn ahead, step by step; which line fits follows the drill.
"""

from __future__ import annotations

from drillroom.log.records import Curve, PostAppeared, Text

from .parts import Parts
from .streams import block, shuffled
from .view import Outlook

_MOST = 4
_SLOTS = 1 + 4 * _MOST
_CANDIDATES = 8
_LISTEN_EVERY = 900
_SAID_AT_MOST = 4
_SAID_AGAIN_AFTER = 3 * 3600
_LONG_AGO = 10**9
_MIX = (0.3, 0.4, 0.2, 0.1, 0.0)


def _always() -> bool:
    return True


class Voices:
    """The crowd's visible posts in a drill of ``steps`` steps."""

    def __init__(self, parts: Parts, *, steps: int) -> None:
        self._parts, self._world = parts, parts.world
        view = Outlook(parts)
        self._draws = block(parts.world.seed, "chatter", steps * _SLOTS)
        self._lines = parts.world.scenario.chatter
        indexes = tuple(str(index) for index in range(len(self._lines)))
        self._order = [int(index) for index in shuffled(parts.world.seed, "lines", indexes)]
        self._conditions = {
            when: parts.world.condition(when).bound(view) if when else _always
            for when in dict.fromkeys(line.when for line in self._lines)
        }
        channels = parts.world.scenario.channels.items()
        self._channels = [name for name, it in channels if not it.owned and it.reach > 0] or [
            next(iter(dict(channels)))
        ]
        self._times = [0] * len(self._lines)
        self._last = [-_LONG_AGO] * len(self._lines)
        self._heard: tuple[int, int, int] | None = None
        self._able: list[int] = []

    def speak(self, step: int, *, reactions: int, big: list[float]) -> None:
        """Show some of the ``reactions`` of this step; ``big`` are the audiences of its big reposters."""
        numbers, slot = self._world.numbers, step * _SLOTS
        shown = int(min(numbers["chatter_max"], numbers["chatter_rate"] * reactions) + self._draws[slot])
        for index in range(min(_MOST, shown + bool(big))):
            size, line, channel, handle = self._draws[slot + 1 + 4 * index : slot + 5 + 4 * index]
            reach = big[0] if big and index == 0 else 3 + 40 * size**3
            self._say(f"c{step}-{index}", reach, line=line, channel=channel, handle=handle)

    def _say(self, post: str, size: float, *, line: float, channel: float, handle: float) -> None:
        found = self._pick(line)
        if found is None:
            return
        chatter, cast = self._lines[found], self._world.cast
        self._world.emit(
            PostAppeared(
                at=self._world.now,
                post=post,
                form="chatter",
                channel=chatter.channel or self._channels[int(channel * len(self._channels))],
                by=Text(ref=f"cast.{cast[int(handle * len(cast))] if cast else 'h0'}"),
                text=Text(ref=f"scenario.chatter.{found}.text"),
                tone=chatter.tone,
                curve=Curve(size=round(size, 1), mix=_MIX, likes=2.0, comments=0.5),
            )
        )
        self._parts.past.posts[post] = None

    def _pick(self, uniform: float) -> int | None:
        """A line that fits the moment, among the few that were said longest ago."""
        self._listen()
        if not self._able:
            return None
        line = self._able.pop(int(uniform * min(len(self._able), _CANDIDATES)))
        self._times[line] += 1
        self._last[line] = self._world.now
        return line

    def _listen(self) -> None:
        """Find the lines that fit, every few minutes and whenever the team has done something.

        Many lines share a condition, so it is asked once; the line that was said longest ago comes first.
        """
        now = self._world.now
        state = (now // _LISTEN_EVERY, len(self._parts.team.done), len(self._parts.past.ordered))
        if state == self._heard:
            return
        self._heard = state
        is_so = {when: condition() for when, condition in self._conditions.items()}
        fresh = now - _SAID_AGAIN_AFTER
        able = [
            line
            for line in self._order
            if self._times[line] < _SAID_AT_MOST and self._last[line] <= fresh and is_so[self._lines[line].when]
        ]
        self._able = sorted(able, key=self._last.__getitem__)
