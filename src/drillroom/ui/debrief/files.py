"""Where the written debrief and the log lie, what went wrong on the way, and what a score is for.

Paths are shown whole, however long, so that they can be copied.
"""

from __future__ import annotations

from pathlib import Path

from textual.content import Content

from drillroom.errors import DrillroomError
from drillroom.language import Speech

from .prose import MUTED, ROLES, Prose, column_of, labeled, paragraph


class Files(Prose):
    """The foot of the debrief."""

    def __init__(
        self, log: Path, page: Path | None, troubles: tuple[DrillroomError, ...], use: str, speech: Speech
    ) -> None:
        super().__init__(speech, speech.say("Files"), part="files")
        self._rows = [(speech.say("Report"), page), (speech.say("Log"), log)]
        self._troubles, self._use = troubles, use

    def lines(self, width: int) -> list[Content]:
        column = column_of([label for label, _ in self._rows], most=width // 3)
        lines: list[Content] = []
        for label, path in self._rows:
            lines += labeled(label, str(path), width, column=column) if path is not None else []
        for trouble in self._troubles:
            lines += paragraph(f"▲ {trouble.message}", width, ROLES["fair"])
            lines += paragraph(trouble.hint, width, MUTED, indent=2) if trouble.hint else []
        return [*lines, Content(""), *paragraph(self._use, width, MUTED)]
