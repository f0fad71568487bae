"""Keeps the last words of the crowd back for a few seconds, so that the feed goes on while somebody reads or writes.

Only when a screen gets to see them changes; they are on disk by then, and every one of them is shown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from drillroom.log.records import Entry, PostAppeared

RESERVE = 5
"""Posts that wait for a time when the clock is slow and nothing else comes."""
MOST = 20
"""Posts that wait at most."""
SPREAD = 12.0
"""Wall seconds over which what goes beyond the reserve is spread."""
THRIFT = 17.0
"""Wall seconds between two of the last few: nobody should be without anything new for twenty."""


def is_chatter(entry: Entry) -> bool:
    """Is this a post that the crowd made, and not the story?"""
    return isinstance(entry.record, PostAppeared) and entry.record.inject is None


class Murmur:
    """Posts of the crowd on their way to the screen, the oldest first."""

    def __init__(self) -> None:
        self._waiting: deque[Entry] = deque()

    def pass_on(self, entries: Iterable[Entry], *, lull: float) -> list[Entry]:
        """What to show now of ``entries`` and of what waits; ``lull``: wall seconds since something new was shown."""
        shown: list[Entry] = []
        for entry in entries:
            (self._waiting if is_chatter(entry) else shown).append(entry)
        while len(self._waiting) > MOST:
            shown.append(self._waiting.popleft())
        spare = len(self._waiting) - RESERVE
        pause = SPREAD / spare if spare > 0 else THRIFT
        if self._waiting and not shown and lull >= pause:
            shown.append(self._waiting.popleft())
        return shown

    def rest(self) -> list[Entry]:
        """All that still waits, at once."""
        rest = list(self._waiting)
        self._waiting.clear()
        return rest
