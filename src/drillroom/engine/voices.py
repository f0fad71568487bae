"""What the crowd is seen to say: some of its posts, taken from the scenario's lines that fit the moment.

How many and how big is drawn ahead, step by step; which line fits follows the drill.
"""

from __future__ import annotations

from drillroom.log.records import Curve, PostAppeared, Text

from .parts import Parts
from .streams import block, shuffled, stream
from .view import Outlook
from .world import World

_MOST = 4
_SLOTS = 1 + 4 * _MOST
_CANDIDATES = 8
_LISTEN_EVERY = 1800
_LISTEN_AGAIN_AFTER = 300
_SAID_AT_MOST = 4
_SAID_AGAIN_AFTER = 3 * 3600
_LONG_AGO = 10**9
_MIX = (0.3, 0.4, 0.2, 0.1, 0.0)


def signed(world: World, by: str) -> Text:
    """Who signs: a person of the scenario, or the handle of the cast that this word always has."""
    if by in world.scenario.people:
        return Text(ref=f"scenario.people.{by}")
    cast = world.cast
    if not cast:
        return Text(ref="cast.h0")
    draw = stream(world.seed, f"handle/by/{by}").random()
    return Text(ref=f"cast.{cast[int(draw * len(cast))]}")


class Voices:
    """The crowd's visible posts in a drill of ``steps`` steps."""

    def __init__(self, parts: Parts, *, steps: int) -> None:
        self._parts, self._world = parts, parts.world
        view = Outlook(parts)
        self._draws = block(parts.world.seed, "chatter", steps * _SLOTS)
        self._lines = parts.world.scenario.chatter
        indexes = tuple(str(index) for index in range(len(self._lines)))
        self._order = [int(index) for index in shuffled(parts.world.seed, "lines", indexes)]
        conditions = {line.when: parts.world.condition(line.when) for line in self._lines if line.when}
        self._is_so = {when: condition.bound(view) for when, condition in conditions.items()}
        self._window = {when: condition.window for when, condition in conditions.items()}
        channels = parts.world.scenario.channels.items()
        self._channels = [name for name, it in channels if not it.owned and it.reach > 0] or [
            next(iter(dict(channels)))
        ]
        self._times = [0] * len(self._lines)
        self._last = [-_LONG_AGO] * len(self._lines)
        self._heard = (-_LONG_AGO, 0)
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
                channel=chatter.channel or self._place(channel),
                by=Text(ref=f"cast.{cast[int(handle * len(cast))] if cast else 'h0'}"),
                text=Text(ref=f"scenario.chatter.{found}.text"),
                tone=chatter.tone,
                curve=Curve(size=round(size, 1), mix=_MIX, likes=2.0, comments=0.5),
            ),
            moves=False,
        )
        self._parts.past.posts[post] = None
        self._parts.past.sizes.append((self._world.now, size, post))

    def _place(self, uniform: float) -> str:
        """Where it is said: most where most of the audience is."""
        shares = self._parts.public.shares
        for name in self._channels:
            uniform -= shares.get(name, 0.0)
            if uniform < 0:
                return name
        return self._channels[0]

    def _pick(self, uniform: float) -> int | None:
        """A line that fits the moment, among the few that were said longest ago."""
        self._listen()
        if not self._able:
            return None
        line = self._able.pop(int(uniform * min(len(self._able), _CANDIDATES)))
        self._times[line] += 1
        self._last[line] = self._world.now
        self._order.remove(line)
        if self._times[line] < _SAID_AT_MOST:
            self._order.append(line)
        return line

    def _listen(self) -> None:
        """Find the lines that fit, every half hour, and a few minutes after the team has done something.

        They stand in the order in which they were last said. Most lines belong to another hour, which is asked first;
        many share a condition, which is asked once.
        """
        now = self._world.now
        done = len(self._parts.team.done) + len(self._parts.past.ordered)
        last_time, last_done = self._heard
        if now < last_time + (_LISTEN_EVERY if done == last_done else _LISTEN_AGAIN_AFTER):
            return
        self._heard = (now, done)
        minute, fresh = now / 60, now - _SAID_AGAIN_AFTER
        is_so: dict[str | None, bool] = {
            when: low <= minute <= high and self._is_so[when]() for when, (low, high) in self._window.items()
        }
        is_so[None] = True
        lines, last = self._lines, self._last
        self._able = [line for line in self._order if is_so[lines[line].when] and last[line] <= fresh]
