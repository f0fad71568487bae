"""The hourly situation report: when one is due, and what it says.

It holds only what monitoring can show, and is rarer when the first half day is over.
"""

from __future__ import annotations

from drillroom.log import records as r

from .cards import Card
from .monitoring import Figures, change_words, read
from .palette import Palette

HOUR = 3600


class Reports:
    """The reports of one drill. Samples are given to it in their order; the first one is none yet."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._before: int | None = None

    def card(self, record: r.Record) -> Card | None:
        """The report that is due with this record, if one is."""
        if not isinstance(record, r.MonitoringSampled) or record.at < 0:
            return None
        every = _every(record.at)
        before, is_same = self._before, self._before is not None and record.at // every == self._before // every
        if is_same:
            return None
        self._before = record.at
        if before is None:
            return None
        line = report_line(self._palette, read(self._palette, record))
        return Card(self._palette.speech.say("Situation report: {line}", line=line))


def _every(at: int) -> int:
    """Seconds between two reports at this drill second."""
    return HOUR if at <= 12 * HOUR else 3 * HOUR if at <= 24 * HOUR else 6 * HOUR


def report_line(palette: Palette, it: Figures) -> str:
    """The public in figures, in one line."""
    say = palette.speech.say
    place = say("hot list no. {place}", place=it.place) if it.place else say("not on the hot list")
    return say(
        "{volume} posts an hour, {negative} % negative, {place}, {complaints} complaints an hour, price {price}",
        volume=f"{it.volume:,}",
        negative=it.negative,
        place=place,
        complaints=f"{it.complaints:,}",
        price=change_words(it.change),
    )
