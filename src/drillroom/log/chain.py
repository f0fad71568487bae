"""The hash chain of a log: lines out as bytes, bytes in as a log with every fault found in it.

A line is written only behind its predecessor, numbers rise without a gap, and what reads back without a fault is what
was written. The chain shows accidents and casual edits; it does not stop a forger.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b, sha256
from typing import Any

from drillroom.errors import Problem, UnusableFile

from .codec import compact, parse, unfolded
from .header import FORMAT, MARK, Header, from_json
from .records import Entry, Record, SessionEntry, SessionRecord

FIRST = 0
"""The number of the first world record and of the first session record."""

_HASH_SIZE = 16
_END = re.compile(rb',"chain":"([0-9a-f]{32})"\}')
_END_LENGTH = len(b',"chain":""}') + 2 * _HASH_SIZE
_HINT = "the log was changed or damaged after it was written; use a copy of it if there is one"
_AS_IT_IS = "use a copy that was made as it is, not as text"
_NO_LOG = "a log is a file that drillroom wrote; its first line is a header"
_OPENING = b'{"%b":' % MARK.encode()


def _link(before: bytes, body: bytes) -> bytes:
    return blake2b(before + body, digest_size=_HASH_SIZE).digest()


def _closed(body: bytes, link: bytes) -> bytes:
    return b'%b,"chain":"%b"}\n' % (body, link.hex().encode())


def _world_body(entry: Entry) -> bytes:
    return compact(unfolded(entry.record, {"seq": entry.seq}))[:-1]


def header_line(header: Header) -> bytes:
    """The first line of a log, with its line end."""
    body = compact(header.as_json())[:-1]
    return _closed(body, _link(b"", body))


def world_digest(entries: Iterable[Entry]) -> str:
    """``log_sha256``: sha256, in hex, over the world records in their order, without their chain hashes."""
    digest = sha256()
    for entry in entries:
        digest.update(_world_body(entry) + b"\n")
    return digest.hexdigest()


class Chain:
    """The end of a log that is being written: its last hash and the numbers that come next."""

    __slots__ = ("_link", "next_s_seq", "next_seq")

    def __init__(self, link: str, *, next_seq: int = FIRST, next_s_seq: int = FIRST) -> None:
        self._link = bytes.fromhex(link)
        self.next_seq = next_seq
        self.next_s_seq = next_s_seq

    @classmethod
    def behind(cls, first_line: bytes) -> Chain:
        """A chain that goes on from what ``header_line`` gave."""
        match = _END.fullmatch(first_line, len(first_line) - _END_LENGTH - 1, len(first_line) - 1)
        if match is None:
            raise ValueError(f"no line of a log: {first_line[-60:]!r}")
        return cls(match[1].decode())

    @property
    def link(self) -> str:
        """The hash of the last line, in hex."""
        return self._link.hex()

    @classmethod
    def at_end_of(cls, log: Log) -> Chain:
        """A chain that goes on behind the last whole line of a log."""
        return cls(log.link, next_seq=log.next_seq, next_s_seq=log.next_s_seq)

    def copy(self) -> Chain:
        """Another chain with the same end, to try lines on before they are safe on disk."""
        return Chain(self.link, next_seq=self.next_seq, next_s_seq=self.next_s_seq)

    def world(self, entry: Entry) -> bytes:
        """The line of a world record. Raises ValueError when its ``seq`` is not the next one."""
        if entry.seq != self.next_seq:
            raise ValueError(f"world record {entry.seq!r} where {self.next_seq} must come")
        line = self._close(_world_body(entry))
        self.next_seq += 1
        return line

    def session(self, record: SessionRecord) -> bytes:
        """The line of a session record, which gets the next ``s_seq``."""
        line = self._close(compact(unfolded(record, {"s_seq": self.next_s_seq}))[:-1])
        self.next_s_seq += 1
        return line

    def _close(self, body: bytes) -> bytes:
        self._link = _link(self._link, body)
        return _closed(body, self._link)


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A log that was read.

    ``torn`` bytes of an unfinished last line were left out: an accident of writing, not a fault. With ``faults`` the
    entries are what could still be read. The first ``good_bytes`` bytes hold no fault. ``sha256`` is ``log_sha256``.
    ``link`` and the two next numbers are where a ``Chain`` goes on.
    """

    header: Header
    entries: tuple[Entry, ...]
    session: tuple[SessionEntry, ...]
    torn: int
    faults: tuple[Problem, ...]
    sha256: str
    good_bytes: int
    link: str
    next_seq: int
    next_s_seq: int


