"""The end of a drill on screen."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from frames import LANGUAGES, LARGE, SMALL, settle, text
from hostile import HOSTILE, LONG, SHORT, forged_scenario, poisoned
from rich.cells import cell_len
from scene import CAST, TOY, header_of, run
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from drillroom.analysis.rollout import play
from drillroom.doctrine.read import default_rules
from drillroom.errors import DrillroomError
from drillroom.language import speech
from drillroom.log.header import Header
from drillroom.log.people import read_people
from drillroom.log.records import CommandGiven, ConfidenceDeclared, Entry, SelfRated, SessionOpened
from drillroom.runtime.clock import StillClock
from drillroom.runtime.closing import Closing
from drillroom.runtime.opening import drill_of, open_header
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import from_resolved, load_scenario, resolve
from drillroom.scenario.playbook import NONE, Playbook, Step, load_playbook
from drillroom.source.clean import clean
from drillroom.storage.logs import LogFile, people_path, read_log
from drillroom.storage.results import read_results
from drillroom.ui.debrief.moments import Moments
from drillroom.ui.debrief.prose import Prose
from drillroom.ui.debrief.rating import Rating
from drillroom.ui.debrief.scale import Scale
from drillroom.ui.debrief.screen import DebriefScreen
from drillroom.ui.debrief.timeline import Timeline
from drillroom.ui.look import DRILLROOM

WALL = 1_790_000_000.0
STYLES = Path(__file__).resolve().parents[2] / "src" / "drillroom" / "ui" / "styles"
RULES = default_rules()


class Desk(App[None]):
    """An app with nothing but a debrief. ``left`` is what it was dismissed with."""

    CSS_PATH = [STYLES / "app.tcss", STYLES / "debrief.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, closing: Closing, lang: str, open_page: Callable[[Path], bool]) -> None:
        super().__init__()
        self.debrief = DebriefScreen(closing, speech(lang), open_page=open_page)
        self.left: list[bool | None] = []

    def on_mount(self) -> None:
        self.register_theme(DRILLROOM)
        self.theme = DRILLROOM.name
        self.push_screen(self.debrief, self.left.append)


@cache
def toy() -> Scenario:
    """The small crisis."""
    return load_scenario(TOY.read_bytes(), file="toy", vocabulary=RULES.vocabulary)


@cache
def toy_drill() -> tuple[Header, tuple[Entry, ...]]:
    """The toy as its reference plays it, with a cast of its own."""
    raw = (TOY.parent / "playbooks" / "model.yaml").read_bytes()
    model = load_playbook(raw, file="model", scenario=toy(), vocabulary=RULES.vocabulary)
    header = replace(open_header(toy(), RULES, seed=5, playbooks={"none": NONE, "model": model}), cast=CAST)
    return header, tuple(play(drill_of(header), model))


def closed(folder: Path, header: Header | None = None, entries: tuple[Entry, ...] = ()) -> Closing:
    """A live drill that has just closed."""
    journal = LogFile.create(folder / "toy-5.jsonl", header or toy_drill()[0])
    journal.append(entries or toy_drill()[1], [SessionOpened(wall=WALL, product="0", mode="screen")])
    return Closing.of(journal, StillClock(WALL))


@asynccontextmanager
async def at(
    closing: Closing, *, lang: str = "en", size: tuple[int, int] = SMALL, open_page: Callable[[Path], bool] = bool
) -> AsyncIterator[Pilot[None]]:
    """A pilot at the end of this drill, once there is something to do."""
    app = Desk(closing, lang, open_page)
    try:
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: bool(debrief(pilot).query(Rating)) or debrief(pilot).ended is not None)
            yield pilot
    finally:
        closing.close()


def debrief(pilot: Pilot[Any]) -> DebriefScreen:
    """The screen."""
    assert isinstance(pilot.app, Desk)
    return pilot.app.debrief


def left(pilot: Pilot[Any]) -> list[bool | None]:
    """What the screen was dismissed with."""
    assert isinstance(pilot.app, Desk)
    return pilot.app.left


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Let the app go on until something holds; the time limit of the test is the limit."""
    while not holds():
        await pilot.pause(0.01)
    await settle(pilot)


async def pass_over(pilot: Pilot[Any]) -> None:
    """Answer nothing, and wait for the debrief."""
    await pilot.press("ctrl+s")
    await until(pilot, lambda: bool(debrief(pilot).query("#files")))


def rated(folder: Path) -> list[SelfRated]:
    """What was noted."""
    session = read_log(folder / "toy-5.jsonl").session
    return [it.record for it in session if isinstance(it.record, SelfRated)]


