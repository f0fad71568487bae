"""One action being completed, question by question."""

from __future__ import annotations

from dataclasses import replace

from moment import after

from drillroom.log import records as r
from drillroom.log.records import Record, Text
from drillroom.views.dialog import Answered, Dialog
from drillroom.views.palette import Palette

BOSS = Text(ref="scenario.people.boss")
RANG = r.CallRang(at=0, call="reporter", by=BOSS, text=BOSS, rings_until=30, questions=())


def picking(*records: Record, lang: str = "en") -> Palette:
    """Somebody who picks actions from a list."""
    palette = after(*records, lang=lang)
    palette.teller.names = replace(palette.names, is_typed=False)
    return palette


def test_what_needs_nothing_is_over_at_once() -> None:
    """No question, and arguments that hold what was given."""
    dialog = Dialog(picking(), "contain", {})
    assert (dialog.is_over, dialog.is_dropped, dialog.args) == (True, False, {})


def test_choices_are_taken_by_their_place() -> None:
    """And told in the words that stood there."""
    dialog = Dialog(picking(), "notify", {})
    assert dialog.question is not None
    place = [value for value, _ in dialog.question.choices].index("regulator")
    dialog.choose(place)
    assert dialog.args == {"to": "regulator"}
    assert dialog.answered == [Answered("Whom?", "the regulator")]


def test_what_was_passed_over_is_left_out() -> None:
    """An empty answer to a question that may be left out."""
    dialog = Dialog(picking(), "reallocate", {})
    assert dialog.question is not None
    assert dialog.question.optional
    assert dialog.question.text == "Which seat?"
    dialog.choose()
    assert dialog.args == {}
    assert dialog.answered == [Answered("Which seat?", "")]


def test_several_are_ticked() -> None:
    """The question says nothing of numbers to type."""
    dialog = Dialog(picking(), "review", {})
    assert dialog.question is not None
    assert (dialog.question.text, dialog.question.many) == ("What caused it?", True)
    dialog.choose(0, 1)
    dialog.choose()
    dialog.choose()
    assert dialog.args is not None
    assert len(dialog.args["causes"]) == 2
    assert set(dialog.args) == {"causes"}


def test_a_call_asks_every_question_and_offers_the_truth_only_where_it_is_known() -> None:
    """Three questions, one fact delivered."""
    dialog = Dialog(picking(RANG, r.FactLearned(at=0, to=("pr",), fact="scope", source="task")), "take_call", {})
    offered = []
    while dialog.question is not None:
        offered.append(dialog.question.choices[0][0] == "fact")
        dialog.choose(0)
    assert dialog.args is not None
    assert dialog.args["call"] == "reporter"
    assert len(dialog.args["answers"]) == len(offered) == 3
    assert offered[0]
    assert not all(offered)


def test_nothing_to_choose_is_told_and_drops_it() -> None:
    """The line comes into the dialog, not onto the screen behind it."""
    elsewhere: list[str] = []
    dialog = Dialog(replace(picking(), tell=elsewhere.append), "disclose", {})
    assert dialog.is_dropped
    assert dialog.told == ["There is nothing to choose for this now."]
    assert elsewhere == []


def test_an_answer_that_does_not_fit_is_told_and_asked_again() -> None:
    """It does not count as answered."""
    dialog = Dialog(picking(), "notify", {})
    asked = dialog.question
    dialog.answer("nobody at all")
    assert dialog.question is asked
    assert len(dialog.told) == 1
    assert dialog.answered == []


def test_a_dropped_dialog_asks_nothing_more() -> None:
    """And it has no arguments."""
    dialog = Dialog(picking(), "assign", {})
    dialog.answer("the count")
    dialog.drop()
    dialog.answer("1")
    assert (dialog.is_dropped, dialog.args, dialog.question) == (True, None, None)


def test_a_summons_is_answered_like_a_call() -> None:
    """One answer for each of its questions, as long as it is open; with nothing else waiting nobody asks which."""
    arrived = r.SummonsArrived(at=0, summons="summons", by=BOSS, text=BOSS, due=3600, questions=(BOSS,) * 5)
    dialog = Dialog(picking(arrived, r.FactLearned(at=0, to=("pr",), fact="scope", source="task")), "take_call", {})
    offered = []
    while dialog.question is not None:
        offered.append(dialog.question.choices[0][0] == "fact")
        dialog.choose(0)
    assert dialog.args is not None
    assert dialog.args["call"] == "summons"
    assert len(dialog.args["answers"]) == 5
    assert offered == [False, True, False, False, False]
    for closed in (r.SummonsAnswered(at=9, summons="summons", answers=()), r.SummonsMissed(at=9, summons="summons")):
        assert Dialog(picking(arrived, closed), "take_call", {}).is_dropped


def test_whoever_briefs_people_inside_is_asked_for_the_words() -> None:
    """They may be left out."""
    dialog = Dialog(picking(), "brief", {})
    dialog.choose()
    assert dialog.question is not None
    assert dialog.question.optional
    dialog.answer("Please send every journalist to me.")
    assert dialog.args == {"words": "Please send every journalist to me."}
