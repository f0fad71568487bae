"""Sits a trainee made of a plan at the shipped crisis, and shows what stands on the screen at a moment of it.

Nothing waits and nothing is drawn by chance: one seed, a clock that passes when told to, one trainee.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from drillroom.language import speech
from drillroom.log import records as r
from drillroom.log.records import Entry
from drillroom.runtime.books import read_book
from drillroom.runtime.clock import StillClock
from drillroom.runtime.closing import Closing
from drillroom.runtime.sitting import Sitting, Wish, begin
from drillroom.storage.library import Found
from drillroom.ui.debrief.screen import DebriefScreen
from drillroom.ui.drill.asker import Asker
from drillroom.ui.drill.screen import DrillScreen

ROOT = Path(__file__).resolve().parent.parent
SEED = 1
SIZE = (140, 45)
BEAT, READING = 0.5, 6.0
"""Wall seconds between two looks at the desk, and before a question is answered."""
DECIDING, RINGING, KNOWING = 5 * 60 + 2, 35 * 60 + 4, 41 * 60
"""Drill seconds: the first question is asked; the reporter rings; what happened is known and not told yet."""
WORDS = "profiles and phone numbers were copied from one of our test servers"
"""Typed into the first blank of a statement."""
ANSWERS = ("line", "line", "written")


@dataclass(frozen=True, slots=True)
class Plan:
    """``options``: what is chosen, elsewhere the first good one. ``deeds``: (drill second, action, arguments)."""

    options: Mapping[str, str]
    deeds: tuple[tuple[int, str, dict[str, Any]], ...]


AWAKE = Plan(
    {"who-sits": "full-table", "first-words": "honest-holding"},
    ((6 * 60, "contain", {}), (26 * 60, "notify", {"to": "users"})),
)
LATE = Plan(
    {"who-sits": "small-table", "first-words": "watch-on", "who-learns-first": "press-first"},
    (
        (14 * 60, "contain", {}),
        (32 * 60, "holding_statement", {"channel": "microblog", "tone": "plain"}),
        (58 * 60, "disclose", {"facts": ["what"], "channel": "microblog", "tone": "stiff"}),
        (80 * 60, "notify", {"to": "users"}),
        (190 * 60, "notify", {"to": "regulator"}),
    ),
)

Part = Callable[[Pilot[Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What stood on the screen."""

    svg: str
    text: str


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
    plan: Plan
    past: list[Entry] = field(default_factory=list)
    _asked: dict[str, float] = field(default_factory=dict)

    def play(self, until: int | None, calls: bool) -> None:
        """Go on to the drill second ``until``, or to the end. ``calls``: the telephone is answered."""
        driver, deeds = self.sitting.driver, list(self.plan.deeds)
        self._see(driver.begin())
        while not driver.is_over and (until is None or driver.now < until):
            self.clock.pass_by(BEAT)
            self._see(driver.tick())
            self._answer(calls)
            while deeds and deeds[0][0] <= driver.now:
                _, do, args = deeds.pop(0)
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
        self._see(driver.act("decide", {"decision": name, "option": self.plan.options.get(name, good)}))


@contextlib.contextmanager
def drill(
    lang: str, until: int | None, *, plan: Plan = AWAKE, calls: bool = True
) -> Iterator[tuple[Sitting, StillClock]]:
    """The short form of the shipped crisis, played to ``until`` drill seconds or to its end, in a folder of its own."""
    folder = ROOT / "scenarios" / "open-back-door"
    book = read_book(Found(folder.name, folder / "scenario.yaml", "given"))
    clock = StillClock(wall=1_700_000_000.0)
    with tempfile.TemporaryDirectory() as home:
        sitting = begin(book, Wish(seed=SEED, language=lang, is_short=True), drills=Path(home), clock=clock)
        trainee = Trainee(sitting, clock, plan)
        trainee.play(until, calls)
        yield replace(sitting, past=tuple(trainee.past)), clock
        sitting.journal.close()


def ringing(lang: str) -> str:
    """The drill's screen while the reporter calls, as SVG."""

    with drill(lang, RINGING, calls=False) as (sitting, _):
        # The sign of the telephone moves by the wall clock; it is always drawn in the same place.
        return _shown(lambda: DrillScreen(sitting, speech(lang)), _newest, holding=")))").svg


