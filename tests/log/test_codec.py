"""Records as JSON and back."""

from __future__ import annotations

import inspect
import json
import time
from statistics import median

import pytest
from hypothesis import given
from log_samples import session_records, world_records

from drillroom.errors import DrillroomError
from drillroom.log import records
from drillroom.log.codec import compact, parse, unfolded
from drillroom.log.records import (
    SESSION_KINDS,
    WORLD_KINDS,
    AlertRaised,
    Claim,
    CommandGiven,
    Curve,
    PostAppeared,
    StatementOrdered,
    StateSampled,
    TaskDone,
    Text,
    plain,
)

POST = PostAppeared(
    at=240,
    post="p1",
    form="post",
    channel="microblog",
    by=Text(ref="cast.h3"),
    text=Text(ref="scenario.injects.first.text", args={"n": 3}),
    tone=-0.7,
    curve=Curve(size=1200.123456789, mix=(0.1, 0.2, 0.3, 0.3, 0.1), likes=3.2, comments=0.4),
)


@given(world_records())
def test_world_record_reads_back_equal(record):
    """What was written reads back as an equal record, whatever stands in it."""
    assert parse(json.loads(compact(unfolded(record, {"seq": 1})))) == record


@given(session_records())
def test_session_record_reads_back_equal(record):
    """Session records survive the same way."""
    assert parse(json.loads(compact(unfolded(record, {"s_seq": 1})))) == record


@given(world_records())
def test_writing_agrees_with_plain(record):
    """The fast way of writing says the same as ``plain``, which screens and tools use."""
    line = json.loads(compact(unfolded(record, {})))
    assert line.pop("kind") == type(record).__name__
    assert line == json.loads(json.dumps(plain(record)))


@given(world_records())
def test_writing_what_was_read_gives_the_same_bytes(record):
    """The digest of a log that was read equals the digest of the drill that wrote it."""
    first = compact(unfolded(record, {}))
    assert compact(unfolded(parse(json.loads(first)), {})) == first


def test_keys_stand_in_field_order_without_spaces():
    """A line is compact and its keys follow the record's fields, so that bytes are stable."""
    record = CommandGiven(at=60, id="c1", seat="pr", person="p1", do="reply", args={"post": "帖", "a": 1.50})
    assert compact(unfolded(record, {"seq": 3})).decode() == (
        '{"seq":3,"kind":"CommandGiven","at":60,"to":"all","id":"c1","seat":"pr","person":"p1","do":"reply",'
        '"args":{"post":"帖","a":1.5}}'
    )


def test_empty_and_absent_fields_are_left_out_and_come_back():
    """None and empty mappings take no room and return as what they were."""
    for record in (
        TaskDone(at=1, task="t", do="fix", waited=0),
        CommandGiven(at=1, id="c", seat="pr", person="p1", do="fix", args={}),
        StatementOrdered(
            at=1, statement="s", do="x", seat="pr", channel="c", audience="a", tone="warm", claims=(Claim(op="is"),)
        ),
    ):
        line = json.loads(compact(unfolded(record, {})))
        assert "args" not in line
        assert "words" not in line
        assert parse(line) == record


def test_unknown_kind_is_passed_over():
    """A reader ignores kinds that a later version added."""
    assert parse({"kind": "MoonRose", "at": 1}) is None


def test_unknown_field_is_passed_over():
    """A reader ignores fields that a later version added."""
    assert parse({"kind": "AlertRaised", "at": 0, "color": "red"}) == AlertRaised(at=0)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ({"kind": "AlertRaised"}, "AlertRaised: 'at' is missing"),
        ({"kind": "AlertRaised", "at": 1.5}, "AlertRaised.at: 1.5 is no whole number"),
        ({"kind": "AlertRaised", "at": True}, "AlertRaised.at: True"),
        ({"kind": "AlertRaised", "at": 1, "to": "everyone"}, "AlertRaised.to: 'everyone' is no audience"),
        ({"kind": "PhaseChanged", "at": 1, "phase": 3}, "PhaseChanged.phase: 3 is no text"),
        ({"kind": "TeamAssembled", "at": 1, "seats": "pr"}, "TeamAssembled.seats: 'pr' is no list"),
        ({"kind": "ReviewFiled", "at": 1, "args": []}, "ReviewFiled.args: [] is no mapping"),
        ({"kind": ["x"]}, "is no kind of record"),
        ({"at": 1}, "is no kind of record"),
    ],
)
def test_wrong_field_is_named(line, names):
    """A known kind with a wrong field says which field and what stands there."""
    with pytest.raises(ValueError, match=r"\w") as caught:
        parse(line)
    assert names in str(caught.value)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_json_lacks_are_refused(number):
    """NaN and infinity never reach a log, at any depth."""
    with pytest.raises(DrillroomError, match="cannot be written"):
        compact(unfolded(CommandGiven(at=1, id="c", seat="pr", person="p1", do="x", args={"a": [number]}), {}))


def test_foreign_object_is_refused():
    """A value that JSON does not know is an error, not its repr."""
    with pytest.raises(DrillroomError, match="no place in a log"):
        compact({"a": {1, 2}})


def test_half_a_surrogate_pair_can_be_written_and_read():
    """A broken character in an argument must not stop a drill; it survives in escapes."""
    record = CommandGiven(at=1, id="c", seat="pr", person="p1", do="x", args={"a": "\ud800 中"})
    assert parse(json.loads(compact(unfolded(record, {})))) == record


def test_every_kind_in_the_table_is_the_class_of_the_module():
    """The tables of kinds hold the very classes that code imports, and all of them."""
    for name, kind in {**WORLD_KINDS, **SESSION_KINDS}.items():
        assert getattr(records, name) is kind
    classes = {name for name, kind in inspect.getmembers(records, inspect.isclass) if issubclass(kind, records.Record)}
    assert classes - {"Record"} == set(WORLD_KINDS)


def test_no_field_has_the_name_of_a_key_of_the_line():
    """``seq``, ``s_seq``, ``kind`` and ``chain`` belong to the line, never to a record."""
    for kind in (*WORLD_KINDS.values(), *SESSION_KINDS.values()):
        assert not {"seq", "s_seq", "kind", "chain"} & set(kind.__dataclass_fields__)


def test_writing_takes_microseconds():
    """A record costs well below a tenth of a millisecond, so that a drill of thousands of records is not felt."""
    state = StateSampled(
        at=300, trust=70.123456789, heat=12.3, anger=0.1, rumor=0.2, harm=0.8, churn=0.01, value=99.9,
        cred=1.0, harm_minutes=12.5, exposures=120_000,
    )  # fmt: skip
    spans = []
    for _ in range(7):
        start = time.process_time()
        for _ in range(300):
            compact(unfolded(POST, {"seq": 1}))
            compact(unfolded(state, {"seq": 2}))
        spans.append((time.process_time() - start) / 600)
    assert median(spans) < 100e-6
