"""Records, headers and logs for the tests of the log: drawn by hypothesis from the record types themselves."""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from drillroom.log.chain import Chain, header_line
from drillroom.log.header import Header
from drillroom.log.records import SESSION_KINDS, WORLD_KINDS, Claim, Curve, Entry, Record, SessionRecord, Text

SEATS = ("lead", "pr", "legal", "tech", "service", "hr")

# Few ids, so that records often speak of the same thing.
_words = st.sampled_from(["p1", "s1", "what", "scope"]) | st.text(
    st.characters(exclude_categories=("Cs",)), max_size=12
)
_floats = st.floats(allow_nan=False, allow_infinity=False)
_ints = st.integers(-(10**6), 10**9)
_json = st.recursive(
    st.none() | st.booleans() | _ints | _floats | _words, lambda x: st.lists(x, max_size=3), max_leaves=4
)
_audiences = st.sampled_from(("all", "facilitator", "none")) | st.lists(
    st.sampled_from(SEATS), min_size=1, max_size=3, unique=True
).map(tuple)


def _drawn(hint: Any) -> st.SearchStrategy[Any]:
    plain = {str: _words, int: _ints, float: _floats, bool: st.booleans(), Any: _json}
    if hint in plain:
        return plain[hint]
    if hint in (Text, Curve, Claim):
        return built(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        return st.lists(_drawn(args[0]), max_size=3).map(tuple)
    if origin in (Union, types.UnionType):
        if any(get_origin(arg) is Literal for arg in args):
            return _audiences
        return st.one_of(*(st.none() if arg is types.NoneType else _drawn(arg) for arg in args))
    return st.dictionaries(_words, _json, max_size=3)


def built(kind: type) -> st.SearchStrategy[Any]:
    """Any value of a record type, from the types of its fields."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{f.name: _drawn(hints[f.name]) for f in fields(kind)})


def world_records() -> st.SearchStrategy[Record]:
    """Any world record."""
    return st.sampled_from(sorted(WORLD_KINDS)).flatmap(lambda name: built(WORLD_KINDS[name]))


def session_records() -> st.SearchStrategy[SessionRecord]:
    """Any session record."""
    return st.sampled_from(sorted(SESSION_KINDS)).flatmap(lambda name: built(SESSION_KINDS[name]))


def a_header(**changes: Any) -> Header:
    """A small header; ``changes`` replace its fields."""
    values: dict[str, Any] = {
        "product": "0.1.0",
        "engine": 1,
        "seed": 7,
        "settings": {"relaxed": False},
        "parameters": {"spread_tau": [2.0, 10.0, 45.0, 180.0, 720.0]},
        "cast": {"h0": {"en": "@otter", "zh-Hans": "@水獭"}},
        "playbooks": {"none": {"steps": []}, "model": {"steps": []}},
        "scenario": {"id": "a-crisis", "facts": {"what": {}, "scope": {}}},
        "doctrine": {"id": "d"},
        "vocabulary": {"seats": {"pr": {"en": "PR", "zh-Hans": "公关"}}},
    }
    return Header(**{**values, **changes})


def as_lines(header: Header, records: Sequence[Record | SessionRecord]) -> list[bytes]:
    """The lines of a log with these records."""
    lines = [header_line(header)]
    chain = Chain.behind(lines[0])
    for record in records:
        if isinstance(record, SessionRecord):
            lines.append(chain.session(record))
        else:
            lines.append(chain.world(Entry(chain.next_seq, record)))
    return lines
