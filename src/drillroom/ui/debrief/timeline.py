"""The course of the drill: trust and heat as columns of blocks, the reference as a line, and when we spoke.

The first hours are drawn wider than the later ones, as in the written report.
"""

from __future__ import annotations

from textual.content import Content

from drillroom.language import Speech
from drillroom.report.debrief import Debrief
from drillroom.ui.text import fit
from drillroom.views.course import UNTRUE, Course, Lane, Sign, course

from .prose import MUTED, ROLES, STRONG, Prose, column_of, paragraph

_BLOCKS = " ▁▂▃▄▅▆▇█"
_REFERENCE = "▁─▔"
"""Low, in the middle or high in its cell."""
_ROWS = {True: 5, False: 3}
"""Height of a measure on a wide and on a narrow screen."""
_WIDE = 100
_COLORS = {"trust": "$primary", "heat": "$accent"}


class Timeline(Prose):
    """Two measures over one axis."""

    def __init__(self, debrief: Debrief, speech: Speech) -> None:
        super().__init__(speech, speech.say("The course of the drill"), part="timeline")
        self._debrief = debrief

    def lines(self, width: int) -> list[Content]:
        say = self.speech.say
        names = [say("Trust"), say("Heat"), say("Moments"), say("Our words")]
        left = column_of(names, most=max(8, width // 4))
        found = course(self._debrief, self.speech, width - left)
        if not found.lanes:
            return paragraph(say("The log does not hold the course of this drill."), width, MUTED)
        lines: list[Content] = []
        for lane in found.lanes:
            lines += self._lane(lane, left, rows=_ROWS[width >= _WIDE])
        if found.moments:
            lines.append(_row(names[2], left, found.moments, found.width, STRONG))
        if found.signs:
            lines.append(_row(names[3], left, found.signs, found.width, ""))
        lines.append(Content.styled(" " * left + _axis(found), MUTED))
        return [*lines, *paragraph(self._legend(found), width, MUTED, indent=min(left, width // 4))]

    def _lane(self, lane: Lane, left: int, *, rows: int) -> list[Content]:
        """The name and the last value beside the first two rows, the columns behind them."""
        labels = [Content.styled(fit(lane.name, left), STRONG), Content.styled(fit(lane.end, left), MUTED)]
        labels += [Content(" " * left)] * (rows - len(labels))
        drawn = [labels[rows - 1 - row] + _blocks(lane, row, rows) for row in range(rows - 1, -1, -1)]
        told = self.speech.say("At the end: {ends}", ends=lane.told)
        return [*drawn, *paragraph(told, left + len(lane.drill), MUTED, indent=left)]

    def _legend(self, found: Course) -> str:
        say = self.speech.say
        meanings = [say("{sign} {meaning}", sign=sign, meaning=meaning) for sign, meaning in found.legend]
        if found.reference:
            meanings.insert(0, say("{sign} {meaning}", sign=_REFERENCE[1] * 2, meaning=found.reference))
        return " · ".join([*meanings, say("model estimates, 0 to 100")])


def _blocks(lane: Lane, row: int, rows: int) -> Content:
    """One row of a measure, the lowest is 0, with the reference over the blocks where it stands."""
    fill = f"{_COLORS.get(lane.key, '$primary')} 60%"
    parts: list[tuple[str, str]] = []
    for value, other in zip(lane.drill, lane.model, strict=True):
        level = 0 if value is None else max(0, max(1, round(value / 100 * rows * 8)) - row * 8)
        third = None if other is None else min(rows * 3 - 1, int(other / 100 * rows * 3)) - row * 3
        parts.append(_cell(level, third, fill))
    return Content.assemble(*parts)


def _cell(level: int, third: int | None, fill: str) -> tuple[str, str]:
    """A cell filled to ``level`` eighths, 8 and more are all of it, or the reference in its ``third``."""
    block = _BLOCKS[min(8, level)], fill
    if third is None or not 0 <= third <= 2:
        return block
    line = third * 8 / 3 + 1.3
    if level and abs(level - line) <= 2:
        return block  # as good as equal: the height of the drill goes first
    return _REFERENCE[third], f"$foreground on {fill}" if level > line else "$foreground"


def _row(name: str, left: int, signs: tuple[Sign, ...], width: int, style: str) -> Content:
    """Signs under their columns; two moments in one column stand beside each other."""
    cells = [" "] * width
    for it in signs:
        free = next(
            (place for place in (*range(it.column, width), *range(it.column, -1, -1)) if cells[place] == " "), 0
        )
        cells[free] = it.sign
    line = Content.styled(fit(name, left), MUTED)
    for cell in cells:
        line += Content.styled(cell, ROLES["poor"] if cell == UNTRUE else style)
    return line


def _axis(found: Course) -> str:
    line = ""
    for column, word in found.ticks:
        line = line.ljust(column) + word
    return line
