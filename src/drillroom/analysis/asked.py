"""What was asked of a team in a drill: every decision, call and summons, from when until when.

Read off the records alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drillroom.log.records import (
    CallMissed,
    CallRang,
    CallTaken,
    DecisionMissed,
    DecisionOpened,
    DecisionSettled,
    DecisionTaken,
    Entry,
    Record,
    SummonsAnswered,
    SummonsArrived,
    SummonsMissed,
)

from .moves import Prompt, prompt_of


@dataclass(slots=True)
class Asked:
    """A prompt that came at ``came``, was there until ``gone``, and could have waited until ``until``.

    ``is_settled``: it was dealt with, by an answer or by an action that did what was asked for.
    """

    prompt: Prompt
    came: int
    gone: int
    until: int
    questions: int = 0
    is_settled: bool = False

    @property
    def half(self) -> int:
        """A sensible delay for what nobody answered: half the time that it was there."""
        return max(0, self.gone - self.came) // 2


_GONE: Mapping[type[Record], str] = {
    DecisionTaken: "decision",
    DecisionSettled: "decision",
    DecisionMissed: "decision",
    CallTaken: "call",
    CallMissed: "call",
    SummonsAnswered: "summons",
    SummonsMissed: "summons",
}
_MISSED = (DecisionMissed, CallMissed, SummonsMissed)


def asked(entries: Iterable[Entry]) -> list[Asked]:
    """Every decision that opened, call that rang and summons that came, the last time it did, in order."""
    found: dict[Prompt, Asked] = {}
    for record in (entry.record for entry in entries):
        prompt = prompt_of(record)
        if prompt is not None:
            until = _until(record)
            questions = len(record.questions) if isinstance(record, (CallRang, SummonsArrived)) else 0
            found[prompt] = Asked(prompt, record.at, until, until, questions)
        elif type(record) in _GONE:
            name = _GONE[type(record)]
            it = found.get(("decision" if name == "decision" else "call", getattr(record, name)))
            if it is not None:
                it.gone, it.is_settled = record.at, not isinstance(record, _MISSED)
    return sorted(found.values(), key=lambda it: it.came)


def _until(record: Record) -> int:
    """Until when it waits."""
    if isinstance(record, DecisionOpened):
        return record.closes
    if isinstance(record, CallRang):
        return record.rings_until
    return record.due if isinstance(record, SummonsArrived) else record.at
