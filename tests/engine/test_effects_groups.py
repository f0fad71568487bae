"""What forgotten groups, notes, tired people and the regulator do: each effect, and that its test fails without it.

Two bare drills with the same luck and one difference, as in ``test_effects``.
"""

from __future__ import annotations

from typing import Any

import pytest
from effects import TEAM, Patch, bare, count, end, move, numbers, shows, toy, without, word
from stage import FACTS, of, wave

from drillroom.engine.actions import Actions
from drillroom.engine.losses import Losses
from drillroom.engine.team import Team
from drillroom.log.records import (
    ClaimJudged,
    Entry,
    FactLearned,
    NoteLeaked,
    SummonsAnswered,
    SummonsMissed,
    TaskStarted,
    TeamAssembled,
)
from drillroom.scenario.format import Scenario

anger, rumor, churn, value = map(end, ("anger", "rumor", "churn", "value"))
partners, regulator, fatigue = map(end, ("partners", "regulator", "fatigue"))


# ---------------------------------------------------------------- groups that were forgotten


def _waits(group: str, hours: float = 24) -> tuple[Scenario, Scenario]:
    """A group that must hear within two hours, and one that may wait."""
    with_due, without_due = ({group: {"mood": 70, **due}} for due in ({"due": "2h"}, {}))
    return toy(hours, stakeholders=with_due), toy(hours, stakeholders=without_due)


def test_forgotten_partners_and_investors_cost() -> None:
    """Confidence and market value are lower a day later, whatever the public thinks."""
    due, free = _waits("partners")
    shows(partners, by=8.0, emptied=numbers(missed_partners=0.0), on=free, less_on=due)
    due, free = _waits("investors")
    shows(value, by=1.2, emptied=numbers(missed_investors=0.0), on=free, less_on=due)


def test_a_forgotten_regulator_presses() -> None:
    """The pressure is higher."""
    due, free = _waits("regulator")
    shows(regulator, by=5.0, emptied=numbers(missed_regulator=0.0), on=due, less_on=free)


@pytest.mark.parametrize("group", ["users", "public"])
def test_forgotten_users_and_public_are_angry(group: str) -> None:
    """A little more, from the minute on which they should have heard."""
    due, free = _waits(group, hours=2.1)
    shows(anger, by=0.5, emptied=numbers(missed_anger=0.0), on=due, less_on=free)


@pytest.mark.parametrize("group", ["media", "influencers", "experts"])
def test_forgotten_media_leaders_and_experts_guess(group: str) -> None:
    """Rumor is a little higher, from the minute on which they should have heard."""
    due, free = _waits(group, hours=2.1)
    shows(rumor, by=0.5, emptied=numbers(missed_rumor=0.0), on=due, less_on=free)


def test_more_users_leave_where_they_were_not_told() -> None:
    """After three days."""
    told = [move(60, "notify", to="users")]
    shows(churn, more=[], less=told, by=0.1, emptied=without("notify"), on=toy(72))


# ---------------------------------------------------------------- notes, briefings, the table


def _notes(**staff: Any) -> Scenario:
    """Eighty inner notes after an hour, each with its own luck."""
    leak = {"chance": 0.5, "after": "30m", "by": "insider", "channel": "microblog", "reach": 100}
    note = {"kind": "mail", "at": "1h", "by": "boss", "text": "say nothing", "leak": leak}
    notes = [note | {"id": f"n{number}"} for number in range(80)]
    return toy(2, stakeholders={"staff": staff}, injects=[wave(0, 90_000), *notes])


def test_staff_in_a_bad_mood_leak_more() -> None:
    """Of eighty notes, at least fifteen more get out."""
    upset, fond = _notes(mood=10), _notes(mood=90)
    shows(count(NoteLeaked), by=15, emptied=numbers(note_leak_upset=0.0), on=upset, less_on=fond)


def test_staff_who_were_not_told_leak_more() -> None:
    """Forgotten until after their time, against briefed in it."""
    told = [move(10, "brief", to="staff")]
    on, emptied = _notes(mood=60, due="30m"), numbers(note_leak_upset=0.0)
    shows(count(NoteLeaked), more=[], less=told, by=3, emptied=emptied, on=on)


