"""Pace: how fast drill time passes at a desk."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillroom.runtime.pace import FASTEST, Moment, PaceSettings, Prompt, pace, reading_time, wall_left
from drillroom.scenario.texts import reading_minutes

AUTO = PaceSettings()
DECISION = Prompt(opened=900, closes=1500, reading=45.0, stops_clock=True)


def test_reading_time_counts_words_and_characters() -> None:
    """220 English words or 300 Chinese characters take one minute, times 1.5."""
    assert reading_time(["word " * 220]) == pytest.approx(90)
    assert reading_time(["字" * 300]) == pytest.approx(90)
    assert reading_time(["word " * 220, "字" * 300]) == pytest.approx(180)


@given(st.lists(st.text(alphabet="word 字㐀豈𠀀don't-9,。").map(lambda text: 99 * f"{text} "), max_size=4))
def test_time_at_a_desk_is_the_time_that_lint_counts(texts: list[str]) -> None:
    """One speed of reading in the whole product, whatever the script."""
    assert reading_time(texts) == max(30.0, sum(map(reading_minutes, texts)) * 60 * 1.5)


def test_reading_time_is_never_under_thirty_seconds() -> None:
    """A short prompt still leaves half a minute."""
    assert reading_time([]) == 30
    assert reading_time(["Hi"]) == 30


def test_the_next_thing_comes_when_what_is_there_has_been_read() -> None:
    """Nothing open: the stretch to the next known thing takes as long as the unread takes to read, ten seconds at
    most."""
    assert pace(Moment("outbreak", next_notable=1400, unread=8.0), AUTO, 600) == 100
    assert pace(Moment("outbreak", next_notable=1400, unread=40.0), AUTO, 600) == pytest.approx(80)


def test_a_phase_has_a_pace_of_its_own_at_least() -> None:
    """What is due soon comes at the pace of the phase, however much there is to read."""
    assert pace(Moment("outbreak", next_notable=660, unread=10.0), AUTO, 600) == 10


def test_quiet_stretch_runs_up_to_1800() -> None:
    """Everything read and nothing due for hours: fast, but a jump still takes a second to see."""
    assert pace(Moment("response", next_notable=90_000), AUTO, 0) == FASTEST
    assert pace(Moment("response", next_notable=1200), AUTO, 0) == 1200
    assert pace(Moment("response"), AUTO, 0) == FASTEST


def test_open_prompt_eases_time() -> None:
    """A decision, a call or a composer slows the clock to at most 3, a short call to what its ring allows."""
    assert pace(Moment("outbreak", (DECISION,)), AUTO, 900) == 3
    ring = Prompt(opened=0, closes=30, reading=30.0)
    assert pace(Moment("outbreak", (ring,)), AUTO, 0) == 1
    composer = Prompt(opened=0, closes=None, reading=30.0)
    assert pace(Moment("outbreak", (composer,)), AUTO, 100_000) == 3


def test_a_short_window_stays_eased_to_its_end() -> None:
    """A decision of a quarter of an hour is never hurried, however long it lies open."""
    quarter = Prompt(opened=0, closes=900, reading=40.0)
    assert {pace(Moment("outbreak", (quarter,)), AUTO, now) for now in (0, 200, 899)} == {3}
    assert wall_left(quarter, AUTO, 0) == pytest.approx(300)


def test_long_window_passes_when_nobody_answers() -> None:
    """After its reading time the rest of a long window takes one more, instead of an hour at the desk."""
    day = Prompt(opened=0, closes=86_400, reading=40.0)
    assert pace(Moment("response", (day,)), AUTO, 119) == 3
    assert pace(Moment("response", (day,)), AUTO, 120) > 1000
    assert wall_left(day, AUTO, 0) == pytest.approx(80)


def test_tabletop_stops_at_decisions_only() -> None:
    """On a tabletop the clock stands while a decision is open, and runs for everything else."""
    settings = PaceSettings(mode="tabletop")
    assert pace(Moment("outbreak", (DECISION,)), settings, 900) == 0
    assert wall_left(DECISION, settings, 900) == math.inf
    assert pace(Moment("outbreak", (Prompt(opened=0, closes=30, reading=30.0),)), settings, 0) == 1


def test_fixed_pace_heeds_nothing() -> None:
    """--pace X is X, whatever is open."""
    settings = PaceSettings(mode="fixed", fixed=500)
    assert pace(Moment("outbreak", (DECISION,)), settings, 900) == 500
    assert wall_left(DECISION, settings, 900) == pytest.approx(1.2)


def test_scenario_sets_its_own_stretches() -> None:
    """The tempo of a scenario replaces the least pace of that phase."""
    settings = PaceSettings(stretches={"watch": 30.0})
    assert pace(Moment("watch", next_notable=60, unread=9.0), settings, 0) == 30


@given(
    st.integers(-21_600, 259_200),
    st.integers(60, 200_000),
    st.floats(30, 600),
    st.integers(0, 100_000),
)
def test_a_decision_always_leaves_its_reading_time(opened: int, window: int, reading: float, passed: int) -> None:
    """However the window falls, the pace never closes it before it could be read, and never stops it for good."""
    prompt = Prompt(opened=opened, closes=opened + window, reading=reading)
    now = min(opened + passed, opened + window)
    speed = pace(Moment("outbreak", (prompt,)), AUTO, now)
    assert 0 < speed <= max(3, window / reading)
    assert wall_left(prompt, AUTO, opened) >= reading - 1e-6
