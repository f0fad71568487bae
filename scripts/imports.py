"""Draws which part of the house imports which, as docs/pictures/imports.svg; needs Graphviz's ``dot`` for the picture.

``--check`` draws nothing: it exits 1 when the picture shows other arrows than the code has. The graph comes from grimp,
which import-linter works with; parts that stand beside each other in the layers stand beside each other in the picture.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "pictures" / "imports.svg"
_ARROW = re.compile(r"<title>(\w+)(?:&#45;|-)&gt;(\w+)</title>")


def layers() -> list[list[str]]:
    """The layers of pyproject.toml, top first; what is not built yet is left out."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    rows = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return [[name for name in re.split(r"\s*\|\s*", row) if not name.startswith("(")] for row in rows]


def arrows() -> set[tuple[str, str]]:
    """(importer, imported) between the parts, by code that runs as well as by what only names types."""
    graph = grimp.build_graph("drillroom")
    found = set()
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            one, other = (name.split(".")[1] if "." in name else "" for name in (module, imported))
            if one and other and one != other and one != "__main__":
                found.add((one, other))
    return found


def dot(found: set[tuple[str, str]]) -> str:
    """The graph for Graphviz: an arrow that skips no layer is dark, one that does is pale."""
    rows = layers()
    level = {name: place for place, row in enumerate(rows) for name in row}
    lines = [
        "digraph {",
        '  rankdir=TB; ranksep=0.35; nodesep=0.4; bgcolor="transparent";',
        '  node [shape=box, style="rounded,filled", fillcolor="#eef2f7", color="#5b6b7f", fontname="sans-serif"];',
    ]
    lines += ["  { rank=same; " + "; ".join(row) + "; }" for row in rows]
    tops = [row[0] for row in rows]
    lines += [f"  {upper} -> {lower} [style=invis];" for upper, lower in pairwise(tops)]
    for one, other in sorted(found):
        color = "#33475b" if level[other] - level[one] <= 1 else "#b9c4d0"
        lines.append(f'  {one} -> {other} [color="{color}", arrowsize=0.6];')
    return "\n".join([*lines, "}"]) + "\n"


def main() -> int:
    """Draw or check."""
    found = arrows()
    if "--check" in sys.argv[1:]:
        shown = set(_ARROW.findall(PICTURE.read_text("utf-8")))
        tops = [row[0] for row in layers()]
        shown -= set(pairwise(tops)) - found
        for one, other in sorted(found ^ shown):
            print(f"{one} -> {other}: {'not in the picture' if (one, other) in found else 'only in the picture'}")
        return 1 if found != shown else 0
    svg = subprocess.run(["dot", "-Tsvg"], input=dot(found), capture_output=True, encoding="utf-8", check=True).stdout
    PICTURE.write_text(re.sub(r"<!--.*?-->\n?", "", svg, flags=re.S), encoding="utf-8")
    print(f"drawn: {len(found)} arrows between {sum(map(len, layers()))} parts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