def test_own_notes_with_typed_words_leak_sometimes() -> None:
    """Of thirty notes to everybody one or more; of notes without words none."""
    typed, plain = ([move(it, "brief", **how) for it in range(10, 310, 10)] for how in ({"words": "w"}, {}))
    shows(count(NoteLeaked), more=typed, less=plain, by=1, emptied=numbers(note_leak=0.0))


def test_a_note_to_everybody_leaks_more_easily_than_one_to_a_group() -> None:
    """Of a hundred notes in typed words."""
    many, few = ([move(it, "brief", words="w", to=to) for it in range(10, 610, 6)] for to in ("staff", "partners"))
    shows(count(NoteLeaked), more=many, less=few, by=1, emptied=numbers(note_leak_few=1.0), on=toy(15))


def test_a_briefing_brings_facts_to_every_seat() -> None:
    """What one seat knew the others know, and a claim about it is the truth and no guess."""
    on = toy(2, facts={name: fact | {"told_to": ["tech"]} for name, fact in FACTS.items()})
    says = move(70, "statement", claims=[{"fact": "what", "op": "is", "value": "profiles"}])
    emptied = Patch(Actions, "_settle_team")
    for measure in (count(FactLearned, source="brief"), count(ClaimJudged, verdict="true")):
        shows(measure, more=[move(60, "brief"), says], less=[says], by=1, emptied=emptied, on=on, solo=False)


def test_who_is_away_does_not_sit_at_the_table() -> None:
    """The record of the assembled team names those who were there."""
    away = toy(1, seats={"legal": {"away_until": "1h"}, "hr": {"away_until": "2h"}})

    def present(entries: list[Entry]) -> float:
        return float(len(of(entries, TeamAssembled)[0].seats))

    shows(present, by=2, emptied=Patch(Team, "_is_in", lambda *_: True), on=toy(1), less_on=away)
    (table,) = of(bare([TEAM], on=away, seed=1), TeamAssembled)
    assert table.seats == ("lead", "pr", "tech", "service")


def test_fatigue_slows_work_and_care_gives_strength_back() -> None:
    """The same task takes longer after a busy day; less so where somebody looked after the people."""
    later = [move(60 * hour, do) for hour, do in enumerate(("train", "rebuild", "track", "rebuild", "train"), start=1)]
    busy, task = [move(5, "fix"), move(6, "audit"), *later], move(11 * 60, "protect_users")

    def takes(entries: list[Entry]) -> float:
        return float(next(it.ends - it.at for it in of(entries, TaskStarted) if it.do == "protect_users"))

    shows(takes, more=[*busy, task], less=[task], by=20, emptied=numbers(fatigue_slow=0.0))
    cared = [*busy, move(9 * 60, "care_for_staff")]
    shows(fatigue, more=busy, less=cared, by=2.0, emptied=numbers(fatigue_care=1.0))


# ---------------------------------------------------------------- the regulator

ASKS = {
    "id": "hearing",
    "kind": "summons",
    "at": "1h",
    "by": "officer",
    "text": "come",
    "due": "2h",
    "questions": [{"ask": "what?", "about": "what"}, {"ask": "how many?", "about": "scope"}],
}


def _asked() -> Scenario:
    return toy(4, injects=[wave(0, 90_000), ASKS])


def test_a_written_report_settles_a_summons() -> None:
    """The regulator has its answer and presses less; a notice to somebody else answers nobody."""
    report, other = ([move(90, "notify", to=group)] for group in ("regulator", "partners"))
    emptied = Patch(Actions, "_settle_summons")
    shows(count(SummonsAnswered), more=report, less=other, by=1, emptied=emptied, on=_asked())
    shows(count(SummonsMissed), more=other, less=report, by=1, emptied=emptied, on=_asked())
    shows(regulator, more=other, less=report, by=12.0, emptied=Patch(Losses, "press"), on=_asked())


@pytest.mark.parametrize(("answers", "name"), [("no_comment", "pressure_silent"), ("written", "pressure_differs")])
def test_silence_and_another_story_before_the_regulator_press(answers: str, name: str) -> None:
    """No comment, or the truth there and a lie in public, against a written report after words without content."""
    other = answers == "written"
    before = [move(41, "deny", fact="what")] if other else [word(38)]
    more = [*before, move(90, "take_call", call="hearing", answers=[answers] * 2)]
    less = [word(38), move(90, "take_call", call="hearing", answers=["written"] * 2)]
    shows(regulator, more=more, less=less, by=7.0, emptied=numbers(**{name: 0.0}), on=_asked())