# ------------------------------------------------------------------ before any score


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_no_score_before_the_trainee_has_spoken(lang: str, size: tuple[int, int], tmp_path: Path) -> None:
    """Nothing is scored, kept or written while the questions stand there, however long."""

    async def story() -> None:
        async with at(closed(tmp_path), lang=lang, size=size) as pilot:
            for _ in range(30):
                await pilot.pause(0.02)
            shown = text(pilot.app)
            assert debrief(pilot).ended is None
            assert not debrief(pilot).query(Prose)
            assert speech(lang).say("Total") not in shown
            assert speech(lang).say("EXERCISE") in shown
            assert [path.suffix for path in tmp_path.iterdir()] == [".jsonl"]
            await pass_over(pilot)
            assert speech(lang).say("Total") in text(pilot.app)
        assert [it.answers for it in rated(tmp_path)] == [{}]
        assert read_results(tmp_path).finished == 1

    run(story())


def test_answers_are_kept_and_stand_beside_the_marks(tmp_path: Path) -> None:
    """Three numbers by keys, and a published sentence."""

    async def story() -> None:
        async with at(closed(tmp_path), size=LARGE) as pilot:
            await pilot.press("2", "enter", "right", "right", "tab", "left", "tab")
            assert isinstance(pilot.app.focused, OptionList)
            await pilot.press("enter")
            await pass_over(pilot)
            assert "you: 2 of 5" in text(pilot.app)
        (view,) = rated(tmp_path)
        words = read_people(people_path(tmp_path / "toy-5.jsonl").read_bytes(), file="people").texts
        assert {key: view.answers[key] for key in view.answers if key != "regret"} == {
            "speed": 2,
            "openness": 2,
            "responsibility": 5,
        }
        assert words[view.answers["regret"]]

    run(story())


def test_an_answer_can_be_taken_back(tmp_path: Path) -> None:
    """A number, and a sentence that was chosen by mistake."""

    async def story() -> None:
        async with at(closed(tmp_path)) as pilot:
            await pilot.press("4", "backspace", "tab", "tab", "tab", "enter", "enter")
            await pass_over(pilot)
        assert [it.answers for it in rated(tmp_path)] == [{}]

    run(story())


def test_own_words_go_before_a_chosen_sentence(tmp_path: Path) -> None:
    """Only one thing is taken back: what was said last."""

    async def story() -> None:
        async with at(closed(tmp_path)) as pilot:
            await pilot.press("tab", "tab", "tab", "enter", "tab", *"mine", "enter")
            await until(pilot, lambda: debrief(pilot).ended is not None)
        words = read_people(people_path(tmp_path / "toy-5.jsonl").read_bytes(), file="people").texts
        assert words[rated(tmp_path)[0].answers["regret"]] == "mine"

    run(story())


def test_a_click_rates(tmp_path: Path) -> None:
    """The number under the pointer is chosen, and taken back by a second click."""

    async def story() -> None:
        async with at(closed(tmp_path)) as pilot:
            scale = debrief(pilot).query(Scale).first()
            place = text(pilot.app).splitlines()[scale.content_region.y].index("4")
            offset = (place - scale.region.x, 0)
            await pilot.click(scale, offset=offset)
            assert scale.value == 4
            await pilot.click(scale, offset=offset)
            assert scale.value is None

    run(story())


def test_hostile_words_can_be_typed(tmp_path: Path) -> None:
    """Whatever is typed or pasted as a regret: nothing acts, and nothing stays that could steer the terminal."""

    async def story() -> None:
        async with at(closed(tmp_path)) as pilot:
            field = debrief(pilot).query_one("#regret", Input)
            for words in HOSTILE:
                field.value = words
                await pilot.pause()
                assert field.value == clean(field.value)
                assert "\x1b" not in text(pilot.app)
            assert left(pilot) == []

    run(story())


@pytest.mark.parametrize("words", [SHORT, *LONG], ids=["short", "x", "wide", "words", "families"])
def test_hostile_words_are_words(words: str, tmp_path: Path) -> None:
    """In the debrief they hide nothing, and no line of it grows too wide."""

    async def story() -> None:
        async with at(closed(tmp_path)) as pilot:
            debrief(pilot).query_one("#regret", Input).value = words
            await settle(pilot)
            await pass_over(pilot)
            assert left(pilot) == []
            shown = text(pilot.app)
            assert all(cell_len(line) <= SMALL[0] for line in shown.splitlines())
            assert "\x1b" not in shown
            assert "Total" in shown

    run(story())


def test_left_before_the_score_nothing_is_lost(tmp_path: Path) -> None:
    """Esc goes back; the same log asks again."""

    async def story() -> None:
        async with at(closed(tmp_path)) as pilot:
            await pilot.press("escape")
            await until(pilot, lambda: left(pilot) == [False])
        again = Closing.open(tmp_path / "toy-5.jsonl", StillClock(WALL))
        async with at(again) as pilot:
            assert debrief(pilot).query(Rating)
            await pass_over(pilot)

    run(story())


