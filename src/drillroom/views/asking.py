"""Asks for what an action still needs, one simple question after the other, whatever the screen looks like.

A dialog is a generator: it yields questions and is sent the answers, so the drill's clock never waits for it.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from drillroom.scenario.calls import ANSWERS

from .palette import Palette

EVERYTHING = ("all", "全部", "due")
INSTEAD = {"allegation": "fact", "fact": "allegation"}
"""Where one of the two is given, the other is not asked for."""
FREE = ("condition", "words", "word", "number")
"""Kinds of optional arguments that are not asked for one by one."""
NOTE = "words"
"""The words of an inner note: whoever writes one is asked for them."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``choices``: value -> what it is called; none means free words. ``many``: several numbers.

    ``tags``: short names on the cards -> value.
    """

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    many: bool = False
    optional: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)


Asking = Generator[Question, str, Any]
"""A dialog: yields questions, is sent typed lines, returns what was worked out, or None when it was dropped."""


class Dropped(Exception):  # noqa: N818 - no error, the trainee changed their mind
    """The trainee wants none of it."""


def chosen(question: Question, line: str) -> Any:
    """What ``line`` answers. Raises ValueError when it is none of the choices."""
    line = line.strip()
    if not question.choices:
        if not line and not question.optional:
            raise ValueError(line)
        return line
    if not line and question.optional:
        return [] if question.many else None
    if question.many and line.casefold() in EVERYTHING:
        return [value for value, _ in question.choices]
    marks = line.replace(",", " ").replace("，", " ").replace("、", " ").split()
    values = [_one(question, mark) for mark in marks]
    if not values or (len(values) > 1 and not question.many):
        raise ValueError(line)
    return values if question.many else values[0]


def _one(question: Question, mark: str) -> str:
    choices = question.choices
    if mark.casefold() in question.tags:
        return question.tags[mark.casefold()]
    if mark.isdecimal():
        if 1 <= int(mark) <= len(choices):
            return choices[int(mark) - 1][0]
        raise ValueError(mark)
    found = match(choices, mark)
    if found is None:
        raise ValueError(mark)
    return found


def match(choices: Iterable[tuple[str, str]], word: str) -> str | None:
    """The one choice that ``word`` names or begins, by its value or by what it is called."""
    pairs = [(value, value.casefold(), label.casefold()) for value, label in choices]
    wish = word.casefold()
    for value, *names in pairs:
        if wish in names:
            return value
    begun = {value for value, *names in pairs if wish and any(name.startswith(wish) for name in names)}
    return begun.pop() if len(begun) == 1 else None


def missing(palette: Palette, do: str, given: Mapping[str, Any], *, is_brief: bool = False) -> Asking:
    """The arguments of ``do``: what was ``given``, and what it still needs, asked for.

    ``is_brief``: nothing is asked that may be left out.
    """
    args = dict(given)
    for name, kind in palette.names.vocabulary.actions[do].args.items():
        if name in args or INSTEAD.get(name) in args:
            continue
        is_optional = kind.endswith("?")
        if is_optional and (is_brief or (kind.startswith(FREE) and name != NOTE)):
            continue
        value = yield from asked(palette, do, name, kind, optional=is_optional, so_far=args)
        if not is_optional or value not in (None, [], ""):
            args[name] = value
    return args


def asked(
    palette: Palette, do: str, name: str, kind: str, *, optional: bool, so_far: Mapping[str, Any] | None = None
) -> Asking:
    """The value of one argument, asked for."""
    kind = kind.removesuffix("?")
    if kind == "answers":
        return (yield from answers(palette, str((so_far or {}).get("call", ""))))
    if kind == "claims":
        return (yield from claims(palette))
    choices = palette.choices(kind, name, do)
    if choices is not None and not choices and optional:
        return None
    if choices is not None and not choices:
        palette.tell(palette.speech.say("There is nothing to choose for this now."))
        raise Dropped
    many = kind in ("facts", "cards")
    if choices is not None and len(choices) == 1 and not many and not optional:
        return choices[0][0]
    text = palette.question(name, kind, do)
    if optional and kind != "cards" and palette.names.is_typed:  # the cards of the review say so themselves
        text = palette.speech.say("{question} (Enter: skip)", question=text)
    return (yield from put(palette, Question(text, tuple(choices or ()), many, optional, tags=palette.tagged(kind))))


def put(palette: Palette, question: Question) -> Asking:
    """Ask until the answer fits; an empty line where an answer is needed drops the whole."""
    while True:
        line = yield question
        try:
            return chosen(question, line)
        except ValueError:
            if not line.strip():
                raise Dropped from None
            palette.tell(palette.speech.say("“{answer}” is none of the choices. Type cancel to drop it.", answer=line))


def answers(palette: Palette, call: str) -> Asking:
    """One answer for each question of a call."""
    given = []
    for ask, fact in palette.call_questions(call):
        labels = tuple(
            (answer, palette.answer_label(answer, fact)) for answer in ANSWERS if palette.may_answer(answer, fact)
        )
        given.append((yield from put(palette, Question(ask, labels))))
    return given


def claims(palette: Palette) -> Asking:
    """What a statement says about one fact: as we know it, as a number, or that it is not known yet."""
    say = palette.speech.say
    facts = tuple((fact, palette.names.fact(fact)) for fact in palette.names.scenario.facts)
    fact = yield from put(palette, Question(say("What is the statement about?"), facts))
    ops = (
        ("is", say("say what is so, as we were told")),
        ("about", say("give a figure or words of your own")),
        ("at_least", say("say “at least” a figure")),
        ("unknown", say("say that we do not know yet")),
    )
    op = yield from put(palette, Question(say("What does it say about it?"), ops))
    if op == "unknown":
        return [{"fact": fact, "op": op}]
    truth = palette.told(fact) if op == "is" else None
    if truth is None:
        typed = yield from put(palette, Question(say("Which figure or word?")))
        truth = scalar(typed)
    return [{"fact": fact, "op": op, "value": truth}]


def scalar(text: str) -> int | float | str:
    """The number that people write as ``1,000``, ``1.2 million`` or ``420 万``; other words as they are."""
    plain = text.replace(",", "").replace(" ", "").replace("，", "")
    factor = 1
    for suffix, size in (("万", 10_000), ("亿", 100_000_000), ("million", 1_000_000), ("m", 1_000_000), ("k", 1000)):
        if plain.casefold().endswith(suffix):
            plain, factor = plain[: -len(suffix)], size
            break
    try:
        value = finite(plain, factor)
    except ValueError:
        return text
    return int(value) if value == int(value) else value


def finite(text: str, factor: int = 1) -> float:
    """A number as people write one, times ``factor``. Raises ValueError for words, ``nan`` and what is too large."""
    value = float(text) * factor
    if not math.isfinite(value):
        raise ValueError(text)
    return value
