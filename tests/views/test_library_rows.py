"""The library in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from drillroom.language import speech
from drillroom.runtime.books import read_book
from drillroom.runtime.shelf import Finished, Shelf, Spine, Unfinished
from drillroom.storage.library import find, search_path
from drillroom.storage.results import Result
from drillroom.views.library import Row, first_drill, rows

PLACES = search_path(environment={})


def spine(name: str = "open-back-door", **more: object) -> Spine:
    """The shipped crisis on the shelf."""
    book = read_book(find("open-back-door", PLACES))
    return replace(Spine(id=name, file=book.found.file, book=book), **more)  # type: ignore[arg-type]


def left(name: str, now: int = 0, ago: float = 7200.0) -> Unfinished:
    """A drill that was left."""
    return Unfinished(path=Path(name), title={"en": name.title()}, now=now, ago=ago, is_short=False)


def result(total: float | None = 61.4) -> Result:
    """What a drill came to."""
    return Result(
        scenario="open-back-door", is_short=False, total=total, process=60.0, outcome=62.0, rating="S",
        log="x", ended=0.0,
    )  # fmt: skip


def titles(shelf: Shelf, kind: str) -> list[str]:
    """The titles of the rows of this kind."""
    return [row.title for row in rows(shelf, speech("en")) if row.kind == kind]


def test_only_somebody_new_who_left_nothing_is_offered_one_thing() -> None:
    """Others have a list."""
    shelf = Shelf((spine(),), (), (), is_new=True)
    first = first_drill(shelf)
    assert first is not None
    assert first.spine.id == "open-back-door"
    assert (first.minutes, first.is_short) == (12, True)
    assert first_drill(replace(shelf, is_new=False)) is None
    assert first_drill(replace(shelf, unfinished=(left("a"),))) is None
    assert first_drill(replace(shelf, spines=())) is None
    assert first_drill(replace(shelf, spines=(Spine(id="x", file=Path("x"), book=None, problem="no"),))) is None


def test_the_drill_left_last_stands_first_and_older_ones_last() -> None:
    """Somebody comes back for the one they were in."""
    found = rows(Shelf((spine(),), (left("new"), left("old"), left("oldest")), (), is_new=False), speech("en"))
    assert [row.kind for row in found[:2]] == ["heading", "resume"]
    assert [row.path for row in found if row.kind == "resume"] == [Path("new"), Path("old"), Path("oldest")]
    assert [row.kind for row in found[-3:]] == ["heading", "resume", "resume"]


@pytest.mark.parametrize(
    ("now", "note"),
    [(9420, "stopped 2 h 37 min after the alert · 2 h ago"), (-60, "stopped before the alert · 2 h ago")],
)
def test_a_drill_that_was_left_says_how_far_it_was(now: int, note: str) -> None:
    """In times of the story and of the desk."""
    (row,) = [it for it in rows(Shelf((), (left("a", now),), (), is_new=False), speech("en")) if it.kind == "resume"]
    assert row.note == note


def test_the_drill_finished_last_is_offered_again_among_others() -> None:
    """Where it is the only scenario there is, its own row is enough."""
    done = Finished(path=Path("x"), title={"en": "T"}, result=result(), ago=0.0)
    one = Shelf((spine(),), (), (done,), is_new=False)
    assert "Play again" not in titles(one, "heading")
    assert titles(replace(one, spines=(spine(), spine("other"))), "heading")[0] == "Play again"


@pytest.mark.parametrize(("total", "said"), [(61.4, "best result 61"), (None, "")])
def test_the_best_result_is_told_where_there_is_one(total: float | None, said: str) -> None:
    """A drill without marks is no best result."""
    shelf = Shelf((spine(best=result(total)),), (), (), is_new=False)
    short, row = [it for it in rows(shelf, speech("en")) if it.kind == "begin"]
    assert (short.is_short, row.is_short) == (True, False)
    assert "best result" not in short.note
    assert ("best result" in row.note) == bool(said)
    assert said in row.note


def test_what_cannot_be_used_is_there_with_its_problem() -> None:
    """And Enter does nothing on it."""
    broken = Spine(id="mine", file=Path("mine.yaml"), book=None, problem="mine.yaml:3:1: no title")
    (row,) = [it for it in rows(Shelf((broken,), (), (), is_new=True), speech("en")) if it.kind == "broken"]
    assert not row.can_be_picked
    assert row.note == "mine.yaml:3:1: no title"
    assert "mine.yaml" in row.about[-1]


@pytest.mark.parametrize("kind", ["heading", "resume", "begin", "review", "broken"])
def test_only_what_leads_somewhere_can_be_picked(kind: str) -> None:
    """Headings and broken scenarios lead nowhere."""
    row = Row(kind=kind, title="x")  # type: ignore[arg-type]
    assert row.can_be_picked == (kind in ("resume", "begin", "review"))
