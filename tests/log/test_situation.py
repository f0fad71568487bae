"""The situation: one fold for every viewer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from log_samples import SEATS, a_header, built, world_records

from drillroom.log import records as r
from drillroom.log.audience import may_see
from drillroom.log.feed import Post, counts
from drillroom.log.situation import Situation

HEADER = a_header(scenario={"id": "x", "starts": -60, "facts": {"what": {}, "scope": {}, "plan": {}}})
TAU = (10.0, 60.0, 300.0, 1440.0, 8000.0)
CURVE = r.Curve(size=1000.0, mix=(0.2, 0.2, 0.2, 0.2, 0.2), likes=2.0, comments=0.5)
HERE = r.Text(ref="x.y")

_viewers = st.sampled_from([None, "facilitator", "observer", *SEATS, ("pr", "legal"), SEATS])
_records = st.lists(world_records(), max_size=12)


def _entries(records):
    return [r.Entry(seq, record) for seq, record in enumerate(records)]


def _after(*records, viewer=None) -> Situation:
    return Situation.of(HEADER, _entries(records), viewer)


# ------------------------------------------------------------------ laws


@given(_records, st.integers(0, 12), _viewers)
@settings(max_examples=60)
def test_folding_in_pieces_is_folding_in_one_go(records, cut, viewer):
    """A reader that comes back later knows what one knows who stayed."""
    entries = _entries(records)
    pieces = Situation.of(HEADER, entries[:cut], viewer)
    for entry in entries[cut:]:
        pieces.apply(entry)
    assert pieces == Situation.of(HEADER, entries, viewer)


@given(_records, _viewers, _viewers)
@settings(max_examples=60)
def test_nobody_sees_what_is_not_for_them(records, first, second):
    """Another viewer's view holds only records for both, and is what they would have folded themselves."""
    entries = _entries(records)
    whole = Situation.of(HEADER, entries, first)
    seen = whole.seen_by(second)
    assert all(may_see(first, it.record.to) and may_see(second, it.record.to) for it in seen.entries)
    expected = Situation.of(HEADER, [it for it in entries if may_see(first, it.record.to)], second)
    expected.now_is(whole.now)
    assert seen == expected


@given(_records, st.sampled_from(SEATS))
@settings(max_examples=60)
def test_what_was_never_addressed_changes_nothing(records, seat):
    """Taking out every record that is for others leaves a seat's view as it was."""
    entries = _entries(records)
    for_seat = [it for it in entries if may_see(seat, it.record.to)]
    assert Situation.of(HEADER, entries, seat) == Situation.of(HEADER, for_seat, seat)


_times = st.integers(-(10**6), 10**6)
_mixes = st.lists(st.floats(0, 1), min_size=5, max_size=5)


@given(st.floats(0, 1e9), _mixes, st.floats(0, 20), _times, _times, st.integers(0, 10**6))
def test_counts_never_shrink(size, mix, likes, at, now, later):
    """Whatever the curve, a post's numbers only grow, and they start at nothing."""
    curve = r.Curve(size=size, mix=tuple(mix), likes=likes, comments=0.5)
    post = Post(id="p", at=at, form="post", channel="c", text=HERE, curve=curve)
    before, after = counts(post, now, TAU), counts(post, now + later, TAU)
    assert 0 <= before.reposts <= after.reposts
    assert 0 <= before.likes <= after.likes
    assert 0 <= before.comments <= after.comments
    assert counts(post, at, TAU).reposts == 0


@given(built(r.PostAppeared), _viewers)
def test_applying_says_whether_it_was_for_the_viewer(post, viewer):
    """A record for others is refused and leaves no trace."""
    situation = Situation(HEADER, viewer)
    assert situation.apply(r.Entry(0, post)) is may_see(viewer, post.to)
    assert (situation == Situation(HEADER, viewer)) is not may_see(viewer, post.to)


# ------------------------------------------------------------------ time


