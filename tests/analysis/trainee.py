"""A made-up trainee who answers to the second and does things in between, as logs of people look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from drillroom.analysis.rollout import Move, Table
from drillroom.engine.drill import Command
from drillroom.log.records import CallRang, DecisionOpened, Entry, SummonsArrived

FREE = ("assemble_team", "contain", "update", "fix", "protect_users", "listen", "update", "compensate", "update")


class Trainee:
    """Answers most of what is asked, after a number of seconds; of two things in one second, in a fixed order.

    ``mood`` draws what it does; the same mood does the same about the same things.
    """

    hears = (DecisionOpened, CallRang, SummonsArrived)

    def __init__(self, mood: int, *, deeds: int = len(FREE)) -> None:
        self._mood, self._deeds = mood, deeds

    def opening(self, table: Table) -> Iterator[Move]:
        for place, do in enumerate(FREE[: self._deeds]):
            dice = self._dice(f"free/{place}")
            at = (5 + 23 * place) * 60 + dice.randrange(60)
            yield Move(at, Command("", do, {}))
            if dice.random() < 0.3:  # two orders in one second
                yield Move(at, Command("", "brief", {"to": "staff"}))

    def answer(self, entry: Entry, table: Table) -> Iterable[Move]:
        record = entry.record
        if isinstance(record, DecisionOpened):
            dice = self._dice(record.decision)
            delay = dice.choice((0, 1, dice.randrange(record.closes - record.at)))
            args = {"decision": record.decision, "option": dice.choice(sorted(record.options))}
            return [Move(record.at + delay, Command("", "decide", args))] if dice.random() < 0.8 else []
        if isinstance(record, (CallRang, SummonsArrived)):
            name = record.call if isinstance(record, CallRang) else record.summons
            dice = self._dice(name)
            answers = [dice.choice(("line", "written", "no_comment")) for _ in record.questions]
            return [Move(record.at + dice.randrange(20), Command("", "take_call", {"call": name, "answers": answers}))]
        return []

    def _dice(self, what: str) -> Random:
        return Random(f"{self._mood}/{what}")
