"""How sure the team said it was, and whether it was right: the calibration of a drill as lines of a debrief.

It stands apart from every mark; the debrief of a drill in which nothing was declared has none of it.
"""

from __future__ import annotations

from drillroom.log.records import CommandGiven, Text
from drillroom.scoring.calibration import FEWEST, Declared, calibration

from .lines import Calibration, DeclaredLine, LevelLine
from .reading import Reading


def calibration_lines(reading: Reading) -> Calibration | None:
    """What was declared against what came of it; None where nobody declared anything."""
    found = calibration(reading.log, reading.card)
    if found is None:
        return None
    commands = {it.record.id: it.record for it in reading.course.of(CommandGiven)}
    return Calibration(
        lines=tuple(_line(it, commands[it.command], reading) for it in found.declared),
        levels=tuple(LevelLine(level=it.level, count=it.count, right=it.right) for it in found.levels),
        fewest=FEWEST,
        is_enough=found.is_enough,
    )


def _line(it: Declared, command: CommandGiven, reading: Reading) -> DeclaredLine:
    return DeclaredLine(
        at=it.at,
        level=it.level,
        right=it.right,
        by=it.by,
        do=command.do,
        option=_option(command) if command.do == "decide" else None,
        evidence=reading.cited(it.evidence),
    )


def _option(command: CommandGiven) -> Text:
    decision, option = command.args.get("decision"), command.args.get("option")
    return Text(ref=f"scenario.decisions.{decision}.options.{option}.text")