def test_time_never_goes_back():
    """Now is the latest of what was read and what was said to be."""
    situation = Situation(HEADER)
    assert situation.now == -60
    situation.apply(r.Entry(0, r.AlertRaised(at=0)))
    situation.now_is(90)
    situation.now_is(30)
    assert (situation.now, situation.seen_by("pr").now) == (90, 90)


def test_course_of_the_drill():
    """Phase, alert, ends and closing are read off the records."""
    gauges = _after(r.DrillOpened(at=-60, starts=-60, ends=600)).gauges
    assert (gauges.phase, gauges.alert_at, gauges.is_closed, gauges.ends) == ("watch", None, False, 600)
    gauges = _after(r.AlertRaised(at=0), r.PhaseChanged(at=0, phase="outbreak"), r.DrillClosed(at=9)).gauges
    assert (gauges.phase, gauges.alert_at, gauges.is_closed) == ("outbreak", 0, True)


# ------------------------------------------------------------------ feed


def _post(post: str = "p1", **changes) -> r.PostAppeared:
    values = {"at": 60, "form": "post", "channel": "c", "by": HERE, "text": HERE, "tone": -0.5, "curve": CURVE}
    return r.PostAppeared(post=post, **{**values, **changes})


def test_post_grows_as_its_curve_says():
    """After ten waits nearly everybody of the quickest reservoir has read; after ages everybody has."""
    situation = _after(_post())
    post = situation.feed.posts["p1"]
    shares = [0.2 * (1 - 2.718281828 ** (-10 / tau)) for tau in (2.0, 10.0, 45.0, 180.0, 720.0)]
    assert situation.counts(post, 60 + 600).reposts == int(1000 * sum(shares))
    ages = situation.counts(post, 10**8)
    assert (ages.reposts, ages.likes, ages.comments) == (1000, 2000, 500)
    assert situation.counts(post).reposts == 0


def test_our_words_stand_in_the_feed_too():
    """A published statement is a post of ours, and a reply to a post marks it as answered."""
    feed = _after(_post(), _published("s1"), r.QuestionAnswered(at=90, question="p1", where="c")).feed
    assert [(post.id, post.is_ours, post.answered_at) for post in feed.posts.values()] == [
        ("p1", False, 90),
        ("s1", True, None),
    ]


@pytest.mark.parametrize(
    ("records", "state", "since", "ringing"),
    [
        ((), "ringing", 60, 1),
        ((r.CallTaken(at=70, call="k", answers=("line",)),), "taken", 70, 0),
        ((r.CallMissed(at=90, call="k"),), "missed", 90, 0),
    ],
)
def test_call_rings_until_it_is_taken_or_missed(records, state, since, ringing):
    """A call waits, and then it does not."""
    rang = r.CallRang(at=60, to=("pr",), call="k", by=HERE, text=HERE, rings_until=90, questions=(HERE,))
    feed = _after(rang, *records, viewer="pr").feed
    assert (feed.calls["k"].state, feed.calls["k"].since, len(feed.ringing)) == (state, since, ringing)
    assert _after(rang, *records, viewer="tech").feed.calls == {}


def test_inbox_holds_mail_signals_and_summons():
    """Each with what the team did about it."""
    feed = _after(
        r.MailArrived(at=1, to=("pr",), mail="m", channel="mail", by=HERE, text=HERE),
        r.SignalAppeared(at=2, signal="g", channel="forum", by=HERE, text=HERE),
        r.SignalLooked(at=3, signal="g"),
        r.SignalGraded(at=4, signal="g", level="hi"),
        r.SummonsArrived(at=5, to=("lead",), summons="z", by=HERE, text=HERE, due=99, questions=(HERE,)),
    ).feed
    assert feed.mails["m"].at == 1
    assert (feed.signals["g"].looked_at, feed.signals["g"].level) == (3, "hi")
    assert feed.summons["z"].due == 99


# ------------------------------------------------------------------ facts and words


def _claim(op: str = "is", fact: str | None = "scope", **changes) -> r.Claim:
    return r.Claim(op=op, fact=fact, **changes)


