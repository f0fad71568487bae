"""A person's own words: by their key in the log, in full in the people file beside it, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from drillroom.analysis.rollout import play
from drillroom.log.chain import world_digest
from drillroom.log.people import People
from drillroom.log.records import CommandGiven, StatementPublished
from drillroom.runtime.headless import run
from drillroom.runtime.opening import drill_of
from drillroom.runtime.words import keyed, own_words
from drillroom.scenario.playbook import NONE, Playbook, load_playbook
from drillroom.storage.logs import people_path, read_log, read_people_of, write_log
from toy import RULES, toy, toy_header

VOCABULARY = RULES.vocabulary
PLAN = b"""
drillroom-playbook: 0
steps:
  - {at: 5m, do: statement, words: "Mrs. Feather asked us", claims: [{fact: scope, op: unknown}]}
  - {at: 6m, do: brief_upward, facts: "Feather knew", risk: "Feather talks", decision: "Feather goes"}
  - {at: 7m, do: assign, task: "ring up Feather", seat: pr}
  - {at: 8m, do: assess, type: data_leak, scope: "all of Feather Street", severity: hi}
  - {at: 9m, do: moderate_own, rule: "rule Feather"}
"""


def plan() -> Playbook:
    return load_playbook(PLAN, file="plan.yaml", scenario=toy(), vocabulary=VOCABULARY)


def test_own_words_are_told_by_the_kind_of_the_argument() -> None:
    """What is chosen from a list stays as it is; what is typed freely is a person's own."""
    args = {"type": "data_leak", "scope": "Feather Street", "severity": "hi", "hours": 3}
    assert own_words("assess", args, VOCABULARY) == {"scope": "Feather Street"}
    assert own_words("assess", {"type": "Feather"}, VOCABULARY) == {"type": "Feather"}
    assert own_words("holding_statement", {"words": "x", "tone": "warm"}, VOCABULARY) == {"words": "x"}
    assert own_words("decide", {"decision": "first-words", "option": "wait"}, VOCABULARY) == {}


def test_a_keyed_playbook_asks_for_the_same_and_holds_no_words() -> None:
    """Each step keeps its time, its action and what was chosen; the people file holds all the words."""
    book, people = keyed(plan(), People(b"salt"), VOCABULARY)
    assert "Feather" not in str(book.as_json())
    assert [(step.at, step.do, set(step.args)) for step in book.steps] == [
        (step.at, step.do, set(step.args)) for step in plan().steps
    ]
    assert all(key in str(book.as_json()) for key in people.texts)
    assert len(people.texts) == 7
    assert set(people.typed) == {"p1"}


def test_a_headless_log_holds_no_typed_words(tmp_path: Path) -> None:
    """They stand in the people file beside it, whole, and the published text leads there."""
    played = run(toy_header(), plan())
    assert not played.refused
    path = write_log(tmp_path / "a.jsonl", played.header, played.entries, played.people)
    assert b"Feather" not in path.read_bytes()
    people, records = read_people_of(path), [entry.record for entry in read_log(path).entries]
    assert people is not None
    given = {it.do: it for it in records if isinstance(it, CommandGiven)}
    assert people.texts[given["assign"].args["task"]] == "ring up Feather"
    assert given["assess"].args["type"] == "data_leak"
    (said,) = [it.text.ref for it in records if isinstance(it, StatementPublished)]
    assert people.texts[said.removeprefix("words.")] == "Mrs. Feather asked us"


def test_the_same_playbook_gives_the_same_bytes(tmp_path: Path) -> None:
    """Log and people file are functions of scenario, playbook and seed; another seed has other keys."""
    written = []
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        played = run(toy_header(seed=seed), plan())
        path = write_log(tmp_path / f"{name}.jsonl", played.header, played.entries, played.people)
        written.append((path.read_bytes(), people_path(path).read_bytes()))
    assert written[0] == written[1]
    assert not set(played.people.texts) & set(run(toy_header(), plan()).people.texts)


def test_a_header_holds_no_typed_words_of_its_baselines() -> None:
    """The reference stands there with the keys that it has when it is played itself, so both are the same drill."""
    header = toy_header(model=plan())
    assert "Feather" not in str(header.as_json())
    logged = play(drill_of(header), Playbook.from_json(header.playbooks["model"]))
    played = run(header, plan()).entries
    assert world_digest(logged) == world_digest(played[: len(logged)])


def test_a_log_written_again_keeps_no_words_of_the_one_before(tmp_path: Path) -> None:
    """A log of a playbook without words has no people file, and no old one beside it."""
    path, header = tmp_path / "a.jsonl", replace(toy_header(), playbook="plan")
    played, silent = run(header, plan()), run(header, NONE)
    write_log(path, played.header, played.entries, played.people)
    assert people_path(path).exists()
    write_log(path, silent.header, silent.entries, silent.people)
    assert not people_path(path).exists()
