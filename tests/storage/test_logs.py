"""Log files: what was acknowledged survives a kill at any byte, and a log is never overwritten."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest

from drillroom.errors import DrillroomError, UnusableFile
from drillroom.log.chain import Log, read
from drillroom.log.header import Header
from drillroom.log.people import People
from drillroom.log.records import AlertRaised, ClockMarked, CommandGiven, DrillClosed, DrillOpened, Entry, LogResumed
from drillroom.storage.logs import LogFile, erase_person, newest_logs, people_path, read_log, read_people_of, write_log

OPENED = Entry(0, DrillOpened(at=0, starts=0, ends=600))
ALERT = Entry(1, AlertRaised(at=0))
COMMAND = Entry(2, CommandGiven(at=60, id="c1", seat="pr", person="p1", do="update", args={"words": "帖"}))
CLOSED = Entry(3, DrillClosed(at=600))


def is_sound(log: Log) -> bool:
    """No fault and no torn line."""
    return not log.faults and not log.torn


def _header(playbook: str = "live") -> Header:
    return Header(
        product="0.1.0",
        engine=1,
        seed=7,
        playbook=playbook,
        settings={},
        parameters={},
        cast={},
        playbooks={},
        scenario={"id": "a-crisis"},
        doctrine={},
        vocabulary={},
    )


def _small_log(path: Path) -> bytes:
    with LogFile.create(path, _header()) as log:
        log.append([OPENED, ALERT], [ClockMarked(wall=1.0, now=0)])
        log.append([COMMAND])
        log.note(ClockMarked(wall=6.0, now=300))
        log.append([CLOSED])
    return path.read_bytes()


def _whole_lines(data: bytes) -> bytes:
    return data[: data.rfind(b"\n") + 1]


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    """Records of both classes, appended in pieces, read back in order."""
    path = tmp_path / "drills" / "a.jsonl"
    _small_log(path)
    log = read_log(path)
    assert is_sound(log)
    assert log.entries == (OPENED, ALERT, COMMAND, CLOSED)
    assert [entry.record.wall for entry in log.session] == [1.0, 6.0]


def test_append_is_on_disk_when_it_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One append is one write followed by one sync, and only then it returns."""
    calls: list[str] = []
    sync, write = os.fsync, io.FileIO.write

    class Watched(io.FileIO):
        def write(self, data: object) -> int:
            calls.append("write")
            return write(self, data)  # type: ignore[arg-type]

    monkeypatch.setattr(io, "FileIO", Watched)
    log = LogFile.create(tmp_path / "a.jsonl", _header())
    monkeypatch.setattr(os, "fsync", lambda number: (calls.append("sync"), sync(number))[1])
    calls.clear()
    log.append([OPENED, ALERT, COMMAND], [ClockMarked(wall=1.0, now=0)])
    assert calls == ["write", "sync"]
    assert read_log(log.path).entries == (OPENED, ALERT, COMMAND)
    log.append([])
    assert calls == ["write", "sync"]
    log.close()


def test_resume_after_a_cut_at_every_byte(tmp_path: Path) -> None:
    """Wherever a kill cuts the file, resume works, loses the torn line alone, says so, and the drill can go on."""
    path = tmp_path / "a.jsonl"
    data = _small_log(path)
    header_ends = data.index(b"\n") + 1
    for length in range(header_ends, len(data) + 1):
        path.write_bytes(data[:length])
        kept = _whole_lines(data[:length])
        log, file = LogFile.resume(path, wall=9.0)
        assert (log.torn, log.faults) == (length - len(kept), ())
        with file:
            file.append([Entry(file.next_seq, CLOSED.record)])
        assert path.read_bytes().startswith(kept)
        after = read_log(path)
        assert is_sound(after)
        assert after.entries[:-1] == log.entries
        assert after.session[-1].record == LogResumed(wall=9.0, cut=length - len(kept))


