"""Evidence in words: every kind of record can be said in one line, in every language."""

from __future__ import annotations

import types
from dataclasses import fields
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from played import told

from drillroom.language import speech
from drillroom.log.records import WORLD_KINDS, Claim, Curve, Record, Text
from drillroom.report.words import evidence
from drillroom.report.words.telling import Telling


def _value(hint: Any, name: str) -> Any:
    known = {
        "fact": "scope",
        "channel": "microblog",
        "seat": "pr",
        "do": "contain",
        "decision": "first-words",
        "option": "honest-holding",
        "duty": "incident-report",
        "group": "users",
        "allegation": "passwords",
        "signal": "odd-traffic",
    }
    if name in known:
        return known[name]
    plain = {str: "x", int: 60, float: 1.0, bool: True}
    if hint in plain:
        return plain[hint]
    if hint is Text:
        return Text(ref="scenario.title")
    if hint is Curve:
        return Curve(size=1.0, mix=(1.0,), likes=1.0, comments=1.0)
    if hint is Claim:
        return Claim(op="about", value=10_000, fact="scope")
    origin = get_origin(hint)
    if origin is tuple:
        return (_value(get_args(hint)[0], name),)
    if origin in (Union, types.UnionType):
        return "all" if name == "to" else None
    return {}


def _sample(kind: type[Record]) -> Record:
    hints = get_type_hints(kind)
    return kind(**{f.name: _value(hints[f.name], f.name) for f in fields(kind)})


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
@pytest.mark.parametrize("kind", sorted(WORLD_KINDS))
def test_every_kind_of_record_has_its_line(kind: str, lang: str) -> None:
    """No record is ever shown by the name of its kind, and no reference stays open."""
    line = evidence.line(_sample(WORLD_KINDS[kind]), Telling(told("k4"), speech(lang)))
    assert line
    assert line != kind
    assert "{" not in line
    assert "[scenario" not in line


def test_a_kind_that_is_not_known_yet_is_shown_by_its_name() -> None:
    """A log of a later version can still be told."""

    class Unheard(Record):
        pass

    assert evidence.line(Unheard(at=0), Telling(told("k4"), speech("en"))) == "Unheard"
    WORLD_KINDS.pop("Unheard", None)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (Claim(op="is", value=4_200_000, fact="scope"), "4.2 million profiles"),
        (Claim(op="about", value=10_000, fact="scope"), "about 10,000"),
        (Claim(op="at_least", value=1000, fact="scope"), "at least 1,000"),
        (Claim(op="unknown", fact="scope"), "not known yet"),
        (Claim(op="not", allegation="passwords"), "“The passwords were taken as well.”: not so"),
        (Claim(op="is", value="passwords", fact="what"), "The passwords were taken as well."),
    ],
)
def test_a_claim_is_told_by_what_it_said(claim: Claim, said: str) -> None:
    """The words of the scenario and of the allegation, never an id."""
    assert Telling(told("k4"), speech("en")).claim(claim, claim.fact or "what") == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "T+0:00"), (4500, "T+1:15"), (-21_600, "T−6:00"), (93_600, "T+26:00"), (-59, "T−0:01")],
)
def test_times_are_told_from_the_alert(seconds: int, said: str) -> None:
    """T+1:15 in every language."""
    assert Telling(told("k4"), speech("zh-Hans")).at(seconds) == said
