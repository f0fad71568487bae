"""Prints the lines of a drill, wrapped to the terminal and marked as an exercise.

Every card carries the mark inside it; nothing half typed is torn by what is printed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable

from drillroom.cli.frame import put
from drillroom.cli.text import wrap
from drillroom.views.cards import Card
from drillroom.views.names import Names, stamp

from .keyboard import Keyboard

WIDEST, NARROWEST, UNBROKEN = 100, 40, 10_000
_INDENT = "    "


class Screen:
    """Where lines go. On a terminal they are wrapped; in a pipe a paragraph stays one line."""

    def __init__(self, names: Names, keyboard: Keyboard) -> None:
        self._names, self._keyboard = names, keyboard
        columns = shutil.get_terminal_size((WIDEST, 24)).columns
        self._columns = max(NARROWEST, min(WIDEST, columns - 1)) if keyboard.is_terminal else UNBROKEN

    def mark(self, at: int) -> str:
        """``[EXERCISE 10:15 (T+0:15)]``."""
        exercise = self._names.speech.say("EXERCISE")
        return f"[{exercise} {stamp(self._names.scenario, self._names.speech, at)}]"

    def card(self, at: int, card: Card) -> None:
        """One card: the mark, the time and the title in its first line, its paragraphs below."""
        tag = f" · {card.tag}" if card.tag else ""
        self.card_lines(f"{self.mark(at)} {card.title}{tag}", card.body)

    def card_lines(self, title: str, body: Iterable[str]) -> None:
        """A titled block."""
        lines = wrap(title, self._columns, indent=_INDENT, first="")
        for paragraph in body:
            lines += wrap(paragraph, self._columns, indent=_INDENT, first=_INDENT)
        if self._keyboard.is_terminal:
            lines.append("")
        self._print(lines)

    def lines(self, *texts: str) -> None:
        """Plain lines."""
        self._print([line for text in texts for line in wrap(text, self._columns, indent=_hang(text), first="")])

    def choices(self, labels: Iterable[str]) -> None:
        """Numbered lines."""
        marks = [(f"  {number}  ", label) for number, label in enumerate(labels, 1)]
        self._print(
            [line for mark, text in marks for line in wrap(text, self._columns, indent=" " * len(mark), first=mark)]
        )

    def _print(self, lines: list[str]) -> None:
        def show() -> None:
            for line in lines:
                put(line)

        self._keyboard.around(show)


def _hang(text: str) -> str:
    """Continued lines stand under the beginning of their own text."""
    return " " * (len(text) - len(text.lstrip()))
