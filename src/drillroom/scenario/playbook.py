"""Playbooks: timed lists of actions, read from a file, checked against a scenario, sorted and written out.

Every step names an action or decision that exists, with arguments that fit; repeats are already single steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from drillroom.source.problems import Loc, Problems, near, options, show
from drillroom.source.reader import Tree, read_yaml
from drillroom.source.shape import try_fit

from .calls import settled_or_faults
from .names import Names
from .values import LocalText, Model, format_time, parse_time

if TYPE_CHECKING:
    from drillroom.doctrine.models import Vocabulary

    from .format import Scenario

MAX_STEPS = 5_000
RESERVED = "none"
_TIMES = ("at", "every", "from", "until")
_OWN = (*_TIMES, "do", "decide", "option", "seat", "added", "note")


@dataclass(frozen=True, slots=True)
class Step:
    """One action at drill second ``at``. ``do`` may be ``decide`` with the arguments ``decision`` and ``option``.

    ``added``: a move that the case behind the playbook does not mention but does not contradict.
    """

    at: int
    do: str
    args: Mapping[str, Any] = field(default_factory=dict)
    seat: str | None = None
    added: bool = False


@dataclass(frozen=True, slots=True)
class Playbook:
    """Steps in the order of their times; steps at the same second in the order of the file."""

    name: str
    about: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For a log's header."""
        return {"name": self.name, "about": dict(self.about), "steps": [_plain(step) for step in self.steps]}

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> Playbook:
        """What ``as_json`` wrote; unknown fields are ignored. Raises KeyError, TypeError or ValueError."""
        steps = (
            Step(
                at=int(step["at"]),
                do=str(step["do"]),
                args=dict(step.get("args", {})),
                seat=step.get("seat"),
                added=bool(step.get("added", False)),
            )
            for step in value["steps"]
        )
        return Playbook(name=str(value["name"]), about=dict(value.get("about", {})), steps=tuple(steps))


NONE = Playbook(name=RESERVED)
"""Doing nothing."""


class _File(Model):
    """The outer shape; a step's fields depend on its action."""

    format: Literal[0] = Field(alias="drillroom-playbook")
    about: LocalText | None = None
    steps: list[dict[str, Any]]


def load_playbook(data: bytes, *, file: str, scenario: Scenario, vocabulary: Vocabulary) -> Playbook:
    """The playbook in ``data`` (YAML or JSON), named after the stem of ``file``.

    Raises UnusableFile with every problem and its place.
    """
    problems = Problems(file)
    tree = read_yaml(data, file=file, problems=problems)
    outer = try_fit(_File, tree, problems)
    rows = tree.get(("steps",), [])
    reading = _Reading(tree, Names.of(scenario, vocabulary), scenario, problems)
    for index, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, dict):
            reading.step(("steps", index), row)
    problems.raise_errors()
    if outer is None:
        raise AssertionError("a playbook that does not fit leaves a problem")
    steps = sorted(reading.steps, key=lambda step: step.at)
    return Playbook(name=PurePath(file).stem, about=outer.about or {}, steps=tuple(steps))


