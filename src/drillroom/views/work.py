"""The team at work: who is free, what runs and what queues, which deadlines and promises are open.

Whoever waits for a seat finds here what the seat is busy with, and for how long.
"""

from __future__ import annotations

from dataclasses import dataclass

from drillroom.log.desk import Promise, Task
from drillroom.scenario.staff import staff

from .palette import Palette


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    """A seat: ``people`` work there, ``busy`` of them on ``works_on``, actions by name.

    ``until``: the drill second at which the next of them is free; ``away_until``: nobody can be reached there before.
    """

    seat: str
    name: str
    people: int
    busy: int = 0
    works_on: tuple[str, ...] = ()
    until: int | None = None
    away_until: int | None = None

    @property
    def standing(self) -> str:
        """``away``, ``free``, ``partly`` (somebody is still free) or ``busy``."""
        if self.away_until is not None:
            return "away"
        return "free" if not self.busy else "partly" if self.busy < self.people else "busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """Work. ``share`` of it is done, 0..1, and ``left`` seconds are to go; both None while it queues.

    ``whom``: the group it is for, by name. ``seats`` by name: who works on it, or whom it waits for.
    """

    task: str
    action: str
    whom: str | None
    seats: tuple[str, ...]
    share: float | None = None
    left: int | None = None

    @property
    def is_queued(self) -> bool:
        """Does it wait for people?"""
        return self.left is None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """A legal deadline: ``who`` must have our report by the drill second ``due``."""

    duty: str
    who: str
    due: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """What we promised. ``about``: the fact, by name, that we promised to make so; None: to be heard from again.

    ``needs``: the actions, by name, of which one keeps it.
    """

    promise: str
    about: str | None
    needs: tuple[str, ...]
    due: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """``tasks`` in the order in which they came, ``duties`` the most urgent first, ``promises`` as they were given."""

    is_assembled: bool
    seats: tuple[SeatRow, ...]
    tasks: tuple[TaskRow, ...]
    duties: tuple[DutyRow, ...]
    promises: tuple[PromiseRow, ...]


def work(palette: Palette, now: int) -> Work:
    """The whole desk at drill second ``now``."""
    return Work(
        is_assembled=palette.situation.desk.team is not None,
        seats=seats(palette, now),
        tasks=tasks(palette, now),
        duties=duties(palette, now),
        promises=promises(palette, now),
    )


def at_work(palette: Palette) -> frozenset[str]:
    """The seats, by id, that somebody works at."""
    return frozenset(seat for task in palette.situation.desk.running for seat in task.seats)


def seats(palette: Palette, now: int) -> tuple[SeatRow, ...]:
    """Every seat, in the order of the table."""
    scenario, running = palette.names.scenario, palette.situation.desk.running
    return tuple(
        _seat(palette, seat, people, [it for it in running if seat in it.seats], now)
        for seat, people in staff(scenario).items()
    )


def tasks(palette: Palette, now: int) -> tuple[TaskRow, ...]:
    """Work that runs or waits for people."""
    return tuple(_task(palette, it, now) for it in palette.situation.desk.running)


def duties(palette: Palette, now: int) -> tuple[DutyRow, ...]:
    """Legal deadlines that run."""
    return tuple(
        DutyRow(duty=it.id, who=palette.teller.authority(it.id), due=it.due, left=max(0, it.due - now))
        for it in palette.situation.desk.running_duties
    )


def promises(palette: Palette, now: int) -> tuple[PromiseRow, ...]:
    """Promises that are still to be kept."""
    return tuple(_promise(palette, it, now) for it in palette.situation.desk.promises.values() if it.state == "open")


def _seat(palette: Palette, seat: str, people: int, running: list[Task], now: int) -> SeatRow:
    plan = {str(name): its.away_until for name, its in palette.names.scenario.seats.items()}
    away = plan.get(seat)
    return SeatRow(
        seat=seat,
        name=palette.names.seat(seat),
        people=people,
        busy=len(running),
        works_on=tuple(palette.names.action(it.do) for it in running),
        until=min((it.ends for it in running if it.ends is not None), default=None),
        away_until=away if away is not None and now < away else None,
    )


def _task(palette: Palette, it: Task, now: int) -> TaskRow:
    names, group = palette.names, it.args.get("to")
    action, whom = names.action(it.do), names.group(str(group)) if group else None
    if it.state == "queued":
        return TaskRow(task=it.id, action=action, whom=whom, seats=tuple(map(names.seat, it.waits_for)))
    ends = it.ends if it.ends is not None else now
    begun = it.started_at if it.started_at is not None else now
    return TaskRow(
        task=it.id,
        action=action,
        whom=whom,
        seats=tuple(map(names.seat, it.seats)),
        share=min(1.0, max(0.0, (now - begun) / (ends - begun))) if ends > begun else 1.0,
        left=max(0, ends - now),
    )


def _promise(palette: Palette, it: Promise, now: int) -> PromiseRow:
    actions = palette.names.vocabulary.actions
    return PromiseRow(
        promise=it.id,
        about=palette.names.fact(it.fact) if it.fact is not None else None,
        needs=tuple(palette.names.action(do) for do in it.needs if do in actions),
        due=it.due,
        left=max(0, it.due - now),
    )
