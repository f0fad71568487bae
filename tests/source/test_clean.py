"""Texts from outside lose what could steer a terminal or mislead an eye, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillroom.source.clean import clean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words, 中文，é", "plain words, 中文，é"),
        ("line\r\nline\rline\u2028line", "line\nline\nline\nline"),
        ("a\tb", "a b"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jgone", "gone"),
        ("\x1bcreset", "reset"),
        ("bell\x07 back\x08 del\x7f nul\x00", "bell back del nul"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\u2066iso\u2069late \u200emark\u200f", "isolate mark"),
        ("zero\u200bwidth\ufeff soft\xadhyphen", "zerowidth softhyphen"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("half\ud83d", "half"),
        ("👩‍💻 ❤️‍🔥", "👩‍💻 ❤️‍🔥"),
        ("می‌خواهم", "می‌خواهم"),
        ("क्‍ष", "क्‍ष"),
        ("\u200dstart end\u200d a \u200c b x\u200d\u200dy", "start end a  b xy"),
        ("[/x] [@click=app.quit]x[/] <script>", "[/x] [@click=app.quit]x[/] <script>"),
    ],
)
def test_a_text_keeps_its_words(text: str, expected: str) -> None:
    """Escape sequences go whole; joiners stay where they shape an emoji or a word."""
    assert clean(text) == expected


@settings(deadline=None)
@given(st.text())
def test_nothing_that_steers_is_left(text: str) -> None:
    """No control, surrogate or direction character gets through, and cleaning twice is cleaning once."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    for character in cleaned:
        if character not in "\n\u200c\u200d":
            assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
            assert unicodedata.bidirectional(character) not in (
                "LRE",
                "RLE",
                "PDF",
                "LRO",
                "RLO",
                "LRI",
                "RLI",
                "FSI",
                "PDI",
            )
