"""Every error drillroom raises on purpose, with the words a person needs to mend it.

A message says what is wrong, with the offending value and its place; a hint says what to do next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class DrillroomError(Exception):
    """Root of all deliberate errors. ``hint`` tells the reader what to do about it."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ActionRejected(DrillroomError):
    """The engine refuses a command at this moment. Nothing has changed.

    ``reason`` is a stable word (``already``, ``not_delivered``, ``nothing_to``, ``no_such``, ``too_late``,
    ``not_now``, ``bad_argument``) that screens translate and options consult.
    """

    def __init__(self, message: str, *, reason: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file. ``line`` and ``col`` count from 1; 0 means the whole file."""

    file: str
    line: int
    col: int
    path: str
    message: str
    hint: str = ""
    level: str = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.col}" if self.line else self.file
        where = f"{self.path}: " if self.path else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {where}{self.message}{hint}"


class UnusableFile(DrillroomError):
    """A scenario, playbook, doctrine or log that cannot be used, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem], *, hint: str = "") -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems), hint=hint)
