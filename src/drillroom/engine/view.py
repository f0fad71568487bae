"""What a condition may ask of a running drill.

Reading only; asking never changes anything.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .parts import Parts

Answer = Callable[[], bool]


class Outlook:
    """The ``View`` that conditions are evaluated against: numbers as on the state's scales, 0..100 where it says so."""

    def __init__(self, parts: Parts) -> None:
        public, past, ledger, env = parts.public, parts.past, parts.ledger, parts.world.env
        standing, clocks, actions = ledger.standing, parts.clocks, parts.world.actions
        done, started = parts.team.done, parts.team.started
        self._values: dict[str, Callable[[], float]] = {
            "trust": lambda: public.trust,
            "heat": lambda: 100 * public.heat,
            "anger": lambda: 100 * public.anger,
            "rumor": lambda: 100 * public.rumor,
            "harm": lambda: 100 * public.harm,
            "churn": lambda: public.churn,
            "minutes": lambda: env.now / 60,
        }
        # Each gives a reader of the answer; membership is asked of the living sets and dicts themselves.
        self._calls: dict[str, Callable[..., Answer]] = {
            "did": lambda do: partial((done if actions[do].speaks else started).__contains__, do),
            "disclosed": lambda fact: lambda: standing[fact].told_at is not None,
            "knows": lambda fact: partial(ledger.is_known, fact),
            "leaked": lambda fact: lambda: standing[fact].leaked_at is not None,
            "lied": lambda: lambda: ledger.has_lied,
            "wrong": lambda fact: lambda: standing[fact].wrong is not None,
            "chose": lambda decision, option: lambda: past.chosen.get(decision) == option,
            "missed": lambda decision: partial(past.missed.__contains__, decision),
            "reached": lambda group: partial(clocks.reached.__contains__, group),
            "overdue": lambda group: partial(clocks.overdue.__contains__, group),
            "alleged": lambda allegation: partial(ledger.live.__contains__, allegation),
            "phase": lambda name: lambda: past.phase == name,
            "answered": lambda call: partial(past.calls_taken.__contains__, call),
            "relapsed": lambda: lambda: public.has_relapsed,
        }

    def value(self, name: str) -> Callable[[], float]:
        """A reader of this number."""
        return self._values[name]

    def answer(self, call: str, args: tuple[str, ...]) -> Answer:
        """A reader of this answer."""
        return self._calls[call](*args)
