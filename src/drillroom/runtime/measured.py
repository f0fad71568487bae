"""Tells the records that were measured behind the close of a drill from those of the drill itself.

A log is finished when the last of them is there; anything shorter is a beginning that can still be completed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drillroom.log.records import BaselineMeasured, Entry, ExposureMeasured

_KINDS = (BaselineMeasured, ExposureMeasured)


def apart(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """(records of the drill, measured records), each in their order."""
    world: list[Entry] = []
    measured: list[Entry] = []
    for entry in entries:
        (measured if isinstance(entry.record, _KINDS) else world).append(entry)
    return world, measured


def is_finished(entries: Sequence[Entry]) -> bool:
    """Has everything been measured? The exposure is what comes last."""
    return any(isinstance(entry.record, ExposureMeasured) for entry in entries)
