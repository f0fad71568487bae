"""The reference with one choice changed: for each decision each other option in place of what the reference does there.

Nothing else is changed; what the reference does about other decisions stays as it was, to the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from drillroom.scenario.format import Decision, Scenario
from drillroom.scenario.playbook import Playbook, Step

from .balance_runs import SETTLED, TAKEN, Ending, Look


@dataclass(frozen=True, slots=True)
class Deviation:
    """An option taken where the reference did something else. ``at``: the drill second of the choice."""

    decision: str
    option: str
    at: int
    playbook: Playbook


def deviations(reference: Playbook, look: Look, scenario: Scenario) -> Iterator[Deviation]:
    """Every single change of the reference on the seed of ``look``, which is its own run there.

    A decision that it takes is taken otherwise, in the same second. One that it settles or misses is taken when it
    opens, without the step that settled it. One that it settles before anybody is asked is taken when it would have
    opened, without the steps that settled it. One that does not come up has no deviation.
    """
    for decision in scenario.decisions:
        how = look.decisions.get(decision.id)
        if how is None:
            continue
        # One that was settled beforehand was so at the time at which it would have opened.
        at = how.at if how.opened is None or how.ended == TAKEN else how.opened
        steps = _without(reference, decision, how, at)
        for option in decision.options:
            if how.ended == TAKEN and option.id == how.by:
                continue
            choice = Step(at, "decide", {"decision": decision.id, "option": option.id})
            changed = tuple(sorted((choice, *steps), key=lambda step: step.at))
            yield Deviation(decision.id, option.id, at, replace(reference, steps=changed))


def _without(reference: Playbook, decision: Decision, how: Ending, at: int) -> tuple[Step, ...]:
    """The reference's steps but for what it does about this decision."""
    steps = [it for it in reference.steps if not (it.do == "decide" and it.args.get("decision") == decision.id)]
    if how.opened is None:
        return tuple(it for it in steps if it.at > at or it.do not in decision.settled_by)
    if how.ended == SETTLED:
        settling = next((it for it in steps if it.at == how.at and it.do == how.by), None)
        if settling is not None:
            steps.remove(settling)
    return tuple(steps)
