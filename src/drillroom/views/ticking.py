"""What can be ticked in a draft: facts, claims of theirs, posts; and what may be said of each.

A fact that was not delivered to the trainee's seats shows no truth, and is grey where only the truth may be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from drillroom.log.board import Fact

from .draft import ALLEGATION, FACT, FIGURES, OWN, POST, Draft, Tick, begun, carries, from_template
from .names import hour
from .palette import Palette


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing. ``ops``: what may be said of it, none for a grey row; ``why`` it is grey; ``tick``: what is said now.

    ``note``: what is to be known before one ticks it; ``asks``: what people ask about it.
    """

    key: str
    name: str
    words: str = ""
    ops: tuple[str, ...] = ()
    why: str = ""
    note: str = ""
    asks: str = ""
    tick: Tick | None = None


def rows(palette: Palette, draft: Draft) -> tuple[Row, ...]:
    """Everything that this kind of statement can be about; a kind that tells no facts lists them all grey."""
    how = carries(palette.names.vocabulary, draft.do)
    found = _posts(palette, draft) if how == "post" else _facts(palette, draft.do, how)
    theirs = _allegations(palette, draft.do) if how == "against" else ()
    return tuple(replace(row, tick=draft.ticks.get(row.key)) for row in (*theirs, *found))


def ticked(palette: Palette, draft: Draft, key: str, tick: Tick | None) -> Draft:
    """The draft that says this of that; None says nothing. Where only one thing can be named the others go.

    What may not be said leaves the draft as it is.
    """
    row = next((row for row in rows(palette, draft) if row.key == key), None)
    if row is None or (tick is not None and tick.op not in row.ops):
        return draft
    is_single = carries(palette.names.vocabulary, draft.do) in ("fact", "against", "post")
    kept = {} if is_single and tick is not None else {name: it for name, it in draft.ticks.items() if name != key}
    return replace(draft, ticks=kept if tick is None else {**kept, key: tick})


def turned(palette: Palette, draft: Draft, key: str, step: int = 1) -> Draft:
    """The draft with the next thing said of that row: nothing, then everything that may be said, round and round."""
    row = next((row for row in rows(palette, draft) if row.key == key), None)
    if row is None or not row.ops:
        return draft
    course: list[str | None] = [None, *row.ops]
    now = row.tick.op if row.tick is not None else None
    op = course[(course.index(now) + step) % len(course)] if now in course else row.ops[0]
    figure = row.tick.figure if row.tick is not None else ""
    return ticked(palette, draft, key, None if op is None else Tick(op, figure))


def why_grey(palette: Palette, draft: Draft, key: str) -> str:
    """Why nothing can be said of that row, as a sentence; empty where something can."""
    say, row = palette.speech.say, next((row for row in rows(palette, draft) if row.key == key), None)
    if row is None or row.ops:
        return ""
    why = row.why or say("this kind tells no facts")
    return say("{name} cannot be ticked: {why}.", name=row.name, why=why)


def as_kind(palette: Palette, draft: Draft, do: str) -> Draft:
    """The same words as another kind of statement, with whatever of the ticks that kind can tell."""
    fresh = begun(palette, do)
    changed = replace(draft, do=do, template=OWN if draft.template == OWN else fresh.template, ticks={}, more={})
    for row in rows(palette, changed):
        tick = draft.ticks.get(row.key)
        if tick is not None:
            changed = ticked(palette, changed, row.key, tick)
    return from_template(palette, changed, changed.template)


# ------------------------------------------------------------------ the rows


def _facts(palette: Palette, do: str, how: str) -> Iterator[Row]:
    say, names = palette.speech.say, palette.names
    for fact in palette.situation.board.facts.values():
        is_known = bool(fact.learned)
        ops, why = _ops(palette, do, how, fact)
        yield Row(
            key=f"{FACT}:{fact.id}",
            name=names.fact(fact.id),
            words=names.truth(fact.id) if is_known else "",
            ops=ops,
            why=why or ("" if is_known else say("not confirmed to you")),
            note=_note(palette, how, fact),
            asks="" if is_known else _asks(palette, fact.id),
        )


def _asks(palette: Palette, fact: str) -> str:
    """What people want to know about a fact: the scenario's own question, else the usual one."""
    own, standard = palette.names.scenario.facts[fact].ask, palette.names.vocabulary.facts.get(fact)
    return palette.speech.pick(own or (standard.ask if standard is not None else None) or {})


def _ops(palette: Palette, do: str, how: str, fact: Fact) -> tuple[tuple[str, ...], str]:
    """(what may be said of a fact, why nothing)."""
    say, is_known = palette.speech.say, bool(fact.learned)
    unconfirmed = say("not confirmed to you")
    if how == "claims":
        truth = palette.names.scenario.facts[fact.id].truth
        is_number = isinstance(truth, int | float) and not isinstance(truth, bool)
        return (*(("is",) if is_known else ()), *(FIGURES if is_number else ()), "unknown"), ""
    if how == "facts":
        return (("is",), "") if is_known else ((), unconfirmed)
    if how == "fact":
        if not is_known:
            return (), unconfirmed
        return (("is",), "") if _is_spoken_of(palette, fact.id) else ((), say("we have said nothing of it"))
    if how == "against":
        needs_proof = palette.names.vocabulary.actions[do].evidence
        return ((), say("no evidence is confirmed to you")) if needs_proof and not is_known else (("not",), "")
    return (), "" if is_known else unconfirmed


def _note(palette: Palette, how: str, fact: Fact) -> str:
    say = palette.speech.say
    if how == "against":
        return say("denies the fact itself")
    clock = [
        hour(palette.names.scenario, palette.speech, at) for at in (fact.told_at, fact.leaked_at) if at is not None
    ]
    if not clock:
        return ""
    return (
        say("told {time}", time=clock[0]) if fact.told_at is not None else say("out without us {time}", time=clock[0])
    )


def _is_spoken_of(palette: Palette, fact: str) -> bool:
    board, about = palette.situation.board, palette.names.scenario.allegations
    return fact in board.said or any(
        claim.allegation is not None and about[claim.allegation].about == fact
        for statement in board.published
        for claim in statement.claims
    )


def _allegations(palette: Palette, do: str) -> Iterator[Row]:
    board, say = palette.situation.board, palette.speech.say
    for allegation in board.allegations.values():
        about = board.facts.get(palette.names.scenario.allegations[allegation.id].about)
        has_proof = about is not None and bool(about.learned)
        is_open = has_proof or not palette.names.vocabulary.actions[do].evidence
        yield Row(
            key=f"{ALLEGATION}:{allegation.id}",
            name=say("Claim of theirs"),
            words=palette.names.allegation(allegation.id),
            ops=("not",) if is_open else (),
            why="" if is_open else say("no evidence is confirmed to you"),
            note=say("contradicted already") if allegation.denied_by is not None else "",
        )


def _posts(palette: Palette, draft: Draft) -> Iterator[Row]:
    """Posts that can be answered now, and the one that was picked before."""
    feed, tags, names = palette.situation.feed, palette.teller.tags, palette.names
    offered = [post for post, _ in palette.choices("post", "post", draft.do) or ()]
    for post in dict.fromkeys((*draft.ticked(POST), *offered)):
        found = feed.posts.get(post)
        if found is None:
            continue
        parts = (tags.post(post), names.channel(found.channel), palette.teller.author(found.by) if found.by else "")
        yield Row(
            key=f"{POST}:{post}",
            name=" · ".join(part for part in parts if part),
            words=palette.teller.text(found.text),
            ops=("not",),
        )
