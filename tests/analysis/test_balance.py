"""A balance check: what everybody earns against the reference, what each option is worth, and what cannot happen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from drillroom.analysis.balance import check_balance
from drillroom.analysis.balance_deviations import deviations
from drillroom.analysis.balance_found import Balance, Gain, Judged, Spread
from drillroom.analysis.balance_reading import busiest, too_short
from drillroom.analysis.balance_runs import MISSED, SETTLED, TAKEN, Ending, Look, run_looks
from drillroom.analysis.baselines import Rerun, exposure
from drillroom.analysis.bots import BOTS
from drillroom.analysis.rollout import Follower, play
from drillroom.analysis.trials import Task, Trials
from drillroom.doctrine.read import default_rules
from drillroom.errors import DrillroomError
from drillroom.log.header import Header
from drillroom.runtime.opening import open_header
from drillroom.runtime.pace import reading_time
from drillroom.runtime.pool import Pool
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE, Playbook, Step, load_playbook

FOLDER = Path(__file__).parents[1] / "toy"
RULES = default_rules()
LATE = """\
  - id: never-read
    at: 7h
    window: 1m
    ask: {en: "WORDS", zh-Hans: "问"}
    options:
      - {id: guess, text: {en: "Say how many, though nobody knows.", zh-Hans: "报个数"},
         do: [{disclose: {facts: [scope]}}], why: {en: No., zh-Hans: 否。}, stands: poor}
      - {id: wait, text: {en: Wait., zh-Hans: 再等。}, do: [{hold_and_watch: {look_again: 30m}}],
         why: {en: So., zh-Hans: 是。}, stands: fair}
      - {id: hush, text: {en: Hush., zh-Hans: 嘘。}, do: [delete_posts], why: {en: No., zh-Hans: 否。}, stands: poor}
lines:
"""
TWIST = """\
  - {id: never, when: trust < 0, kind: mail, by: boss, text: {en: Never., zh-Hans: 绝不。}}
  - {id: later, when: did(contain), kind: mail, by: boss, text: {en: Well., zh-Hans: 好。}}
decisions:
"""


@cache
def toy(*, is_odd: bool = False) -> Scenario:
    """The toy; ``is_odd``: with a twist that cannot come and a decision that nobody can read."""
    words = (FOLDER / "scenario.yaml").read_text(encoding="utf-8")
    if is_odd:
        words = words.replace("decisions:\n", TWIST, 1).replace("known_at: 100m, leak_at: 10h", "known_at: 11h")
        words = words.replace("lines:\n", LATE.replace("WORDS", "and so it goes on " * 60), 1)
    return load_scenario(words.encode(), file="toy", vocabulary=RULES.vocabulary)


@cache
def model() -> Playbook:
    """The toy's reference and an apology, without which it is capped."""
    content = (FOLDER / "playbooks" / "model.yaml").read_bytes()
    book = load_playbook(content, file="model.yaml", scenario=toy(), vocabulary=RULES.vocabulary)
    return Playbook("model", steps=(*book.steps, Step(2 * 3600, "apologize", {"tone": "warm"})))


def header(reference: Playbook | None, *, is_odd: bool = False) -> Header:
    books = {"none": NONE} | ({} if reference is None else {"model": reference})
    return open_header(toy(is_odd=is_odd), RULES, seed=1, playbooks=books)


Mix = Callable[[list[Any]], Iterable[Any]]


def balance(reference: Playbook | None, *, runs: int = 2, is_odd: bool = False, mix: Mix = iter) -> Balance:
    """A check in this process; ``mix``: the order in which results come in."""
    drill = header(reference, is_odd=is_odd)
    measured = exposure(Rerun(drill))

    def ask(tasks: Sequence[Task]) -> Iterable[tuple[Any, Look]]:
        return mix(list(Pool().each(run_looks, drill, measured, tasks)))

    return check_balance(drill, {}, seeds=range(1, runs + 1), ask=ask, reading=reading_time, pace=10.0)


@cache
def fair() -> Balance:
    return balance(model())


@cache
def odd() -> Balance:
    return balance(model(), is_odd=True)


def judged(found: Balance, decision: str) -> Judged:
    return next(it for it in found.decisions if it.decision == decision)


# ------------------------------------------------------------------ who did how


