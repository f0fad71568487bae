"""The inbox on screen: what is unread, opening, picking up."""

from __future__ import annotations

from typing import Any

import pytest
from hostile import CAST as HOSTILE_CAST
from hostile import HOSTILE, forged_scenario
from picked import QUIET, RINGING, beat, frame, happens, on_stage, picking, press, said, settled
from rich.cells import cell_len
from stand import Stand
from textual.pilot import Pilot

from drillroom.language import LANGUAGES
from drillroom.log import records as r
from drillroom.log.records import Text
from drillroom.ui.drill.inbox import Inbox
from drillroom.ui.drill.message import MessageReader

SIZES = [(80, 24), (140, 45)]


def inbox(pilot: Pilot[Any]) -> Inbox:
    return pilot.app.query_one(Inbox)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_the_newest_row_is_in_sight(lang: str, size: tuple[int, int]) -> None:
    """With the mark of the exercise, and how many are unread."""
    palette = picking(QUIET, lang, playbook="model")

    async def act(pilot: Pilot[Any]) -> None:
        assert inbox(pilot).is_vertical_scroll_end
        shown = frame(pilot)
        assert palette.speech.say("EXERCISE") in shown
        assert str(inbox(pilot).unread) in shown
        assert inbox(pilot).letters.rows[-1].clock in shown

    on_stage(Stand(Inbox(palette)), act, size)


def test_opening_a_message_reads_it_whole() -> None:
    """Esc puts it away; the sign of what is unread goes."""
    palette = picking("20m")

    async def act(pilot: Pilot[Any]) -> None:
        box = inbox(pilot)
        place = next(n for n, row in enumerate(box.letters.rows) if row.kind == "mail")
        row = box.letters.rows[place]
        unread = box.unread
        box.focus()
        await settled(pilot)
        box.highlighted = place
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MessageReader)
        assert row.who in frame(pilot)
        assert "EXERCISE" in frame(pilot)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, MessageReader)
        assert box.letters.rows[place].is_read
        assert box.unread < unread

    on_stage(Stand(Inbox(palette)), act)


def test_left_and_right_go_through_the_messages() -> None:
    """And stop at both ends."""
    palette = picking("20m")

    async def act(pilot: Pilot[Any]) -> None:
        inbox(pilot).focus()
        await press(pilot, "home", "enter", "left")
        reader = pilot.app.screen
        assert isinstance(reader, MessageReader)
        rows = inbox(pilot).letters.rows
        assert reader.row_id == rows[0].id
        await press(pilot, "right", "right")
        assert reader.row_id == rows[2].id

    on_stage(Stand(Inbox(palette)), act)


def test_the_reader_hands_over_to_acting() -> None:
    """F2 puts the message away and does what F2 does on the screen."""
    palette = picking("20m")
    acted = []

    async def act(pilot: Pilot[Any]) -> None:
        pilot.app.screen.action_act = lambda: acted.append(True)
        inbox(pilot).focus()
        await press(pilot, "home", "enter", "f2")
        assert not isinstance(pilot.app.screen, MessageReader)

    on_stage(Stand(Inbox(palette)), act)
    assert acted == [True]


