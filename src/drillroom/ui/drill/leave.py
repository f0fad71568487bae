"""Asks before one leaves a drill.

Leaving loses nothing, and the question says so; without an answer one stays.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from drillroom.language import Speech
from drillroom.ui.text import plain, title

from .keys import Key, Keys


class Leave(ModalScreen[bool]):
    """Dismissed with True to leave, with False to stay."""

    BINDINGS = [
        Binding("enter,y", "leave", show=False),
        Binding("escape,f10,ctrl+q,n", "stay", show=False),
    ]

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self.speech = speech

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = title(self.speech.say("Leave the drill?"))
            yield Static(plain(self.speech.say("Everything so far is saved; go on any time.")), markup=False)
            yield Keys(
                [
                    Key("Enter", self.speech.say("Leave"), "leave"),
                    Key("Esc", self.speech.say("Stay"), "stay"),
                ]
            )

    @on(Keys.Pressed)
    async def _press(self, event: Keys.Pressed) -> None:
        event.stop()
        await self.run_action(event.does)

    def action_leave(self) -> None:
        """Leave; the drill can be gone on with."""
        self.dismiss(True)

    def action_stay(self) -> None:
        """Go on playing."""
        self.dismiss(False)
