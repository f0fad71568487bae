"""``drillroom run``: plays a scenario from a playbook or with a bot, without a screen.

The log is on disk before anything is printed about it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .frame import DID_NOT_HOLD, DONE, Number, put, put_json, tell, verb
from .shelf import bot_name, language, open_playbook, open_scenario, settings

if TYPE_CHECKING:
    from drillroom.analysis.rollout import Player
    from drillroom.log.header import Header
    from drillroom.runtime.headless import Refusal, Run
    from drillroom.scenario.playbook import Playbook


@verb(
    "run",
    examples=[
        "drillroom run open-back-door --playbook model --seed 7 --json",
        "drillroom run open-back-door --playbook my-plan.yaml --out plan.jsonl",
        "drillroom run open-back-door --playbook model --short",
        "drillroom run open-back-door --playbook bot:first-option",
    ],
)
@click.argument("scenario")
@click.option(
    "--playbook",
    metavar="P",
    default="none",
    help="A name of the scenario's, a file, -, bot:NAME, or none (default).",
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=1, help="Which run of the crisis; default 1.")
@click.option("--short", "is_short", is_flag=True, help="The scenario's short form.")
@click.option("--series", metavar="T", help="Add the course of the state every T, such as 5m, to --json.")
@click.option("--strict", is_flag=True, help="Exit 1 when a step of the playbook was refused.")
@click.option("--min-score", type=Number(0, 100), help="Exit 1 when the total is lower.")
@click.option("--out", metavar="LOG", help="Where the log goes; default: the folder of drills.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--lang", metavar="L", help="Language of what is told: en or zh-Hans.")
@click.option("--scenarios", metavar="DIR", multiple=True, help="A further folder of scenarios; nearest wins.")
def command(
    scenario: str,
    playbook: str,
    seed: int,
    is_short: bool,
    series: str | None,
    strict: bool,
    min_score: float | None,
    out: str | None,
    as_json: bool,
    lang: str | None,
    scenarios: tuple[str, ...],
) -> int:
    """Play SCENARIO from a playbook, or with a bot, to its end, and score it."""
    every = _every(series)
    to = Path(out) if out else None
    path, run = play_through(scenario, playbook, seed=seed, out=to, given=scenarios, is_short=is_short)
    if as_json:
        put_json({**run.as_json(every=every), "log": str(path)})
    else:
        _show(run, path, language(lang))
    missed = min_score is not None and (run.card.as_json()["total"] or 0) < min_score
    return DID_NOT_HOLD if missed or (strict and run.refused) else DONE


def play_through(
    wish: str, playbook: str, *, seed: int, out: Path | None, given: tuple[str, ...], is_short: bool = False
) -> tuple[Path, Run]:
    """(log, run) of one headless drill, written to ``out`` or to the folder of drills."""
    from drillroom.runtime.books import baselines
    from drillroom.runtime.headless import run
    from drillroom.runtime.opening import open_header
    from drillroom.storage.logs import write_log
    from drillroom.storage.outputs import free_path

    bot = bot_name(playbook)
    book = open_scenario(wish, given)
    name, steps = (playbook, None) if bot else open_playbook(book, playbook)
    header = open_header(
        book.scenario, book.rules, seed=seed, playbooks=baselines(book), playbook=name, is_short=is_short
    )
    played = run(header, _player(header, bot, steps), on_refused=_refused)
    stem = f"{book.scenario.id}-{name.replace(':', '-')}-{seed}{'-short' if is_short else ''}"
    path = out or free_path(settings().drills, stem, "jsonl")
    write_log(path, played.header, played.entries, played.people)
    return path, played


def _player(header: Header, bot: str | None, steps: Playbook | None) -> Playbook | Player:
    """Who plays the drill of ``header``: a bot, or the steps of a playbook as far as its form has room for them."""
    from drillroom.analysis.bots import bot as bot_of
    from drillroom.scenario.load import from_resolved
    from drillroom.scenario.short import shortened

    if bot is not None or steps is None:
        return bot_of(str(bot), header)
    return shortened(steps, from_resolved(header.scenario)) if header.is_short else steps


def _refused(refusal: Refusal) -> None:
    from drillroom.log.times import from_alert

    tell(f"refused at {from_alert(refusal.at)}: {refusal.do}: {refusal.message}")


def _every(text: str | None) -> int | None:
    from drillroom.scenario.values import parse_time

    if text is None:
        return None
    try:
        every = parse_time(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--series") from error
    if every < 60:
        raise click.BadParameter(f"{text!r} is shorter than a minute", param_hint="--series")
    return every


def _show(run: Run, path: Path, lang: str) -> None:
    from .marks import show_marks

    show_marks(run.header, run.card, lang)
    put(str(path))
