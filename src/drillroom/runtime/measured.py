"""Tells the records that were measured behind the close of a drill from those of the drill itself.

A log is finished when the last of them is there; anything shorter is a beginning that can still be completed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drillroom.analysis.baselines import measure
from drillroom.log.header import Header
from drillroom.log.records import BaselineMeasured, DrillClosed, Entry, ExposureMeasured

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


def is_closed(entries: Sequence[Entry]) -> bool:
    """Did the drill come to its end?"""
    world, _ = apart(entries)
    return bool(world) and isinstance(world[-1].record, DrillClosed)


def missing_baselines(header: Header, entries: Sequence[Entry]) -> list[Entry]:
    """The measured records that the log of a closed drill lacks; none for a drill that is not closed. Takes seconds."""
    if is_finished(entries) or not is_closed(entries):
        return []
    world, measured = apart(entries)
    return measure(header, after=world[-1].seq)[len(measured) :]
