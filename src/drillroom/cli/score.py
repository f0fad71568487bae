"""``drillroom score``: marks with their evidence, from logs alone.

Nothing but the log is needed, and nothing is written.
"""

from __future__ import annotations

import click

from .frame import DID_NOT_HOLD, DONE, Number, put, put_json, verb
from .shelf import language, open_doctrine, open_log


@verb("score", examples=["drillroom score drill.jsonl", "drillroom score drill.jsonl --json --min-score 60"])
@click.argument("logs", metavar="LOG...", nargs=-1, required=True)
@click.option("--doctrine", metavar="FILE", help="Judge by this doctrine instead of the one in the log.")
@click.option("--min-score", type=Number(0, 100), help="Exit 1 when a total is lower.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout; an array for several logs.")
@click.option("--lang", metavar="L", help="Language of the names: en or zh-Hans.")
def command(
    logs: tuple[str, ...], doctrine: str | None, min_score: float | None, as_json: bool, lang: str | None
) -> int:
    """Score finished drills: six principles, process and outcome, every mark with its evidence."""
    from drillroom.scoring.outcome import outcome
    from drillroom.scoring.score import score

    from .marks import show_marks

    judge, documents = open_doctrine(doctrine), []
    for path in logs:
        log = open_log(path)
        card = score(log.header, log.entries, judge)
        documents.append(
            {
                "format": 0,
                "log": path,
                "scenario": log.header.scenario.get("id", ""),
                "seed": log.header.seed,
                "log_sha256": log.sha256,
                "outcome": outcome(log.entries),
                "score": card.as_json(),
            }
        )
        if not as_json:
            put(path) if len(logs) > 1 else None
            show_marks(log.header, card, language(lang), doctrine=judge)
    if as_json:
        put_json(documents[0] if len(documents) == 1 else documents)
    low = min_score is not None and any((found["score"]["total"] or 0) < min_score for found in documents)
    return DID_NOT_HOLD if low else DONE
