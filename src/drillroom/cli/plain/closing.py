"""The end of a drill in lines: first the trainee speaks, then the marks are shown.

Nobody sees a score before they were asked how they would rate themselves; the question can be passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from drillroom.language import to_say

from .keyboard import Keyboard
from .screen import Screen

_PATIENCE = 600.0
"""Wall seconds the closing questions wait for somebody at a terminal."""
_RATED: Mapping[str, str] = {
    "speed": to_say("How fast were you? 1 (poor) to 5 (good), or Enter to pass."),
    "openness": to_say("How open were you? 1 to 5, or Enter."),
    "responsibility": to_say("How well did you own it? 1 to 5, or Enter."),
}
_REGRET = to_say("Which sentence would you take back? In your words, or Enter.")


def ask_self_rating(
    screen: Screen, keyboard: Keyboard, say: Callable[..., str], keep: Callable[[str], str]
) -> dict[str, Any]:
    """Answers of the trainee about their own drill; ``keep`` puts typed words away and gives their key."""
    answers: dict[str, Any] = {}
    screen.lines("", say("Before any score: your own view."))
    for name, question in _RATED.items():
        line = _answer(screen, keyboard, say(question))
        if line is None:
            return answers
        if line.strip().isdecimal() and 1 <= int(line) <= 5:
            answers[name] = int(line)
    line = _answer(screen, keyboard, say(_REGRET))
    if line is not None and line.strip():
        answers["regret"] = keep(line.strip())
    return answers


def _answer(screen: Screen, keyboard: Keyboard, question: str) -> str | None:
    """A typed line, or None when nobody is there."""
    if keyboard.is_over:
        return None
    screen.lines(question)
    return keyboard.line(_PATIENCE if keyboard.is_terminal else 1.0)
