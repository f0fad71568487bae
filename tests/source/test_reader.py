"""What the reader takes and what it refuses, the same with libyaml and without."""

from __future__ import annotations

import contextlib
import json
import time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from drillroom.errors import UnusableFile
from drillroom.source import reader
from drillroom.source.reader import ANY, MAX_BYTES, MAX_NODES, read_yaml

LOADERS = [reader.PlainLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def _each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LOADER", request.param)


def value(text: str | bytes) -> Any:
    return read_yaml(text if isinstance(text, bytes) else text.encode(), file="f.yaml").value


def refusal(text: str | bytes) -> str:
    with pytest.raises(UnusableFile) as caught:
        value(text)
    return str(caught.value)


@pytest.mark.usefixtures("_each_loader")
class TestRefusals:
    """Each thing that must not get in is named, with its place."""

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"", "f.yaml: the file is empty"),
            (b"# only a comment\n", "f.yaml: the file is empty"),
            (b"---\n...\n", "f.yaml: the file is empty"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "f.yaml: this is a binary file"),
            (b"a: 1\nb: \x00", "f.yaml: this is a binary file"),
            (
                "a: 中文\nb: ".encode() + "中".encode("gbk"),
                "f.yaml:2:4: the byte 0xd6 is not UTF-8 (save the file as UTF-8",
            ),
            ("a: 1".encode("utf-16"), "f.yaml: the file is written in UTF-16 (save it as UTF-8)"),
            (b"a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document starts here"),
            (b"a: &x [1]\n", "f.yaml:1:4: the anchor '&x' is not allowed"),
            (b"a: *x\n", "f.yaml:1:4: the alias '*x' is not allowed"),
            (b"a: !!python/object:os.system x\n", "f.yaml:1:4: the tag 'tag:yaml.org,2002:python/object:os.system'"),
            (b"a: !mine 3\n", "f.yaml:1:4: the tag '!mine' is not allowed"),
            (b"a: ! 3\n", "f.yaml:1:4: the tag '!' is not allowed"),
            (b"a: 1\nb: 2\na: 3\n", "f.yaml:3:1: a: the field 'a' stands here twice (first in line 1)"),
            (b"m:\n  - {x: 1, x: 2}\n", "f.yaml:2:12: m.0.x: the field 'x' stands here twice (first in line 2)"),
            (b"? [a]\n: b\n", "f.yaml:1:3: a field name must be a word"),
            (b"a: \x1b[31mred\n", "f.yaml:1:4: the character '\\x1b' may not stand in a text file"),
            ("a: x\ufeffy\n".encode(), "f.yaml:1:5: the character '\\ufeff' may not stand"),
            (b"a:\n\t- b\n", "f.yaml:2:1: a tab stands here (use spaces, not tabs)"),
            (b"a: b: c\n", "(put a text that holds a colon in quotes)"),
            (b"a: 1234567890123456789\n", "f.yaml:1:4: the number '1234567890123456789' is too long"),
            (b"a: 1e999\n", "f.yaml:1:4: the number '1e999' is too large"),
            (b'"a\\u200bb": 1\n', "f.yaml:1:1: the field name 'a\\u200bb' holds invisible characters"),
        ],
    )
    def test_a_bad_file_is_refused_with_its_place(self, data: bytes, message: str) -> None:
        """Binary, empty, foreign encodings, two documents, aliases, tags, duplicates: each has its sentence."""
        assert message in refusal(data)

    def test_all_passable_problems_come_at_once(self) -> None:
        """Nobody mends one duplicate key only to be told of the next."""
        lines = refusal("a: &x 1\nb: *x\na: !!str 2\nb: 3\n").splitlines()
        assert [line.split(": ")[0] for line in lines] == [
            "f.yaml:1:4",
            "f.yaml:2:4",
            "f.yaml:3:1",
            "f.yaml:3:4",
            "f.yaml:4:1",
        ]

    @pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
    def test_five_thousand_nested_values_are_refused_at_once(self, opening: str) -> None:
        """Depth is counted on events, so nothing recurses and nothing is built."""
        assert "nested more than 40 deep" in refusal(opening * 5000) or "a field name" in refusal(opening * 5000)

    def test_forty_levels_fit(self) -> None:
        """The limit is what it says, to the level."""
        assert value("[" * 40 + "]" * 40)
        assert "nested more than 40 deep" in refusal("[" * 41 + "]" * 41)

    def test_fifty_thousand_values_fit_and_no_more(self) -> None:
        """Keys, items and containers all count."""
        fits = "[" + "1," * (MAX_NODES - 1) + "]"
        assert len(value(fits)) == MAX_NODES - 1
        assert f"more than {MAX_NODES} values" in refusal("[" + "1," * MAX_NODES + "]")

    def test_a_file_over_the_limit_is_not_even_parsed(self) -> None:
        """Six megabytes cost nothing."""
        started = time.process_time()
        assert f"the file has 6000000 bytes; {MAX_BYTES} is the limit" in refusal(b"a" * 6_000_000)
        assert time.process_time() - started < 0.5

    def test_a_bomb_of_aliases_never_unfolds(self) -> None:
        """Aliases are refused one by one, not followed."""
        bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
            for before, name in zip("abcdefgh", "bcdefghi", strict=True)
        )
        assert refusal(bomb).count("is not allowed") >= 80


