"""Collects everything wrong in one file, so that an author sees it all at once.

Problems come out sorted by place, each once, and never more than ``LIMIT`` of them.
"""

from __future__ import annotations

import difflib
import re
import reprlib
from collections.abc import Iterable
from typing import Any

from drillroom.errors import Problem, UnusableFile

LIMIT = 100
_REPR = reprlib.Repr()
_REPR.maxstring = _REPR.maxother = 80
_REPR.maxlist = _REPR.maxdict = 4
_REPR.maxlevel = 3
_WORD = re.compile(r"[\w.-]{1,80}")

Loc = tuple[str | int, ...]
Place = tuple[int, int]


class Problems:
    """The problems of one file. Gather with ``add``, end with ``raise_errors``."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[Problem, None] = {}

    def add(self, place: Place, path: str, message: str, hint: str = "", *, level: str = "error") -> None:
        """``place`` is (line, column) from 1, or (0, 0) for the whole file."""
        line, col = place
        self._found[Problem(self.file, line, col, path, message, hint, level)] = None

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add problems that were found elsewhere in the same file."""
        self._found.update(dict.fromkeys(problems))

    def sorted(self) -> list[Problem]:
        """At most ``LIMIT`` problems by place, then one line that counts the rest."""
        found = sorted(self._found, key=lambda problem: (problem.line, problem.col))
        if len(found) <= LIMIT:
            return found
        return [*found[:LIMIT], Problem(self.file, 0, 0, "", f"and {len(found) - LIMIT} more problems")]

    @property
    def has_errors(self) -> bool:
        return any(problem.level == "error" for problem in self._found)

    def raise_errors(self) -> None:
        """Raise ``UnusableFile`` with everything found, if anything of it is an error."""
        if self.has_errors:
            raise UnusableFile(problem for problem in self.sorted() if problem.level == "error")


def show(value: Any) -> str:
    """``value`` by ``!r``, cut short; control and invisible characters come out escaped."""
    return _REPR.repr(value)


def near(word: object, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """``did you mean 'text'?`` when one of ``known`` looks like ``word``, else an empty string."""
    if not isinstance(word, str):
        return ""
    by_fold = {name.lower().replace("-", "_"): name for name in known}
    match = difflib.get_close_matches(word[:80].lower().replace("-", "_"), by_fold, n=1, cutoff=cutoff)
    return f"did you mean {by_fold[match[0]]!r}?" if match else ""


def options(known: Iterable[str], limit: int = 12) -> str:
    """``one of a, b, c`` for a hint; long lists are cut."""
    names = list(known)
    if not names:
        return "there is none to name"
    if len(names) == 1:
        return names[0]
    rest = f", and {len(names) - limit} more" if len(names) > limit else ""
    return f"one of {', '.join(names[:limit])}{rest}"


def dotted(steps: Iterable[str | int]) -> str:
    """A path for people: ``injects.reporter.text``; odd keys come out by ``!r`` so that they cannot break the line."""
    return ".".join(str(step) if isinstance(step, int) or _WORD.fullmatch(step) else show(step) for step in steps)
