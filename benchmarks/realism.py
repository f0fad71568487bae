"""How single posts and hot topics of the engine's crowd run, in the statistics in which real ones were measured.

Usage: python benchmarks/realism.py [--cascades 1000] [--hotlist 400] [--seed 1] [--scale-tau X] [--against D] [--json]

A cascade is one post and its reposts in 7 days (at least 20): hours to 50, 75 and 90 % of them, shares in the first 1,
4 and 24 h, middle and share of the half-hour with most. A topic came to at least a million of heat on the hot list:
hours from its entry to its peak, from the peak down to 50, 25 and 10 %, hours on the list, heat at the peak, all read
at full hours. The crowd is the one that `Drill` runs, with the numbers of the doctrine and no others; with N alone one
of the two is left out. `--scale-tau 2` makes its readers wait twice as long. `--against` compares with the tables
ced_cascades_open.csv and hotsearch_crisis_topics_open.csv of that folder and exits 1 beyond a budget.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from pathlib import Path
from statistics import fmean, median
from typing import Any

from drillroom.doctrine.read import default_parameters
from drillroom.engine.cascade import cascade
from drillroom.engine.hotlist import topic
from drillroom.engine.streams import stream

LEAST_REPOSTS, LEAST_HEAT = 20, 1_000_000
CASCADE_TABLE, TOPIC_TABLE = "ced_cascades_open.csv", "hotsearch_crisis_topics_open.csv"
EACH_CASCADE, MEAN_CASCADE, EACH_TOPIC = 0.10, 0.07, 0.15
"""The budgets: Kolmogorov-Smirnov distances of each and of the mean."""
SEEDS = 2**53

Row = dict[str, float]
Steps = Sequence[tuple[int, int, int]]


def shape(steps: Steps) -> Row | None:
    """The statistics of a cascade of (minute, length, reposts), or None with too few of them."""
    total = sum(reposts for _, _, reposts in steps)
    if total < LEAST_REPOSTS:
        return None
    row = {f"w{percent}": hours_to(steps, -(-total * percent // 100)) for percent in (50, 75, 90)}
    for hours in (1, 4, 24):
        row[f"a{hours}"] = sum(reposts for minute, _, reposts in steps if minute < hours * 60) / total
    halves: dict[int, int] = {}
    for minute, _, reposts in steps:
        halves[minute // 30] = halves.get(minute // 30, 0) + reposts
    best = max(halves, key=lambda half: (halves[half], -half))
    return {**row, "peak_h": best / 2 + 0.25, "peak_share": halves[best] / total}


def hours_to(steps: Steps, wanted: int) -> float:
    """Hours until the repost of this number; those of one step are spread evenly over it."""
    before = 0
    for minute, length, reposts in steps:
        if before + reposts >= wanted:
            return (minute + length * (wanted - before - 0.5) / reposts) / 60
        before += reposts
    raise ValueError(f"there are {before} reposts, not {wanted}")


def profile(marks: Sequence[tuple[int, float]]) -> Row | None:
    """The statistics of a topic of (hour mark, thousands of heat), or None where it was not large or seen once only."""
    peak_at, peak = max(marks, key=lambda mark: (mark[1], -mark[0]), default=(0, 0.0))
    if peak * 1000 < LEAST_HEAT or len(marks) < 2:
        return None
    heats, entered = dict(marks), marks[0][0]
    row: Row = {"tpeak": float(peak_at - entered)}
    for percent in (50, 25, 10):
        line = peak * percent / 100
        row[f"h{percent}"] = float(next(h for h in count(1) if heats.get(peak_at + h, 0.0) <= line))
    return {**row, "dur": float(marks[-1][0] - entered + 1), "peak": float(round(peak * 1000))}


def own_seeds(seed: int, name: str) -> Iterator[int]:
    """A seed for every post or topic of a run."""
    return (int(stream(seed, f"{name}/{number}").random() * SEEDS) for number in count())


def cascades(number: int, seed: int, numbers: Mapping[str, Any]) -> list[Row]:
    """The cascades among this many simulated posts that found 20 reposts."""
    found = (shape(list(cascade(own, numbers))) for own in islice(own_seeds(seed, "cascade"), number))
    return [row for row in found if row is not None]


def topics(number: int, seed: int, numbers: Mapping[str, Any]) -> list[Row]:
    """This many topics that came to a million."""
    found = (profile(list(topic(own, numbers))) for own in own_seeds(seed, "topic"))
    return list(islice((row for row in found if row is not None), number))


def distance(first: Iterable[float], second: Iterable[float]) -> float:
    """The Kolmogorov-Smirnov distance of two samples: the largest gap between their distribution functions."""
    left, right = sorted(first), sorted(second)
    return max(
        abs(bisect_right(left, value) / len(left) - bisect_right(right, value) / len(right)) for value in left + right
    )


def rounded(rows: Iterable[Row]) -> list[Row]:
    """As they are printed."""
    return [{name: round(value, 5) for name, value in row.items()} for row in rows]


def compared(rows: Sequence[Row], table: Path) -> dict[str, float]:
    """statistic -> distance from a table of real ones."""
    with table.open(encoding="utf-8", newline="") as file:
        real = list(csv.DictReader(file))
    return {
        name: round(distance((row[name] for row in rows), (float(row[name]) for row in real)), 3) for name in rows[0]
    }


def holds(name: str, gaps: Mapping[str, float]) -> bool:
    """Whether the distances are within the budget."""
    if name == "topics":
        return max(gaps.values()) <= EACH_TOPIC
    return max(gaps.values()) <= EACH_CASCADE and fmean(gaps.values()) <= MEAN_CASCADE


def show(name: str, rows: Sequence[Row], gaps: Mapping[str, float]) -> None:
    """A table of medians, and of distances where there are any."""
    print(f"{len(rows)} {name}" + ", median and K-S distance" * bool(gaps))
    for statistic in rows[0]:
        gap = f"  {gaps[statistic]:5.3f}" if gaps else ""
        print(f"  {statistic:10} {median(row[statistic] for row in rows):12.3f}{gap}")
    if gaps:
        print(f"  {'mean':10} {'':12}  {fmean(gaps.values()):5.3f}")


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cascades", type=int, metavar="N", help="simulate N posts")
    parser.add_argument("--hotlist", type=int, metavar="N", help="find N topics that came to a million of heat")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same S gives the same output")
    parser.add_argument("--scale-tau", type=float, default=1.0, metavar="X", help="readers wait X times as long")
    parser.add_argument("--against", type=Path, metavar="DIR", help="a folder with the two tables of real ones")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    wanted = parser.parse_args()
    if wanted.scale_tau <= 0 or min(wanted.cascades or 0, wanted.hotlist or 0) < 0:
        parser.error("--scale-tau must be above 0, --cascades and --hotlist at least 0")
    if wanted.cascades is None and wanted.hotlist is None:
        wanted.cascades, wanted.hotlist = 1000, 400
    return wanted


def main() -> int:
    """Simulate, and compare."""
    wanted = options()
    numbers = default_parameters().numbers()
    numbers["spread_tau"] = [tau * wanted.scale_tau for tau in numbers["spread_tau"]]
    found: dict[str, list[Row]] = {}
    if wanted.cascades is not None:
        found["cascades"] = rounded(cascades(wanted.cascades, wanted.seed, numbers))
    if wanted.hotlist is not None:
        found["topics"] = rounded(topics(wanted.hotlist, wanted.seed, numbers))
    tables = {"cascades": CASCADE_TABLE, "topics": TOPIC_TABLE}
    gaps: dict[str, dict[str, float]] = {}
    if wanted.against:
        gaps = {name: compared(rows, wanted.against / tables[name]) for name, rows in found.items() if rows}
    if wanted.json:
        print(json.dumps({**found, "distances": gaps} if gaps else found))
    else:
        for name, rows in found.items():
            if rows:
                show(name, rows, gaps.get(name, {}))
    return not all(holds(name, gap) for name, gap in gaps.items())


if __name__ == "__main__":
    sys.exit(main())
