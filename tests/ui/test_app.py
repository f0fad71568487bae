"""The whole course on screen: library, briefing, drill, debrief, and the ways back; with hostile words as well."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import hostile
import pytest
import scene
from textual.pilot import Pilot

from drillroom.runtime.books import Book
from drillroom.runtime.clock import StillClock
from drillroom.runtime.closing import Closing
from drillroom.runtime.sitting import Wish
from drillroom.source.reader import read_yaml
from drillroom.storage.library import Place
from drillroom.storage.results import read_results
from drillroom.ui.app import DrillroomApp, Start
from drillroom.ui.briefing.screen import BriefingScreen
from drillroom.ui.debrief.screen import DebriefScreen
from drillroom.ui.drill.actions import ActionList
from drillroom.ui.drill.composer.screen import Composer
from drillroom.ui.drill.ended import Ended
from drillroom.ui.drill.help import Help
from drillroom.ui.drill.leave import Leave
from drillroom.ui.drill.screen import DrillScreen
from drillroom.ui.library.screen import LibraryScreen

Part = Callable[[Pilot[int], DrillroomApp], Awaitable[None]]
TESTS = Path(__file__).resolve().parents[1]


def open_app(
    tmp_path: Path, part: Part, *, places: Path = TESTS, lang: str = "en", size: tuple[int, int] = (100, 30)
) -> None:
    """Open the app as ``drillroom`` does, with an empty home and one folder of scenarios."""
    start = Start(
        wish=Wish(seed=3, language=lang),
        places=(Place(places, "given"),),
        drills=tmp_path / "drills",
        clock=StillClock(wall=1_000_000.0),
    )
    app = DrillroomApp(start)

    async def scenario() -> None:
        async with app.run_test(size=size) as pilot:
            await part(pilot, app)

    scene.run(scenario())


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Let the app work until ``holds``."""
    for _ in range(1000):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError(f"it never came to that; in front is {pilot.app.screen!r}")


async def begin(pilot: Pilot[int], app: DrillroomApp) -> DrillScreen:
    """From the library's one button through the briefing into the drill."""
    await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and app.screen.face != "empty")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, BriefingScreen))
    for _ in range(20):
        if not isinstance(app.screen, BriefingScreen):
            break
        await pilot.press("enter")
        await pilot.pause(0.05)
    await until(pilot, lambda: isinstance(app.screen, DrillScreen) and app.screen.beat is not None)
    assert isinstance(app.screen, DrillScreen)
    return app.screen


async def play_through(pilot: Pilot[int], app: DrillroomApp, screen: DrillScreen) -> None:
    """Skip to the end, and on to the debrief."""
    for _ in range(900):
        if isinstance(app.screen, Ended):
            break
        await pilot.press("f8")
        await pilot.pause(0.01)
    for _ in range(200):
        if not isinstance(app.screen, Ended):
            return
        await pilot.press("enter")
        await pilot.pause(0.02)
    raise AssertionError("it has no end")


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_a_newcomer_comes_from_the_first_screen_to_the_debrief_and_back(tmp_path: Path, lang: str) -> None:
    """Enter, briefing, drill, own rating passed over, verdict; the result is kept; then the same again."""

    async def part(pilot: Pilot[int], app: DrillroomApp) -> None:
        played = await begin(pilot, app)
        await play_through(pilot, app, played)
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        debrief = app.screen
        assert isinstance(debrief, DebriefScreen)
        await until(pilot, lambda: bool(debrief.query("Rating")))
        assert debrief.ended is None, "no score before the own view"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: debrief.ended is not None)
        assert read_results(tmp_path / "drills").finished == 1
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, BriefingScreen))
        with pytest.raises(ValueError, match="closed"):
            played.sitting.enter("late")  # the drill that is over has let go of its log
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))

    open_app(tmp_path, part, lang=lang)


def test_a_drill_that_was_left_stands_first_in_the_library_and_goes_on(tmp_path: Path) -> None:
    """F10, Enter: back in the library; Enter on the first row goes on at the same second."""

    async def part(pilot: Pilot[int], app: DrillroomApp) -> None:
        screen = await begin(pilot, app)
        for _ in range(3):
            await pilot.press("f8")
            await until(pilot, lambda: not screen.hands.is_busy)
        now = screen.palette.situation.now
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, Leave))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and app.screen.face == "catalog")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DrillScreen) and app.screen.beat is not None)
        assert isinstance(app.screen, DrillScreen)
        assert app.screen is not screen
        assert app.screen.palette.situation.now >= now

    open_app(tmp_path, part)


