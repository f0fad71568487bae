"""The dialog on screen: one question at a time, the telephone, and what is told on the way."""

from __future__ import annotations

from typing import Any

import pytest
from hostile import CAST as HOSTILE_CAST
from hostile import HOSTILE, forged_scenario
from picked import DECIDING, QUIET, RINGING, frame, happens, on_stage, picking, press, settled
from rich.cells import cell_len
from stand import Stand
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from drillroom.language import LANGUAGES
from drillroom.log import records as r
from drillroom.log.records import Text
from drillroom.ui.drill.asker import Asker
from drillroom.views.palette import Palette

SIZES = [(80, 24), (140, 45)]


def staged(
    palette: Palette, do: str, act: Any, size: tuple[int, int] = (80, 24), given: dict[str, Any] | None = None
) -> Stand:
    return on_stage(Stand(screen=lambda: Asker(palette, do, given)), act, size)


async def nothing(pilot: Pilot[Any]) -> None:
    """Only look."""


def test_what_needs_nothing_is_answered_at_once() -> None:
    """No question, no key."""
    assert staged(picking(QUIET), "contain", nothing).answers == [{}]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("keys", [("2",), ("down", "enter")])
def test_a_choice_is_taken_by_digit_or_with_arrow_keys(lang: str, keys: tuple[str, ...]) -> None:
    """The second group in both ways."""
    palette = picking(QUIET, lang)
    choices = palette.choices("group", "to", "notify") or []

    async def act(pilot: Pilot[Any]) -> None:
        assert palette.names.action("notify") in frame(pilot)
        assert choices[1][1] in frame(pilot)
        assert palette.speech.say("EXERCISE") in frame(pilot)
        await press(pilot, *keys)

    assert staged(palette, "notify", act).answers == [{"to": choices[1][0]}]


def test_a_click_takes_a_choice() -> None:
    """The row that was clicked."""

    async def act(pilot: Pilot[Any]) -> None:
        row = next(n for n, it in enumerate(frame(pilot).splitlines()) if "3  " in it)
        await pilot.click(offset=(20, row))
        await settled(pilot)

    palette = picking(QUIET)
    choices = palette.choices("group", "to", "notify") or []
    assert staged(palette, "notify", act).answers == [{"to": choices[2][0]}]


def test_words_are_typed_and_then_a_seat_is_chosen() -> None:
    """What was answered stays in sight; digits belong to the words while one types."""

    async def act(pilot: Pilot[Any]) -> None:
        assert isinstance(pilot.app.focused, Input)
        await press(pilot, *"count 2", "enter")
        assert "count 2" in frame(pilot)
        assert not pilot.app.screen.query_one(Input).display
        await press(pilot, "4")

    assert staged(picking(QUIET), "assign", act).answers == [{"task": "count 2", "seat": "tech"}]


def test_words_that_are_needed_cannot_be_left_out() -> None:
    """The dialog says so and stays."""

    async def act(pilot: Pilot[Any]) -> None:
        await press(pilot, "space", "enter")
        assert "Write a few words" in frame(pilot)

    assert staged(picking(QUIET), "assign", act).answers == []


def test_several_are_ticked_and_confirmed() -> None:
    """By digit and by space; a second time takes the tick back; none at all leaves it out."""
    palette = picking(QUIET)
    causes = [card.id for card in palette.names.scenario.review.causes]

    async def act(pilot: Pilot[Any]) -> None:
        await press(pilot, "2", "space", "space", "1", "3", "1")
        assert frame(pilot).count("[x]") == 2
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(OptionList).highlighted == 0
        await press(pilot, "enter", "enter")

    assert staged(palette, "review", act).answers == [{"causes": [causes[1], causes[2]]}]


