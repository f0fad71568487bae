"""Opens files that people name on the command line.

Only ordinary files are read, and never more of them than the caller can use.
"""

from __future__ import annotations

import sys
from pathlib import Path

from drillroom.errors import Problem, UnusableFile

TEXT_LIMIT = 1_000_000
"""Bytes of a scenario, playbook or doctrine file; its reader refuses more."""
LOG_LIMIT = 256 * 1_048_576


def read_file(path: Path, *, limit: int = TEXT_LIMIT) -> bytes:
    """The bytes of ``path``. Raises UnusableFile if it is missing, no ordinary file, or longer than ``limit`` bytes."""
    try:
        if path.is_dir():
            raise _unusable(path, "this is a folder, not a file")
        if path.exists() and not path.is_file():
            raise _unusable(path, "this is no ordinary file")
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except FileNotFoundError as error:
        raise _unusable(path, "no such file") from error
    except (OSError, ValueError) as error:
        raise _unusable(path, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(raw) > limit:
        size = path.stat().st_size / 1_000_000
        raise _unusable(path, f"{size:.1f} MB is too much; {limit / 1_000_000:g} MB is the limit")
    return raw


def read_stdin(*, limit: int = TEXT_LIMIT) -> bytes:
    """What is piped in, for the file name ``-``. Raises UnusableFile beyond ``limit`` bytes."""
    raw = sys.stdin.buffer.read(limit + 1)
    if len(raw) > limit:
        raise _unusable(Path("-"), f"more than {limit / 1_000_000:g} MB were piped in")
    return raw


def _unusable(path: Path, message: str) -> UnusableFile:
    return UnusableFile([Problem(str(path), 0, 0, "", message)])
