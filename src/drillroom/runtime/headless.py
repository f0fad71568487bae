"""Plays a scenario from a playbook or with a bot to its end, without a screen and without waiting.

The records are those of a live drill that gave the same commands; steps the engine refuses are told and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from drillroom.analysis.baselines import measure
from drillroom.analysis.rollout import Follower, Move, Player, perform
from drillroom.errors import ActionRejected
from drillroom.log.chain import world_digest
from drillroom.log.header import Header
from drillroom.log.people import People
from drillroom.log.records import ClaimJudged, Entry, StatementPublished
from drillroom.log.series import series
from drillroom.scenario.playbook import Playbook
from drillroom.scoring.outcome import outcome
from drillroom.scoring.score import Scorecard, score

from .opening import drill_of, read_header
from .words import keyed, nobody_yet


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step of the playbook, or a bot's move, that the engine refused, at drill second ``at``."""

    at: int
    do: str
    reason: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """For ``run --json``."""
        return {"at": self.at, "do": self.do, "reason": self.reason, "message": self.message}


@dataclass(frozen=True, slots=True)
class Run:
    """A finished drill: its world records, baselines included, its marks, what was refused, and the typed words."""

    header: Header
    entries: tuple[Entry, ...]
    card: Scorecard
    refused: tuple[Refusal, ...]
    people: People

    def as_json(self, *, every: int | None = None) -> dict[str, Any]:
        """The document of ``run --json``; ``every`` seconds adds the series. The log's path is the caller's to add."""
        document: dict[str, Any] = {
            "format": 0,
            "scenario": self.header.scenario["id"],
            "seed": self.header.seed,
            "playbook": self.header.playbook,
            "log_sha256": world_digest(self.entries),
            "outcome": outcome(self.entries),
            "score": self.card.as_json(),
            "claims": claims(self.entries),
            "refused": [refusal.as_json() for refusal in self.refused],
        }
        if every is not None:
            document["series"] = series(self.entries, every=every)
        return document


def run(header: Header, playbook: Playbook | Player, *, on_refused: Callable[[Refusal], None] | None = None) -> Run:
    """Play ``playbook``, or let somebody play who types no words, on the drill of ``header``; measure its baselines and
    score it.

    Raises DrillroomError when the header belongs to another engine.
    """
    refused: list[Refusal] = []

    def note(move: Move, refusal: ActionRejected) -> None:
        refused.append(Refusal(move.at, move.command.do, refusal.reason, refusal.message))
        if on_refused is not None:
            on_refused(refused[-1])

    drill, (_, rules) = drill_of(header), read_header(header)
    people = nobody_yet(header.seed)
    if isinstance(playbook, Playbook):
        book, people = keyed(playbook, people, rules.vocabulary)
        player: Player = Follower(book)
    else:
        player = playbook
    entries = perform(drill, player, on_refused=note)
    entries += measure(header, after=entries[-1].seq)
    return Run(header, tuple(entries), score(header, entries), tuple(refused), people)


def claims(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """What was claimed and how the ledger judged it, at the time it was published."""
    published = {it.record.statement: it.record.at for it in entries if isinstance(it.record, StatementPublished)}
    return [
        {
            "at": published.get(record.statement, record.at),
            "fact": record.claim.fact,
            **({"allegation": record.claim.allegation} if record.claim.allegation else {}),
            "op": record.claim.op,
            "verdict": record.verdict,
        }
        for record in (entry.record for entry in entries)
        if isinstance(record, ClaimJudged)
    ]
