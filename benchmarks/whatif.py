"""How long a what-if takes: over every decision, and over everything, on two cores.

Usage: python benchmarks/whatif.py [--seeds 8] [--workers 2] [--json]

Two drills of the shipped crisis: its reference playbook, and one that the keen reader of tests/runtime sat through with
a driver, answering within seconds as people do. Told are wall seconds until the first change of a decision was known,
until every decision was known on every seed, until everything was; and the processor time of all workers, which is what
two free cores share. Nothing is written. Exits 1 where the decisions or the whole take more than 15 s of wall time.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "runtime"))

from test_time_at_a_desk import sat

from drillroom.analysis.baselines import Rerun, exposure
from drillroom.analysis.rollout import play
from drillroom.analysis.trials import Task, Trial, playbook_of
from drillroom.analysis.variants import plan
from drillroom.analysis.whatif_runs import look_into
from drillroom.log.header import Header
from drillroom.log.records import CommandGiven, Entry
from drillroom.runtime.measured import apart
from drillroom.runtime.pool import Pool, open_pool

BUDGET = 15.0
SEED = 7


def drills() -> Iterator[tuple[str, Header, list[Entry]]]:
    """(name, header, world records) of the drills that are asked about."""
    reader = sat(SEED, "en", is_short=False, is_keen=True)
    yield "reference", reader.header, play(Rerun(reader.header).drill(), playbook_of(reader.header, "model"))
    yield "at a desk", reader.header, apart(reader.notebook.world)[0]


class Watch:
    """Asks a pool for trials and notes when what had come in."""

    def __init__(self, pool: Pool, header: Header, *, decisions: int) -> None:
        self._pool, self._header, self._decisions = pool, header, decisions
        self._shown = exposure(Rerun(header))
        self._start = time.perf_counter()
        self.trials = 0
        self.marks = {"first": 0.0, "decisions": 0.0, "whole": 0.0}

    def results(self, tasks: Sequence[Task], together: int) -> Iterator[tuple[Any, Trial]]:
        """As the pool gives them. The variants of decisions have the lowest numbers."""
        for key, trial in self._pool.results(self._header, self._shown, tasks, batch=together):
            self.trials += 1
            self.marks["whole"] = round(time.perf_counter() - self._start, 2)
            if isinstance(key[0], int) and key[0] < self._decisions:
                self.marks["decisions"] = self.marks["whole"]
                self.marks["first"] = self.marks["first"] or self.marks["whole"]
            yield key, trial


def measured(header: Header, entries: list[Entry], *, seeds: int, workers: int) -> dict[str, Any]:
    """The times of one what-if."""
    todo = plan(entries, Rerun(header).drill())
    decisions = sum(it.subject.kind == "decision" for it in todo.variants)
    before = os.times()
    with open_pool(workers=workers) as pool:
        watch = Watch(pool, header, decisions=decisions)
        look_into(header, entries, watch.results, seeds=seeds)
    after = os.times()
    return {
        "commands": sum(isinstance(it.record, CommandGiven) for it in entries),
        "changes": len(todo.variants),
        "of decisions": decisions,
        "delays": len(todo.delays),
        "trials": watch.trials,
        **watch.marks,
        "worker cpu": round(
            after.children_user + after.children_system - before.children_user - before.children_system, 2
        ),
    }


def main() -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rows = [
        {"drill": name, **measured(header, entries, seeds=args.seeds, workers=args.workers)}
        for name, header, entries in drills()
    ]
    if args.json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
    else:
        for it in rows:
            sys.stdout.write("  ".join(f"{name} {value}" for name, value in it.items()) + "\n")
    return 0 if all(it["decisions"] <= BUDGET and it["whole"] <= BUDGET for it in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
