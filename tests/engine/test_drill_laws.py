"""The laws of design: time may be cut anywhere, nothing looks ahead, a refusal changes nothing."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stage import HOUR, RULES, Move, act, crisis, of, play, start, wave, world

from drillroom.engine.drill import Command, Drill
from drillroom.errors import ActionRejected
from drillroom.log.records import DrillClosed, Entry, PostAppeared, StateSampled

SHORT = crisis(ends="6h")
FREE: dict[str, dict[str, Any]] = {
    "assemble_team": {},
    "contain": {},
    "fix": {},
    "holding_statement": {"tone": "warm"},
    "disclose": {"facts": "due"},
    "apologize": {},
    "update": {},
    "deny": {"fact": "what"},
    "statement": {"claims": [{"fact": "scope", "op": "about", "value": 10_000}]},
    "evade": {},
    "promote": {},
    "threaten": {},
    "delete_posts": {},
    "notify": {"to": "users"},
    "compensate": {},
    "protect_users": {},
    "answer_questions": {},
    "invite_experts": {},
    "correct": {"fact": "scope"},
    "hold_and_watch": {"look_again": 600},
    "go_live": {},
    "hold_press_conference": {},
    "start_plan": {},
    "stay_silent": {},
}
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
moves = st.lists(
    st.tuples(st.integers(-HOUR, 5 * HOUR), st.sampled_from(sorted(FREE)).map(lambda do: (do, FREE[do]))), max_size=12
).map(lambda items: sorted(((at, do, args) for at, (do, args) in items), key=lambda move: move[0]))


def run(steps: list[Move], stops: list[int], *, seed: int = 3) -> list[Entry]:
    """Play the moves, also stopping the clock at each of ``stops``."""
    drill = start(SHORT, seed=seed)
    seen: list[Entry] = []
    todo: list[tuple[int, Command | None]] = [(at, None) for at in stops]
    todo += [(at, Command(f"c{number}", do, args)) for number, (at, do, args) in enumerate(steps)]
    for at, command in sorted(todo, key=lambda item: item[0]):
        if command is None:
            drill.advance_to(at)
        else:
            refused(drill, command, at)
        if at % 3 == 0:
            seen += drill.events()
    drill.advance_to(drill.ends)
    return seen + drill.events()


def refused(drill: Drill, command: Command, at: int) -> bool:
    try:
        drill.act(command, now=at)
    except ActionRejected:
        return True
    return False


@few
@given(moves, st.lists(st.integers(-7200, 6 * HOUR), max_size=40))
def test_any_partition_of_time_gives_the_same_records(steps: list[Move], stops: list[int]) -> None:
    """Cutting time into other pieces between the same commands changes no record."""
    assert world(run(steps, stops)) == world(run(steps, []))


@few
@given(moves)
def test_a_rejected_command_changes_nothing(steps: list[Move]) -> None:
    """A run with refused commands between the others equals the run without them."""
    drill, accepted = start(SHORT, seed=5), []
    for number, (at, do, args) in enumerate(steps):
        command = Command(f"c{number}", do, args)
        if not refused(drill, command, at):
            accepted.append((at, command))
    drill.advance_to(drill.ends)
    again = start(SHORT, seed=5)
    for at, command in accepted:
        again.act(command, now=at)
    again.advance_to(again.ends)
    assert world(drill.events()) == world(again.events())


@few
@given(moves, st.integers(-HOUR, 5 * HOUR), st.sampled_from(sorted(FREE)))
def test_nothing_differs_before_an_edit(steps: list[Move], at: int, do: str) -> None:
    """One more command at ``at`` leaves every earlier record as it was."""
    more = sorted([*steps, (at, do, FREE[do])], key=lambda move: move[0])
    before = [row[1:] for row in world(run(steps, [])) if row[2]["at"] < at]
    after = [row[1:] for row in world(run(more, [])) if row[2]["at"] < at]
    strip = [[kind, {key: value for key, value in row.items() if key != "id"}] for kind, row in before]
    assert strip == [[kind, {key: value for key, value in row.items() if key != "id"}] for kind, row in after]


@few
@given(moves, st.integers(0, 2**32))
def test_state_stays_finite_and_inside_its_bounds(steps: list[Move], seed: int) -> None:
    """Whatever the team does, no value leaves its scale."""
    scales = {"harm": 1.0, "cred": 1.0, "harm_minutes": math.inf, "exposures": math.inf}
    for sample in of(run(steps, [], seed=seed), StateSampled):
        for item in fields(sample):
            if item.name not in ("at", "to"):
                value = getattr(sample, item.name)
                assert math.isfinite(value)
                assert 0 <= value <= scales.get(item.name, 100.0), item.name


def test_scripted_posts_are_the_same_whatever_the_team_does() -> None:
    """Size and tempo of an inject belong to seed and inject, not to the course of the drill."""
    quiet = [post for post in of(play([], scenario=SHORT), PostAppeared) if post.inject]
    loud = [(at, do, args) for at, (do, args) in enumerate(FREE.items(), start=60)]
    assert [post for post in of(play(loud, scenario=SHORT), PostAppeared) if post.inject] == quiet


def test_another_seed_gives_another_crowd() -> None:
    """The seed matters."""
    one, two = (of(play([], scenario=SHORT, seed=seed), StateSampled)[-1].exposures for seed in (1, 2))
    assert one != two


def test_time_is_whole_seconds_and_never_goes_back() -> None:
    """A float is a TypeError, the past a ValueError."""
    drill = start(SHORT)
    with pytest.raises(TypeError):
        drill.advance_to(10.0)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        drill.advance_to(True)
    drill.advance_to(600)
    with pytest.raises(ValueError, match="back"):
        drill.advance_to(599)


def test_next_event_leads_to_the_end_without_missing_anything() -> None:
    """Stepping from event to event gives the records of one jump."""
    drill = start(SHORT)
    while (due := drill.next_event_at()) is not None:
        assert due >= drill.now
        drill.advance_to(max(due, drill.now))
    assert drill.is_over
    assert drill.next_event_at() is None
    assert world(drill.events()) == world(play([], scenario=SHORT))


def test_a_closed_drill_takes_no_more_commands() -> None:
    """After the last record a command is refused and nothing follows."""
    drill = start(SHORT)
    drill.advance_to(drill.ends)
    assert of(drill.events(), DrillClosed)
    with pytest.raises(ActionRejected, match="over"):
        act(drill, "contain", drill.ends)
    drill.advance_to(drill.ends + HOUR)
    assert drill.events() == []


def test_records_are_numbered_without_gaps() -> None:
    """``seq`` counts from 0 and time never goes back."""
    entries = play([(60, "assemble_team", {}), (900, "holding_statement", {})], scenario=SHORT)
    assert [entry.seq for entry in entries] == list(range(len(entries)))


def test_a_scenario_without_injects_runs_quietly() -> None:
    """No posts, no audience: trust stays where it was, nothing divides by zero."""
    silent = crisis(injects=[], chatter=[], ends="6h", public={"trust": 60.0, "harm": 0.0})
    last = of(play([], scenario=silent), StateSampled)[-1]
    assert last.trust == pytest.approx(60.0, abs=3)


def test_ten_thousand_injects_in_one_minute_are_survived() -> None:
    """A flood keeps every value inside its bounds."""
    flood = [wave(1, 10, id=f"w{number}") for number in range(10_000)]
    last = of(play([], scenario=crisis(injects=flood, ends="2h")), StateSampled)[-1]
    assert 0 <= last.trust <= 100


def test_an_action_repeated_a_thousand_times_stays_bounded() -> None:
    """Spamming is allowed, worth little and harmless to the engine."""
    drill = start(SHORT)
    for number in range(1000):
        drill.act(Command(f"c{number}", "evade", {}), now=number)
    drill.advance_to(drill.ends)
    assert 0 <= of(drill.events(), StateSampled)[-1].trust <= 100


def test_every_action_of_the_vocabulary_has_a_way_to_be_carried_out() -> None:
    """Each word can be given at some time without an internal error."""
    args: dict[str, dict[str, Any]] = FREE | {
        "look": {"signal": "s1"},
        "grade": {"signal": "s1", "level": "hi"},
        "mitigate": {"risk": "server"},
        "assign": {"task": "inquiry", "seat": "tech"},
        "reallocate": {"to": "tech"},
        "rebut": {"allegation": "stolen-passwords"},
        "reply": {"post": "wave0"},
        "take_call": {"call": "reporter", "answers": ["line"]},
        "report_to_platform": {"allegation": "stolen-passwords"},
        "correct": {"fact": "what"},
    }
    signal = {
        "id": "s1",
        "kind": "signal",
        "at": "-90m",
        "by": "x",
        "channel": "mail",
        "text": "odd",
        "real": True,
        "grade": "hi",
    }
    call = {
        "id": "reporter",
        "kind": "call",
        "at": "80m",
        "rings": "1h",
        "by": "x",
        "text": "hello",
        "questions": [{"ask": "how many?", "about": "scope"}],
    }
    stage = crisis(
        injects=[signal, call, wave(0, 1000, allegation="stolen-passwords")], risks={"server": {"label": "a server"}}
    )
    for do in RULES.vocabulary.actions:
        drill = start(stage)
        if do == "correct":
            act(drill, "statement", 60, claims=[{"fact": "what", "op": "is", "value": "nothing"}])
        act(drill, do, -3600 if do in ("look", "grade", "mitigate") else 2 * HOUR, **args.get(do, {}))
        drill.advance_to(drill.ends)
        assert of(drill.events(), DrillClosed), do