def _ordered(statement: str = "s1", *claims: r.Claim, **changes) -> r.StatementOrdered:
    values = {"at": 100, "do": "disclose", "seat": "pr", "channel": "c", "audience": "public", "tone": "warm"}
    return r.StatementOrdered(statement=statement, claims=claims, **{**values, **changes})


def _published(statement: str = "s1", *claims: r.Claim, **changes) -> r.StatementPublished:
    values = {"at": 160, "do": "disclose", "seat": "pr", "channel": "c", "audience": "public", "tone": "warm"}
    return r.StatementPublished(statement=statement, claims=claims, text=HERE, curve=CURVE, **{**values, **changes})


def test_fact_is_learned_told_and_leaked():
    """The board says which seat knows since when, when we told, and when it got out."""
    records = (
        r.FactLearned(at=10, to=("pr", "lead"), fact="scope", source="task"),
        r.FactLearned(at=20, to=("tech",), fact="scope", source="task"),
        _published("s1", _claim("unknown"), at=30),
        _published("s2", _claim("about", value=5), at=40),
        _published("s3", _claim("is", value=6), at=50),
        r.FactLeaked(at=60, fact="scope", found="told"),
    )
    fact = _after(*records).board.facts["scope"]
    assert fact.learned == {"pr": 10, "lead": 10, "tech": 20}
    assert (fact.told_at, fact.leaked_at, fact.found) == (40, 60, "told")
    assert _after(*records, viewer="tech").board.facts["scope"].learned == {"tech": 20}
    said = _after(*records).board.said["scope"]
    assert (said.claim.value, said.statement, said.at) == (6, "s3", 50)


def test_statement_goes_from_order_to_signature_to_publication():
    """Each step and its waiting are seen; words of other drafts stay apart."""
    board = _after(_ordered("s1", _claim()), _ordered("s2", words="k")).board
    assert [it.state for it in board.under_way] == ["ordered", "ordered"]
    records = (_ordered("s1", _claim()), r.StatementSigned(at=150, statement="s1", by="legal", waited=40, took=10))
    statement = _after(*records).board.statements["s1"]
    assert (statement.state, statement.waited, statement.took, statement.signed_by) == ("signed", 40, 10, "legal")
    board = _after(*records, _published("s1", _claim()), _ordered("s2", at=170)).board
    assert [(it.id, it.state, it.ordered_at, it.published_at) for it in board.published] == [
        ("s1", "published", 100, 160)
    ]
    assert [it.id for it in board.under_way] == ["s2"]


def test_verdicts_are_for_the_facilitator_and_the_debrief():
    """A trainee never sees how a claim was judged while the drill runs."""
    judged = r.ClaimJudged(
        at=160, to="facilitator", statement="s1", claim=_claim(), verdict="lie", right=False, because=(3,)
    )
    records = (_ordered("s1", _claim()), _published("s1", _claim()), judged)
    for viewer in (None, "facilitator"):
        (verdict,) = _after(*records, viewer=viewer).board.statements["s1"].verdicts
        assert (verdict.verdict, verdict.because) == ("lie", (3,))
    assert _after(*records, viewer=SEATS).board.statements["s1"].verdicts == ()


def test_skipped_signature_and_correction_are_noted():
    """What was open when sign-off was skipped, and which words were put right."""
    statement = _after(
        _ordered("s2"),
        r.SignOffSkipped(at=100, statement="s2", open=("scope",)),
        _published("s2"),
        r.ClaimCorrected(at=160, fact="scope", statement="s2", corrected="s1", before_exposure=True),
    ).board.statements["s2"]
    assert (statement.skipped, statement.corrects) == (("scope",), "s1")


def test_allegation_lives_until_it_is_denied_and_after():
    """The board shows what outsiders claim and whether we spoke against it."""
    made = r.AllegationMade(at=9, allegation="a", post="p1")
    assert _after(made).board.allegations["a"].denied_by is None
    denial = _published("s1", r.Claim(op="not", allegation="a"))
    assert _after(made, denial).board.allegations["a"].denied_by == "s1"


def test_a_question_is_answered_once():
    """The first answer counts."""
    assert _after().board.answered == {}
    answers = [r.QuestionAnswered(at=at, question="scope", where="c") for at in (1, 2)]
    assert _after(*answers).board.answered == {"scope": 1}


