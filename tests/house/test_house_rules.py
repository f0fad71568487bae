"""The rules of the house can fail: each finds the fault that was planted for it, and passes what is meant."""

from __future__ import annotations

import ast

import house_rules
import pytest

PLANTED = [
    (house_rules.writes_to_streams, "print('x')", "tell('x')"),
    (house_rules.writes_to_streams, "import sys\nsys.stderr.write('x')", "import sys\nsys.stdin.read()"),
    (house_rules.opens_files, "from pathlib import Path\nPath('x').read_text()", "text.read('x')"),
    (house_rules.opens_files, "open('x')", "import os\nos.open(os.devnull, 1)"),
    (
        house_rules.opens_files,
        "import os\nfrom importlib import resources\nresources.files('x').joinpath('y').read_bytes()",
        "from importlib import resources\nresources.files('x').joinpath('y').read_bytes()",
    ),
    (house_rules.text_without_encoding, "path.open()", "path.open('rb')"),
    (house_rules.text_without_encoding, "path.write_text(x)", "path.write_text(x, encoding='utf-8')"),
    (house_rules.reads_the_clock, "import time\nnow = time.monotonic", "now = drill.now"),
    (house_rules.reads_the_clock, "from time import sleep", "from datetime import timedelta"),
    (house_rules.reads_the_clock, "from datetime import datetime\ndatetime.now()", "clock.now()"),
    (house_rules.leaves_things_to_chance, "import random\nrandom.random()", "import random\nr = random.Random(1)"),
    (house_rules.leaves_things_to_chance, "from random import choice", "from random import Random"),
    (house_rules.leaves_things_to_chance, "key = hash(x)", "key = blake2b(x)"),
    (house_rules.leaves_things_to_chance, "hash(x)", "x[0].id, x().hash"),
    (house_rules.leaves_things_to_chance, "import os\nos.environ['TZ']", "import os.path"),
    (house_rules.walks_over_sets, "for x in {1, 2}: pass", "for x in sorted({1, 2}): pass"),
    (house_rules.walks_over_sets, "a = list(set(b))", "a = sorted(set(b))"),
    (house_rules.needs_posix, "import fcntl", "try:\n    import fcntl\nexcept ImportError:\n    fcntl = None"),
    (house_rules.needs_posix, "import os\nos.fork()", "import os\nos.replace(a, b)"),
    (house_rules.needs_posix, "import signal\nsignal.SIGKILL", "import signal\nsignal.SIGINT"),
    (house_rules.undocumented, "x = 1", "'''Says it.'''\nx = 1"),
    (house_rules.undocumented, "'''M.'''\ndef f(): pass", "'''M.'''\ndef _f(): pass"),
    (
        house_rules.undocumented,
        "'''M.'''\nclass C:\n    def f(self):\n        a\n        b\n        c\n        d",
        "'''M.'''",
    ),
    (house_rules.long_functions, "def f():\n" + "    x = 1\n" * 60, "def f():\n" + "    x = 1\n" * 59),
    (house_rules.empty_names, "class FeedManager: pass", "class Information: pass"),
    (house_rules.empty_names, "def parse_utils(): pass", "def utility(): pass"),
]


@pytest.mark.parametrize(("rule", "planted", "fine"), PLANTED)
def test_each_rule_finds_its_fault_and_only_that(rule: house_rules.Rule, planted: str, fine: str) -> None:
    """What was planted is found once or more; the right way to do it is not."""
    assert list(rule(ast.parse(planted)))
    assert not list(rule(ast.parse(fine)))


@pytest.mark.parametrize("host", ["pypi." + "org", "https://files.python" + "hosted.org/x", "registry.npm" + "js.com"])
def test_hosts_of_registries_are_found(host: str) -> None:
    """A lock file's address would be seen."""
    assert list(house_rules.strangers(f"first line\nsee {host}")) != []


@pytest.mark.parametrize("path", ["/ho" + "me/ann/x", "/ro" + "ot/x", "C:\\Use" + "rs\\ann", "/tm" + "p/x"])
def test_paths_of_a_machine_are_found(path: str) -> None:
    """A path that only one person has would be seen; one inside the project would not."""
    assert list(house_rules.strangers(f"see {path}")) != []
    assert not list(house_rules.strangers("see docs/home/page.md and src/drillroom/report"))


def test_a_missing_or_empty_tongue_is_found() -> None:
    """The place of the text that lacks a language is told; plain texts need none."""
    tree = {
        "title": {"en": "A", "zh-Hans": "甲"},
        "posts": [{"text": {"en": "B"}}, {"text": {"zh-Hans": "乙", "en": " "}}],
    }
    assert list(house_rules.one_tongue_only(tree)) == ["posts[0].text: no zh-Hans", "posts[1].text: no en"]
    assert not list(house_rules.one_tongue_only({"by": "@someone"}))
