"""Outside text on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillroom.cli.text import clean, width, wrap


@pytest.mark.parametrize(
    ("hostile", "safe"),
    [
        ("a\x1b[31mb\x1b[0m", "ab"),
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;http://x\x1b\\y", "y"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("bell\x07 back\x08", "bell back"),
        ("tab\there", "tab here"),
        ("[/x] [@click=app.quit]x[/] <script>", "[/x] [@click=app.quit]x[/] <script>"),
        ("一\n二", "一\n二"),
    ],
)
def test_control_characters_never_reach_the_terminal(hostile: str, safe: str) -> None:
    """Escapes, bells and direction marks go; markup of others is plain text here and stays."""
    assert clean(hostile) == safe


@given(st.text())
def test_nothing_unprintable_survives(text: str) -> None:
    """Whatever comes in, no C0 or C1 control but a line end goes out."""
    assert not [c for c in clean(text) if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)]


def test_chinese_is_two_columns_wide() -> None:
    """Full-width characters count double, combining marks nothing."""
    assert width("演练") == 4
    assert width("e\u0301") == 1
    assert width("ab") == 2


def test_chinese_wraps_between_characters_but_not_before_a_full_stop() -> None:
    """No line begins with a closing mark or ends with an opening one."""
    lines = wrap("我们已经知道了。正在核实《通知》内容，请等一等。", 12)
    assert all(width(line) <= 14 for line in lines)
    assert not [line for line in lines if line[0] in "。，》" or line[-1] in "《"]
    assert "".join(lines) == "我们已经知道了。正在核实《通知》内容，请等一等。"


def test_english_wraps_at_spaces() -> None:
    """Words stay whole, and later lines are indented."""
    assert wrap("one two three four", 10, indent="  ") == ["  one two", "  three", "  four"]
    assert wrap("one two three", 12, indent="   ", first="1. ") == ["1. one two", "   three"]


@given(st.text(alphabet="ab 你好，。《", max_size=80), st.integers(8, 40))
def test_wrapping_loses_nothing_but_spaces(text: str, columns: int) -> None:
    """All that was to be said is said."""
    assert "".join(wrap(text, columns)).replace(" ", "") == text.replace(" ", "")
