"""A long column of cards that grows at its end, drawn line by line: only what can be seen is ever measured and drawn.

It follows the newest card until the reader looks at an older one; from then on nothing they read ever moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from .column import Column

REST = 0.1
"""Wall seconds between two rounds of measuring cards that nobody sees."""
_SOME = 12
_DRAWN = 256

Held = tuple[str, int] | None
"""A card and the line of the screen at which it begins; None: the newest card stays in sight."""


class Roll(ScrollView, can_focus=True):
    """The moving column. Who fills it says how high a card is (``height_of``) and what it looks like (``draw``)."""

    ALLOW_SELECT = False
    GUESS = 5
    """Lines a card is taken to have until it is measured."""

    def __init__(self, most: int, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.column = Column(most)
        self.is_following = True
        """Is the newest card kept in sight?"""
        self.unread = 0
        """Cards that came while the reader looked at older ones."""
        self.wide = 0
        """Cells of a line; 0 before the first layout."""
        self._drawn: LRUCache[str, list[Strip]] = LRUCache(_DRAWN)
        self._round: Timer | None = None
        self._is_moving = False

    # ------------------------------------------------------------------ what a user of it says

    def height_of(self, key: str) -> int:
        """Lines of a card at the present width."""
        raise NotImplementedError

    def draw(self, key: str) -> list[Strip]:
        """The lines of a card, each ``wide`` cells."""
        raise NotImplementedError

    def draw_head(self) -> Strip:
        """The line above the first card where older ones are gone."""
        raise NotImplementedError

    def draw_foot(self) -> Strip:
        """The last line while there are unread cards below."""
        raise NotImplementedError

    def draw_empty(self) -> Strip:
        """The first line while there is no card."""
        raise NotImplementedError

    def forget_cards(self, keys: Sequence[str] | None) -> None:
        """These cards are gone for good; None: every card has to be made anew, for another width."""

    def has_caught_up(self) -> None:
        """The reader has scrolled to the very end."""

    def has_resized(self) -> None:
        """There are more or fewer lines, or wider ones."""

    # ------------------------------------------------------------------ growing

    @property
    def rows(self) -> int:
        """Lines that can be seen at once."""
        return int(self.scrollable_content_region.height)

    def put(self, keys: Sequence[str]) -> None:
        """New cards at the end."""
        held, end = self._hold(), self.column.height
        gone = self.column.add(keys, self.GUESS)
        if gone:
            self.forget_cards(gone)
        if not self.is_following:
            self.unread += len(keys)
        if held is None or gone or round(self.scroll_y) + self.rows > end or self.wide < 1:
            self._settle(held)
            return
        self._grow()  # out of sight: nothing but the last line tells of it
        self._go_on_measuring()
        self.refresh(Region(0, self.rows - 1, self.wide, 1))

    def draw_again(self, keys: Iterable[str] | None = None) -> None:
        """What these cards show has changed, but not their height; None: all of them."""
        if keys is None:
            self._drawn.clear()
        else:
            for key in keys:
                self._drawn.discard(key)
        self.refresh()

    def reflow(self) -> None:
        """Every card is made and measured anew: the width or the words have changed."""
        held = self._hold()
        self.wide = int(self.scrollable_content_region.width)
        self.column.doubt()
        self.forget_cards(None)
        self._drawn.clear()
        self._settle(held)

    def empty(self) -> None:
        """Take every card out."""
        self.column.clear()
        self._drawn.clear()
        self.is_following, self.unread = True, 0

    # ------------------------------------------------------------------ where things stand

    def _hold(self) -> Held:
        """What must stay where it is while the column changes."""
        first = round(self.scroll_y)
        key = None if self.is_following else self.column.at(max(first, self.column.head))
        return None if key is None else (key, self.column.top(key) - first)

    def _settle(self, held: Held) -> None:
        """Measure what will be seen, then scroll so that it stays: what is held, or else the newest."""
        if self.wide < 1 or self.rows < 1:
            return
        column = self.column
        if held is None:
            self._measure(self._around(len(column), -1))
            self._move(column.height - self.rows)
        elif held[0] in column:
            key, line = held
            self._measure((key,))
            self._measure(self._around(column.place(key), 1))
            self._move(column.top(key) - line)
        else:
            self._move(0)
        self._go_on_measuring()
        self.refresh()

    def _move(self, line: int) -> None:
        """Bring ``line`` to the top, as far as there is something below it."""
        self._is_moving = True
        self._grow()
        line = max(0, min(line, self.max_scroll_y))
        if line != round(self.scroll_y):  # a wheel that is still turning is not stopped
            self.scroll_to(y=line, animate=False, force=True)
        self._is_moving = False

    def _grow(self) -> None:
        """Tell the scroll bar how long the column is."""
        size = Size(self.wide, self.column.height)
        if size != self.virtual_size:
            # Set without the layout of the whole screen that would follow: the bar is always there, nothing moves.
            self.set_reactive(Roll.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height

    def _around(self, place: int, step: int) -> Iterator[str]:
        """A screenful of cards up or down from a place, which are measured as they are asked for."""
        keys, seen = self.column.keys, 0
        place += step if step < 0 else 0
        while 0 <= place < len(keys) and seen < self.rows:
            yield keys[place]
            seen += self.column.rows(keys[place])
            place += step

    def _measure(self, keys: Iterable[str]) -> bool:
        """Find out true heights; True where one was not as guessed."""
        has_changed = False
        for key in keys:
            if not self.column.is_measured(key):
                has_changed = self.column.measured(key, self.height_of(key)) or has_changed
        return has_changed

    def _go_on_measuring(self) -> None:
        """What nobody sees is measured a little at a time, so that the scroll bar tells the truth soon."""
        if self._round is None and next(self.column.unmeasured(), None) is not None:
            self._round = self.set_timer(REST, self._measure_some)

    def _measure_some(self) -> None:
        self._round = None
        if self.rows < 1:
            return  # another pane is in front; where things stand there is settled with the next layout
        held = self._hold()
        some = [key for key, _ in zip(self.column.unmeasured(), range(_SOME), strict=False)]
        if self.wide > 0 and self._measure(some):
            self._settle(held)
        elif self.wide > 0:
            self._go_on_measuring()

    # ------------------------------------------------------------------ moving about

    def in_sight(self) -> list[str]:
        """The cards in sight."""
        first = round(self.scroll_y)
        return self.column.between(first, first + self.rows)

    def bring(self, key: str) -> None:
        """Stop following and scroll as little as needed to see the whole card, or its beginning."""
        column, rows, held = self.column, self.rows, self._hold()
        self.is_following = False
        place = column.place(key)
        self._measure((key,))
        self._measure(self._around(place, -1))
        self._measure(self._around(place, 1))
        first = round(self.scroll_y) if held is None else column.top(held[0]) - held[1]
        top, height = column.top(key), column.rows(key)
        low = top if height > rows else top + height - rows
        self._move(max(first, low) if top >= first else top)
        if round(self.scroll_y) >= self.max_scroll_y:
            self.unread = 0
        self._go_on_measuring()
        self.refresh()

    def to_oldest(self) -> None:
        """Show the beginning."""
        if len(self.column):
            self.bring(self.column.keys[0])
            self._move(0)

    def to_newest(self) -> None:
        """Show the end, and follow it."""
        self.is_following, self.unread = True, 0
        self._settle(None)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The reader scrolls: at the very end the newest is followed again."""
        super().watch_scroll_y(old_value, new_value)
        if self._is_moving or self.wide < 1:
            return
        is_at_end = new_value >= self.max_scroll_y
        if is_at_end and new_value > old_value:
            self.is_following, self.unread = True, 0
            self.has_caught_up()
        elif not is_at_end:
            self.is_following = False
        held = self._hold()
        if self._measure(self.in_sight()):
            self._settle(held)

    def on_resize(self) -> None:
        """Cards are made anew where the width has changed."""
        if int(self.scrollable_content_region.width) != self.wide:
            self.reflow()
        else:
            self._settle(self._hold())
        if self.wide > 0 and self.rows > 0:
            self.has_resized()

    # ------------------------------------------------------------------ drawing

    def notify_style_update(self) -> None:
        """Colors have changed: what was drawn is drawn anew."""
        super().notify_style_update()
        self._drawn.clear()

    def card_at(self, y: int) -> str | None:
        """The card at a line of the screen."""
        return self.column.at(round(self.scroll_y) + y)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = round(self.scroll_y) + y
        if not len(self.column):
            return self.draw_empty() if y == 0 else self._blank()
        if self.unread and y == self.rows - 1:
            return self.draw_foot()
        if line < self.column.head:
            return self.draw_head()
        key = self.column.at(line)
        if key is None:
            return self._blank()
        strips = self._drawn.get(key)
        if strips is None:
            strips = self.draw(key)
            self._drawn.set(key, strips)
        row = line - self.column.top(key)
        return strips[row] if row < len(strips) else self._blank()

    def _blank(self) -> Strip:
        return Strip.blank(self.wide, self.rich_style)
