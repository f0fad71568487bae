"""Where this person's files live and how they want to be spoken to.

Reads the environment and one small file; a broken file is told, never guessed around.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drillroom.errors import DrillroomError, Problem, UnusableFile

LANGUAGES = ("en", "zh-Hans")
HOME_VARIABLE = "DRILLROOM_HOME"
LANGUAGE_VARIABLE = "DRILLROOM_LANG"
_CHINESE = ("zh", "cmn", "chinese")
_KEYS = {"language": str}


@dataclass(frozen=True, slots=True)
class Settings:
    """``home`` holds drills, own scenarios and ``settings.toml``; ``language`` is None where nobody chose one."""

    home: Path
    language: str | None = None

    @property
    def drills(self) -> Path:
        """The folder of the logs of drills that were played."""
        return self.home / "drills"

    @property
    def scenarios(self) -> Path:
        """The folder of this person's own scenarios."""
        return self.home / "scenarios"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``DRILLROOM_HOME`` (default: the platform's folder for application data) and its settings.toml.

    Raises UnusableFile when settings.toml is there and cannot be used.
    """
    environment = os.environ if environment is None else environment
    home = _home(environment)
    path = home / "settings.toml"
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(home)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UnusableFile([Problem(str(path), 0, 0, "", str(error))], hint="mend the file or remove it") from error
    problems = [
        Problem(str(path), 0, 0, key, f"{value!r} is not known here", f"write one of: {', '.join(_KEYS)}")
        for key, value in tree.items()
        if not isinstance(value, _KEYS.get(key, ()))
    ]
    if problems:
        raise UnusableFile(problems, hint="mend the file or remove it")
    return Settings(home, language=known_language(tree["language"]) if "language" in tree else None)


def _home(environment: Mapping[str, str]) -> Path:
    chosen = environment.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    # Imported late: the first screen must not wait for it.
    from platformdirs import user_data_path

    return user_data_path("drillroom", appauthor=False)


def known_language(wish: str) -> str:
    """``zh``, ``zh_CN.UTF-8``, ``zh-Hans`` -> ``zh-Hans``; ``en_GB`` -> ``en``. Raises DrillroomError for others."""
    base = wish.replace("_", "-").split(".")[0].split("@")[0].lower()
    if base.split("-")[0] in _CHINESE:
        return "zh-Hans"
    if base.split("-")[0] in ("en", "english", "c", "posix"):
        return "en"
    raise DrillroomError(f"no texts in language {wish!r}", hint=f"choose one of: {', '.join(LANGUAGES)}")


def choose_language(
    wish: str | None, settings: Settings | None = None, environment: Mapping[str, str] | None = None
) -> str:
    """The language to speak: the wish, DRILLROOM_LANG, the settings, then the computer's own; else English.

    A wish that cannot be met is an error; a computer in a third language just gets English.
    """
    environment = os.environ if environment is None else environment
    asked = wish or environment.get(LANGUAGE_VARIABLE) or (settings.language if settings else None)
    if asked:
        return known_language(asked)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return _or_english(environment[name])
    return _or_english(_system_language())


def _or_english(wish: str) -> str:
    try:
        return known_language(wish)
    except DrillroomError:
        return "en"


def _system_language() -> str:
    """What the system says where the environment is silent, as on Windows."""
    import locale

    try:
        return locale.getlocale()[0] or "en"
    except ValueError:
        return "en"
