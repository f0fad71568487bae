"""What a balance check found, as frozen values: how everybody did, what each option is worth, what cannot happen.

Points are 0..100; a gain is points more than the reference on the same seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from .balance_reading import Stretch, Window

MARGIN = 3.0
"""Points by which a run must beat the reference to count."""
SHARE = 0.10
"""Share of the seeds in which something may beat it."""
CLOSE = 1.0
"""An option within so many points of the best one of its decision is as good as it."""
PASS = 60.0


@dataclass(frozen=True, slots=True)
class Spread:
    """Points over all seeds: lowest, quartiles, highest, and the share of seeds with 60 or more."""

    low: float
    lower: float
    median: float
    upper: float
    high: float
    passing: float

    @classmethod
    def of(cls, points: Sequence[float]) -> Spread | None:
        """None where nothing was measured."""
        if not points:
            return None
        lower, middle, upper = quantiles(
            [*points, *points[:1]] if len(points) == 1 else points, n=4, method="inclusive"
        )
        passing = sum(it >= PASS for it in points) / len(points)
        return cls(min(points), lower, middle, upper, max(points), passing)

    def as_json(self) -> dict[str, float]:
        """For ``balance --json``."""
        return {name: round(getattr(self, name), 2) for name in Spread.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """Against the reference on the same seeds: median and highest points more, and the share of seeds beyond 3."""

    median: float
    high: float
    beats: float

    @property
    def is_free_lunch(self) -> bool:
        """Does it beat the reference too often?"""
        return self.beats > SHARE

    def as_json(self) -> dict[str, Any]:
        """For ``balance --json``."""
        return {"gain": round(self.median, 2), "most": round(self.high, 2), "beats": round(self.beats, 3)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How a bot (``bot:…``) or a playbook did."""

    name: str
    total: Spread | None
    process: Spread | None
    outcome: Spread | None
    gain: Gain | None

    def as_json(self) -> dict[str, Any]:
        """For ``balance --json``."""
        spreads = {name: getattr(self, name) for name in ("total", "process", "outcome")}
        shown = {name: None if it is None else it.as_json() for name, it in spreads.items()}
        return {"name": self.name, **shown, **({} if self.gain is None else self.gain.as_json())}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option in place of what the reference does. ``gain`` is None where it could be taken on no seed.

    ``is_own``: the reference takes it itself. ``is_dominated``: on no seed it comes within a point of the best choice
    of its decision; what the reference does instead is a choice too, if it is asked. ``refused``: on so many seeds the
    engine refused it.
    """

    option: str
    stands: str
    gain: Gain | None
    is_own: bool = False
    is_dominated: bool = False
    refused: int = 0

    def as_json(self) -> dict[str, Any]:
        """For ``balance --json``."""
        head = {"option": self.option, "stands": self.stands, "own": self.is_own, "dominated": self.is_dominated}
        return {**head, "refused": self.refused, **({} if self.gain is None else self.gain.as_json())}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A decision. ``asked``: on so many seeds the reference is asked; ``ways``: what it does there, how often.

    ``choices`` of one that the reference settles before it is asked: as if it had not.
    """

    decision: str
    asked: int
    ways: Mapping[str, int]
    choices: tuple[Choice, ...]

    def as_json(self) -> dict[str, Any]:
        """For ``balance --json``."""
        options = [it.as_json() for it in self.choices]
        return {"decision": self.decision, "asked": self.asked, "reference": dict(self.ways), "options": options}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """An option that was refused in the moment its decision opened, in ``refused`` of ``opened`` openings."""

    decision: str
    option: str
    refused: int
    opened: int
    reason: str

    @property
    def is_impossible(self) -> bool:
        """Was it never to be had?"""
        return self.refused == self.opened

    def as_json(self) -> dict[str, Any]:
        """For ``balance --json``."""
        names = ("decision", "option", "refused", "opened", "reason")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """All that a check found. ``twists`` and ``unasked``: injects that fired, and decisions that opened, in no run."""

    scenario: str
    seeds: tuple[int, ...]
    runs: int
    players: tuple[Played, ...]
    decisions: tuple[Judged, ...]
    twists: tuple[str, ...]
    unasked: tuple[str, ...]
    windows: tuple[Window, ...]
    blocked: tuple[Blocked, ...]
    reading: tuple[Stretch, ...]
    pace: float

    @property
    def lunches(self) -> tuple[tuple[str, Gain], ...]:
        """Whatever beats the reference too often, by name; options as ``decision/option``."""
        players = [(it.name, it.gain) for it in self.players]
        choices = [(f"{it.decision}/{way.option}", way.gain) for it in self.decisions for way in it.choices]
        return tuple((name, gain) for name, gain in (*players, *choices) if gain is not None and gain.is_free_lunch)

    @property
    def holds(self) -> bool:
        """Does nothing beat the reference too often?"""
        return not self.lunches

    @property
    def dominated(self) -> tuple[tuple[str, str], ...]:
        """(decision, option) of those that nobody who looks at marks would take."""
        return tuple((it.decision, way.option) for it in self.decisions for way in it.choices if way.is_dominated)

    def as_json(self) -> dict[str, Any]:
        """The document of ``balance --json``."""
        return {
            "format": 0,
            "scenario": self.scenario,
            "seeds": list(self.seeds),
            "runs": self.runs,
            "holds": self.holds,
            "players": [it.as_json() for it in self.players],
            "decisions": [it.as_json() for it in self.decisions],
            "free_lunches": [{"name": name, **gain.as_json()} for name, gain in self.lunches],
            "dominated": [{"decision": decision, "option": option} for decision, option in self.dominated],
            "never_asked": [it.decision for it in self.decisions if not it.asked],
            "unreachable": {"injects": list(self.twists), "decisions": list(self.unasked)},
            "windows": [it.as_json() for it in self.windows],
            "refused": [it.as_json() for it in self.blocked],
            "reading": {"pace": self.pace, "stretches": [it.as_json() for it in self.reading]},
        }
