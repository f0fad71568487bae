"""The team at work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moment import after, crisis

from drillroom.log.records import (
    DutyMet,
    DutyStarted,
    PromiseKept,
    PromiseMade,
    TaskDone,
    TaskQueued,
    TaskStarted,
    TeamAssembled,
)
from drillroom.scenario.format import SeatPlan
from drillroom.views.palette import Palette
from drillroom.views.work import SeatRow, at_work, work

HOUR = 3600


def started(task: str = "t1", do: str = "fix", seats: tuple[str, ...] = ("tech",), at: int = 0) -> TaskStarted:
    return TaskStarted(at=at, task=task, do=do, seats=seats, ends=at + HOUR)


def seat(palette: Palette, name: str, now: int = 0) -> SeatRow:
    return next(row for row in work(palette, now).seats if row.seat == name)


def test_at_the_start_everybody_is_free() -> None:
    """All seats, in the order of the table, and nothing else."""
    desk = work(after(), 0)
    assert [row.name for row in desk.seats] == ["Lead", "PR", "Legal", "Tech", "Service", "HR"]
    assert {row.standing for row in desk.seats} == {"free"}
    assert (desk.is_assembled, desk.tasks, desk.duties, desk.promises) == (False, (), (), ())


def test_the_team_is_together_once_it_was_called() -> None:
    """Until then work goes slowly."""
    assert work(after(TeamAssembled(at=60, seats=("lead", "pr"))), 60).is_assembled


def test_a_seat_at_work_says_on_what_and_until_when() -> None:
    """Who works alone is busy; where several work, somebody is still free."""
    palette = after(started(seats=("legal", "tech")))
    assert (seat(palette, "legal").standing, seat(palette, "tech").standing) == ("busy", "partly")
    assert (seat(palette, "legal").works_on, seat(palette, "legal").until) == (("Repair",), HOUR)
    assert at_work(palette) == {"legal", "tech"}


def test_a_seat_is_busy_until_the_first_of_its_people_is_done() -> None:
    """Three people, three tasks."""
    palette = after(*(started(f"t{n}", at=n * 60) for n in range(3)))
    row = seat(palette, "tech")
    assert (row.standing, row.busy, row.people, row.until) == ("busy", 3, 3, HOUR)


def test_who_is_done_is_free() -> None:
    """Nothing is left of the task."""
    palette = after(started(), TaskDone(at=HOUR, task="t1", do="fix", waited=0))
    assert seat(palette, "tech", HOUR).standing == "free"
    assert work(palette, HOUR).tasks == ()


def test_who_is_away_is_so_until_they_come() -> None:
    """As the scenario plans it."""
    scenario = crisis().model_copy(update={"seats": {"legal": SeatPlan.model_construct(staff=1, away_until=600)}})
    palette = after(scenario=scenario)
    assert (seat(palette, "legal", 599).standing, seat(palette, "legal", 599).away_until) == ("away", 600)
    assert seat(palette, "legal", 600).standing == "free"


@given(st.integers(min_value=-HOUR, max_value=3 * HOUR))
def test_a_share_is_never_less_than_nothing_nor_more_than_all(now: int) -> None:
    """At whatever moment one looks."""
    (row,) = work(after(started()), now).tasks
    assert row.share is not None
    assert row.left is not None
    assert 0 <= row.share <= 1
    assert row.left >= 0


@pytest.mark.parametrize(("now", "share", "left"), [(0, 0.0, HOUR), (900, 0.25, 2700), (HOUR, 1.0, 0)])
def test_running_work_says_how_much_is_done(now: int, share: float, left: int) -> None:
    """And how long it still takes."""
    (row,) = work(after(started()), now).tasks
    assert (row.action, row.seats, row.share, row.left, row.is_queued) == ("Repair", ("Tech",), share, left, False)


def test_work_in_the_queue_says_whom_it_waits_for() -> None:
    """It has no end yet."""
    (row,) = work(after(TaskQueued(at=0, task="t1", do="fix", waits_for=("tech", "legal"))), 60).tasks
    assert (row.is_queued, row.share, row.left, row.seats) == (True, None, None, ("Tech", "Legal"))


def test_work_for_a_group_says_for_whom() -> None:
    """To notify users is another thing than to notify staff."""
    (row,) = work(after(TaskStarted(at=0, task="t1", do="notify", seats=(), ends=60, args={"to": "users"})), 0).tasks
    assert (row.action, row.whom) == ("Notify", "users")


def test_a_legal_deadline_runs_until_it_is_met() -> None:
    """With who waits for the report, and how long."""
    start = DutyStarted(at=0, duty="incident-report", due=4 * HOUR)
    (duty,) = work(after(start), HOUR).duties
    assert (duty.who, duty.left) == ("Provincial cyberspace authority (fictional)", 3 * HOUR)
    assert work(after(start, DutyMet(at=60, duty="incident-report", missing=())), HOUR).duties == ()


def test_open_promises_say_what_keeps_them() -> None:
    """To be heard from again, or to make a fact so."""
    again = PromiseMade(at=0, promise="p1", statement="s1", due=HOUR, needs=("any_statement",))
    plan = PromiseMade(at=0, promise="p2", statement="s1", due=48 * HOUR, needs=("audit", "fix"), fact="plan")
    first, second = work(after(again, plan), 600).promises
    assert (first.about, first.needs, first.left) == (None, (), 3000)
    assert (second.about, second.needs) == ("What comes next", ("Review everything", "Repair"))
    assert work(after(again, PromiseKept(at=60, promise="p1")), 600).promises == ()
