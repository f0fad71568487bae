"""Conditions such as ``trust < 40 and not did(apologize)``: a closed grammar, checked when loaded, compiled once.

There is nothing to call but the fourteen questions listed here and nothing to read but the seven values; a condition
can neither change anything nor reach the interpreter. The grammar is our own because ids hold hyphens, which Python's
would read as subtraction, and because an author then gets a column for every mistake.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Protocol

from drillroom.source.problems import near, options, show

from .names import Names

__all__ = ["CALLS", "VALUES", "And", "Ask", "Compare", "Condition", "Names", "Not", "Or", "View", "parse"]

LIMIT = 500
MAX_DEPTH = 20
VALUES: tuple[str, ...] = ("trust", "heat", "anger", "rumor", "harm", "churn", "minutes")
"""0..100 each, ``churn`` in percent of users; ``minutes`` from the alert, negative before it."""

CALLS: Mapping[str, tuple[str, ...]] = {
    "did": ("action",),
    "disclosed": ("fact",),
    "knows": ("fact",),
    "leaked": ("fact",),
    "lied": (),
    "wrong": ("fact",),
    "chose": ("decision", "option"),
    "missed": ("decision",),
    "reached": ("group",),
    "overdue": ("group",),
    "alleged": ("allegation",),
    "phase": ("phase",),
    "answered": ("call",),
    "relapsed": (),
}
"""Question -> what its arguments name."""

_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?![\w.]))|(?P<name>[A-Za-z_][\w]*(?:-[\w]+)*)"
    r"|(?P<operator><=|>=|==|!=|<|>)|(?P<mark>[(),]))",
    re.ASCII,
)
_INSTEAD = {"&": "and", "|": "or", "!": "not", "=": "==", "+": "", "-": "", "*": "", "/": "", "'": "", '"': ""}


class View(Protocol):
    """What a condition is asked against: it hands out readers, which are then asked again and again."""

    def value(self, name: str) -> Callable[[], float]:
        """A reader of one of ``VALUES``."""

    def answer(self, call: str, args: tuple[str, ...]) -> Callable[[], bool]:
        """A reader of the answer to one of ``CALLS``."""


Test = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Compare:
    """A value against a number."""

    name: str
    sign: str
    number: float


@dataclass(frozen=True, slots=True)
class Ask:
    """One of ``CALLS`` with its arguments."""

    call: str
    args: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


Node = Compare | Ask | Not | And | Or


@dataclass(frozen=True)
class Condition:
    """A checked condition. ``text`` as written, ``root`` its meaning."""

    text: str
    root: Node

    def bound(self, view: View) -> Test:
        """A function that tells whether it is so now, as seen through ``view``."""
        return _bound(self.root, view)

    @cached_property
    def window(self) -> tuple[float, float]:
        """Outside these minutes from the alert it cannot be so; both ends belong to it."""
        low, high = float("-inf"), float("inf")
        for part in self.root.parts if isinstance(self.root, And) else (self.root,):
            if isinstance(part, Compare) and part.name == "minutes":
                low = max(low, part.number) if part.sign in (">", ">=", "==") else low
                high = min(high, part.number) if part.sign in ("<", "<=", "==") else high
        return low, high

    @cached_property
    def is_restless(self) -> bool:
        """Does it compare numbers that change by themselves (besides the minutes of its ``window``)?"""
        parts = self.root.parts if isinstance(self.root, And) else (self.root,)
        inside = [part for part in parts if not (isinstance(part, Compare) and part.name == "minutes")]
        return any(isinstance(node, Compare) for part in inside for node in _leaves(part)) or any(
            isinstance(part, Compare) and part.sign == "!=" for part in parts
        )

    def asked(self) -> Iterator[Ask]:
        """Every question in it, in order."""
        return (node for node in _leaves(self.root) if isinstance(node, Ask))


def _leaves(root: Node) -> Iterator[Ask | Compare]:
    """The questions and comparisons under a node, in order."""
    waiting = [root]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Ask | Compare):
            yield node
        elif isinstance(node, Not):
            waiting.insert(0, node.part)
        else:
            waiting[:0] = node.parts


def parse(text: str, names: Names) -> Condition:
    """The condition in ``text``. Raises ValueError that names the column (from 1), with a hint after a semicolon."""
    if len(text) > LIMIT:
        raise ValueError(f"a condition of {len(text)} characters is too long; {LIMIT} is the limit")
    return Condition(text, _Parser(text, names).whole())


def _bound(node: Node, view: View) -> Test:
    """``node`` as a closure over the readers of ``view``. Its depth is bounded by ``MAX_DEPTH``."""
    match node:
        case Compare(name, sign, number):
            compare, read = _OPERATORS[sign], view.value(name)
            return lambda: compare(read(), number)
        case Ask(call, args):
            return view.answer(call, args)
        case Not(part):
            test = _bound(part, view)
            return lambda: not test()
        case And(parts):
            return _all([_bound(part, view) for part in parts])
        case Or(parts):
            return reduce(_either, [_bound(part, view) for part in parts])


def _all(tests: list[Test]) -> Test:
    """All of them, asked in order until one says no; the common lengths without a call in between."""
    match tests:
        case [a, b]:
            return lambda: a() and b()
        case [a, b, c]:
            return lambda: a() and b() and c()
        case [a, b, c, *more]:
            rest = _all(more) if len(more) > 1 else more[0]
            return lambda: a() and b() and c() and rest()
        case _:
            return tests[0]


def _either(one: Test, other: Test) -> Test:
    return lambda: one() or other()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    col: int


def _tokens(text: str) -> list[_Token]:
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            col = at + len(text[at:]) - len(text[at:].lstrip()) + 1
            odd = text[col - 1]
            instead = f"; write {_INSTEAD[odd]!r}" if _INSTEAD.get(odd) else ""
            raise ValueError(f"{show(odd)} in column {col} is not understood{instead}")
        found.append(_Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup) + 1))
        at = match.end()
    return [*found, _Token("end", "", end + 1)]


class _Parser:
    """Recursive descent; ``not`` and parentheses count against ``MAX_DEPTH``."""

    def __init__(self, text: str, names: Names) -> None:
        self._tokens, self._at, self._depth = _tokens(text), 0, 0
        self._known: Mapping[str, object] = {
            "action": names.actions,
            "fact": names.facts,
            "decision": names.decisions,
            "group": names.groups,
            "allegation": names.allegations,
            "phase": names.phases,
            "call": names.calls,
        }
        self._options = names.decisions

    @property
    def _token(self) -> _Token:
        return self._tokens[self._at]

    def _next(self) -> _Token:
        token = self._token
        self._at += token.kind != "end"
        return token

    def _takes(self, text: str) -> bool:
        if self._token.text == text and self._token.kind in ("name", "mark"):
            self._at += 1
            return True
        return False

    def _wrong(self, token: _Token, wanted: str) -> ValueError:
        found = show(token.text) if token.text else "the end"
        return ValueError(f"{found} stands in column {token.col} where {wanted} should")

    def whole(self) -> Node:
        node = self._any()
        if self._token.kind != "end":
            token = self._token
            if token.kind == "operator":
                raise ValueError(f"{token.text!r} in column {token.col} is a second comparison; join two with 'and'")
            raise self._wrong(token, "'and', 'or' or the end")
        return node

    def _any(self) -> Node:
        parts = [self._all()]
        while self._takes("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Node:
        parts = [self._part()]
        while self._takes("and"):
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _part(self) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError(f"the condition is nested more than {MAX_DEPTH} deep in column {self._token.col}")
        if self._takes("not"):
            node: Node = Not(self._part())
        elif self._takes("("):
            node = self._any()
            if not self._takes(")"):
                raise self._wrong(self._token, "')'")
        else:
            node = self._plain()
        self._depth -= 1
        return node

    def _plain(self) -> Node:
        token = self._next()
        if token.kind == "number":
            return self._mirrored(token)
        if token.kind != "name" or token.text in ("and", "or", "not"):
            raise self._wrong(token, "a value, a question or a number")
        if token.text in CALLS:
            return self._ask(token)
        self._value(token)
        sign = self._next()
        if sign.kind != "operator":
            raise self._wrong(sign, f"a comparison such as {token.text} < 40")
        number = self._next()
        if number.kind != "number":
            raise self._wrong(number, "a number")
        return Compare(token.text, sign.text, float(number.text))

    def _mirrored(self, number: _Token) -> Node:
        sign = self._next()
        if sign.kind != "operator":
            raise self._wrong(sign, "a comparison such as 40 > trust")
        name = self._next()
        if name.kind != "name":
            raise self._wrong(name, "a value")
        self._value(name)
        return Compare(name.text, _MIRROR.get(sign.text, sign.text), float(number.text))

    def _value(self, token: _Token) -> None:
        if token.text not in VALUES:
            known = (*VALUES, *CALLS)
            hint = near(token.text, known) or options(known, 40)
            raise ValueError(f"{show(token.text)} in column {token.col} is not known here; {hint}")

    def _ask(self, token: _Token) -> Node:
        wanted = CALLS[token.text]
        if not self._takes("("):
            raise self._wrong(self._token, f"{token.text}({', '.join(wanted)})")
        args: list[str] = []
        while not self._takes(")"):
            if args and not self._takes(","):
                raise self._wrong(self._token, "',' or ')'")
            args.append(self._argument(token, wanted, args))
        if len(args) != len(wanted):
            form = f"{token.text}({', '.join(wanted)})"
            raise ValueError(f"{token.text} in column {token.col} takes {len(wanted)} names, not {len(args)}; {form}")
        return Ask(token.text, tuple(args))

    def _argument(self, call: _Token, wanted: tuple[str, ...], before: list[str]) -> str:
        name = self._next()
        if name.kind != "name":
            raise self._wrong(name, "a name")
        if len(before) >= len(wanted):
            raise ValueError(f"{call.text} in column {call.col} takes {len(wanted)} names, not more")
        kind = wanted[len(before)]
        known = self._options.get(before[0], ()) if kind == "option" else self._known[kind]
        assert isinstance(known, tuple | Mapping)
        if name.text not in known:
            hint = near(name.text, known) or options(known)
            raise ValueError(f"there is no {kind} {show(name.text)}, named in column {name.col}; {hint}")
        return name.text
