"""The things one can look at: help, feed, inbox, fact board, what we have said, tasks, status, situation reports.

Only what monitoring can show; trust and the like appear nowhere here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillroom.language import to_say
from drillroom.log import records as r
from drillroom.log.feed import Call, Mail, Summons
from drillroom.log.situation import Situation
from drillroom.views.cards import Card, Teller
from drillroom.views.names import from_alert, span
from drillroom.views.palette import Palette

from .typed import Words

if TYPE_CHECKING:
    from drillroom.doctrine.models import Action
    from drillroom.runtime.driver import Driver

    from .typed import View

HOUR = 3600
MOST = 12
"""Lines of a view that can grow without end."""
_GROUPS: Mapping[str, str] = {
    "watch": to_say("watch and prepare"),
    "team": to_say("the team"),
    "do": to_say("act"),
    "say": to_say("say"),
    "remedy": to_say("lawful remedies"),
    "noise": to_say("other means"),
    "after": to_say("afterwards"),
}
Block = tuple[str, list[str]]


@dataclass(slots=True)
class Boards:
    """Views of one drill in one language."""

    palette: Palette
    words: Words
    _reported: int = -(10**9)

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

    # ------------------------------------------------------------------ situation reports

    def report(self, record: r.Record) -> Card | None:
        """An hourly situation report; rarer when the first day is over."""
        if not isinstance(record, r.MonitoringSampled) or record.at < 0:
            return None
        every = HOUR if record.at <= 12 * HOUR else 3 * HOUR if record.at <= 24 * HOUR else 6 * HOUR
        if record.at // every == self._reported // every:
            return None
        is_first, self._reported = self._reported < -(10**8), record.at
        return None if is_first else Card(self.say("Situation report: {line}", line=self._monitoring(record)))

    def _monitoring(self, it: r.MonitoringSampled) -> str:
        place = self.say("hot list no. {place}", place=it.place) if it.place else self.say("not on the hot list")
        return self.say(
            "{volume} posts an hour, {negative} % negative, {place}, {complaints} complaints an hour, price {price}",
            volume=f"{it.volume:,}",
            negative=round(100 * it.negative),
            place=place,
            complaints=f"{it.complaints:,}",
            price=_change(it.price - 100),
        )

    # ------------------------------------------------------------------ views

    def view(self, view: View, driver: Driver) -> Block:
        """(title, paragraphs) of what was asked for."""
        return _VIEWS[view.name](self, view.about, driver)

    def help(self, about: str, driver: Driver) -> Block:
        """What can be typed: the groups, or the actions of one of them and who is free for them."""
        group = self._group(about)
        if group is None:
            is_chinese = self.palette.speech.lang.startswith("zh")
            shown = [self.say(text) if is_chinese else f"{name} ({text})" for name, text in _GROUPS.items()]
            groups = self.say(", ").join(shown)
            return self.say("What you can type"), [
                self.say(
                    "A number answers what is asked. Any action goes by its name: holding, contain, notify users."
                ),
                self.say("Groups of actions: {groups}. Type ? and a group, such as: ? say", groups=groups),
                self.say("To look at: feed, inbox, facts, said, tasks, status, prompt."),
                self.say("The clock: skip (to the next event), pause, go. quit leaves; nothing is lost."),
            ]
        return self.say(_GROUPS[group]), [self._action(do, action) for do, action in self.words.actions(group)]

    def _action(self, do: str, action: Action) -> str:
        """One action: what to type, what it is called, who does it and whether they are free."""
        needed = action.staff or [action.seat]
        busy = {seat for task in self.situation.desk.running for seat in task.seats}
        at_work = [seat for seat in needed if seat in busy]
        standing = (
            self.say("at work: {seats}", seats=self.palette.names.seats(at_work)) if at_work else self.say("free")
        )
        takes = span(self.palette.speech, action.takes) if action.takes else self.say("at once")
        who = self.palette.names.seats(needed)
        typed = self.palette.names.typed(do)
        return self.say("{action} ({who}, {standing}; {takes})", action=typed, who=who, standing=standing, takes=takes)

    def _group(self, about: str) -> str | None:
        wish = about.strip().casefold()
        return next(
            (name for name, text in _GROUPS.items() if wish and wish in (name, self.say(text).casefold())), None
        )

    def feed(self, about: str, driver: Driver) -> Block:
        """The latest posts, the story's own first."""
        return self.say("Feed"), [
            label for _, label in self.palette.choices("post", "post", "reply") or []
        ] or self._none()

    def inbox(self, about: str, driver: Driver) -> Block:
        """Messages and calls, the newest last."""
        feed, teller = self.situation.feed, self.teller
        letters: list[Mail | Summons] = [*feed.mails.values(), *feed.summons.values()]
        written = [
            (it.at, self.say("{name}: {value}", name=teller.caller(it.by), value=teller.text(it.text)))
            for it in letters
        ]
        spoken = [(call.at, self._call(call)) for call in feed.calls.values()]
        lines = [f"{from_alert(at)} {line}" for at, line in sorted(written + spoken)]
        return self.say("Inbox"), lines[-MOST:] or self._none()

    def _call(self, call: Call) -> str:
        states = {"ringing": self.say("it rings"), "taken": self.say("answered"), "missed": self.say("missed")}
        return self.say("call from {who}: {how}", who=self.teller.caller(call.by), how=states[call.state])

    def facts(self, about: str, driver: Driver) -> Block:
        """The fact board: known, unconfirmed, told, leaked."""
        lines = []
        for fact in self.situation.board.facts.values():
            name = self.palette.names.fact(fact.id)
            marks = [] if fact.learned else [self.say("unconfirmed")]
            marks += [self.say("told")] if fact.told_at is not None else []
            marks += [self.say("leaked")] if fact.leaked_at is not None else []
            standing = self.say(", ").join(marks) or self.say("known, not told yet")
            truth = self.say(": {text}", text=self.palette.names.truth(fact.id)) if fact.learned else ""
            lines.append(self.say("{name} ({standing})", name=name, standing=standing) + truth)
        return self.say("Fact board"), lines

    def said(self, about: str, driver: Driver) -> Block:
        """Everything we have published, and what is on its way."""
        board, names, say = self.situation.board, self.palette.names, self.palette.speech.say
        lines = [
            say(
                "{time} {action} ({channel}): {text}",
                time=from_alert(it.published_at or 0),
                action=names.action(it.do),
                channel=names.channel(it.channel),
                text=self.teller.text(it.text) if it.text else "",
            )
            for it in board.published
        ]
        return self.say("What we have said"), [*lines[-MOST:], *self._on_the_way()] or self._none()

    def _on_the_way(self) -> list[str]:
        under_way = self.situation.board.under_way
        return [self.say("{action}: waits for sign-off", action=self.palette.names.action(it.do)) for it in under_way]

    def tasks(self, about: str, driver: Driver) -> Block:
        """Work that runs or waits, and words at the sign-off desk."""
        return self.say("Tasks"), [*self._work(driver.now), *self._on_the_way()] or self._none()

    def _work(self, now: int) -> list[str]:
        lines = []
        for task in self.situation.desk.running:
            action = self.palette.names.action(task.do)
            if task.state == "queued":
                seats = self.palette.names.seats(task.waits_for)
                lines.append(self.say("{action}: waits for {seats}", action=action, seats=seats))
            else:
                time = span(self.palette.speech, (task.ends or now) - now)
                lines.append(self.say("{action}: in progress, {time} left", action=action, time=time))
        return lines

    def status(self, about: str, driver: Driver) -> Block:
        """Where things stand, as far as the desk can see."""
        gauges, now = self.situation.gauges, driver.now
        lines = [self.say("Phase: {phase}", phase=self.palette.names.phase(gauges.phase))]
        lines += [self._monitoring(gauges.latest)] if gauges.latest and now >= 0 else []
        for duty in self.situation.desk.running_duties:
            who, time = self.teller.authority(duty.id), span(self.palette.speech, duty.due - now)
            lines.append(self.say("Legal deadline: {who}, {time} left", who=who, time=time))
        for promise in self.situation.desk.promises.values():
            if promise.state == "open":
                time = span(self.palette.speech, promise.due - now)
                lines.append(self.say("You promised to be heard from again: {time} left", time=time))
        lines += [*self._work(now), *self._on_the_way()]
        return self.say("Status at {time}", time=from_alert(now)), lines

    def _none(self) -> list[str]:
        return [self.say("nothing yet")]


def _change(percent: float) -> str:
    """``+1.2 %``, ``-0.3 %``, ``0.0 %``: nothing has no sign."""
    return f"{percent:+.1f} %" if round(percent, 1) else "0.0 %"


_VIEWS: Mapping[str, Callable[[Boards, str, Driver], Block]] = {
    "help": Boards.help,
    "feed": Boards.feed,
    "inbox": Boards.inbox,
    "facts": Boards.facts,
    "said": Boards.said,
    "tasks": Boards.tasks,
    "status": Boards.status,
}
