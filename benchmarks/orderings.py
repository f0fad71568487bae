"""Whether courses through a crisis end in the order that the source text and the literature say.

Usage: python benchmarks/orderings.py [--scenario ID] [--seeds 1000-1039] [--only O1,O9] [--json] [--workers 2]
       [--perturb 30] [--noise] [--as-is]

Both sides of a comparison meet the same random numbers, and every seed must hold: by the margin on the reference
scenario, by sign elsewhere. ``--perturb``: the same signs with nine assumed numbers each times 0.5 to 1.5.
``--noise``: how well a single seed tells words at 30 minutes from words at 60. ``--as-is``: severity and trust as the
scenario has them. Exits 1 where anything does not hold.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from statistics import median, variance
from typing import Any

from courses import DELAYS, FACTS, Course, Ground, courses, place, staged, variants

from drillroom.analysis.rollout import Move, play
from drillroom.doctrine.models import Rules
from drillroom.doctrine.read import default_rules
from drillroom.engine.drill import Drill
from drillroom.errors import ActionRejected
from drillroom.log.records import StateSampled
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario

HOME = "open-back-door"
"""The reference scenario: the margins are set on it."""
END = 72 * 3600
CAST = {f"h{number}": {"en": f"@h{number}"} for number in range(80)}
Factors = tuple[tuple[str, float], ...]

# ---------------------------------------------------------------------- one run


@dataclass(frozen=True, slots=True)
class Ending:
    """What a run came to. ``heat`` and ``anger``: peaks until outsiders find out, and after."""

    start: float
    low: float
    trust: float
    tempted: float
    churn: float
    cred: float
    heat: tuple[float, float]
    anger: tuple[float, float]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A run to be made: a course, a seed, and numbers of the engine to be multiplied."""

    course: str
    seed: int
    factors: Factors = ()


class Stage:
    """A scenario with its courses, read once in every process."""

    def __init__(self, path: Path, *, as_is: bool = False) -> None:
        self.rules = default_rules()
        read = load_scenario(path.read_bytes(), file=path.name, vocabulary=self.rules.vocabulary)
        self.scenario = staged(read, as_is=as_is)
        self.under = variants(self.scenario)
        self.courses: dict[str, Course] = courses(self.scenario, self.rules)
        exposed = Ground(self.scenario, self.rules).exposed
        self.exposed = END if exposed is None else exposed * 60

    def run(self, job: Job) -> Ending:
        """Play it to the end of the scenario, or to 72 hours."""
        course, refused = self.courses[job.course], list[str]()

        def note(move: Move, refusal: ActionRejected) -> None:
            refused.append(f"{move.at // 60}m {move.command.do}: {refusal}")

        drill = Drill(self.under[course.under], seed=job.seed, cast=CAST, rules=moved(job.factors))
        entries = play(drill, course.playbook, on_refused=note)
        return self._ending([it.record for it in entries if isinstance(it.record, StateSampled)], tuple(refused))

    def _ending(self, samples: Sequence[StateSampled], refused: tuple[str, ...]) -> Ending:
        taken = [it for it in samples if it.at <= END]
        before = [it for it in taken if it.at < self.exposed] or taken[:1]
        after = [it for it in taken if it.at > self.exposed] or taken[-1:]
        eve = [it for it in taken if it.at <= self.exposed - 600] or taken[:1]
        return Ending(
            start=taken[0].trust,
            low=min(it.trust for it in taken),
            trust=taken[-1].trust,
            tempted=eve[-1].trust,
            churn=taken[-1].churn,
            cred=taken[-1].cred,
            heat=(max(it.heat for it in before), max(it.heat for it in after)),
            anger=(max(it.anger for it in before), max(it.anger for it in after)),
            refused=refused,
        )


@lru_cache(maxsize=4)
def moved(factors: Factors) -> Rules:
    """The rules with some of the engine's numbers multiplied, inside their bounds."""
    rules = default_rules()
    if not factors:
        return rules
    known = dict(rules.parameters.parameters)
    for name, factor in factors:
        low, high = BOUNDS.get(name, (0.0, float("inf")))
        value = known[name].value
        assert isinstance(value, float), f"{name!r} is a list"
        known[name] = known[name].model_copy(update={"value": min(high, max(low, value * factor))})
    return replace(rules, parameters=rules.parameters.model_copy(update={"parameters": known}))


PERTURBED = (
    "lie_wave",
    "wrong_wave",
    "leak_wave",
    "branching_harm",
    "branching_vacuum",
    "anger_up",
    "rumor_up",
    "lie_credibility",
    "recovery",
)
BOUNDS = {"lie_credibility": (0.05, 0.95), "branching_harm": (0.0, 1.0), "branching_vacuum": (0.0, 1.0)}

