"""Bots: made-up trainees of one habit each, by which one sees whether a scenario can be won without thinking.

A bot keeps no state; the same seed always gets the same moves. None knows more than a trainee sees, but for ``model``,
which plays the reference, and for ``slow-honest``, which knows what is true once a team would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from random import Random
from typing import Any

from drillroom.doctrine.models import Action, Vocabulary
from drillroom.engine.drill import Command
from drillroom.engine.ledger import equals
from drillroom.errors import DrillroomError
from drillroom.log.header import REFERENCE, Header
from drillroom.log.records import AllegationMade, CallRang, DecisionOpened, Entry, Record, SummonsArrived
from drillroom.scenario.calls import ANSWERS, SAYING
from drillroom.scenario.format import Option, Scenario

from .rollout import Follower, Move, Player, Table
from .trials import playbook_of

PREFIX = "bot:"
"""What stands before a bot's name where a playbook's could stand."""
MODEL = REFERENCE
_MINUTE, _HOUR = 60, 3600
_MOMENT = 30
"""Drill seconds that pass before one who does not think has answered."""
_BUSY = 2 * _HOUR
"""How often ``random`` does something that nobody asked for."""
_FAULT = 0.5
"""From this share of fault on, an honest team owns it."""
_NEEDS_ONE = ("deny", "rebut")
"""Actions of which no argument is needed by itself, but one of them is."""


class Bot:
    """A habit: what it does whatever happens, and what it does about what it hears. By itself it does nothing."""

    hears: tuple[type[Record], ...] = ()

    def opening(self, table: Table) -> Iterable[Move]:
        """The moves that are fixed before anything happens."""
        return ()

    def answer(self, entry: Entry, table: Table) -> Iterable[Move]:
        """The moves that this entry calls for."""
        record = entry.record
        if isinstance(record, DecisionOpened):
            return self.decide(record, table)
        if isinstance(record, (CallRang, SummonsArrived)):
            return self.talk(record, table)
        return ()

    def decide(self, record: DecisionOpened, table: Table) -> Iterable[Move]:
        """What it does about a decision."""
        return ()

    def talk(self, record: CallRang | SummonsArrived, table: Table) -> Iterable[Move]:
        """What it does about a call or a summons."""
        return ()


# ------------------------------------------------------------------ those who look at nothing but the shape


class FirstOption(Bot):
    """Takes the option that is shown first."""

    hears = (DecisionOpened,)

    def decide(self, record: DecisionOpened, table: Table) -> Iterable[Move]:
        yield _choose(record, record.options[0], _MOMENT)


class LongestOption(Bot):
    """Takes the option with the most letters in English; of equals, the one shown first."""

    hears = (DecisionOpened,)

    def decide(self, record: DecisionOpened, table: Table) -> Iterable[Move]:
        options = _options(record, table.scenario)
        yield _choose(record, max(options, key=lambda it: len(_english(it))).id, _MOMENT)


@dataclass(frozen=True, slots=True)
class RandomMoves(Bot):
    """Answers everything by chance, after a random part of the time there is, and does one of the ``free`` actions at a
    random moment of every two hours."""

    free: tuple[str, ...]
    hears = (DecisionOpened, CallRang, SummonsArrived)

    def opening(self, table: Table) -> Iterable[Move]:
        for start in range(table.scenario.starts, table.scenario.ends, _BUSY):
            draw = _dice(table.seed, f"free/{start}")
            yield _do(start + int(draw() * _BUSY), _any(self.free, draw))

    def decide(self, record: DecisionOpened, table: Table) -> Iterable[Move]:
        draw = _dice(table.seed, record.decision)
        option = _any(record.options, draw)
        yield _choose(record, option, int(draw() * (record.closes - record.at)))

    def talk(self, record: CallRang | SummonsArrived, table: Table) -> Iterable[Move]:
        draw = _dice(table.seed, _asked(record)[0])
        answers = [_any(ANSWERS, draw) for _ in record.questions]
        yield _speak(record, answers, int(draw() * (_asked(record)[1] - record.at)))


# ------------------------------------------------------------------ those who always do the same


class AlwaysApologize(Bot):
    """Regrets and apologizes over and over, warmly, and does nothing else."""

    hears = (DecisionOpened, CallRang, SummonsArrived)

    def opening(self, table: Table) -> Iterable[Move]:
        yield from _every(table, "express_regret", 5 * _MINUTE, 2 * _HOUR, tone="warm")
        yield from _every(table, "apologize", 15 * _MINUTE, 2 * _HOUR, tone="warm")

    def decide(self, record: DecisionOpened, table: Table) -> Iterable[Move]:
        yield from _that(record, table, lambda it: _does(it, "apologize"))

    def talk(self, record: CallRang | SummonsArrived, table: Table) -> Iterable[Move]:
        yield _speak(record, ["line"] * len(record.questions), _MOMENT // 2)


class AlwaysDeny(Bot):
    """Denies every fact, every four hours, and every allegation within minutes."""

    hears = (DecisionOpened, CallRang, SummonsArrived, AllegationMade)

    def opening(self, table: Table) -> Iterable[Move]:
        for place, fact in enumerate(table.scenario.facts):
            yield from _every(table, "deny", (10 + 5 * place) * _MINUTE, 4 * _HOUR, fact=fact)

    def answer(self, entry: Entry, table: Table) -> Iterable[Move]:
        record = entry.record
        if isinstance(record, AllegationMade):
            return (_do(max(0, record.at) + 5 * _MINUTE, "deny", allegation=record.allegation),)
        return super().answer(entry, table)

    def decide(self, record: DecisionOpened, table: Table) -> Iterable[Move]:
        yield from _that(record, table, _denies)

    def talk(self, record: CallRang | SummonsArrived, table: Table) -> Iterable[Move]:
        yield _speak(record, ["line"] * len(record.questions), _MOMENT // 2)


class AlwaysSilent(Bot):
    """Says that it says nothing, and lets everything pass."""

    def opening(self, table: Table) -> Iterable[Move]:
        yield _do(5 * _MINUTE, "stay_silent")


class TalkOnly(Bot):
    """Speaks soon, often, warmly and truly, takes every call, and does nothing else. It lets decisions pass."""

    hears = (CallRang, SummonsArrived)

    def opening(self, table: Table) -> Iterable[Move]:
        yield _do(5 * _MINUTE, "holding_statement", tone="warm")
        yield _do(15 * _MINUTE, "express_regret", tone="warm")
        yield from _every(table, "disclose", 30 * _MINUTE, 30 * _MINUTE, until=6 * _HOUR, facts="due")
        yield from _every(table, "update", 2 * _HOUR, 3 * _HOUR, facts="due", tone="warm")
        yield from _every(table, "express_regret", 3 * _HOUR, 12 * _HOUR, tone="warm")

    def talk(self, record: CallRang | SummonsArrived, table: Table) -> Iterable[Move]:
        yield _speak(record, ["line"] * len(record.questions), _MOMENT // 2)


class SlowHonest(Bot):
    """Honest, and does all that a careful team does, but hours late: too late for calls and for most decisions."""

    hears = (SummonsArrived, AllegationMade)

    def opening(self, table: Table) -> Iterable[Move]:
        is_ours = table.scenario.fault >= _FAULT
        for hours, do, args in (*_LATE, (7, "apologize" if is_ours else "express_regret", {"tone": "warm"})):
            if hours * _HOUR < table.scenario.ends:
                yield _do(hours * _HOUR, do, **args)
        yield from _every(table, "disclose", 5 * _HOUR, 4 * _HOUR, until=24 * _HOUR, facts="due")
        yield from _every(table, "update", 10 * _HOUR, 6 * _HOUR, facts="due")

    def answer(self, entry: Entry, table: Table) -> Iterable[Move]:
        record = entry.record
        if not isinstance(record, AllegationMade):
            return super().answer(entry, table)
        if _is_true(record.allegation, table.scenario):
            return ()
        return (_do(max(0, record.at) + 6 * _HOUR, "rebut", allegation=record.allegation),)

    def talk(self, record: CallRang | SummonsArrived, table: Table) -> Iterable[Move]:
        yield _speak(record, ["written"] * len(record.questions), 6 * _HOUR)


_LATE: Sequence[tuple[int, str, Mapping[str, Any]]] = (
    (3, "assemble_team", {}),
    (4, "contain", {}),
    (4, "holding_statement", {"tone": "warm"}),
    (5, "fix", {}),
    (6, "notify", {"to": "users"}),
    (6, "brief", {"to": "staff"}),
    (7, "open_hotline", {}),
    (8, "protect_users", {}),
    (8, "notify", {"to": "regulator"}),
    (9, "notify", {"to": "partners"}),
    (9, "answer_questions", {"tone": "warm"}),
    (10, "compensate", {}),
    (10, "notify", {"to": "investors"}),
    (12, "invite_experts", {}),
    (14, "audit", {}),
    (16, "give_interview", {}),
    (48, "discipline", {}),
    (60, "rebuild", {}),
    (64, "train", {}),
    (68, "revise_plan", {}),
)
"""Hours after the alert at which ``slow-honest`` does what there is to do."""


# ------------------------------------------------------------------ by name


def _random(header: Header) -> Player:
    actions = Vocabulary.model_validate(dict(header.vocabulary)).actions
    return RandomMoves(tuple(name for name, action in actions.items() if _is_free(name, action)))


def _model(header: Header) -> Player:
    if MODEL not in header.playbooks:
        raise DrillroomError(
            f"the scenario {header.scenario['id']!r} has no playbook {MODEL!r} for a bot to follow",
            hint=f"write playbooks/{MODEL}.yaml beside it",
        )
    return Follower(playbook_of(header, MODEL))


BOTS: Mapping[str, Callable[[Header], Player]] = {
    "always-apologize": lambda _: AlwaysApologize(),
    "always-deny": lambda _: AlwaysDeny(),
    "always-silent": lambda _: AlwaysSilent(),
    "first-option": lambda _: FirstOption(),
    "random": _random,
    "longest-option": lambda _: LongestOption(),
    "talk-only": lambda _: TalkOnly(),
    "slow-honest": lambda _: SlowHonest(),
    MODEL: _model,
}
"""Name -> the bot for drills of a header."""


def check_bot(name: str) -> None:
    """Raises DrillroomError, with the name that comes closest, where there is no such bot."""
    if name not in BOTS:
        close = get_close_matches(name, BOTS, n=1)
        meant = f" (did you mean {PREFIX + close[0]!r}?)" if close else ""
        raise DrillroomError(f"there is no bot {PREFIX + name!r}{meant}", hint=f"the bots: {', '.join(BOTS)}")


def bot(name: str, header: Header) -> Player:
    """A bot for drills of ``header``. Raises DrillroomError for an unknown one, or a ``model`` without a reference."""
    check_bot(name)
    return BOTS[name](header)


# ------------------------------------------------------------------ moves


def _do(at: int, do: str, **args: Any) -> Move:
    return Move(at, Command("", do, args))


def _every(table: Table, do: str, first: int, every: int, *, until: int | None = None, **args: Any) -> Iterator[Move]:
    """The same from ``first`` on, until the drill ends."""
    last = table.scenario.ends if until is None else min(until, table.scenario.ends)
    return (_do(at, do, **args) for at in range(first, last, every))


def _choose(record: DecisionOpened, option: str, after: int) -> Move:
    """An option, before the window closes."""
    at = min(record.at + after, record.closes - 1)
    return _do(at, "decide", decision=record.decision, option=option)


def _that(record: DecisionOpened, table: Table, is_it: Callable[[Option], bool]) -> Iterator[Move]:
    """The first option shown of that kind, where there is one."""
    found = next((it for it in _options(record, table.scenario) if is_it(it)), None)
    if found is not None:
        yield _choose(record, found.id, _MOMENT)


def _speak(record: CallRang | SummonsArrived, answers: Sequence[str], after: int) -> Move:
    """These answers, while one can still give them."""
    name, until = _asked(record)
    return _do(min(record.at + after, until - 1), "take_call", call=name, answers=list(answers))


def _asked(record: CallRang | SummonsArrived) -> tuple[str, int]:
    """(call or summons, the drill second until which it waits)."""
    return (record.call, record.rings_until) if isinstance(record, CallRang) else (record.summons, record.due)


# ------------------------------------------------------------------ what it sees


def _options(record: DecisionOpened, scenario: Scenario) -> list[Option]:
    """The options of an open decision in the order shown."""
    decision = next(it for it in scenario.decisions if it.id == record.decision)
    known = {it.id: it for it in decision.options}
    return [known[name] for name in record.options]


def _english(option: Option) -> str:
    return option.text.get("en") or next(iter(option.text.values()))


def _does(option: Option, do: str) -> bool:
    return any(call.do == do for call in option.do)


def _denies(option: Option) -> bool:
    claims = [claim for call in option.do for claim in call.args.get("claims", ())]
    return _does(option, "deny") or any(claim.get("op") == "not" for claim in claims)


def _is_true(allegation: str, scenario: Scenario) -> bool:
    said = scenario.allegations[allegation]
    fact = scenario.facts[said.about]
    return equals(fact.truth, said.says, fact.tolerance)


def _is_free(name: str, action: Action) -> bool:
    """Can it be done without naming anything?"""
    kinds = {**(SAYING if action.group == "say" else {}), **action.args}
    return name not in _NEEDS_ONE and all(kind.endswith("?") for kind in kinds.values())


def _dice(seed: int, what: str) -> Callable[[], float]:
    """Uniforms in 0..1 that belong to this seed and this thing alone."""
    return Random(f"{seed}/{what}").random


def _any(choices: Sequence[str], draw: Callable[[], float]) -> str:
    return choices[int(draw() * len(choices))]
