"""Checks what a scenario's fields say together: what they refer to, in which order times come, which ids stand twice.

Works on the plain tree, so an author sees these problems beside those of shape, all at once and each in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drillroom.source.problems import Loc, Problems, near, options, show
from drillroom.source.reader import ANY, Tree

from .calls import settled_or_faults
from .conditions import parse
from .names import Names
from .values import format_time, parse_time

if TYPE_CHECKING:
    from drillroom.doctrine.models import Vocabulary

STANDARD_FACTS = ("what", "cause", "scope", "measures", "plan")
SLOTS = ("known", "doing", "you_can", "next")
Pattern = tuple[str | None, ...]

_REFERENCES: tuple[tuple[Pattern, str, str], ...] = (
    (("allegations", ANY, "about"), "fact", "facts"),
    (("facts", ANY, "needs", ANY), "action", "actions"),
    (("stakeholders", ANY, "channel"), "channel", "channels"),
    (("duties", ANY, "must_say", ANY), "fact", "facts"),
    (("injects", ANY, "tells", ANY), "fact", "facts"),
    (("injects", ANY, "allegation"), "allegation", "allegations"),
    (("injects", ANY, "risk"), "risk", "risks"),
    (("injects", ANY, "questions", ANY, "about"), "fact", "facts"),
    (("decisions", ANY, "settled_by", ANY), "action", "actions"),
    (("decisions", ANY, "warns", ANY), "fact", "facts"),
    (("injects", ANY, "leak", "channel"), "channel", "own_channels"),
    (("chatter", ANY, "channel"), "channel", "own_channels"),
)
"""Pattern of the field, what it names, where ``Names`` lists those."""

_CONDITIONS: tuple[Pattern, ...] = (
    ("injects", ANY, "when"),
    ("injects", ANY, "unless"),
    ("decisions", ANY, "when"),
    ("chatter", ANY, "when"),
    ("duties", ANY, "starts"),
)
_LISTS_WITH_IDS: tuple[Pattern, ...] = (
    ("injects",),
    ("duties",),
    ("decisions",),
    ("lines",),
    ("decisions", ANY, "options"),
    ("review", "causes"),
    ("review", "triggers"),
    ("review", "changes"),
)
_KINDS = ("post", "news", "mail", "call", "signal", "summons")


def check(tree: Tree, vocabulary: Vocabulary, problems: Problems) -> None:
    """Add everything that does not hold together to ``problems``."""
    if not isinstance(tree.value, dict):
        return
    names = Names.found_in(tree, inject_ids(tree), vocabulary)
    checks = _Checks(tree, names, problems)
    checks.references()
    checks.speakers()
    checks.conditions()
    checks.calls()
    checks.ids()
    checks.facts()
    checks.times()
    checks.moments()
    checks.lines()


def inject_ids(tree: Tree) -> list[str]:
    """An id for every inject in order: the author's, or ``<kind>-<n>``."""
    injects = tree.get(("injects",), [])
    rows = [item if isinstance(item, dict) else {} for item in injects] if isinstance(injects, list) else []
    return name_all([(row.get("id"), str(row.get("kind", "inject"))) for row in rows])


def name_all(items: Sequence[tuple[Any, str]]) -> list[str]:
    """(id or None, kind) -> an id for each; a made-up one never takes an author's."""
    taken = {name for name, _ in items if isinstance(name, str)}
    counts: dict[str, int] = {}
    found = []
    for name, kind in items:
        if isinstance(name, str):
            found.append(name)
            continue
        counts[kind] = counts.get(kind, 0) + 1
        while f"{kind}-{counts[kind]}" in taken:
            counts[kind] += 1
        found.append(f"{kind}-{counts[kind]}")
    return found


