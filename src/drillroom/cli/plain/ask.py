"""Turns a typed order into a whole command, asking simply for what was left out.

A dialog is a generator: it yields questions and is sent the answers, so the drill's clock never waits for it.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from drillroom.doctrine.models import Action
from drillroom.errors import ActionRejected
from drillroom.scenario.calls import SAYING
from drillroom.scenario.values import parse_time

from .palette import Palette
from .refusals import why_not
from .typed import Order

EVERYTHING = ("all", "全部", "due")
SKIP_CHECK = ("now", "unchecked", "skip-check", "跳过会签")
_FREE = ("words", "word", "condition", "check")
"""Kinds of arguments that hold what was typed as it is."""
_INSTEAD = {"allegation": "fact", "fact": "allegation"}
"""Where one of the two is given, the other is not asked for."""
ANSWERS = ("fact", "line", "written", "no_comment")


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


def complete(order: Order, palette: Palette) -> Asking:
    """The arguments of ``order`` as the engine takes them; asks for the ones that must be there."""
    action = palette.names.vocabulary.actions[order.do]
    args, loose = _sorted(order, action, palette)
    if loose and not order.quoted:
        _must_be_a_sentence(loose, order.do, palette)
    for name, kind in action.args.items():
        if name in args or _INSTEAD.get(name) in args:
            continue
        if kind.endswith("?"):
            if kind.startswith(("condition", "words", "word", "number")) or order.given or order.quoted:
                continue
            value = yield from _asked(palette, order.do, name, kind, optional=True)
            args |= {} if value in (None, [], "") else {name: value}
        else:
            args[name] = yield from _asked(palette, order.do, name, kind, optional=False, so_far=args)
    if order.quoted and action.group == "say":
        args["words"] = order.quoted
    elif loose and action.group == "say" and action.speaks:
        args["words"] = " ".join(loose)
    return {name: value for name, value in args.items() if value not in (None, [], "")}


def _asked(
    palette: Palette, do: str, name: str, kind: str, *, optional: bool, so_far: Mapping[str, Any] | None = None
) -> Asking:
    """The value of one argument, asked for."""
    kind = kind.removesuffix("?")
    if kind == "answers":
        return (yield from _answers(palette, str((so_far or {}).get("call", ""))))
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
    if optional and kind != "cards":  # the cards of the review say so themselves
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


def _answers(palette: Palette, call: str) -> Asking:
    """One answer for each question of a call."""
    answers = []
    for ask, fact in palette.call_questions(call):
        labels = tuple(
            (answer, palette.answer_label(answer, fact)) for answer in ANSWERS if palette.may_answer(answer, fact)
        )
        answers.append((yield from put(palette, Question(ask, labels))))
    return answers


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
        truth = _scalar(typed)
    return [{"fact": fact, "op": op, "value": truth}]


def _scalar(text: str) -> int | float | str:
    plain = text.replace(",", "").replace(" ", "").replace("，", "")
    factor = 1
    for suffix, size in (("万", 10_000), ("亿", 100_000_000), ("million", 1_000_000), ("m", 1_000_000), ("k", 1000)):
        if plain.casefold().endswith(suffix):
            plain, factor = plain[: -len(suffix)], size
            break
    try:
        value = _finite(plain, factor)
    except ValueError:
        return text
    return int(value) if value == int(value) else value


def _finite(text: str, factor: int = 1) -> float:
    """A number as people write one, times ``factor``. Raises ValueError for words, ``nan`` and what is too large."""
    value = float(text) * factor
    if not math.isfinite(value):
        raise ValueError(text)
    return value


# ------------------------------------------------------------------ what was typed behind the action


def _sorted(order: Order, action: Action, palette: Palette) -> tuple[dict[str, Any], list[str]]:
    """Each typed word goes to the argument it fits; what fits none comes back as loose words."""
    args: dict[str, Any] = {}
    loose: list[str] = []
    kinds = dict(action.args)
    if action.group == "say" and action.speaks:
        kinds |= {"tone": "tone?", "channel": "channel?", "to": "group?"}
    named = {**SAYING, **kinds}
    for place, word in enumerate(order.given):
        name, _, value = word.partition("=")
        if value and name in named:
            args[name] = _named_value(palette, order.do, name, named[name], value)
        elif word.casefold() in SKIP_CHECK and action.speaks:
            args["check"] = "skip"
        elif not _placed(word, kinds, args, palette, order.do):
            # A sentence has begun: the words behind it are part of it, whatever they look like.
            loose += order.given[place:]
            break
    return args, loose


def _must_be_a_sentence(loose: list[str], do: str, palette: Palette) -> None:
    """Nothing is published that was meant as an argument: a fact that cannot be told now, or one stray word."""
    action = palette.names.vocabulary.actions[do]
    if action.group != "say" or not action.speaks:
        return
    facts = [(fact, palette.names.fact(fact)) for fact in palette.names.scenario.facts]
    standard = palette.names.in_all_languages("fact")
    aliases = [*facts, *((fact, name) for fact, _ in facts for name in standard[fact])]
    takes_facts = any(kind.startswith("facts") for kind in action.args.values())
    word = loose[0].casefold()
    # In Chinese a part of the name is what people type: 范围 for 影响范围.
    meant = [f for f, name in aliases if word in (f, name.casefold()) or (not word.isascii() and word in name)]
    if takes_facts and meant:
        reason = "already" if meant[0] in palette.known() else "not_delivered"
    elif len(loose) == 1 and loose[0].isascii():
        reason = "bad_argument"
    else:
        return
    palette.tell(why_not(ActionRejected(loose[0], reason=reason), do, palette))
    raise Dropped


def _placed(word: str, kinds: Mapping[str, str], args: dict[str, Any], palette: Palette, do: str) -> bool:
    for name, kind in kinds.items():
        many = kind.removesuffix("?") in ("facts", "cards")
        if name in args and not (many and isinstance(args[name], list)):
            continue
        try:
            value = _typed_value(palette, do, name, kind, word)
        except ValueError:
            continue
        args[name] = [*args.get(name, []), *value] if many and isinstance(value, list) else value
        return True
    return False


def _named_value(palette: Palette, do: str, name: str, kind: str, word: str) -> Any:
    """``word`` as typed behind ``name=``. What does not fit drops the whole order and says so."""
    if kind.removesuffix("?") in _FREE and palette.choices(kind, name, do) is None:
        return word
    try:
        return _typed_value(palette, do, name, kind, word)
    except ValueError:
        palette.tell(palette.speech.say("“{answer}” is none of the choices.", answer=word))
        raise Dropped from None


def _typed_value(palette: Palette, do: str, name: str, kind: str, word: str) -> Any:
    """``word`` as a value of ``kind``. Raises ValueError where it cannot be one."""
    kind = kind.removesuffix("?")
    if kind == "time":
        return parse_time(word)
    if kind == "facts" and word.casefold() in EVERYTHING:
        return "due"
    if kind == "number":
        return _finite(word)
    if word.casefold() in palette.tagged(kind):
        return palette.tagged(kind)[word.casefold()]
    choices = palette.choices(kind, name, do) or []
    others = palette.names.in_all_languages(kind)
    found = match(choices, word) or match([(value, other) for value, _ in choices for other in others[value]], word)
    if found is None:
        raise ValueError(word)
    return [found] if kind in ("facts", "cards") else found
