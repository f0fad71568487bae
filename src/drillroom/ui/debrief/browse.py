"""Shows a file in the person's browser, if there is one with a window of its own.

A browser that would draw into this terminal is never started.
"""

from __future__ import annotations

import webbrowser
from pathlib import Path

_IN_THE_TERMINAL = ("www-browser", "links", "links2", "elinks", "lynx", "w3m", "browsh", "carbonyl")


def browse(path: Path) -> bool:
    """Show ``path``; False where no browser could be started. May take seconds."""
    try:
        browser = webbrowser.get()
        name = Path(str(getattr(browser, "name", ""))).stem
        return name not in _IN_THE_TERMINAL and bool(browser.open_new_tab(path.resolve().as_uri()))
    except (webbrowser.Error, OSError):
        return False
