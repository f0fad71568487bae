"""A mark: how much of a target was reached, on which records that rests, and why it may be missing.

No mark without evidence: one that rests on something that did not happen cites the records that were examined for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from drillroom.doctrine.rubric import Target
from drillroom.log.records import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """``mark`` 0..1, or None where there was nothing to measure; ``value`` in the target's ``unit``.

    ``evidence`` are ``seq`` numbers in order; ``source`` is what stands behind it (P2, K4); ``note`` says, in the
    doctrine's words, how the mark came about. Raises ValueError for a mark without evidence.
    """

    mark: float | None
    value: float | None
    unit: str
    evidence: tuple[int, ...]
    source: str
    note: Text | None = None

    def __post_init__(self) -> None:
        if self.mark is not None and not self.evidence:
            raise ValueError(f"a mark of {self.mark!r} ({self.source}) cites no record")

    def as_json(self) -> dict[str, Any]:
        """The metric of ``run --json``; the note as a reference into the doctrine."""
        seen: dict[str, Any] = {
            "mark": self.mark,
            "value": self.value,
            "unit": self.unit,
            "evidence": list(self.evidence),
            "source": self.source,
        }
        return seen if self.note is None else seen | {"note": as_reference(self.note)}


def as_reference(text: Text) -> dict[str, Any]:
    """A text as JSON: where its words stand, and what fills their slots."""
    return {"ref": text.ref, "args": dict(text.args)}


def note(key: str, **args: Any) -> Text:
    """A short text of the doctrine (``notes.<key>``) with what fills its slots."""
    return Text(ref=f"doctrine.notes.{key}", args=args)


def named(ref: str) -> dict[str, Any]:
    """A thing's name as an argument of a text: where its words stand, so that no id is ever shown."""
    return {"ref": ref}


def given(target: Target, mark: float, value: float | None, evidence: Iterable[int], why: Text | None = None) -> Mark:
    """A mark with its evidence, rounded to 4 decimals."""
    return Mark(
        mark=round(min(1.0, max(0.0, mark)), 4),
        value=None if value is None else round(value, 2),
        unit=target.unit,
        evidence=tuple(sorted(set(evidence))),
        source=target.source,
        note=why,
    )


def not_exercised(target: Target, why: Text) -> Mark:
    """There was nothing to measure; that is said and never counted as zero."""
    return Mark(mark=None, value=None, unit=target.unit, evidence=(), source=target.source, note=why)


def ramp(value: float, *, full: float, none: float) -> float:
    """1 at ``full`` or better, 0 at ``none`` or worse, linear between; either may be the larger."""
    return min(1.0, max(0.0, (value - none) / (full - none)))


def grade(target: Target, value: float) -> float:
    """The mark for a value in the target's unit: linear from full over half (where the target has one) to none."""
    if target.half is None:
        return ramp(value, full=target.full, none=target.none)
    upper = ramp(value, full=target.full, none=target.half)
    return 0.5 + upper / 2 if upper > 0 else ramp(value, full=target.half, none=target.none) / 2
