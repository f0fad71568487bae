"""What must hold of every score, whatever the crisis and the seed: no free speed, no lie that pays, better is better.

Each rule is asked of whole drills of the shipped scenarios, judged as drills are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import bands

from drillroom.analysis.baselines import Rerun, measure
from drillroom.analysis.rollout import Follower, Move, Table, move, play
from drillroom.analysis.trials import Trial, Trials
from drillroom.doctrine.read import default_rules
from drillroom.engine.drill import Command
from drillroom.log.header import Header
from drillroom.log.records import DecisionOpened, Entry, Record
from drillroom.runtime.opening import open_header
from drillroom.scenario.format import Scenario
from drillroom.scenario.playbook import Playbook, Step
from drillroom.scoring.score import score

SCENARIOS = ("open-back-door", "counterfeit-comfort", "it-was-not-us", "smear-week")
AT_WORK = {"smear-week": ("model", "firm")}
"""Playbooks of teams at work, in which one choice is changed."""
GRADES = ("good", "fair", "poor")
SEED = 1


@lru_cache(maxsize=4)
def crisis(name: str) -> tuple[Scenario, dict[str, Playbook], Header, Trials]:
    scenario = bands.scenario(name)
    books = bands.playbooks(scenario)
    bases = {key: books[key] for key in ("none", "model")}
    header = open_header(scenario, default_rules(), seed=SEED, playbooks=bases)
    return scenario, books, header, Trials(header)


def trial(name: str, book: Playbook, seed: int = SEED) -> Trial:
    return crisis(name)[3].trial(Follower(book), seed)


def process(found: Trial) -> float:
    assert found.process is not None
    return found.process


def total(found: Trial) -> float:
    assert found.total is not None
    return found.total


def a_book(*steps: Step) -> Playbook:
    return Playbook("a", steps=tuple(sorted(steps, key=lambda it: it.at)))


def step(minute: float, do: str, **args: object) -> Step:
    return Step(int(minute * 60), do, args)


# ------------------------------------------------------------------ speed and lies


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_fastest_empty_words_never_beat_full_facts_an_hour_later(name: str) -> None:
    """Rule 2: a first line at once, twenty times over, against the truth when it is there (O8, O13)."""
    empty = [step(1 + 9 * number, "holding_statement", channel="microblog") for number in range(20)]
    _, books, _, bench = crisis(name)
    told = [it for it in books["model"].steps if it.do in ("assemble_team", "disclose", "decide") and it.at >= 0]
    slow = [replace(it, at=it.at + 3600) if it.do == "disclose" else it for it in told]
    for seed in (1, 2, 3):
        hollow, full = (bench.trial(Follower(a_book(*steps)), seed) for steps in (empty, slow))
        assert process(hollow) < process(full)
        assert total(hollow) < total(full)


@dataclass(frozen=True)
class Swapped:
    """A playbook with one decision answered otherwise, two minutes after it opened."""

    book: Playbook
    decision: str
    option: str
    hears: tuple[type[Record], ...] = (DecisionOpened,)

    def opening(self, table: Table) -> Iterable[Move]:
        own = {"decision": self.decision}
        return [move(it) for it in self.book.steps if not (it.do == "decide" and own.items() <= it.args.items())]

    def answer(self, entry: Entry, table: Table) -> Iterable[Move]:
        opened = entry.record
        assert isinstance(opened, DecisionOpened)
        if opened.decision == self.decision:
            choice = {"decision": self.decision, "option": self.option}
            yield Move(opened.at + 120, Command("", "decide", choice))


@lru_cache(maxsize=64)
def answers(name: str, playbook: str, decision: str) -> dict[str, Trial]:
    """Every option of a decision, by its id."""
    scenario, books, _, bench = crisis(name)
    options = next(it.options for it in scenario.decisions if it.id == decision)
    return {it.id: bench.trial(Swapped(books[playbook], decision, it.id), SEED) for it in options}


CHOICES = [(name, book) for name in SCENARIOS for book in AT_WORK.get(name, ("model", "k4a"))]


UNTRUE = [("open-back-door", "k4a"), ("counterfeit-comfort", "k4a"), ("it-was-not-us", "k4a"), ("smear-week", "firm")]
"""Teams that are still asked the questions to which an option is untrue."""


@pytest.mark.parametrize(("name", "playbook"), UNTRUE)
def test_the_option_with_something_untrue_is_never_the_best(name: str, playbook: str) -> None:
    """Rule 3: for each decision, on the total (O2, and the cap)."""
    before, seen = trial(name, crisis(name)[1][playbook]).marks["honest"], 0
    assert before == 1
    for decision in crisis(name)[0].decisions:
        found = answers(name, playbook, decision.id)
        untrue = [key for key, it in found.items() if it.marks["honest"] != before]
        seen += len(untrue)
        assert all(total(found[key]) < max(map(total, found.values())) for key in untrue), decision.id
    assert seen


@pytest.mark.parametrize(("name", "playbook"), CHOICES)
def test_a_better_option_never_lowers_the_process(name: str, playbook: str) -> None:
    """Rule 5: options by the grade that the scenario gives them, chosen at the same time."""
    for decision in crisis(name)[0].decisions:
        found = answers(name, playbook, decision.id)
        worst = [[process(found[it.id]) for it in decision.options if it.stands == grade] for grade in GRADES]
        for better, worse in ((0, 1), (1, 2), (0, 2)):
            assert all(high >= low for high in worst[better] for low in worst[worse]), decision.id


# ------------------------------------------------------------------ better is better


def changed(book: Playbook, kind: str, share: float) -> Playbook | None:
    """A true disclosure more, or ``contain`` or the first words moved earlier; None with nothing to move."""
    steps = list(book.steps)
    if kind == "tell":
        return a_book(
            *steps, step(20 + round(share * 4000), "disclose", facts="due", channel="microblog", tone="plain")
        )
    wanted = ("contain",) if kind == "contain" else ("holding_statement", "express_regret", "disclose")
    place = next((index for index, it in enumerate(steps) if it.do in wanted and it.at > 60), None)
    if place is None or steps[place].args.get("next"):
        return None
    steps[place] = replace(steps[place], at=60 + round(share * (steps[place].at - 60) / 60) * 60)
    return a_book(*steps)


MOVABLE = [("open-back-door", "k1"), ("open-back-door", "k4a"), ("counterfeit-comfort", "k3"), ("smear-week", "firm")]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        [("open-back-door", "k1"), ("open-back-door", "k4a"), ("counterfeit-comfort", "k3"), ("smear-week", "firm")]
    ),
    st.sampled_from(["tell", "contain", "words"]),
    st.floats(0, 1),
    st.integers(1, 3),
)
def test_telling_more_or_acting_sooner_never_lowers_the_process(
    case: tuple[str, str], kind: str, share: float, seed: int
) -> None:
    """A true disclosure more, ``contain`` or the first true words earlier: the sum of the marks never falls."""
    name, playbook = case
    book = crisis(name)[1][playbook]
    other = changed(book, kind, share)
    assume(other is not None)
    assert other is not None
    assert process(trial(name, other, seed)) >= process(trial(name, book, seed))


HONEST = [
    ("open-back-door", ["k1", "k4a", "k5"]),
    ("counterfeit-comfort", ["k2", "k4a"]),
    ("it-was-not-us", ["honest", "k4a"]),
    ("smear-week", ["firm"]),
]


@pytest.mark.parametrize(("name", "honest"), HONEST)
def test_honest_runs_end_between_nothing_and_the_reference(name: str, honest: list[str]) -> None:
    """Rule 6: trust at the end; a run that beats the reference by more than a small margin asks for a better one."""
    books = crisis(name)[1]
    for seed in (1, 2, 3):
        low, high = (trial(name, books[key], seed).trust for key in ("none", "model"))
        for key in honest:
            assert low <= trial(name, books[key], seed).trust <= high + 3


# ------------------------------------------------------------------ evidence and fairness


@pytest.mark.parametrize("playbook", ["k1", "k3", "k4", "model"])
def test_every_mark_of_a_real_drill_cites_records_and_an_element(playbook: str) -> None:
    """Rule 9: nothing is marked that the log cannot show."""
    _, books, header, _ = crisis("open-back-door")
    entries = play(Rerun(header).drill(), books[playbook])
    entries += measure(header, after=entries[-1].seq)
    card, seqs = score(header, entries), {it.seq for it in entries}
    assert len(card.metrics) == 26
    for name, mark in card.metrics.items():
        assert mark.source, name
        assert mark.note is not None if mark.mark is None else set(mark.evidence) <= seqs and mark.evidence, name


def test_two_teams_with_the_same_moves_get_the_same_score_at_any_pace() -> None:
    """Rule 12: other people, other command ids, time in other pieces; the same moves at the same drill times."""
    _, books, header, _ = crisis("open-back-door")
    cards = []
    for people, pace in (("a", 7), ("b", 3601)):
        drill = Rerun(header).drill()
        for number, it in enumerate(books["k1"].steps):
            while drill.now + pace < it.at:
                drill.advance_to(drill.now + pace)
            drill.act(Command(f"{people}{number}", it.do, it.args, it.seat, people), now=it.at)
        drill.advance_to(drill.ends)
        entries = drill.events()
        cards.append(score(header, [*entries, *measure(header, after=entries[-1].seq)]).as_json())
    assert cards[0] == cards[1]
