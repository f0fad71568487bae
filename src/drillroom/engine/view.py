"""What a condition may ask of a running drill.

Reading only; asking never changes anything.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .parts import Parts


class Outlook:
    """The ``View`` that conditions are evaluated against: numbers as on the state's scales, 0..100 where it says so."""

    def __init__(self, parts: Parts) -> None:
        public, past, ledger = parts.public, parts.past, parts.ledger
        self._values: dict[str, Callable[[], float]] = {
            "trust": lambda: public.trust,
            "heat": lambda: 100 * public.heat,
            "anger": lambda: 100 * public.anger,
            "rumor": lambda: 100 * public.rumor,
            "harm": lambda: 100 * public.harm,
            "churn": lambda: public.churn,
            "minutes": lambda: parts.world.now / 60,
        }
        self._calls: dict[str, Callable[..., bool]] = {
            "did": lambda do: do in (parts.team.done if parts.world.actions[do].speaks else parts.team.started),
            "disclosed": lambda fact: ledger.standing[fact].told_at is not None,
            "knows": ledger.is_known,
            "leaked": lambda fact: ledger.standing[fact].leaked_at is not None,
            "lied": lambda: ledger.has_lied,
            "wrong": lambda fact: ledger.standing[fact].wrong is not None,
            "chose": lambda decision, option: past.chosen.get(decision) == option,
            "missed": lambda decision: decision in past.missed,
            "reached": lambda group: group in parts.clocks.reached,
            "alleged": lambda allegation: allegation in ledger.live,
            "phase": lambda name: past.phase == name,
            "answered": lambda call: call in past.calls_taken,
        }

    def value(self, name: str) -> Callable[[], float]:
        """A reader of this number."""
        return self._values[name]

    def answer(self, call: str, args: tuple[str, ...]) -> Callable[[], bool]:
        """A reader of this answer."""
        return partial(self._calls[call], *args)
