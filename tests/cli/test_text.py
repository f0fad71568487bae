"""Text on a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drillroom.cli.text import width, wrap


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