def test_cut_inside_the_header_is_told(tmp_path: Path) -> None:
    """A log that was killed while it was born holds nothing to go on with, and says so."""
    path = tmp_path / "a.jsonl"
    data = _small_log(path)
    for length in range(data.index(b"\n") + 1):
        path.write_bytes(data[:length])
        with pytest.raises(UnusableFile, match=r"a\.jsonl"):
            LogFile.resume(path, wall=9.0)
        assert path.read_bytes() == data[:length]


def test_kill_while_resuming_loses_nothing(tmp_path: Path) -> None:
    """The record of a cut is itself written in steps; a kill between any two of them is mended by the next resume."""
    path = tmp_path / "a.jsonl"
    data = _small_log(path)
    torn = data[: data.rfind(b"\n", 0, -1) + 1] + b'{"seq":3,' + b"x" * 300
    kept = _whole_lines(torn)
    path.write_bytes(torn)
    LogFile.resume(path, wall=9.0)[1].close()
    line = path.read_bytes()[len(kept) :]
    for length in range(len(line) + 1):
        path.write_bytes(kept + line[:length] + torn[len(kept) + length :])
        log, file = LogFile.resume(path, wall=9.0)
        file.close()
        assert log.entries == (OPENED, ALERT, COMMAND)
        assert is_sound(read_log(path))


def test_damaged_log_is_not_resumed(tmp_path: Path) -> None:
    """A log with a fault inside is left exactly as it is."""
    path = tmp_path / "a.jsonl"
    data = _small_log(path).replace(b"AlertRaised", b"AlertRaysed")
    path.write_bytes(data)
    with pytest.raises(UnusableFile, match=r"a\.jsonl:3:1: the chain breaks here"):
        LogFile.resume(path, wall=9.0)
    assert path.read_bytes() == data


def test_log_is_never_overwritten(tmp_path: Path) -> None:
    """Creating a log where something stands is refused, and what stands there stays."""
    path = tmp_path / "a.jsonl"
    data = _small_log(path)
    with pytest.raises(DrillroomError, match="is there already"):
        LogFile.create(path, _header())
    assert path.read_bytes() == data


def test_log_has_its_name_only_once_its_header_is_safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill while a log is born leaves none of that name: it is written beside, synced, and only then named."""
    path, sync, seen = tmp_path / "a.jsonl", os.fsync, list[bool]()
    monkeypatch.setattr(os, "fsync", lambda number: (seen.append(path.exists()), sync(number))[1])
    LogFile.create(path, _header()).close()
    assert not seen[0]
    assert [file.name for file in tmp_path.iterdir()] == ["a.jsonl"]
    assert read_log(path).header == _header()


def test_log_is_born_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On such a file system, too, a log is whole and none is overwritten."""

    def no_link(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_link)
    data = _small_log(tmp_path / "a.jsonl")
    with pytest.raises(DrillroomError, match="is there already"):
        LogFile.create(tmp_path / "a.jsonl", _header())
    assert (tmp_path / "a.jsonl").read_bytes() == data
    assert [file.name for file in tmp_path.iterdir()] == ["a.jsonl"]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps no such permissions")
def test_log_may_be_read_by_others_and_the_people_file_may_not(tmp_path: Path) -> None:
    """A log has the permissions of any new file; names and words are their owner's alone."""
    plain = tmp_path / "plain"
    plain.touch()
    with LogFile.create(tmp_path / "a.jsonl", _header()) as log:
        log.keep_words("p1", "hello")
    assert (tmp_path / "a.jsonl").stat().st_mode == plain.stat().st_mode
    assert people_path(tmp_path / "a.jsonl").stat().st_mode & 0o077 == 0


def test_names_come_from_ids(tmp_path: Path) -> None:
    """A log in a folder is named by scenario and seed, with a number where that is taken."""
    for name in ("a-crisis-7.jsonl", "a-crisis-7-2.jsonl", "a-crisis-7-3.jsonl"):
        with LogFile.create_in(tmp_path / "drills", _header()) as log:
            assert log.path == tmp_path / "drills" / name


