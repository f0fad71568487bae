"""One pane at a time on a narrow terminal: what comes in while another is in front, the focus, the room each has."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import scene
from frames import text
from stand import Stand
from test_drill_screen import play, skip_to, until
from textual.pilot import Pilot

from drillroom.log import records as r
from drillroom.log.records import Entry, Text
from drillroom.runtime.sitting import Sitting
from drillroom.ui.drill.board import Board
from drillroom.ui.drill.composer.screen import Composer
from drillroom.ui.drill.feed import MANY, Feed
from drillroom.ui.drill.inbox import Inbox
from drillroom.ui.drill.keys import Keys
from drillroom.ui.drill.prompt import PANE_LEAST, PromptCard
from drillroom.ui.drill.screen import DrillScreen

NARROW = [(100, 30), (80, 24)]
Part = Callable[[Pilot[None], DrillScreen], Awaitable[None]]
BOSS = Text(ref="scenario.people.boss")


@pytest.fixture
def crisis(tmp_path: Path) -> Sitting:
    """The shipped crisis, before its first moment."""
    return scene.sitting(tmp_path)


def narrow(sitting: Sitting, part: Part, size: tuple[int, int]) -> Stand:
    """Play with a clock that only F8 moves, and keys that count from the beginning."""

    async def still(pilot: Pilot[None], screen: DrillScreen) -> None:
        screen._is_new = False
        await part(pilot, screen)

    return play(sitting, still, size)


async def to(pilot: Pilot[None], screen: DrillScreen, minute: int) -> None:
    """Go on to this minute of the crisis."""
    await skip_to(pilot, screen, lambda: screen.palette.situation.now >= minute * 60)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press these keys; all is drawn."""
    for key in keys:
        await pilot.press(key)
        await drawn(pilot)


async def drawn(pilot: Pilot[None]) -> None:
    for _ in range(4):
        await pilot.pause(0.02)


def come(screen: DrillScreen, *records: r.Record) -> None:
    """These records come in with the next beat."""
    assert screen.beat is not None
    last = max(entry.seq for entry in screen.palette.situation.entries)
    entries = [Entry(last + number, it) for number, it in enumerate(records, 1)]
    fresh = [entry for entry in entries if screen.palette.situation.apply(entry)]
    for piece in screen.followers:
        piece.follow(screen.beat, fresh)
    screen._show_keys()


def mail(screen: DrillScreen, name: str) -> r.MailArrived:
    return r.MailArrived(at=screen.palette.situation.now, mail=name, channel="mail", by=BOSS, text=BOSS)


def post(screen: DrillScreen, number: int) -> r.PostAppeared:
    old = next(it.record for it in screen.palette.situation.entries if isinstance(it.record, r.PostAppeared))
    return replace(old, at=screen.palette.situation.now, post=f"new{number}")


def agree(screen: DrillScreen) -> bool:
    """Does everything that counts the unread say the same?"""
    box, bar = screen.query_one(Inbox), str(screen.query_one(Keys).render())
    if not box.unread:
        return "•" not in bar and "unread" not in str(box.border_title)
    return f"•{box.unread}" in bar and f" {box.unread} " in str(box.border_title)


@pytest.mark.parametrize("size", NARROW)
def test_the_inbox_opens_with_all_that_came_while_another_pane_was_in_front(
    crisis: Sitting, size: tuple[int, int]
) -> None:
    """The first time and every time: nothing is missing, the newest is marked and in sight, all counts agree."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        box = screen.query_one(Inbox)
        for minute in (8, 12, 30):
            await press(pilot, "f4")
            await to(pilot, screen, minute)
            assert agree(screen), "also while it is not in front"
            await press(pilot, "f5")
            rows = box.letters.rows
            assert [option.id for option in box.options] == [row.id for row in rows]
            assert box.highlighted == len(rows) - 1
            assert box.is_vertical_scroll_end
            assert rows[-1].clock in text(pilot.app)
            assert agree(screen)

    narrow(crisis, part, size)


def test_the_inbox_keeps_the_place_of_a_reader_until_something_comes_in(crisis: Sitting) -> None:
    """A look at the facts and back loses no place; with news, the newest is marked."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await to(pilot, screen, 12)
        box = screen.query_one(Inbox)
        await press(pilot, "f5", "up", "up", "up")
        place = box.highlighted
        assert place == box.option_count - 4
        await press(pilot, "f6", "f5")
        assert box.highlighted == place
        come(screen, mail(screen, "one"))
        assert box.highlighted == place, "whoever is reading is left alone"
        await press(pilot, "f6")
        come(screen, mail(screen, "two"))
        await press(pilot, "f5")
        assert box.highlighted == box.option_count - 1

    narrow(crisis, part, (80, 24))


