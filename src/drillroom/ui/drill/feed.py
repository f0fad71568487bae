"""The feed on screen: what the public can read, the newest at the bottom, with numbers that move.

It follows the newest post until the reader looks at something older; then nothing they read ever moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from drillroom.language import Speech
from drillroom.log import records as r
from drillroom.log.records import Entry
from drillroom.runtime.table import Beat
from drillroom.ui.text import title
from drillroom.views.palette import Palette
from drillroom.views.posts import Gap, gap, post_row

from .card import GUESS, Card, centered, gap_strips, notice
from .column import Column

MOST_POSTS = 2_000
"""So many cards are kept; older posts stay in the situation."""
BATCH = 0.05
"""Wall seconds in which arrivals are gathered."""
REST = 0.1
"""Wall seconds between two rounds of measuring cards that nobody sees."""
_SOME = 24
_CACHED = 256
_GAP_LINES = 2

COMPONENTS = (
    *("post", "news", "reply", "chatter", "statement", "selected"),
    *("bar", "bar-news", "bar-statement", "bar-selected", "mark", "label", "label-statement", "author", "meta"),
    *("headline", "murmur", "counts", "loud", "spreading", "done", "gap", "rule", "notice", "more"),
)


class Feed(ScrollView, can_focus=True):
    """Cards of posts, and of the quiet stretches between them."""

    COMPONENT_CLASSES = {f"feed--{name}" for name in COMPONENTS}
    ALLOW_SELECT = False
    BINDINGS = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pageup", "leap(-1)", show=False),
        Binding("pagedown", "leap(1)", show=False),
        Binding("home", "oldest", show=False),
        Binding("end", "newest", show=False),
        Binding("enter", "pick", show=False),
    ]

    class Picked(Message):
        """The reader wants to do something about a post."""

        def __init__(self, post_id: str) -> None:
            super().__init__()
            self.post_id = post_id

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._palette = palette
        self._lang = palette.speech.lang
        self._column = Column(MOST_POSTS)
        self._cards: dict[str, Card] = {}
        self._gaps: dict[str, Gap] = {}
        self._drawn: LRUCache[str, list[Strip]] = LRUCache(_CACHED)
        self._arrived: list[str] = []
        self._waiting_gaps: list[tuple[str, Gap]] = []
        self._batch: Timer | None = None
        self._round: Timer | None = None
        self._wide = 0
        self._is_moving = False
        self.selected: str | None = None
        """The post that is selected, by its id."""
        self.is_following = True
        """Is the newest post kept in sight?"""
        self.unread = 0
        """Posts that came while the reader looked at older ones."""

    # ------------------------------------------------------------------ what comes in

    def follow(self, beat: Beat, fresh: Sequence[Entry]) -> None:
        """Take in what is new; it is shown with the next batch."""
        if self._palette.speech.lang != self._lang:
            self.retell()
        for entry in fresh:
            record = entry.record
            if isinstance(record, (r.PostAppeared, r.StatementPublished)):
                self._place_gaps(record.at)
                self._arrived.append(record.post if isinstance(record, r.PostAppeared) else record.statement)
            elif isinstance(record, r.QuestionAnswered) and record.question in self._cards:
                self._look_again((record.question,))
        self._place_gaps(None)
        self._gather()

    def jump(self, seconds: int, at: int) -> None:
        """Say that ``seconds`` of nothing were jumped; it stands before the first post from drill second ``at`` on."""
        if seconds > 0:
            key = f"\ngap {at}"  # no id of a post holds a line feed
            self._waiting_gaps.append((key, gap(self._palette, seconds, at)))
            self._gather()

    def recall(self) -> None:
        """Fill it from what has happened so far."""
        self._forget()
        self._arrived = list(self._palette.situation.feed.posts)
        self.action_newest()
        self._take_in()

    def retell(self) -> None:
        """The language has changed: every card is worded anew."""
        self._lang = self._palette.speech.lang
        self._gaps = {key: gap(self._palette, it.seconds, it.at) for key, it in self._gaps.items()}
        self._reflow()

    def _place_gaps(self, until: int | None) -> None:
        """Queue the gaps that end by ``until``; all of them if it is None."""
        while self._waiting_gaps and (until is None or self._waiting_gaps[0][1].at <= until):
            key, found = self._waiting_gaps.pop(0)
            self._gaps[key] = found
            self._arrived.append(key)

    def _gather(self) -> None:
        if self._batch is None and self.is_mounted:
            self._batch = self.set_timer(BATCH, self._take_in)

    def _take_in(self) -> None:
        """Put what has arrived into the column, at the end."""
        self._batch = None
        self._place_gaps(None)
        new = [key for key in dict.fromkeys(self._arrived) if key not in self._column]
        self._arrived.clear()
        if not new:
            return
        held = self._hold()
        for key in self._column.add(new, GUESS):
            self._cards.pop(key, None)
            self._gaps.pop(key, None)
            if key == self.selected:
                self.selected = None
        for key in new:
            if key in self._gaps and key in self._column:
                self._column.measured(key, _GAP_LINES)
        if not self.is_following:
            self.unread += sum(key not in self._gaps for key in new)
        self._settle(held)
        self._head()

    def _forget(self) -> None:
        self._column.clear()
        self._cards.clear()
        self._gaps.clear()
        self._drawn.clear()
        self._arrived.clear()
        self.selected, self.unread = None, 0

    # ------------------------------------------------------------------ life

    def on_mount(self) -> None:
        self._head()
        self.set_interval(1.0, self._move_counts)
        if self._arrived or self._waiting_gaps:
            self._gather()

    def _head(self) -> None:
        """Title and how many posts there are."""
        say, count = self._palette.speech.say, len(self._palette.situation.feed.posts)
        self.border_title = title(say("Feed"))
        self.border_subtitle = title(say("{n} posts", n=f"{count:,}")) if count else None

    def notify_style_update(self) -> None:
        """Colors have changed: what is drawn is drawn anew."""
        super().notify_style_update()
        self._drawn.clear()

    def on_resize(self) -> None:
        """The words are wrapped anew when the width has changed."""
        if self._inner != self._wide:
            self._reflow()
        elif self.is_following:
            self._settle(None)

    def _reflow(self) -> None:
        held = self._hold()
        self._wide = self._inner
        self._cards.clear()
        self._drawn.clear()
        self._column.doubt()
        for key in self._gaps:
            if key in self._column:
                self._column.measured(key, _GAP_LINES)
        self._settle(held)
        self._head()

    @property
    def _inner(self) -> int:
        """Cells a line of the feed has."""
        return int(self.scrollable_content_region.width)

    @property
    def _rows(self) -> int:
        """Lines of the feed that can be seen at once."""
        return int(self.scrollable_content_region.height)

    # ------------------------------------------------------------------ where things stand

    def _hold(self) -> tuple[str, int] | None:
        """What must stay where it is: a card, and at which line of the screen it begins. None: the newest stays."""
        if self.is_following or not len(self._column):
            return None
        first = round(self.scroll_y)
        key = self._column.at(max(first, self._column.head))
        return (key, self._column.top(key) - first) if key is not None else None

    def _settle(self, held: tuple[str, int] | None) -> None:
        """Measure what will be seen, then scroll so that what is held, or else the newest, stays in its place."""
        if self._wide < 1 or self._rows < 1:
            return
        column, rows = self._column, self._rows
        if held is not None and held[0] in column:
            key, line = held
            self._measure(column.between(column.top(key), column.top(key) + rows - min(0, line)))
            self._scroll(column.top(key) - line)
        elif held is not None:
            self._scroll(0)
        else:
            seen = 0
            for key in reversed(column.keys):
                self._measure((key,))
                seen += column.rows(key)
                if seen >= rows:
                    break
            self._scroll(column.height)
        self._go_on_measuring()
        self.refresh()

    def _scroll(self, line: int) -> None:
        """Bring ``line`` to the top, as far as there is something below it."""
        self._is_moving = True
        size = Size(self._wide, self._column.height)
        if size != self.virtual_size:
            self.virtual_size = size
        self.scroll_to(y=max(0, min(line, self.max_scroll_y)), animate=False, force=True)
        self._is_moving = False

    def _measure(self, keys: Iterable[str]) -> bool:
        """Find out the true heights; True if one of them was another than guessed."""
        before = self._column.height
        for key in keys:
            if not self._column.is_measured(key):
                self._column.measured(key, self._card(key).height)
        return self._column.height != before

    def _card(self, key: str) -> Card:
        card = self._cards.get(key)
        if card is None:
            post = self._palette.situation.feed.posts[key]
            card = self._cards[key] = Card(post_row(self._palette, post), self._wide)
        return card

    def _go_on_measuring(self) -> None:
        """Cards that nobody sees are measured a few at a time, so that the scroll bar tells the truth soon."""
        if self._round is None and next(self._column.unmeasured(), None) is not None:
            self._round = self.set_timer(REST, self._measure_some)

    def _measure_some(self) -> None:
        self._round = None
        held = self._hold()
        some = [key for key, _ in zip(self._column.unmeasured(), range(_SOME), strict=False)]
        if self._measure(some):
            self._settle(held)
        self._go_on_measuring()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The reader scrolls: at the very end the newest is followed again."""
        super().watch_scroll_y(old_value, new_value)
        if self._is_moving:
            return
        self.is_following = new_value >= self.max_scroll_y
        if self.is_following:
            self.selected, self.unread = None, 0
            self._drawn.clear()
        first = round(new_value)
        key = self._column.at(max(first, self._column.head))
        if key is not None and self._measure(self._column.between(first, first + self._rows)):
            self._settle(None if self.is_following else (key, min(0, self._column.top(key) - first)))

    # ------------------------------------------------------------------ what moves

    def _visible(self) -> list[str]:
        first = round(self.scroll_y)
        keys = self._column.between(first, first + self._rows)
        return [key for key in keys if key not in self._gaps]

    def _move_counts(self) -> None:
        """Once a second, and only for what can be seen."""
        if self._wide > 0 and self.display:
            self._look_again(self._visible())

    def _look_again(self, keys: Iterable[str]) -> None:
        """Draw those posts again whose row has changed."""
        posts, has_changed = self._palette.situation.feed.posts, False
        for key in keys:
            card = self._card(key)
            row = post_row(self._palette, posts[key])
            if row != card.row:
                card.row, has_changed = row, True
                self._drawn.discard(key)
        if has_changed:
            self.refresh()

    # ------------------------------------------------------------------ drawing

    def render_line(self, y: int) -> Strip:
        """One line of the feed."""
        line, width, say = round(self.scroll_y) + y, self._wide, self._palette.speech.say
        if self.unread and y == self._rows - 1:
            return centered(say("▼ {n} new", n=f"{self.unread:,}"), width, self._look, "more", line=" ")
        if not len(self._column):
            words = say("Nothing has been said in public yet.") if y == 0 else ""
            return notice(words, width, self._look)
        if line < self._column.head:
            words = say("{n} older posts are not shown here any more.", n=f"{self._column.dropped:,}")
            return notice(words, width, self._look)
        key = self._column.at(line)
        strips = self._strips(key) if key is not None else []
        row = line - self._column.top(key) if key is not None else 0
        return strips[row] if row < len(strips) else Strip.blank(width, self._look())

    def _strips(self, key: str) -> list[Strip]:
        strips = self._drawn.get(key)
        if strips is None:
            found = self._gaps.get(key)
            if found is not None:
                strips = gap_strips(found, self._wide, self._look)
            else:
                is_selected = key == self.selected
                strips = self._card(key).strips(self._look, self._speech, is_selected=is_selected)
            self._drawn.set(key, strips)
        return strips

    @property
    def _speech(self) -> Speech:
        return self._palette.speech

    def _look(self, *names: str) -> Style:
        return self.get_visual_style(*(f"feed--{name}" for name in names)).rich_style

    # ------------------------------------------------------------------ keys and mouse

    def help_lines(self, speech: Speech) -> list[str]:
        """What the keys do here."""
        return [
            speech.say("↑ ↓ PgUp PgDn: select a post"),
            speech.say("Home: the oldest · End: the newest, and follow"),
            speech.say("Enter or click: reply to the selected post"),
        ]

    def _posts(self) -> list[str]:
        return [key for key in self._column.keys if key not in self._gaps]

    def select(self, key: str | None) -> None:
        """Select a post and bring it into sight; None selects nothing."""
        for changed in (self.selected, key):
            if changed is not None:
                self._drawn.discard(changed)
        self.selected = key
        if key is not None:
            self.is_following = False
            self._bring(key)
        self.refresh()

    def _bring(self, key: str) -> None:
        """Scroll as little as needed to show the whole card, or its beginning."""
        column, rows = self._column, self._rows
        place = column.place(key)
        self._measure(column.keys[max(0, place - 1) : place + 2])
        for _ in range(2):  # what is measured on the way may move it
            top, height = column.top(key), column.rows(key)
            first = round(self.scroll_y)
            line = min(first, top) if top < first else max(first, min(top, top + height + 1 - rows))
            self._measure(column.between(line, line + rows))
        self._scroll(column.top(key) - (top - line))
        if self._column.height - round(self.scroll_y) <= rows:
            self.unread = 0

    def action_step(self, by: int) -> None:
        """Select the post before or behind."""
        posts = self._posts()
        if not posts:
            return
        if self.selected not in self._column or self.selected is None:
            seen = self._visible() or posts
            self.select(seen[-1] if by < 0 or self.is_following else seen[0])
            return
        place = self._column.place(self.selected) + by
        while 0 <= place < len(self._column) and self._column.keys[place] in self._gaps:
            place += by
        if place >= len(self._column):
            self.action_newest()
        elif place >= 0:
            self.select(self._column.keys[place])

    def action_leap(self, by: int) -> None:
        """Select a post about a screen further."""
        if self.selected is None:
            self.action_step(by)
        if self.selected is None:
            return
        line = self._column.top(self.selected) + by * max(1, self._rows - 2)
        if line >= self._column.height:
            self.action_newest()
            return
        key = self._column.at(max(self._column.head, line))
        if key is None or key in self._gaps or key == self.selected:
            self.action_step(by)
        else:
            self.select(key)

    def action_oldest(self) -> None:
        """Select the oldest post that is kept."""
        posts = self._posts()
        if posts:
            self.select(posts[0])
            self._measure(self._column.between(0, self._rows))
            self._scroll(0)

    def action_newest(self) -> None:
        """Go to the newest post and follow; nothing is selected."""
        self.select(None)
        self.is_following, self.unread = True, 0
        self._settle(None)

    def action_pick(self) -> None:
        """Do something about the selected post; where none is, the newest is selected first."""
        if self.selected is None:
            self.action_step(-1)
        else:
            self.post_message(self.Picked(self.selected))

    def on_click(self, event: events.Click) -> None:
        """A click on a post picks it; on the last line, where it says so, it goes to the newest."""
        place = event.get_content_offset(self)
        if place is None:
            return
        if self.unread and place.y == self._rows - 1:
            self.action_newest()
            return
        key = self._column.at(round(self.scroll_y) + place.y)
        if key is not None and key not in self._gaps:
            self.select(key)
            self.post_message(self.Picked(key))
