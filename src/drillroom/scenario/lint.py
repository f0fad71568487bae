"""Warns an author of what loads but will not play well.

Nothing here stops a drill; every warning names its place and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from drillroom.doctrine.read import default_vocabulary
from drillroom.errors import Problem, UnusableFile
from drillroom.source.problems import Loc, Place, Problems, dotted
from drillroom.source.reader import Tree

from .conditions import VALUES, Ask, Condition, parse
from .format import Decision, Scenario
from .load import load_with_tree
from .names import Names
from .possible import is_possible
from .texts import covers, languages, reading_minutes, texts
from .values import format_time

if TYPE_CHECKING:
    from drillroom.doctrine.models import Vocabulary

UNEVEN = 1.8
"""The longest option may be this many times as long as the shortest."""
BIASED = 0.7
"""Share of decisions whose good options may share one trait before it gives them away."""
READING_SHARE = 0.6
"""Share of a solo drill that may be reading."""
FEWEST_DECISIONS = 2
"""Decisions that a short form holds at least."""
SCREEN = {"title": 40, "ask": 220, "text": 280, "why": 320, "advice": 240, "premise": 600, "option": 160}
"""Columns that fit a card on an 80-column screen without scrolling; a Chinese character takes two."""

Finding = tuple[Loc, str, str]
"""Where, what, and what to do."""


def lint(scenario: Scenario, file: str, tree: Tree | None = None) -> list[Problem]:
    """Every warning about a loaded scenario; with ``tree`` each has its line."""
    found = Problems(file)
    desk = _Desk(scenario, Names.of(scenario, default_vocabulary()))
    for check in _CHECKS:
        for loc, message, hint in check(desk):
            found.add(_place(tree, loc), _path(scenario, tree, loc), message, hint, level="warning")
    for loc in tree.cleaned if tree else ():
        message = "control, direction or invisible characters were taken out"
        found.add(_place(tree, loc), _path(scenario, tree, loc), message, "type the text again", level="warning")
    return found.sorted()


def examine(data: bytes, *, file: str, vocabulary: Vocabulary) -> tuple[list[Problem], Scenario | None]:
    """All errors of a file, or all warnings and the scenario; never raises for what the file holds."""
    try:
        scenario, tree = load_with_tree(data, file=file, vocabulary=vocabulary)
    except UnusableFile as error:
        return list(error.problems), None
    return lint(scenario, file, tree), scenario


def _place(tree: Tree | None, loc: Loc) -> Place:
    return tree.place(loc) if tree is not None else (0, 0)


def _path(scenario: Scenario, tree: Tree | None, loc: Loc) -> str:
    if tree is not None:
        return tree.path(loc)
    if len(loc) > 1 and isinstance(loc[1], int) and loc[0] in ("injects", "decisions"):
        named = scenario.injects[loc[1]].id if loc[0] == "injects" else scenario.decisions[loc[1]].id
        return dotted((loc[0], str(named), *loc[2:]))
    return dotted(loc)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every check looks at."""

    scenario: Scenario
    names: Names

    def condition(self, text: str) -> Condition:
        return parse(text, self.names)

    def conditions(self) -> Iterator[tuple[Loc, Condition]]:
        scenario = self.scenario
        for index, inject in enumerate(scenario.injects):
            for field, text in (("when", inject.when), ("unless", inject.unless)):
                if text is not None:
                    yield ("injects", index, field), self.condition(text)
        for index, decision in enumerate(scenario.decisions):
            if decision.when is not None:
                yield ("decisions", index, "when"), self.condition(decision.when)
        for index, chatter in enumerate(scenario.chatter):
            if chatter.when is not None:
                yield ("chatter", index, "when"), self.condition(chatter.when)
        for index, duty in enumerate(scenario.duties):
            if duty.starts != "alert":
                yield ("duties", index, "starts"), self.condition(duty.starts)

    def asked(self) -> Iterator[Ask]:
        return (ask for _, condition in self.conditions() for ask in condition.asked())


# ------------------------------------------------------------------ texts


def _languages(desk: _Desk) -> Iterator[Finding]:
    wanted = languages(desk.scenario)
    for loc, words in texts(desk.scenario):
        for language in wanted:
            if not covers(words, language):
                yield loc, f"the text is missing in {language}", f"it is there in {', '.join(words)}"


def _columns(text: str) -> int:
    return sum(2 if character >= "\u1100" else 1 for character in text)


def _lengths(desk: _Desk) -> Iterator[Finding]:
    for loc, words in texts(desk.scenario):
        names = [step for step in loc if isinstance(step, str)]
        kind = "option" if names[-2:] == ["options", "text"] else "advice" if "advice" in names else names[-1]
        limit = SCREEN.get(kind)
        for language, text in words.items():
            if limit is not None and _columns(text) > limit:
                message = f"the {language} text takes {_columns(text)} columns; {limit} fit the screen"
                yield loc, message, "say it shorter"


