"""What the crisis cost, as the model has it: users, market value, operations, partners, the regulator, six months on.

Every figure is the model's estimate; what a log does not hold is left out, never shown as nothing lost.
"""

from __future__ import annotations

from drillroom.log.records import FutureProjected, StateSampled

from .reading import Reading
from .value import Cost, Costs, Future


def costs(reading: Reading) -> Costs:
    """In the order in which people ask. Logs of before there were operations, partners and a regulator hold two."""
    states = [it.record for it in reading.course.of(StateSampled)]
    future = next((it.record for it in reading.course.of(FutureProjected)), None)
    if not states:
        return Costs(lines=(), future=None)
    last = states[-1]
    users = (reading.header.scenario.get("public") or {}).get("users")
    count = users * last.churn / 100 if isinstance(users, int) else None
    lines = [
        Cost(key="churn", unit="percent", value=last.churn, count=count),
        Cost(key="value", unit="percent", value=last.value),
    ]
    if any(map(_holds_more, states)):
        lines += [
            Cost(key="ops", unit="percent", value=min(it.ops for it in states)),
            Cost(key="partners", unit="points", value=last.partners),
            Cost(key="regulator", unit="points", value=max(it.regulator for it in states)),
        ]
    return Costs(lines=tuple(lines), future=None if future is None else _future(future))


def _holds_more(it: StateSampled) -> bool:
    """Does this sample hold what earlier logs did not?"""
    return it.ops != 100 or it.partners != 100 or bool(it.regulator or it.fatigue or it.blame)


def _future(it: FutureProjected) -> Future:
    return Future(trust=it.trust, churn=it.churn, value=it.value, outlook=it.outlook)
