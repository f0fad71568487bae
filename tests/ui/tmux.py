"""A real terminal for tests: drillroom in a window of tmux that one can read, type into, resize and kill.

Nothing waits for a fixed time: it looks at the screen until what is waited for stands there, or a deadline passes.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

PATIENCE = 60.0
"""Wall seconds until what is waited for has to be there; a busy computer is slow."""
_LOOK = 0.05


def is_there() -> bool:
    """Is there a tmux on this computer?"""
    return shutil.which("tmux") is not None


class Window:
    """One window, ``size`` columns by rows, in a tmux server of its own. ``home`` holds the drills."""

    def __init__(self, home: Path, *, size: tuple[int, int] = (100, 30), lang: str = "en") -> None:
        self.home, self._size, self._lang = home, size, lang
        self._server = ""
        self._starts = 0
        self._is_open = False

    def start(self, *words: str, exports: Mapping[str, str] | None = None, first: str = "") -> None:
        """Run ``drillroom words…`` in the window, with more in its environment; the shell does ``first`` before."""
        settings = {
            "DRILLROOM_HOME": str(self.home),
            "DRILLROOM_LANG": self._lang,
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "COLORTERM": "truecolor",
            **(exports or {}),
        }
        environment = [f"{name}={value}" for name, value in settings.items()]
        # Whoever runs the tests may have fixed a size for their own output; this window has one of its own.
        command = ["env", "-u", "COLUMNS", "-u", "LINES", *environment, sys.executable, "-m", "drillroom", *words]
        columns, rows = self._size
        self.close()
        # A server that is still going away must not be the one that is asked. The path of a socket must be short: a
        # name, and tmux's own folder for it.
        self._starts += 1
        self._server = f"drillroom-{os.getpid()}-{id(self)}-{self._starts}"
        # What the program says when it ends can still be read.
        rules = self.home / "tmux.conf"
        rules.write_text("set -g remain-on-exit on\n", encoding="utf-8")
        self._tmux(
            "-f", str(rules), "new-session", "-d", "-x", str(columns), "-y", str(rows), "-c", str(self.home),
            f"{first} exec {shlex.join(command)}",
        )  # fmt: skip
        self._is_open = True

    def text(self) -> str:
        """What stands on the screen now; what the program said at last where it has ended."""
        done = self._tmux("capture-pane", "-p", check=False)
        return done.stdout if done.returncode == 0 else ""

    def until(self, *words: str, gone: bool = False) -> str:
        """The screen as soon as it shows all of ``words``, or none of them with ``gone``."""
        deadline = time.monotonic() + PATIENCE
        while True:
            shown = self.text()
            if all((word in shown) != gone for word in words):
                return shown
            assert time.monotonic() < deadline, f"{words!r} {'stayed' if gone else 'did not come'}:\n{shown}"
            time.sleep(_LOOK)

    def press_until(self, key: str, *words: str) -> str:
        """Press ``key`` again and again, until one of ``words`` stands on the screen; returns the screen."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            shown = self.text()
            if any(word in shown for word in words):
                return shown
            self.press(key)
            patience = time.monotonic() + 1.5
            while time.monotonic() < patience and not any(word in self.text() for word in words):
                time.sleep(_LOOK)
        raise AssertionError(f"none of {words!r} came:\n{self.text()}")

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names: ``Enter``, ``F10``, ``1``."""
        self._tmux("send-keys", *keys)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window larger or smaller."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def pid(self) -> int:
        """The process of drillroom."""
        deadline = time.monotonic() + PATIENCE
        while not (said := self._tmux("display-message", "-p", "#{pane_pid}").stdout.strip()):
            assert time.monotonic() < deadline, "the window has no process"
            time.sleep(_LOOK)
        return int(said)

    def until_it_ends(self) -> str:
        """Wait until the program has ended; returns what stands on the screen then."""
        deadline = time.monotonic() + PATIENCE
        while self._tmux("display-message", "-p", "#{pane_dead}").stdout.strip() != "1":
            assert time.monotonic() < deadline, f"it still runs:\n{self.text()}"
            time.sleep(_LOOK)
        return self.text()

    def close(self) -> None:
        """End the window and everything in it."""
        if self._is_open:
            self._tmux("kill-server", check=False)
            self._is_open = False

    def _tmux(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["tmux", "-L", self._server, *words], capture_output=True, encoding="utf-8", check=check, timeout=PATIENCE
        )
