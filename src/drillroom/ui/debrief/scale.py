"""One question answered by a number: 1 to 5 with the number keys, the arrow keys or a click, or not at all.

Nothing is chosen at first, and what was chosen can be taken back.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from drillroom.language import Speech
from drillroom.ui.text import fit
from drillroom.views.rating import LEAST, MOST, Question

from .prose import MUTED, STRONG

_STEP = 4
"""Cells of one number."""


class Scale(Widget, can_focus=True):
    """A question and its five numbers. ``value`` is None until one is chosen."""

    class Answered(Message):
        """A number was chosen, or taken back (None)."""

        def __init__(self, key: str, value: int | None) -> None:
            super().__init__()
            self.key, self.value = key, value

    BINDINGS = [
        *(Binding(str(number), f"choose({number})", show=False) for number in range(LEAST, MOST + 1)),
        Binding("right", "step(1)", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("backspace,delete,0", "choose(0)", show=False),
        Binding("down,enter", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    value: reactive[int | None] = reactive(None)

    def __init__(self, question: Question, speech: Speech, *, column: int) -> None:
        super().__init__(id=f"scale-{question.key}")
        self._question, self._speech, self._column = question, speech, column

    def render(self) -> RenderResult:
        say = self._speech.say
        column = min(self._column, max(8, self.size.width - _STEP * MOST - 8))
        head = fit(("▸ " if self.has_focus else "  ") + self._question.text, column)
        line = Content.styled(head, STRONG if self.has_focus else "")
        for number in range(LEAST, MOST + 1):
            is_chosen = number == self.value
            line += Content.styled(
                f"[{number}] " if is_chosen else f" {number}  ", "$accent bold" if is_chosen else MUTED
            )
        words = say("{n} of {all}", n=self.value, all=MOST) if self.value else say("poor … good")
        return line + Content.styled(words if column + _STEP * MOST + cell_len(words) <= self.size.width else "", MUTED)

    def action_choose(self, number: int) -> None:
        self.value = number or None

    def action_step(self, by: int) -> None:
        start = (LEAST - 1 if by > 0 else MOST + 1) if self.value is None else self.value
        self.value = max(LEAST, min(MOST, start + by))

    def watch_value(self, value: int | None) -> None:
        if self.is_mounted:
            self.post_message(self.Answered(self._question.key, value))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        column = min(self._column, max(8, self.size.width - _STEP * MOST - 8))
        offset = event.get_content_offset(self)
        if offset is not None and offset.x >= column:
            number = (offset.x - column) // _STEP + LEAST
            if number <= MOST:
                self.value = None if number == self.value else number
