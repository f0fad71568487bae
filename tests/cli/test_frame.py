"""The frame of every command: help, streams, exit codes, errors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from shell import drillroom

from drillroom.cli import COMMANDS, root

HEAVY = ("pydantic", "yaml", "simpy", "textual", "faker", "jinja2", "platformdirs")


def call(*words: object) -> Result:
    return CliRunner().invoke(root, [str(word) for word in words])


def test_help_loads_nothing_heavy() -> None:
    """A fresh interpreter that shows the help knows click and hardly anything else."""
    code = (
        "import sys\nfrom drillroom.cli import root\n"
        "try:\n    root.main(['--help'])\nexcept SystemExit as end:\n    assert end.code == 0\n"
        f"loaded = [name for name in {HEAVY} if name in sys.modules]\nassert not loaded, loaded"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Usage: drillroom" in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    """-h and --help agree, exit 0, and show how the command is typed."""
    long, short = call(name, "--help"), call(name, "-h")
    assert long.exit_code == short.exit_code == 0
    assert long.output == short.output
    assert f"drillroom {name}" in long.output.split("Examples:")[1]
    assert "--debug" in long.output


def test_unknown_command_is_corrected() -> None:
    """Exit 2, and the nearest name."""
    result = call("lsit")
    assert result.exit_code == 2
    assert "did you mean 'list'" in result.stderr


def test_unknown_option_is_corrected() -> None:
    """Exit 2, and the nearest option."""
    result = call("run", "x", "--playbok", "y")
    assert result.exit_code == 2
    assert "--playbook" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("run",),
        ("run", "open-back-door", "--seed", "-1"),
        ("run", "open-back-door", "--seed", "many"),
        ("run", "open-back-door", "--series", "soon"),
        ("play", "--pace", "0"),
        ("play", "--pace", "2000000"),
        ("play", "--pace", "5", "--tabletop"),
        ("list", "--lang", "klingon"),
        ("list", "--scenarios", "/no/such/place"),
        ("run", "no-such-scenario"),
        ("run", "./no/such/scenario"),
        ("run", "open-back-door", "--playbook", "no-such"),
        ("run", "open-back-door", "--playbook", "bot:lucky"),
        ("score", "/no/such.jsonl"),
        ("verify", "/no/such.jsonl"),
        ("report", "/no/such.jsonl"),
        ("report", "x.jsonl", "--format", "docs"),
        ("resume", "/no/such.jsonl"),
        ("lint", "/no/such.yaml"),
    ],
)
def test_what_cannot_be_used_exits_2_and_names_it(words: tuple[str, ...]) -> None:
    """No traceback, nothing on stdout, the offending word on stderr."""
    result = call(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert words[-1].strip("./") in result.stderr or len(words) < 3


def test_debug_shows_the_traceback() -> None:
    """Only who asks for it sees it."""
    result = call("run", "no-such-scenario", "--debug")
    assert result.exception is not None
    assert not isinstance(result.exception, SystemExit)


def test_escape_sequences_of_a_name_do_not_reach_the_terminal() -> None:
    """What was typed is shown by its characters, never carried out."""
    result = call("run", "\x1b[31mred")
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr


def test_list_as_json_is_one_document() -> None:
    """An array of objects with an id each."""
    result = call("list", "--json")
    assert result.exit_code == 0
    rows = json.loads(result.stdout)
    (row,) = [row for row in rows if row["id"] == "open-back-door"]
    assert {"title", "crisis", "difficulty", "length", "languages", "origin", "shadows"} <= row.keys()


def test_a_broken_scenario_hides_no_other(tmp_path: Path) -> None:
    """It is listed with its problems beside the good ones."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "scenario.yaml").write_text("drillroom: 0\nid: 7\n", encoding="utf-8")
    rows = {row["id"]: row for row in json.loads(call("list", "--json", "--scenarios", tmp_path).stdout)}
    assert rows["broken"]["problems"]
    assert "problems" not in rows["open-back-door"]
    assert "broken" in call("list", "--scenarios", tmp_path).stdout


def test_list_tells_who_shadows_whom(tmp_path: Path) -> None:
    """A nearer scenario of the same id is said to hide the other."""
    (tmp_path / "open-back-door").mkdir()
    rows = json.loads(call("list", "--json").stdout)
    source = next(row["file"] for row in rows if row["id"] == "open-back-door")
    text = Path(source).read_text(encoding="utf-8")
    (tmp_path / "open-back-door" / "scenario.yaml").write_text(text, encoding="utf-8")
    result = call("--scenarios", tmp_path, "list")
    assert "hides" in result.stderr
    assert source in result.stderr


def test_chinese_comes_from_the_environment(tmp_path: Path) -> None:
    """LANG decides where nobody says anything, --lang beats it, and pipes carry UTF-8 in any locale."""
    chinese = drillroom("list", home=tmp_path, LANG="zh_CN.GBK")
    assert "没关的后门" in chinese.stdout
    assert "The Open Back Door" in drillroom("list", "--lang", "en", home=tmp_path, LANG="zh_CN").stdout
    assert "没关的后门" in drillroom("--lang", "zh", "list", home=tmp_path, LC_ALL="C").stdout


def test_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    """``drillroom schema | head -1`` ends without a traceback."""
    process = subprocess.Popen(
        [sys.executable, "-m", "drillroom", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) in (0, 130)
    assert b"Traceback" not in errors


def test_schema_is_json() -> None:
    """Editors read it as it is."""
    assert json.loads(call("schema").stdout)["type"] == "object"
