"""References become words in the viewer's language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from log_samples import a_header

from drillroom.language import speech
from drillroom.log.records import Text
from drillroom.log.wording import introduction, number, render, signature

HEADER = a_header(
    cast={"h0": {"en": "@otter", "zh-Hans": "@水獭"}, "h1": "@plain"},
    scenario={
        "id": "x",
        "facts": {
            "scope": {"is": {"en": "4.2 million profiles", "zh-Hans": "420 万份资料"}},
            "what": {"is": {"en": "a door stood open", "zh-Hans": "后门没关"}},
            "plan": {"is": {"en": "We call everybody.", "zh-Hans": "我们将逐一通知。"}},
        },
        "people": {
            "chen": {
                "name": {"en": "Chen Lin", "zh-Hans": "陈琳"},
                "handle": {"und": "@chen"},
                "role": {"en": "reporter", "zh-Hans": "记者"},
            },
            "boss": {"name": {"en": "The boss", "zh-Hans": "老板"}, "handle": None},
        },
        "injects": [
            {"id": "first", "text": {"en": "Is it {n}? {other}", "zh-Hans": "有 {n} 吗？{other}"}},
            {"id": "ring", "questions": [{"ask": {"en": "Who?", "zh-Hans": "谁？"}}, {"ask": {"en": "Why?"}}]},
        ],
        "chatter": [{"text": {"und": "哈哈"}}],
        "public": {"users": 5_000_000},
        "evil": {"en": "\x1b[31mred\u202e <b>[/x]"},
    },
    doctrine={"notes": {"late": {"en": "{minutes} min late", "zh-Hans": "迟了 {minutes} 分钟"}}},
    vocabulary={
        "seats": {"pr": {"en": "PR", "zh-Hans": "公关"}},
        "facts": {"what": {"name": {"en": "What happened"}, "ask": {"en": "What?"}}},
        "actions": {"update": {"says": {"en": "Progress. {facts}", "zh-Hans": "进展。{facts}"}}},
    },
)
WORDS = {"00ff": "We are {n} sorry.", "dead": ""}


def _say(ref: str, lang: str = "en", **args: object) -> str:
    return render(Text(ref=ref, args=args), header=HEADER, speech=speech(lang), words=WORDS)


@pytest.mark.parametrize(
    ("ref", "english", "chinese"),
    [
        ("scenario.facts.scope.is", "4.2 million profiles", "420 万份资料"),
        ("scenario.injects.ring.questions.0.ask", "Who?", "谁？"),
        ("scenario.injects.ring.questions.1.ask", "Why?", "Why?"),
        ("scenario.injects.1.questions.0.ask", "Who?", "谁？"),
        ("scenario.chatter.0.text", "哈哈", "哈哈"),
        ("scenario.people.chen", "Chen Lin", "陈琳"),
        ("scenario.public.users", "5,000,000", "5,000,000"),
        ("cast.h0", "@otter", "@水獭"),
        ("cast.h1", "@plain", "@plain"),
        ("vocabulary.seats.pr", "PR", "公关"),
        ("vocabulary.facts.what", "What happened", "What happened"),
        ("words.00ff", "We are {n} sorry.", "We are {n} sorry."),
        ("words.dead", "[words erased]", "［内容已删除］"),
        ("words.unknown", "[words erased]", "［内容已删除］"),
    ],
)
def test_reference_is_found(ref, english, chinese):
    """Mappings by key, lists by id or number, in both languages from one log."""
    assert (_say(ref), _say(ref, "zh-Hans")) == (english, chinese)


@pytest.mark.parametrize(
    "ref",
    [
        "",
        "scenario",
        "scenario.",
        "scenario.injects",
        "scenario.injects.nobody.text",
        "scenario.injects.-1.text",
        "scenario.injects.99999999999999999999.text",
        "scenario.injects.²",
        "scenario.facts.scope.is.en.upper",
        "scenario.people.boss.handle",
        "cast.h99",
        "settings.relaxed",
        "__class__.x",
        "other.thing",
    ],
)
def test_missing_reference_is_shown_in_brackets(ref):
    """What is not there is seen to be not there, and nothing breaks."""
    assert _say(ref) == f"[{ref}]"


def test_slots_are_filled_and_unknown_ones_stay():
    """Arguments fill slots; a slot without an argument is visible."""
    assert _say("scenario.injects.first.text", n=3) == "Is it 3? {other}"
    assert _say("doctrine.notes.late", minutes=12.5) == "12.5 min late"


def test_arguments_may_be_references_and_lists_of_them():
    """A nested reference speaks the viewer's language too, as an object or as read from JSON."""
    facts = [{"ref": "scenario.facts.what.is"}, Text(ref="scenario.facts.scope.is")]
    assert _say("vocabulary.actions.update.says", facts=facts) == "Progress. a door stood open; 4.2 million profiles"
    assert _say("vocabulary.actions.update.says", "zh-Hans", facts=facts) == "进展。后门没关；420 万份资料"
    plans = [{"ref": "scenario.facts.plan.is"}] * 2
    assert _say("vocabulary.actions.update.says", facts=plans) == "Progress. We call everybody. We call everybody."
    assert _say("vocabulary.actions.update.says", facts=[]) == "Progress."
    nested = {"ref": "scenario.injects.first.text", "args": {"n": {"en": "two", "zh-Hans": "两"}, "other": True}}
    assert _say("doctrine.notes.late", "zh-Hans", minutes=nested) == "迟了 有 两 吗？是 分钟"


