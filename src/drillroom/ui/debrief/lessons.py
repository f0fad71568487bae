"""What to keep and what to change next time: the marks that were nearly full, and those that cost most.

It repeats no number; those stand in the bars.
"""

from __future__ import annotations

from textual.content import Content

from drillroom.language import Speech
from drillroom.views.debrief import Lesson

from .prose import MUTED, STRONG, Prose, paragraph


class Lessons(Prose):
    """Two short lists."""

    def __init__(self, keep: tuple[Lesson, ...], change: tuple[Lesson, ...], speech: Speech) -> None:
        super().__init__(speech, speech.say("Next time"), part="lessons")
        self._keep, self._change = keep, change

    def lines(self, width: int) -> list[Content]:
        say = self.speech.say
        keep = [
            Lesson(say("{name}: {value}", name=it.name, value=it.why) if it.why else it.name, "") for it in self._keep
        ]
        parts = ((say("To keep"), "+", keep), (say("To change"), "→", self._change))
        lines: list[Content] = []
        for heading, sign, lessons in parts:
            if not lessons:
                continue
            lines += [Content("")] if lines else []
            lines += paragraph(heading, width, MUTED)
            for lesson in lessons:
                lines += paragraph(f"{sign} {lesson.name}", width, STRONG)
                lines += paragraph(lesson.why, width, indent=2, most=4) if lesson.why else []
        return lines or paragraph(say("No mark was nearly full this time."), width, MUTED)
