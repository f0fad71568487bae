"""The blanks of a template: one line to type into for each, with its question over it and a free row below it.

Whatever is typed is words: control characters and what could hide or turn words around never stay in a field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import DescendantFocus, Paste
from textual.message import Message
from textual.widgets import Input, Static

from drillroom.source.clean import clean
from drillroom.ui.text import plain

MOST = 1500
"""Characters of one blank."""


@dataclass(frozen=True, slots=True)
class Blank:
    """``usual``: what stands there when nobody types anything."""

    slot: str
    label: str
    usual: str
    typed: str


class Line(Input):
    """One line to type into. A paste of several lines becomes one; what has no room of a paste is left out."""

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        room = MOST - len(self.value) + end - start
        self.replace(" ".join(_cleaned(event.text).split())[: max(0, room)], start, end)


class Field(Vertical):
    """One blank."""

    def __init__(self, blank: Blank) -> None:
        super().__init__(classes="field")
        self.slot, self._blank = blank.slot, blank

    def compose(self) -> ComposeResult:
        yield Static(plain(self._blank.label), markup=False, classes="ask")
        yield Line(self._blank.typed, placeholder=self._blank.usual, max_length=MOST, select_on_focus=False)

    @property
    def typed(self) -> str:
        """What stands in it."""
        return _cleaned(self.query_one(Input).value)

    def hint(self, usual: str) -> None:
        """What would stand there has changed."""
        field = self.query_one(Input)
        if field.placeholder != usual:
            field.placeholder = usual


class Fields(Vertical):
    """All blanks of a template. Posts ``Typed`` and ``Entered``."""

    class Typed(Message):
        """Other words stand in a blank."""

        def __init__(self, slot: str, typed: str) -> None:
            super().__init__()
            self.slot, self.typed = slot, typed

    class Entered(Message):
        """The trainee is in this blank now."""

        def __init__(self, slot: str) -> None:
            super().__init__()
            self.slot = slot

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._slots: tuple[str, tuple[str, ...]] = ("", ())

    async def show(self, template: str, blanks: Sequence[Blank]) -> None:
        """Show these blanks; the fields stay as they are while it is the same template."""
        slots = (template, tuple(blank.slot for blank in blanks))
        if slots != self._slots:
            self._slots = slots
            await self.remove_children()
            await self.mount_all(Field(blank) for blank in blanks)
            return
        for field, blank in zip(self.query(Field), blanks, strict=False):
            field.hint(blank.usual)

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        event.stop()
        words = _cleaned(event.value)
        if words != event.value:
            event.input.value = words
        elif isinstance(event.input.parent, Field):
            self.post_message(self.Typed(event.input.parent.slot, words))

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        if isinstance(event.widget.parent, Field):
            self.post_message(self.Entered(event.widget.parent.slot))


def _cleaned(typed: str) -> str:
    return clean(typed).replace("\n", " ")
