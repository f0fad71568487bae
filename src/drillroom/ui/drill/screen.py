"""The drill: what comes in, what is known and said, who is at work, and what waits for an answer.

It lays the pieces out and passes each beat to them in order; what a piece shows, it reads off the one situation.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol, runtime_checkable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical
from textual.events import DescendantFocus
from textual.reactive import reactive
from textual.screen import Screen

from drillroom.errors import DrillroomError
from drillroom.language import Speech
from drillroom.log import records as r
from drillroom.log.audience import FACILITATOR
from drillroom.log.records import Entry
from drillroom.log.situation import Situation
from drillroom.log.times import span
from drillroom.runtime.sitting import Sitting
from drillroom.runtime.table import Beat, Table
from drillroom.scenario.format import SEATS
from drillroom.views.cards import Teller
from drillroom.views.names import Names, hour
from drillroom.views.palette import Palette
from drillroom.views.waiting import Waiting

from .ended import Ended
from .facts import FactBoard
from .feed import Feed
from .hands import Hands
from .inbox import Inbox
from .keys import Key, Keys
from .monitor import Monitor
from .notice import Notice
from .prompt import PromptCard
from .pulse import Pulse
from .said import Said
from .team import Team

PANES = {"feed": Feed, "inbox": Inbox, "facts": FactBoard, "team": Team}
_PANE_OF = {**{name: name for name in PANES}, "said": "facts"}
ALARMS = (r.AlertRaised, r.CallRang, r.DecisionOpened, r.SummonsArrived)
"""What sounds the terminal's bell."""
SETTLES = 2.0
"""Wall seconds until keys that were meant for the screen before are over."""
SOON = 30 * 60
"""Drill seconds before the end at which it is announced."""
LATER = 20 * 60
"""A stretch of drill time without anything new from which on it is said how much went by."""


@runtime_checkable
class Follower(Protocol):
    """A piece that is told of every beat."""

    def follow(self, beat: Beat, fresh: Sequence[Entry]) -> None: ...


@runtime_checkable
class Helpful(Protocol):
    """A piece that has keys of its own."""

    def help_lines(self) -> list[str]: ...


