"""The list of actions: whole, in one order, found in every language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moment import after, crisis, ordered, published

from drillroom.doctrine.read import default_rules
from drillroom.log.records import CallRang, Record, TaskDone, TaskStarted, Text
from drillroom.scenario.format import SeatPlan
from drillroom.views.actions import GROUPS, ActionRow, actions, best, search
from drillroom.views.palette import Palette

HOUR = 3600
ALL = list(default_rules().vocabulary.actions)


def started(task: str, do: str, seats: tuple[str, ...], ends: int = HOUR) -> TaskStarted:
    return TaskStarted(at=0, task=task, do=do, seats=seats, ends=ends)


def row(do: str, *records: Record, lang: str = "en") -> ActionRow:
    """One action after these records."""
    return next(it for it in actions(after(*records, lang=lang), 0) if it.id == do)


def found(palette: Palette, wish: str) -> list[str]:
    """What is found, the best one first."""
    rows = search(palette, actions(palette, 0), wish)
    return [rows[best(rows, wish)].id, *(it.id for it in rows)] if rows else []


def test_every_action_is_there_in_the_order_of_the_doctrine() -> None:
    """Nothing is hinted at by what comes first, and nothing is left out."""
    rows = actions(after(), 0)
    assert [it.id for it in rows] == sorted(ALL, key=lambda do: list(GROUPS).index(row(do).group))
    assert list(dict.fromkeys(it.group for it in rows)) == list(GROUPS)


def test_the_order_does_not_depend_on_what_happened() -> None:
    """A busy seat moves nothing."""
    busy = after(started("t1", "fix", ("tech",)), ordered(0, "s1"))
    assert [it.id for it in actions(busy, 0)] == [it.id for it in actions(after(), 0)]


def test_a_row_says_who_does_it_and_how_long_it_takes() -> None:
    """Work takes its time, words wait for sign-off."""
    fix, first = row("fix"), row("holding_statement")
    assert (fix.who, fix.takes, fix.signoff, fix.state, fix.standing) == ("Tech", "6 h", "", "free", "free")
    assert (first.who, first.takes, first.signoff) == ("PR", "at once", "5 min")
    assert first.says.startswith("We know what is being reported")


def test_a_seat_is_busy_only_when_nobody_is_left_there() -> None:
    """The last one to become free says when."""
    one = started("t1", "protect_users", ("service",))
    assert row("open_hotline", one).state == "free"
    three = [started(f"t{n}", "protect_users", ("service",), ends=n * 600) for n in (2, 1, 3)]
    busy = row("open_hotline", *three)
    assert (busy.state, busy.standing) == ("busy", "Service: on “Protect users” until 10:14")


def test_who_is_away_is_said_until_when() -> None:
    """Nobody can be reached there before."""
    scenario = crisis().model_copy(update={"seats": {"legal": SeatPlan(away_until="1h")}})
    rows = {it.id: it for it in actions(after(scenario=scenario), 0)}
    police = rows["report_to_police"]
    assert (police.state, police.standing) == ("away", "Legal: away until 11:04")


def test_what_is_done_once_is_begun_and_then_done() -> None:
    """Work and words alike; what can be done again stays free."""
    begun = started("t1", "contain", ("tech",))
    assert (row("contain", begun).state, row("contain", begun).standing) == ("begun", "under way")
    assert row("contain", begun, TaskDone(at=60, task="t1", do="contain", waited=0)).state == "done"
    assert row("invite_experts", ordered(0, "s1", "invite_experts")).state == "begun"
    words = (ordered(0, "s1", "invite_experts"), published(60, "s1", "invite_experts"))
    assert row("invite_experts", *words).state == "done"
    assert row("holding_statement", ordered(0, "s1"), published(60, "s1")).state == "free"


def test_a_call_can_be_taken_while_one_rings() -> None:
    """Before and after that there is nothing to take."""
    boss = Text(ref="scenario.people.boss")
    rang = CallRang(at=0, call="reporter", by=boss, text=boss, rings_until=30, questions=())
    assert row("take_call").state == "none"
    assert row("take_call", rang).state == "free"


@pytest.mark.parametrize(
    ("wish", "first"),
    [
        ("fix", "fix"),
        ("hold_and", "hold_and_watch"),
        ("FIRST", "holding_statement"),
        ("press", "hold_press_conference"),
        ("公开致歉", "apologize"),
        ("赔偿", "compensate"),
        ("notify", "notify"),
        ("告知", "notify"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_an_action_is_found_by_its_names_in_every_language_and_by_its_id(wish: str, first: str, lang: str) -> None:
    """Whatever language the screen speaks."""
    assert found(after(lang=lang), wish)[0] == first


def test_a_group_is_found_by_its_name() -> None:
    """With all that is in it, in its order."""
    palette = after(lang="zh-Hans")
    said = [it.id for it in actions(palette, 0) if it.group == "say"]
    assert [do for do in found(palette, "发声") if do in said][-len(said) :] == said


def test_nothing_is_found_where_nothing_is_called_that() -> None:
    """No guess is offered."""
    assert found(after(), "zzzz") == []
    assert best((), "x") == 0


@given(st.text(max_size=20))
def test_a_search_keeps_the_order_and_adds_nothing(wish: str) -> None:
    """Whatever is typed."""
    palette = after()
    rows = actions(palette, 0)
    kept = search(palette, rows, wish)
    assert list(kept) == [it for it in rows if it in kept]
    assert not kept or 0 <= best(kept, wish) < len(kept)


def test_what_will_be_asked_is_said_before() -> None:
    """Only what an action cannot do without."""
    assert row("notify").asks == ("Whom?",)
    assert row("contain").asks == row("reallocate").asks == ()
