"""The drill on screen: keys become commands, refusals change nothing, panes, the clock, leaving and going on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import scene
from stand import Stand
from textual.pilot import Pilot
from textual.widgets import Static

from drillroom.errors import DrillroomError
from drillroom.log import records as r
from drillroom.log.feed import Call
from drillroom.runtime.clock import StillClock
from drillroom.runtime.sitting import Sitting, Wish, go_on
from drillroom.storage.logs import read_log
from drillroom.ui.drill.actions import ActionList
from drillroom.ui.drill.asker import Asker
from drillroom.ui.drill.composer.chips import Chips
from drillroom.ui.drill.composer.screen import Composer
from drillroom.ui.drill.ended import Ended
from drillroom.ui.drill.feed import Feed
from drillroom.ui.drill.help import Help
from drillroom.ui.drill.inbox import Inbox
from drillroom.ui.drill.leave import Leave
from drillroom.ui.drill.notice import Notice
from drillroom.ui.drill.screen import DrillScreen

Part = Callable[[Pilot[None], DrillScreen], Awaitable[None]]
TOY = scene.TOY


def play(sitting: Sitting, part: Part, size: tuple[int, int] = (140, 45), *, show_state: bool = False) -> Stand:
    """Sit down at ``sitting`` and let ``part`` press keys."""
    speech = scene.names_of(sitting.scenario, "en").speech
    stand = Stand(screen=lambda: DrillScreen(sitting, speech, show_state=show_state))

    async def scenario() -> None:
        async with stand.run_test(size=size) as pilot:
            await pilot.pause()
            screen = pilot.app.screen
            assert isinstance(screen, DrillScreen)
            screens.append(screen)
            await until(pilot, lambda: screen.beat is not None)
            await part(pilot, screen)

    screens: list[DrillScreen] = []
    try:
        scene.run(scenario())
    finally:
        for screen in screens:
            screen.table.stop()
        sitting.journal.close()
    return stand


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Let the app work until ``holds``."""
    for _ in range(400):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came to that")


async def skip_to(pilot: Pilot[None], screen: DrillScreen, holds: Callable[[], bool]) -> None:
    """Press F8 until ``holds``; over what waits it is pressed twice."""
    for _ in range(200):
        if holds():
            return
        await pilot.press("f8")
        await until(pilot, lambda: not screen.hands.is_busy)
    raise AssertionError("it never came to that")


async def write_freely(pilot: Pilot[None], screen: DrillScreen, words: str, key: str) -> None:
    """Open the composer at its first kind, type own words, and end with ``key``."""
    await pilot.press("f3")
    await until(pilot, lambda: isinstance(pilot.app.screen, Composer))
    await pilot.press("enter")
    await pilot.pause(0.1)
    await pilot.press("f4")
    await pilot.pause(0.1)
    await pilot.press("ctrl+a", *words)
    await pilot.press(key)
    await until(pilot, lambda: pilot.app.screen is screen and not screen.hands.is_busy)


def notice(screen: DrillScreen) -> str:
    return screen.query_one(Notice).line


def commands(sitting: Sitting) -> list[str]:
    """What stands in the log as done by the trainee."""
    log = read_log(sitting.journal.path)
    return [it.record.do for it in log.entries if isinstance(it.record, r.CommandGiven)]


@pytest.fixture
def toy(tmp_path: Path) -> Sitting:
    """The small crisis, before its first moment."""
    return scene.sitting(tmp_path, book=scene.book_of(TOY))


def test_a_digit_answers_the_decision_that_waits(toy: Sitting) -> None:
    """2 takes the second option as it is shown; it is in the log, and the card is gone."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.waiting.first is not None)
        waits = screen.waiting.first
        assert waits is not None
        assert not isinstance(waits, Call)
        await pilot.press("2")
        await until(pilot, lambda: screen.waiting.first is None)
        taken = screen.palette.situation.desk.decisions[waits.id]
        assert taken.option == waits.options[1]
        assert "Decided" in notice(screen)
        if taken.option == "honest":
            assert "Under way: First response" in notice(screen), "an option is its actions, and they are named"

    play(toy, part)
    assert "decide" in commands(toy)


def declared(sitting: Sitting) -> list[tuple[str, int]]:
    """(command, level) of everything of which the trainee said how sure they were."""
    log = read_log(sitting.journal.path)
    said = [it.record for it in log.session if isinstance(it.record, r.ConfidenceDeclared)]
    named = {it.record.id: it.record.do for it in log.entries if isinstance(it.record, r.CommandGiven)}
    return [(named[it.command], it.level) for it in said]


@pytest.mark.parametrize(("keys", "level"), [(("c", "c", "c"), 3), (("0",), 1), (("c", "c", "c", "c"), None)])
def test_how_sure_one_is_is_kept_with_the_decision(toy: Sitting, keys: tuple[str, ...], level: int | None) -> None:
    """C, as often as one likes, then the number; whoever takes it back has said nothing."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.waiting.first is not None)
        await pilot.press(*keys, "2")
        await until(pilot, lambda: screen.waiting.first is None)

    play(toy, part)
    assert declared(toy) == ([] if level is None else [("decide", level)])
    assert "decide" in commands(toy)


