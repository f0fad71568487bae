"""Words that were put aside, as a text that can be kept and brought back.

What comes back is checked like anything from outside: a draft that does not fit this drill is no draft.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from drillroom.log.confidence import level_of

from .draft import Draft, is_written, templates
from .palette import Palette


@cache
def _adapter() -> TypeAdapter[Draft]:
    return TypeAdapter(Draft)


def put_aside(draft: Draft) -> str:
    """The whole draft as one text."""
    return _adapter().dump_json(draft).decode()


def brought_back(palette: Palette, text: str) -> Draft | None:
    """The draft that was kept as ``text``, or None where it is none, or none for this drill."""
    try:
        draft = _adapter().validate_json(text)
    except ValidationError:
        return None
    if not is_written(palette, draft.do) or draft.template not in templates(palette, draft.do):
        return None
    board, feed = palette.situation.board, palette.situation.feed
    known = {f"fact:{it}" for it in board.facts} | {f"allegation:{it}" for it in board.allegations}
    known |= {f"post:{it}" for it in feed.posts}
    ticks = {key: tick for key, tick in draft.ticks.items() if key in known}
    return replace(draft, ticks=ticks, sure=level_of(draft.sure))
