"""What has come in for the trainee's seats and what their own people report, one row each, the newest last.

A row is a value: two rows that are equal look the same. Whether a row was read is known here and nowhere in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from drillroom.language import to_say
from drillroom.log import records as r
from drillroom.log.records import Entry
from drillroom.log.times import from_alert

from .cards import Card
from .names import stamp
from .palette import Palette
from .reports import headline, page

_STANDINGS: Mapping[str, str] = {
    "ringing": to_say("it rings"),
    "taken": to_say("answered"),
    "missed": to_say("missed"),
}
_SUMMONED: Mapping[str, str] = {
    "open": to_say("to be answered"),
    "answered": to_say("answered"),
    "missed": to_say("not answered in time"),
}
_ANSWERED: Mapping[str, str] = {
    "fact": to_say("We told what is so."),
    "line": to_say("We gave the prepared line."),
    "written": to_say("We promised a written answer."),
    "no_comment": to_say("We said: no comment."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``kind``: ``brief`` | ``mail`` | ``call`` | ``summons`` | ``legal`` | ``signal`` | ``report`` | ``news``.

    ``at`` is a drill second, ``clock`` and ``when`` say it in words, short and long. ``who`` wrote, called or reports;
    ``head`` is what to read in the list, ``body`` the whole in paragraphs. ``state`` of a call: ``ringing`` | ``taken``
    | ``missed``, of a summons: ``open`` | ``answered`` | ``missed``, and ``standing`` says it. ``call``: the id of
    either while it can be answered. ``do``: actions that answer it.
    """

    id: str
    kind: str
    at: int
    clock: str
    when: str
    who: str
    where: str = ""
    head: str
    body: tuple[str, ...] = ()
    state: str = ""
    standing: str = ""
    call: str | None = None
    do: tuple[str, ...] = ()
    is_read: bool = False

    @property
    def is_ringing(self) -> bool:
        """Can it be picked up now?"""
        return self.call is not None and self.kind == "call"


