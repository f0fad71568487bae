"""Settings: home and language."""

from __future__ import annotations

from pathlib import Path

import pytest

from drillroom.errors import DrillroomError, UnusableFile
from drillroom.storage.settings import Settings, choose_language, known_language, read_settings


def test_home_is_where_the_environment_says(tmp_path: Path) -> None:
    """DRILLROOM_HOME holds drills and own scenarios."""
    settings = read_settings({"DRILLROOM_HOME": str(tmp_path)})
    assert settings == Settings(tmp_path)
    assert settings.drills == tmp_path / "drills"
    assert settings.scenarios == tmp_path / "scenarios"


def test_language_is_read_from_the_file(tmp_path: Path) -> None:
    """settings.toml may choose a language."""
    (tmp_path / "settings.toml").write_text('language = "zh_CN"\n', encoding="utf-8")
    assert read_settings({"DRILLROOM_HOME": str(tmp_path)}).language == "zh-Hans"


@pytest.mark.parametrize("text", ["language = 3", "langage = 'en'", "[[["])
def test_broken_settings_are_told(text: str, tmp_path: Path) -> None:
    """A settings file that cannot be used is an error with its name."""
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UnusableFile, match=r"settings\.toml"):
        read_settings({"DRILLROOM_HOME": str(tmp_path)})


@pytest.mark.parametrize(
    ("wish", "language"),
    [("zh", "zh-Hans"), ("zh_CN.UTF-8", "zh-Hans"), ("zh-Hans", "zh-Hans"), ("en_GB", "en"), ("C.UTF-8", "en")],
)
def test_languages_go_by_many_names(wish: str, language: str) -> None:
    """Whatever a system calls it."""
    assert known_language(wish) == language


def test_wish_beats_settings_beats_computer() -> None:
    """--lang, DRILLROOM_LANG, settings.toml, then LC_ALL, LC_MESSAGES, LANG; else English."""
    chinese = Settings(Path(), language="zh-Hans")
    assert choose_language("en", chinese, {"DRILLROOM_LANG": "zh"}) == "en"
    assert choose_language(None, Settings(Path(), "en"), {"DRILLROOM_LANG": "zh"}) == "zh-Hans"
    assert choose_language(None, chinese, {"LANG": "en_US"}) == "zh-Hans"
    assert choose_language(None, None, {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US"}) == "zh-Hans"
    assert choose_language(None, None, {"LANG": "fr_FR"}) == "en"


def test_unknown_wish_is_told() -> None:
    """A language asked for by name and not there is an error."""
    with pytest.raises(DrillroomError, match="'klingon'"):
        choose_language("klingon", None, {})