def test_the_inbox_has_a_first_and_a_last_row(crisis: Sitting) -> None:
    """Down on the newest and Up on the oldest stay where they are."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await to(pilot, screen, 12)
        box = screen.query_one(Inbox)
        await press(pilot, "f5", "end", "down")
        assert box.highlighted == box.option_count - 1
        await press(pilot, "home", "up")
        assert box.highlighted == 0

    narrow(crisis, part, (80, 24))


def test_what_one_went_through_is_read(crisis: Sitting) -> None:
    """Short rows by going over them, long ones by opening them; in the end nothing is unread, and the bar says so."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await to(pilot, screen, 12)
        box = screen.query_one(Inbox)
        await press(pilot, "f5")
        unread = box.unread
        for _ in range(box.option_count):
            await press(pilot, "up")
            assert agree(screen)
        assert 0 < box.unread < unread
        await press(pilot, "end")
        for _ in range(box.option_count):
            await press(pilot, "enter", "escape", "up")
        assert box.unread == 0
        assert agree(screen)

    narrow(crisis, part, (100, 30))


def test_a_short_message_that_is_marked_when_the_pane_opens_is_read(crisis: Sitting) -> None:
    """It was looked at, though nobody moved to it."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await to(pilot, screen, 12)
        come(screen, mail(screen, "one"))
        await press(pilot, "f5")
        assert screen.query_one(Inbox).letters.rows[-1].is_read
        assert agree(screen)

    narrow(crisis, part, (80, 24))


@pytest.mark.parametrize("size", NARROW)
def test_the_feed_opens_at_the_newest(crisis: Sitting, size: tuple[int, int]) -> None:
    """Whatever came while another pane was in front, and after much of it also for who had marked a post."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        feed = screen.query_one(Feed)
        for minute in (8, 20):
            await press(pilot, "f5")
            await to(pilot, screen, minute)
            await press(pilot, "f4")
            assert feed.is_following
            assert feed.scroll_y == feed.max_scroll_y
            assert feed.in_sight()[-1] == feed.column.keys[-1]
        await press(pilot, "up", "up", "up", "f6")
        marked = feed.selected
        come(screen, post(screen, 0))
        await pilot.pause(0.2)
        await press(pilot, "f4")
        assert feed.selected == marked
        assert marked in feed.in_sight()
        assert "▼ 1 new" in text(pilot.app)
        await press(pilot, "f6")
        come(screen, *(post(screen, number) for number in range(1, MANY + 1)))
        await pilot.pause(0.2)
        await press(pilot, "f4")
        assert feed.selected is None
        assert feed.in_sight()[-1] == feed.column.keys[-1]

    narrow(crisis, part, size)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (80, 19)])
