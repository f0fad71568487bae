"""What to know before words are sent: what is missing, what they promise and tell, what goes on record, who reads them.

Whatever would be refused for its form is said here first, and stops the words; everything else is only said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drillroom.errors import ActionRejected
from drillroom.language import to_say
from drillroom.log.times import span
from drillroom.scenario.calls import settle
from drillroom.scenario.values import TEXT_LIMIT

from .draft import (
    FACT,
    FIGURES,
    OWN,
    USUAL,
    Draft,
    approved_line,
    carries,
    command,
    is_read_first,
    lacks_tick,
    needs_sign_off,
    pieces,
    text_of,
    until_next,
    words_of,
)
from .names import hour
from .palette import Palette
from .said import under_way
from .slots import BLANK, NEXT, label, slots_of
from .ticking import rows

FEW_LEFT = 500
"""From so many characters left on it is said how many."""
_PUBLIC, _NOTIFY = "public", "notify"
SLOTS, WORDS, TICKS, PROMISE = "slots", "words", "ticks", "next"


_NEEDED: Mapping[str, str] = {
    "facts": to_say("Tick at least one fact."),
    "claims": to_say("Tick what it says of at least one fact."),
    "fact": to_say("Tick the fact that you correct."),
    "post": to_say("Pick the post that you answer."),
}


@dataclass(frozen=True, slots=True)
class Caution:
    """One line. ``stops``: the words cannot go like this; ``where`` it can be mended: a part of the composer."""

    text: str
    stops: bool = False
    where: str = ""


def cautions(palette: Palette, draft: Draft) -> tuple[Caution, ...]:
    """Everything to know, what stops the words first."""
    untimely = why_not_now(palette, draft.do)
    found = [Caution(untimely, True)] if untimely else []
    found += [
        *_missing(palette, draft),
        *_left_blank(palette, draft),
        *_unconfirmed(palette, draft),
        *_telling(palette, draft),
    ]
    found += [*_reach(palette, draft), *_words(palette, draft), *_promise(palette, draft)]
    if not any(it.stops for it in found):
        found += _refused(palette, draft)
    return tuple(sorted(found, key=lambda it: not it.stops))


def is_ready(palette: Palette, draft: Draft) -> bool:
    """Can it be sent as it stands?"""
    return not any(it.stops for it in cautions(palette, draft))


def why_not_now(palette: Palette, do: str) -> str:
    """Why nobody can say this now, whatever the words; empty where one can."""
    say, action = palette.speech.say, palette.names.vocabulary.actions[do]
    signals = palette.situation.feed.signals.values()
    if palette.situation.now < 0 and not action.hollow and all(it.looked_at is None for it in signals):
        return say("Nothing has come up yet that this would answer: look at the signals first.")
    if action.once and any(it.do == do for it in palette.situation.board.statements.values()):
        return say("This has been done or ordered already.")
    return ""


def way_out(palette: Palette, do: str, draft: Draft | None = None) -> str:
    """What happens once it is sent: work first, then sign-off with the queue before it, or out at once."""
    say, action = palette.speech.say, palette.names.vocabulary.actions[do]
    steps = [say("{time} of work", time=span(palette.speech, action.takes))] if action.takes else []
    if draft is not None and approved_line(palette, draft) is not None:
        steps.append(say("approved beforehand: goes out at once"))
    elif action.signoff is not None and needs_sign_off(palette, do):
        ahead = sum(it.stage == "sign_off" for it in under_way(palette, palette.situation.now))
        legal, time = palette.names.seat("legal"), span(palette.speech, action.signoff)
        reads = say("{seat} needs about {time}", seat=legal, time=time)
        waits = say("1 other text is before it") if ahead == 1 else say("{n} other texts are before it", n=ahead)
        steps.append(say("; ").join([reads, waits]) if ahead else reads)
    else:
        steps.append(say("out without sign-off, none is needed"))
    return " · ".join(steps)


# ------------------------------------------------------------------ what stops the words


def _missing(palette: Palette, draft: Draft) -> Iterator[Caution]:
    say, args = palette.speech.say, command(palette, draft)[1]
    how = carries(palette.names.vocabulary, draft.do)
    if how in _NEEDED and how not in args and not _is_optional(palette, draft.do, how):
        yield Caution(say(_NEEDED[how]), True, TICKS)
    if how == "against" and not {"allegation", "fact"} & args.keys():
        yield Caution(say("Tick what you speak against."), True, TICKS)
    for fact in draft.ticked(FACT):
        tick = draft.ticks[f"{FACT}:{fact}"]
        if how == "claims" and tick.op in FIGURES and tick.number is None:
            yield Caution(say("{fact}: type a figure.", fact=palette.names.fact(fact)), True, TICKS)
    closed = [row.name for row in rows(palette, draft) if row.tick is not None and row.tick.op not in row.ops]
    if closed and how != "none":
        yield Caution(say("Not confirmed to you: {facts}", facts=say(", ").join(closed)), True, TICKS)
    if draft.template != USUAL and not words_of(palette, draft):
        yield Caution(say("Nothing is written yet."), True, WORDS)
    over = len(words_of(palette, draft)) - TEXT_LIMIT
    if draft.template != USUAL and over > 0:
        yield Caution(say("{n} characters too many.", n=over), True, WORDS)


def _left_blank(palette: Palette, draft: Draft) -> Iterator[Caution]:
    say, how = palette.speech.say, carries(palette.names.vocabulary, draft.do)
    if draft.template == OWN and BLANK in draft.own:
        yield Caution(say("A blank is left in your words: {blank}", blank=BLANK), True, WORDS)
    for slot in (piece.slot for piece in pieces(palette, draft) if piece.state == "blank"):
        if slot == NEXT:
            yield Caution(say("Say when the next word comes: the text promises a time."), True, PROMISE)
        elif slot != "known" or not lacks_tick(palette, draft):
            yield Caution(say("Left blank: {slots}.", slots=label(palette.speech, slot)), True, SLOTS)
        elif _is_optional(palette, draft.do, how):  # otherwise it is said already that one must be ticked
            yield Caution(say("Tick a fact, or type what you know for certain."), True, TICKS)


def _is_optional(palette: Palette, do: str, name: str) -> bool:
    return palette.names.vocabulary.actions[do].args[name].endswith("?")


def _refused(palette: Palette, draft: Draft) -> list[Caution]:
    """Whatever else is wrong with its form, in the words of those who would refuse it."""
    do, args = command(palette, draft)
    try:
        settle(do, args, palette.names.scenario, palette.names.vocabulary)
    except ActionRejected as refusal:
        return [Caution(refusal.message, True)]
    return []


# ------------------------------------------------------------------ what is only said


def _unconfirmed(palette: Palette, draft: Draft) -> Iterator[Caution]:
    """Claims that nobody has confirmed: they may turn out wrong, and that is on record."""
    how, say = carries(palette.names.vocabulary, draft.do), palette.speech.say
    known = palette.known()
    open_ones = [
        palette.names.fact(fact)
        for fact in draft.ticked(FACT)
        if fact not in known and draft.ticks[f"{FACT}:{fact}"].op != "unknown"
    ]
    if open_ones and how in ("claims", "against"):
        yield Caution(say("You say what nobody has confirmed: {facts}.", facts=say(", ").join(open_ones)), where=TICKS)


def _telling(palette: Palette, draft: Draft) -> Iterator[Caution]:
    say, how = palette.speech.say, carries(palette.names.vocabulary, draft.do)
    told = [row for row in rows(palette, draft) if row.tick is not None]
    if how == "facts" and not draft.ticked(FACT) and _is_optional(palette, draft.do, how):
        yield Caution(say("It tells no fact."), where=TICKS)
    elif how == "facts" and told and all(row.note for row in told):
        yield Caution(say("All of this has been told before."), where=TICKS)


def _words(palette: Palette, draft: Draft) -> Iterator[Caution]:
    say = palette.speech.say
    left_out = [label(palette.speech, piece.slot) for piece in pieces(palette, draft) if piece.state == "usual"]
    if left_out:
        yield Caution(say("Usual words stand for: {slots}.", slots=say(", ").join(left_out)), where=SLOTS)
    left = TEXT_LIMIT - len(words_of(palette, draft))
    if draft.template != USUAL and 0 <= left <= FEW_LEFT:
        yield Caution(say("{n} characters left.", n=left), where=WORDS)


def _promise(palette: Palette, draft: Draft) -> Iterator[Caution]:
    later = until_next(palette, draft)
    if later is None:
        return
    say, due = palette.speech.say, palette.situation.now + later
    clock = hour(palette.names.scenario, palette.speech, due)
    is_said = NEXT in slots_of(text_of(palette, draft)) or (draft.template == OWN and clock in draft.own)
    text = say("Promises the next word by {time}.", time=clock)
    yield Caution(text if is_said else say("{promise} Your words do not say so.", promise=text), where=PROMISE)


def _reach(palette: Palette, draft: Draft) -> Iterator[Caution]:
    say = palette.speech.say
    if draft.to is not None and draft.to not in palette.teller.header.doctrine.get("public_audiences", ()):
        yield Caution(say("Only {whom} will hear it; the public will not.", whom=palette.names.group(draft.to)))
    if draft.is_unchecked and is_read_first(palette, draft):
        yield Caution(say("Nobody signs it off; that goes on record."))
    for group in _unreached(palette, draft):
        words = {"whom": palette.names.group(group), "action": palette.names.action(_NOTIFY)}
        yield Caution(say("For the public, {whom} do not count as told: “For: {whom}” or {action} does it.", **words))


def _unreached(palette: Palette, draft: Draft) -> Iterator[str]:
    """Groups that see the channel of public words every day and yet are not told by them.

    A group counts as told by words that are for it, or once it was notified.
    """
    scenario, vocabulary, states = palette.names.scenario, palette.names.vocabulary, palette.situation.desk.groups
    owned = [name for name, place in scenario.channels.items() if place.owned]
    channel = draft.channel or next(iter(owned), "")
    if draft.to not in (None, _PUBLIC) or channel not in owned or _NOTIFY not in vocabulary.actions:
        return
    for group, holder in scenario.stakeholders.items():
        state = states.get(group)
        is_theirs = holder.channel == channel and group not in (_PUBLIC, vocabulary.actions[draft.do].reaches)
        if is_theirs and (state is None or state.state != "reached"):
            yield group
