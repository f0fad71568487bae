"""A choice in one line: all there is side by side, or one at a time where they do not fit.

It shows what is chosen and says what somebody wants instead; it changes nothing itself. Only the arrows and a click
choose: whoever types on into it changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import RenderResult
from textual.binding import Binding
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from drillroom.ui.drill.strokes import Part, line
from drillroom.ui.text import crop, fit

MUTED, STRONG, CHOSEN = "$text-muted", "bold", "$accent bold"


class Chips(Widget, can_focus=True):
    """One choice; each is (value, what it is called). Posts ``Chosen``."""

    class Chosen(Message):
        """Something else is wanted. ``part``: which choice it is about."""

        def __init__(self, part: str, value: object) -> None:
            super().__init__()
            self.part, self.value = part, value

    BINDINGS = [
        Binding("right", "step(1)", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("down,enter", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, part: str, label: str, *, column: int) -> None:
        super().__init__(id=part)
        self.part = part
        self._label, self._column = label, column
        self._choices: tuple[tuple[object, str], ...] = ()
        self._chosen: object = None
        self._ends: list[tuple[int, int]] = []

    def show(self, choices: Sequence[tuple[object, str]], chosen: object) -> None:
        """Show these choices, and which of them stands."""
        if (tuple(choices), chosen) != (self._choices, self._chosen):
            self._choices, self._chosen = tuple(choices), chosen
            self.refresh()

    @property
    def chosen(self) -> object:
        """The value that stands."""
        return self._chosen

    @property
    def _place(self) -> int:
        return next((n for n, (value, _) in enumerate(self._choices) if value == self._chosen), 0)

    def render(self) -> RenderResult:
        width, column = self.size.width, min(self._column, self.size.width // 3)
        sign = "▸ " if self.has_focus else "  "
        parts: list[Part] = [(fit(sign + self._label, column), STRONG if self.has_focus else MUTED)]
        room, self._ends = width - column, []
        labels = [crop(label, max(4, room - 12)) for _, label in self._choices]
        if not labels:
            return line(*parts)
        if sum(cell_len(label) + 3 for label in labels) - 1 <= room:  # the last one needs no gap behind it
            for n, label in enumerate(labels):
                is_chosen = n == self._place
                parts.append((f"[{label}] " if is_chosen else f" {label}  ", CHOSEN if is_chosen else MUTED))
                self._ends.append((sum(cell_len(words) for words, _ in parts), n))
        else:
            parts += [("‹ ", MUTED), (labels[self._place], CHOSEN), (" ›", MUTED)]
            parts.append((f"  {self._place + 1}/{len(labels)}", MUTED))
        return line(*parts)

    def action_step(self, by: int) -> None:
        """The next choice, round and round."""
        if self._choices:
            self._want((self._place + by) % len(self._choices))

    def on_click(self, event: Click) -> None:
        event.stop()
        if not self._ends:
            self.action_step(1)
            return
        hit = next((n for end, n in self._ends if event.x < end), None)
        if hit is not None and event.x >= min(self._column, self.size.width // 3):
            self._want(hit)

    def _want(self, number: int) -> None:
        if number != self._place:
            self.post_message(self.Chosen(self.part, self._choices[number][0]))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
