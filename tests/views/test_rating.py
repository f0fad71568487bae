"""What a trainee is asked before any score."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillroom.doctrine.read import default_rules
from drillroom.language import speech
from drillroom.log.header import Header
from drillroom.log.records import Curve, Entry, StatementPublished, Text
from drillroom.report.owed import _ASKED
from drillroom.views.rating import LEAST, MOST, QUESTIONS, OwnRating, questions, sentences

RULES = default_rules()


def header() -> Header:
    """A header whose scenario has one text."""
    return Header(
        product="0",
        engine=1,
        seed=1,
        settings={},
        parameters={},
        cast={},
        playbooks={},
        scenario={"title": {"en": "We check.", "zh-Hans": "正在核实。"}},
        doctrine={},
        vocabulary={},
    )


def published(seq: int, at: int, ref: str) -> Entry:
    """A statement that went out."""
    record = StatementPublished(
        at=at,
        statement=f"s{seq}",
        do="update",
        seat="pr",
        channel="microblog",
        audience="public",
        tone="plain",
        claims=(),
        text=Text(ref=ref),
        curve=Curve(size=0.0, mix=(), likes=0.0, comments=0.0),
    )
    return Entry(seq, record)


def test_every_question_is_about_a_principle_of_the_report() -> None:
    """What is asked here stands beside a computed mark there."""
    assert set(QUESTIONS) == set(_ASKED)


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_the_questions_are_questions(lang: str) -> None:
    """Each ends as this language ends one."""
    assert all(re.search(r"[?？]$", question.text) for question in questions(speech(lang)))


@given(st.lists(st.tuples(st.sampled_from(sorted(QUESTIONS)), st.none() | st.integers(LEAST, MOST))))
def test_the_last_answer_counts_and_can_be_taken_back(given_answers: list[tuple[str, int | None]]) -> None:
    """An answer that was taken back is none."""
    rating = OwnRating()
    for key, value in given_answers:
        rating = rating.rated(key, value)
    last = dict(given_answers)
    assert rating.ratings == {key: value for key, value in last.items() if value is not None}
    assert rating.is_empty == (not rating.ratings)


@pytest.mark.parametrize(("key", "value"), [("speed", 0), ("speed", 6), ("luck", 3)])
def test_there_is_nothing_beyond_the_scale(key: str, value: int) -> None:
    """Nobody can say six of five."""
    with pytest.raises(ValueError, match="no answer"):
        OwnRating().rated(key, value)


def test_typed_words_are_cleaned() -> None:
    """Nothing that could steer a terminal gets into the people file; blanks alone are no regret."""
    assert OwnRating().regretting(" \x1b[2Jthe late one\u202e ").regret == "the late one"
    assert OwnRating().regretting(" \n ").is_empty


def test_published_words_are_offered_once_in_order() -> None:
    """The same words said twice are one sentence, with the time of the first."""
    said = [published(1, 60, "scenario.title"), published(2, 600, "words.k"), published(3, 900, "scenario.title")]
    found = sentences(header(), said, {"k": "Mine [/oops]"}, speech("en"))
    assert [(it.at, it.text) for it in found] == [("T+0:01", "We check."), ("T+0:10", "Mine [/oops]")]
    assert sentences(header(), said, {}, speech("zh-Hans"))[0].text == "正在核实。"


def test_of_very_many_sentences_the_last_are_offered() -> None:
    """A list that nobody reads to its end is no choice."""
    words = {f"k{n}": f"words {n}" for n in range(90)}
    found = sentences(header(), [published(n + 1, n, f"words.k{n}") for n in range(90)], words, speech("en"))
    assert len(found) == 40
    assert found[-1].text == "words 89"
