"""What the crisis cost, in two short lists: at the end of the drill, and six months on.

Each list says over itself that it is an estimate; no sign or color makes more of it.
"""

from __future__ import annotations

from textual.content import Content

from drillroom.language import Speech
from drillroom.views.debrief import Estimates

from .prose import MUTED, Prose, column_of, labeled, paragraph


class Costs(Prose):
    """The lists, one below the other."""

    def __init__(self, costs: tuple[Estimates, ...], speech: Speech) -> None:
        super().__init__(speech, speech.say("What it cost"), part="costs")
        self._costs = costs

    def lines(self, width: int) -> list[Content]:
        column = column_of([row.name for it in self._costs for row in it.rows], most=width // 2)
        lines: list[Content] = []
        for it in self._costs:
            lines += [Content("")] if lines else []
            lines += paragraph(it.head, width, MUTED)
            for row in it.rows:
                note = self.speech.say("{name} ({note})", name=row.value, note=row.note) if row.note else row.value
                lines += labeled(row.name, note, width, column=column)
        return lines
