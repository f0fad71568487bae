"""Scenarios as one opens them to play: found, read, and with the playbooks every drill of them is compared with.

Whoever plays, on a screen, in lines or headless, opens the same book in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass

from drillroom.doctrine.models import Rules
from drillroom.doctrine.read import default_rules
from drillroom.log.header import is_reference
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE, Playbook, load_playbook
from drillroom.storage.inputs import read_file
from drillroom.storage.library import Found, playbook_file, playbook_names


@dataclass(frozen=True, slots=True)
class Book:
    """A scenario that was found and read, with the rules it is played by."""

    found: Found
    scenario: Scenario
    rules: Rules


def read_book(found: Found) -> Book:
    """The scenario of a place that was found. Raises UnusableFile with every problem in it."""
    rules = default_rules()
    scenario = load_scenario(read_file(found.file), file=str(found.file), vocabulary=rules.vocabulary)
    return Book(found, scenario, rules)


def read_playbook(book: Book, content: bytes, *, file: str) -> Playbook:
    """A playbook for this book. Raises UnusableFile with every problem in it."""
    return load_playbook(content, file=file, scenario=book.scenario, vocabulary=book.rules.vocabulary)


def baselines(book: Book) -> dict[str, Playbook]:
    """The playbooks every drill of this scenario is compared with: ``none`` and the references, ``model`` first."""
    found = {NONE.name: NONE}
    for name in filter(is_reference, playbook_names(book.found)):
        path = playbook_file(name, book.found)
        found[name] = read_playbook(book, read_file(path), file=str(path))
    return found
