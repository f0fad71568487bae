"""A stand for one screen or a few widgets: the app's styles and look, nothing of its course.

It notes every message of ours that comes up to it, and what a screen was dismissed with.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

import drillroom.ui
from drillroom.ui.look import DRILLROOM

STYLES = sorted((Path(drillroom.ui.__file__).parent / "styles").glob("*.tcss"))


class Stand(App[Any]):
    """Shows ``screen()``, or ``widgets`` on an empty one. ``said``: messages of ours; ``answers``: of screens."""

    CSS_PATH = STYLES
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+q", "quit", show=False)]

    def __init__(self, *widgets: Widget, screen: Callable[[], Screen[Any]] | None = None) -> None:
        super().__init__()
        self.title = "drillroom"
        self.animation_level = "none"
        self.said: list[Message] = []
        self.answers: list[Any] = []
        self._widgets, self._screen = widgets, screen

    def compose(self) -> ComposeResult:
        yield from self._widgets

    def on_mount(self) -> None:
        self.register_theme(DRILLROOM)
        self.theme = DRILLROOM.name
        if self._screen is not None:
            self.push_screen(self._screen(), self.answers.append)

    async def _on_message(self, message: Message) -> None:
        if type(message).__module__.startswith("drillroom."):
            self.said.append(message)
        await super()._on_message(message)
