"""Cards of what the house itself has to tell: what legal wants changed, how a summons ended, what went wrong.

They tell what stands in the records and nothing more; what is only estimated is called so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drillroom.language import to_say
from drillroom.log import records as r
from drillroom.log.situation import Situation

from .names import Names

_BECAUSE: Mapping[str, str] = {
    "unverified": to_say("Nobody has confirmed this yet: {facts}"),
    "knows_better": to_say("We know better than this: {facts}"),
    "cause_open": to_say("Liability is admitted before the cause is known."),
}


@dataclass(frozen=True, slots=True)
class Card:
    """``title`` goes behind the mark and the time, ``body`` are paragraphs below it; quiet cards may be summed up.

    ``tag``: what one may type to mean it.
    """

    title: str
    body: tuple[str, ...] = ()
    is_quiet: bool = False
    tag: str = ""


class Tidings:
    """What a teller of cards can say of the house's own reports."""

    __slots__ = ()
    names: Names
    situation: Situation

    def say(self, msgid: str, **args: Any) -> str:
        """Our own words."""
        raise NotImplementedError

    def text(self, text: r.Text) -> str:
        """A text of the log in words."""
        raise NotImplementedError

    def caller(self, by: r.Text) -> str:
        """Name and role of somebody who calls or writes."""
        raise NotImplementedError

    def returned(self, it: r.StatementReturned) -> Card:
        """Legal wants other words."""
        facts = self.say(", ").join(self.names.fact(fact) for fact in it.facts)
        statement = self.situation.board.statements.get(it.statement)
        what = self.names.action(statement.do) if statement is not None else ""
        title = self.say("Legal says no: {action}", action=what)
        if it.answer != "no":
            title = self.say("Legal wants other words: {action}", action=what)
        return Card(title, (self.say(_BECAUSE[it.because], facts=facts), self._became(it)))

    def _became(self, it: r.StatementReturned) -> str:
        if not it.taken:
            return self.say("It goes out as written, against advice. That is on record.")
        if not it.facts:
            return self.say("There was nothing to strike: it goes out.")
        return self.say("What was marked is struck.")

    def withdrawn(self, it: r.StatementWithdrawn) -> Card:
        """Nothing was left to say."""
        return Card(self.say("Nothing is left of it after what legal struck: it does not go out."))

    def slip(self, it: r.SlipMade) -> Card:
        """Nobody had read it."""
        body = (self.say("A wrong hour or a wrong name: nobody had read these words before they went out."),)
        return Card(self.say("People have found a slip in what we said."), body)

    def relapse(self, it: r.RelapseStarted) -> Card:
        """It is back."""
        return Card(self.say("The trouble is back: the repair was all that was done, and it did not hold."))

    def testified(self, it: r.SummonsAnswered) -> Card:
        """The questions of a summons were answered."""
        facts = self.say(", ").join(self.names.fact(fact) for fact in it.differs)
        body = (self.say("The public was told something else about: {facts}", facts=facts),) if facts else ()
        return Card(self.say("The summons was answered: {who}", who=self._who(it.summons)), body)

    def stayed_away(self, it: r.SummonsMissed) -> Card:
        """Nobody came."""
        return Card(self.say("The summons was not answered in time: {who}", who=self._who(it.summons)))

    def _who(self, summons: str) -> str:
        letter = self.situation.feed.summons.get(summons)
        return self.caller(letter.by) if letter is not None else ""

    def leak(self, it: r.NoteLeaked) -> Card:
        """Only with --show-state."""
        return Card(self.say("An inner note is out, word for word."), is_quiet=True)
