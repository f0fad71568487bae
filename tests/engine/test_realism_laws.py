"""The laws of the crowd on its own: how counts, waiting, single posts and the hot list behave whatever the numbers."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from statistics import fmean, median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from realism import cascades, compared, distance, holds, profile, shape, topics  # noqa: E402 - needs the path above

from drillroom.doctrine.read import default_parameters  # noqa: E402
from drillroom.engine.cascade import cascade, single  # noqa: E402
from drillroom.engine.hotlist import HotList, novelty_fade, topic  # noqa: E402
from drillroom.engine.spread import Spread, hour_of, logistic, lognormal, poisson  # noqa: E402

NUMBERS = default_parameters().numbers()
OPEN_DATA = ROOT.parent / "shared" / "realism" / "data"
uniforms = st.floats(0.0, 1.0, exclude_max=True)
seeds = st.integers(0, 2**53)


def changed(**numbers: Any) -> dict[str, Any]:
    return {**NUMBERS, **numbers}


def stretched(times: float) -> dict[str, Any]:
    return changed(spread_tau=[tau * times for tau in NUMBERS["spread_tau"]])


# ---------------------------------------------------------------------- counts and readers


@settings(max_examples=400)
@given(uniforms, st.floats(0.0, 60.0), st.floats(0.0, 3.0))
def test_more_interest_never_gives_fewer_posts(uniform: float, mean: float, more: float) -> None:
    """At a fixed uniform the count never falls when the mean grows, across the change of method as well."""
    assert poisson(mean, uniform) <= poisson(mean + more, uniform)


@pytest.mark.parametrize("mean", [0.4, 5.0, 11.99, 12.01, 14.99, 15.01, 80.0])
def test_counts_have_the_mean_and_the_spread_of_a_poisson_law(mean: float) -> None:
    """Over evenly spaced uniforms, mean and variance are within 2 %."""
    counts = [poisson(mean, (slot + 0.5) / 20_000) for slot in range(20_000)]
    middle = fmean(counts)
    assert middle == pytest.approx(mean, rel=0.002)
    assert fmean((it - middle) ** 2 for it in counts) == pytest.approx(mean, rel=0.02)


def test_everybody_poured_reads_once() -> None:
    """Without passing on, as many read in the end as arrived, however few are left waiting at the end."""
    read = 0
    for seed in range(40):
        spread = Spread(seed, NUMBERS, minutes=60_000, start_hour=9.0)
        spread.pour(30.0)
        read += sum(spread.step(minute, 60, 0.0, 0.0)[0] for minute in range(0, 60_000, 60))
        assert spread.waiting < 0.1
    assert read == pytest.approx(40 * 30, rel=0.06)


# ---------------------------------------------------------------------- single posts


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_a_post_is_finite_and_within_its_bounds(seed: int) -> None:
    """Whatever the seed: a size, shares 0..1, an hour of the day; counts never negative; steps without gaps."""
    post = single(seed, NUMBERS)
    assert 0 < post.size < 1e5
    assert 0 <= post.late < 1
    assert 0 < post.branching <= NUMBERS["branching_max"]
    assert 0 <= post.hour < 24
    assert 0 <= post.late_at < math.inf
    assert math.fsum(post.mix) == pytest.approx(1, abs=1e-4)
    steps = list(cascade(seed, NUMBERS))
    assert [minute for minute, _, _ in steps[1:]] == [minute + length for minute, length, _ in steps[:-1]]
    assert all(reposts >= 0 for _, _, reposts in steps)
    row = shape(steps)
    if row is not None:
        assert 0 <= row["w50"] <= row["w75"] <= row["w90"] <= 7 * 24
        assert 0 <= row["a1"] <= row["a4"] <= row["a24"] <= 1
        assert 0 < row["peak_share"] <= 1
        assert 0.25 <= row["peak_h"] < 7 * 24


def test_readers_who_wait_twice_as_long_make_it_last_twice_as_long() -> None:
    """Reservoirs stretched by 2 double the median time to half of the reposts, within 20 %; by 1/2 they halve it."""
    half, plain, double = (median(row["w50"] for row in cascades(160, 5, stretched(by))) for by in (0.5, 1.0, 2.0))
    assert double / plain == pytest.approx(2, rel=0.2)
    assert half / plain == pytest.approx(0.5, rel=0.2)


def test_the_same_seed_gives_the_same_posts_and_topics() -> None:
    """A run depends on its seed alone; a longer run begins like a shorter one."""
    assert cascades(12, 3, NUMBERS) == cascades(14, 3, NUMBERS)[:12] != cascades(12, 4, NUMBERS)
    assert topics(6, 3, NUMBERS) == topics(8, 3, NUMBERS)[:6] != topics(6, 4, NUMBERS)


@given(uniforms, uniforms, st.floats(0.05, 0.95), st.floats(0.0, 3.0))
def test_a_higher_draw_is_never_a_smaller_value(low: float, high: float, middle: float, spread: float) -> None:
    """Quantiles rise with the uniform, have the median they are given, and are finite at the ends."""
    low, high = sorted((low, high))
    assert 0 < lognormal(low, middle, spread) <= lognormal(high, middle, spread) < math.inf
    assert 0 < logistic(low, middle, spread) <= logistic(high, middle, spread) < 1
    assert lognormal(0.5, middle, spread) == pytest.approx(middle)
    assert logistic(0.5, middle, spread) == pytest.approx(middle)


@given(uniforms, st.lists(st.floats(0.0, 10.0), min_size=24, max_size=24).filter(any))
def test_an_hour_is_one_of_the_day_that_has_weight(uniform: float, weights: list[float]) -> None:
    """Hours without weight are never drawn."""
    hour = hour_of(uniform, tuple(weights))
    assert 0 <= hour <= 24
    assert weights[min(23, int(hour))] > 0 or hour == int(hour)


# ---------------------------------------------------------------------- the hot list


def fed(*reads: tuple[int, float], fade: float = 200.0) -> HotList:
    listed = HotList(NUMBERS, fade=fade)
    for minutes, count in reads:
        listed.read(minutes, count)
    return listed


@given(st.lists(st.integers(1, 30), min_size=1, max_size=8), st.floats(1.0, 1e6), st.floats(10.0, 1e5))
def test_heat_is_forgotten_alike_however_time_is_cut(pieces: list[int], count: float, fade: float) -> None:
    """Quiet minutes in one piece or in many leave the same heat."""
    cut = fed((1, count), *((minutes, 0) for minutes in pieces), fade=fade)
    assert cut.heat == pytest.approx(fed((1, count), (sum(pieces), 0), fade=fade).heat, rel=1e-6, abs=1e-6)


@given(st.floats(0.0, 1e6), st.floats(0.0, 1e6), st.integers(0, 23))
def test_more_reads_are_never_a_worse_place(few: float, more: float, hour: int) -> None:
    """Heat grows with the reads, a place is 1 to 50, and below the line of the hour there is none."""
    less, greater = fed((5, few)), fed((5, few + more))
    assert less.heat <= greater.heat
    low, high = less.place(hour), greater.place(hour)
    assert low is None or (high is not None and 1 <= high <= low <= NUMBERS["hot_places"])
    assert (low is None) == (less.heat < NUMBERS["hot_list"][hour])


def test_novelty_fades_only_once_the_topic_is_old_and_news_brings_it_back() -> None:
    """Nothing fades before anybody has read, nor in the first hour; then it falls to 37 % in the topic's own time."""
    quiet = fed((500, 0))
    assert (quiet.novelty, quiet.heat, quiet.place(12)) == (1, 0, None)
    start = int(NUMBERS["hot_novelty_from"])
    assert fed((start, 9)).novelty == 1
    old = fed((start + 200, 9), fade=200)
    assert old.novelty == pytest.approx(math.exp(-1))
    old.renew(100)
    assert old.novelty == 1


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_a_topic_is_on_the_list_only_above_the_line(seed: int) -> None:
    """Hour marks rise, within 48 hours; heat is finite and at least the lowest line; its novelty has a time above 0."""
    marks = list(topic(seed, NUMBERS))
    assert [hour for hour, _ in marks] == sorted({hour for hour, _ in marks})
    assert all(0 <= hour <= 48 and min(NUMBERS["hot_list"]) <= heat < 1e8 for hour, heat in marks)
    assert 0 < novelty_fade(seed, "topic", NUMBERS) < math.inf
    row = profile(marks)
    if row is not None:
        assert 1 <= row["h50"] <= row["h25"] <= row["h10"]
        assert row["dur"] >= row["tpeak"] + 1
        assert row["peak"] >= 1_000_000


