"""Small drawings and lines made of single cells: a sparkline, a thin bar, two ends of one line.

No stroke is wider than asked, and none says anything that does not stand beside it in words or figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rich.cells import cell_len
from textual.content import Content

from drillroom.ui.text import crop

_STEPS = "▁▂▃▄▅▆▇█"
DONE, TO_DO = "━", "─"

Part = tuple[str, str]
"""Words and the style they stand in."""


def sparkline(values: Sequence[float], width: int) -> str:
    """The course of ``values``, 0 at the bottom, in at most ``width`` cells; each shows the highest of its stretch."""
    if width < 1 or not values:
        return ""
    size = min(width, len(values))
    cuts = [len(values) * n // size for n in range(size + 1)]
    peaks = [max(values[start:end]) for start, end in pairwise(cuts)]
    top = max(*peaks, 1)
    return "".join(_STEPS[min(len(_STEPS) - 1, max(0, int(peak / top * len(_STEPS))))] for peak in peaks)


def bar(share: float, width: int) -> str:
    """``share`` 0..1 as a thin bar of ``width`` cells: heavy is done, light is to go."""
    done = round(min(1.0, max(0.0, share)) * max(0, width))
    return DONE * done + TO_DO * (max(0, width) - done)


def size_of(parts: Sequence[Part]) -> int:
    """How many cells these parts take."""
    return sum(cell_len(words) for words, _ in parts)


def line(*parts: Part) -> Content:
    """Parts in one line; none of them is read as markup."""
    return Content.assemble(*((words, style) for words, style in parts if words))


def ends(left: Sequence[Part], right: Sequence[Part], width: int) -> list[Content]:
    """``left`` and ``right`` at the two ends of one line; below each other where both do not fit.

    Words that are too long even for a line of their own are cropped.
    """
    room = width - size_of(left) - size_of(right)
    if room >= 1:
        return [line(*left, (" " * room, ""), *right)]
    return [line(*cropped(left, width)), line(("  ", ""), *cropped(right, width - 2))]


def cropped(parts: Sequence[Part], width: int) -> list[Part]:
    """The parts in at most ``width`` cells: the first that does not fit is cropped, what is behind it is left out."""
    kept: list[Part] = []
    for words, style in parts:
        size = cell_len(words)
        if size > width:
            return [*kept, (crop(words, width), style)] if width > 0 else kept
        kept.append((words, style))
        width -= size
    return kept
