"""``drillroom demo``: a drill that plays itself, for a first look and for places without a terminal.

It leaves exactly one log, with its people file, and one debrief, and says where.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drillroom.storage.library import FIRST_SCENARIO

from .frame import put, tell, verb
from .shelf import language

if TYPE_CHECKING:
    from drillroom.log.records import Entry
    from drillroom.runtime.headless import Run

OUT = "drillroom-out"
PLAYBOOK = "model"
_TOLD = (
    "AlertRaised",
    "TeamAssembled",
    "FactLearned",
    "StatementPublished",
    "FactLeaked",
    "DutyMet",
    "DutyMissed",
    "SummonsArrived",
    "DrillClosed",
)
_MOST = 24


@verb("demo", examples=["drillroom demo", "drillroom demo --seed 7 --out demo --lang zh-Hans"])
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=1, help="Which run of the crisis; default 1.")
@click.option("--out", metavar="DIR", default=OUT, help=f"Folder for the log and the debrief; default {OUT}.")
@click.option("--lang", metavar="L", help="Language: en or zh-Hans.")
def command(seed: int, out: str, lang: str | None) -> None:
    """Watch the first scenario play itself by its reference playbook; writes the log and the debrief into DIR."""
    from drillroom.language import speech
    from drillroom.runtime.debriefs import open_debrief, write_debrief

    from .marks import mark_lines, verdict_lines
    from .run import play_through

    speak = language(lang)
    folder = Path(out)
    path, run = play_through(
        FIRST_SCENARIO, PLAYBOOK, seed=seed, out=folder / f"{FIRST_SCENARIO}-{seed}.jsonl", given=()
    )
    _narrate(run, speak)
    value, card = open_debrief(path)
    for line in (*verdict_lines(value, speech(speak)), *mark_lines(value.header, card, speak)):
        tell(line)
    (report,) = write_debrief(value, path, ["html"], speech(speak), folder)
    put(str(path))
    put(str(report))


def _narrate(run: Run, lang: str) -> None:
    """The course of the drill in a handful of lines, on stderr."""
    from drillroom.language import speech
    from drillroom.log.situation import Situation
    from drillroom.log.times import from_alert
    from drillroom.runtime.opening import read_header
    from drillroom.views.cards import Teller
    from drillroom.views.names import Names

    scenario, rules = read_header(run.header)
    speak = speech(lang)
    names = Names(scenario, rules.vocabulary, speak)
    teller = Teller(run.header, names, lambda: run.people.texts, Situation.of(run.header, run.entries))
    mark = speak.say("EXERCISE")
    tell(f"{mark} · {speak.pick(scenario.title)}")
    tell(speak.pick(scenario.premise))
    for entry in _highlights(run.entries):
        card = teller.card(entry.record)
        if card is not None:
            tell(f"{from_alert(entry.record.at)}  {card.title}" + (f"  {card.body[0]}" if card.body else ""))


def _highlights(entries: tuple[Entry, ...]) -> list[Entry]:
    found = [
        entry
        for entry in entries
        if type(entry.record).__name__ in _TOLD
        or (getattr(entry.record, "form", "") == "news" and entry.record.at < 86_400)
    ]
    return found if len(found) <= _MOST else [*found[: _MOST - 1], found[-1]]
