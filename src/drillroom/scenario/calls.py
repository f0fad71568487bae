"""Checks the arguments of one action and brings them into the one form that the engine and the log know.

Options, playbooks and live commands all pass through here. Times become seconds, facts ``due`` or a list, claims a list
of maps; settling what is settled changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drillroom.errors import ActionRejected
from drillroom.source.clean import clean
from drillroom.source.problems import Loc, dotted, near, options, show

from .conditions import parse
from .names import Names
from .values import TEXT_LIMIT, parse_time

if TYPE_CHECKING:
    from drillroom.doctrine.models import Vocabulary

    from .format import Scenario

SAYING: Mapping[str, str] = {
    "channel": "channel?",
    "to": "group?",
    "tone": "tone?",
    "words": "words?",
    "check": "check?",
    "redline": "redline?",
    "next": "time?",
}
"""What every saying action takes besides its own arguments. ``check: skip`` publishes without sign-off."""

LEVELS = ("lo", "mid", "hi")
REDLINES = ("take", "keep")
"""What the writer does with words that the sign-off desk struck."""
ANSWERS = ("fact", "line", "written", "no_comment")
CLAIM_OPS = ("is", "about", "at_least", "not", "unknown")
WORD_LIMIT = 200
MAX_ITEMS = 40
NUMBER_LIMIT = 1e15
_POST = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.#-]{0,79}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a call. ``path`` leads into its arguments; empty means the action itself."""

    path: Loc
    message: str
    hint: str = ""
    reason: str = "bad_argument"


