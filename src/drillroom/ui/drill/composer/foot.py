"""The foot of the composer: what to know before the words go, and what each key does.

What stops the words stands first, with a cross; nothing is left out for want of room without being said in short.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from drillroom.language import Speech
from drillroom.ui.drill.keys import Key, Keys
from drillroom.ui.drill.strokes import line
from drillroom.ui.text import crop
from drillroom.views.cautions import Caution

MOST = 3
MOST_IF_LOW = 2
LOW = 30
"""Rows below which a terminal has room for two lines only."""
SHORT_BELOW = 100
"""Cells below which the keys have short names."""


class Foot(Vertical):
    """Lines of cautions over a bar of keys."""

    def __init__(self, speech: Speech, *, id: str) -> None:
        super().__init__(id=id)
        self._speech = speech
        self._height = 0

    def compose(self) -> ComposeResult:
        yield Static("", id="cautions", markup=False)
        yield Keys(id="keys")

    def show(self, cautions: Sequence[Caution]) -> None:
        """One line each; those for which there is no room share the last."""
        width = max(20, self.app.size.width - 4)
        most = MOST if self.app.size.height >= LOW else MOST_IF_LOW
        alone = cautions if len(cautions) <= most else cautions[: most - 1]
        lines = [_stop(it.text, width) if it.stops else _note(it.text, width) for it in alone]
        rest = cautions[len(alone) :]
        if rest:
            lines.append(_note("  ".join(it.text for it in rest), width))
        lines += [Content("")] * (most - len(lines))
        self.query_one("#cautions", Static).update(Content("\n").join(lines), layout=len(lines) != self._height)
        self._height = len(lines)

    def show_choosing(self) -> None:
        """The keys of the first step."""
        say = self._speech.say
        self.query_one(Keys).show([_key("Enter", say("write it"), "pick"), _key("Esc", say("back"), "drop")])

    def show_writing(self, *, is_read: bool, is_free: bool) -> None:
        """The keys of the page. ``is_read``: somebody signs the words off; ``is_free``: they are one's own already."""
        say, is_short = self._speech.say, self.app.size.width < SHORT_BELOW
        keys = [_key("Ctrl+S", say("to sign-off") if is_read else say("publish"), "send")]
        if is_read:
            keys.append(_key("F6", say("unsigned") if is_short else say("publish without sign-off"), "publish"))
        keys.append(_key("F2", say("kind") if is_short else say("another kind"), "kind"))
        if not is_free:
            keys.append(_key("F4", say("free text"), "open"))
        keys.append(_key("Tab", say("fields") if is_short else say("next field"), "next_field"))
        keys.append(_key("Esc", say("aside") if is_short else say("put aside"), "drop"))
        self.query_one(Keys).show(keys)


def _stop(text: str, width: int) -> Content:
    return line(("✗ ", "$error bold"), (crop(text, width), "$error bold"))


def _note(text: str, width: int) -> Content:
    return line(("· ", "$warning"), (crop(text, width), "$text-muted"))


def _key(key: str, label: str, does: str) -> Key:
    return Key(key, label, does)
