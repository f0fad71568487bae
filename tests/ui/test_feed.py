"""The feed on screen: it follows the newest, keeps still for who reads, and says what the reader picked."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from frames import text
from hostile import CAST, HOSTILE, forged_scenario
from rich.cells import cell_len
from scene import palette_at, run
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from drillroom.language import speech
from drillroom.log import records as r
from drillroom.log.records import Entry
from drillroom.runtime.table import Beat
from drillroom.ui.drill import feed as feed_module
from drillroom.ui.drill.feed import Feed
from drillroom.ui.look import DRILLROOM
from drillroom.views.palette import Palette

STYLES = Path(feed_module.__file__).parents[1] / "styles" / "feed.tcss"
BATCHED = feed_module.BATCH * 3


class Desk(App[None]):
    """A feed alone on the screen."""

    CSS_PATH = STYLES

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self.feed = Feed(palette, id="feed")
        self.picked: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.feed

    def on_mount(self) -> None:
        self.register_theme(DRILLROOM)
        self.theme = DRILLROOM.name

    def on_feed_picked(self, event: Feed.Picked) -> None:
        self.picked.append(event.post_id)

    def beat(self, *records: r.Record) -> None:
        """What a screen does with a beat."""
        situation = self.palette.situation
        entries = [Entry(10**6 + number, it) for number, it in enumerate(records)]
        fresh = [entry for entry in entries if situation.apply(entry)]
        now = situation.now
        self.feed.follow(Beat(before=now, now=now, speed=1, wait=0.05, left={}, is_paused=False, is_over=False), fresh)


Course = Callable[[Desk, Pilot[None]], Coroutine[Any, Any, None]]


def watch(course: Course, palette: Palette | None = None, size: tuple[int, int] = (80, 24), fill: bool = True) -> Desk:
    """Run a course on a desk; the feed is filled with what has happened."""
    desk = Desk(palette or palette_at("2h"))

    async def scene() -> None:
        async with desk.run_test(size=size) as pilot:
            if fill:
                desk.feed.recall()
            desk.feed.focus()
            await pilot.pause(BATCHED)
            await course(desk, pilot)

    run(scene())
    return desk


def post(number: int, words: str = "", **changes: Any) -> r.PostAppeared:
    """Something somebody says at the two-hour mark; ``words`` is a reference."""
    record = r.PostAppeared(
        at=7200,
        post=f"new{number}",
        form="chatter",
        channel="microblog",
        by=r.Text(ref="cast.h1"),
        text=r.Text(ref=words or "cast.h2"),
        tone=0,
        curve=r.Curve(size=500, mix=(1.0,), likes=1, comments=1),
    )
    return replace(record, **changes)


def lines(desk: Desk) -> list[str]:
    """What the terminal shows."""
    return text(desk).splitlines()


def words(desk: Desk) -> list[str]:
    """The same without the border, the scroll bar and the last line."""
    return [line[1:-2] for line in lines(desk)[1:-2]]


def bottom(desk: Desk) -> int:
    """How many lines are below the screen."""
    return desk.feed.max_scroll_y - round(desk.feed.scroll_y)


def last(desk: Desk) -> str:
    """The newest post."""
    return list(desk.palette.situation.feed.posts)[-1]


def test_a_resumed_drill_shows_its_newest_post() -> None:
    """All of them are there, and the last one is in sight, whole."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        assert len(desk.feed.column) == len(desk.palette.situation.feed.posts) > 20
        assert bottom(desk) == 0
        assert last(desk) in desk.feed.in_sight()

    watch(course)


