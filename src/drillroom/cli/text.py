"""Fits text to a terminal's width, in English and in Chinese.

Nothing is lost but the spaces at which a line breaks.
"""

from __future__ import annotations

import unicodedata

_NOT_FIRST = frozenset("，。！？；：、）》」』】〉”’…—,.!?;:)]}%％")
_NOT_LAST = frozenset("（《「『【〈“‘([{")


def width(text: str) -> int:
    """Columns ``text`` takes on a terminal: 2 for wide characters, 0 for combining ones."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, columns: int, *, indent: str = "", first: str | None = None) -> list[str]:
    """Lines of at most ``columns`` columns; ``first`` starts the first line and ``indent`` every other one.

    Chinese breaks between characters, but no line starts with a closing mark or ends with an opening one.
    """
    lines: list[str] = []
    lead = indent if first is None else first
    for paragraph in text.split("\n"):
        line = lead
        for piece in _pieces(paragraph):
            if width(line) + width(piece.rstrip()) > columns and line.strip() and line not in (lead, indent):
                lines.append(line.rstrip())
                line = indent
                piece = piece.lstrip()
            line += piece
        lines.append(line.rstrip())
        lead = indent
    return lines


def _pieces(text: str) -> list[str]:
    """``text`` cut wherever a line may break."""
    pieces: list[str] = []
    for character in text:
        if pieces and not _may_break(pieces[-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _may_break(before: str, character: str) -> bool:
    last = before[-1]
    if last == " ":
        return character != " "
    if character == " " or character in _NOT_FIRST or last in _NOT_LAST:
        return False
    return _width(character) == 2 or _width(last) == 2
