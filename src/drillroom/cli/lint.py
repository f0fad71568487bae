"""``drillroom lint``: tells every problem of scenario and playbook files.

Every file is looked at, whatever was wrong with the one before.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .frame import DID_NOT_HOLD, DONE, put, put_json, tell, verb

if TYPE_CHECKING:
    from drillroom.errors import Problem


@verb("lint", examples=["drillroom lint scenarios/open-back-door", "drillroom lint scenarios --json"])
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON array of problems on stdout.")
def command(paths: tuple[str, ...], as_json: bool) -> int:
    """Check scenario files and tell every problem. PATH is a file, a scenario's folder or a folder of scenarios."""
    problems = [problem for path in paths for file in _files(Path(path)) for problem in _check(file)]
    errors = [problem for problem in problems if problem.level == "error"]
    if as_json:
        put_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            put(str(problem) if problem.level == "error" else f"{problem} [{problem.level}]")
        tell(f"{len(errors)} errors, {len(problems) - len(errors)} warnings")
    return DID_NOT_HOLD if errors else DONE


def _files(path: Path) -> list[Path]:
    """The scenario files meant by one PATH. Raises UnusableFile where there is none."""
    from drillroom.errors import Problem, UnusableFile
    from drillroom.storage.library import SCENARIO_FILE

    if path.is_file():
        return [path]
    if not path.exists():
        raise UnusableFile([Problem(str(path), 0, 0, "", "no such file or folder")])
    found = [path / SCENARIO_FILE] if (path / SCENARIO_FILE).is_file() else sorted(path.glob(f"*/{SCENARIO_FILE}"))
    if not found:
        raise UnusableFile([Problem(str(path), 0, 0, "", f"no {SCENARIO_FILE} in this folder or the ones inside it")])
    return found


def _check(file: Path) -> list[Problem]:
    """Everything wrong with a scenario and with the playbooks beside it."""
    from drillroom.doctrine.read import default_rules
    from drillroom.errors import Problem, UnusableFile
    from drillroom.scenario.lint import examine
    from drillroom.scenario.playbook import load_playbook
    from drillroom.storage.inputs import read_file
    from drillroom.storage.library import SCENARIO_FILE, find, playbook_names

    vocabulary = default_rules().vocabulary
    try:
        problems, scenario = examine(read_file(file), file=str(file), vocabulary=vocabulary)
    except UnusableFile as error:
        return list(error.problems)
    if scenario is None:
        return problems
    found = find(str(file), ())
    if file.name == SCENARIO_FILE and found.id != scenario.id:
        message = f"the folder is called {found.id!r}, and the scenario {scenario.id!r}"
        hint = "give both one name: a scenario is found by its folder"
        problems.append(Problem(str(file), 0, 0, "id", message, hint, "warning"))
    names = playbook_names(found)
    if file.name == SCENARIO_FILE and "model" not in names:
        hint = "without playbooks/model.yaml a drill gets no outcome and no total"
        problems.append(Problem(str(file), 0, 0, "", "there is no reference to measure against", hint, "warning"))
    for name in names:
        playbook = found.playbooks / f"{name}.yaml"
        try:
            load_playbook(read_file(playbook), file=str(playbook), scenario=scenario, vocabulary=vocabulary)
        except UnusableFile as error:
            problems += error.problems
    return problems
