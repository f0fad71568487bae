"""How long a drill of the shipped crisis takes at a desk, and how long anybody waits for something new.

Usage: python benchmarks/desk.py [--seeds 7,8,9] [--json]

The reader of tests/runtime sits through the whole form and the short one, in both languages: once keen, doing all that
the reference does, and once only answering what is asked. Exits 1 where a keen reader's whole drill does not take 20 to
30 minutes, a short one 10 to 14, or anybody is without anything new for more than 20 seconds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "runtime"))

from reader import Reader
from test_time_at_a_desk import LANGUAGES, LONGEST_GAP, sat

SPANS = {False: (20, 30), True: (10, 14)}
STRETCHES = (("watch", -(10**9)), ("first hour", 0), ("to 4 h", 3600), ("first day", 4 * 3600), ("after", 86_400))


def stretches(reader: Reader) -> Iterator[dict[str, Any]]:
    """Minutes, new things and the longest gap of each stretch of the drill."""
    ends = [at for _, at in STRETCHES[1:]] + [10**9]
    for (name, begins), closes in zip(STRETCHES, ends, strict=True):
        gaps = [length for length, novelty in reader.gaps() if begins <= novelty.now < closes]
        if gaps:
            yield {"stretch": name, "minutes": sum(gaps) / 60, "new": len(gaps), "longest_gap": max(gaps)}


def sitting(seed: int, language: str, *, is_short: bool, is_keen: bool) -> dict[str, Any]:
    """What was measured of one sitting."""
    reader = sat(seed, language, is_short=is_short, is_keen=is_keen)
    return {
        "form": "short" if is_short else "whole",
        "reader": "keen" if is_keen else "answers",
        "language": language,
        "seed": seed,
        "minutes": reader.minutes,
        "longest_gap": reader.longest_gap,
        "new": len(reader.novelties),
        "seconds_by_doing": {name: round(wall, 1) for name, wall in reader.wall_by.items()},
        "stretches": list(stretches(reader)),
    }


def holds(row: dict[str, Any]) -> bool:
    """Is it within the budget? Who only answers may be quicker."""
    least, most = SPANS[row["form"] == "short"]
    return (
        (row["reader"] != "keen" or least <= row["minutes"])
        and row["minutes"] <= most
        and (row["longest_gap"] <= LONGEST_GAP)
    )


def show(rows: list[dict[str, Any]]) -> None:
    """One line for each sitting, and the stretches of the first of each kind."""
    for row in rows:
        print(
            f"{row['form']:5} {row['reader']:7} {row['language']:7} seed {row['seed']:<4} "
            f"{row['minutes']:5.1f} min, {row['new']} new, longest gap {row['longest_gap']:4.1f} s"
        )
        if row["seed"] == rows[0]["seed"]:
            for it in row["stretches"]:
                print(
                    f"      {it['stretch']:10} {it['minutes']:5.1f} min, {it['new']:3} new, "
                    f"longest gap {it['longest_gap']:4.1f} s"
                )


def main() -> int:
    """Measure and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="7,8,9", help="runs of the crisis, such as 7,8,9")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    wanted = parser.parse_args()
    rows = [
        sitting(int(seed), language, is_short=is_short, is_keen=is_keen)
        for is_short in (False, True)
        for is_keen in (True, False)
        for language in LANGUAGES
        for seed in wanted.seeds.split(",")
    ]
    if wanted.json:
        print(json.dumps(rows, indent=2))
    else:
        show(rows)
    return not all(map(holds, rows))


if __name__ == "__main__":
    sys.exit(main())
