"""Draws one card of the feed: a line of who and where, the words, a line of counts, a dim rule.

Every line is exactly as wide as asked, every post carries the mark of the exercise, and no color stands alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from drillroom.language import Speech, to_say
from drillroom.ui.text import crop, wrap
from drillroom.views.posts import Gap, PostRow

Look = Callable[..., Style]
"""The style of some component classes of the feed, without their prefix, the later ones on top."""

MOST_LINES = 60
"""So many lines of words are shown of one post."""
_INDENT = 4
_ROOMY = 56
_LABELS = {"news": to_say("NEWS"), "statement": to_say("WE SAY"), "reply": to_say("reply")}

Part = tuple[str, Style]


class Card:
    """One post at one width; the words are wrapped once, the lines drawn whenever the row has changed."""

    __slots__ = ("_indent", "_width", "row", "words")

    def __init__(self, row: PostRow, width: int) -> None:
        self.row = row
        self._indent = min(_INDENT, width // 10) if row.form == "reply" else 0
        self._width = width
        self.words = wrap(row.text, width - self._indent - 3, most=MOST_LINES)

    @property
    def height(self) -> int:
        """Lines it takes."""
        return len(self.words) + 3

    def strips(self, look: Look, speech: Speech, *, is_selected: bool) -> list[Strip]:
        """The lines of the card."""
        row = self.row
        kinds = (row.form, "selected") if is_selected else (row.form,)
        words = look(*kinds, *_WORDS.get(row.form, ()))
        lines = [self._head(look, kinds, speech), *([(text, words)] for text in self.words)]
        lines.append(self._counts(look, kinds, speech))
        bar = _bar(row.form, look, kinds, is_selected=is_selected)
        lead = [(" " * self._indent, look()), bar, (" ", look(*kinds))]
        strips = [_strip([*lead, *line], self._width, look(*kinds)) for line in lines]
        return [*strips, rule(self._width, look)]

    def _head(self, look: Look, kinds: Sequence[str], speech: Speech) -> list[Part]:
        """Mark, form, channel and author to the left; tag, age and hour to the right, as far as there is room."""
        row, room = self.row, self._width - self._indent - 3
        tag = "" if row.is_ours else row.tag
        right = [tag, row.age, row.clock] if room >= _ROOMY else [tag, row.age]
        tail = crop(" · ".join(part for part in right if part), room // 2)
        room -= cell_len(tail) + 1
        mark = crop(speech.say("EXERCISE"), room)
        label = speech.say(_LABELS[row.form]) if row.form in _LABELS else ""
        if row.to:
            label = speech.say("reply to {post}", post=row.to)
        rest = room - cell_len(mark) - cell_len(label) - 6
        author_name = crop(row.author, max(1, room))
        channel = crop(row.channel, max(rest // 3, rest - cell_len(author_name)))
        meta, author = look(*kinds, "meta"), look(*kinds, "author")
        label_style = look(*kinds, "label", *_OURS.get(row.form, ()))
        parts = [(mark, look(*kinds, "mark")), ("  ", meta)]
        parts += [(label, label_style), (" ", meta)] if label else []
        parts += [(channel, meta), (" · " if channel and row.author else "", meta), (author_name, author)]
        left = _within(parts, room)
        gap = self._width - self._indent - 3 - sum(cell_len(text) for text, _ in left) - cell_len(tail)
        return [*left, (" " * gap, meta), (tail, meta)]

    def _counts(self, look: Look, kinds: Sequence[str], speech: Speech) -> list[Part]:
        """The moving numbers, and what is to be known of them."""
        row, meta = self.row, look(*kinds, "counts")
        numbers = speech.say(
            "reposts {reposts} · comments {comments} · likes {likes}",
            reposts=row.reposts,
            comments=row.comments,
            likes=row.likes,
        )
        parts = [(numbers, look(*kinds, "loud") if row.is_loud else meta)]
        if row.is_answered:
            parts += [("   ", meta), ("✓ " + speech.say("replied"), look(*kinds, "done"))]
        if row.is_spreading:
            parts += [("   ", meta), ("▲ " + speech.say("spreading"), look(*kinds, "spreading"))]
        return _within(parts, self._width - self._indent - 3)


_BARS = {"statement": "▌", "news": "▌", "chatter": "┊"}
_BAR_STYLES = {"statement": ("bar-statement",), "news": ("bar-news",)}
_WORDS = {"news": ("headline",), "chatter": ("murmur",)}
_OURS = {"statement": ("label-statement",)}


def _bar(form: str, look: Look, kinds: Sequence[str], *, is_selected: bool) -> Part:
    """The stroke on the left: what kind of post it is, and whether it is selected."""
    if is_selected:
        return "█", look(*kinds, "bar", "bar-selected")
    return _BARS.get(form, "│"), look(*kinds, "bar", *_BAR_STYLES.get(form, ()))


def rule(width: int, look: Look) -> Strip:
    """The line between two cards."""
    return _strip([("─" * width, look("rule"))], width, look())


def gap_strips(gap: Gap, width: int, look: Look) -> list[Strip]:
    """A quiet stretch: a line across the feed that says how long it was."""
    return [centered(gap.words, width, look, "gap"), _strip([], width, look())]


def centered(words: str, width: int, look: Look, kind: str, line: str = "─") -> Strip:
    """A line across the feed with words in its middle."""
    text = crop(f"  {words}  ", max(0, width - 4))
    text = f" {text} "
    left = (width - cell_len(text)) // 2
    right = width - cell_len(text) - left
    return _strip([(line * left, look("rule")), (text, look(kind)), (line * right, look("rule"))], width, look())


def notice(words: str, width: int, look: Look) -> Strip:
    """A line of ours above or below the posts."""
    return _strip([(crop(words, width), look("notice"))], width, look("notice"))


def _within(parts: Sequence[Part], room: int) -> list[Part]:
    """The parts as far as they fit, each cut to what is left."""
    kept: list[Part] = []
    for text, style in parts:
        text = text if text.isspace() and len(text) <= room else _cut(text, room)
        room -= cell_len(text)
        kept.append((text, style))
    return kept


def _cut(text: str, room: int) -> str:
    blank = " " if text[:1] == " " and room > 1 else ""
    after = " " if text[-1:] == " " and room > 2 else ""
    return f"{blank}{crop(text, room - len(blank) - len(after))}{after}"


def _strip(parts: Sequence[Part], width: int, fill: Style) -> Strip:
    """Exactly ``width`` cells."""
    used = sum(cell_len(text) for text, _ in parts)
    segments = [Segment(text, style) for text, style in parts if text]
    strip = Strip([*segments, Segment(" " * max(0, width - used), fill)], max(used, width))
    return strip if used <= width else strip.crop(0, width)
