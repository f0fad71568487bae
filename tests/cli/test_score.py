"""``drillroom score``: the whole card in words, other doctrines, who changes place, and bad input."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from shell import drillroom

ROOT = Path(__file__).resolve().parents[2]
TOY = ROOT / "tests" / "toy"
DEFAULT = (ROOT / "src/drillroom/doctrine/default/doctrine.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def drills(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two logs of a scenario whose files are gone: its reference, and nothing at all."""
    home = tmp_path_factory.mktemp("drills")
    shutil.copytree(TOY, home / "toy")
    for name in ("model", "none"):
        run = drillroom("run", home / "toy", "--playbook", name, "--out", home / f"{name}.jsonl", "--json", home=home)
        assert run.returncode == 0, run.stderr
        (home / f"{name}.json").write_text(run.stdout, "utf-8")
    shutil.rmtree(home / "toy")
    return home


def own(home: Path, *changes: tuple[str, str]) -> Path:
    """A doctrine file with these changes to the default one."""
    text = DEFAULT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = home / "own.yaml"
    path.write_text(text, "utf-8")
    return path


def test_without_the_scenario_the_log_gives_the_same_score(drills: Path) -> None:
    """Rule 7: a score reads the log alone."""
    for name in ("model", "none"):
        before = json.loads((drills / f"{name}.json").read_text("utf-8"))["score"]
        shown = drillroom("score", drills / f"{name}.jsonl", "--json", home=drills)
        assert json.loads(shown.stdout)["score"] == before


@pytest.mark.parametrize(
    ("lang", "use", "none"), [("en", "For training.", "not exercised"), ("zh-Hans", "训练用途", "本场未考察")]
)
def test_the_card_tells_every_mark_its_target_its_source_and_its_use(
    drills: Path, lang: str, use: str, none: str
) -> None:
    """Nobody has to take a number on trust."""
    shown = drillroom("score", drills / "model.jsonl", "--lang", lang, home=drills).stdout
    lines = [line for line in shown.splitlines() if line.startswith("  ")]
    assert len(lines) == 26
    choice = "our choice" if lang == "en" else "我方设定"
    assert all(choice in line and re.search(r"[A-Z]{1,2}\d", line) for line in lines)
    assert use in shown.splitlines()[-1]
    assert none in shown


def test_another_doctrine_shows_who_changes_place(drills: Path) -> None:
    """Now and, in brackets, before; in JSON as rank and before."""
    logs = [drills / "none.jsonl", drills / "model.jsonl"]
    ours = own(drills, ("process_share: 0.6", "process_share: 0.5"))
    told = drillroom("score", *logs, "--doctrine", ours, home=drills).stdout.splitlines()
    assert [line.split()[0] for line in told[-2:]] == ["1", "2"]
    assert told[-2].endswith("model.jsonl")
    found = json.loads(drillroom("score", *logs, "--doctrine", ours, "--json", home=drills).stdout)
    assert [(it["rank"], it["before"]["rank"]) for it in found] == [(2, 2), (1, 1)]
    old = json.loads((drills / "model.json").read_text("utf-8"))["score"]
    assert found[1]["before"]["total"] == old["total"]


def test_an_organization_may_have_a_principle_of_its_own(drills: Path) -> None:
    """It stands behind the six, with its own weight."""
    law = "principles:\n  P9:\n    key: law\n    name: {en: Law, zh-Hans: 合规}\n    short: {en: Law, zh-Hans: 合规}\n"
    law += "    weight: 30\n    metrics: {aud: 1, noise: 1}\n    source: P9\n"
    ours = own(drills, ("principles:\n", law))
    found = json.loads(drillroom("score", drills / "model.jsonl", "--doctrine", ours, "--json", home=drills).stdout)
    assert list(found["score"]["principles"])[-1] == "law"
    assert "Law" in drillroom("score", drills / "model.jsonl", "--doctrine", ours, home=drills).stdout


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  voice:\n", "  voise:\n", "voise"),
        ("weight: 20", "weight: -20", "must be at least 0"),
        ("total: 40", "total: 140", "100"),
        ("metrics: {detect: 1, grade", "metrics: {detcet: 1, grade", "did you mean 'detect'"),
        ("principle: speed, at_least", "principle: sped, at_least", "did you mean 'speed'"),
        ("seats: [tech, pr]", "seats: [tech, prr]", "did you mean 'pr'"),
        ("process_share: 0.6", "process_share: 6", "process_share"),
    ],
)
def test_a_doctrine_that_cannot_be_used_is_refused_with_its_place(
    drills: Path, old: str, new: str, message: str
) -> None:
    """Exit 2 and no score; never a silent zero."""
    shown = drillroom("score", drills / "model.jsonl", "--doctrine", own(drills, (old, new)), home=drills)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert message in shown.stderr
    assert "Traceback" not in shown.stderr


def test_weights_that_are_all_zero_are_refused(drills: Path) -> None:
    """There would be nothing to share out."""
    path = drills / "zero.yaml"
    path.write_text(re.sub(r"(?m)^    weight: \d+$", "    weight: 0", DEFAULT), "utf-8")
    shown = drillroom("score", drills / "model.jsonl", "--doctrine", path, home=drills)
    assert shown.returncode == 2
    assert "weights of all principles are zero" in shown.stderr


@pytest.mark.parametrize(("keep", "message"), [(-40, "its last line is torn"), (None, "it stops at T")])
def test_a_log_that_stops_in_the_middle_is_refused(drills: Path, keep: int | None, message: str) -> None:
    """What is missing would be scored as not done: exit 2, and how to go on."""
    lines = (drills / "model.jsonl").read_bytes().splitlines(keepends=True)
    cut = drills / "cut.jsonl"
    cut.write_bytes(b"".join(lines[:300]) if keep is None else b"".join(lines)[:keep])
    shown = drillroom("score", cut, home=drills)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert message in shown.stderr
    assert "drillroom resume" in shown.stderr