# ---------------------------------------------------------------------- what is compared

Gap = Callable[[Ending, Ending], float]
MEASURES: dict[str, Gap] = {
    "trust at the end": lambda a, b: a.trust - b.trust,
    "trust on the eve": lambda a, b: a.tempted - b.tempted,
    "churn": lambda a, b: b.churn - a.churn,
    "peak heat": lambda a, b: max(b.heat) - max(a.heat),
    "peak heat after - before": lambda a, _: a.heat[1] - a.heat[0],
    "peak anger after - before": lambda a, _: a.anger[1] - a.anger[0],
    "end - start + 4": lambda a, _: a.trust - a.start + 4,
    "low - start + 10": lambda a, _: a.low - a.start + 10,
    "end - start": lambda a, _: a.trust - a.start,
    "2 - churn": lambda a, _: 2 - a.churn,
    "churn - 10": lambda a, _: a.churn - 10,
    "0.5 - credibility": lambda a, _: 0.5 - a.cred,
}
"""How much better the first is than the second; above the margin it holds. Trust, heat and anger 0..100."""


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison. ``needs``: fault, blameless, leaving (users leave when nothing is done) or home (the margins'
    own scenario); ``lenient``: share of perturbed draws that must hold, where it is not 95 %."""

    id: str
    better: str
    worse: str
    margin: float = 0.0
    measure: str = "trust at the end"
    source: str = ""
    needs: str = "fault"
    lenient: float = 0.95
    is_required: bool = True

    @property
    def name(self) -> str:
        return self.better if self.better == self.worse else f"{self.better} > {self.worse}"


_after, _before, _early = "peak heat after - before", "peak anger after - before", ", known early"
_kept, _left = "end - start + 4", "first word 20m, amends"
CHECKS: tuple[Check, ...] = (
    Check("O1", "fast", "slow", source="P2 K1"),
    Check("O1", "slow", "silent", source="P3"),
    Check("O1", "silent", "denial", source="P3 K4"),
    Check("O2", "admits", "denial", 10, source="K4 L9"),
    Check("O3", "denial", "silent", measure="trust on the eve", source="K4"),
    Check("O4", "k1", "k3", 10, "churn", source="K1 K3", needs="leaving"),
    Check("O4", "k1", "k3", 20, source="K1 K3", needs="leaving"),
    Check("O5", "k2", "k2 without compensation", source="K2"),
    Check("O5", "k2 without compensation", "k2 without both", source="K2 X4"),
    Check("O5", "k2 without compensation", "apology without deeds", source="K2 SF3"),
    Check("O6", "k5", "k5 all talk 6 h later", source="K5a"),
    Check("O6", "k5", "k5 without facts", source="K5b"),
    Check("O6", "k5", "k5 without repair", source="K5c"),
    Check("O6", "k5", "k5 without care", source="K5d"),
    Check("O6", "k5", "k5 without allies", source="K5e"),
    Check("O7", "acted on the sign", "k1", measure="peak heat", source="P1 L1", needs=""),
    Check("O8", "fast", "20 lines", 5, source="SF3 M3"),
    Check("O9", "silent", "deletes posts", source="P3 X2", needs=""),
    Check("O9", "silent", "good news", source="P3 X2", needs=""),
    Check("O9", "silent", "bought praise", source="P3 X2", needs=""),
    Check("O10", "firm, with evidence", "confesses", source="Z4 X3", needs="blameless"),
    Check("O10", "firm, with evidence", "silent, blameless", source="Z4 X3", needs="blameless"),
    Check("O11", "denial, owns up", "denial", source="P4"),
    Check("O12", "slow", "denial, owns up", source="K4"),
    Check("O13", "sure words", "guess, corrected", source="M4 X1"),
    Check("O13", "guess, corrected", "guess", source="M4 X1"),
    Check("O16", "k4", "k4", measure=_after, source="K4", lenient=0.85),
    Check("O16", "k4", "k4", measure=_before, source="K4", lenient=0.85),
    Check("K1", "k1", "k1", measure=_kept, source="matrix 4", needs="home"),
    Check("K1", "k1", "k1", measure="low - start + 10", source="matrix 4", needs="home"),
    Check("K1", "k1", "k1", measure="2 - churn", source="matrix 4", needs="home"),
    Check("K2", "k2", "k2", measure=_kept, source="matrix 4", needs="home"),
    Check("K3", "k3", "k3", measure="churn - 10", source="matrix 4", needs="home"),
    Check("K4", "admits", "k4", 20, source="matrix 4", needs="home"),
    Check("K4", "k4", "k4", measure="0.5 - credibility", source="matrix 4", needs="home"),
    Check("K4", "admits", "denial, never found out", source="matrix 4", needs="home"),
    Check("K5", "k5", "k5", measure="end - start", source="matrix 4", needs="home"),
    Check("K5", "k5", "k1", source="matrix 4", needs="home"),
    Check("lit", "tells first", _left + _early, source="Arpan & Roskos-Ewoldsen 2005"),
    Check("lit", "tells first, facts later", _left, source="Arpan & Roskos-Ewoldsen 2005"),
    Check("lit", _left, "apology 1h", source="L. Ma 2020"),
    Check("lit", "apology 1h", "apology 4h", source="realism 6.4"),
    Check("lit", "apology 4h", "apology 24h", source="realism 6.4"),
    Check("lit", "apology 24h", "silent", source="Pang 2022"),
    Check("lit", "silent", "wrong, never corrected", source="realism 6.4"),
    Check("lit", "wrong, never corrected", "denial", source="Kim 2004"),
    Check("lit", "denial", "denial and threat", source="realism 6.4"),
    Check("lit", "denial, never found out", "silent, never found out", source="Kim 2004", is_required=False),
)


@dataclass(frozen=True, slots=True)
class Sweep:
    """Courses in a row, each at least as good as the next; ``strict``: better."""

    id: str
    names: tuple[str, ...]
    source: str
    strict: bool


SWEEPS = (
    Sweep("O14", tuple(f"first words {delay}m" for delay in DELAYS), "P2 L2", strict=False),
    Sweep("O15", tuple(f"{count} facts" for count in range(len(FACTS), -1, -1)), "P3 ST1", strict=True),
)
ALIKE = ("O8", "20 lines", "one line", 1.5)
"""Twenty copies are worth about one: medians no further apart than this."""

# ---------------------------------------------------------------------- running them all

Runs = dict[Job, Ending]
_stage: Stage | None = None


def _open(path: Path, as_is: bool) -> None:
    global _stage
    _stage = Stage(path, as_is=as_is)


def _run(job: Job) -> Ending:
    assert _stage is not None
    return _stage.run(job)


def run_all(jobs: Iterable[Job], *, path: Path, as_is: bool, workers: int) -> Runs:
    """Every job once, on one core or on several."""
    wanted = list(dict.fromkeys(jobs))
    if workers < 2:
        _open(path, as_is)
        return {job: _run(job) for job in wanted}
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, initializer=_open, initargs=(path, as_is)) as pool:
        return dict(zip(wanted, pool.map(_run, wanted, chunksize=16), strict=True))


def why_not(check: Check, stage: Stage, runs: Runs, seeds: Sequence[int]) -> str | None:
    """Why a check does not apply to this scenario, or None."""
    scenario: Scenario = stage.scenario
    if check.needs == "home" and scenario.id != HOME:
        return "only on the reference scenario"
    if check.needs in ("fault", "leaving") and scenario.fault < 0.5:
        return "needs fault"
    if check.needs == "blameless" and scenario.fault >= 0.2 and scenario.id != HOME:
        return "needs a firm without fault"
    lacking = [name for name in (check.better, check.worse) if name not in stage.courses]
    if lacking:
        return f"{lacking[0]!r} cannot be played here"
    if check.needs == "leaving" and not all(runs[Job("nothing", seed)].churn for seed in seeds):
        return "trust never crosses the line below which users leave"
    return None


def judged(check: Check, runs: Runs, seeds: Sequence[int], *, by_margin: bool) -> dict[str, Any]:
    """One row of the report."""
    gap, margin = MEASURES[check.measure], check.margin if by_margin else 0.0
    gaps = [gap(runs[Job(check.better, seed)], runs[Job(check.worse, seed)]) for seed in seeds]
    hold = sum(one > margin for one in gaps)
    return _head(check) | {
        "margin": margin,
        "seeds": len(gaps),
        "hold": hold,
        "smallest": round(min(gaps), 3),
        "median": round(median(gaps), 3),
        "holds": hold == len(gaps) or not check.is_required,
        "is_thin": check.measure.startswith("trust") and min(gaps) - margin < 0.5,
    }


def _head(check: Check) -> dict[str, Any]:
    said = ("id", "name", "better", "worse", "measure", "source", "is_required")
    return {key: getattr(check, key) for key in said}


def swept(sweep: Sweep, runs: Runs, seeds: Sequence[int]) -> dict[str, Any]:
    """A sweep: the medians fall in order. How many single seeds do as well is told beside it."""
    rows = [[runs[Job(name, seed)].trust for name in sweep.names] for seed in seeds]
    medians = [median(column) for column in zip(*rows, strict=True)]
    in_order = [all(falls(a, b, sweep.strict) for a, b in pairwise(row)) for row in rows]
    steps = [a - b for row in rows for a, b in pairwise(row)]
    by_median = all(falls(a, b, sweep.strict) for a, b in pairwise(medians))
    return {
        "id": sweep.id,
        "names": list(sweep.names),
        "source": sweep.source,
        "medians": [round(value, 2) for value in medians],
        "seeds": len(rows),
        "hold": sum(in_order),
        "smallest": round(min(steps), 3),
        "median_in_order": by_median,
        "holds": by_median,
    }


def falls(a: float, b: float, strict: bool) -> bool:
    """Is ``a`` not below ``b``, or above it?"""
    return a > b if strict else a >= b


def alike(runs: Runs, seeds: Sequence[int]) -> dict[str, Any]:
    """O8's second half."""
    ident, many, one, most = ALIKE
    apart = abs(median(runs[Job(many, s)].trust for s in seeds) - median(runs[Job(one, s)].trust for s in seeds))
    return {"id": ident, "name": f"{many} ~ {one}", "most": most, "apart": round(apart, 3), "holds": apart <= most}


