"""Page one of a report in words: what was played, the verdict, key figures, marks, counsel, what to keep and to change.

Plain dictionaries of finished strings for the templates; what is escaped, and how it looks, is theirs.
"""

from __future__ import annotations

from datetime import UTC, datetime

from drillroom.log.records import Text
from drillroom.report import names
from drillroom.report.value import Cell, Figure

from .marks import View, cap_words, finding, metric, records
from .telling import Telling

_CAPPED = "capped"
"""The reason that only says what the caps beside it say better."""

# ------------------------------------------------------------------ what was played


def setting(t: Telling) -> View:
    """Title and the line below it."""
    it = t.debrief.setting
    facts = [t.text(it.company), t.text(names.crisis(it.crisis)), *_when(t)]
    facts.append(t.say("{time} of drill time", time=t.span(it.ends - it.starts)))
    facts.append(t.say("drill no. {seed}", seed=it.seed))
    if not it.is_live:
        facts.append(_driven_by(it.playbook, t))
    return {"title": t.text(it.title), "facts": [fact for fact in facts if fact], "warnings": _warnings(t)}


def _when(t: Telling) -> list[str]:
    it, said = t.debrief.setting, []
    if it.wall_started is not None:
        said.append(datetime.fromtimestamp(it.wall_started, UTC).strftime("%Y-%m-%d"))
    if it.wall_seconds is not None and it.wall_seconds >= 60:
        said.append(t.say("played in {time}", time=t.span(it.wall_seconds)))
    return said


def _driven_by(playbook: str, t: Telling) -> str:
    if playbook == "model":
        return t.say("played by the reference")
    if playbook == "none":
        return t.say("played without any action")
    return t.say("played by the playbook “{name}”", name=playbook)


def _warnings(t: Telling) -> list[str]:
    it, said = t.debrief.setting, []
    if not it.is_closed:
        said.append(t.say("This drill was not played to its end; it stops at {time}.", time=t.at(it.reached)))
    if it.faults:
        said.append(t.say("The log did not hold in {n} places; what could be read is shown.", n=it.faults))
    if it.is_short:
        said.append(t.say("This was the short form: from the alert to its early end."))
    if it.relaxed:
        said.append(t.say("Time limits were relaxed in this drill."))
    return said


# ------------------------------------------------------------------ the verdict


def verdict(t: Telling) -> View:
    """The rating in words, what it means, one sentence, and the numbers small; ``lead`` is all of it in paragraphs."""
    it = t.debrief.verdict
    means = t.text(_rating(it.rating, "means")) if it.rating else t.say("There was nothing to measure.")
    sentence = [_words_and_harm(t), _untruth(t) or _users(t)]
    return {
        "letter": it.rating or "–",
        "role": {"P": "good", "S": "good", "M": "fair", "U": "poor"}.get(it.rating or "", "none"),
        "name": t.text(_rating(it.rating, "name")) if it.rating else t.say("not rated"),
        "means": means,
        "sentence": [clause for clause in sentence if clause],
        "lead": [clause for clause in (t.running([means, sentence[0]]), sentence[1]) if clause],
        "numbers": _numbers(t),
        "caps": [
            cap_words(cap, t) for cap in sorted(t.debrief.caps, key=lambda it: it.after != t.debrief.verdict.total)
        ],
        "reasons": [finding(reason, t) for reason in t.debrief.reasons if reason.key != _CAPPED],
        "notes": [t.text(note) for note in t.debrief.notes],
    }


def _rating(rating: str | None, part: str) -> Text:
    return Text(ref=f"doctrine.rating.words.{rating}.{part}")