def test_ticks_that_are_needed_are_asked_for() -> None:
    """Enter alone confirms nothing."""
    palette = picking("2h", playbook=None)
    happens(palette, r.FactLearned(at=palette.situation.now, to=("pr",), fact="scope", source="task"))

    async def act(pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        assert "Tick at least one" in frame(pilot)
        await press(pilot, "space", "enter")

    [answer] = staged(palette, "disclose", act).answers
    assert len(answer["facts"]) == 1


def test_a_question_that_may_be_left_out_has_a_choice_for_it() -> None:
    """The last one."""

    async def act(pilot: Pilot[Any]) -> None:
        assert "leave it out" in frame(pilot)
        await press(pilot, "end", "enter")

    assert staged(picking(QUIET), "reallocate", act).answers == [{}]


def test_esc_drops_the_whole() -> None:
    """Whatever was answered before."""

    async def act(pilot: Pilot[Any]) -> None:
        await press(pilot, "x", "enter", "escape")

    assert staged(picking(QUIET), "assign", act).answers == [None]


@pytest.mark.parametrize("key", ["enter", "escape"])
def test_nothing_to_choose_is_said_before_it_closes(key: str) -> None:
    """A refusal is not lost."""

    async def act(pilot: Pilot[Any]) -> None:
        assert "There is nothing to choose for this now." in frame(pilot)
        await press(pilot, key)

    assert staged(picking("1m"), "disclose", act).answers == [None]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_the_telephone_says_who_calls_and_which_question_it_is(lang: str, size: tuple[int, int]) -> None:
    """Three questions, three answers."""
    palette = picking(RINGING, lang)
    call = palette.situation.feed.calls["reporter"]
    questions = [question for question, _ in palette.call_questions("reporter")]

    async def act(pilot: Pilot[Any]) -> None:
        for number, question in enumerate(questions, 1):
            shown = frame(pilot)
            assert palette.speech.say("Question {n} of {m}", n=number, m=3) in shown
            assert question[:12] in shown
            assert palette.teller.caller(call.by)[:10] in shown
            await press(pilot, "1")

    [answer] = staged(palette, "take_call", act, size, {"call": "reporter"}).answers
    assert answer == {"call": "reporter", "answers": ["line", "line", "line"]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_summons_is_no_telephone_and_asks_in_the_same_way(lang: str) -> None:
    """Who it is from stands over it; with nothing else waiting nobody asks which."""
    palette = picking(QUIET, lang)
    officer = Text(ref="scenario.people.officer")
    asks = tuple(Text(ref=f"scenario.injects.summons.questions.{n}.ask") for n in range(5))
    at = palette.situation.now
    happens(
        palette, r.SummonsArrived(at=at, summons="summons", by=officer, text=officer, due=at + 9999, questions=asks)
    )

    async def act(pilot: Pilot[Any]) -> None:
        assert palette.teller.caller(officer)[:10] in frame(pilot)
        assert "☎" not in frame(pilot)
        for number in range(1, 6):
            assert palette.speech.say("Question {n} of {m}", n=number, m=5) in frame(pilot)
            await press(pilot, "1")

    [answer] = staged(palette, "take_call", act).answers
    assert answer["call"] == "summons"
    assert len(answer["answers"]) == 5


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("do", "until"), [("take_call", RINGING), ("review", QUIET), ("reply", DECIDING)])
def test_a_forged_scenario_is_only_text(do: str, until: str | int, size: tuple[int, int]) -> None:
    """Questions, choices and names of a forged log."""
    palette = picking(until, scenario=forged_scenario(), cast=HOSTILE_CAST)

    async def act(pilot: Pilot[Any]) -> None:
        await press(pilot, "down", "space", "pagedown")
        assert all(cell_len(row) <= size[0] for row in frame(pilot).splitlines())
        await press(pilot, "escape")

    assert staged(palette, do, act, size).answers == [None]


def test_whatever_is_typed_is_only_words() -> None:
    """One hostile string after the other comes to the next question; nothing of it acts."""
    palette = picking(QUIET)

    async def act(pilot: Pilot[Any]) -> None:
        for hostile in HOSTILE:
            asker = Asker(palette, "assign")
            await pilot.app.push_screen(asker)
            asker.query_one(Input).value = hostile.replace("\n", " ")
            asker.action_confirm()
            await pilot.pause()
            assert asker.is_current
            asker.action_drop()

    staged(palette, "assign", act)


def test_a_hostile_caller_is_only_a_name() -> None:
    """On the telephone."""
    palette = picking(QUIET)
    words = {"w": " ".join(HOSTILE[:30])}
    palette.teller.words = lambda: words
    now = palette.situation.now
    text = Text(ref="words.w")
    happens(palette, r.CallRang(at=now, call="reporter", by=text, text=text, rings_until=now + 30, questions=(text,)))

    async def act(pilot: Pilot[Any]) -> None:
        assert "[/oops]" in frame(pilot)
        await press(pilot, "escape")

    assert staged(palette, "take_call", act, given={"call": "reporter"}).answers == [None]
