"""How much longer `drillroom --help` takes than a bare interpreter. Usage: python benchmarks/help.py

Medians of the processor time of 15 runs each, in turns; exits 1 beyond the budget.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from statistics import median

BUDGET = 6.0
RUNS = 15


def seconds(*words: str) -> float:
    """Processor time of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Measure and compare."""
    pairs = [(seconds("-c", "pass"), seconds("-m", "drillroom", "--help")) for _ in range(RUNS)]
    bare, full = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    print(f"bare {bare * 1000:.1f} ms, --help {full * 1000:.1f} ms, ratio {full / bare:.2f} of {BUDGET}")
    return full / bare > BUDGET


if __name__ == "__main__":
    sys.exit(main())
