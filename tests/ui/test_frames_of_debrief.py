"""What the debrief looks like: the trainee's own view, and the verdict on a good drill and on a bad one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from frames import LANGUAGES, LARGE, assert_looks_the_same, assert_looks_the_same_at_both
from kept import just_closed, long_closed
from scene import run
from stand import Stand
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from drillroom.language import speech
from drillroom.runtime.closing import Closing
from drillroom.ui.debrief.rating import Rating
from drillroom.ui.debrief.screen import DebriefScreen

HERE = Path("crisis-7.jsonl")
"""A path without a folder: the debrief shows where its files lie."""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    while not holds():
        await pilot.pause()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_own_view_comes_first(lang: str, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> None:
    """One number is given, a sentence is chosen, the rest is open."""
    monkeypatch.setattr(Closing, "measure", lambda self: None)
    monkeypatch.setattr(DebriefScreen, "_tick", lambda self: None)  # it counts wall seconds

    async def look() -> None:
        with just_closed(HERE, "k4") as closing:
            app = Stand(screen=lambda: DebriefScreen(closing, speech(lang)))
            async with app.run_test(size=LARGE) as pilot:
                await until(pilot, lambda: app.screen.query(Rating))
                await pilot.press("2", "tab", "tab", "tab", "down", "enter")
                await assert_looks_the_same_at_both(pilot, snapshot)

    run(look())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("playbook", ["k5", "k4"], ids=["good", "bad"])
def test_the_verdict(playbook: str, lang: str, snapshot: SnapshotAssertion) -> None:
    """Its front and its end."""

    async def look() -> None:
        with long_closed(HERE, playbook) as closing:
            app = Stand(screen=lambda: DebriefScreen(closing, speech(lang)))
            async with app.run_test(size=LARGE) as pilot:
                screen = app.screen
                assert isinstance(screen, DebriefScreen)
                await until(pilot, lambda: screen.ended is not None)
                await assert_looks_the_same_at_both(pilot, snapshot)
                await pilot.resize_terminal(*LARGE)
                await pilot.press("end")
                await assert_looks_the_same(pilot, snapshot, "end", is_picture=False)

    run(look())
