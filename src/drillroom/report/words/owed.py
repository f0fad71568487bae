"""What was owed, how it ended, and what a report cannot say, in words.

Plain dictionaries of finished strings for the templates.
"""

from __future__ import annotations

from drillroom.report.charts import Labels

from .marks import View, records
from .telling import Telling


def clocks(t: Telling) -> list[View]:
    """Legal reports, groups to be told and promises: a title and rows each, where there are any."""
    groups = [
        (t.say("Legal reports"), t.say("Authority"), _duties(t)),
        (t.say("Groups to be told"), t.say("Group"), _groups(t)),
        (t.say("Promises"), t.say("Promised"), _promises(t)),
    ]
    return [{"title": title, "what": what, "rows": rows} for title, what, rows in groups if rows]


def _duties(t: Telling) -> list[View]:
    states = {"met": t.say("in time"), "missed": t.say("not done in time"), "open": t.say("still running")}
    rows = []
    for it in t.debrief.duties:
        notes = [t.say("{source} (as of {date})", source=t.text(it.source), date=it.as_of)]
        if it.missing:
            notes.insert(0, t.say("Left out of the report: {facts}.", facts=t.listed(map(t.fact, it.missing))))
        rows.append(_row(t.text(it.authority), it.due, it.done_at, it.state, states, t, note=" ".join(notes)))
    return rows


def _groups(t: Telling) -> list[View]:
    states = {
        "reached": t.say("in time"),
        "late": t.say("too late"),
        "missed": t.say("not done in time"),
        "open": t.say("still running"),
    }
    return [_row(t.group(it.group), it.due, it.at, it.state, states, t) for it in t.debrief.groups]


def _promises(t: Telling) -> list[View]:
    states = {"kept": t.say("kept"), "broken": t.say("not kept"), "open": t.say("still running")}
    rows = []
    for it in t.debrief.promises:
        what = t.fact(it.fact) if it.fact else t.say("the next word")
        note = t.say("made at {time}", time=t.at(it.made_at))
        rows.append(_row(what, it.due, None, it.state, states, t, note=note))
    return rows


def _row(
    what: str, due: int | None, done: int | None, state: str, states: dict[str, str], t: Telling, *, note: str = ""
) -> View:
    role = {"met": "good", "reached": "good", "kept": "good", "late": "fair", "open": "none"}.get(state, "poor")
    return {
        "what": what,
        "due": "–" if due is None else t.at(due),
        "done": "" if done is None else t.at(done),
        "state": states.get(state, state),
        "role": role,
        "note": note,
    }


# ------------------------------------------------------------------ outcome and limits


def outcome(t: Telling) -> list[View]:
    """What the outcome was measured by, each with where the drill lies between doing nothing and the reference."""

    def said(value: float, unit: str) -> str:
        if unit == "min":
            return t.span(value * 60)
        return t.percent(value) if unit == "%" else t.points(value)

    rows = []
    for it in t.debrief.outcome:
        values = [said(value, it.unit) for value in (it.drill, it.model, it.none)]
        about = t.say(
            "{drill}; reference {model}, doing nothing {none}", drill=values[0], model=values[1], none=values[2]
        )
        name = t.text(it.name)
        rows.append(
            {
                "key": it.key,
                "name": name[:1].upper() + name[1:],
                "drill": values[0],
                "model": values[1],
                "none": values[2],
                "place": it.place,
                "labels": Labels(title=f"{name}: {about}", about="", exercise="", alert=""),
            }
        )
    return rows


def limits(t: Telling) -> list[str]:
    """What this report cannot say."""
    return [
        t.say("Trust, heat, users lost and the hot list are estimates of a model with assumptions, not measurements."),
        t.say("What was said, when, and what had been told by then is measured: it stands in the log."),
        t.say("The reference is one careful way through the case, not the only one and not the answer."),
        t.say("One drill does not show what a person or a team is able to do."),
        t.say("Every target and weight is a choice that an organization may make differently; its source is named."),
    ]


def findings(t: Telling) -> View:
    """Badges and faults."""
    return {
        "badges": [{"key": it.key, "name": t.text(it.name)} for it in t.debrief.badges],
        "faults": [
            {"key": it.key, "name": t.text(it.name), "evidence": records(it.evidence, t)} for it in t.debrief.faults
        ],
    }