def test_enter_replies_to_the_post_that_is_marked(crisis: Sitting, size: tuple[int, int]) -> None:
    """With few lines, while a decision waits, the mark is in sight, and it is that post which is answered."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.waiting.first is not None and screen.palette.situation.now > 0)
        feed = screen.query_one(Feed)
        assert feed.rows <= 12
        for steps in (1, 3):
            await press(pilot, *["up"] * steps)
            marked = feed.selected
            assert marked is not None
            assert marked in feed.in_sight()
            assert "█ " in text(pilot.app)
            await press(pilot, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, Composer))
            assert pilot.app.screen.query_one("#sheet") is not None
            assert screen.hands.is_busy
            await press(pilot, "escape")
            await until(pilot, lambda: pilot.app.screen is screen and not screen.hands.is_busy)
            assert screen.hands.draft is None or screen.hands.draft.given.get("post", marked) == marked

    stand = narrow(crisis, part, size)
    picked = list(dict.fromkeys(it for it in stand.said if isinstance(it, Feed.Picked)))
    assert len(picked) == 2


def test_the_mark_stays_in_sight_when_the_card_grows(crisis: Sitting) -> None:
    """A decision comes up under the reader's hands."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await to(pilot, screen, 12)
        if screen.waiting.first is not None:
            await skip_to(pilot, screen, lambda: screen.waiting.first is None)
        feed = screen.query_one(Feed)
        await press(pilot, "up")
        marked, before = feed.selected, feed.rows
        assert marked is not None
        await skip_to(pilot, screen, lambda: screen.waiting.first is not None)
        await drawn(pilot)
        assert feed.rows < before
        assert feed.selected == marked
        assert marked in feed.in_sight()

    narrow(crisis, part, (80, 24))


@pytest.mark.parametrize("size", [*NARROW, (140, 45)])
@pytest.mark.parametrize(("key", "pane"), [("f4", "feed"), ("f5", "inbox"), ("f6", "facts"), ("f7", "team")])
def test_an_answered_decision_gives_the_focus_back(crisis: Sitting, size: tuple[int, int], key: str, pane: str) -> None:
    """Answered by Tab, arrows and Enter: the keys go to the pane that the bar of keys names."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.waiting.first is not None)
        waits = screen.waiting.first
        await press(pilot, key)
        options = screen.query_one("#prompt-options")
        for _ in range(8):
            if screen.focused is options:
                break
            await press(pilot, "tab")
        assert screen.focused is options
        in_front = screen.pane
        assert in_front == pane or size[0] >= 120, "on the way there, Tab passes the others where they can be seen"
        await press(pilot, "down", "enter")
        await until(pilot, lambda: screen.waiting.first is not waits and not screen.hands.is_busy)
        await drawn(pilot)
        assert screen.focused is screen.query_one(f"#{in_front}")
        await press(pilot, key)
        assert screen.focused is screen.query_one(f"#{pane}")
        assert screen.pane == pane

    narrow(crisis, part, size)


@pytest.mark.parametrize("size", NARROW)
@pytest.mark.parametrize("key", ["f6", "f7"])
def test_a_board_shows_what_changed_while_it_was_hidden(crisis: Sitting, size: tuple[int, int], key: str) -> None:
    """Each line of it that has room stands on the terminal."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        for minute in (1, 9, 40):
            await press(pilot, key, "f5")
            await to(pilot, screen, minute)
            await press(pilot, key)
            shown = text(pilot.app)
            boards = [board for board in screen.query(Board) if board.region.height > 0]
            assert boards
            for board in boards:
                room = board.scrollable_content_region.height
                assert all(words.strip() in shown for words in board.words.splitlines()[:room])

    narrow(crisis, part, size)


@pytest.mark.parametrize(("size", "most"), [((80, 24), 15), ((100, 30), 20)])
def test_a_long_decision_takes_the_room_it_needs(crisis: Sitting, size: tuple[int, int], most: int) -> None:
    """And leaves the pane above some lines; what still does not fit is reached by Tab, which the card says."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.waiting.first is not None)
        await drawn(pilot)
        card, words = screen.query_one(PromptCard), screen.query_one("#prompt-words")
        assert card.region.height <= most
        assert screen.query_one(Feed).region.height >= PANE_LEAST
        assert card.region.height == most or words.max_scroll_y == 0
        if words.max_scroll_y > 0:
            assert "Tab PgDn" in text(pilot.app)
            await press(pilot, "tab", "pagedown")
            assert screen.focused is words
            assert words.scroll_y > 0

    narrow(crisis, part, size)
