"""The options of commands that play many runs, and the pool they ask for.

A cluster that does not answer ends the command with an exit code of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from .frame import tell_error

if TYPE_CHECKING:
    from drillroom.runtime.pool import Pool

NO_CONNECTION = 3
_MOST = 61


def pool_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--workers`` and ``--cluster``."""
    workers = click.option(
        "--workers", type=click.IntRange(1, _MOST), metavar="N", help="Processes to play in; default one a core."
    )
    cluster = click.option(
        "--cluster", metavar="ADDRESS", help="Play on the Dask cluster of this scheduler, such as tcp://host:8786."
    )
    return workers(cluster(command))


@contextmanager
def asked_pool(workers: int | None, cluster: str | None) -> Iterator[Pool]:
    """The pool that the options ask for. Exits with 3 where a cluster does not answer or answers no more."""
    from drillroom.runtime.pool import UnreachableError, open_pool

    if workers is not None and cluster is not None:
        raise click.UsageError("--workers is for this machine, --cluster for another: give one of them.")
    try:
        with open_pool(workers=workers, cluster=cluster) as pool:
            yield pool
    except UnreachableError as error:
        tell_error(error)
        raise click.exceptions.Exit(NO_CONNECTION) from error
