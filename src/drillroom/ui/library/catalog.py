"""The list of everything that can be gone on with, played and looked at again; what the marked row is about beside it.

A row is marked by key or mouse and picked by Enter or a click; headings are passed over.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from drillroom.language import Speech
from drillroom.ui.choices import Choices
from drillroom.ui.text import crop, plain, title
from drillroom.views.library import Row

_MOST_ABOUT = 3_000
"""Characters of a paragraph beside the list: no premise is longer."""
_MOST_LINE = 400
"""Characters of a line of the list."""


class Catalog(Container):
    """Rows, and what they are about. Posts ``Picked``."""

    class Picked(Message):
        """A row was picked."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._drawn = 0

    def compose(self) -> ComposeResult:
        yield Choices(id="rows", markup=False)
        with VerticalScroll(id="beside", can_focus=False):
            yield Static(id="about", markup=False)

    def show(self, rows: Sequence[Row], speech: Speech) -> None:
        """Show these rows; the mark stays on its row where there are as many as before."""
        options = self.query_one(OptionList)
        marked = options.highlighted if len(rows) == len(self._rows) else None
        self._rows = tuple(rows)
        options.border_title = title(speech.say("Library"))
        self._draw(marked if marked is not None else self._first())

    def on_resize(self) -> None:
        # The list itself has its new width only when this layout is done.
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Cut the lines to the width there is now."""
        if self._rows and self._width() != self._drawn:
            self._draw(self.query_one(OptionList).highlighted)

    def _width(self) -> int:
        return max(20, self.query_one(OptionList).scrollable_content_region.width)

    def _draw(self, marked: int | None) -> None:
        options, self._drawn = self.query_one(OptionList), self._width()
        options.clear_options()
        options.add_options(Option(_prompt(row, self._drawn), disabled=row.kind == "heading") for row in self._rows)
        options.highlighted = marked
        self._tell_about(marked)

    def _first(self) -> int | None:
        return next((number for number, row in enumerate(self._rows) if row.can_be_picked), None)

    @on(OptionList.OptionHighlighted)
    def _marked(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._tell_about(event.option_index)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self._rows[event.option_index]
        if row.can_be_picked:
            self.post_message(self.Picked(row))

    def _tell_about(self, number: int | None) -> None:
        if number is None or number >= len(self._rows):
            return
        row = self._rows[number]
        about = self.query_one("#about", Static)
        about.update(plain("\n\n".join(words[:_MOST_ABOUT] for words in row.about)))
        self.query_one("#beside").border_title = title(row.title[:_MOST_LINE])


def _prompt(row: Row, width: int) -> Content:
    """A heading, or a title with its dim note below it; one line each."""
    if row.kind == "heading":
        return Content.styled(crop(row.title[:_MOST_LINE], width), "bold $text-muted")
    sign, style = ("✗ ", "$error") if row.kind == "broken" else ("▸ ", "bold")
    words = Content.styled(sign + crop(row.title[:_MOST_LINE], width - 2), style)
    note = f"\n  {crop(row.note[:_MOST_LINE], width - 2)}" if row.note else ""
    return words + Content.styled(note, "$text-muted")
