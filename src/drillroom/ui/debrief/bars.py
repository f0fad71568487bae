"""The six principles as bars, each with its points and what the trainee had given it before.

What was not exercised has an empty track and says so; it is never a zero.
"""

from __future__ import annotations

from textual.content import Content

from drillroom.language import Speech
from drillroom.ui.text import fit
from drillroom.views.debrief import Bar
from drillroom.views.rating import MOST

from .prose import MUTED, ROLES, STRONG, Prose, column_of

_FULL, _TRACK, _EMPTY = "━", "─", "╌"
_LEAST_BAR, _MOST_BAR = 8, 40


class Bars(Prose):
    """Six bars."""

    def __init__(self, bars: tuple[Bar, ...], speech: Speech) -> None:
        super().__init__(speech, speech.say("Six principles"), part="bars")
        self._bars = bars

    def lines(self, width: int) -> list[Content]:
        own = {it.key: self._own(it) for it in self._bars}
        points = column_of([it.points for it in self._bars], most=20)
        owns = column_of([*own.values()], most=24) if any(own.values()) else 0
        long = column_of([it.name for it in self._bars], most=32)
        is_long = width - long - points - owns >= _LEAST_BAR
        names = long if is_long else column_of([it.short for it in self._bars], most=20)
        room = max(1, min(_MOST_BAR, width - names - points - owns - 1))
        rows = []
        for it in self._bars:
            row = Content(fit(it.name if is_long else it.short, names)) + _track(it, room)
            row += Content.styled(f" {fit(it.points, points)}", STRONG if it.share is not None else MUTED)
            rows.append(row + Content.styled(own[it.key], MUTED) if own[it.key] else row)
        return rows

    def _own(self, bar: Bar) -> str:
        return "" if bar.own is None else self.speech.say("you: {n} of {all}", n=bar.own, all=MOST)


def _track(bar: Bar, room: int) -> Content:
    if bar.share is None:
        return Content.styled(_EMPTY * room, MUTED)
    full = round(bar.share * room)
    return Content.styled(_FULL * full, ROLES.get(bar.role, MUTED)) + Content.styled(_TRACK * (room - full), MUTED)