# ------------------------------------------------------------------ the team


def test_task_waits_runs_and_ends():
    """From the queue to the end, with what it waited for."""
    steps = (
        r.TaskQueued(at=1, task="t", do="fix", waits_for=("tech",)),
        r.TaskStarted(at=5, task="t", do="fix", seats=("tech",), ends=65, args={"a": 1}),
        r.TaskDone(at=65, task="t", do="fix", waited=4, args={"a": 1}),
    )
    queued, running, done = (_after(*steps[: count + 1]).desk.tasks["t"] for count in range(3))
    assert (queued.state, queued.waits_for) == ("queued", ("tech",))
    assert (running.state, running.queued_at, running.ends, running.args) == ("running", 1, 65, {"a": 1})
    assert (done.state, done.done_at, done.waited, done.started_at) == ("done", 65, 4, 5)
    assert [len(_after(*steps[: count + 1]).desk.running) for count in range(3)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (r.DecisionTaken(at=9, decision="d", option="b", seat="pr"), "taken"),
        (r.DecisionMissed(at=9, decision="d"), "missed"),
        (r.DecisionSettled(at=9, decision="d", by="contain"), "settled"),
    ],
)
def test_decision_closes_in_one_of_three_ways(record, state):
    """Taken, missed or settled; it is open no more."""
    asked = r.DecisionOpened(at=1, to=("pr", "lead"), decision="d", seat="pr", closes=99, options=("b", "a"))
    desk = _after(asked).desk
    assert [(it.id, it.closes, it.options) for it in desk.open_decisions] == [("d", 99, ("b", "a"))]
    desk = _after(asked, record).desk
    assert desk.open_decisions == ()
    assert (desk.decisions["d"].state, desk.decisions["d"].closed_at) == (state, 9)
    unasked = _after(asked, record, viewer="tech").desk.decisions["d"]
    assert (unasked.state, unasked.options) == (state, ())


def test_most_urgent_prompt_and_clock_come_first():
    """What runs out soonest stands first."""
    desk = _after(
        *(r.DecisionOpened(at=1, decision=d, seat="pr", closes=t, options=()) for d, t in (("a", 90), ("b", 50))),
        *(r.DutyStarted(at=1, duty=d, due=t) for d, t in (("x", 900), ("y", 500), ("z", 700))),
        r.DutyMet(at=2, duty="z", missing=("scope",)),
    ).desk
    assert [it.id for it in desk.open_decisions] == ["b", "a"]
    assert [it.id for it in desk.running_duties] == ["y", "x"]
    assert (desk.duties["z"].state, desk.duties["z"].missing) == ("met", ("scope",))


def test_promises_and_groups_are_kept_account_of():
    """Made, kept, broken; reached, late, missed."""
    desk = _after(
        *(r.PromiseMade(at=1, promise=p, statement="s1", due=9, needs=("update",)) for p in ("p1", "p2", "p3")),
        r.PromiseKept(at=5, promise="p1"),
        r.PromiseBroken(at=9, promise="p2"),
        r.StakeholderMissed(at=5, group="users"),
        r.StakeholderReached(at=9, group="users", late=True),
        r.StakeholderMissed(at=9, group="staff"),
        r.DutyStarted(at=1, duty="d", due=3),
        r.DutyMissed(at=3, duty="d"),
        r.TeamAssembled(at=4, seats=("pr",)),
        r.WatchSet(at=4, look_again=50, condition=None),
        r.ReviewFiled(at=9, args={"causes": ["c"]}),
        r.StepSkipped(at=9, do="contain", reason="already"),
    ).desk
    assert [it.state for it in desk.promises.values()] == ["kept", "broken", "open"]
    assert [(it.id, it.state, it.late) for it in desk.groups.values()] == [
        ("users", "reached", True),
        ("staff", "missed", False),
    ]
    assert desk.duties["d"].state == "missed"
    assert desk.watch is not None
    assert (desk.team, desk.watch.look_again, desk.review) == (("pr",), 50, {"causes": ["c"]})
    assert desk.skipped[0].do == "contain"


