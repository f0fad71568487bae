"""The inbox: what has come in, what was read, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moment import after, ordered

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


def post(name: str) -> r.PostAppeared:
    curve = r.Curve(size=1.0, mix=(1.0,), likes=1.0, comments=1.0)
    by = Text(ref="scenario.people.blogger")
    return r.PostAppeared(at=60, post=name, form="post", channel="microblog", by=by, text=WORDS, tone=-0.5, curve=curve)


def reported(at: int) -> r.SituationReported:
    return r.SituationReported(
        at=at,
        volume=1200,
        before=800,
        negative=0.4,
        place=7,
        channels={"microblog": 0.8, "press": 0.2},
        topics={"harm": 0.5, "rumor": 0.2, "blame": 0.2, "other": 0.1},
        posts=("p-1",),
        open=("what", "scope"),
        trend="up",
    )


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


def test_a_situation_report_is_one_page_of_what_monitoring_shows() -> None:
    """Figures against the hour before, where and what people talk, what is passed on most, what is still asked."""
    row = rows(post("p-1"), reported(HOUR))[-1]
    assert (row.kind, row.who, row.is_read) == ("report", "The monitoring desk", False)
    assert row.head == "Situation report: 1,200 posts an hour, rising; 40 % negative, hot list no. 7"
    assert "\n".join(row.body).splitlines() == [
        "Volume: 1,200 posts an hour; the hour before 800 (+50 %)",
        "Negative: 40 %; hot list no. 7",
        "Channels: Microblog 80 %, Press 20 %",
        "The talk is about: what people suffer 50 %, who is to blame 20 %, hearsay 20 %, anything else 10 %",
        "Passed on most:",
        "p1 · Microblog · @ned_reads_logs: " + post_words(),
        "Open questions: What happened, Scope",
        "Forecast: rising; basis: volume against the hour before",
    ]


def post_words() -> str:
    text = after().teller.text(WORDS)
    return text if len(text) <= 80 else text[:79].rstrip() + "…"


def test_a_situation_report_is_written_in_chinese_as_well() -> None:
    """And what it calls itself depends on whether it is the hour's or the day's."""
    row = rows(reported(HOUR), reported(48 * HOUR), lang="zh-Hans")
    assert row[0].head == "舆情快报：声量 1,200 条/小时，上升；负面占比 40%，热搜第 7 位"
    assert row[1].head.startswith("舆情日报：")
    assert row[1].body[-1].endswith("预判：上升；依据：与前一日相比的声量")


def test_the_first_report_compares_with_nothing() -> None:
    """There is no hour before it, and it says so."""
    body = "\n".join(rows(replace(reported(HOUR), before=0, open=()))[-1].body)
    assert "there is no earlier figure" in body
    assert "Forecast: rising; basis: the first figure" in body
    assert "Open questions: none" in body


def test_only_the_newest_report_waits_to_be_read() -> None:
    """Whoever looks once in six hours has one page to read."""
    found = rows(*(reported(hour * HOUR) for hour in range(1, 6)))
    assert [row.is_read for row in found] == [True] * 4 + [False]


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


def test_what_legal_wants_and_what_went_wrong_is_on_the_list() -> None:
    """One row each, in words: the reason, and whether the words went out against advice."""
    kept = r.StatementReturned(
        at=HOUR, statement="s1", by="legal", answer="redline", because="unverified", facts=("scope",)
    )
    struck = replace(kept, answer="no", because="knows_better", taken=True)
    empty = replace(kept, because="cause_open", facts=(), taken=True)
    more = (r.SlipMade(at=HOUR, statement="s1"), r.RelapseStarted(at=HOUR, harm=0.1))
    found = rows(ordered(60, "s1", "statement"), kept, struck, empty, *more)
    assert [row.kind for row in found] == ["news"] * 5
    assert found[0].body == (
        "Legal wants other words: Statement",
        "Nobody has confirmed this yet: Scope",
        "It goes out as written, against advice. That is on record.",
    )
    assert found[1].body[0].startswith("Legal says no")
    assert found[1].body[-1] == "What was marked is struck."
    assert found[2].body[-1] == "There was nothing to strike: it goes out."
    assert "slip" in found[3].head
    assert "did not hold" in found[4].head


def test_words_of_which_nothing_is_left_are_on_their_way_no_more() -> None:
    """They stand neither among what waits nor among what was said."""
    palette = after(ordered(60, "s1", "statement"), r.StatementWithdrawn(at=HOUR, statement="s1"))
    assert palette.situation.board.under_way == ()
    assert palette.situation.board.published == ()


def test_a_summons_that_was_answered_offers_nothing_more() -> None:
    """Its row stays, without anything to do."""
    summons = r.SummonsArrived(at=60, summons="s", by=BOSS, text=WORDS, due=HOUR, questions=ASKS)
    letter, told = rows(summons, r.SummonsAnswered(at=120, summons="s", answers=("written",), differs=("scope",)))[-2:]
    assert (letter.do, letter.call, letter.state, letter.standing) == ((), None, "answered", "answered")
    assert "something else" in "\n".join(told.body)


def test_a_summons_tells_how_it_was_answered_and_when_nobody_did() -> None:
    """Question and answer, as after a call; one that was missed is said aloud."""
    summons = r.SummonsArrived(at=60, summons="s", by=BOSS, text=WORDS, due=HOUR, questions=ASKS)
    told = r.SummonsAnswered(at=120, summons="s", answers=("line", "written", "no_comment"))
    letter, _ = rows(summons, told)
    assert letter.body[-1].endswith("We said: no comment.")
    letter, missed = rows(summons, r.SummonsMissed(at=HOUR, summons="s"))
    assert letter.standing == "not answered in time"
    assert (missed.is_read, missed.head) == (
        False,
        "The summons was not answered in time: Dana Whitlock, Chief executive",
    )
