"""Pairs of bare drills that differ in one thing, and the proof that a test of their difference can fail.

Both sides meet the same luck; ``shows`` compares them twice: by the rules as they are, and with the effect emptied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from stage import CAST, RULES, Move, crisis, of

from drillroom.doctrine.models import Effect, Rules
from drillroom.engine.drill import Command, Drill
from drillroom.log.records import Entry, FutureProjected, Record, StateSampled
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario

M, HOUR = 60, 3600
SEEDS = (1, 2, 3)
TEAM: Move = (M, "assemble_team", {})
Measure = Callable[[list[Entry]], float]


def _nothing(*_: object, **__: object) -> None:
    """What a piece of the engine does that was taken out."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece of the engine taken out: what ``owner.name`` is instead; by itself, something that does nothing."""

    owner: Any
    name: str
    instead: Any = _nothing


# ---------------------------------------------------------------- crises and moves


def toy(hours: float = 12, **changes: Any) -> Scenario:
    """The toy crisis of ``stage``, shorter."""
    return crisis(ends=f"{round(hours * 60)}m", **changes)


@cache
def shipped(name: str) -> Scenario:
    path = Path(__file__).parents[2] / "scenarios" / name / "scenario.yaml"
    return load_scenario(path.read_bytes(), file=path.name, vocabulary=RULES.vocabulary)


def move(minute: int, do: str, **args: Any) -> Move:
    return (minute * M, do, args)


def word(minute: int) -> Move:
    """Words without any content, out eight minutes later: they break the silence and do nothing else."""
    return move(minute, "statement", claims=[{"fact": "scope", "op": "at_least", "value": 0}])


# ---------------------------------------------------------------- rules with an effect emptied


@cache
def numbers(**values: float) -> Rules:
    """The rules with other numbers of the engine."""
    known = RULES.parameters.parameters
    other = {name: known[name].model_copy(update={"value": value}) for name, value in values.items()}
    return replace(RULES, parameters=RULES.parameters.model_copy(update={"parameters": {**known, **other}}))


@cache
def without(do: str, *fields: str) -> Rules:
    """The rules with an action that does nothing to people, or without these fields of its effects."""
    action = RULES.vocabulary.actions[do]
    assert action.effects, f"{do} has no effects to take away"
    usual = {name: Effect.model_fields[name].default for name in fields}
    kept = [it.model_copy(update=usual) for it in action.effects] if fields else []
    actions = {**RULES.vocabulary.actions, do: action.model_copy(update={"effects": kept})}
    return replace(RULES, vocabulary=RULES.vocabulary.model_copy(update={"actions": actions}))


# ---------------------------------------------------------------- what is measured


def end(name: str) -> Measure:
    """What the true state comes to; trust, anger, rumor and heat 0..100, harm, blame and ``cred`` 0..1."""
    return lambda entries: float(getattr(of(entries, StateSampled)[-1], name))


def six_months(entries: list[Entry]) -> float:
    """Trust as projected, 0..100."""
    return float(of(entries, FutureProjected)[-1].trust)


def count(kind: type[Record], **values: Any) -> Measure:
    """How many records of this kind hold these values."""
    return lambda entries: float(
        sum(all(getattr(it, name) == value for name, value in values.items()) for it in of(entries, kind))
    )


def bare(moves: Iterable[Move], *, on: Scenario, seed: int, rules: Rules = RULES, solo: bool = True) -> list[Entry]:
    """The records of a bare drill. A refused move is an error."""
    drill = Drill(on, seed=seed, cast=CAST, rules=rules, is_bare=True, solo=solo)
    for number, (at, do, args) in enumerate(sorted(moves, key=lambda it: it[0])):
        drill.act(Command(f"c{number}", do, args), now=at)
    drill.advance_to(drill.ends)
    return drill.events()


def shows(
    measure: Measure,
    *,
    more: Sequence[Move] = (),
    less: Sequence[Move] = (),
    by: float,
    emptied: Rules | Patch,
    on: Scenario | None = None,
    less_on: Scenario | None = None,
    emptied_on: Scenario | None = None,
    seeds: Iterable[int] = SEEDS,
    solo: bool = True,
) -> None:
    """On every seed the course ``more`` has more of ``measure`` than ``less``, by at least ``by``; with the effect
    ``emptied`` it has not, on any.

    ``on``: the crisis of both, ``less_on`` of the second where the crisis is what differs; ``emptied_on``: the crisis
    of both in the second comparison, where the effect's size is the scenario's.
    """
    first = on or toy()

    def gap(seed: int, rules: Rules, one: Scenario, other: Scenario) -> float:
        a, b = (
            measure(bare([TEAM, *moves], on=place, seed=seed, rules=rules, solo=solo))
            for moves, place in ((more, one), (less, other))
        )
        return round(a - b, 4)

    seeds = tuple(seeds)
    found = {seed: gap(seed, RULES, first, less_on or first) for seed in seeds}
    with pytest.MonkeyPatch.context() as patch:
        rules = emptied if isinstance(emptied, Rules) else RULES
        if isinstance(emptied, Patch):
            patch.setattr(emptied.owner, emptied.name, emptied.instead)
        places = (emptied_on or first, emptied_on or less_on or first)
        left = {seed: gap(seed, rules, *places) for seed in seeds}
    assert seeds
    assert min(found.values()) >= by, f"too small, by seed: {found}"
    assert max(left.values()) < by, f"not the effect's doing: {left} without it, {found} with it"
