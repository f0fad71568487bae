"""Draws the pictures of the documents from the running program, as SVG without anything from elsewhere.

A picture shows what the program prints, word for word, and carries the exercise mark that the program puts there.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from recording import PROMPT, Step, record

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
ROW, COLUMN, MARGIN, BAR = 19, 8.45, 18, 30
INK = {"plain": "#d7dde3", "mark": "#8fa3b5", "title": "#ffffff", "ask": "#f2c46d", "typed": "#8fd19e"}
_FONT = "ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace"


def cells(text: str) -> int:
    """How many columns a terminal gives to this text."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def terminal(lines: Sequence[str], *, title: str, columns: int) -> str:
    """These lines as they stand in a terminal window, as one SVG."""
    width, height = columns * COLUMN + 2 * MARGIN, len(lines) * ROW + BAR + 2 * MARGIN
    rows = (_row(line, BAR + MARGIN + (number + 0.75) * ROW) for number, line in enumerate(lines) if line.strip())
    dots = "".join(f'<circle cx="{MARGIN + 16 * n}" cy="{BAR / 2:g}" r="5" fill="#5c6b78"/>' for n in range(3))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'font-family="{_FONT}" font-size="14">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="100%" height="100%" rx="9" fill="#16202a"/>\n'
        f'<rect width="100%" height="{BAR}" rx="9" fill="#26323d"/>\n{dots}\n'
        f'<text x="{width / 2:g}" y="{BAR - 10}" fill="#8fa3b5" text-anchor="middle">{escape(title)}</text>\n'
        f"{''.join(rows)}</svg>\n"
    )


def _row(line: str, y: float) -> str:
    pieces = "".join(_piece(text, kind) for text, kind in _pieces(line))
    return f'<text x="{MARGIN}" y="{y:g}" xml:space="preserve">{pieces}</text>\n'


def _piece(text: str, kind: str) -> str:
    weight = ' font-weight="bold"' if kind == "title" else ""
    return f'<tspan fill="{INK[kind]}"{weight}>{escape(text)}</tspan>'


def _pieces(line: str) -> Iterable[tuple[str, str]]:
    """What of a line is which kind of text."""
    if line.startswith(PROMPT):
        return ((line, "typed"),)
    if line.startswith("["):
        mark, _, title = line.partition("] ")
        return ((f"{mark}] ", "mark"), (title, "title"))
    indent = len(line) - len(line.lstrip())
    # Cards are indented by four; a choice and its further lines by another amount.
    is_choice = indent > 0 and indent != 4
    return ((line, "ask" if is_choice else "plain"),)


def between(lines: Sequence[str], first: str, last: str) -> list[str]:
    """The lines from the first with ``first`` in it to the first after it with ``last``. Raises ValueError."""
    start = next((number for number, line in enumerate(lines) if first in line), None)
    end = next((number for number, line in enumerate(lines) if last in line and number > (start or 0)), None)
    if start is None or end is None:
        raise ValueError(f"not in the drill: {first!r} to {last!r}")
    return list(lines[start : end + 1])


def drill(lang: str, *, first: str, last: str) -> str:
    """The minutes before the first words of the first drill."""
    steps = [Step("", ""), Step("T−5:30", "3"), Step("T+0:05", "2"), Step("T+0:15", "quit")]
    lines = between(record(steps, "--seed", "1", "--tabletop", lang=lang), first, last)
    return terminal(lines, title="drillroom play open-back-door", columns=max(map(cells, lines)))


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


def main() -> int:
    """Draw every picture."""
    PICTURES.mkdir(exist_ok=True)
    pictures = {
        "drill.svg": drill("en", first="T+0:09", last="Type 1"),
        "drill.zh-Hans.svg": drill("zh-Hans", first="T+0:09", last="1 / 2"),
        "course.svg": course(),
    }
    for name, picture in pictures.items():
        (PICTURES / name).write_text(picture, encoding="utf-8", newline="\n")
        sys.stderr.write(f"written: {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
