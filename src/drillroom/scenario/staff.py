"""How many people work in each seat: as the scenario plans it, else the usual number.

The engine occupies them, and a screen shows how many are free; both count from here.
"""

from __future__ import annotations

from .format import SEATS, Scenario

USUAL = {"lead": 1, "pr": 2, "legal": 1, "tech": 3, "service": 3, "hr": 1}
"""Our choice; a scenario says otherwise where it matters."""


def staff(scenario: Scenario) -> dict[str, int]:
    """seat -> how many people work there."""
    plan = scenario.seats
    return {seat: plan[seat].staff if seat in plan else USUAL[seat] for seat in SEATS}
