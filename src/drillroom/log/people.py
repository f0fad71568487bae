"""The people file beside a log: names of people and the words they typed, by the keys that the log holds.

Nothing here is needed to check, score or re-run a drill, so a person can be erased and the log still holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from drillroom.errors import Problem, UnusableFile
from drillroom.source.clean import clean

FORMAT = 0
_KEY_SIZE = 8


@dataclass(frozen=True, slots=True)
class People:
    """``names``: person key -> name. ``texts``: text key -> words, empty once erased.

    ``typed``: person key -> the keys of the texts that this person typed.
    """

    salt: bytes
    names: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def key(self, text: str) -> str:
        """The key under which the log knows these words: 16 hex digits that do not tell the words."""
        return blake2b(self.salt + clean(text).encode(), digest_size=_KEY_SIZE).hexdigest()

    def naming(self, person: str, name: str) -> People:
        """With this name for a person."""
        return replace(self, names={**self.names, person: clean(name).replace("\n", " ")})

    def keeping(self, person: str, text: str) -> tuple[People, str]:
        """With these words, typed by this person; the words' key goes into the log."""
        key = self.key(text)
        keys = self.typed.get(person, ())
        typed = {**self.typed, person: keys if key in keys else (*keys, key)}
        return replace(self, texts={**self.texts, key: clean(text)}, typed=typed), key

    def erase(self, person: str) -> People:
        """Without this person's name and words. Their keys stay, with nothing behind them."""
        gone = self.typed.get(person, ())
        texts = {key: "" if key in gone else words for key, words in self.texts.items()}
        names = {key: "" if key == person else name for key, name in self.names.items()}
        return replace(self, names=names, texts=texts)

    def to_bytes(self) -> bytes:
        """The people file."""
        people: dict[str, dict[str, Any]] = {person: {} for person in sorted({*self.names, *self.typed})}
        for person, name in self.names.items():
            people[person]["name"] = name
        for person, keys in self.typed.items():
            people[person]["typed"] = list(keys)
        tree = {"format": FORMAT, "salt": self.salt.hex(), "people": people, "texts": dict(self.texts)}
        return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def read_people(data: bytes, *, file: str) -> People:
    """The people in a people file; unknown fields are ignored. Raises UnusableFile."""
    try:
        tree = json.loads(data)
        if type(tree["format"]) is not int or tree["format"] != FORMAT:
            raise ValueError(f"format {tree['format']!r:.40} is not {FORMAT}")
        people = tree["people"]
        return People(
            salt=bytes.fromhex(tree["salt"]),
            names={key: _text(one["name"]) for key, one in people.items() if "name" in one},
            texts={key: _text(words) for key, words in tree["texts"].items()},
            typed={key: tuple(map(_text, one.get("typed", ()))) for key, one in people.items() if one.get("typed")},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"this people file cannot be read ({type(error).__name__}: {error})"
        hint = "move it away to go on without names and typed words"
        raise UnusableFile([Problem(file, 0, 0, "", message, hint)], hint=hint) from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r:.40} is no text")
    return clean(value)
