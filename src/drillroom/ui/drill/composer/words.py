"""The whole text to write freely: Enter is a new line, Tab leaves, any length can be pasted.

What is typed and pasted is words: it is cleaned as it comes in and never read as anything else.
"""

from __future__ import annotations

from textual import events, on
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from drillroom.source.clean import clean

MOST_PASTED = 40_000
"""So much of one paste is taken in; more is no statement."""


class Words(TextArea):
    """The text. Posts ``Typed`` and ``Moved``."""

    BINDINGS = [Binding("f7", "select_all", show=False)]

    class Typed(Message):
        """The text is another one now."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.words = text

    class Moved(Message):
        """The cursor is somewhere else."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id=id)
        self.highlight_cursor_line = False

    def show(self, text: str) -> None:
        """Put this text in, the cursor behind it."""
        if text != self.text:
            self.load_text(text)
            self.move_cursor(self.document.end)

    @property
    def before_cursor(self) -> str:
        """What stands before the cursor."""
        return self.get_text_range((0, 0), self.cursor_location)

    @on(TextArea.SelectionChanged)
    def _move(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        self.post_message(self.Moved())

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        put = self.replace(clean(event.text[:MOST_PASTED]), start, end, maintain_selection_offset=False)
        self.move_cursor(put.end_location)

    @on(TextArea.Changed)
    def _tell(self, event: TextArea.Changed) -> None:
        event.stop()
        words = clean(self.text)
        if words != self.text:
            where = self.cursor_location
            self.load_text(words)
            self.move_cursor(where)
        else:
            self.post_message(self.Typed(words))
