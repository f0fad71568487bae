"""The same crisis without the team, and under the reference: what a drill's outcome is measured against.

Runs only from a log's header, so the same log always gets the same baselines.
"""

from __future__ import annotations

from statistics import median

from drillroom.doctrine.read import rules_from_header
from drillroom.engine.crowd import Sampling, as_in_a_drill
from drillroom.engine.drill import Drill
from drillroom.log.header import Header, is_reference
from drillroom.log.records import BaselineMeasured, Entry, ExposureMeasured, Record, StateSampled
from drillroom.log.series import samples, series
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import from_resolved
from drillroom.scenario.names import ASKED
from drillroom.scenario.playbook import NONE, Playbook
from drillroom.scoring.milestones import milestones
from drillroom.scoring.outcome import outcome

from .rollout import play

EXPOSURE_SEEDS = range(1, 33)
EXPOSURE_WINDOW = 4 * 3600
_SERIES = ("trust", "heat", "harm", "exposures")


class Rerun:
    """A header read once, from which any number of fresh drills can be started."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self._scenario = from_resolved(dict(header.scenario))
        self._short: Scenario | None = None
        self.rules = rules_from_header(header.doctrine, header.vocabulary, header.parameters)

    def drill(self, *, seed: int | None = None, ends: int | None = None, sampling: Sampling | None = None) -> Drill:
        """A drill as the header describes it, optionally with another seed or a nearer end (drill seconds).

        With ``sampling`` it is a bare one, which samples the true state that often and shows nothing.
        """
        return Drill(
            self._scenario if ends is None else self._until(ends),
            seed=self.header.seed if seed is None else seed,
            cast=self.header.cast,
            rules=self.rules,
            relaxed=bool(self.header.settings.get("relaxed", False)),
            solo=bool(self.header.settings.get("solo", True)),
            is_bare=sampling is not None,
            sampling=sampling,
        )

    def _until(self, ends: int) -> Scenario:
        """The scenario cut short, kept for the next call; what would come later is left out."""
        if self._short is None or self._short.ends != ends:
            # Conditions may ask about calls, so these keep their names.
            soon = [it for it in self._scenario.injects if it.at is None or it.at <= ends or it.kind in ASKED]
            self._short = self._scenario.model_copy(update={"ends": ends, "injects": soon})
        return self._short


def references(header: Header) -> dict[str, Playbook]:
    """The reference playbooks that a header embeds, by name, the first one first."""
    return {name: Playbook.from_json(header.playbooks[name]) for name in sorted(header.playbooks) if is_reference(name)}


def measure(header: Header, *, after: int) -> list[Entry]:
    """Baseline records to append after world record number ``after`` of a closed drill."""
    rerun = Rerun(header)
    books = {NONE.name: NONE, **references(header)}
    records: list[Record] = [ending(name, rerun, play(rerun.drill(), book)) for name, book in books.items()]
    records.append(exposure(rerun))
    return [Entry(after + 1 + index, record) for index, record in enumerate(records)]


def ending(name: str, rerun: Rerun, entries: list[Entry]) -> BaselineMeasured:
    """How the run ``entries`` of the playbook ``name`` ended, as the log keeps it."""
    ends = outcome(entries) | {"milestones": milestones(rerun.header, entries, rerun.rules.doctrine)}
    at = int(rerun.header.scenario["ends"])
    return BaselineMeasured(at=at, to="none", playbook=name, outcome=ends, series=series(entries, names=_SERIES))


def exposure(rerun: Rerun) -> ExposureMeasured:
    """Median share of the exposures of the first hours that a silent team lets pass by each mark."""
    ends = int(rerun.header.scenario["ends"])
    window = min(EXPOSURE_WINDOW, ends)
    marks = tuple(range(300, window + 1, 300))
    runs = [_shares(rerun.drill(seed=seed, ends=window, sampling=as_in_a_drill), marks) for seed in EXPOSURE_SEEDS]
    shares = tuple(round(median(run[index] for run in runs), 4) for index in range(len(marks)))
    return ExposureMeasured(at=ends, to="none", seeds=len(runs), window=window, marks=marks, shares=shares)


def _shares(drill: Drill, marks: tuple[int, ...]) -> list[float]:
    drill.advance_to(drill.ends)
    taken = samples(drill.events())
    start, *seen = (_last(taken, mark) for mark in (0, *marks))
    seen = [reached - start for reached in seen]
    return [share / seen[-1] if seen and seen[-1] else 1.0 for share in seen]


def _last(taken: list[StateSampled], at: int) -> int:
    """Exposures at the last sample at or before ``at``."""
    return max((sample.exposures for sample in taken if sample.at <= at), default=0)
