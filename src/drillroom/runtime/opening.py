"""Puts together the header a drill is played by, and the drill from a header.

Live, headless and resumed drills all start from a header, so what is played is always what is logged.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from drillroom import __version__
from drillroom.analysis.baselines import Rerun
from drillroom.doctrine.models import Rules
from drillroom.doctrine.read import default_parameters, rules_from_header
from drillroom.engine import ENGINE
from drillroom.engine.drill import Drill
from drillroom.errors import DrillroomError, Problem, UnusableFile
from drillroom.log.header import LIVE, SHORT, Header
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import from_resolved, resolve
from drillroom.scenario.playbook import Playbook
from drillroom.scenario.short import short_form, shortened

from .cast import draw_cast
from .words import keyed, nobody_yet

_HEADER = "the header"


def open_header(
    scenario: Scenario,
    rules: Rules,
    *,
    seed: int,
    playbooks: Mapping[str, Playbook],
    playbook: str = LIVE,
    relaxed: bool = False,
    is_short: bool = False,
) -> Header:
    """Everything a score or a re-run needs; ``playbooks`` are the baselines ``none`` and, if any, ``model``.

    ``is_short``: the drill is the scenario's short form. Raises DrillroomError where it has none.
    """
    if is_short:
        scenario = shorten(scenario, rules)
        playbooks = {name: shortened(book, scenario) for name, book in playbooks.items()}
    return Header(
        product=__version__,
        engine=ENGINE,
        seed=seed,
        playbook=playbook,
        settings={"relaxed": relaxed, "solo": True, **({SHORT: True} if is_short else {})},
        parameters=rules.parameters.numbers(),
        cast=draw_cast(seed),
        playbooks={
            name: keyed(book, nobody_yet(seed), rules.vocabulary)[0].as_json() for name, book in playbooks.items()
        },
        scenario=resolve(scenario),
        doctrine=rules.doctrine.model_dump(mode="json", by_alias=True),
        vocabulary=rules.vocabulary.model_dump(mode="json", by_alias=True),
    )


def shorten(scenario: Scenario, rules: Rules) -> Scenario:
    """The short form of ``scenario``. Raises DrillroomError where it has none."""
    if scenario.short is None:
        raise DrillroomError(
            f"the scenario {scenario.id!r} has no short form", hint="leave --short away, or give it short: {ends: …}"
        )
    return short_form(scenario, rules.vocabulary)


def read_header(header: Header, *, file: str = _HEADER) -> tuple[Scenario, Rules]:
    """The scenario and the rules that a header embeds; ``file`` is the log it stands in.

    Raises UnusableFile where this version cannot read them, or the playbooks beside them.
    """
    try:
        rules = rules_from_header(header.doctrine, header.vocabulary, header.parameters)
        scenario = from_resolved(header.scenario)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise _unfit(header, file, ".".join(map(str, first["loc"])), f"{error.title}: {first['msg']}") from error
    except ValueError as error:
        raise _unfit(header, file, "parameters", str(error)) from error
    for name, playbook in header.playbooks.items():
        try:
            Playbook.from_json(playbook)
        except (KeyError, TypeError, ValueError) as error:
            raise _unfit(header, file, f"playbooks.{name}", f"{type(error).__name__}: {error}") from error
    return scenario, rules


def drill_of(header: Header, *, file: str = _HEADER) -> Drill:
    """A fresh drill as the header describes it; ``file`` is the log it stands in.

    Raises DrillroomError when another engine wrote the header, UnusableFile where it does not fit this version.
    """
    if header.engine != ENGINE:
        raise DrillroomError(
            f"this log was played by engine {header.engine!r}; this version has engine {ENGINE}",
            hint="score, report and verify still read it; to go on with it use the version that wrote it "
            f"({header.product})",
        )
    _, rules = read_header(header, file=file)
    _check_numbers(header, rules, file)
    return Rerun(header).drill()


def _check_numbers(header: Header, rules: Rules, file: str) -> None:
    """An engine needs a number where it has one, and as many as it has where it has several, whatever their values."""
    logged = rules.parameters.numbers()
    for name, number in default_parameters().numbers().items():
        if _shape(logged[name]) != _shape(number):
            raise _unfit(header, file, f"parameters.{name}", f"{logged[name]!r:.80} does not fit")


def _shape(number: float | list[float]) -> int | None:
    return len(number) if isinstance(number, list) else None


def _unfit(header: Header, file: str, path: str, message: str) -> UnusableFile:
    hint = f"use the version that wrote it ({header.product:.40}); score and report may still read it"
    return UnusableFile([Problem(file, 1, 1, path, f"the header does not fit this version: {message}", hint)])
