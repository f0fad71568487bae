"""Everything in a scenario that a condition, an option or a playbook may name.

The same names whether they come from a checked scenario or from a file that still has mistakes in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drillroom.source.reader import ANY, Tree

if TYPE_CHECKING:
    from drillroom.doctrine.models import Action, Vocabulary

    from .format import Scenario

POSTS = ("post", "news")
ASKED = ("call", "summons")
"""Injects that put questions to the team, which ``take_call`` answers."""
PHASES = ("watch", "outbreak", "response", "aftermath")


@dataclass(frozen=True, slots=True)
class Names:
    """Ids by what they name. ``facts``: id -> truth; ``decisions``: id -> options; ``calls``: id -> questions."""

    actions: Mapping[str, Action]
    groups: tuple[str, ...]
    seats: tuple[str, ...]
    tones: tuple[str, ...]
    facts: Mapping[str, Any]
    allegations: tuple[str, ...]
    channels: tuple[str, ...]
    own_channels: tuple[str, ...]
    people: tuple[str, ...]
    risks: tuple[str, ...]
    decisions: Mapping[str, tuple[str, ...]]
    signals: tuple[str, ...]
    posts: tuple[str, ...]
    calls: Mapping[str, int]
    cards: Mapping[str, tuple[str, ...]]
    lines: tuple[str, ...] = ()
    phases: tuple[str, ...] = PHASES

    @staticmethod
    def of(scenario: Scenario, vocabulary: Vocabulary) -> Names:
        """The names of a loaded scenario, whose injects all have ids."""
        injects = [(str(inject.id), inject.kind, len(getattr(inject, "questions", ()))) for inject in scenario.injects]
        review = scenario.review
        return Names(
            **_standard(vocabulary, tuple(scenario.channels)),
            **_by_kind(injects),
            facts={name: fact.truth for name, fact in scenario.facts.items()},
            allegations=tuple(scenario.allegations),
            people=tuple(scenario.people),
            risks=tuple(scenario.risks),
            decisions={item.id: tuple(option.id for option in item.options) for item in scenario.decisions},
            lines=tuple(line.id for line in scenario.lines),
            cards={
                kind: tuple(card.id for card in cards)
                for kind, cards in (
                    ("causes", review.causes),
                    ("triggers", review.triggers),
                    ("changes", review.changes),
                )
            },
        )

    @staticmethod
    def found_in(tree: Tree, ids: list[str], vocabulary: Vocabulary) -> Names:
        """The names of a scenario file, as far as they can be made out; ``ids`` are those of its injects in order."""
        kinds = [str(tree.get(("injects", index, "kind"), "")) for index in range(len(ids))]
        counts = [len(_list(tree.get(("injects", index, "questions")))) for index in range(len(ids))]
        return Names(
            **_standard(vocabulary, _keys(tree, "channels")),
            **_by_kind(tuple(zip(ids, kinds, counts, strict=True))),
            facts={name: tree.get(("facts", name, "truth")) for name in _keys(tree, "facts")},
            allegations=_keys(tree, "allegations"),
            people=_keys(tree, "people"),
            risks=_keys(tree, "risks"),
            decisions={
                str(name): tuple(_strings(tree, *loc[:-1], "options", ANY, "id"))
                for loc, name in tree.each("decisions", ANY, "id")
            },
            lines=tuple(_strings(tree, "lines", ANY, "id")),
            cards={
                kind: tuple(_strings(tree, "review", kind, ANY, "id")) for kind in ("causes", "triggers", "changes")
            },
        )


def _standard(vocabulary: Vocabulary, own_channels: tuple[str, ...]) -> dict[str, Any]:
    return {
        "actions": vocabulary.actions,
        "groups": tuple(vocabulary.groups),
        "seats": tuple(vocabulary.seats),
        "tones": tuple(vocabulary.tones),
        "own_channels": own_channels,
        "channels": tuple(dict.fromkeys((*own_channels, *vocabulary.channels))),
    }


def _by_kind(injects: Sequence[tuple[str, str, int]]) -> dict[str, Any]:
    return {
        "signals": tuple(name for name, kind, _ in injects if kind == "signal"),
        "posts": tuple(name for name, kind, _ in injects if kind in POSTS),
        "calls": {name: count for name, kind, count in injects if kind in ASKED},
    }


def _keys(tree: Tree, field: str) -> tuple[str, ...]:
    value = tree.get((field,))
    return tuple(value) if isinstance(value, dict) else ()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _strings(tree: Tree, *pattern: str | int | None) -> Iterator[str]:
    return (value for _, value in tree.each(*pattern) if isinstance(value, str))
