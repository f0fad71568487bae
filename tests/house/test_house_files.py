"""What lies in the project: no addresses, both languages, a pin for every requirement, links that lead somewhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import house_rules
import pytest

from drillroom.source.reader import read_yaml

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _ignored() -> set[str]:
    """The folders that .gitignore leaves out, and git's own."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return {line.rstrip("/") for line in lines if line.endswith("/")} | {".git"}


def _files() -> list[Path]:
    """Every file of the project that is text."""
    ignored = _ignored()
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and not any(part in ignored or part.endswith(".egg-info") for part in parts):
            found.append(path)
    return [path for path in found if b"\0" not in path.read_bytes()]


def _texts_in_two_languages() -> list[Path]:
    return sorted([*(ROOT / "scenarios").rglob("*.yaml"), *(ROOT / "src" / "drillroom" / "doctrine").rglob("*.yaml")])


def _pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_no_file_holds_a_stranger() -> None:
    """No registry's host and no path of somebody's machine stands anywhere."""
    files = _files()
    assert len(files) > 80
    faults = [f"{file}:{fault}" for file in files for fault in house_rules.strangers(file.read_text(encoding="utf-8"))]
    assert faults == []


@pytest.mark.parametrize("file", _texts_in_two_languages(), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_text_is_there_in_both_languages(file: Path) -> None:
    """A trainee who chose Chinese meets no English text, and the other way round."""
    tree = read_yaml(file.read_bytes(), file=file.name).value
    assert list(house_rules.one_tongue_only(tree)) == []


def test_every_requirement_is_pinned() -> None:
    """Who installs with constraints.txt gets the versions that were tested."""
    extras = [wish for wishes in PROJECT["optional-dependencies"].values() for wish in wishes]
    names = {_canonical(re.match(r"[\w.-]+", wish)[0]) for wish in PROJECT["dependencies"] + extras}  # type: ignore[index]
    assert names - {"drillroom"} <= {_canonical(name) for name in _pins()}


def test_pins_are_versions_alone() -> None:
    """No address, no local path, no option stands among the pins."""
    assert all(re.fullmatch(r"[\w.-]+", name) and re.fullmatch(r"[\d.]+", pin) for name, pin in _pins().items())


def test_the_two_commands_are_the_first_two_blocks() -> None:
    """Each of the README's first two sh blocks is one line, and each has a line for Windows beside it."""
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
    assert [kind for kind, _ in blocks[:4]] == ["sh", "bat", "sh", "bat"]
    assert all(text.count("\n") == 1 and text.strip() for _, text in blocks[:4])


def _links() -> list[tuple[Path, str]]:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return [
        (page, target)
        for page in sorted(pages)
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target
    ]


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link in the documents points at a file that is there."""
    links = _links()
    assert len(links) > 10
    assert [(page.name, target) for page, target in links if not (page.parent / target).exists()] == []
