"""Shows a scorecard in full: every mark with its target and its source, caps with both numbers, and what it is for.

Who changes place under another doctrine is shown beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .text import width

if TYPE_CHECKING:
    from drillroom.language import Speech
    from drillroom.log.chain import Log
    from drillroom.report.words.telling import Telling
    from drillroom.scoring.score import Scorecard


def card_lines(log: Log, card: Scorecard, speak: Speech) -> list[str]:
    """The whole card in words, one line each."""
    from drillroom.report.debrief import debrief
    from drillroom.report.words.front import verdict
    from drillroom.report.words.telling import Telling

    t = Telling(debrief(log, card), speak)
    found = verdict(t)
    numbers = [t.say("{name}: {value}", name=it["name"], value=it["value"]) for it in found["numbers"]]
    lines = [t.with_note(found["name"], found["letter"]), t.running(found["lead"])]
    lines += [" · ".join(numbers)]
    lines += [
        t.say("{name}: {value}", name=it["words"], value=t.with_note(it["rule"], it["source"])) for it in found["caps"]
    ]
    lines += [*_untruths(t), *(it["name"] for it in found["reasons"]), *found["notes"]]
    return [*lines, "", *_marks(t), *_findings(t), *_seats(t, card), "", t.text(t.debrief.use)]


def _untruths(t: Telling) -> list[str]:
    """The two records behind each knowing untruth: what delivered the fact, and what said otherwise."""
    return [
        t.say(
            "Knowingly untrue: record {told} brought “{fact}”, record {said} said otherwise.",
            told=it.told,
            fact=t.fact(it.fact),
            said=it.seq,
        )
        for it in t.debrief.verdict.untruths
        if it.told is not None
    ]


def _padded(name: str, column: int) -> str:
    return name + " " * (column - width(name))


def _marks(t: Telling) -> list[str]:
    """Every principle with its metrics: mark, value, target, where the target is from, and the records behind it."""
    from drillroom.report.words.marks import principles

    views = principles(t)
    names = [mark["name"] for it in views for mark in it["metrics"]] + [it["name"] for it in views]
    column = max(map(width, names)) + 2
    lines = []
    for it in views:
        lines.append(f"{_padded(it['name'], column + 2)}{it['points']}")
        for mark in it["metrics"]:
            said = t.with_note(mark["points"], mark["value"]) if mark["share"] is not None else mark["points"]
            seqs = ", ".join(str(row["seq"]) for row in mark["evidence"]["rows"])
            parts = [said, mark["target"], mark["source"]]
            parts += [t.say("records {list}", list=seqs + (" …" if mark["evidence"]["more"] else ""))] if seqs else []
            lines.append(f"  {_padded(mark['name'], column)}{' · '.join(parts)}")
    return lines


def _findings(t: Telling) -> list[str]:
    lines = []
    for title, found in ((t.say("Success factors"), t.debrief.badges), (t.say("Causes of failure"), t.debrief.faults)):
        if found:
            lines.append(t.say("{name}: {value}", name=title, value=t.listed(t.text(it.name) for it in found)))
    return ["", *lines] if lines else []


def _seats(t: Telling, card: Scorecard) -> list[str]:
    """One line of marks by seat, and whom an objection on record spared."""
    if not card.seats:
        return []
    order = [seat for seat in t.debrief.header.vocabulary.get("seats") or card.seats if seat in card.seats]
    marks = [t.say("{name} {value}", name=t.seat(seat), value=t.points(card.seats[seat].points)) for seat in order]
    lines = [t.say("By seat: {marks}", marks=t.listed(marks))]
    for seat, it in card.seats.items():
        if it.freed:
            lines.append(t.say("{seat}: not capped, an objection is on record", seat=t.seat(seat)))
    return lines


# ------------------------------------------------------------------ who changes place


def ranked(totals: Sequence[float | None]) -> list[int | None]:
    """The place of each, 1 for the highest; equals share one, what has no total has none."""
    known = [it for it in totals if it is not None]
    return [None if it is None else 1 + sum(other > it for other in known) for it in totals]


def rank_lines(rows: Sequence[dict[str, Any]], speak: Speech) -> list[str]:
    """One line for each log: its place and total now, and what they were under the log's own doctrine."""
    lines = [speak.say("Place by total under this doctrine (under the log's own):")]
    for row in sorted(rows, key=lambda it: (it["rank"] is None, it["rank"], it["log"])):
        before = row["before"]
        none = speak.say("not exercised")
        shown = [none if it is None else f"{it:.1f}" for it in (row["score"]["total"], before["total"])]
        moved = (before["rank"] or 0) - (row["rank"] or 0)
        arrow = "=" if not moved or None in (row["rank"], before["rank"]) else "▲" if moved > 0 else "▼"
        places = [str(it or "–") for it in (row["rank"], before["rank"])]
        lines.append(f"  {places[0]:>3} ({places[1]}) {arrow}  {shown[0]} ({shown[1]})  {row['log']}")
    return lines