def _words_and_harm(t: Telling) -> str:
    """When the first accurate words came and when the harm was cut, as far as the drill went."""
    it, is_over = t.debrief.verdict, t.debrief.setting.is_closed
    words = None if it.first_words is None else t.after_alert(it.first_words)
    harm = None if it.contained is None else t.after_alert(it.contained)
    asks_words = bool(it.needs_words) and (is_over or words is not None)
    asks_harm = it.had_harm and (is_over or harm is not None)
    if asks_words and asks_harm:
        return _both(words, harm, t)
    if asks_words:
        said = t.say("The first accurate words came after {words}.", words=words)
        return said if words else t.say("No accurate words were said.")
    if asks_harm:
        said = t.say("The harm to users was cut by half after {harm}.", harm=harm)
        return said if harm else t.say("The harm to users was never cut by half.")
    return t.say("This was a case in which no first words were needed.") if it.needs_words is False else ""


def _both(words: str | None, harm: str | None, t: Telling) -> str:
    if words and harm:
        return t.say(
            "The first accurate words came after {words}, and the harm to users was cut by half after {harm}.",
            words=words,
            harm=harm,
        )
    if words:
        return t.say(
            "The first accurate words came after {words}; the harm to users was never cut by half.", words=words
        )
    if harm:
        return t.say("No accurate words were said; the harm to users was cut by half after {harm}.", harm=harm)
    return t.say("No accurate words were said, and the harm to users was never cut by half.")


def _untruth(t: Telling) -> str:
    found = t.debrief.verdict.untruths
    if not found:
        return ""
    first, fact = found[0], t.fact(found[0].fact)
    if first.known_at is None:
        return t.say(
            "At {at} it said something untrue of “{fact}”, unchecked and warned.", at=t.at(first.at), fact=fact
        )
    return t.say(
        "At {at} the team said of “{fact}” the opposite of what it had been told at {known}.",
        at=t.at(first.at),
        fact=fact,
        known=t.at(first.known_at),
    )


def _users(t: Telling) -> str:
    it = t.debrief.verdict
    if it.users_told is None:
        return t.say("Users were never told by the team.") if t.debrief.setting.is_closed else ""
    time = t.after_alert(it.users_told)
    if it.users_first:
        return t.say("Users heard of it from the team after {time}, no later than the media.", time=time)
    return t.say("Users heard of it from the team after {time}, later than the media.", time=time)


def _numbers(t: Telling) -> list[View]:
    """Total with both parts beside it, never alone."""
    it = t.debrief.verdict
    share = round(100 * it.process_share)
    return [
        {"name": t.say("Total"), "value": _points(it.total, t), "note": _before_caps(t)},
        {
            "name": t.say("Process"),
            "value": _points(it.process, t),
            "note": t.say("{n} % of the total: what was in your hands", n=share),
        },
        {
            "name": t.say("Outcome"),
            "value": _points(it.outcome, t),
            "note": t.say("{n} %: 0 is doing nothing, 100 the reference", n=100 - share),
        },
    ]


def _points(value: float | None, t: Telling) -> str:
    return "–" if value is None else t.points(value)


def _before_caps(t: Telling) -> str:
    it = t.debrief.verdict
    if it.total is None or it.uncapped is None or it.total >= it.uncapped:
        return ""
    return t.say("{before} → capped at {after}", before=t.points(it.uncapped), after=t.points(it.total))


# ------------------------------------------------------------------ key figures


def figures(t: Telling) -> list[View]:
    """The table of this drill, the reference and doing nothing."""
    return [
        {
            "name": _figure_name(figure, t),
            "basis": t.say("model estimate") if figure.basis == "estimate" else "",
            "drill": _cell(figure, figure.drill, figure.also[0], t, is_drill=True),
            "model": _cell(figure, figure.model, figure.also[1], t),
            "none": _cell(figure, figure.none, figure.also[2], t),
        }
        for figure in t.debrief.figures
    ]


