"""The blanks of a statement: what is asked for each, what stands there when nobody says anything, and templates.

A slot's usual words claim nothing beyond what every team can say; the time of the next word is a promise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from drillroom.language import Speech, to_say

from .names import hour
from .palette import Palette

NEXT = "next"
"""The slot that holds the time of the next word."""
BLANK = "____"
USUAL_NEXT = 3600
NEXT_CHOICES = (1800, 3600, 7200, 14400)
"""Seconds until the next word, as they are offered."""

SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """``label`` stands over a field, ``ask`` is a question in lines; ``usual``: the words of an empty one."""

    label: str
    ask: str
    usual: str = ""


SLOTS: Mapping[str, Slot] = {
    "known": Slot(
        to_say("What you know for certain"),
        to_say("What do you know for certain? (Enter: only that it is being reported)"),
        to_say("so far only that this is being reported"),
    ),
    "doing": Slot(
        to_say("What you are doing about it"),
        to_say("What are you doing about it? (Enter: checking it)"),
        to_say("our engineers are checking it"),
    ),
    "you_can": Slot(
        to_say("What people can do right now"),
        to_say("What can users do right now? (Enter: write to customer service)"),
        to_say("write to our customer service with any question"),
    ),
    NEXT: Slot(
        to_say("The next word from us"),
        to_say("When will they hear from you again? Such as 30m or 2h (Enter: 1h)"),
    ),
}

LINES: Mapping[str, tuple[str, ...]] = {
    "holding_statement": ("unknown", "known"),
    "apologize": ("known",),
}
"""Action -> which of the scenario's lines fit it, by what is known of the fault."""

TEMPLATES: Mapping[str, str] = {
    "holding_statement": to_say(
        "We have seen what is being reported. What we know: {known}. What we are doing: {doing}. "
        "What you can do right now: {you_can}. We will report again at {next}."
    ),
    "express_regret": to_say(
        "We are sorry for the worry this is causing. What we know: {known}. What we are doing: {doing}. "
        "What you can do right now: {you_can}. We will report again at {next}."
    ),
    "apologize": to_say(
        "We got this wrong, and we apologize to everyone affected. What happened: {known}. How we put it right: "
        "{doing}. What you can do right now: {you_can}. We will report again at {next}."
    ),
    "admit_liability": to_say(
        "The responsibility for this is ours. What happened: {known}. How we put it right: {doing}. "
        "What you can do right now: {you_can}. We will report again at {next}."
    ),
    "update": to_say(
        "Progress report. Where things stand: {known}. What we have done and are doing: {doing}. "
        "What you can do right now: {you_can}. The next report comes at {next}."
    ),
    "disclose": to_say(
        "What we can confirm: {known}. What we are doing: {doing}. What you can do right now: {you_can}. "
        "The next report comes at {next}."
    ),
    "statement": to_say(
        "Our statement on the matter: {known}. What we are doing: {doing}. More will follow at {next}."
    ),
    "correct": to_say("We correct what we said earlier. What is so: {known}. The next report comes at {next}."),
}
"""Action -> a template of our own, for words that the scenario has no lines for."""


def slots_of(template: str) -> tuple[str, ...]:
    """The slots of a template, in their order, each once."""
    return tuple(dict.fromkeys(SLOT.findall(template)))


def label(speech: Speech, slot: str) -> str:
    """What stands over the field of a slot; authors may have slots of their own."""
    return speech.say(SLOTS[slot].label) if slot in SLOTS else speech.say("What stands for {slot}?", slot=slot)


def question(speech: Speech, slot: str) -> str:
    """What is asked for a slot in lines."""
    return speech.say(SLOTS[slot].ask) if slot in SLOTS else speech.say("What stands for {slot}?", slot=slot)


def usual(speech: Speech, slot: str) -> str:
    """What stands in a slot that was left empty; nothing for the slots of an author."""
    return speech.say(SLOTS[slot].usual) if slot in SLOTS else ""


def filling(speech: Speech, slot: str, typed: str) -> str:
    """What stands in a slot: the typed words without the stop that the template has, or the usual ones."""
    return bare(typed) or usual(speech, slot)


def bare(words: str) -> str:
    """Words as they stand in the middle of a sentence: without blanks around them and without its stop."""
    return words.strip().rstrip(".。")


def next_hour(palette: Palette, seconds: int) -> str:
    """The hour in the story at which the next word is due, ``seconds`` from now."""
    return hour(palette.names.scenario, palette.speech, palette.situation.now + seconds)
