"""One line about what goes on while one writes: the hour, what has just become known, what rings, what waits.

It is fed by every beat of the drill, and it never takes the focus.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from textual.app import RenderResult
from textual.widget import Widget

from drillroom.log import records as r
from drillroom.log.feed import Call
from drillroom.log.records import Entry
from drillroom.runtime.table import Beat
from drillroom.ui.drill.strokes import Part, cropped, line, size_of
from drillroom.ui.text import one_line
from drillroom.views.names import stamp
from drillroom.views.palette import Palette
from drillroom.views.waiting import Waiting

FRESH = 1200
"""Drill seconds for which something new is worth a word here."""
MOST_NEWS = 3


class Outside(Widget):
    """What goes on behind the composer."""

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self._palette = palette
        self._news: list[tuple[int, str]] = []
        self._parts: tuple[list[Part], list[Part]] = ([], [])
        self._look(None)

    def follow(self, beat: Beat, fresh: Sequence[Entry]) -> None:
        """Another beat."""
        for entry in fresh:
            words = self._word(entry.record)
            if words:
                self._news = [(entry.record.at, words), *self._news][:MOST_NEWS]
        self._look(beat)

    def _word(self, record: r.Record) -> str:
        say, names = self._palette.speech.say, self._palette.names
        if isinstance(record, r.FactLearned):
            card = self._palette.teller.card(record)
            return card.title if card is not None else ""
        if isinstance(record, r.FactLeaked):
            return say("It is out: {fact}", fact=names.fact(record.fact)) if record.found != "told" else ""
        if isinstance(record, r.StatementPublished):
            return say("Our words are out: {action}", action=names.action(record.do))
        if isinstance(record, r.CallMissed):
            return say("The call was missed.")
        return say("A promise you made has run out unkept.") if isinstance(record, r.PromiseBroken) else ""

    def _look(self, beat: Beat | None) -> None:
        palette, say, now = self._palette, self._palette.speech.say, self._palette.situation.now
        self.waits = self._waits(beat)
        left: list[Part] = [(say("EXERCISE"), "$warning bold"), ("  ", "")]
        left.append((stamp(palette.names.scenario, palette.speech, now), "bold"))
        if beat is not None and beat.is_paused:
            left += [("  ", ""), (say("paused"), "$warning")]
        news = [("  · " + one_line(words), "$text-muted") for at, words in self._news if now - at <= FRESH]
        right: list[Part] = [(self.waits, "$accent bold")] if self.waits else []
        if (left + news, right) != self._parts:
            self._parts = (left + news, right)
            self.refresh()

    def _waits(self, beat: Beat | None) -> str:
        """What waits first, and for how long."""
        say, prompt = self._palette.speech.say, Waiting(self._palette.situation).first
        if prompt is None:
            return ""
        words = "☎ " + say("it rings") if isinstance(prompt, Call) else "● " + say("a decision waits")
        left = beat.left.get(prompt.id) if beat is not None else None
        if left is None:
            return words
        if math.isinf(left):
            return f"{words} · {say('the clock waits')}"
        return f"{words} · {int(left) // 60}:{int(left) % 60:02d}"

    def render(self) -> RenderResult:
        left, right = self._parts
        width = self.size.width
        right = cropped(right, width)
        left = cropped(left, max(0, width - size_of(right) - 1))
        return line(*left, (" " * max(0, width - size_of(left) - size_of(right)), ""), *right)
