"""run, score, verify, report, demo: everything that needs no screen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from shell import drillroom

from drillroom.cli import root
from drillroom.log.chain import Chain
from drillroom.log.records import CommandGiven, ConfidenceDeclared
from drillroom.storage.logs import read_log

PLACES = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nobody's real home is touched."""
    home = tmp_path / "home"
    monkeypatch.setenv("DRILLROOM_HOME", str(home))
    monkeypatch.setenv("DRILLROOM_LANG", "en")
    monkeypatch.setenv("DRILLROOM_PATH", str(PLACES))
    return home


def call(*words: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(root, [str(word) for word in words], input=stdin)


def run(*words: object, stdin: str | None = None) -> dict[str, Any]:
    """The document of ``run toy … --json``."""
    result = call("run", "toy", *words, "--json", stdin=stdin)
    assert result.exit_code == 0, result.stderr
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def playbook(tmp_path: Path, *steps: dict[str, Any]) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"drillroom-playbook": 0, "steps": steps}), encoding="utf-8")
    return path


def test_run_gives_one_document_and_a_log(own_home: Path, tmp_path: Path) -> None:
    """The keys of the contract, and a log where --out says or in the folder of drills."""
    document = run("--playbook", "model", "--seed", 4, "--series", "5m", "--out", tmp_path / "a.jsonl")
    wanted = {"format", "scenario", "seed", "playbook", "log", "log_sha256", "outcome", "score", "claims", "refused"}
    assert wanted | {"series"} == document.keys()
    assert (document["scenario"], document["seed"], document["playbook"]) == ("toy", 4, "model")
    assert document["log"] == str(tmp_path / "a.jsonl")
    assert len({len(values) for name, values in document["series"].items() if isinstance(values, list)}) == 1
    assert Path(run("--seed", 4)["log"]).parent == own_home / "drills"


def test_calibration_stands_beside_the_score_and_never_in_it(tmp_path: Path) -> None:
    """Where something was declared; the score, and the digest of the world, are the same to the last digit."""
    decided = {"at": "16m", "decide": "first-words", "option": "honest"}
    path = Path(run("--playbook", playbook(tmp_path, decided), "--out", tmp_path / "a.jsonl")["log"])
    before = json.loads(call("score", path, "--json").stdout)
    (command,) = [it.record.id for it in read_log(path).entries if isinstance(it.record, CommandGiven)]
    chain = Chain.at_end_of(read_log(path))
    said = [ConfidenceDeclared(wall=0.0, person="p1", command=name, level=3) for name in (command, "nobody's")]
    path.write_bytes(path.read_bytes() + b"".join(map(chain.session, said)))
    after = json.loads(call("score", path, "--json").stdout)
    found = after.pop("calibration")
    assert after == before
    assert (found["declared"], found["too_few"]) == (1, True)
    assert "calibration" not in before
    assert call("verify", path).exit_code == 0


def test_same_run_gives_the_same_world() -> None:
    """Same scenario, seed and playbook: same digest, and a doing-nothing run is another."""
    digests = [run("--playbook", name, "--seed", 4)["log_sha256"] for name in ("model", "model", "none")]
    assert digests[0] == digests[1] != digests[2]


def test_playbook_by_file_and_by_pipe_are_the_same(tmp_path: Path) -> None:
    """A path, ``-`` and a name play the same steps."""
    path = PLACES / "toy" / "playbooks" / "model.yaml"
    by_name, by_file = run("--playbook", "model"), run("--playbook", path)
    by_pipe = run("--playbook", "-", stdin=path.read_text(encoding="utf-8"))
    assert by_name["log_sha256"] == by_file["log_sha256"] == by_pipe["log_sha256"]


def test_refused_steps_are_narrated_and_the_run_goes_on(tmp_path: Path) -> None:
    """Exit 0, with --strict 1; the document names the step and its reason."""
    plan = playbook(tmp_path, {"at": "1m", "do": "disclose", "facts": ["scope"]}, {"at": "2m", "do": "contain"})
    result = call("run", "toy", "--playbook", plan, "--json")
    assert result.exit_code == 0
    assert "refused at T+0:01: disclose" in result.stderr
    (refused,) = json.loads(result.stdout)["refused"]
    assert (refused["at"], refused["do"], refused["reason"]) == (60, "disclose", "not_delivered")
    assert call("run", "toy", "--playbook", plan, "--strict", "--json").exit_code == 1


