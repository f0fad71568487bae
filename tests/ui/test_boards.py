"""The monitoring rows, the fact board, what we have said, and the team."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import pytest
from hostile import CAST as HOSTILE_CAST
from hostile import HOSTILE, forged_scenario
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from scene import crisis, header_of, names_of, palette_at, played, run
from stand import Stand
from textual.pilot import Pilot

from drillroom.language import LANGUAGES
from drillroom.log.audience import FACILITATOR
from drillroom.log.records import Entry, MonitoringSampled, StateSampled
from drillroom.log.situation import Situation
from drillroom.runtime.table import Beat
from drillroom.scenario.format import SEATS
from drillroom.ui.drill.board import Board
from drillroom.ui.drill.facts import FactBoard
from drillroom.ui.drill.monitor import Monitor
from drillroom.ui.drill.said import Said
from drillroom.ui.drill.strokes import bar, ends, sparkline
from drillroom.ui.drill.team import Team
from drillroom.ui.text import one_line
from drillroom.views.cards import Teller
from drillroom.views.palette import Palette

SIZES = [(80, 24), (120, 30), (140, 45)]
BOARDS: tuple[type[Board[Any]], ...] = (FactBoard, Said, Team)
HOUR = 3600


def beat(now: int, *, speed: float = 10.0, is_paused: bool = False, is_over: bool = False) -> Beat:
    return Beat(before=now, now=now, speed=speed, wait=1.0, left={}, is_paused=is_paused, is_over=is_over)


def shown(palette: Palette, size: tuple[int, int], look: Callable[[Pilot[Any]], None]) -> None:
    """All four pieces of one moment, on a stand."""

    async def scene() -> None:
        app = Stand(Monitor(palette), FactBoard(palette), Said(palette), Team(palette))
        async with app.run_test(size=size) as pilot:
            for piece in (Monitor, *BOARDS):
                app.query_one(piece).follow(beat(palette.situation.now), ())
            await pilot.pause()
            look(pilot)

    run(scene())


def words(pilot: Pilot[Any], kind: type[Board[Any]]) -> str:
    return pilot.app.query_one(kind).words


def rows(pilot: Pilot[Any]) -> list[str]:
    return pilot.app.query_one(Monitor).rows


# ---------------------------------------------------------------- what stands on them


@pytest.mark.parametrize("size", SIZES)
def test_the_monitor_says_the_time_and_the_figures(size: tuple[int, int]) -> None:
    """In two rows, whatever the width: the mark, the title, the clock, and every figure."""

    def look(pilot: Pilot[Any]) -> None:
        top, figures = rows(pilot)
        for needed in ("EXERCISE", "The Open Back Door", "12:39", "T+2:35", "Response", "10× speed"):
            assert needed in top
        sample = palette.situation.gauges.latest
        assert sample is not None
        for number in (f"{sample.volume:,}", f"no. {sample.place}", f" {sample.complaints} ", "12:29", "steady"):
            assert number in figures

    palette = palette_at("2h35m")
    shown(palette, size, look)


def test_what_is_known_told_and_open_stands_on_the_fact_board() -> None:
    """A sign and a word for each, and the truth where it was delivered."""

    def look(pilot: Pilot[Any]) -> None:
        text = words(pilot, FactBoard)
        assert re.search(r"^○ Cause +unconfirmed$", text, re.MULTILINE)
        assert re.search(r"^✓ What happened +told T\+0:50$", text, re.MULTILINE)
        assert "profiles and phone numbers" in text
        assert "known T+0:40: Lead, PR, Tech" in text
        assert "our own mistake" not in text

    shown(palette_at("1h"), (140, 45), look)


def test_the_newest_words_stand_first_under_what_is_on_its_way() -> None:
    """Each with the mark inside, its channel and its time."""

    def look(pilot: Pilot[Any]) -> None:
        text = words(pilot, Said)
        heads = re.findall(r"^[✓!◌◔] (.+?) {2,}(.+)$", text, re.MULTILINE)
        times = [time for _, time in heads if time.startswith("T+")]
        assert times[:2] == ["T+2:06", "T+1:58"]
        assert text.startswith("◌ Answer the open questions")
        assert text.count("EXERCISE · ") == len(heads)

    shown(palette_at("2h10m"), (140, 45), look)


def test_before_anything_was_said_the_board_says_so() -> None:
    """No empty pane."""
    shown(palette_at("-1h"), (80, 24), lambda pilot: _equal(words(pilot, Said), "We have said nothing yet."))


def test_the_team_shows_who_is_free_what_runs_and_what_is_due() -> None:
    """Seats, a bar and a time for each piece of work, and the deadline of the law."""

    def look(pilot: Pilot[Any]) -> None:
        text = words(pilot, Team)
        assert "○ Legal free" in text
        assert "◐ Tech 2 of 3 free" in text
        assert re.search(r"▸ Confirm and assess .*[━─]{6,} +\d+ min$", text, re.MULTILINE)
        assert re.search(r"§ Legal deadline: Provincial .* 3 h 51 min", text)

    shown(palette_at("9m"), (140, 45), look)


def test_a_deadline_that_comes_near_has_a_sign_of_its_own() -> None:
    """Not only a color."""
    shown(palette_at("3h45m", playbook=None), (80, 24), lambda pilot: _found("! Legal deadline", words(pilot, Team)))


def _equal(text: str, expected: str) -> None:
    assert text == expected


def _found(needed: str, text: str) -> None:
    assert needed in text


# ---------------------------------------------------------------- following


def test_the_boards_follow_the_drill() -> None:
    """Whatever is new stands there after the beat, and nothing is laid out anew without need."""
    scenario = crisis()
    header = header_of(scenario)
    entries = played(header, scenario)
    situation = Situation.of(header, [], tuple(SEATS))
    palette = Palette(Teller(header, names_of(scenario), dict, situation), lambda line: None)

    async def scene() -> None:
        app = Stand(Monitor(palette), FactBoard(palette), Said(palette), Team(palette))
        async with app.run_test(size=(140, 45)) as pilot:
            for until in range(-6 * HOUR, 3 * HOUR, 300):
                fresh = [it for it in entries if until - 300 < it.record.at <= until and situation.apply(it)]
                situation.now_is(until)
                for piece in (Monitor, *BOARDS):
                    app.query_one(piece).follow(beat(until), fresh)
            await pilot.pause()
            fresh_words = [_board(kind, palette, until) for kind in BOARDS]
            assert [app.query_one(kind).words for kind in BOARDS] == fresh_words
            assert "T+2:55" in app.query_one(Monitor).rows[0]
            assert "told" in app.query_one(FactBoard).words

    def _board(kind: type[Board[Any]], palette: Palette, now: int) -> str:
        board = kind(palette)
        width = 140 - 5
        return "\n".join(line.plain for line in board.lines(board.look(now), width))

    run(scene())


def test_the_rows_say_that_the_clock_stands() -> None:
    """Paused by the trainee, waiting for an answer, or over."""
    palette = palette_at("30m")

    async def scene() -> None:
        app = Stand(Monitor(palette))
        async with app.run_test(size=(80, 24)) as pilot:
            monitor = app.query_one(Monitor)
            for given_beat, said in (
                (beat(1800, is_paused=True, speed=0), "paused"),
                (beat(1800, speed=0), "the clock waits"),
                (beat(1800, is_over=True), "over"),
                (beat(1800, speed=2.5), "2.5× speed"),
            ):
                monitor.follow(given_beat, ())
                await pilot.pause()
                assert monitor.rows[0].endswith(said)

    run(scene())


def test_the_true_state_has_a_third_row_for_who_may_see_it() -> None:
    """And nobody else has it."""
    header = header_of(crisis())
    sample = StateSampled(
        at=300, to="facilitator", trust=61.6, heat=40.2, anger=30.5, rumor=12.4, harm=0.5, churn=0.1, value=98.0,
        cred=0.9, harm_minutes=1.0, exposures=10,
    )  # fmt: skip

    def palette(*viewer: str) -> Palette:
        situation = Situation.of(header, [Entry(0, sample)], viewer)
        return Palette(Teller(header, names_of(crisis()), dict, situation), lambda line: None)

    shown(palette(*SEATS), (80, 24), lambda pilot: _equal(str(len(rows(pilot))), "2"))
    shown(palette(*SEATS, FACILITATOR), (80, 24), lambda pilot: _found("trust 62", rows(pilot)[2]))


def test_a_long_board_scrolls() -> None:
    """With the keys, when it has the focus."""

    async def scene() -> None:
        app = Stand(FactBoard(palette_at("11h")))
        async with app.run_test(size=(40, 12)) as pilot:
            board = app.query_one(FactBoard)
            board.focus()
            await pilot.press("end")
            await pilot.pause()
            assert board.max_scroll_y > 0
            assert board.scroll_offset.y > 0

    run(scene())


# ---------------------------------------------------------------- any width, any language, any words


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("until", ["-1h", "9m", "2h10m", "30h"])
def test_no_line_is_wider_than_its_board(lang: str, size: tuple[int, int], until: str) -> None:
    """In both languages, at every width, at every stage of the drill."""

    def look(pilot: Pilot[Any]) -> None:
        for row in rows(pilot):
            assert cell_len(row) <= size[0]
        for kind in BOARDS:
            width = pilot.app.query_one(kind).scrollable_content_region.width
            assert all(cell_len(line) <= width for line in words(pilot, kind).splitlines())

    shown(palette_at(until, lang), size, look)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("volume", "complaints", "price"), [(9_999_999, 999_999, 1.2), (0, 0, 100.0), (87_654, 5_432, 88.8)]
)
def test_no_number_is_ever_cut(lang: str, volume: int, complaints: int, price: float) -> None:
    """At eighty columns every figure stands there whole, on the third day as well."""
    header, at = header_of(crisis()), 2 * 24 * HOUR
    sample = MonitoringSampled(at=at, volume=volume, negative=0.97, place=50, complaints=complaints, price=price)
    situation = Situation.of(header, [Entry(0, sample)], tuple(SEATS))
    palette = Palette(Teller(header, names_of(crisis(), lang), dict, situation), lambda line: None)

    def look(pilot: Pilot[Any]) -> None:
        figures = rows(pilot)[1]
        change = f"{price - 100:+.1f}".replace("-", "−") if price != 100 else "0.0"
        for number in (f"{volume:,}", "97%", "50", f"{complaints:,}", f"{change}%"):
            assert re.search(rf"(?<![\d,.]){re.escape(number)}(?![\d,.])", figures)

    shown(palette, (80, 24), look)


@pytest.mark.parametrize("width", [1, 8, 20, 40, 60])
def test_a_terminal_that_is_far_too_narrow_breaks_nothing(width: int) -> None:
    """Fewer words, no crash, and still no number in pieces."""

    palette = palette_at("2h10m")
    seen = palette.situation.gauges.latest
    assert seen is not None
    figures = (f"{seen.volume:,}", round(100 * seen.negative), seen.place, seen.complaints, f"{seen.price - 100:.1f}")
    whole = {str(figure).replace("-", "−") for figure in figures} | {"12:04", "."}

    def look(pilot: Pilot[Any]) -> None:
        assert set(re.findall(r"[\d,.−:]+", "".join(rows(pilot)[1:]))) <= whole

    shown(palette, (width, 24), look)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
def test_hostile_names_neither_act_nor_hide_anything(lang: str, size: tuple[int, int]) -> None:
    """Every name, truth and authority of a forged log: shown as it stands, nothing is read as markup."""

    def look(pilot: Pilot[Any]) -> None:
        assert pilot.app.is_running
        top = rows(pilot)[0]
        assert "[/oops]" in top
        assert "T+2:10" in top
        assert cell_len(top) <= size[0]
        for kind in BOARDS:
            text = words(pilot, kind)
            assert "\x1b" not in text
            assert "\u202e" not in text
            width = pilot.app.query_one(kind).scrollable_content_region.width
            assert all(cell_len(line) <= width for line in text.splitlines())

    palette = palette_at("2h10m", lang, scenario=forged_scenario(), cast=HOSTILE_CAST)
    shown(palette, size, look)


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_of_ours_do_no_harm(typed: str) -> None:
    """What a trainee typed is shown, cut to a few lines, and never read as anything but words."""
    palette = palette_at("2h10m")
    board = Said(palette)
    for width in (1, 2, 10, 34):
        row = next(iter(board.look(7800).out))
        lines = board.lines(board.look(7800), width)
        assert lines
        lines = board._below(row.channel, typed, width, [])
        assert all(cell_len(line.plain) <= max(2, width) for line in lines)


# ---------------------------------------------------------------- strokes


@given(st.lists(st.integers(min_value=0, max_value=10**9), max_size=60), st.integers(min_value=-2, max_value=40))
def test_a_sparkline_is_no_wider_than_asked(values: list[int], width: int) -> None:
    """And no wider than there are values; the highest reaches the top."""
    drawn = sparkline(values, width)
    assert len(drawn) == max(0, min(width, len(values)))
    assert not drawn or not any(values) or "█" in drawn


@given(st.floats(min_value=-1, max_value=2), st.integers(min_value=-1, max_value=40))
def test_a_bar_has_its_width(share: float, width: int) -> None:
    """Whatever the share."""
    assert len(bar(share, width)) == max(0, width)


def _texts() -> Iterator[str]:
    return chain(("", "a", "漏" * 30), HOSTILE[:12])


@pytest.mark.parametrize("width", [1, 3, 10, 34, 80])
def test_two_ends_of_a_line_never_overlap(width: int) -> None:
    """They stand below each other where there is no room."""
    for left in map(one_line, _texts()):
        for right in map(one_line, _texts()):
            lines = ends([(left, "bold")], [(right, "")], width)
            assert all(cell_len(it.plain) <= max(width, 2) for it in lines)
