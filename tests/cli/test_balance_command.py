"""balance, and run with a bot: documents, words in both languages, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from inside import PLACES, call

from drillroom.analysis.bots import BOTS
from drillroom.runtime import pool

pytestmark = pytest.mark.usefixtures("own_home")


def balance(*words: object) -> dict[str, Any]:
    result = call("balance", "toy", "--workers", 1, "--json", *words)
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    document: dict[str, Any] = json.loads(result.stdout)
    return document


@pytest.fixture
def crisis(tmp_path: Path) -> Path:
    """A copy of the toy, to be changed."""
    folder = tmp_path / "toy"
    (folder / "playbooks").mkdir(parents=True)
    for name in ("scenario.yaml", "playbooks/model.yaml"):
        (folder / name).write_bytes((PLACES / "toy" / name).read_bytes())
    return folder


def test_the_document_holds_every_player_on_the_seeds_asked_for() -> None:
    """One JSON document and no word beside it; the same again for the same seeds."""
    document = balance("--runs", 2)
    assert document["seeds"] == [1, 2]
    assert [it["name"] for it in document["players"]] == [*(f"bot:{name}" for name in BOTS), "model", "none"]
    assert balance("--runs", 2) == document


def test_playbooks_beside_the_scenario_are_played_too(crisis: Path) -> None:
    """Each has its row, and its runs count as such."""
    plan = "drillroom-playbook: 0\nsteps: [{at: 20m, do: apologize, words: So sorry.}]\n"
    (crisis / "playbooks" / "sorry.yaml").write_text(plan, encoding="utf-8")
    result = call("balance", crisis, "--runs", 1, "--workers", 1, "--json")
    assert "sorry" in [it["name"] for it in json.loads(result.stdout)["players"]]


def test_it_is_told_in_both_languages() -> None:
    """Tables, options, findings and the verdict."""
    english = call("balance", "toy", "--runs", 1, "--workers", 1).stdout
    assert english.startswith("A toy: 1 seeds, ")
    assert "bot:talk-only" in english
    assert "first-words: The reference settles it by holding_statement. (1 seeds)" in english
    assert english.rstrip().splitlines()[-1].startswith("Fair: nothing beats the reference")
    chinese = call("balance", "toy", "--runs", 1, "--workers", 1, "--lang", "zh-Hans").stdout
    assert "参考处置" in chinese
    assert chinese.rstrip().splitlines()[-1].startswith("公平：")


def test_an_unfair_scenario_exits_with_one_and_says_what_wins(crisis: Path) -> None:
    """A reference that keeps silent is beaten by nearly everybody."""
    plan = "drillroom-playbook: 0\nsteps: [{at: 20m, do: stay_silent}]\n"
    (crisis / "playbooks" / "model.yaml").write_text(plan, encoding="utf-8")
    result = call("balance", crisis, "--runs", 1, "--workers", 1)
    assert result.exit_code == 1
    assert "Not fair: this beats the reference by more than 3 points on more than 10 % of the seeds:" in result.stdout
    assert "  bot:talk-only: median +" in result.stdout


def test_without_a_reference_there_is_no_balance(crisis: Path) -> None:
    """Exit 2, with the file that is missing."""
    (crisis / "playbooks" / "model.yaml").unlink()
    result = call("balance", crisis, "--runs", 1)
    assert result.exit_code == 2
    assert "error: the scenario 'toy' has no reference to be measured against" in result.stderr
    assert "playbooks/model.yaml" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("balance", "nowhere"),
        ("balance", "toy", "--runs", "0"),
        ("balance", "toy", "--workers", "0"),
        ("balance", "toy", "--workers", "2", "--cluster", "tcp://127.0.0.1:9"),
    ],
)
def test_what_cannot_be_meant_exits_with_two(words: tuple[str, ...]) -> None:
    """A mistake in the command line."""
    result = call(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


def test_a_cluster_that_does_not_answer_exits_with_three(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address that was tried, and nothing on stdout."""
    pytest.importorskip("distributed")
    monkeypatch.setattr(pool, "_PATIENCE", "1s")
    result = call("balance", "toy", "--runs", 1, "--cluster", "tcp://127.0.0.1:9", "--json")
    assert result.exit_code == 3
    assert "error: nobody answers at 'tcp://127.0.0.1:9'" in result.stderr
    assert result.stdout == ""


# ------------------------------------------------------------------ run with a bot


def test_run_plays_a_bot_and_its_log_is_sound(tmp_path: Path) -> None:
    """The header names it, the run is like any other, and verify plays it again."""
    log = tmp_path / "bot.jsonl"
    result = call("run", "toy", "--playbook", "bot:random", "--seed", 3, "--out", log, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["playbook"] == "bot:random"
    assert call("verify", log).exit_code == 0


def test_a_bot_and_the_playbook_that_it_follows_give_one_world() -> None:
    """``bot:model`` is the reference."""
    runs = [json.loads(call("run", "toy", "--playbook", name, "--json").stdout) for name in ("model", "bot:model")]
    assert runs[0]["log_sha256"] == runs[1]["log_sha256"]


def test_the_log_of_a_bot_has_a_name_that_every_system_can_bear(own_home: Path) -> None:
    """No colon."""
    result = call("run", "toy", "--playbook", "bot:first-option")
    assert Path(result.stdout.splitlines()[-1]).name == "toy-bot-first-option-1.jsonl"
    assert [path.name for path in (own_home / "drills").glob("*.jsonl")] == ["toy-bot-first-option-1.jsonl"]


def test_an_unknown_bot_is_said_to_be_one() -> None:
    """Exit 2, with the name that comes closest, before anything runs."""
    result = call("run", "toy", "--playbook", "bot:first-opton")
    assert result.exit_code == 2
    assert "error: there is no bot 'bot:first-opton' (did you mean 'bot:first-option'?)" in result.stderr
    assert result.stdout == ""
