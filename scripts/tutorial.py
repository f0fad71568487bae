"""The drills of the tutorial and of the guide to playing in lines, played for real, and the passages they show.

If the program stops doing what a page tells people to do, a step is never reached and this raises.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial

import desk
from recording import Step, record

ARGUMENTS = ("--seed", "1", "--tabletop")
STEPS = (
    Step("Press Enter", ""),
    Step("T−5:30", "3"),
    Step("T+0:05", "2"),
    Step("T+0:15", "2"),
    Step("WE SAY", "facts"),
    Step("T+0:30", "3"),
    Step("Incoming call", "1"),
    Step("\n  1  ", "1"),
    Step("\n  1  ", "1"),
    Step("\n  1  ", "1"),
    Step("Now you know: What happened", "disclose"),
    Step("\n  1  ", "all"),
    Step("WE SAY", "status"),
    Step("Status", "quit"),
)

PASSAGES: Mapping[str, tuple[str, str]] = {
    "drill-opening": ("The Open Back Door", "Press Enter"),
    "drill-warning": ("T−5:30", "Type 1"),
    "drill-alert": ("ALERT", "Report by"),
    "drill-words": ("DECISION for PR", "> 2"),
    "drill-published": ("Stop the harm: done", "WE SAY"),
    "drill-facts": ("> facts", "What comes next"),
    "drill-call": ("Incoming call", "> 1"),
    "drill-learned": ("Now you know: What happened", "Now you know: What happened"),
    "drill-disclose": ("> disclose", "> all"),
    "drill-status": ("> status", "Legal deadline"),
}
"""Name -> the first and the last line of a passage, each the first one that holds the text, in the page's order."""


@cache
def _drill() -> tuple[str, ...]:
    return tuple(record(STEPS, *ARGUMENTS))


@cache
def _passages() -> Mapping[str, str]:
    lines, here = _drill(), 0
    found = {}
    for name, (first, last) in PASSAGES.items():
        start = _find(lines, first, here)
        end = _find(lines, last, start)
        while end + 1 < len(lines) and lines[end + 1].startswith("    "):
            end += 1
        found[name] = "\n".join(lines[start : end + 1])
        here = end
    return found


def _find(lines: tuple[str, ...], text: str, start: int) -> int:
    for number in range(start, len(lines)):
        if text in lines[number]:
            return number
    raise LookupError(f"the tutorial's drill never says {text!r} after line {start}")


def passage(name: str) -> str:
    """One passage as a fenced block."""
    return f"```text\n{_passages()[name]}\n```\n"


def on_screen(draw: Callable[[], str]) -> str:
    """A piece of a screen as a fenced block."""
    return f"```text\n{draw()}\n```\n"


REGIONS: Mapping[str, Callable[[], str]] = {
    **{name: partial(passage, name) for name in PASSAGES},
    "screen-decision": partial(on_screen, desk.deciding),
    "screen-call": partial(on_screen, desk.talking),
}
