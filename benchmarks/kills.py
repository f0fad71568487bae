"""Kills fifty drills at random moments and counts what was lost. Usage: python benchmarks/kills.py [COUNT]

Prints one line per kill; exits 1 if an acknowledged command was missing or a log could not go on.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS / "cli"))

from kills import ORDERS, kill_once  # noqa: E402 - found only with the path above


def main() -> int:
    """Kill and count."""
    count, draw, lost = int(sys.argv[1]) if len(sys.argv) > 1 else 50, random.Random(), 0
    for number in range(1, count + 1):
        with tempfile.TemporaryDirectory() as home:
            after = draw.randrange(1, ORDERS // 2)
            killed = kill_once(Path(home), TESTS, scenario="toy", seed=number, after=after)
        lost += not killed.is_whole
        print(f"{number:3} {'ok  ' if killed.is_whole else 'LOST'} {killed}", flush=True)
    print(f"{count - lost} of {count} kills lost nothing")
    return bool(lost)


if __name__ == "__main__":
    sys.exit(main())
