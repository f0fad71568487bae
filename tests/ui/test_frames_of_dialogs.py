"""What lies over the drill: the list of actions, the telephone, a message, and a first response half written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from frames import LANGUAGES, LARGE, assert_looks_the_same_at_both, settle
from picked import QUIET, RINGING, picking
from scene import palette_at, run
from stand import Stand
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from drillroom.ui.drill.actions import ActionList
from drillroom.ui.drill.asker import Asker
from drillroom.ui.drill.composer.screen import Composer
from drillroom.ui.drill.inbox import Inbox
from drillroom.ui.drill.message import MessageReader

Act = Callable[[Pilot[Any]], Awaitable[None]]


def look_at(app: Stand, snapshot: SnapshotAssertion, act: Act) -> None:
    """Do something with what stands there, then look at it at both sizes."""

    async def sit() -> None:
        async with app.run_test(size=LARGE) as pilot:
            await settle(pilot)
            await act(pilot)
            await assert_looks_the_same_at_both(pilot, snapshot)

    run(sit())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_actions(lang: str, snapshot: SnapshotAssertion) -> None:
    """All of them, some days are busy, the third one is selected."""
    palette = picking(QUIET, lang, playbook="k1")

    async def act(pilot: Pilot[Any]) -> None:
        await pilot.press("down", "down")

    look_at(Stand(screen=lambda: ActionList(palette)), snapshot, act)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_call_that_is_being_answered(lang: str, snapshot: SnapshotAssertion) -> None:
    """One question is answered, the second one stands there."""
    palette = picking(RINGING, lang, playbook="k5")

    async def act(pilot: Pilot[Any]) -> None:
        await pilot.press("2", "down")

    look_at(Stand(screen=lambda: Asker(palette, "take_call", {"call": "reporter"})), snapshot, act)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message(lang: str, snapshot: SnapshotAssertion) -> None:
    """The first report from outside, read in front of the inbox it came into."""
    inbox = Inbox(picking("-5h20m", lang))
    place = next(n for n, row in enumerate(inbox.letters.rows) if row.id == "signal.researcher-mail")

    async def act(pilot: Pilot[Any]) -> None:
        inbox.focus()
        inbox.highlighted = place
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, MessageReader)

    look_at(Stand(inbox), snapshot, act)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_first_response_half_written(lang: str, snapshot: SnapshotAssertion) -> None:
    """The first blank is filled, the second one has the focus."""
    palette = palette_at("16m", lang, playbook=None)
    words = {"en": "a file with profiles is going around.", "zh-Hans": "网上有一份用户资料文件在流传"}

    async def act(pilot: Pilot[Any]) -> None:
        await pilot.press(*words[lang], "enter")

    look_at(Stand(screen=lambda: Composer(palette, "holding_statement")), snapshot, act)
