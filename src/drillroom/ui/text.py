"""Brings words from outside onto a terminal: as plain content, cut and wrapped to the cell.

Nothing in them is ever read as markup, no input raises, and no line comes out wider than asked on any terminal: signs
that terminals disagree about (joined emoji, variation selectors, piles of accents) are taken apart first.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, get_character_cell_size, set_cell_size
from textual.content import Content

from drillroom.source.clean import clean

ELLIPSIS = "…"
_MOST_MARKS = 4
"""So many zero-width signs may sit on one character; living scripts need fewer."""
_UNSTEADY = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]")
_FLAGS = {0x1F1E6 + n: 65 + n for n in range(26)}
"""The halves of a flag are 1, 2 or 4 cells wide together, as the terminal likes; its two letters are 2."""
_BLANKS = re.compile(r"[^\S\n]+|\n+")
_OPENING = "（《「『【〈〔“‘(\\[{"
_CLOSING = "，。！？；：、）》」』】〉〕”’…—·,.!?;:)\\]}%％"
_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6"
    "\U0001f000-\U0003fffd"
)
_PIECES = re.compile(f"[{_OPENING}]*(?:[{_WIDE}]|[^ {_WIDE}]+)[{_CLOSING}]* *| +")
"""A line may break before each of these: Chinese between characters, but never before a closing mark."""


def screened(text: str) -> str:
    """``text`` cleaned and taken apart into signs of a certain width; line feeds stay, other blanks become a space.

    Joined emoji fall into their members, flags into letters, and shades are dropped: terminals disagree on their width.
    """
    text = clean(text)
    if text.isascii():
        return text
    text = _UNSTEADY.sub("", text).translate(_FLAGS)
    out: list[str] = []
    marks = _MOST_MARKS  # nothing to sit on yet
    for character in text:
        if character == "\n":
            marks = _MOST_MARKS
        elif get_character_cell_size(character):
            marks = 0
            character = " " if character.isspace() else character
        else:
            marks += 1
        if marks <= _MOST_MARKS:
            out.append(character)
    return "".join(out)


def one_line(text: str) -> str:
    """``text`` screened, with line feeds and runs of blanks as one space."""
    return _BLANKS.sub(" ", screened(text)).strip()


def plain(text: str, style: str = "") -> Content:
    """``text`` as content that holds no markup, with one of our own styles over the whole of it."""
    return Content.styled(screened(text), style)


def title(text: str) -> Content:
    """One line for ``border_title``, ``border_subtitle`` or a tab: given as content it is not parsed as markup.

    ``border_title`` parses every ``str``, and raises on an empty one; so nothing to say becomes one blank.
    """
    return Content(one_line(text) or " ")


def crop(text: str, width: int) -> str:
    """The one line of ``text`` in at most ``width`` cells; what was cut off shows as ``…``."""
    return _cropped(one_line(text), width)


def fit(text: str, width: int) -> str:
    """The one line of ``text`` in exactly ``width`` cells (none below zero): cropped, or filled up with blanks."""
    return set_cell_size(crop(text, width), max(0, width))


def wrap(text: str, width: int, *, most: int | None = None) -> list[str]:
    """``text`` in lines of at most ``width`` cells, at most ``most`` of them; what was cut off shows as ``…``.

    Empty lines of the text stay. A width below 1 has no lines.
    """
    if width < 1 or (most is not None and most < 1):
        return []
    text, lines = screened(text), []
    # Nobody reads on: of more lines than these, no more is looked at than they can hold.
    enough = len(text) if most is None else most * (width + 1) * (_MOST_MARKS + 1)
    for paragraph in text[:enough].split("\n"):
        lines += _wrapped(paragraph, width)
        if most is not None and len(lines) > most:
            break
    if most is None or (len(lines) <= most and len(text) <= enough):
        return lines
    last = min(most, len(lines)) - 1
    return [*lines[:last], _marked(lines[last], width)]


def _wrapped(paragraph: str, width: int) -> list[str]:
    """One paragraph of screened text in lines."""
    lines: list[str] = []
    line, room = "", width
    for piece in _PIECES.findall(paragraph):
        bare = piece.rstrip(" ")
        size = cell_len(bare)
        if size > room and line:
            lines.append(line.rstrip(" "))
            line, room = "", width
        if size > room:
            *whole, bare = _chopped(bare, width)
            lines += whole
            size, piece = cell_len(bare), bare + piece[len(piece.rstrip(" ")) :]
        if not line and not bare and lines:
            continue  # no line but the first begins with blanks
        line += piece
        room -= size + len(piece) - len(bare)
    return [*lines, set_cell_size(line, width).rstrip(" ") if room < 0 else line.rstrip(" ")]


def _chopped(word: str, width: int) -> list[str]:
    """A word without blanks cut into lines; a wide character that has no room at all becomes a ``?``."""
    lines, line, room = [], "", width
    for character in word:
        size = get_character_cell_size(character)
        if size > width:
            character, size = "?", 1
        if size > room:
            lines.append(line)
            line, room = "", width
        line += character
        room -= size
    return [*lines, line]


def _cropped(line: str, width: int) -> str:
    """A screened line in at most ``width`` cells."""
    if width < 1:
        return ""
    if len(line) * 2 <= width or cell_len(line) <= width:
        return line
    return _marked(line[: width * (_MOST_MARKS + 1)], width)


def _marked(line: str, width: int) -> str:
    """A line that goes on, in at most ``width`` cells with the mark of it."""
    line = line if cell_len(line) < width else set_cell_size(line, width - 1)
    return line.rstrip(" ") + ELLIPSIS
