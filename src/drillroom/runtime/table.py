"""The driver as an event loop uses it: calls run in one thread of their own, so no disk ever holds up a screen.

What came of a call is handed over as one value, a ``Beat``; the loop never reads the driver itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from drillroom.log.records import Entry

from .driver import Driver


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """How a drill stands after a call to the table, and the world records that are new, already on disk.

    ``now`` is a drill second, ``before`` the one at which the call found the clock; ``speed`` drill seconds per wall
    second, 0 where the clock stands. ``wait``: wall seconds until the next tick is worth it. ``left``: open decision
    or call -> wall seconds until it closes, infinite where the clock stands for it.
    """

    entries: tuple[Entry, ...] = ()
    before: int
    now: int
    speed: float
    wait: float
    left: Mapping[str, float]
    is_paused: bool
    is_over: bool


class Table:
    """One drill at one desk. Calls are dealt with one after the other, in the order in which they were made."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drill")
        self.is_closed = False

    async def begin(self) -> Beat:
        """What stands at the very start."""
        return await self._call(self._driver.begin)

    async def look(self) -> Beat:
        """How the drill stands, without letting any time pass."""
        return await self._call(tuple)

    async def tick(self) -> Beat:
        """Let the wall time since the last tick pass in the drill."""
        return await self._call(self._driver.tick)

    async def skip(self) -> Beat:
        """Jump to the next notable record."""
        return await self._call(self._driver.skip)

    async def finish(self) -> Beat:
        """Go on to the end without anybody."""
        return await self._call(self._driver.finish)

    async def mark(self) -> Beat:
        """Write down where the clock stands."""
        return await self._call(self._driver.mark)

    async def act(
        self, do: str, args: Mapping[str, Any], *, typed: Mapping[str, str] | None = None, sure: int | None = None
    ) -> Beat:
        """Give a command; it is on disk when this returns. ActionRejected leaves everything as it was.

        ``sure``: how sure of it the trainee says they are, 1 to 3.
        """
        return await self._call(partial(self._driver.act, do, args, typed=typed, sure=sure))

    async def keep_draft(self, words: str | None) -> Beat:
        """Put words aside; None: those that were put aside wait no more."""
        return await self._call(self._plain(partial(self._driver.keep_draft, words)))

    async def pause(self) -> Beat:
        """Stop the clock."""
        return await self._call(self._plain(self._driver.pause))

    async def unpause(self) -> Beat:
        """Let the clock run again."""
        return await self._call(self._plain(self._driver.unpause))

    async def hold_still(self) -> Beat:
        """The wall time since the last call does not count."""
        return await self._call(self._plain(self._driver.hold_still))

    async def compose(self, texts: tuple[str, ...] = (), *, held_before: int | None = None) -> Beat:
        """The trainee has begun to write or to speak: the clock eases, and stands before ``held_before``."""

        def begin() -> None:
            self._driver.outlook.compose(self._driver.now, texts)
            self._driver.held_before = held_before

        return await self._call(self._plain(begin))

    async def put_down(self) -> Beat:
        """The trainee has done writing or speaking."""

        def end() -> None:
            self._driver.outlook.stop_composing()
            self._driver.held_before = None

        return await self._call(self._plain(end))

    async def close(self) -> None:
        """Nothing more will be asked of this table; whatever is under way is finished first."""
        self.is_closed = True
        await asyncio.to_thread(self.stop)

    def stop(self) -> None:
        """``close`` for somebody who cannot wait in a loop: returns when whatever is under way is finished."""
        self.is_closed = True
        self._thread.shutdown()

    @staticmethod
    def _plain(call: Callable[[], None]) -> Callable[[], Sequence[Entry]]:
        def done() -> Sequence[Entry]:
            call()
            return ()

        return done

    async def _call(self, call: Callable[[], Sequence[Entry]]) -> Beat:
        """Run ``call`` in the drill's thread. It is carried through even where the caller is cancelled meanwhile.

        Whoever still asks when the table is closed is cancelled: the screen it works for is going.
        """
        if self.is_closed:
            raise asyncio.CancelledError
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._beat, call)

    def _beat(self, call: Callable[[], Sequence[Entry]]) -> Beat:
        driver = self._driver
        before = driver.now
        entries = tuple(call())
        return Beat(
            entries=entries,
            before=before,
            now=driver.now,
            speed=driver.speed,
            wait=driver.wait(),
            left={name: driver.time_left(name) for name in driver.outlook.open_prompts},
            is_paused=driver.is_paused,
            is_over=driver.is_over,
        )
