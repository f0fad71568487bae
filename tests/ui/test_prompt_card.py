"""The card of what waits first: what it shows, and what it says was chosen."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hostile import CAST as HOSTILE_CAST
from hostile import HOSTILE, forged_scenario
from picked import DECIDING, QUIET, RINGING, beat, frame, happens, on_stage, picking, press, said, settled
from rich.cells import cell_len
from stand import Stand
from textual.pilot import Pilot
from textual.widgets import OptionList

from drillroom.language import LANGUAGES
from drillroom.log import records as r
from drillroom.log.records import Text
from drillroom.ui.drill.prompt import PANE_LEAST, PromptCard
from drillroom.ui.text import one_line
from drillroom.views.confidence import shown
from drillroom.views.waiting import Waiting

SIZES = [(80, 24), (140, 45)]
CHOSEN = PromptCard.Chosen


def card(pilot: Pilot[Any]) -> PromptCard:
    return pilot.app.query_one(PromptCard)


def titled(pilot: Pilot[Any]) -> str:
    return str(card(pilot).border_title)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_a_decision_shows_question_options_and_time(lang: str, size: tuple[int, int]) -> None:
    """All options in sight, the mark of the exercise, the time in both clocks."""
    palette = picking(DECIDING, lang)

    async def act(pilot: Pilot[Any]) -> None:
        card(pilot).follow(beat(palette, {"first-words": 45.0}), ())
        await settled(pilot)
        shown = frame(pilot).replace("\n", "")
        assert palette.speech.say("EXERCISE") in frame(pilot)
        assert "45" in shown
        for number in ("1 ", "2 ", "3 "):
            assert number in shown
        rows = card(pilot).size.height + 2
        assert rows <= size[1] - PANE_LEAST
        options = pilot.app.query_one("#prompt-options", OptionList)
        assert options.max_scroll_y == 0

    on_stage(Stand(PromptCard(palette)), act, size)


def test_choosing_posts_the_number_and_the_decision() -> None:
    """By digit through the screen, or by arrow keys and Enter; numbers that are not there choose nothing."""
    palette = picking(DECIDING)

    async def act(pilot: Pilot[Any]) -> None:
        for number in (0, 2, 4):
            card(pilot).choose(number)
        pilot.app.query_one("#prompt-options").focus()
        await press(pilot, "enter", "down", "down", "down", "enter")

    app = on_stage(Stand(PromptCard(palette)), act)
    assert [(it.prompt_id, it.number) for it in said(app, CHOSEN)] == [("first-words", 2), ("first-words", 3)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_how_sure_one_is_goes_with_the_choice(lang: str, size: tuple[int, int]) -> None:
    """Nothing by default; each press says more, one press too many takes it back; the card shows what holds."""
    palette = picking(DECIDING, lang)

    async def act(pilot: Pilot[Any]) -> None:
        for level in (None, 1, 2, 3, None):
            assert shown(palette.speech, level) in frame(pilot)
            card(pilot).choose(2)
            card(pilot).turn_sure()
            await settled(pilot)

    app = on_stage(Stand(PromptCard(palette)), act, size)
    assert [it.sure for it in said(app, CHOSEN)] == [None, 1, 2, 3, None]


def test_nobody_is_sure_of_what_comes_next() -> None:
    """What was declared for one decision is gone with it, and the key is not taken before the next can be read."""
    palette = picking(DECIDING)

    async def act(pilot: Pilot[Any]) -> None:
        card(pilot).turn_sure()
        at = palette.situation.now
        found = next(it for it in palette.names.scenario.decisions if it.id == "how-red")
        options = tuple(option.id for option in found.options)
        other = r.DecisionOpened(at=at, decision="how-red", seat="lead", closes=at + 600, options=options)
        missed = r.DecisionMissed(at=at, decision="first-words")
        card(pilot).follow(beat(palette), happens(palette, missed, other))
        card(pilot).turn_sure()
        await settled(pilot)
        assert shown(palette.speech, None) in frame(pilot)

    on_stage(Stand(PromptCard(palette)), act)


def test_a_telephone_does_not_ask_how_sure_one_is() -> None:
    """Nor does a quiet hour; the key does nothing there."""
    for palette in (picking(RINGING), picking(QUIET)):

        async def act(pilot: Pilot[Any]) -> None:
            card(pilot).turn_sure()
            await settled(pilot)
            assert "how sure" not in frame(pilot)
            card(pilot).choose(1)

        app = on_stage(Stand(PromptCard(palette)), act)
        assert all(it.sure is None for it in said(app, CHOSEN))


def test_nothing_is_selected_before_somebody_selects() -> None:
    """An Enter meant for something else answers nothing, also when another decision has come up."""
    palette = picking(DECIDING)

    async def act(pilot: Pilot[Any]) -> None:
        options = pilot.app.query_one("#prompt-options", OptionList)
        options.focus()
        await press(pilot, "enter", "down")
        assert options.highlighted == 0
        other = r.DecisionOpened(
            at=palette.situation.now,
            decision="how-red",
            seat="lead",
            closes=palette.situation.now + 600,
            options=_red(),
        )
        missed = r.DecisionMissed(at=palette.situation.now, decision="first-words")
        card(pilot).follow(beat(palette), happens(palette, missed, other))
        await press(pilot, "enter")
        assert options.highlighted is None

    def _red() -> tuple[str, ...]:
        found = next(it for it in palette.names.scenario.decisions if it.id == "how-red")
        return tuple(option.id for option in found.options)

    assert said(on_stage(Stand(PromptCard(palette)), act), CHOSEN) == []


def test_a_telephone_rings_visibly_and_names_who_calls() -> None:
    """Its sign alternates while everything else stays where it is; how many more wait is said."""
    palette = picking(RINGING)

    async def act(pilot: Pilot[Any]) -> None:
        card(pilot).follow(beat(palette, {"reporter": 12.0}), ())
        await settled(pilot)
        assert "Nora Castell" in titled(pilot)
        assert "1 more wait" in frame(pilot)
        seen = set()
        for _ in range(4):
            seen.add(titled(pilot))
            card(pilot)._ring()
        assert len(seen) == 2
        assert len({cell_len(it) for it in seen}) == 1

    on_stage(Stand(PromptCard(palette)), act)


def test_a_call_that_rings_on_makes_room_for_what_waits_behind_it() -> None:
    """Whoever lets it ring tells the card to look again."""
    palette = picking(RINGING)
    waiting = Waiting(palette.situation)

    async def act(pilot: Pilot[Any]) -> None:
        assert card(pilot).has_class("-call")
        waiting.ignored.add("reporter")
        card(pilot).look_again()
        await settled(pilot)
        assert card(pilot).has_class("-decision")
        assert not card(pilot).has_class("-call")

    on_stage(Stand(PromptCard(palette, waiting=waiting)), act)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_waits_it_is_small_and_says_what_is_due(lang: str) -> None:
    """One line on a narrow terminal."""
    palette = picking(QUIET, lang, playbook="model")

    async def act(pilot: Pilot[Any]) -> None:
        assert card(pilot).size.height == 1
        assert "F2" in frame(pilot)
        now = palette.situation.now
        due = r.PromiseMade(at=now, promise="p", statement="s1", due=now + 600, needs=())
        card(pilot).follow(beat(palette), happens(palette, due))
        await settled(pilot)
        assert "▲" in frame(pilot)
        assert "10" in frame(pilot)
        assert card(pilot).size.height == 1

    on_stage(Stand(PromptCard(palette)), act)


def test_a_nearer_promise_does_not_hide_the_legal_deadline() -> None:
    """On a narrow terminal too; three lines at most, however much we have promised."""
    palette = picking("12m")

    async def act(pilot: Pilot[Any]) -> None:
        now = palette.situation.now
        for number in range(4):
            due = r.PromiseMade(at=now, promise=f"p{number}", statement="s1", due=now + 600 + number, needs=())
            card(pilot).follow(beat(palette), happens(palette, due))
        await settled(pilot)
        assert card(pilot).size.height == 3
        assert frame(pilot).count("Promised: more news") == 2
        assert "Report to" in frame(pilot)

    on_stage(Stand(PromptCard(palette)), act)


def test_a_clock_that_stands_hurries_nobody() -> None:
    """It says that it waits."""
    palette = picking(DECIDING)

    async def act(pilot: Pilot[Any]) -> None:
        card(pilot).follow(beat(palette, {"first-words": math.inf}), ())
        await settled(pilot)
        assert "The clock waits for you" in frame(pilot)
        card(pilot).follow(beat(palette, {"first-words": 9.0}), ())
        await settled(pilot)
        assert "▲ 9 s left" in frame(pilot)

    on_stage(Stand(PromptCard(palette)), act)


def test_a_beat_that_changes_nothing_draws_nothing() -> None:
    """Twenty beats a second are cheap."""
    palette = picking(DECIDING)

    async def act(pilot: Pilot[Any]) -> None:
        card(pilot).follow(beat(palette, {"first-words": 45.2}), ())
        await settled(pilot)
        option = pilot.app.query_one("#prompt-options", OptionList).get_option_at_index(0)
        for left in (45.1, 45.0, 44.9):
            card(pilot).follow(beat(palette, {"first-words": left}), ())
        assert pilot.app.query_one("#prompt-options", OptionList).get_option_at_index(0) is option

    on_stage(Stand(PromptCard(palette)), act)


def test_words_that_do_not_fit_can_be_read_on() -> None:
    """The options stay where they are; the keys are named."""
    palette = picking(DECIDING)

    async def act(pilot: Pilot[Any]) -> None:
        words = pilot.app.query_one("#prompt-words")
        assert words.max_scroll_y > 0
        assert "PgDn" in frame(pilot)
        pilot.app.query_one("#prompt-options").focus()
        await press(pilot, "pagedown")
        assert words.scroll_y == words.max_scroll_y

    on_stage(Stand(PromptCard(palette)), act, (80, 18))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("until", [DECIDING, RINGING, QUIET])
def test_a_forged_scenario_is_only_text(until: str | int, size: tuple[int, int]) -> None:
    """Nothing is read as markup, nothing is wider than the card."""
    palette = picking(until, scenario=forged_scenario(), cast=HOSTILE_CAST)

    async def act(pilot: Pilot[Any]) -> None:
        card(pilot).follow(beat(palette, {"first-words": 40.0}), ())
        await settled(pilot)
        assert all(cell_len(row) <= size[0] for row in frame(pilot).splitlines())
        assert card(pilot).size.height + 2 <= size[1]

    on_stage(Stand(PromptCard(palette)), act, size)


def test_whatever_a_caller_says_is_shown_and_nothing_else_happens() -> None:
    """One hostile string after the other."""
    palette = picking(QUIET)
    words = {"w": ""}
    palette.teller.words = lambda: words

    async def act(pilot: Pilot[Any]) -> None:
        for number, hostile in enumerate(HOSTILE):
            words["w"] = hostile
            now = palette.situation.now
            text = Text(ref="words.w")
            rang = r.CallRang(at=now, call=f"c{number}", by=text, text=text, rings_until=now + 30, questions=())
            ended = r.CallMissed(at=now, call=f"c{number - 1}")
            card(pilot).follow(beat(palette), happens(palette, ended, rang))
            await pilot.pause()
            shown = one_line(hostile)[:8]
            assert shown in one_line(frame(pilot)) or len(hostile) > 60 or cell_len(shown) != len(shown)

    assert said(on_stage(Stand(PromptCard(palette)), act), CHOSEN) == []


def test_it_says_what_its_keys_do() -> None:
    """In the viewer's language."""
    assert len(PromptCard(picking(QUIET)).help_lines()) == 2
