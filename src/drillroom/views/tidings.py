"""Cards of what the house itself reports: the situation every hour, what legal wants changed, what went wrong.

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

_TRENDS: Mapping[str, str] = {
    "up": to_say("rising"),
    "flat": to_say("steady"),
    "down": to_say("falling"),
}
_TOPICS: Mapping[str, str] = {
    "harm": to_say("what people suffer"),
    "rumor": to_say("hearsay"),
    "blame": to_say("who is to blame"),
    "other": to_say("anything else"),
}
_BECAUSE: Mapping[str, str] = {
    "unverified": to_say("Nobody has confirmed this yet: {facts}"),
    "knows_better": to_say("We know better than this: {facts}"),
    "cause_open": to_say("Liability is admitted before the cause is known."),
}
_MOST_WORDS = 60


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

    def report(self, it: r.SituationReported) -> Card:
        """The hourly situation report, on one page."""
        place = self.say("no. {n}", n=it.place) if it.place is not None else self.say("not on it")
        body = [
            self.say(
                "{n} posts an hour ({before} in the report before), {share} % negative; hot list: {place}",
                n=it.volume,
                before=it.before,
                share=round(100 * it.negative),
                place=place,
            )
        ]
        if it.channels:
            body.append(self.say("Where: {list}", list=self._shares(it.channels, self.names.channel)))
        body.append(self.say("About: {list}", list=self._shares(it.topics, lambda key: self.say(_TOPICS[key]))))
        body += [self.say("Passed on most: {quote}", quote=quote) for quote in self._quotes(it.posts)]
        if it.open:
            asked = self.say(", ").join(self.names.fact(fact) for fact in it.open)
            body.append(self.say("Still asked: {facts}", facts=asked))
        basis = self.say(
            "Forecast: {trend}; basis: volume against the report before", trend=self.say(_TRENDS[it.trend])
        )
        return Card(self.say("Situation report"), (*body, basis), is_quiet=True)

    def _shares(self, shares: Mapping[str, float], name: Any) -> str:
        rows = sorted(shares.items(), key=lambda row: (-row[1], row[0]))
        return self.say(", ").join(
            self.say("{name} {share} %", name=name(key), share=round(100 * share)) for key, share in rows
        )

    def _quotes(self, posts: tuple[str, ...]) -> list[str]:
        found = [self.situation.feed.posts[post] for post in posts if post in self.situation.feed.posts]
        words = [" ".join(self.text(post.text).split()) for post in found]
        return [text if len(text) <= _MOST_WORDS else text[: _MOST_WORDS - 1] + "…" for text in words]

    def returned(self, it: r.StatementReturned) -> Card:
        """Legal wants other words."""
        facts = self.say(", ").join(self.names.fact(fact) for fact in it.facts)
        statement = self.situation.board.statements.get(it.statement)
        what = self.names.action(statement.do) if statement is not None else ""
        title = self.say("Legal says no: {action}", action=what)
        if it.answer != "no":
            title = self.say("Legal wants other words: {action}", action=what)
        end = (
            self.say("What was marked is struck.") if it.taken else self.say("It goes out as written, against advice.")
        )
        return Card(title, (self.say(_BECAUSE[it.because], facts=facts), end))

    def withdrawn(self, it: r.StatementWithdrawn) -> Card:
        """Nothing was left to say."""
        return Card(self.say("Nothing is left of it after what legal struck: it does not go out."))

    def slip(self, it: r.SlipMade) -> Card:
        """Nobody had read it."""
        return Card(self.say("A slip stood in words that nobody had read, and people have noticed."))

    def relapse(self, it: r.RelapseStarted) -> Card:
        """It is back."""
        return Card(self.say("The trouble is back: the repair was all that was done."))

    def testified(self, it: r.SummonsAnswered) -> Card:
        """The questions of a summons were answered."""
        facts = self.say(", ").join(self.names.fact(fact) for fact in it.differs)
        body = (self.say("The public was told something else about: {facts}", facts=facts),) if facts else ()
        return Card(self.say("The summons was answered."), body)

    def stayed_away(self, it: r.SummonsMissed) -> Card:
        """Nobody came."""
        return Card(self.say("The summons was not answered in time."))