def test_a_full_disk_keeps_the_answers_on_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and one may try again."""
    closing = closed(tmp_path)
    rate = Closing.rate
    fails = [DrillroomError("cannot write it", hint="make room")]

    def once(self: Closing, *args: Any) -> None:
        if fails:
            raise fails.pop()
        rate(self, *args)

    monkeypatch.setattr(Closing, "rate", once)

    async def story() -> None:
        async with at(closing) as pilot:
            await pilot.press("3", "ctrl+s")
            await until(pilot, lambda: "cannot write it" in text(pilot.app))
            assert debrief(pilot).query_one(Rating).rating.ratings == {"speed": 3}
            await pass_over(pilot)
        assert [it.answers for it in rated(tmp_path)] == [{"speed": 3}]

    run(story())


# ------------------------------------------------------------------ the debrief


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 12)])
def test_everything_is_there_and_fits(lang: str, size: tuple[int, int], tmp_path: Path) -> None:
    """Verdict, both parts of the total, six bars, moments, course, files, use line; no line is too wide."""

    async def story() -> None:
        async with at(closed(tmp_path), lang=lang, size=size) as pilot:
            await pass_over(pilot)
            screen = debrief(pilot)
            assert [it.id for it in screen.query(Prose)] == [
                "verdict",
                "bars",
                "lessons",
                "moments",
                "timeline",
                "costs",
                "files",
            ]
            say = speech(lang).say
            told = "\n".join(line.plain for it in screen.query(Prose) for line in it.lines(it.content_size.width))
            for word in ("Total", "Process", "Outcome", "Trust", "Heat", "Market value", "model estimate"):
                assert say(word) in told
            for it in screen.query(Prose):
                width = it.content_size.width
                assert max(line.cell_length for line in it.lines(width)) <= width
                assert it.border_subtitle is not None
            assert speech(lang).pick(RULES.doctrine.use)[:8] in told.replace("\n", " ")

    run(story())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_how_sure_one_was_stands_apart(lang: str, size: tuple[int, int], tmp_path: Path) -> None:
    """A part of its own, in this language, with no line wider than it; the words of an option are only words."""
    header = header_of(from_resolved(poisoned(resolve(toy()))))
    steps = Playbook("own", steps=(Step(960, "decide", {"decision": "first-words", "option": "wait"}),))
    entries = tuple(play(drill_of(header), steps))
    (given,) = [it.record for it in entries if isinstance(it.record, CommandGiven)]

    async def story() -> None:
        closing = closed(tmp_path, header, entries)
        assert closing._journal is not None
        closing._journal.note(ConfidenceDeclared(wall=WALL, person="p1", command=given.id, level=3))
        async with at(closing, lang=lang, size=size) as pilot:
            await pass_over(pilot)
            part = debrief(pilot).query_one("#sure", Prose)
            width = part.content_size.width
            said = [line.plain for line in part.lines(width)]
            assert all(cell_len(line) <= width for line in said)
            assert speech(lang).say("Sure, and wrong") in said
            assert speech(lang).say("None of this enters a mark.")[-3:] in "".join(said)

    run(story())


def test_where_nothing_was_declared_there_is_no_such_part(tmp_path: Path) -> None:
    """Most drills."""

    async def story() -> None:
        async with at(closed(tmp_path)) as pilot:
            await pass_over(pilot)
            assert not debrief(pilot).query("#sure")

    run(story())


def test_the_course_marks_when_we_spoke(tmp_path: Path) -> None:
    """Our words stand under the curves; each sign on it is explained below."""

    async def story() -> None:
        async with at(closed(tmp_path), size=LARGE) as pilot:
            await pass_over(pilot)
            part = debrief(pilot).query_one(Timeline)
            lines = [line.plain for line in part.lines(part.content_size.width)]
            assert any("▲" in line for line in lines[:-1])
            assert "▲ we spoke" in lines[-1]
            assert any("█" in line for line in lines)

    run(story())


def test_the_moments_turn_over(tmp_path: Path) -> None:
    """By arrow keys and by number; behind the last comes the first."""

    async def story() -> None:
        async with at(closed(tmp_path), size=LARGE) as pilot:
            await pass_over(pilot)
            cards = debrief(pilot).query_one(Moments)
            seen = [cards.shown]
            for key in ("right", "right", "right", "left", "2", "n", "p"):
                await pilot.press(key)
                seen.append(cards.shown)
            assert seen == [0, 1, 2, 0, 2, 1, 2, 1]

    run(story())


def test_tab_and_page_keys_go_through_it(tmp_path: Path) -> None:
    """Everything can be read without a mouse on the smallest screen."""

    async def story() -> None:
        async with at(closed(tmp_path)) as pilot:
            await pass_over(pilot)
            page = debrief(pilot).query_one("#page")
            assert page.scroll_y == 0
            await pilot.press("pagedown")
            assert page.scroll_y > 0
            await pilot.press("home")
            assert page.scroll_y == 0
            for part in ("verdict", "bars", "lessons", "moments", "timeline", "costs", "files"):
                await pilot.press("tab")
                await settle(pilot)
                assert pilot.app.focused is not None
                assert pilot.app.focused.id == part
                assert pilot.app.focused.region.overlaps(page.region)
            await pilot.press("end")
            assert "For training" in text(pilot.app)

    run(story())


@pytest.mark.parametrize("key", ["f5", "o"])
def test_the_report_opens_outside_of_the_loop(key: str, tmp_path: Path) -> None:
    """The page beside the log is handed to the browser in a thread of its own."""
    opened: list[tuple[Path, bool]] = []

    def browser(path: Path) -> bool:
        opened.append((path, threading.current_thread() is threading.main_thread()))
        return True

    async def story() -> None:
        async with at(closed(tmp_path), open_page=browser) as pilot:
            await pass_over(pilot)
            await pilot.press(key)
            await until(pilot, lambda: "open in your browser" in text(pilot.app))
        assert opened == [(tmp_path / "toy-5.html", False)]

    run(story())


def test_without_a_browser_the_path_is_shown(tmp_path: Path) -> None:
    """One can open it by hand."""

    async def story() -> None:
        async with at(closed(tmp_path), size=LARGE, open_page=lambda path: False) as pilot:
            await pass_over(pilot)
            await pilot.press("f5")
            await until(pilot, lambda: "No browser could be opened" in text(pilot.app))
            assert "toy-5.html" in text(pilot.app).replace("\n", "")

    run(story())


@pytest.mark.parametrize(("key", "again"), [("f2", True), ("a", True), ("escape", False), ("f10", False)])
def test_it_is_left_for_the_library_or_for_another_go(key: str, again: bool, tmp_path: Path) -> None:
    """The log is let go of before the screen is."""

    async def story() -> None:
        async with at(closed(tmp_path)) as pilot:
            await pass_over(pilot)
            await pilot.press(key)
            await until(pilot, lambda: left(pilot) == [again])

    run(story())


def test_a_finished_log_opens_with_its_verdict(tmp_path: Path) -> None:
    """From the library nobody is asked again."""

    async def story() -> None:
        async with at(closed(tmp_path)) as pilot:
            await pass_over(pilot)
        async with at(Closing.open(tmp_path / "toy-5.jsonl", StillClock(WALL))) as pilot:
            await until(pilot, lambda: debrief(pilot).ended is not None)
            assert not debrief(pilot).query(Rating)
        assert read_results(tmp_path).finished == 1

    run(story())


def test_what_cannot_be_scored_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback; the log's place is told, and one can leave."""

    def fail(self: Closing, speech: object) -> None:
        raise DrillroomError("the disk is gone [/oops]", hint="look for it")

    monkeypatch.setattr(Closing, "conclude", fail)

    async def story() -> None:
        async with at(closed(tmp_path), size=LARGE) as pilot:
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "the disk is gone [/oops]" in text(pilot.app))
            assert "toy-5.jsonl" in text(pilot.app)
            await pilot.press("escape")
            await until(pilot, lambda: left(pilot) == [False])

    run(story())


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_forged_log_is_only_read(size: tuple[int, int], tmp_path: Path) -> None:
    """Hostile texts in every place of the header: nothing crashes, acts or grows too wide."""
    header = header_of(forged_scenario())
    entries = tuple(play(drill_of(header), NONE))

    async def story() -> None:
        async with at(closed(tmp_path, header, entries), size=size) as pilot:
            await pass_over(pilot)
            for _ in range(3):
                for it in debrief(pilot).query(Prose):
                    width = it.content_size.width
                    assert max(line.cell_length for line in it.lines(width)) <= width
                assert "\x1b" not in text(pilot.app)
                await pilot.press("right", "pagedown")
            assert left(pilot) == []

    run(story())


def test_it_can_be_resized_at_any_time(tmp_path: Path) -> None:
    """While asking and while reading."""

    async def story() -> None:
        async with at(closed(tmp_path)) as pilot:
            for size in ((20, 8), LARGE, (1, 1), SMALL):
                await pilot.resize_terminal(*size)
                await settle(pilot)
            await pass_over(pilot)
            for size in ((20, 8), LARGE, (1, 1), SMALL):
                await pilot.resize_terminal(*size)
                await settle(pilot)
            assert "Total" in text(pilot.app)

    run(story())
