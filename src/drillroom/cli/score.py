"""``drillroom score``: marks with their evidence, from logs alone.

Nothing but the log is needed, and nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .frame import DID_NOT_HOLD, DONE, Number, put, put_json, verb
from .shelf import language, open_doctrine, open_log

if TYPE_CHECKING:
    from drillroom.doctrine.models import Doctrine
    from drillroom.log.chain import Log


@verb(
    "score",
    examples=[
        "drillroom score drill.jsonl",
        "drillroom score drill.jsonl --json --min-score 60",
        "drillroom score a.jsonl b.jsonl --doctrine ours.yaml",
    ],
)
@click.argument("logs", metavar="LOG...", nargs=-1, required=True)
@click.option("--doctrine", metavar="FILE", help="Judge by this doctrine instead of the one in the log.")
@click.option("--min-score", type=Number(0, 100), help="Exit 1 when a total is lower.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout; an array for several logs.")
@click.option("--lang", metavar="L", help="Language of the names: en or zh-Hans.")
def command(
    logs: tuple[str, ...], doctrine: str | None, min_score: float | None, as_json: bool, lang: str | None
) -> int:
    """Score finished drills: six principles, process and outcome, every mark with its evidence.

    With another doctrine, several logs also get their places under it and under their own.
    """
    speak, judge, documents = language(lang), open_doctrine(doctrine), list[dict[str, Any]]()
    for path in logs:
        documents.append(_scored(path, judge, None if as_json else speak, is_alone=len(logs) == 1))
    if judge is not None and len(documents) > 1:
        _rank(documents)
        if not as_json:
            from drillroom.language import speech

            from .scorecard import rank_lines

            put("\n".join(rank_lines(documents, speech(speak))))
    if as_json:
        put_json(documents[0] if len(documents) == 1 else documents)
    low = min_score is not None and any((found["score"]["total"] or 0) < min_score for found in documents)
    return DID_NOT_HOLD if low else DONE


def _scored(path: str, judge: Doctrine | None, lang: str | None, *, is_alone: bool) -> dict[str, Any]:
    """The document of one log; with a language it is shown as well, in full where it is the only one."""
    from drillroom.language import speech
    from drillroom.scoring.calibration import calibration
    from drillroom.scoring.outcome import outcome
    from drillroom.scoring.score import score

    from .marks import show_marks
    from .scorecard import card_lines

    log = open_log(path)
    _check_end(log, path)
    card = score(log.header, log.entries, judge)
    document: dict[str, Any] = {
        "format": 0,
        "log": path,
        "scenario": log.header.scenario.get("id", ""),
        "seed": log.header.seed,
        "log_sha256": log.sha256,
        "outcome": outcome(log.entries),
        "score": card.as_json(),
    }
    declared = calibration(log, card)
    if declared is not None:
        document["calibration"] = declared.as_json()
    if judge is not None:
        own = score(log.header, log.entries).as_json()
        document["before"] = {key: own[key] for key in ("total", "process", "rating")}
    if lang is not None and is_alone:
        put("\n".join(card_lines(log, card, speech(lang))))
    elif lang is not None:
        put(path)
        show_marks(log.header, card, lang, doctrine=judge)
    return document


def _check_end(log: Log, path: str) -> None:
    """Raises DrillroomError for a log that stops in the middle: what is missing would be scored as not done."""
    from drillroom.errors import DrillroomError
    from drillroom.log.times import from_alert
    from drillroom.runtime.measured import is_closed

    if log.torn or not is_closed(log.entries):
        reached = max((entry.record.at for entry in log.entries), default=0)
        where = "its last line is torn" if log.torn else f"it stops at {from_alert(reached)}"
        raise DrillroomError(
            f"the drill in {path!r} did not come to its end: {where}",
            hint="drillroom resume goes on with it; drillroom report shows how far it came",
        )


def _rank(documents: list[dict[str, Any]]) -> None:
    """Give each its place among them, now and under its own doctrine."""
    from .scorecard import ranked

    now, before = (ranked([it[key]["total"] for it in documents]) for key in ("score", "before"))
    for document, place, earlier in zip(documents, now, before, strict=True):
        document["rank"] = place
        document["before"]["rank"] = earlier