def test_a_telephone_that_rings_is_picked_up() -> None:
    """Enter says so and opens nothing."""
    palette = picking(RINGING)

    async def act(pilot: Pilot[Any]) -> None:
        box = inbox(pilot)
        box.focus()
        await settled(pilot)
        box.highlighted = next(n for n, row in enumerate(box.letters.rows) if row.kind == "call")
        assert "it rings" in frame(pilot)
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, MessageReader)

    app = on_stage(Stand(Inbox(palette)), act)
    assert [it.call_id for it in said(app, Inbox.Answered)] == ["reporter"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_summons_is_read_first_and_answered_from_there(lang: str) -> None:
    """Enter opens it, F2 answers what it asks."""
    palette = picking(QUIET, lang)
    boss = Text(ref="scenario.people.boss")
    arrived = r.SummonsArrived(at=palette.situation.now, summons="s", by=boss, text=boss, due=10**6, questions=(boss,))
    happens(palette, arrived)

    async def act(pilot: Pilot[Any]) -> None:
        box = inbox(pilot)
        box.focus()
        await settled(pilot)
        assert palette.speech.say("to be answered") in frame(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MessageReader)
        assert palette.speech.say("answer its questions") in frame(pilot)
        await press(pilot, "f2")
        assert not isinstance(pilot.app.screen, MessageReader)

    app = on_stage(Stand(Inbox(palette)), act)
    assert [it.call_id for it in said(app, Inbox.Answered)] == ["s"]


def test_what_comes_in_is_added_at_the_end_and_a_call_that_ends_says_so() -> None:
    """Rows that are there stay the same."""
    palette = picking(RINGING)

    async def act(pilot: Pilot[Any]) -> None:
        box = inbox(pilot)
        count, first = box.option_count, box.get_option_at_index(0)
        now = palette.situation.now
        boss = Text(ref="scenario.people.boss")
        mail = r.MailArrived(at=now, mail="new", channel="mail", by=boss, text=boss)
        box.follow(beat(palette), happens(palette, mail, r.CallMissed(at=now, call="reporter")))
        await settled(pilot)
        assert (box.option_count, box.get_option_at_index(0)) == (count + 1, first)
        assert "missed" in frame(pilot)
        assert box.is_vertical_scroll_end

    on_stage(Stand(Inbox(palette)), act)


def test_whoever_reads_further_up_is_not_moved() -> None:
    """New rows come in below, out of sight."""
    palette = picking("3h", playbook="model")

    async def act(pilot: Pilot[Any]) -> None:
        box = inbox(pilot)
        box.focus()
        await press(pilot, "home")
        at = box.scroll_y
        boss = Text(ref="scenario.people.boss")
        mail = r.MailArrived(at=palette.situation.now, mail="new", channel="mail", by=boss, text=boss)
        box.follow(beat(palette), happens(palette, mail))
        await settled(pilot)
        assert (box.scroll_y, box.highlighted) == (at, 0)

    on_stage(Stand(Inbox(palette)), act)


def test_selecting_a_row_that_shows_all_there_is_reads_it() -> None:
    """A message that is longer has to be opened."""
    palette = picking("20m")

    async def act(pilot: Pilot[Any]) -> None:
        box = inbox(pilot)
        rows = box.letters.rows
        short = next(n for n, row in enumerate(rows) if row.head == "On it. Don't ask for a number yet.")
        long = next(n for n, row in enumerate(rows) if len(row.head) > 170 and not row.is_read)
        box.focus()
        for place in (short, long):
            await settled(pilot)
            box.highlighted = place
        await settled(pilot)
        assert [box.letters.rows[place].is_read for place in (short, long)] == [True, False]

    on_stage(Stand(Inbox(palette)), act)


@pytest.mark.parametrize("size", SIZES)
def test_a_forged_scenario_is_only_text(size: tuple[int, int]) -> None:
    """In the list and in the reader."""
    palette = picking(RINGING, scenario=forged_scenario(), cast=HOSTILE_CAST)

    async def act(pilot: Pilot[Any]) -> None:
        inbox(pilot).focus()
        await press(pilot, "home", "enter", *["right"] * 12)
        assert isinstance(pilot.app.screen, MessageReader)
        assert all(cell_len(row) <= size[0] for row in frame(pilot).splitlines())

    on_stage(Stand(Inbox(palette)), act, size)


def test_whatever_somebody_writes_is_shown_and_nothing_else_happens() -> None:
    """One hostile string after the other, in the list and opened."""
    palette = picking("1m")
    words: dict[str, str] = {}
    palette.teller.words = lambda: words

    async def act(pilot: Pilot[Any]) -> None:
        box = inbox(pilot)
        for number, hostile in enumerate(HOSTILE):
            words[f"w{number}"] = hostile
            text = Text(ref=f"words.w{number}")
            mail = r.MailArrived(at=60, mail=f"x{number}", channel="mail", by=text, text=text)
            box.follow(beat(palette), happens(palette, mail))
        await pilot.pause()
        box.focus()
        await press(pilot, "end", "enter", *["left"] * 5)
        assert isinstance(pilot.app.screen, MessageReader)
        assert box.option_count == len(box.letters.rows)

    assert said(on_stage(Stand(Inbox(palette)), act), Inbox.Answered) == []
