"""Pools: the same trials whoever plays them, whatever falls over, and nobody left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from mortal import Mortal, lives

from drillroom import __version__
from drillroom.analysis.baselines import Rerun, exposure
from drillroom.analysis.bots import bot
from drillroom.analysis.rollout import Follower
from drillroom.analysis.trials import Task, Trial
from drillroom.doctrine.read import default_rules
from drillroom.engine import ENGINE
from drillroom.errors import DrillroomError
from drillroom.log.header import Header
from drillroom.log.records import ExposureMeasured
from drillroom.runtime import pool as pools
from drillroom.runtime.pool import Cluster, Pool, Processes, UnreachableError, open_pool
from drillroom.scenario.playbook import NONE, load_playbook
from toy import SOURCE, toy, toy_header


@cache
def header() -> Header:
    path = SOURCE.parent / "playbooks" / "model.yaml"
    vocabulary = default_rules().vocabulary
    return toy_header(model=load_playbook(path.read_bytes(), file=path.name, scenario=toy(), vocabulary=vocabulary))


@cache
def measured() -> ExposureMeasured:
    return exposure(Rerun(header()))


def tasks(count: int = 12) -> list[Task]:
    """Two players on each of so many seeds."""
    players = {"talk": bot("talk-only", header()), "none": Follower(NONE)}
    return [Task((seed, name), player, seed) for seed in range(1, count + 1) for name, player in players.items()]


def played(pool: Pool, wanted: list[Task] | None = None, *, batch: int = 2) -> dict[Any, Trial]:
    found = list(pool.results(header(), measured(), wanted or tasks(), batch=batch))
    assert len(found) == len(wanted or tasks())
    return dict(found)


@cache
def here() -> dict[Any, Trial]:
    """What this process makes of them."""
    with open_pool(workers=1) as pool:
        return played(pool)


@pytest.fixture(scope="module")
def two() -> Iterator[Processes]:
    """Two warm processes."""
    pool = Processes(2)
    yield pool
    pool.close()


# ------------------------------------------------------------------ on this machine


def test_the_trials_are_the_same_whoever_plays_them(two: Processes) -> None:
    """One process or two, in batches of any size."""
    assert played(two) == here()
    assert played(two, batch=5) == here()


def test_a_task_tells_what_its_answer_belongs_to(two: Processes) -> None:
    """Keys come back as they were given, each once, in whatever order."""
    assert sorted(played(two)) == sorted(task.key for task in tasks())
    assert all(trial.seed == seed for (seed, _), trial in played(two).items())


def test_a_worker_that_dies_loses_nothing(two: Processes, tmp_path: Path) -> None:
    """Fresh processes play what was not finished; each trial comes once."""
    last = Task((99, "mortal"), Mortal(lives(tmp_path / "lives", 1)), 3)
    found = played(two, [*tasks(), last])
    assert found.pop(last.key) == here()[3, "none"]
    assert found == here()
    assert list((tmp_path / "lives").iterdir()) == []


def test_workers_that_die_again_and_again_are_given_up(two: Processes, tmp_path: Path) -> None:
    """An error that says what can be done, and a pool that works again afterwards."""
    with pytest.raises(DrillroomError, match="a worker died 3 times") as told:
        played(two, [Task("mortal", Mortal(lives(tmp_path / "lives", 9)), 3)])
    assert "--workers 1" in told.value.hint
    assert played(two, tasks(1)) == {key: trial for key, trial in here().items() if key[0] == 1}


def test_a_worker_with_another_engine_is_refused(two: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its trials would be others; said once, and nothing is waited for."""
    monkeypatch.setattr(pools, "ENGINE", ENGINE + 1)
    with pytest.raises(DrillroomError, match=f"a worker has engine {ENGINE}, and engine {ENGINE + 1} was asked for"):
        played(two)


