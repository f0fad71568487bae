"""``drillroom report``: writes the debrief of a drill to files.

A file's name is the log's stem and the format, nothing else.
"""

from __future__ import annotations

from pathlib import Path

import click

from drillroom.errors import DrillroomError

from .frame import put, verb
from .shelf import language

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
    from drillroom.runtime.debriefs import open_debrief, write_debrief

    return write_debrief(open_debrief(log)[0], log, formats, speech(lang), folder)
