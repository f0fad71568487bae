"""A list one chooses from: in a window of no height it moves nowhere and harms nothing."""

from __future__ import annotations

import pytest
import scene
from stand import Stand
from textual.containers import Container

from drillroom.ui.choices import Choices


@pytest.mark.parametrize("key", ["pagedown", "pageup"])
def test_a_page_in_a_list_that_was_never_laid_out(key: str) -> None:
    """The mark stays where it is."""
    choices = Choices("one", "two", "three")
    hidden = Container(choices)
    hidden.styles.display = "none"
    app = Stand(hidden)

    async def scenario() -> None:
        async with app.run_test(size=(20, 5)) as pilot:
            choices.highlighted = 1
            getattr(choices, f"action_page_{key[4:]}")()
            await pilot.pause()
            assert choices.highlighted == 1

    scene.run(scenario())
