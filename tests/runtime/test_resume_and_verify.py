"""Logs: checked, played again, gone on with."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drillroom.analysis.rollout import play
from drillroom.errors import DrillroomError, UnusableFile
from drillroom.log.chain import world_digest
from drillroom.log.records import ClockMarked, CommandGiven, DrillClosed, LogResumed
from drillroom.runtime.clock import StillClock
from drillroom.runtime.driver import Driver
from drillroom.runtime.headless import run
from drillroom.runtime.measured import is_finished, missing_baselines
from drillroom.runtime.opening import drill_of
from drillroom.runtime.outlook import Outlook
from drillroom.runtime.resume import reopen
from drillroom.runtime.verify import verify
from drillroom.scenario.playbook import load_playbook
from drillroom.storage.logs import LogFile, read_log, write_log
from toy import RULES, desk, toy, toy_header

MODEL = (Path(__file__).parents[1] / "toy" / "playbooks" / "model.yaml").read_bytes()
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def model():  # type: ignore[no-untyped-def]  # the playbook's own type says it
    return load_playbook(MODEL, file="model.yaml", scenario=toy(), vocabulary=RULES.vocabulary)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of a headless run."""
    played = run(toy_header(), model())
    return write_log(tmp_path_factory.mktemp("logs") / "whole.jsonl", played.header, played.entries)


def half(path: Path) -> tuple[Path, str]:
    """A live drill that was left after three hours, and the digest it would have had at its end."""
    driver, notebook, clock = desk()
    journal = LogFile.create(path, toy_header())
    journal.append(notebook.world)
    live = Driver(drill=driver.drill, journal=journal, clock=clock, outlook=Outlook(toy(), "en"))
    for at, do in ((60, "assemble_team"), (300, "contain"), (4000, "update")):
        while live.now < at:
            live.held_before = at + 1
            clock.pass_by(0.5)
            live.tick()
        live.act(do, {})
    live.held_before = None
    while live.now < 3 * 3600:
        clock.pass_by(1)
        live.tick()
    live.mark()
    journal.close()
    before = read_log(path).entries
    return path, world_digest([*before, *_rest(live)])


def _rest(live: Driver) -> list:  # type: ignore[type-arg]  # entries
    live.drill.advance_to(live.drill.ends)
    return live.drill.events()


def test_a_headless_log_holds(whole: Path) -> None:
    """Chain, commands, world and baselines come out the same."""
    found = verify(whole.read_bytes(), file="x")
    assert found.holds
    assert found.replayed
    assert verify(whole.read_bytes(), file="x", tolerant=True).holds


def test_a_torn_line_is_told_with_its_line(whole: Path) -> None:
    """The world before it still comes out the same."""
    raw = whole.read_bytes()
    found = verify(raw[:-20], file="x")
    assert [fault.line for fault in found.faults] == [raw.count(b"\n")]
    assert "torn" in str(found.faults[0])