def test_claims_are_listed_with_their_verdict(tmp_path: Path) -> None:
    """The honest one is true, the wrong one said before anybody knew is a guess."""
    wrong = {"at": "20m", "do": "statement", "claims": [{"fact": "scope", "op": "about", "value": 10}]}
    told = {"at": "3h", "do": "disclose", "facts": ["scope"]}
    claims = run("--playbook", playbook(tmp_path, wrong, told))["claims"]
    assert [(claim["fact"], claim["op"], claim["verdict"]) for claim in claims] == [
        ("scope", "about", "guess"),
        ("scope", "is", "true"),
    ]


def test_score_needs_only_the_log(tmp_path: Path) -> None:
    """Same marks as the run; --min-score decides about the exit code."""
    document = run("--playbook", "model", "--out", tmp_path / "a.jsonl")
    result = call("score", tmp_path / "a.jsonl", "--json")
    assert json.loads(result.stdout)["score"] == document["score"]
    assert call("score", tmp_path / "a.jsonl", "--min-score", 0).exit_code == 0
    assert call("score", tmp_path / "a.jsonl", "--min-score", 100).exit_code == 1
    assert len(json.loads(call("score", tmp_path / "a.jsonl", tmp_path / "a.jsonl", "--json").stdout)) == 2


def test_verify_says_what_holds_and_what_does_not(tmp_path: Path) -> None:
    """Whole: 0. Torn, changed: 1 with the line. Foreign, empty, binary: 2."""
    log = tmp_path / "a.jsonl"
    run("--playbook", "model", "--out", log)
    raw = log.read_bytes()
    assert call("verify", log).exit_code == 0
    for broken, word in ((raw[:-20], "torn"), (raw.replace(b'"trust":7', b'"trust":6', 1), "chain breaks")):
        log.write_bytes(broken)
        result = call("verify", log)
        assert result.exit_code == 1
        assert word in result.stderr
        assert f"{log}:" in result.stderr
    for foreign in (b"", b"\x00\xff\x00", b"hello\n", b'{"a":1}\n', b"[" * 5000):
        log.write_bytes(foreign)
        result = call("verify", log)
        assert result.exit_code == 2, foreign[:20]
        assert "Traceback" not in result.stderr


