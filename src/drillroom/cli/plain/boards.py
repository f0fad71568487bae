"""The things one can look at: help, feed, inbox, fact board, what we have said, tasks, status, situation reports.

Only what monitoring can show; trust and the like appear nowhere here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillroom.log import records as r
from drillroom.log.feed import Call, Summons
from drillroom.log.situation import Situation
from drillroom.log.times import from_alert, span
from drillroom.views.actions import GROUPS
from drillroom.views.cards import Card, Teller
from drillroom.views.confidence import scale
from drillroom.views.facts import facts, standing_words
from drillroom.views.monitoring import monitoring
from drillroom.views.palette import Palette
from drillroom.views.reports import headline, page, report_line
from drillroom.views.said import said, under_way
from drillroom.views.work import at_work, duties, promises, tasks

from .typed import Words

if TYPE_CHECKING:
    from drillroom.doctrine.models import Action
    from drillroom.runtime.driver import Driver

    from .typed import View

MOST = 12
"""Lines of a view that can grow without end."""
Block = tuple[str, list[str]]


@dataclass(slots=True)
class Boards:
    """Views of one drill in one language."""

    palette: Palette
    words: Words
    _has_hinted: bool = False
    """Has it been said how a situation report is read?"""

    @property
    def teller(self) -> Teller:
        """Words records of the log."""
        return self.palette.teller

    @property
    def situation(self) -> Situation:
        """The drill so far, as the trainee's seats know it."""
        return self.palette.situation

    def say(self, msgid: str, **args: object) -> str:
        """Our own words."""
        return str(self.palette.speech.say(msgid, **args))

    def report(self, record: r.Record) -> Card | None:
        """A situation report in one line; the page is shown to whoever asks for it, and the first one says how."""
        if not isinstance(record, r.SituationReported):
            return None
        hint = () if self._has_hinted else (self.say("Type sitrep to read the page."),)
        self._has_hinted = True
        return Card(headline(self.palette, record), hint)

    # ------------------------------------------------------------------ views

    def view(self, view: View, driver: Driver) -> Block:
        """(title, paragraphs) of what was asked for."""
        return _VIEWS[view.name](self, view.about, driver)

    def help(self, about: str, driver: Driver) -> Block:
        """What can be typed: the groups, or the actions of one of them and who is free for them."""
        group = self._group(about)
        if group is None:
            is_chinese = self.palette.speech.lang.startswith("zh")
            shown = [self.say(text) if is_chinese else f"{name} ({text})" for name, text in GROUPS.items()]
            groups = self.say(", ").join(shown)
            return self.say("What you can type"), [
                self.say(
                    "A number answers what is asked. Any action goes by its name: holding, contain, notify users."
                ),
                self.say(
                    "How sure you are may stand behind it, such as 2 !3: {scale}. No mark depends on it.",
                    scale=scale(self.palette.speech),
                ),
                self.say("Groups of actions: {groups}. Type ? and a group, such as: ? say", groups=groups),
                self.say("To look at: feed, inbox, sitrep, facts, said, tasks, status, prompt."),
                self.say("The clock: skip (to the next event), pause, go. quit leaves; nothing is lost."),
            ]
        return self.say(GROUPS[group]), [self._action(do, action) for do, action in self.words.actions(group)]

    def _action(self, do: str, action: Action) -> str:
        """One action: what to type, what it is called, who does it and whether they are free."""
        needed = action.staff or [action.seat]
        busy = [seat for seat in needed if seat in at_work(self.palette)]
        standing = self.say("at work: {seats}", seats=self.palette.names.seats(busy)) if busy else self.say("free")
        takes = span(self.palette.speech, action.takes) if action.takes else self.say("at once")
        who = self.palette.names.seats(needed)
        typed = self.palette.names.typed(do)
        return self.say("{action} ({who}, {standing}; {takes})", action=typed, who=who, standing=standing, takes=takes)

    def _group(self, about: str) -> str | None:
        wish = about.strip().casefold()
        return next((name for name, text in GROUPS.items() if wish and wish in (name, self.say(text).casefold())), None)

    def feed(self, about: str, driver: Driver) -> Block:
        """The latest posts, the story's own first."""
        return self.say("Feed"), [
            label for _, label in self.palette.choices("post", "post", "reply") or []
        ] or self._none()

    def inbox(self, about: str, driver: Driver) -> Block:
        """Messages and calls, the newest last."""
        feed, teller = self.situation.feed, self.teller
        written = [
            (it.at, self.say("{name}: {value}", name=teller.caller(it.by), value=teller.text(it.text)))
            for it in feed.mails.values()
        ]
        written += [(it.at, self._summons(it)) for it in feed.summons.values()]
        written += [(it.at, headline(self.palette, it)) for it in self.situation.gauges.reports[-1:]]
        spoken = [(call.at, self._call(call)) for call in feed.calls.values()]
        lines = [f"{from_alert(at)} {line}" for at, line in sorted(written + spoken)]
        return self.say("Inbox"), lines[-MOST:] or self._none()

    def _call(self, call: Call) -> str:
        states = {"ringing": self.say("it rings"), "taken": self.say("answered"), "missed": self.say("missed")}
        return self.say("call from {who}: {how}", who=self.teller.caller(call.by), how=states[call.state])

    def _summons(self, it: Summons) -> str:
        states = {
            "open": self.say("to be answered by {time}", time=from_alert(it.due)),
            "answered": self.say("answered"),
            "missed": self.say("not answered in time"),
        }
        letter = self.say("{name}: {value}", name=self.teller.caller(it.by), value=self.teller.text(it.text))
        return self.say("{name} ({standing})", name=letter, standing=states[it.state])

    def sitrep(self, about: str, driver: Driver) -> Block:
        """The latest situation report, whole."""
        reports = self.situation.gauges.reports
        if not reports:
            return self.say("Situation report"), self._none()
        latest = reports[-1]
        title = self.say("{time} {text}", time=from_alert(latest.at), text=headline(self.palette, latest))
        return f"[{self.say('EXERCISE')}] {title}", [line for lines in page(self.palette, latest) for line in lines]

    def facts(self, about: str, driver: Driver) -> Block:
        """The fact board: known, unconfirmed, told, leaked."""
        lines = []
        for row in facts(self.palette):
            truth = self.say(": {text}", text=row.truth) if row.truth is not None else ""
            standing = standing_words(self.palette.speech, row)
            lines.append(self.say("{name} ({standing})", name=row.name, standing=standing) + truth)
        return self.say("Fact board"), lines

    def said(self, about: str, driver: Driver) -> Block:
        """Everything we have published, and what is on its way."""
        lines = [
            self.say(
                "{time} {action} ({channel}): {text}",
                time=from_alert(it.at),
                action=it.action,
                channel=it.channel,
                text=it.words,
            )
            for it in said(self.palette, driver.now).out
        ]
        return self.say("What we have said"), [*lines[-MOST:], *self._on_the_way(driver.now)] or self._none()

    def _on_the_way(self, now: int) -> list[str]:
        return [self.say("{action}: waits for sign-off", action=it.action) for it in under_way(self.palette, now)]

    def tasks(self, about: str, driver: Driver) -> Block:
        """Work that runs or waits, and words at the sign-off desk."""
        return self.say("Tasks"), [*self._work(driver.now), *self._on_the_way(driver.now)] or self._none()

    def _work(self, now: int) -> list[str]:
        lines = []
        for it in tasks(self.palette, now):
            if it.left is None:
                seats = self.say(", ").join(it.seats)
                lines.append(self.say("{action}: waits for {seats}", action=it.action, seats=seats))
            else:
                time = span(self.palette.speech, it.left)
                lines.append(self.say("{action}: in progress, {time} left", action=it.action, time=time))
        return lines

    def status(self, about: str, driver: Driver) -> Block:
        """Where things stand, as far as the desk can see."""
        now = driver.now
        seen = monitoring(self.palette, now, speed=driver.speed)
        lines = [self.say("Phase: {phase}", phase=seen.phase)]
        lines += [report_line(self.palette, seen.figures)] if seen.figures else []
        for duty in duties(self.palette, now):
            time = span(self.palette.speech, duty.left)
            lines.append(self.say("Legal deadline: {who}, {time} left", who=duty.who, time=time))
        for promise in promises(self.palette, now):
            time = span(self.palette.speech, promise.left)
            lines.append(self.say("You promised to be heard from again: {time} left", time=time))
        lines += [*self._work(now), *self._on_the_way(now)]
        return self.say("Status at {time}", time=from_alert(now)), lines

    def _none(self) -> list[str]:
        return [self.say("nothing yet")]


_VIEWS: Mapping[str, Callable[[Boards, str, Driver], Block]] = {
    "help": Boards.help,
    "feed": Boards.feed,
    "inbox": Boards.inbox,
    "sitrep": Boards.sitrep,
    "facts": Boards.facts,
    "said": Boards.said,
    "tasks": Boards.tasks,
    "status": Boards.status,
}
