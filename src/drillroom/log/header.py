"""The header of a log: everything a score or a re-run of the drill needs besides its records.

A header is plain JSON values; it holds no typed words and no names of people, only the fictional cast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

FORMAT = 0
MARK = "drillroom-log"
"""First key of the first line; its value is the format. A file without it is no log of ours."""

SHORT = "short"
"""The setting of a drill that was played in the scenario's short form."""
LIVE = "live"
"""The playbook name of a drill that people drove."""
NOTHING, REFERENCE = "none", "model"
"""The baselines of a drill: doing nothing, and the reference; further references are called ``model-…``."""


def is_reference(playbook: str) -> bool:
    """Is this the name of a reference?"""
    return playbook == REFERENCE or playbook.startswith(f"{REFERENCE}-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the drill was played by.

    ``scenario``, ``doctrine``, ``vocabulary`` in resolved form; ``parameters`` name -> number or list of numbers;
    ``cast`` key -> name; ``playbooks`` holds ``none`` and the references; ``playbook`` names the one that drove this
    drill, or ``live``; ``settings`` are those that touch the world (``relaxed``).
    """

    format: int = FORMAT
    product: str
    engine: int
    seed: int
    playbook: str = LIVE
    settings: Mapping[str, Any]
    parameters: Mapping[str, Any]
    cast: Mapping[str, Any]
    playbooks: Mapping[str, Any]
    scenario: Mapping[str, Any]
    doctrine: Mapping[str, Any]
    vocabulary: Mapping[str, Any]

    @property
    def is_short(self) -> bool:
        """Was it the scenario's short form?"""
        return bool(self.settings.get(SHORT, False))

    def as_json(self) -> dict[str, Any]:
        """The object of the first line, without its chain hash."""
        names = (f.name for f in fields(self) if f.name != "format")
        return {MARK: self.format, **{name: getattr(self, name) for name in names}}


_WHOLE = ("engine", "seed")
_WORDS = ("product", "playbook")


def from_json(line: Mapping[str, Any]) -> Header:
    """The header in the object of a first line; unknown fields are ignored. Raises ValueError for a wrong one."""
    values: dict[str, Any] = {"format": line[MARK]}
    for f in fields(Header):
        if f.name == "format":
            continue
        kind = int if f.name in _WHOLE else str if f.name in _WORDS else dict
        if f.name not in line:
            raise ValueError(f"{f.name!r} is missing in the header")
        if type(line[f.name]) is not kind:
            raise ValueError(f"{f.name!r} in the header is {line[f.name]!r:.80}")
        values[f.name] = line[f.name]
    return Header(**values)
