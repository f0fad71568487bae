"""One message of the inbox as a whole, with what one can do about it, over everything else.

Reading changes nothing but that it was read.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from drillroom.language import to_say
from drillroom.ui.text import plain, title
from drillroom.views.inbox import Letters, Row
from drillroom.views.palette import Palette

from .strokes import Part, line

_KINDS = {
    "brief": to_say("Message"),
    "mail": to_say("Message"),
    "call": to_say("Call"),
    "summons": to_say("Summons"),
    "legal": to_say("Legal deadline"),
    "signal": to_say("Signal"),
    "report": to_say("Situation report"),
    "news": to_say("From the team"),
}


class MessageReader(ModalScreen[str | None]):
    """Reads the row ``row_id``; Left and Right go through the others. ``read`` is told of each row that is shown.

    Dismissed with the id of the row by whoever wants to act upon it.
    """

    AUTO_FOCUS = ".sheet-words"
    BINDINGS = [
        Binding("escape,enter,f5", "close", show=False, priority=True),
        Binding("f2,a", "act", show=False),
        Binding("left,p", "step(-1)", show=False),
        Binding("right,n", "step(1)", show=False),
    ]

    def __init__(self, palette: Palette, letters: Letters, row_id: str, read: Callable[[str], None]) -> None:
        super().__init__()
        self.palette, self.row_id = palette, row_id
        self._letters, self._read = letters, read

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet-card"):
            yield Static(id="reader-head")
            with VerticalScroll(classes="sheet-words"):
                yield Static(id="reader-text", classes="sheet-text")
            yield Static(id="reader-foot", classes="sheet-foot")

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        row = self._letters.row(self.row_id)
        if row is None:
            return
        say = self.palette.speech.say
        card = self.query_one(".sheet-card")
        card.border_title = title(say(_KINDS[row.kind]))
        card.border_subtitle = title(say("EXERCISE"))
        self.query_one("#reader-head", Static).update(self._head(row))
        self.query_one("#reader-text", Static).update(plain("\n\n".join(row.body)))
        self.query_one("#reader-foot", Static).update(self._foot(row))
        self.query_one(".sheet-words").scroll_home(animate=False)
        self._read(row.id)

    def _head(self, row: Row) -> Content:
        where = [row.when, *([row.where] if row.where else []), *([row.standing] if row.standing else [])]
        return Content("\n").join([plain(row.who, "bold"), plain(" · ".join(where), "$text-muted"), Content(" ")])

    def _foot(self, row: Row) -> Content:
        say, names = self.palette.speech.say, self.palette.names
        keys: list[Part] = [("Esc", "$primary bold"), (f" {say('close')}   ", "$text-muted")]
        keys += [("← →", "$primary bold"), (f" {say('other messages')}", "$text-muted")]
        lines = [Content(" ")]
        if row.kind == "summons" and row.call is not None:
            lines.append(line(("F2", "$primary bold"), (f" {say('answer its questions')}", "")))
        elif row.do:
            todo = say(", ").join(names.action(do) for do in row.do)
            lines.append(line(("F2", "$primary bold"), (f" {todo}", "")))
        return Content("\n").join([*lines, line(*keys)])

    def action_step(self, by: int) -> None:
        """Show the message before or behind this one."""
        ids = [row.id for row in self._letters.rows]
        place = ids.index(self.row_id) + by if self.row_id in ids else 0
        if 0 <= place < len(ids):
            self.row_id = ids[place]
            self._show()

    def action_close(self) -> None:
        """Put it away."""
        self.dismiss(None)

    def action_act(self) -> None:
        """Put it away and act."""
        self.dismiss(self.row_id)