def test_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file where the folder should be is a clear error, and no endless search for a free name."""
    (tmp_path / "drills").write_text("x")
    with pytest.raises(DrillroomError, match="cannot write"):
        LogFile.create_in(tmp_path / "drills", _header())


def test_full_disk_leaves_a_sound_log_to_go_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails half-way is taken back; the same records can then be tried again."""
    write, left = io.FileIO.write, [40]

    class Full(io.FileIO):
        def write(self, data: bytes) -> int:  # type: ignore[override]
            if left and not left[0]:
                raise OSError(errno.ENOSPC, "No space left on device")
            part = memoryview(data)[: left[0]] if left else data
            if left:
                left[0] = 0
            return write(self, part)  # type: ignore[arg-type]

    LogFile.create(tmp_path / "a.jsonl", _header()).close()
    monkeypatch.setattr(io, "FileIO", Full)
    left.clear()
    _, log = LogFile.resume(tmp_path / "a.jsonl", wall=1.0)
    before = log.path.read_bytes()
    left.append(40)
    with pytest.raises(DrillroomError, match="No space left"):
        log.append([OPENED])
    assert log.path.read_bytes() == before
    left.clear()
    log.append([OPENED])
    log.close()
    assert read_log(log.path).entries == (OPENED,)


def test_short_writes_are_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes only a few bytes at a time still gets the whole record."""

    class Slow(io.FileIO):
        def write(self, data: bytes) -> int:  # type: ignore[override]
            return super().write(memoryview(data)[:7])

    monkeypatch.setattr(io, "FileIO", Slow)
    _small_log(tmp_path / "a.jsonl")
    assert is_sound(read_log(tmp_path / "a.jsonl"))


def test_second_writer_is_noticed(tmp_path: Path) -> None:
    """Two processes on one log: the one that finds more than it wrote stops, before it breaks the chain."""
    path = tmp_path / "a.jsonl"
    first = LogFile.create(path, _header())
    first.append([OPENED])
    _, second = LogFile.resume(path, wall=9.0)
    with pytest.raises(DrillroomError, match="not as this drill left it"):
        first.append([ALERT])
    second.append([ALERT])
    first.close()
    second.close()
    assert is_sound(read_log(path))


def test_record_out_of_turn_changes_nothing(tmp_path: Path) -> None:
    """A batch with one wrong number in it is refused as a whole."""
    with LogFile.create(tmp_path / "a.jsonl", _header()) as log:
        before = log.path.read_bytes()
        with pytest.raises(ValueError, match="world record 3"):
            log.append([OPENED, CLOSED])
        assert log.path.read_bytes() == before
        log.append([OPENED, ALERT])
    assert is_sound(read_log(log.path))


def test_typed_words_are_on_disk_before_the_log_can_name_them(tmp_path: Path) -> None:
    """The key comes back only when the people file holds the words; the log never holds them."""
    log = LogFile.create(tmp_path / "a.jsonl", _header(), People(b"salt").naming("p1", "Chen"))
    key = log.keep_words("p1", "我们正在核实\x1b[31m")
    people = read_people_of(log.path)
    assert people is not None
    assert people.texts == {key: "我们正在核实"}
    assert people.names == {"p1": "Chen"}
    assert people == log.people
    assert log.keep_words("p1", "我们正在核实") == key
    log.close()
    assert "核实".encode() not in log.path.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"a.jsonl", "a.people.json"}


def test_people_go_on_after_resume(tmp_path: Path) -> None:
    """Words typed before and after an interruption share one salt, so the same words keep one key."""
    path = tmp_path / "a.jsonl"
    with LogFile.create(path, _header()) as log:
        assert not people_path(path).exists()
        key = log.keep_words("p1", "hello")
    _, log = LogFile.resume(path, wall=9.0)
    with log:
        log.keep_name("p1", "Chen")
        assert log.keep_words("p2", "hello") == key
        assert log.people.names == {"p1": "Chen"}


def test_erasing_a_person_leaves_the_log_as_it_is(tmp_path: Path) -> None:
    """Name and words are gone, the log's bytes are the same, and its chain holds."""
    path = tmp_path / "a.jsonl"
    with LogFile.create(path, _header()) as log:
        log.keep_name("p1", "Chen")
        log.keep_words("p1", "hello")
        log.append([OPENED])
    before = path.read_bytes()
    assert erase_person(path, "p1")
    assert b"Chen" not in people_path(path).read_bytes()
    assert b"hello" not in people_path(path).read_bytes()
    assert path.read_bytes() == before
    assert not erase_person(tmp_path / "b.jsonl", "p1")


