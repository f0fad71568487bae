"""A small crisis for engine tests, and short ways to play it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from drillroom.doctrine.read import default_rules
from drillroom.engine.drill import Command, Drill
from drillroom.errors import ActionRejected
from drillroom.log.records import Entry, Record, plain
from drillroom.scenario.format import Scenario

RULES = default_rules()
CAST = {f"h{index}": {"en": f"@someone{index}"} for index in range(40)}
Move = tuple[int, str, Mapping[str, Any]]
HOUR = 3600
WAVES = ((0, 90_000), (20, 108_000), (60, 132_000), (120, 150_000), (300, 120_000))
FACTS: dict[str, Any] = {
    "what": {"is": "profiles got out", "truth": "profiles", "known_at": "40m", "leak_at": "10h"},
    "cause": {"is": "a test server", "truth": "server", "known_at": "110m"},
    "scope": {"is": "4.2 million", "truth": 4_200_000, "known_at": "100m", "leak_at": "10h"},
    "measures": {"is": "it is closed", "known_at": "20m", "needs": ["contain", "fix"]},
    "plan": {"is": "an audit", "known_at": "30m", "needs": ["fix", "audit"], "due": "1d"},
    "passwords": {"is": "no passwords", "truth": False, "known_at": "50m"},
}


def crisis(**changes: Any) -> Scenario:
    """A data leak with five scripted waves; keyword arguments replace whole fields."""
    fields: dict[str, Any] = {
        "drillroom": 0,
        "id": "toy",
        "title": "A toy",
        "premise": "Something got out.",
        "company": {"name": "Toy", "does": "things"},
        "crisis": "data_leak",
        "fault": 1.0,
        "severity": 0.8,
        "starts": "-2h",
        "ends": "3d",
        "clock": "09:00",
        "length": {"solo": "25m"},
        "facts": FACTS,
        "allegations": {"stolen-passwords": {"about": "passwords", "says": True, "text": "they have our passwords"}},
        "channels": {"microblog": {}, "press": {}, "app_notice": {"owned": True}},
        "injects": [wave(minute, reach) for minute, reach in WAVES],
        "chatter": [{"text": f"line {index}"} for index in range(9)],
        "review": {"causes": [{"id": "a", "text": "a", "real": True}, {"id": "b", "text": "b", "real": False}]},
    }
    return Scenario.model_validate(fields | changes)


def wave(minute: int, reach: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"wave{minute}",
        "kind": "post",
        "at": f"{minute}m" if minute else "0",
        "by": "blogger",
        "channel": "microblog",
        "reach": reach,
        "text": "look at this",
        **more,
    }


def start(scenario: Scenario | None = None, *, seed: int = 1, **how: Any) -> Drill:
    return Drill(scenario or crisis(), seed=seed, cast=CAST, rules=RULES, **how)


def act(drill: Drill, do: str, at: int, **args: Any) -> None:
    """Give one command at drill second ``at``; ``by`` names the seat."""
    seat = args.pop("by", None)
    drill.act(Command(f"c{at}-{do}", do, args, seat=seat), now=at)


def play(
    moves: Iterable[Move], *, scenario: Scenario | None = None, seed: int = 1, until: int | None = None
) -> list[Entry]:
    """The records of a run; refused moves are left out."""
    drill = start(scenario, seed=seed)
    for number, (at, do, args) in enumerate(sorted(moves, key=lambda move: move[0])):
        try:
            drill.act(Command(f"c{number}", do, args), now=at)
        except ActionRejected:
            continue
    drill.advance_to(drill.ends if until is None else until)
    return drill.events()


def of(entries: Iterable[Entry], kind: type[Record]) -> list[Any]:
    return [entry.record for entry in entries if isinstance(entry.record, kind)]


def world(entries: Iterable[Entry]) -> list[Any]:
    """The records as plain values, for comparing runs."""
    return [[entry.seq, type(entry.record).__name__, plain(entry.record)] for entry in entries]
