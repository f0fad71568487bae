"""The briefing: a dark screen like a phone, on which a few messages arrive one after the other.

No drill runs yet, so nothing is lost by reading slowly; any key brings the next message at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from drillroom.doctrine.models import Vocabulary
from drillroom.language import Speech
from drillroom.scenario.format import Briefing, Scenario
from drillroom.ui.text import plain
from drillroom.views.names import Names

from .message import Bubble

FIRST, APART = 0.5, 1.3
"""Wall seconds until the first message, and between two."""
_SCROLLS = ("up", "down", "pageup", "pagedown", "home", "end")


class BriefingScreen(Screen[bool]):
    """Dismissed with True to begin, with False to go back."""

    AUTO_FOCUS = ""
    BINDINGS = [Binding("escape,f10", "back", show=False)]

    def __init__(self, scenario: Scenario, vocabulary: Vocabulary, speech: Speech) -> None:
        super().__init__()
        self.speech = speech
        self._names = Names(scenario, vocabulary, speech, is_typed=False)
        self._coming: list[Briefing] = list(scenario.briefing)
        self._last_sender = ""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        company, say = self._names.scenario.company, self.speech.say
        name, does = self.speech.pick(company.name), self.speech.pick(company.does)
        with Vertical(id="phone"):
            yield Static(plain(say("You work at {company}: {does}.", company=name, does=does)), id="you", markup=False)
            with VerticalScroll(id="messages", can_focus=False):
                yield Static(id="writing", markup=False)
            yield Static(id="begin", markup=False)

    def on_mount(self) -> None:
        self.query_one("#begin", Static).display = False
        self._await_next(FIRST)

    @property
    def is_complete(self) -> bool:
        """Have all messages arrived?"""
        return not self._coming

    # ------------------------------------------------------------------ messages

    def _await_next(self, seconds: float) -> None:
        """Somebody is writing, or everything is there."""
        writing = self.query_one("#writing", Static)
        if self._timer is not None:
            self._timer.stop()
        if self.is_complete:
            writing.display = False
            self._offer()
            return
        writing.update(plain("● ● ●"))
        self._timer = self.set_timer(seconds, self._bring)

    async def _bring(self) -> None:
        """The next message arrives."""
        if self.is_complete:
            return
        message = self._coming.pop(0)
        sender = self._sender(message.by)
        bubble = Bubble("" if sender == self._last_sender else sender, self.speech.pick(message.text), self.speech)
        self._last_sender = sender
        messages = self.query_one("#messages", VerticalScroll)
        await messages.mount(bubble, before="#writing")
        self.app.bell()
        self._await_next(APART)
        messages.scroll_end(animate=False)

    def _sender(self, key: str) -> str:
        """Name and role of whoever writes."""
        person = self._names.scenario.people.get(key)
        if person is None:
            return key
        name = self.speech.pick(person.name)
        if not person.role:
            return name
        return self.speech.say("{name}, {role}", name=name, role=self.speech.pick(person.role))

    def _offer(self) -> None:
        begin = self.query_one("#begin", Static)
        begin.display = True
        begin.update(plain(self.speech.say("Everything in it is made up. Press Enter to begin · Esc: back")))

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Enter begins once everything is there; before that, any key brings the next message."""
        if event.key in self._keys_of_the_app():
            return
        if not self.is_complete:
            event.stop()
            await self._bring()
        elif event.key == "enter":
            event.stop()
            self.dismiss(True)
        elif event.key in _SCROLLS:
            event.stop()
            self._scroll(event.key)

    def _keys_of_the_app(self) -> Sequence[str]:
        return [*self._bindings.key_to_bindings, *self.app._bindings.key_to_bindings]

    def _scroll(self, key: str) -> None:
        messages = self.query_one("#messages", VerticalScroll)
        name = {"pageup": "page_up", "pagedown": "page_down"}.get(key, key)
        getattr(messages, f"scroll_{name}")(animate=False)

    async def on_click(self) -> None:
        """A tap on the phone does what Enter does."""
        if self.is_complete:
            self.dismiss(True)
        else:
            await self._bring()

    def action_back(self) -> None:
        """Do not begin."""
        self.dismiss(False)
