"""The first minute of somebody who has never been here: one thing to press, and nothing to read before it.

It is focused from the start, so Enter is enough.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from drillroom.language import Speech
from drillroom.ui.text import plain
from drillroom.views.library import First


class FirstDrill(Static, can_focus=True):
    """The one big thing. Posts ``Pressed``."""

    class Pressed(Message):
        """Enter, the space bar or a click."""

    BINDINGS = [Binding("enter,space", "press", show=False)]

    def action_press(self) -> None:
        """Begin."""
        self.post_message(self.Pressed())

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_press()


class Welcome(Vertical):
    """The one big thing, and a quiet line for the rest. Posts ``Begun`` and ``Turned``."""

    class Begun(Message):
        """The first drill is wanted."""

    class Turned(Message):
        """The whole list is wanted instead."""

    BINDINGS = [Binding("down,tab", "turn", show=False)]

    def compose(self) -> ComposeResult:
        yield Static(id="hail", markup=False)
        yield FirstDrill(id="first", markup=False)
        yield Static(id="calm", markup=False)
        yield Static(id="rest", markup=False)

    def show(self, first: First, speech: Speech) -> None:
        """Offer this drill, in this language."""
        say = speech.say
        texts = {
            "hail": say("In a minute your company is in trouble.\nYou lead the crisis team."),
            "first": "▸ " + say("Start your first drill (about {n} minutes)", n=first.minutes),
            "calm": say("Nothing to read first. Leave any time: everything is saved."),
            "rest": say("↓  choose another scenario"),
        }
        for name, words in texts.items():
            self.query_one(f"#{name}", Static).update(plain(words))

    @on(FirstDrill.Pressed)
    def _begin(self, event: FirstDrill.Pressed) -> None:
        event.stop()
        self.post_message(self.Begun())

    def action_turn(self) -> None:
        """Look at the whole list."""
        self.post_message(self.Turned())
