"""How sure the trainee is, in words and in one key."""

from __future__ import annotations

import pytest

from drillroom.language import LANGUAGES, speech
from drillroom.log.confidence import NAMES, level_of
from drillroom.views.confidence import choices, declared, scale, shown, turned


def test_one_key_goes_through_all_levels_and_back_to_nothing() -> None:
    """Nothing is declared at first, and whoever turns on takes it back."""
    level, seen = None, []
    for _ in range(len(NAMES) + 1):
        level = turned(level)
        seen.append(level)
    assert seen == [1, 2, 3, None]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_level_is_said_in_its_own_words(lang: str) -> None:
    """No two alike, none of them a number alone; nothing is a dash."""
    say = speech(lang)
    names = [name for _, name in choices(say)]
    assert names[0] == "–"
    assert len(set(names)) == len(NAMES) + 1
    for level, name in choices(say)[1:]:
        assert isinstance(level, int)
        assert name in shown(say, level)
        assert name in declared(say, level)
        assert f"{level} {name}" in scale(say)


def test_a_level_is_one_of_three_whole_numbers() -> None:
    """What a log holds may be anything."""
    assert [level_of(it) for it in (1, 2, 3)] == [1, 2, 3]
    assert [level_of(it) for it in (0, 4, True, 1.0, "1", None, [], {})] == [None] * 8
