"""The short form of a scenario."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario_samples import SCENARIO

from drillroom.doctrine.read import default_rules
from drillroom.errors import DrillroomError, UnusableFile
from drillroom.runtime.opening import drill_of, open_header
from drillroom.scenario.format import Scenario
from drillroom.scenario.lint import examine
from drillroom.scenario.load import load_scenario, resolve
from drillroom.scenario.playbook import NONE, Playbook, Step, load_playbook
from drillroom.scenario.short import short_form, shortened

RULES = default_rules()
FOLDER = Path(__file__).parents[2] / "scenarios" / "open-back-door"


def shipped() -> Scenario:
    return load_scenario((FOLDER / "scenario.yaml").read_bytes(), file="s.yaml", vocabulary=RULES.vocabulary)


def model(scenario: Scenario) -> Playbook:
    source = (FOLDER / "playbooks" / "model.yaml").read_bytes()
    return load_playbook(source, file="model.yaml", scenario=scenario, vocabulary=RULES.vocabulary)


def written(length: str) -> bytes:
    """The sample with these lines about its length."""
    return SCENARIO.replace("length: {solo: 20m, team: 1h}", length).encode()


def loaded(length: str = "length: {solo: 20m}") -> Scenario:
    return load_scenario(written(length), file="s.yaml", vocabulary=RULES.vocabulary)


def found(length: str) -> list[str]:
    return [problem.message for problem in examine(written(length), file="s.yaml", vocabulary=RULES.vocabulary)[0]]


def test_it_goes_from_the_alert_to_its_end() -> None:
    """No watch phase, no signals, nothing on the calendar beyond; the file's own form is as it was."""
    whole = shipped()
    before = resolve(whole)
    short = short_form(whole, RULES.vocabulary)
    assert resolve(whole) == before
    assert (short.starts, short.ends, short.short) == (0, 4 * 3600, None)
    assert all(0 <= at < short.ends for at in short.phases.values())
    assert not [it for it in short.injects if it.kind == "signal"]
    assert {it.id for it in whole.injects if it.at is not None and 0 <= it.at < short.ends and it.kind != "signal"} <= {
        it.id for it in short.injects
    }


def test_what_a_condition_asks_about_stays() -> None:
    """A decision of the next day and a call of the evening are left in where somebody asks what came of them, and
    never come."""
    whole = shipped()
    short = short_form(whole, RULES.vocabulary)
    header = open_header(whole, RULES, seed=1, playbooks={"none": NONE}, is_short=True)
    drill = drill_of(header)
    drill.advance_to(drill.ends)
    names = {getattr(it.record, field, None) for it in drill.events() for field in ("decision", "call", "mail", "post")}
    assert {it.id for it in short.injects if it.at is not None and it.at >= short.ends}.isdisjoint(names)
    assert {it.id for it in short.decisions if it.at is not None and it.at >= short.ends}.isdisjoint(names)


def test_no_phase_is_entered_that_has_no_time() -> None:
    """The first thing that a trainee of the short form is told is not the watch phase."""
    drill = drill_of(open_header(shipped(), RULES, seed=1, playbooks={"none": NONE}, is_short=True))
    drill.advance_to(drill.ends)
    phases = [it.record.phase for it in drill.events() if type(it.record).__name__ == "PhaseChanged"]
    assert phases == ["outbreak", "response"]


def test_a_playbook_is_cut_to_fit() -> None:
    """Steps of another time, or about what is left out, are dropped; the rest is as it was."""
    whole = shipped()
    short = short_form(whole, RULES.vocabulary)
    book = shortened(model(whole), short)
    assert book.steps == tuple(step for step in model(whole).steps if 0 <= step.at < short.ends)
    stray = Playbook("p", steps=(Step(60, "look", {"signal": "odd-traffic"}), Step(60, "contain")))
    assert shortened(stray, short).steps == (Step(60, "contain"),)


def test_the_header_says_that_it_was_short() -> None:
    """Whoever reads the log needs no scenario file to know."""
    whole = shipped()
    header = open_header(whole, RULES, seed=1, playbooks={"none": NONE, "model": model(whole)}, is_short=True)
    assert header.settings["short"] is True
    assert header.scenario["ends"] == 4 * 3600
    assert all(0 <= step["at"] < 4 * 3600 for step in header.playbooks["model"]["steps"])
    assert "short" not in open_header(whole, RULES, seed=1, playbooks={"none": NONE}).settings


def test_a_scenario_without_one_is_refused() -> None:
    """With a hint, not a crash."""
    with pytest.raises(DrillroomError, match="has no short form"):
        open_header(loaded(), RULES, seed=1, playbooks={"none": NONE}, is_short=True)
    with pytest.raises(ValueError, match="no short form"):
        short_form(loaded(), RULES.vocabulary)


@pytest.mark.parametrize("ends", ["0", "-1h", "30d"])
def test_it_ends_after_the_alert_and_before_the_end(ends: str) -> None:
    """Anything else is an error at its place."""
    with pytest.raises(UnusableFile, match="is no end of a short form"):
        loaded(f"length: {{solo: 20m, short: 9m}}\nshort: {{ends: {ends}}}")


def test_lint_wants_something_to_decide_and_a_length() -> None:
    """A short form without decisions is a film."""
    hurried = found("length: {solo: 20m}\nshort: {ends: 1m}")
    assert "0 of the decisions fit into the short form" in hurried
    assert "nothing says how long the short form takes at a desk" in hurried
    assert "there is no short form" in found("length: {solo: 20m, short: 12m}")
