"""Reads the bytes of a YAML file into plain values, each with its line and column.

The limits on size, depth and nodes hold while events come in, before anything is built, with libyaml and without; no
alias, anchor, tag, second document or duplicate key gets through, and nothing here recurses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from drillroom.errors import UnusableFile

from .clean import clean
from .problems import Loc, Place, Problems, dotted, show

MAX_BYTES = 1_048_576
MAX_NODES = 50_000
MAX_DEPTH = 40
ANY = None
"""In a pattern for ``Tree.each``: every key or item."""

_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*([eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+))")
_FORBIDDEN = re.compile("[^\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_HALF = re.compile("[\ud800-\udfff]")


class PlainLoader(yaml.SafeLoader):
    """The parser for machines without libyaml, taught the one thing that it reads otherwise.

    In ``{en: How many?, zh: 多少？}`` it would end the text at the question mark.
    """

    def scan_plain(self) -> Any:
        if not self.flow_level:
            return super().scan_plain()
        vars(self)["peek"] = self._peek_in_text
        try:
            return super().scan_plain()
        finally:
            del vars(self)["peek"]

    def _peek_in_text(self, index: int = 0) -> str:
        character = str(super().peek(index))
        return "x" if character == "?" else character


LOADER: Any = getattr(yaml, "CSafeLoader", PlainLoader)


@dataclass(slots=True)
class Spot:
    """Where a value starts, where its key stands, and the spots inside it."""

    place: Place
    key: Place | None = None
    fields: dict[str, Spot] | None = None
    items: list[Spot] | None = None

    def step(self, step: str | int) -> Spot | None:
        """The spot of one field or item, if it is there."""
        if self.fields is not None and isinstance(step, str):
            return self.fields.get(step)
        if self.items is not None and isinstance(step, int) and 0 <= step < len(self.items):
            return self.items[step]
        return None


@dataclass(frozen=True, slots=True)
class Tree:
    """A file as plain values, with the place of each. ``cleaned``: where unsafe characters were taken out."""

    file: str
    value: Any
    spot: Spot
    cleaned: tuple[Loc, ...] = ()

    def _spot(self, loc: Loc) -> Spot:
        """The deepest spot on the way to ``loc``; steps that are not in the file are passed over."""
        spot = self.spot
        for step in loc:
            spot = spot.step(step) or spot
        return spot

    def place(self, loc: Loc) -> Place:
        """(line, column) from 1 of a value; of its key for a value that holds others."""
        spot = self._spot(loc)
        is_scalar = spot.fields is None and spot.items is None
        return spot.place if is_scalar or spot.key is None else spot.key

    def key_place(self, loc: Loc) -> Place:
        """(line, column) from 1 of the key of a value."""
        spot = self._spot(loc)
        return spot.key or spot.place

    def path(self, loc: Loc) -> str:
        """``loc`` for people: list items by their id where they have one; steps not in the file are kept at the end."""
        value, steps = self.value, []
        for step in loc:
            value = _inside(value, step)
            name = value.get("id") if isinstance(step, int) and isinstance(value, dict) else None
            steps.append(name if isinstance(name, str) and name else step)
        return dotted(steps)

    def get(self, loc: Loc, default: Any = None) -> Any:
        """The value at ``loc``, or ``default`` where the file has none."""
        value = self.value
        for step in loc:
            value = _inside(value, step)
        return default if value is None else value

    def each(self, *pattern: str | int | None) -> Iterator[tuple[Loc, Any]]:
        """(loc, value) of everything at ``pattern``, where ``ANY`` stands for every key or item; null is left out."""
        found: list[tuple[Loc, Any]] = [((), self.value)]
        for step in pattern:
            found = [
                ((*loc, key), _inside(value, key))
                for loc, value in found
                for key in (_keys(value) if step is ANY else (step,))
            ]
        return ((loc, value) for loc, value in found if value is not None)


def _keys(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(value)
    return range(len(value)) if isinstance(value, list) else ()


def _inside(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    return None


def read_yaml(data: bytes, *, file: str, problems: Problems | None = None) -> Tree:
    """The one document in ``data``, within the limits of this module.

    Raises UnusableFile with every problem. With ``problems`` given, what can be passed over (a duplicate key,
    an anchor) is only added there, so that later checks can add theirs; the caller raises.
    """
    found = problems if problems is not None else Problems(file)
    tree = _Builder(file, _text(data, found), found).build()
    if problems is None:
        found.raise_errors()
    return tree


def _stop(problems: Problems, place: Place, message: str, hint: str = "") -> UnusableFile:
    problems.add(place, "", message, hint)
    return UnusableFile(problems.sorted())


def _text(data: bytes, problems: Problems) -> str:
    """``data`` as text that YAML may hold. Raises UnusableFile."""
    if len(data) > MAX_BYTES:
        raise _stop(problems, (0, 0), f"the file has {len(data)} bytes; {MAX_BYTES} is the limit")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _stop(problems, (0, 0), "the file is written in UTF-16", "save it as UTF-8")
    if b"\0" in data:
        raise _stop(problems, (0, 0), "this is a binary file, not a text", "give a YAML file")
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = _place(data[: error.start].decode("utf-8"), error.start)
        byte = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        raise _stop(problems, place, byte, "save the file as UTF-8, not as GBK, ANSI or another encoding") from None
    if text.lstrip()[:1] in ("{", "["):
        text = _json_as_yaml(text)
    for _, match in zip(range(20), _FORBIDDEN.finditer(text), strict=False):
        is_tab = match[0] == "\t"
        message = "a tab stands here" if is_tab else f"the character {match[0]!r} may not stand in a text file"
        problems.add(_place(text, match.start()), "", message, "use spaces, not tabs" if is_tab else "delete it")
    if problems.has_errors:
        raise UnusableFile(problems.sorted())
    return text


def _json_as_yaml(text: str) -> str:
    """JSON writes an emoji as two escapes and may hold tabs between values; YAML takes neither."""

    def joined(match: re.Match[str]) -> str:
        point = 0x10000 + ((int(match[2], 16) - 0xD800) << 10) + int(match[3], 16) - 0xDC00
        return f"{match[1]}\\U{point:08x}"

    return _PAIR.sub(joined, text.replace("\t", " "))


def _place(text: str, index: int) -> Place:
    before = text[:index]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


@dataclass(slots=True)
class _Frame:
    """A map or list that is still being filled; of a map, ``key`` is the field whose value comes next."""

    value: Any
    spot: Spot
    loc: Loc
    key: str | None = None
    key_place: Place | None = None
    is_twice: bool = False

    @property
    def wants_key(self) -> bool:
        return self.spot.fields is not None and self.key is None

    def next_loc(self) -> Loc:
        return (*self.loc, self.key if self.key is not None else len(self.value))

    def put(self, value: Any, spot: Spot) -> None:
        """Add an item, or the value of the open key; of a key that stands twice the first value stays."""
        if self.spot.items is not None:
            self.value.append(value)
            self.spot.items.append(spot)
            return
        spot.key = self.key_place
        if self.spot.fields is not None and self.key is not None and not self.is_twice:
            self.value[self.key] = value
            self.spot.fields[self.key] = spot
        self.key = None


@dataclass(slots=True)
class _Builder:
    """Folds parse events into values and spots, with a stack of its own."""

    file: str
    text: str
    problems: Problems
    stack: list[_Frame] = field(default_factory=list)
    root: tuple[Any, Spot] | None = None
    nodes: int = 0
    documents: int = 0
    cleaned: list[Loc] = field(default_factory=list)

    def build(self) -> Tree:
        try:
            for event in yaml.parse(self.text, Loader=LOADER):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            raise self._syntax(error) from None
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # A reader error has no mark; ValueError and OverflowError come from escapes beyond Unicode.
            raise _stop(self.problems, (0, 0), f"this is no YAML: {show(str(error))}") from None
        if self.root is None or (self.root[0] is None and not self.problems.has_errors):
            raise _stop(self.problems, (0, 0), "the file is empty", "copy one that works to start from")
        return Tree(self.file, self.root[0], self.root[1], tuple(self.cleaned))

    def _syntax(self, error: yaml.MarkedYAMLError) -> UnusableFile:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        words = clean(" ".join(part for part in (error.context, error.problem) if part)).replace("\n", " ")
        hint = ""
        if "mapping values are not allowed" in words:
            hint = "put a text that holds a colon in quotes"
        return _stop(self.problems, place, f"this is no YAML: {words}", hint)

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.stack.pop()
        elif kind is yaml.AliasEvent:
            place = self._count(event)
            self.problems.add(place, "", f"the alias {show('*' + event.anchor)} is not allowed", "write the value out")
            if self.stack and self.stack[-1].wants_key:
                self._open_key("*" + event.anchor, place)
            else:
                self._put(None, Spot(place))
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                place = (event.start_mark.line + 1, event.start_mark.column + 1)
                raise _stop(self.problems, place, "a second document starts here", "one file holds one document")

    def _count(self, event: Any) -> Place:
        mark = event.start_mark
        place = (mark.line + 1, mark.column + 1)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _stop(self.problems, place, f"the file holds more than {MAX_NODES} values")
        return place

    def _refuse_marks(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self.problems.add(place, "", f"the anchor {show('&' + event.anchor)} is not allowed", "write values out")
        if event.tag is not None:
            self.problems.add(place, "", f"the tag {show(event.tag)} is not allowed", "write the plain value")

    def _open(self, event: Any, value: Any) -> None:
        place = self._count(event)
        self._refuse_marks(event, place)
        if len(self.stack) >= MAX_DEPTH:
            raise _stop(self.problems, place, f"values are nested more than {MAX_DEPTH} deep")
        if self.stack and self.stack[-1].wants_key:
            raise _stop(self.problems, place, "a field name must be a word, not a list or a map")
        loc = self.stack[-1].next_loc() if self.stack else ()
        spot = Spot(place, fields={}) if isinstance(value, dict) else Spot(place, items=[])
        self._put(value, spot)
        self.stack.append(_Frame(value, spot, loc))

    def _scalar(self, event: Any) -> None:
        place = self._count(event)
        self._refuse_marks(event, place)
        text = clean(event.value)
        if self.stack and self.stack[-1].wants_key:
            if text != event.value:
                self.problems.add(place, "", f"the field name {show(event.value)} holds invisible characters")
            self._open_key(text, place)
            return
        if text != event.value:
            self.cleaned.append(self.stack[-1].next_loc() if self.stack else ())
            if _HALF.search(event.value):
                self.problems.add(place, "", "half of a surrogate pair stands here", "write the character itself")
        is_plain = not event.style and event.implicit[0]
        self._put(self._resolved(text, place) if is_plain else text, Spot(place))

    def _open_key(self, text: str, place: Place) -> None:
        frame = self.stack[-1]
        frame.key, frame.key_place = text, place
        first = frame.spot.step(text)
        frame.is_twice = first is not None
        if first is not None and first.key is not None:
            path = dotted((*frame.loc, text))
            self.problems.add(place, path, f"the field {show(text)} stands here twice", f"first in line {first.key[0]}")

    def _put(self, value: Any, spot: Spot) -> None:
        if self.stack:
            self.stack[-1].put(value, spot)
        else:
            self.root = (value, spot)

    def _resolved(self, text: str, place: Place) -> Any:
        """A plain scalar by the core rules of YAML 1.2, decimal numbers only; all else stays text."""
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INT.fullmatch(text):
            if len(text) > 18:
                self.problems.add(place, "", f"the number {show(text)} is too long", "put it in quotes if it is a text")
                return 0
            return int(text)
        if _FLOAT.fullmatch(text):
            number = float(text)
            if number in (float("inf"), float("-inf")):
                self.problems.add(place, "", f"the number {show(text)} is too large")
                return 0.0
            return number
        return text
