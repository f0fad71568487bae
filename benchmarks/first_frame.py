"""How long until the first frame stands on a terminal. Usage: python benchmarks/first_frame.py [--json]

Starts `drillroom` and `drillroom play open-back-door` at a pseudo-terminal with an empty home, and measures wall time
from the start of the process until words of ours are drawn; medians of 7, the two in turns, beside a bare interpreter.
Exits 1 beyond the budget.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from statistics import median

BUDGET = 1.5
RUNS = 7
MARK = b"EXERCISE"
"""Stands on every screen of ours."""


def seconds_to_frame(*words: str) -> float:
    """Wall seconds from the start of the process until the mark is drawn."""
    with tempfile.TemporaryDirectory() as home:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 45, 140, 0, 0))
        environment = {**os.environ, "DRILLROOM_HOME": home, "DRILLROOM_LANG": "en", "TERM": "xterm-256color"}
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "drillroom", *words],
            stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        shown = b""
        while MARK not in shown:
            ready, _, _ = select.select([master], [], [], 30)
            if not ready:
                raise SystemExit(f"nothing was drawn in 30 s: {shown[-500:]!r}")
            shown += os.read(master, 65536)
        taken = time.perf_counter() - start
        process.kill()
        process.wait()
        os.close(master)
    return taken


def bare() -> float:
    """Wall seconds of an interpreter that does nothing."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - start


def main() -> int:
    """Measure and compare."""
    rows = [
        (bare(), seconds_to_frame(), seconds_to_frame("play", "open-back-door"), seconds_to_frame("play"))
        for _ in range(RUNS)
    ]
    found = dict(
        zip(
            ("bare", "drillroom", "play_scenario", "play"),
            (median(row) for row in zip(*rows, strict=True)),
            strict=True,
        )
    )
    if "--json" in sys.argv:
        print(json.dumps({"budget": BUDGET, "runs": RUNS, **found}))
    else:
        print(", ".join(f"{name} {taken:.2f} s" for name, taken in found.items()), f"of {BUDGET} s")
    return max(found.values()) > BUDGET


if __name__ == "__main__":
    sys.exit(main())
