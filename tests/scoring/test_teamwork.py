"""Working together: repair beside talk, departments at work, new answers to turns of events."""

from __future__ import annotations

import pytest
from logs import FACTS, HOUR, MINUTE, Story

from drillroom.log.records import (
    DecisionOpened,
    DecisionTaken,
    FactLeaked,
    NoteLeaked,
    RelapseStarted,
    SummonsAnswered,
    SummonsArrived,
    Text,
)

ASK = Text(ref="ask")


def harmed(**scenario: object) -> Story:
    return Story(**scenario).state(0, harm=0.8, heat=40)


@pytest.mark.parametrize(
    ("work", "talk", "mark"), [(20, 20, 1.0), (60, 60, 1.0), (240, 20, 0.5), (20, 240, 0.5), (240, 240, 0.0)]
)
def test_repair_and_talk_should_both_begin_within_the_hour(work: float, talk: float, mark: float) -> None:
    """One of them late earns half (X4)."""
    assert harmed().do(work, "contain").say(talk, "holding_statement").mark("pair") == mark


def test_one_without_the_other_earns_nothing() -> None:
    """Either alone leaves one fuel burning; false words are no talk."""
    assert harmed().do(20, "fix").mark("pair") == 0.0
    assert harmed().say(20, "holding_statement").mark("pair") == 0.0
    assert harmed().do(20, "fix").say(20, "deny", ("what", "lie")).mark("pair") == 0.0


def test_without_harm_there_is_nothing_to_repair() -> None:
    """Not exercised, where nobody is harmed."""
    assert Story().state(0).say(20, "holding_statement").mark("pair") is None


def at_work(*seats: str, until: float = 60) -> Story:
    story = Story()
    for seat in seats:
        story.do(until, "moderate_own", seats=(seat,))
    return story


NEEDED = ("lead", "pr", "legal", "tech", "service")


def test_every_department_an_owner_and_the_staff_told_is_full() -> None:
    """Seven things within four hours."""
    assert at_work(*NEEDED).do(61, "assign").do(62, "brief").mark("joint") == 1.0


@pytest.mark.parametrize("missing", NEEDED)
def test_an_idle_department_costs(missing: str) -> None:
    """Six of seven stay below full marks."""
    seats = tuple(seat for seat in NEEDED if seat != missing)
    story = at_work(*seats).do(61, "assign", seats=("hr",)).do(62, "brief", seats=("hr",))
    mark = story.mark("joint")
    assert mark is not None
    assert 0.5 < mark < 1
    assert missing in str(story.card().metrics["joint"].note)


def test_work_after_four_hours_comes_too_late() -> None:
    """Nobody was at work when it mattered."""
    assert at_work(*NEEDED, until=300).mark("joint") == 0.0


def test_a_seat_that_the_scenario_keeps_away_is_not_missed() -> None:
    """Its empty chair is the scenario's doing."""
    away = Story(seats={"legal": {"away_until": 5 * HOUR}})
    for seat in ("lead", "pr", "tech", "service"):
        away.do(30, "moderate_own", seats=(seat,))
    assert away.do(61, "assign").do(62, "brief").mark("joint") == 1.0


def summoned(minute: float, answered: float | None) -> Story:
    story = Story(injects=[{"kind": "summons", "id": "s"}])
    at = int(minute * MINUTE)
    story.add(SummonsArrived(at=at, summons="s", by=ASK, text=ASK, due=at + 4 * HOUR, questions=(ASK,)))
    return (
        story if answered is None else story.add(SummonsAnswered(at=int(answered * 60), summons="s", answers=("fact",)))
    )


def test_a_summons_answered_in_time_is_met() -> None:
    """And one that is let pass is not."""
    assert summoned(100, 130).mark("adapt") == 1.0
    assert summoned(100, None).mark("adapt") == 0.0


@pytest.mark.parametrize(("minutes", "met"), [(10, True), (30, True), (240, False)])
def test_a_fact_found_out_asks_for_a_new_answer_soon(minutes: float, met: bool) -> None:
    """Half an hour for full marks, nothing after four hours."""
    story = Story().add(FactLeaked(at=600 * MINUTE, fact="scope", found="hidden")).do(600 + minutes, "compensate")
    assert story.mark("adapt") == (1.0 if met else 0.0)


@pytest.mark.parametrize(
    "turn",
    [
        FactLeaked(at=600 * MINUTE, fact="scope", found="lie"),
        NoteLeaked(at=600 * MINUTE, note="n", post="p"),
        RelapseStarted(at=600 * MINUTE, harm=0.1),
    ],
)
def test_every_kind_of_turn_that_nobody_answers_costs(turn: object) -> None:
    """A leak, a note, a relapse."""
    assert Story().add(turn).mark("adapt") == 0.0  # type: ignore[arg-type]


def test_what_comes_out_together_is_one_turn() -> None:
    """Two facts of one article ask for one answer."""
    story = Story(facts={**FACTS, "more": {"known_at": 0}})
    for fact in ("scope", "more"):
        story.add(FactLeaked(at=600 * MINUTE, fact=fact, found="hidden"))
    assert story.do(610, "compensate").card().metrics["adapt"].note == Text(
        ref="doctrine.notes.turns", args={"met": 1, "count": 1}
    )


def test_a_fact_told_before_it_came_out_is_no_turn() -> None:
    """Headed off: it costs nothing, and the mark is full where it could have come."""
    facts = {**FACTS, "scope": {"known_at": 100 * MINUTE, "leak_at": 600 * MINUTE}}
    told = Story(facts=facts).add(FactLeaked(at=600 * MINUTE, fact="scope", found="told"))
    assert told.mark("adapt") == 1.0
    assert Story().mark("adapt") is None


def test_a_decision_that_events_brought_up_should_be_taken() -> None:
    """Time-outs are turns that met nothing; decisions by the clock are no turns."""
    asked = Story(decisions=[{"id": "d", "when": "heat > 60"}, {"id": "timed"}])
    asked.add(DecisionOpened(at=300, decision="d", seat="lead", closes=900, options=("a",)))
    asked.add(DecisionOpened(at=300, decision="timed", seat="lead", closes=900, options=("a",)))
    assert asked.mark("adapt") == 0.0
    assert asked.add(DecisionTaken(at=400, decision="d", option="a", seat="lead")).mark("adapt") == 1.0
