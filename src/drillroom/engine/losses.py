"""What a crisis costs: users, market value, running operations, partners' confidence, the regulator's patience.

All of it follows trust and harm with a lag and stays inside its bounds; nothing here moves what people think.
"""

from __future__ import annotations

from typing import Any

from .streams import snap


def clip(value: float, low: float, high: float) -> float:
    """``value`` within its bounds."""
    return low if value < low else high if value > high else value


class Losses:
    """``churn`` percent of users; ``value ops partners`` 0..100 of what they were; ``pressure`` 0..100.

    ``stickiness`` 0..1: users stay out of habit, so they begin to leave later, and then faster.
    """

    def __init__(self, numbers: Any, *, stickiness: float = 0.0) -> None:
        self._n = numbers
        self.churn, self.value, self.ops, self.partners, self.pressure = 0.0, 100.0, 100.0, 100.0, 0.0
        self._line = numbers.churn_line - numbers.churn_habit * stickiness
        self._rate = numbers.churn_rate * (1 + stickiness)
        self._unheard_partners = self._unheard_investors = 0.0

    def neglect(self, group: str) -> None:
        """A group was not told in time."""
        n = self._n
        if group == "partners":
            self._unheard_partners = n.missed_partners
        elif group == "investors":
            self._unheard_investors = n.missed_investors
        elif group == "regulator":
            self.press(n.missed_regulator)

    def press(self, points: float) -> None:
        """The regulator has a reason of its own."""
        self.pressure = clip(self.pressure + points, 0.0, 100.0)

    def step(self, minutes: int, *, lost: float, trust: float, harm: float, heat: float) -> None:
        """``minutes`` pass; ``lost`` are the points of trust below the start."""
        n = self._n
        if trust < self._line:
            room = 1 - self.churn / n.churn_max
            leaving = minutes * self._rate * (self._line - trust) / self._line * (room if room > 0 else 0.0)
            self.churn = snap(min(n.churn_max, self.churn + leaving))
        goal = 100 - n.value_weight * lost - n.value_churn * self.churn - self._unheard_investors
        self.value = _toward(self.value, goal, minutes / n.value_lag)
        goal = 100 - n.partners_weight * lost - self._unheard_partners
        self.partners = _toward(self.partners, goal, minutes / n.value_lag)
        self.ops = _toward(self.ops, 100 - n.ops_harm * harm - n.ops_load * heat, minutes / n.ops_lag)

    def watch(self, minutes: int, *, exposed: float, blame: float, is_liar: bool) -> None:
        """The regulator reads as well: pressure grows with what is blamed and how many see it, and fades slowly."""
        n, pressure = self._n, self.pressure
        if exposed and blame > n.pressure_line:
            grows = n.pressure_up * exposed * (blame - n.pressure_line) * (n.pressure_liar if is_liar else 1.0)
            pressure += grows * (1 - pressure / 100)
        if pressure:
            left = 1 - minutes / n.pressure_fade
            self.pressure = snap(clip(pressure * (left if left > 0 else 0.0), 0.0, 100.0))


def _toward(now: float, goal: float, pace: float) -> float:
    """A part of the way to the goal, within 0..100."""
    now += (pace if pace < 1.0 else 1.0) * (goal - now)
    return snap(0.0 if now < 0.0 else 100.0 if now > 100.0 else now)
