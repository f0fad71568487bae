"""What the cards say."""

from __future__ import annotations

from pathlib import Path

import pytest

from drillroom.cli.plain.cards import Card, Teller
from drillroom.cli.plain.names import Names
from drillroom.doctrine.read import default_rules
from drillroom.language import speech
from drillroom.log import records as r
from drillroom.log.situation import Situation
from drillroom.runtime.opening import open_header
from drillroom.scenario.load import load_scenario

TOY = Path(__file__).parents[1] / "toy" / "scenario.yaml"


def teller(lang: str = "en") -> Teller:
    """A viewer of the toy, before anything has happened."""
    rules = default_rules()
    scenario = load_scenario(TOY.read_bytes(), file="toy", vocabulary=rules.vocabulary)
    header = open_header(scenario, rules, seed=1, playbooks={}, relaxed=False)
    return Teller(header, Names(scenario, rules.vocabulary, speech(lang)), dict, Situation(header))


def card(record: r.Record, lang: str = "en") -> Card:
    """The card of a record that has one."""
    found = teller(lang).card(record)
    assert found is not None
    return found


@pytest.mark.parametrize("found", ["hidden", "wrong", "lie"])
def test_a_fact_comes_out(found: str) -> None:
    """Whatever people had not heard from the team."""
    assert card(r.FactLeaked(at=60, fact="what", found=found)).title == "It is out: What happened"


def test_what_we_had_told_does_not_come_out() -> None:
    """It is no news."""
    assert teller().card(r.FactLeaked(at=60, fact="what", found="told")) is None
