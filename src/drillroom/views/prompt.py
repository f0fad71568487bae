"""What waits for an answer first, in pieces that a card can lay out; and where nothing waits, what is due next.

It words what the situation holds and counts nothing down by itself: time left is always given to it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from drillroom.log.feed import Call
from drillroom.log.times import span

from .names import hour
from .palette import Palette
from .waiting import Prompt, Waiting, closes, prompt_card
from .work import duties, promises

SHORT = 20.0
"""Wall seconds from which on a countdown is short."""
SOON = 30 * 60
"""Drill seconds from which on something due is soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptView:
    """``title`` says what it is and for whom, ``ask`` is the question, ``advice`` pairs of seat and words, ``options``
    in the order of their numbers; ``more`` further calls and decisions wait behind it.

    ``opened`` and ``closes`` are drill seconds.
    """

    id: str
    is_call: bool
    title: str
    ask: str
    advice: tuple[tuple[str, str], ...]
    options: tuple[str, ...]
    opened: int
    closes: int
    more: int


@dataclass(frozen=True, slots=True)
class Countdown:
    """``share`` of the window that is left, 0..1; ``is_short``: it is time to answer; ``stands``: the clock waits."""

    words: str
    share: float
    is_short: bool = False
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """``what`` runs out at ``clock``, ``left`` says in what time; ``is_short``: within half an hour.

    ``is_legal``: a law sets it, not we ourselves.
    """

    what: str
    clock: str
    left: str
    is_short: bool
    is_legal: bool = False


def prompt_view(palette: Palette, waiting: Waiting) -> PromptView | None:
    """What waits first, or None."""
    prompt = waiting.first
    if prompt is None:
        return None
    card, options = prompt_card(palette.teller, prompt)
    return PromptView(
        id=prompt.id,
        is_call=isinstance(prompt, Call),
        title=card.title,
        ask=card.body[0],
        advice=_advice(palette, prompt),
        options=options,
        opened=prompt.at,
        closes=closes(prompt),
        more=waiting.count - 1,
    )


def _advice(palette: Palette, prompt: Prompt) -> tuple[tuple[str, str], ...]:
    if isinstance(prompt, Call):
        return ()
    decision = next(it for it in palette.names.scenario.decisions if it.id == prompt.id)
    pick = palette.speech.pick
    return tuple((palette.names.seat(seat), pick(words)) for seat, words in decision.advice.items())


def countdown(palette: Palette, view: PromptView, wall_left: float, now: int) -> Countdown:
    """How long it stays open at drill second ``now``, with ``wall_left`` seconds here (infinite: the clock waits)."""
    say = palette.speech.say
    left = max(0, view.closes - now)
    window = max(1, view.closes - view.opened)
    in_drill = span(palette.speech, left)
    share = min(1.0, left / window)
    if math.isinf(wall_left):
        return Countdown(say("The clock waits for you · {drill} in the drill", drill=in_drill), share, stands=True)
    here = span(palette.speech, max(0.0, wall_left))
    words = say("{wall} left · {drill} in the drill", wall=here, drill=in_drill)
    return Countdown(words, share, is_short=wall_left <= SHORT)


def coming(palette: Palette, now: int) -> tuple[Due, ...]:
    """Legal deadlines, promises and summons that are still to be met, the next one first."""
    say = palette.speech.say
    due = [(it.due, say("Report to {who}", who=it.who), True) for it in duties(palette, now)]
    for it in promises(palette, now):
        about = say("Promised: {fact}", fact=it.about) if it.about else say("Promised: more news from us")
        due.append((it.due, about, False))
    letters = [it for it in palette.situation.feed.summoned if it.due > now]
    due += [(it.due, say("Summons: {who}", who=palette.teller.caller(it.by)), True) for it in letters]
    watch = palette.situation.desk.watch
    if watch is not None and watch.look_again is not None and watch.look_again > now:
        due.append((watch.look_again, say("Look again"), False))
    return tuple(_due(palette, at, what, now, is_legal=is_legal) for at, what, is_legal in sorted(due))


def foremost(due: Sequence[Due], most: int) -> tuple[Due, ...]:
    """The next ``most`` of them; the next one that a law sets is among them, however many promises are nearer."""
    kept = tuple(due[:most])
    law = next((it for it in due if it.is_legal), None)
    return kept if law is None or law in kept else (*kept[: most - 1], law)


def _due(palette: Palette, at: int, what: str, now: int, *, is_legal: bool) -> Due:
    left = max(0, at - now)
    return Due(
        what, hour(palette.names.scenario, palette.speech, at), span(palette.speech, left), left <= SOON, is_legal
    )
