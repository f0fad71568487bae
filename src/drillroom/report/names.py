"""Where the names of things stand: references for the ids of the scenario, the vocabulary and the doctrine.

A scenario's own label goes before the standard name; every function gives a reference and never words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drillroom.log.header import Header
from drillroom.log.records import Text


def action(do: str) -> Text:
    """What an action is called."""
    return Text(ref=f"vocabulary.actions.{do}.name")


def seat(name: str) -> Text:
    """What a seat is called."""
    return Text(ref=f"vocabulary.seats.{name}")


def group(name: str) -> Text:
    """What a group of people is called."""
    return Text(ref=f"vocabulary.groups.{name}")


def tone(name: str) -> Text:
    """What a tone is called."""
    return Text(ref=f"vocabulary.tones.{name}")


def crisis(name: str) -> Text:
    """What a type of crisis is called."""
    return Text(ref=f"vocabulary.crises.{name}")


def phase(name: str) -> Text:
    """What a phase is called."""
    return Text(ref=f"vocabulary.phases.{name}")


def fact(name: str, header: Header) -> Text:
    """What a fact is called: its label, else the standard name, else the truth itself."""
    if _own(header.scenario, "facts", name).get("label"):
        return Text(ref=f"scenario.facts.{name}.label")
    if name in (header.vocabulary.get("facts") or {}):
        return Text(ref=f"vocabulary.facts.{name}.name")
    return truth(name)


def truth(name: str) -> Text:
    """What is so about a fact."""
    return Text(ref=f"scenario.facts.{name}.is")


def allegation(name: str) -> Text:
    """What outsiders claim."""
    return Text(ref=f"scenario.allegations.{name}.text")


def channel(name: str, header: Header) -> Text:
    """What a channel is called: its label, else the standard name."""
    if _own(header.scenario, "channels", name).get("label"):
        return Text(ref=f"scenario.channels.{name}.label")
    return Text(ref=f"vocabulary.channels.{name}")


def risk(name: str, header: Header) -> Text:
    """What a risk is called."""
    has_label = bool(_own(header.scenario, "risks", name).get("label"))
    return Text(ref=f"scenario.risks.{name}.label") if has_label else action("mitigate")


def _own(scenario: Mapping[str, Any], kind: str, name: str) -> Mapping[str, Any]:
    found = (scenario.get(kind) or {}).get(name)
    return found if isinstance(found, Mapping) else {}
