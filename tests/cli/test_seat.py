"""Who is seated in front of the screen, and who reads lines."""

from __future__ import annotations

import pytest

from drillroom.cli.seat import can_draw


@pytest.mark.parametrize(("encoding", "can"), [
    ("utf-8", True), ("UTF-8", True), ("gb18030", True),
    ("ascii", False), ("iso-8859-1", False), ("cp437", False), ("no-such", False), (None, False),
])  # fmt: skip
def test_a_terminal_that_lacks_our_signs_gets_lines(encoding: str | None, can: bool) -> None:
    """A screen of question marks is none."""
    assert can_draw(encoding) is can
