"""What the parts of a situation have in common: a table from the kind of a record to what it changes.

A part changes by records alone, and what a record speaks of that this viewer never saw is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from .records import Record


class Fold:
    """A part of a situation. ``STEPS``: kind of record -> the method that takes it in."""

    __slots__ = ()
    STEPS: ClassVar[Mapping[type[Record], Callable[[Any, Any], None]]] = {}

    def apply(self, record: Record) -> None:
        """Take one record in; kinds that do not concern this part are passed over."""
        step = self.STEPS.get(type(record))
        if step is not None:
            step(self, record)


def change(items: dict[str, Any], key: str, **changes: Any) -> None:
    """Put a changed copy of the frozen item in its place, if there is such an item."""
    item = items.get(key)
    if item is not None:
        items[key] = replace(item, **changes)
