"""What the drills of a folder came to: every finished one with its marks, and the best of each scenario.

A result that was kept is on disk whole; a file that cannot be read is put aside, never overwritten.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from threading import Event
from typing import Any

from drillroom.errors import DrillroomError, Problem, UnusableFile

from .inputs import TEXT_LIMIT, read_file
from .outputs import free_path, write_file
from .whole import OWN

FILE = "results.json"
MARK = "drillroom-results"
FORMAT = 0
_LOCK = ".results.lock"
_LIMIT = 16 * TEXT_LIMIT
_TRIES, _REST = 100, 0.02
"""So often, and so many seconds apart, one waits for another process that is writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one drill came to. Points 0..100, None where nothing was measured; ``ended`` is Unix time.

    ``is_short``: the short form of the scenario, which is not compared with the whole one. ``log`` is a file name.
    """

    scenario: str
    is_short: bool
    total: float | None
    process: float | None
    outcome: float | None
    rating: str | None
    log: str
    ended: float


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a folder, the oldest first. ``problem`` says why older ones could not be read."""

    kept: tuple[Result, ...] = ()
    problem: UnusableFile | None = None

    @property
    def finished(self) -> int:
        """How many drills came to their end."""
        return len(self.kept)

    def best(self, scenario: str, *, is_short: bool = False) -> Result | None:
        """The highest total of a scenario, the first one to reach it; None where no drill of it has a total."""
        marked = [it for it in self.kept if (it.scenario, it.is_short) == (scenario, is_short)]
        return max((it for it in marked if it.total is not None), key=lambda it: it.total or 0.0, default=None)

    def without(self, log: str) -> Results:
        """All but the result of this log."""
        return replace(self, kept=tuple(it for it in self.kept if it.log != log))


# ------------------------------------------------------------------ reading


def read_results(folder: Path) -> Results:
    """The results in ``folder``: none where there is no file, and none but a ``problem`` where it cannot be read."""
    path = folder / FILE
    if not path.exists():
        return Results()
    try:
        return Results(_read(read_file(path, limit=_LIMIT), path))
    except UnusableFile as error:
        return Results(problem=error)


def _read(raw: bytes, path: Path) -> tuple[Result, ...]:
    try:
        tree = json.loads(raw, parse_constant=_refuse)
        if type(tree[MARK]) is not int or tree[MARK] != FORMAT:
            raise ValueError(f"format {tree[MARK]!r:.40} is not {FORMAT}")
        return tuple(_result(one) for one in tree["results"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"the results of earlier drills cannot be read ({type(error).__name__}: {error})"
        hint = "the logs still hold every drill; mend this file or move it away"
        raise UnusableFile([Problem(str(path), 0, 0, "", message, hint)], hint=hint) from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON number")


def _result(one: Mapping[str, Any]) -> Result:
    """A result of the file; unknown fields are left out. Raises KeyError or ValueError for a wrong one."""
    values = {f.name: one[f.name] for f in fields(Result)}
    wrong = [name for name, value in values.items() if not _KINDS[name](value)]
    if wrong:
        raise ValueError(f"{wrong[0]} is {values[wrong[0]]!r:.40}")
    return Result(**values)


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and math.isfinite(float(str(value)))


def _is_points(value: object) -> bool:
    return value is None or _is_number(value)


def _is_word(value: object) -> bool:
    return isinstance(value, str)


_KINDS = {
    "scenario": _is_word,
    "is_short": lambda value: isinstance(value, bool),
    "total": _is_points,
    "process": _is_points,
    "outcome": _is_points,
    "rating": lambda value: value is None or isinstance(value, str),
    "log": _is_word,
    "ended": _is_number,
}


# ------------------------------------------------------------------ keeping


def keep_result(folder: Path, result: Result) -> Results:
    """Write ``result`` among the others of ``folder``, in the place of an earlier one of the same log; gives them all.

    A file that cannot be read is renamed first, and ``problem`` of what is given says so. Raises DrillroomError where
    the folder cannot be written.
    """
    with _alone(folder):
        found = read_results(folder)
        if found.problem is not None:
            found = Results(problem=_put_aside(folder, found.problem))
        kept = (*found.without(result.log).kept, result)
        tree = {MARK: FORMAT, "results": [asdict(it) for it in kept]}
        # A result tells of a person, as the words beside a log do.
        write_file(folder / FILE, json.dumps(tree, ensure_ascii=False, indent=1, allow_nan=False) + "\n", mode=OWN)
        return replace(found, kept=kept)


def _put_aside(folder: Path, problem: UnusableFile) -> UnusableFile:
    aside = free_path(folder, "results-unreadable", "json")
    try:
        os.rename(folder / FILE, aside)
    except OSError as error:
        raise _cannot(folder / FILE, error) from error
    return UnusableFile(problem.problems, hint=f"the file is kept as {str(aside)!r}; results are counted anew")


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else keeps a result in this folder meanwhile."""
    lock = folder / _LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _take(lock)
    except OSError as error:
        raise _cannot(lock, error) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.unlink()


def _take(lock: Path) -> None:
    """Claim the lock. One that nobody gave back for two seconds was left by a process that died with it."""
    clock, stood, tries = Event(), None, 0
    while (refused := _refusal(lock)) is not None:
        stands = _stands_since(lock)
        tries = tries + 1 if stands == stood else 0
        if tries == _TRIES and stands is None:
            raise refused
        if tries == _TRIES:
            with contextlib.suppress(FileNotFoundError):
                lock.unlink()
        stood = stands
        clock.wait(_REST)


def _refusal(lock: Path) -> OSError | None:
    """Why the lock cannot be claimed now; None: it is ours."""
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError as error:
        return error
    except PermissionError as error:
        # Windows says this also of a name that is just being removed.
        if os.name == "posix":
            raise
        return error
    return None


def _stands_since(lock: Path) -> int | None:
    try:
        return lock.stat().st_mtime_ns
    except OSError:
        return None


def _cannot(path: Path, error: OSError) -> DrillroomError:
    return DrillroomError(
        f"cannot write {str(path)!r}: {error.strerror or error}", hint="is the disk full or read-only?"
    )
