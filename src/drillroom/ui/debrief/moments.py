"""The moments that counted most, one card at a time: what was known, what the team did, what it changed.

The arrow keys turn the cards over, as do their numbers.
"""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.reactive import reactive

from drillroom.language import Speech
from drillroom.views.debrief import Deed, Level, Moment

from .prose import KEY, MUTED, ROLES, STRONG, Prose, column_of, labeled, paragraph

_COLUMN = 16
_LONGEST = 6
"""Lines of one fact or quote; the report has all of it."""


class Moments(Prose):
    """``shown`` is the index of the card on top."""

    shown: reactive[int] = reactive(0)

    def __init__(self, moments: tuple[Moment, ...], speech: Speech) -> None:
        super().__init__(speech, speech.say("Key moments"), part="moments")
        self._moments = moments
        self._tabs: list[tuple[int, int]] = []

    def validate_shown(self, shown: int) -> int:
        return max(0, min(len(self._moments) - 1, shown))

    def watch_shown(self) -> None:
        self.renew()

    def turn(self, by: int) -> None:
        """Show another card; behind the last comes the first."""
        if self._moments:
            self.shown = (self.shown + by) % len(self._moments)

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and offset.y == 0:
            self.shown = next((index for index, end in self._tabs if offset.x < end), self.shown)

    def lines(self, width: int) -> list[Content]:
        say = self.speech.say
        if not self._moments:
            return paragraph(say("Nothing stood out."), width, MUTED)
        it = self._moments[self.shown]
        lines = [self._head(), Content(""), *paragraph(it.title, width, STRONG)]
        lines += paragraph(" · ".join([it.worth, *it.caps]), width, ROLES.get(it.role, MUTED))
        lines += [Content(""), *paragraph(say("What was known"), width, KEY), *self._known(it, width)]
        lines += [Content(""), *paragraph(say("What the team did"), width, KEY), *self._did(it.did, width)]
        lines += [Content(""), *paragraph(say("What it changed"), width, KEY), *self._changed(it, width)]
        return lines

    def _head(self) -> Content:
        """``‹ 1 T+0:35 · 2 T+10:00 ›``, the card on top marked by brackets."""
        head, self._tabs = Content.styled("◂ ", MUTED), []
        for index, it in enumerate(self._moments):
            is_shown = index == self.shown
            tab = f"[{it.number} {it.at}]" if is_shown else f" {it.number} {it.at} "
            head += Content.styled(tab, "bold" if is_shown else MUTED)
            self._tabs.append((index, head.cell_length))
        return head + Content.styled(" ▸", MUTED)

    def _known(self, it: Moment, width: int) -> list[Content]:
        say = self.speech.say
        lines: list[Content] = []
        for name, truth in it.known:
            lines += paragraph(say("{name}: {value}", name=name, value=truth), width, most=_LONGEST)
        lines = lines or paragraph(say("Nothing was confirmed yet."), width)
        if it.unknown:
            lines += paragraph(say("Not known yet: {facts}", facts=it.unknown), width, MUTED, most=_LONGEST)
        return lines

    def _did(self, deeds: tuple[Deed, ...], width: int) -> list[Content]:
        column = column_of([deed.label for deed in deeds], most=_COLUMN)
        lines: list[Content] = []
        for deed in deeds:
            words = self.speech.say("“{text}”", text=deed.words) if deed.is_quote else deed.words
            lines += labeled(deed.label, words, width, column=column, most=_LONGEST)
        return lines

    def _changed(self, it: Moment, width: int) -> list[Content]:
        say = self.speech.say
        if it.is_quiet:
            return paragraph(say("Nothing is public yet."), width, MUTED)
        lines = _levels(it.levels, width)
        if it.exposed:
            lines += [*paragraph(it.exposed, width), *_levels(it.exposed_levels, width)]
        return [*lines, *paragraph(say("Two hours on; a model estimate."), width, MUTED)]


def _levels(levels: tuple[Level, ...], width: int) -> list[Content]:
    """``Trust  52 → 48  reference 65, doing nothing 48``."""
    column = column_of([level.name for level in levels], most=_COLUMN)
    lines: list[Content] = []
    for level in levels:
        pad = " " * max(1, column - Content(level.name).cell_length)
        turn = f"{level.before:>3} → {level.after:>3}"
        row = Content(level.name + pad) + Content.styled(turn, f"{ROLES.get(level.role, MUTED)} bold")
        beside = row + Content.styled(f"   {level.others}", MUTED)
        if beside.cell_length <= width:
            lines.append(beside)
        else:
            lines += [row, *paragraph(level.others, width, MUTED, indent=column)]
    return lines
