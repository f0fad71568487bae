"""A part of the debrief that is lines of words: broken to its width, with a frame that says it is an exercise.

Lines are built for one width and kept until that changes; a part that has the focus is scrolled into view.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from drillroom.language import Speech
from drillroom.ui.text import fit, title, wrap

ROLES = {"good": "$success", "fair": "$warning", "poor": "$error", "none": "$text-muted"}
"""How a mark is colored; beside it always stands the number or the word."""
MUTED, STRONG, KEY = "$text-muted", "bold", "$primary bold"


class Prose(Widget, can_focus=True):
    """Words in lines. A subclass says which, for a width, in ``lines``."""

    def __init__(self, speech: Speech, heading: str, *, part: str) -> None:
        super().__init__(id=part)
        self.speech = speech
        self.border_title = title(heading)
        self.border_subtitle = title(speech.say("EXERCISE"))
        self._kept: tuple[int, list[Content]] = (-1, [])

    def lines(self, width: int) -> list[Content]:
        """The lines for this width, none of them wider."""
        raise NotImplementedError

    def renew(self) -> None:
        """What is shown has changed."""
        self._kept = (-1, [])
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> RenderResult:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._kept[0] != width:
            self._kept = (width, self.lines(max(1, width)))
        return self._kept[1]

    def on_focus(self) -> None:
        self.scroll_visible(top=True, animate=False)


def paragraph(text: str, width: int, style: str = "", *, indent: int = 0, most: int | None = None) -> list[Content]:
    """``text`` in lines of ``width`` cells, all of them moved in."""
    room = max(1, width - indent)
    return [Content.styled(" " * indent + line, style) for line in wrap(text, room, most=most)]


def labeled(
    label: str, words: str, width: int, *, column: int, style: str = "", most: int | None = None
) -> list[Content]:
    """A label in a column of its own, the words beside it; below it where the column takes too much."""
    if column + 1 >= width // 2:
        return [*paragraph(label, width, MUTED), *paragraph(words, width, style, indent=2, most=most)]
    found = wrap(words, width - column, most=most) or [""]
    heads = [Content.styled(fit(label, column), MUTED), *[Content(" " * column)] * (len(found) - 1)]
    return [head + Content.styled(line, style) for head, line in zip(heads, found, strict=True)]


def column_of(labels: Sequence[str], *, most: int) -> int:
    """The width of a column of labels with two blanks behind it."""
    return min(most, max((cell_len(label) for label in labels), default=0) + 2)
