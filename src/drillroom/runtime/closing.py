"""What happens when a drill has closed: the trainee's own view, the baselines, the marks, the debrief beside the log.

The trainee is asked before anything can be scored; whatever fails on the way takes nothing from the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from drillroom.errors import DrillroomError
from drillroom.log.header import LIVE
from drillroom.log.records import Entry, SelfRated
from drillroom.source.clean import clean
from drillroom.storage.logs import LogFile, read_log, read_people_of
from drillroom.storage.results import Result, Results, keep_result, read_results

from .clock import Clock
from .debriefs import open_debrief, whole_log, write_debrief
from .measured import is_closed, is_finished, missing_baselines

if TYPE_CHECKING:
    from drillroom.language import Speech
    from drillroom.log.chain import Log
    from drillroom.report.debrief import Debrief
    from drillroom.scoring.score import Scorecard

PERSON = "p1"
"""The one person of a solo drill."""
MOST_WORDS = 2000
"""Characters kept of the words that somebody would take back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What a drill came to. ``page`` is its HTML debrief, None where it could not be written.

    ``result`` is None for a drill that nobody drove; ``earlier`` is the best one before this drill. ``troubles`` are
    failures that took nothing from the marks.
    """

    debrief: Debrief
    card: Scorecard
    page: Path | None
    result: Result | None
    earlier: Result | None
    results: Results
    troubles: tuple[DrillroomError, ...]


class Closing:
    """The end of one drill. Its calls may come from several threads; ``journal`` is its own from now on.

    Without a journal there is nothing left to write: the drill was measured before, or never came to its end.
    """

    def __init__(self, path: Path, journal: LogFile | None, clock: Clock) -> None:
        self.path = path
        self._journal = journal
        self._clock = clock
        self._lock = Lock()
        self._measured: list[Entry] = []

    @classmethod
    def of(cls, journal: LogFile, clock: Clock) -> Self:
        """The end of a drill that was just played; ``journal`` is still open."""
        return cls(journal.path, journal, clock)

    @classmethod
    def open(cls, path: Path, clock: Clock) -> Self:
        """The end of a drill that was played some time ago, by its log.

        Raises UnusableFile for what is no log, or has a fault inside.
        """
        entries = whole_log(path).entries
        is_left = is_closed(entries) and not is_finished(entries)
        # Left before everything was measured: there is still something to write.
        return cls(path, LogFile.resume(path, wall=clock.wall())[1] if is_left else None, clock)

    @cached_property
    def log(self) -> Log:
        """The log as it stood when it was first asked for; reads a file."""
        return read_log(self.path)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The typed words of the drill, by their keys; reads a file."""
        people = read_people_of(self.path)
        return {} if people is None else people.texts

    @property
    def asks(self) -> bool:
        """Is the trainee still to be asked? Not who has seen a score already, and not for a drill that nobody drove."""
        was_asked = any(isinstance(it.record, SelfRated) for it in self.log.session)
        return self._journal is not None and self.log.header.playbook == LIVE and not was_asked

    @property
    def needs_measuring(self) -> bool:
        """Are there baselines to be measured, which takes seconds?"""
        entries = self.log.entries
        return self._journal is not None and is_closed(entries) and not is_finished(entries)

    # ------------------------------------------------------------------ steps

    def rate(self, ratings: Mapping[str, int], regret: str = "") -> None:
        """Note what the trainee thinks of the drill: question -> 1..5, and words they would take back, as typed.

        Both may be empty; the note then says that they were asked. Raises DrillroomError where it cannot be written.
        """
        with self._lock:
            journal = self._journal
            if journal is None:
                return
            answers: dict[str, Any] = dict(ratings)
            own = clean(regret).strip()[:MOST_WORDS]
            if own:
                answers["regret"] = journal.keep_words(PERSON, own)
            journal.note(SelfRated(wall=self._clock.wall(), person=PERSON, answers=answers))

    def measure(self) -> None:
        """Find out what nobody, and what the reference, would have reached; takes seconds, holds up none of the others.

        Nothing is written yet: a drill that is left before it was scored is asked about again when it is opened again.
        """
        if self.needs_measuring:
            self._measured = missing_baselines(self.log.header, self.log.entries)

    def conclude(self, speech: Speech) -> Ended:
        """Write what was measured, score the drill, keep its result, write its HTML debrief.

        Raises UnusableFile for a log that is damaged, DrillroomError for one that cannot be written.
        """
        with self._lock:
            if self._journal is not None:
                self._journal.append(self._measured)
                self._measured = []
        value, card = open_debrief(self.path)
        troubles: list[DrillroomError] = []
        page = None
        try:
            (page,) = write_debrief(value, self.path, ["html"], speech)
        except DrillroomError as error:
            troubles.append(error)
        before = read_results(self.path.parent)
        result, results = self._result(card), before
        if result is not None:
            try:
                results = keep_result(self.path.parent, result)
            except DrillroomError as error:
                troubles.append(error)
        if results.problem is not None:
            troubles.append(results.problem)
        others = before.without(self.path.name)
        earlier = None if result is None else others.best(result.scenario, is_short=result.is_short)
        return Ended(
            debrief=value,
            card=card,
            page=page,
            result=result,
            earlier=earlier,
            results=results,
            troubles=tuple(troubles),
        )

    def _result(self, card: Scorecard) -> Result | None:
        """What is kept of a drill that somebody drove to its end."""
        header = self.log.header
        if header.playbook != LIVE or not is_closed(self.log.entries):
            return None
        walls = [it.record.wall for it in self.log.session]
        found = card.as_json()
        return Result(
            scenario=str(header.scenario.get("id", "")),
            is_short=header.is_short,
            total=found["total"],
            process=found["process"],
            outcome=found["outcome"],
            rating=found["rating"],
            log=self.path.name,
            ended=max(walls, default=self._clock.wall()),
        )

    def close(self) -> None:
        """Let go of the log; everything is on disk already."""
        with self._lock:
            journal, self._journal = self._journal, None
        if journal is not None:
            journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
