"""How a dialog is left, and what it does not ask."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from test_cards import teller
from test_plain import play, records

from drillroom.cli.plain.ask import complete
from drillroom.cli.plain.composer import compose
from drillroom.cli.plain.typed import Order
from drillroom.log import records as r
from drillroom.views.asking import Dropped
from drillroom.views.palette import Palette


def test_a_wrong_answer_is_told_how_to_get_out(tmp_path: Path) -> None:
    """A view is none of the choices, and nothing is lost; cancel leads out."""
    text = play(tmp_path, "skip", "notify", "status", "cancel", "contain")
    assert "“status” is none of the choices. Type cancel to drop it." in text
    assert [line["do"] for line in records(tmp_path, "CommandGiven")] == ["contain"]


def test_a_view_is_no_answer_in_free_words(tmp_path: Path) -> None:
    """It is not published: the question is asked again."""
    text = play(tmp_path, "skip", "express_regret", "1", "status", "取消", lang="zh-Hans")
    assert "请先回答，或输入“取消”放弃。" in text
    assert records(tmp_path, "CommandGiven") == []


def test_optional_questions_say_that_enter_skips(tmp_path: Path) -> None:
    """Both are passed over, and the engine says what is missing."""
    text = play(tmp_path, "skip", "rebut", "", "", "contain")
    assert "Which fact? (Enter: skip)" in text
    assert [line["do"] for line in records(tmp_path, "CommandGiven")] == ["contain"]


def test_the_hour_in_the_words_is_the_hour_of_the_promise() -> None:
    """The clock goes on while the rest is asked: the words, the last look and the command say the same hour."""
    words = teller()
    palette = Palette(words, lambda line: None)
    words.situation.now_is(600)
    dialog = compose(Order("holding_statement"), palette)
    next(dialog)
    for line in ("1", "", "", "45m"):
        dialog.send(line)
    words.situation.now_is(900)
    look = dialog.send("")
    assert "10:55”" in look.text
    assert "It promises the next word by 10:55 (T+0:55)." in look.text
    words.situation.now_is(960)
    with pytest.raises(StopIteration) as over:
        dialog.send("1")
    assert over.value.value["next"] == 55 * 60 - 960


def test_approved_words_can_only_be_published_or_dropped() -> None:
    """The line goes with them, so that nobody reads them first."""
    words = teller()
    line = words.names.scenario.lines[0].model_copy(update={"approved": True})
    scenario = words.names.scenario.model_copy(update={"lines": [line]})
    words.names = replace(words.names, scenario=scenario)
    dialog = compose(Order("holding_statement"), Palette(words, lambda line: None))
    next(dialog)
    for typed in ("1", "", ""):
        dialog.send(typed)
    dialog.send("30m")
    look = dialog.send("")
    assert [value for value, _ in look.choices] == ["send", "drop"]
    with pytest.raises(StopIteration) as over:
        dialog.send("1")
    assert over.value.value["line"] == line.id
    assert "check" not in over.value.value


def test_a_line_is_named_and_never_guessed_from_a_sentence() -> None:
    """A template may be called like the first word of what somebody says."""
    palette = Palette(teller(), lambda line: None)
    for order, args in (
        (Order("holding_statement", ("known", "to", "us")), {"words": "known to us"}),
        (Order("brief", (), "Do not talk to anybody."), {"words": "Do not talk to anybody."}),
        (Order("deny", ("redline=take", "allegation=passwords")), None),
    ):
        dialog = complete(order, palette)
        with pytest.raises((StopIteration, Dropped)) as over:
            next(dialog)
        if args is not None:
            assert over.value.value == args


@pytest.mark.parametrize(("first", "second"), [(["1"], {"allegation": "passwords"}), (["", "1"], {"fact": "what"})])
@pytest.mark.parametrize("do", ["rebut", "deny"])
def test_a_claim_of_theirs_or_a_fact_never_both(do: str, first: list[str], second: dict[str, str]) -> None:
    """Once the allegation is chosen no fact is asked for; passed over, the fact is."""
    words = teller()
    words.situation.apply(r.Entry(1, r.AllegationMade(at=0, allegation="passwords", post="p")))
    dialog = complete(Order(do), Palette(words, lambda line: None))
    next(dialog)
    *before, last = first
    for line in before:
        dialog.send(line)
    with pytest.raises(StopIteration) as over:
        dialog.send(last)
    assert over.value.value == second