class Letters:
    """Everything that came in. It is given the records of the palette's situation once each, in their order."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._rows: dict[str, Row] = {}
        self._facts: set[str] = set()
        self._seq = -1
        for number, brief in enumerate(palette.names.scenario.briefing):
            self._add(self._brief(number, brief.by, palette.speech.pick(brief.text)))
        self.take(palette.situation.entries)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, the newest last."""
        return tuple(self._rows.values())

    @property
    def unread(self) -> int:
        """How many rows have not been read."""
        return sum(not row.is_read for row in self._rows.values())

    def row(self, row_id: str) -> Row | None:
        """The row of that id."""
        return self._rows.get(row_id)

    def take(self, entries: Iterable[Entry]) -> bool:
        """Take in what is new; entries that were taken before are passed over. Has anything changed?"""
        before = dict(self._rows)
        for entry in entries:
            if entry.seq > self._seq:
                self._seq = entry.seq
                self._see(entry.record)
        return before != self._rows

    def read(self, row_id: str) -> Row | None:
        """Somebody opens this row: it is read from now on."""
        row = self._rows.get(row_id)
        if row is not None and not row.is_read:
            row = self._rows[row_id] = replace(row, is_read=True)
        return row

    # ------------------------------------------------------------------ one record

    def _see(self, record: r.Record) -> None:
        if isinstance(record, (r.CallTaken, r.CallMissed)):
            self._hang_up(record)
            return
        write = _WRITE.get(type(record))
        if write is not None:
            self._add(write(self, record))

    def _add(self, row: Row | None) -> None:
        if row is not None:
            self._rows[row.id] = row

    def _row(self, kind: str, key: str, at: int, who: str, head: str, **more: Any) -> Row:
        names = self._palette.names
        clock, when = from_alert(at), stamp(names.scenario, names.speech, at)
        return Row(id=f"{kind}.{key}", kind=kind, at=at, clock=clock, when=when, who=who, head=head, **more)

    def _brief(self, number: int, by: str, text: str) -> Row:
        """What the boss wrote before the drill; the trainee has just read it."""
        who = self._palette.teller.person(by)
        at = self._palette.names.scenario.starts
        return self._row("brief", str(number), at, who, text, body=(text,), is_read=True)

    def _mail(self, it: r.MailArrived) -> Row:
        teller = self._palette.teller
        text, where = teller.text(it.text), self._palette.names.channel(it.channel)
        return self._row("mail", it.mail, it.at, teller.caller(it.by), text, where=where, body=(text,))

    def _call(self, it: r.CallRang) -> Row:
        teller = self._palette.teller
        text = teller.text(it.text)
        return self._row(
            "call",
            it.call,
            it.at,
            teller.caller(it.by),
            text,
            body=(text,),
            state="ringing",
            standing=self.say(_STANDINGS["ringing"]),
            call=it.call,
            do=("take_call",),
        )

    def _hang_up(self, it: r.CallTaken | r.CallMissed) -> None:
        row = self._rows.get(f"call.{it.call}")
        if row is None:
            return
        state = "taken" if isinstance(it, r.CallTaken) else "missed"
        told = self._answers(it.call, it.answers) if isinstance(it, r.CallTaken) else ()
        self._rows[row.id] = replace(
            row,
            state=state,
            standing=self.say(_STANDINGS[state]),
            body=(*row.body, *told),
            call=None,
            do=(),
            is_read=row.is_read or state == "taken",
        )

    def _answers(self, asking: str, answers: tuple[str, ...]) -> tuple[str, ...]:
        """The questions of a call or a summons, each with how it was answered."""
        call = self._palette.situation.feed.asking(asking)
        questions = call.questions if call is not None else ()
        teller = self._palette.teller
        pairs = zip(questions, answers, strict=False)
        return tuple(
            self.say("“{question}” {answer}", question=teller.text(question), answer=self.say(_ANSWERED[answer]))
            for question, answer in pairs
            if answer in _ANSWERED
        )

    def _summons(self, it: r.SummonsArrived) -> Row:
        teller, card = self._palette.teller, self._palette.teller.summons(it)
        who = teller.caller(it.by)
        do = ("take_call", "notify")
        return self._row(
            "summons",
            it.summons,
            it.at,
            who,
            teller.text(it.text),
            body=card.body,
            state="open",
            standing=self.say(_SUMMONED["open"]),
            do=do,
            call=it.summons,
        )

    def _close_summons(self, it: r.SummonsAnswered | r.SummonsMissed) -> Row | None:
        row = self._rows.get(f"summons.{it.summons}")
        state = "answered" if isinstance(it, r.SummonsAnswered) else "missed"
        if row is not None:
            told = self._answers(it.summons, it.answers) if isinstance(it, r.SummonsAnswered) else ()
            more: dict[str, Any] = {"state": state, "standing": self.say(_SUMMONED[state])}
            self._rows[row.id] = replace(row, body=(*row.body, *told), do=(), call=None, **more)
        news = self._plain_news(it)
        is_known = isinstance(it, r.SummonsAnswered) and not it.differs
        return replace(news, is_read=True) if news is not None and is_known else news

    def _situation(self, it: r.SituationReported) -> Row:
        """The newest report is unread until it is opened; those before it are past."""
        for row in self._rows.values():
            if row.kind == "report" and not row.is_read:
                self._rows[row.id] = replace(row, is_read=True)
        body = tuple("\n".join(lines) for lines in page(self._palette, it))
        who, head = self.say("The monitoring desk"), headline(self._palette, it)
        return self._row("report", str(it.at), it.at, who, head, body=body)

    def _duty(self, it: r.DutyStarted) -> Row:
        who, card = self._palette.teller.authority(it.duty), self._palette.teller.duty(it)
        return self._row("legal", f"{it.duty}.{it.at}", it.at, who, card.body[0], body=card.body, do=("notify",))

    def _duty_closed(self, it: r.DutyMet | r.DutyMissed) -> Row | None:
        card = self._palette.teller.card(it)
        if card is None:
            return None
        who = self._palette.teller.authority(it.duty)
        body, is_met = (card.title, *card.body), isinstance(it, r.DutyMet)
        return self._row("legal", f"{it.duty}.{it.at}", it.at, who, card.title, body=body, is_read=is_met)

    def _signal(self, it: r.SignalAppeared) -> Row:
        """A weak sign before the crisis, with the tag by which it is offered where one picks signs."""
        teller = self._palette.teller
        where = f"{teller.tags.signal(it.signal)} · {self._palette.names.channel(it.channel)}"
        text = teller.text(it.text)
        who = teller.author(it.by)
        return self._row("signal", it.signal, it.at, who, text, where=where, body=(text,), do=("look", "grade"))

    def _learned(self, it: r.FactLearned) -> Row | None:
        """Each fact is news once, whichever seats hear of it later."""
        if it.fact in self._facts:
            return None
        self._facts.add(it.fact)
        card = self._palette.teller.learned(it)
        return self._news(it, card, it.fact, self.say("Your team")) if card is not None else None

    def _leaked(self, it: r.FactLeaked) -> Row | None:
        card = self._palette.teller.leaked(it)
        return self._news(it, card, it.fact, self.say("The monitoring desk")) if card is not None else None

    def _done(self, it: r.TaskDone) -> Row | None:
        card = self._palette.teller.done(it)
        if card is None:
            return None
        task, names = self._palette.situation.desk.tasks.get(it.task), self._palette.names
        seats = task.seats if task is not None and task.seats else (names.vocabulary.actions[it.do].seat,)
        return self._news(it, card, it.task, names.seats(seats), is_read=True)

    def _plain_news(self, it: r.Record) -> Row | None:
        card = self._palette.teller.card(it)
        return self._news(it, card, str(self._seq), self.say("Your team")) if card is not None else None

    def _quiet_news(self, it: r.Record) -> Row | None:
        row = self._plain_news(it)
        return replace(row, is_read=True) if row is not None else None

    def _news(self, it: r.Record, card: Card, key: str, who: str, *, is_read: bool = False) -> Row:
        more = {"body": (card.title, *card.body), "is_read": is_read}
        head = self.say("{name}: {value}", name=card.title, value=card.body[0]) if card.body else card.title
        return self._row("news", f"{type(it).__name__}.{key}", it.at, who, head, **more)

    def say(self, msgid: str, **args: Any) -> str:
        """Our own words."""
        return self._palette.speech.say(msgid, **args)


