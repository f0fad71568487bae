"""Asks of a log what each move was worth, on a pool of workers.

Only a drill that came to its end, under this version's engine, is asked about; the log is never changed by it.
"""

from __future__ import annotations

from drillroom.analysis.baselines import Rerun, exposure
from drillroom.analysis.whatif import WhatIf
from drillroom.analysis.whatif_runs import OnRow, OnTrial, look_into
from drillroom.errors import ActionRejected, DrillroomError
from drillroom.log.chain import Log
from drillroom.log.records import ExposureMeasured

from .measured import apart, is_closed
from .opening import drill_of
from .pool import Pool
from .rerun import first_difference, play_again


def check_whatif(log: Log, *, file: str) -> None:
    """Raises DrillroomError for a drill that did not end, that another engine played, or whose commands give another
    world when they are played again; UnusableFile for a header that this version cannot play."""
    drill = drill_of(log.header, file=file)
    if not is_closed(log.entries):
        raise DrillroomError(
            f"the drill in {file!r} did not come to its end, so there is nothing to compare with",
            hint="drillroom resume goes on with it",
        )
    world, _ = apart(log.entries)
    try:
        difference = first_difference(world, play_again(drill, world, until=drill.ends), tolerant=True)
    except ActionRejected as refusal:
        raise _otherwise(file, f"a command is refused: {refusal.message}") from refusal
    if difference is not None:
        raise _otherwise(file, str(difference))


def _otherwise(file: str, what: str) -> DrillroomError:
    """With moves that do not give what the log says, nothing can be said about others."""
    return DrillroomError(f"{file!r} comes out otherwise when it is played again: {what}", hint="see drillroom verify")


def what_if(log: Log, pool: Pool, *, seeds: int, on_trial: OnTrial, on_row: OnRow) -> WhatIf:
    """What each move in a log that ``check_whatif`` let pass was worth; takes seconds."""
    world, measured = apart(log.entries)
    shown = next((it.record for it in measured if isinstance(it.record, ExposureMeasured)), None)
    known = shown or exposure(Rerun(log.header))
    return look_into(
        log.header,
        world,
        lambda tasks, together: pool.results(log.header, known, tasks, batch=together),
        seeds=seeds,
        on_trial=on_trial,
        on_row=on_row,
    )
