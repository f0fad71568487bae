"""The course of a drill in columns: trust and heat of this run and the reference, and when we spoke.

Columns follow the time axis of the report, on which the first hours are widest; every sign has words beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drillroom.language import Speech
from drillroom.report.debrief import Debrief
from drillroom.report.lines import Run
from drillroom.report.scales import TimeScale
from drillroom.report.words.course import run_name
from drillroom.report.words.telling import Telling

SPOKE, UNTRUE, OUT = "▲", "✗", "!"
"""Words went out; some of them were knowingly untrue; a fact came out by itself."""
_TICK_GAP = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One measure, 0..100: a value for each column, None before and behind what the log holds.

    ``end`` is the last value of this drill; ``told`` says it, and where the other runs ended.
    """

    name: str
    key: str
    drill: tuple[float | None, ...]
    model: tuple[float | None, ...]
    end: str
    told: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Something at a column: one of the signs above, or the number of a moment."""

    column: int
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """``ticks``: column and time; ``legend``: sign and what it means, only for signs that are there."""

    width: int
    lanes: tuple[Lane, ...]
    moments: tuple[Sign, ...]
    signs: tuple[Sign, ...]
    ticks: tuple[tuple[int, str], ...]
    legend: tuple[tuple[str, str], ...]
    reference: str


def course(debrief: Debrief, speech: Speech, width: int) -> Course:
    """The course in ``width`` columns."""
    t, line = Telling(debrief, speech), debrief.timeline
    width = max(1, width)
    scale = TimeScale(line.starts, line.ends, 0.0, float(width - 1))

    def column(at: int) -> int:
        return min(width - 1, max(0, round(scale.x(at))))

    moments = tuple(Sign(column(it.at), str(n)) for n, it in enumerate(debrief.moments, 1))
    signs = _signs(debrief, column)
    has_reference = any(run.role == "model" for run in line.runs)
    return Course(
        width=width,
        lanes=tuple(_lane(key, name, t, column, width) for key, name in _measures(t)) if line.runs else (),
        moments=moments,
        signs=signs,
        ticks=_ticks(scale, column, width, t),
        legend=_legend({it.sign for it in signs}, t),
        reference=run_name("model", t) if has_reference else "",
    )


def _measures(t: Telling) -> tuple[tuple[str, str], ...]:
    return ("trust", t.say("Trust")), ("heat", t.say("Heat"))


def _lane(key: str, name: str, t: Telling, column: Callable[[int], int], width: int) -> Lane:
    runs = {run.role: run for run in t.debrief.timeline.runs}
    drill, model = (_columns(runs.get(role), key, column, width) for role in ("drill", "model"))
    ends = {role: t.points(getattr(run, key)[-1]) for role, run in runs.items()}
    told = [t.say("{name}: {value}", name=run_name(role, t), value=end) for role, end in ends.items()]
    return Lane(name=name, key=key, drill=drill, model=model, end=ends.get("drill", ""), told=" · ".join(told))


def _columns(run: Run | None, key: str, column: Callable[[int], int], width: int) -> tuple[float | None, ...]:
    """The mean of a run's values in each column; a column without one goes on with the one before."""
    if run is None:
        return (None,) * width
    found: list[list[float]] = [[] for _ in range(width)]
    values: Sequence[float] = getattr(run, key)
    for index, value in enumerate(values):
        found[column(run.start + index * run.every)].append(value)
    last = max(index for index, held in enumerate(found) if held)
    drawn: list[float | None] = []
    for index, held in enumerate(found):
        if held:
            drawn.append(sum(held) / len(held))
        else:
            drawn.append(drawn[-1] if drawn and index <= last else None)
    return tuple(drawn)


def _signs(debrief: Debrief, column: Callable[[int], int]) -> tuple[Sign, ...]:
    """One sign a column; untrue words go before others, and words before what came out by itself."""
    found: dict[int, str] = {column(leak.at): OUT for leak in debrief.timeline.leaks}
    for it in debrief.statements:
        is_untrue = any(claim.verdict == "lie" for claim in it.claims)
        place = column(it.at)
        if is_untrue or found.get(place) != UNTRUE:
            found[place] = UNTRUE if is_untrue else SPOKE
    return tuple(Sign(place, sign) for place, sign in sorted(found.items()))


def _ticks(scale: TimeScale, column: Callable[[int], int], width: int, t: Telling) -> tuple[tuple[int, str], ...]:
    """Times that do not touch each other; the last one ends at the edge."""
    ticks: list[tuple[int, str]] = []
    for at in scale.ticks(_TICK_GAP, before_end=_TICK_GAP * 1.5):
        word = t.at(at)
        place = min(column(at), width - len(word))
        if place >= 0 and (not ticks or place > ticks[-1][0] + len(ticks[-1][1])):
            ticks.append((place, word))
    return tuple(ticks)


def _legend(signs: set[str], t: Telling) -> tuple[tuple[str, str], ...]:
    meanings = (
        (SPOKE, t.say("we spoke")),
        (UNTRUE, t.say("knowingly untrue")),
        (OUT, t.say("came out by itself")),
    )
    return tuple(it for it in meanings if it[0] in signs)