# ------------------------------------------------------------------ numbers


def test_true_state_is_not_for_trainees():
    """Seats see monitoring; facilitator and debrief see the state and the twists as well."""
    monitoring = r.MonitoringSampled(at=300, volume=120, negative=0.6, place=7, complaints=3, price=-1.5)
    state = r.StateSampled(
        at=300, to="facilitator", trust=70.0, heat=9.0, anger=1.0, rumor=2.0, harm=0.8, churn=0.0, value=100.0,
        cred=1.0, harm_minutes=4.0, exposures=10,
    )  # fmt: skip
    twist = r.TwistFired(at=300, to="facilitator", inject="i")
    for viewer, sees in ((None, 1), ("facilitator", 1), (SEATS, 0), ("observer", 0)):
        gauges = _after(monitoring, state, twist, viewer=viewer).gauges
        assert gauges.latest == monitoring
        assert (len(gauges.state), len(gauges.twists)) == (sees, sees)
    assert _after().gauges.latest is None


def test_a_summons_is_open_until_it_is_answered_or_missed():
    """For a seat that never saw it there is none, whatever is heard of its end."""
    arrived = r.SummonsArrived(at=0, to=("legal",), summons="s", by=HERE, text=HERE, due=60, questions=(HERE,))
    answered = r.SummonsAnswered(at=9, summons="s", answers=("fact",), differs=("what",))
    assert [it.id for it in _after(arrived).feed.summoned] == ["s"]
    assert _after(arrived).feed.asking("s") == _after(arrived).feed.summons["s"]
    letter = _after(arrived, answered).feed.summons["s"]
    assert (letter.state, letter.answers, letter.differs) == ("answered", ("fact",), ("what",))
    assert _after(arrived, r.SummonsMissed(at=60, summons="s")).feed.summons["s"].state == "missed"
    assert _after(arrived, answered, viewer="pr").feed.summons == {}


def test_what_came_back_from_sign_off_stays_with_the_words():
    """Who wanted what changed is for those it is addressed to; words that were withdrawn wait no more."""
    ordered = r.StatementOrdered(
        at=0, statement="s1", do="statement", seat="pr", channel="c", audience="public", tone="plain", claims=()
    )
    back = r.StatementReturned(
        at=9, to=("pr", "legal"), statement="s1", by="legal", answer="no", because="knows_better", facts=("what",)
    )
    assert _after(ordered, back, viewer="pr").board.statements["s1"].returned == back
    assert _after(ordered, back, viewer="tech").board.statements["s1"].returned is None
    assert _after(ordered, back, r.StatementWithdrawn(at=9, statement="s1")).board.under_way == ()
    assert _after(ordered, r.SlipMade(at=9, statement="s1")).board.statements["s1"].has_slip


def test_what_nobody_can_see_is_kept_from_the_table():
    """Moods, a leaked note and six months on are for the facilitator; a report and a relapse are for everybody."""
    hidden = (
        r.MoodsSampled(at=0, to="facilitator", moods={"users": 40.0}),
        r.NoteLeaked(at=0, to="facilitator", note="n1", post="leak-n1"),
        r.FutureProjected(at=0, to="facilitator", trust=60.0, churn=3.0, value=90.0, outlook="good"),
    )
    report = r.SituationReported(
        at=0, volume=1, before=0, negative=0.1, place=None, channels={}, topics={}, posts=(), open=(), trend="flat"
    )
    shown = (report, r.RelapseStarted(at=5, harm=0.2))
    whole, seen = _after(*hidden, *shown), _after(*hidden, *shown, viewer=SEATS)
    assert (whole.gauges.moods, whole.gauges.future, whole.feed.leaked) == ([hidden[0]], hidden[2], {"leak-n1": "n1"})
    assert (seen.gauges.moods, seen.gauges.future, seen.feed.leaked) == ([], None, {})
    assert (seen.gauges.reports, seen.gauges.relapsed_at) == ([report], 5)
