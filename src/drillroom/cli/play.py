"""``drillroom play``: a drill, line by line.

Every flag that touches the world goes into the log's header; the others only change how time passes at the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .frame import Number, verb
from .shelf import FIRST_SCENARIO, baselines, language, open_scenario, settings

if TYPE_CHECKING:
    from drillroom.doctrine.models import Vocabulary
    from drillroom.runtime.pace import PaceSettings
    from drillroom.scenario.format import Scenario
    from drillroom.views.names import Names


@verb(
    "play",
    examples=[
        "drillroom play",
        "drillroom play open-back-door --lang zh-Hans --relaxed",
        "drillroom play open-back-door --plain --seed 7 --pace 600",
    ],
)
@click.argument("scenario", default=FIRST_SCENARIO)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Which run of the crisis; default: by the clock.")
@click.option("--lang", metavar="L", help="Language: en or zh-Hans.")
@click.option("--tabletop", is_flag=True, help="The clock stops at every decision.")
@click.option("--relaxed", is_flag=True, help="Twice the time for decisions; the debrief says so.")
@click.option("--pace", type=Number(1, 1_000_000), metavar="X", help="Fixed: X drill seconds a second.")
@click.option("--plain", is_flag=True, help="Lines only: for screen readers, pipes and plain terminals.")
@click.option("--show-state", is_flag=True, help="Show trust, anger and rumor, for beginners.")
@click.option("--scenarios", metavar="DIR", multiple=True, help="A further folder of scenarios; nearest wins.")
def command(
    scenario: str,
    seed: int | None,
    lang: str | None,
    tabletop: bool,
    relaxed: bool,
    pace: float | None,
    plain: bool,
    show_state: bool,
    scenarios: tuple[str, ...],
) -> int:
    """Go through a drill of SCENARIO (default: the first one). Leave with quit; go on with drillroom resume."""
    if tabletop and pace is not None:
        raise click.UsageError("--tabletop stops the clock at decisions and --pace never stops it; choose one")
    from drillroom.runtime.clock import WallClock
    from drillroom.runtime.opening import drill_of, open_header
    from drillroom.storage.logs import LogFile

    from .plain.start import sit_down

    book, clock = open_scenario(scenario, scenarios), WallClock()
    drawn = int(clock.wall()) % 10_000 if seed is None else seed
    header = open_header(book.scenario, book.rules, seed=drawn, playbooks=baselines(book), relaxed=relaxed)
    journal = LogFile.create_in(settings().drills, header)
    return sit_down(
        header,
        drill_of(header),
        journal,
        clock,
        names=names_of(book.scenario, book.rules.vocabulary, language(lang)),
        pace=pace_settings(book.scenario, tabletop=tabletop, fixed=pace),
        show_state=show_state,
    )


def names_of(scenario: Scenario, vocabulary: Vocabulary, lang: str) -> Names:
    """What things are called for a viewer of this language."""
    from drillroom.language import speech
    from drillroom.views.names import Names

    return Names(scenario, vocabulary, speech(lang))


def pace_settings(scenario: Scenario, *, tabletop: bool, fixed: float | None) -> PaceSettings:
    """How time passes, by the flags and the scenario's own tempo."""
    from drillroom.runtime.pace import PaceSettings

    if fixed is not None:
        return PaceSettings(mode="fixed", fixed=fixed)
    stretches = scenario.tempo.model_dump(exclude_none=True)
    return PaceSettings(mode="tabletop" if tabletop else "auto", stretches=stretches)
