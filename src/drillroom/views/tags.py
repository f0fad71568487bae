"""Short tags for what came in: ``p1, p2 …`` for posts, ``g1, g2 …`` for signals.

A tag depends on the order of appearance and on nothing else: an id of the scenario would give the story away.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from drillroom.log.feed import Feed

POST, SIGNAL = "post", "signal"


class Tags:
    """The tags of one feed. They are given out as it grows, and never change; our own words keep their number."""

    __slots__ = ("_feed", "_ids", "_read", "_tags")

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._ids: dict[str, dict[str, str]] = {POST: {}, SIGNAL: {}}
        self._tags: dict[str, dict[str, str]] = {POST: {}, SIGNAL: {}}
        self._read = {POST: 0, SIGNAL: 0}

    def post(self, post: str) -> str:
        """The tag of a post; the id itself for our own words and for what was never seen."""
        self._read_on()
        return self._tags[POST].get(post, post)

    def signal(self, signal: str) -> str:
        """The tag of a signal."""
        self._read_on()
        return self._tags[SIGNAL].get(signal, signal)

    def ids(self, kind: str) -> Mapping[str, str]:
        """Tag -> id of everything of this kind that has appeared; empty for kinds without tags."""
        self._read_on()
        return self._ids.get(kind, {})

    def _read_on(self) -> None:
        """Only what is new is read: a day has thousands of posts."""
        posts, signals = self._feed.posts, self._feed.signals
        if len(posts) == self._read[POST] and len(signals) == self._read[SIGNAL]:
            return
        for post in islice(posts.values(), self._read[POST], None):
            if not post.is_ours:
                self._give(POST, "p", post.id)
        for signal in islice(signals, self._read[SIGNAL], None):
            self._give(SIGNAL, "g", signal)
        self._read = {POST: len(posts), SIGNAL: len(signals)}

    def _give(self, kind: str, letter: str, key: str) -> None:
        tag = f"{letter}{len(self._ids[kind]) + 1}"
        self._ids[kind][tag] = key
        self._tags[kind][key] = tag
