"""Records as JSON and back: the only place that knows how a line of the log is spelled.

What is written is a function of the record alone, and reading what was written gives an equal record.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from drillroom.errors import DrillroomError

from .records import (
    SESSION_KINDS,
    WORLD_KINDS,
    Claim,
    Curve,
    Record,
    SessionRecord,
    Text,
)

_Reader = Callable[[Any], Any]
_STRUCTS = (Text, Curve, Claim)
_AUDIENCES = ("all", "facilitator", "none")


# ------------------------------------------------------------------ writing


_NAMES: Mapping[type, tuple[str, ...]] = {
    kind: tuple(f.name for f in fields(kind)) for kind in (*_STRUCTS, *WORLD_KINDS.values(), *SESSION_KINDS.values())
}


def _object(value: Any) -> dict[str, Any]:
    pairs = ((name, getattr(value, name)) for name in _NAMES[type(value)])
    return {name: item for name, item in pairs if item is not None and item != {}}


def _unfold(value: Any) -> Any:
    if isinstance(value, _STRUCTS):
        return _object(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{value!r} has no place in a log")


_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_unfold).encode
_write_escaped = json.JSONEncoder(separators=(",", ":"), allow_nan=False, default=_unfold).encode


def compact(value: Any) -> bytes:
    """JSON without spaces, keys in the order given, UTF-8. Raises DrillroomError for NaN, infinity and foreign objects.

    A half of a surrogate pair, which UTF-8 cannot hold, makes the whole value be written in escapes.
    """
    try:
        text = _write(value)
    except (ValueError, TypeError) as error:
        raise DrillroomError(f"this cannot be written to a log: {error}: {value!r:.200}") from error
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _write_escaped(value).encode()


def unfolded(record: Record | SessionRecord, number: Mapping[str, int]) -> dict[str, Any]:
    """The record as the object of its line: ``number`` (``seq`` or ``s_seq``), ``kind``, then its fields in order.

    Fields that are None or an empty mapping are left out. Values inside may still be ``Text`` and its like.
    """
    line: dict[str, Any] = {**number, "kind": type(record).__name__}
    for name in _NAMES[type(record)]:
        item = getattr(record, name)
        if item is not None and item != {}:
            line[name] = item
    return line


# ------------------------------------------------------------------ reading


def _only(kind: type, what: str) -> _Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"{value!r:.80} is no {what}")
        return value

    return read


def _number(value: Any) -> float:
    if type(value) is not float and type(value) is not int:
        raise ValueError(f"{value!r:.80} is no number")
    return value


def _anything(value: Any) -> Any:
    return value


_PLAIN: Mapping[Any, _Reader] = {
    str: _only(str, "text"),
    int: _only(int, "whole number"),
    bool: _only(bool, "truth value"),
    float: _number,
    Any: _anything,
}
_mapping = _only(dict, "mapping")
_list = _only(list, "list")


def _audience(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(seat, str) for seat in value):
        return tuple(value)
    if value in _AUDIENCES:
        return value
    raise ValueError(f"{value!r:.80} is no audience")


def _optional(inner: _Reader) -> _Reader:
    return lambda value: None if value is None else inner(value)


def _several(inner: _Reader) -> _Reader:
    return lambda value: tuple(inner(item) for item in _list(value))


def _reader(hint: Any) -> _Reader:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if hint in _STRUCTS:
        return lambda value: _build(hint, _mapping(value))
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _several(_reader(args[0]))
    if origin in (Union, types.UnionType):
        if any(get_origin(arg) is Literal for arg in args):
            return _audience
        return _optional(_reader(next(arg for arg in args if arg is not types.NoneType)))
    return _mapping


@cache
def _plan(kind: type) -> tuple[tuple[str, _Reader, Callable[[], Any] | None], ...]:
    hints, plan = get_type_hints(kind), []
    for f in fields(kind):
        absent: Callable[[], Any] | None = None
        if f.default is not MISSING:
            absent = lambda default=f.default: default  # noqa: E731 - one more named function would say less
        elif f.default_factory is not MISSING:
            absent = f.default_factory
        elif types.NoneType in get_args(hints[f.name]) or hints[f.name] is Any:
            absent = lambda: None  # noqa: E731 - as above
        elif get_origin(hints[f.name]) not in (tuple, None):
            absent = dict  # an empty mapping is left out when it is written
        plan.append((f.name, _reader(hints[f.name]), absent))
    return tuple(plan)


def _build(kind: type, line: Mapping[str, Any]) -> Any:
    values = {}
    for name, read, absent in _plan(kind):
        if name in line:
            try:
                values[name] = read(line[name])
            except ValueError as error:
                raise ValueError(f"{kind.__name__}.{name}: {error}") from None
        elif absent is None:
            raise ValueError(f"{kind.__name__}: {name!r} is missing")
        else:
            values[name] = absent()
    return kind(**values)


def parse(line: Mapping[str, Any]) -> Record | SessionRecord | None:
    """The record in the object of a line; None for a kind this version does not know. Unknown fields are ignored.

    Raises ValueError for a known kind with a field that is missing or of the wrong type.
    """
    name = line.get("kind")
    if not isinstance(name, str):
        raise ValueError(f"{name!r:.80} is no kind of record")
    kind = WORLD_KINDS.get(name) or SESSION_KINDS.get(name)
    if kind is None:
        return None
    record: Record | SessionRecord = _build(kind, line)
    return record
