"""What every part of a running drill shares: the SimPy environment, the rules, and the growing list of records.

Records are numbered in the order they happen; nothing is ever taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import simpy

from drillroom.doctrine.models import Action, Rules, Vocabulary
from drillroom.log.records import Entry, Record
from drillroom.scenario.conditions import Condition, parse
from drillroom.scenario.format import Scenario
from drillroom.scenario.names import Names


@dataclass(slots=True)
class Reading:
    """A scenario's names and the conditions parsed so far: the same for every drill of it."""

    scenario: Scenario
    vocabulary: Vocabulary
    names: Names
    conditions: dict[str, Condition] = field(default_factory=dict)


_readings: dict[int, Reading] = {}
_MOST_READINGS = 8


def reading(scenario: Scenario, vocabulary: Vocabulary) -> Reading:
    """The reading of this very scenario object; re-runs of one crisis share it."""
    kept = _readings.get(id(scenario))
    if kept is None or kept.scenario is not scenario or kept.vocabulary is not vocabulary:
        if len(_readings) >= _MOST_READINGS:
            _readings.clear()
        kept = _readings[id(scenario)] = Reading(scenario, vocabulary, Names.of(scenario, vocabulary))
    return kept


class World:
    """One drill's world. Times are whole drill seconds from the alert."""

    def __init__(self, scenario: Scenario, *, seed: int, cast: Mapping[str, Any], rules: Rules) -> None:
        self.scenario, self.seed, self.rules = scenario, seed, rules
        self.cast = tuple(cast)
        self._reading = reading(scenario, rules.vocabulary)
        self.numbers = rules.parameters.numbers()
        self.env = simpy.Environment(initial_time=scenario.starts)
        self._fresh: list[Entry] = []
        self._count = 0
        self.moves = 0

    @property
    def now(self) -> int:
        """Drill seconds."""
        return int(self.env.now)

    @property
    def names(self) -> Names:
        return self._reading.names

    def condition(self, text: str) -> Condition:
        """A condition of the scenario or of a command. Raises ValueError where it is none."""
        known = self._reading.conditions
        if text not in known:
            known[text] = parse(text, self._reading.names)
        return known[text]

    @property
    def minute(self) -> int:
        """Whole drill minutes from the alert, rounded down."""
        return self.now // 60

    @property
    def actions(self) -> Mapping[str, Action]:
        return self.rules.vocabulary.actions

    def emit(self, record: Record, *, moves: bool = True) -> int:
        """Append a record; returns its ``seq``. ``moves``: could it change the answer to a question of a condition?"""
        seq = self._count
        self.moves += moves
        self._count += 1
        self._fresh.append(Entry(seq, record))
        return seq

    def drain(self) -> list[Entry]:
        """The records since the last call."""
        fresh, self._fresh = self._fresh, []
        return fresh
