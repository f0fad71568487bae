"""The drill on a terminal's screen: wires library, briefing, drill and debrief together.

It holds no state of a drill. Whatever happens to the terminal, what was acknowledged is in the log.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import App
from textual.binding import Binding
from textual.worker import WorkerFailed

from drillroom.errors import DrillroomError
from drillroom.language import Speech, speech

from .briefing.screen import BriefingScreen
from .library.screen import LibraryScreen
from .look import DRILLROOM
from .terminal import attend

if TYPE_CHECKING:
    from drillroom.runtime.books import Book
    from drillroom.runtime.clock import Clock
    from drillroom.runtime.closing import Closing
    from drillroom.runtime.sitting import Sitting, Wish
    from drillroom.storage.library import Place

STYLES = Path(__file__).parent / "styles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What the app begins with. ``book``: a scenario to play at once; ``sitting``: a drill to go on with at once.

    ``drills``: the folder of logs; ``is_short``: the short form of ``book``.
    """

    wish: Wish
    places: tuple[Place, ...]
    drills: Path
    clock: Clock
    book: Book | None = None
    sitting: Sitting | None = None
    is_short: bool = False
    show_state: bool = False


class DrillroomApp(App[int]):
    """All screens, one after the other."""

    CSS_PATH = sorted(STYLES.glob("*.tcss"))
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+q", "quit", show=False)]

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.title = "drillroom"
        self._start = start
        self._wish = start.wish

    @property
    def speech(self) -> Speech:
        """The viewer's language."""
        return speech(self._wish.language)

    async def on_mount(self) -> None:
        self.register_theme(DRILLROOM)
        self.theme = DRILLROOM.name
        attend(self)
        # A shelf that is looked through faster than the screen is laid out would find no list to go into.
        await self.push_screen(LibraryScreen(self.speech))
        if self._start.sitting is not None:
            self._go(self._play(self._start.sitting))
        elif self._start.book is not None:
            self._go(self._brief(self._start.book, is_short=self._start.is_short))
        else:
            self._go(self._fill_library())

    def action_help_quit(self) -> None:
        """Ctrl+C: what Ctrl+Q does where one is; in a drill that asks first."""
        self.simulate_key("ctrl+q")

    def _go(self, part: Coroutine[Any, Any, None]) -> None:
        self.run_worker(part, group="course", exclusive=False)

    # ------------------------------------------------------------------ the library

    @property
    def library(self) -> LibraryScreen:
        """The screen at the bottom of the stack."""
        return next(screen for screen in self.screen_stack if isinstance(screen, LibraryScreen))

    async def _fill_library(self) -> None:
        from drillroom.runtime.shelf import shelf

        self.library.fill(await asyncio.to_thread(shelf, self._start.places, self._start.drills))

    @on(LibraryScreen.Begin)
    def _begin(self, event: LibraryScreen.Begin) -> None:
        self._go(self._brief(event.book, is_short=event.is_short))

    @on(LibraryScreen.Resume)
    def _resume(self, event: LibraryScreen.Resume) -> None:
        self._go(self._go_on(event.path))

    @on(LibraryScreen.Review)
    def _look_at(self, event: LibraryScreen.Review) -> None:
        self._go(self._review(event.path))

    @on(LibraryScreen.Spoken)
    def _speak(self, event: LibraryScreen.Spoken) -> None:
        self._wish = replace(self._wish, language=event.lang)

    # ------------------------------------------------------------------ briefing, drill, debrief

    async def _brief(self, book: Book, *, is_short: bool) -> None:
        """The boss writes; whoever begins sits down at a new drill."""
        from drillroom.runtime.sitting import begin

        if not await self.push_screen_wait(BriefingScreen(book.scenario, book.rules.vocabulary, self.speech)):
            await self._fill_library()
            return
        start = self._start
        wish = replace(self._wish, is_short=is_short)
        try:
            sitting = await asyncio.to_thread(begin, book, wish, drills=start.drills, clock=start.clock)
        except DrillroomError as error:
            await self._fill_library()
            self.library.tell(error)
            return
        await self._play(sitting)

    async def _go_on(self, path: Path) -> None:
        from drillroom.runtime.sitting import go_on

        try:
            sitting = await asyncio.to_thread(go_on, path, self._wish, clock=self._start.clock)
        except DrillroomError as error:
            self.library.tell(error)
            return
        await self._play(sitting)

    async def _play(self, sitting: Sitting) -> None:
        from drillroom.runtime.closing import Closing

        from .drill.screen import DrillScreen

        # What is loaded by now stays for the whole drill: it is not looked through for garbage while posts pour in.
        gc.collect()
        gc.freeze()
        screen = DrillScreen(sitting, self.speech, show_state=self._start.show_state)
        closing = Closing.of(sitting.journal, sitting.clock)
        try:
            if await self.push_screen_wait(screen):
                await self._look_back(closing)
                return
        finally:
            # The terminal may go at any moment: what is under way is finished, then the log is let go.
            gc.unfreeze()
            screen.table.stop()
            closing.close()
        await self._fill_library()

    async def _review(self, path: Path) -> None:
        """The debrief of a drill that was played some time ago."""
        from drillroom.runtime.closing import Closing

        try:
            closing = await asyncio.to_thread(Closing.open, path, self._start.clock)
        except DrillroomError as error:
            self.library.tell(error)
            return
        await self._look_back(closing)

    async def _look_back(self, closing: Closing) -> None:
        """The debrief; then perhaps the same again."""
        from .debrief.screen import DebriefScreen

        if await self.push_screen_wait(DebriefScreen(closing, self.speech)):
            book, is_short = await asyncio.to_thread(self._same_again, closing)
            if book is not None:
                # A course of its own: this one lets go of its drill, its log and its thread first.
                self._go(self._brief(book, is_short=is_short))
                return
        await self._fill_library()

    def _same_again(self, closing: Closing) -> tuple[Book | None, bool]:
        """(scenario as it stands on the shelf today, whether its short form was played)."""
        from drillroom.runtime.books import read_book
        from drillroom.storage.library import scenarios

        # A name in a log is an id and never a path: only what stands on the shelf is opened.
        header = closing.log.header
        found = next((it for it in scenarios(self._start.places) if it.id == header.scenario.get("id")), None)
        try:
            return (None if found is None else read_book(found)), header.is_short
        except DrillroomError:
            return None, False

    @property
    def fault(self) -> BaseException | None:
        """What ended the screens, where that was not the trainee."""
        return self._exception.error if isinstance(self._exception, WorkerFailed) else self._exception

    def _fatal_error(self) -> None:
        """A fault of ours: the screens close, and whoever ran them tells it. The log holds everything."""
        self._close_messages_no_wait()