def test_words_in_arguments_are_no_templates():
    """Typed words and values with braces are shown as they are."""
    said = _say("scenario.injects.first.text", n={"ref": "words.00ff"}, other="{n} {n.__class__}")
    assert said == "Is it We are {n} sorry.? {n} {n.__class__}"


def test_hostile_text_comes_out_clean():
    """Escape sequences and direction marks of a text never reach a viewer; markup is left to the screen."""
    assert _say("scenario.evil") == "red <b>[/x]"
    assert "\x1b" not in _say("scenario.injects.first.text", n="\x1b[2J")
    assert "\x1b" not in _say("a.\x1b[2J")


def test_deep_nesting_ends():
    """A log cannot nest references without end."""
    text: dict[str, object] = {"ref": "scenario.injects.first.text"}
    for _ in range(50):
        text = {"ref": "scenario.injects.first.text", "args": {"n": text}}
    assert "[…]" in _say("scenario.injects.first.text", n=text)


@given(st.text(max_size=30), st.recursive(st.none() | st.text() | st.floats() | st.integers(), st.lists, max_leaves=5))
def test_no_reference_and_no_argument_raises(ref, value):
    """Whatever a log holds, a viewer sees words."""
    assert isinstance(_say(ref, x=value), str)
    assert isinstance(_say("doctrine.notes.late", minutes=value), str)


def test_author_of_a_post_signs_with_the_handle():
    """A person of the story signs with the handle, or the name; a caller is introduced with the role."""
    see = {"header": HEADER, "speech": speech("en"), "words": WORDS}
    assert signature(Text(ref="scenario.people.chen"), **see) == "@chen"
    assert signature(Text(ref="scenario.people.boss"), **see) == "The boss"
    assert signature(Text(ref="cast.h0"), **see) == "@otter"
    assert introduction(Text(ref="scenario.people.chen"), **see) == "Chen Lin, reporter"
    assert introduction(Text(ref="scenario.people.boss"), **see) == "The boss"
    assert introduction(Text(ref="scenario.people.nobody"), **see) == "[scenario.people.nobody]"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (9999, "9999"),
        (10_000, "10,000"),
        (12.50, "12.5"),
        (12.0, "12"),
        (0.126, "0.13"),
        (float("inf"), "inf"),
    ],
)
def test_numbers_read_well(value, words):
    """Thousands are grouped from ten thousand on; no trailing zeros."""
    assert number(value) == words
