"""The inbox: mail, calls, notices and what the own people report, newest last; what is unread has a sign and is bold.

Opening a row reads it; a telephone that rings is picked up instead. Nothing here is a command by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.events import Focus, Resize
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from drillroom.log.records import Entry
from drillroom.runtime.table import Beat
from drillroom.ui.choices import Choices
from drillroom.ui.text import crop, one_line, title, wrap
from drillroom.views.inbox import Letters, Row
from drillroom.views.palette import Palette

from .message import MessageReader
from .strokes import Part, cropped, line

MOST_LINES = 2
"""Lines of words that a row shows."""
_UNREAD = ("● ", "$accent bold")
_SIGNS: dict[str, Part] = {
    "ringing": ("☎ ", "$success bold"),
    "missed": ("✗ ", "$error"),
    "taken": ("✓ ", "$success"),
    "answered": ("✓ ", "$success"),
}
_ONE_LINERS = ("news", "report")
_EMPTY = "nothing"


class Inbox(Choices):
    """The rows. Posts ``Answered`` for a call that is picked up or a summons that is answered, ``Read`` when one was
    read; the others open.
    """

    class Read(Message):
        """One row less is unread."""

    class Answered(Message):
        """This call is picked up, or this summons answered."""

        def __init__(self, call_id: str) -> None:
            super().__init__()
            self.call_id = call_id

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.letters = Letters(palette)
        self._shown: dict[str, Row] = {}
        self._laid = 0
        self._is_back = False
        """Has the reader gone back to an older row? Forgotten when something comes in while they are elsewhere."""

    def on_mount(self) -> None:
        self.border_subtitle = title(self.palette.speech.say("EXERCISE"))
        self._entitle()

    @property
    def unread(self) -> int:
        """How many rows have not been read."""
        return self.letters.unread

    def help_lines(self) -> list[str]:
        """What its keys do."""
        return [self.palette.speech.say("Up and Down select, Enter opens a message or picks up a call.")]

    def follow(self, beat: Beat, fresh: Sequence[Entry]) -> None:
        """Take in what is new after a beat."""
        if fresh and self.letters.take(fresh):
            self._is_back = self._is_back and self._is_in_use
            self._show()

    def _entitle(self) -> None:
        say = self.palette.speech.say
        count = self.unread
        self.border_title = title(say("Inbox · {n} unread", n=count) if count else say("Inbox"))

    # ------------------------------------------------------------------ showing

    def on_resize(self, event: Resize) -> None:
        if self._width != self._laid:
            self._shown = {}
        self._show()  # also what came in while another pane was in front

    def on_show(self) -> None:
        self._arrive()

    @property
    def _is_in_use(self) -> bool:
        """Has it the focus, also with a message open over it?"""
        return self.is_attached and self.screen.focused is self

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width - 1

    def _show(self) -> None:
        """Add the rows that are new and redraw those that have changed; all of them where the width has changed."""
        self._entitle()
        width = self._width
        if width < 8:
            return  # not in front, it has no room at all; it is shown when it gets some
        is_at_end = not self._is_in_use or (self.is_vertical_scroll_end and not self._is_back)
        if width != self._laid or not self._shown:
            self._rebuild(width)
        else:
            self._add(width)
        if is_at_end:
            self.call_after_refresh(self.scroll_end, animate=False)

    def _rebuild(self, width: int) -> None:
        self._laid = width
        selected = self.highlighted
        rows = self.letters.rows
        self._shown = {row.id: row for row in rows}
        self.clear_options()
        if rows:
            self.add_options([Option(self._prompt(row, width), id=row.id) for row in rows])
            self.highlighted = selected if selected is not None and selected < len(rows) else None
        else:
            self.add_option(Option(Content(self.palette.speech.say("nothing yet")), id=_EMPTY, disabled=True))

    def _add(self, width: int) -> None:
        added = []
        for row in self.letters.rows:
            before = self._shown.get(row.id)
            if before is None:
                added.append(Option(self._prompt(row, width), id=row.id))
            elif before != row:
                self.replace_option_prompt(row.id, self._prompt(row, width))
            self._shown[row.id] = row
        if added:
            self.add_options(added)

    def _prompt(self, row: Row, width: int) -> Content:
        sign = _SIGNS.get(row.state) or (("  ", "") if row.is_read else _UNREAD)
        if row.kind in _ONE_LINERS and row.is_read:
            return line(sign, *self._brief(row, width - 2))
        right: Part = (row.standing or row.where, _SIGNS.get(row.state, ("", "$text-muted"))[1])
        room = width - 2 - cell_len(row.clock) - 2
        right = (crop(right[0], room // 2), right[1])
        who = crop(row.who, room - cell_len(right[0]) - 2)
        gap = max(1, room - cell_len(who) - cell_len(right[0]))
        weight = "" if row.is_read else "bold"
        head = line(sign, (row.clock, "$text-muted"), ("  ", ""), (who, weight or "$secondary"), (" " * gap, ""), right)
        style = "$text-muted" if row.is_read else ""
        mark = self._mark
        first, *others = wrap(self._marked(row), width - 2, most=MOST_LINES) or [""]
        words = [line(("  ", ""), (first[: len(mark)], "$text-muted italic"), (first[len(mark) :], style))]
        words += [line(("  ", ""), (it, style)) for it in others]
        return Content("\n").join([head, *words])

    @property
    def _mark(self) -> str:
        return self.palette.speech.say("EXERCISE")

    def _marked(self, row: Row) -> str:
        """The first words of a message, with the mark that it is an exercise."""
        return f"{self._mark} {one_line(row.head)}"

    def _brief(self, row: Row, width: int) -> list[Part]:
        """What the own people report, in one line."""
        who = f" · {row.who}" if row.kind == "news" and width - cell_len(row.head) > cell_len(row.who) + 14 else ""
        return cropped([(row.clock, "$text-muted"), ("  ", ""), (one_line(row.head + who), "$text-muted")], width)

    # ------------------------------------------------------------------ reading

    def on_focus(self, event: Focus) -> None:
        self._arrive()

    def _arrive(self) -> None:
        """Whoever comes here begins at the newest row, or where they had gone back to."""
        if not self._is_in_use or self._width < 8 or not self._shown:
            return
        if not self._is_back or self.highlighted is None:
            self.highlighted = len(self._shown) - 1
        self._look_at(self.highlighted)

    def action_cursor_up(self) -> None:
        """The row above; none above the first."""
        if self.highlighted is None:
            self.action_last()
        elif self.highlighted > 0:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """The row below; none below the newest."""
        if self.highlighted is None:
            self.action_last()
        elif self.highlighted < self.option_count - 1:
            super().action_cursor_down()

    @on(OptionList.OptionHighlighted)
    def _pass_over(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self._is_in_use and event.option_index == self.highlighted:
            self._is_back = event.option_index < len(self._shown) - 1
            self._look_at(event.option_index)

    def _look_at(self, place: int | None) -> None:
        """A row that shows all there is has been read by whoever selects it."""
        row = None if place is None else self.letters.row(self.get_option_at_index(place).id or "")
        if row is not None and self._fits(row):
            self.read(row.id)

    def _fits(self, row: Row) -> bool:
        if len(row.body) > 1 and row.kind != "news":
            return False
        return len(wrap(self._marked(row), max(1, self._laid - 2), most=MOST_LINES + 1)) <= MOST_LINES

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self.letters.row(event.option_id or "")
        if row is None:
            return
        if row.call is not None and row.is_ringing:
            self.post_message(self.Answered(row.call))
        else:
            self.app.push_screen(MessageReader(self.palette, self.letters, row.id, self.read), self._put_away)

    async def _put_away(self, row_id: str | None) -> None:
        """The reader is closed; whoever wants to act upon a row answers what it asks, or chooses an action."""
        row = None if row_id is None else self.letters.row(row_id)
        if row is not None and row.call is not None:
            self.post_message(self.Answered(row.call))
        elif row_id is not None:
            await self.run_action("screen.act")

    def read(self, row_id: str) -> None:
        """This row has been read."""
        row = self.letters.row(row_id)
        if row is not None and not row.is_read:
            self.letters.read(row_id)
            self._show()
            self.post_message(self.Read())
