"""The list of actions over everything else: type to filter, arrow keys and Enter to take one.

It is always whole and in one order; taking an action is not yet a command, what it still needs is asked after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from drillroom.log.records import Entry
from drillroom.runtime.table import Beat
from drillroom.ui.choices import Choices
from drillroom.ui.text import crop, title, wrap
from drillroom.views.actions import GROUPS, ActionRow, actions, best, search
from drillroom.views.palette import Palette

from .strokes import Part, cropped, line, size_of

MOST_TYPED = 60
_SIGNS: dict[str, Part] = {
    "free": ("○", "$success"),
    "busy": ("●", "$accent"),
    "away": ("·", "$text-muted"),
    "begun": ("◐", "$text-muted"),
    "done": ("✓", "$text-muted"),
    "none": ("·", "$text-muted"),
}
_GREY = ("begun", "done", "none")
_GRAIN = 60
"""Drill seconds that may go by before the list is made anew."""


class ActionList(ModalScreen[str | None]):
    """Dismissed with the id of an action, or with None."""

    AUTO_FOCUS = "Input"
    BINDINGS = [
        Binding("escape,f2", "leave", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-8)", show=False, priority=True),
        Binding("pagedown", "move(8)", show=False, priority=True),
    ]

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self._now = palette.situation.now
        self._rows = actions(palette, self._now)
        self._found: tuple[ActionRow, ...] = self._rows
        self._laid = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet-card"):
            yield Input(placeholder=self.say("Type a word to filter"), max_length=MOST_TYPED)
            yield Static(" ", classes="free-row")  # for the candidates of an input method
            yield ActionOptions(classes="sheet-list -led")
            yield Static(classes="sheet-foot")

    def on_mount(self) -> None:
        card = self.query_one(".sheet-card")
        card.border_title = title(self.say("What do you do?"))
        card.border_subtitle = title(self.say("EXERCISE"))

    def say(self, msgid: str, **args: object) -> str:
        """Our own words."""
        return self.palette.speech.say(msgid, **args)

    def follow(self, beat: Beat, fresh: Sequence[Entry]) -> None:
        """Take in what is new after a beat: somebody may be free now."""
        if not fresh and beat.now // _GRAIN == self._now // _GRAIN:
            return
        self._now = beat.now
        rows = actions(self.palette, beat.now)
        if rows != self._rows:
            self._rows = rows
            self._show(keep=True)

    # ------------------------------------------------------------------ showing

    def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(self._show, keep=True)

    @property
    def _options(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def selected(self) -> str | None:
        """The id of the action that Enter would take."""
        option = self._options.highlighted_option
        return option.id if option is not None else None

    def _show(self, *, keep: bool = False) -> None:
        """The rows that fit what was typed, under their groups."""
        options, wish = self._options, self.query_one(Input).value
        before = self.selected if keep else None
        self._found = search(self.palette, self._rows, wish)
        width = options.scrollable_content_region.width - 1
        options.clear_options()
        options.add_options(self._lines(max(20, width)))
        place = best(self._found, wish)
        wanted = before or (self._found[place].id if self._found else None)
        ids = [option.id for option in options.options]
        options.highlighted = ids.index(wanted) if wanted in ids else None
        if options.highlighted == 1:
            options.scroll_home(animate=False)
        self._explain()

    def _lines(self, width: int) -> list[Option]:
        """Headings and rows of ``width`` cells."""
        lines: list[Option] = []
        group = ""
        for row in self._found:
            if row.group != group:
                group = row.group
                name = self.say(GROUPS[group])
                heading = f"{name[:1].upper()}{name[1:]} "
                stroke = "─" * max(0, width - cell_len(heading))
                lines.append(Option(line((heading, "$primary bold"), (stroke, "$border")), disabled=True))
            lines.append(Option(self._line(row, width), id=row.id))
        if not lines:
            lines.append(Option(Content(self.say("No action is called that.")), disabled=True))
        return lines

    def _line(self, row: ActionRow, width: int) -> Content:
        """``○ Stop the harm      Tech · 5 min · free``."""
        sign, style = _SIGNS[row.state]
        is_grey = row.state in _GREY
        name = crop(row.name, max(12, width // 2))
        room = width - cell_len(name) - 5
        tail: list[Part] = [(row.standing, "$accent" if row.state == "busy" else "$text-muted")]
        if row.state == "free":
            times = self._times(row)
            tail = [(f"{row.who} · {times} · ", "$text-muted"), (row.standing, style)]
        tail = cropped(tail, max(0, room))
        gap = max(1, width - 3 - cell_len(name) - size_of(tail))
        return line((f" {sign} ", style), (name, "$text-muted" if is_grey else ""), (" " * gap, ""), *tail)

    def _times(self, row: ActionRow) -> str:
        if not row.signoff:
            return row.takes
        signoff = self.say("sign-off {time}", time=row.signoff)
        return signoff if row.takes == self.say("at once") else f"{row.takes} + {signoff}"

    def _explain(self) -> None:
        """Two lines about the selected action."""
        chosen = self.selected
        row = next((it for it in self._found if it.id == chosen), None)
        foot = self.query_one(".sheet-foot", Static)
        width = foot.content_size.width
        if row is None or width < 1:
            foot.update("")
            return
        parts = [self.say("usual words: “{text}”", text=row.says)] if row.says else [row.who, self._times(row)]
        if row.asks and not row.says:
            parts.append(self.say("you will be asked: {questions}", questions=" ".join(row.asks)))
        lines = wrap(" · ".join(part for part in parts if part), width, most=1)
        keys: list[Part] = [("↑↓", "$primary bold"), (f" {self.say('select')}   ", "$text-muted")]
        keys += [("Enter", "$primary bold"), (f" {self.say('take it')}   ", "$text-muted")]
        keys += [("Esc", "$primary bold"), (f" {self.say('close')}", "$text-muted")]
        foot.update(Content("\n").join([*(line((it, "$text-muted")) for it in lines), line(*cropped(keys, width))]))

    # ------------------------------------------------------------------ choosing

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        self._show()

    def action_move(self, by: int) -> None:
        """Select the action so many rows further; headings are passed over."""
        ids = [option.id for option in self._options.options]
        places = [place for place, name in enumerate(ids) if name is not None]
        if not places:
            return
        now = self._options.highlighted
        at = places.index(now) if now in places else 0
        at = min(len(places) - 1, max(0, at + by)) if abs(by) > 1 else (at + by) % len(places)
        self._options.highlighted = places[at]
        if at == 0:
            self._options.scroll_home(animate=False)

    @on(OptionList.OptionHighlighted)
    def _see(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._explain()

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        if self.selected is not None:
            self.dismiss(self.selected)

    @on(OptionList.OptionSelected)
    def _click(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.dismiss(event.option_id)

    def action_leave(self) -> None:
        """Take none."""
        self.dismiss(None)


class ActionOptions(Choices, can_focus=False):
    """The list itself; the keys belong to the filter above it."""
