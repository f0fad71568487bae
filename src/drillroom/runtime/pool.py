"""Runs trials on several processes of this machine, or on a cluster, and hands back what comes in.

What comes back does not depend on how many there are or on which of them falls over: a trial is a pure function.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from json import dumps
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from drillroom import __version__
from drillroom.analysis.trials import Task, Trial, run_tasks
from drillroom.engine import ENGINE
from drillroom.errors import DrillroomError
from drillroom.log.header import Header
from drillroom.log.records import ExposureMeasured

BATCH = 16
_MOST_WORKERS = 61
"""What Windows can wait for at once."""
_MOST_DEATHS = 3
"""So many times workers may die under one question before it is given up."""
_PATIENCE = "10s"
"""How long a cluster has to answer."""
_PULSE = 5.0
"""Wall seconds without a result after which one looks whether anybody is still at work."""

Result = TypeVar("Result")
Found = list[tuple[Any, Result]]
Plays = Callable[[str, ExposureMeasured | None, Sequence[Task]], Found[Result]]
"""What a worker does with a header (as text) and a few tasks: a function of a module, so that it can be named there."""


class UnreachableError(DrillroomError):
    """A cluster that does not answer, or does not answer any more; a command ends with 3."""


class Pool:
    """A place where trials run: in this process. The pools below it have more hands."""

    def results(
        self, header: Header, measured: ExposureMeasured | None, tasks: Sequence[Task], *, batch: int = BATCH
    ) -> Iterator[tuple[Any, Trial]]:
        """(key, trial) of each task as they come in, in no order that one may rely on.

        ``batch`` tasks travel together; neighbors share what was measured for their seed, so give them seed by seed.
        Stops what is left when the caller stops asking. Raises DrillroomError for workers that cannot do it.
        """
        return self.each(run_tasks, header, measured, tasks, batch=batch)

    def each(
        self,
        plays: Plays[Result],
        header: Header,
        measured: ExposureMeasured | None,
        tasks: Sequence[Task],
        *,
        batch: int = BATCH,
    ) -> Iterator[tuple[Any, Result]]:
        """As ``results``, with what ``plays`` makes of the tasks."""
        text = dumps(header.as_json(), ensure_ascii=False, separators=(",", ":"))
        batches = {start: tuple(tasks[start : start + batch]) for start in range(0, len(tasks), batch)}
        with closing(self._run(_Work(plays, ENGINE, text, measured), batches)) as found:
            for some in found:
                yield from some

    def _run(self, work: _Work[Result], batches: Mapping[int, Sequence[Task]]) -> Generator[Found[Result], None, None]:
        """What came of each batch."""
        for tasks in batches.values():
            for task in tasks:  # one by one, so that a caller who stops has not waited for more
                yield work.do((task,))


@dataclass(frozen=True, slots=True)
class _Work(Generic[Result]):
    """What is to be done with each batch: small and plain, as it travels with every one of them."""

    plays: Plays[Result]
    engine: int
    header: str
    measured: ExposureMeasured | None

    def do(self, tasks: Sequence[Task]) -> Found[Result]:
        return self.plays(self.header, self.measured, tasks)


@contextmanager
def open_pool(*, workers: int | None = None, cluster: str | None = None) -> Iterator[Pool]:
    """A pool of ``workers`` processes (default: one for each core; 1: this process alone), or a Dask cluster's.

    Raises DrillroomError where Dask is not installed, UnreachableError where nobody answers at the address ``cluster``.
    """
    if cluster is not None:
        with _connected(cluster) as far:
            yield far
        return
    count = min(workers or _cores(), _MOST_WORKERS)
    if count == 1:
        yield Pool()
        return
    pool = Processes(count)
    try:
        yield pool
    finally:
        pool.close()


def _cores() -> int:
    """Cores that this process may use."""
    mine: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    return mine() or 1


# ------------------------------------------------------------------ on this machine


class Processes(Pool):
    """Fresh processes of this machine. One that dies is replaced, and what it had not finished is run again."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._context = multiprocessing.get_context("spawn")
        self._stop = self._context.RawValue("b", 0)
        self._executor: ProcessPoolExecutor | None = None

    def _hands(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self._count, mp_context=self._context, initializer=_begin_work, initargs=(self._stop,)
            )
        return self._executor

    def _run(self, work: _Work[Result], batches: Mapping[int, Sequence[Task]]) -> Generator[Found[Result], None, None]:
        left, deaths = dict(batches), 0
        while left:
            try:
                for number, found in _flow(self._hands(), work, left):
                    del left[number]
                    yield found
            except BrokenProcessPool as error:
                self._hands().shutdown(wait=True, cancel_futures=True)
                self._executor, deaths = None, deaths + 1
                if deaths >= _MOST_DEATHS:
                    raise DrillroomError(
                        f"a worker died {deaths} times before its work was done",
                        hint="is there enough memory? --workers 1 does without them",
                    ) from error

    def close(self) -> None:
        """Let what runs come to its next trial, and wait until every process is gone."""
        self._stop.value = 1
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)


