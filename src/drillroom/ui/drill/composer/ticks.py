"""What the words tell: facts, claims of theirs or posts to tick, with what is said of each; grey is what cannot be.

It shows rows and says what somebody wants; what may be ticked is decided elsewhere, and typed words tick nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events, on
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from drillroom.language import Speech, to_say
from drillroom.source.clean import clean
from drillroom.ui.drill.strokes import line
from drillroom.ui.text import crop, one_line, plain, wrap
from drillroom.views.draft import FIGURES
from drillroom.views.ticking import Row

MOST_LINES = 3
_OPS: Mapping[str, str] = {
    "is": to_say("as confirmed"),
    "about": to_say("about …"),
    "at_least": to_say("at least …"),
    "unknown": to_say("we do not know yet"),
    "not": "",
}
_MUTED = "$text-muted"


class TickList(Widget, can_focus=True):
    """The rows. Posts ``Turned``, ``Moved`` and ``Figured``."""

    class Turned(Message):
        """The next thing is to be said of a row, or the one before."""

        def __init__(self, key: str, step: int) -> None:
            super().__init__()
            self.key, self.step = key, step

    class Moved(Message):
        """Another row is looked at."""

    class Figured(Message):
        """A figure is being typed at this row."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    BINDINGS = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("right", "turn(1)", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("space", "tick", show=False),
        Binding("enter", "enter", show=False),
    ]

    def __init__(self, speech: Speech, *, id: str) -> None:
        super().__init__(id=id)
        self._speech = speech
        self._rows: tuple[Row, ...] = ()
        self._at = 0
        self._laid: tuple[int, list[tuple[int, Content]]] | None = None

    @property
    def row(self) -> Row | None:
        """The row that is looked at."""
        return self._rows[self._at] if self._at < len(self._rows) else None

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        if tuple(rows) == self._rows:
            return
        here = self.row.key if self.row is not None else None
        self._rows = tuple(rows)
        self._at = next((n for n, row in enumerate(self._rows) if row.key == here), 0)
        if self.row is None or self.row.tick is None:
            self._to_open_row()
        self._anew(layout=True)

    def _to_open_row(self) -> None:
        """From a grey row to the first that can be ticked, if there is one."""
        if self.row is not None and not self.row.ops:
            self._at = next((n for n, row in enumerate(self._rows) if row.ops), self._at)

    # ------------------------------------------------------------------ how it looks

    def _anew(self, *, layout: bool = False) -> None:
        self._laid = None
        self.refresh(layout=layout)

    def _lines(self, width: int) -> list[tuple[int, Content]]:
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, [(n, it) for n, row in enumerate(self._rows) for it in self._row(n, row, width)])
        return self._laid[1]

    def _row(self, n: int, row: Row, width: int) -> list[Content]:
        """A sign, the name and what is said of it; below it the words, indented."""
        is_here, is_on = n == self._at and self.has_focus, row.tick is not None
        sign = "✓" if is_on else " " if row.ops else "–"
        box = f"[{sign}] " if row.ops else f" {sign}  "
        aside = self._aside(row)
        name = crop(row.name, max(4, width - 7))
        tone = "" if row.ops else _MUTED
        head = [
            ("▸ " if is_here else "  ", "$primary bold"),
            (box, "$accent bold" if is_on else tone),
            (name, "bold" if row.ops else _MUTED),
        ]
        used = 6 + Content(name).cell_length
        if aside and width - used > 4:
            head.append(("  " + crop(aside, width - used - 2), "$accent" if is_on else _MUTED))
        below, style = (row.words, tone) if row.words else (row.asks, "$text-muted italic")
        lines = wrap(one_line(below), width - 6, most=MOST_LINES) if below else []
        return [line(*head), *(line(("      ", ""), (it, style)) for it in lines)]

    def _aside(self, row: Row) -> str:
        """What is said of it; else why it is grey, or what is to be known of it."""
        if row.tick is not None and len(row.ops) > 1:
            figure = row.tick.figure.strip() if row.tick.op in FIGURES else ""
            said = self._speech.say(_OPS[row.tick.op])
            return f"‹ {said.replace('…', figure) if figure else said} ›"
        return row.why or row.note

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self._lines(width)))

    def render(self) -> RenderResult:
        if not self._rows:
            return plain(self._speech.say("There is nothing to tick now."), _MUTED)
        return Content("\n").join(it for _, it in self._lines(self.size.width))

    # ------------------------------------------------------------------ keys and clicks

    def action_move(self, by: int) -> None:
        """To the next row that can be ticked; past the last to the next part of the screen."""
        at = self._at + by
        while 0 <= at < len(self._rows) and not self._rows[at].ops:
            at += by
        if not 0 <= at < len(self._rows):
            self.screen.focus_next() if by > 0 else self.screen.focus_previous()
            return
        self._at = at
        self._anew()
        self._to_sight()
        self.post_message(self.Moved())

    def action_turn(self, by: int) -> None:
        """The next thing that may be said of this row."""
        if self.row is not None:
            self.post_message(self.Turned(self.row.key, by))

    def action_tick(self) -> None:
        """Tick the row, or take the tick away."""
        if self.row is None:
            return
        course = len(self.row.ops) + 1
        place = 0 if self.row.tick is None else 1 + self.row.ops.index(self.row.tick.op) if self._is_said else 0
        self.post_message(self.Turned(self.row.key, 1 if place == 0 else course - place))

    @property
    def _is_said(self) -> bool:
        return self.row is not None and self.row.tick is not None and self.row.tick.op in self.row.ops

    def action_enter(self) -> None:
        """Tick the row; where a figure is missing, type it."""
        if self.row is not None and self.row.tick is not None and self.row.tick.op in FIGURES:
            self.post_message(self.Figured(""))
        else:
            self.action_tick()

    def on_key(self, event: events.Key) -> None:
        """A digit at a row that wants a figure begins it."""
        row = self.row
        if row is None or row.tick is None or row.tick.op not in FIGURES:
            return
        if event.character is not None and event.character.isdecimal():
            event.stop()
            self.post_message(self.Figured(event.character))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        lines = self._lines(self.size.width)
        if 0 <= event.y < len(lines):
            self._at = lines[event.y][0]
            self._anew()
            self.post_message(self.Moved())
            self.action_tick()

    def _to_sight(self) -> None:
        """Scroll so that the whole row is seen, and the heading over the first one; grey rows around it as well."""
        near = self._near()
        mine = [y for y, (n, _) in enumerate(self._lines(self.size.width)) if n in near]
        page = next((it for it in self.ancestors if isinstance(it, Widget) and it.allow_vertical_scroll), None)
        if not mine or page is None:
            return
        if len(mine) >= page.scrollable_content_region.height:
            mine = [y for y in mine if self._lines(self.size.width)[y][0] == self._at]
        above = 1 if mine[0] == 0 else 0
        top = self.region.y - page.scrollable_content_region.y + page.scroll_offset.y + mine[0] - above
        page.scroll_to_region(Region(0, top, 1, len(mine) + above), animate=False)

    def _near(self) -> range:
        """The row that is looked at and the grey ones next to it, over which the keys go."""
        first, end = self._at, self._at + 1
        while first > 0 and not self._rows[first - 1].ops:
            first -= 1
        while end < len(self._rows) and not self._rows[end].ops:
            end += 1
        return range(first, end)

    def on_focus(self) -> None:
        self._to_open_row()
        self._anew()
        self.call_after_refresh(self._to_sight)
        self.post_message(self.Moved())

    def on_blur(self) -> None:
        self._anew()


