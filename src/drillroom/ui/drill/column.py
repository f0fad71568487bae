"""Where each card of a long column stands: heights, the lines they begin at, and which of them is at a line.

A height may be a guess until the card is measured; at most ``most`` cards are kept, the oldest go first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate


class Column:
    """Cards by key, from the oldest to the newest. ``dropped`` counts those that are gone; they leave one line."""

    __slots__ = ("_heights", "_keys", "_measured", "_places", "_tops", "dropped", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self.dropped = 0
        self._keys: list[str] = []
        self._heights: list[int] = []
        self._measured: set[str] = set()
        self._places: dict[str, int] | None = None
        self._tops: list[int] | None = None

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    @property
    def keys(self) -> list[str]:
        """Every card that is kept. Not to be changed."""
        return self._keys

    @property
    def head(self) -> int:
        """Lines above the first card."""
        return int(self.dropped > 0)

    @property
    def height(self) -> int:
        """Lines altogether."""
        return self._lines[-1]

    @property
    def _lines(self) -> list[int]:
        """Where each card begins, and where the column ends."""
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=self.head))
        return self._tops

    @property
    def _by_key(self) -> dict[str, int]:
        if self._places is None:
            self._places = {key: place for place, key in enumerate(self._keys)}
        return self._places

    def add(self, keys: Iterable[str], guess: int) -> list[str]:
        """Put new cards at the end, with a guess of their height; returns the keys of those that had to go."""
        before = len(self._keys)
        self._keys.extend(keys)
        self._heights.extend([guess] * (len(self._keys) - before))
        gone = self._keys[: max(0, len(self._keys) - self.most)]
        del self._keys[: len(gone)], self._heights[: len(gone)]
        self._measured.difference_update(gone)
        self.dropped += len(gone)
        self._tops = self._places = None
        return gone

    def clear(self) -> None:
        """Forget everything."""
        self._keys, self._heights, self._measured = [], [], set()
        self._tops = self._places = None
        self.dropped = 0

    def doubt(self) -> None:
        """Every height is a guess again: the width or the words have changed."""
        self._measured.clear()

    def is_measured(self, key: str) -> bool:
        """Is its height known?"""
        return key in self._measured

    def measured(self, key: str, height: int) -> bool:
        """Take the true height of a card; False where it was guessed rightly."""
        place = self._by_key[key]
        self._measured.add(key)
        if self._heights[place] == height:
            return False
        self._heights[place] = height
        self._tops = None
        return True

    def unmeasured(self) -> Iterator[str]:
        """Cards whose height is a guess, the newest first."""
        if len(self._measured) == len(self._keys):
            return iter(())
        return (key for key in reversed(self._keys) if key not in self._measured)

    def place(self, key: str) -> int:
        """The number of a card from the top."""
        return self._by_key[key]

    def top(self, key: str) -> int:
        """The line at which a card begins."""
        return self._lines[self._by_key[key]]

    def rows(self, key: str) -> int:
        """How many lines a card takes."""
        return self._heights[self._by_key[key]]

    def at(self, line: int) -> str | None:
        """The card at a line, None above the first and below the last."""
        if not self.head <= line < self.height:
            return None
        return self._keys[bisect_right(self._lines, line) - 1]

    def between(self, first: int, last: int) -> list[str]:
        """The cards that show any of the lines from ``first`` up to ``last``, without it."""
        if not self._keys or last <= first:
            return []
        start = max(0, bisect_right(self._lines, first) - 1)
        end = max(0, bisect_right(self._lines, last - 1))
        return self._keys[start:end]
