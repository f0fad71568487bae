"""One action being completed: the question that stands now, what was answered so far, what there is to be told.

Nothing in it is a command. It ends with the arguments, or dropped, and after that it asks nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .asking import Asking, Dropped, Question, missing
from .palette import Palette


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was answered, and the answer in words; an empty answer was passed over."""

    question: str
    answer: str


class Dialog:
    """Asks for what ``do`` still needs beyond ``given``.

    ``question`` is None once it is over; ``args`` then holds the arguments, or None where it was dropped. ``told`` are
    lines that came up on the way, the newest last.
    """

    def __init__(self, palette: Palette, do: str, given: Mapping[str, Any], *, is_brief: bool = False) -> None:
        self.do = do
        self.question: Question | None = None
        self.args: dict[str, Any] | None = None
        self.answered: list[Answered] = []
        self.told: list[str] = []
        self.call = str(given.get("call", ""))
        own = replace(palette, tell=self.told.append)
        self._palette = own
        self._asking: Asking = missing(own, do, given, is_brief=is_brief)
        self._step(None)

    @property
    def is_over(self) -> bool:
        """Nothing more is asked."""
        return self.question is None

    @property
    def is_dropped(self) -> bool:
        """It ended without anything to do; ``told`` may say why."""
        return self.is_over and self.args is None

    def answer(self, line: str) -> None:
        """Answer the question that stands, with words or with numbers of its choices; what does not fit is told."""
        question = self.question
        if question is None:
            return
        told = len(self.told)
        self._step(line)
        if len(self.told) == told or self.question is not question:
            comma = self._palette.speech.say(", ")
            self.answered.append(Answered(question.text, _in_words(question, line, comma)))

    def choose(self, *places: int) -> None:
        """Answer with these choices, counted from 0; none of them passes the question over."""
        self.answer(" ".join(str(place + 1) for place in places))

    def drop(self) -> None:
        """The trainee wants none of it."""
        self._asking.close()
        self.question = self.args = None

    def _step(self, line: str | None) -> None:
        try:
            self.question = self._asking.send(line) if line is not None else next(self._asking)
        except StopIteration as result:
            self.question = None
            if result.value is not None:
                self.args = {name: value for name, value in result.value.items() if value not in (None, [], "")}
        except Dropped:
            self.question = None


def _in_words(question: Question, line: str, comma: str) -> str:
    """What was answered, as the trainee read it."""
    if not question.choices:
        return line.strip()
    places = [int(mark) - 1 for mark in line.split() if mark.isdecimal()]
    return comma.join(question.choices[place][1] for place in places if 0 <= place < len(question.choices))