@pytest.mark.usefixtures("_each_loader")
class TestValues:
    """Plain scalars follow the core of YAML 1.2, decimal numbers only."""

    @pytest.mark.parametrize(
        "text",
        [
            "NO",
            "no",
            "on",
            "yes",
            "10:30",
            "017",
            "0x1f",
            "0o17",
            "1_000",
            "2025-11-01",
            ".inf",
            ".nan",
            "1,5",
            "4 200",
        ],
    )
    def test_words_that_older_yaml_turned_into_something_else_stay_text(self, text: str) -> None:
        """``NO`` is a country and ``10:30`` a time of day."""
        assert value(f"a: {text}") == {"a": text}

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("true", True),
            ("False", False),
            ("null", None),
            ("~", None),
            ("", None),
            ("12", 12),
            ("-7", -7),
            ("+3", 3),
            ("0", 0),
            ("0.5", 0.5),
            ("-1.5e3", -1500.0),
            (".5", 0.5),
            ("2.", 2.0),
            ("1e2", 100.0),
        ],
    )
    def test_constants_and_decimal_numbers_are_read(self, text: str, expected: Any) -> None:
        """And nothing else is."""
        found = value(f"a: {text}")["a"]
        assert found == expected
        assert type(found) is type(expected)

    def test_quoted_words_are_text(self) -> None:
        """Quotes mean text, whatever is in them."""
        assert value("{a: '12', b: \"true\", c: 'null'}") == {"a": "12", "b": "true", "c": "null"}

    def test_field_names_are_always_text(self) -> None:
        """``1:`` and ``true:`` are names like any other."""
        assert value("1: a\ntrue: b\n") == {"1": "a", "true": "b"}

    def test_a_byte_order_mark_at_the_start_is_passed_over(self) -> None:
        """Some editors on Windows write one."""
        assert value(b"\xef\xbb\xbfa: 1") == {"a": 1}

    def test_unsafe_characters_are_taken_out_and_remembered(self) -> None:
        """Escapes in quotes are the only way they can come in."""
        tree = read_yaml(rb'a: ["\e[31mred\e[0m", "x\u202ey"]', file="f")
        assert tree.value == {"a": ["red", "xy"]}
        assert tree.cleaned == (("a", 0), ("a", 1))

    def test_json_with_emoji_and_tabs_is_read(self) -> None:
        """JSON writes an emoji as two escapes; YAML alone would not take that."""
        original = {"steps": [{"text": "ok 😀 \\ud83d 中文", "n": 1}]}
        assert value(json.dumps(original, indent="\t")) == original

    def test_question_marks_may_end_a_text_in_braces(self) -> None:
        """People ask questions; without libyaml the parser would stumble over the mark."""
        assert value("a: {en: How many?, zh: 多少？, b: why?now}") == {
            "a": {"en": "How many?", "zh": "多少？", "b": "why?now"}
        }

    def test_markup_and_code_stay_as_they_are(self) -> None:
        """They are data; whoever shows them must treat them so."""
        text = "[/x] [@click=app.quit]x[/] <script>alert(1)</script> {0.__class__}"
        assert value(f"a: '{text}'") == {"a": text}


class TestPlaces:
    """Every value knows its line and column."""

    TREE = read_yaml(b"people:\n  - id: ann\n    says: {en: hi, zh: [1, 2]}\nlast:\n  x: 1\n", file="f")

    def test_a_scalar_has_its_own_place(self) -> None:
        """From 1, as editors count."""
        assert self.TREE.place(("people", 0, "says", "en")) == (3, 16)
        assert self.TREE.place(("people", 0, "says", "zh", 1)) == (3, 28)

    def test_a_map_has_the_place_of_its_key(self) -> None:
        """Its own beginning is often a line further down."""
        assert self.TREE.place(("last",)) == (4, 1)
        assert self.TREE.key_place(("last", "x")) == (5, 3)

    def test_what_is_not_there_has_the_place_of_what_should_hold_it(self) -> None:
        """So a missing field can be pointed at."""
        assert self.TREE.place(("last", "y", "z")) == (4, 1)

    def test_paths_name_items_by_their_id(self) -> None:
        """People know their items by name, not by number."""
        assert self.TREE.path(("people", 0, "says", "zh", 1)) == "people.ann.says.zh.1"

    def test_each_finds_everything_at_a_pattern(self) -> None:
        """Absent branches are passed over."""
        assert list(self.TREE.each("people", ANY, "says", ANY)) == [
            (("people", 0, "says", "en"), "hi"),
            (("people", 0, "says", "zh"), [1, 2]),
        ]
        assert list(self.TREE.each("nobody", ANY, "x")) == []


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z")), max_size=20),
)
trees = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text("abcdefgh-", min_size=1, max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(deadline=None)
@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=6), trees, min_size=1, max_size=4))
def test_json_reads_back_the_same_through_both_parsers(original: dict[str, Any]) -> None:
    """Any JSON of safe text is YAML with the same meaning, with libyaml and without."""
    from drillroom.source.clean import clean

    def cleaned(it: Any) -> Any:
        if isinstance(it, dict):
            return {key: cleaned(item) for key, item in it.items()}
        return [cleaned(item) for item in it] if isinstance(it, list) else clean(it) if isinstance(it, str) else it

    for loader in LOADERS:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reader, "LOADER", loader)
            for is_ascii in (True, False):
                found = read_yaml(json.dumps(original, ensure_ascii=is_ascii).encode(), file="f").value
                assert found == cleaned(original)


@settings(deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text("[]{}:,-?&*!|>'\"%@`#\n\t ab1\u200b\ud83d", max_size=200).map(
            lambda t: t.encode("utf-8", "surrogatepass")
        ),
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No input raises anything but UnusableFile, with libyaml or without."""
    for loader in LOADERS:
        problems = []
        with pytest.MonkeyPatch.context() as patch, contextlib.suppress(UnusableFile):
            patch.setattr(reader, "LOADER", loader)
            try:
                read_yaml(data, file="f")
            except UnusableFile as error:
                problems = list(error.problems)
                raise
        assert all("\n" not in str(problem) for problem in problems)
