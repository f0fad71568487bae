"""The two rows on top: where the drill stands, and the public in figures.

Words are shortened step by step as the room gets less, and what is less needed is left out; no number is ever cut.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from drillroom.log.records import Entry
from drillroom.runtime.table import Beat
from drillroom.ui.text import crop, one_line
from drillroom.views.monitoring import Figures, Monitoring, TrueState, change_words, monitoring
from drillroom.views.palette import Palette

from .strokes import Part, cropped, line, size_of, sparkline

_LEAST_TITLE = 6
_TRENDS = {"up": ("▲", "$warning"), "down": ("▼", "$success"), "steady": ("→", "$text-muted")}
Parts = list[Part]


class Monitor(Widget):
    """Time, phase, pace; volume, negative share, hot list, complaints, price. The true state has a row of its own."""

    can_focus = False

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self._view: Monitoring | None = None

    def on_mount(self) -> None:
        self._show(monitoring(self.palette, self.palette.situation.now, speed=0, is_paused=True))

    def follow(self, beat: Beat, fresh: Sequence[Entry]) -> None:
        """Take in what is new after a beat."""
        self._show(monitoring(self.palette, beat.now, speed=beat.speed, is_paused=beat.is_paused, is_over=beat.is_over))

    def _show(self, view: Monitoring) -> None:
        if view != self._view:
            self._view = view
            self.set_class(view.state is not None, "-with-state")
            self.set_class(view.is_still, "-still")
            self.refresh()

    @property
    def rows(self) -> list[str]:
        """What stands in the rows."""
        return [row.plain for row in self._rows(self.content_size.width)]

    def render(self) -> RenderResult:
        return Content("\n").join(self._rows(self.content_size.width))

    def _rows(self, width: int) -> list[Content]:
        view = self._view
        if view is None or width < 1:
            return []
        rows = [self._top(view, width), self._figures(view, width)]
        return [*rows, self._state(view.state, width)] if view.state is not None else rows

    # ------------------------------------------------------------------ time

    def _top(self, view: Monitoring, width: int) -> Content:
        mark: Part = (self.palette.speech.say("EXERCISE"), "bold $accent")
        pace: Part = (view.pace, "bold $warning" if view.is_still else "")
        clock: list[Parts] = [[(view.hour, "bold")], [(view.alert, "bold")]]
        time = _joined([*clock, [(one_line(view.phase), "")], [pace]], "  ")
        room = width - size_of([mark]) - size_of(time) - 4
        name: Parts = [("  ", ""), (crop(view.title, room), "bold")] if room >= _LEAST_TITLE else []
        return _spread([mark, *name], time, width)

    # ------------------------------------------------------------------ figures

    def _figures(self, view: Monitoring, width: int) -> Content:
        if view.figures is None:
            return line(*cropped([(view.waits, "$text-muted")], width))
        say = self.palette.speech.say
        late: Parts = [(say("as of {time}", time=view.as_of), "$text-muted")]
        brief: Parts = [(view.as_of, "$text-muted")]
        words, short = self._pieces(view, view.figures, is_short=False), self._pieces(view, view.figures, is_short=True)
        charts: dict[int, Part] = {size: (sparkline(view.volumes, size), "$primary") for size in (24, 16, 8, 4)}
        tries: list[tuple[Part, list[Parts], str, Parts]] = [
            *((charts[size], words, "   ", late) for size in (24, 16, 8)),
            *((charts[size], short, "   ", late) for size in (24, 16)),
            *((charts[size], short, "  ", late) for size in (16, 8)),
            (charts[8], short, "  ", brief),
            *((charts[4], short, gap, brief) for gap in ("  ", " ")),
            (("", ""), short, " ", brief),
        ]
        # What is left out where not even that fits: first when it was seen, then the figures at the end.
        tries += [(("", ""), short[:count], " ", []) for count in range(len(short), 0, -1)]
        for drawn, pieces, gap, end in tries:
            left = _joined([[drawn], *pieces] if drawn[0] else pieces, gap)
            if size_of(left) + size_of(end) + (2 if end else 0) <= width:
                return _spread(left, end, width)
        return Content("")

    def _pieces(self, view: Monitoring, it: Figures, *, is_short: bool) -> list[Parts]:
        """Label and number of every figure, the most needed first."""
        say = self.palette.speech.say
        sign, style = _TRENDS[view.trend]
        trends = {"up": say("up"), "down": say("down"), "steady": say("steady")}
        place = say("no. {place}", place=it.place) if it.place is not None else say("unlisted")
        posts, negative = (say("posts/h"), say("neg.")) if is_short else (say("posts an hour"), say("negative"))
        hot, complaints = (say("hot"), say("compl.")) if is_short else (say("hot list"), say("complaints an hour"))

        def percent(number: str) -> str:
            return f"{number}%" if is_short else say("{n} %", n=number)

        return [
            [*_labeled(posts, f"{it.volume:,}"), (f" {sign} {trends[view.trend]}", style)],
            _labeled(negative, percent(str(it.negative))),
            _labeled(hot, place),
            _labeled(complaints, f"{it.complaints:,}"),
            _labeled(say("price"), percent(change_words(it.change).replace("-", "−").removesuffix(" %"))),
        ]

    def _state(self, it: TrueState, width: int) -> Content:
        """Only for viewers who may see it."""
        say = self.palette.speech.say
        label: Parts = [(say("True state"), "$accent")]
        pairs = ((say("trust"), it.trust), (say("heat"), it.heat), (say("anger"), it.anger), (say("rumor"), it.rumor))
        values = [_labeled(name, str(value)) for name, value in pairs]
        whole = _joined([label, *values], "   ")
        return line(*(whole if size_of(whole) <= width else _joined(values, " ")))


def _labeled(label: str, number: str) -> Parts:
    return [(f"{label} ", "$text-muted"), (number, "bold")]


def _joined(groups: Sequence[Parts], gap: str) -> Parts:
    parts: Parts = []
    for group in groups:
        parts += [(gap, ""), *group] if parts else group
    return parts


def _spread(left: Parts, right: Parts, width: int) -> Content:
    """Both ends of a row; whatever does not fit beside the right end is cropped at the left."""
    room = width - size_of(right)
    kept = cropped(left, max(0, room - 1))
    return line(*kept, (" " * max(0, room - size_of(kept)), ""), *right)
