"""``drillroom report``: writes the debrief of a drill to files.

A file's name is the log's stem and the format, nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drillroom.errors import DrillroomError

from .frame import put, verb
from .shelf import language, open_log

if TYPE_CHECKING:
    from drillroom.language import Speech
    from drillroom.report.debrief import Debrief
    from drillroom.scoring.score import Scorecard

FORMATS = ("html", "md", "json")


@verb(
    "report", examples=["drillroom report drill.jsonl", "drillroom report drill.jsonl --format html,md --lang zh-Hans"]
)
@click.argument("logs", metavar="LOG...", nargs=-1, required=True)
@click.option("--format", "formats", metavar="F", default="html", help="html, md, json, or several with commas.")
@click.option("--lang", metavar="L", help="Language of the report: en or zh-Hans.")
@click.option("--out", metavar="DIR", help="Folder for the files; default: beside the log.")
def command(logs: tuple[str, ...], formats: str, lang: str | None, out: str | None) -> None:
    """Write the debrief of finished drills: the verdict, the moments that counted, every mark with its evidence."""
    wanted = [name.strip() for name in formats.split(",")]
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is none of: {', '.join(FORMATS)}", param_hint="--format")
    folder = Path(out) if out else None
    _must_differ(logs, folder)
    for path in logs:
        for written in write_reports(Path(path), wanted, language(lang), folder):
            put(str(written))


def _must_differ(logs: tuple[str, ...], folder: Path | None) -> None:
    """No debrief of this call may overwrite another one of it."""
    from drillroom.storage.outputs import report_path

    taken: dict[Path, str] = {}
    for log in logs:
        first = taken.setdefault(report_path(Path(log), FORMATS[0], folder), log)
        if Path(first) != Path(log):
            raise DrillroomError(
                f"the debriefs of {first!r} and {log!r} would have one name",
                hint="write them one after the other, each with its own --out",
            )


def write_reports(log: Path, formats: list[str], lang: str, folder: Path | None) -> list[Path]:
    """The debrief of one log as files named after it."""
    from drillroom.language import speech

    return write_debrief(open_debrief(log)[0], log, formats, speech(lang), folder)


def open_debrief(log: Path) -> tuple[Debrief, Scorecard]:
    """The debrief and the marks of a log, with the words of its people file if there is one."""
    from drillroom.report.debrief import debrief
    from drillroom.scoring.score import score
    from drillroom.storage.logs import read_people_of

    read = open_log(str(log))
    card = score(read.header, read.entries)
    return debrief(read, card, people=read_people_of(log)), card


def write_debrief(value: Debrief, log: Path, formats: list[str], speak: Speech, folder: Path | None) -> list[Path]:
    """Write a debrief in these formats, beside the log or into ``folder``."""
    from drillroom.storage.outputs import report_path, write_file

    return [write_file(report_path(log, name, folder), _WRITERS[name](value, speak)) for name in formats]


def _html(value: Debrief, speak: Speech) -> str:
    from drillroom.report.html import html

    return html(value, speak)


def _markdown(value: Debrief, speak: Speech) -> str:
    from drillroom.report.markdown import markdown

    return markdown(value, speak)


def _json(value: Debrief, _: Speech) -> str:
    document: Any = value.as_json()
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


_WRITERS: Mapping[str, Callable[[Any, Any], str]] = {"html": _html, "md": _markdown, "json": _json}
