"""The list of actions on screen: found, taken, left."""

from __future__ import annotations

from typing import Any

import pytest
from hostile import CAST as HOSTILE_CAST
from hostile import HOSTILE, forged_scenario
from picked import QUIET, beat, frame, happens, on_stage, picking, press, settled
from rich.cells import cell_len
from stand import Stand
from textual.pilot import Pilot
from textual.widgets import Input

from drillroom.language import LANGUAGES
from drillroom.log.records import TaskStarted
from drillroom.ui.drill.actions import ActionList
from drillroom.views.palette import Palette

SIZES = [(80, 24), (140, 45)]


def staged(palette: Palette, act: Any, size: tuple[int, int] = (80, 24)) -> Stand:
    return on_stage(Stand(screen=lambda: ActionList(palette)), act, size)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_it_opens_ready_to_type_and_shows_how_to_go_on(lang: str, size: tuple[int, int]) -> None:
    """First group, first action selected, the keys named, the row below the input free."""
    palette = picking(QUIET, lang)

    async def act(pilot: Pilot[Any]) -> None:
        shown = frame(pilot)
        assert isinstance(pilot.app.focused, Input)
        assert palette.names.action("look") in shown
        assert "Enter" in shown
        assert "Esc" in shown
        assert palette.speech.say("EXERCISE") in shown
        assert palette.speech.say("free") in shown

    staged(palette, act, size)


@pytest.mark.parametrize(
    ("lang", "typed", "do"),
    [
        ("en", "apol", "apologize"),
        ("zh-Hans", "致歉", "apologize"),
        ("zh-Hans", "fix", "fix"),
        ("en", "赔偿", "compensate"),
    ],
)
def test_typing_finds_and_enter_takes(lang: str, typed: str, do: str) -> None:
    """In both languages, whichever one the screen speaks."""

    async def act(pilot: Pilot[Any]) -> None:
        pilot.app.screen.query_one(Input).value = typed
        await settled(pilot)
        await press(pilot, "enter")

    assert staged(picking(QUIET, lang), act).answers == [do]


def test_arrow_keys_pass_over_the_headings_and_go_round() -> None:
    """One up from the first is the last."""

    async def act(pilot: Pilot[Any]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, ActionList)
        seen = []
        for _ in range(7):
            seen.append(screen.selected)
            await press(pilot, "down")
        assert seen == ["look", "grade", "mitigate", "hold_launch", "prepare_plan", "draft_statement", "assemble_team"]
        await press(pilot, *["up"] * 8)
        assert screen.selected == "rebuild"
        await press(pilot, "pageup")
        assert screen.selected not in (None, "rebuild")
        await press(pilot, "enter")

    assert len(staged(picking(QUIET), act).answers) == 1


def test_a_click_takes() -> None:
    """The row that was clicked."""

    async def act(pilot: Pilot[Any]) -> None:
        lines = frame(pilot).splitlines()
        row = next(n for n, it in enumerate(lines) if "Grade a signal" in it)
        await pilot.click(offset=(20, row))
        await settled(pilot)

    assert staged(picking(QUIET), act).answers == ["grade"]


@pytest.mark.parametrize("key", ["escape", "f2"])
def test_esc_takes_nothing(key: str) -> None:
    """And the key that opened it closes it."""

    async def act(pilot: Pilot[Any]) -> None:
        await press(pilot, "f", "i", key)

    assert staged(picking(QUIET), act).answers == [None]


def test_what_nobody_is_called_takes_nothing() -> None:
    """Enter stays without effect, and the screen says why."""

    async def act(pilot: Pilot[Any]) -> None:
        await press(pilot, *"zzz", "enter", "down", "up")
        assert "No action is called that." in frame(pilot)

    assert staged(picking(QUIET), act).answers == []


def test_digits_and_letters_belong_to_the_filter() -> None:
    """None of them answers what waits behind it."""

    async def act(pilot: Pilot[Any]) -> None:
        await press(pilot, "1", "a", "s")
        assert pilot.app.screen.query_one(Input).value == "1as"

    assert staged(picking(QUIET), act).answers == []


def test_who_is_busy_is_shown_and_what_changes_meanwhile() -> None:
    """The selection stays where it is."""
    palette = picking("1m")

    async def act(pilot: Pilot[Any]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, ActionList)
        await press(pilot, *"police")
        assert screen.selected == "report_to_police"
        now = palette.situation.now
        task = TaskStarted(at=now, task="t9", do="take_legal_action", seats=("legal",), ends=now + 7200)
        screen.follow(beat(palette), happens(palette, task))
        await settled(pilot)
        assert "Legal: on “Take legal action” until 12:05" in frame(pilot)
        assert screen.selected == "report_to_police"

    staged(palette, act)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_terminal(size: tuple[int, int]) -> None:
    """Also in a forged scenario, with every page of the list."""
    palette = picking("2h", scenario=forged_scenario(), cast=HOSTILE_CAST, playbook="model")

    async def act(pilot: Pilot[Any]) -> None:
        for _ in range(8):
            await press(pilot, "pagedown")
            assert all(cell_len(row) <= size[0] for row in frame(pilot).splitlines())

    staged(palette, act, size)


def test_whatever_is_typed_is_only_a_filter() -> None:
    """One hostile string after the other."""

    async def act(pilot: Pilot[Any]) -> None:
        for hostile in HOSTILE:
            pilot.app.screen.query_one(Input).value = hostile[:60].replace("\n", " ")
            await pilot.pause()
        assert isinstance(pilot.app.screen, ActionList)

    assert staged(picking(QUIET), act).answers == []
