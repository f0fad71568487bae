"""The key figures: this drill beside the reference and doing nothing.

A figure that was never reached says so; one that the log does not hold is shown as unknown, never as zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drillroom.log.records import DutyMet, DutyMissed, DutyStarted, PromiseBroken, PromiseKept, PromiseMade
from drillroom.scoring.outcome import outcome

from .reading import Reading
from .value import Cell, Figure

_UNKNOWN = Cell(value=None, is_known=False)
_RUNS = ("model", "none")


def key_figures(reading: Reading) -> tuple[Figure, ...]:
    """In the order of a reader's questions."""
    needs_words = (mark := reading.card.metrics.get("voice")) is not None and mark.mark is not None
    had_harm = (mark := reading.card.metrics.get("contain")) is not None and mark.mark is not None
    found = [
        _milestone(reading, "first_words") if needs_words else None,
        _milestone(reading, "users_told", also="users_first"),
        _milestone(reading, "contained") if had_harm else None,
        _authority(reading),
        _measure(reading, "trust", ("trust", "end"), "points"),
        _measure(reading, "heat", ("heat", "peak"), "points"),
        _measure(reading, "churn", ("churn",), "percent"),
        _milestone(reading, "hot_place", also="hot_for", unit="place", is_estimate=True),
        _promises(reading),
    ]
    return tuple(figure for figure in found if figure is not None)


def _milestone(
    reading: Reading, key: str, *, also: str | None = None, unit: str = "at", is_estimate: bool = False
) -> Figure:
    runs = [reading.milestones, *(_recorded(reading, name) for name in _RUNS)]
    return Figure(
        key=key,
        basis="estimate" if is_estimate else "measured",
        unit=unit,
        drill=_cell(runs[0], key),
        model=_cell(runs[1], key),
        none=_cell(runs[2], key),
        also=(None, None, None) if also is None else (_also(runs[0], also), _also(runs[1], also), _also(runs[2], also)),
    )


def _recorded(reading: Reading, name: str) -> Mapping[str, Any]:
    baseline = reading.baselines.get(name)
    found = None if baseline is None else baseline.outcome.get("milestones")
    return found if isinstance(found, Mapping) else {}


def _cell(run: Mapping[str, Any], key: str) -> Cell:
    if key not in run:
        return _UNKNOWN
    value = run[key]
    return Cell(value=float(value) if isinstance(value, (int, float)) else None)


def _also(run: Mapping[str, Any], key: str) -> float | None:
    value = run.get(key)
    return float(value) if isinstance(value, (int, float)) else None


def _authority(reading: Reading) -> Figure | None:
    started = next(iter(reading.course.of(DutyStarted)), None)
    if started is None:
        return None
    has_ended = bool(reading.course.of(DutyMet)) or bool(reading.course.of(DutyMissed))
    runs = [_recorded(reading, name) for name in _RUNS]
    return Figure(
        key="authority_told",
        basis="measured",
        unit="at",
        drill=_cell(reading.milestones, "authority_told") if has_ended else _UNKNOWN,
        model=_cell(runs[0], "authority_told"),
        none=_cell(runs[1], "authority_told"),
        of=float(started.record.due - started.at),
    )


def _measure(reading: Reading, key: str, path: tuple[str, ...], unit: str) -> Figure | None:
    drill = _found(outcome(reading.log.entries), path)
    if not drill.is_known:
        return None
    recorded = [reading.baselines.get(name) for name in _RUNS]
    model, none = (_UNKNOWN if it is None else _found(it.outcome, path) for it in recorded)
    return Figure(key=key, basis="estimate", unit=unit, drill=drill, model=model, none=none)


def _found(run: Mapping[str, Any], path: tuple[str, ...]) -> Cell:
    value: Any = run
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Cell(value=float(value)) if is_number else _UNKNOWN


def _promises(reading: Reading) -> Figure | None:
    made = reading.course.of(PromiseMade)
    if not made:
        return None
    kept = len(reading.course.of(PromiseKept))
    still_open = len(made) - kept - len(reading.course.of(PromiseBroken))
    return Figure(
        key="promises_kept",
        basis="measured",
        unit="share",
        drill=Cell(value=float(kept)),
        model=_UNKNOWN,
        none=_UNKNOWN,
        also=(float(still_open), None, None),
        of=float(len(made)),
    )
