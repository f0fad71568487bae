"""``drillroom balance``: is a scenario fair?

The same seeds give the same answer, whatever plays the runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from .frame import DID_NOT_HOLD, DONE, put, put_json, verb
from .shelf import language, open_playbook, open_scenario
from .workers import asked_pool, pool_options

if TYPE_CHECKING:
    from drillroom.analysis.balance_found import Balance
    from drillroom.runtime.books import Book

MOST_RUNS = 1000


@verb(
    "balance",
    examples=[
        "drillroom balance open-back-door",
        "drillroom balance ./my-crisis --runs 50 --json",
        "drillroom balance open-back-door --cluster tcp://10.0.0.5:8786",
    ],
)
@click.argument("scenario")
@click.option("--runs", type=click.IntRange(1, MOST_RUNS), default=20, metavar="N", help="Seeds 1 to N; default 20.")
@pool_options
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--lang", metavar="L", help="Language of what is told: en or zh-Hans.")
@click.option("--scenarios", metavar="DIR", multiple=True, help="A further folder of scenarios; nearest wins.")
def command(
    scenario: str,
    runs: int,
    workers: int | None,
    cluster: str | None,
    as_json: bool,
    lang: str | None,
    scenarios: tuple[str, ...],
) -> int:
    """Check whether SCENARIO is fair: every bot, every playbook, every option in place of the reference's choice.

    Exits with 1 when anything beats the reference by more than 3 points on more than 10 % of the seeds.
    """
    book = open_scenario(scenario, scenarios)
    found = _check(book, runs, workers, cluster)
    if as_json:
        put_json(found.as_json())
    else:
        from .balance_table import balance_lines

        for line in balance_lines(found, book.scenario, language(lang)):
            put(line)
    return DONE if found.holds else DID_NOT_HOLD


def _check(book: Book, runs: int, workers: int | None, cluster: str | None) -> Balance:
    from drillroom.analysis.balance import check_balance
    from drillroom.analysis.balance_runs import run_looks
    from drillroom.analysis.baselines import Rerun, exposure
    from drillroom.runtime.books import baselines
    from drillroom.runtime.opening import open_header
    from drillroom.runtime.pace import STRETCHES, reading_time
    from drillroom.runtime.words import keyed, nobody_yet
    from drillroom.storage.library import playbook_names

    seeds = range(1, runs + 1)
    header = open_header(book.scenario, book.rules, seed=seeds[0], playbooks=baselines(book))
    books = [open_playbook(book, name) for name in playbook_names(book.found)]
    plans = {name: keyed(plan, nobody_yet(seeds[0]), book.rules.vocabulary)[0] for name, plan in books}
    measured = exposure(Rerun(header))
    with asked_pool(workers, cluster) as pool, _Progress() as progress:
        return check_balance(
            header,
            plans,
            seeds=seeds,
            ask=lambda tasks: pool.each(run_looks, header, measured, tasks),
            reading=reading_time,
            pace=book.scenario.tempo.outbreak or STRETCHES["outbreak"],
            on_progress=progress,
        )


class _Progress:
    """Runs done out of those planned, in one line of a terminal that is gone at the end; nowhere else a word."""

    def __init__(self) -> None:
        self._write: Callable[[str], object] | None = sys.stderr.write if sys.stderr.isatty() else None

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._write is not None:
            self._write("\r\x1b[K")

    def __call__(self, done: int, planned: int) -> None:
        """One more."""
        if self._write is not None:
            self._write(f"\r{done} / {planned}")
            sys.stderr.flush()
