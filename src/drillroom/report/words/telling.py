"""Says the values of a debrief in the viewer's language: names, times, numbers, small sentences.

Every word comes from the catalogs, the scenario or the doctrine; an id is never shown where there is a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from drillroom.language import Speech
from drillroom.log.records import Claim, Text
from drillroom.log.times import from_alert, span
from drillroom.log.wording import render, signature
from drillroom.report import names
from drillroom.report.value import Debrief

_TEN_THOUSAND = 10_000
_HUNDRED_MILLION = 100_000_000


class Telling:
    """One debrief for one viewer."""

    def __init__(self, debrief: Debrief, speech: Speech) -> None:
        self.debrief, self.speech = debrief, speech
        self._header, self._words = debrief.header, debrief.words
        self._is_chinese = speech.lang.partition("-")[0] == "zh"

    def say(self, msgid: str, **args: Any) -> str:
        """Our own words."""
        return self.speech.say(msgid, **args)

    def text(self, text: Text | None) -> str:
        """A text of the log in words."""
        return "" if text is None else render(text, header=self._header, speech=self.speech, words=self._words)

    def author(self, by: Text | None) -> str:
        """How the author of a post signs."""
        if by is None:
            return ""
        return signature(by, header=self._header, speech=self.speech, words=self._words)

    def running(self, sentences: Iterable[str]) -> str:
        """Sentences behind each other, as this language sets them."""
        return ("" if self._is_chinese else " ").join(sentence for sentence in sentences if sentence)

    def with_note(self, words: str, note: str) -> str:
        """Words with a note in brackets behind them, where there is one."""
        return self.say("{name} ({note})", name=words, note=note) if note else words

    # ------------------------------------------------------------------ names

    def action(self, do: str) -> str:
        return self._named(names.action(do), do)

    def seat(self, seat: str) -> str:
        return self._named(names.seat(seat), seat)

    def group(self, group: str) -> str:
        return self._named(names.group(group), group)

    def channel(self, channel: str) -> str:
        return self._named(names.channel(channel, self._header), channel)

    def tone(self, tone: str) -> str:
        return self._named(names.tone(tone), tone)

    def fact(self, fact: str) -> str:
        return self._named(names.fact(fact, self._header), fact)

    def truth(self, fact: str) -> str:
        return self._named(names.truth(fact), fact)

    def allegation(self, allegation: str) -> str:
        return self._named(names.allegation(allegation), allegation)

    def _named(self, text: Text, key: str) -> str:
        """The words, or the bare id for a log whose header does not know it."""
        said = self.text(text)
        return key if said == f"[{text.ref}]" else said

    def listed(self, items: Iterable[str]) -> str:
        """Several names in a row."""
        return self.say(", ").join(items)

    # ------------------------------------------------------------------ times and numbers

    def at(self, seconds: float) -> str:
        """``T+1:15`` or ``T−6:00``."""
        return from_alert(seconds)

    def span(self, seconds: float) -> str:
        """A length of time: ``40 s``, ``12 min``, ``2 h 10 min``, ``1 d 3 h``."""
        return span(self.speech, seconds)

    def after_alert(self, seconds: float) -> str:
        """How long after the alert; what came before it says so."""
        return self.span(seconds) if seconds >= 0 else self.say("before the alert")

    def number(self, value: float, digits: int = 1) -> str:
        """``4,200,000``, ``12.5``; in Chinese ``420 万``."""
        size = abs(value)
        if self._is_chinese and size >= _HUNDRED_MILLION:
            return f"{self._short(value / _HUNDRED_MILLION, 2)} 亿"
        if self._is_chinese and size >= _TEN_THOUSAND:
            return f"{self._short(value / _TEN_THOUSAND, 2)} 万"
        return self._short(value, digits)

    def _short(self, value: float, digits: int) -> str:
        said = f"{value:,.{digits}f}"
        return said.rstrip("0").rstrip(".") if "." in said else said

    def percent(self, value: float, digits: int = 1) -> str:
        """``value`` is in percent."""
        return self.say("{n} %", n=self._short(value, digits))

    def points(self, value: float | None) -> str:
        """Points 0..100, without decimals."""
        return self.say("not exercised") if value is None else f"{value:.0f}"

    def mark(self, mark: float | None) -> str:
        """A mark 0..1 as points of 100."""
        return self.points(None if mark is None else 100 * mark)

    def measured(self, value: float, unit: str) -> str:
        """A value in the unit of a metric."""
        if unit == "min" and value >= 1:
            return self.span(value * 60)
        if unit == "min":
            return self.say("{n} min", n=self.number(value))
        if unit == "h":
            return self.span(value * 3600)
        return self.percent(value, 0) if unit == "%" else self.number(value)

    # ------------------------------------------------------------------ claims

    def claim(self, claim: Claim, fact: str) -> str:
        """What a claim said, in words."""
        if claim.allegation is not None and claim.op != "is":
            return self.say("“{text}”: not so", text=self.allegation(claim.allegation))
        if claim.allegation is not None:
            return self.say("“{text}”: so it is", text=self.allegation(claim.allegation))
        if claim.op == "unknown":
            return self.say("not known yet")
        if claim.op == "not":
            return self.say("“{text}”: not so", text=self.truth(fact))
        said = self._claimed(claim.value, fact)
        if claim.op == "about":
            return self.say("about {value}", value=said)
        return self.say("at least {value}", value=said) if claim.op == "at_least" else said

    def _claimed(self, value: Any, fact: str) -> str:
        known = (self._header.scenario.get("facts") or {}).get(fact) or {}
        if value is None or value == known.get("truth"):
            return self.truth(fact)
        if isinstance(value, bool):
            return self.say("yes") if value else self.say("no")
        if isinstance(value, (int, float)):
            return self.number(value)
        allegations: Mapping[str, Any] = self._header.scenario.get("allegations") or {}
        told = (key for key, it in allegations.items() if it.get("about") == fact and it.get("says") == value)
        name = next(told, None)
        # A word that is neither the truth nor an allegation is an id of the author's, and no reader's business.
        return self.say("something that was not so") if name is None else self.allegation(name)

    def verdict(self, verdict: str) -> str:
        """A verdict of the ledger."""
        return {
            "true": self.say("true"),
            "guess": self.say("unverified"),
            "lie": self.say("knowingly untrue"),
            "broken_promise": self.say("promise not kept"),
        }.get(verdict, verdict)

    def found(self, found: str) -> str:
        """What people had heard of a fact when it came out."""
        return {
            "told": self.say("people had heard it from the team"),
            "hidden": self.say("people had heard nothing of it"),
            "wrong": self.say("people had heard something wrong"),
            "lie": self.say("people had heard the opposite"),
        }.get(found, found)
