"""One line that answers: what was just done, or why it was refused.

It never takes the focus and goes by itself; whatever it says has also happened, or has not, in the log.
"""

from __future__ import annotations

from textual.app import RenderResult
from textual.reactive import reactive
from textual.widget import Widget

from drillroom.ui.text import crop, plain

STAYS = 9.0
"""Wall seconds a line stays."""


class Notice(Widget):
    """``say`` shows a line; ``kind``: ``done`` | ``no`` | ``note``."""

    line: reactive[str] = reactive("")

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._kind = "note"
        self._said = 0

    def say(self, text: str, kind: str = "note") -> None:
        """Show ``text`` until something else is said, or for a while."""
        self._kind, self.line = kind, text
        self.set_class(kind == "no", "-no")
        self.set_class(kind == "done", "-done")
        self._said += 1
        self.set_timer(STAYS, lambda said=self._said: self._forget(said))

    def _forget(self, said: int) -> None:
        if said == self._said:
            self.line = ""

    def render(self) -> RenderResult:
        sign = {"done": "✓ ", "no": "✗ "}.get(self._kind, "")
        return plain(crop(sign + self.line, self.size.width) if self.line else "")
