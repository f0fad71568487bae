"""What a fresh interpreter loads: the core loads no screen, ``--help`` loads next to nothing.

import-linter reads the imports; these tests run them, so that one made late or by a library is seen too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "drillroom"
CORE = ("analysis", "doctrine", "engine", "errors", "language", "log", "scenario", "scoring", "source")
NOT_IN_THE_CORE = {"asyncio", "click", "faker", "http.server", "jinja2", "rich", "socketserver", "sqlite3", "textual"}
NOT_FOR_HELP = {"asyncio", "faker", "jinja2", "pydantic", "rich", "simpy", "textual", "yaml"}


def _modules(part: str) -> list[str]:
    place = SOURCE / part if (SOURCE / part).is_dir() else SOURCE / f"{part}.py"
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    names = [".".join(file.relative_to(SOURCE.parent).with_suffix("").parts) for file in files]
    return [name.removesuffix(".__init__") for name in names]


def _loaded(program: str) -> set[str]:
    """The modules that a new interpreter holds after it ran ``program``."""
    report = "\nimport json, sys\nsys.stderr.write('LOADED' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program + report],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return set(json.loads(done.stderr.rpartition("LOADED")[2]))


def _help(*words: str) -> str:
    """A program that asks the command line for help, as the entry point does."""
    return f"""
import sys
from drillroom.cli import main
sys.argv[1:] = {[*words, "--help"]!r}
try:
    main()
except SystemExit as end:
    assert not end.code
"""


@pytest.mark.parametrize("part", CORE)
def test_core_loads_no_screen_no_server_and_no_names(part: str) -> None:
    """Every module of the part, loaded at once, brings in nothing that the core must not know."""
    names = _modules(part)
    loaded = _loaded("\n".join(f"import {name}" for name in names))
    assert set(names) <= loaded
    assert loaded & NOT_IN_THE_CORE == set()


def test_the_look_at_what_is_loaded_can_fail() -> None:
    """A module that does load asyncio is seen to do so."""
    assert "asyncio" in _loaded("import asyncio")


def test_scoring_does_not_load_the_engine() -> None:
    """A log is marked without the engine that wrote it, and without SimPy."""
    loaded = _loaded("\n".join(f"import {name}" for name in _modules("scoring")))
    assert not {name for name in loaded if name == "simpy" or name.startswith("drillroom.engine")}


def test_help_loads_next_to_nothing() -> None:
    """``drillroom --help`` is as quick as click is."""
    assert _loaded(_help()) & NOT_FOR_HELP == set()
