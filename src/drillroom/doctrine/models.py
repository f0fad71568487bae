"""The doctrine as frozen values: principles, actions, targets, caps, and the parameters of the public.

Data only; no number that judges or moves anything stands in code. Every number carries a tag: ``fitted`` to data,
``published`` with its source, or ``our choice``. The seed document itself gives no numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Tag = Literal["fitted", "published", "our choice"]
Words = dict[str, str]
SeatId = Literal["lead", "pr", "legal", "tech", "service", "hr"]
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _seconds(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"(\d+[smhd])+", value):
        return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([smhd])", value))
    raise ValueError(f"{value!r} is no length of time; write it like 5m or 1h30m")


Seconds = Annotated[int, BeforeValidator(_seconds)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Effect(Model):
    """What an action does to the public. ``if`` narrows it; the rest are sizes on 0..1 scales (``harm`` multiplies)."""

    if_: Literal[
        "at_fault", "blameless", "to_users", "warm", "before_answers", "after_answers", "false_allegation"
    ] | None = Field(default=None, alias="if")
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
    """One word of the vocabulary. ``args``: name -> kind, a trailing ``?`` marks an optional one.

    ``commits``: regret or a first word with a commitment, right from the first minute. ``answers``: what it closes.
    ``silent``: it publishes nothing although it stands among the saying actions.
    """

    name: Words
    group: Literal["watch", "team", "do", "say", "remedy", "noise", "after"]
    seat: SeatId
    takes: Seconds = 0
    staff: list[SeatId] = []
    signoff: Seconds | None = None
    once: bool = False
    silent: bool = False
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


class Principle(Model):
    """One of the six. ``metrics`` name -> weight inside the principle; ``weight`` its share of the process mark."""

    key: Literal["prevention", "speed", "transparency", "responsibility", "communication", "users_first"]
    name: Words
    short: Words
    weight: Annotated[float, Field(ge=0)]
    metrics: dict[str, Annotated[float, Field(ge=0)]]
    source: str


class Target(Model):
    """When a metric earns full marks, half and none, in its own ``unit``; linear between the three.

    A metric whose larger value is worse has ``full < none``.
    """

    name: Words
    asks: Words
    unit: str
    full: float
    half: float | None = None
    none: float
    source: str
    tag: Tag
    extra: dict[str, float] = {}


class Cap(Model):
    """A ceiling on the total, or on one principle, with the rule in words."""

    when: str
    total: Annotated[float, Field(ge=0, le=100)] | None = None
    principle: str | None = None
    at_most: Annotated[float, Field(ge=0, le=100)] | None = None
    rule: Words
    source: str
    tag: Tag


class Badge(Model):
    """SF1..SF4: earned when the principle or the metric reaches the mark (0..1)."""

    name: Words
    principle: str | None = None
    metric: str | None = None
    at_least: float
    source: str


class Fault(Model):
    """F1..F4, the causes of failure: any of ``below`` (metric or principle -> mark 0..1) or any of ``did``."""

    name: Words
    below: dict[str, float] = {}
    did: list[str] = []
    source: str


class Doctrine(Model):
    """What a drill is judged by. An organization may bring its own."""

    id: str
    name: Words
    principles: dict[str, Principle]
    targets: dict[str, Target]
    caps: list[Cap]
    badges: dict[str, Badge] = {}
    faults: dict[str, Fault] = {}
    process_share: Annotated[float, Field(ge=0, le=1)] = 0.6
    departures: list[Words] = []
    use: Words


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
