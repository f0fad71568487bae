"""Writes the pictures of the documents, or tells which of them are out of date."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"


def draw(painters: Mapping[str, Callable[[], str]], arguments: list[str], *, script: str) -> int:
    """Draw every picture; with ``--check`` only tell which are not what would be drawn now. Returns the exit code."""
    is_check, stale = "--check" in arguments, 0
    PICTURES.mkdir(exist_ok=True)
    for name, paint in painters.items():
        path, picture = PICTURES / name, paint()
        if path.exists() and path.read_text(encoding="utf-8") == picture:
            continue
        stale += 1
        if is_check:
            sys.stderr.write(f"out of date: {name} (run: python scripts/{script})\n")
        else:
            path.write_text(picture, encoding="utf-8", newline="\n")
            sys.stderr.write(f"written: {name}\n")
    return 1 if is_check and stale else 0
