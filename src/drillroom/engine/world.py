"""What every part of a running drill shares: the SimPy environment, the rules, and the growing list of records.

Records are numbered in the order they happen; nothing is ever taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import simpy

from drillroom.doctrine.models import Action, Rules
from drillroom.log.records import Entry, Record
from drillroom.scenario.format import Scenario
from drillroom.scenario.names import Names


class World:
    """One drill's world. Times are whole drill seconds from the alert."""

    def __init__(self, scenario: Scenario, *, seed: int, cast: Mapping[str, Any], rules: Rules) -> None:
        self.scenario, self.seed, self.rules = scenario, seed, rules
        self.cast = tuple(cast)
        self.names = Names.of(scenario, rules.vocabulary)
        self.numbers = rules.parameters.numbers()
        self.env = simpy.Environment(initial_time=scenario.starts)
        self._fresh: list[Entry] = []
        self._count = 0

    @property
    def now(self) -> int:
        """Drill seconds."""
        return int(self.env.now)

    @property
    def minute(self) -> int:
        """Whole drill minutes from the alert, rounded down."""
        return self.now // 60

    @property
    def actions(self) -> Mapping[str, Action]:
        return self.rules.vocabulary.actions

    def emit(self, record: Record) -> int:
        """Append a record; returns its ``seq``."""
        seq = self._count
        self._count += 1
        self._fresh.append(Entry(seq, record))
        return seq

    def drain(self) -> list[Entry]:
        """The records since the last call."""
        fresh, self._fresh = self._fresh, []
        return fresh
