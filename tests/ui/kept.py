"""Drills on disk, as the screens find them: one that was left at a given moment, one that has closed.

The same at every run: the scene's seed and cast, and a wall clock that stands.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from scene import CAST, CRISIS, RULES, SEED, crisis, header_of, played

from drillroom.analysis.baselines import measure
from drillroom.log.header import Header
from drillroom.log.records import ClockMarked, Entry, SelfRated, SessionOpened
from drillroom.runtime.clock import StillClock
from drillroom.runtime.closing import Closing
from drillroom.runtime.opening import open_header
from drillroom.runtime.sitting import Sitting, Wish, go_on
from drillroom.scenario.playbook import NONE, load_playbook
from drillroom.scenario.values import parse_time
from drillroom.storage.logs import LogFile

WALL = 1_790_000_000.0
"""When all of this is said to have happened, Unix time."""
_OPENED = SessionOpened(wall=WALL, product="0", mode="screen")


def left_at(folder: Path, until: str | int, lang: str = "en", *, playbook: str | None = "model") -> Sitting:
    """The shipped crisis, played by this playbook up to ``until`` and gone on with by a trainee."""
    at = parse_time(until) if isinstance(until, str) else until
    header = header_of(crisis())
    entries = [it for it in played(header, crisis(), playbook) if it.record.at <= at]
    path = folder / "crisis-7.jsonl"
    with LogFile.create(path, header) as journal:
        journal.append(entries, [_OPENED, ClockMarked(wall=WALL, now=at)])
    return go_on(path, Wish(language=lang), clock=StillClock(WALL))


@cache
def _header() -> Header:
    """With the baselines that a debrief compares with."""
    raw = (CRISIS.parent / "playbooks" / "model.yaml").read_bytes()
    model = load_playbook(raw, file="model", scenario=crisis(), vocabulary=RULES.vocabulary)
    header = open_header(crisis(), RULES, seed=SEED, playbooks={"none": NONE, "model": model})
    return replace(header, cast=CAST, product="0")


@cache
def _closed(playbook: str) -> tuple[Entry, ...]:
    return played(_header(), crisis(), playbook)


@cache
def _measured(playbook: str) -> tuple[Entry, ...]:
    return tuple(measure(_header(), after=_closed(playbook)[-1].seq))


def just_closed(path: Path, playbook: str) -> Closing:
    """The shipped crisis, played to its end by a trainee who did what this playbook does; nobody has been asked yet."""
    journal = LogFile.create(path, _header())
    journal.append(_closed(playbook), [_OPENED])
    return Closing.of(journal, StillClock(WALL))


def long_closed(path: Path, playbook: str) -> Closing:
    """The same, when the trainee has given an own view and everything has been measured."""
    view = SelfRated(wall=WALL, person="p1", answers={"speed": 4, "openness": 3, "responsibility": 4})
    with LogFile.create(path, _header()) as journal:
        journal.append(_closed(playbook), [_OPENED, view])
        journal.append(_measured(playbook))
    return Closing.open(path, StillClock(WALL))
