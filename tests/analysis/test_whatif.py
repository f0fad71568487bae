"""What-ifs: the same moves give the same world, one changed move changes nothing before it, and gains are true."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trainee import Trainee

from drillroom.analysis.baselines import Rerun
from drillroom.analysis.gains import LEAST, estimate, student
from drillroom.analysis.moves import Anchored, moves_of
from drillroom.analysis.rollout import Player, perform, play
from drillroom.analysis.trials import Task, Trial, Trials, run_tasks
from drillroom.analysis.variants import LATER, Plan, Variant, plan
from drillroom.analysis.whatif import ASSUMPTION, WhatIf, row_of
from drillroom.analysis.whatif_runs import look_into, other_seeds
from drillroom.doctrine.read import default_rules
from drillroom.engine.crowd import as_in_a_drill
from drillroom.log.chain import world_digest
from drillroom.log.header import Header
from drillroom.log.records import CommandGiven, DecisionMissed, Entry, FactLearned, StatementPublished
from drillroom.runtime.headless import run
from drillroom.runtime.opening import open_header
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE, Playbook, Step, load_playbook
from drillroom.scoring.outcome import outcome

ROOT = Path(__file__).parents[2]
RULES = default_rules()
TOY = ROOT / "tests" / "toy"
PLAYBOOKS = sorted((ROOT / "scenarios").glob("*/playbooks/*.yaml"))


@cache
def crisis(folder: Path) -> Scenario:
    return load_scenario((folder / "scenario.yaml").read_bytes(), file="scenario.yaml", vocabulary=RULES.vocabulary)


@cache
def book(path: Path) -> Playbook:
    scenario = crisis(path.parents[1])
    return load_playbook(path.read_bytes(), file=path.name, scenario=scenario, vocabulary=RULES.vocabulary)


@cache
def header(folder: Path = TOY, seed: int = 5) -> Header:
    model = book(folder / "playbooks" / "model.yaml")
    return open_header(crisis(folder), RULES, seed=seed, playbooks={"none": NONE, "model": model})


def steps(*rows: tuple[int, str, dict[str, Any]]) -> Playbook:
    """A playbook of (minute, action, arguments)."""
    return Playbook("test", steps=tuple(Step(at * 60, do, args) for at, do, args in rows))


def logged(player: Player | Playbook, head: Header | None = None) -> list[Entry]:
    """The world records of a full drill, with all there is to look at."""
    drill = Rerun(head or header()).drill()
    return play(drill, player) if isinstance(player, Playbook) else perform(drill, player)


def planned(entries: Sequence[Entry], head: Header | None = None) -> Plan:
    return plan(entries, Rerun(head or header()).drill(sampling=as_in_a_drill))


def in_process(head: Header) -> Callable[[Sequence[Task], int], Iterator[tuple[Any, Trial]]]:
    text = json.dumps(head.as_json())
    measured = None
    return lambda tasks, together: iter(run_tasks(text, measured, tasks))


def found(player: Player | Playbook, *, seeds: int = 0) -> WhatIf:
    return look_into(header(), logged(player), in_process(header()), seeds=seeds)


def find(rows: Sequence[Any], **wanted: Any) -> Any:
    """The one row or variant whose JSON has these values."""

    def fits(row: Any) -> bool:
        told = row.as_json()
        told = told.get("what", told)
        return all(told.get(name) == value for name, value in wanted.items())

    (row,) = [row for row in rows if fits(row)]
    return row


# ------------------------------------------------------------------ the same moves


@pytest.mark.parametrize("path", PLAYBOOKS, ids=lambda path: f"{path.parents[1].name}/{path.stem}")
def test_the_moves_of_a_shipped_playbook_give_its_drill_again(path: Path) -> None:
    """The null edit: every record of a full drill, byte for byte."""
    head = header(path.parents[1], 3)
    entries = logged(book(path), head)
    again = perform(Rerun(head).drill(), moves_of(entries, crisis(path.parents[1])))
    assert again == entries
    assert world_digest(again) == world_digest(entries)


@given(mood=st.integers(0, 10_000), seed=st.integers(1, 500))
@settings(max_examples=25, deadline=None)
def test_the_moves_of_a_person_give_their_drill_again(mood: int, seed: int) -> None:
    """Answers to the second, several orders in one second, an answer in the very second of its question."""
    head = header(TOY, seed)
    entries = logged(Trainee(mood), head)
    assert any(isinstance(it.record, CommandGiven) for it in entries)
    assert world_digest(perform(Rerun(head).drill(), moves_of(entries, crisis(TOY)))) == world_digest(entries)


def test_a_long_drill_of_a_person_comes_out_again() -> None:
    """The same for the shipped crisis, where calls, summonses and decisions of all kinds come up."""
    folder = ROOT / "scenarios" / "open-back-door"
    for mood in (1, 2, 3):
        entries = logged(Trainee(mood), header(folder, 3))
        moves = moves_of(entries, crisis(folder))
        assert {it.answers[0] for it in moves.moves if it.answers} == {"decision", "call"}
        assert perform(Rerun(header(folder, 3)).drill(), moves) == entries


# ------------------------------------------------------------------ one of them changed


@given(mood=st.integers(0, 10_000), seed=st.integers(1, 500), data=st.data())
@settings(max_examples=40, deadline=None)
def test_nothing_differs_before_the_change(mood: int, seed: int, data: st.DataObject) -> None:
    """For any change of any move, and any delay of an answer, the records before its second are the same."""
    head = header(TOY, seed)
    entries = logged(Trainee(mood), head)
    todo = planned(entries, head)
    variant = data.draw(st.sampled_from([*todo.variants, *todo.delays]))
    changed = perform(Rerun(head).drill(), variant.player)
    before, after = ([it for it in records if it.record.at < variant.since] for records in (entries, changed))
    assert after == before


@pytest.mark.parametrize("mood", [4, 9])
def test_what_is_changed_differs_from_its_second_on(mood: int) -> None:
    """A change that was made stands in the log at the second that it names, or is missing there."""
    entries = logged(Trainee(mood))
    for variant in planned(entries).variants:
        records = perform(Rerun(header()).drill(), variant.player)
        given = {it.record.id: it.record for it in records if isinstance(it.record, CommandGiven)}
        if variant.change == "none":
            assert variant.subject.command not in given
        elif variant.change in ("earlier", "later") and variant.edited[0] in given:
            sign = -1 if variant.change == "earlier" else 1
            assert given[variant.edited[0]].at == variant.subject.at + sign * variant.to


def waiting_toy() -> tuple[Header, Scenario]:
    """The toy with a second decision that opens when the harm is being stopped."""
    raw = (TOY / "scenario.yaml").read_text(encoding="utf-8").replace("    at: 6h\n", "    when: did(contain)\n")
    scenario = load_scenario(raw.encode(), file="toy.yaml", vocabulary=RULES.vocabulary)
    return open_header(scenario, RULES, seed=5, playbooks={"none": NONE}), scenario


def test_an_answer_goes_with_its_question() -> None:
    """Stopped an hour later: the decision opens an hour later, and its answer keeps its delay. Never: it falls away."""
    head, _ = waiting_toy()
    answered = ("decide", {"decision": "late-words", "option": "tell"})
    entries = logged(steps((60, "contain", {}), (67, *answered), (80, "listen", {}), (90, "fix", {})), head)
    todo = planned(entries, head)
    later = find(todo.variants, action="contain", change="later")
    records = perform(Rerun(head).drill(), later.player)
    (moved,) = [it.record.at for it in records if isinstance(it.record, CommandGiven) and it.record.do == "decide"]
    assert moved == 67 * 60 + LATER
    bench = Trials(head)
    base = bench.trial(todo.base, 5, is_exact=True)
    never = find(todo.variants, action="contain", change="none")
    row = row_of(never, todo.base, {5: bench.trial(never.player, 5, is_exact=True)}, {5: base}, 5)
    assert [it.command.do for it in row.dropped] == ["decide"]
    assert row.is_possible
    assert row.own is None, "one of three moves fell away: that is another drill"
    assert row.as_json()["comparable"] is False


def test_a_call_that_rings_again_and_again_is_no_anchor() -> None:
    """Which ringing an answer belongs to cannot be known in another drill, so it keeps its time."""
    raw = (
        (TOY / "scenario.yaml")
        .read_text(encoding="utf-8")
        .replace("at: 35m, kind: call", "at: 35m, every: 1h, kind: call")
    )
    scenario = load_scenario(raw.encode(), file="toy.yaml", vocabulary=RULES.vocabulary)
    head = open_header(scenario, RULES, seed=5, playbooks={"none": NONE})
    taken = {"call": "ring", "answers": ["line", "line"]}
    entries = logged(steps((35, "take_call", taken), (95, "take_call", taken)), head)
    moves = moves_of(entries, scenario)
    assert [(it.at, it.answers) for it in moves.moves] == [(35 * 60, None), (95 * 60, None)]
    assert perform(Rerun(head).drill(), moves) == entries


# ------------------------------------------------------------------ what is tried


def test_every_other_choice_is_tried() -> None:
    """Of an answered decision the other options and none; of a missed one every option; of a call every way to answer;
    of an action: not at all, sooner, later."""
    entries = logged(
        steps(
            (17, "decide", {"decision": "first-words", "option": "wait"}),
            (35, "take_call", {"call": "ring", "answers": ["line", "written"]}),
            (90, "update", {}),
        )
    )
    tried = [(it.subject.name, it.change, it.to) for it in planned(entries).variants]
    assert tried == [
        ("first-words", "option", "honest"),
        ("first-words", "none", None),
        ("ring", "answers", ["fact", "fact"]),
        ("ring", "answers", ["line", "line"]),
        ("ring", "answers", ["written", "written"]),
        ("ring", "answers", ["no_comment", "no_comment"]),
        ("ring", "none", None),
        ("late-words", "option", "tell"),
        ("late-words", "option", "not"),
        ("update", "none", None),
        ("update", "earlier", 1800),
        ("update", "later", 3600),
    ]


def test_what_was_missed_is_answered_half_way() -> None:
    """A decision that was let pass would have been answered at half of its window, by a command that nobody gave."""
    entries = logged(steps((1, "contain", {})))
    (missed, _) = [it.record for it in entries if isinstance(it.record, DecisionMissed)]
    variant = find(planned(entries).variants, decision="first-words", to="honest")
    assert (variant.subject.command, variant.subject.done, missed.decision) == (None, None, "first-words")
    records = perform(Rerun(header()).drill(), variant.player)
    assert [it.record.at for it in records if isinstance(it.record, CommandGiven)] == [60, 20 * 60]


def test_what_an_action_settled_is_not_called_missed() -> None:
    """Nobody chose an option because its purpose was done; the options are still tried, before it was."""
    entries = logged(steps((19, "holding_statement", {})))
    variant = find(planned(entries).variants, decision="first-words", to="honest")
    assert variant.subject.is_settled
    assert variant.since == 17 * 60
    assert not find(planned(entries).variants, decision="late-words", to="tell").subject.is_settled


def test_sooner_is_never_before_the_alert_nor_before_it_is_possible() -> None:
    """What was done after the alert moves up to it at most; a fact is not told before it was delivered."""
    entries = logged(steps((5, "assemble_team", {}), (10, "contain", {}), (125, "disclose", {"facts": ["scope"]})))
    todo = planned(entries)
    assert find(todo.variants, action="contain", change="earlier").to == 600
    (learned,) = [it.record.at for it in entries if isinstance(it.record, FactLearned) and it.record.fact == "scope"]
    sooner = find(todo.variants, action="disclose", change="earlier")
    assert learned <= 125 * 60 - sooner.to < learned + 60
    records = perform(Rerun(header()).drill(), sooner.player)
    assert sum(isinstance(it.record, StatementPublished) for it in records) == 1


def test_a_delay_beyond_the_window_takes_the_actions_of_the_option() -> None:
    """Within ten minutes it is the option; later its action, which is told."""
    entries = logged(steps((17, "decide", {"decision": "first-words", "option": "honest"}), (30, "contain", {})))
    delays = planned(entries).delays
    assert [(it.to, it.is_free) for it in delays] == [
        (0, False), (600, True), (1800, True), (3600, True), (7200, True), (14400, True)
    ]  # fmt: skip
    records = perform(Rerun(header()).drill(), delays[2].player)
    (deed,) = [it.record for it in records if isinstance(it.record, CommandGiven) and it.record.id.startswith("k1")]
    assert (deed.do, deed.at, dict(deed.args)) == ("holding_statement", 45 * 60, {"tone": "warm"})


# ------------------------------------------------------------------ what it was worth


def true_gains(variant: Variant, base: Any) -> dict[str, Any]:
    """By full drills with everything measured, as ``drillroom run`` plays and ``drillroom score`` judges them."""
    other = run(header(), variant.player)
    marks = [(it.card.as_json(), outcome(it.entries)) for it in (base, other)]
    (before, was), (after, now) = marks
    return {
        "total": round(after["total"] - before["total"], 4),
        "process": round(after["process"] - before["process"], 4),
        "trust": round(now["trust"]["end"] - was["trust"]["end"], 4),
        "churn": round(was["churn"] - now["churn"], 4),
        "harm": round(was["harm_minutes"] - now["harm_minutes"], 4),
    }


def test_the_gain_that_is_shown_is_the_true_one() -> None:
    """Matrix 5.11: on the log's own seed the gain is that of a full re-run, to the digit, for every change."""
    trainee = Trainee(3, deeds=4)
    base = run(header(), trainee)
    rows = [row for row in found(trainee).rows if row.own is not None]
    assert len(rows) > 12
    for row in rows:
        assert dict(row.own or {}) == true_gains(row.variant, base), row.as_json()["what"]


