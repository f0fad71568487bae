"""Words that were put aside: kept as one text, and brought back only where they fit."""

from __future__ import annotations

import pytest
import scene

from drillroom.views.aside import brought_back, put_aside
from drillroom.views.draft import OWN, Draft, Tick


def test_a_draft_comes_back_as_it_was_put_aside() -> None:
    """Kind, words, ticks and settings."""
    palette = scene.palette_at("2h")
    fact = next(iter(palette.known()))
    draft = Draft(
        do="statement",
        template=OWN,
        own="Half a [b]thought",
        ticks={f"fact:{fact}": Tick("about", "4m")},
        tone="warm",
        next=3600,
        sure=2,
    )
    assert brought_back(palette, put_aside(draft)) == draft


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "null",
        '{"do": "fly"}',
        '{"do": "contain"}',
        '{"do": "update", "template": "line:none"}',
        '{"do": 1}',
    ],
)
def test_what_is_no_draft_of_this_drill_is_none(text: str) -> None:
    """A people file may have been edited: nothing of it is believed."""
    assert brought_back(scene.palette_at("2h"), text) is None


def test_ticks_of_things_that_are_not_there_are_left_out() -> None:
    """A fact of another scenario is no fact."""
    palette = scene.palette_at("2h")
    draft = Draft(do="statement", template=OWN, own="x", ticks={"fact:nobody": Tick(), "oops": Tick()})
    back = brought_back(palette, put_aside(draft))
    assert back is not None
    assert back.ticks == {}


def test_a_level_of_sureness_that_is_none_is_left_out() -> None:
    """The draft comes back without it."""
    palette = scene.palette_at("2h")
    back = brought_back(palette, put_aside(Draft(do="statement", template=OWN, own="x", sure=9)))
    assert back is not None
    assert back.sure is None
