"""What the drill screen looks like: a decision, a call that rings, and a quiet hour with each pane in front."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from frames import LANGUAGES, LARGE, SMALL, assert_looks_the_same, assert_looks_the_same_at_both, name_of, settle
from kept import left_at
from scene import run
from stand import Stand
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from drillroom.language import speech
from drillroom.ui.drill.feed import Feed
from drillroom.ui.drill.prompt import PromptCard
from drillroom.ui.drill.screen import DrillScreen

Look = Callable[[Pilot[Any]], Awaitable[None]]
NUMBER_IS_ASKED = 6700
"""The drill second at which the first play-book has said a little, and is asked for a number."""
CALL_RINGS = 2105
"""Here the fifth one's reporter has rung for five seconds."""


def look_at(folder: Path, until: str | int, lang: str, look: Look, *, playbook: str, size: tuple[int, int]) -> None:
    """Go on with a drill that was left, and look at it once it is all there."""
    sitting = left_at(folder, until, lang, playbook=playbook)
    screen = DrillScreen(sitting, speech(lang))

    async def sit() -> None:
        async with Stand(screen=lambda: screen).run_test(size=size) as pilot:
            while screen.beat is None:
                await pilot.pause()
            await whole(pilot)
            await look(pilot)

    try:
        run(sit())
    finally:
        screen.table.stop()
        sitting.journal.close()


async def whole(pilot: Pilot[Any]) -> None:
    """Every post of the feed is laid out, so the scroll bar is what it will be."""
    feed = pilot.app.screen.query_one(Feed)
    await settle(pilot)
    while list(feed.column.unmeasured()):
        feed._measure_some()
    await settle(pilot)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_decision_waits(lang: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    """On a wide terminal everything at once; on a narrow one the feed and what waits."""

    async def look(pilot: Pilot[Any]) -> None:
        for size in (LARGE, SMALL):
            await pilot.resize_terminal(*size)
            await whole(pilot)
            await assert_looks_the_same(pilot, snapshot, name_of(size), is_picture=size == LARGE)

    look_at(tmp_path, NUMBER_IS_ASKED, lang, look, playbook="k1", size=LARGE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_telephone_rings(lang: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    """Its sign alternates; the frame holds it still."""

    async def look(pilot: Pilot[Any]) -> None:
        card = pilot.app.screen.query_one(PromptCard)
        assert card._ringing is not None
        card._ringing.pause()
        card._rings = 1
        card._ring()
        await whole(pilot)
        await assert_looks_the_same_at_both(pilot, snapshot)

    look_at(tmp_path, CALL_RINGS, lang, look, playbook="k5", size=LARGE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_pane_in_front(lang: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    """A quiet hour on a narrow terminal."""

    async def look(pilot: Pilot[Any]) -> None:
        for key, pane in (("f4", "feed"), ("f5", "inbox"), ("f6", "facts"), ("f7", "team")):
            await pilot.press(key)
            await whole(pilot)
            await assert_looks_the_same(pilot, snapshot, pane, is_picture=(lang, pane) == ("en", "inbox"))

    look_at(tmp_path, "4h10m", lang, look, playbook="model", size=SMALL)
