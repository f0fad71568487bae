"""The inbox: what has come in, what was read, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from moment import after

from drillroom.log import records as r
from drillroom.log.records import Entry, Record, Text
from drillroom.views.inbox import Letters, Row
from drillroom.views.palette import Palette

HOUR = 3600
REPORTER = Text(ref="scenario.people.reporter")
BOSS = Text(ref="scenario.people.boss")
WORDS = Text(ref="scenario.injects.reporter.text")
ASKS = tuple(Text(ref=f"scenario.injects.reporter.questions.{n}.ask") for n in range(3))


def rang(at: int = 60) -> r.CallRang:
    return r.CallRang(at=at, call="reporter", by=REPORTER, text=WORDS, rings_until=at + 30, questions=ASKS)


def mail(at: int = 60, name: str = "m1") -> r.MailArrived:
    return r.MailArrived(at=at, mail=name, channel="inner_chat", by=BOSS, text=WORDS)


def sampled(at: int) -> r.MonitoringSampled:
    return r.MonitoringSampled(at=at, volume=1200, negative=0.4, place=3, complaints=12, price=98.8)


def rows(*records: Record, lang: str = "en") -> list[Row]:
    """The rows of these records, without what the boss wrote beforehand."""
    return [row for row in Letters(after(*records, lang=lang)).rows if row.kind != "brief"]


def told(palette: Palette, letters: Letters, records: Sequence[Record], start: int = 100) -> bool:
    """What a screen does with a beat."""
    entries = [Entry(start + number, it) for number, it in enumerate(records)]
    return letters.take([entry for entry in entries if palette.situation.apply(entry)])


def test_the_briefing_stands_first_and_has_been_read() -> None:
    """The three messages of the boss, before anything has happened."""
    letters = Letters(after())
    assert [row.kind for row in letters.rows] == ["brief"] * 3
    assert letters.unread == 0
    assert letters.rows[0].who == "Dana Whitlock, Chief executive"


def test_a_mail_is_unread_until_somebody_opens_it() -> None:
    """Reading is known to the inbox and changes nothing else of the row."""
    letters = Letters(after(mail()))
    assert letters.unread == 1
    row = letters.rows[-1]
    assert (row.kind, row.clock, row.where) == ("mail", "T+0:01", "Inner chat")
    assert letters.read(row.id) == replace(row, is_read=True)
    assert letters.unread == 0
    assert letters.read("nothing") is None


def test_a_call_rings_and_can_be_picked_up() -> None:
    """As long as it rings, and the action that does it is named."""
    row = rows(rang())[-1]
    assert (row.kind, row.state, row.call, row.do, row.standing) == (
        "call",
        "ringing",
        "reporter",
        ("take_call",),
        "it rings",
    )
    assert row.is_ringing


def test_a_missed_call_cannot_be_picked_up() -> None:
    """It says so, and stays unread."""
    row = rows(rang(), r.CallMissed(at=90, call="reporter"))[-1]
    assert (row.state, row.call, row.do, row.standing, row.is_read) == ("missed", None, (), "missed", False)


def test_a_taken_call_tells_what_was_asked_and_answered() -> None:
    """Question and answer, one below the other."""
    row = rows(rang(), r.CallTaken(at=70, call="reporter", answers=("line", "written", "no_comment")))[-1]
    assert (row.state, row.standing, row.is_read) == ("taken", "answered", True)
    assert len(row.body) == 4
    assert row.body[1].endswith("We gave the prepared line.")
    assert row.body[3].endswith("We said: no comment.")


def test_the_end_of_a_call_that_was_never_seen_is_nothing() -> None:
    """A seat may hear of the end alone."""
    assert rows(r.CallMissed(at=90, call="reporter")) == []


def test_a_summons_and_a_deadline_name_the_action_that_answers() -> None:
    """Whom to tell and by when stands in the words."""
    summons = r.SummonsArrived(at=60, summons="s", by=BOSS, text=WORDS, due=HOUR, questions=ASKS)
    letter, notice = rows(summons, r.DutyStarted(at=60, duty="incident-report", due=4 * HOUR))
    assert (letter.do, notice.do) == (("take_call", "notify"), ("notify",))
    assert letter.call == "s"
    assert not letter.is_ringing
    assert "11:04" in letter.body[-1]
    assert "14:04" in notice.body[-1]


def test_a_deadline_that_passed_is_unread_and_one_that_was_met_is_not() -> None:
    """What went wrong has to be seen."""
    met = rows(r.DutyMet(at=HOUR, duty="incident-report", missing=("scope",)))[-1]
    missed = rows(r.DutyMissed(at=HOUR, duty="incident-report"))[-1]
    assert (met.is_read, missed.is_read) == (True, False)
    assert "Scope" in met.body[-1]


def test_a_fact_is_news_once() -> None:
    """Further seats that hear of it are no news, not even in the same second."""
    heard = [r.FactLearned(at=60, to=(seat,), fact="scope", source="task") for seat in ("tech", "pr")]
    found = rows(*heard)
    assert [row.head for row in found] == ["Now you know: Scope: 4.2 million profiles"]
    assert not found[0].is_read


def test_what_we_had_told_ourselves_does_not_come_out() -> None:
    """It is no news."""
    assert rows(r.FactLeaked(at=60, fact="scope", found="told")) == []
    assert rows(r.FactLeaked(at=60, fact="scope", found="hidden"))[-1].who == "The monitoring desk"


def test_finished_work_names_who_did_it() -> None:
    """And it does not have to be opened."""
    started = r.TaskStarted(at=0, task="t1", do="fix", seats=("tech",), ends=60)
    row = rows(started, r.TaskDone(at=60, task="t1", do="fix", waited=0))[-1]
    assert (row.kind, row.who, row.head, row.is_read) == ("news", "Tech", "Repair: done", True)


def test_words_that_went_out_are_no_news() -> None:
    """They stand among what we have said."""
    done = r.TaskDone(at=60, task="t1", do="go_live", waited=0, args={"statement": "s1"})
    assert rows(done) == []


def test_a_signal_can_be_looked_at_and_graded() -> None:
    """It carries the tag by which lists offer it."""
    row = rows(r.SignalAppeared(at=-HOUR, signal="g", channel="mail", by=BOSS, text=WORDS))[-1]
    assert (row.kind, row.where, row.do) == ("signal", "g1 · Mail", ("look", "grade"))


@pytest.mark.parametrize(
    ("times", "reports"),
    [
        ((0, 300, 3300), []),
        ((0, 3600, 3900, 7200), [3600, 7200]),
        ((-7200, -3600, 0, 3600), [3600]),
        ((43_200, 43_500, 50_000, 54_000, 64_800), [54_000, 64_800]),
        ((86_400, 90_000, 97_200, 108_000), [108_000]),
    ],
)
def test_situation_reports_come_hourly_and_later_rarer(times: Sequence[int], reports: list[int]) -> None:
    """The first sample is none; after half a day every three hours, after a day every six."""
    assert [row.at for row in rows(*map(sampled, times))] == reports


def test_a_situation_report_holds_only_what_monitoring_shows() -> None:
    """Figures of the public, in one line, in both languages."""
    line = "Situation report: 1,200 posts an hour, 40 % negative, hot list no. 3, 12 complaints an hour, price -1.2 %"
    assert rows(sampled(0), sampled(HOUR))[-1].head == line
    assert "热搜第 3 位" in rows(sampled(0), sampled(HOUR), lang="zh-Hans")[-1].head


def test_every_entry_is_taken_once() -> None:
    """What the situation held at the beginning may come again with the first beat."""
    palette = after(mail())
    letters = Letters(palette)
    before = letters.rows
    assert not letters.take(palette.situation.entries)
    assert letters.rows == before
    assert told(palette, letters, [mail(120, "m2")])
    assert len(letters.rows) == len(before) + 1
    assert not told(palette, letters, [r.PhaseChanged(at=130, phase="response")], start=200)


def test_what_the_house_reports_is_on_the_list() -> None:
    """The situation report, what legal wants changed and what went wrong each make one row, in words."""
    report = r.SituationReported(
        at=HOUR,
        volume=1200,
        before=800,
        negative=0.4,
        place=7,
        channels={"microblog": 0.8, "press": 0.2},
        topics={"harm": 0.5, "rumor": 0.2, "blame": 0.2, "other": 0.1},
        posts=(),
        open=("what", "scope"),
        trend="up",
    )
    back = r.StatementReturned(
        at=HOUR, statement="s1", by="legal", answer="redline", because="unverified", facts=("scope",)
    )
    found = rows(report, back, r.SlipMade(at=HOUR, statement="s1"), r.RelapseStarted(at=HOUR, harm=0.1))[-4:]
    assert [row.kind for row in found] == ["news"] * 4
    page = "\n".join(found[0].body)
    assert "1200 posts an hour (800 in the report before), 40 % negative; hot list: no. 7" in page
    assert "Forecast: rising" in page
    assert "against advice" in "\n".join(found[1].body)


def test_a_summons_that_was_answered_offers_nothing_more() -> None:
    """Its row stays, without anything to do."""
    summons = r.SummonsArrived(at=60, summons="s", by=BOSS, text=WORDS, due=HOUR, questions=ASKS)
    letter, told = rows(summons, r.SummonsAnswered(at=120, summons="s", answers=("written",), differs=("scope",)))[-2:]
    assert (letter.do, letter.call) == ((), None)
    assert "something else" in "\n".join(told.body)
