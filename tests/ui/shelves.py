"""Shelves to look at: of a person who is new here, and of one who has played."""

from __future__ import annotations

from pathlib import Path

from scene import book_of

from drillroom.runtime.shelf import Finished, Shelf, Spine, Unfinished
from drillroom.scenario.format import Scenario
from drillroom.storage.results import Result

PROBLEM = "mine/scenario.yaml:12:3: people.boss: unknown field 'nmae'; did you mean 'name'?"


def result(total: float = 74.2) -> Result:
    """What one drill came to."""
    return Result(
        scenario="open-back-door", is_short=False, total=total, process=70.0, outcome=80.0, rating="S",
        log="open-back-door-7.jsonl", ended=0.0,
    )  # fmt: skip


def new_shelf(scenario: Scenario | None = None) -> Shelf:
    """Nobody has played here."""
    book = book_of(scenario=scenario)
    return Shelf((Spine(id=book.scenario.id, file=book.found.file, book=book),), (), (), is_new=True)


def used_shelf(scenario: Scenario | None = None) -> Shelf:
    """Two drills were left, one was finished, and there is a broken scenario."""
    book = book_of(scenario=scenario)
    title = book.scenario.title
    spines = (
        Spine(id=book.scenario.id, file=book.found.file, book=book, best=result()),
        Spine(id="my-crisis", file=Path("mine/scenario.yaml"), book=None, problem=PROBLEM),
    )
    unfinished = (
        Unfinished(path=Path("newest.jsonl"), title=title, now=9400, ago=10_000.0, is_short=False),
        Unfinished(path=Path("older.jsonl"), title=title, now=-9400, ago=200_000.0, is_short=True),
    )
    finished = (Finished(path=Path("done.jsonl"), title=title, result=result(), ago=90_000.0),)
    return Shelf(spines, unfinished, finished, is_new=False)
