"""Opens the debrief of a log and writes it to files, the same for a screen, for lines and for a command.

What is told comes from the log and its people file alone; a damaged log is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drillroom.errors import UnusableFile
from drillroom.storage.logs import read_log, read_people_of
from drillroom.storage.outputs import report_path, write_file

if TYPE_CHECKING:
    from drillroom.language import Speech
    from drillroom.log.chain import Log
    from drillroom.report.debrief import Debrief
    from drillroom.scoring.score import Scorecard

FORMATS = ("html", "md", "json")


def whole_log(path: Path) -> Log:
    """The log at ``path``. Raises UnusableFile for what is no log, or has a fault inside."""
    log = read_log(path)
    if log.faults:
        raise UnusableFile(log.faults, hint="drillroom verify tells more about it")
    return log


def open_debrief(path: Path) -> tuple[Debrief, Scorecard]:
    """The debrief and the marks of a log, with the words of its people file if there is one."""
    from drillroom.report.debrief import debrief
    from drillroom.scoring.score import score

    log = whole_log(path)
    card = score(log.header, log.entries)
    return debrief(log, card, people=read_people_of(path)), card


def write_debrief(
    value: Debrief, log: Path, formats: Sequence[str], speech: Speech, folder: Path | None = None
) -> list[Path]:
    """Write a debrief in these formats, beside the log or into ``folder``. Raises DrillroomError."""
    return [write_file(report_path(log, name, folder), _WRITERS[name](value, speech)) for name in formats]


def _html(value: Debrief, speech: Speech) -> str:
    # Imported late, as the others: templates are read only by whoever wants a page.
    from drillroom.report.html import html

    return html(value, speech)


def _markdown(value: Debrief, speech: Speech) -> str:
    from drillroom.report.markdown import markdown

    return markdown(value, speech)


def _json(value: Debrief, _: Speech) -> str:
    document: Any = value.as_json()
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


_WRITERS: Mapping[str, Callable[[Any, Any], str]] = {"html": _html, "md": _markdown, "json": _json}
