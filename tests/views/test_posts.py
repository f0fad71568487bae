"""What a post of the feed shows at a moment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillroom.doctrine.read import default_rules
from drillroom.language import speech
from drillroom.log import records as r
from drillroom.log.records import Entry
from drillroom.log.situation import Situation
from drillroom.runtime.opening import open_header
from drillroom.scenario.load import load_scenario
from drillroom.views.cards import Teller
from drillroom.views.names import Names
from drillroom.views.palette import Palette
from drillroom.views.posts import LOUD, PostRow, count_words, gap, post_row

TOY = Path(__file__).parents[1] / "toy" / "scenario.yaml"
WORDS = {"k": "[/oops] our own\nwords"}
POST = r.PostAppeared(
    at=60,
    post="somebody",
    form="post",
    channel="microblog",
    by=r.Text(ref="scenario.people.boss"),
    text=r.Text(ref="words.k"),
    tone=-0.5,
    curve=r.Curve(size=1000, mix=(1.0,), likes=2.0, comments=0.5),
)


def palette(*records: r.Record, lang: str = "en", now: int = 3600) -> Palette:
    """The toy after these records, at ``now``."""
    rules = default_rules()
    scenario = load_scenario(TOY.read_bytes(), file="toy", vocabulary=rules.vocabulary)
    header = open_header(scenario, rules, seed=1, playbooks={})
    situation = Situation.of(header, [Entry(seq, it) for seq, it in enumerate(records)])
    situation.now_is(now)
    names = Names(scenario, rules.vocabulary, speech(lang))
    return Palette(Teller(header, names, lambda: WORDS, situation), lambda line: None)


def row(shown: Palette, post: str, now: int | None = None) -> PostRow:
    """One post of it."""
    return post_row(shown, shown.situation.feed.posts[post], now)


def test_a_post_says_who_said_what_where_and_when() -> None:
    """In words; the tag is what one may type to mean it."""
    it = row(palette(POST), "somebody")
    assert (it.id, it.tag, it.form, it.text) == ("somebody", "p1", "post", "[/oops] our own\nwords")
    assert (it.channel, it.age, it.clock) == ("Microblog", "59 min ago", "10:01")
    assert it.author
    assert not it.is_ours
    assert not it.is_answered


def test_numbers_grow_with_time_and_the_rest_stays() -> None:
    """A screen draws again only what has changed."""
    shown = palette(POST)
    young, old = row(shown, "somebody", 60), row(shown, "somebody", 7260)
    assert young.reposts == "0"
    assert int(old.reposts) > 100
    assert replace(old, reposts="0", comments="0", likes="0", age=young.age, is_spreading=False) == young


@pytest.mark.parametrize(("lang", "age"), [("en", "just now"), ("zh-Hans", "刚刚")])
def test_what_is_new_has_no_seconds_that_flicker(lang: str, age: str) -> None:
    """Below a minute it is just now; so it is before its time, should a clock be behind."""
    shown = palette(POST, lang=lang)
    if lang == "en":
        assert row(shown, "somebody", 119).age == age
    assert row(shown, "somebody", 0).age == row(shown, "somebody", 60).age != row(shown, "somebody", 120).age


def test_a_post_that_spreads_says_so_until_it_slows_down() -> None:
    """A tenth in ten minutes, and not for a handful."""
    shown = palette(POST)
    assert row(shown, "somebody", 60 + 900).is_spreading
    assert not row(shown, "somebody", 60 + 86_400).is_spreading
    small = palette(replace(POST, curve=replace(POST.curve, size=20)))
    assert not row(small, "somebody", 60 + 900).is_spreading


def test_a_post_that_very_many_passed_on_is_loud() -> None:
    """From ten thousand on."""
    loud = palette(replace(POST, curve=replace(POST.curve, size=3 * LOUD)))
    assert row(loud, "somebody", 60 + 86_400).is_loud
    assert not row(loud, "somebody", 60).is_loud


def test_a_reply_tells_what_it_answers_by_its_tag() -> None:
    """Where that was seen; other forms are about something without answering it."""
    reply = replace(POST, post="answer", form="reply", about="somebody")
    assert row(palette(POST, reply), "answer").to == "p1"
    assert row(palette(reply), "answer").to == ""
    assert row(palette(POST, replace(reply, form="news")), "answer").to == ""


def test_our_words_carry_the_action_they_came_from() -> None:
    """They are ours, and have no author besides."""
    ours = r.StatementPublished(
        at=120,
        statement="s1",
        do="holding_statement",
        seat="pr",
        channel="microblog",
        audience="public",
        tone="plain",
        claims=(),
        text=r.Text(ref="words.k"),
        curve=POST.curve,
    )
    it = row(palette(ours), "s1")
    assert (it.form, it.is_ours, it.author) == ("statement", True, "First response")


def test_a_post_that_was_answered_says_so() -> None:
    """As soon as the record is there."""
    assert row(palette(POST, r.QuestionAnswered(at=90, question="somebody", where="microblog")), "somebody").is_answered


def test_a_jump_says_how_long_it_was_and_where_the_story_is() -> None:
    """In the viewer's language."""
    assert gap(palette(), 3 * 3600, 4 * 3600).words == "3 h later · 14:00"
    assert "14:00" in gap(palette(lang="zh-Hans"), 3 * 3600, 4 * 3600).words


@pytest.mark.parametrize(
    ("count", "english", "chinese"),
    [
        (0, "0", "0"),
        (3_400, "3,400", "3,400"),
        (12_400, "12,400", "1.2 万"),
        (19_999, "19,999", "1.9 万"),
        (4_200_000, "4.2 M", "420 万"),
        (130_000_000, "130 M", "1.3 亿"),
    ],
)
def test_counts_are_short(count: int, english: str, chinese: str) -> None:
    """As people write them here and there."""
    assert count_words(speech("en"), count) == english
    assert count_words(speech("zh-Hans"), count) == chinese


@given(st.integers(0, 10**11))
def test_a_short_count_never_says_more_than_there_are(count: int) -> None:
    """It is cut, not rounded, and by less than a tenth."""
    for lang in ("en", "zh-Hans"):
        number, _, unit = count_words(speech(lang), count).partition(" ")
        value = float(number.replace(",", "")) * {"": 1, "M": 10**6, "万": 10**4, "亿": 10**8}[unit]
        assert value <= count * (1 + 1e-9)
        assert count * 0.9 <= value or count == 0