@pytest.mark.parametrize(("lang", "mark"), [("en", "EXERCISE"), ("zh-Hans", "演练")])
def test_every_card_says_that_it_is_an_exercise(lang: str, mark: str) -> None:
    """On its first line, whatever kind it is."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        wanted = desk.feed.column.keys
        for key in wanted:
            assert mark in desk.feed.draw(key)[0].text

    watch(course, palette_at("3h", lang))


def test_our_words_news_and_voices_look_different_without_any_color() -> None:
    """A stroke and a word tell them apart."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        posts = desk.palette.situation.feed.posts
        drawn = {it.form: desk.feed.draw(key)[0].text for key, it in posts.items()}
        assert drawn["statement"].startswith("▌ EXERCISE  WE SAY ")
        assert drawn["news"].startswith("▌ EXERCISE  NEWS ")
        assert drawn["post"].startswith("│ EXERCISE  ")
        assert drawn["chatter"].startswith("┊ EXERCISE  ")

    watch(course, palette_at("3h"))


def test_a_reply_is_indented_and_says_what_it_answers() -> None:
    """By the tag of the post."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        first = next(iter(desk.palette.situation.feed.posts))
        desk.beat(post(1, form="reply", about=first))
        await pilot.pause(BATCHED)
        assert desk.feed.draw("new1")[0].text.startswith("    │ EXERCISE  reply to p1 ")

    watch(course)


def test_what_arrives_is_shown_with_the_next_batch() -> None:
    """And followed."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        desk.beat(*(post(number) for number in range(30)))
        assert "new29" not in desk.feed.column
        await pilot.pause(BATCHED)
        assert bottom(desk) == 0
        assert "new29" in desk.feed.in_sight()
        assert desk.feed.unread == 0

    watch(course)


def test_only_what_can_be_seen_is_worded_at_once() -> None:
    """A long jump brings thousands of posts in one beat; the rest is measured a little at a time."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        desk.beat(*(post(number) for number in range(1500)))
        desk.feed._take_in()
        assert len(desk.feed._cards) < 60

    watch(course)


def test_who_reads_something_older_is_left_where_they_are() -> None:
    """Not a line moves; how much is new stands on the last one."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        await pilot.press("pageup", "pageup")
        before = words(desk)
        desk.beat(*(post(number) for number in range(12)))
        await pilot.pause(BATCHED)
        assert words(desk) == before
        assert "▼ 12 new" in lines(desk)[-2]
        await pilot.press("end")
        await pilot.pause()
        assert bottom(desk) == 0
        assert desk.feed.unread == 0
        assert "new11" in desk.feed.in_sight()

    watch(course)


def test_who_scrolls_up_with_the_wheel_is_left_alone_and_who_comes_back_follows() -> None:
    """Scrolling to the very end is as good as the End key."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        desk.feed.scroll_relative(y=-15, animate=False)
        await pilot.pause()
        assert not desk.feed.is_following
        desk.beat(post(1), post(2))
        await pilot.pause(BATCHED)
        assert desk.feed.unread == 2
        desk.feed.scroll_relative(y=500, animate=False)
        await pilot.pause()
        assert desk.feed.is_following
        assert desk.feed.unread == 0

    watch(course)


def test_the_arrows_select_posts_and_enter_picks_one() -> None:
    """The first press selects, whatever way."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        posts = list(desk.palette.situation.feed.posts)
        await pilot.press("enter")
        assert desk.feed.selected == posts[-1]
        assert desk.picked == []
        await pilot.press("up", "up", "down", "enter")
        await pilot.pause()
        assert desk.feed.selected == posts[-2]
        assert desk.picked == [posts[-2]]
        await pilot.press("down", "down")
        assert desk.feed.selected is None
        assert desk.feed.is_following

    watch(course)


def test_every_selected_post_is_in_sight() -> None:
    """From the newest to the oldest and back, a step or a page at a time."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        for keys in (["up"] * 40, ["down"] * 25, ["pageup"] * 9, ["pagedown"] * 5, ["home"]):
            for key in keys:
                await pilot.press(key)
                chosen = desk.feed.selected
                assert chosen is not None
                first, top = round(desk.feed.scroll_y), desk.feed.column.top(chosen)
                assert first <= top
                assert top + min(desk.feed.rows, desk.feed.column.rows(chosen)) <= first + desk.feed.rows
        assert chosen == desk.feed.column.keys[0]
        assert round(desk.feed.scroll_y) == 0

    watch(course, size=(60, 20))


def test_a_selected_post_shows_it_without_color() -> None:
    """A full stroke on the left."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        await pilot.press("up")
        await pilot.pause()
        assert sum(line.startswith("│█ ") for line in lines(desk)) == desk.feed.column.rows(last(desk)) - 1

    watch(course)


