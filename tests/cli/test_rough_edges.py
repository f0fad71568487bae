"""What comes from outside at the edges: closed streams, full disks, numbers that are none, stray words."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from shell import drillroom

from drillroom.cli import root
from drillroom.cli.plain.typed import Order, Words
from drillroom.doctrine.read import default_rules
from drillroom.log.chain import header_line
from drillroom.log.times import from_alert
from drillroom.runtime.opening import open_header
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE
from drillroom.storage.logs import read_log, write_log

TOYS = Path(__file__).parents[1]


def call(*words: object) -> Result:
    return CliRunner().invoke(root, [str(word) for word in words])


def in_shell(line: str, home: Path) -> subprocess.CompletedProcess[str]:
    """``line`` in a shell; ``$D`` is drillroom."""
    return subprocess.run(
        ["sh", "-c", line],
        capture_output=True,
        encoding="utf-8",
        cwd=home,
        env={"D": f"{sys.executable} -m drillroom", "DRILLROOM_HOME": str(home), "PATH": "/bin:/usr/bin"},
        timeout=100,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
@pytest.mark.parametrize("streams", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(streams: str, tmp_path: Path) -> None:
    """A closed input is an empty one; what goes to a closed output goes nowhere."""
    done = in_shell(f"$D list {streams}", tmp_path)
    assert done.returncode == 0
    assert "error" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_said_to_be_one(tmp_path: Path) -> None:
    """Exit 2 where the answer cannot be written; narration that cannot be written stops nothing."""
    done = in_shell("$D list >/dev/full", tmp_path)
    assert done.returncode == 2
    assert "cannot write the output" in done.stderr
    assert in_shell("$D verify none 2>/dev/full", tmp_path).returncode == 2


@pytest.mark.parametrize(
    "words",
    [
        ("play", "--pace", "nan"),
        ("resume", "--pace", "nan"),
        ("run", "x", "--min-score", "nan"),
        ("score", "x", "--min-score", "nan"),
    ],
)
def test_nan_is_no_number(words: tuple[str, ...]) -> None:
    """A limit that nothing can fall below is refused, and so is a pace that is none."""
    result = call(*words)
    assert result.exit_code == 2
    assert "'nan' is not a number" in result.stderr


def test_a_log_that_is_wrong_from_end_to_end_is_told_in_short(tmp_path: Path) -> None:
    """The first problems and how many there are; a hint is not said twice."""
    log = tmp_path / "toy.jsonl"
    assert call("run", "toy", "--scenarios", TOYS, "--out", log).exit_code == 0
    (tmp_path / "bare.jsonl").write_bytes(log.read_bytes().replace(b',"chain":', b',"chained":'))
    result = call("verify", tmp_path / "bare.jsonl")
    assert result.exit_code == 1
    assert "more\n" in result.stderr
    assert len(result.stderr.splitlines()) < 60
    (tmp_path / "foreign.jsonl").write_text('{"level": "info"}\n', encoding="utf-8")
    assert call("verify", tmp_path / "foreign.jsonl").stderr.count("its first line is a header") == 1


def test_a_log_with_other_line_ends_is_told_in_one_line(tmp_path: Path) -> None:
    """It was copied as text: verify says so once, and does not hold."""
    log = tmp_path / "toy.jsonl"
    assert call("run", "toy", "--scenarios", TOYS, "--out", log).exit_code == 0
    log.write_bytes(log.read_bytes().replace(b"\n", b"\r\n"))
    result = call("verify", log)
    assert result.exit_code == 1
    assert [line for line in result.stderr.splitlines() if "line ends" in line] == result.stderr.splitlines()[:1]
    assert len(result.stderr.splitlines()) == 2


@pytest.mark.parametrize("command", ["verify", "resume"])
def test_a_log_without_a_number_of_the_engine_is_told_apart_from_a_fault(command: str, tmp_path: Path) -> None:
    """Another version wrote it: it is named with what it lacks, and nothing is played by half."""
    book = default_rules()
    scenario = load_scenario((TOYS / "toy" / "scenario.yaml").read_bytes(), file="toy", vocabulary=book.vocabulary)
    header = open_header(scenario, book, seed=1, playbooks={"none": NONE})
    numbers = {name: value for name, value in header.parameters.items() if name != "volume"}
    log = tmp_path / "old.jsonl"
    log.write_bytes(header_line(replace(header, parameters=numbers)))
    result = call(command, log)
    assert result.exit_code == 2
    assert "does not fit this version: it lacks the numbers volume" in result.stderr
    assert "fault in drillroom" not in result.stderr


def test_a_log_whose_scenario_has_no_id_is_scored(tmp_path: Path) -> None:
    """A score needs no name for what it is about."""
    log = tmp_path / "a.jsonl"
    assert call("run", "toy", "--scenarios", TOYS, "--out", log).exit_code == 0
    found = read_log(log)
    scenario = {name: value for name, value in found.header.scenario.items() if name != "id"}
    write_log(log, replace(found.header, scenario=scenario), found.entries)
    result = call("score", log, "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["scenario"] == ""


def test_no_debrief_overwrites_another_of_the_same_call(tmp_path: Path) -> None:
    """Logs of one name from two folders are refused before anything is written."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        assert call("run", "toy", "--scenarios", TOYS, "--out", tmp_path / folder / "x.jsonl").exit_code == 0
    logs = (tmp_path / "a" / "x.jsonl", tmp_path / "b" / "x.jsonl")
    result = call("report", *logs, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "would have one name" in result.stderr
    assert not (tmp_path / "out").exists()
    assert call("report", *logs).exit_code == 0


def test_a_copied_scenario_is_listed_by_the_name_it_is_played_by(tmp_path: Path) -> None:
    """A scenario is found by its folder; lint says where its id is another."""
    (tmp_path / "copy").mkdir()
    source = (TOYS / "toy" / "scenario.yaml").read_text(encoding="utf-8")
    (tmp_path / "copy" / "scenario.yaml").write_text(source, encoding="utf-8")
    rows = json.loads(call("list", "--json", "--scenarios", tmp_path).stdout)
    assert "copy" in [row["id"] for row in rows]
    result = call("lint", tmp_path / "copy")
    assert result.exit_code == 0
    assert "the folder is called 'copy', and the scenario 'toy'" in result.stdout


def test_a_time_before_the_alert_agrees_with_the_clock() -> None:
    """Minutes are those of the clock on the wall, on both sides of the alert."""
    assert [from_alert(at) for at in (-90, -60, -30, 0, 30, 90)] == [
        "T−0:02", "T−0:01", "T−0:01", "T+0:00", "T+0:00", "T+0:01",
    ]  # fmt: skip


def test_quotation_marks_inside_the_words_belong_to_them() -> None:
    """Nothing behind an inner mark is lost, and a forgotten last mark loses nothing."""
    words = Words(default_rules().vocabulary)
    assert words.read('update "We say "sorry" today" warm') == Order("update", ("warm",), 'We say "sorry" today')
    assert words.read('update "We are on it') == Order("update", (), "We are on it")


def play(home: Path, *lines: str) -> tuple[str, list[dict[str, object]]]:
    """(what was shown, the commands given) of a piped drill of the toy."""
    done = drillroom(
        "play", "toy", "--plain", "--seed", 3, "--pace", 1_000_000, "--scenarios", TOYS,
        home=home, stdin="".join(f"{line}\n" for line in lines),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (log,) = (home / "drills").glob("*.jsonl")
    records = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return done.stdout, [line for line in records if line.get("kind") == "CommandGiven"]


@pytest.mark.parametrize(
    "typed", ["disclose scope", "disclose scope and cause", "公开事实 范围", "公开事实 影响范围", "apologize sorry"]
)
def test_a_stray_word_is_never_published(typed: str, tmp_path: Path) -> None:
    """A fact that nobody has told us is refused by its name; it does not become the words of a statement."""
    text, given = play(tmp_path, "skip", typed)
    assert "Not possible" in text
    assert "Dropped; nothing was done." in text
    assert given == []


def test_a_sentence_without_quotes_is_published_whole(tmp_path: Path) -> None:
    """The words in front of it are arguments as long as they fit; the sentence is not searched for more."""
    text, given = play(tmp_path, "skip", "update warm We are here for users and staff")
    assert "We are here for users and staff" in text
    assert given[0]["args"]["tone"] == "warm"  # type: ignore[index]
    assert "to" not in given[0]["args"]  # type: ignore[operator]
