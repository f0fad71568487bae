"""Attends to the terminal while the screens have it: signals that end or stop the program, a terminal that goes away.

Short of a kill, whatever ends the program gives the terminal back as it was; without a terminal the program is over.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from types import FrameType
from typing import Any

from textual.app import App

FIXED_SIZES = ("COLUMNS", "LINES")
"""Where a shell has exported these, they would stand for the window's size, and no resizing would be noticed."""
ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
FROM_SIGNAL = 128
"""A program that a signal has ended gives this and the signal's number back."""
_LOOK = 0.5
"""Wall seconds between two looks whether the terminal is still there."""


def forget_fixed_size() -> None:
    """Let the window itself say how large it is."""
    for name in FIXED_SIZES:
        os.environ.pop(name, None)


def attend(app: App[Any]) -> None:
    """Begin to attend to the terminal of ``app``, which runs in one; call it in the app's loop."""
    if app.is_headless:
        return
    for name in ENDING:
        # What was started to live on without us, as by nohup, ignores a signal on purpose.
        if hasattr(signal, name) and signal.getsignal(number := getattr(signal, name)) is not signal.SIG_IGN:
            _end_on(number, app, asyncio.get_running_loop())
    if hasattr(signal, "SIGCONT"):
        _tell_stops_apart()
    if sys.__stdin__ is not None:
        Thread(target=_watch, args=(sys.__stdin__.fileno(),), name="terminal", daemon=True).start()


def _end_on(number: int, app: App[Any], loop: asyncio.AbstractEventLoop) -> None:
    before = signal.getsignal(number)

    def end(_number: int, _frame: FrameType | None) -> None:
        # Whoever asks twice is not kept waiting.
        signal.signal(number, before)
        loop.call_soon_threadsafe(partial(app.exit, return_code=FROM_SIGNAL + number))

    signal.signal(number, end)


def _tell_stops_apart() -> None:
    """The screen is set up again only after a stop for which it was put down.

    After a bare SIGSTOP there would be two readers of one keyboard, and the terminal's own settings would be lost.
    """
    put_down, set_up = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    if not callable(put_down) or not callable(set_up):
        return
    stops: list[int] = []
    signal.signal(signal.SIGTSTP, _noting(stops, put_down))
    signal.signal(signal.SIGCONT, _only_after(stops, set_up))


_Reaction = Callable[[int, FrameType | None], Any]


def _noting(stops: list[int], react: _Reaction) -> _Reaction:
    def note(number: int, frame: FrameType | None) -> None:
        stops.append(number)
        react(number, frame)

    return note


def _only_after(stops: list[int], react: _Reaction) -> _Reaction:
    def check(number: int, frame: FrameType | None) -> None:
        if stops:
            stops.clear()
            react(number, frame)

    return check


def _watch(number: int) -> None:
    """End the process when its terminal has gone: a loop that writes to none would wait for ever.

    What was acknowledged is on disk, so this takes no more than a kill does.
    """
    clock = Event()
    while os.isatty(number):
        clock.wait(_LOOK)
    os._exit(FROM_SIGNAL + 1)