def orderings(options: argparse.Namespace, stage: Stage) -> dict[str, Any]:
    """All checks that apply, and those that do not with the reason."""
    seeds, only = options.seeds, options.only
    checks = [it for it in CHECKS if not only or it.id in only]
    sweeps = [it for it in SWEEPS if (not only or it.id in only) and stage.scenario.fault >= 0.5]
    names = {name for it in checks for name in (it.better, it.worse)} | {n for it in sweeps for n in it.names}
    is_alike = (not only or ALIKE[0] in only) and stage.scenario.fault >= 0.5
    names |= {"nothing", *(ALIKE[1:3] if is_alike else ())}
    wanted = [Job(name, seed) for seed in seeds for name in stage.courses if name in names]
    runs = options.run_all(wanted)
    reasons = [(it, why_not(it, stage, runs, seeds)) for it in checks]
    by_margin = stage.scenario.id == HOME
    return {
        "checks": [judged(it, runs, seeds, by_margin=by_margin) for it, reason in reasons if reason is None],
        "alike": [alike(runs, seeds)] if is_alike else [],
        "sweeps": [swept(it, runs, seeds) for it in sweeps],
        "skipped": [{"id": it.id, "name": it.name, "reason": reason} for it, reason in reasons if reason is not None],
        "refused": {job.course: list(end.refused) for job, end in runs.items() if end.refused and job.seed == seeds[0]},
    }


