"""What everything is called on screen: no raw id is ever shown, except as something one may type.

A pure look-up in the scenario and the vocabulary, in the viewer's language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drillroom.doctrine.models import Vocabulary
from drillroom.language import Speech
from drillroom.log.times import from_alert
from drillroom.scenario.format import Scenario


@dataclass(frozen=True, slots=True)
class Names:
    """Names in one language for one scenario. ``is_typed``: actions are typed, not picked from a list."""

    scenario: Scenario
    vocabulary: Vocabulary
    speech: Speech
    is_typed: bool = True

    def action(self, do: str) -> str:
        """An action of the vocabulary; ``decide`` is the answer to a prompt."""
        action = self.vocabulary.actions.get(do)
        return self.speech.pick(action.name) if action else self.speech.say("Decision")

    def typed(self, do: str) -> str:
        """An action as one would type it. A Chinese name can be typed as it stands; an English one is long."""
        return self.action(do) if not self.is_typed or self.speech.lang.startswith("zh") else f"{do}: {self.action(do)}"

    def reporting(self) -> str:
        """How one reports to an authority."""
        if self.is_typed:
            return self.speech.say("Type: notify regulator")
        return self.speech.say("Action: {action} ({whom})", action=self.action("notify"), whom=self.group("regulator"))

    def testifying(self) -> str:
        """How one answers the summons of an authority."""
        if self.is_typed:
            return self.speech.say("Type: call (answer its questions one by one), or: notify regulator (in writing)")
        call, report = self.action("take_call"), self.action("notify")
        return self.speech.say(
            "Its questions one by one: {call}. In writing: {report} ({whom})",
            call=call,
            report=report,
            whom=self.group("regulator"),
        )

    def seat(self, seat: str) -> str:
        """A seat."""
        return self._of(self.vocabulary.seats, seat)

    def seats(self, seats: Sequence[str]) -> str:
        """Several seats, in one list."""
        return self.speech.say(", ").join(self.seat(seat) for seat in seats)

    def group(self, group: str) -> str:
        """A stakeholder group."""
        return self._of(self.vocabulary.groups, group)

    def tone(self, tone: str) -> str:
        """A tone of voice."""
        return self._of(self.vocabulary.tones, tone)

    def phase(self, phase: str) -> str:
        """A phase of the drill."""
        return self._of(self.vocabulary.phases, phase)

    def channel(self, channel: str) -> str:
        """A channel: the scenario's own label, else the vocabulary's."""
        own = self.scenario.channels.get(channel)
        return self.speech.pick(own.label) if own and own.label else self._of(self.vocabulary.channels, channel)

    def fact(self, fact: str) -> str:
        """A fact's name: the scenario's own label, else the vocabulary's."""
        own, standard = self.scenario.facts.get(fact), self.vocabulary.facts.get(fact)
        if own and own.label:
            return self.speech.pick(own.label)
        return self.speech.pick(standard.name) if standard else fact

    def truth(self, fact: str) -> str:
        """What is so about a fact, in words."""
        return self.speech.pick(self.scenario.facts[fact].is_)

    def allegation(self, allegation: str) -> str:
        """What outsiders claim, in words."""
        return self.speech.pick(self.scenario.allegations[allegation].text)

    def risk(self, risk: str) -> str:
        """A risk that can be removed before the alert."""
        label = self.scenario.risks[risk].label
        return self.speech.pick(label) if label else risk

    def in_all_languages(self, kind: str) -> Mapping[str, Sequence[str]]:
        """What the vocabulary calls its groups, seats, tones, channels and facts, in every language; id -> names."""
        words = self.vocabulary
        facts = {fact: named.name for fact, named in words.facts.items()}
        tables = {"group": words.groups, "seat": words.seats, "tone": words.tones, "channel": words.channels}
        table = facts if kind in ("fact", "facts") else tables.get(kind, {})
        return defaultdict(tuple, {name: tuple(texts.values()) for name, texts in table.items()})

    def _of(self, names: Mapping[str, Mapping[str, str]], key: str) -> str:
        return self.speech.pick(names[key]) if key in names else key


def stamp(scenario: Scenario, speech: Speech, at: int) -> str:
    """``10:15 (T+0:15)``: the hour in the story, and the time from the alert."""
    return speech.say("{clock} ({alert})", clock=hour(scenario, speech, at), alert=from_alert(at))


def hour(scenario: Scenario, speech: Speech, at: int) -> str:
    """``09:15``, the hour in the story; from the second day on with the day."""
    day, second = divmod(scenario.clock_minutes * 60 + at, 86_400)
    clock = f"{second // 3600:02d}:{second % 3600 // 60:02d}"
    return speech.say("day {day}, {clock}", day=day + 1, clock=clock) if day > 0 else clock
