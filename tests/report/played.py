"""Real drills for the tests of the report: the shipped crisis, played once per playbook, and small changes to them."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from drillroom.analysis.baselines import measure
from drillroom.analysis.rollout import play
from drillroom.doctrine.read import default_rules
from drillroom.engine.drill import Drill
from drillroom.log.chain import Chain, Log, header_line, read
from drillroom.log.header import Header
from drillroom.log.people import People
from drillroom.log.records import (
    BaselineMeasured,
    Entry,
    ExposureMeasured,
    Record,
    SessionRecord,
    StatementPublished,
    Text,
)
from drillroom.report.debrief import Debrief, debrief
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario, resolve
from drillroom.scenario.playbook import NONE, Playbook, Step, load_playbook
from drillroom.scoring.score import score

CRISIS = Path(__file__).resolve().parents[2] / "scenarios" / "open-back-door"
CAST = {f"h{n}": {"en": f"@otter_{n}", "zh-Hans": f"@水獭{n}"} for n in range(40)}


@cache
def scenario() -> Scenario:
    """The shipped crisis."""
    data = (CRISIS / "scenario.yaml").read_bytes()
    return load_scenario(data, file="scenario.yaml", vocabulary=default_rules().vocabulary)


@cache
def playbook(name: str) -> Playbook:
    """One of its playbooks, or ``none``."""
    if name == "none":
        return NONE
    data = (CRISIS / "playbooks" / f"{name}.yaml").read_bytes()
    return load_playbook(data, file=name, scenario=scenario(), vocabulary=default_rules().vocabulary)


def header(name: str) -> Header:
    """The header of a drill driven by this playbook."""
    rules = default_rules()
    return Header(
        product="0.1.0",
        engine=1,
        seed=7,
        playbook=name,
        settings={"relaxed": False, "solo": True},
        parameters=rules.parameters.numbers(),
        cast=CAST,
        playbooks={key: playbook(key).as_json() for key in ("none", "model")},
        scenario=resolve(scenario()),
        doctrine=rules.doctrine.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        vocabulary=rules.vocabulary.model_dump(mode="json", by_alias=True, exclude_defaults=True),
    )


@cache
def _baselines() -> tuple[Record, ...]:
    return tuple(entry.record for entry in measure(header("none"), after=0))


def drill(steps: Playbook, head: Header) -> list[Entry]:
    """The world records of these steps, with the baselines of the crisis behind them."""
    fresh = Drill(scenario(), seed=head.seed, cast=head.cast, rules=default_rules())
    entries = play(fresh, steps)
    start = entries[-1].seq + 1
    return [*entries, *(Entry(start + n, record) for n, record in enumerate(_baselines()))]


@cache
def log_of(name: str) -> Log:
    """The log of a playbook's drill."""
    return as_log(header(name), drill(playbook(name), header(name)))


def as_log(head: Header, entries: Sequence[Entry], session: Sequence[SessionRecord] = ()) -> Log:
    """A log with these records, written and read again."""
    first = header_line(head)
    chain = Chain.behind(first)
    return read(first + b"".join(map(chain.world, entries)) + b"".join(map(chain.session, session)), file="drill.jsonl")


@cache
def told(name: str) -> Debrief:
    """The debrief of a playbook's drill."""
    log = log_of(name)
    return debrief(log, score(log.header, log.entries))


def telling(log: Log, people: People | None = None) -> Debrief:
    """The debrief of any log."""
    return debrief(log, score(log.header, log.entries), people=people)


def with_steps(name: str, *steps: Step) -> Log:
    """The drill of a playbook with further steps in it."""
    book = playbook(name)
    more = replace(book, steps=tuple(sorted((*book.steps, *steps), key=lambda step: step.at)))
    return as_log(header(name), drill(more, header(name)))


def without_baselines(name: str) -> Log:
    """The same drill, as a log that was never measured."""
    log = log_of(name)
    kept = [it for it in log.entries if not isinstance(it.record, (BaselineMeasured, ExposureMeasured))]
    return as_log(log.header, kept)


def cut_at(name: str, at: int) -> Log:
    """The same drill, broken off at drill second ``at``."""
    log = log_of(name)
    return as_log(log.header, [it for it in log.entries if it.record.at <= at and it.record.to != "none"])


def with_words(name: str, hostile: str) -> Log:
    """The same drill, in which every authored text, name and handle ends in ``hostile``."""
    log = log_of(name)
    tree = _poisoned(copy.deepcopy(dict(log.header.scenario)), hostile)
    cast = {key: {lang: words + hostile for lang, words in names.items()} for key, names in CAST.items()}
    return as_log(replace(log.header, scenario=tree, cast=cast), log.entries)


def _poisoned(node: Any, hostile: str) -> Any:
    if isinstance(node, dict):
        if node and all(key in ("en", "zh-Hans", "und") for key in node):
            return {key: words + hostile for key, words in node.items()}
        return {key: _poisoned(item, hostile) for key, item in node.items()}
    return [_poisoned(item, hostile) for item in node] if isinstance(node, list) else node


def typed(name: str, words: str) -> tuple[Log, People]:
    """The same drill, in which every statement was typed with these words."""
    people, key = People(salt=b"salt").keeping("p1", words)
    log = log_of(name)
    entries = [
        Entry(it.seq, replace(it.record, words=key, text=Text(ref=f"words.{key}")))
        if isinstance(it.record, StatementPublished)
        else it
        for it in log.entries
    ]
    return as_log(log.header, entries), people
