"""The catalogs hold every text of ours, translated, and are compiled."""

from __future__ import annotations

import gettext
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

_RUN = "run scripts/catalogs.py, translate what it lists in the .po file, and run it again"
_SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "catalogs.py"


def _script() -> ModuleType:
    pytest.importorskip("babel")
    spec = importlib.util.spec_from_file_location("catalogs", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _catalogs() -> list[tuple[Path, dict[str, str]]]:
    script = _script()
    return [(path, {str(m.id): str(m.string) for m in script.read_catalog(path) if m.id}) for path in script.po_files()]


def test_there_is_a_chinese_catalog():
    """Simplified Chinese is one of our two languages."""
    assert [path.parent.parent.name for path, _ in _catalogs()] == ["zh_Hans"]


def test_every_text_is_in_every_catalog():
    """No text of ours is missing in a catalog, and no catalog holds texts that we no longer say."""
    texts = _script().in_source()
    for path, known in _catalogs():
        assert texts - set(known) == set(), f"{path.name}: {_RUN}"
        assert set(known) - texts == set(), f"{path.name}: {_RUN}"


def test_every_text_is_translated():
    """Nobody meets an English line in a Chinese drill."""
    for path, known in _catalogs():
        assert [text for text, words in known.items() if not words] == [], f"{path.name}: {_RUN}"


def test_translations_keep_their_slots():
    """A translation has the slots of its text, no more and no fewer."""
    slot = re.compile(r"\{\w+")
    for _, known in _catalogs():
        for text, words in known.items():
            assert not words or set(slot.findall(text)) == set(slot.findall(words)), text


def test_compiled_catalogs_are_current():
    """The .mo files say what the .po files say."""
    for path, known in _catalogs():
        with path.with_suffix(".mo").open("rb") as file:
            compiled = gettext.GNUTranslations(file)
        translated = {text: words for text, words in known.items() if words}
        assert {text: compiled.gettext(text) for text in translated} == translated, _RUN
        ids = {text for text in vars(compiled)["_catalog"] if text}
        assert ids == set(translated), _RUN


def test_updating_keeps_translations_and_forgets_none():
    """A text that went away keeps its translation behind ``#~`` and gets it back when it returns."""
    script = _script()
    empty = script.updated(script.Catalog(locale="zh_Hans"), [], prune=False)
    first = script.updated(empty, ["one", "two"], prune=False)
    first["one"].string = "一"
    without = script.updated(first, ["two"], prune=False)
    assert '#~ msgid "one"' in script.as_po(without, "zh_Hans").decode()
    again = script.updated(without, ["one", "two"], prune=False)
    assert (again["one"].string, again["two"].string) == ("一", "")
    pruned = script.updated(without, ["two"], prune=True)
    assert "one" not in script.as_po(pruned, "zh_Hans").decode()
