"""Keeps what a screen looked like, as a picture and as text, and compares the next run with it.

A frame holds nothing that differs between two runs or that would be fetched from elsewhere: no drawn ids, no fonts.
"""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

from rich.cells import cell_len
from rich.console import CONSOLE_SVG_FORMAT, Console
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App
from textual.pilot import Pilot

_FONTS = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)
_CREDIT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
FORMAT = _CREDIT.sub("", _FONTS.sub("", CONSOLE_SVG_FORMAT)).replace("Fira Code, monospace", "monospace")
_STRETCHED = re.compile(
    r'(?P<start><text [^>]*?)textLength="(?P<length>[\d.]+)"(?P<rest>[^>]*)>(?P<words>[^<]*)</text>'
)
SMALL, LARGE = (80, 24), (140, 45)
LANGUAGES = ("en", "zh-Hans")


class Picture(SingleFileSnapshotExtension):
    """A frame as SVG: colors and weights."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


class Lines(SingleFileSnapshotExtension):
    """A frame as lines of text: what a reader of a diff understands."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT


def svg(app: App[Any]) -> str:
    """The screen as SVG."""
    drawn = _recorded(app).export_svg(title="drillroom", code_format=FORMAT, unique_id="frame")
    return _STRETCHED.sub(_as_wide_as_its_cells, drawn)


def _as_wide_as_its_cells(found: re.Match[str]) -> str:
    """A run of text gets the room of its cells: the export counts characters, and would press wide ones together."""
    words = unescape(found["words"])
    length = float(found["length"]) / max(1, len(words)) * cell_len(words)
    return f'{found["start"]}textLength="{length:g}"{found["rest"]}>{found["words"]}</text>'


def text(app: App[Any]) -> str:
    """The screen as lines, without blanks at their ends."""
    lines = _recorded(app).export_text().splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _recorded(app: App[Any]) -> Console:
    """A console that has been shown what the terminal shows, screens behind a dialog included."""
    width, height = app.size
    console = Console(
        width=width,
        height=height,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        record=True,
        legacy_windows=False,
        safe_box=False,
    )
    console.print(app.screen._compositor.render_update(full=True, screen_stack=app._background_screens))
    return console


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing moves: styles applied, layouts done, animations over."""
    await pilot.pause()
    await pilot.wait_for_scheduled_animations()
    await pilot.pause()


async def assert_looks_the_same(
    pilot: Pilot[Any], snapshot: SnapshotAssertion, name: str | None = None, *, is_picture: bool = True
) -> None:
    """The screen is what it was when the frames were last accepted (``pytest --snapshot-update``).

    ``name`` tells several frames of one test apart; without ``is_picture`` only the text is kept.
    """
    stand_still(pilot.app)
    await settle(pilot)
    # The text first: its difference can be read.
    assert text(pilot.app) == snapshot(name=name, extension_class=Lines)
    if is_picture:
        assert svg(pilot.app) == snapshot(name=name, extension_class=Picture)


async def assert_looks_the_same_at_both(pilot: Pilot[Any], snapshot: SnapshotAssertion) -> None:
    """The same at the size one begins with and, resized, at the other. Only the small ones are kept as pictures."""
    for size in sorted((SMALL, LARGE), key=lambda it: it != tuple(pilot.app.size)):
        await pilot.resize_terminal(*size)
        await assert_looks_the_same(pilot, snapshot, name_of(size), is_picture=size == SMALL)


def name_of(size: tuple[int, int]) -> str:
    """What frames of this size are called: ``80x24``."""
    return "{}x{}".format(*size)


def stand_still(app: App[Any]) -> None:
    """No cursor blinks."""
    for field in app.screen.query("Input, TextArea"):
        field.cursor_blink = False  # type: ignore[attr-defined]
