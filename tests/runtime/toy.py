"""A small crisis with a call, two decisions and a duty, and the pieces that drive it without a disk or a wall clock."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from drillroom.doctrine.read import default_rules
from drillroom.engine.drill import Drill
from drillroom.errors import DrillroomError
from drillroom.log.header import Header
from drillroom.log.people import People
from drillroom.log.records import Entry, SessionRecord
from drillroom.runtime.clock import StillClock
from drillroom.runtime.driver import Driver
from drillroom.runtime.opening import drill_of, open_header
from drillroom.runtime.outlook import Outlook
from drillroom.runtime.pace import PaceSettings
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE, Playbook

RULES = default_rules()
SOURCE = Path(__file__).parents[1] / "toy" / "scenario.yaml"


def toy() -> Scenario:
    """The scenario."""
    return load_scenario(SOURCE.read_bytes(), file="toy/scenario.yaml", vocabulary=RULES.vocabulary)


def toy_header(*, seed: int = 5, relaxed: bool = False, model: Playbook | None = None) -> Header:
    """What a live drill of it is played by, with a reference if there is one."""
    playbooks = {"none": NONE} if model is None else {"none": NONE, "model": model}
    return open_header(toy(), RULES, seed=seed, playbooks=playbooks, relaxed=relaxed)


class Notebook:
    """A journal in memory, which remembers the order in which things were written, until it is full."""

    def __init__(self) -> None:
        self.world: list[Entry] = []
        self.session: list[SessionRecord] = []
        self.people = People(b"salt")
        self.is_full = False

    def append(self, entries: Sequence[Entry], session: Sequence[SessionRecord] = (), /) -> None:
        self._write()
        self.world += entries
        self.session += session

    def note(self, record: SessionRecord, /) -> None:
        self.append((), (record,))

    def key(self, text: str, /) -> str:
        return self.people.key(text)

    def keep_words(self, person: str, text: str, /) -> str:
        self._write()
        self.people, key = self.people.keeping(person, text)
        return key

    def _write(self) -> None:
        if self.is_full:
            raise DrillroomError("No space left on device")


def desk(settings: PaceSettings | None = None, **header: Any) -> tuple[Driver, Notebook, StillClock]:
    """A driver of the toy with everything under the hand of a test."""
    notebook, clock = Notebook(), StillClock()
    drill: Drill = drill_of(toy_header(**header))
    driver = Driver(
        drill=drill, journal=notebook, clock=clock, outlook=Outlook(toy(), "en"), settings=settings or PaceSettings()
    )
    driver.begin()
    return driver, notebook, clock


def let(driver: Driver, clock: StillClock, seconds: float) -> list[Entry]:
    """Wall time passes, and one tick follows."""
    clock.pass_by(seconds)
    return driver.tick()
