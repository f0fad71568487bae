"""What we have said and what is on its way."""

from __future__ import annotations

from moment import after, ordered, published

from drillroom.log.records import SignOffSkipped, StatementSigned, TaskDone, TaskQueued, TaskStarted
from drillroom.views.said import Pending, said, under_way

LIVE = "go_live"
"""An action that people work on before its words can be read."""


def signed(at: int, statement: str) -> StatementSigned:
    return StatementSigned(at=at, statement=statement, by="legal", waited=0, took=at)


def started(at: int, statement: str) -> TaskStarted:
    return TaskStarted(at=at, task="t1", do=LIVE, seats=("lead", "pr"), ends=at + 2400, args={"statement": statement})


def done(at: int, statement: str) -> TaskDone:
    return TaskDone(at=at, task="t1", do=LIVE, waited=0, args={"statement": statement})


def test_nothing_said_is_nothing() -> None:
    """Two empty lists."""
    words = said(after(), 0)
    assert (words.out, words.under_way) == ((), ())


def test_published_words_stand_in_the_order_in_which_they_came_out() -> None:
    """Not in that in which they were asked for."""
    palette = after(
        ordered(10, "s1"),
        ordered(20, "s2"),
        published(30, "s2"),
        published(90, "s1", words="w1"),
        words={"w1": "We look into it."},
    )
    rows = said(palette, 100).out
    assert [(row.statement, row.at) for row in rows] == [("s2", 30), ("s1", 90)]
    assert (rows[1].action, rows[1].channel, rows[1].words) == ("First response", "Microblog", "We look into it.")


def test_words_stand_in_one_list_only() -> None:
    """As soon as they are out they are no longer on their way."""
    palette = after(ordered(10, "s1"), signed(300, "s1"), published(300, "s1"))
    assert len(said(palette, 400).out) == 1
    assert said(palette, 400).under_way == ()


def test_words_at_the_desk_say_how_long_they_have_been_there() -> None:
    """From the order, where nothing has to be made first."""
    (row,) = under_way(after(ordered(60, "s1", words="w1"), words={"w1": "Soon."}), 240)
    assert (row.stage, row.waits, row.ahead, row.words) == ("sign_off", 180, 0, "Soon.")


def test_the_desk_reads_one_after_the_other() -> None:
    """Whoever came second has one before them."""
    rows = under_way(after(ordered(60, "s1"), ordered(100, "s2"), ordered(100, "s3")), 240)
    assert [row.ahead for row in rows] == [0, 1, 2]


def test_what_has_to_be_made_first_is_not_at_the_desk_yet() -> None:
    """While it queues and while people work on it; then it waits from there."""
    order = ordered(60, "s1", LIVE)
    queued = TaskQueued(at=60, task="t1", do=LIVE, waits_for=("lead",))

    def stage(palette_rows: tuple[Pending, ...]) -> tuple[str, int]:
        (row,) = palette_rows
        return row.stage, row.waits

    assert stage(under_way(after(order, queued), 100)) == ("drafted", 0)
    assert stage(under_way(after(order, started(120, "s1")), 600)) == ("drafted", 0)
    assert stage(under_way(after(order, started(120, "s1"), done(2520, "s1")), 2640)) == ("sign_off", 120)


def test_what_is_still_made_stands_before_nobody() -> None:
    """Only who is at the desk counts."""
    rows = under_way(after(ordered(60, "s1", LIVE), started(60, "s1"), ordered(100, "s2")), 240)
    assert [(row.stage, row.ahead) for row in rows] == [("drafted", 0), ("sign_off", 0)]


def test_signed_words_wait_no_longer() -> None:
    """They are about to come out."""
    (row,) = under_way(after(ordered(60, "s1"), signed(300, "s1")), 300)
    assert (row.stage, row.waits) == ("signed", 0)


def test_words_that_nobody_read_are_marked() -> None:
    """But an answer into the telephone, which nobody could read, is not."""
    skipped = [SignOffSkipped(at=10, statement=name, open=()) for name in ("s1", "s2")]
    palette = after(
        ordered(10, "s1"),
        ordered(10, "s2", "take_call"),
        *skipped,
        published(11, "s1"),
        published(12, "s2", "take_call"),
    )
    assert [row.is_unchecked for row in said(palette, 20).out] == [True, False]
