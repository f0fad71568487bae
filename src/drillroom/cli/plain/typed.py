"""Understands a typed line: which action or view is meant, and which of its arguments were given.

Ids and names in either language mean the same; what cannot be told apart is asked, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from drillroom.doctrine.models import Action, Vocabulary

VIEWS: Mapping[str, tuple[str, ...]] = {
    "help": ("?", "h", "帮助", "？"),
    "feed": ("舆情流", "帖文"),
    "inbox": ("收件箱",),
    "sitrep": ("舆情快报", "快报"),
    "facts": ("事实板", "事实"),
    "said": ("我方已发布", "已发布"),
    "tasks": ("任务",),
    "status": ("态势",),
    "prompt": ("again", "决策点", "再看"),
    "skip": ("跳过", "快进"),
    "pause": ("暂停",),
    "go": ("继续",),
    "quit": ("exit", "q", "退出"),
}
"""What is no action: a look at something, or a word to the clock."""
GROUP_WORDS: Mapping[str, tuple[str, ...]] = {
    "watch": ("预警",),
    "team": ("团队",),
    "do": ("做",),
    "say": ("说", "发声"),
    "remedy": ("remedies", "维权"),
    "noise": (),
    "after": ("善后",),
}
SHORT: Mapping[str, str] = {
    "call": "take_call",
    "summons": "take_call",
    "接听": "take_call",
    "约谈": "take_call",
    "holding": "holding_statement",
    "wait": "hold_and_watch",
    "regret": "express_regret",
    "team": "assemble_team",
    "plan": "start_plan",
    "interview": "give_interview",
    "police": "report_to_police",
    "apology": "apologize",
    "report": "brief_upward",
    "答复": "reply",
}


@dataclass(frozen=True, slots=True)
class View:
    """A look at something; ``about`` is what was typed behind it."""

    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A bare number: an answer to what is open. ``sure``: how sure of it, if that was said."""

    number: int
    sure: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An action with the words typed behind it, still unsorted. ``quoted``: own words for a statement.

    ``sure``: how sure of it, if that was said.
    """

    do: str
    given: tuple[str, ...] = ()
    quoted: str = ""
    sure: int | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing we know. ``close``: ids of actions that may have been meant."""

    text: str
    close: tuple[str, ...] = ()


Typed = View | Choice | Order | Unknown


_SURE = re.compile(r"(?P<rest>\d{1,3}|.*\S(?=\s))\s*[!！](?P<level>[1-3１-３])")


def how_sure(line: str) -> tuple[str, int | None]:
    """A line without the ``!1``, ``!2`` or ``!3`` at its end, and which of them it was; None where there is none."""
    found = _SURE.fullmatch(line.strip())
    return (found["rest"], int(found["level"])) if found else (line.strip(), None)


def _key(text: str) -> str:
    return text.casefold().replace("_", " ").replace("-", " ").replace("，", " ").replace(",", " ").strip()


@dataclass(slots=True)
class Words:
    """The dictionary of one vocabulary. Built once; reads nothing else."""

    vocabulary: Vocabulary
    _names: dict[str, str] = field(default_factory=dict)
    _views: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for action_id, action in self.vocabulary.actions.items():
            for name in (action_id, *action.name.values()):
                self._names.setdefault(_key(name), action_id)
        for short, action_id in SHORT.items():
            if action_id in self.vocabulary.actions:
                self._names.setdefault(short, action_id)
        for view, others in VIEWS.items():
            self._views.update(dict.fromkeys((view, *others), view))

    def read(self, line: str) -> Typed:
        """What a typed line means."""
        line, sure = how_sure(line)
        if line.isdecimal() and len(line) < 4:
            return Choice(int(line), sure)
        words, quoted = _split(line)
        words = [part for word in words for part in self._parts(word)]
        if not words:
            return Unknown(line)
        view = self._views.get(words[0]) or self._views.get(_key(words[0]))
        if view is not None and (len(words) == 1 or view == "help"):
            return View(view, " ".join(words[1:]))
        order = self._order(_without_group(words), quoted) or self._order(words, quoted)
        return replace(order, sure=sure) if order is not None else self._unknown(words)

    def _parts(self, word: str) -> list[str]:
        """Chinese needs no space between an action and what comes behind it: the longest name in front is cut off."""
        if word.isascii() or _key(word) in self._names:
            return [word]
        known = [name for name in self._names if not name.isascii() and word.startswith(name)]
        longest = max(known, key=len, default="")
        return [longest, word[len(longest) :].lstrip("：:")] if longest else [word]

    def _order(self, words: list[str], quoted: str) -> Order | None:
        """The longest beginning of ``words`` that names one action, in full or by the beginning of its name."""
        for count in range(len(words), 0, -1):
            text = _key(" ".join(words[:count]))
            begun = {action for name, action in self._names.items() if name.startswith(text)}
            found = {self._names[text]} if text in self._names else begun
            if len(found) == 1 and text:
                return Order(found.pop(), tuple(words[count:]), quoted)
            if found and text:
                return None
        return None

    def _unknown(self, words: list[str]) -> Unknown:
        text = _key(" ".join(words))
        begun = {action for name, action in self._names.items() if name.startswith(text)}
        inside = {action for name, action in self._names.items() if _key(words[0]) in name.split() or text in name}
        close = begun or inside or {self._names[name] for name in get_close_matches(text, self._names, n=3, cutoff=0.6)}
        return Unknown(" ".join(words), tuple(sorted(close)))

    def complete(self, start: str) -> list[str]:
        """Ids of actions and views that begin with ``start``, for the Tab key."""
        known = [*VIEWS, *self.vocabulary.actions, *(n for a in self.vocabulary.actions.values() for n in _chinese(a))]
        return sorted({word + " " for word in known if word.startswith(start)})

    def actions(self, group: str) -> Iterable[tuple[str, Action]]:
        """The actions of one group, in the doctrine's order."""
        return ((name, action) for name, action in self.vocabulary.actions.items() if action.group == group)


def _chinese(action: Action) -> list[str]:
    return [name for language, name in action.name.items() if language.startswith("zh")]


def _without_group(words: list[str]) -> list[str]:
    """``say holding`` means ``holding``; a group's word alone stays."""
    groups = {word for group, others in GROUP_WORDS.items() for word in (group, *others)}
    return words[1:] if len(words) > 1 and _key(words[0]) in groups else words


def _split(line: str) -> tuple[list[str], str]:
    """The words of a line, and what stands in quotes."""
    for opening, closing in ("“”", "「」"):
        line = line.replace(opening, '"').replace(closing, '"')
    head, _, tail = line.partition('"')
    # Quotation marks inside the words belong to them: the last one closes.
    quoted, closing, rest = tail.rpartition('"')
    if not closing:
        quoted, rest = tail, ""
    return [*head.split(), *rest.split()], quoted.strip()
