"""Finds scenarios and their playbooks on the search path, or where a person points to.

The nearest place wins and says whom it shadows; a name found in a text is an id and never a path.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import drillroom
from drillroom.errors import DrillroomError, Problem, UnusableFile

PATH_VARIABLE = "DRILLROOM_PATH"
FIRST_SCENARIO = "open-back-door"
"""The one that a new person is shown."""
SCENARIO_FILE = "scenario.yaml"
_ID = re.compile(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of scenarios. ``origin``: ``given`` | ``path`` | ``own`` | ``shipped``."""

    folder: Path
    origin: str


@dataclass(frozen=True, slots=True)
class Found:
    """A scenario's folder. ``shadows``: the folders of the same id that lie further away."""

    id: str
    file: Path
    origin: str
    shadows: tuple[Path, ...] = ()

    @property
    def playbooks(self) -> Path:
        """The folder its playbooks stand in; it may be missing."""
        return self.file.parent / "playbooks"


def shipped() -> Path:
    """The scenarios that came with the product: inside the wheel, or at the top of an editable checkout."""
    package = Path(drillroom.__file__).resolve().parent
    inside = package / "_scenarios"
    return inside if inside.is_dir() else package.parents[1] / "scenarios"


def search_path(
    given: Iterable[Path] = (), *, own: Path | None = None, environment: Mapping[str, str] | None = None
) -> tuple[Place, ...]:
    """The places to look, nearest first: ``--scenarios``, DRILLROOM_PATH, the person's own, what was shipped.

    Raises DrillroomError for a given folder that is not there; a missing one in DRILLROOM_PATH is passed over.
    """
    environment = os.environ if environment is None else environment
    places = []
    for folder in given:
        if not folder.is_dir():
            raise DrillroomError(f"no such folder of scenarios: {str(folder)!r}", hint="check what --scenarios says")
        places.append(Place(folder, "given"))
    listed = environment.get(PATH_VARIABLE, "").split(os.pathsep)
    places += [Place(Path(name), "path") for name in listed if name and Path(name).is_dir()]
    if own is not None and own.is_dir():
        places.append(Place(own, "own"))
    return (*places, Place(shipped(), "shipped"))


def scenarios(places: Iterable[Place]) -> tuple[Found, ...]:
    """Every scenario of the places, by id; the nearest of a name wins and knows the others."""
    nearest: dict[str, Found] = {}
    for place in places:
        for file in _files(place.folder):
            name = file.parent.name
            first = nearest.get(name)
            if first is None:
                nearest[name] = Found(name, file, place.origin)
            elif file.resolve() not in (first.file.resolve(), *(other.resolve() for other in first.shadows)):
                nearest[name] = Found(name, first.file, first.origin, (*first.shadows, file))
    return tuple(nearest[name] for name in sorted(nearest))


def _files(folder: Path) -> list[Path]:
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return []
    return [
        child / SCENARIO_FILE for child in inside if _ID.fullmatch(child.name) and (child / SCENARIO_FILE).is_file()
    ]


def find(wish: str, places: Iterable[Place]) -> Found:
    """The scenario a person means: an id on the search path, or a path to its folder or file.

    Raises DrillroomError that names the wish and what comes close.
    """
    if _ID.fullmatch(wish):
        known = {found.id: found for found in scenarios(places)}
        if wish in known:
            return known[wish]
        close = get_close_matches(wish, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(known) or 'none'}"
        if Path(wish).exists():
            hint += f"; for the one in this folder write {'.' + os.sep + wish!r}"
        raise DrillroomError(f"no scenario {wish!r}", hint=hint)
    path = Path(wish)
    file = path / SCENARIO_FILE if path.is_dir() else path
    if not file.is_file():
        raise DrillroomError(f"no scenario {wish!r}", hint="give an id (see: drillroom list) or a path to its folder")
    return Found(file.resolve().parent.name, file, "given")


def playbook_names(found: Found) -> tuple[str, ...]:
    """The names of the scenario's own playbooks, in alphabetical order."""
    if not found.playbooks.is_dir():
        return ()
    return tuple(sorted(f.stem for f in found.playbooks.glob("*.yaml") if _ID.fullmatch(f.stem)))


def playbook_file(wish: str, found: Found) -> Path:
    """The file of a playbook by its name in the scenario, or by a path. Raises UnusableFile or DrillroomError."""
    if _ID.fullmatch(wish):
        names = playbook_names(found)
        if wish in names:
            return found.playbooks / f"{wish}.yaml"
        if not Path(wish).is_file():
            close = get_close_matches(wish, names, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join((*names, 'none'))}"
            raise DrillroomError(f"{found.id} has no playbook {wish!r}", hint=hint)
    path = Path(wish)
    if not path.is_file():
        raise UnusableFile([Problem(wish, 0, 0, "", "no such playbook file")])
    return path
