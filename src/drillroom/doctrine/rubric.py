"""What a drill is judged by, as frozen values: principles, targets, caps, badges, faults, ratings.

Every reference inside a doctrine points to something in it: a typing error is an error, never a silent zero.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from .base import Model, Tag, Words

PrincipleKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""The six of the default doctrine are prevention, speed, transparency, responsibility, communication, users_first."""
RatingId = Literal["P", "S", "M", "U"]
Weight = Annotated[float, Field(ge=0)]
Points = Annotated[float, Field(ge=0, le=100)]
MarkValue = Annotated[float, Field(ge=0, le=1)]


class Principle(Model):
    """One of the six, or one of an organization's own.

    ``metrics`` name -> weight inside the principle; ``weight`` its share of the process mark.
    ``needs``: where none of these metrics was exercised, the principle was not, whatever its others say.
    """

    key: PrincipleKey
    name: Words
    short: Words
    weight: Weight
    metrics: dict[str, Weight]
    needs: list[str] = []
    source: str

    @model_validator(mode="after")
    def _weighs_something(self) -> Principle:
        if not any(self.metrics.values()):
            raise ValueError("the weights of a principle's metrics are all zero")
        return self


class Target(Model):
    """When a metric earns full marks, half and none, in its own ``unit``; linear between the three.

    A metric whose larger value is worse has ``full < none``. ``extra`` holds further numbers of the metric, ``among``
    the actions, claims, seats or crisis types it looks at. ``seats``: in whose hands it lies, for the marks by seat.
    """

    name: Words
    asks: Words
    unit: Literal["min", "h", "%", "count"]
    full: float
    half: float | None = None
    none: float
    source: str
    tag: Tag
    extra: dict[str, float] = {}
    among: dict[str, list[str]] = {}
    seats: list[str] = []

    @model_validator(mode="after")
    def _runs_one_way(self) -> Target:
        if self.full == self.none:
            raise ValueError("full and none are the same value, so nothing could be told apart")
        if self.half is not None and not min(self.full, self.none) < self.half < max(self.full, self.none):
            raise ValueError(f"half ({self.half:g}) must lie between full ({self.full:g}) and none ({self.none:g})")
        return self


class Silence(Model):
    """No credit for silence: while the mark of ``by`` is under ``below``, none of ``limited`` may exceed it."""

    limited: list[str]
    by: str
    below: MarkValue
    source: str


class Cap(Model):
    """A ceiling on the total, or on one principle, with the rule in words.

    ``when``: ``lie`` (one that was not put right in time), ``corrected_lie`` (all were put right before they came out),
    ``did`` (one of the actions in ``of``), ``zero`` (one of the metrics in ``of`` has no mark at all, other than by
    lies that were put right in time, where a cap ``corrected_lie`` sees to these),
    ``users_hurt`` (one of the actions in ``of`` came before any deed for users while they were being harmed).
    """

    name: Words
    when: Literal["lie", "corrected_lie", "did", "zero", "users_hurt"]
    of: list[str] = []
    total: Points | None = None
    principle: PrincipleKey | None = None
    at_most: Points | None = None
    rule: Words
    source: str
    tag: Tag

    @model_validator(mode="after")
    def _caps_one_thing(self) -> Cap:
        if (self.total is None) == (self.principle is None) or (self.principle is None) != (self.at_most is None):
            raise ValueError("a cap names either a total, or a principle with at_most")
        return self


class Badge(Model):
    """SF1..SF4: earned when the principle or the metric reaches the mark (0..1)."""

    name: Words
    principle: PrincipleKey | None = None
    metric: str | None = None
    at_least: MarkValue
    source: str

    @model_validator(mode="after")
    def _looks_at_one_thing(self) -> Badge:
        if (self.principle is None) == (self.metric is None):
            raise ValueError("a badge names either a principle or a metric")
        return self


class Fault(Model):
    """F1..F4, the causes of failure.

    Any of ``below`` (metric or principle -> mark 0..1), ``did`` (actions), ``verdicts`` (of claims) or ``leaked`` (what
    outsiders had heard of a fact when it came out) is enough.
    """

    name: Words
    below: dict[str, MarkValue] = {}
    did: list[str] = []
    verdicts: list[str] = []
    leaked: list[str] = []
    source: str


