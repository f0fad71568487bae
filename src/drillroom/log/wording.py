"""Turns text references of the log into words, in the viewer's language.

It never raises on a reference or an argument: what cannot be found is shown in brackets, and all words come out clean.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from drillroom.language import Speech, fill
from drillroom.source.clean import clean

from .header import Header
from .records import Text

_DEEPEST = 8
_SENTENCE_ENDS = tuple(".!?。！？…”」")
_NOTHING: Any = object()


def render(text: Text, *, header: Header, speech: Speech, words: Mapping[str, str]) -> str:
    """The words of ``text``. ``words`` are the typed texts of the people file, by key.

    ``scenario.…``, ``doctrine.…``, ``vocabulary.…`` and ``cast.…`` are looked up in the header; list items by id or
    number. A person reads as their name. A missing reference reads as ``[reference]``, erased words as such a note.
    """
    return clean(_render(text.ref, text.args, _Viewer(header, speech, words), 0)).strip()


def signature(by: Text, *, header: Header, speech: Speech, words: Mapping[str, str]) -> str:
    """How the author of a post signs: their handle if they have one, else their name."""
    handle = Text(ref=f"{by.ref}.handle")
    found = handle if isinstance(_find(handle.ref, header), Mapping) else by
    return render(found, header=header, speech=speech, words=words)


def introduction(by: Text, *, header: Header, speech: Speech, words: Mapping[str, str]) -> str:
    """Who calls or writes: name and role."""
    name = render(by, header=header, speech=speech, words=words)
    if not isinstance(_find(f"{by.ref}.role", header), Mapping):
        return name
    role = render(Text(ref=f"{by.ref}.role"), header=header, speech=speech, words=words)
    return speech.say("{name}, {role}", name=name, role=role)


class _Viewer:
    """Who looks, and what they can look up."""

    __slots__ = ("header", "speech", "words")

    def __init__(self, header: Header, speech: Speech, words: Mapping[str, str]) -> None:
        self.header, self.speech, self.words = header, speech, words


def _render(ref: str, args: Mapping[str, Any], viewer: _Viewer, depth: int) -> str:
    root, _, key = ref.partition(".")
    if root == "words":
        # Typed words may hold braces of their own: they are no template.
        return viewer.words.get(key) or viewer.speech.say("[words erased]")
    template = _in_language(_find(ref, viewer.header), viewer.speech)
    if template is None:
        return f"[{ref[:120]}]"
    return fill(template, {name: _argument(value, viewer, depth + 1) for name, value in args.items()})


def _argument(value: Any, viewer: _Viewer, depth: int) -> str:
    if depth > _DEEPEST:
        return "[…]"
    if isinstance(value, Text):
        return _render(value.ref, value.args, viewer, depth)
    if isinstance(value, Mapping):
        ref, args = value.get("ref"), value.get("args")
        if isinstance(ref, str):
            return _render(ref, args if isinstance(args, Mapping) else {}, viewer, depth)
        return _in_language(value, viewer.speech) or "[…]"
    if isinstance(value, (list, tuple)):
        return _joined([_argument(item, viewer, depth + 1) for item in value], viewer.speech)
    if isinstance(value, bool):
        return viewer.speech.say("yes") if value else viewer.speech.say("no")
    return number(value) if isinstance(value, (int, float)) else "" if value is None else str(value)


def number(value: float) -> str:
    """A number for people: ``4,200,000``, ``12.5``; at most two digits behind the point."""
    if not math.isfinite(value):
        return str(value)
    if value == int(value):
        return f"{int(value):,}" if abs(value) >= 10_000 else str(int(value))
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _joined(items: list[str], speech: Speech) -> str:
    if items and all(item.endswith(_SENTENCE_ENDS) for item in items):
        return ("" if speech.lang.startswith("zh") else " ").join(items)
    return speech.say("; ").join(items)


def _find(ref: str, header: Header) -> Any:
    root, *path = ref.split(".")
    if root not in ("scenario", "doctrine", "vocabulary", "cast") or not path:
        return _NOTHING
    node: Any = getattr(header, root)
    for part in path:
        node = _step(node, part)
    return node


def _step(node: Any, part: str) -> Any:
    if isinstance(node, Mapping):
        return node.get(part, _NOTHING)
    if not isinstance(node, (list, tuple)):
        return _NOTHING
    for item in node:
        if isinstance(item, Mapping) and item.get("id") == part:
            return item
    if part.isascii() and part.isdecimal() and len(part) < 7 and int(part) < len(node):
        return node[int(part)]
    return _NOTHING


def _in_language(node: Any, speech: Speech) -> str | None:
    """The words of a text, a map of languages, or something that has a name; None for anything else."""
    if isinstance(node, str):
        return node
    if isinstance(node, (int, float)):
        return number(node)
    if not isinstance(node, Mapping) or not node:
        return None
    if all(isinstance(item, str) for item in node.values()):
        return speech.pick(node)
    return _in_language(node.get("name") or node.get("label"), speech)
