"""Tells what happened in lines: one card for each record that a person would be shown.

A card always carries the mark that this is an exercise; what only the facilitator may know is never among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from drillroom.language import to_say
from drillroom.log import records as r
from drillroom.log.header import Header
from drillroom.log.situation import Situation
from drillroom.log.times import span
from drillroom.log.wording import introduction, render, signature

from .names import Names, stamp
from .tags import Tags
from .tidings import Card, Tidings

__all__ = ["CALL", "Card", "Teller"]

CALL = "take_call"
_VERDICTS: Mapping[str, str] = {
    "true": to_say("true"),
    "guess": to_say("not verified"),
    "lie": to_say("knowingly untrue"),
    "broken_promise": to_say("promise not kept"),
}


@dataclass(slots=True)
class Teller(Tidings):
    """Makes cards of records in one language. ``words`` gives the typed texts by key, as they grow."""

    header: Header
    names: Names
    words: Callable[[], Mapping[str, str]]
    situation: Situation
    tags: Tags = field(init=False)

    def __post_init__(self) -> None:
        self.tags = Tags(self.situation.feed)

    def card(self, record: r.Record) -> Card | None:
        """The card of a record that this viewer may see, or None where there is nothing to show."""
        tell = _CARDS.get(type(record))
        return tell(self, record) if tell is not None else None

    def text(self, text: r.Text) -> str:
        """A text of the log in words."""
        return render(text, header=self.header, speech=self.names.speech, words=self.words())

    def author(self, by: r.Text) -> str:
        """How the author of a post signs."""
        return signature(by, header=self.header, speech=self.names.speech, words=self.words())

    def caller(self, by: r.Text) -> str:
        """Name and role of somebody who calls or writes."""
        return introduction(by, header=self.header, speech=self.names.speech, words=self.words())

    def person(self, key: str) -> str:
        """Name and role of somebody of the scenario."""
        return self.caller(r.Text(ref=f"scenario.people.{key}"))

    def say(self, msgid: str, **args: Any) -> str:
        """Our own words."""
        return self.names.speech.say(msgid, **args)

    # ------------------------------------------------------------------ what the world sends

    def post(self, it: r.PostAppeared) -> Card:
        """A post, a reply or a line of the crowd, with the tag one may type to answer it."""
        title = f"{self.names.channel(it.channel)} · {self.author(it.by)}"
        return Card(title, (self.text(it.text),), is_quiet=it.inject is None, tag=self.tags.post(it.post))

    def mail(self, it: r.MailArrived) -> Card:
        """A message for the team."""
        return Card(f"{self.names.channel(it.channel)} · {self.caller(it.by)}", (self.text(it.text),))

    def signal(self, it: r.SignalAppeared) -> Card:
        """A weak sign before the crisis."""
        title = self.say("Signal")
        whole = f"{title} · {self.names.channel(it.channel)} · {self.author(it.by)}"
        return Card(whole, (self.text(it.text),), tag=self.tags.signal(it.signal))

    def missed_call(self, it: r.CallMissed) -> Card:
        """Nobody picked up."""
        return Card(self.say("The call was missed."))

    def summons(self, it: r.SummonsArrived) -> Card:
        """An authority wants to see us."""
        questions = tuple(f"- {self.text(question)}" for question in it.questions)
        due = self.say("Answer by {time}. {how}", time=self._when(it.due), how=self.names.testifying())
        return Card(self.say("Summons: {who}", who=self.caller(it.by)), (self.text(it.text), *questions, due))

    def alert(self, it: r.AlertRaised) -> Card:
        """The crisis begins."""
        return Card(self.say("ALERT: it has begun. From here your time counts."))

    def phase(self, it: r.PhaseChanged) -> Card:
        """Another phase begins."""
        return Card(self.say("Phase: {phase}", phase=self.names.phase(it.phase)))

    def twist(self, it: r.TwistFired) -> Card:
        """Only with --show-state."""
        return Card(self.say("A twist has come true."), is_quiet=True)

    # ------------------------------------------------------------------ what is known

    def learned(self, it: r.FactLearned) -> Card | None:
        """A fact was delivered to the team; further seats that hear it are no news."""
        fact = self.situation.board.facts.get(it.fact)
        if fact is not None and any(at < it.at for at in fact.learned.values()):
            return None
        title = self.say("Now you know: {fact}", fact=self.names.fact(it.fact))
        return Card(title, (self.names.truth(it.fact),))

    def leaked(self, it: r.FactLeaked) -> Card | None:
        """A fact came out by itself; what we had told is no news."""
        if it.found == "told":
            return None
        title = self.say("It is out: {fact}", fact=self.names.fact(it.fact))
        return Card(title, (self.names.truth(it.fact),))

    # ------------------------------------------------------------------ our own doing

    def ordered(self, it: r.StatementOrdered) -> Card | None:
        """Words are on their way through sign-off; what is said into a telephone needs none."""
        if it.do == CALL:
            return None
        return Card(self.say("{action}: drafted, on its way to sign-off", action=self.names.action(it.do)))

    def signed(self, it: r.StatementSigned) -> Card:
        """Legal has read it; whether it wanted other words is told by itself."""
        waited = self.say(
            "Back from {seat} after {time}", seat=self.names.seat(it.by), time=self._span(it.waited + it.took)
        )
        return Card(waited, is_quiet=True)

    def published(self, it: r.StatementPublished) -> Card:
        """Our words are out."""
        channel = self.names.channel(it.channel)
        title = self.say("WE SAY · {action} · {channel}", action=self.names.action(it.do), channel=channel)
        return Card(title, (self.text(it.text),), tag=it.statement)

    def unchecked(self, it: r.SignOffSkipped) -> Card | None:
        """It goes out without anybody having read it."""
        statement = self.situation.board.statements.get(it.statement)
        if statement is not None and statement.do == CALL:
            return None
        facts = self.say(", ").join(self.names.fact(fact) for fact in it.open)
        body = (self.say("Not confirmed to you: {facts}", facts=facts),) if facts else ()
        return Card(self.say("Published without sign-off; this is on record."), body)

    def nothing(self, it: r.NothingToTell) -> Card:
        """Facts were to be told and there are none."""
        return Card(self.say("There is no confirmed fact left to tell."))

    def assembled(self, it: r.TeamAssembled) -> Card:
        """The crisis team is at the table."""
        return Card(self.say("The crisis team is together: {seats}", seats=self.names.seats(it.seats)))

    def queued(self, it: r.TaskQueued) -> Card:
        """Work waits for people."""
        title = self.say(
            "{action}: waits for {seats}", action=self.names.action(it.do), seats=self.names.seats(it.waits_for)
        )
        return Card(title)

    def started(self, it: r.TaskStarted) -> Card | None:
        """Work has begun; what takes no time is told when it is done, and words when they are out."""
        if it.ends == it.at or "statement" in it.args:
            return None
        time = self._span(it.ends - it.at)
        return Card(self.say("{action}: begun, takes {time}", action=self._work(it.do, it.args), time=time))

    def done(self, it: r.TaskDone) -> Card | None:
        """Work is finished; words are told when they are out."""
        if "statement" in it.args:
            return None
        return Card(self.say("{action}: done", action=self._work(it.do, it.args)))

    def _work(self, do: str, args: Mapping[str, Any]) -> str:
        """An action with whom it is for."""
        action, to = self.names.action(do), args.get("to")
        return self.say("{action} ({whom})", action=action, whom=self.names.group(str(to))) if to else action

    def watch(self, it: r.WatchSet) -> Card:
        """We look again later."""
        if it.look_again is None:
            return Card(self.say("You hold back and watch."))
        return Card(self.say("You hold back; look again at {time}.", time=self._when(it.look_again)))

    def skipped(self, it: r.StepSkipped) -> Card:
        """A step of an option had been done before."""
        return Card(self.say("{action}: had been done already", action=self.names.action(it.do)), is_quiet=True)

    def promised(self, it: r.PromiseMade) -> Card:
        """We owe somebody something now."""
        return Card(self.say("You have promised; due at {time}.", time=self._when(it.due)), is_quiet=True)

    def broken(self, it: r.PromiseBroken) -> Card:
        """A promise ran out."""
        return Card(self.say("A promise you made has run out unkept."))

    # ------------------------------------------------------------------ prompts and clocks

    def settled(self, it: r.DecisionSettled) -> Card:
        """Asked no more."""
        return Card(
            self.say("Not asked any more: settled by “{action}”.", action=self.names.action(it.by)), is_quiet=True
        )

    def missed(self, it: r.DecisionMissed) -> Card:
        """Nobody decided in time."""
        return Card(self.say("Time ran out: nothing was decided."))

    def duty(self, it: r.DutyStarted) -> Card:
        """A legal clock runs."""
        title = self.say("Legal deadline: {who}", who=self.authority(it.duty))
        return Card(title, (self.say("Report by {time}. {how}", time=self._when(it.due), how=self.names.reporting()),))

    def met(self, it: r.DutyMet) -> Card:
        """The report was in time."""
        missing = self.say(", ").join(self.names.fact(fact) for fact in it.missing)
        body = (self.say("It did not hold: {facts}", facts=missing),) if missing else ()
        return Card(self.say("Reported in time: {who}", who=self.authority(it.duty)), body)

    def late(self, it: r.DutyMissed) -> Card:
        """The legal deadline has passed."""
        return Card(self.say("The legal deadline has passed: {who}", who=self.authority(it.duty)))

    def state(self, it: r.StateSampled) -> Card | None:
        """The hidden state, with --show-state, every half hour."""
        if it.at % 1800:
            return None
        line = self.say(
            "State: trust {trust:.0f}, heat {heat:.0f}, anger {anger:.0f}, rumor {rumor:.0f}, churn {churn:.1f} %",
            trust=it.trust,
            heat=it.heat,
            anger=it.anger,
            rumor=it.rumor,
            churn=it.churn,
        )
        return Card(line)

    def verdict(self, it: r.ClaimJudged) -> Card:
        """The ledger's verdict, with --show-state."""
        about = self.names.fact(it.claim.fact) if it.claim.fact else self.names.allegation(it.claim.allegation or "")
        return Card(self.say("Ledger: {about}: {verdict}", about=about, verdict=self.say(_VERDICTS[it.verdict])))

    def closed(self, it: r.DrillClosed) -> Card:
        """The end."""
        return Card(self.say("END OF THE EXERCISE. Nothing more will happen."))

    def authority(self, duty: str) -> str:
        """Whom a legal report goes to."""
        return self.text(r.Text(ref=f"scenario.duties.{duty}.authority"))

    def _when(self, at: int) -> str:
        return stamp(self.names.scenario, self.names.speech, at)

    def _span(self, seconds: int) -> str:
        return span(self.names.speech, seconds)


