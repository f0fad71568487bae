"""Our own words, authored words, and slots."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillroom.language import fill, speech, to_say

_TEXTS = st.dictionaries(st.sampled_from(["en", "en-GB", "zh-Hans", "zh-Hant", "fr", "und"]), st.text(min_size=1))


@given(st.text(), st.dictionaries(st.text(max_size=5), st.text() | st.floats() | st.none() | st.integers(), max_size=3))
def test_nothing_makes_filling_raise(template, args):
    """No template and no value raises."""
    assert isinstance(fill(template, args), str)


@pytest.mark.parametrize(
    ("template", "args", "result"),
    [
        ("{a} and {b}", {"a": 1}, "1 and {b}"),
        ("{a}", {"a": "{b}", "b": "no"}, "{b}"),
        ("{a.__class__} {a[0]} {0} {} { {{a}}", {"a": 1}, "{a.__class__} {a[0]} {0} {} { {1}"),
        ("{n:.1f} {n:,} {n:x>9999999999}", {"n": 12345.678}, "12345.7 12,345.678 {n:x>9999999999}"),
        ("{n:.1f}", {"n": "many"}, "many"),
        ("50 % {x!r}", {"x": 1}, "50 % {x!r}"),
    ],
)
def test_only_plain_slots_are_filled(template, args, result):
    """Attributes, indexes, conversions and wide fields stay as they are; values are never templates."""
    assert fill(template, args) == result


@given(_TEXTS, st.sampled_from(["en", "zh-Hans", "zh", "fr-CA", "de"]))
def test_a_text_is_always_found(texts, lang):
    """Any viewer gets some language of an authored text, their own if it is there."""
    found = speech(lang).pick(texts)
    assert found in texts.values() if texts else found == ""
    assert found == texts.get(lang, found)


@pytest.mark.parametrize(
    ("lang", "tags", "best"),
    [
        ("zh-Hans", ["en", "zh-Hant"], "zh-Hant"),
        ("en", ["zh-Hans", "en-GB"], "en-GB"),
        ("fr", ["zh-Hans", "en"], "en"),
        ("fr", ["zh-Hans", "und"], "und"),
        ("fr", ["zh-Hans", "de"], "zh-Hans"),
        ("zh-Hans", ["en", "und"], "en"),
    ],
)
def test_languages_are_tried_from_near_to_far(lang, tags, best):
    """Exact, same base language, English, the text for all languages, the first."""
    assert speech(lang).pick({tag: tag for tag in tags}) == best


def test_own_words_are_translated():
    """What we say in English is said in Chinese to a Chinese viewer, slots filled."""
    assert speech("zh-Hans").say("yes") == "是"
    assert speech("en").say("yes") == "yes"
    assert speech("zh-Hans").say("{name}, {role}", name="{role}", role="记者") == "{role}（记者）"


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "fr", ""])
def test_unknown_words_stay_as_they_are(lang):
    """A text without a translation is shown in English; an empty one stays empty."""
    assert speech(lang).say("Nobody translated {this}.", this="it") == "Nobody translated it."
    assert speech(lang).say("") == ""
    assert to_say("x") == "x"