# ---------------------------------------------------------------------- other numbers, other luck


def draw_factors(draw: int) -> Factors:
    """The nine numbers of one draw, each times 0.5 to 1.5."""
    luck = random.Random(draw)
    return tuple((name, 0.5 + luck.random()) for name in PERTURBED)


def perturbed(options: argparse.Namespace, stage: Stage) -> list[dict[str, Any]]:
    """In how many draws of other numbers all seeds keep the sign of each comparison."""
    seeds = options.seeds[:6]
    checks = [it for it in CHECKS if (not options.only or it.id in options.only) and it.is_required]
    checks = [it for it in checks if it.better != it.worse or it.id == "O16"]
    names = {name for it in checks for name in (it.better, it.worse)} | {"nothing"}
    draws: list[Factors] = [draw_factors(draw) for draw in range(options.perturb)]
    usual = [Job(name, seed) for seed in seeds for name in stage.courses if name in names]
    runs = options.run_all([*(replace(job, factors=draw) for draw in draws for job in usual), *usual])
    rows = []
    for check in checks:
        if why_not(check, stage, runs, seeds) is not None:
            continue
        gap = MEASURES[check.measure]
        kept = [
            [gap(runs[Job(check.better, seed, draw)], runs[Job(check.worse, seed, draw)]) > 0 for seed in seeds]
            for draw in draws
        ]
        share = sum(map(all, kept)) / len(draws)
        singly = sum(map(sum, kept)) / (len(draws) * len(seeds))
        found = {"share": round(share, 3), "least": check.lenient, "holds": share >= check.lenient}
        rows.append(_head(check) | {"draws": len(draws), "single_runs": round(singly, 4)} | found)
    return rows


