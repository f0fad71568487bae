"""What we have said and what is on its way, word by word.

A statement is listed once: as long as it is under way with its place at the sign-off desk, then with its words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from drillroom.log.board import Statement
from drillroom.log.desk import Task
from drillroom.log.records import Text

from .cards import CALL
from .palette import Palette


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """Words that are out. ``at`` is a drill second; ``is_unchecked``: nobody had signed them off."""

    statement: str
    at: int
    action: str
    channel: str
    words: str
    is_unchecked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """Words that are not out yet. ``stage``: ``drafted`` (people still work on them) | ``sign_off`` | ``signed``.

    ``ahead``: how many are read before these; ``waits``: seconds at the sign-off desk so far. ``words`` is empty where
    nobody typed any.
    """

    statement: str
    ordered_at: int
    action: str
    channel: str
    words: str
    stage: str
    ahead: int = 0
    waits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """``out`` in the order in which it came out, ``under_way`` in the order in which it was asked for."""

    out: tuple[SaidRow, ...]
    under_way: tuple[Pending, ...]


def said(palette: Palette, now: int) -> Said:
    """All our words at drill second ``now``."""
    return Said(out=published(palette), under_way=under_way(palette, now))


def published(palette: Palette) -> tuple[SaidRow, ...]:
    """Words that are out."""
    return tuple(_out(palette, it) for it in palette.situation.board.published)


def under_way(palette: Palette, now: int) -> tuple[Pending, ...]:
    """Words that were asked for and are not out yet."""
    tasks = {it.args["statement"]: it for it in palette.situation.desk.tasks.values() if "statement" in it.args}
    rows = [_pending(palette, it, tasks.get(it.id), now) for it in palette.situation.board.under_way]
    # The desk reads in the order in which words came to it: who has waited longest is read now.
    lengths = sorted((-it.waits, n) for n, it in enumerate(rows) if it.stage == "sign_off")
    places = {n: place for place, (_, n) in enumerate(lengths)}
    return tuple(_placed(it, places.get(n, 0)) for n, it in enumerate(rows))


def _out(palette: Palette, it: Statement) -> SaidRow:
    return SaidRow(
        statement=it.id,
        at=it.published_at or 0,
        action=palette.names.action(it.do),
        channel=palette.names.channel(it.channel),
        words=palette.teller.text(it.text) if it.text else "",
        is_unchecked=it.skipped is not None and it.do != CALL,
    )


def _pending(palette: Palette, it: Statement, task: Task | None, now: int) -> Pending:
    action = palette.names.vocabulary.actions.get(it.do)
    is_made = action is None or not (action.takes or action.staff)
    at_desk = it.ordered_at if is_made else task.done_at if task is not None else None
    stage = "signed" if it.state == "signed" else "drafted" if at_desk is None else "sign_off"
    return Pending(
        statement=it.id,
        ordered_at=it.ordered_at,
        action=palette.names.action(it.do),
        channel=palette.names.channel(it.channel),
        words=palette.teller.text(Text(ref=f"words.{it.words}")) if it.words else "",
        stage=stage,
        waits=max(0, now - at_desk) if at_desk is not None and stage == "sign_off" else 0,
    )


def _placed(it: Pending, ahead: int) -> Pending:
    return it if not ahead else replace(it, ahead=ahead)