def test_on_other_seeds_both_sides_meet_the_same_luck() -> None:
    """Each gain is a difference of two runs of one seed, none of them the log's own, with an interval."""
    result = found(Trainee(3, deeds=4), seeds=4)
    assert result.seeds == (1, 2, 3, 4)
    row = next(it for it in result.rows if it.variant.subject.kind == "decision" and it.own and any(it.own.values()))
    bench = Trials(header())
    pairs = [
        bench.trial(row.variant.player, seed).trust - bench.trial(result.plan.base, seed).trust for seed in result.seeds
    ]
    told = row.gain["trust"]
    assert told is not None
    assert told.mean == pytest.approx(sum(pairs) / 4, abs=1e-4)
    assert told.low is not None
    assert told.high is not None
    assert told.low <= told.mean <= told.high
    assert told.n == 4


@pytest.mark.parametrize(("own", "seeds"), [(5, (1, 2, 3, 4, 6, 7)), (99, (1, 2, 3, 4, 5, 6)), (1, (2, 3, 4, 5, 6, 7))])
def test_other_seeds_are_fixed_and_never_the_own(own: int, seeds: tuple[int, ...]) -> None:
    """The same for every drill but for its own."""
    assert other_seeds(own, 6) == seeds


def test_what_comes_of_it_does_not_depend_on_the_order_of_results() -> None:
    """Workers finish when they finish; the document is the same to the last digit."""
    entries = logged(Trainee(3, deeds=3))
    straight = in_process(header())

    def shuffled(tasks: Sequence[Task], together: int) -> Iterator[tuple[Any, Trial]]:
        results = list(straight(tasks, together))
        Random(1).shuffle(results)
        return iter(results)

    told: list[Any] = []
    documents = [
        look_into(header(), entries, results, seeds=1, on_row=told.append).as_json() for results in (straight, shuffled)
    ]
    assert json.dumps(documents[0]) == json.dumps(documents[1])
    asked = [it for it in documents[0]["variants"] if it["what"]["kind"] != "action"]
    assert len(told) == 2 * len(asked), "each change of a decision or call was told at once"


