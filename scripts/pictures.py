"""Draws the pictures of the documents from the running program, as SVG without anything from elsewhere.

A picture shows what the program shows, cell for cell, and carries the exercise mark that the program puts there.
``--check`` changes nothing and exits 1 when a picture would change.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import desk
from drawn import PICTURES, draw


def course() -> str:
    """The course of the drill that a guide plays without a screen, cut out of its debrief with the page's styles."""
    guide = (PICTURES.parent / "how-to" / "run-headless.md").read_text(encoding="utf-8")
    plan = textwrap.dedent(_cut(r"```yaml\n(.*?)```", guide))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "plan.yaml").write_text(plan, encoding="utf-8")
        _run(place, "run", "open-back-door", "--playbook", "./plan.yaml", "--seed", "3", "--out", "plan.jsonl")
        _run(place, "report", "plan.jsonl", "--lang", "en")
        page = (place / "plan.html").read_text(encoding="utf-8")
    chart = _cut(r'(<svg class="chart timeline".*?</svg>)', page)
    ours = r"(?:(?<=\n)|(?<=\} ))((?::root|svg)[^{}@]*\{[^{}]*\})"
    styles = "\n".join(re.findall(ours, _cut(r"<style>(.*?)@media print", page)))
    first_tag, rest = chart.split(">", 1)
    width, height = map(int, _cut(r'viewBox="0 0 (\d+ \d+)"', first_tag).split())
    box = f"-16 -8 {width + 32} {height + 16}"
    framed = re.sub(r'viewBox="[^"]*"', f'viewBox="{box}"', first_tag)
    sheet = f'<rect x="-16" y="-8" width="{width + 32}" height="{height + 16}" fill="#fff"/>'
    return f"{framed}><style>\n{styles}\n</style>{sheet}{rest}\n"


def _cut(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.DOTALL)
    if found is None:
        raise ValueError(f"nothing in it looks like {pattern!r}")
    return found[1]


def _run(place: Path, *arguments: str) -> None:
    home = {**os.environ, "DRILLROOM_HOME": str(place / "home")}
    subprocess.run([sys.executable, "-m", "drillroom", *arguments], cwd=place, env=home, check=True, stdout=2)


PAINTERS = {
    "drill.svg": lambda: desk.ringing("en"),
    "drill.zh-Hans.svg": lambda: desk.ringing("zh-Hans"),
    "composer.svg": lambda: desk.writing("en"),
    "debrief.svg": lambda: desk.debriefing("en"),
    "course.svg": course,
}


if __name__ == "__main__":
    sys.exit(draw(PAINTERS, sys.argv[1:], script="pictures.py"))
