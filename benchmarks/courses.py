"""Courses through a crisis, written on a scenario's own facts: the cases of the source text and their opposites.

Usage: python benchmarks/courses.py [ID or file]  prints them.

Every course is a timed list of commands as an outsider would write it down. A fact goes out at the listed minute or
when the team of that course has it, whichever is later; one that waits for a deed that is never done is left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from drillroom.doctrine.models import Rules
from drillroom.doctrine.read import default_rules
from drillroom.scenario.format import Fact, News, Post, Scenario, Signal
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import Playbook, Step

MINUTE, HOUR, DAY = 1, 60, 24 * 60
FACTS = ("what", "cause", "scope", "measures", "plan")
OPEN_DOWN_TO = ("what", "scope", "cause", "measures", "plan")
"""In which order the facts are told where only some are."""
DELAYS = (15, 30, 60, 120, 240, 480, 720, 1440)
"""Minutes of the delay sweep, O14."""
EARLY = -90 * 60
"""Drill second at which everything is known where the firm could tell first."""
AS_WRITTEN, NO_LEAK, BLAMELESS, KNOWN_EARLY = "as written", "no leak", "blameless", "known early"


def place(scenario: str) -> Path:
    """The file of a scenario, by its id or its own path."""
    named = Path(scenario)
    root = Path(__file__).resolve().parents[1]
    return named if named.is_file() else root / "scenarios" / scenario / "scenario.yaml"


def staged(scenario: Scenario, *, as_is: bool = False) -> Scenario:
    """The scenario as the orderings need it: severity at least .8, trust 70 at the start.

    The crowd's shown lines are left out, which moves nobody and halves the time. ``as_is``: nothing else is changed.
    """
    changes: dict[str, Any] = {"chatter": []}
    if not as_is:
        changes["severity"] = max(0.8, scenario.severity)
        changes["public"] = scenario.public.model_copy(update={"trust": 70.0})
    return scenario.model_copy(update=changes)


def variants(scenario: Scenario) -> dict[str, Scenario]:
    """The staged scenario under other circumstances.

    ``no leak``: outsiders never find out. ``blameless``: the same events with ``fault`` 0 and without a leak, because
    what came out would not speak against us; a scenario without fault stays as it is. ``known early``: the firm knows
    everything 90 minutes before the alert.
    """

    def with_facts(**changes: Any) -> Scenario:
        facts = {name: fact.model_copy(update=changes) for name, fact in scenario.facts.items()}
        return scenario.model_copy(update={"facts": facts})

    quiet = with_facts(leak_at=None)
    is_accused_only = scenario.fault < 0.2
    return {
        AS_WRITTEN: scenario,
        NO_LEAK: quiet,
        BLAMELESS: scenario if is_accused_only else quiet.model_copy(update={"fault": 0.0}),
        KNOWN_EARLY: with_facts(known_at=EARLY),
    }


def at(minute: float, do: str, **args: Any) -> Step:
    """One command."""
    return Step(at=round(minute * 60), do=do, args=args)


TEAM, REPAIR = at(5, "assemble_team"), at(30, "fix")


def updates(first: int, *, every: int = 4 * HOUR, until: int = 2 * DAY) -> list[Step]:
    """Progress reports, as long as they would come before the time is up."""
    return [at(minute, "update") for minute in range(first, until, every)]


def tell(minute: int, *facts: str) -> Step:
    """Facts to be told at this minute, or as they come in."""
    return at(minute, "disclose", facts=list(facts))


@dataclass(frozen=True, slots=True)
class Course:
    """A playbook and the circumstances it is played under."""

    playbook: Playbook
    under: str = AS_WRITTEN


class Ground:
    """What a scenario gives to write courses on. Times are minutes from the alert."""

    def __init__(self, scenario: Scenario, rules: Rules) -> None:
        self.scenario, self._rules = scenario, rules
        self._numbers = rules.parameters.numbers()
        leaking = [name for name in FACTS if self._leaks(scenario.facts[name])]
        self.denied = leaking[0] if leaking else None
        self.guessed = "scope" if "scope" in leaking else self.denied
        self.exposed = None if self.denied is None else self._minute(scenario.facts[self.denied].leak_at)
        self.channel = "microblog" if "microblog" in scenario.channels else next(iter(scenario.channels))
        self.sorry = "apologize" if scenario.fault >= 0.5 else "express_regret"
        self.warning = next(self._warnings(), None)
        self.accusation = next(self._accusations(), None)
        self.signals = [it for it in scenario.injects if isinstance(it, Signal) and it.when is None]

    # ------------------------------------------------------------------ looking at the scenario

    def _leaks(self, fact: Fact) -> bool:
        return fact.leak_at is not None and not fact.needs and 2 * HOUR * 60 < fact.leak_at < self.scenario.ends

    def _minute(self, seconds: int | None) -> int:
        return ceil((seconds or 0) / 60)

    def _warnings(self) -> Iterator[tuple[str, str, int]]:
        """(signal, risk, minute) of every sign that points at a risk which can be removed in time."""
        for it in self.scenario.injects:
            if isinstance(it, Signal) and it.risk is not None and it.at is not None and it.at < -HOUR * 60:
                yield str(it.id), it.risk, self._minute(it.at)

    def _accusations(self) -> Iterator[tuple[str, str, int]]:
        """(allegation, fact, minute) of every false accusation that comes at a time of its own."""
        for it in self.scenario.injects:
            if isinstance(it, (Post, News)) and it.allegation is not None and it.at is not None and it.when is None:
                said = self.scenario.allegations[it.allegation]
                if said.says != self.scenario.facts[said.about].truth:
                    yield it.allegation, said.about, self._minute(it.at + it.drift)

    def wrong_value(self, fact: str) -> Any:
        """Something that is not so, of the kind of the truth."""
        truth = self.scenario.facts[fact].truth
        if isinstance(truth, bool):
            return not truth
        return truth / 100 if isinstance(truth, (int, float)) else "nothing-of-note"

    def known(self, fact: str, steps: Iterable[Step], *, under: Scenario | None = None) -> int | None:
        """The minute at which the team of these steps has the fact: found out, as its work allows, or told by somebody.

        None where it waits for a deed that is never done.
        """
        deeds = list(steps)
        it = (under or self.scenario).facts[fact]
        told = [
            self._minute(inject.at + inject.drift)
            for inject in self.scenario.injects
            if fact in inject.tells and inject.at is not None and (inject.when or inject.unless) is None
            if inject.chance >= 1
        ]
        found = [self._found(it.known_at, deeds)]
        if it.needs and it.due is None:
            done = [step.at // 60 for step in deeds if step.do in it.needs]
            found = [max(found[0], min(done))] if done else []
        return min([*told, *found], default=None)

    def _found(self, known_at: int, steps: Iterable[Step]) -> int:
        """A team at work late finds things late, by the numbers of the doctrine."""
        takes = self._rules.vocabulary.actions["assemble_team"].takes
        called = [step.at + takes for step in steps if step.do == "assemble_team"]
        ready, rate, most = (self._numbers[name] for name in ("team_ready", "team_late_rate", "team_late_max"))
        now = known_at
        while True:
            since = min([now, *called]) - ready
            if now >= known_at + min(max(0.0, since * rate), most):
                return self._minute(now)
            now += 60

    # ------------------------------------------------------------------ writing

    def write(self, name: str, steps: Sequence[Step], *, under: Scenario | None = None) -> Playbook:
        """The steps with facts at the minutes at which they can be told, and words in a channel."""
        actions = self._rules.vocabulary.actions
        deeds = [step for step in steps if not actions[step.do].speaks]
        words = [step for step in steps if actions[step.do].speaks]
        spoken = [late for step in words for late in self._as_known(step, deeds, under)]
        spoken = [Step(it.at, it.do, {"channel": self.channel, **it.args}) for it in spoken]
        return Playbook(name=name, steps=tuple(sorted([*deeds, *spoken], key=lambda step: step.at)))

    def _as_known(self, step: Step, deeds: list[Step], under: Scenario | None) -> Iterator[Step]:
        if step.do == "disclose":
            ready: dict[int, list[str]] = {}
            for fact in step.args["facts"]:
                minute = self.known(fact, deeds, under=under)
                if minute is not None:
                    ready.setdefault(max(step.at, minute * 60), []).append(fact)
            for second, facts in sorted(ready.items()):
                yield Step(second, "disclose", {**step.args, "facts": facts})
        elif step.do in ("deny", "correct") and "fact" in step.args:
            minute = self.known(str(step.args["fact"]), deeds, under=under)
            if minute is not None:
                yield Step(max(step.at, minute * 60), step.do, step.args)
        else:
            yield step


# ---------------------------------------------------------------------- the courses


def honest(ground: Ground, first: int, *, facts: Sequence[str] = OPEN_DOWN_TO) -> list[Step]:
    """A first word at minute ``first``, facts as they come in, regret, notice, reports every four hours."""
    soon, later = [fact for fact in facts if fact in ("what", "scope")], list(facts)
    later = [fact for fact in later if fact not in soon]
    return [
        TEAM,
        REPAIR,
        at(first, "holding_statement", tone="warm"),
        *([tell(first + 45, *soon)] if soon else []),
        at(first + 60, ground.sorry, tone="warm"),
        *([tell(first + 120, *later)] if later else []),
        at(first + 130, "notify", to="users"),
        *updates(first + 240),
    ]


def _k1(ground: Ground) -> list[Step]:
    return [
        TEAM,
        at(15, "holding_statement", tone="warm"),
        at(20, "contain"),
        REPAIR,
        tell(60, "what"),
        at(75, "notify", to="users"),
        tell(120, "cause", "scope"),
        at(125, ground.sorry, tone="warm"),
        at(150, "answer_questions", tone="warm"),
        tell(180, "measures", "plan"),
        *updates(240),
        at(300, "protect_users"),
        at(1440, "discipline"),
    ]


def _k2(ground: Ground) -> list[Step]:
    return [
        TEAM,
        at(10, "contain"),
        at(20, "holding_statement", tone="warm"),
        REPAIR,
        tell(60, "what", "scope"),
        at(62, ground.sorry, tone="warm"),
        at(120, "compensate"),
        tell(150, "measures"),
        tell(360, "cause"),
        *updates(360, every=6 * HOUR),
        at(480, "audit"),
        tell(480, "plan"),
    ]


def _k3(_: Ground) -> list[Step]:
    return [at(600, "fix"), at(1560, "holding_statement", tone="stiff"), tell(2400, "what")]


def _k5(ground: Ground) -> list[Step]:
    return [
        TEAM,
        at(15, "holding_statement", tone="warm"),
        at(20, "fix"),
        tell(40, "what", "scope", "measures", "plan"),
        at(45, ground.sorry, tone="warm"),
        at(60, "notify", to="users"),
        at(70, "answer_questions", tone="warm"),
        at(90, "notify", to="partners"),
        at(90, "notify", to="regulator"),
        at(90, "invite_experts"),
        at(180, "compensate"),
        *updates(240),
        tell(300, "cause"),
    ]


def without(steps: Sequence[Step], *dos: str, to: Sequence[str] = ()) -> list[Step]:
    """The steps less these actions; ``to`` narrows ``notify`` to these groups."""
    return [
        step for step in steps if step.do not in dos or (step.do == "notify" and to and step.args.get("to") not in to)
    ]


def _cases(ground: Ground) -> dict[str, list[Step]]:
    """The five cases of the source text, and each with a part left out."""
    k1, k2, k5 = _k1(ground), _k2(ground), _k5(ground)
    talk = ("holding_statement", "disclose", ground.sorry, "answer_questions", "invite_experts", "update")
    late = [Step(it.at + 6 * HOUR * 60, it.do, it.args) if it.do in talk else it for it in k5]
    found = {
        "k1": k1,
        "k2": k2,
        "k3": _k3(ground),
        "k5": k5,
        "k2 without compensation": without(k2, "compensate"),
        "k2 without both": without(k2, "compensate", "contain"),
        "apology without deeds": without(k2, "compensate", "contain", "fix", "audit"),
        "k5 all talk 6 h later": late,
        "k5 without facts": without(k5, "disclose"),
        "k5 without repair": without(k5, "fix"),
        "k5 without care": without(k5, "compensate", "answer_questions", "notify", to=["users"]),
        "k5 without allies": without(k5, "invite_experts", "notify", to=["partners", "regulator"]),
    }
    if ground.warning is not None:
        signal, risk, minute = ground.warning
        heeded = [at(minute + 5, "look", signal=signal), at(minute + 10, "mitigate", risk=risk)]
        found["acted on the sign"] = [*heeded, *k1]
    return found


def _plain(ground: Ground) -> dict[str, list[Step]]:
    """Speed, silence and noise."""
    found: dict[str, list[Step]] = {
        "nothing": [],
        "silent": [REPAIR],
        "fast": honest(ground, 30),
        "admits": honest(ground, 40),
        "slow": honest(ground, 720),
        "one line": [REPAIR, at(30, "holding_statement")],
        "20 lines": [REPAIR, *(at(30 * number, "holding_statement") for number in range(1, 21))],
        "deletes posts": [REPAIR, at(60, "delete_posts"), at(180, "delete_posts")],
        "good news": [REPAIR, *(at(minute, "promote") for minute in (60, 120, 240))],
        "bought praise": [REPAIR, *(at(minute, "seed_praise") for minute in (60, 120, 240))],
    }
    found |= {f"first words {delay}m": honest(ground, delay) for delay in DELAYS}
    found |= {f"{count} facts": honest(ground, 30, facts=OPEN_DOWN_TO[:count]) for count in range(len(FACTS) + 1)}
    return found


def _lies(ground: Ground) -> dict[str, list[Step]]:
    """A knowing untruth until it is exposed, a guess, and what may come after."""
    if ground.denied is None or ground.guessed is None or ground.exposed is None:
        return {}
    denial = [REPAIR, at(40, "deny", fact=ground.denied)]
    out, guess = ground.exposed, ground.guessed
    claims = [{"fact": guess, "op": "is", "value": ground.wrong_value(guess)}]
    others = [fact for fact in FACTS if fact != guess]
    rest = [
        TEAM,
        REPAIR,
        tell(75, *others),
        at(90, ground.sorry, tone="warm"),
        at(160, "notify", to="users"),
        *updates(240),
    ]
    guessed = [at(15, "statement", claims=claims), *rest]
    return {
        "k4": [*denial, at(out + 60, "evade"), tell(1560, "what", "cause"), at(1620, ground.sorry)],
        "denial": denial,
        "denial and threat": [*denial, at(60, "threaten")],
        "denial, owns up": [*denial, at(out + 60, ground.sorry), at(out + 61, "disclose", facts=list(FACTS))],
        "sure words": [at(15, "holding_statement"), tell(75, guess), *rest],
        "guess, corrected": [*guessed, at(75, "correct", fact=guess)],
        "guess": guessed,
        "wrong, never corrected": [REPAIR, at(15, "statement", claims=claims)],
    }


def _sorry(ground: Ground, first: int) -> list[Step]:
    return [TEAM, REPAIR, at(first, ground.sorry, tone="warm"), tell(first, *FACTS)]


def _answers(ground: Ground) -> dict[str, list[Step]]:
    """The courses that the literature compares."""
    return {
        "first word 20m, amends": [
            at(20, "holding_statement", tone="warm"),
            *_sorry(ground, 60),
            at(60, "compensate"),
        ],
        "apology 1h": _sorry(ground, HOUR),
        "apology 4h": _sorry(ground, 4 * HOUR),
        "apology 24h": _sorry(ground, DAY),
    }


def _thunder(ground: Ground, facts: int) -> list[Step]:
    """The firm tells first: a word before the first post, and the facts ``facts`` minutes from the alert or as they
    come in; amends as in ``first word 20m, amends``."""
    signal = min(ground.signals, key=lambda it: it.at or 0)
    return [
        at(-110, "look", signal=str(signal.id)),
        at(-108, "assemble_team"),
        at(-80, "holding_statement", tone="warm"),
        tell(facts, *FACTS),
        REPAIR,
        at(60, ground.sorry, tone="warm"),
        at(60, "compensate"),
    ]


def _blameless(ground: Ground) -> dict[str, list[Step]]:
    """The same words and facts; only the stand differs: evidence, or a confession."""
    if ground.accusation is None:
        return {}
    allegation, about, minute = ground.accusation
    words = [step for step in honest(ground, 30) if step.do not in (ground.sorry, "notify")]
    known = ground.known(about, words) or 0
    return {
        "firm, with evidence": [*words, at(max(90, minute + 1, known), "rebut", allegation=allegation)],
        "confesses": [*words, at(90, "apologize", tone="warm")],
    }


def courses(scenario: Scenario, rules: Rules) -> dict[str, Course]:
    """Every course that can be written on this scenario, by name."""
    ground, under = Ground(scenario, rules), variants(scenario)
    found: dict[str, Course] = {}

    def add(steps: dict[str, list[Step]], circumstances: str = AS_WRITTEN, suffix: str = "") -> None:
        for name, listed in steps.items():
            book = ground.write(name + suffix, listed, under=under[circumstances])
            found[name + suffix] = Course(book, circumstances)

    parts: tuple[Callable[[Ground], dict[str, list[Step]]], ...] = (_plain, _cases, _lies, _answers)
    for part in parts:
        add(part(ground))
    add(_blameless(ground), BLAMELESS)
    add({"silent": [REPAIR]}, BLAMELESS, ", blameless")
    if ground.denied is not None:
        unexposed = {name: _lies(ground)["denial"] if name == "denial" else [REPAIR] for name in ("denial", "silent")}
        add(unexposed, NO_LEAK, ", never found out")
    if any(it.at is not None and it.at < -110 * 60 for it in ground.signals):
        add({"tells first, facts later": _thunder(ground, 0)})
        add({"tells first": _thunder(ground, -60)}, KNOWN_EARLY)
        add({"first word 20m, amends": _answers(ground)["first word 20m, amends"]}, KNOWN_EARLY, ", known early")
    return found


def main() -> None:
    """Print every course as it is given."""
    rules, path = default_rules(), place(sys.argv[1] if len(sys.argv) > 1 else "open-back-door")
    scenario = load_scenario(path.read_bytes(), file=path.name, vocabulary=rules.vocabulary)
    for name, course in courses(staged(scenario), rules).items():
        print(name if course.under == AS_WRITTEN else f"{name} ({course.under})")
        for step in course.playbook.steps:
            print(f"    {step.at // 60:6}m {step.do} {json.dumps(step.args, ensure_ascii=False)}")


if __name__ == "__main__":
    main()
