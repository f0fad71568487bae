"""Seats the trainee: on the screen where there is a terminal that can hold one, in lines anywhere else.

The screen's libraries are loaded here, and only when somebody really sits down in front of it.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from .shelf import places, settings

if TYPE_CHECKING:
    from drillroom.runtime.books import Book
    from drillroom.runtime.clock import Clock
    from drillroom.runtime.sitting import Sitting, Wish

SAMPLE = "╭─│╯▁█●▲✓✗☎✉−·…演练"


def has_screen() -> bool:
    """Is this a terminal that one can draw on? The screens are drawn by way of stderr."""
    return _are_terminals() and os.environ.get("TERM", "") != "dumb" and can_draw(sys.stderr.encoding)


def can_draw(encoding: str | None) -> bool:
    """Does this encoding have our frames, our signs and both languages? A screen of question marks is none."""
    try:
        SAMPLE.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _are_terminals() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def on_screen(
    wish: Wish,
    clock: Clock,
    *,
    scenarios: tuple[str, ...] = (),
    book: Book | None = None,
    sitting: Sitting | None = None,
    show_state: bool = False,
) -> int:
    """Open the screens, at the library or at a drill; returns the exit code."""
    from drillroom.ui.app import DrillroomApp, Start
    from drillroom.ui.terminal import forget_fixed_size

    forget_fixed_size()
    start = Start(
        wish=wish,
        places=places(scenarios),
        drills=settings().drills,
        clock=clock,
        book=book,
        is_short=wish.is_short,
        sitting=sitting,
        show_state=show_state,
    )
    app = DrillroomApp(start)
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0
