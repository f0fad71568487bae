"""The team: who is free, what is being done and how long it takes, what has to be ready by when.

What runs has a bar and a time; what is short of time has a sign of its own.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from drillroom.log.times import span
from drillroom.ui.text import crop, one_line
from drillroom.views.names import hour
from drillroom.views.work import DutyRow, PromiseRow, SeatRow, TaskRow, Work, work

from .board import Board
from .strokes import DONE, Part, bar, line, size_of

URGENT = 30 * 60
"""Drill seconds before a deadline from which on it is marked."""
_SEATS = {"free": ("○", ""), "partly": ("◐", "$accent"), "busy": ("●", "$accent"), "away": ("·", "$text-muted")}
_BAR, _THIN_BAR = 12, 6
_NARROW = 50


class Team(Board[Work]):
    """Seats, tasks, deadlines and promises."""

    def heading(self) -> str:
        """What the board is called."""
        return self.palette.speech.say("The team")

    def look(self, now: int) -> Work:
        """The whole desk."""
        return work(self.palette, now)

    def lines(self, view: Work, width: int) -> list[Content]:
        """Seats side by side, then a line for every piece of work, deadline and promise."""
        say = self.palette.speech.say
        lines = self._seats(view.seats, width)
        if not view.is_assembled:
            lines.append(line((crop(say("The crisis team has not been called together."), width), "$text-muted")))
        clocks: list[DutyRow | PromiseRow] = [*view.duties, *view.promises]
        lines += [self._due(it, width) for it in sorted(clocks, key=lambda it: it.due)]
        lines += [self._work_line(it, width) for it in view.tasks]
        return lines

    # ------------------------------------------------------------------ seats

    def _seats(self, seats: tuple[SeatRow, ...], width: int) -> list[Content]:
        cells = [self._seat(row) for row in seats]
        column = max(map(size_of, cells), default=0) + 2
        fits = max(1, (width + 2) // column)
        across = next((n for n in (6, 3, 2) if n <= fits), 1)
        lines = []
        for start in range(0, len(cells), across):
            parts: list[Part] = []
            for cell in cells[start : start + across]:
                parts += [*cell, (" " * (max(column, width // across) - size_of(cell)), "")]
            lines.append(line(*parts[:-1]))
        return lines

    def _seat(self, row: SeatRow) -> list[Part]:
        sign, style = _SEATS[row.standing]
        name = crop(row.name, 12)
        weight = "bold" if row.standing == "free" else ""
        return [(f"{sign} ", style), (f"{name} ", weight), (self._standing(row), style)]

    def _standing(self, row: SeatRow) -> str:
        """Whether somebody is free there, in words."""
        say, speech = self.palette.speech.say, self.palette.speech
        if row.away_until is not None:
            return say("away until {time}", time=hour(self.palette.names.scenario, speech, row.away_until))
        if row.standing == "partly":
            return say("{n} of {m} free", n=row.people - row.busy, m=row.people)
        return say("free") if row.standing == "free" else say("at work")

    # ------------------------------------------------------------------ work and clocks

    def _work_line(self, row: TaskRow, width: int) -> Content:
        say = self.palette.speech.say
        seats = say(", ").join(map(one_line, row.seats))
        words = say("{action} ({whom})", action=row.action, whom=row.whom) if row.whom else row.action
        if row.left is None or row.share is None:
            waits = say("waits for {seats}", seats=seats)
            return self._line([("… ", "$text-muted")], words, "", [(waits, "$text-muted")], width)
        size = _BAR if width >= _NARROW else _THIN_BAR
        whole = bar(row.share, size)
        done = whole.count(DONE)
        time = span(self.palette.speech, row.left)
        right = [(whole[:done], "$accent"), (whole[done:], "$text-muted"), (_right(time, 11), "")]
        return self._line([("▸ ", "$accent")], words, seats, right, width)

    def _due(self, row: DutyRow | PromiseRow, width: int) -> Content:
        say = self.palette.speech.say
        is_urgent = row.left < URGENT
        bare = span(self.palette.speech, row.left)
        time = say("{time} left", time=bare)
        if isinstance(row, DutyRow):
            sign, words = "§", say("Legal deadline: {who}", who=one_line(row.who))
        elif row.about is None:
            sign, words = "→", say("Promised: more news from us")
        else:
            sign, words = "→", say("Promised: {fact}", fact=one_line(row.about))
        style = "$warning" if is_urgent else ""
        if cell_len(words) + cell_len(time) + 3 > width:
            time = bare
        return self._line([("! " if is_urgent else f"{sign} ", style)], words, "", [(time, style)], width)

    def _line(self, sign: list[Part], words: str, note: str, right: list[Part], width: int) -> Content:
        """``words`` as far as there is room, ``note`` only if there is some left, ``right`` whole at the end."""
        room = width - size_of(sign) - size_of(right) - 1
        if room < 1:
            return line(*sign, *right)
        words = crop(words, room)
        left = room - cell_len(words)
        parts = [*sign, (words, "")]
        if note and cell_len(note) + 3 <= left:
            parts.append((f"  {note}", "$text-muted"))
            left -= cell_len(note) + 2
        return line(*parts, (" " * (left + 1), ""), *right)


def _right(words: str, width: int) -> str:
    """``words`` at the right end of ``width`` cells."""
    return " " * max(1, width - cell_len(words)) + words