class DrillScreen(Screen[bool]):
    """One drill. Dismissed with True when it came to its end, with False when the trainee left."""

    AUTO_FOCUS = "#feed"
    BINDINGS = [
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)),
        Binding("c,0", "sure", show=False),
        Binding("f1,question_mark", "help", show=False),
        Binding("f2,a", "act", show=False),
        Binding("f3,w", "write", show=False),
        Binding("f4", "pane('feed')", show=False),
        Binding("f5", "pane('inbox')", show=False),
        Binding("f6", "pane('facts')", show=False),
        Binding("f7", "pane('team')", show=False),
        Binding("f8,s", "skip", show=False),
        Binding("f9,p", "pause", show=False),
        Binding("f10,ctrl+q", "leave", show=False, priority=True),
    ]

    pane: reactive[str] = reactive("feed")

    def __init__(self, sitting: Sitting, speech: Speech, *, show_state: bool = False) -> None:
        super().__init__()
        self.sitting = sitting
        viewer = (*SEATS, FACILITATOR) if show_state else tuple(SEATS)
        names = Names(sitting.scenario, sitting.rules.vocabulary, speech, is_typed=False)
        situation = Situation.of(sitting.header, sitting.past, viewer)
        teller = Teller(sitting.header, names, lambda: sitting.words, situation)
        self.palette = Palette(teller, self.tell)
        self.table = Table(sitting.driver)
        self.pulse = Pulse(self.table, self.take, self.fail)
        self.hands = Hands(self)
        self.waiting = Waiting(situation)
        self.beat: Beat | None = None
        self.passing = ""
        self._shown: int | None = None
        self._is_announced = False
        self._is_new = True
        """An Enter too many, pressed before the drill, answers no post."""

    # ------------------------------------------------------------------ the pieces

    def compose(self) -> ComposeResult:
        palette = self.palette
        yield Monitor(palette, id="monitor")
        with Container(id="desk"):
            with Vertical(id="left"):
                yield Feed(palette, id="feed")
                with Horizontal(id="words"):
                    yield FactBoard(palette, id="facts")
                    yield Said(palette, id="said")
            with Vertical(id="right"):
                yield PromptCard(palette, waiting=self.waiting, id="prompt")
                yield Inbox(palette, id="inbox")
                yield Team(palette, id="team")
        yield Notice(id="notice")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        try:
            self.sitting.enter("screen")
        except DrillroomError as error:
            self.fail(error)
        self.watch_pane(self.pane)
        self.set_timer(SETTLES, self._settle_down)
        if self.sitting.past:
            self.query_one(Feed).recall()
        if self.sitting.cut:
            torn = self.say(
                "The log ended in a torn line of {n} bytes, never acknowledged; it is cut.", n=self.sitting.cut
            )
            self.tell(torn)
        self.run_worker(self._beat_on(), group="pulse")

    def _settle_down(self) -> None:
        self._is_new = False

    async def _beat_on(self) -> None:
        await self.pulse.run(is_resumed=bool(self.sitting.past))
        # Whatever dialog is open has nothing left to ask.
        self.workers.cancel_group(self, "hands")
        while self.app.screen is not self:
            await self.app.pop_screen()
        await self.app.push_screen_wait(Ended(self.speech))
        await self.table.close()
        self.dismiss(True)

    @property
    def speech(self) -> Speech:
        """The viewer's language."""
        return self.palette.speech

    @property
    def followers(self) -> list[Follower]:
        """Every piece that is told of a beat, on this screen and on what lies over it."""
        pieces: list[object] = list(self.query("#monitor, #feed, #facts, #said, #prompt, #inbox, #team"))
        pieces += [screen for screen in self.app.screen_stack if screen is not self]
        # A screen that is just being pushed has no pieces of its own yet; it looks for itself when it has.
        return [piece for piece in pieces if isinstance(piece, Follower) and getattr(piece, "is_mounted", True)]

    # ------------------------------------------------------------------ beats

    def take(self, beat: Beat) -> None:
        """Take one beat in: the records this seat may see, then everything that shows them."""
        if self.query_one_optional(Keys) is None:
            return  # the terminal is going; what came is on disk
        self.beat = beat
        situation = self.palette.situation
        fresh = [entry for entry in beat.entries if situation.apply(entry)]
        situation.now_is(beat.now)
        self._say_how_long(fresh)
        self._announce_the_end(beat.now)
        for piece in self.followers:
            piece.follow(beat, fresh)
        if any(isinstance(entry.record, ALARMS) for entry in fresh):
            self.app.bell()
        self._show_keys()

    def _announce_the_end(self, now: int) -> None:
        """Nobody is surprised by the end: it is said once, some time before."""
        ends = self.sitting.scenario.ends
        if not self._is_announced and ends - SOON <= now < ends:
            self._is_announced = True
            clock, time = hour(self.sitting.scenario, self.speech, ends), span(self.speech, ends - now)
            self.tell(self.say("The exercise ends at {clock}, in {time} of its time.", clock=clock, time=time))

    def _say_how_long(self, fresh: Sequence[Entry]) -> None:
        """After a quiet stretch, say how much time went by before what is new."""
        for entry in fresh:
            if not isinstance(entry.record, (r.MonitoringSampled, r.StateSampled, r.CommandGiven)):
                at = entry.record.at
                if self._shown is not None and at - self._shown >= LATER:
                    self.query_one(Feed).jump(at - self._shown, at)
                self._shown = max(at, self._shown or at)

    def fail(self, error: DrillroomError) -> None:
        """A write failed; nothing that was shown is lost."""
        hint = error.hint or self.speech.say("Nothing is lost; it is tried again.")
        self.tell(f"{error.message}. {hint}", "no")

    def say(self, msgid: str, **args: object) -> str:
        """Our own words."""
        return self.speech.say(msgid, **args)

    def tell(self, text: str, kind: str = "note") -> None:
        """Show a line at the bottom, unless the screen is going."""
        for notice in self.query(Notice):
            notice.say(text, kind)

    # ------------------------------------------------------------------ panes and keys

    def watch_pane(self, pane: str) -> None:
        """On a narrow terminal one pane is in front; on a wide one it only takes the focus."""
        for name in PANES:
            self.set_class(name == pane, f"-{name}-in-front")
        self._show_keys()

    def action_pane(self, pane: str) -> None:
        """Bring a pane to the front."""
        self.pane = pane
        self._focus_pane()

    def _focus_pane(self) -> None:
        """The keys go where the bar of keys says."""
        self.query_one(PANES[self.pane]).focus()

    @on(DescendantFocus)
    def _follow_focus(self, event: DescendantFocus) -> None:
        """However a pane came by the focus, it is the one in front."""
        if event.widget is self.focused:
            self.pane = _PANE_OF.get(event.widget.id or "", self.pane)

    def _show_keys(self) -> None:
        if not self.is_mounted:
            return
        say = self.speech.say
        is_paused = self.beat is not None and self.beat.is_paused
        pause = say("Go on") if is_paused else say("Pause")
        unread = self.query_one(Inbox).unread
        self.query_one(Keys).show(
            (
                Key("F1", say("Help"), "help"),
                Key("F2", say("Act"), "act"),
                Key("F3", say("Write"), "write"),
                Key("F4", say("Feed"), "pane('feed')", is_on=self.pane == "feed"),
                Key("F5", say("Inbox"), "pane('inbox')", is_on=self.pane == "inbox", count=unread),
                Key("F6", say("Facts"), "pane('facts')", is_on=self.pane == "facts"),
                Key("F7", say("Team"), "pane('team')", is_on=self.pane == "team"),
                Key("F8", say("Skip"), "skip"),
                Key("F9", pause, "pause", is_on=is_paused),
                Key("F10", say("Leave"), "leave"),
            )
        )

    @on(Inbox.Read)
    def _count_again(self) -> None:
        self._show_keys()

    @on(PromptCard.Released)
    def _go_back(self) -> None:
        if self.focused is None or self.query_one(PromptCard) in self.focused.ancestors:
            self._focus_pane()

    @on(Keys.Pressed)
    async def _press(self, event: Keys.Pressed) -> None:
        await self.run_action(event.does)

    def help_here(self) -> list[str]:
        """What the keys do in the piece that has the focus, in words."""
        pieces = self.focused.ancestors_with_self if self.focused is not None else ()
        return next((piece.help_lines() for piece in pieces if isinstance(piece, Helpful)), [])

    # ------------------------------------------------------------------ what the trainee does

    @on(PromptCard.Chosen)
    def _chosen(self, event: PromptCard.Chosen) -> None:
        self.hands.begin(self.hands.choose(event.prompt_id, event.number, event.sure))

    @on(Inbox.Answered)
    def _answered(self, event: Inbox.Answered) -> None:
        self.hands.begin(self.hands.pick_up(event.call_id))

    @on(Feed.Picked)
    def _picked(self, event: Feed.Picked) -> None:
        if self._is_new:
            return
        self.hands.begin(self.hands.reply(event.post_id))

    def action_choose(self, number: int) -> None:
        """A digit answers what waits first."""
        self.query_one(PromptCard).choose(number)

    def action_sure(self) -> None:
        """Say how sure one is of what one is about to decide."""
        self.query_one(PromptCard).turn_sure()

    async def leave(self) -> None:
        """The trainee goes away; the log can be resumed from here."""
        self.workers.cancel_group(self, "pulse")
        with suppress(DrillroomError):
            await self.table.mark()  # where it cannot be written, the last mark stands
        await self.table.close()
        self.dismiss(False)

    def action_act(self) -> None:
        self.hands.begin(self.hands.act())

    def action_write(self) -> None:
        self.hands.begin(self.hands.write())

    def action_help(self) -> None:
        self.hands.begin(self.hands.help())

    def action_skip(self) -> None:
        self.hands.begin(self.hands.skip())

    def action_pause(self) -> None:
        self.hands.begin(self.hands.pause())

    def action_leave(self) -> None:
        self.hands.begin(self.hands.leave())
