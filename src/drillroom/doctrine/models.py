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


_DIVISORS = frozenset(
    {
        "spread_tau",
        "everyone",
        "heat_fade",
        "heat_half",
        "novelty",
        "stale_full",
        "churn_line",
        "churn_max",
        "value_lag",
        "ops_lag",
        "pressure_fade",
        "relapse_lasts",
        "hot_fade",
        "engagement",
        "hub_low",
        "root_mix",
        "child_mix",
        "hot_novelty",
        "topic_ramp",
        "topic_tail",
        "single_size",
    }
)
"""Numbers that something is divided by, or whose logarithm is taken: they must be above zero."""
_SHARES = frozenset(
    {
        "hub_chance",
        "own_up_after",
        "lie_credibility",
        "wrong_credibility",
        "correct_credibility",
        "slip_credibility",
        "slip_chance",
        "slip_tired",
        "thunder_reach",
        "thunder_blame",
        "channel_floor",
        "channel_mood",
        "relapse_chance",
        "relapse_harm",
        "future_pull",
        "fatigue_care",
        "start_anger",
        "start_rumor",
        "blame_start",
        "blame_floor",
        "amends_by_cluster",
        "offence_by_cluster",
        "recovery",
        "vacuum_base",
        "vacuum_under_lie",
        "stale_floor",
        "note_leak",
        "firm_weight",
        "firm_blame",
        "size_luck",
        "monitor_noise",
        "late_chance",
        "late_mix",
        "late_share",
        "single_branching",
        "topic_branching",
    }
)
"""Numbers that are shares, 0..1."""
_SIGNED = ("mood_told", "mood_late", "mood_missed")
_LARGEST = 1e9


def _fault(name: str, value: float) -> str | None:
    """What is wrong with this number as that parameter, if anything."""
    if not -_LARGEST <= value <= _LARGEST:  # not a number fails this as well
        return f"{name} is {value!r}; a number within a billion is needed"
    if name in _DIVISORS and value <= 0:
        return f"{name} is {value!r}; it must be above 0"
    if name in _SHARES and not 0 <= value <= 1:
        return f"{name} is {value!r}; it is a share, between 0 and 1"
    if name == "branching_max" and not 0 <= value < 1:
        return f"{name} is {value!r}; from 1 on the crowd would grow without end"
    if name == "hub_alpha" and value <= 1:
        return f"{name} is {value!r}; up to 1 big reposters have no mean size"
    if name not in _SIGNED and value < 0:
        return f"{name} is {value!r}; it cannot be negative"
    return None


class Parameters(Model):
    """Numbers of the engine by name, each within the range in which the model makes sense."""

    parameters: dict[str, Parameter]

    @model_validator(mode="after")
    def _is_in_range(self) -> Parameters:
        faults = []
        for name, parameter in self.parameters.items():
            values = parameter.value if isinstance(parameter.value, list) else [parameter.value]
            faults += [found for value in values if (found := _fault(name, value)) is not None]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def numbers(self) -> dict[str, Any]:
        """name -> value; what the engine computes with and the log's header keeps."""
        return {name: parameter.value for name, parameter in self.parameters.items()}


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything a drill is played and judged by, besides its scenario."""

    doctrine: Doctrine
    vocabulary: Vocabulary
    parameters: Parameters
