"""What the monitoring desk shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moment import EVERYBODY, after

from drillroom.language import speech
from drillroom.log.records import DrillClosed, MonitoringSampled, PhaseChanged, StateSampled
from drillroom.views.monitoring import HISTORY, Monitoring, change_words, monitoring, pace, trend
from drillroom.views.palette import Palette

MINUTE = 60


def sample(at: int, volume: int = 1200, place: int | None = None) -> MonitoringSampled:
    return MonitoringSampled(at=at, volume=volume, negative=0.625, place=place, complaints=33, price=98.76)


def true_state(at: int) -> StateSampled:
    return StateSampled(
        at=at,
        to="facilitator",
        trust=61.6,
        heat=40.2,
        anger=30.5,
        rumor=12.4,
        harm=0.5,
        churn=0.1,
        value=98.0,
        cred=0.9,
        harm_minutes=1.0,
        exposures=10,
    )


def seen(palette: Palette, now: int, speed: float = 10.0) -> Monitoring:
    return monitoring(palette, now, speed=speed)


def test_it_says_when_and_where_the_drill_stands() -> None:
    """Title, phase, the hour in the story, the time from the alert, the pace."""
    it = seen(after(PhaseChanged(at=0, phase="outbreak")), 75 * MINUTE)
    assert (it.title, it.phase, it.hour, it.alert, it.pace) == (
        "The Open Back Door",
        "Outbreak",
        "11:19",
        "T+1:15",
        "10× speed",
    )


def test_figures_tell_of_the_moment_at_which_they_were_read_off() -> None:
    """The desk is ten minutes late, and says so."""
    it = seen(after(sample(30 * MINUTE, place=7)), 34 * MINUTE)
    assert it.figures is not None
    assert it.as_of == "10:24"
    assert it.figures.seen_at == 20 * MINUTE
    assert (it.figures.volume, it.figures.negative, it.figures.place) == (1200, 62, 7)
    assert (it.figures.complaints, it.figures.change) == (33, -1.2)


def test_before_the_alert_there_is_nothing_to_see() -> None:
    """Quiet figures of the night before would only be noise."""
    it = seen(after(sample(-3600)), -3000)
    assert it.figures is None
    assert it.volumes == ()
    assert it.waits == "Nothing unusual in the public so far."


def test_before_the_first_sample_it_says_when_it_comes() -> None:
    """Ten minutes after the drill starts."""
    it = seen(after(), 0)
    assert it.figures is None
    assert it.waits == "The first figures come at 04:14."


def test_the_history_is_the_latest_samples_oldest_first() -> None:
    """As many as a chart of three hours needs."""
    it = seen(after(*(sample(n * 300, volume=n) for n in range(100))), 100 * 300)
    assert it.volumes == tuple(range(100 - HISTORY, 100))


@pytest.mark.parametrize(
    ("volumes", "expected"),
    [
        ((), "steady"),
        ((5, 900), "steady"),
        ((100, 120, 130, 150), "up"),
        ((100, 100, 100, 110), "steady"),
        ((150, 140, 120, 100), "down"),
        ((0, 0, 0, 0), "steady"),
        ((0, 0, 0, 1), "up"),
    ],
)
def test_a_trend_is_more_than_the_desk_may_be_off(volumes: tuple[int, ...], expected: str) -> None:
    """A quarter of an hour back, and only by more than fifteen percent."""
    assert trend(volumes) == expected


def test_the_true_state_is_for_who_may_see_it() -> None:
    """Nobody at a seat has it; with --show-state it is there."""
    assert seen(after(true_state(300)), 400).state is None
    state = seen(after(true_state(300), viewer=EVERYBODY), 400).state
    assert state is not None
    assert (state.trust, state.heat, state.anger, state.rumor) == (62, 40, 30, 12)


@pytest.mark.parametrize(
    ("speed", "is_paused", "is_over", "english"),
    [
        (10.0, False, False, "10× speed"),
        (2.5, False, False, "2.5× speed"),
        (3.0, False, False, "3× speed"),
        (1800.0, False, False, "1,800× speed"),
        (0.0, False, False, "the clock waits"),
        (10.0, True, False, "paused"),
        (10.0, True, True, "over"),
    ],
)
def test_the_pace_is_said_in_words(speed: float, is_paused: bool, is_over: bool, english: str) -> None:
    """Also that the clock stands, and why."""
    assert pace(speech("en"), speed, is_paused=is_paused, is_over=is_over) == english


def test_a_closed_drill_is_over() -> None:
    """Whatever the clock says."""
    assert seen(after(DrillClosed(at=60)), 60).pace == "over"


@given(st.floats(min_value=-100, max_value=1000, allow_nan=False))
def test_a_change_has_a_sign_unless_it_is_nothing(percent: float) -> None:
    """One digit behind the point, and never a minus nothing."""
    words = change_words(percent)
    assert words == "0.0 %" or words[0] in "+-"
    assert words not in ("-0.0 %", "+0.0 %")
