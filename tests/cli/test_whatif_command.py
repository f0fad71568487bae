"""``drillroom whatif``: a document or a table, in both languages, and a clear word about what is no finished drill."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from inside import PLACES, call
from shell import drillroom

from drillroom.log.chain import Chain, header_line, world_digest
from drillroom.log.header import Header
from drillroom.log.records import CommandGiven, DrillClosed, Entry
from drillroom.storage.logs import read_log

pytestmark = pytest.mark.usefixtures("own_home")

STEPS = (
    {"at": "17m", "decide": "first-words", "option": "wait"},
    {"at": "30m", "do": "contain"},
    {"at": "90m", "do": "fix"},
    {"at": "3h", "do": "update"},
)


def whatif(*words: object) -> Result:
    """In this process alone."""
    return call("whatif", *words, "--workers", 1)


def played(folder: Path, *steps: dict[str, Any], seed: int = 5) -> Path:
    """The log of a toy drill with these steps."""
    plan, log = folder / "plan.json", folder / "drill.jsonl"
    plan.write_text(json.dumps({"drillroom-playbook": 0, "steps": steps}), encoding="utf-8")
    result = call("run", "toy", "--playbook", plan, "--seed", seed, "--out", log, "--json")
    assert result.exit_code == 0, result.stderr
    return log


def rewritten(log: Path, header: Header, entries: tuple[Entry, ...]) -> Path:
    """The log with another header or other records, and a chain that holds."""
    first = header_line(header)
    chain = Chain.behind(first)
    log.write_bytes(first + b"".join(map(chain.world, entries)))
    return log


# ------------------------------------------------------------------ what is told


def test_one_document(tmp_path: Path) -> None:
    """The keys that other tools lean on; gains with their interval, the own seed apart, and what they rest on."""
    log = played(tmp_path, *STEPS)
    result = whatif(log, "--seeds", 4, "--json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    assert document.keys() == {
        "format", "log", "scenario", "seed", "engine", "seeds", "base", "variants", "costliest", "best", "delay",
        "shares", "mark_shares", "calls_and_actions_on_other_seeds", "assumption",
    }  # fmt: skip
    assert (document["format"], document["log"], document["scenario"], document["seed"]) == (0, str(log), "toy", 5)
    assert document["seeds"] == [1, 2, 3, 4]
    assert document["assumption"] == "effect sizes are assumptions"
    scored = json.loads(call("score", log, "--json").stdout)
    assert document["base"]["total"] == scored["score"]["total"]
    assert document["base"]["trust"] == scored["outcome"]["trust"]["end"]
    (row,) = [it for it in document["variants"] if it["what"].get("decision") == "first-words" and it["what"]["to"]]
    assert row["what"] == {
        "kind": "decision", "decision": "first-words", "command": "k1", "option": "wait", "change": "option",
        "to": "honest", "settled": False,
    }  # fmt: skip
    assert row["at"] == 17 * 60
    assert row["own"].keys() == {"total", "process", "trust", "churn", "harm"} == row["gain"].keys()
    assert row["gain"]["total"].keys() == {"mean", "low", "high", "n"}
    assert row["gain"]["total"]["n"] == 4
    assert row["comparable"]
    assert [point["delay"] for point in document["delay"][0]["points"]] == [0, 600, 1800, 3600, 7200, 14400]
    assert document["shares"].keys() == row["own"].keys()


def test_the_own_seed_alone(tmp_path: Path) -> None:
    """--seeds 0: no other seed, no interval, the same gains."""
    log = played(tmp_path, *STEPS[:2])
    document = json.loads(whatif(log, "--seeds", 0, "--json").stdout)
    assert document["seeds"] == []
    assert all(row["gain"] is None for row in document["variants"])
    assert document["base"]["others"]["total"] is None
    table = whatif(log, "--seeds", 0)
    assert table.exit_code == 0
    assert "elsewhere" not in table.stdout


def test_the_table_goes_by_names(tmp_path: Path) -> None:
    """What was asked, chosen and done in words, the assumption in plain sight; stderr has the first change."""
    result = whatif(played(tmp_path, *STEPS), "--seeds", 1)
    assert result.exit_code == 0, result.stderr
    for words in ("effect sizes are assumptions", "What do we say first?", "That we know and check.", "not answered"):
        assert words in result.stdout
    assert "Costliest moves" in result.stdout
    assert "hold_and_watch" not in result.stdout
    assert result.stderr.startswith("so far: ")
    assert max(map(len, result.stdout.splitlines())) <= 120


def test_the_table_in_chinese(tmp_path: Path) -> None:
    """Every word of ours and of the scenario."""
    result = whatif(played(tmp_path, *STEPS), "--seeds", 1, "--lang", "zh-Hans")
    assert result.exit_code == 0, result.stderr
    for words in ("假如重来", "效应大小为模型设定", "第一句话说什么？", "代价最大的几步", "延误代价"):
        assert words in result.stdout
    assert "effect sizes" not in result.stdout


def test_two_workers_tell_the_same(tmp_path: Path) -> None:
    """In a shell, with processes: the same document as in this one, and nothing but it on stdout."""
    log = played(tmp_path, *STEPS[:2])
    here = json.loads(whatif(log, "--seeds", 1, "--json").stdout)
    result = drillroom("whatif", log, "--seeds", 1, "--workers", 2, "--json", home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == here
    assert "\r" not in result.stderr, "a bar is for terminals"


def test_nothing_to_change(tmp_path: Path) -> None:
    """A drill without a command: said so, exit 0, an empty table."""
    log = played(tmp_path)
    result = whatif(log)
    assert result.exit_code == 0
    assert "nothing to change" in result.stdout
    document = json.loads(whatif(log, "--json").stdout)
    assert document["variants"] == document["costliest"] == []


def test_a_drill_whose_baselines_were_never_measured(tmp_path: Path) -> None:
    """It came to its end, so it can be asked about: what is missing is measured on the way."""
    log = played(tmp_path, *STEPS[:1])
    whole = json.loads(whatif(log, "--seeds", 0, "--json").stdout)
    read = read_log(log)
    end = next(place for place, it in enumerate(read.entries) if isinstance(it.record, DrillClosed))
    rewritten(log, read.header, read.entries[: end + 1])
    assert json.loads(whatif(log, "--seeds", 0, "--json").stdout) == whole


# ------------------------------------------------------------------ what cannot be asked about


def refused(result: Result) -> str:
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


def test_a_drill_that_did_not_end(tmp_path: Path) -> None:
    """Cut in the middle of a line, or of the story: named, with what to do."""
    log = played(tmp_path, *STEPS)
    data = log.read_bytes()
    for cut in (len(data) // 2, data.index(b"\n", len(data) // 2) + 1):
        log.write_bytes(data[:cut])
        assert "did not come to its end" in (told := refused(whatif(log)))
        assert "drillroom resume" in told


def test_a_log_that_was_changed(tmp_path: Path) -> None:
    """A fault in the chain is told with its line."""
    log = played(tmp_path, *STEPS)
    log.write_bytes(log.read_bytes().replace(b'"option":"wait"', b'"option":"tell"'))
    assert "the chain breaks here" in refused(whatif(log))


def test_a_log_that_was_changed_with_its_chain(tmp_path: Path) -> None:
    """Played again it comes out otherwise, or a command is refused; nothing is said about it then."""
    log = played(tmp_path, *STEPS)
    read = read_log(log)
    for option in ("honest", "nonsense"):
        entries = tuple(_otherwise(it, option) for it in read.entries)
        assert "comes out otherwise" in refused(whatif(rewritten(log, read.header, entries)))


def _otherwise(entry: Entry, option: str) -> Entry:
    record = entry.record
    if not isinstance(record, CommandGiven) or record.do != "decide":
        return entry
    args = {**record.args, "option": option}
    changed = CommandGiven(at=record.at, id=record.id, seat=record.seat, person=record.person, do="decide", args=args)
    return Entry(entry.seq, changed)


def test_another_engine(tmp_path: Path) -> None:
    """Refused with a hint: other rules, another world."""
    log = played(tmp_path, *STEPS[:1])
    data = log.read_bytes()
    read = read_log(log)
    values = {name: getattr(read.header, name) for name in read.header.__dataclass_fields__}
    rewritten(log, Header(**{**values, "engine": 10_000}), read.entries)
    assert log.read_bytes() != data
    told = refused(whatif(log))
    assert "engine 10000" in told
    assert "hint: " in told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\x00\xff\x1b[31m\n", "no drillroom log"),
        (b'{"drillroom-log":77,"chain":"00000000000000000000000000000000"}\n', "has the format 77"),
    ],
)
def test_what_is_no_log_of_ours(tmp_path: Path, content: bytes, said: str) -> None:
    """Empty, foreign, from the future: a message each."""
    log = tmp_path / "x.jsonl"
    log.write_bytes(content)
    assert said in refused(whatif(log))


@pytest.mark.parametrize("words", [("--seeds", "-1"), ("--seeds", "many"), ("--seeds", "257"), ("--workers", "0")])
def test_usage_errors(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Out of range, or no number."""
    assert "Usage: " in refused(call("whatif", tmp_path / "x.jsonl", *words))


def test_text_of_a_log_is_data(tmp_path: Path) -> None:
    """What a scenario says reaches the terminal without its escape sequences."""
    folder = tmp_path / "places" / "toy"
    folder.mkdir(parents=True)
    raw = (PLACES / "toy" / "scenario.yaml").read_text(encoding="utf-8")
    loud = raw.replace("en: What do we say first?", 'en: "What {n} do \\e[31m we [/red] say?"')
    assert loud != raw
    (folder / "scenario.yaml").write_text(loud, encoding="utf-8")
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps({"drillroom-playbook": 0, "steps": STEPS[1:2]}), encoding="utf-8")
    log = tmp_path / "drill.jsonl"
    made = call("run", folder, "--playbook", plan, "--out", log)
    assert made.exit_code == 0, made.stderr
    result = whatif(log, "--seeds", 0)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout + result.stderr
    assert "What {n} do" in result.stdout


def test_the_log_is_not_touched(tmp_path: Path) -> None:
    """Asking changes nothing."""
    log = played(tmp_path, *STEPS[:2])
    before = (log.read_bytes(), world_digest(read_log(log).entries))
    whatif(log, "--seeds", 0)
    assert (log.read_bytes(), world_digest(read_log(log).entries)) == before
