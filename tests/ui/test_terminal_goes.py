"""Signals and the end of the terminal around the screens: left behind are a terminal as it was and a whole log."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import tmux

from drillroom.storage.logs import newest_logs, read_log
from drillroom.ui import terminal

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")

pytestmark = [
    pytest.mark.skipif(not tmux.is_there(), reason="no tmux on this computer"),
    pytest.mark.timeout(300),
]
FRAME = "╭"
LEFT = b"\x1b[?1049l"
"""Back from the alternate screen."""


@pytest.fixture
def window(tmp_path: Path) -> Iterator[tmux.Window]:
    """A window with an empty home."""
    one = tmux.Window(tmp_path)
    yield one
    one.close()


def into_a_drill(window: tmux.Window, **extra: str) -> None:
    """Past the briefing, in front of the feed."""
    window.start("play", "open-back-door", "--seed", "3", exports=extra)
    window.press_until("Space", "Press Enter to begin")
    window.press("Enter")
    window.until("F8", "Leave")


@pytest.mark.parametrize("name", terminal.ENDING)
def test_a_signal_ends_the_drill_and_gives_the_terminal_back(window: tmux.Window, name: str) -> None:
    """The screen that was there before is there again, and the log is whole."""
    into_a_drill(window)
    os.kill(window.pid(), int(getattr(signal, name)))
    shown = window.until_it_ends()
    assert FRAME not in shown
    (path,) = newest_logs(window.home / "drills")
    log = read_log(path)
    assert (log.faults, log.torn) == ((), 0)


@pytest.mark.parametrize("name", terminal.ENDING)
def test_the_exit_code_names_the_signal(tmp_path: Path, name: str) -> None:
    """Asked of the process itself: 128 and the signal's number, as a shell has it; the screens are left."""
    number = int(getattr(signal, name))
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "drillroom"],
        stdin=slave, stdout=slave, stderr=slave, cwd=tmp_path, start_new_session=True,
        env={**os.environ, "DRILLROOM_HOME": str(tmp_path), "DRILLROOM_LANG": "en", "TERM": "xterm-256color"},
    ) as program:  # fmt: skip
        os.close(slave)
        shown = _read(master, until=b"Start your first drill")
        program.send_signal(number)
        shown = _read(master, until=None)
        assert program.wait(60) == terminal.FROM_SIGNAL + number
    os.close(master)
    assert LEFT in shown


def _read(master: int, *, until: bytes | None) -> bytes:
    """What is drawn, up to these words; None: until the program lets go of the terminal."""
    shown = b""
    while until is None or until not in shown:
        ready, _, _ = select.select([master], [], [], 60)
        assert ready, f"nothing more was drawn: {shown[-300:]!r}"
        try:
            shown += os.read(master, 65536)
        except OSError:
            assert until is None, f"it ended: {shown[-300:]!r}"
            return shown
    return shown


def test_ctrl_c_asks_before_it_leaves_a_drill(window: tmux.Window) -> None:
    """A reflex of the hand is no command; the answer to the question is."""
    into_a_drill(window)
    window.press("C-c")
    window.until("Leave the drill?")
    window.press("Escape")
    window.until("Leave the drill?", gone=True)
    window.until("F8", "Leave")


def test_a_size_that_the_shell_has_exported_is_not_believed(window: tmux.Window) -> None:
    """The window says how large it is, also after it has changed."""
    into_a_drill(window, COLUMNS="70", LINES="20")
    window.resize(140, 45)
    window.until("Fact board", "Inbox")
    assert max(map(len, window.text().splitlines())) == 140


def test_a_bare_stop_leaves_one_reader_of_the_keyboard(window: tmux.Window) -> None:
    """After SIGSTOP and SIGCONT the keys still come in order, and the terminal is given back as it was."""
    into_a_drill(window)
    threads = Path(f"/proc/{window.pid()}/task")
    before = len(list(threads.iterdir())) if threads.exists() else 0
    os.kill(window.pid(), signal.SIGSTOP)
    os.kill(window.pid(), signal.SIGCONT)
    window.press_until("F1", "Esc")
    window.press_until("Escape", "F8")
    assert (len(list(threads.iterdir())) if threads.exists() else 0) <= before + 1  # one more loads and writes files


def test_without_its_terminal_the_program_ends(window: tmux.Window) -> None:
    """Also one that was told to ignore that its terminal hangs up: nobody can play it any more."""
    window.start(first="trap '' HUP;")
    window.until("Start your first drill")
    number = window.pid()
    window.close()
    deadline = time.monotonic() + tmux.PATIENCE
    while _runs(number):
        assert time.monotonic() < deadline, "it still runs"
        time.sleep(0.05)


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
