"""The cast: names of the crowd."""

from __future__ import annotations

import re
import subprocess
import sys

from drillroom.runtime.cast import SIZE, draw_cast


def test_same_seed_gives_the_same_cast() -> None:
    """A cast is a function of the seed, and another seed gives another."""
    assert draw_cast(7) == draw_cast(7)
    assert draw_cast(7) != draw_cast(8)


def test_cast_has_different_names_in_both_languages() -> None:
    """Eighty handles, each with an English and a Chinese name, none twice."""
    cast = draw_cast(3)
    assert list(cast) == [f"h{n}" for n in range(SIZE)]
    for language in ("en", "zh-Hans"):
        assert len({names[language] for names in cast.values()}) == SIZE
    assert all(names["zh-Hans"].startswith("@") for names in cast.values())


def test_names_hold_nothing_to_call_and_nothing_to_click() -> None:
    """No run of more than two digits, no markup, no domain."""
    for seed in range(5):
        for names in draw_cast(seed).values():
            for name in names.values():
                assert not re.search(r"\d{3}|[\[\]<>/:]|\.(com|cn|net|org)\b", name), name


def test_faker_is_loaded_only_to_draw() -> None:
    """Importing the module does not load Faker, and drawing does not load its phone numbers and companies."""
    code = (
        "import sys, drillroom.runtime.cast as c; assert 'faker' not in sys.modules; c.draw_cast(1);"
        "assert not [m for m in sys.modules if m.startswith('faker.providers.phone_number.')]"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
