"""``drillroom play``: a drill, on the screen or line by line.

Every flag that touches the world goes into the log's header; the others only change how time passes at the desk.
"""

from __future__ import annotations

import click

from drillroom.storage.library import FIRST_SCENARIO

from .frame import Number, verb
from .shelf import language, open_scenario, settings


@verb(
    "play",
    examples=[
        "drillroom play",
        "drillroom play open-back-door --lang zh-Hans --relaxed",
        "drillroom play open-back-door --plain --seed 7 --pace 600",
    ],
)
@click.argument("scenario", required=False)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Which run of the crisis; default: by the clock.")
@click.option("--lang", metavar="L", help="Language: en or zh-Hans.")
@click.option("--short", "is_short", is_flag=True, help="The short form, for a first drill: it starts at the alert.")
@click.option("--tabletop", is_flag=True, help="The clock stops at every decision.")
@click.option("--relaxed", is_flag=True, help="Twice the time for decisions; the debrief says so.")
@click.option("--pace", type=Number(1, 1_000_000), metavar="X", help="Fixed: X drill seconds a second.")
@click.option("--plain", is_flag=True, help="Lines only: for screen readers, pipes and plain terminals.")
@click.option("--show-state", is_flag=True, help="Show trust, anger and rumor, for beginners.")
@click.option("--scenarios", metavar="DIR", multiple=True, help="A further folder of scenarios; nearest wins.")
def command(
    scenario: str | None,
    seed: int | None,
    lang: str | None,
    is_short: bool,
    tabletop: bool,
    relaxed: bool,
    pace: float | None,
    plain: bool,
    show_state: bool,
    scenarios: tuple[str, ...],
) -> int:
    """Go through a drill of SCENARIO, or choose one on the screen. drillroom resume goes on with one that was left."""
    if tabletop and pace is not None:
        raise click.UsageError("--tabletop stops the clock at decisions and --pace never stops it; choose one")
    from drillroom.runtime.clock import WallClock
    from drillroom.runtime.opening import shorten
    from drillroom.runtime.sitting import Wish, begin

    from .seat import has_screen, on_screen

    lang = language(lang)
    wish = Wish(seed=seed, language=lang, tabletop=tabletop, relaxed=relaxed, is_short=is_short, fixed=pace)
    if plain or not has_screen():
        from .plain.start import sit_down

        book = open_scenario(scenario or FIRST_SCENARIO, scenarios)
        sitting = begin(book, wish, drills=settings().drills, clock=WallClock())
        return sit_down(sitting, lang, show_state=show_state)
    chosen = open_scenario(scenario, scenarios) if scenario else None
    if chosen is not None and is_short:
        shorten(chosen.scenario, chosen.rules)  # refused here, where it can be told, if there is none
    return on_screen(wish, WallClock(), scenarios=scenarios, book=chosen, show_state=show_state)
