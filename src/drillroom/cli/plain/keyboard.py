"""Reads typed lines without ever keeping the drill waiting.

One thread does nothing but read; the drill takes lines from a queue, so a slow typist never stops the clock.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

PROMPT = "> "
END = None
_NOTHING: Any = object()


class Keyboard:
    """Lines from stdin, at most one at a time, with a time limit.

    ``is_terminal``: a person types; else lines come from a pipe or file and are answers in order.
    """

    def __init__(self, complete: Callable[[str], Sequence[str]]) -> None:
        self.is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._is_over = False
        self._kept: str | None = None
        self._editor = _editor(complete) if self.is_terminal else None
        self._terminal = _terminal_state() if self.is_terminal else None
        self._wanted = threading.Event()
        self._asking = False
        threading.Thread(target=self._read, name="keyboard", daemon=True).start()

    def line(self, seconds: float) -> str | None:
        """The next line, or None when none came within ``seconds``."""
        if self._kept is not None:
            kept, self._kept = self._kept, None
            return kept
        if self._is_over:
            return None
        line = self._taken(0.0)
        if line is _NOTHING:
            if not self._asking:
                self._wanted.set()
            line = self._taken(seconds)
        if line is _NOTHING:
            return None
        self._is_over = line is END
        return None if self._is_over else str(line)

    def put_back(self, line: str) -> None:
        """Give a line back that is for later: the next one read."""
        self._kept = line

    def _taken(self, seconds: float) -> Any:
        try:
            return self._lines.get(timeout=seconds) if seconds > 0 else self._lines.get_nowait()
        except queue.Empty:
            return _NOTHING

    @property
    def is_over(self) -> bool:
        """Nobody will type any more: end of a pipe, or Ctrl+D."""
        return self._is_over and self._kept is None

    def around(self, show: Callable[[], None]) -> None:
        """Print with ``show`` without tearing what is half typed: it is cleared before and put again after."""
        if not self._asking:
            show()
            return
        sys.stdout.write("\r" + " " * (len(PROMPT) + len(self._typed()) * 2) + "\r")
        show()
        sys.stdout.write(PROMPT + self._typed())
        sys.stdout.flush()

    def close(self) -> None:
        """Give the terminal back as it was found; the reading thread ends with the process."""
        self._asking = False
        if self._terminal is not None:
            self._terminal()

    def _typed(self) -> str:
        return str(self._editor.get_line_buffer()) if self._editor is not None else ""

    def _typed_lines(self) -> Iterator[str]:
        """Lines of a terminal; the next is asked for only when the last one has been dealt with."""
        while True:
            self._wanted.wait()
            self._wanted.clear()
            self._asking = True
            try:
                line = input(PROMPT)
            except (EOFError, OSError, ValueError):
                return
            finally:
                self._asking = False
            yield line

    def _read(self) -> None:
        try:
            for line in self._typed_lines() if self.is_terminal else _piped_lines():
                self._lines.put(line)
        finally:
            self._lines.put(END)


def _piped_lines() -> Iterator[str]:
    """Lines of a pipe, read from below Python's buffer: a thread that holds its lock could not be left at exit."""
    try:
        number = sys.stdin.fileno()
    except (OSError, ValueError, AttributeError):
        yield from (line.rstrip("\n") for line in sys.stdin or ())
        return
    rest = b""
    while chunk := os.read(number, 65536):
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line.decode("utf-8", errors="replace").rstrip("\r") for line in whole)
    if rest:
        yield rest.decode("utf-8", errors="replace")


def _editor(complete: Callable[[str], Sequence[str]]) -> Any:
    """readline with completion, where the platform has it."""
    try:
        import readline
    except ImportError:
        return None

    def completed(text: str, state: int) -> str | None:
        found = complete(text)
        return found[state] if state < len(found) else None

    readline.set_completer(completed)
    readline.set_completer_delims(" ")
    is_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
    return readline


def _terminal_state() -> Callable[[], None] | None:
    """What puts the terminal back: a line editor left in the middle of a line would leave it without echo."""
    try:
        import termios
    except ImportError:
        return None
    state = None
    with contextlib.suppress(termios.error):
        state = termios.tcgetattr(0)
    return None if state is None else lambda: termios.tcsetattr(0, termios.TCSADRAIN, state)
