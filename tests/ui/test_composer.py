"""Writing on screen: what the keys do, what is sent, what is kept, and that words stay words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from frames import LANGUAGES, LARGE, SMALL, text
from hostile import CAST, HOSTILE, SHORT, forged_scenario
from scene import palette_at, run
from stand import Stand
from syrupy.assertion import SnapshotAssertion
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from drillroom.log import records as r
from drillroom.log.records import Entry
from drillroom.runtime.table import Beat
from drillroom.scenario.calls import settle
from drillroom.scenario.values import TEXT_LIMIT
from drillroom.ui.drill.composer.chips import Chips
from drillroom.ui.drill.composer.confirm import Confirm
from drillroom.ui.drill.composer.outside import Outside
from drillroom.ui.drill.composer.preview import Preview
from drillroom.ui.drill.composer.screen import Composer, Kept, Sent
from drillroom.ui.drill.composer.ticks import TickList
from drillroom.ui.drill.composer.words import Words
from drillroom.views.draft import OWN, begun, words_of
from drillroom.views.palette import Palette

SIZES = [SMALL, LARGE]
Steps = Callable[[Pilot[Any], Composer], Awaitable[None]]


def write(
    palette: Palette,
    steps: Steps,
    do: str | None = None,
    *,
    size: tuple[int, int] = LARGE,
    given: dict[str, Any] | None = None,
    draft: Any = None,
) -> list[Any]:
    """What the composer was dismissed with after these steps."""

    async def course() -> list[Any]:
        app = Stand(screen=lambda: Composer(palette, do, given, draft=draft))
        async with app.run_test(size=size) as pilot:
            await calm(pilot)
            composer = app.screen
            assert isinstance(composer, Composer)
            await steps(pilot, composer)
            await calm(pilot)
            return app.answers

    return run(course())


async def calm(pilot: Pilot[Any]) -> None:
    """Everything that was begun has been done."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await calm(pilot)


async def type_in(pilot: Pilot[Any], words: str) -> None:
    """Into whatever has the focus, as a paste would put it there."""
    focused = pilot.app.focused
    assert focused is not None
    focused.post_message(Paste(words))
    await calm(pilot)


def beat(palette: Palette, now: int, **changes: Any) -> Beat:
    """A beat at this second."""
    palette.situation.now_is(now)
    given: dict[str, Any] = {"speed": 1.0, "wait": 1.0, "left": {}, "is_paused": False, "is_over": False}
    return Beat(before=now, now=now, **(given | changes))


# ------------------------------------------------------------------ writing and sending