def test_the_costliest_and_the_best_are_one_row_each() -> None:
    """Three of each at most, by points on the own seed, and nothing is both."""
    result = found(Trainee(3))
    costly, best = result.costliest, result.best
    assert 1 <= len(costly) <= 3
    assert 1 <= len(best) <= 3
    assert all(it.worth > (0, 0, 0) for it in costly)
    assert all(it.worth < (0, 0, 0) for it in best)
    keys = [it.variant.subject.key for it in (*costly, *best)]
    assert len(keys) == len({*keys})
    for row in costly:
        same = [it for it in result.rows if it.variant.subject.key == row.variant.subject.key and it.own is not None]
        assert row.worth == max(it.worth for it in same)


def test_shares_compare_a_move_with_the_seed() -> None:
    """Squares of both spreads; without other seeds there is nothing to compare with."""
    result = found(Trainee(3, deeds=3), seeds=2)
    share = result.shares["trust"]
    assert share.seeds
    assert share.moves
    assert share.of_a_move is not None
    assert share.of_a_move == pytest.approx(share.moves**2 / (share.moves**2 + share.seeds**2))
    assert share.whole == pytest.approx(abs(result.base.trust - result.none.trust))
    alone = found(Trainee(3, deeds=3)).shares["trust"]
    assert (alone.seeds, alone.of_a_move) == (None, None)


