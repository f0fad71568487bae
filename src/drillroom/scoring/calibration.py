"""Calibration: were those who said that they were sure also right? A pure function of a log and its scorecard.

It stands beside the marks and is none: nothing here enters a principle, the process, the outcome or the total. Nothing
is judged anew either: the ledger's verdicts, the caps that hold and what the scenario says of its options decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from drillroom.log.chain import Log
from drillroom.log.confidence import NAMES, level_of
from drillroom.log.records import CommandGiven, ConfidenceDeclared, Entry, StatementOrdered

from .course import Course, seqs
from .score import Scorecard

FEWEST = 5
"""Declarations that can be judged, below which nothing is said about them as a whole. Our choice; it moves no mark."""
_DEEDS = ("did", "users_hurt")
"""Caps that hold something done against a drill."""

By = Literal["claims", "deed", "option", "reference", "luck", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A command of which somebody said how sure they were. ``right`` is None where nothing in the log says it.

    ``by``: what says it. ``claims``: the ledger; ``deed``: a cap that holds it against the drill; ``option``: what the
    scenario says of the option; ``reference``: the reference took the same one. ``luck``: unverified words that came
    true, which are neither right nor wrong; ``nothing``: it can be told from none of these. ``evidence``: ``seq``
    numbers.
    """

    command: str
    person: str
    at: int
    level: int
    right: bool | None
    by: By
    evidence: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        """As it stands beside a score."""
        return {
            "command": self.command,
            "at": self.at,
            "level": self.level,
            "right": self.right,
            "by": self.by,
            "evidence": list(self.evidence),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How many that were declared at this level could be judged, and how many of them were right."""

    level: int
    count: int
    right: int

    @property
    def share(self) -> float | None:
        """Share that was right, 0..1; None where none was judged."""
        return self.right / self.count if self.count else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Everything that was declared, in the order of the log."""

    declared: tuple[Declared, ...]

    @property
    def judged(self) -> tuple[Declared, ...]:
        """What can be called right or wrong."""
        return tuple(it for it in self.declared if it.right is not None)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Every level, the least sure first."""
        found = [(level, [it for it in self.judged if it.level == level]) for level in NAMES]
        return tuple(
            Level(level=level, count=len(those), right=sum(it.right is True for it in those)) for level, those in found
        )

    @property
    def left_out(self) -> int:
        """How many can be called neither right nor wrong."""
        return len(self.declared) - len(self.judged)

    @property
    def is_enough(self) -> bool:
        """Are there enough of them to say anything about all of them together?"""
        return len(self.judged) >= FEWEST

    def as_json(self) -> dict[str, Any]:
        """The ``calibration`` that stands beside a ``score``; never a part of it."""
        return {
            "declared": len(self.declared),
            "judged": len(self.judged),
            "left_out": self.left_out,
            "too_few": not self.is_enough,
            "levels": [
                {
                    "level": it.level,
                    "count": it.count,
                    "right": it.right,
                    "share": None if it.share is None else round(it.share, 4),
                }
                for it in self.levels
            ],
            "commands": [it.as_json() for it in self.declared],
        }


def calibration(log: Log, card: Scorecard) -> Calibration | None:
    """What was declared in this drill against what came of it; None where nobody declared anything.

    The last word of a person about a command counts; levels that are none, and commands that are not in the log, are
    passed over.
    """
    said = _said(log)
    if not said:
        return None
    reading = _Reading(log, card)
    found = [
        reading.declared(command, person, level)
        for command in _commands(log)
        for (person, name), level in said.items()
        if name == command.given.id
    ]
    return Calibration(declared=tuple(found)) if found else None


def _said(log: Log) -> dict[tuple[str, str], int]:
    """(person, id of the command) -> level."""
    declared = (it.record for it in log.session if isinstance(it.record, ConfidenceDeclared))
    levels = ((it, level_of(it.level)) for it in declared)
    return {(it.person, it.command): level for it, level in levels if level is not None}


@dataclass(frozen=True, slots=True)
class _Command:
    """A command, and what it set off there and then: the records of its second, up to the next command."""

    given: CommandGiven
    seq: int
    own: tuple[Entry, ...]


def _commands(log: Log) -> list[_Command]:
    starts = [place for place, it in enumerate(log.entries) if isinstance(it.record, CommandGiven)]
    found = []
    for start, end in zip(starts, [*starts[1:], len(log.entries)], strict=True):
        given = log.entries[start].record
        assert isinstance(given, CommandGiven)
        own = tuple(it for it in log.entries[start:end] if it.record.at == given.at)
        found.append(_Command(given, log.entries[start].seq, own))
    return found


# ------------------------------------------------------------------ right or wrong


class _Reading:
    """What a drill's log says of its commands, by the rules of the scorecard."""

    def __init__(self, log: Log, card: Scorecard) -> None:
        self._claims = Course(log.header, log.entries, public=frozenset(card.doctrine.public_audiences)).claims
        caps = card.doctrine.caps
        self._held = {seq for it in card.capped if caps[it.name].when in _DEEDS for seq in it.evidence}
        self._options = _options(log.header.scenario)
        self._reference = _reference(log.header.playbooks)

    def declared(self, command: _Command, person: str, level: int) -> Declared:
        """One declaration with what came of it."""
        right, by, evidence = self._judge(command)
        return Declared(
            command=command.given.id,
            person=person,
            at=command.given.at,
            level=level,
            right=right,
            by=by,
            evidence=tuple(sorted({command.seq, *evidence})),
        )

    def _judge(self, command: _Command) -> tuple[bool | None, By, list[int]]:
        """Anything that was wrong makes it wrong; luck is no knowledge; then whatever says that it was right."""
        ordered = {it.record.statement for it in command.own if isinstance(it.record, StatementOrdered)}
        claims = [it for it in self._claims if it.record.statement in ordered]
        choice = _choice(command.given)
        stands = self._options.get(choice)
        if false := [it for it in claims if it.is_false]:
            return False, "claims", seqs(false)
        if held := [it.seq for it in command.own if it.seq in self._held]:
            return False, "deed", held
        if stands == "poor":
            return False, "option", []
        if guessed := [it for it in claims if it.record.verdict != "true"]:
            return None, "luck", seqs(guessed)
        if claims:
            return True, "claims", seqs(claims)
        if stands == "good":
            return True, "option", []
        return (True, "reference", []) if choice in self._reference else (None, "nothing", [])


def _choice(given: CommandGiven) -> tuple[str, str]:
    """(decision, option) of a command; empty where it decides nothing."""
    if given.do != "decide":
        return "", ""
    return str(given.args.get("decision")), str(given.args.get("option"))


def _options(scenario: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """(decision, option) -> how it stands with the author of the scenario: ``good`` | ``fair`` | ``poor``."""
    return {
        (str(decision.get("id")), str(option.get("id"))): str(option.get("stands"))
        for decision in _objects(scenario.get("decisions"))
        for option in _objects(decision.get("options"))
    }


def _reference(playbooks: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """(decision, option) of every decision that the reference takes."""
    steps = [step for model in _objects([playbooks.get("model")]) for step in _objects(model.get("steps"))]
    taken = [args for step in steps if step.get("do") == "decide" for args in _objects([step.get("args")])]
    return frozenset((str(args.get("decision")), str(args.get("option"))) for args in taken)


def _objects(value: Any) -> list[Mapping[str, Any]]:
    """What a header holds is data: anything in a list that is no object is passed over."""
    return [it for it in value if isinstance(it, Mapping)] if isinstance(value, (list, tuple)) else []
