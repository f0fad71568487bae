"""The heartbeat of a drill on screen: asks the table for the next beat when it is due, and hands each one on in order.

A disk that is full or gone stops nothing for good: nothing is handed on that is not safe, and it tries again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from drillroom.errors import DrillroomError
from drillroom.runtime.table import Beat, Table

SHORTEST, LONGEST = 0.05, 0.5
"""Wall seconds between two beats; the longest keeps countdowns honest."""
RETRY = 2.0
"""Wall seconds until a write that failed is tried again."""


class Pulse:
    """``take`` is given every beat; ``fail`` hears of a write that failed, and ``take`` of nothing meanwhile."""

    def __init__(self, table: Table, take: Callable[[Beat], None], fail: Callable[[DrillroomError], None]) -> None:
        self._table, self._take, self._fail = table, take, fail
        self._changed = asyncio.Event()

    async def run(self, *, is_resumed: bool) -> None:
        """Beat until the drill is over."""
        call = self._table.look if is_resumed else self._table.begin
        while True:
            try:
                beat = await call()
            except DrillroomError as error:
                self._fail(error)
                await self._rest(RETRY)
            else:
                self._take(beat)
                if beat.is_over:
                    return
                await self._rest(min(LONGEST, max(SHORTEST, beat.wait)))
                call = self._table.tick

    def hurry(self) -> None:
        """Something has changed: the next beat comes at once."""
        self._changed.set()

    async def _rest(self, seconds: float) -> None:
        self._changed.clear()
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return
