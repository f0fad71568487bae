"""Shows what happened, card by card, as it comes off the driver.

The crowd's lines are thinned out so that they can be read, or listened to; nothing notable is ever left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drillroom.log.records import Entry
from drillroom.log.situation import Situation
from drillroom.log.times import span
from drillroom.runtime.clock import Clock
from drillroom.views.cards import Card
from drillroom.views.palette import Palette

from .boards import Boards
from .screen import Screen

_LATER = 20 * 60
"""A jump of drill time from which on it is said how much went by."""
_CHATTER_EVERY = 4.0
"""Wall seconds between two lines of the crowd."""
_RECALLED = 5
"""Cards shown again when a drill goes on."""


@dataclass(slots=True)
class Ticker:
    """``told``: how many notable cards were shown so far; ``_shown``: the drill second of the last one."""

    palette: Palette
    boards: Boards
    screen: Screen
    clock: Clock
    told: int = 0
    _shown: int | None = None
    _quiet_until: float = 0.0

    @property
    def situation(self) -> Situation:
        """The drill so far, as the trainee's seats know it."""
        return self.palette.situation

    def show(self, entries: Sequence[Entry], now: int) -> None:
        """Take new entries in and show them; the clock stands at drill second ``now``."""
        for entry in entries:
            if not self.situation.apply(entry):
                continue
            report, card = self.boards.report(entry.record), self.palette.teller.card(entry.record)
            if report is not None:
                self._shown = entry.record.at
                self.screen.card(entry.record.at, report)
            if card is not None:
                self._card(entry.record.at, card, now)
        self.situation.now_is(now)

    def _card(self, at: int, card: Card, now: int) -> None:
        if card.is_quiet:
            if self.clock.steady() < self._quiet_until or at < now - _LATER:
                return
            self._quiet_until = self.clock.steady() + _CHATTER_EVERY
        else:
            self.told += 1
        self.pass_to(at)
        self.screen.card(at, card)

    def pass_to(self, at: int) -> None:
        """After a jump, say how much time went by."""
        if self._shown is not None and at - self._shown >= _LATER:
            gone = span(self.palette.speech, at - self._shown)
            self.screen.lines(self.palette.speech.say("… {time} later", time=gone))
        self._shown = max(at, at if self._shown is None else self._shown)

    def recall(self, now: int) -> None:
        """A drill goes on: the last things that happened before drill second ``now``."""
        cards = [(it.record.at, self.palette.teller.card(it.record)) for it in self.situation.entries]
        told = [(at, card) for at, card in cards if card is not None and not card.is_quiet]
        for at, card in told[-_RECALLED:]:
            self.screen.card(at, card)
        self._shown = now
