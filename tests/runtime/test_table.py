"""The table: the driver behind an event loop, one call after the other, each in the drill's own thread."""

from __future__ import annotations

import asyncio
import math
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest

from drillroom.errors import ActionRejected, DrillroomError
from drillroom.log.records import CommandGiven, DecisionOpened
from drillroom.runtime.pace import PaceSettings
from drillroom.runtime.table import Table
from toy import desk

T = TypeVar("T")


def run(part: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(part)


def test_every_call_runs_off_the_loop_in_one_thread() -> None:
    """A disk that is slow holds up no screen, and two calls never meet inside the driver."""
    driver, notebook, clock = desk()
    seen: list[str] = []
    write = notebook.append

    def spied(*args: Any) -> None:
        seen.append(threading.current_thread().name)
        write(*args)

    notebook.append = spied  # type: ignore[method-assign]

    async def play() -> None:
        table = Table(driver)
        clock.pass_by(1)
        await asyncio.gather(*(table.tick() for _ in range(5)), table.act("assemble_team", {}), table.mark())
        await table.close()

    run(play())
    assert seen
    assert set(seen) == {"drill_0"}


def test_beats_hold_what_happened_in_the_order_of_the_calls() -> None:
    """The records of a run of calls, put one behind the other, are those on disk, in their order."""
    driver, notebook, clock = desk(PaceSettings(mode="fixed", fixed=600))
    before = len(notebook.world)

    async def play() -> list[int]:
        table, found = Table(driver), []
        for _ in range(20):
            clock.pass_by(0.5)
            beats = await asyncio.gather(table.tick(), table.skip(), table.tick())
            found += [entry.seq for beat in beats for entry in beat.entries]
        await table.close()
        return found

    found = run(play())
    assert found == [entry.seq for entry in notebook.world[before:]]
    assert found == sorted(found)


def test_a_beat_says_how_long_everything_open_still_waits() -> None:
    """What a countdown shows comes with the beat; the loop never reads the driver."""
    driver, _, _ = desk(PaceSettings(mode="tabletop"))

    async def play() -> None:
        table = Table(driver)
        beat = await table.look()
        while not any(isinstance(entry.record, DecisionOpened) for entry in beat.entries):
            beat = await table.skip()
        assert beat.left
        assert all(math.isinf(left) for left in beat.left.values())
        assert beat.speed == 0
        await table.close()

    run(play())


def test_a_refused_command_raises_and_changes_nothing() -> None:
    """The refusal comes through the thread as it is."""
    driver, notebook, _ = desk()

    async def play() -> None:
        table = Table(driver)
        before = list(notebook.world)
        with pytest.raises(ActionRejected):
            await table.act("fly", {})
        assert notebook.world == before
        await table.close()

    run(play())


def test_a_call_is_carried_through_although_nobody_waits_for_it_any_more() -> None:
    """A screen that goes away in the middle loses no command."""
    driver, notebook, _ = desk()

    async def play() -> None:
        table = Table(driver)
        deed = asyncio.ensure_future(table.act("assemble_team", {}))
        await asyncio.sleep(0)
        deed.cancel()
        await table.close()
        assert any(isinstance(entry.record, CommandGiven) for entry in notebook.world)

    run(play())


def test_what_could_not_be_written_comes_with_the_next_beat() -> None:
    """A full disk raises; nothing is handed out before it is safe, and then all of it is."""
    driver, notebook, clock = desk(PaceSettings(mode="fixed", fixed=3600))

    async def play() -> None:
        table = Table(driver)
        notebook.is_full = True
        clock.pass_by(1)
        with pytest.raises(DrillroomError):
            await table.tick()
        notebook.is_full = False
        before = len(notebook.world)
        beat = await table.mark()
        assert beat.entries
        assert tuple(notebook.world[before:]) == beat.entries
        await table.close()

    run(play())


def test_writing_eases_the_clock_and_a_call_is_held_while_one_picks_up() -> None:
    """Composing slows the clock to reading pace; putting the pen down lets it run again."""
    driver, _, _ = desk()

    async def play() -> None:
        table = Table(driver)
        free = (await table.look()).speed
        assert (await table.compose(held_before=500)).speed <= 3 < free
        assert driver.held_before == 500
        assert (await table.put_down()).speed == free
        assert driver.held_before is None
        assert (await table.pause()).is_paused
        assert not (await table.unpause()).is_paused
        await table.close()

    run(play())


def test_whoever_asks_a_closed_table_is_cancelled() -> None:
    """A key that is pressed while the screen goes is no fault; the table is closed as soon as it is being closed."""
    driver, notebook, _ = desk()

    async def play() -> None:
        table = Table(driver)
        await table.begin()
        before = len(notebook.world)
        closing = asyncio.ensure_future(table.close())
        await asyncio.sleep(0)
        late = asyncio.ensure_future(table.act("assemble_team", {}))
        await asyncio.wait([late])
        assert late.cancelled()
        await closing
        assert len(notebook.world) == before

    run(play())
