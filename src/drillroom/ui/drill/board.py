"""The ground of every board: a titled pane that scrolls and shows one view-model in lines.

It lays its lines out anew only when they would read differently, or when it has another width.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual.app import ComposeResult, RenderResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from drillroom.log.records import Entry
from drillroom.runtime.table import Beat
from drillroom.ui.text import title
from drillroom.views.palette import Palette

_GRAIN = 10
"""Drill seconds that may go by before a time that runs is shown anew."""
View = TypeVar("View")


class Sheet(Widget):
    """As many lines as ``lay_out`` makes at the width there is."""

    def __init__(self, lay_out: Callable[[int], list[Content]]) -> None:
        super().__init__(classes="sheet")
        self._lay_out = lay_out
        self._laid: tuple[int, Content, int] | None = None

    def anew(self) -> None:
        """What is to be shown has changed."""
        before = self._laid
        if before is None:
            return
        self._laid = None
        _, content, height = self._at(before[0])
        if content.plain != before[1].plain:
            self.refresh(layout=height != before[2])

    @property
    def words(self) -> str:
        """Everything that stands on it."""
        return self._at(self.content_size.width)[1].plain

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._at(width)[2]

    def render(self) -> RenderResult:
        return self._at(self.content_size.width)[1]

    def _at(self, width: int) -> tuple[int, Content, int]:
        """(width, the lines, how many) at this width."""
        if self._laid is None or self._laid[0] != width:
            lines = self._lay_out(width) if width > 0 else []
            self._laid = (width, Content("\n").join(lines), max(1, len(lines)))
        return self._laid


class Board(VerticalScroll, Generic[View]):
    """A pane with ``heading`` in its border. Kinds of board say what they ``look`` at and how it reads in ``lines``."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.add_class("board")
        self.palette = palette
        self.border_title = title(self.heading())
        self.border_subtitle = title(palette.speech.say("EXERCISE"))
        self._looked_at = palette.situation.now
        self._view = self.look(self._looked_at)
        self._sheet = Sheet(lambda width: self.lines(self._view, width))

    def heading(self) -> str:
        """What the board is called."""
        raise NotImplementedError

    def look(self, now: int) -> View:
        """What there is to show at drill second ``now``."""
        raise NotImplementedError

    def lines(self, view: View, width: int) -> list[Content]:
        """The view in lines of at most ``width`` cells."""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """Everything that stands on the board, also what is scrolled out of sight."""
        return self._sheet.words

    def compose(self) -> ComposeResult:
        yield self._sheet

    def help_lines(self) -> list[str]:
        """What its keys do."""
        return [self.palette.speech.say("↑ ↓ PgUp PgDn: read on")]

    def follow(self, beat: Beat, fresh: Sequence[Entry]) -> None:
        """Take in what is new after a beat; ``fresh`` has been applied to the situation already."""
        if not fresh and beat.now // _GRAIN == self._looked_at // _GRAIN:
            return
        self._looked_at = beat.now
        view = self.look(beat.now)
        if view != self._view:
            self._view = view
            self._sheet.anew()
