"""Strings that would like to act, crash or hide, and the shipped crisis with such strings in every text.

They come in through both doors: a scenario file, which the reader cleans, and a log's header, which nobody has cleaned.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from drillroom.doctrine.read import default_rules
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import from_resolved, load_scenario, resolve
from drillroom.scenario.values import TEXT_LIMIT
from drillroom.source.reader import read_yaml

CRISIS = Path(__file__).resolve().parents[2] / "scenarios" / "open-back-door" / "scenario.yaml"

MARKUP = (
    "[/oops]",
    "[@click=app.quit]x[/]",
    "[@click='app.exit()']x[/]",
    "[bold red on white]x",
    "[",
    "\\[b]",
    "[[/]]",
    "[link='https://example.invalid']x[/link]",
    "[$error]x[/]",
)
ESCAPES = (
    "\x1b[31mred\x1b[0m",
    "\x1b[2J\x1b[H",
    "\x1b]0;title\x07",
    "\x1b]8;;https://example.invalid\x1b\\x\x1b]8;;\x1b\\",
    "\x1b]52;c;eA==\x07",
    "\x9b31mx",
    "\x1bP1$r\x1b\\",
    "\x1b",
    "a\x00b\x07c\x08\x08d\x7f",
    "one\rtwo",
    "\x0e\x0f",
)
INVISIBLE = (
    "zero\u200bwidth\u2060\ufeff",
    "\u202eright to left\u202c",
    "\u2066isolated\u2069 \u200f\u200e",
    "שלום עליכם",
    "مرحبا بالعالم",
    "soft\u00adhyphen",
    "filler\u3164\uffa0",
    "tag\U000e0041\U000e007f",
    "half \ud83d of a pair",
)
WIDE = (
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",  # a family
    "\U0001f3f3\ufe0f\u200d\U0001f308",  # a flag of two
    "\u2764\ufe0f\u260e\ufe0f",  # signs that are told to be pictures
    "\U0001f44d\U0001f3fd\U0001f1eb\U0001f1f7",  # a skin, a country
    "没关的后门，一位安全博主贴出一份样本",
    "ｆｕｌｌｗｉｄｔｈ　ｓｐａｃｅ",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319A\u0334\u0335\u031c\u0330",
    "\u1ec7\u0065\u0323\u0302",
)
SHAPES = (
    "",
    " ",
    "\n\n\n",
    "a\n" * 40,
    "\t\tx",
    "a\u2028b\u2029c\x85d",
    "{name} {0} {} %s %(x)s $x ${y}",
    "}{",
    "\\",
    '"',
)
LONG = ("x" * 5000, "字" * 5000, "long words " * 500, "\U0001f469\u200d\U0001f467" * 1500)

HOSTILE: tuple[str, ...] = (*MARKUP, *ESCAPES, *INVISIBLE, *WIDE, *SHAPES, *LONG)
"""Everything, one by one."""

_SHORT = (*MARKUP, *ESCAPES, *INVISIBLE[:-1], *WIDE)
SHORT = " ".join(_SHORT)
"""All the short ones in one string that can be written to a file as UTF-8."""

CAST = {f"h{n}": {"en": f"@{SHORT}{n}", "zh-Hans": f"@{SHORT}{n}"} for n in range(80)}
"""Handles of the crowd."""

_NAMES = ("name", "handle", "role", "title", "label", "authority")
"""Fields that hold all of it and are as long as a text may be; the others begin with three of the strings in turn."""


@cache
def hostile_scenario() -> Scenario:
    """The shipped crisis as a scenario file may hold it: whatever of this the reader lets through."""
    tree = poisoned(read_yaml(CRISIS.read_bytes(), file="open-back-door").value)
    return load_scenario(json.dumps(tree).encode(), file="hostile.yaml", vocabulary=default_rules().vocabulary)


@cache
def forged_scenario() -> Scenario:
    """The same as a forged log may hold it: nothing was taken out."""
    return from_resolved(poisoned(resolve(hostile_scenario())))


def poisoned(tree: Any) -> Any:
    """``tree`` with something hostile in front of every text that is given in languages."""
    return _poisoned(tree, "", cycle(_SHORT))


def _poisoned(node: Any, key: str, words: Iterator[str]) -> Any:
    if isinstance(node, dict):
        if node and all(name in ("en", "zh-Hans", "und") for name in node):
            few = " ".join(islice(words, 3))
            return {lang: _spoiled(text, few, is_name=key in _NAMES) for lang, text in node.items()}
        return {name: _poisoned(item, name, words) for name, item in node.items()}
    return [_poisoned(item, key, words) for item in node] if isinstance(node, list) else node


def _spoiled(text: str, few: str, *, is_name: bool) -> str:
    spoiled = f"{SHORT} {text} {'long ' * TEXT_LIMIT}" if is_name else f"{few} {text}"
    return spoiled[:TEXT_LIMIT].strip()
