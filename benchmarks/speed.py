"""How fast the engine is: against a bare loop, in rollouts per second, on two cores, with a hundred times the crowd.

Usage: python benchmarks/speed.py [--json] [--rounds 7] [--scenario ID]

Whatever is compared runs in turns within one process and is judged by medians of at least 7 rounds; processor time, but
for the two cores, where it is wall time of warm pools and says little on a busy machine. Every drill has a seed that
was not played before, so that its random numbers are drawn anew. Nothing is written. Exits 1 beyond a budget.

The budgets are for bare drills, as what-ifs and balance run them: the whole world, without the crowd's small talk,
monitoring and five-minute samples, which nothing in the world depends on. What these add is told beside them.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from itertools import count
from multiprocessing.pool import Pool
from pathlib import Path
from statistics import median
from typing import Any

import simpy

from drillroom.analysis.rollout import play
from drillroom.doctrine.read import default_rules
from drillroom.engine.drill import Drill
from drillroom.log.records import Entry, StateSampled
from drillroom.scenario.format import News, Post, Scenario
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import Playbook, load_playbook

ROOT = Path(__file__).resolve().parents[1]
CAST = {f"h{number}": {"en": f"@h{number}"} for number in range(80)}
MINUTES = 72 * 60
LEAST_ROUNDS = 7
BARE_TIMES, DRILL_TIMES, BATCH = 5, 2, 32
FEW_POSTS, MANY_POSTS = 10_000, 1_000_000
RATIO, PER_SECOND, TWO_CORES, CROWD = 6.0, 50.0, 1.6, 1.5
"""The budgets."""

Steps = Generator[simpy.Event, Any, None]
_seeds: Iterator[int] = count(1)


@dataclass(frozen=True, slots=True)
class Case:
    """A crisis and its reference playbook."""

    scenario: Scenario
    model: Playbook

    def play(self, seed: int, *, is_bare: bool = False) -> list[Entry]:
        """One full drill; ``is_bare``: the same world without what is only looked at, as a what-if runs it."""
        drill = Drill(self.scenario, seed=seed, cast=CAST, rules=default_rules(), is_bare=is_bare)
        return play(drill, self.model)


def read(scenario: str) -> Case:
    """The scenario with its reference playbook."""
    folder, words = ROOT / "scenarios" / scenario, default_rules().vocabulary
    crisis = load_scenario((folder / "scenario.yaml").read_bytes(), file="scenario.yaml", vocabulary=words)
    steps = (folder / "playbooks" / "model.yaml").read_bytes()
    return Case(crisis, load_playbook(steps, file="model.yaml", scenario=crisis, vocabulary=words))


def bare(injects: int) -> None:
    """Nothing but the calendar: a loop of minutes for 72 hours and an event for every inject."""
    env = simpy.Environment()

    def minutes() -> Steps:
        for _ in range(MINUTES):
            yield env.timeout(1)

    def inject(at: int) -> Steps:
        yield env.timeout(at)

    env.process(minutes())
    for number in range(injects):
        env.process(inject(number * MINUTES // max(1, injects)))
    env.run(until=MINUTES + 1)


def seconds(do: Callable[[], object], times: int) -> float:
    """Processor seconds of one call, over ``times`` calls."""
    start = time.process_time()
    for _ in range(times):
        do()
    return (time.process_time() - start) / times


# ---------------------------------------------------------------------- the rows


def row(
    what: str, value: float, budget: float | None, unit: str, *, least: bool = False, detail: str = ""
) -> dict[str, Any]:
    """One line of the report; ``least``: the budget is a lower bound; without one it is only told."""
    holds = budget is None or (value >= budget if least else value <= budget)
    return {
        "what": what,
        "value": round(value, 3),
        "budget": budget,
        "unit": unit,
        "is_least": least,
        "holds": holds,
        "detail": detail,
    }


def against_bare(case: Case, rounds: int) -> list[dict[str, Any]]:
    """A drill against the bare loop, and what that makes per second."""
    injects = len(case.scenario.injects)
    taken = [
        (
            seconds(lambda: bare(injects), BARE_TIMES),
            seconds(lambda: case.play(next(_seeds)), DRILL_TIMES),
            seconds(lambda: case.play(next(_seeds), is_bare=True), DRILL_TIMES),
        )
        for _ in range(rounds)
    ]
    loop, seen, drill = (median(column) for column in zip(*taken, strict=True))
    ratio, all_of_it = (median(it[which] / it[0] for it in taken) for which in (2, 1))
    detail = f"{drill * 1000:.1f} ms against {loop * 1000:.2f} ms for {MINUTES + injects} events"
    shown = f"{seen * 1000:.1f} ms, {1 / seen:.0f} per second"
    return [
        row("headless drill of 72 h / bare SimPy loop", ratio, RATIO, "times", detail=detail),
        row("full rollouts per second per core", 1 / drill, PER_SECOND, "1/s", least=True),
        row("with all that people look at / bare loop", all_of_it, None, "times", detail=shown),
    ]


def _posts(case: Case) -> float:
    """Posts of the crowd in the whole drill, over a few seeds."""
    per_reader = float(default_rules().parameters.numbers()["engagement"])
    return median(_exposures(case.play(next(_seeds))) for _ in range(5)) * per_reader


def _exposures(entries: list[Entry]) -> int:
    return max(it.record.exposures for it in entries if isinstance(it.record, StateSampled))


def crowded(case: Case, posts: int) -> Case:
    """The same drill with a reach of its posts that makes about this many posts of the crowd."""
    found = case
    for _ in range(2):
        factor = posts / max(1.0, _posts(found))
        injects = [
            it.model_copy(update={"reach": round(it.reach * factor)}) if isinstance(it, (Post, News)) else it
            for it in found.scenario.injects
        ]
        found = Case(found.scenario.model_copy(update={"injects": injects}), found.model)
    return found


def with_crowd(case: Case, rounds: int) -> dict[str, Any]:
    """A hundred times the posts, the same drill."""
    few, many = crowded(case, FEW_POSTS), crowded(case, MANY_POSTS)
    pairs = [
        (
            seconds(lambda: few.play(next(_seeds)), DRILL_TIMES),
            seconds(lambda: many.play(next(_seeds)), DRILL_TIMES),
        )
        for _ in range(rounds)
    ]
    detail = f"about {_posts(many):,.0f} posts against {_posts(few):,.0f}"
    ratio = median(pair[1] / pair[0] for pair in pairs)
    return row("1,000,000 posts / 10,000 posts, same drill", ratio, CROWD, "times", detail=detail)


# ---------------------------------------------------------------------- two cores

_case: Case | None = None


def _open(scenario: str) -> None:
    global _case
    _case = read(scenario)


def _roll(seed: int) -> int:
    assert _case is not None
    return len(_case.play(seed, is_bare=True))


def _wall(pool: Pool) -> float:
    seeds = [next(_seeds) for _ in range(BATCH)]
    start = time.perf_counter()
    pool.map(_roll, seeds, chunksize=2)
    return time.perf_counter() - start


def on_two_cores(scenario: str, rounds: int) -> dict[str, Any]:
    """The same batch by one process and by two, both warm."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, _open, (scenario,)) as one, context.Pool(2, _open, (scenario,)) as two:
        _wall(one), _wall(two)
        pairs = [(_wall(one), _wall(two)) for _ in range(rounds)]
    ratio = median(pair[0] / pair[1] for pair in pairs)
    rate = BATCH / median(pair[1] for pair in pairs)
    others = f", load of the machine {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    detail = f"{rate:.0f} rollouts per second on two{others}"
    return row("two processes / one", ratio, TWO_CORES, "times", least=True, detail=detail)


# ---------------------------------------------------------------------- the report


def main() -> int:
    """Measure and judge."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--rounds", type=int, default=LEAST_ROUNDS)
    asked.add_argument("--scenario", default="open-back-door")
    options = asked.parse_args()
    case, rounds = read(options.scenario), max(LEAST_ROUNDS, options.rounds)
    bare(len(case.scenario.injects))
    case.play(0)
    rows = [*against_bare(case, rounds), on_two_cores(options.scenario, rounds), with_crowd(case, rounds)]
    if options.json:
        print(json.dumps({"rows": rows}, indent=1))
    else:
        for it in rows:
            bound = "" if it["budget"] is None else f"at {'least' if it['is_least'] else 'most'} {it['budget']:g}"
            verdict = "ok" if it["holds"] else "FAIL"
            print(f"{it['what']:44}{it['value']:9.2f} {it['unit']:6}{bound:14}{verdict:5} {it['detail']}")
    return 0 if all(it["holds"] for it in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
