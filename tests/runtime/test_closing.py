"""What happens when a drill has closed."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from drillroom.errors import DrillroomError, UnusableFile
from drillroom.language import speech
from drillroom.log.people import read_people
from drillroom.log.records import SelfRated, SessionOpened
from drillroom.runtime.clock import StillClock
from drillroom.runtime.closing import MOST_WORDS, Closing, Ended
from drillroom.runtime.headless import run
from drillroom.runtime.measured import is_closed, is_finished
from drillroom.runtime.opening import drill_of
from drillroom.runtime.verify import verify
from drillroom.scenario.playbook import load_playbook
from drillroom.storage.logs import LogFile, people_path, read_log, write_log
from drillroom.storage.results import FILE, Results, read_results
from toy import RULES, toy, toy_header

EN = speech("en")
WALL = 1_790_000_000.0
MODEL = load_playbook(
    (Path(__file__).parents[1] / "toy" / "playbooks" / "model.yaml").read_bytes(),
    file="model",
    scenario=toy(),
    vocabulary=RULES.vocabulary,
)


def closed(folder: Path, name: str = "toy-5", *, is_short: bool = False) -> LogFile:
    """The open log of a live drill of the toy that nobody touched until it closed."""
    header = toy_header(model=MODEL)
    if is_short:
        header = replace(header, settings={**header.settings, "short": True})
    folder.mkdir(parents=True, exist_ok=True)
    journal = LogFile.create(folder / f"{name}.jsonl", header)
    drill = drill_of(header)
    drill.advance_to(drill.ends)
    journal.append(drill.events(), [SessionOpened(wall=WALL, product="0", mode="plain")])
    return journal


def ended_by(journal: LogFile) -> Ended:
    """What the drill came to, measured and scored."""
    with Closing.of(journal, StillClock(WALL)) as closing:
        closing.measure()
        return closing.conclude(EN)


def rated(path: Path) -> list[SelfRated]:
    """What the log holds of the trainee's own view."""
    return [it.record for it in read_log(path).session if isinstance(it.record, SelfRated)]


def test_a_drill_ends_with_own_view_marks_result_and_page(tmp_path: Path) -> None:
    """Typed words stand beside the log only; the log is finished and still holds."""
    journal = closed(tmp_path)
    closing = Closing.of(journal, StillClock(WALL))
    assert closing.asks
    closing.rate({"speed": 2}, "the \x1b[2Jlate one")
    closing.measure()
    ended = closing.conclude(EN)
    closing.close()
    raw = journal.path.read_bytes()
    assert is_finished(read_log(journal.path).entries)
    assert verify(raw, file="toy").holds
    assert b"late one" not in raw
    (view,) = rated(journal.path)
    words = read_people(people_path(journal.path).read_bytes(), file="people").texts
    assert view.answers["speed"] == 2
    assert words[view.answers["regret"]] == "the late one"
    assert ended.page == journal.path.with_suffix(".html")
    assert "the late one" in ended.page.read_text(encoding="utf-8")
    assert ended.troubles == ()
    assert ended.result is not None
    assert (ended.result.scenario, ended.result.log, ended.result.ended) == ("toy", "toy-5.jsonl", WALL)
    assert ended.result.total == ended.card.as_json()["total"]
    assert read_results(tmp_path) == ended.results
    assert ended.results.finished == 1


def test_whoever_passes_was_asked(tmp_path: Path) -> None:
    """An empty answer is noted, so that nobody is asked again, and the debrief says nothing of it."""
    journal = closed(tmp_path)
    closing = Closing.of(journal, StillClock(WALL))
    closing.rate({})
    assert closing.conclude(EN).debrief.own_views == ()
    closing.close()
    assert [it.answers for it in rated(journal.path)] == [{}]
    with Closing.open(journal.path, StillClock()) as again:
        assert not again.asks


def test_left_before_the_score_it_is_asked_and_measured_when_opened_again(tmp_path: Path) -> None:
    """Nothing is lost by leaving in the middle of it, and nothing is written twice."""
    journal = closed(tmp_path)
    closing = Closing.of(journal, StillClock(WALL))
    closing.measure()
    closing.close()
    assert not is_finished(read_log(journal.path).entries)
    assert read_results(tmp_path) == Results()
    again = Closing.open(journal.path, StillClock(WALL + 60))
    assert again.asks
    assert again.needs_measuring
    again.measure()
    again.measure()
    again.conclude(EN)
    again.conclude(EN)
    again.close()
    assert verify(journal.path.read_bytes(), file="toy").holds
    assert is_finished(read_log(journal.path).entries)
    assert read_results(tmp_path).finished == 1


