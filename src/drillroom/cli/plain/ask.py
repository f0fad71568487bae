"""Turns a typed order into a whole command, asking simply for what was left out.

What was typed goes to the argument it fits; nothing is published that was meant as an argument.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drillroom.doctrine.models import Action
from drillroom.errors import ActionRejected
from drillroom.scenario.calls import SAYING
from drillroom.scenario.values import parse_time
from drillroom.views.asking import EVERYTHING, Asking, Dropped, finite, match, missing
from drillroom.views.palette import Palette
from drillroom.views.refusals import why_not

from .typed import Order

SKIP_CHECK = ("now", "unchecked", "skip-check", "跳过会签")
_FREE = ("words", "word", "condition", "check")
"""Kinds of arguments that hold what was typed as it is."""
_NAMED = "line"
"""A kind that is given by its name only: a template's name may also be the first word of a sentence."""


def complete(order: Order, palette: Palette) -> Asking:
    """The arguments of ``order`` as the engine takes them; asks for the ones that must be there."""
    action = palette.names.vocabulary.actions[order.do]
    args, loose = _sorted(order, action, palette)
    if loose and not order.quoted:
        _must_be_a_sentence(loose, order.do, palette)
    args = yield from missing(palette, order.do, args, is_brief=bool(order.given or order.quoted))
    if order.quoted and (action.group == "say" or "words" in action.args):
        args["words"] = order.quoted
    elif loose and action.group == "say" and action.speaks:
        args["words"] = " ".join(loose)
    return {name: value for name, value in args.items() if value not in (None, [], "")}


# ------------------------------------------------------------------ what was typed behind the action


def _sorted(order: Order, action: Action, palette: Palette) -> tuple[dict[str, Any], list[str]]:
    """Each typed word goes to the argument it fits; what fits none comes back as loose words."""
    args: dict[str, Any] = {}
    loose: list[str] = []
    kinds = dict(action.args)
    if action.group == "say" and action.speaks:
        kinds |= {"tone": "tone?", "channel": "channel?", "to": "group?"}
    named = {**SAYING, **kinds}
    kinds = {name: kind for name, kind in kinds.items() if not kind.startswith(_NAMED)}
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
        return finite(word)
    if word.casefold() in palette.tagged(kind):
        return palette.tagged(kind)[word.casefold()]
    choices = palette.choices(kind, name, do) or []
    others = palette.names.in_all_languages(kind)
    found = match(choices, word) or match([(value, other) for value, _ in choices for other in others[value]], word)
    if found is None:
        raise ValueError(word)
    return [found] if kind in ("facts", "cards") else found
