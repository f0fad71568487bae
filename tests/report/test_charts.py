"""Charts: geometry that keeps its order, and SVG that is safe and says what it shows."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillroom.report.charts import (
    NARROW,
    WIDE,
    Curve,
    Event,
    Labels,
    Layout,
    Mark,
    Pane,
    bar,
    between,
    glimpse,
    ticks_of,
    timeline,
)
from drillroom.report.scales import TimeScale, ValueScale, spread, thinned

HOSTILE = "</title><script>alert('x')</script>\"&{}"
LABELS = Labels(title=HOSTILE, about=HOSTILE, exercise="EXERCISE", alert=HOSTILE)
POINTS = [(at, float(at % 97)) for at in range(-3600, 90_000, 300)]
PANES = [
    Pane(measure=measure, name=HOSTILE, curves=[Curve(role=role, name=HOSTILE, points=POINTS) for role in roles])
    for measure, roles in (("trust", ("drill", "model", "none")), ("heat", ("drill",)))
]
_places = st.lists(st.floats(0, 1000), max_size=40).map(sorted)


@given(_places, st.floats(1, 40))
def test_marks_keep_their_order_and_their_distance(wanted: list[float], gap: float) -> None:
    """However close decisions lie, their numbers never cover each other where there is room."""
    places = spread(wanted, gap=gap, low=0, high=1000)
    assert len(places) == len(wanted)
    fits = gap * (len(wanted) - 1) <= 1000
    for left, right in pairwise(places):
        assert right - left >= (gap if fits else 0) - 1e-6
    assert all(-1e-6 <= place <= 1000 + 1e-6 for place in places)


@given(st.integers(-86_400, 0), st.integers(3600, 400_000), st.integers(-90_000, 500_000), st.integers(0, 50_000))
def test_later_is_never_further_left(starts: int, ends: int, at: int, step: int) -> None:
    """The time axis is bent and still goes one way, inside its frame."""
    scale = TimeScale(starts, ends, 40, 800)
    first, second = scale.x(at), scale.x(at + step)
    assert 40 <= first <= second <= 840 + 1e-9


@given(st.integers(3600, 90 * 86_400))
def test_ticks_begin_at_the_alert_and_end_at_the_end(ends: int) -> None:
    """The axis names both and nothing crowds them."""
    for layout in (WIDE, NARROW):
        ticks = ticks_of((-3600, ends), layout)
        assert ticks[0] == 0
        assert ticks[-1] == ends
        assert ticks == sorted(set(ticks))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=200))
def test_a_thinned_line_lies_where_the_whole_one_did(values: list[float]) -> None:
    """It keeps its ends, and no point that was left out is further off than the slack."""
    points = [(index * 0.4, value) for index, value in enumerate(values)]
    kept = thinned(points, slack=0.5)
    assert kept[0] == points[0]
    assert kept[-1] == points[-1]
    assert set(kept) <= set(points)
    for (x1, y1), (x2, y2) in pairwise(kept):
        for x, y in points:
            if x1 <= x <= x2:
                assert abs(y - (y1 + (y2 - y1) * (x - x1) / (x2 - x1))) <= 0.5 + 1e-6


def test_values_outside_the_scale_stay_in_the_picture() -> None:
    """0..100 is the frame; nothing is drawn outside it."""
    scale = ValueScale(10, 100)
    assert (scale.y(-5), scale.y(0), scale.y(100), scale.y(140)) == (110, 110, 10, 10)


def _drawings() -> dict[str, str]:
    marks = [Mark(number="1", at=900, role="missed", says=HOSTILE), Mark(number="2", at=900, role="chosen", says="b")]
    events = [Event(at=36_000, name=HOSTILE)]
    span = (-3600, 86_400)

    def whole(layout: Layout) -> str:
        words = dict.fromkeys(ticks_of(span, layout), HOSTILE)
        return timeline(PANES, marks, events, span=span, labels=LABELS, tick_words=words, layout=layout)

    return {
        "wide": whole(WIDE),
        "narrow": whole(NARROW),
        "glimpse": glimpse(PANES, at=3600, span=(0, 7200), labels=LABELS, key="1"),
        "bar": bar(0.4, labels=LABELS, key="P1", role="poor"),
        "empty bar": bar(None, labels=LABELS, key="P2"),
        "between": between(1.4, labels=LABELS, key="trust"),
    }


@pytest.mark.parametrize("kind", ["wide", "narrow", "glimpse", "bar", "empty bar", "between"])
def test_hostile_words_stay_words_in_every_drawing(kind: str) -> None:
    """A drawing is well-formed XML whose only elements are ours, with a title and a description."""
    root = ElementTree.fromstring(_drawings()[kind])
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "path", "line", "text", "circle", "rect", "g"}
    assert HOSTILE in [element.text for element in root.iter() if element.tag.endswith("title")]
    assert root.get("role") == "img"


@pytest.mark.parametrize("kind", ["wide", "narrow", "glimpse"])
def test_a_picture_says_inside_itself_that_it_is_an_exercise(kind: str) -> None:
    """Pictures travel: the mark is in the drawing, not only around it."""
    assert ">EXERCISE</text>" in _drawings()[kind]


def test_a_mark_that_was_not_exercised_is_drawn_as_an_empty_track() -> None:
    """Nothing measured is no bar of length zero."""
    assert 'class="fill' not in _drawings()["empty bar"]
    assert 'class="track none"' in _drawings()["empty bar"]


def test_a_timeline_without_points_is_still_a_picture() -> None:
    """A log that never sampled the state breaks nothing."""
    empty = [Pane(measure="trust", name="Trust", curves=[Curve(role="drill", name="x", points=())])]
    words = dict.fromkeys(ticks_of((0, 3600), WIDE), "t")
    drawn = timeline(empty, [], [], span=(0, 3600), labels=LABELS, tick_words=words)
    assert ElementTree.fromstring(drawn) is not None
