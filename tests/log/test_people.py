"""Names and typed words beside the log."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillroom.errors import UnusableFile
from drillroom.log.people import People, read_people

SALT = bytes(range(16))


@given(st.lists(st.tuples(st.sampled_from(["p1", "p2"]), st.text(max_size=20)), max_size=6), st.text(max_size=9))
def test_people_read_back_equal(typed, name):
    """What was kept reads back, whatever was typed."""
    people = People(SALT).naming("p1", name)
    for person, text in typed:
        people, key = people.keeping(person, text)
        assert people.texts[key] == people.texts[people.key(text)]
    assert read_people(people.to_bytes(), file="a") == people


def test_key_depends_on_salt_and_words_only():
    """The log's key is 16 hex digits and cannot be looked up without the salt."""
    one, other = People(SALT), People(b"other salt")
    assert one.key("we are sorry") == one.naming("p1", "Li").key("we are sorry")
    assert one.key("we are sorry") != other.key("we are sorry")
    assert one.key("we are sorry") != one.key("we are sorry.")
    assert len(one.key("")) == 16
    assert int(one.key(""), 16) >= 0


def test_typed_words_are_cleaned():
    """No escape sequence or direction mark is kept, and the key is that of the clean words."""
    people, key = People(SALT).keeping("p1", "a\x1b[31mb\u202ec\r\nd")
    assert people.texts == {key: "abc\nd"}
    assert key == people.key("abc\nd")
    assert people.naming("p1", "Li\x1b]0;x\x07\nWei").names == {"p1": "Li Wei"}


def test_erasing_a_person_leaves_keys_without_words():
    """Name and words are gone from the bytes; other people's stay, and so do all keys."""
    people, hers = People(SALT).naming("p1", "Chen").naming("p2", "Ortiz").keeping("p1", "secret words")
    people, his = people.keeping("p2", "other words")
    erased = people.erase("p1")
    assert b"secret" not in erased.to_bytes()
    assert b"Chen" not in erased.to_bytes()
    assert erased.texts == {hers: "", his: "other words"}
    assert erased.names == {"p1": "", "p2": "Ortiz"}
    assert erased.erase("p1") == erased
    assert people.erase("nobody") == people


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\x00",
        b"[]",
        b"{}",
        b'{"format":1,"salt":"00","people":{},"texts":{}}',
        b'{"format":0,"salt":"xx","people":{},"texts":{}}',
        b'{"format":0,"salt":"00","people":{"p1":3},"texts":{}}',
        b'{"format":0,"salt":"00","people":{},"texts":{"k":3}}',
        b'{"format":0,"salt":"00","people":{},"texts":[]}',
        b"[" * 100_000,
    ],
)
def test_unusable_people_file_is_told(data):
    """A broken people file is one clear error with its name."""
    with pytest.raises(UnusableFile, match=r"x\.people\.json: this people file cannot be read"):
        read_people(data, file="x.people.json")


def test_unknown_fields_are_passed_over():
    """Later versions may add fields."""
    data = b'{"format":0,"salt":"00ff","people":{"p1":{"name":"Li","age":3}},"texts":{},"more":1}'
    assert read_people(data, file="x") == People(b"\x00\xff", names={"p1": "Li"})
