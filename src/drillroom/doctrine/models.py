"""What a drill is played by, as frozen values: the action vocabulary, standard names, the numbers of the engine.

Data only; no number that judges or moves anything stands in code. Every number carries a tag: ``fitted`` to data,
``published`` with its source, or ``our choice``. The teaching text behind it gives none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, model_validator

from .base import Model, Seconds, Tag, Words
from .rubric import Badge, Cap, Component, Doctrine, Fault, Principle, Rating, Target

__all__ = [
    "Action",
    "Badge",
    "Cap",
    "Component",
    "Doctrine",
    "Effect",
    "Fault",
    "Named",
    "Parameter",
    "Parameters",
    "Principle",
    "Rating",
    "Rules",
    "SeatId",
    "Tag",
    "Target",
    "Vocabulary",
    "Words",
]

SeatId = Literal["lead", "pr", "legal", "tech", "service", "hr"]


class Effect(Model):
    """What an action does to the public. ``if`` narrows it; the rest are sizes on 0..1 scales (``harm`` multiplies)."""

    if_: (
        Literal[
            "at_fault",
            "accidental",
            "blameless",
            "to_users",
            "warm",
            "before_answers",
            "after_answers",
            "false_allegation",
        ]
        | None
    ) = Field(default=None, alias="if")
    fresh: Seconds | None = None
    harm: float | None = None
    own: float | None = None
    own_more: float | None = None
    care: float | None = None
    compensation: float | None = None
    allies: float | None = None
    anger: float = 0.0
    rumor: float = 0.0
    blame: float = 0.0
    offence: float = 0.0
    credibility: float = 0.0
    wave: float = 0.0


class Action(Model):
    """One word of the vocabulary. ``says``: what is published when nobody typed words, ``{facts}`` is what is told.

    ``args``: name -> kind, a trailing ``?`` marks an optional one.

    ``commits``: regret or a first word with a commitment, right from the first minute. ``answers``: what it closes.
    ``silent``: it publishes nothing although it stands among the saying actions. ``hollow``: words that answer nothing,
    so they neither fill the vacuum nor count as first words.
    """

    name: Words
    says: Words | None = None
    group: Literal["watch", "team", "do", "say", "remedy", "noise", "after"]
    seat: SeatId
    takes: Seconds = 0
    staff: list[SeatId] = []
    signoff: Seconds | None = None
    once: bool = False
    silent: bool = False
    hollow: bool = False
    commits: bool = False
    evidence: bool = False
    repairs: bool = False
    reaches: str | None = None
    answers: Literal["told", "post", "call"] | None = None
    args: dict[str, str] = {}
    effects: list[Effect] = []

    @property
    def speaks(self) -> bool:
        """Does it put official words out?"""
        return self.group == "say" and not self.silent


class Parameter(Model):
    """A number of the engine, with where it comes from."""

    value: float | list[float]
    tag: Tag
    source: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _says_its_source(self) -> Parameter:
        if self.tag != "our choice" and not self.source:
            raise ValueError(f"a number tagged {self.tag!r} needs its source")
        return self


class Named(Model):
    """A standard fact: its name and the question people ask about it."""

    name: Words
    ask: Words


class Vocabulary(Model):
    """The closed set of actions, and the standard names of everything a screen has to name."""

    actions: dict[str, Action]
    seats: dict[str, Words]
    groups: dict[str, Words]
    channels: dict[str, Words]
    facts: dict[str, Named]
    tones: dict[str, Words]
    phases: dict[str, Words]
    crises: dict[str, Words]


class Parameters(Model):
    """Numbers of the engine by name."""

    parameters: dict[str, Parameter]

    def numbers(self) -> dict[str, Any]:
        """name -> value; what the engine computes with and the log's header keeps."""
        return {name: parameter.value for name, parameter in self.parameters.items()}


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything a drill is played and judged by, besides its scenario."""

    doctrine: Doctrine
    vocabulary: Vocabulary
    parameters: Parameters
