"""Sits a trainee made of a plan at the shipped crisis, and shows what stands on the screen at a moment of it.

Nothing waits and nothing is drawn by chance: one seed, a clock that passes when told to, one trainee.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from drillroom.language import speech
from drillroom.log import records as r
from drillroom.log.records import Entry
from drillroom.runtime.books import read_book
from drillroom.runtime.clock import StillClock
from drillroom.runtime.closing import Closing
from drillroom.runtime.sitting import Sitting, Wish, begin
from drillroom.storage.library import Found
from drillroom.ui.debrief.screen import DebriefScreen
from drillroom.ui.drill.screen import DrillScreen

ROOT = Path(__file__).resolve().parent.parent
SEED = 1
SIZE = (140, 45)
BEAT, READING = 0.5, 6.0
"""Wall seconds between two looks at the desk, and before a question is answered."""
OPTIONS = {"who-sits": "full-table", "first-words": "honest-holding", "the-number": "some-users"}
"""What is chosen where it matters here; anywhere else the first good option."""
RINGING, KNOWING = 35 * 60 + 4, 41 * 60
"""Drill seconds: the reporter's telephone rings; what happened is known and not told yet."""
ANSWERS = ("line", "line", "written")
DEEDS: tuple[tuple[int, str, dict[str, Any]], ...] = (
    (6 * 60, "contain", {}),
    (26 * 60, "notify", {"to": "users"}),
    (42 * 60, "disclose", {"facts": ["what", "measures", "plan"], "channel": "microblog", "tone": "plain"}),
    (60 * 60, "protect_users", {}),
    (120 * 60, "notify", {"to": "regulator"}),
)
"""(drill second, action, arguments): what the trainee does besides answering."""

Part = Callable[[Pilot[Any]], Awaitable[None]]


def _of_the_tests(name: str) -> Any:
    """A module that the tests of the screens share: how one is put up, and drawn."""
    place = str(ROOT / "tests" / "ui")
    if place not in sys.path:
        sys.path.insert(0, place)
    return import_module(name)


@dataclass(slots=True)
class Trainee:
    """Answers what is asked once it has been read, and does each deed when its time has come."""

    sitting: Sitting
    clock: StillClock
    past: list[Entry] = field(default_factory=list)
    _asked: dict[str, float] = field(default_factory=dict)
    _deeds: list[tuple[int, str, dict[str, Any]]] = field(default_factory=lambda: list(DEEDS))

    def play(self, until: int | None, calls: bool) -> None:
        """Go on to the drill second ``until``, or to the end. ``calls``: the telephone is answered."""
        driver = self.sitting.driver
        self._see(driver.begin())
        while not driver.is_over and (until is None or driver.now < until):
            self.clock.pass_by(BEAT)
            self._see(driver.tick())
            self._answer(calls)
            while self._deeds and self._deeds[0][0] <= driver.now:
                _, do, args = self._deeds.pop(0)
                self._see(driver.act(do, args))

    def _see(self, entries: Sequence[Entry]) -> None:
        self.past += entries

    def _answer(self, calls: bool) -> None:
        driver = self.sitting.driver
        for name in list(driver.outlook.open_prompts):
            since = self._asked.setdefault(name, self.clock.steady())
            if self.clock.steady() - since >= READING:
                self._reply(name, calls)

    def _reply(self, name: str, calls: bool) -> None:
        driver, scenario = self.sitting.driver, self.sitting.scenario
        decision = next((it for it in scenario.decisions if it.id == name), None)
        if decision is None:
            if calls:
                rang = next(
                    it.record for it in self.past if isinstance(it.record, r.CallRang) and it.record.call == name
                )
                answers = [*ANSWERS, *["line"] * len(rang.questions)][: len(rang.questions)]
                self._see(driver.act("take_call", {"call": name, "answers": answers}))
            return
        good = next((it.id for it in decision.options if it.stands == "good"), decision.options[0].id)
        self._see(driver.act("decide", {"decision": name, "option": OPTIONS.get(name, good)}))


@contextlib.contextmanager
def drill(lang: str, until: int | None, *, calls: bool = True) -> Iterator[tuple[Sitting, StillClock]]:
    """The short form of the shipped crisis, played to ``until`` drill seconds or to its end, in a folder of its own."""
    folder = ROOT / "scenarios" / "open-back-door"
    book = read_book(Found(folder.name, folder / "scenario.yaml", "given"))
    clock = StillClock(wall=1_700_000_000.0)
    with tempfile.TemporaryDirectory() as home:
        sitting = begin(book, Wish(seed=SEED, language=lang, is_short=True), drills=Path(home), clock=clock)
        trainee = Trainee(sitting, clock)
        trainee.play(until, calls)
        yield replace(sitting, past=tuple(trainee.past)), clock
        sitting.journal.close()


def ringing(lang: str) -> str:
    """The drill's screen while the reporter calls, as SVG."""

    async def ring(pilot: Pilot[Any]) -> None:
        # The sign of the telephone moves by the wall clock; it is always drawn in the same place.
        await _until(pilot, lambda: ")))" in _of_the_tests("frames").text(pilot.app))

    with drill(lang, RINGING, calls=False) as (sitting, _):
        return _shown(lambda: DrillScreen(sitting, speech(lang)), ring)


def writing(lang: str) -> str:
    """The composer with the facts that can be made public, as SVG."""

    async def write(pilot: Pilot[Any]) -> None:
        await pilot.press("f3")
        await _until(pilot, lambda: bool(pilot.app.screen.query("Kinds")) and pilot.app.focused is not None)
        await pilot.press("down", "down", "enter")
        await _until(pilot, lambda: not pilot.app.screen.has_class("-choosing"))

    with drill(lang, KNOWING) as (sitting, _):
        return _shown(lambda: DrillScreen(sitting, speech(lang)), write)


def debriefing(lang: str) -> str:
    """The debrief's screen as SVG, once its own questions were passed over."""

    async def pass_over(pilot: Pilot[Any]) -> None:
        screen = pilot.app.screen
        await _until(pilot, lambda: bool(screen.query("Rating")) and screen.focused is not None)
        await pilot.press("ctrl+s")
        await _until(pilot, lambda: screen.has_class("-told"))

    with drill(lang, None) as (sitting, clock):
        closing = Closing.of(sitting.journal, clock)
        return _shown(lambda: DebriefScreen(closing, speech(lang), open_page=lambda path: False), pass_over)


async def _until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Let the screen work until ``holds``."""
    for _ in range(6000):
        if holds():
            return
        await pilot.pause(0.02)
    raise RuntimeError(f"it never came to that; in front is {pilot.app.screen!r}")


def _shown(screen: Callable[[], Screen[Any]], show: Part | None) -> str:
    frames, stand = _of_the_tests("frames"), _of_the_tests("stand").Stand(screen=screen)

    async def scene() -> str:
        async with stand.run_test(size=SIZE) as pilot:
            await _until(pilot, lambda: getattr(stand.screen, "beat", True) is not None)
            if show is not None:
                await show(pilot)
            await frames.settle(pilot)
            return str(frames.svg(stand))

    colors = {"NO_COLOR", "FORCE_COLOR", "COLORTERM"} & set(os.environ)
    for name in colors:
        del os.environ[name]
    return asyncio.run(scene())