def test_every_bot_and_every_playbook_is_in_the_table() -> None:
    """Bots in their order, then the playbooks; all on the same seeds."""
    names = [it.name for it in fair().players]
    assert names == [*(f"bot:{name}" for name in BOTS), "model", "none"]
    assert fair().seeds == (1, 2)
    own = next(it for it in fair().players if it.name == "model")
    assert own.gain == Gain(median=0.0, high=0.0, beats=0.0)
    assert own.total == next(it.total for it in fair().players if it.name == "bot:model")


def test_the_order_in_which_runs_come_in_changes_nothing() -> None:
    """A fixed list of seeds gives a fixed answer."""
    assert balance(model(), mix=lambda found: reversed(found)) == fair()


def test_points_are_those_of_a_trial() -> None:
    """A row says what a trial of the same player and seed says."""
    trials = Trials(header(model()))
    points = sorted(trials.trial(Follower(NONE), seed).total or 0.0 for seed in (1, 2))
    spread = next(it.total for it in fair().players if it.name == "none")
    assert spread is not None
    assert [spread.low, spread.high] == points


def test_a_spread_has_quartiles_and_the_share_that_passes() -> None:
    """Points 0, 20 … 100: quartiles by linear interpolation, 60 itself passes."""
    assert Spread.of([100, 0, 40, 80, 20, 60]) == Spread(0, 25.0, 50.0, 75.0, 100, 0.5)
    assert Spread.of([61.0]) == Spread(61.0, 61.0, 61.0, 61.0, 61.0, 1.0)
    assert Spread.of([]) is None


@pytest.mark.parametrize(("beats", "is_lunch"), [(0.0, False), (0.1, False), (0.15, True), (1.0, True)])
def test_a_lunch_is_free_beyond_a_tenth_of_the_seeds(beats: float, is_lunch: bool) -> None:
    """A tenth itself is still luck."""
    assert Gain(median=0, high=9, beats=beats).is_free_lunch == is_lunch


def test_what_beats_the_reference_makes_the_scenario_unfair() -> None:
    """A reference that does nothing is beaten by whoever speaks, and by the options that speak."""
    found = balance(Playbook("model", steps=(Step(600, "stay_silent"),)))
    lunches = dict(found.lunches)
    assert not found.holds
    assert {"bot:talk-only", "bot:slow-honest", "first-words/honest"} <= lunches.keys()
    assert "bot:always-silent" not in lunches
    assert lunches["bot:talk-only"].beats == 1.0
    assert [it["name"] for it in found.as_json()["free_lunches"]] == list(lunches)


def test_without_a_reference_there_is_nothing_to_measure_against() -> None:
    """An error that says which file is missing."""
    with pytest.raises(DrillroomError, match="'toy' has no reference") as told:
        balance(None)
    assert "playbooks/model.yaml" in told.value.hint


# ------------------------------------------------------------------ what the options are worth


def test_options_are_measured_in_place_of_what_the_reference_does() -> None:
    """It settles the first decision as it opens, and lets the second pass."""
    first, late = judged(fair(), "first-words"), judged(fair(), "late-words")
    assert (first.ways, late.ways) == ({"settled: holding_statement": 2}, {"missed": 2})
    gains = {it.option: it.gain for it in first.choices}
    assert gains["honest"] is not None
    assert gains["wait"] is not None
    assert abs(gains["honest"].median) < abs(gains["wait"].median)
    assert all(it.gain is not None and not it.is_own for it in late.choices)


def test_a_decision_settled_beforehand_is_never_asked_and_measured_all_the_same() -> None:
    """The steps that settle it are left out, so that the options can be compared."""
    early = Playbook("model", steps=tuple(_sooner(step) for step in model().steps))
    found = balance(early)
    first = judged(found, "first-words")
    assert first.asked == 0
    assert first.ways == {"not asked: holding_statement": 2}
    assert all(it.gain is not None for it in first.choices)
    assert found.as_json()["never_asked"] == ["first-words"]


def _sooner(step: Step) -> Step:
    return Step(step.at - 60, step.do, step.args) if step.do == "holding_statement" else step


def test_an_option_is_dominated_where_it_never_comes_close_to_the_best() -> None:
    """Paying for silence caps the total on every seed; waiting is as good as what the reference does, which is nothing.

    An option that can never be taken is refused, not dominated.
    """
    assert {it.option: it.is_dominated for it in judged(odd(), "never-read").choices} == {
        "guess": False,
        "wait": False,
        "hush": True,
    }
    assert odd().dominated == (("never-read", "hush"),)
    assert odd().as_json()["dominated"] == [{"decision": "never-read", "option": "hush"}]


