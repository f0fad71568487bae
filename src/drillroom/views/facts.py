"""The fact board: what the trainee's seats know, what is still open, what we have told, what is out without us.

A truth stands here only once it was delivered to a seat of this viewer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drillroom.language import Speech, to_say
from drillroom.log.board import Fact

from .palette import Palette

_WORDS: Mapping[str, str] = {
    "unconfirmed": to_say("unconfirmed"),
    "told": to_say("told"),
    "leaked": to_say("leaked"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One fact. ``truth``: what is so, in words, once it is known. Times are drill seconds, None: not yet.

    ``knows``: the seats that it was delivered to, by name.
    """

    fact: str
    name: str
    truth: str | None
    learned_at: int | None
    told_at: int | None
    leaked_at: int | None
    knows: tuple[str, ...]

    @property
    def standing(self) -> tuple[str, ...]:
        """``known`` or ``unconfirmed``, then ``told`` and ``leaked`` where they are so."""
        told = ("told",) if self.told_at is not None else ()
        leaked = ("leaked",) if self.leaked_at is not None else ()
        return ("unconfirmed" if self.learned_at is None else "known", *told, *leaked)

    @property
    def since(self) -> int | None:
        """The drill second at which it came to stand as it does."""
        return max((at for at in (self.learned_at, self.told_at, self.leaked_at) if at is not None), default=None)


def facts(palette: Palette) -> tuple[FactRow, ...]:
    """Every fact of the scenario, in its order."""
    return tuple(_row(palette, fact) for fact in palette.situation.board.facts.values())


def standing_words(speech: Speech, row: FactRow, *, is_brief: bool = False) -> str:
    """How a fact stands, in words; that it is known goes without saying once anybody else has it."""
    marks = [speech.say(_WORDS[mark]) for mark in row.standing if mark in _WORDS]
    return speech.say(", ").join(marks) or (speech.say("known") if is_brief else speech.say("known, not told yet"))


def _row(palette: Palette, fact: Fact) -> FactRow:
    return FactRow(
        fact=fact.id,
        name=palette.names.fact(fact.id),
        truth=palette.names.truth(fact.id) if fact.learned else None,
        learned_at=min(fact.learned.values(), default=None),
        told_at=fact.told_at,
        leaked_at=fact.leaked_at,
        knows=_knows(palette, fact),
    )


def _knows(palette: Palette, fact: Fact) -> tuple[str, ...]:
    seats = palette.names.vocabulary.seats
    if "all" in fact.learned or all(seat in fact.learned for seat in seats):
        return (palette.speech.say("everybody"),) if fact.learned else ()
    return tuple(palette.names.seat(seat) for seat in seats if seat in fact.learned)
