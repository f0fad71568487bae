"""The end of an exercise: says so, and waits until somebody has seen it.

Whatever was being typed goes nowhere: only Enter, and only after a breath, goes on.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from drillroom.language import Speech
from drillroom.ui.text import plain, title

from .keys import Key, Keys

BREATH = 1.0
"""Wall seconds in which no key goes on: it was meant for something else."""


class Ended(ModalScreen[bool]):
    """Dismissed with True by Enter."""

    BINDINGS = [Binding("enter,space", "go_on", show=False)]

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self.speech = speech
        self._is_calm = False

    def compose(self) -> ComposeResult:
        say = self.speech.say
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = title(say("END OF THE EXERCISE"))
            dialog.border_subtitle = title(say("EXERCISE"))
            yield Static(plain(say("Nothing more will happen. Take a breath; then say how you found it yourself.")))
            yield Keys([Key("Enter", say("to the debrief"), "go_on")])

    def on_mount(self) -> None:
        self.set_timer(BREATH, self.calm_down)

    def calm_down(self) -> None:
        """From now on a key is meant."""
        self._is_calm = True

    def action_go_on(self) -> None:
        """To the debrief."""
        if self._is_calm:
            self.dismiss(True)

    def on_keys_pressed(self, event: Keys.Pressed) -> None:
        event.stop()
        self.action_go_on()
