"""Drives one drill at the pace of a desk: what is due happens, is written to the log, and only then handed out.

No screen in sight, one timer: whoever shows the drill calls ``tick`` after ``wait`` seconds. No tick, pause or pace can
change a world record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from drillroom.engine.drill import Command, Drill
from drillroom.log.records import (
    ClockMarked,
    ConfidenceDeclared,
    DraftKept,
    Entry,
    PaceSet,
    Paused,
    SessionRecord,
    Unpaused,
)

from .clock import Clock
from .murmur import Murmur, is_chatter
from .outlook import ASKING, Outlook, is_notable
from .pace import PaceSettings, pace, wall_left

MARK_EVERY = 5.0
"""Wall seconds between two marks of the clock in the log."""
SHORTEST_WAIT, LONGEST_WAIT = 0.05, 1.0
LONGEST_TICK = 2.0
"""A computer that slept does not wake to a drill that ran on."""


class Journal(Protocol):
    """The log as the driver needs it. Each call returns when what it was given is safe on disk."""

    def append(self, entries: Sequence[Entry], session: Sequence[SessionRecord] = (), /) -> None: ...

    def note(self, record: SessionRecord, /) -> None: ...

    def key(self, text: str, /) -> str: ...

    def keep_words(self, person: str, text: str, /) -> str: ...


@dataclass(slots=True, kw_only=True)
class Driver:
    """A drill at a desk. ``next_command`` numbers the commands; a resumed drill goes on counting."""

    drill: Drill
    journal: Journal
    clock: Clock
    outlook: Outlook
    settings: PaceSettings = field(default_factory=PaceSettings)
    next_command: int = 1
    is_paused: bool = False
    held_before: int | None = None
    """Drill time stands before this second: a call that was picked up does not stop ringing meanwhile."""
    _position: float = 0.0
    _last: float = 0.0
    _owed: float = 0.0
    _marked: float = 0.0
    _lull: float = 0.0
    """Wall seconds since anything new was handed out."""
    _murmur: Murmur = field(default_factory=Murmur)
    _pending: list[Entry] = field(default_factory=list)
    """What has happened and is not on disk yet: more than nothing only after a write that failed."""
    _declared: list[SessionRecord] = field(default_factory=list)
    """The same of what was said about the commands in it."""

    def __post_init__(self) -> None:
        self._position = float(self.drill.now)
        self._last = self._marked = self.clock.steady()
        if self.settings.mode == "fixed":
            self.journal.note(PaceSet(wall=self.clock.wall(), pace=self.settings.fixed))

    @property
    def now(self) -> int:
        """Drill seconds from the alert."""
        return self.drill.now

    @property
    def is_over(self) -> bool:
        """The drill has come to its end."""
        return self.drill.is_over

    @property
    def speed(self) -> float:
        """Drill seconds per wall second at this moment."""
        if self.is_paused or self.is_over:
            return 0.0
        return pace(self.outlook.moment(self.now), self.settings, self.now)

    def time_left(self, prompt: str) -> float:
        """Wall seconds until an open decision or call closes; infinite when the clock stands for it."""
        found = self.outlook.prompt(prompt)
        return 0.0 if found is None else wall_left(found, self.settings, self.now)

    # ------------------------------------------------------------------ time

    def begin(self) -> list[Entry]:
        """What stands at the very start, before any time has passed."""
        self.drill.advance_to(self.drill.now)
        self._drained()
        return self._written()

    def hold_still(self) -> None:
        """The wall time since the last tick does not count."""
        self._last, self._owed = self.clock.steady(), 0.0

    def tick(self) -> list[Entry]:
        """Let the wall time since the last tick pass in the drill; returns what happened, already on disk.

        It stops early where something asks for an answer, and at any notable record unless the pace is fixed.
        """
        if self._pending:
            # A write has failed: no time passes over what the trainee has not been shown.
            self.hold_still()
            return self._handed_out(self._written(marked=True))
        steady = self.clock.steady()
        passed = 0.0 if self.is_paused else min(steady - self._last, LONGEST_TICK)
        self._owed = 0.0 if self.is_paused else self._owed + passed
        self._last, self._lull = steady, self._lull + passed
        self.outlook.pass_by(passed)
        while self._owed > 0 and not self.is_over:
            fresh = self._step()
            if fresh is None:
                self._owed = 0.0
                break
            if self._is_enough(fresh):
                break
        if self.is_over:
            self._owed = 0.0
        return self._handed_out(self._written(marked=steady - self._marked >= MARK_EVERY))

    def _handed_out(self, written: list[Entry]) -> list[Entry]:
        """What is to be shown now; at the automatic pace the crowd's last words may wait for a lull."""
        if self.settings.mode == "fixed" or self.is_over:
            shown = self._murmur.rest() + written
        elif self.is_paused:
            shown = written
        else:
            shown = self._murmur.pass_on(written, lull=self._lull)
        if any(is_notable(entry) or is_chatter(entry) for entry in shown):
            self._lull = 0.0
        return shown

    def _is_enough(self, fresh: list[Entry]) -> bool:
        if self.settings.mode != "fixed" and any(is_notable(entry) for entry in fresh):
            self._owed = 0.0
            return True
        return any(isinstance(entry.record, ASKING) for entry in fresh)

    def _step(self) -> list[Entry] | None:
        """Pass time up to the next thing due, or as far as the owed wall time reaches; None where the clock stands."""
        speed = self.speed
        if speed <= 0:
            return None
        reach = self._position + speed * self._owed
        if self.held_before is not None:
            reach = min(reach, float(self.held_before - 1))
        due = self.drill.next_event_at()
        if due is not None and due <= reach:
            self._owed -= max(0.0, due - self._position) / speed
            self._position = float(due)
        else:
            self._owed = 0.0
            self._position = max(self._position, reach)
        self.drill.advance_to(max(self.now, int(self._position)))
        return self._drained()

    def skip(self) -> list[Entry]:
        """Jump to the next notable record, at once; over nothing that could not be written yet."""
        fresh: list[Entry] = list(self._pending)
        while not self.is_over and not any(is_notable(entry) for entry in fresh):
            due = self.drill.next_event_at()
            if due is None or (self.held_before is not None and due >= self.held_before):
                break
            self.drill.advance_to(max(due, self.now))
            fresh = self._drained()
        self._position = float(self.now)
        self._owed = self._lull = 0.0
        written = self._written()
        return self._murmur.rest() + written

    def finish(self) -> list[Entry]:
        """Go on to the end without anybody, at once."""
        self.held_before = None
        while not self.is_over:
            self.drill.advance_to(self.now + 86_400)
            self._drained()
        written = self._written()
        return self._murmur.rest() + written

    def wait(self) -> float:
        """Wall seconds until the next tick is worth it."""
        speed, due = self.speed, self.drill.next_event_at()
        if speed <= 0 or due is None:
            return LONGEST_WAIT
        if self._owed > 0:
            return 0.0
        return min(LONGEST_WAIT, max(SHORTEST_WAIT, (due - self._position) / speed))

    def pause(self) -> None:
        """Stop the clock; it stands also where that cannot be written down."""
        was_paused, self.is_paused = self.is_paused, True
        if not was_paused:
            self.journal.note(Paused(wall=self.clock.wall(), now=self.now))

    def unpause(self) -> None:
        """Let the clock run again; the pause itself took no drill time."""
        if self.is_paused:
            self.journal.note(Unpaused(wall=self.clock.wall(), now=self.now))
        self.is_paused = False
        self._last = self.clock.steady()

    # ------------------------------------------------------------------ commands

    def act(
        self,
        do: str,
        args: Mapping[str, Any],
        *,
        typed: Mapping[str, str] | None = None,
        person: str = "p1",
        sure: int | None = None,
    ) -> list[Entry]:
        """Give a command now. It is on disk when this returns; ActionRejected leaves everything as it was.

        ``typed``: arguments that are a person's own words; they go to the people file, and the log holds their keys.
        ``sure``: how sure of it the person says they are, 1 to 3; it is noted beside the world and moves nothing.
        """
        words = typed or {}
        keys = {name: self.journal.key(text) for name, text in words.items()}
        command = Command(f"c{self.next_command}", do, {**args, **keys}, None, person)
        refusal = self.drill.check(command)
        if refusal is not None:
            raise refusal
        for text in words.values():
            self.journal.keep_words(person, text)
        self.drill.act(command, now=self.now)
        self.next_command += 1
        if sure is not None:
            self._declared.append(
                ConfidenceDeclared(wall=self.clock.wall(), person=person, command=command.id, level=sure)
            )
        self._drained()
        return self._written(marked=True)

    # ------------------------------------------------------------------ the log

    def keep_draft(self, words: str | None, *, person: str = "p1") -> None:
        """Put words aside, safe on disk when this returns; None: those that were put aside wait no more."""
        key = None if words is None else self.journal.keep_words(person, words)
        self.journal.note(DraftKept(wall=self.clock.wall(), person=person, words=key))

    def mark(self) -> list[Entry]:
        """Write down where the clock stands: resume goes on from here. Returns what had still to be written."""
        return self._written(marked=True)

    def _drained(self) -> list[Entry]:
        entries = self.drill.events()
        for entry in entries:
            self.outlook.see(entry.record)
        self._pending += entries
        return entries

    def _written(self, *, marked: bool = False) -> list[Entry]:
        """All that is pending, on disk now and to be handed out. Where writing fails it stays pending."""
        marks = [ClockMarked(wall=self.clock.wall(), now=self.now)] if marked else []
        session = [*self._declared, *marks]
        if self._pending or session:
            self.journal.append(self._pending, session)
        if marked:
            self._marked = self.clock.steady()
        written, self._pending, self._declared = self._pending, [], []
        return written
