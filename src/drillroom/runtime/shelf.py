"""What a person finds when they come in: scenarios to play, drills that were left, drills that came to their end.

Cheap enough to be put together behind the first frame; whatever cannot be read hides nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from drillroom.engine import ENGINE
from drillroom.errors import UnusableFile
from drillroom.scenario.format import Scenario
from drillroom.storage.glance import Glance, glance
from drillroom.storage.library import FIRST_SCENARIO, Found, Place, scenarios
from drillroom.storage.logs import newest_logs
from drillroom.storage.results import Result, Results, read_results

from .books import Book, read_book
from .clock import Clock, WallClock

MOST_UNFINISHED = 10
MOST_FINISHED = 5
_MOST_LOGS = 200
"""So many of the newest logs are looked at."""

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """A scenario on the shelf, with the best results in its whole and its short form.

    ``book`` is None for one that cannot be used; ``problem`` says why.
    """

    id: str
    file: Path
    book: Book | None
    best: Result | None = None
    best_short: Result | None = None
    problem: str = ""

    @property
    def title(self) -> Texts:
        """Language -> title; the id where the scenario cannot be read."""
        return {"und": self.id} if self.book is None else self.book.scenario.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A drill that was left. ``now``: the drill second its clock stands at; ``ago``: seconds since it was played."""

    path: Path
    title: Texts
    now: int
    ago: float
    is_short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A drill that came to its end, with its marks; ``ago``: seconds since."""

    path: Path
    title: Texts
    result: Result
    ago: float


@dataclass(frozen=True, slots=True)
class Shelf:
    """``is_new``: nobody has finished a drill here. ``trouble``: why earlier results cannot be read."""

    spines: tuple[Spine, ...]
    unfinished: tuple[Unfinished, ...]
    finished: tuple[Finished, ...]
    is_new: bool
    trouble: str = ""

    @property
    def first(self) -> Spine | None:
        """The scenario that a new person is shown: the first drill, or the easiest one there is."""
        books = [(spine, spine.book) for spine in self.spines if spine.book is not None]
        ranked = sorted(books, key=lambda pair: (pair[0].id != FIRST_SCENARIO, pair[1].scenario.difficulty, pair[0].id))
        return ranked[0][0] if ranked else None


def shelf(
    places: Iterable[Place], drills: Path, results: Results | None = None, *, clock: Clock | None = None
) -> Shelf:
    """The shelf of these places and of the folder of logs ``drills``. Raises nothing for what cannot be read."""
    wall = (clock or WallClock()).wall()
    if results is None:
        results = read_results(drills)
    spines = tuple(_spine(found, results) for found in scenarios(places))
    titles = {spine.id: spine.title for spine in spines}
    return Shelf(
        spines=spines,
        unfinished=tuple(_unfinished(drills, wall)),
        finished=tuple(_finished(drills, results, titles, wall)),
        is_new=not results.finished,
        trouble=results.problem.message if results.problem is not None else "",
    )


# ------------------------------------------------------------------ scenarios


def _spine(found: Found, results: Results) -> Spine:
    try:
        book = read_book(found)
    except UnusableFile as error:
        problem = str(error.problems[0]) if error.problems else error.message
        return Spine(id=found.id, file=found.file, book=None, problem=problem)
    key = book.scenario.id
    best, best_short = results.best(key), results.best(key, is_short=True)
    return Spine(id=found.id, file=found.file, book=book, best=best, best_short=best_short)


def minutes(scenario: Scenario) -> int:
    """How long the whole drill takes at a desk."""
    return _minutes(scenario.length.solo)


def short_minutes(scenario: Scenario) -> int | None:
    """How long the short form takes, None where the scenario has none."""
    if scenario.short is None:
        return None
    return minutes(scenario) if scenario.length.short is None else _minutes(scenario.length.short)


def _minutes(seconds: int) -> int:
    return max(1, round(seconds / 60))


# ------------------------------------------------------------------ drills


def _glances(drills: Path) -> Iterator[Glance]:
    """The logs that can be read, the last written first."""
    try:
        paths = newest_logs(drills)
    except OSError:
        return
    for path in paths[:_MOST_LOGS]:
        try:
            yield glance(path)
        except UnusableFile:
            # Killed while it was born, or none of ours: it must not stand before the one that is meant.
            continue


def _unfinished(drills: Path, wall: float) -> Iterator[Unfinished]:
    count = 0
    for it in _glances(drills):
        if not it.is_live or it.is_finished or not it.is_begun or it.engine != ENGINE:
            continue
        yield Unfinished(path=it.path, title=it.title, now=it.now, ago=max(0.0, wall - it.played), is_short=it.is_short)
        count += 1
        if count == MOST_UNFINISHED:
            return


def _finished(drills: Path, results: Results, titles: Mapping[str, Texts], wall: float) -> Iterator[Finished]:
    newest = sorted(results.kept, key=lambda it: it.ended, reverse=True)
    # A result names its log by file name alone; one that is gone, or that names a place, has no debrief to look at.
    there = [it for it in newest if Path(it.log).name == it.log and (drills / it.log).is_file()]
    for it in there[:MOST_FINISHED]:
        title = titles.get(it.scenario, {"und": it.scenario})
        yield Finished(path=drills / it.log, title=title, result=it, ago=max(0.0, wall - it.ended))