class _WrongError(Exception):
    def __init__(self, message: str, hint: str = "", *, path: Loc = (), reason: str = "bad_argument") -> None:
        super().__init__(message)
        self.fault = Fault(path, message, hint, reason)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a kind of argument is read against. ``is_file``: written by an author, so times need their unit."""

    names: Names
    arg: str
    args: Mapping[str, Any]
    is_file: bool


def check_call(
    do: str, args: Mapping[str, Any], scenario: Scenario | Names, vocabulary: Vocabulary, *, is_file: bool = True
) -> list[Fault]:
    """Everything wrong with this call, by the vocabulary and by the names of the scenario."""
    return _read(do, args, _names(scenario, vocabulary), is_file=is_file)[1]


def settle(do: str, args: Mapping[str, Any], scenario: Scenario | Names, vocabulary: Vocabulary) -> dict[str, Any]:
    """The arguments in their one form. Pass ``Names`` where many calls are settled.

    Raises ActionRejected: ``no_such`` for a name that does not exist, ``bad_argument`` for anything else.
    """
    settled, faults = _read(do, args, _names(scenario, vocabulary), is_file=False)
    for fault in faults:
        where = f"{do}: {dotted(fault.path)}: " if fault.path else ""
        raise ActionRejected(where + fault.message, reason=fault.reason, hint=fault.hint)
    return settled


def settled_or_faults(do: str, args: Mapping[str, Any], names: Names) -> tuple[dict[str, Any], list[Fault]]:
    """For files: the settled arguments as far as they go, and everything wrong with them."""
    return _read(do, args, names, is_file=True)


def argument_kinds(do: str, vocabulary: Vocabulary) -> dict[str, str]:
    """name -> kind of every argument the action takes; a trailing ``?`` marks an optional one."""
    action = vocabulary.actions[do]
    return {**(SAYING if action.group == "say" else {}), **action.args}


def _names(scenario: Scenario | Names, vocabulary: Vocabulary) -> Names:
    return scenario if isinstance(scenario, Names) else Names.of(scenario, vocabulary)


def _read(do: str, args: Mapping[str, Any], names: Names, *, is_file: bool) -> tuple[dict[str, Any], list[Fault]]:
    action = names.actions.get(do)
    if action is None:
        hint = near(do, names.actions) or "`drillroom schema` lists the actions"
        return {}, [Fault((), f"there is no action {show(do)}", hint, "no_such")]
    kinds = {**(SAYING if action.group == "say" else {}), **action.args}
    settled: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in args:
        if name not in kinds:
            hint = near(name, kinds) or (options(kinds) if kinds else "it takes none")
            faults.append(Fault((name,), f"{do} takes no argument {show(name)}", hint))
    for name, kind in kinds.items():
        value = args.get(name)
        if value is None:
            if not kind.endswith("?"):
                faults.append(Fault((), f"{do} needs the argument {name!r}", _EXAMPLES.get(kind, "")))
            continue
        try:
            settled[name] = _KINDS[kind.rstrip("?")](value, _Reading(names, name, args, is_file))
        except _WrongError as wrong:
            fault = wrong.fault
            faults.append(Fault((name, *fault.path), fault.message, fault.hint, fault.reason))
    if {"allegation", "fact"} <= kinds.keys() and not {"allegation", "fact"} & args.keys():
        faults.append(Fault((), f"{do} needs an allegation or a fact", "name what is not so"))
    return settled, faults


# ------------------------------------------------------------------ one reader for each kind of argument


def _member(what: str, known: Iterable[str], *, reason: str = "no_such") -> Callable[[Any], str]:
    def read(value: Any) -> str:
        names = list(known)
        if not isinstance(value, str):
            raise _WrongError(f"{show(value)} is not the name of a {what}", options(names))
        if value not in names:
            raise _WrongError(f"there is no {what} {show(value)}", near(value, names) or options(names), reason=reason)
        return value

    return read


def _from(what: str, field: str) -> Callable[[Any, _Reading], str]:
    """One of the names that ``Names`` lists under ``field``."""
    return lambda value, reading: _member(what, getattr(reading.names, field))(value)


def _one_of(what: str, choices: tuple[str, ...]) -> Callable[[Any, _Reading], str]:
    return lambda value, reading: _member(what, choices, reason="bad_argument")(value)


def _time(value: Any, reading: _Reading) -> int:
    if isinstance(value, str):
        try:
            seconds = parse_time(value)
        except ValueError as error:
            raise _WrongError(*_split(error)) from None
    elif isinstance(value, int) and not isinstance(value, bool) and not reading.is_file:
        seconds = value
    else:
        raise _WrongError(f"{show(value)} is no time", "write it with its unit, like 30m or 2h")
    if not 0 < seconds <= 90 * 86400:
        raise _WrongError(
            f"{show(value)} is not a time from now", "write how long from now, like 30m; 90 days is the limit"
        )
    return seconds


def _text(limit: int) -> Callable[[Any, _Reading], str]:
    def read(value: Any, reading: _Reading) -> str:
        if not isinstance(value, str):
            raise _WrongError(f"{show(value)} is not a text")
        text = clean(value).strip()
        if not text:
            raise _WrongError("the text is empty")
        if len(text) > limit:
            raise _WrongError(f"the text has {len(text)} characters; {limit} is the limit")
        return text

    return read


def _number(value: Any, reading: _Reading) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < NUMBER_LIMIT:
        raise _WrongError(f"{show(value)} is not a number")
    return value


def _condition(value: Any, reading: _Reading) -> str:
    if not isinstance(value, str):
        raise _WrongError(f"{show(value)} is not a condition", "write it like: heat > 20")
    try:
        return parse(value, reading.names).text
    except ValueError as error:
        raise _WrongError(*_split(error)) from None


def _list(value: Any, read: Callable[[Any], Any]) -> list[Any]:
    """Each item read, its place kept."""
    if not isinstance(value, list | tuple):
        value = [value]
    if not value:
        raise _WrongError("the list is empty")
    if len(value) > MAX_ITEMS:
        raise _WrongError(f"there are {len(value)} items; {MAX_ITEMS} is the limit")
    items = []
    for index, item in enumerate(value):
        try:
            items.append(read(item))
        except _WrongError as wrong:
            fault = wrong.fault
            raise _WrongError(fault.message, fault.hint, path=(index, *fault.path), reason=fault.reason) from None
    return items


def _facts(value: Any, reading: _Reading) -> str | list[str]:
    if value == "due":
        return "due"
    return list(dict.fromkeys(_list(value, _member("fact", reading.names.facts))))


def _cards(value: Any, reading: _Reading) -> list[str]:
    return list(dict.fromkeys(_list(value, _member("card", reading.names.cards.get(reading.arg, ())))))


def _answers(value: Any, reading: _Reading) -> list[str]:
    """One answer for each question of the call; one word answers them all."""
    call = reading.args.get("call")
    count = reading.names.calls.get(call) if isinstance(call, str) else None
    answers = _list(value, _member("answer", ANSWERS, reason="bad_argument"))
    if isinstance(value, str) and count is not None:
        return answers * count
    if count is not None and len(answers) != count:
        raise _WrongError(f"there are {len(answers)} answers to {count} questions", options(ANSWERS))
    return answers


def _post(value: Any, reading: _Reading) -> str:
    """In a file a post is an inject; in a running drill the engine knows more of them."""
    if reading.is_file:
        return _member("post", reading.names.posts)(value)
    if not isinstance(value, str) or not _POST.fullmatch(value):
        raise _WrongError(f"there is no post {show(value)}", reason="no_such")
    return value


def _claims(value: Any, reading: _Reading) -> list[dict[str, Any]]:
    return _list(value, lambda claim: _claim(claim, reading.names))


def _claim(value: Any, names: Names) -> dict[str, Any]:
    example = "write it like {fact: scope, op: about, value: 10000}"
    if not isinstance(value, dict):
        raise _WrongError(f"{show(value)} is not a claim", example)
    for key in value:
        if key not in ("fact", "allegation", "op", "value"):
            raise _WrongError(
                f"a claim has no field {show(key)}", near(key, ("fact", "allegation", "op", "value")), path=(key,)
            )
    present = {key: item for key, item in value.items() if item is not None}
    if ("fact" in present) == ("allegation" in present):
        raise _WrongError("a claim is about either a fact or an allegation", example)
    claim: dict[str, Any] = {}
    for key, read in (
        ("fact", _member("fact", names.facts)),
        ("allegation", _member("allegation", names.allegations)),
        ("op", _member("op", CLAIM_OPS, reason="bad_argument")),
    ):
        if key in present:
            claim[key] = _at(key, read, present[key])
    claim.setdefault("op", "is" if "fact" in claim else "not")
    return claim | _claimed(claim, present.get("value"), names, example)


def _at(key: str, read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return read(value)
    except _WrongError as wrong:
        raise _WrongError(wrong.fault.message, wrong.fault.hint, path=(key,), reason=wrong.fault.reason) from None


def _claimed(claim: Mapping[str, Any], value: Any, names: Names, example: str) -> dict[str, Any]:
    """The ``value`` field of a claim, which must be one that the ledger can compare with the truth."""
    op, fact = claim["op"], claim.get("fact")
    if op == "unknown" or fact is None:
        if value is not None and op == "unknown":
            raise _WrongError("what is said to be unknown has no value", "leave the value out", path=("value",))
        return {} if value is None else {"value": _scalar(value)}
    truth = names.facts.get(fact)
    if value is None:
        if truth is None or op in ("is", "not"):
            return {}
        raise _WrongError(f"the claim {op!r} needs a value", example)
    value = _scalar(value)
    is_number = isinstance(truth, int | float) and not isinstance(truth, bool)
    if op in ("about", "at_least") or is_number:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _WrongError(f"{show(value)} is not a number", "the claim is about a number", path=("value",))
        if truth is not None and not is_number:
            raise _WrongError(f"{op!r} is for numbers, and {fact!r} is none", "use is or not", path=("op",))
    return {"value": value}


def _scalar(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)[:WORD_LIMIT]
    if not isinstance(value, int | float) or not abs(value) < NUMBER_LIMIT:
        raise _WrongError(f"{show(value)} cannot be claimed", "give a number, a text, true or false", path=("value",))
    return value


def _split(error: ValueError) -> tuple[str, str]:
    message, _, hint = str(error).partition("; ")
    return message, hint


_KINDS: Mapping[str, Callable[[Any, _Reading], Any]] = {
    "fact": _from("fact", "facts"),
    "facts": _facts,
    "allegation": _from("allegation", "allegations"),
    "claims": _claims,
    "channel": _from("channel", "channels"),
    "group": _from("group", "groups"),
    "seat": _from("seat", "seats"),
    "tone": _from("tone", "tones"),
    "signal": _from("signal", "signals"),
    "risk": _from("risk", "risks"),
    "call": _from("call", "calls"),
    "post": _post,
    "answers": _answers,
    "cards": _cards,
    "level": _one_of("level", LEVELS),
    "check": _one_of("check", ("skip",)),
    "redline": _one_of("redline", REDLINES),
    "line": _from("line", "lines"),
    "time": _time,
    "condition": _condition,
    "number": _number,
    "word": _text(WORD_LIMIT),
    "words": _text(TEXT_LIMIT),
}
"""Kind of argument, as the vocabulary names it -> its reader."""

_EXAMPLES: Mapping[str, str] = {
    "facts": "facts: due tells all that is known and untold, facts: [what, scope] tells these",
    "claims": "claims: [{fact: scope, op: about, value: 10000}]",
    "answers": "answers: [fact, line, written, no_comment], one for each question",
    "level": "lo, mid or hi",
}
KINDS = frozenset(_KINDS)
"""Every kind of argument that a vocabulary may use."""
