"""What people write while one writes: the newest posts, one line each, as far as there is room.

It is looked at, not used: it never takes the focus and holds no post that the feed does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from drillroom.log import records as r
from drillroom.log.feed import Post
from drillroom.log.records import Entry
from drillroom.runtime.table import Beat
from drillroom.ui.drill.strokes import cropped, line
from drillroom.ui.text import one_line, plain, title
from drillroom.views.names import hour
from drillroom.views.palette import Palette

_NEWS = (r.PostAppeared, r.StatementPublished)


class Meanwhile(Widget):
    """The newest posts, the latest first."""

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self._palette = palette
        self.border_title = title(palette.speech.say("Meanwhile"))
        self.border_subtitle = title(palette.speech.say("EXERCISE"))

    def follow(self, beat: Beat, fresh: Sequence[Entry]) -> None:
        """Another beat."""
        if any(isinstance(entry.record, _NEWS) for entry in fresh):
            self.refresh()

    def render(self) -> RenderResult:
        newest = islice(reversed(self._palette.situation.feed.posts.values()), max(0, self.size.height))
        lines = [self._line(post) for post in newest]
        return Content("\n").join(lines) if lines else plain(self._palette.speech.say("Nobody has posted yet."))

    def _line(self, post: Post) -> Content:
        palette = self._palette
        who = palette.teller.author(post.by) if post.by is not None else palette.speech.say("WE SAY")
        parts = [
            (hour(palette.names.scenario, palette.speech, post.at), "$text-muted"),
            ("  ", ""),
            (one_line(who)[:40], "$primary" if post.is_ours else "bold"),
            ("  ", ""),
            (one_line(palette.teller.text(post.text)), "$text-muted" if post.form == "chatter" else ""),
        ]
        return line(*cropped(parts, self.size.width))
