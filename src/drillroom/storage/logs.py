"""The files of a drill: its log, written line by line and safe on disk before it is acknowledged, and the people file.

A log only grows. Whatever ``append`` returned from survives a kill; a torn last line is cut when the drill is resumed.
"""

from __future__ import annotations

import contextlib
import io
import os
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from drillroom.errors import DrillroomError, UnusableFile
from drillroom.log.chain import Chain, Log, header_line, read
from drillroom.log.header import LIVE, Header
from drillroom.log.people import People, read_people
from drillroom.log.records import Entry, LogResumed, SessionRecord

from .inputs import LOG_LIMIT, read_file
from .outputs import free_path, write_file
from .whole import OWN, place_whole, replace_whole

SUFFIX = ".jsonl"
_SALT_SIZE = 16


def people_path(log: Path) -> Path:
    """The people file that belongs to a log: ``a.jsonl`` -> ``a.people.json``."""
    return log.with_name(f"{log.stem if log.suffix == SUFFIX else log.name}.people.json")


def read_log(path: Path) -> Log:
    """A log as far as it can be read, with its faults. Raises UnusableFile for what is no log."""
    return read(read_file(path, limit=LOG_LIMIT), file=str(path))


def read_people_of(log: Path) -> People | None:
    """The people file beside a log, or None where there is none. Raises UnusableFile for a broken one."""
    path = people_path(log)
    return read_people(read_file(path, limit=LOG_LIMIT), file=str(path)) if path.exists() else None


def _nobody() -> People:
    """A people file to be: a salt of its own, so that equal words in two logs have different keys."""
    return People(secrets.token_bytes(_SALT_SIZE))


def erase_person(log: Path, person: str) -> bool:
    """Empty a person's name and words beside a log; False where there is no people file. The log stays as it is."""
    people = read_people_of(log)
    if people is None:
        return False
    _write_people(log, people.erase(person))
    return True


def newest_logs(folder: Path) -> list[Path]:
    """The logs in a folder, the last written first."""
    return sorted((path for path in folder.glob(f"*{SUFFIX}") if path.is_file()), key=_newest_first)


def _newest_first(path: Path) -> tuple[int, str]:
    return (-path.stat().st_mtime_ns, path.name)


def write_log(path: Path, header: Header, entries: Sequence[Entry], people: People | None = None) -> Path:
    """Write a whole log at once, typed words beside it. An older log of a playbook is replaced; any other file stays.

    Raises DrillroomError where something else stands at ``path``, or the place cannot be written.
    """
    if path.is_file() and path.stat().st_size and not _is_replaceable(path):
        raise DrillroomError(
            f"{str(path)!r} is there already, and it is not the log of a playbook",
            hint="choose another name with --out, or move that file away",
        )
    first = header_line(header)
    chain = Chain.behind(first)
    content = first + b"".join(chain.world(entry) for entry in entries)
    _put_words_beside(path, people)
    return write_file(path, content)


def _put_words_beside(path: Path, people: People | None) -> None:
    """Typed words are safe before a log can name them; those of an older log go with it. A pipe has nothing beside."""
    if path.exists() and not path.is_file():
        return
    if people is not None and people.texts:
        write_file(people_path(path), people.to_bytes(), mode=OWN)
    elif path.is_file():
        try:
            people_path(path).unlink(missing_ok=True)
        except OSError as error:
            raise _cannot(people_path(path), error) from error


def _is_replaceable(path: Path) -> bool:
    try:
        return read_log(path).header.playbook != LIVE
    except UnusableFile:
        return False