@dataclass(slots=True)
class _Reading:
    """One file on its way to steps."""

    tree: Tree
    names: Names
    scenario: Scenario
    problems: Problems
    steps: list[Step] = field(default_factory=list)

    def _add(self, loc: Loc, message: str, hint: str = "", *, at_key: bool = False) -> None:
        place = self.tree.key_place(loc) if at_key else self.tree.place(loc)
        self.problems.add(place, self.tree.path(loc), message, hint)

    def step(self, loc: Loc, row: dict[str, Any]) -> None:
        """Check one row and add its steps."""
        times = self._times(loc, row)
        call = self._decision(loc, row) if "decide" in row else self._action(loc, row)
        if call is None:
            return
        do, args, kinds = call
        seat = None if "seat" in kinds else self._seat(loc, row)
        added = row.get("added", False)
        if not isinstance(added, bool):
            self._add((*loc, "added"), f"{show(added)} is not true or false")
        if len(self.steps) + len(times) > MAX_STEPS:
            self._add(loc, f"the playbook has more than {MAX_STEPS} steps")
            return
        self.steps += [Step(at=at, do=do, args=args, seat=seat, added=added is True) for at in times]

    def _seat(self, loc: Loc, row: dict[str, Any]) -> str | None:
        seat = row.get("seat")
        if seat is None or (isinstance(seat, str) and seat in self.names.seats):
            return seat
        hint = near(seat, self.names.seats) or options(self.names.seats)
        self._add((*loc, "seat"), f"there is no seat {show(seat)}", hint)
        return None

    # ------------------------------------------------------------------ what

    def _action(self, loc: Loc, row: dict[str, Any]) -> tuple[str, dict[str, Any], Mapping[str, str]] | None:
        do = row.get("do")
        if not isinstance(do, str):
            if do is None:
                self._add(loc, "the step does nothing", "name an action (do) or a decision (decide)")
            else:
                self._add((*loc, "do"), f"{show(do)} is not the name of an action")
            return None
        action = self.names.actions.get(do)
        kinds = action.args if action else {}
        args = {key: value for key, value in row.items() if key in kinds or key not in _OWN}
        settled, faults = settled_or_faults(do, args, self.names)
        for fault in faults:
            if not action:
                hint = "write decide: and option:" if do == "decide" else fault.hint
                self._add((*loc, "do"), fault.message, hint)
                return None
            self._add((*loc, *fault.path), fault.message, fault.hint, at_key=len(fault.path) == 1)
        if "option" in row and "option" not in kinds:
            self._add((*loc, "option"), "an option belongs to a decision", "write decide: and option:", at_key=True)
        return do, settled, kinds

    def _decision(self, loc: Loc, row: dict[str, Any]) -> tuple[str, dict[str, Any], Mapping[str, str]] | None:
        decision, option = row["decide"], row.get("option")
        for key in row:
            if key not in _OWN or key == "do":
                hint = near(key, ("option", "seat", "note", "added", *_TIMES))
                self._add((*loc, key), f"a decision takes no field {show(key)}", hint, at_key=True)
        known = self.names.decisions
        if not isinstance(decision, str) or decision not in known:
            hint = near(decision, known) or options(known)
            self._add((*loc, "decide"), f"there is no decision {show(decision)}", hint)
            return None
        if option is None:
            self._add(loc, "the field 'option' is missing", options(known[decision]))
            return None
        if not isinstance(option, str) or option not in known[decision]:
            hint = near(option, known[decision]) or options(known[decision])
            self._add((*loc, "option"), f"the decision {decision!r} has no option {show(option)}", hint)
            return None
        return "decide", {"decision": decision, "option": option}, {}

    # ------------------------------------------------------------------ when

    def _times(self, loc: Loc, row: dict[str, Any]) -> list[int]:
        """``at`` once, or ``every`` step from ``from`` to ``until``, both included; never beyond the drill's end."""
        if "at" in row and "every" in row:
            self._add(
                (*loc, "every"), "a step is either at a time or every so often", "write at: or every:", at_key=True
            )
            return []
        if "every" not in row:
            for key in ("from", "until"):
                if key in row:
                    self._add((*loc, key), f"{key!r} goes with every", "add every:", at_key=True)
            if "at" not in row:
                self._add(loc, "the step has no time", "write at: 15m, or every: 4h")
                return []
            at = self._time(loc, "at", row)
            return [] if at is None else [at]
        every = self._time(loc, "every", row)
        start = self._time(loc, "from", row) if "from" in row else every
        until = self._time(loc, "until", row) if "until" in row else self.scenario.ends
        if every is None or start is None or until is None:
            return []
        if every < 60:
            self._add((*loc, "every"), f"{show(row['every'])} is too short", "1m is the least")
            return []
        if until < start:
            self._add((*loc, "until"), f"it ends before it begins ({format_time(start)})")
        last = min(until, self.scenario.ends)
        if (last - start) // every >= MAX_STEPS:
            self._add(loc, f"the playbook has more than {MAX_STEPS} steps")
            return []
        return list(range(start, last + 1, every))

    def _time(self, loc: Loc, key: str, row: dict[str, Any]) -> int | None:
        value = row[key]
        if value == 0 and isinstance(value, int) and not isinstance(value, bool):
            return 0
        try:
            if isinstance(value, str):
                return parse_time(value)
            raise ValueError(f"{show(value)} is no time; write it with its unit, like 10m, 1h30m or 2d")
        except ValueError as error:
            message, _, hint = str(error).partition("; ")
            self._add((*loc, key), message, hint)
            return None


def _plain(step: Step) -> dict[str, Any]:
    plain: dict[str, Any] = {"at": step.at, "do": step.do, "args": dict(step.args)}
    if step.seat is not None:
        plain["seat"] = step.seat
    if step.added:
        plain["added"] = True
    return plain