def test_after_it_was_closed_nothing_is_written(tmp_path: Path) -> None:
    """A thread that comes late finds no log to write to."""
    journal = closed(tmp_path)
    closing = Closing.of(journal, StillClock(WALL))
    closing.close()
    before = journal.path.read_bytes()
    closing.rate({"speed": 1}, "words")
    closing.measure()
    closing.close()
    assert journal.path.read_bytes() == before
    assert not people_path(journal.path).exists()


def test_a_finished_log_is_shown_and_left_alone(tmp_path: Path) -> None:
    """A drill of a playbook has no trainee: nobody is asked, and no result is kept."""
    path = tmp_path / "model.jsonl"
    done = run(replace(toy_header(model=MODEL), playbook="model"), MODEL)
    write_log(path, done.header, done.entries, done.people)
    before = path.read_bytes()
    closing = Closing.open(path, StillClock(WALL))
    assert not closing.asks
    assert not closing.needs_measuring
    closing.measure()
    ended = closing.conclude(EN)
    assert ended.result is None
    assert ended.page is not None
    assert path.read_bytes() == before
    assert not (tmp_path / FILE).exists()


def test_a_drill_that_was_broken_off_is_shown_but_is_no_result(tmp_path: Path) -> None:
    """It can still go on, so nothing is added to its log."""
    journal = closed(tmp_path)
    journal.close()
    log = read_log(journal.path)
    half = LogFile.create(tmp_path / "half.jsonl", log.header)
    half.append(log.entries[: len(log.entries) // 2])
    half.close()
    before = half.path.read_bytes()
    closing = Closing.open(half.path, StillClock(WALL))
    assert not is_closed(closing.log.entries)
    assert not closing.asks
    closing.measure()
    ended = closing.conclude(EN)
    assert ended.result is None
    assert not ended.debrief.setting.is_closed
    assert half.path.read_bytes() == before


def test_the_best_before_this_drill_is_told(tmp_path: Path) -> None:
    """A drill does not compete with itself, nor the short form with the whole."""
    first = ended_by(closed(tmp_path, "one"))
    assert first.earlier is None
    second = ended_by(closed(tmp_path, "two"))
    assert second.earlier == first.result
    assert Closing.open(tmp_path / "one.jsonl", StillClock(WALL)).conclude(EN).earlier == second.result
    short = ended_by(closed(tmp_path, "three", is_short=True))
    assert short.earlier is None
    assert short.result is not None
    assert short.result.is_short


def test_a_broken_file_of_results_costs_no_debrief(tmp_path: Path) -> None:
    """It is told and put aside."""
    journal = closed(tmp_path)
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    ended = ended_by(journal)
    assert ended.results.finished == 1
    assert [type(it) for it in ended.troubles] == [UnusableFile]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="a folder cannot be made read-only here")
def test_a_read_only_folder_costs_no_debrief(tmp_path: Path) -> None:
    """What could not be written is told."""
    journal = closed(tmp_path)
    tmp_path.chmod(0o500)
    try:
        ended = ended_by(journal)
    finally:
        tmp_path.chmod(0o700)
    assert ended.page is None
    assert len(ended.troubles) == 2


def test_a_page_that_cannot_be_written_costs_no_debrief(tmp_path: Path) -> None:
    """A folder stands in its place; the marks and the result are there all the same."""
    journal = closed(tmp_path)
    journal.path.with_suffix(".html").mkdir()
    ended = ended_by(journal)
    assert ended.page is None
    assert [type(it) for it in ended.troubles] == [DrillroomError]
    assert ended.results.finished == 1


def test_a_damaged_log_is_refused(tmp_path: Path) -> None:
    """Its marks would be those of something else."""
    journal = closed(tmp_path)
    journal.close()
    raw = journal.path.read_bytes()
    journal.path.write_bytes(raw.replace(b'"trust":', b'"trusT":', 1))
    with pytest.raises(UnusableFile):
        Closing.open(journal.path, StillClock(WALL))


@pytest.mark.parametrize("words", ["x" * 100_000, "[/oops]", "\ud83d half", "\u202e", "a\nb"])
def test_any_words_can_be_taken_back(words: str, tmp_path: Path) -> None:
    """They are cleaned, cut at a length that nobody reads beyond, and never break the log or the page."""
    journal = closed(tmp_path)
    closing = Closing.of(journal, StillClock(WALL))
    closing.rate({}, words)
    ended = closing.conclude(EN)
    closing.close()
    texts = json.loads(people_path(journal.path).read_bytes())["texts"] if ended.debrief.own_views else {"": ""}
    assert all(len(text) <= MOST_WORDS for text in texts.values())
    assert verify(journal.path.read_bytes(), file="toy").holds
