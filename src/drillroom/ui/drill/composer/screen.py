"""The composer: words are written from a template or freely, what they tell is ticked, and off they go to sign-off.

Nothing is said before the trainee sends it. The drill goes on behind; words that were put aside are handed back whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import DescendantFocus
from textual.screen import ModalScreen

from drillroom.log.records import Entry
from drillroom.runtime.table import Beat
from drillroom.ui.drill.keys import Keys
from drillroom.views.cautions import Caution, cautions, way_out
from drillroom.views.draft import (
    OWN,
    Draft,
    Tick,
    begun,
    command,
    from_template,
    is_read_first,
    opened,
    typed_words,
)
from drillroom.views.drafting import all_kinds
from drillroom.views.palette import Palette
from drillroom.views.ticking import as_kind, rows, ticked, turned, why_grey

from .chips import Chips
from .confirm import Confirm
from .fields import Fields
from .foot import Foot
from .kinds import KEPT, Kinds
from .meanwhile import Meanwhile
from .outside import Outside
from .page import SETTINGS, Page
from .preview import Preview
from .ticks import TickList, Ticks
from .words import Words


@dataclass(frozen=True, slots=True)
class Sent:
    """The command that was composed, and the draft that it came from."""

    do: str
    args: dict[str, Any]
    draft: Draft


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that were put aside."""

    draft: Draft


