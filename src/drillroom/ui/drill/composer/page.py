"""The page one writes on: template, blanks or free text, what is ticked, settings, and the words as they will appear.

It shows a draft and reports what somebody does to it; the draft itself is kept by the screen.
"""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from drillroom.source.clean import clean
from drillroom.ui.text import plain, title
from drillroom.views.confidence import choices
from drillroom.views.draft import OWN, Draft, carries, lacks_tick, pieces, text_of, told_words
from drillroom.views.drafting import (
    audiences,
    channel_name,
    channels,
    heading,
    law,
    promises,
    redlines,
    template_choices,
    tones,
    way,
)
from drillroom.views.palette import Palette
from drillroom.views.slots import NEXT, label, slots_of, usual
from drillroom.views.ticking import rows

from .chips import Chips
from .fields import Blank, Field, Fields
from .meanwhile import Meanwhile
from .preview import Preview, Shown
from .ticks import Ticks
from .words import Words

_COLUMN = 12
SETTINGS = ("tone", "channel", "to", "redline", "next", "sure")


class Page(Container):
    """Two columns on a wide terminal; one below the other on a narrow one, where the preview stands below the page."""

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self._palette = palette
        self._slot = ""
        self._heads = ("", "", "", "")

    def compose(self) -> ComposeResult:
        say = self._palette.speech.say
        with Vertical(id="sheet"):
            with VerticalScroll(id="text", can_focus=False) as text:
                text.border_subtitle = title(say("EXERCISE"))
                yield Chips("template", say("Template"), column=_COLUMN)
                yield Fields(id="fields")
                yield Words(id="own")
            yield Preview(self._palette, id="beside")
            yield Meanwhile(self._palette, id="meanwhile")
        with VerticalScroll(id="told", can_focus=False):
            with Vertical(id="ticks-box"):
                yield Ticks(self._palette.speech, id="ticks")
                yield Static("", id="law", markup=False)
            with Vertical(id="settings") as settings:
                settings.border_title = title(say("How it goes out"))
                yield Chips("tone", say("Tone"), column=_COLUMN)
                yield Chips("channel", say("Channel"), column=_COLUMN)
                yield Chips("to", say("For"), column=_COLUMN)
                yield Chips("next", say("Next word"), column=_COLUMN)
                yield Chips("redline", say("Redlines"), column=_COLUMN)
                yield Chips("sure", say("How sure"), column=_COLUMN)
                yield Static("", id="way", markup=False)

    # ------------------------------------------------------------------ showing

    async def show(self, draft: Draft, way_out: str) -> None:
        """Show this draft; ``way_out``: what happens once it is sent."""
        palette = self._palette
        is_new = draft.template == OWN and not self.has_class("-own")
        self._show_own(draft.template == OWN)
        self._show_heads(palette.names.action(draft.do), heading(palette, draft), law(palette, draft), way_out)
        self.query_one("#template", Chips).show(template_choices(palette, draft), draft.template)
        await self.query_one(Fields).show(f"{draft.do} {draft.template}", self._blanks(draft))
        if is_new:  # from then on the text there is the one that counts: somebody may be typing
            self.query_one(Words).show(draft.own)
        self._order(is_telling=carries(palette.names.vocabulary, draft.do) != "none")
        self.query_one(Ticks).show(rows(palette, draft))
        self._show_settings(draft)

    def _show_own(self, is_own: bool) -> None:
        say, mark = self._palette.speech.say, self._palette.speech.say("EXERCISE")
        self.set_class(is_own, "-own")
        self.query_one("#text").border_subtitle = title(f"F7 {say('select all')} · {mark}" if is_own else mark)

    def _order(self, *, is_telling: bool) -> None:
        """What can be set stands before rows of which none can be ticked."""
        told, wanted = self.query_one("#told"), self.query_one("#ticks-box" if is_telling else "#settings")
        if told.children[0] is not wanted:
            told.move_child(wanted, before=0)

    def _show_heads(self, kind: str, over_ticks: str, law: str, way_out: str) -> None:
        if (kind, over_ticks, law, way_out) == self._heads:
            return
        self._heads = (kind, over_ticks, law, way_out)
        self.query_one("#text").border_title = title(kind)
        self.query_one("#ticks-box").border_title = title(over_ticks)
        self.query_one("#law", Static).update(plain(law))
        self.query_one("#law").display = bool(law)
        self.query_one("#way", Static).update(plain(way_out))

    def _show_settings(self, draft: Draft) -> None:
        palette = self._palette
        self.query_one("#tone", Chips).show(tones(palette), draft.tone)
        self.query_one("#channel", Chips).show(channels(palette), draft.channel)
        self.query_one("#to", Chips).show(audiences(palette, draft), draft.to)
        self.query_one("#next", Chips).show(promises(palette, draft), draft.next)
        struck = redlines(palette, draft)
        self.query_one("#redline", Chips).display = bool(struck)
        self.query_one("#redline", Chips).show(struck, draft.redline)
        self.query_one("#sure", Chips).show(choices(palette.speech), draft.sure)

    def shown(self, draft: Draft) -> Shown:
        """The card of this draft."""
        palette, say = self._palette, self._palette.speech.say
        head = (
            (say("EXERCISE"), "$secondary italic"),
            ("  ", ""),
            (say("WE SAY"), "$primary bold"),
            (f" {channel_name(palette, draft)} · ", "$text-muted"),
            (palette.names.action(draft.do), "bold"),
        )
        before = self.query_one(Words).before_cursor if draft.template == OWN else None
        return Shown(head, pieces(palette, draft), self._slot, way(palette, draft), before)

    def look_at(self, slot: str) -> None:
        """This blank is being filled now."""
        self._slot = slot

    def typed(self, draft: Draft) -> Draft:
        """The draft with every character that stands in the fields, whether or not it has been told of yet."""
        if self.has_class("-own") and draft.template == OWN:
            return replace(draft, own=clean(self.query_one(Words).text))
        for field in self.query(Field):
            if field.typed != draft.slots.get(field.slot, ""):
                draft = draft.filled(field.slot, field.typed)
        return draft

    def _blanks(self, draft: Draft) -> list[Blank]:
        speech = self._palette.speech
        return [
            Blank(slot, label(speech, slot), self._unless_typed(draft, slot), draft.slots.get(slot, ""))
            for slot in slots_of(text_of(self._palette, draft))
            if slot != NEXT
        ]

    def _unless_typed(self, draft: Draft, slot: str) -> str:
        """What stands there as long as nobody types anything."""
        if slot != "known":
            return usual(self._palette.speech, slot)
        if lacks_tick(self._palette, draft):
            return self._palette.speech.say("tick a fact, or type it here")
        return told_words(self._palette, draft) or usual(self._palette.speech, slot)

    # ------------------------------------------------------------------ going there

    def go_to(self, where: str) -> None:
        """Take the focus to a part of the page, or to where the writing begins."""
        fields = [field for field in self.query("#fields Input") if field.display]
        spots = {"ticks": "#ticklist", "next": "#next", "words": "#own"}
        if where in spots:
            spot = self.query_one(spots[where])
        elif self.has_class("-own"):
            spot = self.query_one(Words)
        else:
            spot = fields[0] if fields else self.query_one("#ticklist")
        spot.focus(scroll_visible=spot.id != "ticklist")