def test_a_click_picks_the_post_that_is_there() -> None:
    """On any of its lines."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        key = desk.feed.in_sight()[-2]
        line = desk.feed.column.top(key) - round(desk.feed.scroll_y) + 2
        await pilot.click(Feed, offset=(10, line))
        await pilot.pause()
        assert desk.picked == [key]
        assert desk.feed.selected == key

    watch(course)


def test_a_click_on_the_line_that_tells_of_new_posts_goes_there() -> None:
    """It picks nothing."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        await pilot.press("home")
        desk.beat(post(1))
        await pilot.pause(BATCHED)
        await pilot.click(Feed, offset=(40, 22))
        await pilot.pause()
        assert desk.picked == []
        assert bottom(desk) == 0

    watch(course)


def test_a_post_that_was_answered_is_marked_at_once() -> None:
    """By a sign and a word."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        desk.beat(post(1))
        await pilot.pause(BATCHED)
        assert "✓" not in "".join(lines(desk)[-6:])
        desk.beat(r.QuestionAnswered(at=7201, question="new1", where="microblog"))
        await pilot.pause()
        assert "✓ replied" in "".join(lines(desk)[-6:])

    watch(course)


def test_numbers_move_where_they_can_be_seen() -> None:
    """Time alone makes them grow."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        desk.beat(post(1, curve=r.Curve(size=500, mix=(1.0,), likes=1, comments=1)))
        await pilot.pause(BATCHED)
        assert "reposts 0 " in "".join(lines(desk)[-6:])
        desk.palette.situation.now_is(7200 + 86_400)
        desk.feed._move_counts()
        await pilot.pause()
        assert "reposts 0 " not in "".join(lines(desk)[-6:])
        assert "1 d" in "".join(lines(desk)[-6:])

    watch(course)


def test_a_jump_stands_before_the_post_it_led_to() -> None:
    """Also when older posts came in the same beat; a jump to something else stands at the end."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        desk.feed.jump(3600, 9000)
        desk.beat(post(1), post(2, at=9000))
        await pilot.pause(BATCHED)
        desk.feed.jump(7200, 20_000)
        desk.beat()
        await pilot.pause(BATCHED)
        one, first_gap, two, second_gap = desk.feed.column.keys[-4:]
        assert (one, two) == ("new1", "new2")
        assert "1 h later" in desk.feed.draw(first_gap)[0].text
        assert "2 h later" in desk.feed.draw(second_gap)[0].text
        await pilot.press("up", "up", "down")
        assert desk.feed.selected == "new2"

    watch(course)


@pytest.mark.parametrize("size", [(77, 24), (40, 12), (20, 8), (9, 4), (3, 3)])
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_every_line_is_as_wide_as_the_feed(size: tuple[int, int], lang: str) -> None:
    """However little room there is."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        await pilot.press("up")
        for key in desk.feed.column.keys[-30:]:
            strips = desk.feed.draw(key)
            assert len(strips) == desk.feed.height_of(key)
            for strip in strips:
                assert cell_len(strip.text) == strip.cell_length == desk.feed.wide

    watch(course, palette_at("3h", lang), size)