def _figure_name(figure: Figure, t: Telling) -> str:
    if figure.key == "authority_told":
        return t.say("Authority told (limit {time})", time=t.span(figure.of or 0))
    return {
        "first_words": t.say("First accurate words"),
        "users_told": t.say("Users told"),
        "contained": t.say("Harm cut by half"),
        "trust": t.say("Trust at the end"),
        "heat": t.say("Peak heat"),
        "churn": t.say("Users lost"),
        "hot_place": t.say("Best place on the hot list"),
        "promises_kept": t.say("Promises kept"),
    }.get(figure.key, figure.key)


def _cell(figure: Figure, cell: Cell, also: float | None, t: Telling, *, is_drill: bool = False) -> View:
    """``value`` and a small ``note``."""
    if not cell.is_known:
        return {"value": "–", "note": ""}
    if figure.unit == "at":
        return _time_cell(figure, cell, also, t, is_drill=is_drill)
    if figure.unit == "place":
        if cell.value is None:
            return {"value": t.say("not listed"), "note": ""}
        note = "" if not also else t.say("listed for {time}", time=t.span(also))
        return {"value": t.say("no. {n}", n=round(cell.value)), "note": note}
    if cell.value is None:
        return {"value": "–", "note": ""}
    if figure.unit == "share":
        note = t.say("{n} still open", n=round(also)) if also else ""
        return {"value": t.say("{n} of {all}", n=round(cell.value), all=round(figure.of or 0)), "note": note}
    return {"value": t.percent(cell.value) if figure.unit == "percent" else t.points(cell.value), "note": ""}


def _time_cell(figure: Figure, cell: Cell, also: float | None, t: Telling, *, is_drill: bool) -> View:
    if cell.value is None:
        is_open = is_drill and not t.debrief.setting.is_closed
        return {"value": t.say("not yet") if is_open else t.say("never"), "note": ""}
    note = ""
    if figure.key == "users_told" and also is not None:
        note = t.say("not after the media") if also else t.say("after the media")
    if figure.of is not None and is_drill:
        note = t.say("in time") if cell.value <= figure.of else t.say("too late")
    return {"value": t.after_alert(cell.value), "note": note}


# ------------------------------------------------------------------ counsel, strengths, what to change


def counsel(t: Telling) -> list[View]:
    """Counts for counsel; zero is a finding."""
    called = {
        "knowingly_untrue": t.say("Knowingly untrue"),
        "unverified": t.say("Unverified when it was said"),
        "not_signed_off": t.say("Published without sign-off"),
        "investors_told_otherwise": t.say("Investors told otherwise than the public"),
        "report_late": t.say("Reports to an authority that missed their time"),
        "report_incomplete": t.say("Reports to an authority that were incomplete"),
        "promise_broken": t.say("Promises not kept"),
        "posts_removed": t.say("Posts removed against payment or pressure"),
        "praise_bought": t.say("Friendly voices bought"),
        "critics_threatened": t.say("Critics or users threatened"),
    }
    return [
        {"name": called.get(it.key, it.key), "count": len(it.evidence), "evidence": records(it.evidence, t)}
        for it in t.debrief.counsel
    ]


def own_views(t: Telling) -> list[View]:
    """What the trainees thought of it before any score, beside what was computed."""
    marks = {it.key: it for it in t.debrief.principles}
    views = []
    for view in t.debrief.own_views:
        rows = [
            {
                "name": t.text(marks[key].name),
                "own": t.say("{n} of {all}", n=rating, all=5),
                "points": t.points(marks[key].points),
            }
            for key, rating in view.ratings
            if key in marks
        ]
        views.append({"rows": rows, "regret": t.text(view.regret)})
    return views


def strengths(t: Telling) -> list[View]:
    """What went well: the weightiest marks that were nearly full."""
    return [metric(t.debrief.metrics[key], t) for key in t.debrief.well]


def changes(t: Telling) -> list[View]:
    """Where most was lost, and what the doctrine says of it, for the improvement plan."""
    shown = [metric(t.debrief.metrics[key], t) for key in t.debrief.improve]
    return [{"name": it["name"], "why": it["note"] or it["value"]} for it in shown]
