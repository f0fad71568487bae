"""Finds conditions that can never come true, whatever the team does.

Careful in one direction only: what it calls impossible is impossible; what it calls possible may still never happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .conditions import Ask, Compare, Condition, Node, Not, Or

MAX_CASES = 128
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}

Case = tuple[tuple[Compare | Ask, bool], ...]
"""Comparisons and questions that must be so (True) or not (False), all at once."""


def is_possible(
    condition: Condition, bounds: Mapping[str, tuple[float, float]], never: frozenset[Ask] = frozenset()
) -> bool:
    """Can it hold? ``bounds``: lowest and highest of each value; ``never``: questions whose answer is always no."""
    cases = _cases(condition.root, is_so=True)
    return cases is None or any(_fits(case, bounds, never) for case in cases)


def _cases(node: Node, *, is_so: bool) -> list[Case] | None:
    """``node`` as alternatives, or None where there are too many to look at."""
    if isinstance(node, Not):
        return _cases(node.part, is_so=not is_so)
    if isinstance(node, Compare):
        sign = node.sign if is_so else _OPPOSITE[node.sign]
        return [((Compare(node.name, sign, node.number), True),)]
    if isinstance(node, Ask):
        return [((node, is_so),)]
    parts = [_cases(part, is_so=is_so) for part in node.parts]
    is_choice = isinstance(node, Or) == is_so
    if is_choice:
        known = [part for part in parts if part is not None]
        found = [case for part in known for case in part]
        return found if len(known) == len(parts) and len(found) <= MAX_CASES else None
    return _combined([part for part in parts if part is not None])


def _combined(parts: list[list[Case]]) -> list[Case] | None:
    """Every way to take one case of each part. A part left out only makes more possible, which is the careful side."""
    found: list[Case] = [()]
    for part in parts:
        if len(found) * len(part) > MAX_CASES:
            continue
        found = [(*before, *case) for before in found for case in part]
    return found


@dataclass(slots=True)
class _Range:
    low: float
    high: float
    is_low_open: bool = False
    is_high_open: bool = False
    is_not: set[float] = field(default_factory=set)

    def narrow(self, sign: str, number: float) -> None:
        if sign in (">", ">=", "==") and (number, sign == ">") > (self.low, self.is_low_open):
            self.low, self.is_low_open = number, sign == ">"
        if sign in ("<", "<=", "==") and (-number, sign == "<") > (-self.high, self.is_high_open):
            self.high, self.is_high_open = number, sign == "<"
        if sign == "!=":
            self.is_not.add(number)

    @property
    def is_empty(self) -> bool:
        if self.low == self.high:
            return self.is_low_open or self.is_high_open or self.low in self.is_not
        return self.low > self.high


def _fits(case: Case, bounds: Mapping[str, tuple[float, float]], never: frozenset[Ask]) -> bool:
    ranges: dict[str, _Range] = {}
    answers: dict[Ask, bool] = dict.fromkeys(never, False)
    for part, is_so in case:
        if isinstance(part, Ask):
            if answers.setdefault(part, is_so) != is_so:
                return False
            continue
        if part.name not in ranges:
            ranges[part.name] = _Range(*bounds.get(part.name, (float("-inf"), float("inf"))))
        ranges[part.name].narrow(part.sign, part.number)
    phases = sum(1 for ask, is_so in answers.items() if ask.call == "phase" and is_so)
    return phases <= 1 and not any(span.is_empty for span in ranges.values())
