"""Opens what people name on the command line: scenarios, playbooks, doctrines, logs.

Every way a file can be unusable ends in one of the errors that the frame knows how to tell.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from drillroom.doctrine.models import Doctrine
    from drillroom.log.chain import Log
    from drillroom.runtime.books import Book
    from drillroom.scenario.playbook import Playbook
    from drillroom.storage.library import Place
    from drillroom.storage.settings import Settings

STDIN = "-"


def settings() -> Settings:
    """This person's settings."""
    from drillroom.storage.settings import read_settings

    return read_settings()


def language(wish: str | None) -> str:
    """The language to speak: ``--lang`` of the command or of the group, the settings, the computer's."""
    from drillroom.storage.settings import choose_language

    return choose_language(wish or _group().get("lang"), settings())


def places(given: tuple[str, ...]) -> tuple[Place, ...]:
    """The search path, with ``--scenarios`` of the command and of the group in front."""
    from drillroom.storage.library import search_path

    folders = (*given, *(_group().get("scenarios") or ()))
    return search_path([Path(folder) for folder in folders], own=settings().scenarios)


def _group() -> dict[str, Any]:
    """The options given before the command's name."""
    context = click.get_current_context(silent=True)
    return (context.find_root().obj or {}) if context else {}


def open_scenario(wish: str, given: tuple[str, ...] = ()) -> Book:
    """The scenario by id or path. Raises UnusableFile with every problem in it, or DrillroomError if there is none."""
    from drillroom.runtime.books import read_book
    from drillroom.storage.library import find

    return read_book(find(wish, places(given)))


def open_playbook(book: Book, wish: str) -> tuple[str, Playbook]:
    """(name, playbook): one of the scenario's, a file, ``-`` for stdin, or ``none``."""
    from drillroom.runtime.books import read_playbook
    from drillroom.scenario.playbook import NONE
    from drillroom.storage.inputs import read_file, read_stdin
    from drillroom.storage.library import playbook_file

    if wish == "none":
        return wish, NONE
    if wish == STDIN:
        name, file, raw = "stdin", STDIN, read_stdin()
    else:
        path = playbook_file(wish, book.found)
        name, file, raw = path.stem, str(path), read_file(path)
    return name, read_playbook(book, raw, file=file)


def bot_name(wish: str) -> str | None:
    """The bot that ``bot:NAME`` asks for, None for a playbook. Raises DrillroomError where there is no such bot."""
    if not wish.startswith("bot:"):
        return None
    from drillroom.analysis.bots import check_bot

    name = wish.removeprefix("bot:")
    check_bot(name)
    return name


def open_log(wish: str) -> Log:
    """A log, read as far as it can be. Raises UnusableFile for what is no log, or has a fault inside."""
    from drillroom.errors import UnusableFile
    from drillroom.log.chain import read

    log = read(log_bytes(wish), file=wish)
    if log.faults:
        raise UnusableFile(log.faults, hint="drillroom verify tells more about it")
    return log


def log_bytes(wish: str) -> bytes:
    """The bytes of a log file."""
    from drillroom.storage.inputs import LOG_LIMIT, read_file

    return read_file(Path(wish), limit=LOG_LIMIT)


def open_doctrine(wish: str | None) -> Doctrine | None:
    """An organization's own doctrine, or None for the one in the log."""
    from drillroom.doctrine.read import read_doctrine
    from drillroom.storage.inputs import read_file

    return read_doctrine(read_file(Path(wish)), wish) if wish else None
