"""Looks at a log without reading it through: what was played, where its clock stands, whether it came to its end.

Only the header and the last lines are read, and no chain is checked; whoever goes on with a log reads all of it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drillroom.errors import Problem, UnusableFile
from drillroom.log.header import LIVE, MARK, SHORT
from drillroom.log.records import ClockMarked, ExposureMeasured

_MOST_HEADER = 8 * 1_048_576
_TAIL = 65_536
"""Bytes at the end of a log that are looked at: some hundred records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """``title`` language -> words; ``now`` drill seconds; ``played`` Unix time of the last writing.

    ``is_begun``: something has happened in it. ``is_finished``: it came to its end and was measured.
    """

    path: Path
    scenario: str
    title: Mapping[str, str]
    engine: int
    is_live: bool
    is_short: bool
    now: int
    played: float
    is_begun: bool
    is_finished: bool


def glance(path: Path) -> Glance:
    """What the ends of the log at ``path`` tell. Raises UnusableFile for what is no log or cannot be read."""
    try:
        with path.open("rb") as file:
            first = file.readline(_MOST_HEADER)
            size = os.fstat(file.fileno()).st_size
            start = max(len(first), size - _TAIL)
            file.seek(start)
            tail = file.read(_TAIL)
        played = path.stat().st_mtime
        return _glance(path, json.loads(first), tail, played, is_cut=start > len(first))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnusableFile(
            [Problem(str(path), 0, 0, "", f"no log that can be read: {type(error).__name__}")]
        ) from error


def _glance(path: Path, header: Mapping[str, Any], tail: bytes, played: float, *, is_cut: bool) -> Glance:
    if type(header[MARK]) is not int:
        raise ValueError("no log of ours")
    scenario, settings = header["scenario"], header["settings"]
    records = list(_records(tail, is_cut=is_cut))
    world = [it for it in records if "seq" in it]
    marks = [it.get("now") for it in records if it.get("kind") == ClockMarked.__name__]
    moments = [at for at in (*marks, *(it.get("at") for it in world)) if type(at) is int]
    return Glance(
        path=path,
        scenario=_word(scenario["id"]),
        title={_word(lang): _word(words) for lang, words in scenario["title"].items()},
        engine=header["engine"],
        is_live=header["playbook"] == LIVE,
        is_short=bool(settings.get(SHORT)),
        now=max(moments, default=int(scenario.get("starts", 0))),
        played=played,
        is_begun=bool(world) or is_cut,
        is_finished=any(it.get("kind") == ExposureMeasured.__name__ for it in world),
    )


def _records(tail: bytes, *, is_cut: bool) -> Iterator[Mapping[str, Any]]:
    """The whole lines of the tail; the first is left out where it was cut, the last one where it was torn."""
    for line in tail.split(b"\n")[1 if is_cut else 0 : -1]:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            yield record


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is no text")
    return value