def test_leaving_the_briefing_leaves_no_log_behind(tmp_path: Path) -> None:
    """Nothing was begun, so nothing waits to be gone on with."""

    async def part(pilot: Pilot[int], app: DrillroomApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and app.screen.face != "empty")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BriefingScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert not list((tmp_path / "drills").glob("*.jsonl"))

    open_app(tmp_path, part)


def test_an_id_in_a_log_opens_no_path(tmp_path: Path) -> None:
    """Play again looks on the shelf: a log may name a folder, and nothing there is opened."""
    app = DrillroomApp(
        Start(wish=Wish(), places=(Place(TESTS, "given"),), drills=tmp_path, clock=StillClock(wall=1_000_000.0))
    )
    book = scene.book_of(scene.TOY)

    def again(name: str) -> Book | None:
        header = scene.header_of(book.scenario)
        header = replace(header, scenario={**header.scenario, "id": name})
        closing = SimpleNamespace(log=SimpleNamespace(header=header))
        return app._same_again(cast(Closing, closing))[0]

    found = again("toy")
    assert found is not None
    assert found.scenario.id == "toy"
    for name in (str(scene.TOY.parent), str(scene.TOY), ".", "", "../toy", "nobody"):
        assert again(name) is None


@pytest.fixture(scope="module")
def hostile_places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped crisis, every text of it spoiled."""
    folder = tmp_path_factory.mktemp("places") / "open-back-door"
    folder.mkdir()
    tree = hostile.poisoned(read_yaml(hostile.CRISIS.read_bytes(), file="open-back-door").value)
    (folder / "scenario.yaml").write_bytes(json.dumps(tree).encode())
    return folder.parent


@pytest.mark.parametrize(("size", "lang"), [((80, 24), "en"), ((140, 45), "zh-Hans")])
def test_hostile_words_act_nowhere_and_crash_nothing(
    tmp_path: Path, hostile_places: Path, size: tuple[int, int], lang: str
) -> None:
    """Every screen and dialog is opened on a scenario whose every text would like to quit, draw or hide."""

    async def part(pilot: Pilot[int], app: DrillroomApp) -> None:
        screen = await begin(pilot, app)
        for key in ("f4", "f5", "f6", "f7"):
            await pilot.press(key)
            await pilot.pause()
        for _ in range(12):
            await pilot.press("f8")
            await until(pilot, lambda: not screen.hands.is_busy)
        for key, kind in (("f1", Help), ("f2", ActionList), ("f3", Composer)):
            await pilot.press(key)
            await until(pilot, lambda kind=kind: isinstance(app.screen, kind))  # type: ignore[misc]
            await pilot.press("down", "down", "up")
            if kind is Composer:
                await pilot.press("enter")
                await pilot.pause(0.1)
                await pilot.press("tab", *"[/oops]", "ctrl+s")
            else:
                await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen and not screen.hands.is_busy)
        assert screen.palette.situation.board.statements
        await pilot.press("f5", "up", "up", "enter")
        await pilot.pause(0.1)
        await pilot.press("escape", "f4", "up", "enter")
        await pilot.pause(0.2)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen and not screen.hands.is_busy)
        for _ in range(10):
            await pilot.press("1", "enter")
            await pilot.pause(0.05)
            for _ in range(4):
                if app.screen is not screen:
                    await pilot.press("escape")
                    await pilot.pause(0.05)
            await pilot.press("f8")
            await pilot.pause(0.05)
        screen.take(await screen.table.finish())  # all that is left, in one beat
        screen.pulse.hurry()
        await until(pilot, lambda: isinstance(app.screen, Ended))
        await play_through(pilot, app, screen)
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        debrief = app.screen
        assert isinstance(debrief, DebriefScreen)
        await until(pilot, lambda: bool(debrief.query("Rating")))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: debrief.ended is not None)
        await pilot.press("tab", "pagedown", "right", "end")
        await pilot.pause()
        assert app.is_running

    open_app(tmp_path, part, places=hostile_places, lang=lang, size=size)
