"""Finds a person's own words in a command, and puts their keys in their place.

What is typed freely never goes into a log; which arguments are free, the vocabulary says by their kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from drillroom.doctrine.models import Vocabulary
from drillroom.log.people import People
from drillroom.scenario.calls import argument_kinds
from drillroom.scenario.playbook import Playbook, Step

_FREE = ("word", "words")
_SALT_SIZE = 16
_AUTHOR = "p1"
"""Whom the words of a playbook belong to: the one person of a solo drill."""


def own_words(do: str, args: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, str]:
    """name -> text of every argument that is a person's own words.

    A name of the vocabulary, such as a type of crisis, is nobody's own although a word stands for it.
    """
    if do not in vocabulary.actions:
        return {}
    kinds = argument_kinds(do, vocabulary)
    return {
        name: value
        for name, value in args.items()
        if kinds.get(name, "").rstrip("?") in _FREE and isinstance(value, str) and value not in vocabulary.crises
    }


def keyed(playbook: Playbook, people: People, vocabulary: Vocabulary) -> tuple[Playbook, People]:
    """(playbook with keys instead of own words, people with those words)."""
    steps: list[Step] = []
    for step in playbook.steps:
        keys: dict[str, str] = {}
        for name, text in own_words(step.do, step.args, vocabulary).items():
            people, keys[name] = people.keeping(_AUTHOR, text)
        steps.append(replace(step, args={**step.args, **keys}))
    return replace(playbook, steps=tuple(steps)), people


def nobody_yet(seed: int) -> People:
    """An empty people file whose salt is a function of the seed: the same playbook always gives the same bytes."""
    return People(blake2b(b"words of a playbook %d" % seed, digest_size=_SALT_SIZE).digest())
