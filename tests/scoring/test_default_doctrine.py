"""The default doctrine: its words, its weights, its tags; and that every text a card refers to can be read."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from logs import Story, doctrine, good_drill, with_baselines
from pydantic import ValidationError

import drillroom.scoring
from drillroom.doctrine.models import Doctrine
from drillroom.doctrine.read import default_rules
from drillroom.language import speech
from drillroom.log.records import Text
from drillroom.log.wording import render

PRINCIPLES = {
    "prevention": ("预防胜于治疗原则", 10),
    "speed": ("快速响应原则", 20),
    "transparency": ("透明公开原则", 20),
    "responsibility": ("责任担当原则", 15),
    "communication": ("积极沟通原则", 15),
    "users_first": ("保护用户利益原则", 20),
}


def texts(value: Any) -> list[dict[str, str]]:
    """Every bilingual text in a tree."""
    if isinstance(value, dict):
        if "en" in value:
            return [value]
        return [text for item in value.values() for text in texts(item)]
    return [text for item in value for text in texts(item)] if isinstance(value, list) else []


def slots(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_the_six_principles_have_their_names_and_weights():
    """The names are the source document's own; the weights are ours and add up to 100."""
    found = {it.key: (it.name["zh-Hans"], it.weight) for it in doctrine().principles.values()}
    assert found == PRINCIPLES
    assert sum(weight for _, weight in found.values()) == 100


def test_every_text_stands_in_both_languages_with_the_same_slots():
    """Nobody reads half a card."""
    found = texts(doctrine().model_dump(mode="json"))
    assert len(found) > 100
    for text in found:
        assert set(text) == {"en", "zh-Hans"}, text
        assert slots(text["en"]) == slots(text["zh-Hans"]), text


def test_chinese_texts_use_chinese_punctuation():
    """No half-width comma or colon after a Chinese character."""
    for text in texts(doctrine().model_dump(mode="json")):
        assert not re.search(r"[\u4e00-\u9fff][,:;?!]", text["zh-Hans"]), text


def test_every_number_is_ours_and_says_so():
    """The source gives none, so none may be passed off as its own."""
    rules = doctrine()
    tagged = [*rules.targets.values(), *rules.caps.values(), *rules.outcome.values(), rules.rating]
    assert {it.tag for it in tagged} == {"our choice"}
    assert all(re.fullmatch(r"[A-Z]{1,2}\d+", it.source) for it in tagged)


def test_everything_a_target_looks_at_exists():
    """Actions, seats, tones and crisis types are spelled as in the vocabulary."""
    vocabulary = default_rules().vocabulary
    known = {*vocabulary.actions, *vocabulary.seats, *vocabulary.tones, *vocabulary.crises}
    known |= {"any_statement", "fact", "line"}
    rules = doctrine()
    used = {name for target in rules.targets.values() for names in target.among.values() for name in names}
    used |= {name for cap in rules.caps.values() if cap.when != "zero" for name in cap.of}
    assert used - known == set()
    assert set(rules.public_audiences) <= set(vocabulary.groups)


def test_every_note_that_the_code_can_give_has_its_words():
    """A key in the code without words would show as a reference."""
    code = "".join(path.read_text("utf-8") for path in Path(drillroom.scoring.__path__[0]).glob("*.py"))
    given = set(re.findall(r'note\(\s*"(\w+)"', code)) | set(re.findall(r"doctrine\.notes\.(\w+)", code))
    given |= set(re.findall(r'\("(promise_broken|duty_missed|decisions_missed|calls_missed|groups_missed)"', code))
    assert given - set(doctrine().notes) == set()


def test_the_departure_from_suppression_and_the_use_line_are_said():
    """Where we part from the source we say so; and a score is no appraisal."""
    rules = doctrine()
    assert "5.3" in rules.departures[0]["zh-Hans"]
    assert "X2" in rules.departures[0]["en"]
    assert rules.use["zh-Hans"] == "训练用途。分数衡量本场选择，不衡量人；不得单独用于绩效、晋升或处分。"


def cards() -> list[tuple[Any, Any]]:
    bad = Story().signal(-60, "mail", "hi").state(0, harm=0.8, heat=60, anger=60).say(10, "threaten").do(9, "threaten")
    bad.say(30, "deny", ("scope", "lie")).say(40, "evade").promise(40, "fix", broken_at=90).meet(5, ("pr",)).call(3)
    plain = Story(is_closed=False).state(5)
    stories = [with_baselines(good_drill()), with_baselines(bad), good_drill(), Story(), Story(fault=0.0), plain]
    return [(story.log()[0], story.card()) for story in stories]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_text_of_a_card_can_be_read(language):
    """References resolve in the header, slots are filled, and no id shows."""
    for header, card in cards():
        found = [mark.note for mark in card.metrics.values() if mark.note is not None]
        found += [it.text for it in card.reasons] + list(card.notes)
        found += [Text(ref=f"doctrine.caps.{it.name}.rule") for it in card.capped]
        for text in found:
            words = render(text, header=header, speech=speech(language), words={})
            assert words, text
            assert not re.search(r"[\[\]{}]|[a-z]_[a-z]", words), words


# ------------------------------------------------------------------ a doctrine that does not hold together


def changed(path: str, value: Any) -> dict[str, Any]:
    tree = doctrine().model_dump(mode="json")
    *steps, last = path.split(".")
    inner = tree
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return tree


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("principles.P2.weight", -1, "greater than or equal to 0"),
        ("principles.P2.metrics", {"voice": 0}, "all zero"),
        ("principles.P2.metrics", {"voise": 1}, "'voise', which has no target"),
        ("principles.P2.key", "prevention", "two principles have the key"),
        ("caps.lie.total", 140, "less than or equal to 100"),
        ("caps.lie.principle", "speed", "either a total, or a principle"),
        ("caps.nothing.of", ["facs"], "'facs', which has no target"),
        ("badges.SF3.metric", "remedi", "'remedi', which has no target"),
        ("badges.SF1.metric", "voice", "either a principle or a metric"),
        ("faults.F1.below", {"detekt": 0.5}, "'detekt', which has no target"),
        ("silence.by", "fakts", "'fakts', which has no target"),
        ("targets.voice.none", 30, "nothing could be told apart"),
        ("targets.team.half", 90, "must lie between"),
        ("rating.words", {}, "no words for the rating"),
        ("process_share", 1.5, "less than or equal to 1"),
        ("outcome.joy", {}, "trust"),
    ],
)
def test_a_broken_doctrine_is_an_error(path, value, says):
    """Typing errors and impossible numbers are named; nothing becomes a silent zero."""
    with pytest.raises(ValidationError, match=says):
        Doctrine.model_validate(changed(path, value))


def test_weights_that_are_all_zero_are_an_error():
    """Nothing could be shared out."""
    tree = doctrine().model_dump(mode="json")
    for principle in tree["principles"].values():
        principle["weight"] = 0
    with pytest.raises(ValidationError, match="all zero"):
        Doctrine.model_validate(tree)
