"""What a reader of the log knows at a moment, for one viewer: the one fold behind every screen, replay and report.

It depends on the header and the records alone, in their order, and never holds a record that is not for its viewer.
"""

from __future__ import annotations

from collections.abc import Iterable

from .audience import Viewer, may_see
from .board import Board, board_of
from .desk import Desk
from .feed import Counts, Feed, Post, counts
from .gauges import Gauges
from .header import Header
from .records import Entry


class Situation:
    """The drill so far. ``feed``: what came in; ``board``: facts and words; ``desk``: the team; ``gauges``: numbers.

    Read them freely; only ``apply`` changes them. ``now`` is the drill second of the last record or of ``now_is``.
    """

    __slots__ = ("_entries", "_tau", "board", "desk", "feed", "gauges", "header", "now", "viewer")

    def __init__(self, header: Header, viewer: Viewer = None) -> None:
        self.header = header
        self.viewer = viewer
        self.now: int = header.scenario.get("starts", 0)
        self.feed = Feed()
        self.board: Board = board_of(header.scenario)
        self.desk = Desk()
        self.gauges = Gauges()
        self._tau: tuple[float, ...] = tuple(header.parameters.get("spread_tau", ()))
        self._entries: list[Entry] = []

    @classmethod
    def of(cls, header: Header, entries: Iterable[Entry], viewer: Viewer = None) -> Situation:
        """The situation after these entries."""
        situation = cls(header, viewer)
        for entry in entries:
            situation.apply(entry)
        return situation

    def apply(self, entry: Entry) -> bool:
        """Take one entry in; False when it is not for this viewer, and then nothing has changed."""
        record = entry.record
        if not may_see(self.viewer, record.to):
            return False
        self._entries.append(entry)
        self.now = max(self.now, record.at)
        for part in (self.feed, self.board, self.desk, self.gauges):
            part.apply(record)
        return True

    def now_is(self, now: int) -> None:
        """Time has come to drill second ``now``; it never goes back."""
        self.now = max(self.now, now)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry that this viewer has seen, in order."""
        return tuple(self._entries)

    def seen_by(self, viewer: Viewer) -> Situation:
        """The same moment for another viewer, folded anew from the records that both may see."""
        other = Situation.of(self.header, self._entries, viewer)
        other.now_is(self.now)
        return other

    def counts(self, post: Post, now: int | None = None) -> Counts:
        """The numbers under a post now, or at drill second ``now``."""
        return counts(post, self.now if now is None else now, self._tau)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Situation):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    __hash__ = None  # type: ignore[assignment] # it changes
