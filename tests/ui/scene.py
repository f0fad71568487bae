"""Puts a test on the scene of the shipped crisis: what is known at a given moment, in a given language.

A scene is the same in every run: one seed, a cast of its own, no wall clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from drillroom.analysis.rollout import play
from drillroom.doctrine.models import Rules
from drillroom.doctrine.read import default_rules
from drillroom.language import speech
from drillroom.log.header import Header
from drillroom.log.records import Entry
from drillroom.log.situation import Situation
from drillroom.runtime.books import Book
from drillroom.runtime.clock import Clock, StillClock
from drillroom.runtime.opening import drill_of, open_header
from drillroom.runtime.sitting import Sitting, Wish, begin
from drillroom.scenario.format import SEATS, Scenario
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE, Playbook, load_playbook
from drillroom.scenario.values import parse_time
from drillroom.storage.library import Found
from drillroom.views.cards import Teller
from drillroom.views.names import Names
from drillroom.views.palette import Palette

CRISIS = Path(__file__).resolve().parents[2] / "scenarios" / "open-back-door" / "scenario.yaml"
TOY = Path(__file__).resolve().parents[1] / "toy" / "scenario.yaml"
SEED = 7
CAST = {f"h{n}": {"en": f"@otter_{n}", "zh-Hans": f"@水獭{n}"} for n in range(80)}
RULES: Rules = default_rules()
_T = TypeVar("_T")


def run(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """What an asynchronous test comes to: ``def test_x(): run(scenario())``."""
    return asyncio.run(coroutine)


@cache
def crisis() -> Scenario:
    """The shipped crisis."""
    return load_scenario(CRISIS.read_bytes(), file="open-back-door", vocabulary=RULES.vocabulary)


@cache
def toy() -> Scenario:
    """A small crisis with a call, two decisions and a duty."""
    return load_scenario(TOY.read_bytes(), file="toy", vocabulary=RULES.vocabulary)


def header_of(scenario: Scenario, *, cast: Mapping[str, Any] = CAST) -> Header:
    """The header of a live drill of this scenario."""
    header = open_header(scenario, RULES, seed=SEED, playbooks={"none": NONE})
    return replace(header, cast=dict(cast))


def names_of(scenario: Scenario, lang: str = "en") -> Names:
    """What things are called for a viewer of this language."""
    return Names(scenario, RULES.vocabulary, speech(lang))


def played(header: Header, scenario: Scenario, playbook: str | None = "model") -> tuple[Entry, ...]:
    """The world records of the whole drill, played by one of the shipped playbooks or by nobody."""
    return tuple(play(drill_of(header), _steps(scenario, playbook)))


def _steps(scenario: Scenario, playbook: str | None) -> Playbook:
    if playbook is None:
        return NONE
    path = CRISIS.parent / "playbooks" / f"{playbook}.yaml"
    return load_playbook(path.read_bytes(), file=playbook, scenario=scenario, vocabulary=RULES.vocabulary)


@cache
def _shipped(playbook: str | None) -> tuple[Header, tuple[Entry, ...]]:
    header = header_of(crisis())
    return header, played(header, crisis(), playbook)


def palette_at(
    until: str | int,
    lang: str = "en",
    *,
    playbook: str | None = "model",
    scenario: Scenario | None = None,
    cast: Mapping[str, Any] = CAST,
    words: Mapping[str, str] | None = None,
    tell: Callable[[str], None] = lambda line: None,
) -> Palette:
    """What the trainee knows and can do at ``until`` (such as ``45m``, from the alert, or drill seconds).

    ``scenario``: another one with the ids of the shipped crisis; ``words``: typed words by key.
    """
    at = parse_time(until) if isinstance(until, str) else until
    if scenario is None:
        header, entries = _shipped(playbook)
    else:
        header = header_of(scenario, cast=cast)
        entries = played(header, scenario, playbook)
    situation = Situation.of(header, [it for it in entries if it.record.at <= at], tuple(SEATS))
    situation.now_is(at)
    teller = Teller(header, names_of(scenario or crisis(), lang), lambda: words or {}, situation)
    return Palette(teller, tell)


def book_of(file: Path = CRISIS, scenario: Scenario | None = None) -> Book:
    """A scenario as one opens it to play."""
    read = scenario or load_scenario(file.read_bytes(), file=str(file), vocabulary=RULES.vocabulary)
    return Book(Found(file.parent.name, file, "given"), read, RULES)


def sitting(drills: Path, lang: str = "en", *, book: Book | None = None, clock: Clock | None = None) -> Sitting:
    """A new drill whose log lies in ``drills``, with a clock that only the test moves."""
    wish = Wish(seed=SEED, language=lang)
    return begin(book or book_of(), wish, drills=drills, clock=clock or StillClock())
