"""How a prompt is answered in lines.

A number always answers what waits first.
"""

from __future__ import annotations

from drillroom.views.cards import Teller
from drillroom.views.waiting import Prompt, time_left


def how_to_answer(teller: Teller, prompt: Prompt, count: int, wall_left: float, now: int) -> str:
    """The last line of a prompt: what to type, and how long it stays."""
    numbers = " / ".join(str(number) for number in range(1, count + 1))
    return teller.say("Type {numbers}. {left}", numbers=numbers, left=time_left(teller, prompt, wall_left, now))