def seconds(value: Any) -> int | None:
    """A time as an author writes it, or None where it is no time (which the check of shape reports)."""
    if value == 0 and not isinstance(value, bool):
        return 0
    try:
        return parse_time(value) if isinstance(value, str) else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Checks:
    """One scenario file under check."""

    tree: Tree
    names: Names
    problems: Problems

    def _add(self, loc: Loc, message: str, hint: str = "", *, at_key: bool = False) -> None:
        place = self.tree.key_place(loc) if at_key else self.tree.place(loc)
        self.problems.add(place, self.tree.path(loc), message, hint)

    def _expect(self, loc: Loc, value: Any, what: str, known: Iterable[str]) -> None:
        names = list(known)
        if isinstance(value, str) and value not in names:
            self._add(loc, f"there is no {what} {show(value)}", near(value, names) or options(names))

    def _time(self, *loc: str | int) -> int | None:
        return seconds(self.tree.get(loc))

    # ------------------------------------------------------------------ names

    def references(self) -> None:
        for pattern, what, known in _REFERENCES:
            for loc, value in self.tree.each(*pattern):
                self._expect(loc, value, what, getattr(self.names, known))
        for loc, _ in self.tree.each("tasks", ANY):
            if loc[-1] not in self.names.actions:
                hint = near(loc[-1], self.names.actions)
                self._add(loc, f"there is no action {show(loc[-1])}", hint, at_key=True)
        for loc, group in self.tree.each("stakeholders", ANY, "before"):
            if group == loc[1]:
                self._add(loc, f"{group!r} cannot come before itself")

    def speakers(self) -> None:
        """Injects sign with a person, or with any word, which gets a made-up handle; a slip of the pen is neither."""
        for pattern in (("injects", ANY, "by"), ("injects", ANY, "leak", "by"), ("briefing", ANY, "by")):
            for loc, by in self.tree.each(*pattern):
                if not isinstance(by, str) or by in self.names.people or by in self.names.seats:
                    continue
                if hint := near(by, (*self.names.people, *self.names.seats), cutoff=0.8):
                    self._add(loc, f"there is no person {show(by)}", hint)
        for index, inject in enumerate(self.tree.get(("injects",), []) or []):
            if isinstance(inject, dict):
                self._appears_in(("injects", index, "channel"), inject)

    def _appears_in(self, loc: Loc, inject: dict[str, Any]) -> None:
        """The public reads in the scenario's channels; mail and signals may also come through a standard one."""
        kind = inject.get("kind")
        channel = inject.get("channel", "press" if kind == "news" else None)
        known = self.names.own_channels if kind in ("post", "news") else self.names.channels
        if isinstance(channel, str) and channel not in known:
            hint = near(channel, known) or "add it under channels"
            self._add(loc, f"there is no channel {show(channel)}", hint)

    def conditions(self) -> None:
        for pattern in _CONDITIONS:
            for loc, text in self.tree.each(*pattern):
                if not isinstance(text, str) or (pattern[0] == "duties" and text == "alert"):
                    continue
                try:
                    parse(text, self.names)
                except ValueError as error:
                    message, _, hint = str(error).partition("; ")
                    self._add(loc, message, hint)

    def calls(self) -> None:
        for loc, value in self.tree.each("decisions", ANY, "options", ANY, "do", ANY):
            call = _call(value)
            if call is None:
                continue
            do, args, inside = call
            for fault in settled_or_faults(do, args, self.names)[1]:
                is_name = not fault.path or fault.message.startswith(f"{do} takes no argument")
                self._add((*loc, *inside, *fault.path), fault.message, fault.hint, at_key=is_name)

    def ids(self) -> None:
        for pattern in _LISTS_WITH_IDS:
            for loc, _ in self.tree.each(*pattern):
                first: dict[str, Loc] = {}
                for place, name in self.tree.each(*loc, ANY, "id"):
                    if isinstance(name, str) and name in first:
                        line = self.tree.place(first[name])[0]
                        self._add(place, f"the id {show(name)} stands twice", f"first in line {line}")
                    first.setdefault(str(name), place)

    # ------------------------------------------------------------------ facts

    def facts(self) -> None:
        if isinstance(self.tree.get(("facts",)), dict):
            for name in STANDARD_FACTS:
                if name not in self.names.facts:
                    self._add(
                        ("facts",), f"the fact {name!r} is missing", "every scenario has " + ", ".join(STANDARD_FACTS)
                    )
        for loc, fact in self.tree.each("facts", ANY):
            known, leaks = self._time(*loc, "known_at"), self._time(*loc, "leak_at")
            if leaks is not None and leaks < (known or 0):
                hint = f"it is known at {format_time(known or 0)}; let it leak later"
                self._add((*loc, "leak_at"), f"the fact {show(loc[-1])} leaks before it can be known", hint)
            if isinstance(fact, dict) and fact.get("due") is not None and not fact.get("needs"):
                self._add((*loc, "due"), "a promise with nothing to do", "name the actions that keep it under needs")

    # ------------------------------------------------------------------ times

    def times(self) -> None:
        """starts <= 0 < ends, and everything on the calendar between them."""
        starts, ends = self._time("starts") or 0, self._time("ends")
        if starts > 0:
            self._add(("starts",), "the drill starts after the alert", "write 0, or a time before it like -6h")
        phases = [(loc, seconds(value)) for loc, value in self.tree.each("phases", ANY)]
        last = None
        for loc, at in sorted(phases, key=lambda row: _ORDER.get(str(row[0][-1]), 0)):
            if at is not None and last is not None and at <= last:
                self._add(loc, f"the phase {show(loc[-1])} does not begin after the one before it")
            last = at if at is not None else last
        for pattern in (("injects", ANY, "at"), ("decisions", ANY, "at"), ("phases", ANY)):
            for loc, value in self.tree.each(*pattern):
                at = seconds(value)
                if at is not None and at < starts:
                    self._add(loc, f"{show(value)} is before the drill starts ({format_time(starts)})")
        short = self._time("short", "ends")
        if short is not None and (short <= 0 or (ends is not None and short >= ends)):
            hint = f"a time between the alert and {format_time(ends)}" if ends is not None else "a time after the alert"
            self._add(("short", "ends"), f"{show(self.tree.get(('short', 'ends')))} is no end of a short form", hint)
        for field in ("solo", "short", "team"):
            length = self._time("length", field)
            if length is not None and length <= 0:
                self._add(("length", field), "a drill takes some time at a desk")
        if ends is not None and ends <= 0 and self.tree.get(("ends",)) is not None:
            self._add(("ends",), "the drill ends before the alert")

    def moments(self) -> None:
        """Every inject and decision comes at a time or on a condition; lengths of time are not negative."""
        for loc, inject in self.tree.each("injects", ANY):
            if isinstance(inject, dict) and inject.get("at") is None and inject.get("when") is None:
                self._add(loc, "it never comes", "give it a time (at) or a condition (when)")
        for loc, decision in self.tree.each("decisions", ANY):
            if not isinstance(decision, dict):
                continue
            given = [field for field in ("at", "when") if decision.get(field) is not None]
            if len(given) != 1:
                self._add(loc, "it needs either a time (at) or a condition (when)" + (", not both" if given else ""))
        for pattern, least in _LENGTHS:
            for loc, value in self.tree.each(*pattern):
                length = seconds(value)
                if length is not None and length < least:
                    self._add(loc, f"{show(value)} is too short", f"{format_time(least)} is the least")

    def lines(self) -> None:
        """Templates hold the four slots and no other braces."""
        for loc, text in self.tree.each("lines", ANY, "text"):
            words = text if isinstance(text, dict) else {"": text}
            for language, template in words.items():
                if isinstance(template, str):
                    self._slots((*loc, language) if language else loc, template)

    def _slots(self, loc: Loc, template: str) -> None:
        for slot in re.findall(r"\{([^{}]*)\}", template):
            if slot not in SLOTS:
                self._add(loc, f"there is no slot {show(slot)}", near(slot, SLOTS) or options(SLOTS))
        if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", template)):
            self._add(loc, "a brace stands alone", "slots look like {known}")


_ORDER = {"watch": 0, "outbreak": 1, "response": 2, "aftermath": 3}
_LENGTHS: tuple[tuple[Pattern, int], ...] = (
    (("injects", ANY, "every"), 60),
    (("injects", ANY, "after"), 0),
    (("injects", ANY, "drift"), 0),
    (("injects", ANY, "leak", "after"), 0),
    (("injects", ANY, "rings"), 5),
    (("injects", ANY, "due"), 60),
    (("stakeholders", ANY, "due"), 60),
    (("duties", ANY, "limit"), 60),
    (("facts", ANY, "due"), 60),
    (("tasks", ANY, "takes"), 0),
)


def _call(value: Any) -> tuple[str, dict[str, Any], Loc] | None:
    """(action, arguments, steps from the item to the arguments) of an action call in any of its forms."""
    if isinstance(value, str):
        return value, {}, ()
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("do"), str) and set(value) <= {"do", "args"}:
        args = value.get("args") or {}
        return (value["do"], args, ("args",)) if isinstance(args, dict) else None
    if len(value) != 1:
        return None
    ((do, args),) = value.items()
    return (do, args or {}, (do,)) if args is None or isinstance(args, dict) else None