def _reading_load(desk: _Desk) -> Iterator[Finding]:
    """Only what every player meets: twists and the talk of the crowd come on top."""
    scenario = desk.scenario
    shown = [words for loc, words in texts(scenario) if _is_always_read(scenario, loc)]
    for language in languages(scenario):
        minutes = sum(reading_minutes(words.get(language, "")) for words in shown)
        if minutes > READING_SHARE * scenario.length.solo / 60:
            message = f"reading takes {minutes:.0f} minutes in {language}, of {scenario.length.solo // 60} in all"
            yield ("length", "solo"), message, "cut texts or allow more time"


def _is_always_read(scenario: Scenario, loc: Loc) -> bool:
    if loc[0] == "injects" and isinstance(loc[1], int):
        return scenario.injects[loc[1]].when is None
    # Of an option's own words and reasons a player meets the chosen one's at most.
    return loc[0] in ("premise", "briefing", "decisions") and loc[-1] not in ("why", "says")


# ------------------------------------------------------------------ what can never happen


def _bounds(desk: _Desk) -> dict[str, tuple[float, float]]:
    bounds = dict.fromkeys(VALUES, (0.0, 100.0))
    bounds["minutes"] = (desk.scenario.starts / 60, desk.scenario.ends / 60)
    return bounds


def _always_no(desk: _Desk) -> frozenset[Ask]:
    """Questions that no run of this scenario answers with yes."""
    scenario = desk.scenario
    made = {getattr(inject, "allegation", None) for inject in scenario.injects}
    never = [Ask("alleged", (name,)) for name in scenario.allegations if name not in made]
    never += [Ask("leaked", (name,)) for name, fact in scenario.facts.items() if fact.leak_at is None]
    never += [Ask("phase", (name,)) for name, at in scenario.phases.items() if at >= scenario.ends]
    if scenario.starts == 0:
        never.append(Ask("phase", ("watch",)))
    return frozenset(never)


def _never(desk: _Desk) -> Iterator[Finding]:
    bounds, never, ends = _bounds(desk), _always_no(desk), desk.scenario.ends
    for loc, condition in desk.conditions():
        if loc[-1] != "unless" and not is_possible(condition, bounds, never):
            yield loc, f"{condition.text!r} can never be so", "its parts contradict each other or the scenario"
    for index, inject in enumerate(desk.scenario.injects):
        if inject.at is not None and inject.at >= ends:
            yield ("injects", index, "at"), "it comes after the drill has ended", f"the end is {format_time(ends)}"
        elif inject.when is not None and (inject.at or 0) + inject.after >= ends:
            yield ("injects", index, "after"), "it comes after the drill has ended", f"the end is {format_time(ends)}"
        if inject.kind == "signal" and inject.at is not None and inject.at >= 0:
            yield ("injects", index, "at"), "a weak signal comes after the alert", "give it a time before 0"
        if inject.after and inject.when is None:
            yield ("injects", index, "after"), "a delay without a condition does nothing", "add it to at"
    for name, fact in desk.scenario.facts.items():
        if fact.known_at >= ends:
            yield ("facts", name, "known_at"), "it is never known before the end", f"the end is {format_time(ends)}"


# ------------------------------------------------------------------ what nobody uses


def _unused(desk: _Desk) -> Iterator[Finding]:
    scenario = desk.scenario
    asked = {(ask.call, name) for ask in desk.asked() for name in ask.args}
    speakers = {inject.by for inject in scenario.injects} | {item.by for item in scenario.briefing}
    for name in scenario.people:
        if name not in speakers:
            yield ("people", name), "nobody of this name says anything", "let them, or delete them"
    made = {getattr(inject, "allegation", None) for inject in scenario.injects}
    for name in scenario.allegations:
        if name not in made:
            yield ("allegations", name), "no post or news makes this allegation", "name it in an inject"
    named = {getattr(inject, "risk", None) for inject in scenario.injects}
    for name in scenario.risks:
        if name not in named and ("did", "mitigate") not in asked:
            yield ("risks", name), "no signal points to this risk", "name it in a signal"
    for name in scenario.facts:
        if name not in default_vocabulary().facts and name not in _facts_in_use(desk):
            yield ("facts", name), "nothing asks for this fact and nothing tells it", "use it, or delete it"


def _nameless(desk: _Desk) -> Iterator[Finding]:
    """The standard facts have names in every language; a fact of the author's own is shown by its label."""
    for name, fact in desk.scenario.facts.items():
        if name not in default_vocabulary().facts and fact.label is None:
            yield ("facts", name), "this fact has no name on the screen", "give it a label"


def _facts_in_use(desk: _Desk) -> set[str]:
    scenario = desk.scenario
    used = {name for ask in desk.asked() for name in ask.args}
    used |= {name for inject in scenario.injects for name in inject.tells}
    used |= {name for duty in scenario.duties for name in duty.must_say}
    used |= {name for decision in scenario.decisions for name in decision.warns}
    used |= {allegation.about for allegation in scenario.allegations.values()}
    used |= {str(question.about) for inject in scenario.injects for question in getattr(inject, "questions", ())}
    for decision in scenario.decisions:
        for option in decision.options:
            for call in option.do:
                used |= set(_words_in(call.args))
    return used


