"""What every record is made of: its time and audience, texts by reference, curves of a crowd, claims.

Every text is a ``Text`` reference, never rendered words, so one log renders in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Audience = Literal["all", "facilitator", "none"] | tuple[str, ...]
"""Who may see a record: everybody at the table, only the facilitator, nobody before the debrief, or these seats."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text by reference: ``ref`` is a dotted path into the header's scenario or doctrine, ``args`` fill its slots.

    ``scenario.injects.reporter.text`` finds list items by their id; ``words.<key>`` is typed text in the people file;
    ``cast.h12`` a name in the header's cast.
    """

    ref: str
    args: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """How a post's numbers grow: at age ``a`` minutes it has ``size * sum(mix[j] * (1 - exp(-a / tau[j])))`` reposts.

    ``likes`` and ``comments`` are ratios to the reposts. ``tau`` (minutes) stands once, in the header's parameters.
    """

    size: float
    mix: tuple[float, ...]
    likes: float
    comments: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a statement says about one fact or against one allegation.

    ``op``: ``is`` | ``about`` | ``at_least`` | ``not`` | ``unknown``.
    """

    op: str
    value: Any = None
    fact: str | None = None
    allegation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A line of the log, at drill second ``at``, for the eyes of ``to``."""

    at: int
    to: Audience = "all"
