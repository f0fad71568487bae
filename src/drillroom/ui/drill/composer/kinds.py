"""The first step: which kind of statement, with what each of them tells and when it was last said.

A draft that was put aside comes first.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from drillroom.ui.choices import Choices
from drillroom.ui.drill.strokes import line
from drillroom.ui.text import crop, fit, one_line, plain, title
from drillroom.views.draft import Draft
from drillroom.views.drafting import Kind
from drillroom.views.palette import Palette

KEPT = ""
"""Stands for the draft that was put aside."""


class Kinds(Vertical):
    """The list. Posts ``Chosen``."""

    class Chosen(Message):
        """This kind it shall be; empty: the draft that was put aside."""

        def __init__(self, do: str) -> None:
            super().__init__()
            self.do = do

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self._palette = palette
        self._dos: list[str] = []
        self._kinds: dict[str, Kind] = {}
        self.border_title = title(palette.speech.say("What do you want to say?"))
        self.border_subtitle = title(palette.speech.say("EXERCISE"))

    def compose(self) -> ComposeResult:
        yield Choices(id="kindlist")
        yield Static("", id="kind-about", markup=False)

    def show(self, kinds: tuple[Kind, ...], kept: Draft | None, words: str, current: str | None) -> None:
        """Show these kinds; ``kept`` and its ``words`` go first."""
        width, options = max(40, self.app.size.width - 8), self.query_one(OptionList)
        self._kinds = {kind.do: kind for kind in kinds}
        self._dos = [*([KEPT] if kept is not None else []), *self._kinds]
        options.clear_options()
        if kept is not None:
            options.add_option(Option(self._kept(kept, words, width)))
        options.add_options(Option(_kind(kind, width)) for kind in kinds)
        options.highlighted = self._dos.index(current) if current in self._dos else 0
        options.focus()

    @on(OptionList.OptionHighlighted)
    def _look(self, event: OptionList.OptionHighlighted) -> None:
        """Say more about the one that is looked at."""
        event.stop()
        kind = self._kinds.get(self._dos[event.option_index])
        parts = [kind.tells, kind.way, kind.said] if kind is not None else []
        about = " · ".join(part for part in parts if part)
        self.query_one("#kind-about", Static).update(plain(about))

    def _kept(self, kept: Draft, words: str, width: int) -> Content:
        say, name = self._palette.speech.say, self._palette.names.action(kept.do)
        head = say("Go on with your draft: {kind}", kind=name)
        return line(
            (crop(head, width), "$accent bold"), ("\n  ", ""), (crop(one_line(words), width - 2), "$text-muted")
        )

    def pick(self) -> None:
        """Take what is highlighted."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self._dos[event.option_index]))


def _kind(kind: Kind, width: int) -> Content:
    column = min(30, width // 2)
    sign = ("✓ ", "$success") if kind.said else ("  ", "")
    words = crop(one_line(kind.words), width - column - 6)
    return line(sign, (fit(kind.name, column), "bold"), ("  ", ""), (words, "$text-muted"))