def test_how_sure_one_is_is_kept_with_the_words(toy: Sitting) -> None:
    """A line among the settings of the composer; it is no part of the command."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.palette.situation.now >= 0)
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(pilot.app.screen, Composer))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.focused is not None)
        pilot.app.screen.query_one("#sure", Chips).focus()
        await pilot.press("right", "right")
        await until(pilot, lambda: pilot.app.screen.query_one("#sure", Chips).chosen == 2)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pilot.app.screen is screen and not screen.hands.is_busy)

    play(toy, part)
    (do,) = commands(toy)
    assert declared(toy) == [(do, 2)]
    log = read_log(toy.journal.path)
    (given,) = [it.record for it in log.entries if isinstance(it.record, r.CommandGiven)]
    assert "sure" not in given.args


def test_nothing_is_passed_over_by_one_press(toy: Sitting) -> None:
    """While something waits, the first F8 only says so."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.waiting.first is not None)
        before = screen.palette.situation.now
        await pilot.press("f8")
        await until(pilot, lambda: "F8 again" in notice(screen))
        assert screen.palette.situation.now == before
        await pilot.press("f8")
        await until(pilot, lambda: screen.palette.situation.now > before)

    play(toy, part)


def test_an_action_is_found_chosen_and_done(toy: Sitting) -> None:
    """F2, a word, Enter: the team is called, and it is said to be on its way, not done."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.palette.situation.now >= 0)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, ActionList))
        await pilot.press(*"crisis team", "enter")
        await until(pilot, lambda: pilot.app.screen is screen and not screen.hands.is_busy)
        assert "On its way" in notice(screen)
        assert [task.do for task in screen.palette.situation.desk.running] == ["assemble_team"]

    play(toy, part)
    assert commands(toy) == ["assemble_team"]


def test_a_refused_action_says_why_and_changes_nothing(toy: Sitting) -> None:
    """The same once-only action a second time."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.palette.situation.now >= 0)
        for _ in range(2):
            await pilot.press("f2")
            await until(pilot, lambda: isinstance(pilot.app.screen, ActionList))
            await pilot.press(*"crisis team", "enter")
            await until(pilot, lambda: pilot.app.screen is screen and not screen.hands.is_busy)
        assert "Not possible" in notice(screen)
        assert "Nothing has changed" in notice(screen)

    play(toy, part)
    assert commands(toy) == ["assemble_team"]


def test_words_go_from_the_composer_to_the_feed(toy: Sitting) -> None:
    """F3, a kind, own words, Ctrl+S: they are signed, published, and stand in the feed as they were typed."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.palette.situation.now >= 0)
        await write_freely(pilot, screen, "We know [b]and[/b] check.", "ctrl+s")
        board = screen.palette.situation.board
        assert board.under_way
        await skip_to(pilot, screen, lambda: bool(board.published))
        (said,) = board.published
        assert said.text is not None
        assert "We know [b]and[/b] check." in screen.palette.teller.text(said.text)
        assert said.id in screen.palette.situation.feed.posts

    play(toy, part)
    raw = toy.journal.path.read_text(encoding="utf-8")
    assert "[b]and" not in raw, "typed words never stand in the log itself"


def test_words_that_were_put_aside_are_offered_again(toy: Sitting) -> None:
    """Esc keeps the draft; F3 opens it as it was left."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.palette.situation.now >= 0)
        await write_freely(pilot, screen, "Half a", "escape")
        assert screen.hands.draft is not None
        assert "kept" in notice(screen)
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(pilot.app.screen, Composer))
        await pilot.press("enter")
        await until(pilot, lambda: "Half a" in str(getattr(pilot.app.focused, "text", "")))

    play(toy, part)
    assert commands(toy) == []
    assert "Half a" not in toy.journal.path.read_text(encoding="utf-8"), "typed words never stand in the log itself"

    async def later(pilot: Pilot[None], screen: DrillScreen) -> None:
        assert screen.hands.draft is not None
        assert "Half a" in screen.hands.draft.own

    play(go_on(toy.journal.path, Wish(), clock=StillClock()), later)