_stop: Any = None
"""In a worker: a byte that is not 0 once nobody waits for results any more."""


def _begin_work(stop: Any) -> None:
    """A new worker: Ctrl+C is its parent's to answer, and it does not outlive its parent."""
    global _stop
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_go_with, args=(parent,), daemon=True).start()


def _go_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


# ------------------------------------------------------------------ on a cluster


class Cluster(Pool):
    """The workers of a Dask cluster. Dask gives the work of one that dies to another."""

    def __init__(self, client: Any, executor: Executor) -> None:
        self._client, self._executor = client, executor

    def _run(self, work: _Work[Result], batches: Mapping[int, Sequence[Task]]) -> Generator[Found[Result], None, None]:
        try:
            for _, found in _flow(self._executor, work, batches, while_waiting=self._look):
                yield found
        except (OSError, CancelledError) as error:
            raise UnreachableError(
                "the cluster does not answer any more", hint="see what its scheduler says, and ask again"
            ) from error

    def _look(self) -> None:
        """Work that nobody is there for would wait for ever."""
        if not self._client.scheduler_info()["workers"]:
            raise UnreachableError("the cluster has no workers any more", hint="see what they say, and ask again")


@contextmanager
def _connected(address: str) -> Iterator[Cluster]:
    """The cluster at ``address``, such as ``tcp://10.0.0.5:8786``."""
    try:
        from distributed import Client
    except ImportError as error:
        raise DrillroomError(
            "a cluster needs Dask, which is not installed", hint='pip install "drillroom[cluster]"'
        ) from error
    # What goes wrong is told by the errors below, once and without the traces of the library.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UnreachableError(
            f"nobody answers at {address!r}", hint="start a scheduler, and check the address"
        ) from error
    try:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except OSError as error:
            raise UnreachableError(
                f"the cluster at {address!r} has no workers", hint="start some, and ask again"
            ) from error
        _check_workers(client)
        executor = client.get_executor(pure=False)
        try:
            yield Cluster(client, executor)
        finally:
            executor.shutdown(wait=False)
    finally:
        client.close()


def _check_workers(client: Any) -> None:
    """A worker without drillroom would die of the first task, and so would the next."""
    for found in client.run(version, "drillroom", on_error="return").values():
        if isinstance(found, Exception) or found != __version__:
            has = "no drillroom" if isinstance(found, Exception) else f"drillroom {found}"
            raise DrillroomError(
                f"a worker of the cluster has {has}", hint=f"install drillroom {__version__} on every worker"
            )


# ------------------------------------------------------------------ what both do


def _flow(
    executor: Executor,
    work: _Work[Result],
    batches: Mapping[int, Sequence[Task]],
    *,
    while_waiting: Callable[[], None] = lambda: None,
) -> Generator[tuple[int, Found[Result]], None, None]:
    """(number, result) of each batch as they come in; none is left waiting when it ends, however it ends."""
    waiting: dict[Future[Found[Result]], int] = {}
    finished = SimpleQueue[Future[Found[Result]]]()
    try:
        for number, tasks in dict(batches).items():
            future = executor.submit(_in_worker, work, tasks)
            waiting[future] = number
            future.add_done_callback(finished.put)
        while waiting:
            try:
                done = finished.get(timeout=_PULSE)
            except Empty:
                while_waiting()
                continue
            yield waiting.pop(done), done.result()
    finally:
        for future in waiting:
            future.cancel()


def _in_worker(work: _Work[Result], tasks: Sequence[Task]) -> Found[Result]:
    """A batch; nothing more once the pool closes. Raises DrillroomError where the worker has another engine."""
    if work.engine != ENGINE:
        raise DrillroomError(
            f"a worker has engine {ENGINE}, and engine {work.engine} was asked for",
            hint="install the same version of drillroom on every worker",
        )
    found: Found[Result] = []
    for task in tasks:
        if _stop is not None and _stop.value:
            break
        found += work.do((task,))
    _settle_down()
    return found


@lru_cache(maxsize=1)
def _settle_down() -> None:
    """What a worker has loaded stays; the collector need not look at it again."""
    gc.collect()
    gc.freeze()
