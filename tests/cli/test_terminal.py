"""The plain mode on a real terminal, where there are such things."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")

PLACES = Path(__file__).parents[1]
PATIENCE = 60.0


class Terminal:
    """A process of drillroom at a terminal of its own."""

    def __init__(self, home: Path, *words: str) -> None:
        self._master, slave = pty.openpty()
        environment = {**os.environ, "DRILLROOM_HOME": str(home), "DRILLROOM_LANG": "en", "TERM": "dumb"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "drillroom", *words],
            stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=home, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.text = ""

    def until(self, words: str) -> str:
        """Read until ``words`` were shown; returns everything since the last call."""
        start, deadline = len(self.text), time.monotonic() + PATIENCE
        while words not in self.text[start:]:
            ready, _, _ = select.select([self._master], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"{words!r} was not shown: {self.text[start:]}"
            try:
                chunk = os.read(self._master, 65536)
            except OSError:
                chunk = b""
            assert chunk, f"it ended before {words!r}: {self.text[start:]}"
            self.text += chunk.decode("utf-8", errors="replace")
        return self.text[start:]

    def read(self, seconds: float) -> str:
        """Everything so far, after ``seconds`` at most."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if ready:
            self.text += os.read(self._master, 65536).decode("utf-8", errors="replace")
        return self.text

    def type(self, line: str) -> None:
        os.write(self._master, line.encode())

    def end(self) -> int:
        code = self.process.wait(PATIENCE)
        os.close(self._master)
        return code


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The toy at a slow, fixed pace, begun."""
    one = Terminal(tmp_path, "play", "toy", "--plain", "--scenarios", str(PLACES), "--pace", "1", "--seed", "3")
    one.until("Press Enter to begin.")
    one.type("\n")
    yield one
    if one.process.poll() is None:
        one.process.kill()
        one.process.wait()


def test_typed_lines_are_answered_and_quit_leaves(terminal: Terminal) -> None:
    """An action, a view, leaving: exit 0 and a log to go on with."""
    terminal.until("> ")
    terminal.type("assemble_team\n")
    terminal.until("Call the crisis team: begun")
    terminal.type("tasks\n")
    terminal.until("in progress")
    terminal.type("quit\n")
    terminal.until("drillroom resume")
    assert terminal.end() == 0


def test_skip_jumps_to_the_alert_and_a_prompt_counts_down(terminal: Terminal) -> None:
    """The clock is moved by a word, and a number answers."""
    terminal.until("> ")
    terminal.type("skip\n")
    terminal.until("ALERT")
    for _ in range(9):
        terminal.type("skip\n")
        if "DECISION" in terminal.until("> "):
            break
    terminal.type("1\n")
    terminal.until("Decided: ")
    terminal.type("quit\n")
    assert terminal.end() == 0


def test_control_c_saves_and_exits_130(terminal: Terminal) -> None:
    """Interrupted is not lost."""
    terminal.until("> ")
    terminal.type("assemble_team\n")
    terminal.until("begun")
    os.killpg(terminal.process.pid, 2)
    terminal.until("Everything so far is saved")
    assert terminal.end() == 130


def test_end_of_typing_leaves_the_drill(terminal: Terminal) -> None:
    """Ctrl+D at a terminal is leaving, not giving the drill away."""
    terminal.until("> ")
    # A key that comes before the line editor has taken the terminal over is no end of typing yet.
    while "drillroom resume" not in terminal.read(2.0):
        assert terminal.process.poll() is None
        terminal.type("\x04")
    assert terminal.end() == 0
