"""The whole of it in a real terminal: what a person does in the first minutes, and what a crash may take: nothing."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import tmux

from drillroom.log.records import CommandGiven, Entry
from drillroom.storage.logs import newest_logs, read_log

pytestmark = [
    pytest.mark.skipif(not tmux.is_there(), reason="no tmux on this computer"),
    pytest.mark.timeout(300),
]
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
WAITS = "DECISION"
RINGS = "Incoming call"


@pytest.fixture
def window(tmp_path: Path) -> Iterator[tmux.Window]:
    """A window with an empty home."""
    one = tmux.Window(tmp_path)
    yield one
    one.close()


def the_log(home: Path) -> Path:
    """The one log there is."""
    (path,) = newest_logs(home / "drills")
    return path


def commands(path: Path) -> list[Entry]:
    """What was decided and ordered, as the log has it."""
    return [entry for entry in read_log(path).entries if isinstance(entry.record, CommandGiven)]


def into_the_drill(window: tmux.Window) -> None:
    """From an empty home into the first drill, by nothing but what the screen says."""
    window.start()
    window.until("EXERCISE", "Start your first drill")
    window.press("Enter")
    window.press_until("Space", "Press Enter to begin")
    window.press("Enter")
    window.until("F8", "Leave")


def to_a_decision(window: tmux.Window) -> None:
    """Skip ahead until something is to be decided; calls are let ring."""
    while RINGS in (shown := window.press_until("F8", WAITS, RINGS)) and WAITS not in shown:
        window.press("2")
        window.until(RINGS, gone=True)


def leave(window: tmux.Window) -> None:
    """Leave the drill for the library, and the library for good."""
    window.press_until("F10", "Everything so far is saved")
    window.press("Enter")
    window.until("Library", "Resume")
    window.press("F10")
    window.until_it_ends()


def test_a_newcomer_decides_leaves_and_comes_back(window: tmux.Window) -> None:
    """The first drill, one decision by its number, the window resized meanwhile; then it goes on where it stood."""
    into_the_drill(window)
    to_a_decision(window)
    window.resize(80, 24)
    window.until(WAITS, "Leave")
    window.press("1")
    window.until("Decided")
    window.resize(140, 45)
    window.until("Fact board", "Inbox")
    leave(window)
    log = the_log(window.home)
    before, given = log.read_bytes(), commands(log)
    assert [entry.record.do for entry in given if isinstance(entry.record, CommandGiven)] == ["decide"]

    window.start()
    window.until("Resume")
    window.press("Enter")
    window.until("F8", "Leave")
    leave(window)
    assert log.read_bytes().startswith(before)
    assert commands(log) == given


def test_a_kill_takes_nothing(window: tmux.Window) -> None:
    """What had been answered on screen is in the log, and the drill goes on from there."""
    into_the_drill(window)
    to_a_decision(window)
    window.press("1")
    window.until("Decided")
    log = the_log(window.home)
    given = commands(log)
    assert len(given) == 1
    os.kill(window.pid(), KILL)
    window.until_it_ends()
    before = log.read_bytes()

    window.start("resume")
    window.until("F8", "Leave")
    leave(window)
    whole = read_log(log)
    assert whole.faults == ()
    assert commands(log) == given
    # A line that was torn by the kill had been acknowledged by nobody; all the others stand as they stood.
    assert log.read_bytes().startswith(before[: before.rfind(b"\n") + 1])
    assert all(json.loads(line) for line in log.read_bytes().splitlines())
