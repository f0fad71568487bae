"""How sure the team was: a small section of its own, absent where nothing was declared, in every form of the report."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from played import as_log, log_of, telling, told, with_words

from drillroom.language import LANGUAGES, speech
from drillroom.log.chain import Log
from drillroom.log.records import CommandGiven, ConfidenceDeclared, SessionEntry
from drillroom.report.html import html
from drillroom.report.markdown import markdown
from drillroom.report.words.calibration import calibration_told
from drillroom.report.words.telling import Telling

HEADS = {"en": "How sure you were", "zh-Hans": "把握程度"}


def sure_of(log: Log, *does: str, level: int = 3) -> Log:
    """The same log, in which somebody was this sure of the commands that do this (``*``: of every one)."""
    given = [it.record for it in log.entries if isinstance(it.record, CommandGiven)]
    names = [it.id for it in given if it.do in does or "*" in does]
    session = [ConfidenceDeclared(wall=1.0, person="p1", command=name, level=level) for name in names]
    return replace(log, session=tuple(SessionEntry(n, it) for n, it in enumerate(session)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_was_declared_nothing_is_said(lang: str) -> None:
    """No heading, no zeros; the value says None."""
    value = told("k4")
    assert value.calibration is None
    assert HEADS[lang] not in html(value, speech(lang))
    assert HEADS[lang] not in markdown(value, speech(lang))
    assert calibration_told(Telling(value, speech(lang))) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_declared_stands_apart_in_every_form(lang: str) -> None:
    """Levels with counts, that it enters no mark, and what one was sure of and was wrong about."""
    value, say = telling(sure_of(log_of("k4"), "*")), speech(lang)
    assert value.calibration is not None
    assert any(it.right is False for it in value.calibration.lines)
    page, text, lines = html(value, say), markdown(value, say), "\n".join(calibration_told(Telling(value, say)))
    for words in (HEADS[lang], say.say("None of this enters a mark."), say.say("Sure, and wrong")):
        assert words in page
        assert words in text
        assert words in lines
    assert page.count("<section") == page.count("</section>")


def test_no_mark_of_the_debrief_moves() -> None:
    """All of it but the section itself is what it was."""
    value = telling(sure_of(log_of("k4"), "*"))
    assert replace(value, calibration=None, setting=told("k4").setting) == replace(told("k4"), header=value.header)


def test_the_value_is_json_that_cites_its_records() -> None:
    """Every line names what it rests on."""
    tree = json.loads(json.dumps(telling(sure_of(log_of("k4"), "*")).as_json(), allow_nan=False))
    lines = tree["calibration"]["lines"]
    assert lines
    assert all(line["evidence"][0]["kind"] == "CommandGiven" for line in lines)


@pytest.mark.parametrize(
    ("surest", "others", "says"),
    [
        ((3, 3), (0, 3), "more often than elsewhere"),
        ((1, 3), (1, 3), "as often as elsewhere"),
        ((0, 3), (3, 3), "less often than elsewhere"),
        ((5, 5), (0, 0), "5 of 5 were right; there is nothing to compare"),
        ((0, 0), (2, 5), "2 of 5 were right; there is nothing to compare"),
        ((2, 2), (0, 2), "Too few to tell: 4 can be judged, it takes 5."),
    ],
)
def test_few_words_say_what_all_of_them_come_to(surest: tuple[int, int], others: tuple[int, int], says: str) -> None:
    """Nothing is made of few answers, nor of answers with nothing beside them."""
    value = telling(sure_of(log_of("k4"), "*"))
    assert value.calibration is not None
    first, second, third = value.calibration.levels
    levels = (
        replace(first, right=0, count=0),
        replace(second, right=others[0], count=others[1]),
        replace(third, right=surest[0], count=surest[1]),
    )
    found = replace(value.calibration, levels=levels, is_enough=surest[1] + others[1] >= 5)
    assert says in " ".join(calibration_told(Telling(replace(value, calibration=found), speech("en"))))


def test_an_option_of_a_stranger_is_text_and_nothing_else() -> None:
    """What somebody was sure of stands there in the words of the scenario."""
    hostile = "<script>alert(1)</script> [b]x[/oops] | `y`"
    log = with_words("k4", hostile)
    value = telling(sure_of(as_log(log.header, log.entries), "*"))
    assert "<script>" not in html(value, speech("en"))
    assert "<script>" not in markdown(value, speech("en"))
