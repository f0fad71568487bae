"""What was said and read, in words: statements with their claims, the facts, the posts.

A verdict is always shown with what it was about and what had been known.
"""

from __future__ import annotations

from drillroom.report.lines import ClaimLine, PostLine, StatementLine

from .marks import View
from .telling import Telling

_SAME = ("about", "seat", "tone", "text", "claims", "skipped")


def statements(t: Telling) -> list[View]:
    """What was said, and whether it held; the same words without a claim, said again and again, are one row."""
    rows: list[View] = []
    for it in t.debrief.statements:
        row = _statement(it, t)
        if rows and not row["claims"] and all(rows[-1][key] == row[key] for key in _SAME):
            rows[-1]["count"] += 1
            rows[-1]["again"] = t.say("{n} times, until {time}", n=rows[-1]["count"], time=row["at"])
        else:
            rows.append(row)
    return rows


def _statement(it: StatementLine, t: Telling) -> View:
    about = [t.action(it.do), t.channel(it.channel), t.say("to {group}", group=t.group(it.audience))]
    if it.skipped:
        paper = t.say("without sign-off")
    else:
        paper = "" if it.waited is None else t.say("{time} in sign-off", time=t.span(it.waited))
    notes = {"struck": t.say("legal struck a part of it"), "against": t.say("against the advice of legal")}
    more = [notes[it.returned]] if it.returned else []
    more += [t.say("people found a slip in it")] if it.has_slip else []
    paper = t.say("; ").join(note for note in (paper, *more) if note)
    return {
        "at": t.at(it.at),
        "about": about,
        "seat": t.seat(it.seat),
        "tone": t.tone(it.tone),
        "paper": paper,
        "skipped": it.skipped or it.has_slip or it.returned == "against",
        "text": t.text(it.text),
        "is_typed": it.is_typed,
        "claims": [_claim(claim, t) for claim in it.claims],
        "count": 1,
        "again": "",
    }


def _claim(it: ClaimLine, t: Telling) -> View:
    return {
        "fact": t.fact(it.fact),
        "said": t.claim(it.claim, it.fact),
        "verdict": t.verdict(it.verdict),
        "role": {"true": "good", "guess": "fair"}.get(it.verdict, "poor"),
        "note": _claim_note(it, t),
    }


def _claim_note(it: ClaimLine, t: Telling) -> str:
    said = []
    if it.verdict == "lie" and it.known_at is not None:
        said.append(t.say("the team had been told at {time}", time=t.at(it.known_at)))
    if it.verdict == "guess":
        said.append(t.say("it turned out right") if it.right else t.say("it turned out wrong"))
    if it.corrected_at is not None:
        said.append(t.say("corrected at {time}", time=t.at(it.corrected_at)))
    return t.say("; ").join(said)


def facts(t: Telling) -> list[View]:
    """Each fact from delivery to the public."""
    return [
        {
            "name": t.text(it.name),
            "truth": t.text(it.truth),
            "known": _at(it.known_at, t),
            "told": _at(it.told_at, t),
            "leaked": _at(it.leaked_at, t),
            "found": "" if it.found is None else t.found(it.found),
            "role": {"told": "good", "hidden": "fair", "wrong": "poor", "lie": "poor"}.get(it.found or "", "none"),
        }
        for it in t.debrief.facts
    ]


def _at(seconds: int | None, t: Telling) -> str:
    return "–" if seconds is None else t.at(seconds)


def post(it: PostLine, t: Telling) -> View:
    """A post with its numbers."""
    return {
        "at": t.at(it.at),
        "author": t.author(it.by),
        "channel": t.channel(it.channel),
        "text": t.text(it.text),
        "counts": t.say(
            "{reposts} reposts · {comments} comments · {likes} likes",
            reposts=t.number(it.reposts),
            comments=t.number(it.comments),
            likes=t.number(it.likes),
        ),
    }


def feed(t: Telling) -> list[View]:
    """The posts that went furthest."""
    return [post(it, t) for it in t.debrief.feed]
