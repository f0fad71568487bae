"""Writes the files people ask for: reports, exports, tables.

A file appears whole or not at all, and its name is made of ids and the log's stem only.
"""

from __future__ import annotations

import re
from pathlib import Path

from drillroom.errors import DrillroomError

from .whole import SHARED, replace_whole


def write_file(path: Path, content: str | bytes, *, mode: int = SHARED) -> Path:
    """Write ``content`` (text as UTF-8) to ``path``, making its folder; an older file of that name is replaced.

    Raises DrillroomError where the place cannot be written.
    """
    raw = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            # /dev/stdout, a pipe: nothing to replace, so write into it.
            path.write_bytes(raw)
        else:
            replace_whole(path, raw, mode=mode)
    except OSError as error:
        raise DrillroomError(
            f"cannot write {str(path)!r}: {error.strerror or error}", hint="choose another place with --out"
        ) from error
    return path


def report_path(log: Path, extension: str, folder: Path | None) -> Path:
    """``<log stem>.<extension>`` in ``folder``, or beside the log."""
    return (folder or log.parent) / f"{log.stem}.{extension}"


def free_path(folder: Path, stem: str, extension: str) -> Path:
    """``stem.extension`` in ``folder``, or with ``-2``, ``-3`` … where that is taken; odd characters are dropped."""
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-") or "drill"
    path, number = folder / f"{safe}.{extension}", 1
    while path.exists():
        number += 1
        path = folder / f"{safe}-{number}.{extension}"
    return path