# ---------------------------------------------------------------------- the comparison


def test_statistics_of_a_cascade_worked_out_by_hand() -> None:
    """Twenty reposts: ten in the first minute, six in minute 90, four at hour 30."""
    row = shape([(0, 1, 10), (1, 89, 0), (90, 1, 6), (91, 1709, 0), (1800, 10, 4)])
    assert row is not None
    assert (row["a1"], row["a4"], row["a24"]) == (0.5, 0.8, 0.8)
    assert (row["peak_h"], row["peak_share"]) == (0.25, 0.5)
    assert row["w50"] == pytest.approx(0.95 / 60)
    assert 1.5 < row["w75"] < 1.52
    assert 30 < row["w90"] < 30.2
    assert shape([(0, 1, 19)]) is None


def test_statistics_of_a_topic_worked_out_by_hand() -> None:
    """In at hour 2, peak an hour later, gone at hour 6, back once at hour 9."""
    row = profile([(2, 900.0), (3, 2000.0), (4, 1100.0), (5, 400.0), (9, 120.0)])
    assert row == {"tpeak": 1, "h50": 2, "h25": 2, "h10": 3, "dur": 8, "peak": 2_000_000}
    assert profile([(0, 999.0), (1, 400.0)]) is None
    assert profile([]) is None


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.lists(st.integers(0, 9), min_size=1, max_size=20))
def test_the_distance_of_two_samples(first: list[int], second: list[int]) -> None:
    """0 for the same sample, 1 for samples apart, the same both ways, never beyond 0..1."""
    assert distance(first, first * 3) == pytest.approx(0)
    assert distance(first, [value + 10 for value in second]) == 1
    assert 0 <= distance(first, second) == distance(second, first) <= 1
    assert distance([1, 2, 3, 4], [3, 4, 5, 6]) == 0.5


@pytest.mark.skipif(not OPEN_DATA.is_dir(), reason="the open data are not here")
def test_posts_and_topics_run_as_real_ones() -> None:
    """The distances from the open half of the data are within the budgets of the benchmark."""
    posts = compared(cascades(400, 1, NUMBERS), OPEN_DATA / "ced_cascades_open.csv")
    assert holds("cascades", posts), posts
    hot = compared(topics(150, 1, NUMBERS), OPEN_DATA / "hotsearch_crisis_topics_open.csv")
    assert holds("topics", hot), hot
