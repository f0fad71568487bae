"""What waits for an answer, the time that is left, and what is due next."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moment import after

from drillroom.log import records as r
from drillroom.log.records import Text
from drillroom.views.prompt import PromptView, coming, countdown, prompt_view
from drillroom.views.waiting import Waiting

HOUR = 3600
BOSS = Text(ref="scenario.people.boss")


def options() -> tuple[str, ...]:
    """The options of that decision as they are called in the scenario."""
    scenario = after().names.scenario
    return tuple(it.id for it in next(it for it in scenario.decisions if it.id == "first-words").options)


def opened(at: int = 900, closes: int = 1500) -> r.DecisionOpened:
    return r.DecisionOpened(at=at, decision="first-words", seat="pr", closes=closes, options=options())


def rang(at: int = 910) -> r.CallRang:
    return r.CallRang(at=at, call="reporter", by=BOSS, text=BOSS, rings_until=at + 30, questions=())


def view(*records: r.Record, lang: str = "en") -> PromptView:
    """What waits first after these records."""
    palette = after(*records, lang=lang)
    found = prompt_view(palette, Waiting(palette.situation))
    assert found is not None
    return found


def test_nothing_waits_at_the_start() -> None:
    """There is no card then."""
    palette = after()
    assert prompt_view(palette, Waiting(palette.situation)) is None


def test_a_decision_holds_the_question_the_advice_and_the_options_in_the_order_shown() -> None:
    """The options keep the order of the record."""
    it = view(opened())
    assert (it.title, it.is_call, it.opened, it.closes, it.more) == ("DECISION for PR", False, 900, 1500, 0)
    assert [seat for seat, _ in it.advice] == ["Legal", "Tech", "Service"]
    palette = after()
    assert it.options == tuple(palette.option("first-words", option) for option in options())


def test_a_call_goes_before_a_decision_and_says_how_many_wait_behind_it() -> None:
    """A telephone does not wait long."""
    it = view(opened(), rang())
    assert (it.is_call, it.options, it.more) == (True, ("Pick up", "Let it ring"), 1)


def test_a_call_that_one_lets_ring_waits_no_more_and_can_still_be_found() -> None:
    """The inbox may pick it up."""
    palette = after(opened(), rang())
    waiting = Waiting(palette.situation, ignored={"reporter"})
    found = prompt_view(palette, waiting)
    assert found is not None
    assert (found.id, found.more) == ("first-words", 0)
    assert waiting.find("reporter") is not None
    assert waiting.find("who-sits") is None


@pytest.mark.parametrize(
    ("wall", "words", "is_short", "stands"),
    [
        (45.0, "45 s left · 5 min in the drill", False, False),
        (12.4, "12 s left · 5 min in the drill", True, False),
        (math.inf, "The clock waits for you · 5 min in the drill", False, True),
    ],
)
def test_time_left_is_told_here_and_in_the_drill(wall: float, words: str, is_short: bool, stands: bool) -> None:
    """A clock that stands hurries nobody."""
    left = countdown(after(), view(opened()), wall, 1200)
    assert (left.words, left.share, left.is_short, left.stands) == (words, 0.5, is_short, stands)


@given(now=st.integers(-HOUR, 100 * HOUR), wall=st.floats(min_value=-5, allow_nan=False))
def test_the_share_of_the_window_is_always_a_share(now: int, wall: float) -> None:
    """Before it opens, after it closes and in between."""
    assert 0 <= countdown(after(), view(opened()), wall, now).share <= 1


def test_what_is_due_next_comes_first() -> None:
    """Deadlines, promises, a second look, a summons, by their time."""
    palette = after(
        r.DutyStarted(at=0, duty="incident-report", due=4 * HOUR),
        r.PromiseMade(at=0, promise="p1", statement="s1", due=HOUR, needs=()),
        r.WatchSet(at=0, look_again=1800, condition=None),
        r.SummonsArrived(at=0, summons="x", by=BOSS, text=BOSS, due=2 * HOUR, questions=()),
    )
    due = coming(palette, 600)
    assert [it.what for it in due] == [
        "Look again",
        "Promised: more news from us",
        "Summons: Dana Whitlock, Chief executive",
        "Report to Provincial cyberspace authority (fictional)",
    ]
    assert [(it.clock, it.left, it.is_short) for it in due[:2]] == [
        ("10:34", "20 min", True),
        ("11:04", "50 min", False),
    ]


def test_a_summons_that_was_answered_or_missed_is_due_no_more() -> None:
    """What was answered, in person or in writing, or was missed, waits for nobody."""
    letter = r.SummonsArrived(at=600, summons="x", by=BOSS, text=BOSS, due=2 * HOUR, questions=())
    assert len(coming(after(letter), 1000)) == 1
    assert coming(after(letter, r.SummonsAnswered(at=900, summons="x", answers=())), 1000) == ()
    assert coming(after(letter, r.SummonsMissed(at=900, summons="x")), 1000) == ()