class Ticks(Vertical):
    """The rows, and a line for the figure of the one that is looked at. Posts ``FigureTyped``."""

    class FigureTyped(Message):
        """A figure of one's own for a row."""

        def __init__(self, key: str, figure: str) -> None:
            super().__init__()
            self.key, self.figure = key, figure

    def __init__(self, speech: Speech, *, id: str) -> None:
        super().__init__(id=id)
        self._speech = speech
        self._list = TickList(speech, id="ticklist")
        self._figure_of = ""

    def compose(self) -> ComposeResult:
        yield self._list
        with Horizontal(id="figure"):
            yield Static(plain(""), markup=False, id="figure-of")
            yield Input(
                placeholder=self._speech.say("such as 1,000 or 1.2 million"),
                max_length=40,
                id="figure-typed",
                select_on_focus=False,
            )

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows, and the figure of the one that is looked at."""
        self._list.show(rows)
        row = self._list.row
        wants = row is not None and row.tick is not None and row.tick.op in FIGURES
        self.set_class(wants, "-figure")
        if row is None or row.tick is None or not wants:
            self._figure_of = ""
            return
        said = self._speech.say(_OPS[row.tick.op]).replace("…", "").strip()
        self.query_one("#figure-of", Static).update(plain(f"{crop(row.name, 24)} · {said}"))
        if self._figure_of != row.key:  # from then on what stands there counts: somebody may be typing
            self._figure_of = row.key
            field = self.query_one("#figure-typed", Input)
            with self.prevent(Input.Changed):
                field.value = row.tick.figure

    @on(TickList.Figured)
    def _begin_figure(self, event: TickList.Figured) -> None:
        event.stop()
        field = self.query_one("#figure-typed", Input)
        if self.has_class("-figure"):
            field.focus()
            field.value += event.typed
            field.cursor_position = len(field.value)

    @on(Input.Changed, "#figure-typed")
    def _type_figure(self, event: Input.Changed) -> None:
        event.stop()
        words, row = clean(event.value).replace("\n", " "), self._list.row
        if words != event.value:
            event.input.value = words
        elif row is not None:
            self.post_message(self.FigureTyped(row.key, words))

    @on(Input.Submitted, "#figure-typed")
    def _end_figure(self, event: Input.Submitted) -> None:
        event.stop()
        self._list.focus()
