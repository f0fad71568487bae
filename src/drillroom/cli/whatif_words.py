"""Says in words what was changed in a drill played again, and what it gained.

Everything goes by its name in the scenario or the vocabulary, never by a bare id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from drillroom.analysis.gains import Estimate
from drillroom.analysis.variants import Subject, Variant
from drillroom.analysis.whatif import Row
from drillroom.doctrine.read import rules_from_header
from drillroom.language import speech, to_say
from drillroom.log.header import Header
from drillroom.log.times import from_alert, span
from drillroom.scenario.format import Call, Summons
from drillroom.scenario.load import from_resolved
from drillroom.views.names import Names

from .text import width

_ANSWERS = {
    "fact": to_say("the facts"),
    "line": to_say("a line, and when more will be said"),
    "written": to_say("an answer in writing"),
    "no_comment": to_say("no comment"),
}
_FORMS: Mapping[str, str] = {"total": "+.1f", "process": "+.1f", "trust": "+.1f", "churn": "+.2f", "harm": "+,.0f"}
NOTHING = "–"


class Words:
    """The words of one drill in one language."""

    def __init__(self, header: Header, lang: str) -> None:
        self.header, self.speech = header, speech(lang)
        self.scenario = from_resolved(dict(header.scenario))
        vocabulary = rules_from_header(header.doctrine, header.vocabulary, header.parameters).vocabulary
        self._names = Names(self.scenario, vocabulary, self.speech)
        self._decisions = {it.id: it for it in self.scenario.decisions}

    def say(self, msgid: str, **args: Any) -> str:
        """Our own words."""
        return self.speech.say(msgid, **args)

    def span(self, seconds: float) -> str:
        """A length of time."""
        return span(self.speech, seconds)

    # ------------------------------------------------------------------ what it is about

    def subject(self, it: Subject, columns: int | None = None) -> str:
        """``T+0:15 What do we say first?``, cut to so many columns."""
        kinds: Mapping[str, Callable[[Subject], str]] = {"decision": self._ask, "call": self._call}
        text = f"{from_alert(it.came)} {kinds.get(it.kind, self._action)(it)}"
        return text if columns is None else cut(text, columns)

    def _ask(self, it: Subject) -> str:
        return self.speech.pick(self._decisions[it.name].ask)

    def _call(self, it: Subject) -> str:
        inject = next((one for one in self.scenario.injects if one.id == it.name), None)
        if not isinstance(inject, (Call, Summons)):
            return self.say("Call")
        person = self.scenario.people.get(inject.by)
        who = self.speech.pick(person.name) if person else self.speech.pick(inject.text)
        return self.say("Summons: {who}", who=who) if isinstance(inject, Summons) else self.say("Call: {who}", who=who)

    def _action(self, it: Subject) -> str:
        args: Mapping[str, Any] = it.done
        facts = args.get("facts")
        details = [self._names.group(str(args["to"]))] if "to" in args else []
        details += [self._names.fact(str(fact)) for fact in facts] if isinstance(facts, list) else []
        name = self._names.action(it.name)
        return self.say("{name} ({note})", name=name, note=self.say(", ").join(details)) if details else name

    # ------------------------------------------------------------------ what was done, and what else

    def done(self, it: Subject) -> str:
        """What was done about it."""
        if it.done is None:
            return self.say("settled by an action") if it.is_settled else self.say("not answered")
        return self._option(it, str(it.done)) if it.kind == "decision" else self._answers(it.done)

    def change(self, it: Variant) -> str:
        """What would have been done instead."""
        if it.change == "option":
            return self._option(it.subject, str(it.to))
        if it.change == "answers":
            return self._answers(it.to)
        if it.change == "none":
            return self.say("not at all") if it.subject.kind == "action" else self.say("not answered")
        time = self.span(it.to)
        return self.say("{time} earlier", time=time) if it.change == "earlier" else self.say("{time} later", time=time)

    def _option(self, it: Subject, name: str) -> str:
        option = next((one for one in self._decisions[it.name].options if one.id == name), None)
        return name if option is None else self.speech.pick(option.text)

    def _answers(self, answers: list[str]) -> str:
        kinds = list(dict.fromkeys(answers))
        return self.say("; ").join(self.say(_ANSWERS.get(kind, kind)) for kind in kinds)

    # ------------------------------------------------------------------ what it was worth

    def gain(self, name: str, value: float | None) -> str:
        """A gain of a metric, with its sign."""
        if value is None:
            return NOTHING
        told = format(value, _FORMS[name])
        return told if any(digit in told for digit in "123456789") else "0"

    def estimate(self, name: str, it: Estimate | None) -> str:
        """The mean over the other seeds and its interval."""
        if it is None:
            return NOTHING
        told = [self.gain(name, value) for value in (it.mean, it.low, it.high)]
        return told[0] if it.low is None or set(told) == {"0"} else f"{told[0]} [{told[1]}, {told[2]}]"

    def note(self, row: Row) -> str:
        """Why there is no gain, or what fell away on the way."""
        if not row.is_possible:
            return self.say("not possible then")
        if row.own is None:
            return self.say("not comparable: {n} moves fell away", n=len(row.dropped))
        return self.say("{n} moves fell away", n=len(row.dropped)) if row.dropped else ""

    def so_far(self, row: Row) -> str:
        """A line while the rest is still being found out."""
        return self.say(
            "so far: {what}: total {gain} with “{other}”",
            what=self.subject(row.variant.subject, 60),
            gain=self.gain("total", row.worth[0]),
            other=cut(self.change(row.variant), 60),
        )


def cut(text: str, columns: int) -> str:
    """``text`` in at most so many columns of a terminal, with ``…`` where it goes on."""
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    kept = ""
    for character in text:
        if width(kept) + width(character) > columns - 1:
            break
        kept += character
    return kept.rstrip() + "…"
