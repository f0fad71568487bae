"""What could have been done otherwise in a drill: for every decision, call and action the moves with that one changed.

A variant differs from what was done from its ``since`` on and never before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from drillroom.engine.drill import Command, Drill
from drillroom.log.records import CommandGiven, Entry
from drillroom.scenario.calls import ANSWERS
from drillroom.scenario.format import Decision, Option, Scenario

from .asked import Asked, asked
from .moves import Anchored, Made, moves_of

EARLIER, LATER = 30 * 60, 60 * 60
"""Drill seconds by which an action is moved: had it been done sooner, or later."""
DELAYS = tuple(minutes * 60 for minutes in (0, 10, 30, 60, 120, 240))
"""Drill seconds after a decision opened at which its answer is given, for what a delay costs."""
NEW = "what-if"
"""The id of a command that nobody gave."""
_MINUTE = 60
Kind = Literal["decision", "call", "action"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something that was done or left undone, at drill second ``at``: a decision, a call or summons, or an action.

    ``name``: the id of the decision, call or action; ``came``: when it opened or rang; ``command``: the id of what was
    done about it, None where nothing was; ``done``: the option, the answers, or the arguments of the action.
    ``is_settled``: nobody answered because an action had done what was asked for.
    """

    kind: Kind
    name: str
    at: int
    came: int
    command: str | None
    done: Any
    is_settled: bool = False

    @property
    def key(self) -> tuple[str, str, str | None]:
        """What tells it from all others of the drill."""
        return self.kind, self.name, self.command

    def as_json(self) -> dict[str, Any]:
        """For ``whatif --json``."""
        done = {"decision": "option", "call": "answers", "action": "args"}[self.kind]
        return {
            "kind": self.kind,
            self.kind: self.name,
            "command": self.command,
            done: self.done,
            "settled": self.is_settled,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The moves with one of them changed.

    ``change``: ``option`` or ``answers`` (``to`` says which), ``none`` (not answered, not done), ``earlier``, ``later``
    (``to``: seconds), ``delay`` (``to``: seconds after the decision opened). ``edited``: the ids of the commands that
    must be taken for it to have happened at all. ``is_free``: the window was closed, so the option's actions were
    taken by themselves.
    """

    subject: Subject
    change: str
    to: Any
    since: int
    player: Anchored
    edited: tuple[str, ...] = ()
    is_free: bool = False

    def as_json(self) -> dict[str, Any]:
        """For ``whatif --json``."""
        return {**self.subject.as_json(), "change": self.change, "to": self.to}


@dataclass(frozen=True, slots=True)
class Plan:
    """All there is to try: the moves as they were, what could be otherwise, and every decision's answer at other
    times."""

    base: Anchored
    variants: tuple[Variant, ...]
    delays: tuple[Variant, ...]


def plan(entries: Sequence[Entry], drill: Drill) -> Plan:
    """What to try about the closed drill in ``entries``; ``drill`` is a fresh one of its header and is played.

    Decisions and calls come first, then actions, each in the order of their times. Raises ActionRejected where the
    commands of the log are not taken again.
    """
    scenario = drill.scenario
    base = moves_of(entries, scenario)
    answered = {it.answers: it for it in base.moves if it.answers is not None}
    decisions = {it.id: it for it in scenario.decisions}
    variants: list[Variant] = []
    delays: list[Variant] = []
    for it in asked(entries):
        made = answered.get(it.prompt)
        if it.prompt[0] == "decision":
            variants += _of_decision(it, made, decisions[it.prompt[1]], base)
            delays += _delayed(it, made, decisions[it.prompt[1]], base, scenario.ends)
        else:
            variants += _of_call(it, made, base)
    free = [it for it in base.moves if it.answers is None]
    soonest = earliest(entries, [it.rank for it in free], drill)
    for made in free:
        variants += _of_action(made, base, soonest.get(made.rank), scenario)
    return Plan(base, tuple(variants), tuple(delays))


# ------------------------------------------------------------------ answers


def _of_decision(it: Asked, made: Made | None, decision: Decision, base: Anchored) -> Iterator[Variant]:
    """Every other option, and no answer."""
    chosen = None if made is None else str(made.command.args["option"])
    subject = _subject(it, made, chosen)
    for option in decision.options:
        if option.id != chosen:
            args = {"decision": decision.id, "option": option.id}
            yield _answer(subject, "option", option.id, _given(it, made, "decide", args, base), base)
    yield from _unanswered(subject, made, base)


def _of_call(it: Asked, made: Made | None, base: Anchored) -> Iterator[Variant]:
    """The same answer to each of its questions, of every kind; and no answer."""
    said = None if made is None else [str(answer) for answer in made.command.args["answers"]]
    subject = _subject(it, made, said)
    for kind in ANSWERS:
        answers = [kind] * it.questions
        if answers != said:
            args = {**(made.command.args if made else {}), "call": it.prompt[1], "answers": answers}
            yield _answer(subject, "answers", answers, _given(it, made, "take_call", args, base), base)
    yield from _unanswered(subject, made, base)


def _subject(it: Asked, made: Made | None, done: Any) -> Subject:
    kind, name = it.prompt
    at = it.came if made is None else it.came + made.at
    command = None if made is None else made.command.id
    is_settled = made is None and it.is_settled
    return Subject(kind=kind, name=name, at=at, came=it.came, command=command, done=done, is_settled=is_settled)


def _given(it: Asked, made: Made | None, do: str, args: Mapping[str, Any], base: Anchored) -> Made:
    """Another answer, when the one that was given came, or half-way where none did."""
    if made is not None:
        return replace(made, command=replace(made.command, args=args))
    return Made(len(base.moves), it.half, Command(NEW, do, args), it.prompt)


def _answer(subject: Subject, change: str, to: Any, made: Made, base: Anchored) -> Variant:
    return Variant(
        subject=subject,
        change=change,
        to=to,
        since=subject.came + made.at,
        player=base.also(made),
        edited=(made.command.id,),
    )


def _unanswered(subject: Subject, made: Made | None, base: Anchored) -> Iterator[Variant]:
    if made is not None:
        yield Variant(subject=subject, change="none", to=None, since=subject.at, player=base.without(made.rank))


def _delayed(it: Asked, made: Made | None, decision: Decision, base: Anchored, ends: int) -> Iterator[Variant]:
    """The same answer after each of the delays. Beyond the window the option's actions are taken by themselves."""
    if made is None:
        return
    subject = _subject(it, made, str(made.command.args["option"]))
    option = next(option for option in decision.options if option.id == subject.done)
    for delay in DELAYS:
        if it.came + delay >= ends:
            return
        is_free = it.came + delay >= it.until
        moves = _freely(option, made, delay) if is_free else [replace(made, at=delay)]
        yield Variant(
            subject=subject,
            change="delay",
            to=delay,
            since=it.came + min(delay, made.at),
            player=base.without(made.rank).also(*moves),
            edited=tuple(move.command.id for move in moves),
            is_free=is_free,
        )


def _freely(option: Option, made: Made, delay: int) -> list[Made]:
    """The actions of an option, taken by the same person in the seats they belong to."""
    person = made.command.person
    return [
        replace(made, at=delay, command=Command(f"{made.command.id}.{place}", call.do, call.args, None, person))
        for place, call in enumerate(option.do, start=1)
    ]


# ------------------------------------------------------------------ actions


def _of_action(made: Made, base: Anchored, soonest: int | None, scenario: Scenario) -> Iterator[Variant]:
    """Not at all, sooner, later."""
    command = made.command
    subject = Subject(
        kind="action", name=command.do, at=made.at, came=made.at, command=command.id, done=dict(command.args)
    )
    yield Variant(subject=subject, change="none", to=None, since=made.at, player=base.without(made.rank))
    if soonest is not None:
        yield _moved(subject, "earlier", made, soonest, base)
    if made.at + LATER < scenario.ends:
        yield _moved(subject, "later", made, made.at + LATER, base)


def _moved(subject: Subject, change: str, made: Made, at: int, base: Anchored) -> Variant:
    return Variant(
        subject=subject,
        change=change,
        to=abs(at - made.at),
        since=min(at, made.at),
        player=base.also(replace(made, at=at)),
        edited=(made.command.id,),
    )


def earliest(entries: Iterable[Entry], free: Collection[int], drill: Drill) -> dict[int, int]:
    """rank -> the drill second, at most half an hour sooner, from which on an action was possible in the drill as it
    was; not before the alert for one that came after it. Asked by the minute; without those that could not come sooner.

    ``free``: the ranks of the actions. ``drill`` is fresh and is played. Raises ActionRejected where it does not take a
    command of the log.
    """
    given = [it.record for it in entries if isinstance(it.record, CommandGiven)]
    todo = [(record.at, False, rank) for rank, record in enumerate(given)]
    for rank in free:
        at = given[rank].at
        start = max(at - EARLIER, 0 if at >= 0 else drill.scenario.starts)
        todo += [(second, True, rank) for second in range(start, at - _MINUTE + 1, _MINUTE)]
    found: dict[int, int] = {}
    for second, is_asked, rank in sorted(todo):
        record = given[rank]
        command = Command(record.id, record.do, record.args, record.seat, record.person)
        if not is_asked:
            drill.act(command, now=second)
        elif rank not in found:
            drill.advance_to(second)
            if drill.check(command) is None:
                found[rank] = second
    return found
