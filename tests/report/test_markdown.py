"""Markdown: the same report as text that stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from played import telling, told, typed, with_words

from drillroom.language import speech
from drillroom.report.markdown import markdown, plain

HOSTILE = "<script>alert(1)</script> [x](javascript:y) ![i](z) `c` *b* | cell\n# head\n- item"


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_hostile_words_are_escaped(lang: str) -> None:
    """No tag, link, image or table cell can be smuggled in by a title or a typed word."""
    for value in (telling(with_words("k4", HOSTILE)), telling(*typed("k4", HOSTILE))):
        text = markdown(value, speech(lang))
        assert "<script>" not in text.replace("\\<", "")
        assert "](javascript" not in text.replace("\\]", "")
        assert "\\<script\\>" in text


@given(st.text(max_size=80))
def test_escaped_words_keep_to_one_line_and_open_nothing(words: str) -> None:
    """Every special character has its backslash, and nothing begins a list or a heading."""
    line = plain(words)
    assert "\n" not in line
    bare = line.replace("\\\\", "")
    for special in "<>[]`*_|#":
        assert bare.count(special) == bare.count("\\" + special)
    assert not line.startswith(("- ", "+ ", "# ", "> "))


@pytest.mark.parametrize("name", ["model", "k4", "none"])
def test_the_tables_are_whole(name: str) -> None:
    """Each row of a table has as many cells as its head."""
    block: list[str] = []
    for line in [*markdown(told(name), speech("en")).split("\n"), ""]:
        if line.startswith("|"):
            block.append(line)
            continue
        assert len({row.replace("\\|", "").count("|") for row in block}) <= 1
        block = []


def test_it_tells_what_the_page_tells() -> None:
    """Verdict, principles, moments, counsel, statements and the use line are all there, marked as an exercise."""
    text = markdown(told("k4"), speech("en"))
    for words in ("Unable to be performed (U)", "Six principles", "Key moments", "For counsel", "knowingly untrue"):
        assert words in text
    assert text.startswith("**EXERCISE · FICTIONAL CONTENT**")
    assert "not a person" in text
