"""``drillroom list``: the scenarios there are.

A scenario that cannot be used is listed with its fault; it hides no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .frame import put, put_json, tell, verb
from .shelf import language, places
from .text import width

if TYPE_CHECKING:
    from drillroom.storage.library import Found

DIFFICULTY = "●"


@verb("list", examples=["drillroom list", "drillroom list --json", "drillroom list --scenarios ./mine"])
@click.option("--json", "as_json", is_flag=True, help="One JSON array on stdout.")
@click.option("--lang", metavar="L", help="Language of the titles: en or zh-Hans.")
@click.option("--scenarios", metavar="DIR", multiple=True, help="A further folder of scenarios; nearest wins.")
def command(as_json: bool, lang: str | None, scenarios: tuple[str, ...]) -> None:
    """The scenarios there are: id, title, crisis type, difficulty, length, languages, where from."""
    from drillroom.errors import UnusableFile
    from drillroom.storage.library import scenarios as known

    speak, rows = language(lang), []
    for found in known(places(scenarios)):
        try:
            rows.append(_row(found))
        except UnusableFile as error:
            rows.append(_origin(found) | {"problems": [str(problem) for problem in error.problems]})
    if as_json:
        put_json(rows)
    else:
        _table(rows, speak)


def _origin(found: Found) -> dict[str, Any]:
    return {
        "id": found.id,
        "file": str(found.file),
        "origin": found.origin,
        "shadows": [str(path) for path in found.shadows],
    }


def _row(found: Found) -> dict[str, Any]:
    """What the list tells of one scenario, as JSON values."""
    from drillroom.runtime.books import read_book
    from drillroom.storage.library import playbook_names

    book = read_book(found)
    scenario = book.scenario
    return {
        "id": found.id,
        "title": scenario.title,
        "premise": scenario.premise,
        "crisis": scenario.crisis,
        "crisis_name": book.rules.vocabulary.crises[scenario.crisis],
        "difficulty": scenario.difficulty,
        "length": {"solo": scenario.length.solo, "team": scenario.length.team},
        "hours": round((scenario.ends - scenario.starts) / 3600, 1),
        "languages": sorted(scenario.title),
        "playbooks": list(playbook_names(found)),
        **{name: value for name, value in _origin(found).items() if name != "id"},
    }


def _table(rows: list[dict[str, Any]], lang: str) -> None:
    from drillroom.language import speech

    speak = speech(lang)
    for row in rows:
        if "problems" in row:
            put(speak.say("{id}  cannot be used; see: drillroom lint {file}", id=row["id"], file=row["file"]))
            continue
        put(f"{row['id']}  {speak.pick(row['title'])}")
        minutes = speak.say("{n} min", n=round(row["length"]["solo"] / 60))
        put(
            "    "
            + "  ".join((speak.pick(row["crisis_name"]), DIFFICULTY * row["difficulty"], minutes, *row["languages"]))
        )
        for line in _folded(speak.pick(row["premise"])):
            put(f"    {line}")
        for path in row["shadows"]:
            tell(speak.say("{id} from {place} hides the one in {other}", id=row["id"], place=row["file"], other=path))
    if not rows:
        tell(speak.say("no scenarios found"))


def _folded(text: str) -> list[str]:
    from .text import wrap

    return wrap(text, 88 if width(text) > 88 else width(text) + 1)
