"""The debrief as a screen shows it: words and columns out of one value."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from drillroom.doctrine.read import default_rules
from drillroom.language import speech
from drillroom.report.debrief import Debrief
from drillroom.runtime.debriefs import open_debrief
from drillroom.runtime.headless import run
from drillroom.runtime.opening import open_header
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE, load_playbook
from drillroom.storage.logs import write_log
from drillroom.views.course import OUT, SPOKE, UNTRUE, course
from drillroom.views.debrief import tell

TOY = Path(__file__).parents[1] / "toy"
RULES = default_rules()
LANGUAGES = ("en", "zh-Hans")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Debrief]:
    """The toy as nobody and as its reference played it."""
    toy = load_scenario((TOY / "scenario.yaml").read_bytes(), file="toy", vocabulary=RULES.vocabulary)
    raw = (TOY / "playbooks" / "model.yaml").read_bytes()
    books = {"none": NONE, "model": load_playbook(raw, file="model", scenario=toy, vocabulary=RULES.vocabulary)}
    found = {}
    for name, book in books.items():
        done = run(open_header(toy, RULES, seed=5, playbooks=books, playbook=name), book)
        path = tmp_path_factory.mktemp(name) / "log.jsonl"
        found[name] = open_debrief(write_log(path, done.header, done.entries, done.people))[0]
    return found


@pytest.mark.parametrize("name", ["none", "model"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_total_stands_with_both_its_parts(name: str, lang: str, told: dict[str, Debrief]) -> None:
    """Three numbers, never one; and the use of them is said."""
    front = tell(told[name], speech(lang)).front
    assert len(front.numbers) == 3
    assert front.lead
    assert front.use == speech(lang).pick(RULES.doctrine.use)


def test_what_was_not_exercised_is_no_zero(told: dict[str, Debrief]) -> None:
    """It has no share, and says so in words."""
    debrief = told["model"]
    unmarked = tuple(replace(it, points=None) for it in debrief.principles)
    for bar in tell(replace(debrief, principles=unmarked), speech("en")).bars:
        assert bar.share is None
        assert bar.points == "not exercised"
        assert bar.role == "none"


def test_a_cap_that_lowered_the_total_shows_both_numbers(told: dict[str, Debrief]) -> None:
    """One that lowered nothing is told as a rule that was broken, without numbers."""
    debrief = told["none"]
    assert debrief.caps
    cap = replace(debrief.caps[0], principle=None, before=78.0, after=40.0)
    low = replace(debrief, caps=(cap,), verdict=replace(debrief.verdict, total=40.0, uncapped=78.0))
    front = tell(low, speech("en")).front
    assert front.rules == ()
    assert "78 → capped at 40" in front.caps[0]
    assert front.numbers[0].note == "78 → capped at 40"
    high = replace(low, verdict=replace(low.verdict, total=12.0, uncapped=12.0), caps=(replace(cap, before=12.0),))
    front = tell(high, speech("en")).front
    assert front.caps == ()
    assert len(front.rules) == 1


@pytest.mark.parametrize("width", [1, 2, 9, 40, 64, 120, 500])
@pytest.mark.parametrize("name", ["none", "model"])
def test_the_course_fits_every_width(width: int, name: str, told: dict[str, Debrief]) -> None:
    """A value for each column, within 0..100; signs and times lie inside and do not cover each other."""
    found = course(told[name], speech("en"), width)
    for lane in found.lanes:
        assert len(lane.drill) == len(lane.model) == width
        assert all(0 <= value <= 100 for value in lane.drill if value is not None)
    assert all(0 <= it.column < width for it in (*found.signs, *found.moments))
    assert len({it.column for it in found.signs}) == len(found.signs)
    ends = 0
    for column, word in found.ticks:
        assert column >= ends
        ends = column + len(word) + 1
    assert ends <= width + 1


def test_the_last_value_of_the_course_is_the_last_of_the_log(told: dict[str, Debrief]) -> None:
    """Nothing is smoothed away at the end of a wide drawing."""
    debrief = told["model"]
    trust, heat = course(debrief, speech("en"), 400).lanes
    run_of = debrief.timeline.runs[0]
    assert trust.drill[-1] == pytest.approx(run_of.trust[-1])
    assert heat.drill[-1] == pytest.approx(run_of.heat[-1])


def test_every_sign_on_the_course_has_its_meaning(told: dict[str, Debrief]) -> None:
    """And only those that are there; knowingly untrue words have a sign of their own."""
    nobody, model = (course(told[name], speech("en"), 200) for name in ("none", "model"))
    assert SPOKE not in {sign for sign, _ in nobody.legend}
    assert OUT in {sign for sign, _ in nobody.legend}
    assert SPOKE in {sign for sign, _ in model.legend}
    debrief = told["model"]
    lied = tuple(
        replace(it, claims=tuple(replace(claim, verdict="lie") for claim in it.claims)) for it in debrief.statements
    )
    untrue = course(replace(debrief, statements=lied), speech("en"), 200)
    assert UNTRUE in {it.sign for it in untrue.signs}
    assert {it.sign for it in untrue.signs} == {sign for sign, _ in untrue.legend}


def test_a_log_without_a_course_has_no_lanes(told: dict[str, Debrief]) -> None:
    """What the log does not hold is not drawn."""
    debrief = told["model"]
    assert course(replace(debrief, timeline=replace(debrief.timeline, runs=())), speech("en"), 80).lanes == ()
