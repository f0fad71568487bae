"""The whole list of actions: what each is called, who does it, whether they are free, how long it takes.

It is always whole and in the doctrine's order: nothing here says what would be right now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drillroom.doctrine.models import Action
from drillroom.language import to_say
from drillroom.log.desk import Task
from drillroom.log.times import span

from .names import hour
from .palette import Palette
from .work import SeatRow, seats

GROUPS: Mapping[str, str] = {
    "watch": to_say("watch and prepare"),
    "team": to_say("the team"),
    "do": to_say("act"),
    "say": to_say("say"),
    "remedy": to_say("lawful remedies"),
    "noise": to_say("other means"),
    "after": to_say("afterwards"),
}
"""The groups of actions, in their order, and what they are called."""

_ASKED = ("group", "seat", "facts", "fact", "post", "signal", "level", "risk", "word")
"""Kinds of arguments that stand for a question of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """``state``: ``free`` | ``busy`` (it would queue) | ``away`` | ``begun`` or ``done`` (what is done once) | ``none``
    (nothing to do it to); ``standing`` says it in words.

    ``who`` does it or speaks, ``takes`` and ``signoff`` are lengths of time in words, ``signoff`` empty where nobody
    has to sign; ``says``: its usual words, ``asks``: the questions that come before it is done. ``keys``: everything it
    may be found by, in every language.
    """

    id: str
    group: str
    name: str
    who: str
    takes: str
    signoff: str = ""
    says: str = ""
    asks: tuple[str, ...] = ()
    state: str = "free"
    standing: str = ""
    keys: tuple[str, ...] = ()


def actions(palette: Palette, now: int) -> tuple[ActionRow, ...]:
    """Every action as it stands at drill second ``now``."""
    people = {row.seat: row for row in seats(palette, now)}
    found = palette.names.vocabulary.actions.items()
    rows = [_row(palette, do, action, people) for do, action in found]
    order = tuple(GROUPS)
    return tuple(sorted(rows, key=lambda row: order.index(row.group)))


def search(palette: Palette, rows: Sequence[ActionRow], wish: str) -> tuple[ActionRow, ...]:
    """The rows that ``wish`` may mean, in their order: part of a name, of an id, or the beginning of a group."""
    wish = _key(wish)
    if not wish:
        return tuple(rows)
    groups = {
        group
        for group, text in GROUPS.items()
        if group.startswith(wish) or any(word.startswith(wish) for word in _key(palette.speech.say(text)).split())
    }
    return tuple(row for row in rows if row.group in groups or any(wish in key for key in row.keys))


def best(rows: Sequence[ActionRow], wish: str) -> int:
    """The place of the row that ``wish`` names most closely: in full, by its beginning, by a word; else the first."""
    wish = _key(wish)

    def distance(row: ActionRow) -> int:
        if wish in row.keys:
            return 0
        if any(key.startswith(wish) for key in row.keys):
            return 1
        return 2 if any(f" {wish}" in key for key in row.keys) else 3

    return min(range(len(rows)), key=lambda place: distance(rows[place]), default=0) if wish else 0


def _key(text: str) -> str:
    return text.casefold().replace("_", " ").replace("-", " ").strip()


def _row(palette: Palette, do: str, action: Action, people: Mapping[str, SeatRow]) -> ActionRow:
    names, speech = palette.names, palette.speech
    needed, takes = _needs(palette, do, action)
    state, standing = _standing(palette, do, action, [people[seat] for seat in needed if seat in people])
    return ActionRow(
        id=do,
        group=action.group,
        name=names.action(do),
        who=names.seats(needed or [action.seat]),
        takes=span(speech, takes) if takes else speech.say("at once"),
        signoff=span(speech, action.signoff) if action.signoff else "",
        says=palette.usual_words(do),
        asks=tuple(palette.question(name, kind, do) for name, kind in action.args.items() if kind in _ASKED),
        state=state,
        standing=standing,
        keys=tuple(dict.fromkeys(_key(name) for name in (do, *action.name.values()))),
    )


def _needs(palette: Palette, do: str, action: Action) -> tuple[Sequence[str], int]:
    """(seats it occupies, seconds it takes): as the scenario has it, else as the vocabulary does."""
    own = palette.names.scenario.tasks.get(do)
    needed = action.staff if own is None or own.seats is None else own.seats
    return needed, action.takes if own is None or own.takes is None else own.takes


def _standing(palette: Palette, do: str, action: Action, needed: Sequence[SeatRow]) -> tuple[str, str]:
    say, names = palette.speech.say, palette.names
    given = _given(palette, do) if action.once else None
    if given is not None:
        return given, say("done") if given == "done" else say("under way")
    if do == "take_call" and not palette.situation.feed.ringing and not palette.situation.feed.summoned:
        return "none", say("nobody calls")
    away = next((row for row in needed if row.away_until is not None), None)
    if away is not None:
        time = hour(names.scenario, palette.speech, away.away_until or 0)
        return "away", say("{seat}: away until {time}", seat=away.name, time=time)
    full = next((row for row in needed if row.standing == "busy"), None)
    if full is None:
        return "free", say("free")
    task = _next_done(palette, full.seat)
    if task is None or task.ends is None:
        return "busy", say("{seat}: at work", seat=full.name)
    time = hour(names.scenario, palette.speech, task.ends)
    work = names.action(task.do)
    return "busy", say("{seat}: on “{action}” until {time}", seat=full.name, action=work, time=time)


def _next_done(palette: Palette, seat: str) -> Task | None:
    """The task at this seat that is done first."""
    running = [task for task in palette.situation.desk.running if seat in task.seats and task.ends is not None]
    return min(running, key=lambda task: task.ends or 0, default=None)


def _given(palette: Palette, do: str) -> str | None:
    """``done``, ``begun``, or None where it was never ordered."""
    situation = palette.situation
    tasks = [task.state == "done" for task in situation.desk.tasks.values() if task.do == do]
    words = [it.state == "published" for it in situation.board.statements.values() if it.do == do]
    if not tasks and not words:
        return None
    return "done" if all((*tasks, *words)) else "begun"
