"""``drillroom whatif``: what would each other choice have come to?

stdout holds the finished table; while it is made, stderr tells the first change and every one that gains more.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from .frame import DONE, put, put_json, tell, verb
from .shelf import language, open_log
from .workers import asked_pool, pool_options

if TYPE_CHECKING:
    from drillroom.analysis.whatif import Row
    from drillroom.cli.whatif_words import Words

MOST_SEEDS = 256
_BAR = 30


@verb(
    "whatif",
    examples=[
        "drillroom whatif drill.jsonl",
        "drillroom whatif drill.jsonl --seeds 32 --json",
        "drillroom whatif drill.jsonl --seeds 0",
    ],
)
@click.argument("log")
@click.option(
    "--seeds",
    type=click.IntRange(0, MOST_SEEDS),
    default=8,
    metavar="N",
    help="Other seeds on which it is tried too; default 8.",
)
@pool_options
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--lang", metavar="L", help="Language of what is told: en or zh-Hans.")
def command(log: str, seeds: int, workers: int | None, cluster: str | None, as_json: bool, lang: str | None) -> int:
    """Play the drill of LOG again with one choice changed, for every choice, and tell what it would have gained."""
    from drillroom.runtime.whatifs import check_whatif, what_if

    from .whatif_table import table
    from .whatif_words import Words

    read = open_log(log)
    check_whatif(read, file=log)
    words = Words(read.header, language(lang))
    with asked_pool(workers, cluster) as pool, _Told(words) as told:
        found = what_if(read, pool, seeds=seeds, on_trial=told.count, on_row=told.row)
    if as_json:
        header = {"scenario": read.header.scenario["id"], "seed": read.header.seed, "engine": read.header.engine}
        put_json({"format": 0, "log": log, **header, **found.as_json()})
        return DONE
    for line in table(found, words):
        put(line)
    return DONE


class _Told:
    """What is told while it goes on: the first change, and every one that gains more than any before it.

    On a terminal also a bar, which is gone at the end.
    """

    def __init__(self, words: Words) -> None:
        self._words, self._most, self._is_first = words, 0.0, True
        self._is_terminal = sys.stderr.isatty()

    def __enter__(self) -> _Told:
        return self

    def __exit__(self, *_: object) -> None:
        self._wipe()

    def count(self, done: int, planned: int) -> None:
        """So many trials of those planned are done."""
        if self._is_terminal:
            full = _BAR * done // max(1, planned)
            sys.stderr.write(f"\r[{'#' * full}{'.' * (_BAR - full)}] {done} / {planned} ")
            sys.stderr.flush()

    def row(self, row: Row) -> None:
        """What another choice was worth."""
        total = row.worth[0]
        if row.own is None or not (self._is_first or total > self._most):
            return
        self._is_first, self._most = False, max(self._most, total)
        self._wipe()
        tell(self._words.so_far(row))

    def _wipe(self) -> None:
        if self._is_terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
