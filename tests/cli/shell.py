"""Runs drillroom the way a shell does, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def drillroom(
    *words: object, home: Path, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The finished process of ``drillroom words…``, with its own home and nothing of this computer's language."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "DRILLROOM"))}
    return subprocess.run(
        [sys.executable, "-m", "drillroom", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        input=stdin or "",
        env={**plain, "DRILLROOM_HOME": str(home), **environment},
        cwd=home,
        timeout=100,
        check=False,
    )
