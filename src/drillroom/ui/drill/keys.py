"""The bar of keys at the bottom: what each key does, in the viewer's words; a click does the same.

It also says which pane is in front, and how much is unread in the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

FORMS = ((" ", "   "), (" ", "  "), (" ", " "), ("", " "), ("", ""))
"""(blanks between a key and its label, and behind it), the roomiest that fits is taken."""


@dataclass(frozen=True, slots=True)
class Key:
    """``does``: the action's name on the screen; ``is_on``: it is in front, or holds; ``count``: unread there."""

    key: str
    label: str
    does: str
    is_on: bool = False
    count: int = 0


def takes(keys: Sequence[Key], inner: str, gap: str) -> int:
    """Cells of these keys with ``inner`` between a key and its label and ``gap`` between two keys."""
    counts = sum(cell_len(f"•{key.count}") for key in keys if key.count)
    return counts + sum(cell_len(key.key + inner + key.label + gap) for key in keys) - (len(gap) if keys else 0)


class Keys(Widget):
    """A row of keys. Posts ``Pressed`` for a click."""

    class Pressed(Message):
        """A key of the bar was clicked."""

        def __init__(self, does: str) -> None:
            super().__init__()
            self.does = does

    COMPONENT_CLASSES = {"keys--key", "keys--label", "keys--on", "keys--count"}

    def __init__(self, keys: Sequence[Key] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys = tuple(keys)
        self._ends: list[tuple[int, str]] = []

    def show(self, keys: Sequence[Key]) -> None:
        """Show these keys."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self.refresh()

    def render(self) -> RenderResult:
        self._ends, column = [], 0
        inner, gap = next((form for form in FORMS if takes(self._keys, *form) <= self.size.width), FORMS[-1])
        parts: list[Content] = []
        for key in self._keys:
            label = Content.styled(key.label, self._style("keys--on" if key.is_on else "keys--label"))
            part = Content.styled(key.key, self._style("keys--key")) + Content(inner) + label
            if key.count:
                part += Content.styled(f"•{key.count}", self._style("keys--count"))
            parts.append(part)
            column += cell_len(part.plain) + len(gap)
            self._ends.append((column, key.does))
        return Content(gap).join(parts)

    def _style(self, part: str) -> str:
        """The component's style as one that content can carry."""
        styles = self.get_component_styles(part)
        words = [styles.color.hex] if styles.has_rule("color") else []
        words += ["bold"] if "bold" in str(styles.text_style) else []
        words += [f"on {styles.background.hex}"] if styles.background.a else []
        return " ".join(words)

    def on_click(self, event: Click) -> None:
        event.stop()
        for end, does in self._ends:
            if event.x < end:
                self.post_message(self.Pressed(does))
                return
