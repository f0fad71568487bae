"""What the crisis cost, in words.

Every row says that it is an estimate, and the look ahead that nobody has validated it.
"""

from __future__ import annotations

from drillroom.report.value import Cost

from .marks import View
from .telling import Telling


def costs(t: Telling) -> View:
    """``rows`` of name, value, note and basis; ``future`` in the same way, empty where the log holds none."""
    return {"rows": [_row(it, t) for it in t.debrief.costs.lines], "future": _future(t)}


def _row(it: Cost, t: Telling) -> View:
    digits = 1 if it.key == "churn" else 0
    value = (
        t.percent(it.value, digits) if it.unit == "percent" else t.say("{n} of {all}", n=t.points(it.value), all=100)
    )
    names = {
        "churn": (t.say("Users lost"), ""),
        "value": (t.say("Market value"), t.say("at the end, of what it was")),
        "ops": (t.say("Operations"), t.say("at their lowest, of what they were")),
        "partners": (t.say("Partners' confidence"), t.say("at the end")),
        "regulator": (t.say("The regulator's pressure"), t.say("at its highest")),
    }
    name, note = names[it.key]
    if it.count is not None:
        note = t.say("about {n} people", n=t.number(float(f"{it.count:.2g}"), 0))
    return {"name": name, "value": value, "note": note, "basis": t.say("model estimate")}


def _future(t: Telling) -> list[View]:
    it = t.debrief.costs.future
    if it is None:
        return []
    outlooks = {"good": t.say("largely recovered"), "mixed": t.say("partly recovered"), "poor": t.say("lasting damage")}
    basis = t.say("model estimate, not validated")
    rows = (
        (t.say("Trust"), t.say("{n} of {all}", n=t.points(it.trust), all=100)),
        (t.say("Users lost"), t.percent(it.churn)),
        (t.say("Market value"), t.percent(it.value, 0)),
        (t.say("Outlook"), outlooks.get(it.outlook, it.outlook)),
    )
    return [{"name": name, "value": value, "note": "", "basis": basis} for name, value in rows]


def cost_lines(t: Telling) -> list[str]:
    """The same in lines; none where the log holds nothing of it."""
    found = costs(t)
    heads = ((t.say("What it cost"), found["rows"]), (t.say("Six months on"), found["future"]))
    return [line for head, rows in heads if rows for line in (_told(head, rows[0]["basis"], t), *_lines(rows, t))]


def _told(head: str, basis: str, t: Telling) -> str:
    return t.say("{name}:", name=t.with_note(head, basis))


def _lines(rows: list[View], t: Telling) -> list[str]:
    return ["  " + t.say("{name}: {value}", name=it["name"], value=t.with_note(it["value"], it["note"])) for it in rows]