def test_a_call_is_picked_up_and_answered(toy: Sitting) -> None:
    """1 picks up; each question gets an answer; the call does not run out meanwhile."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: isinstance(screen.waiting.first, Call))
        await pilot.press("1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Asker))
        for _ in range(6):
            if not isinstance(pilot.app.screen, Asker):
                break
            await pilot.press("1")
            await pilot.pause(0.05)
            await pilot.press("enter")
            await pilot.pause(0.05)
        await until(pilot, lambda: pilot.app.screen is screen and not screen.hands.is_busy)
        assert screen.palette.situation.feed.calls["ring"].state == "taken"

    play(toy, part)
    assert "take_call" in commands(toy)


def test_a_call_one_lets_ring_waits_no_more(toy: Sitting) -> None:
    """2 lets it ring: nothing is done, and the card makes room."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: isinstance(screen.waiting.first, Call))
        await pilot.press("2")
        await until(pilot, lambda: not isinstance(screen.waiting.first, Call))
        assert screen.palette.situation.feed.calls["ring"].state == "ringing"

    play(toy, part)
    assert "take_call" not in commands(toy)


def test_pausing_stops_the_clock_and_help_does_so_while_it_is_read(toy: Sitting) -> None:
    """F9 pauses and goes on; F1 stands still and gives the clock back as it was."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        def is_paused() -> bool:
            return screen.beat is not None and screen.beat.is_paused

        await pilot.press("f9")
        await until(pilot, is_paused)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Help))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen and not screen.hands.is_busy)
        assert is_paused(), "it was paused before"
        await pilot.press("f9")
        await until(pilot, lambda: not is_paused())
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Help) and is_paused())
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen and not is_paused())

    play(toy, part)


@pytest.mark.parametrize("pane", ["f4", "f5", "f6", "f7"])
def test_help_begins_with_the_keys_of_the_pane_in_front(toy: Sitting, pane: str) -> None:
    """What the piece with the focus says of its own keys stands on the page."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await pilot.press(pane)
        here = screen.help_here()
        assert here
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Help))
        shown = [str(static.render()) for static in pilot.app.screen.query(Static)]
        assert "\n".join(here) in shown

    play(toy, part)


@pytest.mark.parametrize("key", ["f10", "ctrl+q"])
def test_leaving_asks_first_and_what_was_done_goes_on_later(toy: Sitting, tmp_path: Path, key: str) -> None:
    """Esc stays; Enter leaves, and the log goes on from the same second."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.palette.situation.now >= 0)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, Leave))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen and not screen.hands.is_busy)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, Leave))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is not screen)

    stand = play(toy, part)
    assert stand.answers == [False]
    now = toy.driver.now
    later = go_on(toy.journal.path, Wish(), clock=StillClock())
    assert later.driver.now == now
    assert later.past

    async def see(pilot: Pilot[None], screen: DrillScreen) -> None:
        assert screen.palette.situation.now == now
        assert len(screen.query_one(Feed).column) > 0

    play(later, see)


def test_a_drill_that_comes_to_its_end_says_so(toy: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is announced; at the end no key that was meant for something else goes on, and Enter does after a breath."""
    monkeypatch.setattr("drillroom.ui.drill.ended.BREATH", 3600.0)

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        assert screen.beat is not None
        screen.take(replace(screen.beat, now=toy.scenario.ends - 600))
        assert "The exercise ends at" in notice(screen)
        for _ in range(400):
            if isinstance(pilot.app.screen, Ended):
                break
            await pilot.press("f8")
            await pilot.pause(0.01)
        await pilot.press("enter", "1", "escape", "x")
        await pilot.pause()
        end = pilot.app.screen
        assert isinstance(end, Ended)
        end.calm_down()
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen not in (end, screen))

    assert play(toy, part).answers == [True]


