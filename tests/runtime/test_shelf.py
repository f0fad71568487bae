"""What stands on the shelf of a person who comes in."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from drillroom.engine.drill import Drill
from drillroom.errors import UnusableFile
from drillroom.log.records import ClockMarked, Entry
from drillroom.runtime.clock import StillClock
from drillroom.runtime.measured import is_finished, missing_baselines
from drillroom.runtime.opening import drill_of
from drillroom.runtime.shelf import MOST_UNFINISHED, Shelf, minutes, shelf
from drillroom.storage.glance import glance
from drillroom.storage.library import Place
from drillroom.storage.logs import LogFile, read_log, write_log
from drillroom.storage.results import Result, keep_result
from toy import SOURCE, toy, toy_header


@pytest.fixture
def places(tmp_path: Path) -> tuple[Place, ...]:
    """The toy and a broken scenario beside it."""
    for name, content in {"toy": SOURCE.read_bytes(), "broken": b"drillroom: 0\nid: broken\n"}.items():
        folder = tmp_path / "scenarios" / name
        folder.mkdir(parents=True)
        (folder / "scenario.yaml").write_bytes(content)
    return (Place(tmp_path / "scenarios", "given"),)


@pytest.fixture
def drills(tmp_path: Path) -> Path:
    """An empty folder of logs."""
    (tmp_path / "drills").mkdir()
    return tmp_path / "drills"


def stopped(drills: Path, at: int = 600, *, seed: int = 5, wall: float = 1000.0) -> Path:
    """A log of a drill that was left at ``at``, written at ``wall``."""
    header = toy_header(seed=seed)
    drill: Drill = drill_of(header)
    drill.advance_to(at)
    with LogFile.create_in(drills, header) as journal:
        journal.append(drill.events(), [ClockMarked(wall=wall, now=at)])
    os.utime(journal.path, (wall, wall))
    return journal.path


def finished(drills: Path) -> Path:
    """A log of a drill that came to its end and was measured."""
    header = toy_header(seed=6)
    drill = drill_of(header)
    drill.advance_to(toy().ends)
    with LogFile.create_in(drills, header) as journal:
        entries: list[Entry] = drill.events()
        journal.append(entries)
        journal.append(missing_baselines(header, entries))
    return journal.path


def result(log: Path, total: float = 61.0) -> Result:
    """What that drill came to."""
    return Result(
        scenario="toy", is_short=False, total=total, process=60.0, outcome=62.0, rating="S", log=log.name, ended=900.0
    )


def stand(places: tuple[Place, ...], drills: Path) -> Shelf:
    """The shelf at wall time 2000."""
    return shelf(places, drills, clock=StillClock(2000.0))


def test_an_empty_home_is_new(places: tuple[Place, ...], drills: Path) -> None:
    """Also one whose folder of logs is not there yet."""
    for folder in (drills, drills / "none"):
        found = stand(places, folder)
        assert found.is_new
        assert not found.unfinished
        assert not found.finished


def test_a_broken_scenario_is_listed_with_its_first_problem(places: tuple[Place, ...], drills: Path) -> None:
    """It hides no other, and nobody is sent to it."""
    found = stand(places, drills)
    broken, good = found.spines
    assert (broken.id, broken.book) == ("broken", None)
    assert "scenario.yaml" in broken.problem
    assert good.book is not None
    assert minutes(good.book.scenario) == 5
    assert found.first == good


def test_a_drill_that_was_left_tells_where_its_clock_stands(places: tuple[Place, ...], drills: Path) -> None:
    """The mark of the clock counts where it is later than the last record."""
    path = stopped(drills, at=600)
    (left,) = stand(places, drills).unfinished
    assert (left.path, left.now, left.ago) == (path, 600, 1000.0)
    assert left.title["en"] == "A toy"


def test_the_newest_come_first_and_not_too_many(places: tuple[Place, ...], drills: Path) -> None:
    """A folder full of tries does not become the whole list."""
    paths = [stopped(drills, seed=seed, wall=100.0 + seed) for seed in range(MOST_UNFINISHED + 3)]
    found = [left.path for left in stand(places, drills).unfinished]
    assert found == paths[::-1][:MOST_UNFINISHED]


def test_what_cannot_be_gone_on_with_is_passed_over(places: tuple[Place, ...], drills: Path) -> None:
    """Finished, played by a playbook, of another engine, never begun, torn in its header, none of ours."""
    done = finished(drills)
    header = toy_header(seed=7)
    entries = drill_of(header).events()
    write_log(drills / "playbook.jsonl", replace(header, playbook="model"), entries)
    LogFile.create(drills / "engine.jsonl", replace(header, engine=99)).close()
    LogFile.create(drills / "empty.jsonl", header).close()
    (drills / "torn.jsonl").write_bytes(done.read_bytes()[:2000])
    (drills / "foreign.jsonl").write_bytes(b'{"a": 1}\n\xff\xfe\n')
    (drills / "list.jsonl").write_bytes(b"[" * 5000)
    (drills / "none.jsonl").write_bytes(b"")
    assert stand(places, drills).unfinished == ()
    left = stopped(drills)
    assert [it.path for it in stand(places, drills).unfinished] == [left]


def test_a_torn_last_line_hides_no_drill(places: tuple[Place, ...], drills: Path) -> None:
    """It was killed while it wrote: just the drill one wants to go on with."""
    path = stopped(drills)
    path.write_bytes(path.read_bytes()[:-9])
    assert [it.path for it in stand(places, drills).unfinished] == [path]


def test_a_finished_drill_is_on_the_shelf_while_its_log_is_there(places: tuple[Place, ...], drills: Path) -> None:
    """With its marks; the person is not new any more even when the log is gone."""
    path = finished(drills)
    keep_result(drills, result(path))
    found = stand(places, drills)
    assert [(it.path, it.title["en"], it.ago) for it in found.finished] == [(path, "A toy", 1100.0)]
    assert not found.is_new
    assert found.spines[1].best == result(path)
    path.unlink()
    assert stand(places, drills).finished == ()
    assert not stand(places, drills).is_new


def test_a_result_leads_to_no_file_elsewhere(places: tuple[Place, ...], drills: Path) -> None:
    """A file name with a way in it is none."""
    outside = drills.parent / "x.jsonl"
    outside.write_bytes(b"x")
    keep_result(drills, replace(result(outside), log="../x.jsonl"))
    assert stand(places, drills).finished == ()


def test_results_that_cannot_be_read_are_told(places: tuple[Place, ...], drills: Path) -> None:
    """And hide nothing else."""
    (drills / "results.json").write_bytes(b"{")
    found = stand(places, drills)
    assert "cannot be read" in found.trouble
    assert found.first is not None


@pytest.fixture(params=[600, 20_000, None])
def log(request: pytest.FixtureRequest, drills: Path) -> Path:
    """A drill left early, left late, finished."""
    return finished(drills) if request.param is None else stopped(drills, request.param)


def test_a_glance_sees_what_reading_all_of_it_tells(log: Path) -> None:
    """Whether it came to its end, and where its clock stands."""
    whole, seen = read_log(log), glance(log)
    assert seen.is_finished == is_finished(whole.entries)
    assert seen.now == max(
        [entry.record.at for entry in whole.entries]
        + [entry.record.now for entry in whole.session if isinstance(entry.record, ClockMarked)]
    )
    assert seen.is_begun
    assert seen.scenario == "toy"


def test_a_glance_at_no_log_says_so(tmp_path: Path) -> None:
    """A missing file, a folder."""
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(UnusableFile):
            glance(path)