@pytest.mark.parametrize("size", SIZES)
def test_blanks_are_filled_and_sent(size: tuple[int, int]) -> None:
    """The first blank has the focus; Enter goes on; Ctrl+S sends exactly what the preview showed."""
    palette = palette_at("10m", playbook=None)
    shown: list[str] = []

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        await type_in(pilot, "a file is going around.")
        await press(pilot, "enter")
        await type_in(pilot, "the server is off")
        shown.append(composer.query(Preview).first().text)
        await press(pilot, "ctrl+s")

    (sent,) = write(palette, steps, "holding_statement", size=size)
    assert isinstance(sent, Sent)
    assert (sent.do, sent.args) == ("holding_statement", {"words": shown[0], "next": 3600})
    assert "What we know: a file is going around. What we are doing: the server is off." in shown[0]
    assert "again at 11:14" in shown[0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_facts_are_ticked_and_travel_with_the_words(lang: str, size: tuple[int, int]) -> None:
    """Space ticks; the usual words with one fact are a command without words."""
    palette = palette_at("2h", lang)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        composer.query_one("#template", Chips).focus()
        await press(pilot, "right")
        composer.query_one(TickList).focus()
        await press(pilot, "space", "down", "space", "ctrl+s")

    (sent,) = write(palette, steps, "disclose", size=size)
    assert (sent.do, sent.args) == ("disclose", {"facts": ["what", "cause"], "next": 3600})


def test_grey_facts_cannot_be_ticked() -> None:
    """Neither with Space, Enter, the arrows nor a click; the line at the bottom says what is missing."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        composer.query_one(TickList).focus()
        await press(pilot, "space", "enter", "right", "left", "down", "space")
        await pilot.click(TickList, offset=(3, 2))
        await press(pilot, "ctrl+s")
        assert composer.draft is not None
        assert composer.draft.ticks == {}
        assert "Tick at least one fact." in text(pilot.app)

    assert write(palette, steps, "disclose") == []


def test_the_keys_go_over_grey_facts() -> None:
    """They stay in sight, and a click on one says why it is grey, until something else is done."""
    palette = palette_at("10m", playbook=None)
    for seq, fact in enumerate(("what", "scope")):
        palette.situation.apply(Entry(10**6 + seq, r.FactLearned(at=600, to=("pr",), fact=fact, source="task")))

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        ticks = composer.query_one(TickList)
        ticks.focus()
        await calm(pilot)
        seen = []
        while pilot.app.focused is ticks:
            assert ticks.row is not None
            seen.append(ticks.row.key)
            await press(pilot, "down")
        assert seen == ["fact:what", "fact:scope"]
        shown = text(pilot.app)
        assert "Cause  not confirmed to you" in shown
        assert "cannot be ticked" not in shown
        lines = text(pilot.app).splitlines()
        grey = next(n for n, line in enumerate(lines) if "Cause  not confirmed" in line)
        await pilot.click(TickList, offset=(3, grey - ticks.region.y))
        await calm(pilot)
        assert "Cause cannot be ticked: not confirmed to you." in text(pilot.app)
        await press(pilot, "down", "space")
        assert "cannot be ticked" not in text(pilot.app)

    assert write(palette, steps, "disclose") == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [SMALL, (100, 30), LARGE])
def test_the_bar_names_every_key_whole(size: tuple[int, int], lang: str) -> None:
    """A blank stands between a key and its name and between two keys; at a fact the key that ticks it is named."""
    palette = palette_at("2h", lang)
    say = palette.speech.say

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        assert f"{say('Space')} {say('tick')}" not in text(pilot.app)
        composer.query_one(TickList).focus()
        await calm(pilot)
        bar = text(pilot.app).splitlines()[-1]
        assert f"{say('Space')} {say('tick')} " in bar
        for key in ("Ctrl+S", "F6", "F2", "F4", "Tab", "Esc"):
            assert f" {key} " in bar
        assert bar.endswith(say("put aside") if size == LARGE else say("aside"))

    write(palette, steps, "disclose", size=size)


def test_how_it_goes_out_is_always_in_sight() -> None:
    """Also on a small screen and below a long text; in a choice only the arrows choose."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        assert "In-app notice · for the public · plain · next word by 11:14" in text(pilot.app)
        composer.query_one("#to", Chips).focus()
        await press(pilot, "space")
        assert "for the public" in text(pilot.app)
        await press(pilot, "right")
        assert "In-app notice · for users · plain · next word by 11:14" in text(pilot.app)

    write(palette, steps, "holding_statement", size=SMALL)


def test_the_preview_follows_what_is_written() -> None:
    """The cursor in a free text, the blank that is being filled, and the hour while it is chosen."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        preview = composer.query_one("#below", Preview)
        composer.query_one("#next", Chips).focus()
        await calm(pilot)
        assert preview.scroll_offset.y > 0
        await press(pilot, "f4")
        assert preview.scroll_offset.y == preview.max_scroll_y
        composer.query_one(Words).move_cursor((0, 0))
        await calm(pilot)
        assert preview.scroll_offset.y == 0
        composer.query_one(Words).move_cursor(composer.query_one(Words).document.end)
        await press(pilot, "e", "n", "d")
        assert preview.scroll_offset.y == preview.max_scroll_y > 0

    write(palette, steps, "holding_statement", size=SMALL)


def test_free_text_goes_on_in_a_line_of_its_own_or_anew() -> None:
    """New words do not stick to the template's; F7 selects all of it."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        await press(pilot, "f4", "o", "n")
        assert composer.query_one(Words).text.endswith(".\non")
        assert "F7 select all" in text(pilot.app)
        await press(pilot, "f7", "n", "e", "w", "ctrl+s")

    (sent,) = write(palette, steps, "express_regret", size=SMALL)
    assert sent.args["words"] == "new"


def test_what_can_be_set_comes_before_facts_that_cannot_be_told() -> None:
    """And behind those that can, also once another kind is chosen."""
    palette = palette_at("2h")

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        def order() -> list[str | None]:
            return [part.id for part in composer.query_one("#told").children]

        assert order() == ["settings", "ticks-box"]
        assert "not counted as facts told" in text(pilot.app)
        await press(pilot, "f2", "down", "down", "enter")
        assert order() == ["ticks-box", "settings"]

    write(palette, steps, "holding_statement", size=(160, 60))


def test_a_figure_of_ones_own() -> None:
    """Turned to “at least”, the digits typed at the row go into its figure."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        composer.query_one(TickList).focus()
        await press(pilot, "down", "down", "right", "right", "1", "0", "0", "0", "enter")
        assert isinstance(pilot.app.focused, TickList)
        await press(pilot, "ctrl+s")

    (sent,) = write(palette, steps, "statement")
    assert sent.args["claims"] == [{"fact": "scope", "op": "at_least", "value": 1000}]
    assert "Scope: at least 1000" in sent.args["words"]


def test_settings_are_chips() -> None:
    """Arrow keys choose; what is usual is left out of the command."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        for chips, keys in (("tone", ["left"]), ("channel", ["right"]), ("to", ["right", "left"]), ("next", ["left"])):
            composer.query_one(f"#{chips}", Chips).focus()
            await press(pilot, *keys)
        await press(pilot, "ctrl+s")

    (sent,) = write(palette, steps, "holding_statement")
    assert {name: sent.args.get(name) for name in ("tone", "channel", "to", "next")} == {
        "tone": "warm",
        "channel": "status_page",
        "to": None,
        "next": 1800,
    }


def test_enter_is_a_new_line_in_free_text() -> None:
    """F4 begins with what stands there, and Tab leaves the text."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        await press(pilot, "f4")
        field = composer.query_one(Words)
        assert pilot.app.focused is field
        assert field.text.startswith("We are sorry")
        field.clear()
        await press(pilot, "o", "n", "e", "enter", "t", "w", "o", "tab")
        assert pilot.app.focused is not field
        await press(pilot, "ctrl+s")

    (sent,) = write(palette, steps, "express_regret")
    assert sent.args["words"] == "one\ntwo"


@pytest.mark.parametrize("do", ["disclose", "statement", "correct", "deny", "reply"])
def test_what_is_missing_keeps_the_words_and_moves_the_focus(do: str) -> None:
    """To the list where it can be ticked; nothing is sent, also not without sign-off."""
    palette = palette_at("2h")

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        composer.query_one("#tone").focus()
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.focused, TickList)
        await press(pilot, "f6")
        assert pilot.app.screen is composer

    assert write(palette, steps, do) == []


def test_a_paste_of_several_lines_is_one_line_in_a_blank() -> None:
    """Nothing of it is lost."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        await type_in(pilot, "one\r\ntwo\n\n  three")
        await press(pilot, "ctrl+s")

    (sent,) = write(palette, steps, "holding_statement")
    assert sent.draft.slots["known"] == "one two three"


@pytest.mark.parametrize("part", ["blank", "free"])
def test_whoever_types_fast_loses_no_character(part: str) -> None:
    """Keys that are still on their way when Ctrl+S is pressed are in what is sent."""
    palette = palette_at("10m", playbook=None)
    typed = "the quick brown fox "

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        if part == "free":
            await press(pilot, "f4")
            composer.query_one(Words).clear()
        for letter in typed:
            pilot.app.post_message(Key("space" if letter == " " else letter, letter))
        pilot.app.post_message(Key("ctrl+s", None))
        await calm(pilot)

    (sent,) = write(palette, steps, "express_regret")
    assert typed.strip() in sent.args["words"]


# ------------------------------------------------------------------ without sign-off, put aside


def test_publishing_without_sign_off_asks_once_more() -> None:
    """Escape goes on writing, a second F6 publishes."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, Confirm)
        assert "goes on record" in " ".join(text(pilot.app).split())
        await press(pilot, "escape")
        assert pilot.app.screen is composer
        await press(pilot, "f6", "f6")

    (sent,) = write(palette, steps, "holding_statement")
    assert sent.args["check"] == "skip"


def test_what_needs_no_sign_off_is_published_at_once() -> None:
    """There is nothing to skip, and no key that offers it."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        assert "F6" not in text(pilot.app)
        await press(pilot, "ctrl+s")

    (sent,) = write(palette, steps, "listen")
    assert (sent.do, sent.args) == ("listen", {})


def test_escape_keeps_what_was_typed() -> None:
    """Without a question, since nothing is lost; the draft comes back whole."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        await type_in(pilot, "half a thought")
        await press(pilot, "escape")

    (kept,) = write(palette, steps, "holding_statement")
    assert isinstance(kept, Kept)
    assert kept.draft.slots == {"known": "half a thought"}

    async def again(pilot: Pilot[Any], composer: Composer) -> None:
        assert "half a thought" in composer.query_one(OptionList).get_option_at_index(0).prompt.plain  # type: ignore[union-attr]
        await press(pilot, "enter")
        assert composer.query("#fields Input").first(Input).value == "half a thought"
        await press(pilot, "ctrl+s")

    (sent,) = write(palette, again, None, draft=kept.draft)
    assert sent.draft == kept.draft


def test_escape_leaves_at_once_where_nothing_was_written() -> None:
    """There is nothing to ask about."""

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        await press(pilot, "escape")

    assert write(palette_at("10m", playbook=None), steps, "holding_statement") == [None]
    assert write(palette_at("10m", playbook=None), steps) == [None]


def test_the_kind_is_chosen_first_and_can_be_changed() -> None:
    """The words go along; Escape in the list goes back to them."""
    palette = palette_at("2h")

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        await press(pilot, "down", "enter")
        assert composer.draft is not None
        assert composer.draft.do == "express_regret"
        await type_in(pilot, "little")
        await press(pilot, "f2", "escape")
        assert composer.draft.do == "express_regret"
        await press(pilot, "f2", "down", "enter", "ctrl+s")
        assert composer.draft.do == "disclose"
        await press(pilot, "space", "ctrl+s")

    (sent,) = write(palette, steps)
    assert (sent.do, sent.args["facts"]) == ("disclose", ["what"])
    assert "What we can confirm: little." in sent.args["words"]


def test_a_post_that_was_picked_is_ticked() -> None:
    """Only the words are missing, and the usual ones do."""
    palette = palette_at("2h")
    post = palette.choices("post", "post", "reply")[0][0]  # type: ignore[index]

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        await press(pilot, "ctrl+s")

    (sent,) = write(palette, steps, "reply", given={"post": post})
    assert (sent.do, sent.args) == ("reply", {"post": post})


# ------------------------------------------------------------------ the drill goes on


def test_the_drill_goes_on_behind_it() -> None:
    """The hour moves, also in the words; what waits is said with its countdown; a new fact can be ticked at once."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        outside = composer.query_one(Outside)
        decision = r.DecisionOpened(at=650, decision="the-number", seat="lead", closes=2000, options=())
        palette.situation.apply(Entry(10**5, decision))
        composer.follow(beat(palette, 660, left={"the-number": 100.4}), ())
        await calm(pilot)
        assert outside.waits == "● a decision waits · 1:40"
        assert "comes at 11:15" in composer.query(Preview).first().text
        entry = Entry(10**6, r.FactLearned(at=700, to=("pr",), fact="scope", source="task"))
        palette.situation.apply(entry)
        composer.follow(beat(palette, 720), (entry,))
        await calm(pilot)
        shown = text(pilot.app)
        assert "10:16 (T+0:12)" in shown
        assert "Now you know: Scope" in shown
        composer.query_one(TickList).focus()
        await press(pilot, "space", "ctrl+s")

    (sent,) = write(palette, steps, "disclose")
    assert sent.args["facts"] == ["scope"]
    assert "4.2 million profiles" in sent.args["words"]
    assert "11:16" in sent.args["words"]


def test_the_end_of_the_drill_ends_the_writing() -> None:
    """Also while a question is open."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        await press(pilot, "f6")
        composer.follow(beat(palette, 720, is_over=True), ())

    assert write(palette, steps, "holding_statement") == [None]


# ------------------------------------------------------------------ hostile words, long words, every key reaches


def test_a_long_paste_is_taken_in_and_said_to_be_too_long() -> None:
    """Nothing is cut off behind one's back."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        await press(pilot, "f4")
        composer.query_one(Words).clear()
        await type_in(pilot, "字" * 5000)
        assert len(composer.query_one(Words).text) == 5000
        await press(pilot, "ctrl+s")
        assert f"{5000 - TEXT_LIMIT} characters too many." in text(pilot.app)

    assert write(palette, steps, "express_regret", size=SMALL) == []


def test_hostile_words_stay_words() -> None:
    """Pasted into a blank, a figure and the whole text: shown, sent or refused, never acted upon."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        for words in HOSTILE:
            field = composer.query("#fields Input").first(Input)
            field.value = ""
            field.focus()
            await pilot.pause()
            field.post_message(Paste(words))
            await pilot.pause()
        await press(pilot, "f4")
        for words in HOSTILE:
            composer.query_one(Words).clear()
            composer.query_one(Words).post_message(Paste(words))
            await pilot.pause()
        await calm(pilot)
        composer.query_one(Words).clear()
        await type_in(pilot, SHORT)
        assert composer.draft is not None
        assert words_of(palette, composer.draft) == composer.query(Preview).first().text
        await press(pilot, "ctrl+s")

    assert write(palette, steps, "statement", size=SMALL) == []  # nothing is ticked


def test_hostile_words_can_be_sent() -> None:
    """Cleaned, and as long as they fit."""
    palette = palette_at("10m", playbook=None)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        await press(pilot, "f4")
        composer.query_one(Words).clear()
        await type_in(pilot, SHORT[:1000])
        await press(pilot, "ctrl+s")

    (sent,) = write(palette, steps, "express_regret")
    settle(sent.do, sent.args, palette.names.scenario, palette.names.vocabulary)
    assert "[/oops]" in sent.args["words"]
    assert "\x1b" not in sent.args["words"]


@pytest.mark.parametrize(
    ("do", "size"),
    [
        (None, SMALL),
        (None, LARGE),
        ("holding_statement", SMALL),
        ("statement", LARGE),
        ("statement", SMALL),
        ("rebut", LARGE),
        ("reply", SMALL),
    ],
)
def test_a_hostile_scenario_is_shown(do: str | None, size: tuple[int, int]) -> None:
    """Every name and text of a forged log, in every part of the composer."""
    palette = palette_at("5h", scenario=forged_scenario(), cast=CAST)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        if do is not None:
            for _ in range(3):
                await press(pilot, "tab")
            await press(pilot, "space", "f4")
        await press(pilot, "f2")
        assert pilot.app.screen is composer

    assert write(palette, steps, do, size=size) == []


@pytest.mark.parametrize("size", SIZES)
def test_tab_reaches_everything_and_comes_back(size: tuple[int, int]) -> None:
    """In the order in which it stands; and what has the focus is in sight."""
    palette = palette_at("2h")

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        first, seen = pilot.app.focused, list[str]()
        for _ in range(16):
            await press(pilot, "tab")
            focused = pilot.app.focused
            assert focused is not None
            assert focused.region.intersection(composer.region).area
            if focused is first:
                break
            seen.append(focused.id or "")
        wanted = ["", "", "ticklist", "tone", "channel", "to", "next", "sure", "template"]
        assert [name for name in seen if name not in ("beside", "below")] == wanted

    write(palette, steps, "update", size=size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("do", [None, "holding_statement", "statement"])
def test_the_mark_of_the_exercise_is_in_every_part(do: str | None, size: tuple[int, int]) -> None:
    """On the line above, on the page, in the words as they will appear."""

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        assert text(pilot.app).count("EXERCISE") >= (2 if do is None else 3)

    write(palette_at("10m", playbook=None), steps, do, size=size)


def test_a_row_stays_free_below_every_input() -> None:
    """For the candidates of an input method."""

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        for field in composer.query("#fields Input"):
            parent = field.parent
            assert parent is not None
            assert parent.region.bottom > field.region.bottom  # type: ignore[attr-defined]
        await press(pilot, "f4")
        words = composer.query_one(Words)
        assert composer.query_one("#text").region.bottom - 1 > words.region.bottom

    write(palette_at("10m", playbook=None), steps, "holding_statement")


# ------------------------------------------------------------------ pictures


@pytest.mark.parametrize("size", SIZES, ids=["small", "large"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("part", ["blanks", "free", "kinds"])
def test_it_looks_as_it_did(snapshot: SnapshotAssertion, part: str, lang: str, size: tuple[int, int]) -> None:
    """Layout only."""
    from frames import assert_looks_the_same

    palette = palette_at("2h", lang)

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        for field in composer.query(Input):
            field.cursor_blink = False
        composer.query_one(Words).cursor_blink = False
        if part == "blanks":
            composer.query_one(TickList).focus()
            await press(pilot, "space", "down", "space")
        elif part == "free":
            await press(pilot, "f4")
        await assert_looks_the_same(pilot, snapshot)

    write(palette, steps, None if part == "kinds" else "disclose", size=size)


def test_a_draft_of_own_words_opens_as_free_text() -> None:
    """As it was left."""
    palette = palette_at("10m", playbook=None)
    draft = begun(palette, "express_regret", {"words": "mine"})
    assert draft.template == OWN

    async def steps(pilot: Pilot[Any], composer: Composer) -> None:
        assert pilot.app.focused is composer.query_one(Words)
        await press(pilot, "!", "ctrl+s")

    (sent,) = write(palette, steps, "express_regret", draft=draft)
    assert sent.args == {"words": "mine!"}
