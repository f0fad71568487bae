"""Runs commands inside this process."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from drillroom.cli import root

PLACES = Path(__file__).parents[1]
"""Where the scenarios of the tests lie."""


def call(*words: object) -> Result:
    """The finished command ``drillroom words…``."""
    return CliRunner().invoke(root, [str(word) for word in words])