class _Reading:
    """The state of one pass over the lines of a log."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.link = b""
        self.next = {"seq": FIRST, "s_seq": FIRST}
        self.entries: list[Entry] = []
        self.session: list[SessionEntry] = []
        self.faults: list[Problem] = []
        self.is_converted = False
        self.digest = sha256()

    def fault(self, number: int, message: str, hint: str = _HINT) -> None:
        self.faults.append(Problem(self.file, number, 1, "", message, hint))

    def as_written(self, number: int, line: bytes) -> bytes:
        """The line with the end it was written with; that ends were changed is one fault, however many they are."""
        if not line.endswith(b"\r"):
            return line
        if not self.is_converted:
            self.is_converted = True
            self.fault(number, "from here on line ends were changed to CR LF", _AS_IT_IS)
        return line[:-1]

    def unchained(self, number: int, line: bytes) -> bytes | None:
        """The body of a line whose hash was checked, or None; a fault does not hide what comes behind it."""
        match = _END.fullmatch(line, max(0, len(line) - _END_LENGTH))
        if match is None:
            self.fault(number, "this line has no chain hash")
            return None
        body, stated = line[: match.start()], bytes.fromhex(match[1].decode())
        if _link(self.link, body) != stated:
            self.fault(number, "the chain breaks here: this line, or the one before it, is not what was written")
        self.link = stated
        return body

    def record(self, number: int, body: bytes) -> None:
        """Take in the record of one line."""
        try:
            found = _object(body + b"}")
            name = "seq" if "seq" in found else "s_seq"
            self._count(number, name, found.get(name))
            record = parse(found)
        except ValueError as error:
            self.fault(number, f"this line cannot be read: {error}")
            return
        if isinstance(record, SessionRecord if name == "seq" else Record):
            self.fault(number, f"a {type(record).__name__} has no {name}")
        elif isinstance(record, Record):
            self.entries.append(Entry(found[name], record))
        elif record is not None:
            self.session.append(SessionEntry(found[name], record))
        if name == "seq":
            self.digest.update(body + b"\n")

    def _count(self, number: int, name: str, count: Any) -> None:
        if type(count) is not int:
            raise ValueError(f"{count!r:.40} is no {name}")
        if count != self.next[name]:
            self.fault(number, f"the record with {name} {count} stands where {self.next[name]} must come")
        self.next[name] = count + 1


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON number")


def _object(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("brackets are nested too deeply") from None
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except ValueError as error:
        raise ValueError(f"it is no JSON ({error})") from None
    if not isinstance(found, dict):
        raise ValueError("it is no JSON object")
    return found


def _unusable(file: str, message: str, hint: str = "") -> UnusableFile:
    return UnusableFile([Problem(file, 0, 0, "", message, hint)], hint=hint)


def _header(line: bytes, file: str) -> Header:
    is_ours = line.startswith(_OPENING)
    try:
        found: Mapping[str, Any] = _object(line)
    except ValueError as error:
        if is_ours:
            raise _unusable(file, f"the header of this log is damaged: {error}", _HINT) from None
        found = {}
    if MARK not in found:
        raise _unusable(file, "this is no drillroom log", _NO_LOG)
    if found[MARK] != FORMAT or type(found[MARK]) is not int:
        message = f"this log has the format {found[MARK]!r:.40}; this version of drillroom reads format {FORMAT}"
        raise _unusable(file, message, "a newer version of drillroom wrote it; install that version")
    try:
        return from_json(found)
    except ValueError as error:
        raise _unusable(file, f"the header of this log is damaged: {error}", _HINT) from None


def read(data: bytes, *, file: str) -> Log:
    """The log in these bytes, with every fault as a problem that names its line.

    Raises UnusableFile when there is no header to go by: an empty or foreign file, another format, a damaged header.
    """
    if not data:
        raise _unusable(file, "the file is empty, so this is no drillroom log", _NO_LOG)
    *lines, tail = data.split(b"\n")
    if not lines:
        message = "this log ends inside its header" if tail.startswith(_OPENING) else "this is no drillroom log"
        raise _unusable(file, message, _NO_LOG)
    header = _header(lines[0], file)
    reading, good_bytes = _Reading(file), 0
    for number, line in enumerate(lines, 1):
        body = reading.unchained(number, reading.as_written(number, line))
        if body is not None and number > 1:
            reading.record(number, body)
        if not reading.faults:
            good_bytes += len(line) + 1
    return Log(
        header=header,
        entries=tuple(reading.entries),
        session=tuple(reading.session),
        torn=len(tail),
        faults=tuple(reading.faults),
        sha256=reading.digest.hexdigest(),
        good_bytes=good_bytes,
        link=reading.link.hex(),
        next_seq=reading.next["seq"],
        next_s_seq=reading.next["s_seq"],
    )