@few
@given(st.data())
def test_one_changed_byte_is_always_found(whole: Path, data: st.DataObject) -> None:
    """Wherever it is: the log does not hold, or is no log any more."""
    raw = bytearray(whole.read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    with contextlib.suppress(UnusableFile):
        assert not verify(bytes(raw), file="x").holds


def test_a_well_chained_lie_is_found_by_playing_again(tmp_path: Path) -> None:
    """Whoever can write a chain still cannot write another world; the line is named."""
    entries = play(drill_of(toy_header()), model())
    changed = [
        entry for entry in entries if type(entry.record).__name__ != "CommandGiven" or entry.record.do != "contain"
    ]
    renumbered = [type(entry)(number, entry.record) for number, entry in enumerate(changed)]
    path = write_log(tmp_path / "lie.jsonl", toy_header(), renumbered)
    (fault,) = verify(path.read_bytes(), file="lie").faults
    assert "played again" in fault.message
    assert fault.line > 1


def test_another_engine_is_not_re_run(whole: Path, tmp_path: Path) -> None:
    """The chain is checked, and resume refuses with a hint."""
    lines = whole.read_bytes().split(b"\n")
    header = json.loads(lines[0])
    log = read_log(whole)
    path = write_log(tmp_path / "old.jsonl", replace(log.header, engine=header["engine"] + 1), log.entries[:50])
    found = verify(path.read_bytes(), file="old")
    assert found.holds
    assert not found.replayed
    with pytest.raises(DrillroomError, match="engine") as caught:
        reopen(path, StillClock())
    assert "version" in caught.value.hint


UNFIT = {
    "company": ("scenario", {"company": None}),
    "id": ("scenario", {"id": None}),
    "ends": ("scenario", {"ends": "late"}),
    "hub_alpha": ("parameters", {"hub_alpha": None}),
    "spread_tau": ("parameters", {"spread_tau": 5}),
    "actions": ("vocabulary", {"actions": None}),
    "principles": ("doctrine", {"principles": None}),
    "playbooks.none": ("playbooks", {"none": {}}),
}


@pytest.mark.parametrize("field", UNFIT)
def test_a_header_that_does_not_fit_is_told(field: str, whole: Path, tmp_path: Path) -> None:
    """Its chain holds and its models do not: the field is named, a hint is given, and the file stays as it is."""
    log, (part, change) = read_log(whole), UNFIT[field]
    value = {name: it for name, it in {**getattr(log.header, part), **change}.items() if it is not None}
    path = write_log(tmp_path / "unfit.jsonl", replace(log.header, **{part: value}), log.entries[:20])
    before = path.read_bytes()
    for call in (lambda: verify(before, file="unfit.jsonl"), lambda: reopen(path, StillClock())):
        with pytest.raises(UnusableFile, match="does not fit this version") as caught:
            call()
        (problem,) = caught.value.problems
        assert problem.file.endswith("unfit.jsonl")
        assert field in f"{problem.path} {problem.message}"
        assert problem.hint
    assert path.read_bytes() == before


def test_a_header_that_leaves_out_the_usual_start_is_read(tmp_path: Path) -> None:
    """A field with a default may be missing."""
    scenario = {name: value for name, value in toy_header().scenario.items() if name != "starts"}
    path = write_log(tmp_path / "a.jsonl", replace(toy_header(), scenario=scenario), ())
    assert verify(path.read_bytes(), file="a").holds


def test_time_that_goes_back_in_a_log_is_told(whole: Path, tmp_path: Path) -> None:
    """A well-chained log whose commands are out of order does not hold, and that is all."""
    entries = list(read_log(whole).entries)
    number = [n for n, entry in enumerate(entries) if isinstance(entry.record, CommandGiven)][-1]
    entries[number] = replace(entries[number], record=replace(entries[number].record, at=-1000))
    path = write_log(tmp_path / "back.jsonl", read_log(whole).header, entries)
    (fault,) = verify(path.read_bytes(), file="back").faults
    assert "played again" in fault.message


def test_a_drill_goes_on_from_its_last_mark(tmp_path: Path) -> None:
    """Same seed, same commands: the world ends as it would have without the interruption."""
    path, digest = half(tmp_path / "half.jsonl")
    mark = [it.record for it in read_log(path).session if isinstance(it.record, ClockMarked)][-1]
    opened = reopen(path, StillClock(wall=5))
    assert opened.drill.now == mark.now
    assert opened.next_command == 4
    live = Driver(
        drill=opened.drill, journal=opened.journal, clock=StillClock(), outlook=Outlook(toy(), "en"), next_command=4
    )
    live.finish()
    opened.journal.close()
    log = read_log(path)
    assert log.sha256 == digest
    assert verify(path.read_bytes(), file="half").holds
    assert any(isinstance(it.record, LogResumed) for it in log.session)


@few
@given(st.data())
def test_a_log_cut_anywhere_goes_on(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Every whole line is kept, what was lost of the world is played again, and it ends the same."""
    path, digest = half(tmp_path_factory.mktemp("cut") / "cut.jsonl")
    raw = path.read_bytes()
    first = raw.index(b"\n") + 1
    cut = data.draw(st.integers(first, len(raw)))
    path.write_bytes(raw[:cut])
    kept = len(read_log(path).entries)
    opened = reopen(path, StillClock())
    assert len(opened.entries) >= kept
    commands = [it.record.do for it in opened.entries if isinstance(it.record, CommandGiven)]
    assert opened.next_command == len(commands) + 1
    opened.drill.advance_to(opened.drill.ends)
    opened.journal.append(opened.drill.events())
    opened.journal.close()
    assert verify(path.read_bytes(), file="cut").holds
    if "update" in commands:
        assert read_log(path).sha256 == digest


def test_a_finished_drill_does_not_go_on(whole: Path) -> None:
    """It says so, and where the debrief is; the file stays as it is."""
    before = whole.read_bytes()
    with pytest.raises(DrillroomError, match="is over"):
        reopen(whole, StillClock())
    assert whole.read_bytes() == before


def test_a_damaged_log_does_not_go_on(tmp_path: Path) -> None:
    """A fault in the middle is refused with its line; the file stays as it is."""
    path, _ = half(tmp_path / "half.jsonl")
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b'"do":"contain"', b'"do":"explain"', 1))
    before = path.read_bytes()
    with pytest.raises(UnusableFile, match=r"half\.jsonl:\d+"):
        reopen(path, StillClock())
    assert path.read_bytes() == before


@pytest.mark.parametrize("torn", [0, 50])
@pytest.mark.parametrize("kept", [0, 1])
def test_a_kill_while_baselines_are_written_is_mended(kept: int, torn: int, whole: Path, tmp_path: Path) -> None:
    """A log that ends among the measured records holds as far as it goes; resume and the close complete it once."""
    raw, path = whole.read_bytes(), tmp_path / "cut.jsonl"
    lines = raw.split(b"\n")
    first = next(number for number, line in enumerate(lines) if b'"kind":"BaselineMeasured"' in line)
    path.write_bytes(b"\n".join(lines[: first + kept]) + b"\n" + lines[first + kept][:torn])
    found = verify(path.read_bytes(), file="cut")
    assert [fault.message[:21] for fault in found.faults] == (["the last line is torn"] if torn else [])
    assert not is_finished(found.log.entries)
    opened = reopen(path, StillClock())
    assert opened.drill.is_over
    opened.journal.append(missing_baselines(opened.header, read_log(path).entries))
    opened.journal.close()
    assert read_log(path).entries == read_log(whole).entries
    assert verify(path.read_bytes(), file="cut").holds
    assert is_finished(read_log(path).entries)


def test_a_changed_baseline_is_found_although_others_are_missing(whole: Path, tmp_path: Path) -> None:
    """What is there of the measured records must be what is measured again; resume leaves such a log alone."""
    entries = list(read_log(whole).entries)[:-1]
    entries[-1] = replace(entries[-1], record=replace(entries[-1].record, outcome={}))
    path = write_log(tmp_path / "lie.jsonl", read_log(whole).header, entries)
    before = path.read_bytes()
    (fault,) = verify(before, file="lie").faults
    assert "BaselineMeasured" in fault.message
    with pytest.raises(DrillroomError, match="cannot go on"):
        reopen(path, StillClock())
    assert path.read_bytes() == before


def test_baselines_follow_the_close(tmp_path: Path) -> None:
    """They are appended once the drill is closed, and not before."""
    path, _ = half(tmp_path / "half.jsonl")
    opened = reopen(path, StillClock())
    assert missing_baselines(opened.header, opened.entries) == []
    opened.drill.advance_to(opened.drill.ends)
    rest = opened.drill.events()
    assert isinstance(rest[-1].record, DrillClosed)
    opened.journal.append(rest)
    opened.journal.append(missing_baselines(opened.header, rest))
    assert is_finished(read_log(path).entries)
    opened.journal.close()
    assert verify(path.read_bytes(), file="half").holds
