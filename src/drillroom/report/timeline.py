"""The course of a drill for its chart: trust and heat of three runs, the decisions, what came out by itself.

Values are those of the log; a run that the log does not hold is missing here too.
"""

from __future__ import annotations

from dataclasses import replace

from drillroom.log.records import (
    BaselineMeasured,
    DecisionMissed,
    DecisionOpened,
    DecisionSettled,
    DecisionTaken,
    FactLeaked,
    Text,
)
from drillroom.log.series import series

from .lines import DecisionLine, Leak, Run, Timeline
from .reading import Reading

_EVERY = 300


def timeline(reading: Reading) -> Timeline:
    """Everything that the chart of the drill shows."""
    starts, ends = reading.span
    runs = [_drill(reading), *(_baseline(name, reading.baselines.get(name)) for name in ("model", "none"))]
    return Timeline(
        starts=starts,
        ends=ends,
        runs=tuple(run for run in runs if run is not None),
        decisions=decisions(reading),
        leaks=_leaks(reading),
    )


def _drill(reading: Reading) -> Run | None:
    found = series(reading.log.entries, every=_EVERY, names=("trust", "heat"))
    if not found["trust"]:
        return None
    trust, heat = tuple(found["trust"]), tuple(found["heat"])
    return Run(role="drill", every=_EVERY, start=found["from"], trust=trust, heat=heat)


def _baseline(role: str, record: BaselineMeasured | None) -> Run | None:
    if record is None:
        return None
    found = record.series
    trust, heat = found.get("trust"), found.get("heat")
    if not trust or not heat:
        return None
    every, start = int(found.get("every", _EVERY)), int(found.get("from", 0))
    return Run(role=role, every=every, start=start, trust=tuple(trust), heat=tuple(heat))


def decisions(reading: Reading) -> tuple[DecisionLine, ...]:
    """Every decision that came up, numbered by when it was answered, settled or ran out."""
    found: list[tuple[int, DecisionLine]] = []
    ended: set[str] = set()
    for kind, state in ((DecisionTaken, "chosen"), (DecisionMissed, "missed"), (DecisionSettled, "settled")):
        for seen in reading.course.of(kind):
            record = seen.record
            assert isinstance(record, (DecisionTaken, DecisionMissed, DecisionSettled))
            ended.add(record.decision)
            found.append((seen.seq, _line(record.decision, seen.at, state, seen.seq, record)))
    found += [
        (it.seq, _line(it.record.decision, it.at, "open", it.seq, None))
        for it in reading.course.of(DecisionOpened)
        if it.record.decision not in ended
    ]
    found.sort(key=lambda it: it[0])
    return tuple(_numbered(line, number) for number, (_, line) in enumerate(found, start=1))


def _line(
    decision: str, at: int, state: str, seq: int, record: DecisionTaken | DecisionMissed | DecisionSettled | None
) -> DecisionLine:
    root = f"scenario.decisions.{decision}"
    option = record.option if isinstance(record, DecisionTaken) else None
    return DecisionLine(
        number=0,
        decision=decision,
        at=at,
        state=state,
        ask=Text(ref=f"{root}.ask"),
        seq=seq,
        option=None if option is None else Text(ref=f"{root}.options.{option}.text"),
        why=None if option is None else Text(ref=f"{root}.options.{option}.why"),
        by=record.by if isinstance(record, DecisionSettled) else None,
    )


def _numbered(line: DecisionLine, number: int) -> DecisionLine:
    return replace(line, number=number)


def _leaks(reading: Reading) -> tuple[Leak, ...]:
    found: dict[int, list[tuple[str, str]]] = {}
    for it in reading.course.of(FactLeaked):
        found.setdefault(it.at, []).append((it.record.fact, it.record.found))
    return tuple(Leak(at=at, facts=tuple(facts)) for at, facts in sorted(found.items()))
