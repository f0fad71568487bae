"""Speaks to the viewer in their language: looks up our own words, picks among authored ones, fills the slots.

No text, translation or value can make it raise, and no value is ever read as a template.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "zh-Hans")
"""The languages the product itself speaks; scenarios may hold more."""
_ANY = "und"
# A slot, maybe with a short number format; the width of a field is left out, as it could be made to eat all memory.
_SLOT = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)(?::(\+?,?(?:\.\d)?[df%]?))?\}")


def fill(template: str, args: Mapping[str, Any]) -> str:
    """``{name}`` and ``{n:.1f}`` replaced by what ``args`` holds; slots it does not hold stay as they are."""

    def slot(found: re.Match[str]) -> str:
        if found[1] not in args:
            return found[0]
        try:
            return format(args[found[1]], found[2] or "")
        except (ValueError, TypeError):
            return str(args[found[1]])

    return _SLOT.sub(slot, template)


def to_say(msgid: str) -> str:
    """Marks a text that is looked up elsewhere with ``say``, so that the catalogs hold it."""
    return msgid


@dataclass(frozen=True, slots=True)
class Speech:
    """One viewer's language. ``lang`` is a tag such as ``en`` or ``zh-Hans``."""

    lang: str
    _catalog: gettext.NullTranslations

    def say(self, msgid: str, **args: Any) -> str:
        """Our own words, given in English, in this language, with their slots filled."""
        return fill(self._catalog.gettext(msgid) if msgid else "", args)

    def pick(self, texts: Mapping[str, str]) -> str:
        """The best of the same text in several languages: this one, a close relative, English, any, the first."""
        if self.lang in texts:
            return texts[self.lang]
        base = self.lang.partition("-")[0]
        near = (tag for tag in texts if tag.partition("-")[0] == base)
        for tag in (*near, "en", _ANY, *texts):
            if tag in texts:
                return texts[tag]
        return ""


@cache
def speech(lang: str) -> Speech:
    """How to speak to a viewer with this language; our own words are English where there is no catalog."""
    if lang.partition("-")[0] != "zh":
        return Speech(lang, gettext.NullTranslations())
    place = resources.files("drillroom") / "locale" / "zh_Hans" / "LC_MESSAGES" / "drillroom.mo"
    with place.open("rb") as catalog:
        return Speech(lang, gettext.GNUTranslations(catalog))
