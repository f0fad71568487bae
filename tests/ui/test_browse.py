"""Showing the written debrief in a browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest

from drillroom.ui.debrief.browse import browse


class Window:
    """A browser that notes what it was asked to show."""

    def __init__(self, name: str, *, starts: bool = True) -> None:
        self.name = name
        self.starts = starts
        self.shown: list[str] = []

    def open_new_tab(self, url: str) -> bool:
        """Show a page."""
        self.shown.append(url)
        return self.starts


def offer(monkeypatch: pytest.MonkeyPatch, window: Window) -> Window:
    """Make it the browser of this computer."""
    monkeypatch.setattr(webbrowser, "get", lambda: window)
    return window


def test_a_page_is_named_as_an_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Blanks and signs in a folder's name do not break it."""
    window = offer(monkeypatch, Window("firefox"))
    assert browse(tmp_path / "a b#c" / "x.html")
    assert window.shown[0].startswith("file:///")
    assert window.shown[0].endswith("/a%20b%23c/x.html")


@pytest.mark.parametrize("name", ["lynx", "w3m", "www-browser", "elinks", "/usr/bin/links"])
def test_a_browser_of_the_terminal_is_never_started(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It would draw over the drill."""
    window = offer(monkeypatch, Window(name))
    assert not browse(tmp_path / "x.html")
    assert window.shown == []


def test_no_browser_is_no_crash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither one that is not there, nor one that does not start."""

    def nothing() -> Window:
        raise webbrowser.Error("could not locate runnable browser")

    offer(monkeypatch, Window("firefox", starts=False))
    assert not browse(tmp_path / "x.html")
    monkeypatch.setattr(webbrowser, "get", nothing)
    assert not browse(tmp_path / "x.html")