class Component(Model):
    """One part of the outcome. Left out where the reference is not better than doing nothing by at least ``gap``."""

    name: Words
    unit: str
    better: Literal["higher", "lower"]
    gap: Annotated[float, Field(gt=0)]
    source: str
    tag: Tag


class RatingWords(Model):
    name: Words
    means: Words


class Rating(Model):
    """P, S, M, U by conditions. The objective is met when process and outcome (where measured) reach these points.

    M: met, but a lie, a broken promise, a missed duty, a cap, or more than ``harm_share`` of the harm that doing
    nothing would have brought. S: met, with a metric below ``finding_below`` or a lapse (a decision, call or group
    missed, a sign-off skipped, a report that left something out, a claim unverified). P: met and nothing found.
    """

    process: Points
    outcome: Points
    harm_share: Annotated[float, Field(gt=0)]
    finding_below: MarkValue
    words: dict[RatingId, RatingWords]
    source: str
    tag: Tag

    @model_validator(mode="after")
    def _names_all_four(self) -> Rating:
        missing = [letter for letter in ("P", "S", "M", "U") if letter not in self.words]
        if missing:
            raise ValueError(f"no words for the rating {', '.join(missing)}")
        return self


class Doctrine(Model):
    """What a drill is judged by. An organization may bring its own.

    ``public_audiences``: words to these groups are public words. ``notes``: short texts that explain a mark.
    """

    id: str
    name: Words
    principles: dict[str, Principle]
    targets: dict[str, Target]
    silence: Silence | None = None
    caps: dict[str, Cap]
    badges: dict[str, Badge] = {}
    faults: dict[str, Fault] = {}
    outcome: dict[Literal["trust", "churn", "harm_minutes", "heat"], Component]
    process_share: MarkValue = 0.6
    rating: Rating
    public_audiences: list[str] = ["public", "users", "media"]
    notes: dict[str, Words] = {}
    departures: list[Words] = []
    use: Words

    @model_validator(mode="after")
    def _holds_together(self) -> Doctrine:
        faults = [*_weight_faults(self), *_reference_faults(self)]
        if faults:
            raise ValueError("; ".join(faults))
        return self


def _weight_faults(doctrine: Doctrine) -> list[str]:
    keys = [principle.key for principle in doctrine.principles.values()]
    found = [f"two principles have the key {key!r}" for key in sorted(set(keys)) if keys.count(key) > 1]
    if not any(principle.weight for principle in doctrine.principles.values()):
        found.append("the weights of the principles are all zero")
    return found


def _reference_faults(doctrine: Doctrine) -> list[str]:
    """Every metric or principle that something names has to be there: a typing error must not become a silent zero."""
    keys = {principle.key for principle in doctrine.principles.values()}
    named: list[tuple[str, str | None]] = []
    for name, principle in doctrine.principles.items():
        named += [(f"principles.{name}", metric) for metric in (*principle.metrics, *principle.needs)]
    named += [
        (f"caps.{name}", metric) for name, cap in doctrine.caps.items() if cap.when == "zero" for metric in cap.of
    ]
    named += [(f"badges.{name}", badge.metric) for name, badge in doctrine.badges.items()]
    for name, fault in doctrine.faults.items():
        named += [(f"faults.{name}", metric) for metric in fault.below if metric not in keys]
    parts = [("caps", it.principle) for it in doctrine.caps.values()]
    parts += [("badges", it.principle) for it in doctrine.badges.values()]
    lost = [f"{kind} name the principle {key!r}, which there is not" for kind, key in parts if key and key not in keys]
    if doctrine.silence is not None:
        named += [("silence", metric) for metric in (*doctrine.silence.limited, doctrine.silence.by)]
    return lost + [
        f"{place} names the metric {metric!r}, which has no target"
        for place, metric in named
        if metric is not None and metric not in doctrine.targets
    ]