_WRITE: Mapping[type[r.Record], Callable[[Letters, Any], Row | None]] = {
    r.MailArrived: Letters._mail,
    r.CallRang: Letters._call,
    r.SummonsArrived: Letters._summons,
    r.DutyStarted: Letters._duty,
    r.DutyMet: Letters._duty_closed,
    r.DutyMissed: Letters._duty_closed,
    r.SignalAppeared: Letters._signal,
    r.FactLearned: Letters._learned,
    r.TaskDone: Letters._done,
    r.FactLeaked: Letters._leaked,
    r.SituationReported: Letters._situation,
    r.SummonsAnswered: Letters._close_summons,
    r.SummonsMissed: Letters._close_summons,
    r.StatementReturned: Letters._plain_news,
    r.StatementWithdrawn: Letters._plain_news,
    r.SlipMade: Letters._plain_news,
    r.RelapseStarted: Letters._plain_news,
    r.PromiseBroken: Letters._plain_news,
    r.DecisionMissed: Letters._plain_news,
    r.NothingToTell: Letters._plain_news,
    r.AlertRaised: Letters._quiet_news,
    r.TeamAssembled: Letters._quiet_news,
    r.SignOffSkipped: Letters._quiet_news,
    r.NoteLeaked: Letters._quiet_news,
    r.TwistFired: Letters._quiet_news,
    r.ClaimJudged: Letters._quiet_news,
    r.DrillClosed: Letters._quiet_news,
}