def test_where_nothing_was_done_nothing_is_changed() -> None:
    """A drill without a command has an empty table, and asks for nothing on other seeds."""
    result = found(NONE, seeds=8)
    document = result.as_json()
    assert (result.rows, result.delays, result.seeds) == ((), (), ())
    assert document["variants"] == document["costliest"] == document["best"] == document["delay"] == []
    assert document["assumption"] == ASSUMPTION


# ------------------------------------------------------------------ intervals


@pytest.mark.parametrize(("freedom", "t"), [(1, 6.3138), (3, 2.3534), (7, 1.8946), (8, 1.8595), (31, 1.6955)])
def test_students_t_is_that_of_the_tables(freedom: int, t: float) -> None:
    """The 90 % point of both sides, odd and even degrees of freedom."""
    assert student(freedom) == pytest.approx(t, abs=1e-4)


def test_an_interval_needs_four_seeds() -> None:
    """Below that only the mean is told, and nothing of nothing."""
    few, enough = estimate([1.0] * (LEAST - 1)), estimate([1.0, 2.0, 3.0, 4.0])
    assert few is not None
    assert enough is not None
    assert (few.mean, few.low, few.high, few.is_clear) == (1.0, None, None, False)
    assert (enough.mean, enough.low, enough.high, enough.n) == (2.5, 0.9809, 4.0191, 4)
    assert enough.is_clear
    assert estimate([]) is None


def test_a_player_of_moves_keeps_nothing() -> None:
    """The same player plays any number of drills alike."""
    moves = moves_of(logged(Trainee(2)), crisis(TOY))
    first, again = (perform(Rerun(header()).drill(), moves) for _ in range(2))
    assert first == again
    assert Anchored(()).hears == ()