def test_hostile_words_stay_words() -> None:
    """Every string in the place of author and words: nothing raises, nothing acts, no line is too wide."""
    typed = {f"k{number}": words for number, words in enumerate(HOSTILE)}

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        desk.beat(*(post(n, f"words.{key}", by=r.Text(ref=f"words.{key}")) for n, key in enumerate(typed)))
        await pilot.pause(BATCHED)
        for key in desk.feed.column.keys:
            for strip in desk.feed.draw(key):
                assert cell_len(strip.text) == desk.feed.wide
                assert not any(ord(it) < 32 or 127 <= ord(it) < 160 for it in strip.text)
                assert not any(segment.style and (segment.style.link or segment.style.meta) for segment in strip)
        await pilot.press("home", "end")
        assert desk.is_running

    watch(course, palette_at("1h", words=typed))


def test_a_forged_scenario_is_shown_like_any_other() -> None:
    """Channels, handles and names of the crowd included."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        for key in desk.feed.column.keys:
            assert {cell_len(strip.text) for strip in desk.feed.draw(key)} == {desk.feed.wide}

    watch(course, palette_at("1h", scenario=forged_scenario(), cast=CAST))


def test_the_words_are_wrapped_anew_when_the_width_changes() -> None:
    """What is followed or read stays in sight."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        for size in ((50, 20), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause(BATCHED)
            assert desk.feed.wide == size[0] - 3
            assert bottom(desk) == 0
        await pilot.press("pageup", "pageup")
        reading = desk.feed.in_sight()[0]
        await pilot.resize_terminal(60, 24)
        await pilot.pause(BATCHED)
        assert desk.feed.in_sight()[0] == reading
        assert not desk.feed.is_following

    watch(course)


def test_another_language_words_every_card_anew() -> None:
    """With the next beat."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        names = desk.palette.teller.names
        desk.palette.teller.names = replace(names, speech=speech("zh-Hans"))
        desk.beat()
        await pilot.pause(BATCHED)
        assert all("演练" in desk.feed.draw(key)[0].text for key in desk.feed.column.keys)
        assert bottom(desk) == 0

    watch(course)


def test_old_posts_leave_the_view_and_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """They stay in the situation; who reads something that stays is not moved."""
    monkeypatch.setattr(feed_module, "MOST_POSTS", 50)

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        count = len(desk.palette.situation.feed.posts)
        desk.beat(*(post(number) for number in range(100)))
        await pilot.pause(BATCHED)
        assert len(desk.feed.column) == 50
        await pilot.press("up", "up", "up", "pageup")
        before = words(desk)
        desk.beat(*(post(number) for number in range(100, 110)))
        await pilot.pause(BATCHED)
        assert words(desk) == before
        await pilot.press("home")
        await pilot.pause()
        assert f"{count + 60} older posts are not shown" in lines(desk)[1]
        desk.beat(*(post(number) for number in range(200, 260)))
        await pilot.pause(BATCHED)
        assert desk.feed.selected is None
        assert len(desk.palette.situation.feed.posts) == count + 170

    watch(course)


def test_the_heights_that_were_guessed_are_found_out_without_moving_the_reader() -> None:
    """Nobody sees it but the scroll bar."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        desk.beat(*(post(number, "scenario.about") for number in range(300)))
        await pilot.pause(BATCHED)
        await pilot.press("pageup")
        before = words(desk)
        while desk.feed._round is not None:
            desk.feed._round.stop()
            desk.feed._measure_some()
        await pilot.pause()
        assert words(desk) == before
        assert not list(desk.feed.column.unmeasured())

    watch(course)


def test_before_anybody_has_said_anything_it_says_so() -> None:
    """And its keys do nothing."""

    async def course(desk: Desk, pilot: Pilot[None]) -> None:
        assert "Nothing has been said" in lines(desk)[1]
        await pilot.press("up", "down", "pageup", "pagedown", "home", "end", "enter")
        await pilot.click(Feed, offset=(5, 5))
        assert desk.picked == []

    watch(course, palette_at("-12h", playbook=None), fill=False)


def test_its_keys_are_told_in_the_viewers_language() -> None:
    """One line each."""
    desk = Desk(palette_at("1h"))
    assert len(desk.feed.help_lines()) == 3