def test_report_writes_files_named_after_the_log(tmp_path: Path) -> None:
    """``<log stem>.<format>``, beside the log or in --out, and says where on stdout."""
    run("--playbook", "model", "--out", tmp_path / "a.jsonl")
    result = call("report", tmp_path / "a.jsonl", "--format", "html,json,md", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    names = [f"a.{extension}" for extension in ("html", "json", "md")]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
    assert result.stdout.split() == [str(tmp_path / "out" / name) for name in names]
    assert isinstance(json.loads((tmp_path / "out" / "a.json").read_text(encoding="utf-8")), dict)
    assert call("report", tmp_path / "a.jsonl").exit_code == 0
    assert (tmp_path / "a.html").is_file()


def test_typed_words_of_a_playbook_stand_beside_the_log(tmp_path: Path) -> None:
    """The log holds none of them, the report shows what was published, and the log still holds."""
    said = {"at": "5m", "do": "statement", "words": "Ask Feather.", "claims": [{"fact": "scope", "op": "unknown"}]}
    meant = {"at": "6m", "do": "assign", "task": "ring up Feather", "seat": "pr"}
    log = tmp_path / "a.jsonl"
    document = run("--playbook", playbook(tmp_path, said, meant), "--out", log)
    assert document["refused"] == []
    assert "Feather" not in log.read_text(encoding="utf-8")
    assert "ring up Feather" in (tmp_path / "a.people.json").read_text(encoding="utf-8")
    assert call("verify", log).exit_code == 0
    assert call("report", log, "--format", "html,md").exit_code == 0
    assert all("Ask Feather." in (tmp_path / f"a.{name}").read_text(encoding="utf-8") for name in ("html", "md"))


def test_demo_leaves_one_log_and_one_debrief(tmp_path: Path) -> None:
    """It needs no terminal, tells the story on stderr and the two files on stdout; again, it leaves the same."""
    result = call("demo", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    left = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [path for path in left if not path.endswith(".people.json")] == sorted(
        Path(path).name for path in result.stdout.split()
    )
    assert "EXERCISE" in result.stderr
    assert call("demo", "--out", tmp_path / "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == left


def test_without_a_terminal_it_is_a_demo(tmp_path: Path) -> None:
    """``drillroom`` in a pipe does something useful and ends."""
    done = drillroom(home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {".html", ".jsonl"} <= {path.suffix for path in (tmp_path / "drillroom-out").iterdir()}


BAD_SCENARIOS = {
    "empty": b"",
    "binary": bytes(range(256)),
    "two documents": b"drillroom: 0\n---\ndrillroom: 0\n",
    "bomb": b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
    "nested": b"[" * 5000,
    "long": b"# " + b"x" * 6_000_000,
    "duplicate key": b"drillroom: 0\nid: a\nid: b\n",
    "wrong type": b"drillroom: 0\nid: [1]\nends: soon\n",
    "tag": b"drillroom: !!python/object/apply:os.system [ls]\n",
    "hostile": b"drillroom: 0\nid: '[@click=app.quit]x[/]'\ntitle: \"\\e[31m<script>\\u202e\"\n",
}


@pytest.mark.parametrize("name", BAD_SCENARIOS)
def test_bad_scenarios_are_told_with_their_place(name: str, tmp_path: Path) -> None:
    """run: exit 2; lint: exit 1; the file is named, nothing hostile is printed, no traceback."""
    file = tmp_path / "bad" / "scenario.yaml"
    file.parent.mkdir()
    file.write_bytes(BAD_SCENARIOS[name])
    played = call("run", file, "--json")
    assert played.exit_code == 2
    assert played.stdout == ""
    assert str(file) in played.stderr
    linted = call("lint", file)
    assert linted.exit_code == 1
    for text in (played.stderr, linted.stdout + linted.stderr):
        assert "Traceback" not in text
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    """With line, column and what may have been meant."""
    source = (PLACES / "toy" / "scenario.yaml").read_text(encoding="utf-8")
    broken = source.replace("severity: 0.8", "severty: 0.8").replace(
        "settled_by: [holding_statement]", "settled_by: [holdin]"
    )
    (tmp_path / "scenario.yaml").write_text(broken, encoding="utf-8")
    result = call("run", tmp_path / "scenario.yaml")
    assert result.exit_code == 2
    assert "did you mean" in result.stderr
    assert "severty" in result.stderr
    assert "holdin" in result.stderr


def test_lint_tells_the_line_of_a_warning(tmp_path: Path) -> None:
    """A warning stands at its line and column as an error does, and is no error."""
    source = (PLACES / "toy" / "scenario.yaml").read_text(encoding="utf-8")
    source = source.replace("{en: Fast., zh-Hans: 快。}", "{en: Fast.}")
    line = next(number for number, text in enumerate(source.splitlines(), 1) if "{en: Fast.}" in text)
    (tmp_path / "scenario.yaml").write_text(source, encoding="utf-8")
    result = call("lint", tmp_path / "scenario.yaml")
    assert result.exit_code == 0
    assert f"scenario.yaml:{line}:" in result.stdout
    (warning,) = [it for it in json.loads(call("lint", tmp_path, "--json").stdout) if "missing in zh" in it["message"]]
    assert (warning["line"], warning["level"]) == (line, "warning")


@pytest.mark.parametrize(
    "step",
    [
        {"at": "1m", "do": "pray"},
        {"at": "1m", "do": "disclose", "facts": ["unicorn"]},
        {"at": "soon", "do": "fix"},
        {"at": "1m", "decide": "no-such", "option": "x"},
        {"do": "fix"},
        {"at": "1m", "do": "fix", "speed": "high"},
    ],
)
def test_bad_playbooks_stop_before_anything_runs(step: dict[str, Any], own_home: Path, tmp_path: Path) -> None:
    """Exit 2 with the line, and no log."""
    result = call("run", "toy", "--playbook", playbook(tmp_path, step), "--json")
    assert result.exit_code == 2
    assert "plan.json:1:" in result.stderr
    assert not (own_home / "drills").exists()
