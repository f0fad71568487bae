"""The library: where one comes in. For a new person it is one thing to press, for others a list.

Its first frame needs nothing from the disk; the shelf is filled in when it has been looked through.
"""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import OptionList, Static

from drillroom.errors import DrillroomError
from drillroom.language import LANGUAGES, Speech, speech
from drillroom.runtime.books import Book
from drillroom.runtime.shelf import Shelf
from drillroom.ui.drill.keys import Key, Keys
from drillroom.ui.text import plain
from drillroom.views.library import First, Row, first_drill, rows

from .catalog import Catalog
from .welcome import FirstDrill, Welcome

_OWN_NAMES = {"en": "English", "zh-Hans": "中文"}
"""Each language by the name its readers know."""


class LibraryScreen(Screen[None]):
    """Posts ``Begin``, ``Resume``, ``Review`` and ``Spoken``; ``face``: ``empty`` | ``welcome`` | ``catalog``."""

    class Begin(Message):
        """A drill of this book is wanted."""

        def __init__(self, book: Book, is_short: bool) -> None:
            super().__init__()
            self.book, self.is_short = book, is_short

    class Resume(Message):
        """The drill whose log lies at ``path`` is to go on."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class Review(Message):
        """The debrief of the finished drill whose log lies at ``path`` is wanted."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class Spoken(Message):
        """The viewer has chosen another language."""

        def __init__(self, lang: str) -> None:
            super().__init__()
            self.lang = lang

    BINDINGS = [
        Binding("f2,l", "speak", show=False),
        Binding("escape", "turn_back", show=False),
        Binding("f10,ctrl+q,q", "leave", show=False, priority=False),
    ]

    face: reactive[str] = reactive("empty")

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self.speech = speech
        self._shelf: Shelf | None = None
        self._first: First | None = None
        self._has_gone = False

    # ------------------------------------------------------------------ what is shown

    def compose(self) -> ComposeResult:
        with Horizontal(id="brand"):
            yield Static(id="name", markup=False)
            yield Static(id="mark", markup=False)
        with Container(id="face"):
            yield Static(id="empty", markup=False)
            yield Welcome(id="welcome")
            yield Catalog(id="catalog")
        yield Static(id="trouble", markup=False)
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self._say()

    def on_screen_resume(self) -> None:
        self._has_gone = False

    def fill(self, shelf: Shelf) -> None:
        """Show this shelf. A person who turned to the list, or was there before, stays at it."""
        self._shelf, self._first = shelf, first_drill(shelf)
        self._has_gone = False
        if self._first is None or self.face != "catalog":
            self.face = "catalog" if self._first is None else "welcome"
        self._say()
        self._trouble(shelf.trouble)
        self._focus()

    def tell(self, error: DrillroomError) -> None:
        """Say why what was wanted cannot be had; one may choose again."""
        self._has_gone = False
        self._trouble(f"{error.message}\n{error.hint}" if error.hint else error.message)

    def _trouble(self, words: str) -> None:
        trouble = self.query_one("#trouble", Static)
        trouble.display = bool(words)
        trouble.update(plain(words[:1_000]))

    def watch_face(self, face: str) -> None:
        """One face at a time."""
        for name in ("empty", "welcome", "catalog"):
            self.query_one(f"#{name}").display = name == face

    def _focus(self) -> None:
        target: type[FirstDrill | OptionList] = FirstDrill if self.face == "welcome" else OptionList
        self.query_one(target).focus()

    def _say(self) -> None:
        """Everything in the language of the moment."""
        say = self.speech.say
        self.query_one("#name", Static).update(plain("drillroom"))
        self.query_one("#mark", Static).update(plain(say("EXERCISE · everything here is made up")))
        self.query_one("#empty", Static).update(plain(say("Looking for scenarios …")))
        if self._first is not None:
            self.query_one(Welcome).show(self._first, self.speech)
        if self._shelf is not None:
            self.query_one(Catalog).show(rows(self._shelf, self.speech), self.speech)
        self._show_keys()

    def _show_keys(self) -> None:
        say = self.speech.say
        keys = [("Enter", say("Start"), "pick")]
        if self.face == "catalog":
            keys.append(("↑↓", say("Choose"), "mark_next"))
        keys += [("F2", _OWN_NAMES[self._other()], "speak"), ("F10", say("Quit"), "leave")]
        self.query_one(Keys).show([Key(*key) for key in keys])

    def _other(self) -> str:
        return next(lang for lang in LANGUAGES if lang != self.speech.lang)

    # ------------------------------------------------------------------ what is done

    @on(Welcome.Begun)
    def _begin_first(self) -> None:
        if self._first is not None and self._first.spine.book is not None:
            self._go(self.Begin(self._first.spine.book, self._first.is_short))

    @on(Welcome.Turned)
    def _turn(self) -> None:
        self.face = "catalog"
        self._show_keys()
        self._focus()

    @on(Catalog.Picked)
    def _pick(self, event: Catalog.Picked) -> None:
        message = self._wanted(event.row)
        if message is not None:
            self._go(message)

    def _wanted(self, row: Row) -> Message | None:
        if row.kind == "begin" and row.spine is not None and row.spine.book is not None:
            return self.Begin(row.spine.book, row.is_short)
        if row.path is None:
            return None
        return self.Resume(row.path) if row.kind == "resume" else self.Review(row.path)

    def _go(self, message: Message) -> None:
        """Ask for it once: a second Enter, before anything has changed on screen, is not meant."""
        if not self._has_gone:
            self._has_gone = True
            self._trouble("")
            self.post_message(message)

    @on(Keys.Pressed)
    async def _press(self, event: Keys.Pressed) -> None:
        await self.run_action(event.does)

    def action_pick(self) -> None:
        """What Enter does, for a click on its name."""
        if self.face == "welcome":
            self.query_one(FirstDrill).action_press()
        elif self.face == "catalog":
            self.query_one(OptionList).action_select()

    def action_mark_next(self) -> None:
        """Mark the next row."""
        self.query_one(OptionList).action_cursor_down()

    def action_speak(self) -> None:
        """Speak the other language from now on."""
        self.speech = speech(self._other())
        self._say()
        self.post_message(self.Spoken(self.speech.lang))

    def action_turn_back(self) -> None:
        """From the list back to the one thing, for somebody who is new."""
        if self._first is not None and self.face == "catalog":
            self.face = "welcome"
            self._show_keys()
            self._focus()

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit(0)