class LogFile:
    """An open log. Only one process writes it; ``people`` are the names and words beside it, nobody's at first."""

    def __init__(self, path: Path, file: io.FileIO, chain: Chain, size: int, people: People) -> None:
        self.path = path
        self.people = people
        self._file = file
        self._chain = chain
        self._size = size

    # ------------------------------------------------------------------ opening

    @classmethod
    def create(cls, path: Path, header: Header, people: People | None = None) -> LogFile:
        """A new log with this header, on disk when this returns. Raises DrillroomError if ``path`` is taken."""
        first = header_line(header)
        _place(path, first)
        try:
            if people is not None:
                _write_people(path, people)
            return cls(path, _open(path), Chain.behind(first), len(first), people or _nobody())
        except BaseException:
            path.unlink()
            raise

    @classmethod
    def create_in(cls, folder: Path, header: Header, people: People | None = None) -> LogFile:
        """A new log in ``folder``, named by the scenario's id and the seed, with a number where that is taken."""
        stem = f"{header.scenario['id']}-{header.seed}"
        while True:
            path = free_path(folder, stem, SUFFIX[1:])
            try:
                return cls.create(path, header, people)
            except DrillroomError:
                # Somebody else may have taken the name since; anything else will not mend itself.
                if not path.exists():
                    raise

    @classmethod
    def resume(cls, path: Path, *, wall: float) -> tuple[Log, LogFile]:
        """The log at ``path`` and the file to go on with; a torn last line is cut, and the log says so.

        ``wall`` is Unix time. Raises UnusableFile for a log with a fault in it, or none at all.
        """
        log = read_log(path)
        if log.faults:
            raise UnusableFile(log.faults, hint="a damaged log cannot go on; drillroom verify tells more about it")
        people = read_people_of(path) or _nobody()
        file = _open(path)
        opened = cls(path, file, Chain.at_end_of(log), log.good_bytes, people)
        try:
            opened._cut(log.torn, wall)
        except BaseException:
            file.close()
            raise
        return log, opened

    def _cut(self, torn: int, wall: float) -> None:
        if os.fstat(self._file.fileno()).st_size != self._size + torn:
            raise self._shared()
        # The record of the cut is written over the torn line and the rest cut off behind it: a kill in between leaves
        # at worst another torn line, never a cut that nobody is told of.
        chain = self._chain.copy()
        self._write(chain.session(LogResumed(wall=wall, cut=torn)), torn=torn)
        self._chain = chain

    # ------------------------------------------------------------------ writing

    @property
    def next_seq(self) -> int:
        """The number of the next world record."""
        return self._chain.next_seq

    def append(self, entries: Iterable[Entry], session: Iterable[SessionRecord] = ()) -> None:
        """Write records, world before session, in one piece. They are safe on disk when this returns.

        Raises DrillroomError where the disk is full or gone; nothing of it is in the log then, and one may try again.
        """
        chain = self._chain.copy()
        lines = [chain.world(entry) for entry in entries] + [chain.session(record) for record in session]
        if not lines:
            return
        stands = os.fstat(self._file.fileno())
        if stands.st_nlink == 0:
            raise DrillroomError(
                f"{str(self.path)!r} has been removed", hint="nothing more of this drill can be kept; leave it"
            )
        if stands.st_size != self._size:
            raise self._shared()
        self._write(b"".join(lines))
        self._chain = chain

    def note(self, record: SessionRecord) -> None:
        """Write one session record."""
        self.append((), (record,))

    def key(self, text: str) -> str:
        """The key under which the log will know these words; nothing is kept yet."""
        return self.people.key(text)

    def keep_words(self, person: str, text: str) -> str:
        """Put typed words into the people file, safe on disk before the log can name them; returns their key."""
        people, key = self.people.keeping(person, text)
        self._keep(people)
        return key

    def keep_name(self, person: str, name: str) -> None:
        """Put a person's name into the people file."""
        self._keep(self.people.naming(person, name))

    def _keep(self, people: People) -> None:
        if people != self.people:
            _write_people(self.path, people)
            self.people = people

    def _write(self, lines: bytes, *, torn: int = 0) -> None:
        """Write ``lines`` behind the good bytes, over ``torn`` ones; either all of it counts or nothing."""
        end = self._size + len(lines)
        try:
            self._file.seek(self._size)
            rest = memoryview(lines)
            while rest:
                rest = rest[self._file.write(rest) :]
            if len(lines) < torn:
                self._file.truncate(end)
            os.fsync(self._file.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.truncate(self._size)
            raise _cannot(self.path, error) from error
        self._size = end

    def _shared(self) -> DrillroomError:
        return DrillroomError(
            f"{str(self.path)!r} is not as this drill left it",
            hint="it may be open in another window; close that one, then resume",
        )

    # ------------------------------------------------------------------ closing

    def close(self) -> None:
        """Let go of the file; everything is on disk already."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _place(path: Path, first: bytes) -> None:
    """The first line of a new log, under its name only once it is whole and safe on disk."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot(path.parent, error) from error
    try:
        place_whole(path, first)
    except FileExistsError as error:
        raise DrillroomError(f"{str(path)!r} is there already", hint="a log is never overwritten") from error
    except OSError as error:
        raise _cannot(path, error) from error


def _open(path: Path) -> io.FileIO:
    try:
        return io.FileIO(path, "r+b")
    except OSError as error:
        raise _cannot(path, error) from error


def _write_people(log: Path, people: People) -> None:
    """Replace the people file as a whole, safe on disk when this returns."""
    path = people_path(log)
    try:
        replace_whole(path, people.to_bytes(), mode=OWN)
    except OSError as error:
        raise _cannot(path, error) from error


def _cannot(path: Path, error: OSError) -> DrillroomError:
    return DrillroomError(
        f"cannot write {str(path)!r}: {error.strerror or error}", hint="is the disk full or read-only?"
    )
