"""What we have said, the newest first, and above it what is still on its way through sign-off.

Every statement carries the mark of the exercise inside.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from drillroom.log.board import Statement
from drillroom.log.times import from_alert, span
from drillroom.ui.text import one_line, wrap
from drillroom.views.said import Pending, SaidRow, published, under_way
from drillroom.views.said import Said as Words

from .board import Board
from .strokes import Part, ends, line

MOST = 40
"""So many statements are listed; older ones are counted."""
_MOST_LINES = 8


class Said(Board[Words]):
    """Our words: time, action, channel, words, and how they stand at sign-off."""

    # What is out never changes; a long day is worded and wrapped once.
    _heard: tuple[Statement, ...] = ()
    _rows: tuple[SaidRow, ...] = ()
    _width: int = 0
    _wrapped: Mapping[SaidRow, list[Content]] = {}

    def heading(self) -> str:
        """What the board is called."""
        return self.palette.speech.say("What we have said")

    def look(self, now: int) -> Words:
        """All our words."""
        heard = self.palette.situation.board.published
        if heard != self._heard:
            self._heard, self._rows = heard, published(self.palette)
        return Words(out=self._rows, under_way=under_way(self.palette, now))

    def lines(self, view: Words, width: int) -> list[Content]:
        """What is under way, then what is out."""
        say = self.palette.speech.say
        shown = view.out[-MOST:]
        lines = [it for row in view.under_way for it in self._pending(row, width)]
        known = self._wrapped if width == self._width else {}
        self._width, self._wrapped = width, {row: known.get(row) or self._out(row, width) for row in shown}
        lines += [it for row in reversed(shown) for it in self._wrapped[row]]
        if len(view.out) > len(shown):
            older = say("{n} earlier ones", n=len(view.out) - len(shown))
            lines.append(line((f"… {older}", "$text-muted")))
        return lines or [line((it, "$text-muted")) for it in wrap(say("We have said nothing yet."), width)]

    def _out(self, row: SaidRow, width: int) -> list[Content]:
        sign: Part = ("! ", "$warning") if row.is_unchecked else ("✓ ", "$success")
        head = ends([sign, (one_line(row.action), "bold")], [(from_alert(row.at), "$text-muted")], width)
        how = [self.palette.speech.say("without sign-off")] if row.is_unchecked else []
        return [*head, *self._below(row.channel, row.words, width, how)]

    def _pending(self, row: Pending, width: int) -> list[Content]:
        sign = "◌ " if row.stage == "drafted" else "◔ "
        head = ends([(sign, "$accent"), (one_line(row.action), "bold")], [(self._stage(row), "$accent")], width)
        return [*head, *self._below(row.channel, row.words, width, [])]

    def _stage(self, row: Pending) -> str:
        """How far it has come, in words."""
        say = self.palette.speech.say
        if row.stage == "drafted":
            return say("being prepared")
        if row.stage == "signed":
            return say("signed off")
        time = span(self.palette.speech, row.waits)
        if row.ahead:
            return say("sign-off: {n} before it, {time}", n=row.ahead, time=time)
        return say("sign-off: being read, {time}", time=time)

    def _below(self, channel: str, words: str, width: int, how: list[str]) -> list[Content]:
        """The mark, where it stands, and the words themselves."""
        marks = " · ".join([self.palette.speech.say("EXERCISE"), one_line(channel), *how])
        under = [line(("  ", ""), (it, "$text-muted")) for it in wrap(marks, width - 2, most=2)]
        return [*under, *(line(("  ", ""), (it, "")) for it in wrap(words, width - 2, most=_MOST_LINES) if it)]
