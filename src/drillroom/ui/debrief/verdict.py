"""The first thing one reads: the rating in words, one sentence, and the numbers small below it.

The total always has both its parts beside it, and a cap shows both numbers.
"""

from __future__ import annotations

from textual.content import Content

from drillroom.language import Speech
from drillroom.ui.text import fit
from drillroom.views.debrief import Front

from .prose import MUTED, ROLES, STRONG, Prose, column_of, labeled, paragraph

_READABLE = 100
"""Cells from which on a line of running text is hard to follow."""


class Verdict(Prose):
    """The front of the debrief. ``best``: how it stands to earlier drills, in words, or nothing."""

    def __init__(self, front: Front, speech: Speech, *, best: str = "") -> None:
        super().__init__(speech, front.title, part="verdict")
        self._front, self._best = front, best

    def lines(self, width: int) -> list[Content]:
        front, room = self._front, min(width, _READABLE)
        color = ROLES.get(front.role, MUTED)
        head = self.speech.say("{letter} · {name}", letter=front.letter, name=front.name)
        lines = [*paragraph(front.facts, width, MUTED), Content(""), *paragraph(head, width, f"{color} bold")]
        lines += [Content(""), *paragraph(front.lead[0], room, STRONG)] if front.lead else []
        for words in front.lead[1:]:
            lines += [Content(""), *paragraph(words, room)]
        lines += [Content(""), *self._numbers(width)]
        for cap in front.caps:
            lines += paragraph(f"▲ {cap}", room, ROLES["fair"])
        if front.rules:
            rules = self.speech.say("; ").join(front.rules)
            lines += paragraph(self.speech.say("Also on record: {rules}.", rules=rules), room, MUTED)
        lines += paragraph(self._best, room, MUTED) if self._best else []
        for warning in front.warnings:
            lines += paragraph(warning, room, MUTED)
        if front.regret:
            label = self.speech.say("You would take back")
            lines += [
                Content(""),
                *labeled(
                    label,
                    self.speech.say("“{text}”", text=front.regret),
                    room,
                    column=column_of([label], most=room // 2),
                    most=3,
                ),
            ]
        return lines

    def _numbers(self, width: int) -> list[Content]:
        numbers = self._front.numbers
        names, values = (
            column_of(texts, most=width // 3) for texts in ([it.name for it in numbers], [it.value for it in numbers])
        )
        rows = []
        for it in numbers:
            row = Content.styled(fit(it.name, names), MUTED) + Content.styled(fit(it.value, values), STRONG)
            note = max(0, width - names - values)
            rows.append(row + Content.styled(fit(it.note, note).rstrip(), MUTED))
        return rows
