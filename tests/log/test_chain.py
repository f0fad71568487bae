"""The hash chain: what was written reads back, and every accident is found with its line."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from log_samples import a_header, as_lines, session_records, world_records

from drillroom.errors import UnusableFile
from drillroom.log.chain import Chain, Log, header_line, read, world_digest
from drillroom.log.records import AlertRaised, ClockMarked, DrillClosed, DrillOpened, Entry, PhaseChanged, SessionEntry

RECORDS = (
    DrillOpened(at=-60, starts=-60, ends=600),
    ClockMarked(wall=1.5, now=-60),
    AlertRaised(at=0),
    PhaseChanged(at=0, phase="outbreak"),
    ClockMarked(wall=6.5, now=300),
    DrillClosed(at=600),
)


def is_sound(log: Log) -> bool:
    """No fault and no torn line."""
    return not log.faults and not log.torn


@pytest.fixture
def lines() -> list[bytes]:
    """The lines of a small sound log."""
    return as_lines(a_header(), RECORDS)


def _read(lines: list[bytes]):
    return read(b"".join(lines), file="a.jsonl")


@given(st.lists(world_records() | session_records(), max_size=6))
@settings(max_examples=60)
def test_log_reads_back_whole(records):
    """Any records, in any mix of the two classes, read back in order and without a fault."""
    header = a_header()
    data = b"".join(as_lines(header, records))
    log = read(data, file="a.jsonl")
    assert log.faults == ()
    assert is_sound(log)
    assert log.header == header
    ours = [item for item in records if hasattr(item, "at")]
    assert log.entries == tuple(Entry(seq, record) for seq, record in enumerate(ours))
    others = [item for item in records if not hasattr(item, "at")]
    assert log.session == tuple(SessionEntry(seq, record) for seq, record in enumerate(others))
    assert log.good_bytes == len(data)
    assert log.sha256 == world_digest(log.entries)


def test_session_records_do_not_touch_the_digest(lines):
    """``log_sha256`` is over the world alone: who sat there, and when, changes nothing in it."""
    world = [record for record in RECORDS if hasattr(record, "at")]
    assert _read(lines).sha256 == _read(as_lines(a_header(seed=8), world)).sha256
    assert _read(lines).sha256 != _read(as_lines(a_header(), world[:-1])).sha256


def test_chain_goes_on_from_a_log_that_was_read(lines):
    """A log written in two sittings is the log written in one, byte for byte."""
    chain = Chain.at_end_of(_read(lines[:4]))
    rest = [chain.world(Entry(2, RECORDS[3])), chain.session(RECORDS[4]), chain.world(Entry(3, RECORDS[5]))]
    assert lines[:4] + rest == lines


def test_record_out_of_turn_is_not_written(lines):
    """The writer refuses a world record whose number is not the next one, and stays usable."""
    chain = Chain.behind(lines[0])
    with pytest.raises(ValueError, match="world record 5 where 0 must come"):
        chain.world(Entry(5, RECORDS[0]))
    assert chain.world(Entry(0, RECORDS[0])) == lines[1]


def test_line_is_json_with_the_hash_last(lines):
    """Other tools can read every line, and the chain hash stands last."""
    for line in lines:
        assert line.endswith(b"\n")
        assert list(json.loads(line))[-1] == "chain"


def test_every_flipped_bit_is_found(lines):
    """No single changed bit goes unnoticed, and the fault names its line."""
    data = b"".join(lines)
    number, starts = 0, [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for place in range(len(data)):
        number = sum(start <= place for start in starts[:-1])
        changed = bytearray(data)
        changed[place] ^= 1 << (place % 8)
        try:
            log = read(bytes(changed), file="a.jsonl")
        except UnusableFile:
            assert number == 1
            continue
        assert not is_sound(log)
        if log.faults:
            assert log.faults[0].line in (number, number + 1)
            assert log.good_bytes <= starts[number]


def test_flipped_bit_names_its_line_only_once(lines):
    """One changed record is one fault; the lines behind it are still checked against what stands there."""
    lines[3] = lines[3].replace(b"AlertRaised", b"AlertRaysed")
    log = _read(lines)
    assert [(fault.line, "chain breaks" in fault.message) for fault in log.faults] == [(4, True)]
    assert log.good_bytes == sum(map(len, lines[:3]))


def test_changed_line_ends_are_told_once(lines):
    """A copy with other line ends is not what was written: one fault for all of them, and others are still found."""
    crlf = b"".join(lines).replace(b"\n", b"\r\n")
    log = read(crlf, file="a.jsonl")
    assert [(fault.line, "line ends" in fault.message) for fault in log.faults] == [(1, True)]
    assert log.good_bytes == 0
    assert log.entries == _read(lines).entries
    changed = read(crlf.replace(b"AlertRaised", b"AlertRaysed"), file="a.jsonl")
    assert [(fault.line, "chain breaks" in fault.message) for fault in changed.faults] == [(1, False), (4, True)]
    lines[2] = lines[2].replace(b"\n", b"\r\n")
    assert [fault.line for fault in _read(lines).faults] == [3]
    assert _read(lines).good_bytes == sum(map(len, lines[:2]))


def test_missing_line_is_found(lines):
    """A line taken out breaks the chain and the numbers at the line that follows it."""
    faults = _read(lines[:3] + lines[4:]).faults
    assert {fault.line for fault in faults} == {4}
    assert "seq 2 stands where 1 must come" not in faults[0].message
    assert any("seq" in fault.message and "must come" in fault.message for fault in faults)


def test_doubled_line_is_found(lines):
    """A line written twice is found at its second place, and only there."""
    assert {fault.line for fault in _read([*lines[:4], *lines[3:]]).faults} == {5}


def test_exchanged_lines_are_found(lines):
    """Two lines in the wrong order are found where the order breaks."""
    lines[3], lines[4] = lines[4], lines[3]
    assert _read(lines).faults[0].line == 4


def test_number_that_does_not_rise_is_found_behind_a_fitting_chain(lines):
    """Even with hashes that fit, numbers with a gap are a fault."""
    line = Chain(_read(lines[:3]).link, next_seq=7).world(Entry(7, AlertRaised(at=0)))
    (fault,) = _read([*lines[:3], line]).faults
    assert (fault.line, fault.message) == (4, "the record with seq 7 stands where 1 must come")


def test_torn_last_line_is_told_apart_from_a_fault(lines):
    """An unfinished last line is counted in bytes and is no fault of what stands before it."""
    log = _read([*lines[:-1], lines[-1][:-1]])
    assert (log.torn, log.faults) == (len(lines[-1]) - 1, ())
    assert log.good_bytes == sum(map(len, lines[:-1]))
    assert len(log.entries) == 3


def test_record_with_wrong_fields_is_a_fault_with_its_line(lines):
    """A line whose hash fits but whose fields do not is named, and the rest is read."""
    body = b'{"seq":1,"kind":"PhaseChanged","at":"soon"'
    chain = Chain(_read(lines[:3]).link)
    line = chain._close(body)
    (fault,) = _read([*lines[:3], line]).faults
    assert fault.line == 4
    assert "PhaseChanged.at: 'soon' is no whole number" in fault.message


def test_nested_brackets_do_not_break_the_reader(lines):
    """A line of thousands of brackets is a fault, not a crash."""
    chain = Chain(_read(lines[:3]).link)
    line = chain._close(b'{"seq":1,"kind":"X","a":' + b"[" * 100_000 + b"]" * 100_000)
    assert "nested too deeply" in _read([*lines[:3], line]).faults[0].message


def test_record_of_a_later_version_counts_but_is_passed_over(lines):
    """An unknown kind keeps its number and its place in the digest; the reader goes on."""
    chain = Chain(_read(lines[:3]).link)
    line = chain._close(b'{"seq":1,"kind":"MoonRose","at":0')
    log = read(b"".join([*lines[:3], line]), file="a.jsonl")
    assert is_sound(log)
    assert log.next_seq == 2
    assert len(log.entries) == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\n", "no drillroom log"),
        (b"\x00" * 5000, "no drillroom log"),
        (b"\x7fELF\x02\x01\n\xff\xfe", "no drillroom log"),
        (b"hello\nworld\n", "no drillroom log"),
        (b'{"event":"x"}\n', "no drillroom log"),
        (b"[1,2]\n", "no drillroom log"),
        (b"[" * 200_000 + b"\n", "no drillroom log"),
        (b'{"drillroom-log":0,"product":"0.1', "ends inside its header"),
        (b'{"drillroom-log":0,"product":"0.1\n', "header of this log is damaged"),
        (b'{"drillroom-log":0,"product":"0.1"}\n', "header of this log is damaged: 'engine' is missing"),
        (b'{"drillroom-log":3}\n', "format 3"),
        (b'{"drillroom-log":"x"}\n', "format 'x'"),
        (b'{"drillroom-log":false}\n', "format False"),
    ],
)
def test_unusable_file_says_what_it_is(data, says):
    """A file without a header to go by is refused in one sentence with the file's name."""
    with pytest.raises(UnusableFile, match=r"a\.jsonl: ") as caught:
        read(data, file="a.jsonl")
    assert says in str(caught.value)
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(("name", "value"), [("seed", "7"), ("scenario", []), ("product", None), ("seed", True)])
def test_header_with_a_wrong_field_is_refused(name, value):
    """A header field of the wrong type is named."""
    with pytest.raises(UnusableFile, match=f"{name!r} in the header is"):
        read(header_line(a_header(**{name: value})), file="a.jsonl")


def test_header_ignores_fields_of_later_versions():
    """A header with more fields than we know still opens."""
    line = json.loads(header_line(a_header()))
    line["weather"] = "fine"
    assert read(json.dumps(line).encode() + b"\n", file="a.jsonl").header == a_header()


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_read(data):
    """No bytes whatever raise anything but the one deliberate error."""
    with contextlib.suppress(UnusableFile):
        read(data, file="a.jsonl")


@given(st.integers(0, 5), st.binary(max_size=60), st.booleans())
def test_any_bytes_inside_a_log_never_crash_the_reader(place, data, with_line_end):
    """Foreign bytes anywhere behind the header are faults or a torn line."""
    lines = as_lines(a_header(), RECORDS)
    lines.insert(place + 1, data + (b"\n" if with_line_end else b""))
    log = _read(lines)
    assert not is_sound(log) or data == b""
