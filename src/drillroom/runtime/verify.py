"""Checks a log: is it as it was written, and does playing its commands again give the same world?

The answer is a value with the first fault in it; nothing is mended.
"""

from __future__ import annotations

from dataclasses import dataclass

from drillroom.analysis.baselines import measure
from drillroom.engine import ENGINE
from drillroom.errors import ActionRejected, Problem
from drillroom.log.chain import Log, read
from drillroom.log.records import ClockMarked

from .measured import apart, is_finished
from .opening import drill_of
from .rerun import first_difference, play_again


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. ``replayed`` False: another engine wrote the log, so only its chain was checked."""

    log: Log
    faults: tuple[Problem, ...]
    replayed: bool

    @property
    def holds(self) -> bool:
        """Nothing wrong was found."""
        return not self.faults


def verify(data: bytes, *, file: str, tolerant: bool = False) -> Verification:
    """Check the log in ``data``. Raises UnusableFile where it is no log of ours at all."""
    log = read(data, file=file)
    faults = list(log.faults)
    if log.torn:
        line = data.count(b"\n") + 1
        hint = "its writer was interrupted; drillroom resume cuts it off and goes on"
        faults.append(Problem(file, line, 1, "", f"the last line is torn: {log.torn} bytes without an end", hint))
    if log.faults or log.header.engine != ENGINE:
        return Verification(log, tuple(faults), replayed=False)
    fault = _replay(log, data, file, tolerant=tolerant)
    return Verification(log, (*faults, fault) if fault else tuple(faults), replayed=True)


def _replay(log: Log, data: bytes, file: str, *, tolerant: bool) -> Problem | None:
    world, measured = apart(log.entries)
    drill = drill_of(log.header, file=file)
    try:
        played = play_again(drill, world, until=last_moment(log, start=drill.now))
    except ActionRejected as refusal:
        return Problem(file, 0, 0, "", f"a command of this log is refused when played again: {refusal.message}")
    if measured:
        played += measure(log.header, after=played[-1].seq)
    difference = first_difference([*world, *measured], played, is_prefix=not is_finished(measured), tolerant=tolerant)
    if difference is None:
        return None
    return Problem(file, line_of(data, difference.seq), 1, "", f"played again, {difference}")


def last_moment(log: Log, *, start: int) -> int:
    """The last drill second the log knows of: of its last record or its last mark of the clock, else ``start``."""
    marks = [entry.record.now for entry in log.session if isinstance(entry.record, ClockMarked)]
    ends = [entry.record.at for entry in log.entries]
    return max([*marks, *ends], default=start)


def line_of(data: bytes, seq: int) -> int:
    """The line, from 1, on which world record ``seq`` stands; 0 where there is none."""
    start = b'{"seq":%d,' % seq
    return next((number for number, line in enumerate(data.split(b"\n"), 1) if line.startswith(start)), 0)
