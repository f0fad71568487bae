"""The library: where scenarios are found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drillroom.errors import DrillroomError, UnusableFile
from drillroom.storage.library import find, playbook_file, playbook_names, scenarios, search_path


def _scenario(place: Path, name: str) -> Path:
    folder = place / name
    folder.mkdir(parents=True)
    (folder / "scenario.yaml").write_text("x", encoding="utf-8")
    return folder


def test_nearest_place_wins_and_knows_whom_it_shadows(tmp_path: Path) -> None:
    """--scenarios beats DRILLROOM_PATH, which beats what was shipped."""
    near, far = _scenario(tmp_path / "near", "mine"), _scenario(tmp_path / "far", "mine")
    _scenario(tmp_path / "far", "other")
    places = search_path([tmp_path / "near"], environment={"DRILLROOM_PATH": str(tmp_path / "far")})
    found = {scenario.id: scenario for scenario in scenarios(places)}
    assert found["mine"].file == near / "scenario.yaml"
    assert found["mine"].shadows == (far / "scenario.yaml",)
    assert (found["mine"].origin, found["other"].origin) == ("given", "path")


def test_same_folder_twice_is_no_shadow(tmp_path: Path) -> None:
    """A place named twice does not shadow itself."""
    _scenario(tmp_path, "mine")
    places = search_path([tmp_path, tmp_path], environment={"DRILLROOM_PATH": f"{tmp_path}{os.pathsep}/nowhere"})
    assert [scenario.shadows for scenario in scenarios(places) if scenario.id == "mine"] == [()]


def test_missing_given_folder_is_told() -> None:
    """A folder the person named must be there."""
    with pytest.raises(DrillroomError, match="'/no/such/place'"):
        search_path([Path("/no/such/place")], environment={})


def test_unknown_id_is_named_with_what_comes_close(tmp_path: Path) -> None:
    """The message holds the wish, the hint the nearest name."""
    _scenario(tmp_path, "open-front-door")
    with pytest.raises(DrillroomError, match="'open-frnt-door'") as caught:
        find("open-frnt-door", search_path([tmp_path], environment={}))
    assert "open-front-door" in caught.value.hint


def test_an_id_is_never_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the working directory is found only when it is asked for as a path."""
    monkeypatch.chdir(tmp_path)
    folder = _scenario(tmp_path, "mine")
    with pytest.raises(DrillroomError) as caught:
        find("mine", search_path(environment={}))
    assert "./mine" in caught.value.hint
    assert find("./mine", ()).file.resolve() == folder / "scenario.yaml"
    assert find(str(folder / "scenario.yaml"), ()).id == "mine"


@pytest.mark.parametrize("wish", ["../../no/such", "no/such", "", "a b", "A"])
def test_no_scenario_is_told(wish: str, tmp_path: Path) -> None:
    """Whatever is typed, the answer is an error that names it."""
    with pytest.raises(DrillroomError, match="no scenario"):
        find(wish, search_path([tmp_path], environment={}))


def test_playbooks_are_found_by_name_or_path(tmp_path: Path) -> None:
    """A bare name is one of the scenario's own; a path is any file."""
    folder = _scenario(tmp_path, "mine")
    (folder / "playbooks").mkdir()
    (folder / "playbooks" / "model.yaml").write_text("x", encoding="utf-8")
    found = find(str(folder), ())
    assert playbook_names(found) == ("model",)
    assert playbook_file("model", found) == folder / "playbooks" / "model.yaml"
    assert playbook_file(str(folder / "scenario.yaml"), found) == folder / "scenario.yaml"
    with pytest.raises(DrillroomError, match="no playbook 'modle'") as caught:
        playbook_file("modle", found)
    assert "model" in caught.value.hint
    with pytest.raises(UnusableFile, match="no such playbook"):
        playbook_file("/no/such.yaml", found)
