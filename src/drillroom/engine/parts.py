"""The parts of one running drill, named once so that they can reach each other.

It only holds them; each part keeps its own state and rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .clocks import Clocks
from .groups import Groups
from .ledger import Ledger
from .public import Public
from .team import Team
from .world import World


@dataclass(slots=True)
class Past:
    """What conditions and later commands may ask about: the drill's own memory, by id."""

    posts: dict[str, str | None] = field(default_factory=dict)
    signals: dict[str, bool] = field(default_factory=dict)
    ringing: dict[str, int] = field(default_factory=dict)
    calls_taken: set[str] = field(default_factory=set)
    chosen: dict[str, str] = field(default_factory=dict)
    missed: set[str] = field(default_factory=set)
    ordered: dict[str, int] = field(default_factory=dict)
    phase: str = "watch"
    looks: int = 0
    notes: int = 0
    sizes: list[tuple[int, float, str]] = field(default_factory=list)
    summoned: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Parts:
    world: World
    public: Public
    ledger: Ledger
    team: Team
    clocks: Clocks
    groups: Groups
    past: Past
