"""The words as they will stand in the feed, with the mark of the exercise; what is typed stands out from what is usual.

It shows exactly the text that will be published, wrapped as the feed wraps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult, RenderResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from drillroom.source.clean import clean
from drillroom.ui.drill.strokes import Part, cropped, line
from drillroom.ui.text import screened, title, wrap
from drillroom.views.draft import Piece
from drillroom.views.palette import Palette

MOST_LINES = 200
_STYLES = {"fixed": "", "own": "bold", "usual": "italic $text-muted", "blank": "$warning bold"}


@dataclass(frozen=True, slots=True)
class Shown:
    """``head``: mark, kind and channel; ``slot``: the blank that is being filled."""

    head: tuple[Part, ...]
    pieces: tuple[Piece, ...]
    slot: str = ""


class _Card(Widget):
    """The card itself."""

    def __init__(self) -> None:
        super().__init__(classes="card")
        self.shown = Shown((), ())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(2, len(self._lines(width)) + 1)

    def render(self) -> RenderResult:
        width = self.size.width
        head = line(*cropped(self.shown.head, width))
        return Content("\n").join([head, *styled(self.shown, self._lines(width))])

    def turn_to(self, shown: Shown) -> None:
        """Show these words; the page is laid out anew only where it gets longer or shorter."""
        width = self.size.width
        before, self.shown = len(self._lines(width)), shown
        self.refresh(layout=width == 0 or len(self._lines(width)) != before)

    def _lines(self, width: int) -> list[str]:
        return wrap(text_of(self.shown.pieces), width, most=MOST_LINES)

    def line_of_slot(self) -> int:
        """The line in which the blank that is being filled begins."""
        before, width = "", self.size.width
        for piece in self.shown.pieces:
            if piece.slot == self.shown.slot:
                break
            before += piece.text
        return max(0, len(wrap(before, width)) - 1) if width > 0 else 0


class Preview(VerticalScroll):
    """The card, to scroll where it is long."""

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id, classes="preview")
        self.border_title = title(palette.speech.say("As it will appear"))
        self.border_subtitle = title(palette.speech.say("EXERCISE"))
        self._card = _Card()

    def compose(self) -> ComposeResult:
        yield self._card

    @property
    def text(self) -> str:
        """The words that are shown."""
        return text_of(self._card.shown.pieces)

    def show(self, shown: Shown) -> None:
        """Show these words; the blank that is being filled comes into sight."""
        if shown == self._card.shown:
            return
        self._card.turn_to(shown)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Only what can be scrolled is worth the focus; the blank that is being filled comes into sight."""
        self.can_focus = self.show_vertical_scrollbar
        if all(piece.slot != self._card.shown.slot for piece in self._card.shown.pieces):
            self.scroll_home(animate=False)
            return
        top, height = self._card.line_of_slot() + 1, self.size.height
        if not self.scroll_offset.y <= top < self.scroll_offset.y + height - 1:
            self.scroll_to(y=max(0, top - height // 2), animate=False)


def text_of(pieces: Sequence[Piece]) -> str:
    """The words of all pieces, as they will be published."""
    return clean("".join(piece.text for piece in pieces)).strip()


def styled(shown: Shown, lines: Sequence[str]) -> list[Content]:
    """The wrapped lines, each piece in the style of where it comes from."""
    spans = _spans(shown)
    whole, at = "".join(text for text, _ in spans), 0
    styles = [style for text, style in spans for _ in text]
    found: list[Content] = []
    for words in lines:
        start = whole.find(words, at) if words else at
        if start < 0:  # a line that was cut off is no part of the text any more
            found.append(Content(words))
            continue
        at = start + len(words)
        found.append(_runs(words, styles[start:at]))
    return found


def _spans(shown: Shown) -> list[tuple[str, str]]:
    return [(screened(piece.text), _style(shown, piece)) for piece in shown.pieces]


def _style(shown: Shown, piece: Piece) -> str:
    if piece.slot and piece.slot == shown.slot:
        return f"{_STYLES[piece.state]} underline".strip()
    return _STYLES[piece.state] if piece.slot or piece.state == "blank" else ""


def _runs(words: str, styles: Sequence[str]) -> Content:
    """``words`` with one style for each character."""
    parts: list[tuple[str, str]] = []
    for character, style in zip(words, styles, strict=True):
        if parts and parts[-1][1] == style:
            parts[-1] = (parts[-1][0] + character, style)
        else:
            parts.append((character, style))
    return Content.assemble(*parts)
