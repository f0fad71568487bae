"""A sitting at a drill, new or gone on with: its log is open, its driver is ready, nothing has been shown yet.

The same for every kind of screen; what differs between them is only who looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from drillroom import __version__
from drillroom.doctrine.models import Rules
from drillroom.engine.drill import Drill
from drillroom.log.header import Header
from drillroom.log.records import Entry, SessionOpened
from drillroom.scenario.format import Scenario
from drillroom.storage.logs import LogFile

from .books import Book, baselines
from .clock import Clock
from .driver import Driver
from .opening import drill_of, open_header, read_header
from .outlook import Outlook
from .pace import PaceSettings
from .resume import reopen


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """``past``: what has happened already, when a drill goes on; ``cut``: torn bytes at its end.

    ``draft``: words that were put aside before, as ``Driver.keep_draft`` got them.
    """

    header: Header
    scenario: Scenario
    rules: Rules
    journal: LogFile
    driver: Driver
    clock: Clock
    past: tuple[Entry, ...] = ()
    cut: int = 0
    draft: str | None = None

    @property
    def words(self) -> Mapping[str, str]:
        """The typed words of the people file, by key, as they stand now."""
        return self.journal.people.texts

    def enter(self, mode: str) -> None:
        """Write down that somebody sits down, in front of what kind of screen."""
        self.journal.note(SessionOpened(wall=self.clock.wall(), product=__version__, mode=mode))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the trainee wants to play. ``fixed``: drill seconds per wall second, or None for the automatic pace.

    ``relaxed`` and ``is_short`` are settings of the world and stand in the header; the rest change only the pace.
    """

    seed: int | None = None
    language: str = "en"
    tabletop: bool = False
    relaxed: bool = False
    is_short: bool = False
    fixed: float | None = None

    def pace(self, scenario: Scenario) -> PaceSettings:
        """How time passes, by the wish and the scenario's own tempo."""
        if self.fixed is not None:
            return PaceSettings(mode="fixed", fixed=self.fixed)
        stretches = scenario.tempo.model_dump(exclude_none=True)
        return PaceSettings(mode="tabletop" if self.tabletop else "auto", stretches=stretches)


def begin(book: Book, wish: Wish, *, drills: Path, clock: Clock) -> Sitting:
    """A new drill of this book, its log in the folder ``drills``. Without a wish the clock draws the seed."""
    seed = int(clock.wall()) % 10_000 if wish.seed is None else wish.seed
    header = open_header(
        book.scenario,
        book.rules,
        seed=seed,
        playbooks=baselines(book),
        relaxed=wish.relaxed,
        is_short=wish.is_short,
    )
    journal = LogFile.create_in(drills, header)
    return _seated(header, drill_of(header), journal, wish, clock)


def go_on(path: Path, wish: Wish, *, clock: Clock) -> Sitting:
    """The drill whose log lies at ``path``, from where its clock stood. Raises what ``reopen`` raises."""
    opened = reopen(path, clock)
    seated = _seated(opened.header, opened.drill, opened.journal, wish, clock, opened.entries, opened.next_command)
    return replace(seated, cut=opened.cut, draft=opened.draft)


def _seated(
    header: Header,
    drill: Drill,
    journal: LogFile,
    wish: Wish,
    clock: Clock,
    past: tuple[Entry, ...] = (),
    next_command: int = 1,
) -> Sitting:
    scenario, rules = read_header(header)
    driver = Driver(
        drill=drill,
        journal=journal,
        clock=clock,
        outlook=Outlook(scenario, wish.language),
        settings=wish.pace(scenario),
        next_command=next_command,
    )
    for entry in past:
        driver.outlook.see(entry.record)
    return Sitting(
        header=header, scenario=scenario, rules=rules, journal=journal, driver=driver, clock=clock, past=past
    )
