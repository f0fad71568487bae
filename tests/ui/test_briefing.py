"""The briefing: messages that arrive one after the other, and one key to begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from frames import LANGUAGES, LARGE, SMALL, assert_looks_the_same, settle, text
from hostile import forged_scenario, hostile_scenario
from scene import RULES, crisis, run
from stand import Stand
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from drillroom.language import speech
from drillroom.scenario.format import Scenario
from drillroom.ui.briefing import screen as briefing
from drillroom.ui.briefing.message import Bubble
from drillroom.ui.briefing.screen import BriefingScreen

Doing = Callable[[Pilot[Any], BriefingScreen], Any]


def at_phone(
    do: Doing, *, lang: str = "en", size: tuple[int, int] = SMALL, scenario: Scenario | None = None
) -> list[Any]:
    """What the briefing was dismissed with after ``do``."""

    async def sit() -> list[Any]:
        app = Stand(screen=lambda: BriefingScreen(scenario or crisis(), RULES.vocabulary, speech(lang)))
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            assert isinstance(app.screen, BriefingScreen)
            await do(pilot, app.screen)
            await settle(pilot)
        return app.answers

    return run(sit())


@pytest.fixture(autouse=True)
def _nobody_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No message comes by itself, unless a test wants it."""
    monkeypatch.setattr(briefing, "FIRST", 3600.0)
    monkeypatch.setattr(briefing, "APART", 3600.0)


def shown(screen: BriefingScreen) -> int:
    """How many messages have arrived."""
    return len(screen.query(Bubble))


def test_any_key_brings_the_next_message_and_none_begins_too_early() -> None:
    """Not even Enter, before all three were there."""

    async def press(pilot: Pilot[Any], screen: BriefingScreen) -> None:
        for count, key in enumerate(("enter", "x", "space"), 1):
            assert not screen.is_complete
            await pilot.press(key)
            await settle(pilot)
            assert shown(screen) == count
        assert "Press Enter to begin" in text(pilot.app)
        await pilot.press("x", "space", "down")
        await settle(pilot)

    assert at_phone(press) == []


def test_enter_begins_once_everything_is_there() -> None:
    """The fourth press."""

    async def press(pilot: Pilot[Any], screen: BriefingScreen) -> None:
        await pilot.press(*["enter"] * 4)

    assert at_phone(press) == [True]


@pytest.mark.parametrize("before", [0, 1, 3])
@pytest.mark.parametrize("key", ["escape", "f10"])
def test_one_may_go_back_at_any_time(before: int, key: str) -> None:
    """Before, between and after the messages."""

    async def press(pilot: Pilot[Any], screen: BriefingScreen) -> None:
        await pilot.press(*["space"] * before, key)

    assert at_phone(press) == [False]


def test_a_tap_does_what_enter_does() -> None:
    """For who has a mouse."""

    async def tap(pilot: Pilot[Any], screen: BriefingScreen) -> None:
        for _ in range(4):
            await pilot.click()
            await settle(pilot)

    assert at_phone(tap) == [True]


def test_messages_come_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other, without a key."""
    monkeypatch.setattr(briefing, "FIRST", 0.01)
    monkeypatch.setattr(briefing, "APART", 0.01)

    async def wait(pilot: Pilot[Any], screen: BriefingScreen) -> None:
        while not screen.is_complete or shown(screen) < 3:
            await pilot.pause(0.01)

    assert at_phone(wait) == []


def test_a_scenario_without_a_briefing_can_be_begun() -> None:
    """There is nothing to wait for."""
    silent = crisis().model_copy(update={"briefing": []})

    async def press(pilot: Pilot[Any], screen: BriefingScreen) -> None:
        await pilot.press("enter")

    assert at_phone(press, scenario=silent) == [True]


def test_every_message_carries_the_mark_and_the_sender_stands_once() -> None:
    """As on a telephone."""

    async def look(pilot: Pilot[Any], screen: BriefingScreen) -> None:
        await pilot.press("a", "b", "c")
        await settle(pilot)
        assert text(pilot.app).count("EXERCISE") == 3
        assert text(pilot.app).count("Dana Whitlock") == 1

    at_phone(look)


@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 12), (20, 6)])
@pytest.mark.parametrize("scenario", [hostile_scenario, forged_scenario])
def test_hostile_words_are_only_words(scenario: Callable[[], Scenario], size: tuple[int, int]) -> None:
    """Nothing crashes or acts; long messages can be scrolled."""

    async def read(pilot: Pilot[Any], screen: BriefingScreen) -> None:
        await pilot.press("a", "b", "c", "up", "pageup", "home", "down", "pagedown", "end")
        await settle(pilot)
        assert "\x1b" not in text(pilot.app)
        assert pilot.app.screen is screen
        await pilot.press("enter")

    assert at_phone(read, scenario=scenario(), size=size) == [True]


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("arrived", [1, 3])
def test_it_looks_as_it_was_accepted(
    arrived: int, lang: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """While the boss writes and when everything is there."""

    async def look(pilot: Pilot[Any], screen: BriefingScreen) -> None:
        await pilot.press(*["space"] * arrived)
        await assert_looks_the_same(pilot, snapshot)

    at_phone(look, lang=lang, size=size)
