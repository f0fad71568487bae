"""What holds for every test of the screens: nobody's own settings, style sheets read once, no thread left behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

OWN_SETTINGS = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLORFGBG", "DRILLROOM_LANG")
"""What somebody may have set for their own terminal, and what a screen would heed."""
_parse = Stylesheet._parse_rules
_parsed: dict[tuple[Any, ...], list[RuleSet]] = {}


def _parse_once(self: Stylesheet, css: str, *more: Any, **named: Any) -> list[RuleSet]:
    """Most of an app's start is reading style sheets, and every test starts one. Rules do not change once read."""
    key = (css, *more, *sorted(named.items()), *sorted(self._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse(self, css, *more, **named)
    return _parsed[key]


@pytest.fixture(autouse=True)
def _same_for_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OWN_SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parse_once)


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert [it.name for it in threading.enumerate() if it not in before] == []
