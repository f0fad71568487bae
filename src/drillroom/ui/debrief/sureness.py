"""How sure the trainee was, and how often that was right; what one was sure of and was wrong about.

Only there where something was declared; no bar and no color makes a mark of it.
"""

from __future__ import annotations

from textual.content import Content

from drillroom.language import Speech
from drillroom.views.debrief import Sure

from .prose import KEY, MUTED, Prose, column_of, labeled, paragraph


class Sureness(Prose):
    """The levels, what they come to, and the surest mistakes."""

    def __init__(self, sure: Sure, speech: Speech) -> None:
        super().__init__(speech, speech.say("How sure you were"), part="sure")
        self._sure = sure

    def lines(self, width: int) -> list[Content]:
        sure = self._sure
        column = column_of([row.name for row in sure.rows], most=width // 2)
        lines = [line for row in sure.rows for line in labeled(row.name, row.value, width, column=column)]
        lines += paragraph(sure.says, width, MUTED)
        if sure.wrong:
            lines += [Content(""), *paragraph(self.speech.say("Sure, and wrong"), width, KEY)]
            column = column_of([at for at, _ in sure.wrong], most=width // 3)
            lines += [line for at, what in sure.wrong for line in labeled(at, what, width, column=column)]
        return lines
