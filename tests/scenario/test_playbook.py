"""Playbook files: YAML or JSON in, sorted single steps out."""

# ruff: noqa: E501 - one case a line reads better than a case over five

from __future__ import annotations

import json

import pytest
from scenario_samples import PLAYBOOK, SCENARIO

from drillroom.doctrine.read import default_vocabulary
from drillroom.errors import UnusableFile
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import MAX_STEPS, NONE, Playbook, Step, load_playbook

VOCABULARY = default_vocabulary()
SCENE = load_scenario(SCENARIO.encode(), file="s", vocabulary=VOCABULARY)


def load(text: str, file: str = "books/model.yaml") -> Playbook:
    return load_playbook(text.encode(), file=file, scenario=SCENE, vocabulary=VOCABULARY)


def steps(*rows: str) -> str:
    return "drillroom-playbook: 0\nsteps:\n" + "".join(f"  - {row}\n" for row in rows)


def refusal(text: str) -> list[str]:
    with pytest.raises(UnusableFile) as caught:
        load(text, "p.yaml")
    return str(caught.value).splitlines()


def test_steps_come_out_sorted_and_repeats_written_out() -> None:
    """Every repeat is a step of its own; a decision is a step like any other."""
    book = load(PLAYBOOK)
    assert book.name == "model"
    assert [(step.at, step.do) for step in book.steps] == [
        (300, "assemble_team"),
        (1200, "decide"),
        (3600, "disclose"),
        (14400, "update"),
        (28800, "update"),
        (43200, "update"),
    ]
    assert book.steps[1] == Step(1200, "decide", {"decision": "first-words", "option": "honest"}, seat="lead")
    assert book.steps[3].added


def test_a_playbook_survives_the_log() -> None:
    """Through JSON and back."""
    book = load(PLAYBOOK)
    assert Playbook.from_json(json.loads(json.dumps(book.as_json()))) == book
    assert Playbook.from_json(NONE.as_json()) == NONE


def test_json_is_fine() -> None:
    """A script writes JSON more easily."""
    text = json.dumps({"drillroom-playbook": 0, "steps": [{"at": "5m", "do": "holding_statement", "words": "好 😀"}]})
    assert load(text).steps == (Step(300, "holding_statement", {"words": "好 😀"}),)


def test_steps_at_the_same_second_keep_their_order() -> None:
    """The file decides."""
    assert [step.do for step in load(steps("{at: 5m, do: fix}", "{at: 5m, do: contain}")).steps] == ["fix", "contain"]


def test_an_argument_named_like_a_step_field_is_the_argument() -> None:
    """``assign`` names a seat; that is not who speaks."""
    assert load(steps("{at: 5m, do: assign, task: find the map, seat: tech}")).steps == (
        Step(300, "assign", {"task": "find the map", "seat": "tech"}),
    )


def test_repeats_end_with_the_drill() -> None:
    """``until`` defaults to the end and cannot go beyond it; ``from`` defaults to one step."""
    assert [step.at for step in load(steps("{every: 12h, do: update}")).steps] == [43200, 86400, 129600, 172800]
    assert load(steps("{every: 1d, from: 0, until: 60d, do: update}")).steps[-1].at == 172800


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("{at: 1h, do: pray}", "p.yaml:3:18: steps.0.do: there is no action 'pray'"),
        ("{at: 1h, do: dislose, facts: due}", "there is no action 'dislose' (did you mean 'disclose'?)"),
        ("{at: 1h, do: disclose, facts: [what, unicorn]}", "p.yaml:3:42: steps.0.facts.1: there is no fact 'unicorn'"),
        ("{at: 1h, do: disclose}", "p.yaml:3:5: steps.0: disclose needs the argument 'facts'"),
        ("{at: 1h, do: fix, hwo: fast}", "p.yaml:3:23: steps.0.hwo: fix takes no argument 'hwo' (it takes none)"),
        ("{at: soon, do: fix}", "p.yaml:3:10: steps.0.at: 'soon' is no time"),
        ("{at: 15, do: fix}", "steps.0.at: 15 is no time (write it with its unit"),
        ("{do: fix}", "p.yaml:3:5: steps.0: the step has no time"),
        ("{at: 1h}", "p.yaml:3:5: steps.0: the step does nothing"),
        ("{at: 1h, every: 1h, do: fix}", "steps.0.every: a step is either at a time or every so often"),
        ("{at: 1h, until: 2h, do: fix}", "steps.0.until: 'until' goes with every"),
        ("{every: 1s, do: update}", "steps.0.every: '1s' is too short"),
        ("{every: -1h, do: update}", "steps.0.every: '-1h' is too short"),
        ("{every: 1h, from: 5h, until: 2h, do: update}", "steps.0.until: it ends before it begins (5h)"),
        ("{at: 1h, decide: first-wrods, option: honest}", "p.yaml:3:22: steps.0.decide: there is no decision 'first-wrods' (did you mean 'first-words'?)"),
        ("{at: 1h, decide: first-words, option: honets}", "steps.0.option: the decision 'first-words' has no option 'honets' (did you mean 'honest'?)"),
        ("{at: 1h, decide: first-words}", "steps.0: the field 'option' is missing (one of honest, wait, shrink)"),
        ("{at: 1h, decide: first-words, option: wait, do: fix}", "steps.0.do: a decision takes no field 'do'"),
        ("{at: 1h, do: fix, option: wait}", "steps.0.option: an option belongs to a decision"),
        ("{at: 1h, do: fix, seat: boss}", "steps.0.seat: there is no seat 'boss'"),
        ("{at: 1h, do: fix, added: perhaps}", "steps.0.added: 'perhaps' is not true or false"),
        ("{at: 1h, do: decide, decision: first-words}", "there is no action 'decide' (write decide: and option:)"),
        ("{at: 1h, do: 5}", "steps.0.do: 5 is not the name of an action"),
        ("fix", "p.yaml:3:5: steps.0: 'fix' is not a map of fields"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_line(row: str, expected: str) -> None:
    """Before anything runs."""
    found = refusal(steps(row))
    assert len(found) == 1
    assert expected in found[0]


def test_all_mistakes_come_at_once() -> None:
    """Over all steps and the file's head."""
    text = "drillroom-playbok: 0\nsteps:\n  - {at: 1h, do: pray}\n  - {at: x, do: fix}\n"
    assert [line.split(":")[1] for line in refusal(text)] == ["1", "1", "3", "4"]


def test_repeats_are_capped() -> None:
    """A slip of the unit must not make a million steps."""
    found = refusal(steps(*["{every: 1m, from: 0, do: update}"] * 2))
    assert found == [f"p.yaml:4:5: steps.1: the playbook has more than {MAX_STEPS} steps"]
