"""Goes on with an interrupted drill: its commands are given again, and what comes out must be what is on disk.

Nothing acknowledged is lost, and a log that would come out differently is refused before it is touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drillroom.analysis.baselines import measure
from drillroom.engine.drill import Drill
from drillroom.errors import DrillroomError
from drillroom.log.chain import Log
from drillroom.log.header import Header
from drillroom.log.records import CommandGiven, DraftKept, Entry
from drillroom.storage.logs import LogFile, read_log

from .clock import Clock
from .measured import apart, is_finished
from .opening import drill_of
from .rerun import first_difference, play_again
from .verify import last_moment


@dataclass(frozen=True, slots=True)
class Reopened:
    """A drill that goes on: its drill, its open log, all its records so far, and where its commands go on counting.

    ``cut`` bytes of a torn last line were dropped. ``draft``: words that were put aside and not sent.
    """

    header: Header
    drill: Drill
    journal: LogFile
    entries: tuple[Entry, ...]
    next_command: int
    cut: int
    draft: str | None = None


def reopen(path: Path, clock: Clock) -> Reopened:
    """Open the log at ``path`` to go on from its last mark.

    Raises UnusableFile for a damaged log or a header that does not fit, DrillroomError for a finished drill, another
    engine, or another outcome.
    """
    found = read_log(path)
    if found.faults:
        # The storage layer words this refusal; it has not touched anything by then.
        LogFile.resume(path, wall=clock.wall())
    if is_finished(found.entries):
        raise DrillroomError(f"the drill in {str(path)!r} is over", hint=f"see its debrief: drillroom report {path}")
    drill = drill_of(found.header, file=str(path))
    world, measured = apart(found.entries)
    played = play_again(drill, world, until=last_moment(found, start=drill.now))
    if measured:
        played += measure(found.header, after=played[-1].seq)
    difference = first_difference([*world, *measured], played, is_prefix=True)
    if difference is not None:
        raise DrillroomError(
            f"{str(path)!r} cannot go on: played again, {difference}",
            hint="drillroom verify names the line; drillroom report still reads the log",
        )
    log, journal = LogFile.resume(path, wall=clock.wall())
    journal.append(played[len(log.entries) :])
    commands = sum(isinstance(entry.record, CommandGiven) for entry in played)
    draft = _draft(log, journal)
    return Reopened(log.header, drill, journal, tuple(played), commands + 1, log.torn, draft)


def _draft(log: Log, journal: LogFile) -> str | None:
    """The words that were put aside last, unless they were sent or erased since."""
    kept = [it.record for it in log.session if isinstance(it.record, DraftKept)]
    key = kept[-1].words if kept else None
    return None if key is None else journal.people.texts.get(key)
