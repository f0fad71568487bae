"""Words from outside on a terminal: whatever they are, they are plain, and no wider than asked."""

from __future__ import annotations

import unicodedata

import pytest
from hostile import HOSTILE, MARKUP
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from drillroom.ui.text import crop, fit, one_line, plain, screened, title, wrap

_PARTS = st.sampled_from(
    [
        *("[", "]", "/", "\\", "[/]", "[b]", "$x", "{n}", " ", "  ", "\n", "\t", "\r", "\x1b[1m", "\x1b]8;;", "\x07"),
        *("\u200d", "\ufe0f", "\u200b", "\u202e", "\u0301", "\u20e3", "\u1160", "\u11a8", "\ud83d", "\u3000", "\u2028"),
        *("\U0001f468", "\U0001f3fd", "\U0001f1e8", "\U0001f1f3", "\u2764"),
        *("字", "，", "“", "（", "。", "a", "word", "1"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(_PARTS, max_size=60).map("".join), st.sampled_from(HOSTILE))
WIDTHS = st.integers(-2, 90)
MOST = st.none() | st.integers(-1, 9)


def without_blanks(text: str) -> str:
    """What has to survive a wrap."""
    return "".join(text.split())


@given(TEXTS)
def test_no_control_character_is_left(text: str) -> None:
    """Nothing but line feeds can move the cursor, and nothing invisible is left over but accents."""
    kinds = {unicodedata.category(it) for it in screened(text) if it != "\n"}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert "\x1b" not in plain(text).plain


@given(TEXTS)
def test_screening_twice_changes_nothing(text: str) -> None:
    """It is safe to screen what was screened."""
    assert screened(screened(text)) == screened(text)


@given(TEXTS)
def test_the_width_of_screened_words_is_the_sum_of_their_signs(text: str) -> None:
    """No sign changes the width of another one, on whatever terminal."""
    text = screened(text)
    assert cell_len(text) == sum(cell_len(it) for it in text)


@given(TEXTS)
def test_content_is_the_words_and_nothing_else(text: str) -> None:
    """Brackets are brackets; no style, no link, no action comes out of them."""
    content = plain(text)
    assert content.plain == screened(text)
    assert not content.spans


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_shown_as_it_was_written(text: str) -> None:
    """``[/oops]`` is seven characters."""
    assert plain(text).plain == text
    assert [span.style for span in plain(text, "bold").spans] == ["bold"]


@given(TEXTS)
def test_a_border_title_takes_any_title(text: str) -> None:
    """``border_title`` parses a ``str`` and stumbles over an empty one."""
    widget = Static()
    widget.border_title = title(text)  # type: ignore[assignment] # it takes content
    assert isinstance(widget._border_title, Content)
    assert widget._border_title.plain.strip() == one_line(text)


@given(TEXTS, WIDTHS)
def test_a_cropped_line_is_never_wider_than_asked(text: str, width: int) -> None:
    """And it is one line."""
    line = crop(text, width)
    assert cell_len(line) <= max(0, width)
    assert "\n" not in line
    if cell_len(one_line(text)) <= width:
        assert line == one_line(text)


@given(TEXTS, WIDTHS)
def test_a_fitted_line_is_as_wide_as_asked(text: str, width: int) -> None:
    """To the cell."""
    assert cell_len(fit(text, width)) == max(0, width)


@given(TEXTS, WIDTHS, MOST)
@example("字" * 40, 1, None)
def test_no_wrapped_line_is_wider_than_asked(text: str, width: int, most: int | None) -> None:
    """Nor are there more lines than asked for."""
    lines = wrap(text, width, most=most)
    assert all(cell_len(line) <= width and "\n" not in line for line in lines)
    assert most is None or len(lines) <= max(0, most)


@given(TEXTS, st.integers(2, 90))
def test_a_wrap_loses_nothing_but_blanks(text: str, width: int) -> None:
    """Every sign stands in one of the lines, in order."""
    assert without_blanks("".join(wrap(text, width))) == without_blanks(screened(text))


@given(TEXTS, st.integers(4, 40), st.integers(1, 4))
def test_what_a_wrap_cuts_off_shows(text: str, width: int, most: int) -> None:
    """The last line ends in an ellipsis where there is more."""
    lines, whole = wrap(text, width, most=most), wrap(text, width)
    assert lines == whole if len(whole) <= most else lines[-1].endswith("…")


def test_chinese_breaks_anywhere_but_before_a_closing_mark() -> None:
    """No line begins with a comma or ends with an opening bracket."""
    text = "今早有人贴出样本（约四百二十万条），我们正在核实。“请先修改密码”，客服说。"
    for width in range(6, 60):
        lines = wrap(text, width)
        assert not any(line[0] in "），。”、" for line in lines), lines
        assert not any(line[-1] in "（“" for line in lines), lines


def test_english_breaks_between_words() -> None:
    """A word goes to the next line whole; only one without any room is cut."""
    assert wrap("to be or not to be", 9) == ["to be or", "not to be"]
    assert wrap("a\n\nb", 9) == ["a", "", "b"]
    assert wrap("x" * 20, 9) == ["x" * 9, "x" * 9, "xx"]


def test_signs_that_terminals_disagree_about_are_taken_apart() -> None:
    """A family is its members, a country its letters, a pile of accents a small one."""
    assert screened("\U0001f469\u200d\U0001f467") == "\U0001f469\U0001f467"
    assert screened("\U0001f1e8\U0001f1f3") == "CN"
    assert screened("\U0001f44d\U0001f3fd\u2764\ufe0f") == "\U0001f44d\u2764"
    assert len(screened("e" + "\u0301" * 5000)) < 10


def test_living_scripts_keep_their_accents() -> None:
    """What people write stays as they wrote it."""
    for text in ("Tiếng Việt", "नमस्ते", "ภาษาไทย", "العربية", "עִבְרִית", "한국어", "日本語です"):
        assert screened(text) == text


def test_a_very_long_name_costs_little() -> None:
    """Only as much is looked at as can be shown."""
    name = "字" * 200_000
    assert len(wrap(name, 40, most=2)) == 2
    assert crop(name, 9) == "字字字字…"
    assert wrap("a" + " " * 200_000 + "b", 9, most=2) == ["a…"]
