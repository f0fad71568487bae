"""The words as they will stand in the feed, with the mark of the exercise; what is typed stands out from what is usual.

It shows exactly the text that will be published, wrapped as the feed wraps it; how it goes out stands over it, always
in sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult, RenderResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from drillroom.source.clean import clean
from drillroom.ui.drill.strokes import Part, cropped, line
from drillroom.ui.text import one_line, screened, title, wrap
from drillroom.views.draft import Piece
from drillroom.views.palette import Palette

MOST_LINES = 200
_STYLES = {"fixed": "", "own": "bold", "usual": "italic $text-muted", "blank": "$warning bold"}


@dataclass(frozen=True, slots=True)
class Shown:
    """``head``: mark, kind and channel; ``slot``: the blank that is being filled; ``way``: how it goes out, in words;
    ``before``: what stands before the cursor, None while nobody types freely.
    """

    head: tuple[Part, ...]
    pieces: tuple[Piece, ...]
    slot: str = ""
    way: str = ""
    before: str | None = None


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

    def line_of_interest(self) -> int:
        """The line, below the head, of the cursor or in which the blank that is being filled begins; 0 for neither."""
        before, width = self.shown.before, self.size.width
        if before is None:
            slots = [piece.slot for piece in self.shown.pieces]
            known = slots.index(self.shown.slot) if self.shown.slot in slots else 0
            before = "".join(piece.text for piece in self.shown.pieces[:known])
        return len(wrap(clean(before).lstrip(), width, most=MOST_LINES)) if before and width > 0 else 0


class Preview(VerticalScroll):
    """The card, to scroll where it is long."""

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id, classes="preview")
        self._name = palette.speech.say("Preview")
        self.border_subtitle = title(palette.speech.say("EXERCISE"))
        self._card = _Card()

    def compose(self) -> ComposeResult:
        yield self._card

    @property
    def text(self) -> str:
        """The words that are shown."""
        return text_of(self._card.shown.pieces)

    def show(self, shown: Shown) -> None:
        """Show these words; what is being written comes into sight."""
        if shown == self._card.shown:
            return
        self._card.turn_to(shown)
        self._entitle()
        self.call_after_refresh(self._settle)

    def _entitle(self) -> None:
        """How it goes out; what that is called only where there is room for it."""
        way = self._card.shown.way
        long = f"{self._name} · {way}"
        self.border_title = title(long if cell_len(one_line(long)) <= self.size.width - 2 else way)

    def on_resize(self) -> None:
        self._entitle()

    def _settle(self) -> None:
        """Only what can be scrolled is worth the focus; what is being written comes into sight."""
        self.can_focus = self.show_vertical_scrollbar
        here, height = self._card.line_of_interest(), self.size.height
        if here == 0:
            self.scroll_home(animate=False)
        elif not self.scroll_offset.y <= here < self.scroll_offset.y + height:
            self.scroll_to(y=max(0, here - height + 1), animate=False)


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
