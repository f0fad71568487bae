"""Players whose processes die, for pools of processes: what a worker unpickles must stand in a module of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from drillroom.analysis.rollout import Move, Table
from drillroom.log.records import Entry, Record


@dataclass(frozen=True, slots=True)
class Mortal:
    """Does nothing, but that its process dies the first times it is asked to play: as often as ``lives`` has files."""

    lives: Path
    hears: tuple[type[Record], ...] = ()

    def opening(self, table: Table) -> Iterable[Move]:
        """No moves, or no end."""
        for life in sorted(self.lives.iterdir()):
            try:
                life.unlink()
            except FileNotFoundError:  # another process was quicker to die of it
                continue
            os._exit(9)
        return ()

    def answer(self, entry: Entry, table: Table) -> Iterable[Move]:
        """Nothing."""
        return ()


def lives(folder: Path, count: int) -> Path:
    """A folder with so many files in it."""
    folder.mkdir()
    for number in range(count):
        (folder / str(number)).touch()
    return folder
