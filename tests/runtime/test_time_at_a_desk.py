"""Time at a desk: what a drill of the shipped crisis asks of somebody who reads and writes at human speed."""

from __future__ import annotations

from functools import cache

import pytest
from reader import RULES, SHIPPED, Reader, seat_at

from drillroom.log.header import Header
from drillroom.runtime.headless import run
from drillroom.runtime.opening import drill_of, open_header
from drillroom.runtime.rerun import first_difference, play_again
from drillroom.scenario.load import from_resolved, load_scenario
from drillroom.scenario.playbook import NONE, Playbook, load_playbook
from drillroom.scenario.short import shortened

LANGUAGES = ("en", "zh-Hans")
LONGEST_GAP = 20.0
"""Wall seconds that nobody should be without anything new."""

FOLDER = SHIPPED / "open-back-door"
SCENARIO = load_scenario((FOLDER / "scenario.yaml").read_bytes(), file="scenario.yaml", vocabulary=RULES.vocabulary)
MODEL = load_playbook(
    (FOLDER / "playbooks" / "model.yaml").read_bytes(),
    file="model.yaml",
    scenario=SCENARIO,
    vocabulary=RULES.vocabulary,
)


def header_of(seed: int, *, is_short: bool = False) -> Header:
    return open_header(SCENARIO, RULES, seed=seed, playbooks={"none": NONE, "model": MODEL}, is_short=is_short)


def fitting(header: Header, playbook: Playbook) -> Playbook:
    return shortened(playbook, from_resolved(header.scenario)) if header.settings.get("short") else playbook


@cache
def sat(seed: int, language: str, *, is_short: bool = False, is_keen: bool = True) -> Reader:
    """A reader who has been through the drill: a keen one does all that the reference does, the other only answers."""
    header = header_of(seed, is_short=is_short)
    reader = seat_at(header, fitting(header, MODEL) if is_keen else NONE, language=language)
    reader.sit()
    return reader


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", [7, 10])
def test_a_solo_drill_takes_twenty_to_thirty_minutes(seed: int, language: str) -> None:
    """Somebody who reads everything, writes in their own words and does all that the reference does needs no longer."""
    assert 20 <= sat(seed, language).minutes <= 30


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", [7, 10])
@pytest.mark.parametrize("is_keen", [True, False])
def test_nobody_is_without_anything_new_for_twenty_seconds(seed: int, language: str, is_keen: bool) -> None:
    """Reading, writing, deciding or waiting: something comes, and counters do not count as that."""
    reader = sat(seed, language, is_keen=is_keen)
    assert reader.longest_gap <= LONGEST_GAP, max(reader.gaps(), key=lambda gap: gap[0])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", [7, 10])
def test_a_first_drill_takes_about_twelve_minutes(seed: int, language: str) -> None:
    """The short form begins at the alert; who only answers needs ten minutes, who does everything fourteen."""
    keen, calm = (sat(seed, language, is_short=True, is_keen=is_keen) for is_keen in (True, False))
    assert keen.novelties[0].now == 0
    assert 10 <= calm.minutes <= keen.minutes <= 14
    assert max(keen.longest_gap, calm.longest_gap) <= LONGEST_GAP


def test_the_reader_does_what_the_reference_does() -> None:
    """The measure is worth something: every step is given and none is refused, only some minutes later."""
    reader = sat(7, "en")
    assert reader.refused == []
    assert reader.scored() in ("P", "S")


def test_what_a_desk_does_to_time_changes_no_record() -> None:
    """Commands at the seconds at which the reader gave them make the same world without any desk."""
    reader = sat(7, "en", is_short=True)
    world = reader.notebook.world
    assert first_difference(world, play_again(drill_of(reader.header), world, until=reader.driver.now)) is None


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_short_form_can_be_played_well_and_badly(seed: int) -> None:
    """The reference comes off well and doing nothing does not; what a short form cannot exercise counts against
    nobody."""
    header = header_of(seed, is_short=True)
    model = run(header, fitting(header, MODEL))
    assert model.refused == ()
    assert model.card.rating in ("P", "S")
    marks = {name: it.mark for name, it in model.card.metrics.items()}
    assert {name for name, mark in marks.items() if mark is None} == {"detect", "grade", "prep", "review", "after"}
    assert all(mark == 1.0 for name, mark in marks.items() if mark is not None and name != "harm")
    assert marks["harm"] >= 0.75, "a repair of six hours is not over when the short form is"
    nothing = run(header, NONE)
    assert nothing.card.rating == "U"
    assert nothing.card.outcome == 0
