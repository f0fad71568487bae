"""What can be named in a command right now, and what it is called.

Answers only from the situation of the trainee's seats; it keeps no state of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from drillroom.language import Speech, fill, to_say
from drillroom.log.feed import Post, Signal
from drillroom.log.situation import Situation
from drillroom.log.times import span
from drillroom.runtime.words import own_words
from drillroom.scenario.calls import LEVELS, REDLINES
from drillroom.scenario.format import Line
from drillroom.scenario.names import ASKED
from drillroom.scenario.values import TEXT_LIMIT
from drillroom.source.clean import clean

from .cards import Teller
from .names import Names

Choices = list[tuple[str, str]]
MOST_POSTS = 9

_LEVELS: Mapping[str, str] = {"lo": to_say("low"), "mid": to_say("middle"), "hi": to_say("high")}
_ANSWERS: Mapping[str, str] = {
    "fact": to_say("say what is so: {truth}"),
    "line": to_say("give the prepared line, and say when there will be more"),
    "written": to_say("promise a written answer later"),
    "no_comment": to_say("no comment"),
}
_REDLINES: Mapping[str, str] = {"take": to_say("strike what legal marks"), "keep": to_say("keep our words")}
_ASKS: Mapping[str, str] = {
    "facts": to_say("Which facts? Several numbers, or all."),
    "fact": to_say("Which fact?"),
    "group": to_say("Whom?"),
    "seat": to_say("Which seat?"),
    "post": to_say("Which post?"),
    "call": to_say("Which call?"),
    "signal": to_say("Which signal?"),
    "risk": to_say("Which risk?"),
    "allegation": to_say("Which claim of theirs?"),
    "level": to_say("How grave?"),
    "time": to_say("When, from now? Such as 30m or 2h"),
    "condition": to_say("Or sooner, if what? Such as heat > 20"),
    "word": to_say("In a few words:"),
    "words": to_say("In your words:"),
}
_TITLES: Mapping[str, str] = {
    "causes": to_say("What caused it? Several numbers, all, or Enter for none."),
    "triggers": to_say("What set it off? Several numbers, all, or Enter for none."),
    "changes": to_say("What should change? Several numbers, all, or Enter for none."),
    "task": to_say("Which work?"),
    "rule": to_say("By which published rule?"),
    "type": to_say("What kind of crisis is it?"),
    "scope": to_say("How far does it reach, in a few words?"),
    "severity": to_say("How severe is it?"),
    "priority": to_say("How urgent is it?"),
    "hours": to_say("How many hours will it last?"),
    "risk": to_say("What is the risk, in one line?"),
    "facts": to_say("What are the facts, in one line?"),
    "decision": to_say("What do you need decided, in one line?"),
}
_PICKED: Mapping[str, str] = {
    "facts": to_say("Which facts?"),
    "causes": to_say("What caused it?"),
    "triggers": to_say("What set it off?"),
    "changes": to_say("What should change?"),
}
"""The same where choices are ticked in a list and nobody types numbers."""


@dataclass(slots=True)
class Palette:
    """``teller`` words the situation of the trainee's seats; ``tell`` prints a line."""

    teller: Teller
    tell: Callable[[str], None]

    @property
    def situation(self) -> Situation:
        """The drill so far, as the trainee's seats know it."""
        return self.teller.situation

    @property
    def names(self) -> Names:
        """What things are called."""
        return self.teller.names

    @property
    def speech(self) -> Speech:
        """The viewer's language."""
        return self.teller.names.speech

    # ------------------------------------------------------------------ facts

    def known(self) -> list[str]:
        """Facts delivered to the team, in the scenario's order."""
        return [fact.id for fact in self.situation.board.facts.values() if fact.learned]

    def told(self, fact: str) -> Any:
        """The value of a fact as it was told to us, or None."""
        return self.names.scenario.facts[fact].truth if fact in self.known() else None

    def usual_words(self, do: str) -> str:
        """What an action says when nobody typed words."""
        says = self.names.vocabulary.actions[do].says or {}
        return fill(self.speech.pick(says), {"facts": ""}).strip()

    # ------------------------------------------------------------------ what can be chosen

    def choices(self, kind: str, name: str, do: str) -> Choices | None:
        """Everything an argument of this kind can be now, as (value, label); None where any words will do."""
        kind = kind.removesuffix("?")
        if name == "type":
            crises = self.names.vocabulary.crises
            return [(crisis, self.speech.pick(label)) for crisis, label in crises.items()]
        if kind == "cards":
            cards = getattr(self.names.scenario.review, name)
            return [(card.id, self.speech.pick(card.text)) for card in cards]
        find = _CHOICES.get(kind)
        return find(self, do) if find is not None else None

    def question(self, name: str, kind: str, do: str) -> str:
        """The words that ask for one argument."""
        if not self.names.is_typed and name in _PICKED and kind.startswith(("facts", "cards")):
            return self.speech.say(_PICKED[name])
        if do == "look" and kind == "signal":
            return self._which_signal()
        title = _TITLES.get(name) if kind.startswith(("cards", "word", "level", "number")) else None
        asks = title or _ASKS.get(kind.removesuffix("?"))
        return (self.speech.say(asks)) if asks else name

    def _groups(self, do: str) -> Choices:
        near = ("users", "staff", "partners", "regulator", "investors", "media", "public")
        return [(group, self.names.group(group)) for group in self.names.vocabulary.groups if group in near]

    def _untold(self, do: str) -> Choices:
        facts = [it.id for it in self.situation.board.facts.values() if it.learned and it.told_at is None]
        say, names = self.speech.say, self.names
        return [(fact, say("{name}: {value}", name=names.fact(fact), value=names.truth(fact))) for fact in facts]

    def _posts(self, do: str) -> Choices:
        posts = [it for it in self.situation.feed.posts.values() if not it.is_ours and it.answered_at is None]
        story = [post for post in posts if post.inject is not None][-MOST_POSTS:]
        crowd = [post for post in posts if post.inject is None][-(MOST_POSTS + 1 - len(story)) :]
        return [(post.id, self.post_line(post)) for post in sorted((*story, *crowd), key=lambda it: it.at)]

    def post_line(self, post: Post) -> str:
        """A post in one line: its tag, where, who, how old, its numbers, its words."""
        numbers = self.situation.counts(post)
        who = self.teller.author(post.by) if post.by is not None else self.speech.say("we")
        return self.speech.say(
            "{mark} · {channel} · {who} · {age} old · {reposts} reposts, {comments} comments, {likes} likes: {text}",
            mark=self.teller.tags.post(post.id),
            channel=self.names.channel(post.channel),
            who=who,
            age=span(self.speech, self.situation.now - post.at),
            reposts=f"{numbers.reposts:,}",
            comments=f"{numbers.comments:,}",
            likes=f"{numbers.likes:,}",
            text=self.teller.text(post.text),
        )

    def _signals(self, do: str) -> Choices:
        signals = self.situation.feed.signals.values()
        open_ones = [it for it in signals if (it.looked_at if do == "look" else it.level) is None]
        return [(it.id, self._signal_line(it)) for it in open_ones]

    def _signal_line(self, it: Signal) -> str:
        where = f"{self.teller.tags.signal(it.id)} · {self.names.channel(it.channel)}"
        return self.speech.say("{name}: {value}", name=where, value=self.teller.text(it.text))

    def _which_signal(self) -> str:
        """Before the alert people have time for so many signals only."""
        most, signals = self.names.scenario.attention, self.situation.feed.signals.values()
        if most is None or self.situation.now >= 0:
            return self.speech.say(_ASKS["signal"])
        left = max(0, most - sum(it.looked_at is not None for it in signals))
        return self.speech.say("Which signal? There is time to look at {n} more.", n=left)

    def tagged(self, kind: str) -> Mapping[str, str]:
        """Tag or id -> id of everything of this kind that came in, also of what is not offered any more."""
        tags = self.teller.tags.ids(kind)
        return {key: key for key in tags.values()} | dict(tags)

    def _calls(self, do: str) -> Choices:
        feed = self.situation.feed
        rows = [(call.id, self.teller.caller(call.by)) for call in feed.ringing]
        return rows + [
            (it.id, self.speech.say("Summons: {who}", who=self.teller.caller(it.by))) for it in feed.summoned
        ]

    def _allegations(self, do: str) -> Choices:
        return [(name, self.names.allegation(name)) for name in self.situation.board.allegations]

    # ------------------------------------------------------------------ calls

    def call_questions(self, call: str) -> list[tuple[str, str | None]]:
        """(question, fact it is about) of a call or a summons."""
        found = next((item for item in self.names.scenario.injects if item.id == call and item.kind in ASKED), None)
        questions = getattr(found, "questions", [])
        return [(self.speech.pick(question.ask), question.about) for question in questions]

    def may_answer(self, answer: str, fact: str | None) -> bool:
        """The truth can be told only where it was delivered."""
        return answer != "fact" or (fact is not None and fact in self.known())

    def answer_label(self, answer: str, fact: str | None) -> str:
        """One way to answer a question, in words."""
        truth = self.names.truth(fact) if fact is not None and answer == "fact" else ""
        return self.speech.say(_ANSWERS[answer], truth=truth)

    # ------------------------------------------------------------------ words

    def line(self, line_id: str) -> str:
        """A template of the scenario, with its slots."""
        return str(self.speech.pick(next(line.text for line in self.names.scenario.lines if line.id == line_id)))

    def blank(self, line: Line) -> str:
        """A template to look at: its slots are blanks."""
        text = self.speech.pick(line.text)
        for slot in ("known", "doing", "you_can", "next"):
            text = text.replace(f"{{{slot}}}", "____")
        return str(text)

    def option(self, decision: str, option: str) -> str:
        """An option of a decision in words."""
        found = next(item for item in self.names.scenario.decisions if item.id == decision)
        return str(self.speech.pick(next(item.text for item in found.options if item.id == option)))

    def keyed(self, do: str, args: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """(plain arguments, typed words): a person's own words never stand in the log itself."""
        found = own_words(do, args, self.names.vocabulary)
        own = {name: clean(words).strip() for name, words in found.items()}
        if any(len(words) > TEXT_LIMIT for words in own.values()):
            self.tell(self.speech.say("Only the first {n} characters are kept.", n=TEXT_LIMIT))
        typed = {name: words[:TEXT_LIMIT] for name, words in own.items() if words}
        return {name: value for name, value in args.items() if name not in own}, typed


_CHOICES: Mapping[str, Callable[[Palette, str], Choices]] = {
    "group": Palette._groups,
    "facts": Palette._untold,
    "post": Palette._posts,
    "signal": Palette._signals,
    "call": Palette._calls,
    "allegation": Palette._allegations,
    "seat": lambda palette, _: [(seat, palette.names.seat(seat)) for seat in palette.names.vocabulary.seats],
    "tone": lambda palette, _: [(tone, palette.names.tone(tone)) for tone in palette.names.vocabulary.tones],
    "channel": lambda palette, _: [(name, palette.names.channel(name)) for name in palette.names.scenario.channels],
    "fact": lambda palette, _: [(fact, palette.names.fact(fact)) for fact in palette.names.scenario.facts],
    "line": lambda palette, _: [(it.id, it.id) for it in palette.names.scenario.lines if it.approved],
    "redline": lambda palette, _: [(wish, palette.speech.say(_REDLINES[wish])) for wish in REDLINES],
    "risk": lambda palette, _: [(risk, palette.names.risk(risk)) for risk in palette.names.scenario.risks],
    "level": lambda palette, _: [(level, str(palette.speech.say(_LEVELS[level]))) for level in LEVELS],
}
