"""``drillroom resume``: goes on with an interrupted drill from its last mark.

Nothing that was acknowledged is missing; a torn last line is cut and said so.
"""

from __future__ import annotations

from pathlib import Path

import click

from drillroom.errors import DrillroomError, UnusableFile

from .frame import Number, tell, verb
from .shelf import language, settings


@verb("resume", examples=["drillroom resume", "drillroom resume drill.jsonl --tabletop"])
@click.argument("log", required=False)
@click.option("--lang", metavar="L", help="Language: en or zh-Hans.")
@click.option("--tabletop", is_flag=True, help="The clock stops at every decision.")
@click.option("--pace", type=Number(1, 1_000_000), metavar="X", help="Fixed: X drill seconds a second.")
@click.option("--plain", is_flag=True, help="Lines only: for screen readers, pipes and plain terminals.")
@click.option("--show-state", is_flag=True, help="Show trust, anger and rumor, for beginners.")
def command(
    log: str | None, lang: str | None, tabletop: bool, pace: float | None, plain: bool, show_state: bool
) -> int:
    """Go on with LOG, or with the drill played last, from where its clock stood."""
    from drillroom.runtime.clock import WallClock
    from drillroom.runtime.sitting import Wish, go_on

    from .seat import has_screen, on_screen

    lang = language(lang)
    wish = Wish(language=lang, tabletop=tabletop, fixed=pace)
    sitting = go_on(Path(log) if log else _latest(), wish, clock=WallClock())
    if sitting.cut:
        tell(f"the last line was torn and is cut: {sitting.cut} bytes that had not been acknowledged")
    if plain or not has_screen():
        from .plain.start import sit_down

        return sit_down(sitting, lang, show_state=show_state)
    return on_screen(wish, sitting.clock, sitting=sitting, show_state=show_state)


def _latest() -> Path:
    """The log written last that has not come to its end."""
    from drillroom.runtime.measured import is_finished
    from drillroom.storage.logs import newest_logs, read_log

    for path in newest_logs(settings().drills):
        try:
            log = read_log(path)
        except UnusableFile as error:
            # One that was killed while it was born, or is none of ours, must not stand before the one that is meant.
            tell(f"passed over: {error.message}")
            continue
        if not is_finished(log.entries):
            return path
    raise DrillroomError("there is no interrupted drill", hint="start one: drillroom play")
