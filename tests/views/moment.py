"""A moment of the shipped crisis, made of just those records that a test is about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from drillroom.doctrine.read import default_rules
from drillroom.language import speech
from drillroom.log.audience import FACILITATOR, Viewer
from drillroom.log.header import Header
from drillroom.log.records import Curve, Entry, Record, StatementOrdered, StatementPublished, Text
from drillroom.log.situation import Situation
from drillroom.runtime.opening import open_header
from drillroom.scenario.format import SEATS, Scenario
from drillroom.scenario.load import load_scenario
from drillroom.views.cards import Teller
from drillroom.views.names import Names
from drillroom.views.palette import Palette

CRISIS = Path(__file__).resolve().parents[2] / "scenarios" / "open-back-door" / "scenario.yaml"
EVERYBODY: Viewer = (*SEATS, FACILITATOR)


@cache
def crisis() -> Scenario:
    """The shipped crisis."""
    return load_scenario(CRISIS.read_bytes(), file="crisis", vocabulary=default_rules().vocabulary)


@cache
def header() -> Header:
    """The header of a drill of it."""
    return open_header(crisis(), default_rules(), seed=1, playbooks={}, relaxed=False)


def after(
    *records: Record,
    lang: str = "en",
    viewer: Viewer = tuple(SEATS),
    words: Mapping[str, str] | None = None,
    scenario: Scenario | None = None,
) -> Palette:
    """What these records tell the seats of a trainee. ``words``: typed texts by key."""
    situation = Situation.of(header(), [Entry(seq, it) for seq, it in enumerate(records)], viewer)
    names = Names(scenario or crisis(), default_rules().vocabulary, speech(lang))
    return Palette(Teller(header(), names, lambda: words or {}, situation), lambda line: None)


def ordered(at: int, statement: str, do: str = "holding_statement", words: str | None = None) -> StatementOrdered:
    """Words asked for."""
    return StatementOrdered(
        at=at,
        statement=statement,
        do=do,
        seat="pr",
        channel="microblog",
        audience="public",
        tone="plain",
        claims=(),
        words=words,
    )


def published(at: int, statement: str, do: str = "holding_statement", words: str | None = None) -> StatementPublished:
    """The same words, out."""
    return StatementPublished(
        at=at,
        statement=statement,
        do=do,
        seat="pr",
        channel="microblog",
        audience="public",
        tone="plain",
        claims=(),
        text=Text(ref=f"words.{words}" if words else f"vocabulary.actions.{do}.says", args={}),
        curve=Curve(size=1.0, mix=(1.0,), likes=1.0, comments=1.0),
        words=words,
    )
