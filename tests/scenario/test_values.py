"""Small values: times, texts, tolerances."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillroom.scenario.values import ActionCall, format_time, parse_time


@given(st.integers(-90 * 86400, 90 * 86400))
def test_a_time_reads_back_as_it_was_written(seconds: int) -> None:
    """parse_time undoes format_time."""
    assert parse_time(format_time(seconds)) == seconds


@given(st.text(max_size=12))
def test_any_text_is_a_time_or_a_value_error(text: str) -> None:
    """And a time stays within 90 days."""
    with contextlib.suppress(ValueError):
        assert abs(parse_time(text)) <= 90 * 86400


@pytest.mark.parametrize(
    ("text", "seconds"), [("10m", 600), ("1h30m", 5400), ("-6h", -21600), ("2d", 172800), ("0", 0), ("90s", 90)]
)
def test_times_read_as_people_write_them(text: str, seconds: int) -> None:
    """Drill seconds from the alert."""
    assert parse_time(text) == seconds


@pytest.mark.parametrize("text", ["10", "soon", "1h 30m", "10 m", "1.5h", "--1h", "", "91d", "999999d"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """A number without a unit could mean anything."""
    with pytest.raises(ValueError, match=r"is no time|longer than 90 days"):
        parse_time(text)


@pytest.mark.parametrize(
    "written", ["contain", {"contain": None}, {"contain": {}}, {"do": "contain"}, {"do": "contain", "args": {}}]
)
def test_an_action_may_be_written_short(written: object) -> None:
    """All forms mean the same call."""
    assert ActionCall.model_validate(written) == ActionCall(do="contain")