def test_who_stops_asking_leaves_nobody_behind() -> None:
    """After the first answer the pool closes: nothing that was not begun is played, and the processes are gone."""
    before = set(multiprocessing.active_children())
    with open_pool(workers=2) as pool:
        answers = pool.results(header(), measured(), tasks(2000), batch=2)
        assert len(list(islice(answers, 1))) == 1
        answers.close()
    assert set(multiprocessing.active_children()) <= before


def test_this_process_alone_needs_no_other() -> None:
    """One worker is no pool."""
    before = set(multiprocessing.active_children())
    with open_pool(workers=1) as pool:
        next(pool.results(header(), measured(), tasks()))
        assert set(multiprocessing.active_children()) == before


_PROGRAM = """
import sys
sys.path.insert(0, {place!r})
import test_pool

def main():
    with test_pool.open_pool(workers=2) as pool:
        for _ in pool.results(test_pool.header(), test_pool.measured(), test_pool.tasks(100_000)):
            print("playing", flush=True)

if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("ending", ["SIGINT", "SIGKILL"])
def test_no_worker_outlives_its_parent(ending: str, tmp_path: Path) -> None:
    """Ctrl+C, which all of them get, or a kill: they hold the pipe open, so that its end means that they are gone."""
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM.format(place=str(Path(__file__).parent)), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"playing\n"
        if ending == "SIGINT":
            os.killpg(parent.pid, signal.SIGINT)
        else:
            parent.kill()
        parent.communicate(timeout=20)
    assert parent.returncode != 0


# ------------------------------------------------------------------ on a cluster


def test_a_cluster_needs_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DrillroomError, match="not installed") as told, open_pool(cluster="tcp://127.0.0.1:9"):
        pass
    assert "drillroom[cluster]" in told.value.hint


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere", "foo://bar"])
def test_a_cluster_that_does_not_answer_is_unreachable(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody there, or an address that is none."""
    pytest.importorskip("distributed")
    monkeypatch.setattr(pools, "_PATIENCE", "1s")
    with pytest.raises(UnreachableError, match="nobody answers at"), open_pool(cluster=address):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_a_cluster_loses_no_trial_with_a_worker(two: Processes) -> None:
    """Dask gives the work of a killed worker to the other one; nobody waits for it in vain."""
    distributed = pytest.importorskip("distributed")
    wanted, found = tasks(40), dict[Any, Trial]()
    with (
        warnings.catch_warnings(),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        warnings.simplefilter("ignore")
        with open_pool(cluster=cluster.scheduler_address) as pool:
            assert isinstance(pool, Cluster)
            answers = pool.results(header(), measured(), wanted, batch=2)
            found |= dict(islice(answers, 4))
            killed = next(iter(cluster.workers.values())).pid
            os.kill(killed, signal.SIGKILL)
            found |= dict(answers)
    assert found == played(two, wanted, batch=16)


class _FarClient:
    """What a pool asks of a Dask client about its workers."""

    def __init__(self, *found: object) -> None:
        self._found = found

    def run(self, *_: object, **__: object) -> dict[str, object]:
        return {f"tcp://worker-{number}": found for number, found in enumerate(self._found)}

    def scheduler_info(self) -> dict[str, Any]:
        return {"workers": self.run()}


@pytest.mark.parametrize(
    ("found", "has"), [(ModuleNotFoundError("drillroom"), "no drillroom"), ("0.0.1", r"drillroom 0\.0\.1")]
)
def test_a_worker_without_this_drillroom_is_said_to_be_so(found: object, has: str) -> None:
    """Before it is given anything, as it would die of it."""
    with pytest.raises(DrillroomError, match=f"a worker of the cluster has {has}"):
        pools._check_workers(_FarClient(__version__, found))
    pools._check_workers(_FarClient(__version__, __version__))


def test_a_cluster_whose_workers_are_all_gone_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its scheduler would keep the work for ever."""

    class Deaf(Executor):
        def submit(self, *_: object, **__: object) -> Future[Any]:  # type: ignore[override]
            return Future()

    monkeypatch.setattr(pools, "_PULSE", 0.01)
    with pytest.raises(UnreachableError, match="no workers any more"):
        played(Cluster(_FarClient(), Deaf()))