def deciding() -> str:
    """The card of the first decision, as lines of text."""
    with drill("en", DECIDING) as (sitting, _):
        return _inside(_shown(lambda: DrillScreen(sitting, speech("en")), None).text, "DECISION for Lead")


def talking() -> str:
    """The telephone at the second question of the reporter, as lines of text."""

    async def talk(pilot: Pilot[Any]) -> None:
        await pilot.press("1")
        await _until(pilot, lambda: isinstance(pilot.app.screen, Asker) and pilot.app.focused is not None)
        await pilot.press("1")
        await _until(pilot, lambda: "2 of 3" in _of_the_tests("frames").text(pilot.app))

    with drill("en", RINGING, calls=False) as (sitting, _):
        return _inside(_shown(lambda: DrillScreen(sitting, speech("en")), talk).text, "On the phone")


def _inside(screen: str, heading: str) -> str:
    """What stands inside the box whose border says ``heading``, under that heading. Raises LookupError."""
    lines = screen.splitlines()
    top = next((number for number, line in enumerate(lines) if heading in line), None)
    if top is None:
        raise LookupError(f"nothing on the screen is headed {heading!r}")
    border = lines[top]
    left = max(border.rfind(corner, 0, border.index(heading)) for corner in "╭┏")
    right = min(found for corner in "╮┓" if (found := border.find(corner, left)) > 0)
    title = border[left + 1 : right].strip("─━ ")
    inside = []
    for line in lines[top + 1 :]:
        if line[left] in "╰┗":
            break
        inside.append(line[left + 2 : right - 1].rstrip())
    return "\n".join((title, "", *inside)).rstrip()


def writing(lang: str) -> str:
    """The composer with the facts that can be made public, as SVG."""

    async def write(pilot: Pilot[Any]) -> None:
        await pilot.press("f3")
        await _until(pilot, lambda: bool(pilot.app.screen.query("Kinds")) and pilot.app.focused is not None)
        await pilot.press("down", "down", "enter")
        await _until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await pilot.press(*WORDS)
        for _ in range(20):
            if type(pilot.app.focused).__name__ == "TickList":
                break
            await pilot.press("tab")
        await pilot.press("space")

    with drill(lang, KNOWING) as (sitting, _):
        return _shown(lambda: DrillScreen(sitting, speech(lang)), write).svg


def debriefing(lang: str) -> str:
    """The debrief's screen as SVG, once its own questions were passed over."""

    async def pass_over(pilot: Pilot[Any]) -> None:
        screen = pilot.app.screen
        await _until(pilot, lambda: bool(screen.query("Rating")) and screen.focused is not None)
        await pilot.press("ctrl+s")
        await _until(pilot, lambda: screen.has_class("-told"))

    with drill(lang, None, plan=LATE) as (sitting, clock):
        closing = Closing.of(sitting.journal, clock)
        return _shown(lambda: DebriefScreen(closing, speech(lang), open_page=lambda path: False), pass_over).svg


async def _newest(pilot: Pilot[Any]) -> None:
    """To the end of the feed."""
    await pilot.press("end")


async def _until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Let the screen work until ``holds``."""
    for _ in range(6000):
        if holds():
            return
        await pilot.pause(0.02)
    raise RuntimeError(f"it never came to that; in front is {pilot.app.screen!r}")


def _shown(screen: Callable[[], Screen[Any]], show: Part | None, *, holding: str = "") -> Shown:
    """The screen once ``show`` has pressed its keys and the text ``holding`` stands on it."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        os.environ.pop(name, None)
    frames, stand = _of_the_tests("frames"), _of_the_tests("stand").Stand(screen=screen)

    async def scene() -> Shown:
        async with stand.run_test(size=SIZE) as pilot:
            await _until(pilot, lambda: getattr(stand.screen, "beat", True) is not None)
            # From here on only keys change anything.
            stand.workers.cancel_group(stand.screen, "pulse")
            if show is not None:
                await show(pilot)
            for _ in range(500):
                await frames.settle(pilot)
                shown = Shown(str(frames.svg(stand)), str(frames.text(stand)))
                if holding in shown.text:
                    if isinstance(stand.screen, ModalScreen):
                        await pilot.press("escape")
                        await pilot.pause()
                    return shown
                await pilot.pause(0.02)
            raise RuntimeError(f"never on the screen: {holding!r}")

    return asyncio.run(scene())
