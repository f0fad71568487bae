"""What a typed line means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillroom.cli.plain.typed import Choice, Order, Unknown, View, Words
from drillroom.doctrine.read import default_rules

WORDS = Words(default_rules().vocabulary)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("2", Choice(2)),
        (" 2 ", Choice(2)),
        ("2 !3", Choice(2, 3)),
        ("2!1", Choice(2, 1)),
        ("2 ！３", Choice(2, 3)),
        ("2 !4", Unknown("2 !4")),
        ("2 3", Unknown("2 3")),
        ("?", View("help")),
        ("？", View("help")),
        ("? say", View("help", "say")),
        ("事实板", View("facts")),
        ("sitrep", View("sitrep")),
        ("舆情快报", View("sitrep")),
        ("summons", Order("take_call")),
        ("约谈", Order("take_call")),
        ("say holding", Order("holding_statement")),
        ("holding-statement", Order("holding_statement")),
        ("First response", Order("holding_statement")),
        ("首次回应", Order("holding_statement")),
        ("说 首次回应 恳切", Order("holding_statement", ("恳切",))),
        ("do contain", Order("contain")),
        ("notify users", Order("notify", ("users",))),
        ("告知用户", Order("notify", ("用户",))),
        ("disclose due", Order("disclose", ("due",))),
        ("reply c12 warm", Order("reply", ("c12", "warm"))),
        ("call reporter", Order("take_call", ("reporter",))),
        ('update plain "All is well"', Order("update", ("plain",), "All is well")),
        ("进展通报 “一切正常”", Order("update", (), "一切正常")),
        ("assem", Order("assemble_team")),
        ("holding !2", Order("holding_statement", sure=2)),
        ("首次回应 恳切 ！2", Order("holding_statement", ("恳切",), sure=2)),
        ('update plain "All is well" !1', Order("update", ("plain",), "All is well", 1)),
        ('update plain "All is well !1"', Order("update", ("plain",), "All is well !1")),
        ("holding we were sure!3", Order("holding_statement", ("we", "were", "sure!3"))),
    ],
)
def test_lines_mean_what_they_say(line: str, meant: object) -> None:
    """Ids, names, beginnings and Chinese, with and without the word of a group."""
    assert WORDS.read(line) == meant


def test_several_actions_are_all_offered() -> None:
    """What begins several names is none of them."""
    found = WORDS.read("hold")
    assert isinstance(found, Unknown)
    assert {"hold_and_watch", "hold_launch", "hold_press_conference"} <= set(found.close)


def test_misspelled_actions_are_offered() -> None:
    """The nearest name."""
    assert WORDS.read("apologise in publik") == Unknown("apologise in publik", ("apologize",))


@given(st.text(max_size=200))
def test_nothing_typed_can_break_it(line: str) -> None:
    """Any text means something, or is unknown."""
    assert isinstance(WORDS.read(line), (Choice, View, Order, Unknown))


def test_every_action_goes_by_its_id_and_by_its_names() -> None:
    """No name hides another."""
    for do, action in default_rules().vocabulary.actions.items():
        for name in (do, *action.name.values()):
            assert WORDS.read(name) == Order(do), name
