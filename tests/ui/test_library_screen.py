"""The library: one thing to press for who is new, a list for the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from frames import LANGUAGES, LARGE, SMALL, assert_looks_the_same, settle, text
from hostile import HOSTILE, forged_scenario, hostile_scenario
from scene import run
from shelves import new_shelf, used_shelf
from stand import Stand
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import OptionList

from drillroom.errors import DrillroomError
from drillroom.language import speech
from drillroom.runtime.shelf import Shelf
from drillroom.ui.library.screen import LibraryScreen
from drillroom.ui.library.welcome import FirstDrill

Pressing = Callable[[Pilot[Any], LibraryScreen], Any]


def at_library(shelf: Shelf | None, do: Pressing, *, lang: str = "en", size: tuple[int, int] = SMALL) -> Stand:
    """A library with this shelf, at which ``do`` is done."""

    async def sit() -> Stand:
        app = Stand(screen=lambda: LibraryScreen(speech(lang)))
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            screen = app.screen
            assert isinstance(screen, LibraryScreen)
            if shelf is not None:
                screen.fill(shelf)
                await settle(pilot)
            await do(pilot, screen)
        return app

    return run(sit())


def keys(*pressed: str) -> Pressing:
    """Press these, one after the other."""

    async def do(pilot: Pilot[Any], screen: LibraryScreen) -> None:
        await pilot.press(*pressed)
        await settle(pilot)

    return do


def asked(app: Stand) -> list[Any]:
    """The messages of the screen."""
    ours = (LibraryScreen.Begin, LibraryScreen.Resume, LibraryScreen.Review, LibraryScreen.Spoken)
    return [message for message in app.said if isinstance(message, ours)]


def test_the_first_frame_needs_no_shelf() -> None:
    """It carries the mark of the exercise, and no key does harm yet."""

    async def look(pilot: Pilot[Any], screen: LibraryScreen) -> None:
        assert "EXERCISE" in text(pilot.app)
        await pilot.press("enter", "down", "escape", "tab")

    assert asked(at_library(None, look)) == []


@pytest.mark.parametrize("key", ["enter", "space"])
def test_a_new_person_needs_one_key(key: str) -> None:
    """What is offered is focused already."""
    (begin,) = asked(at_library(new_shelf(), keys(key)))
    assert isinstance(begin, LibraryScreen.Begin)
    assert begin.book.scenario.id == "open-back-door"
    assert begin.is_short


def test_a_click_begins_as_well() -> None:
    """On the one big thing."""

    async def click(pilot: Pilot[Any], screen: LibraryScreen) -> None:
        await pilot.click(FirstDrill)
        await settle(pilot)

    assert len(asked(at_library(new_shelf(), click))) == 1


def test_a_second_enter_is_not_meant() -> None:
    """One drill is begun, not two."""
    assert len(asked(at_library(new_shelf(), keys("enter", "enter", "enter")))) == 1


@pytest.mark.parametrize("key", ["down", "tab"])
def test_the_rest_is_one_key_away_and_back(key: str) -> None:
    """The list, and from there the one thing again."""

    async def turn(pilot: Pilot[Any], screen: LibraryScreen) -> None:
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(pilot.app.focused, OptionList)
        assert "Data leak" in text(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.focused, FirstDrill)

    at_library(new_shelf(), turn)


def test_who_turned_to_the_list_stays_there() -> None:
    """Also when the shelf is filled in again."""

    async def turn(pilot: Pilot[Any], screen: LibraryScreen) -> None:
        await pilot.press("down")
        screen.fill(new_shelf())
        await settle(pilot)
        assert screen.face == "catalog"

    at_library(new_shelf(), turn)


def test_enter_goes_on_with_the_drill_left_last() -> None:
    """It is the first row, and marked."""
    (resume,) = asked(at_library(used_shelf(), keys("enter")))
    assert isinstance(resume, LibraryScreen.Resume)
    assert resume.path == Path("newest.jsonl")


@pytest.mark.parametrize(
    ("downs", "kind", "path"),
    [
        (1, LibraryScreen.Begin, None),
        (4, LibraryScreen.Review, Path("done.jsonl")),
        (5, LibraryScreen.Resume, Path("older.jsonl")),
    ],
)
def test_every_row_asks_for_what_it_says(downs: int, kind: type, path: Path | None) -> None:
    """A drill of the scenario, a debrief, an older drill; headings are passed over."""
    (message,) = asked(at_library(used_shelf(), keys(*["down"] * downs, "enter")))
    assert type(message) is kind
    assert getattr(message, "path", None) == path


def test_both_forms_of_a_scenario_can_be_begun() -> None:
    """The short one first, as somebody with little time comes more often."""
    begun = [asked(at_library(used_shelf(), keys(*["down"] * downs, "enter")))[0] for downs in (1, 2)]
    assert [it.is_short for it in begun] == [True, False]


def test_a_broken_scenario_says_what_is_wrong_and_starts_nothing() -> None:
    """Marked, it tells its first problem beside the list."""

    async def mark(pilot: Pilot[Any], screen: LibraryScreen) -> None:
        await pilot.press("down", "down", "down", "enter")
        await settle(pilot)
        shown = " ".join(text(pilot.app).split())
        assert "my-crisis: cannot be used" in shown
        assert "drillroom lint" in shown

    assert asked(at_library(used_shelf(), mark)) == []


def test_f2_speaks_the_other_language_at_once_and_back() -> None:
    """On both faces, and the app is told."""

    async def speak(pilot: Pilot[Any], screen: LibraryScreen) -> None:
        for words in ("没关的后门", "The Open Back Door"):
            await pilot.press("f2")
            await settle(pilot)
            assert words in text(pilot.app)

    said = asked(at_library(used_shelf(), speak))
    assert [message.lang for message in said] == ["zh-Hans", "en"]


@pytest.mark.parametrize("key", ["f10", "ctrl+q"])
def test_quitting_takes_one_key(key: str) -> None:
    """With exit code 0."""
    for shelf in (new_shelf(), used_shelf(), None):
        app = at_library(shelf, keys(key))
        assert app.return_code == 0
        assert not app.is_running


def test_what_cannot_be_had_is_told_and_one_may_choose_again() -> None:
    """The message stands until something else is chosen, and is no markup."""

    async def refuse(pilot: Pilot[Any], screen: LibraryScreen) -> None:
        await pilot.press("enter")
        screen.tell(DrillroomError("no [/oops] log", hint="try [bold]another"))
        await settle(pilot)
        assert "no [/oops] log" in text(pilot.app)
        assert "try [bold]another" in text(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert "oops" not in text(pilot.app)

    assert len(asked(at_library(used_shelf(), refuse))) == 2


@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 12), (20, 6)])
@pytest.mark.parametrize("scenario", [hostile_scenario, forged_scenario])
def test_hostile_words_are_only_words(scenario: Callable[[], Any], size: tuple[int, int]) -> None:
    """Nothing crashes or acts, at any size, in any row."""

    async def walk(pilot: Pilot[Any], screen: LibraryScreen) -> None:
        for _ in range(6):
            await pilot.press("down")
            await settle(pilot)
            lines = text(pilot.app)
            assert "\x1b" not in lines
            assert "\u202e" not in lines
        if size[0] >= 80:
            assert "[/oops]" in lines
        await pilot.resize_terminal(120, 30)
        await settle(pilot)
        assert pilot.app.is_running

    assert asked(at_library(used_shelf(scenario()), walk, size=size)) == []


def test_a_hostile_message_is_only_told() -> None:
    """Whatever stands in an error: no markup, no key."""

    async def hear(pilot: Pilot[Any], screen: LibraryScreen) -> None:
        for words in HOSTILE:
            screen.tell(DrillroomError(words, hint=words))
            await pilot.pause()
            assert "\x1b" not in text(pilot.app)

    assert asked(at_library(new_shelf(), hear)) == []


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("shelf", [new_shelf, used_shelf])
def test_it_looks_as_it_was_accepted(
    shelf: Callable[[], Shelf], lang: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """For a new person and for another, in both languages, small and large."""

    async def look(pilot: Pilot[Any], screen: LibraryScreen) -> None:
        await assert_looks_the_same(pilot, snapshot)

    at_library(shelf(), look, lang=lang, size=size)
