"""How well disposed each group is, and what it costs to leave one in the dark.

A mood follows the public's trust; being told in time lifts it, being forgotten or told after the press lowers it.
"""

from __future__ import annotations

from .losses import clip
from .public import Public
from .world import World


class Groups:
    """The stakeholders of one drill. Moods are 0..100."""

    def __init__(self, world: World, public: Public) -> None:
        self._world, self._public = world, public
        holders = world.scenario.stakeholders
        self._start: dict[str, float] = {group: holder.mood for group, holder in holders.items()}
        self._moved: dict[str, float] = dict.fromkeys(self._start, 0.0)

    def moods(self) -> dict[str, float]:
        """group -> mood now."""
        public, weight = self._public, self._world.numbers["mood_trust"]
        lost = public.start_trust - public.trust
        return {
            group: round(clip(start + self._moved[group] - weight * lost, 0.0, 100.0), 1)
            for group, start in self._start.items()
        }

    def mood(self, group: str) -> float:
        """The mood of this group; 50 for one that the scenario does not know."""
        return self.moods().get(group, 50.0)

    def reach(self, group: str, *, late: bool) -> None:
        """It heard from us for the first time."""
        if group in self._moved:
            self._moved[group] += self._world.numbers["mood_late" if late else "mood_told"]

    def miss(self, group: str) -> None:
        """Its due time ran out."""
        numbers = self._world.numbers
        self._moved[group] += numbers["mood_missed"]
        self._public.losses.neglect(group)
        if group in ("users", "public"):
            self._public.feel(anger=numbers["missed_anger"])
        elif group in ("media", "influencers", "experts"):
            self._public.feel(rumor=numbers["missed_rumor"])
