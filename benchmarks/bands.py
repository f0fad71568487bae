"""The score bands of the shipped playbooks: medians of total, process and outcome over seeds, badges, faults and caps.

Usage: python benchmarks/bands.py [--scenario ID ...] [--playbook NAME ...] [--seeds 1-20] [--literal] [--json]

``--literal`` leaves out the moves that a playbook marks as added to its case, and lets what it discloses wait until the
fact is there. A badge or fault is told with the share of
seeds that earned it. Nothing is written; it is told, not judged: the tests hold the bands that are promised.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from drillroom.analysis.rollout import Follower, Move, Table, move
from drillroom.analysis.trials import Trial, Trials
from drillroom.doctrine.read import default_rules
from drillroom.engine.drill import Command
from drillroom.log.records import Entry, FactLearned, Record
from drillroom.runtime.opening import open_header
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE, Playbook, load_playbook

ROOT = Path(__file__).resolve().parents[1]
SCENARIOS = ("open-back-door", "counterfeit-comfort")


def scenario(name: str) -> Scenario:
    """A shipped scenario."""
    file = ROOT / "scenarios" / name / "scenario.yaml"
    return load_scenario(file.read_bytes(), file=file.name, vocabulary=default_rules().vocabulary)


def playbooks(crisis: Scenario) -> dict[str, Playbook]:
    """Its playbooks by name, doing nothing first."""
    found = {NONE.name: NONE}
    for file in sorted((ROOT / "scenarios" / crisis.id / "playbooks").glob("*.yaml")):
        found[file.stem] = load_playbook(
            file.read_bytes(), file=file.name, scenario=crisis, vocabulary=default_rules().vocabulary
        )
    return found


def literal(book: Playbook) -> Playbook:
    """Only the moves of the case itself."""
    return replace(book, name=f"{book.name}, literal", steps=tuple(it for it in book.steps if not it.added))


@dataclass(frozen=True, slots=True)
class Patient:
    """Plays a case's own moves: what it discloses goes out at the listed minute or once the fact is there, if later."""

    book: Playbook
    hears: tuple[type[Record], ...] = (FactLearned,)

    def opening(self, table: Table) -> Iterable[Move]:
        """Every move but the disclosures; those of facts that were always there come with the answers as well."""
        return [move(it) for it in self.book.steps if it.do != "disclose"]

    def answer(self, entry: Entry, table: Table) -> Iterable[Move]:
        """The fact has come in: it is told at its listed minute, or now."""
        assert isinstance(entry.record, FactLearned)
        at, fact = entry.record.at, entry.record.fact
        for step in self.book.steps:
            if step.do == "disclose" and fact in step.args["facts"]:
                yield Move(max(at, step.at), Command("", "disclose", {**step.args, "facts": [fact]}, step.seat))


def row(name: str, trials: list[Trial]) -> dict[str, Any]:
    """The medians of one playbook."""

    def shares(kind: str) -> dict[str, float]:
        counted = Counter(it for trial in trials for it in getattr(trial, kind))
        return {it: round(counted[it] / len(trials), 2) for it in sorted(counted)}

    marks = {key: median(it.marks[key] or 0.0 for it in trials) for key in trials[0].marks}
    return {
        "playbook": name,
        **{key: round(median(getattr(it, key) or 0.0 for it in trials), 1) for key in ("total", "process", "outcome")},
        **{kind: shares(kind) for kind in ("badges", "faults", "caps")},
        "dropped": max(len(it.dropped) for it in trials),
        "marks": {key: round(value, 2) for key, value in marks.items() if value < 1},
    }


def main() -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenario", nargs="*", default=list(SCENARIOS))
    parser.add_argument("--playbook", nargs="*")
    parser.add_argument("--seeds", default="1-20", help="first-last")
    parser.add_argument("--literal", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    first, last = (int(it) for it in args.seeds.split("-"))
    found: dict[str, list[dict[str, Any]]] = {}
    for name in args.scenario:
        crisis = scenario(name)
        books = playbooks(crisis)
        bases = {it: books[it] for it in books if it in ("none", "model")}
        trials = Trials(open_header(crisis, default_rules(), seed=first, playbooks=bases))
        for key in args.playbook or books:
            book = literal(books[key]) if args.literal else books[key]
            player = Patient(book) if args.literal else Follower(book)
            done = [trials.trial(player, seed) for seed in range(first, last + 1)]
            found.setdefault(name, []).append(row(book.name, done))
            if not args.json:
                line = found[name][-1]
                print(name, line["playbook"], *(f"{it} {line[it]}" for it in list(line)[1:]), sep="  ", flush=True)
    if args.json:
        print(json.dumps(found, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
