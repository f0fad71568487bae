"""Asks once more before something that stays on record.

Without an answer nothing is done.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from drillroom.ui.drill.keys import Key, Keys
from drillroom.ui.text import plain, title


class Confirm(ModalScreen[bool]):
    """Dismissed with True for yes. ``again``: the key that asked, which also says yes."""

    BINDINGS = [Binding("enter,y", "agree", show=False), Binding("escape,n", "refuse", show=False)]

    def __init__(self, question: str, text: str, *, yes: str, no: str, again: str = "") -> None:
        super().__init__()
        self._question, self._text, self._yes, self._no = question, text, yes, no
        if again:
            self._bindings.bind(again, "agree", show=False)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = title(self._question)
            yield Static(plain(self._text), markup=False)
            yield Keys([Key("Enter", self._yes, "agree"), Key("Esc", self._no, "refuse")])

    @on(Keys.Pressed)
    async def _press(self, event: Keys.Pressed) -> None:
        event.stop()
        await self.run_action(event.does)

    def action_agree(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_refuse(self) -> None:
        """Go on writing."""
        self.dismiss(False)
