"""The feed on screen: what the public can read, the newest at the bottom, with numbers that move.

It changes nothing: it shows the posts of the situation, and says which of them the reader wants to do something about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from drillroom.log import records as r
from drillroom.log.records import Entry
from drillroom.runtime.table import Beat
from drillroom.ui.text import title
from drillroom.views.palette import Palette
from drillroom.views.posts import Gap, gap, post_row

from .card import Card, centered, gap_strips, notice
from .roll import Roll

MOST_POSTS = 2_000
"""So many cards are kept in sight; older posts stay in the situation."""
BATCH = 0.05
"""Wall seconds in which arrivals are gathered."""
MANY = 10
"""So many new posts make whoever comes back to the feed begin at the newest, whatever was selected before."""
_GAP_LINES = 2

COMPONENTS = (
    *("post", "news", "reply", "chatter", "statement", "selected"),
    *("bar", "bar-news", "bar-statement", "bar-selected", "mark", "label", "label-statement", "author", "meta"),
    *("headline", "murmur", "counts", "loud", "spreading", "done", "gap", "rule", "notice", "more"),
)


class Feed(Roll):
    """Cards of posts, and of the quiet stretches between them."""

    COMPONENT_CLASSES = {f"feed--{name}" for name in COMPONENTS}
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
        self._looks: dict[tuple[str, ...], Style] = {}
        super().__init__(MOST_POSTS, id=id)
        self._palette = palette
        self._lang = palette.speech.lang
        self._cards: dict[str, Card] = {}
        self._gaps: dict[str, Gap] = {}
        self._arrived: list[str] = []
        self._coming_gaps: list[Gap] = []
        self._batch: Timer | None = None
        self._headed = ("", 0)
        self.selected: str | None = None
        """The post that is selected, by its id."""

    def on_mount(self) -> None:
        self._head()
        self.set_interval(1.0, self._move_counts)
        self._gather()

    # ------------------------------------------------------------------ what comes in

    def follow(self, beat: Beat, fresh: Sequence[Entry]) -> None:
        """Take in what is new; it is shown with the next batch."""
        if self._palette.speech.lang != self._lang:
            self.retell()
        for entry in fresh:
            record = entry.record
            if isinstance(record, (r.PostAppeared, r.StatementPublished)):
                self._pass_gaps(record.at)
                self._arrived.append(record.post if isinstance(record, r.PostAppeared) else record.statement)
            elif isinstance(record, r.QuestionAnswered) and record.question in self._cards:
                self._look_again((record.question,))
        self._pass_gaps(None)
        self._gather()

    def jump(self, seconds: int, at: int) -> None:
        """Say that ``seconds`` of nothing were jumped: above the first post from drill second ``at`` on.

        To be called before that post is handed to ``follow``.
        """
        if seconds > 0:
            self._coming_gaps.append(gap(self._palette, seconds, at))
            self._gather()

    def recall(self) -> None:
        """Fill it with what has happened so far."""
        self.empty()
        self._cards.clear()
        self._gaps.clear()
        self.selected = None
        self._arrived = list(self._palette.situation.feed.posts)
        self._take_in()
        self._head()

    def retell(self) -> None:
        """The language has changed: every card is worded anew."""
        self._lang = self._palette.speech.lang
        self._gaps = {key: gap(self._palette, it.seconds, it.at) for key, it in self._gaps.items()}
        self.reflow()
        self._head()

    def _pass_gaps(self, until: int | None) -> None:
        """Queue the gaps that end by ``until``; all of them if it is None."""
        while self._coming_gaps and (until is None or self._coming_gaps[0].at <= until):
            found = self._coming_gaps.pop(0)
            key = f"\n{found.at}"  # no id of a post holds a line feed
            self._gaps[key] = found
            self._arrived.append(key)

    def _gather(self) -> None:
        if self._batch is None and self.is_mounted and (self._arrived or self._coming_gaps):
            self._batch = self.set_timer(BATCH, self._take_in)

    def _take_in(self) -> None:
        """Put what has arrived at the end of the column."""
        self._batch = None
        self._pass_gaps(None)
        new = [key for key in dict.fromkeys(self._arrived) if key not in self.column]
        self._arrived.clear()
        if new:
            self.put(new)
            if not self.is_following:
                self.unread -= sum(key in self._gaps for key in new)
        if self.is_following:
            self._head()  # for who reads on above, the next second will do

    def _head(self) -> None:
        """Title, and how many posts there are."""
        count = len(self._palette.situation.feed.posts)
        head = (self._lang, count)
        if head != self._headed:
            self._headed = head
            self.border_title = title(self._say("Feed"))
            self.border_subtitle = title(self._say("posts: {n}", n=f"{count:,}")) if count else None

    # ------------------------------------------------------------------ cards

    def height_of(self, key: str) -> int:
        """Lines of a post or a gap."""
        return _GAP_LINES if key in self._gaps else self._card(key).height

    def draw(self, key: str) -> list[Strip]:
        """The lines of a post or a gap."""
        found = self._gaps.get(key)
        if found is not None:
            return gap_strips(found, self.wide, self._look)
        return self._card(key).strips(self._look, self._palette.speech, is_selected=key == self.selected)

    def draw_head(self) -> Strip:
        """Older posts are gone from here."""
        count = f"{self.column.dropped:,}"
        return notice(self._say("{n} older posts are not shown here any more.", n=count), self.wide, self._look)

    def draw_foot(self) -> Strip:
        """There is something new below."""
        return centered(self._say("▼ {n} new", n=f"{self.unread:,}"), self.wide, self._look, "more", line=" ")

    def draw_empty(self) -> Strip:
        """Nobody has said anything."""
        return notice(self._say("Nothing has been said in public yet."), self.wide, self._look)

    def forget_cards(self, keys: Sequence[str] | None) -> None:
        """What is gone from the column goes from here too."""
        if keys is None:
            self._cards.clear()
            return
        for key in keys:
            self._cards.pop(key, None)
            self._gaps.pop(key, None)
            if key == self.selected:
                self.selected = None

    def _card(self, key: str) -> Card:
        card = self._cards.get(key)
        if card is None:
            post = self._palette.situation.feed.posts[key]
            card = self._cards[key] = Card(post_row(self._palette, post), self.wide)
        return card

    def _move_counts(self) -> None:
        """Once a second, and only for what can be seen."""
        self._head()
        if self.wide > 0 and self.display:
            self._look_again(key for key in self.in_sight() if key not in self._gaps)

    def _look_again(self, keys: Iterable[str]) -> None:
        """Draw those posts again whose row has changed."""
        posts, changed = self._palette.situation.feed.posts, []
        for key in keys:
            card = self._card(key)
            row = post_row(self._palette, posts[key])
            if row != card.row:
                card.row = row
                changed.append(key)
        if changed:
            self.draw_again(changed)

    def _say(self, msgid: str, **args: str) -> str:
        return self._palette.speech.say(msgid, **args)

    def _look(self, *names: str) -> Style:
        style = self._looks.get(names)
        if style is None:
            style = self._looks[names] = self.get_visual_style(*(f"feed--{name}" for name in names)).rich_style
        return style

    def notify_style_update(self) -> None:
        """Colors have changed."""
        self._looks.clear()
        super().notify_style_update()

    # ------------------------------------------------------------------ keys and mouse

    def help_lines(self) -> list[str]:
        """What its keys do."""
        return [
            self._say("↑ ↓ PgUp PgDn: select a post"),
            self._say("Home: the oldest · End: the newest, and follow"),
            self._say("Enter or click: reply to the selected post"),
        ]

    def select(self, key: str | None) -> None:
        """Select a post and bring it into sight; None selects nothing."""
        changed = [it for it in (self.selected, key) if it is not None]
        self.selected = key
        if key is not None:
            self.bring(key)
        self.draw_again(changed)

    def has_resized(self) -> None:
        """What Enter answers stays in sight."""
        if self.selected is not None:
            self.bring(self.selected)

    def on_show(self) -> None:
        """Whoever comes back begins at the newest, unless they have just selected a post."""
        if self.selected is None or self.unread > MANY:
            self.action_newest()

    def has_caught_up(self) -> None:
        """Who scrolls to the end has done with the post they had selected."""
        self.select(None)

    def action_step(self, by: int) -> None:
        """Select the post before or behind; behind the newest there is nothing to select."""
        keys = self.column.keys
        if self.selected is None:
            self._select_in_sight(by)
            return
        place = self.column.place(self.selected) + by
        while 0 <= place < len(keys) and keys[place] in self._gaps:
            place += by
        if place >= len(keys):
            self.action_newest()
        elif place >= 0:
            self.select(keys[place])

    def _select_in_sight(self, by: int) -> None:
        """The first selection: the lowest post in sight, or the highest for who goes down from somewhere above."""
        seen = [key for key in self.in_sight() if key not in self._gaps]
        seen = seen or [key for key in self.column.keys[-1:] if key not in self._gaps]
        if seen:
            self.select(seen[-1] if by < 0 or self.is_following else seen[0])

    def action_leap(self, by: int) -> None:
        """Select a post about a screen further."""
        if self.selected is None:
            self._select_in_sight(by)
        if self.selected is None:
            return
        line = self.column.top(self.selected) + by * max(1, self.rows - 2)
        if line >= self.column.height:
            self.action_newest()
            return
        key = self.column.at(max(self.column.head, line))
        if key is None or key in self._gaps or key == self.selected:
            self.action_step(by)
        else:
            self.select(key)

    def action_oldest(self) -> None:
        """Select the oldest post that is kept."""
        oldest = next((key for key in self.column.keys if key not in self._gaps), None)
        if oldest is not None:
            self.select(oldest)
            self.to_oldest()

    def action_newest(self) -> None:
        """Go to the newest post and follow; nothing is selected."""
        self.select(None)
        self.to_newest()

    def action_pick(self) -> None:
        """Do something about the selected post; where none is in sight, it is shown, or one is selected, first."""
        if self.selected is None:
            self._select_in_sight(-1)
        elif self.selected not in self.in_sight():
            self.select(self.selected)
        else:
            self.post_message(self.Picked(self.selected))

    def on_click(self, event: events.Click) -> None:
        """A click on a post picks it; on the line that tells of new ones it goes there."""
        place = event.get_content_offset(self)
        if place is None:
            return
        key = self.card_at(place.y)
        if self.unread and place.y == self.rows - 1:
            self.action_newest()
        elif key is not None and key not in self._gaps:
            self.select(key)
            self.post_message(self.Picked(key))
