"""The team's desk: tasks, prompts, legal clocks, promises, and who has been reached.

Every item keeps its times as drill seconds and its state as one word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import records as r
from .fold import Fold, change


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Work. ``state``: ``queued`` | ``running`` | ``done``; ``ends`` is known once it runs."""

    id: str
    do: str
    state: str
    queued_at: int | None = None
    waits_for: tuple[str, ...] = ()
    started_at: int | None = None
    seats: tuple[str, ...] = ()
    ends: int | None = None
    done_at: int | None = None
    waited: int = 0
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A prompt. ``state``: ``open`` | ``settled`` | ``taken`` | ``missed``; ``options`` in the order shown."""

    id: str
    at: int
    state: str
    seat: str | None = None
    closes: int | None = None
    options: tuple[str, ...] = ()
    closed_at: int | None = None
    option: str | None = None
    taken_by: str | None = None
    settled_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A legal clock. ``state``: ``running`` | ``met`` | ``missed``; ``missing``: facts that the report lacked."""

    id: str
    at: int
    due: int
    state: str = "running"
    closed_at: int | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """``state``: ``open`` | ``kept`` | ``broken``."""

    id: str
    at: int
    statement: str
    due: int
    needs: tuple[str, ...]
    fact: str | None = None
    state: str = "open"
    closed_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of people. ``state``: ``reached`` | ``missed`` (its time ran out); ``late`` once reached."""

    id: str
    at: int
    state: str
    late: bool = False


@dataclass(slots=True)
class Desk(Fold):
    """Everything by its id, in the order in which it came. ``team``: the seats at the table once it was called."""

    tasks: dict[str, Task] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    team: tuple[str, ...] | None = None
    watch: r.WatchSet | None = None
    review: Mapping[str, Any] | None = None
    skipped: tuple[r.StepSkipped, ...] = ()

    @property
    def running(self) -> tuple[Task, ...]:
        """Tasks that are queued or at work."""
        return tuple(task for task in self.tasks.values() if task.state != "done")

    @property
    def open_decisions(self) -> tuple[Decision, ...]:
        """Prompts that wait for an answer, the most urgent first."""
        waiting = [it for it in self.decisions.values() if it.state == "open"]
        return tuple(sorted(waiting, key=lambda it: it.closes or 0))

    @property
    def running_duties(self) -> tuple[Duty, ...]:
        """Legal clocks that run, the most urgent first."""
        return tuple(sorted((it for it in self.duties.values() if it.state == "running"), key=lambda it: it.due))

    # ------------------------------------------------------------------ work

    def _assemble(self, it: r.TeamAssembled) -> None:
        self.team = it.seats

    def _queue(self, it: r.TaskQueued) -> None:
        self.tasks[it.task] = Task(id=it.task, do=it.do, state="queued", queued_at=it.at, waits_for=it.waits_for)

    def _start(self, it: r.TaskStarted) -> None:
        queued = self.tasks.get(it.task)
        self.tasks[it.task] = Task(
            id=it.task,
            do=it.do,
            state="running",
            queued_at=queued.queued_at if queued else None,
            started_at=it.at,
            seats=it.seats,
            ends=it.ends,
            args=it.args,
        )

    def _finish(self, it: r.TaskDone) -> None:
        self.tasks.setdefault(it.task, Task(id=it.task, do=it.do, state="done", args=it.args))
        change(self.tasks, it.task, state="done", done_at=it.at, waited=it.waited)

    def _skip(self, it: r.StepSkipped) -> None:
        self.skipped = (*self.skipped, it)

    def _watch(self, it: r.WatchSet) -> None:
        self.watch = it

    def _review(self, it: r.ReviewFiled) -> None:
        self.review = it.args

    # ------------------------------------------------------------------ prompts and clocks

    def _ask(self, it: r.DecisionOpened) -> None:
        self.decisions[it.decision] = Decision(
            id=it.decision, at=it.at, state="open", seat=it.seat, closes=it.closes, options=it.options
        )

    def _settle(self, it: r.DecisionSettled) -> None:
        self.decisions.setdefault(it.decision, Decision(id=it.decision, at=it.at, state="settled"))
        change(self.decisions, it.decision, state="settled", closed_at=it.at, settled_by=it.by)

    def _take(self, it: r.DecisionTaken) -> None:
        self.decisions.setdefault(it.decision, Decision(id=it.decision, at=it.at, state="taken"))
        change(self.decisions, it.decision, state="taken", closed_at=it.at, option=it.option, taken_by=it.seat)

    def _miss(self, it: r.DecisionMissed) -> None:
        self.decisions.setdefault(it.decision, Decision(id=it.decision, at=it.at, state="missed"))
        change(self.decisions, it.decision, state="missed", closed_at=it.at)

    def _owe(self, it: r.DutyStarted) -> None:
        self.duties[it.duty] = Duty(id=it.duty, at=it.at, due=it.due)

    def _report(self, it: r.DutyMet) -> None:
        change(self.duties, it.duty, state="met", closed_at=it.at, missing=it.missing)

    def _lapse(self, it: r.DutyMissed) -> None:
        change(self.duties, it.duty, state="missed", closed_at=it.at)

    def _promise(self, it: r.PromiseMade) -> None:
        self.promises[it.promise] = Promise(
            id=it.promise, at=it.at, statement=it.statement, due=it.due, needs=it.needs, fact=it.fact
        )

    def _keep(self, it: r.PromiseKept) -> None:
        change(self.promises, it.promise, state="kept", closed_at=it.at)

    def _break(self, it: r.PromiseBroken) -> None:
        change(self.promises, it.promise, state="broken", closed_at=it.at)

    def _reach(self, it: r.StakeholderReached) -> None:
        self.groups[it.group] = Group(id=it.group, at=it.at, state="reached", late=it.late)

    def _lose(self, it: r.StakeholderMissed) -> None:
        self.groups[it.group] = Group(id=it.group, at=it.at, state="missed")

    STEPS = {
        r.TeamAssembled: _assemble,
        r.TaskQueued: _queue,
        r.TaskStarted: _start,
        r.TaskDone: _finish,
        r.StepSkipped: _skip,
        r.WatchSet: _watch,
        r.ReviewFiled: _review,
        r.DecisionOpened: _ask,
        r.DecisionSettled: _settle,
        r.DecisionTaken: _take,
        r.DecisionMissed: _miss,
        r.DutyStarted: _owe,
        r.DutyMet: _report,
        r.DutyMissed: _lapse,
        r.PromiseMade: _promise,
        r.PromiseKept: _keep,
        r.PromiseBroken: _break,
        r.StakeholderReached: _reach,
        r.StakeholderMissed: _lose,
    }