class Composer(ModalScreen[Sent | Kept | None]):
    """``do``: the kind of statement, None asks first; ``given``: arguments of it; ``draft``: words that were put aside.

    Dismissed with what is to be done, with words to keep, or with None where nothing was written.
    """

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("ctrl+s", "send", show=False, priority=True),
        Binding("f6", "publish", show=False, priority=True),
        Binding("f2", "kind", show=False, priority=True),
        Binding("f4", "open", show=False, priority=True),
        Binding("escape", "drop", show=False, priority=True),
    ]

    def __init__(
        self,
        palette: Palette,
        do: str | None = None,
        given: Mapping[str, Any] | None = None,
        *,
        draft: Draft | None = None,
    ) -> None:
        super().__init__()
        self.palette = palette
        self._given, self._kept = dict(given or {}), draft
        self._is_choosing = do is None
        self._begin = begun(palette, do, self._given) if do is not None else None
        self.draft = self._begin
        if do is not None and draft is not None and draft.do == do:
            self.draft = self._resumed(draft)
        self._minute = palette.situation.now // 60
        self._tried = ""  # the row that could not be ticked

    def _resumed(self, kept: Draft) -> Draft:
        """The words put aside, about what is asked for now."""
        if self._begin is None or not self._given:
            return kept
        return replace(kept, ticks={**kept.ticks, **self._begin.ticks} if not self._is_single else self._begin.ticks)

    @property
    def _is_single(self) -> bool:
        return self._begin is not None and any(not key.startswith("fact:") for key in self._begin.ticks)

    def compose(self) -> ComposeResult:
        yield Outside(self.palette, id="outside")
        yield Kinds(self.palette, id="kinds")
        yield Page(self.palette, id="page")
        yield Preview(self.palette, id="below")
        yield Foot(self.palette.speech, id="foot")

    async def on_mount(self) -> None:
        if self.draft is None:
            self._choose_kind()
            return
        self._write()

    # ------------------------------------------------------------------ steps

    def _choose_kind(self) -> None:
        self._is_choosing = True
        self.set_class(True, "-choosing")
        kept = self._kept if self.draft is None else None
        words = typed_words(self.palette, kept) if kept is not None else ""
        self.query_one(Kinds).show(all_kinds(self.palette), kept, words, self.draft.do if self.draft else None)
        self._show_keys()

    def _write(self) -> None:
        self._is_choosing = False
        self.set_class(False, "-choosing")
        self.run_worker(self._begin_writing(), group="show")

    async def _begin_writing(self) -> None:
        await self._show()
        self.call_after_refresh(self.query_one(Page).go_to, "")

    @on(Kinds.Chosen)
    def _chosen_kind(self, event: Kinds.Chosen) -> None:
        event.stop()
        if event.do == KEPT and self._kept is not None:
            self.draft = self._kept
            self._begin = begun(self.palette, self.draft.do)
        elif self.draft is None:
            self.draft = self._begin = begun(self.palette, event.do)
        elif event.do != self.draft.do:
            self.draft = as_kind(self.palette, self.draft, event.do)
            self._begin = begun(self.palette, event.do) if not self.draft.has_words else self._begin
        self._write()

    def action_kind(self) -> None:
        """Choose another kind of statement; the words stay."""
        self._once_typed(self._choose_another)

    def _choose_another(self) -> None:
        if self.draft is not None and not self._is_choosing:
            self._choose_kind()

    # ------------------------------------------------------------------ what is done to the draft

    def _change(self, draft: Draft) -> None:
        if draft != self.draft:
            self.draft, self._tried = draft, ""
            self.run_worker(self._show(), group="show")

    @on(Chips.Chosen)
    def _set(self, event: Chips.Chosen) -> None:
        event.stop()
        if self.draft is None:
            return
        if event.part == "template":
            self._change(from_template(self.palette, self.draft, str(event.value)))
        elif event.part in SETTINGS:
            self._change(self.draft.setting(event.part, event.value))

    @on(Fields.Typed)
    def _fill(self, event: Fields.Typed) -> None:
        event.stop()
        if self.draft is not None and self.draft.slots.get(event.slot, "") != event.typed:
            self._change(self.draft.filled(event.slot, event.typed))

    @on(Fields.Entered)
    def _enter(self, event: Fields.Entered) -> None:
        event.stop()
        self._look_at(event.slot)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The preview shows what is being chosen, the bar names the keys that work there."""
        if isinstance(event.widget, TickList):
            self._look_at("known")
        elif isinstance(event.widget, Chips):
            self._look_at(event.widget.part)
        else:
            self._show_keys()

    def _look_at(self, slot: str) -> None:
        self._tried = ""
        self.query_one(Page).look_at(slot)
        self.run_worker(self._show(), group="show")

    @on(Words.Typed)
    def _type(self, event: Words.Typed) -> None:
        event.stop()
        if self.draft is not None and self.draft.template == OWN:
            self._change(replace(self.draft, own=event.words))

    @on(Words.Moved)
    def _follow_cursor(self, event: Words.Moved) -> None:
        event.stop()
        if self.draft is not None:
            self._show_words(self.draft)

    @on(TickList.Turned)
    def _turn(self, event: TickList.Turned) -> None:
        event.stop()
        if self.draft is None:
            return
        self._change(turned(self.palette, self.draft, event.key, event.step))
        if why_grey(self.palette, self.draft, event.key):
            self._tried = event.key
            self.run_worker(self._show(), group="show")

    @on(TickList.Moved)
    def _move(self, event: TickList.Moved) -> None:
        event.stop()
        if self.draft is not None:
            self.query_one(Ticks).show(rows(self.palette, self.draft))
            self._show_keys()

    @on(Ticks.FigureTyped)
    def _figure(self, event: Ticks.FigureTyped) -> None:
        event.stop()
        tick = self.draft.ticks.get(event.key) if self.draft is not None else None
        if self.draft is not None and tick is not None:
            self._change(ticked(self.palette, self.draft, event.key, Tick(tick.op, event.figure)))

    def action_open(self) -> None:
        """Write the whole text freely, beginning with what stands there."""
        self._once_typed(self._open)

    def _open(self) -> None:
        if self.draft is not None and not self._is_choosing:
            self.draft = opened(self.palette, self.draft)
            self.run_worker(self._begin_writing(), group="show")

    # ------------------------------------------------------------------ showing

    async def _show(self) -> None:
        draft = self.draft
        if draft is None or not self.is_mounted:
            return
        page = self.query_one(Page)
        await page.show(draft, way_out(self.palette, draft.do, draft))
        self._show_words(draft)
        why = why_grey(self.palette, draft, self._tried)
        self.query_one(Foot).show([*([Caution(why, True)] if why else []), *cautions(self.palette, draft)])
        self._show_keys()

    def _show_words(self, draft: Draft) -> None:
        shown = self.query_one(Page).shown(draft)
        for preview in self.query(Preview):
            preview.show(shown)

    def _show_keys(self) -> None:
        foot = self.query_one(Foot)
        if self._is_choosing or self.draft is None:
            foot.show_choosing()
        else:
            is_read = is_read_first(self.palette, self.draft)
            ticks = self.query_one(TickList)
            is_at_ticks = ticks.has_focus and ticks.row is not None and bool(ticks.row.ops)
            foot.show_writing(is_read=is_read, is_free=self.draft.template == OWN, is_at_ticks=is_at_ticks)

    def follow(self, beat: Beat, fresh: Sequence[Entry]) -> None:
        """The drill has gone on: show the hour, what waits, and what has just become known."""
        if beat.is_over:
            self._end()
            return
        self.query_one(Outside).follow(beat, fresh)
        self.query_one(Meanwhile).follow(beat, fresh)
        minute = self.palette.situation.now // 60
        if (fresh or minute != self._minute) and not self._is_choosing:
            self._minute = minute
            self.run_worker(self._show(), group="show")

    def _end(self) -> None:
        """The drill is over: nobody reads this any more."""
        if isinstance(self.app.screen, Confirm):
            self.app.screen.dismiss(False)
        if self.is_current:
            self.dismiss(None)

    # ------------------------------------------------------------------ sending and dropping

    @on(Keys.Pressed)
    async def _press(self, event: Keys.Pressed) -> None:
        event.stop()
        await self.run_action(event.does)

    def action_next_field(self) -> None:
        """To the next part of the page."""
        self.focus_next()

    def action_tick(self) -> None:
        """Tick the row that is looked at, or take the tick away."""
        self.query_one(TickList).action_tick()

    def action_pick(self) -> None:
        """Take the kind that is highlighted."""
        self.query_one(Kinds).pick()

    def _once_typed(self, deed: Callable[[], None]) -> None:
        """Do it behind every key that was pressed before: whoever types fast loses no character."""

        def after() -> None:
            if self.draft is not None and not self._is_choosing:
                self.draft = self.query_one(Page).typed(self.draft)
            deed()

        (self.focused or self).call_later(after)

    def action_send(self) -> None:
        """Send the words on their way."""
        self._once_typed(self._go)

    def _go(self) -> None:
        if self.draft is not None and self._can_go():
            self._send(replace(self.draft, is_unchecked=False))

    def action_publish(self) -> None:
        """Publish without sign-off, after a question."""
        self._once_typed(self._ask_to_publish)

    def _ask_to_publish(self) -> None:
        if self.draft is None or not self._can_go():
            return
        if not is_read_first(self.palette, self.draft):
            self._send(self.draft)
            return
        say = self.palette.speech.say
        text = say("Nobody has read these words. That you published them like this goes on record.")
        question = Confirm(
            say("Publish without sign-off?"), text, yes=say("publish now"), no=say("go on writing"), again="f6"
        )
        self.app.push_screen(question, self._publish)

    def _publish(self, agreed: bool | None) -> None:
        if agreed and self.draft is not None:
            self._send(replace(self.draft, is_unchecked=True))

    def _can_go(self) -> bool:
        """Is nothing in the way? Otherwise the focus goes where it can be mended."""
        if self._is_choosing or self.draft is None:
            return False
        found = cautions(self.palette, self.draft)
        stop = next((it for it in found if it.stops), None)
        if stop is None:
            return True
        self.query_one(Foot).show(found)
        self.query_one(Page).go_to(stop.where)
        self.app.bell()
        return False

    def _send(self, draft: Draft) -> None:
        do, args = command(self.palette, draft)
        self.dismiss(Sent(do, args, draft))

    def action_drop(self) -> None:
        """Leave; what was written is kept, after a question."""
        self._once_typed(self._leave)

    def _leave(self) -> None:
        if self._is_choosing and self.draft is not None:
            self._write()
            return
        # Nothing is lost, so nothing is asked: the next F3 brings the words back.
        draft = self.draft
        self.dismiss(None if draft is None or draft == self._begin else Kept(draft))