def test_a_dialog_that_is_open_at_the_end_is_put_away(toy: Sitting) -> None:
    """Words are being written when the exercise ends: the composer goes, and the end is said."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.palette.situation.now >= 0)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, ActionList))
        screen.take(await screen.table.finish())
        screen.pulse.hurry()
        await until(pilot, lambda: isinstance(pilot.app.screen, Ended))
        await pilot.pause(1.2)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is not screen)

    assert play(toy, part).answers == [True]


def test_a_full_disk_is_told_and_nothing_is_lost(toy: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails shows up as a line; when there is room again, the same records come."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        write = toy.journal.append

        def full(*args: object) -> None:
            raise DrillroomError("No space left on device")

        monkeypatch.setattr(toy.journal, "append", full)
        await pilot.press("f8")
        await until(pilot, lambda: "No space left" in notice(screen))
        seen = len(screen.palette.situation.entries)
        monkeypatch.setattr(toy.journal, "append", write)
        await pilot.press("f8")
        await until(pilot, lambda: len(screen.palette.situation.entries) > seen)

    play(toy, part)
    assert read_log(toy.journal.path).faults == ()


@pytest.mark.parametrize(("key", "pane"), [("f4", "feed"), ("f5", "inbox"), ("f6", "facts"), ("f7", "team")])
def test_on_a_narrow_terminal_one_pane_is_in_front(toy: Sitting, key: str, pane: str) -> None:
    """Its key shows it and hides the others; what waits stays in sight."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.waiting.first is not None)
        await pilot.press(key)
        await pilot.pause()
        seen = {name for name in ("feed", "inbox", "facts", "team") if screen.query_one(f"#{name}").region.height > 0}
        assert seen == {pane}
        assert screen.query_one("#prompt").region.height >= 5

    play(toy, part, (80, 24))


def test_a_terminal_that_changes_its_size_loses_nothing(toy: Sitting) -> None:
    """From wide to narrow to absurd and back, in the middle of a drill with a dialog open."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.waiting.first is not None)
        for size in ((80, 24), (20, 5), (1, 1), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, ActionList))
        for size in ((80, 24), (30, 8), (140, 45)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen and not screen.hands.is_busy)
        await pilot.press("1")
        await until(pilot, lambda: screen.waiting.first is None)

    play(toy, part)
    assert "decide" in commands(toy)


def test_hidden_numbers_are_shown_to_beginners_only(toy: Sitting, tmp_path: Path) -> None:
    """Without --show-state no record of the true state reaches this screen at all."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.palette.situation.now >= 1800)
        assert screen.palette.situation.gauges.state == []

    play(toy, part)

    async def shown(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: screen.palette.situation.now >= 1800)
        assert screen.palette.situation.gauges.state

    play(scene.sitting(tmp_path / "two", book=scene.book_of(TOY)), shown, show_state=True)


def test_a_torn_log_is_said_to_be_cut(toy: Sitting) -> None:
    """A drill whose log ended in half a line goes on, and says what was dropped."""
    toy.enter("screen")
    toy.driver.begin()
    toy.journal.close()
    with toy.journal.path.open("ab") as file:
        file.write(b'{"half')

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        assert "6 bytes" in notice(screen)

    play(go_on(toy.journal.path, Wish(), clock=StillClock()), part)


def test_unread_mail_is_counted_in_the_bar_of_keys(toy: Sitting) -> None:
    """What came in and was not looked at stands beside its key."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await skip_to(pilot, screen, lambda: "note" in screen.palette.situation.feed.mails)
        unread = screen.query_one(Inbox).unread
        assert unread > 0
        await pilot.pause()
        assert f"•{unread}" in str(screen.query_one("#keys").render())

    play(toy, part)


def test_one_can_leave_on_a_full_disk(toy: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be written any more, not even that the clock stands; the way out is open."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        def full(*args: object) -> None:
            raise DrillroomError("No space left on device")

        monkeypatch.setattr(toy.journal, "append", full)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(pilot.app.screen, Leave))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is not screen and not isinstance(pilot.app.screen, Leave))

    assert play(toy, part).answers == [False]


def test_whoever_speaks_late_speaks_to_nobody(toy: Sitting) -> None:
    """A deed that ends when the screen has gone has nobody to tell, and harms nothing."""

    async def part(pilot: Pilot[None], screen: DrillScreen) -> None:
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(pilot.app.screen, Leave))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is not screen and not screen.children)
        screen.tell("late")
        screen.fail(DrillroomError("too late"))

    assert play(toy, part).answers == [False]