@pytest.mark.parametrize(("log", "people"), [("a.jsonl", "a.people.json"), ("run.log", "run.log.people.json")])
def test_people_file_stands_beside_its_log(log: str, people: str) -> None:
    """Every log has its own people file."""
    assert people_path(Path("x") / log) == Path("x") / people


def test_broken_people_file_stops_resume_before_anything_is_written(tmp_path: Path) -> None:
    """A people file that cannot be read is told, and the log stays as it is."""
    path = tmp_path / "a.jsonl"
    data = _small_log(path)
    people_path(path).write_text("{")
    with pytest.raises(UnusableFile, match=r"a\.people\.json"):
        LogFile.resume(path, wall=9.0)
    assert path.read_bytes() == data


def test_newest_log_comes_first(tmp_path: Path) -> None:
    """``resume`` without a name takes the log that was written last."""
    assert newest_logs(tmp_path / "nowhere") == []
    for age, name in enumerate(("a.jsonl", "b.jsonl", "c.people.json", "d.jsonl")):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    assert [path.name for path in newest_logs(tmp_path)] == ["a.jsonl", "b.jsonl", "d.jsonl"]


def test_whole_log_is_written_at_once(tmp_path: Path) -> None:
    """A headless drill's log is the same file as one that grew, and may be written again."""
    path, entries = tmp_path / "a.jsonl", (OPENED, ALERT, COMMAND, CLOSED)
    write_log(path, _header("model"), entries)
    assert is_sound(read_log(path))
    assert read_log(path).entries == entries
    write_log(path, _header("none"), entries[:1])
    assert read_log(path).entries == entries[:1]


@pytest.mark.parametrize("content", [b"my notes\n", b"{}\n", None])
def test_whole_log_replaces_no_foreign_file_and_no_drill_of_people(content: bytes | None, tmp_path: Path) -> None:
    """What people played, and what is not ours, stays."""
    path = tmp_path / "a.jsonl"
    if content is None:
        content = _small_log(path)
    path.write_bytes(content)
    with pytest.raises(DrillroomError, match="is there already"):
        write_log(path, _header("model"), ())
    assert path.read_bytes() == content


def test_words_of_an_older_log_that_cannot_be_removed_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The older log then stays as it is, with its words."""
    path, (people, _) = tmp_path / "a.jsonl", People(b"salt").keeping("p1", "hello")
    data = write_log(path, _header("model"), (OPENED,), people).read_bytes()

    def no_unlink(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "unlink", no_unlink)
    with pytest.raises(DrillroomError, match="Permission denied"):
        write_log(path, _header("none"), ())
    assert path.read_bytes() == data
    assert read_people_of(path) == people


def test_log_that_was_read_knows_its_file(tmp_path: Path) -> None:
    """Faults name the file that they are in."""
    with pytest.raises(UnusableFile, match="no such file"):
        read_log(tmp_path / "none.jsonl")
    assert isinstance(read(_small_log(tmp_path / "a.jsonl"), file="a"), Log)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be removed")
def test_removed_log_is_told(tmp_path: Path) -> None:
    """Nothing is acknowledged that goes into a file which nobody can open any more."""
    path = tmp_path / "a.jsonl"
    with LogFile.create(path, _header()) as log:
        log.append([OPENED])
        path.unlink()
        with pytest.raises(DrillroomError, match="has been removed"):
            log.append([ALERT])
