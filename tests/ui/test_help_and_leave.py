"""The page of help, and the question before leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from frames import LANGUAGES, LARGE, SMALL, assert_looks_the_same, settle, text
from scene import run
from stand import Stand
from syrupy.assertion import SnapshotAssertion
from textual.screen import Screen

from drillroom.language import Speech, speech
from drillroom.ui.drill.help import KEYS, Help
from drillroom.ui.drill.leave import Leave


def answers(dialog: Callable[[Speech], Screen[Any]], *keys: str) -> list[Any]:
    """What the dialog is dismissed with after these keys."""

    async def sit() -> list[Any]:
        app = Stand(screen=lambda: dialog(speech("en")))
        async with app.run_test(size=SMALL) as pilot:
            await settle(pilot)
            await pilot.press(*keys)
            await settle(pilot)
            assert app.is_running
        return app.answers

    return run(sit())


@pytest.mark.parametrize("key", ["enter", "y"])
def test_enter_leaves(key: str) -> None:
    """The question was put; Enter is the answer to it."""
    assert answers(Leave, key) == [True]


@pytest.mark.parametrize("key", ["escape", "n", "f10", "ctrl+q"])
def test_everything_else_that_closes_stays(key: str) -> None:
    """Also the key that asked, pressed twice by mistake."""
    assert answers(Leave, key) == [False]


def test_other_keys_answer_nothing() -> None:
    """A digit that was meant for a decision does not leave the drill."""
    assert answers(Leave, "1", "x", "space", "down") == []


@pytest.mark.parametrize("key", ["escape", "enter", "space", "f1", "question_mark", "f10"])
def test_help_is_closed_by_any_of_its_keys(key: str) -> None:
    """By the one that opened it as well."""
    assert len(answers(Help, key)) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_is_one_page(lang: str) -> None:
    """Every key of the drill stands on it, also on the smallest terminal."""

    async def look() -> None:
        app = Stand(screen=lambda: Help(speech(lang)))
        async with app.run_test(size=SMALL) as pilot:
            await settle(pilot)
            shown = text(app)
            assert all(key in shown for key, _ in KEYS)

    run(look())


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dialog", [Help, Leave])
def test_it_looks_as_it_was_accepted(
    dialog: Callable[[Speech], Screen[Any]], lang: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """In both languages, small and large."""

    async def look() -> None:
        app = Stand(screen=lambda: dialog(speech(lang)))
        async with app.run_test(size=size) as pilot:
            await assert_looks_the_same(pilot, snapshot)

    run(look())