_CARDS: Mapping[type[r.Record], Callable[[Teller, Any], Card | None]] = {
    r.PostAppeared: Teller.post,
    r.MailArrived: Teller.mail,
    r.SignalAppeared: Teller.signal,
    r.ClaimJudged: Teller.verdict,
    r.CallMissed: Teller.missed_call,
    r.SummonsArrived: Teller.summons,
    r.AlertRaised: Teller.alert,
    r.PhaseChanged: Teller.phase,
    r.TwistFired: Teller.twist,
    r.FactLearned: Teller.learned,
    r.FactLeaked: Teller.leaked,
    r.StatementOrdered: Teller.ordered,
    r.StatementSigned: Teller.signed,
    r.StatementPublished: Teller.published,
    r.SignOffSkipped: Teller.unchecked,
    r.NothingToTell: Teller.nothing,
    r.TeamAssembled: Teller.assembled,
    r.TaskQueued: Teller.queued,
    r.TaskStarted: Teller.started,
    r.TaskDone: Teller.done,
    r.WatchSet: Teller.watch,
    r.StepSkipped: Teller.skipped,
    r.PromiseMade: Teller.promised,
    r.PromiseBroken: Teller.broken,
    r.DecisionSettled: Teller.settled,
    r.DecisionMissed: Teller.missed,
    r.DutyStarted: Teller.duty,
    r.DutyMet: Teller.met,
    r.DutyMissed: Teller.late,
    r.StatementReturned: Teller.returned,
    r.StatementWithdrawn: Teller.withdrawn,
    r.SlipMade: Teller.slip,
    r.RelapseStarted: Teller.relapse,
    r.SummonsAnswered: Teller.testified,
    r.SummonsMissed: Teller.stayed_away,
    r.NoteLeaked: Teller.leak,
    r.StateSampled: Teller.state,
    r.DrillClosed: Teller.closed,
}