def _words_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _words_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _words_in(item)


# ------------------------------------------------------------------ decisions


def _options(desk: _Desk) -> Iterator[Finding]:
    for index, decision in enumerate(desk.scenario.decisions):
        loc = ("decisions", index, "options")
        stands = [option.stands for option in decision.options]
        if "good" not in stands:
            yield loc, "no option is good", "a decision needs at least one that can be defended"
        if set(stands) == {"good"}:
            yield loc, "every option is good", "then there is nothing to decide"
        for number, option in enumerate(decision.options):
            if not option.do:
                yield (*loc, number), "the option does nothing", "give it actions; holding back is hold_and_watch"
        yield from _uneven(decision, loc)


def _uneven(decision: Decision, loc: Loc) -> Iterator[Finding]:
    for language in decision.options[0].text:
        lengths = [_columns(option.text[language]) for option in decision.options if language in option.text]
        if len(lengths) > 1 and max(lengths) > UNEVEN * min(lengths) and max(lengths) - min(lengths) > 12:
            message = f"in {language} the options run from {min(lengths)} to {max(lengths)} columns"
            yield loc, message, "length gives the better one away; write them alike"


def _bias(desk: _Desk) -> Iterator[Finding]:
    """A good option that always stands first, or is always the longest, is found without reading."""
    decisions = [it for it in desk.scenario.decisions if any(option.stands == "good" for option in it.options)]
    if len(decisions) < 4:
        return
    firsts = [next(i for i, option in enumerate(it.options) if option.stands == "good") for it in decisions]
    for position in sorted(set(firsts)):
        share = firsts.count(position) / len(firsts)
        if share > BIASED:
            message = f"in {share:.0%} of the decisions the first good option is number {position + 1}"
            yield ("decisions",), message, "players see them shuffled; people who read the file do not"
    for language in languages(desk.scenario):
        longest = [max(it.options, key=lambda option: len(option.text.get(language, ""))) for it in decisions]
        share = sum(option.stands == "good" for option in longest) / len(longest)
        if share > BIASED:
            message = f"in {share:.0%} of the decisions the longest option in {language} is a good one"
            yield ("decisions",), message, "length gives it away"


def _windows(desk: _Desk) -> Iterator[Finding]:
    ends = desk.scenario.ends
    timed = [(it.at, it.at + it.window, n, it) for n, it in enumerate(desk.scenario.decisions) if it.at is not None]
    for opens, closes, number, _ in timed:
        if opens >= ends:
            yield ("decisions", number, "at"), "it opens after the drill has ended", f"the end is {format_time(ends)}"
        elif closes > ends:
            yield (
                ("decisions", number, "window"),
                "it closes after the drill has ended",
                "shorten it or open it earlier",
            )
    for one, other in combinations(sorted(timed, key=lambda row: row[:3]), 2):
        if one[3].seat == other[3].seat and other[0] < one[1]:
            message = f"it opens while {one[3].id!r} is still open for {one[3].seat}"
            yield ("decisions", other[2], "at"), message, f"that one closes at {format_time(one[1])}"


def _clocks(desk: _Desk) -> Iterator[Finding]:
    ends = desk.scenario.ends
    for index, duty in enumerate(desk.scenario.duties):
        if duty.starts == "alert" and duty.limit > ends:
            yield ("duties", index, "limit"), "it falls due after the end", f"the end is {format_time(ends)}"
    for group, stakeholder in desk.scenario.stakeholders.items():
        if stakeholder.due is not None and stakeholder.due > ends:
            yield ("stakeholders", group, "due"), "it falls due after the end", f"the end is {format_time(ends)}"
        if stakeholder.due is None and stakeholder.before is None:
            yield ("stakeholders", group), "nothing says when they must be reached", "give due: or before:"
    phases = sorted(desk.scenario.phases.items(), key=lambda row: row[1])
    for (_, first), (name, second) in pairwise(phases):
        if second - first < 300:
            yield ("phases", name), "the phase before it lasts less than 5 minutes", "phases are stretches, not moments"


def _short(desk: _Desk) -> Iterator[Finding]:
    """A short form is a drill as well: something to decide in it, and a length at a desk."""
    scenario = desk.scenario
    if scenario.short is None:
        if scenario.length.short is not None:
            yield ("length", "short"), "there is no short form", "say where it ends: short: {ends: 3h}"
        return
    if scenario.length.short is None:
        yield ("short",), "nothing says how long the short form takes at a desk", "add short: to length"
    names = [it.id for it in scenario.decisions if it.at is None or 0 <= it.at <= scenario.short.ends - it.window]
    if len(names) < FEWEST_DECISIONS:
        message = f"{len(names)} of the decisions fit into the short form"
        yield ("short", "ends"), message, f"let it end later: it should hold at least {FEWEST_DECISIONS}"


_CHECKS: tuple[Callable[[_Desk], Iterator[Finding]], ...] = (
    _languages,
    _lengths,
    _reading_load,
    _never,
    _unused,
    _nameless,
    _options,
    _bias,
    _windows,
    _clocks,
    _short,
)
