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
from drillroom.ui.drill.keys import Key, Keys, takes
from drillroom.ui.drill.strokes import line
from drillroom.ui.text import crop
from drillroom.views.cautions import Caution

MOST = 3
MOST_IF_LOW = 2
LOW = 30
"""Rows below which a terminal has room for two lines only."""


class Foot(Vertical):
    """Lines of cautions over a bar of keys."""

    def __init__(self, speech: Speech, *, id: str) -> None:
        super().__init__(id=id)
        self._speech = speech
        self._height = 0
        self._lengths: list[list[Key]] = [[]]

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
        self._lengths = [[Key("Enter", say("write it"), "pick"), Key("Esc", say("back"), "drop")]]
        self._show_keys()

    def show_writing(self, *, is_read: bool, is_free: bool, is_at_ticks: bool) -> None:
        """The keys of the page. ``is_read``: somebody signs the words off; ``is_free``: they are one's own already;
        ``is_at_ticks``: what has the focus can be ticked.
        """
        say = self._speech.say
        send = (say("to sign-off"), say("sign-off")) if is_read else (say("publish"),)
        keys: list[tuple[str, str, tuple[str, ...]]] = [("Ctrl+S", "send", (send[0], *send))]
        if is_read:
            keys.append(("F6", "publish", (say("publish without sign-off"), say("unsigned"))))
        keys.append(("F2", "kind", (say("another kind"), say("kind"))))
        if not is_free:
            keys.append(("F4", "open", (say("free text"),)))
        if is_at_ticks:
            keys.append((say("Space"), "tick", (say("tick"),)))
        keys.append(("Tab", "next_field", (say("next field"), say("fields"), say("next"))))
        keys.append(("Esc", "drop", (say("put aside"), say("aside"))))
        self._lengths = [[Key(key, names[min(n, len(names) - 1)], does) for key, does, names in keys] for n in range(3)]
        self._show_keys()

    def _show_keys(self) -> None:
        """The longest labels with which one key stands well apart from the next; else the shortest there are."""
        room = self.app.size.width - 2
        wanted = [(self._lengths[0], "  "), *((keys, " ") for keys in self._lengths[1:])]
        fitting = (keys for keys, gap in wanted if takes(keys, " ", gap) <= room)
        self.query_one(Keys).show(next(fitting, self._lengths[-1]))

    def on_resize(self) -> None:
        self._show_keys()


def _stop(text: str, width: int) -> Content:
    return line(("✗ ", "$error bold"), (crop(text, width), "$error bold"))


def _note(text: str, width: int) -> Content:
    return line(("· ", "$warning"), (crop(text, width), "$text-muted"))
