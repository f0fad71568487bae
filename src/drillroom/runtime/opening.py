"""Puts together the header a drill is played by, and the drill from a header.

Live, headless and resumed drills all start from a header, so what is played is always what is logged.
"""

from __future__ import annotations

from collections.abc import Mapping

from drillroom import __version__
from drillroom.analysis.baselines import Rerun
from drillroom.doctrine.models import Rules
from drillroom.doctrine.read import rules_from_header
from drillroom.engine import ENGINE
from drillroom.engine.drill import Drill
from drillroom.errors import DrillroomError
from drillroom.log.header import LIVE, Header
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import from_resolved, resolve
from drillroom.scenario.playbook import Playbook

from .cast import draw_cast
from .words import keyed, nobody_yet

NO_TEAM = "none"
REFERENCE = "model"


def open_header(
    scenario: Scenario,
    rules: Rules,
    *,
    seed: int,
    playbooks: Mapping[str, Playbook],
    playbook: str = LIVE,
    relaxed: bool = False,
) -> Header:
    """Everything a score or a re-run needs; ``playbooks`` are the baselines ``none`` and, if any, ``model``."""
    return Header(
        product=__version__,
        engine=ENGINE,
        seed=seed,
        playbook=playbook,
        settings={"relaxed": relaxed, "solo": True},
        parameters=rules.parameters.numbers(),
        cast=draw_cast(seed),
        playbooks={
            name: keyed(book, nobody_yet(seed), rules.vocabulary)[0].as_json() for name, book in playbooks.items()
        },
        scenario=resolve(scenario),
        doctrine=rules.doctrine.model_dump(mode="json", by_alias=True),
        vocabulary=rules.vocabulary.model_dump(mode="json", by_alias=True),
    )


def read_header(header: Header) -> tuple[Scenario, Rules]:
    """The scenario and the rules that a header embeds. Raises DrillroomError where this version cannot read them."""
    try:
        rules = rules_from_header(header.doctrine, header.vocabulary, header.parameters)
        return from_resolved(header.scenario), rules
    except ValueError as error:
        raise _does_not_fit(header, error) from error


def _does_not_fit(header: Header, error: ValueError) -> DrillroomError:
    return DrillroomError(
        f"the header of this log does not fit this version: {str(error).splitlines()[0]}",
        hint=f"use the version that wrote it ({header.product}); score and report may still read it",
    )


def drill_of(header: Header) -> Drill:
    """A fresh drill as the header describes it. Raises DrillroomError when another engine wrote the header."""
    if header.engine != ENGINE:
        raise DrillroomError(
            f"this log was played by engine {header.engine!r}; this version has engine {ENGINE}",
            hint="score, report and verify still read it; to go on with it use the version that wrote it "
            f"({header.product})",
        )
    try:
        rerun = Rerun(header)
    except ValueError as error:
        raise _does_not_fit(header, error) from error
    return rerun.drill()
