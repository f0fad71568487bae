"""Writes the golden record of every shipped scenario: the digest of its reference run under one seed.

Run it only when the world is meant to come out differently; the commit should say why.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from drillroom.analysis.rollout import play
from drillroom.doctrine.read import default_rules
from drillroom.engine import ENGINE
from drillroom.engine.drill import Drill
from drillroom.log.chain import world_digest
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import load_playbook

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "golden"
SEED = 7
CAST = {f"h{number}": {"en": f"@h{number}"} for number in range(80)}


def scenarios() -> list[str]:
    """Ids of the shipped scenarios."""
    return sorted(path.parent.name for path in (ROOT / "scenarios").glob("*/scenario.yaml"))


def played(scenario: str) -> dict[str, Any]:
    """The record of one scenario as it plays now."""
    rules, folder = default_rules(), ROOT / "scenarios" / scenario
    source = (folder / "scenario.yaml").read_bytes()
    crisis = load_scenario(source, file="scenario.yaml", vocabulary=rules.vocabulary)
    steps = (folder / "playbooks" / "model.yaml").read_bytes()
    model = load_playbook(steps, file="model.yaml", scenario=crisis, vocabulary=rules.vocabulary)
    entries = play(Drill(crisis, seed=SEED, cast=CAST, rules=rules), model)
    return {"engine": ENGINE, "seed": SEED, "records": len(entries), "log_sha256": world_digest(entries)}


def main() -> None:
    """Write one file per scenario."""
    FOLDER.mkdir(exist_ok=True)
    for scenario in scenarios():
        text = json.dumps(played(scenario), indent=2) + "\n"
        (FOLDER / f"{scenario}.json").write_text(text, encoding="utf-8")
        print(f"written: {scenario}.json")


if __name__ == "__main__":
    main()
