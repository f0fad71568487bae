"""What waits for an answer, as a card with options, and how long it still stands.

A ringing call comes first, then decisions in the order they opened; a number always answers the first of them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from drillroom.log.desk import Decision
from drillroom.log.feed import Call
from drillroom.log.situation import Situation
from drillroom.log.times import span

from .cards import Card, Teller

_WARNINGS = (30.0, 10.0)
"""Wall seconds before the end at which the countdown is said again."""

Prompt = Decision | Call


@dataclass(slots=True)
class Waiting:
    """What waits. ``ignored``: calls that the trainee lets ring; ``warned``: countdowns that were given."""

    situation: Situation
    ignored: set[str] = field(default_factory=set)
    warned: set[tuple[str, float]] = field(default_factory=set)

    @property
    def first(self) -> Prompt | None:
        """What a number answers now."""
        ringing = [call for call in self.situation.feed.ringing if call.id not in self.ignored]
        prompts: list[Prompt] = [*ringing, *sorted(self.situation.desk.open_decisions, key=lambda it: it.at)]
        return prompts[0] if prompts else None

    @property
    def count(self) -> int:
        """How many calls and decisions are open."""
        ringing = [call for call in self.situation.feed.ringing if call.id not in self.ignored]
        return len(ringing) + len(self.situation.desk.open_decisions)

    def find(self, prompt: str) -> Prompt | None:
        """What is open under this id, also a call that one lets ring."""
        opened: list[Prompt] = [*self.situation.feed.ringing, *self.situation.desk.open_decisions]
        return next((it for it in opened if it.id == prompt), None)

    def warns(self, prompt: Prompt, wall_left: float) -> bool:
        """Is it time to say the countdown again? Each warning is given once."""
        due = {(prompt.id, mark) for mark in _WARNINGS if wall_left <= mark} - self.warned
        self.warned |= due
        return bool(due)

    def has_read(self, prompt: Prompt, wall_left: float) -> None:
        """The prompt was shown with this much time left: a countdown that this includes is not said again."""
        self.warns(prompt, wall_left)


def closes(prompt: Prompt) -> int:
    """The drill second at which it closes."""
    return prompt.rings_until if isinstance(prompt, Call) else prompt.closes or 0


def prompt_card(teller: Teller, prompt: Prompt) -> tuple[Card, tuple[str, ...]]:
    """(card, numbered options) of what waits."""
    say, pick, seat = teller.say, teller.names.speech.pick, teller.names.seat
    if isinstance(prompt, Call):
        card = Card(say("Incoming call: {who}", who=teller.caller(prompt.by)), (teller.text(prompt.text),))
        return card, (say("Pick up"), say("Let it ring"))
    decision = next(it for it in teller.names.scenario.decisions if it.id == prompt.id)
    advice = [say("{seat} advises: {words}", seat=seat(by), words=pick(words)) for by, words in decision.advice.items()]
    texts = {option.id: pick(option.text) for option in decision.options}
    title = say("DECISION for {seat}", seat=seat(prompt.seat or decision.seat))
    return Card(title, (pick(decision.ask), *advice)), tuple(texts[option] for option in prompt.options)


def time_left(teller: Teller, prompt: Prompt, wall_left: float, now: int) -> str:
    """How long it stays open, here and in the drill."""
    in_drill = span(teller.names.speech, closes(prompt) - now)
    if math.isinf(wall_left):
        return teller.say("The clock waits for you ({drill} in the drill).", drill=in_drill)
    if wall_left < 1:
        return teller.say("Time left: {drill} in the drill.", drill=in_drill)
    here = span(teller.names.speech, wall_left)
    return teller.say("Time left: {wall} here, {drill} in the drill.", wall=here, drill=in_drill)