def noise(options: argparse.Namespace) -> dict[str, Any]:
    """Words at 30 or 60 minutes, told apart by single seeds: with the same luck on both sides, and with other luck."""
    seeds, apart = range(5000, 5150), 1000
    early, late = "first words 30m", "first words 60m"
    wanted = [Job(name, seed) for seed in seeds for name in (early, late)]
    runs = options.run_all([*wanted, *(Job(late, seed + apart) for seed in seeds)])
    same = [runs[Job(early, seed)].trust - runs[Job(late, seed)].trust for seed in seeds]
    other = [runs[Job(early, seed)].trust - runs[Job(late, seed + apart)].trust for seed in seeds]
    right, ratio = sum(gap > 0 for gap in same) / len(same), variance(other) / max(variance(same), 1e-12)
    return {
        "seeds": len(same),
        "median": round(median(same), 4),
        "right_sign": round(right, 4),
        "right_sign_apart": round(sum(gap > 0 for gap in other) / len(other), 4),
        "variance_ratio": round(ratio, 1),
        "holds": right >= 0.95 and ratio >= 10,
    }


# ---------------------------------------------------------------------- the report


def _verdict(row: dict[str, Any]) -> str:
    if not row.get("is_required", True):
        return "told"
    return ("thin" if row.get("is_thin") else "ok") if row["holds"] else "FAIL"


def show(report: dict[str, Any]) -> None:
    """The report as a table on stdout."""
    print(f"{report['scenario']}, seeds {report['seeds'][0]}..{report['seeds'][-1]}")
    for row in report["checks"]:
        print(
            f"{row['id']:4}{row['name'][:62]:63}{row['measure'][:26]:27}{row['margin']:4.0f}{row['hold']:5}/{row['seeds']:<4}"
            f"{row['smallest']:8.2f}{row['median']:8.2f}  {_verdict(row):5}{row['source']}"
        )
    for row in report["alike"]:
        print(f"{row['id']:4}{row['name']:63}medians {row['apart']} apart, at most {row['most']}  {_verdict(row)}")
    for row in report["sweeps"]:
        print(f"{row['id']:4}{row['names'][0]} .. {row['names'][-1]}: {' '.join(map(str, row['medians']))}")
        print(f"    in order: medians {row['median_in_order']}, {row['hold']}/{row['seeds']} seeds,", end=" ")
        print(f"smallest step {row['smallest']}  {_verdict(row)}")
    for row in report.get("perturbed", []):
        print(
            f"{row['id']:4}{row['name'][:62]:63}{row['measure'][:26]:27}{row['share']:7.1%} of {row['draws']} draws, "
            f"{row['single_runs']:.1%} of runs  {_verdict(row)}"
        )
    if "noise" in report:
        print("30m or 60m: " + ", ".join(f"{key} {value}" for key, value in report["noise"].items()))
    for reason in dict.fromkeys(row["reason"] for row in report["skipped"]):
        ids = dict.fromkeys(row["id"] for row in report["skipped"] if row["reason"] == reason)
        print(f"not judged, {reason}: {', '.join(ids)}")
    for name, refusals in report["refused"].items():
        print(f"refused in {name!r}: {'; '.join(refusals)}")


def _seeds(text: str) -> list[int]:
    first, _, last = text.partition("-")
    return list(range(int(first), int(last) + 1)) if last else [int(one) for one in text.split(",")]


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--scenario", default=HOME)
    asked.add_argument("--seeds", type=_seeds, default=_seeds("1000-1039"))
    asked.add_argument("--only", type=lambda text: set(text.split(",")), default=set())
    asked.add_argument("--workers", type=int, default=1)
    asked.add_argument("--perturb", type=int, default=0, metavar="DRAWS")
    for flag in ("--json", "--noise", "--as-is"):
        asked.add_argument(flag, action="store_true")
    return asked.parse_args()


def main() -> int:
    """Run, report, and say by the exit code whether all of it holds."""
    options = _options()
    path = place(options.scenario)
    stage = Stage(path, as_is=options.as_is)
    options.run_all = partial(run_all, path=path, as_is=options.as_is, workers=options.workers)
    report: dict[str, Any] = {"scenario": stage.scenario.id, "seeds": options.seeds} | orderings(options, stage)
    if options.perturb:
        report["perturbed"] = perturbed(options, stage)
    if options.noise:
        report["noise"] = noise(options)
    rows = [*report["checks"], *report["alike"], *report["sweeps"], *report.get("perturbed", [])]
    report["holds"] = all(row["holds"] for row in rows) and report.get("noise", {"holds": True})["holds"]
    if options.json:
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        show(report)
    return 0 if report["holds"] else 1


if __name__ == "__main__":
    sys.exit(main())
