"""Puts a file in place whole: after a kill at any instant it is there with all its bytes, or not at all.

The bytes are safe on disk before the name is, and a new file never takes the place of another one.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

OWN, SHARED = 0o600, 0o666
"""Who may read a file, before the umask: its owner, or whom the system lets by default."""


def replace_whole(path: Path, raw: bytes, *, mode: int = SHARED) -> None:
    """Put ``raw`` at ``path``, over what stands there. Raises OSError, and then nothing has changed."""
    with _beside(path, raw, mode) as name:
        os.replace(name, path)
    _sync_folder(path.parent)


def place_whole(path: Path, raw: bytes, *, mode: int = SHARED) -> None:
    """Put ``raw`` at ``path``, where nothing may stand. Raises FileExistsError or another OSError."""
    with _beside(path, raw, mode) as name:
        _name_anew(name, path)
    _sync_folder(path.parent)


@contextlib.contextmanager
def _beside(path: Path, raw: bytes, mode: int) -> Iterator[str]:
    """A file of another name in the same folder, with these bytes safe on disk; that name is gone in the end."""
    number, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode & ~_umask())
        yield name
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)


def _name_anew(name: str, path: Path) -> None:
    try:
        os.link(name, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links: the name is claimed first. A kill in between leaves an empty file, no torn one.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        os.replace(name, path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make new names in a folder safe; where folders cannot be opened, as on Windows, the system does it itself."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        # Some file systems refuse to sync a folder; there is nothing better to do there.
        with contextlib.suppress(OSError):
            os.fsync(number)
    finally:
        os.close(number)
