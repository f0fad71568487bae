"""The composer: a template with slots or own words, the tone, a look at what it claims, then off to sign-off.

It only works out a command; nothing is said before the trainee confirms.
"""

from __future__ import annotations

from typing import Any

from drillroom.language import fill
from drillroom.scenario.values import parse_time
from drillroom.views.asking import Asking, Dropped, Question, claims, put
from drillroom.views.names import stamp
from drillroom.views.palette import Palette
from drillroom.views.slots import NEXT, USUAL_NEXT, filling, next_hour, question, slots_of

from .typed import Order

COMPOSED = ("holding_statement", "express_regret", "apologize", "update", "statement")
OWN, READY = "own", "ready"


def wants_composer(order: Order, palette: Palette) -> bool:
    """Is this an order to write something, with nothing said yet about how?"""
    return order.do in COMPOSED and not order.given and not order.quoted


def compose(order: Order, palette: Palette) -> Asking:
    """The arguments of a statement, worked out step by step."""
    say, args = palette.speech.say, dict[str, Any]()
    if order.do == "update":
        yield from _facts(palette, args)
    if order.do == "statement":
        args["claims"] = yield from claims(palette)
    template, due = (yield from _template(order, palette)), None
    if template == OWN:
        args["words"] = yield from put(palette, Question(say("Your words, in one line:")))
    elif template != READY:
        due = yield from _fill(palette, palette.line(template), args)
        if any(line.id == template and line.approved for line in palette.names.scenario.lines):
            args["line"] = template
    tones = tuple((tone, palette.names.tone(tone)) for tone in palette.names.vocabulary.tones)
    args["tone"] = yield from put(palette, Question(say("Tone? (Enter: plain)"), tones, optional=True))
    yield from _confirm(order, palette, args, due)
    if due is not None and due > palette.situation.now:
        # Time went on while the rest was asked; the hour in the words stays the promised one.
        args["next"] = due - palette.situation.now
    return {name: value for name, value in args.items() if value not in (None, [], "")}


def _template(order: Order, palette: Palette) -> Asking:
    say, lines = palette.speech.say, []
    if order.do == "holding_statement":
        lines = [(line.id, palette.blank(line)) for line in palette.names.scenario.lines]
    choices = (
        *lines,
        (OWN, say("my own words")),
        (READY, say("the usual words: “{words}”", words=palette.usual_words(order.do))),
    )
    return (yield from put(palette, Question(say("Which words? Type cancel to drop it."), choices)))


def _fill(palette: Palette, template: str, args: dict[str, Any]) -> Asking:
    """Ask for each slot. The time of the next word is a promise, and goes into the command; the result is the drill
    second at which it is due, None where the template names none.
    """
    speech, filled, due = palette.speech, dict[str, str](), None
    for slot in slots_of(template):
        if slot == NEXT:
            args["next"] = yield from _next(palette)
            due = palette.situation.now + args["next"]
            filled[slot] = next_hour(palette, args["next"])
            continue
        typed = yield from put(palette, Question(question(speech, slot), optional=True))
        filled[slot] = filling(speech, slot, typed)
    args["words"] = fill(template, filled)
    return due


def _next(palette: Palette) -> Asking:
    while True:
        typed = yield from put(palette, Question(question(palette.speech, NEXT), optional=True))
        try:
            seconds = parse_time(typed.strip()) if typed.strip() else USUAL_NEXT
        except ValueError:
            seconds = 0
        if seconds > 0:
            return seconds
        palette.tell(palette.speech.say("“{answer}” is no time; write it like 30m or 2h.", answer=typed))


def _facts(palette: Palette, args: dict[str, Any]) -> Asking:
    untold = palette.choices("facts", "facts", "update") or []
    if untold:
        question = palette.speech.say("Which facts does it tell? Several numbers, all, or Enter for none.")
        args["facts"] = yield from put(palette, Question(question, tuple(untold), many=True, optional=True))


def _confirm(order: Order, palette: Palette, args: dict[str, Any], due: int | None) -> Asking:
    """Show the whole; the trainee sends it, publishes it unchecked, or drops it."""
    say, names = palette.speech.say, palette.names
    words = args.get("words") or palette.usual_words(order.do)
    told = [names.fact(fact) for fact in args.get("facts", ())]
    told += [names.fact(claim["fact"]) for claim in args.get("claims", ())]
    lines = [
        f"“{words}”",
        say("Facts it tells: {facts}", facts=say(", ").join(told)) if told else say("It tells no fact."),
    ]
    if due is not None:
        time = stamp(names.scenario, palette.speech, due)
        lines.append(say("It promises the next word by {time}.", time=time))
    answer = yield from put(palette, Question("\n".join(lines), _ways(palette, args)))
    if answer == "drop":
        raise Dropped
    if answer == "skip":
        args["check"] = "skip"
    if answer == "take":
        args["redline"] = "take"


def _ways(palette: Palette, args: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """How it can go: words that were approved beforehand need nobody, claims of one's own may be marked by legal."""
    say = palette.speech.say
    if "line" in args:
        return ("send", say("publish it: approved beforehand, it goes out at once")), ("drop", say("drop it"))
    may_strike = (("take", say("send it to sign-off, and strike what legal marks")),) if args.get("claims") else ()
    return (
        ("send", say("send it to sign-off")),
        ("skip", say("publish it now, without sign-off (goes on record)")),
        ("drop", say("drop it")),
        *may_strike,
    )
