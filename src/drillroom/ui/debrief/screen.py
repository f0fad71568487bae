"""The end of a drill on screen: first the trainee's own view, then the verdict and what it rests on.

No score is computed, let alone shown, before the trainee has answered or passed; what fails is said, and the log stays.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from drillroom.errors import DrillroomError
from drillroom.language import Speech
from drillroom.runtime.closing import Closing, Ended
from drillroom.ui.drill.keys import Key, Keys
from drillroom.ui.text import plain
from drillroom.views.debrief import tell
from drillroom.views.rating import OwnRating, sentences

from .bars import Bars
from .browse import browse
from .costs import Costs
from .files import Files
from .lessons import Lessons
from .moments import Moments
from .rating import Rating
from .sureness import Sureness
from .timeline import Timeline
from .verdict import Verdict


class DebriefScreen(Screen[bool]):
    """The debrief of one drill. Dismissed with True to play it again, with False to go back.

    ``open_page`` shows a file in a browser and tells whether it could.
    """

    BINDINGS = [
        Binding("f2,a", "again", show=False),
        Binding("f5,o", "open", show=False),
        Binding("f10,escape", "leave", show=False),
        Binding("left,p", "turn(-1)", show=False),
        Binding("right,n", "turn(1)", show=False),
        *(Binding(str(number), f"card({number})", show=False) for number in (1, 2, 3)),
        Binding("up,k", "page('up')", show=False),
        Binding("down,j", "page('down')", show=False),
        Binding("pageup", "page('page_up')", show=False),
        Binding("pagedown,space", "page('page_down')", show=False),
        Binding("home", "page('home')", show=False),
        Binding("end", "page('end')", show=False),
    ]

    def __init__(self, closing: Closing, speech: Speech, *, open_page: Callable[[Path], bool] = browse) -> None:
        super().__init__()
        self._drill, self.speech, self._open_page = closing, speech, open_page
        self._given: asyncio.Queue[OwnRating] = asyncio.Queue()
        self._seconds = 0
        self._is_troubled = False
        self.ended: Ended | None = None

    def compose(self) -> ComposeResult:
        yield Static(plain(self.speech.say("EXERCISE · FICTIONAL CONTENT")), id="mark")
        yield Container(id="front")
        yield VerticalScroll(id="page", can_focus=False)
        yield Static("", id="state")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self._show_keys()
        self.run_worker(self._run(), group="debrief")

    # ------------------------------------------------------------------ the course of it

    async def _run(self) -> None:
        try:
            ended = await self._close()
        except DrillroomError as error:
            self._say(error)
            self._show_keys()
        else:
            await self._show(ended)

    async def _close(self) -> Ended:
        """Ask while the baselines are measured, then score."""
        asks = await asyncio.to_thread(lambda: self._drill.asks)
        measured = asyncio.create_task(asyncio.to_thread(self._drill.measure))
        ticking = self.set_interval(1.0, self._tick)
        self._tick()
        try:
            if asks:
                await self._ask()
            await measured
        finally:
            # A measurement that fails while nobody waits for it any more is of no interest.
            measured.add_done_callback(lambda task: task.cancelled() or task.exception())
            ticking.stop()
        self._state("")
        return await asyncio.to_thread(self._drill.conclude, self.speech)

    async def _ask(self) -> None:
        """The questions, until their answers are safe on disk."""
        closing = self._drill
        log, words = closing.log, await asyncio.to_thread(lambda: closing.words)
        said = sentences(log.header, log.entries, words, self.speech)
        form = Rating(said, self.speech, heading=self.speech.pick(log.header.scenario.get("title") or {}))
        await self.query_one("#front").mount(form)
        self._show_keys()
        while True:
            rating = await self._given.get()
            self._is_troubled = False
            try:
                await asyncio.to_thread(closing.rate, rating.ratings, rating.regret)
            except DrillroomError as error:
                self._say(error)
            else:
                break
        await form.remove()
        self._show_keys()

    def _tick(self) -> None:
        """Say what is being measured, and for how long; an error that was said stays."""
        if self._is_troubled:
            return
        said = self.speech.say("Playing the same crisis without anybody, and by the reference, to compare yours with …")
        seconds, self._seconds = self._seconds, self._seconds + 1
        self._state(f"{said} {self.speech.say('{n} s', n=seconds)}" if seconds else said)

    async def _show(self, ended: Ended) -> None:
        self.ended, speech = ended, self.speech
        told = tell(ended.debrief, speech)
        page = self.query_one("#page", VerticalScroll)
        cards = Moments(told.moments, speech)
        await page.mount(
            Verdict(told.front, speech, best=self._standing(ended)),
            Horizontal(
                Vertical(Bars(told.bars, speech), Lessons(told.keep, told.change, speech), id="marks"),
                cards,
                id="middle",
            ),
            Timeline(ended.debrief, speech),
            *([Costs(told.costs, speech)] if told.costs else []),
            *([Sureness(told.sure, speech)] if told.sure else []),
            Files(self._drill.path, ended.page, ended.troubles, told.front.use, speech),
        )
        self.add_class("-told")
        self._show_keys()

    def _standing(self, ended: Ended) -> str:
        """How this drill stands to the best one before it."""
        say, result, earlier = self.speech.say, ended.result, ended.earlier
        if result is None or result.total is None or earlier is None or earlier.total is None:
            return ""
        if result.total > earlier.total:
            return say("Your best so far; before this it was {n}.", n=f"{earlier.total:.0f}")
        return say("Your best so far is {n}.", n=f"{earlier.total:.0f}")

    # ------------------------------------------------------------------ saying things

    def _state(self, words: str) -> None:
        state = self.query_one("#state", Static)
        state.display = bool(words)
        state.update(plain(words))

    def _say(self, error: DrillroomError) -> None:
        self._is_troubled = True
        lines = [error.message, error.hint, self.speech.say("Log: {path}", path=self._drill.path)]
        self._state("\n".join(line for line in lines if line))

    def _show_keys(self) -> None:
        say = self.speech.say
        if self.ended is not None:
            keys = [
                Key("F5", say("Report"), "open"),
                Key("F2", say("Play again"), "again"),
                Key("Tab", say("Next part"), "app.focus_next"),
                Key("◂▸", say("Moments"), "turn(1)"),
            ]
        elif self.query(Rating):
            keys = [
                Key("1–5", say("Rate"), ""),
                Key("Tab", say("Next"), "app.focus_next"),
                Key("Ctrl+S", say("Continue"), "give"),
            ]
        else:
            keys = []
        self.query_one(Keys).show([*keys, Key("Esc", say("Library"), "leave")])

    # ------------------------------------------------------------------ hearing

    @on(Rating.Given)
    def _take(self, event: Rating.Given) -> None:
        event.stop()
        self._given.put_nowait(event.rating)

    @on(Keys.Pressed)
    async def _press(self, event: Keys.Pressed) -> None:
        event.stop()
        if event.does == "give":
            self.query_one(Rating).action_give()
        elif event.does:
            await self.run_action(event.does)

    def action_turn(self, by: int) -> None:
        """Another of the moments."""
        for cards in self.query(Moments):
            cards.turn(by)
            cards.focus()

    def action_card(self, number: int) -> None:
        """The moment with this number."""
        for cards in self.query(Moments):
            cards.shown = number - 1
            cards.focus()

    def action_page(self, way: str) -> None:
        """Scroll the debrief."""
        page = self.query_one("#page", VerticalScroll)
        getattr(page, f"scroll_{way}")(animate=False)

    async def action_again(self) -> None:
        """Leave, to play the same again."""
        if self.ended is not None:
            await self._leave(again=True)

    async def action_leave(self) -> None:
        """Back to the library; what was not measured yet is measured when this log is opened again."""
        await self._leave(again=False)

    async def _leave(self, *, again: bool) -> None:
        await asyncio.to_thread(self._drill.close)
        self.dismiss(again)

    def action_open(self) -> None:
        """The HTML debrief in a browser."""
        if self.ended is not None and self.ended.page is not None:
            self.run_worker(self._browse(self.ended.page), group="browser", exclusive=True)

    async def _browse(self, page: Path) -> None:
        say = self.speech.say
        self._state(say("Opening the report …"))
        is_open = await asyncio.to_thread(self._open_page, page)
        self._state(
            say("The report is open in your browser: {path}", path=page)
            if is_open
            else say("No browser could be opened. The report is here: {path}", path=page)
        )
