"""Marks by seat, and whom a cap spares; several references; holding on purpose."""

from __future__ import annotations

import pytest
from logs import Story, doctrine, good_drill, with_baselines

from drillroom.log.records import StatementReturned, WatchSet


def lied() -> Story:
    """A good drill with one knowing untruth at minute 130; it is the last statement, whose name is told."""
    return with_baselines(good_drill()).say(130, "deny", ("scope", "lie"))


def statement(story: Story) -> str:
    return f"s{story._count}"


def objected(by: str, answer: str = "no", *, other: bool = False) -> Story:
    story = lied()
    name = "s0" if other else statement(story)
    return story.add(StatementReturned(at=129 * 60, statement=name, by=by, answer=answer, because="known"))


def test_a_seat_is_marked_by_its_own_metrics() -> None:
    """The weighted mean of what lay in its hands; an empty doctrine of seats gives none."""
    card = with_baselines(good_drill()).card()
    assert set(card.seats) <= {"lead", "pr", "legal", "tech", "service", "hr"}
    pr, rules = card.seats["pr"], doctrine()
    assert all("pr" in rules.targets[name].seats for name in pr.metrics)
    whole = sum(card.worth[name] for name in pr.metrics)
    mean = sum(card.worth[name] * (card.metrics[name].mark or 0) for name in pr.metrics) / whole
    assert pr.points == pytest.approx(100 * mean, abs=0.06)
    bare = {name: it.model_copy(update={"seats": []}) for name, it in rules.targets.items()}
    assert with_baselines(good_drill()).card(rules.model_copy(update={"targets": bare})).seats == {}


def test_a_cap_holds_for_every_seat() -> None:
    """A team stands by what it says, together."""
    card = lied().card()
    assert all("lie" in it.capped and it.points <= 40 for it in card.seats.values())


@pytest.mark.parametrize("answer", ["no", "redline"])
def test_an_objection_on_record_frees_that_seat_and_no_other(answer: str) -> None:
    """Who said no on the record is not punished for being overruled; the total keeps its cap."""
    card = objected("legal", answer).card()
    legal = card.seats["legal"]
    assert (legal.capped, [it.name for it in legal.freed]) == ((), ["lie", "nothing"])
    assert legal.points == legal.uncapped
    assert legal.freed[0].evidence
    assert all(it.points <= 40 for name, it in card.seats.items() if name != "legal")
    assert card.total == 40


def test_an_objection_to_a_lie_excuses_no_other_basic_duty() -> None:
    """A zero that has nothing to do with the lie keeps its cap, also for who objected."""
    story = objected("legal")
    rules = doctrine()
    cap = rules.caps["nothing"].model_copy(update={"of": ["honest", "voice"]})
    slow = rules.targets["voice"].model_copy(
        update={
            "full": -2.0,
            "none": -1.0,
            "half": None,
            "extra": {**rules.targets["voice"].extra, "exposure_full": -2.0, "exposure_none": -1.0},
        }
    )
    strict = rules.model_copy(
        update={"caps": rules.caps | {"nothing": cap}, "targets": rules.targets | {"voice": slow}}
    )
    legal = story.card(strict).seats["legal"]
    assert (legal.capped, [it.name for it in legal.freed]) == (("nothing",), ["lie"])


def test_an_objection_to_other_words_frees_nobody() -> None:
    """It has to be about the very statement that was untrue."""
    assert "lie" in objected("legal", other=True).card().seats["legal"].capped


# ------------------------------------------------------------------ several references


def test_of_several_references_the_best_for_the_run_counts() -> None:
    """There is more than one good way through; which one counted is said."""
    story = good_drill().baseline("none", trust=35.0, churn=20.0, harm=3000.0, heat=90.0)
    alone = story.baseline("model", trust=80.0, churn=0.0, harm=50.0, heat=30.0).card()
    both = story.baseline("model-quiet", trust=90.0, churn=0.0, harm=1.0, heat=5.0).card()
    assert (both.outcome, both.standing.reference) == (alone.outcome, "model")
    easier = story.baseline("model-plain", trust=60.0, churn=1.0, harm=400.0, heat=60.0).card()
    assert easier.standing.reference == "model-plain"
    assert (easier.outcome or 0) > (alone.outcome or 0)
    assert "doctrine.notes.better_than_reference" in [it.ref for it in easier.notes]


def test_any_other_playbook_is_no_reference() -> None:
    """Only ``model`` and what is called ``model-…``."""
    story = with_baselines(good_drill()).baseline("modelled", trust=40.0, churn=9.0, harm=900.0, heat=70.0)
    assert story.card().standing.reference == "model"


# ------------------------------------------------------------------ holding on purpose


def held(minute: float, *, again: float | None = 60, condition: str | None = "heat > 30", **scenario: float) -> Story:
    at = int(minute * 60)
    until = None if again is None else at + int(again * 60)
    return Story(**scenario).add(WatchSet(at=at, look_again=until, condition=condition)).state(0, heat=10)


def test_holding_with_a_time_and_a_trigger_is_a_first_answer_where_heat_is_low() -> None:
    """Full marks, without a word."""
    card = held(8).state(300, heat=18).card()
    assert card.metrics["voice"].mark == 1.0
    assert card.metrics["voice"].note is not None
    assert card.metrics["voice"].note.ref == "doctrine.notes.held"


@pytest.mark.parametrize("change", [{"again": None}, {"condition": None}, {"minute": 45}])
def test_holding_without_a_time_or_a_trigger_or_too_late_is_silence(change: dict[str, float | None]) -> None:
    """A lapse is not made a choice by its name."""
    assert held(**{"minute": 8, **change}).state(300, heat=18).mark("voice") == 0.0  # type: ignore[arg-type]


def test_holding_on_while_it_burns_earns_nothing() -> None:
    """The heat rose over the line and nobody spoke."""
    assert held(8).state(40, heat=50).mark("voice") == 0.0


def test_where_the_matter_is_not_ours_one_may_hold_until_the_time_to_look_again() -> None:
    """With heat, if the words came by then; with fault of our own the minutes count."""
    spoken = held(8, fault=0.0).state(20, heat=60).say(75, "rebut", ("what", "true"))
    assert spoken.mark("voice") == 1.0
    assert held(8, fault=1.0).state(20, heat=60).say(75, "rebut", ("what", "true")).mark("voice") == 0.5
    late = held(8, fault=0.0).state(20, heat=60).say(110, "rebut", ("what", "true"))
    assert (late.mark("voice") or 0) < 0.5
