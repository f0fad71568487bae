"""The fact board: how each fact stands, in a sign and in words, and what is so once we know it.

What no seat of ours was told is not on it.
"""

from __future__ import annotations

from textual.content import Content

from drillroom.log.times import from_alert
from drillroom.ui.text import one_line, wrap
from drillroom.views.facts import FactRow, facts, standing_words

from .board import Board
from .strokes import Part, ends, line

_SIGNS = {"unconfirmed": ("○", "$text-muted"), "known": ("●", "$primary"), "told": ("✓", "$success")}
_LEAKED = ("▲", "$error")


class FactBoard(Board[tuple[FactRow, ...]]):
    """Known, unconfirmed, told, leaked."""

    def heading(self) -> str:
        """What the board is called."""
        return self.palette.speech.say("Fact board")

    def look(self, now: int) -> tuple[FactRow, ...]:
        """Every fact."""
        return facts(self.palette)

    def lines(self, view: tuple[FactRow, ...], width: int) -> list[Content]:
        """A line for what is open, some more for what is known."""
        return [it for row in view for it in self._row(row, width)]

    def _row(self, row: FactRow, width: int) -> list[Content]:
        sign, style = _sign(row)
        name: Part = (one_line(row.name), "bold" if row.truth is not None else "")
        head = ends([(f"{sign} ", style), name], [(self._standing(row), style)], width)
        truth = [line(("  ", ""), (it, "")) for it in wrap(row.truth or "", width - 2, most=6) if it]
        known = [line(("  ", ""), (it, "$text-muted")) for it in wrap(self._known(row), width - 2, most=3) if it]
        return [*head, *truth, *known]

    def _standing(self, row: FactRow) -> str:
        """How it stands, and since when others have it."""
        words = standing_words(self.palette.speech, row, is_brief=True)
        told = max((at for at in (row.told_at, row.leaked_at) if at is not None), default=None)
        return words if told is None else f"{words} {from_alert(told)}"

    def _known(self, row: FactRow) -> str:
        """Which seats know it, and since when."""
        if row.learned_at is None:
            return ""
        say = self.palette.speech.say
        seats = say(", ").join(row.knows)
        return say("known {time}: {seats}", time=from_alert(row.learned_at), seats=seats)


def _sign(row: FactRow) -> Part:
    """The sign of what matters most: that others have it and not from us, then that we have told it."""
    if row.leaked_at is not None and row.told_at is None:
        return _LEAKED
    return _SIGNS["told" if row.told_at is not None else row.standing[0]]