def _look(**decisions: Ending) -> Look:
    return Look(trial=Trials(header(None)).trial(Follower(NONE), 1), decisions=decisions, twists=())


@pytest.mark.parametrize(
    ("how", "options", "kept"),
    [
        (Ending(900, TAKEN, 1000, "honest"), {"wait": 1000}, ["contain", "holding_statement", "decide"]),
        (Ending(900, SETTLED, 950, "holding_statement"), {"honest": 900, "wait": 900}, ["contain", "decide"]),
        (Ending(900, MISSED, 1500), {"honest": 900, "wait": 900}, ["contain", "decide", "holding_statement"]),
        (Ending(None, SETTLED, 900, "holding_statement"), {"honest": 900, "wait": 900}, None),
    ],
)
def test_one_choice_is_changed_and_nothing_else(how: Ending, options: dict[str, int], kept: list[str] | None) -> None:
    """Taken: otherwise at the same second. Settled: without that step. Missed: taken as it opens."""
    steps = (
        Step(300, "contain"),
        Step(950, "holding_statement"),
        Step(1000, "decide", {"decision": "first-words", "option": "honest"}),
    )
    if how.opened is None:
        steps = (Step(300, "contain"), Step(600, "holding_statement"))
        kept = ["contain", "decide"]
    found = list(deviations(Playbook("model", steps=steps), _look(**{"first-words": how}), toy()))
    assert {it.option: it.at for it in found} == options
    for it in found:
        assert [step.do for step in it.playbook.steps] == kept
        choice = next(step for step in it.playbook.steps if step.do == "decide")
        assert (choice.at, choice.args) == (it.at, {"decision": "first-words", "option": it.option})


# ------------------------------------------------------------------ what cannot happen


def test_twists_that_never_fire_are_found() -> None:
    """One whose condition nobody can reach; the one that any deed fires is none of them."""
    assert odd().twists == ("never",)
    assert fair().twists == ()


def test_a_decision_that_cannot_be_read_in_its_window_is_found() -> None:
    """In English; the Chinese one is short. Seconds at pace 1."""
    (window,) = odd().windows
    assert (window.decision, window.lang, window.window) == ("never-read", "en", 60)
    assert window.reading > 120
    assert too_short(toy(), reading_time) == []


def test_an_option_that_is_refused_as_it_opens_is_found() -> None:
    """Nobody knows the number before the eleventh hour, so it cannot be told in the seventh."""
    (blocked,) = odd().blocked
    assert (blocked.decision, blocked.option, blocked.reason) == ("never-read", "guess", "not_delivered")
    assert blocked.is_impossible
    guess = next(it for it in judged(odd(), "never-read").choices if it.option == "guess")
    assert (guess.gain, guess.refused) == (None, 2)


def test_the_busiest_stretches_are_told_in_both_languages() -> None:
    """The fullest first, none overlapping, and twice the pace is twice the load."""
    drill = header(model())
    entries = play(Rerun(drill).drill(), model())
    slow, fast = (busiest(drill, toy(), entries, pace=pace) for pace in (10.0, 20.0))
    assert {it.lang for it in slow} == {"en", "zh-Hans"}
    for lang in ("en", "zh-Hans"):
        loads = [it for it in slow if it.lang == lang]
        assert [it.story for it in loads] == sorted((it.story for it in loads), reverse=True)
        assert loads[0].story > 0
        starts = sorted(it.at for it in loads)
        assert all(later - sooner >= 15 * 60 for sooner, later in pairwise(starts))
    assert [2 * it.load for it in slow] == pytest.approx([it.load for it in fast])


def test_the_document_is_plain() -> None:
    """Its keys, and nothing in it that JSON does not know."""
    document = odd().as_json()
    assert {"format", "scenario", "seeds", "runs", "holds", "players", "decisions", "free_lunches"} <= document.keys()
    assert {"dominated", "never_asked", "unreachable", "windows", "refused", "reading"} <= document.keys()
    assert document["unreachable"]["injects"] == ["never"]
    assert document["players"][0]["total"].keys() == {"low", "lower", "median", "upper", "high", "passing"}
