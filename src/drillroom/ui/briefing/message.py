"""One message on the phone: who writes, and the words in a bubble that carries the mark of the exercise.

Its words come from a scenario and are never read as markup.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from drillroom.language import Speech
from drillroom.ui.text import one_line, plain, title, wrap

WIDTH = 56
"""Cells of a line in a bubble."""
_MOST_NAME = 200
"""Characters of a name that are worth showing."""


class Bubble(Vertical):
    """``sender`` is left out where the message before came from the same person."""

    def __init__(self, sender: str, words: str, speech: Speech) -> None:
        super().__init__(classes="bubble")
        self._sender, self._words, self._speech = sender, words, speech

    def compose(self) -> ComposeResult:
        if self._sender:
            yield Static(plain(one_line(self._sender[:_MOST_NAME])), classes="sender", markup=False)
        words = Static(plain("\n".join(wrap(self._words, WIDTH))), classes="words", markup=False)
        words.border_subtitle = title(self._speech.say("EXERCISE"))
        yield words
