"""Takes out of a text what could steer a terminal, hide words or turn their order around.

Whatever passes through ``clean`` holds no control characters but line feeds, no escape sequences, no direction marks
and no invisible characters, except joiners that shape an emoji or a word.
"""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SEQUENCES = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colors, cursor
    "|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)?"  # OSC: titles, links, clipboard
    "|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c\n]*(?:\x1b\\\\|\x9c)?"  # DCS, SOS, PM, APC
    "|\x1b[ -/]*[0-~]?"
)
_HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"  # soft hyphen, fillers, marks
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"  # separators, direction, annotations
    "\ud800-\udfff\U000e0000-\U000e0fff"  # halves of pairs; tags
)
_DROPPED = re.compile(f"[{_HIDDEN}]")
_JOINERS = re.compile("[\u200c\u200d]+")
_SUSPECT = re.compile(f"[\t\u200c\u200d{_HIDDEN}]")


def _joins(text: str, start: int, end: int) -> bool:
    """Does a joiner at ``text[start:end]`` stand inside an emoji sequence or a word?"""
    if end - start != 1 or start == 0 or end == len(text):
        return False
    before, after = unicodedata.category(text[start - 1]), unicodedata.category(text[end])
    return (before[0] in "LM" or before in ("So", "Sk")) and (after[0] in "LM" or after == "So")


def clean(text: str) -> str:
    """``text`` without control characters, escape sequences, direction marks and stray invisible characters.

    Line feeds stay, other line breaks become line feeds, a tab becomes a space. ``clean(clean(x)) == clean(x)``.
    """
    if _SUSPECT.search(text) is None:
        return text
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    text = _DROPPED.sub("", _SEQUENCES.sub("", text))
    return _JOINERS.sub(lambda found: found[0] if _joins(text, found.start(), found.end()) else "", text)
