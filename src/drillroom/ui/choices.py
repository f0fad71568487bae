"""A list one chooses from, as every screen has one.

A page up or down before the list has been laid out, as in a window of no height, moves nothing.
"""

from __future__ import annotations

from contextlib import suppress

from textual.widgets import OptionList


class Choices(OptionList):
    """Textual's list, which looks for the lines of its options where there are none yet."""

    def action_page_up(self) -> None:
        """Move the mark up one page."""
        with suppress(KeyError, IndexError):
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """Move the mark down one page."""
        with suppress(KeyError, IndexError):
            super().action_page_down()  # type: ignore[no-untyped-call]
