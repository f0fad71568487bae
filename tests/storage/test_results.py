"""What the drills of a folder came to."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillroom.errors import DrillroomError
from drillroom.storage.results import FILE, Result, Results, keep_result, read_results

ONE = Result(
    scenario="toy", is_short=False, total=61.0, process=70.0, outcome=47.5, rating="S", log="toy-1.jsonl", ended=1e9
)
points = st.none() | st.floats(0, 100)


def test_a_folder_without_results_has_none(tmp_path: Path) -> None:
    """Nor does one that is not there; nothing is made by looking."""
    assert read_results(tmp_path / "nowhere") == Results()
    assert read_results(tmp_path).finished == 0
    assert list(tmp_path.iterdir()) == []


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    """A folder that is not there is made; the file is plain JSON with a format number, and nobody else's to read."""
    folder = tmp_path / "drills"
    others = [replace(ONE, log=f"toy-{n}.jsonl", total=None, rating=None) for n in range(2, 5)]
    for result in (ONE, *others):
        kept = keep_result(folder, result)
    assert kept == read_results(folder) == Results((ONE, *others))
    assert kept.finished == 4
    assert json.loads((folder / FILE).read_text(encoding="utf-8"))["drillroom-results"] == 0
    assert [path.name for path in folder.iterdir()] == [FILE]
    if os.name == "posix":
        assert (folder / FILE).stat().st_mode & 0o077 == 0


def test_a_log_has_one_result(tmp_path: Path) -> None:
    """Scored again, it takes the place of its earlier result."""
    keep_result(tmp_path, ONE)
    assert keep_result(tmp_path, replace(ONE, total=10.0)).kept == (replace(ONE, total=10.0),)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans(), points), max_size=12), st.sampled_from("ab"))
def test_the_best_is_the_highest_total_of_the_same_scenario_and_form(
    drills: list[tuple[str, bool, float | None]], wish: str
) -> None:
    """A drill without a total is never the best, and the short form does not compete with the whole one."""
    kept = tuple(
        replace(ONE, scenario=name, is_short=short, total=total, log=f"{n}.jsonl")
        for n, (name, short, total) in enumerate(drills)
    )
    totals = [it.total for it in kept if it.scenario == wish and not it.is_short and it.total is not None]
    best = Results(kept).best(wish)
    assert (best.total if best else None) == max(totals, default=None)
    assert best is None or (best.scenario, best.is_short) == (wish, False)


def test_the_first_of_equals_stays_the_best(tmp_path: Path) -> None:
    """A record is broken by more, not by as much."""
    keep_result(tmp_path, ONE)
    assert keep_result(tmp_path, replace(ONE, log="toy-2.jsonl")).best("toy") == ONE


BROKEN = (
    b"",
    b"{",
    b"\xff",
    b"[]",
    b"{}",
    b"null",
    b'{"drillroom-results": 1, "results": []}',
    b'{"drillroom-results": true, "results": []}',
    b'{"drillroom-results": 0, "results": [{}]}',
    b'{"drillroom-results": 0, "results": 3}',
    json.dumps({"drillroom-results": 0, "results": [{**ONE.__class__.__annotations__}]}).encode(),
    b'{"drillroom-results": 0, "results": [' + b"[" * 100_000,
    b'{"drillroom-results": 0, "results": [NaN]}',
)


@pytest.mark.parametrize("raw", BROKEN)
def test_a_broken_file_is_told_and_put_aside_unchanged(raw: bytes, tmp_path: Path) -> None:
    """Reading gives no results and the reason; keeping one goes on beside the old file, whose bytes stay."""
    (tmp_path / FILE).write_bytes(raw)
    found = read_results(tmp_path)
    assert found.kept == ()
    assert found.problem is not None
    assert FILE in found.problem.message
    kept = keep_result(tmp_path, ONE)
    assert kept.kept == (ONE,)
    assert kept.problem is not None
    assert "results-unreadable.json" in kept.problem.hint
    assert (tmp_path / "results-unreadable.json").read_bytes() == raw
    assert read_results(tmp_path) == Results((ONE,))


@pytest.mark.parametrize("field", [{"total": "61"}, {"log": 3}, {"ended": 1e999}, {"is_short": 0}, {"rating": 1}])
def test_a_result_that_is_none_is_told(field: dict[str, object], tmp_path: Path) -> None:
    """What stands in the file must be what it is said to be."""
    tree = {"drillroom-results": 0, "results": [{**vars_of(ONE), **field}]}
    (tmp_path / FILE).write_text(json.dumps(tree).replace("Infinity", "1e999"), encoding="utf-8")
    problem = read_results(tmp_path).problem
    assert problem is not None
    assert "cannot be read" in problem.message


def vars_of(result: Result) -> dict[str, object]:
    """Its fields."""
    return {name: getattr(result, name) for name in Result.__dataclass_fields__}


def test_further_fields_are_passed_over(tmp_path: Path) -> None:
    """A file of a later version is read as far as we know it."""
    tree = {"drillroom-results": 0, "results": [{**vars_of(ONE), "later": 1}], "more": {}}
    (tmp_path / FILE).write_text(json.dumps(tree), encoding="utf-8")
    assert read_results(tmp_path).kept == (ONE,)


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each result is there in the end, whoever wrote meanwhile."""
    logs = [f"toy-{n}.jsonl" for n in range(24)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda log: keep_result(tmp_path, replace(ONE, log=log)), logs))
    assert sorted(it.log for it in read_results(tmp_path).kept) == sorted(logs)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    """A kill while a result was kept does not stop all later ones."""
    (tmp_path / ".results.lock").touch()
    assert keep_result(tmp_path, ONE).kept == (ONE,)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_folder_that_cannot_be_written_is_an_error_with_a_hint(tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "file").touch()
    with pytest.raises(DrillroomError, match="cannot write") as caught:
        keep_result(tmp_path / "file", ONE)
    assert caught.value.hint
