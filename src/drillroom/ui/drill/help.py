"""One page: what the drill's screen shows, and every key.

It says nothing about the crisis; whoever reads it knows how to act, not what to do.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from drillroom.language import Speech, to_say
from drillroom.ui.text import plain, title

SHOWN = (
    (to_say("Top line"), to_say("Posts an hour, negative share, hot list, complaints, price; minutes late.")),
    (to_say("Feed"), to_say("What people write, and your own words. Enter answers the marked post.")),
    (to_say("Inbox"), to_say("Messages, calls and summons. A call rings only so long.")),
    (to_say("Facts"), to_say("○ not confirmed yet · ● known to you · ✓ told by you · ▲ out without you")),
    (to_say("Team"), to_say("Who is free, what is being done, what waits for whom.")),
    (to_say("Decision"), to_say("It waits for a number, not for ever. The seats advise; you decide.")),
)
KEYS = (
    ("1-9", to_say("answer what waits")),
    ("C", to_say("say how sure you are, before you decide; no mark depends on it")),
    ("F2  a", to_say("act: everything you can do, and who does it")),
    ("F3  w", to_say("write: a statement; legal reads it before it goes out")),
    ("F4-F7", to_say("feed, inbox, facts, team")),
    ("F8  s", to_say("skip ahead to the next thing")),
    ("F9  p", to_say("stop the clock, start it again")),
    ("F10", to_say("leave; everything is saved")),
    ("Ctrl+S", to_say("send what you wrote; Enter is a new line")),
    ("Esc", to_say("back; what you wrote is kept")),
)


class Help(ModalScreen[bool]):
    """Dismissed by any of the keys that close things. ``here``: what the keys do in the pane in front, in words."""

    BINDINGS = [Binding("escape,enter,space,f1,question_mark,f10,ctrl+q", "close", show=False)]
    AUTO_FOCUS = "#page"

    def __init__(self, speech: Speech, here: Sequence[str] = ()) -> None:
        super().__init__()
        self.speech, self._here = speech, here

    def compose(self) -> ComposeResult:
        say = self.speech.say
        with Container(classes="dialog help") as dialog:
            dialog.border_title = title(say("Help"))
            dialog.border_subtitle = title(say("The clock stands · Esc: back"))
            with VerticalScroll(id="page"):
                if self._here:
                    yield Static(plain(say("Here"), "bold $primary"), classes="heading", markup=False)
                    yield Static(plain("\n".join(self._here)), markup=False)
                yield Static(plain(say("What you see"), "bold $primary"), classes="heading", markup=False)
                yield self._table(SHOWN)
                yield Static(plain(say("Keys"), "bold $primary"), classes="heading", markup=False)
                yield self._table([(key, words) for key, words in KEYS])

    def _table(self, lines: Sequence[tuple[str, str]]) -> Container:
        """A name in front of each line."""
        cells: list[Static] = []
        for name, words in lines:
            cells.append(Static(Content.styled(self.speech.say(name), "bold"), classes="term", markup=False))
            cells.append(Static(plain(self.speech.say(words)), classes="meaning", markup=False))
        return Container(*cells, classes="table")

    def action_close(self) -> None:
        """Back to the drill."""
        self.dismiss(True)
