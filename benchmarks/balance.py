"""How fast a balance check plays: scored rollouts per second on one core, and two workers against one.

Usage: python benchmarks/balance.py [--json] [--rounds 7] [--scenario ID]

A scored rollout is what a balance check or a what-if runs many of: the reference on a seed of its own, marked against
baselines. The rate is of processor time, by medians of at least 7 rounds, each on seeds that were not played before.
It is told without the baselines, which are measured once a seed, and with their share where so many runs share a seed
as in a balance check. Two workers against one is wall time of warm pools with the same tasks, in turns. Beside it
stands what two processes of bare arithmetic gain in the same minutes: where others work, both say little.
Nothing is written. Exits 1 beyond a budget.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from drillroom.analysis.baselines import Rerun, exposure
from drillroom.analysis.bots import bot
from drillroom.analysis.rollout import Follower, Player
from drillroom.analysis.trials import Task, Trials, playbook_of
from drillroom.doctrine.read import default_rules
from drillroom.log.header import Header
from drillroom.log.records import ExposureMeasured
from drillroom.runtime.opening import open_header
from drillroom.runtime.pool import Pool, Processes
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE, load_playbook

ROOT = Path(__file__).resolve().parents[1]
LEAST_ROUNDS = 7
SEEDS, SHARED = 6, 40
"""Seeds of a round, and runs that share a seed and its baselines in a balance check of a shipped scenario."""
BATCHES, BATCH = 8, 8
COUNTED = 60_000_000
PER_SECOND, TWO_WORKERS = 50.0, 1.6
"""The budgets."""

_seeds: Iterator[int] = count(1)


def read(scenario: str) -> Header:
    """The header of a drill of the scenario, with its reference."""
    folder, rules = ROOT / "scenarios" / scenario, default_rules()
    words = rules.vocabulary
    crisis = load_scenario((folder / "scenario.yaml").read_bytes(), file="scenario.yaml", vocabulary=words)
    steps = (folder / "playbooks" / "model.yaml").read_bytes()
    model = load_playbook(steps, file="model.yaml", scenario=crisis, vocabulary=words)
    return open_header(crisis, rules, seed=1, playbooks={"none": NONE, "model": model})


def rate(bench: Trials, player: Player) -> tuple[float, float, float]:
    """Processor seconds of (a rollout, its marks, the baselines of a seed)."""
    seeds = [next(_seeds) for _ in range(SEEDS)]
    start = time.process_time()
    for seed in seeds:
        bench.baselines(seed)
    measured = time.process_time()
    runs = [bench.run(player, seed) for seed in seeds]
    played = time.process_time()
    for (entries, dropped), seed in zip(runs, seeds, strict=True):
        bench.judge(entries, dropped, seed)
    return (played - measured) / SEEDS, (time.process_time() - played) / SEEDS, (measured - start) / SEEDS


def on_one_core(bench: Trials, player: Player, rounds: int, *, who: str, budget: float | None) -> list[dict[str, Any]]:
    """Rollouts per second of a player."""
    taken = [rate(bench, player) for _ in range(rounds)]
    run, marks, base = (median(column) for column in zip(*taken, strict=True))
    alone, shared = (median(1 / (it[0] + it[1] + it[2] * part) for it in taken) for part in (0, 1 / SHARED))
    told = f"{1000 * run:.1f} ms to play, {1000 * marks:.1f} ms to mark"
    with_base = f"baselines of a seed {1000 * base:.1f} ms, for {SHARED} runs"
    return [
        row(f"scored rollouts per second and core, {who}", alone, budget, "1/s", told),
        row(f"with its share of the baselines, {who}", shared, None, "1/s", with_base),
    ]


def on_two_workers(header: Header, measured: ExposureMeasured, player: Player, rounds: int) -> list[dict[str, Any]]:
    """The same tasks by one process and by two, both warm."""
    one, two, pairs, machine = Processes(1), Processes(2), [], []
    with multiprocessing.get_context("spawn").Pool(2) as bare:
        try:
            for pool in (one, two):
                wall(pool, header, measured, player)
            for _ in range(rounds):
                pairs.append([wall(pool, header, measured, player) for pool in (one, two)])
                machine.append([counted(bare, hands) for hands in (1, 2)])
        finally:
            one.close()
            two.close()
    ratio, per_second = median(it[0] / it[1] for it in pairs), BATCHES * BATCH / median(it[1] for it in pairs)
    load = f"load of the machine {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return [
        row("two workers / one", ratio, TWO_WORKERS, "times", f"{per_second:.0f} a second on two, baselines included"),
        row("bare arithmetic, two processes / one", median(it[0] / it[1] for it in machine), None, "times", load),
    ]


def count_up(numbers: int) -> int:
    """Work that needs nothing but a core."""
    return sum(range(numbers))


def counted(pool: Any, hands: int) -> float:
    """Wall seconds to do the same counting in one piece or in two at once."""
    start = time.perf_counter()
    pool.map(count_up, [COUNTED // hands] * hands, chunksize=1)
    return time.perf_counter() - start


def wall(pool: Pool, header: Header, measured: ExposureMeasured, player: Player) -> float:
    """Wall seconds of a number of batches, each on a seed of its own."""
    seeds = [next(_seeds) for _ in range(BATCHES)]
    tasks = [Task((seed, number), player, seed) for seed in seeds for number in range(BATCH)]
    start = time.perf_counter()
    found = sum(1 for _ in pool.results(header, measured, tasks, batch=BATCH))
    assert found == len(tasks)
    return time.perf_counter() - start


def row(what: str, value: float, budget: float | None, unit: str, detail: str) -> dict[str, Any]:
    """One line of the report; a budget is the least that is wanted."""
    holds = budget is None or value >= budget
    return {"what": what, "value": round(value, 2), "budget": budget, "unit": unit, "holds": holds, "detail": detail}


def show(rows: Sequence[dict[str, Any]]) -> None:
    """The report in lines."""
    for it in rows:
        bound = "" if it["budget"] is None else f"at least {it['budget']:g}"
        verdict = "" if it["budget"] is None else "ok" if it["holds"] else "FAIL"
        print(f"{it['what']:56}{it['value']:8.2f} {it['unit']:6}{bound:14}{verdict:5} {it['detail']}")


def main() -> int:
    """Measure and judge."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--rounds", type=int, default=LEAST_ROUNDS)
    asked.add_argument("--scenario", default="open-back-door")
    options = asked.parse_args()
    header, rounds = read(options.scenario), max(LEAST_ROUNDS, options.rounds)
    measured = exposure(Rerun(header))
    bench, model = Trials(header, measured), Follower(playbook_of(header, "model"))
    rate(bench, model)
    gc.collect()
    gc.freeze()  # as a worker does
    rows = [
        *on_one_core(bench, model, rounds, who="reference", budget=PER_SECOND),
        *on_one_core(bench, bot("random", header), rounds, who="bot that listens", budget=None),
        *on_two_workers(header, measured, model, rounds),
    ]
    if options.json:
        print(json.dumps({"rows": rows}, indent=1))
    else:
        show(rows)
    return 0 if all(it["holds"] for it in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
