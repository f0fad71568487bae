"""The short form of a scenario: the same crisis from the alert to an earlier end, and playbooks that fit it.

A scenario in its short form is a scenario like any other; whatever of it can still happen is as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .conditions import Ask, parse
from .format import Decision, Inject, Scenario
from .names import Names
from .playbook import Playbook, Step

if TYPE_CHECKING:
    from drillroom.doctrine.models import Vocabulary


def short_form(scenario: Scenario, vocabulary: Vocabulary) -> Scenario:
    """``scenario`` from the alert to the end of its short form.

    Left out are phases, injects and decisions that come before or after, and with them the signals of the watch
    phase. What a condition still asks about stays, so that the answer is no. Raises ValueError for a scenario that has
    no short form.
    """
    if scenario.short is None:
        raise ValueError(f"{scenario.id!r} has no short form")
    ends = scenario.short.ends
    cut = scenario.model_copy(
        update={
            "starts": 0,
            "ends": ends,
            "short": None,
            "phases": {name: at for name, at in scenario.phases.items() if 0 <= at < ends},
            "injects": [it for it in scenario.injects if _comes(it, ends)],
            "decisions": [it for it in scenario.decisions if _opens(it, ends)],
        }
    )
    return _with_what_is_asked(cut, scenario, Names.of(scenario, vocabulary))


def shortened(playbook: Playbook, short: Scenario) -> Playbook:
    """``playbook`` without the steps that come before or after the short form, or speak of what it leaves out."""
    names = {it.id for it in (*short.injects, *short.decisions)}
    return replace(playbook, steps=tuple(step for step in playbook.steps if _fits(step, short, names)))


def _comes(inject: Inject, ends: int) -> bool:
    """Can it come in time? On a condition it may."""
    if inject.kind == "signal" or (inject.at is not None and not 0 <= inject.at < ends):
        return False
    return inject.after < ends


def _opens(decision: Decision, ends: int) -> bool:
    """Does it open, and is there all the time it gives? On a condition it may."""
    return decision.at is None or 0 <= decision.at <= ends - decision.window


def _fits(step: Step, short: Scenario, names: set[str | None]) -> bool:
    meant = (step.args.get(key) for key in ("decision", "call", "signal", "post"))
    return 0 <= step.at < short.ends and all(name in names for name in meant if name is not None)


def _with_what_is_asked(cut: Scenario, whole: Scenario, names: Names) -> Scenario:
    """``cut`` with those calls and decisions in addition that its conditions ask about."""
    asked = {name for text in _conditions(cut) for ask in _asks(text, names) for name in ask.args}
    injects = {it.id for it in cut.injects}
    decisions = {it.id for it in cut.decisions}
    injects |= {it.id for it in whole.injects if it.kind == "call" and it.id in asked}
    decisions |= {it.id for it in whole.decisions if it.id in asked}
    if len(injects) == len(cut.injects) and len(decisions) == len(cut.decisions):
        return cut
    more = cut.model_copy(
        update={
            "injects": [it for it in whole.injects if it.id in injects],
            "decisions": [it for it in whole.decisions if it.id in decisions],
        }
    )
    return _with_what_is_asked(more, whole, names)


def _asks(text: str, names: Names) -> Iterator[Ask]:
    return (ask for ask in parse(text, names).asked() if ask.call in ("answered", "chose", "missed"))


def _conditions(scenario: Scenario) -> Iterable[str]:
    """Every condition in it."""
    for inject in scenario.injects:
        yield from (text for text in (inject.when, inject.unless) if text is not None)
    yield from (decision.when for decision in scenario.decisions if decision.when is not None)
    yield from (line.when for line in scenario.chatter if line.when is not None)
    yield from (duty.starts for duty in scenario.duties if duty.starts != "alert")
