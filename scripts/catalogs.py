"""Keeps the translations of our own words: reads them out of the source, updates the .po files, compiles the .mo files.

Run it after any change of a ``say("...")``; then translate what it lists and run it again. It exits 1 while something
is untranslated. In Python, ``say``, ``_say`` and ``to_say`` calls with a literal count, also inside an f-string; in
templates, a bare ``say("...")``.
Translations that nothing uses stay at the end of the file, behind ``#~``, until ``--prune``.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "drillroom"
CATALOGS = SOURCE / "locale"
KEYWORDS = {"say": None, "to_say": None, "_say": None}
METHODS = [("**.html", "jinja2"), ("**.j2", "jinja2"), ("**.jinja", "jinja2")]
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
HEAD = """\
# The words of drillroom in another language. scripts/catalogs.py keeps this file: translate the msgstr lines only.
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def in_source() -> set[str]:
    """Every text of ours that the source can say."""
    found = extract_from_dir(str(SOURCE), METHODS, keywords=KEYWORDS)
    texts = {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}
    for path in SOURCE.rglob("*.py"):
        texts.update(in_python(path.read_text(encoding="utf-8")))
    return texts - {""}


def in_python(code: str) -> Iterator[str]:
    """The texts that a module says. Read from its syntax tree: Babel does not look into f-strings."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and node.args and _called(node.func) in KEYWORDS:
            yield from _literals(node.args[0])


def _called(function: ast.expr) -> str:
    """The last name of what is called."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literals(text: ast.expr) -> Iterator[str]:
    """A literal, or both arms of a choice between literals."""
    if isinstance(text, ast.IfExp):
        yield from _literals(text.body)
        yield from _literals(text.orelse)
    elif isinstance(text, ast.Constant) and isinstance(text.value, str):
        yield text.value


def po_files() -> list[Path]:
    """The files that translators edit."""
    return sorted(CATALOGS.glob("*/LC_MESSAGES/drillroom.po"))


def read_catalog(path: Path) -> Catalog:
    """A .po file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, charset="utf-8")


def translations(catalog: Catalog) -> dict[str, str]:
    """Text -> translation, also of texts that nothing uses any more."""
    known = {str(m.id): str(m.string) for m in catalog.obsolete.values() if m.id and m.string}
    return known | {str(m.id): str(m.string) for m in catalog if m.id and m.string}


def updated(catalog: Catalog, texts: Iterable[str], *, prune: bool) -> Catalog:
    """The catalog with exactly these texts; old translations of them are taken over."""
    known, fresh = translations(catalog), Catalog(locale=catalog.locale, charset="utf-8", fuzzy=False)
    for text in sorted(texts):
        fresh.add(text, known.pop(text, ""))
    if not prune:
        spare = Catalog(locale=catalog.locale)
        for text in sorted(known):
            fresh.obsolete[text] = spare.add(text, known[text])
    return fresh


def as_po(catalog: Catalog, locale: str) -> bytes:
    """The bytes of the .po file; they depend on the texts and translations alone."""
    body = BytesIO()
    write_po(body, catalog, width=120, omit_header=True, sort_output=True)
    return HEAD.format(locale=locale).encode() + body.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """The bytes of the .mo file; like those of the .po file they do not depend on when it was written."""
    body = BytesIO()
    catalog.creation_date = _NO_DATE
    write_mo(body, catalog)
    return body.getvalue()


def main(arguments: list[str]) -> int:
    """Update and compile every catalog; 1 when a translation is missing."""
    texts, missing = in_source(), 0
    for path in po_files():
        locale = path.parent.parent.name
        path.write_bytes(as_po(updated(read_catalog(path), texts, prune="--prune" in arguments), locale))
        catalog = read_catalog(path)
        path.with_suffix(".mo").write_bytes(as_mo(catalog))
        untranslated = [str(message.id) for message in catalog if message.id and not message.string]
        missing += len(untranslated)
        for text in untranslated:
            sys.stderr.write(f"{locale}: not translated: {text!r}\n")
    sys.stderr.write(f"{len(texts)} texts, {missing} translations missing\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
