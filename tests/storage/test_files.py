"""Reading what people name, writing what they ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drillroom.errors import DrillroomError, UnusableFile
from drillroom.storage.inputs import read_file
from drillroom.storage.outputs import free_path, report_path, write_file


def test_file_is_read_whole(tmp_path: Path) -> None:
    """An ordinary file comes back byte for byte."""
    (tmp_path / "a").write_bytes(b"\x00\xff")
    assert read_file(tmp_path / "a") == b"\x00\xff"


@pytest.mark.parametrize("name", ["missing", ".", "\0"])
def test_what_is_no_file_is_told(name: str, tmp_path: Path) -> None:
    """Missing files, folders and impossible names are UnusableFile."""
    with pytest.raises(UnusableFile):
        read_file(tmp_path / name)


def test_too_long_is_told_without_reading_it(tmp_path: Path) -> None:
    """Beyond the limit the size is named."""
    (tmp_path / "big").write_bytes(b"x" * 3_000_000)
    with pytest.raises(UnusableFile, match=r"3\.0 MB"):
        read_file(tmp_path / "big")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are not everywhere")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe would block for ever."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnusableFile, match="ordinary"):
        read_file(tmp_path / "pipe")


def test_output_replaces_and_leaves_no_scraps(tmp_path: Path) -> None:
    """The folder is made, the file is whole, nothing else stays."""
    target = tmp_path / "deep" / "a.html"
    write_file(target, "一")
    write_file(target, "二")
    assert target.read_text(encoding="utf-8") == "二"
    assert list(target.parent.iterdir()) == [target]


def test_unwritable_place_is_told(tmp_path: Path) -> None:
    """A file where a folder should be."""
    (tmp_path / "a").write_text("x")
    with pytest.raises(DrillroomError, match="cannot write"):
        write_file(tmp_path / "a" / "b", "x")


def test_names_are_made_of_ids(tmp_path: Path) -> None:
    """Reports stand beside their log; a taken name gets a number; odd characters go."""
    assert report_path(Path("x/drill-7.jsonl"), "html", None) == Path("x/drill-7.html")
    assert report_path(Path("x/drill-7.jsonl"), "md", tmp_path) == tmp_path / "drill-7.md"
    assert free_path(tmp_path, "../../evil name", "jsonl").name == "evil-name.jsonl"
    (tmp_path / "a.jsonl").touch()
    assert free_path(tmp_path, "a", "jsonl").name == "a-2.jsonl"
