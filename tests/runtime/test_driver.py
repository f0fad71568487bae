"""The driver: a drill at the pace of a desk."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drillroom.errors import ActionRejected, DrillroomError
from drillroom.log.chain import world_digest
from drillroom.log.records import (
    CallRang,
    ClockMarked,
    CommandGiven,
    ConfidenceDeclared,
    DecisionMissed,
    DecisionOpened,
    DrillClosed,
    Entry,
    MailArrived,
    Paused,
    Unpaused,
)
from drillroom.runtime.outlook import is_notable
from drillroom.runtime.pace import PaceSettings
from toy import Notebook, desk, let

FAST = PaceSettings(mode="fixed", fixed=3600)
MOVES: tuple[tuple[int, str, dict[str, Any]], ...] = (
    (300, "assemble_team", {}),
    (960, "decide", {"decision": "first-words", "option": "honest"}),
    (3000, "contain", {}),
    (7200, "disclose", {"facts": "due"}),
)
some = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def kinds(entries: list[Entry]) -> list[str]:
    return [type(entry.record).__name__ for entry in entries]


def play(ticks: list[float], pauses: set[int], pace: PaceSettings) -> Notebook:
    """Tick at these wall distances until the end, pausing at some ticks, giving each move at its drill second."""
    driver, notebook, clock = desk(pace)
    todo, number = list(MOVES), 0
    while not driver.is_over and number < 20_000:
        if todo:
            driver.held_before = todo[0][0] + 1
        if number in pauses:
            driver.pause()
            let(driver, clock, 3)
            driver.unpause()
        let(driver, clock, ticks[number % len(ticks)])
        if todo and driver.now >= todo[0][0]:
            _, do, args = todo.pop(0)
            driver.act(do, args)
            driver.held_before = None
        number += 1
    assert driver.is_over
    return notebook


@some
@given(
    st.lists(st.floats(0.02, 2.0), min_size=1, max_size=8),
    st.sets(st.integers(0, 60), max_size=5),
    st.sampled_from([FAST, PaceSettings(mode="fixed", fixed=20_000), PaceSettings()]),
)
def test_no_tick_pause_or_pace_changes_the_world(ticks: list[float], pauses: set[int], pace: PaceSettings) -> None:
    """Same commands at the same drill seconds give the same world records, however time was handed out."""
    assert world_digest(play(ticks, pauses, pace).world) == STANDARD


STANDARD = world_digest(play([0.1], set(), FAST).world)


def test_what_is_handed_out_is_already_written() -> None:
    """Every record a tick returns is in the journal by then."""
    driver, notebook, clock = desk(FAST)
    for _ in range(20):
        happened = let(driver, clock, 0.3)
        assert notebook.world[len(notebook.world) - len(happened) :] == happened


def test_a_prompt_stops_the_tick() -> None:
    """However long the tick, a decision and a call are handed out the moment they open."""
    driver, _, clock = desk(PaceSettings(mode="fixed", fixed=1_000_000))
    seen = let(driver, clock, 1)
    assert "DecisionOpened" in kinds(seen)
    assert driver.now == 900
    assert "CallRang" in kinds(let(driver, clock, 0))


def test_auto_pace_stops_at_notable_records() -> None:
    """Within a stretch of fast time a mail is handed out at its own second."""
    driver, _, clock = desk()
    seen: list[Entry] = []
    while not any(isinstance(entry.record, MailArrived) for entry in seen):
        seen = let(driver, clock, 2)
    assert driver.now == seen[-1].record.at == 3000


def test_a_call_that_was_picked_up_does_not_ring_out() -> None:
    """While the trainee is on the phone, drill time stands before the ring would end."""
    driver, _, clock = desk()
    ring: CallRang | None = None
    while ring is None:
        ring = next((it.record for it in let(driver, clock, 0.5) if isinstance(it.record, CallRang)), None)
    driver.held_before = ring.rings_until
    for _ in range(100):
        let(driver, clock, 2)
    assert driver.now == ring.rings_until - 1
    driver.act("take_call", {"call": "ring", "answers": ["written", "line"]})


def test_tabletop_waits_at_a_decision() -> None:
    """The clock stands until the decision is taken, then goes on."""
    driver, _, clock = desk(PaceSettings(mode="tabletop"))
    for _ in range(600):
        let(driver, clock, 2)
    assert driver.now == 900
    driver.act("decide", {"decision": "first-words", "option": "wait"})
    let(driver, clock, 2)
    assert driver.now > 900


def test_tabletop_stops_at_every_decision() -> None:
    """However long nobody answers, each of them stands open with the clock still."""
    driver, notebook, clock = desk(PaceSettings(mode="tabletop"))
    stops = []
    while not driver.is_over:
        if driver.speed == 0:
            (decision,) = driver.outlook.open_prompts
            let(driver, clock, 100)
            stops.append((decision, driver.now))
            driver.act(
                "decide", {"decision": decision, "option": {"first-words": "wait", "late-words": "not"}[decision]}
            )
        let(driver, clock, 2)
    assert stops == [("first-words", 900), ("late-words", 6 * 3600)]
    assert not [it for it in notebook.world if isinstance(it.record, DecisionMissed)]


def test_relaxed_doubles_every_window() -> None:
    """It is a setting of the world: the records say so, and the desk gives the time."""
    windows: list[list[int]] = []
    for relaxed in (False, True):
        driver, notebook, _ = desk(relaxed=relaxed)
        driver.finish()
        opened = [it.record for it in notebook.world if isinstance(it.record, DecisionOpened)]
        windows.append([record.closes - record.at for record in opened])
    assert windows == [[600, 7200], [1200, 14400]]


def test_every_word_of_the_crowd_is_handed_out() -> None:
    """At the automatic pace some of it waits for a lull; nothing is lost, and the log never waits."""
    driver, notebook, clock = desk()
    seen, most = [entry.seq for entry in notebook.world], 0
    while not driver.is_over:
        seen += [entry.seq for entry in let(driver, clock, 1.0)]
        most = max(most, len(notebook.world) - len(seen))
    assert most > 0
    assert sorted(seen) == [entry.seq for entry in notebook.world]


def test_skip_leaps_over_a_quiet_stretch() -> None:
    """One key, one thing that a person can see, however long nothing happens; the crowd's last words come along."""
    driver, notebook, _ = desk()
    while driver.now < 4 * 3600:
        driver.skip()
    before = driver.now
    seen = driver.skip()
    assert driver.now - before > 3600
    assert seen == notebook.world[len(notebook.world) - len(seen) :]
    assert is_notable(seen[-1]) or any(is_notable(entry) for entry in seen)


def test_a_quiet_stretch_is_told_by_what_ends_it() -> None:
    """A tick never runs past something new: the time that went by is the distance to what came before it."""
    driver, notebook, clock = desk()
    last = driver.now
    leaps = []
    while not driver.is_over:
        for entry in let(driver, clock, 1.0):
            if is_notable(entry):
                assert entry.record.at == driver.now
                leaps.append(driver.now - last)
                last = driver.now
    assert max(leaps) == 2 * 3600
    assert sum(leaps) == notebook.world[-1].record.at - notebook.world[0].record.at


def test_paused_time_does_not_count() -> None:
    """Pause and unpause are session records, and nothing passes between them."""
    driver, notebook, clock = desk()
    driver.pause()
    before = driver.now
    assert let(driver, clock, 100) == []
    driver.unpause()
    let(driver, clock, 0)
    assert driver.now == before
    assert [type(record) for record in notebook.session if isinstance(record, (Paused, Unpaused))] == [Paused, Unpaused]


def test_the_clock_is_marked_every_five_wall_seconds() -> None:
    """Resume needs to know where the clock stood."""
    driver, notebook, clock = desk(PaceSettings(mode="fixed", fixed=1))
    for _ in range(40):
        let(driver, clock, 1)
    marks = [record for record in notebook.session if isinstance(record, ClockMarked)]
    assert [mark.wall for mark in marks] == [5, 10, 15, 20, 25, 30, 35, 40]
    assert marks[-1].now == driver.now == -1800 + 40


def test_a_computer_that_slept_does_not_wake_to_a_lost_drill() -> None:
    """One tick passes two wall seconds at most."""
    driver, _, clock = desk(PaceSettings(mode="fixed", fixed=10))
    let(driver, clock, 3600)
    assert driver.now == -1800 + 20


def test_skip_goes_to_the_next_notable_record() -> None:
    """From before the alert to the alert, from there to what comes next."""
    driver, _, _ = desk()
    assert "AlertRaised" in kinds(driver.skip())
    assert driver.now == 0
    while not driver.is_over:
        assert driver.skip()


def test_finish_goes_to_the_end() -> None:
    """Nobody decides, and the drill closes."""
    driver, notebook, _ = desk()
    driver.finish()
    assert isinstance(notebook.world[-1].record, DrillClosed)
    assert sum(isinstance(entry.record, DecisionMissed) for entry in notebook.world) == 2


def test_a_refused_command_leaves_nothing() -> None:
    """No record, no number used up."""
    driver, notebook, _ = desk()
    count = len(notebook.world)
    with pytest.raises(ActionRejected):
        driver.act("disclose", {"facts": ["scope"]})
    assert len(notebook.world) == count
    driver.act("assemble_team", {})
    given = [entry.record for entry in notebook.world if isinstance(entry.record, CommandGiven)]
    assert [record.id for record in given] == ["c1"]


def test_a_refused_command_leaves_no_words() -> None:
    """What nobody said is in no people file."""
    driver, notebook, _ = desk()
    with pytest.raises(ActionRejected):
        driver.act("disclose", {"facts": ["scope"]}, typed={"words": "never said"})
    assert not notebook.people.texts


def test_typed_words_stand_in_the_log_by_their_key() -> None:
    """The people file holds them under the key that the command names."""
    driver, notebook, _ = desk()
    driver.skip()
    driver.act("statement", {"claims": [{"fact": "scope", "op": "unknown"}]}, typed={"words": "We look into it."})
    (given,) = [entry.record for entry in notebook.world if isinstance(entry.record, CommandGiven)]
    assert notebook.people.texts == {given.args["words"]: "We look into it."}


def test_how_sure_one_is_stands_beside_the_command_and_moves_nothing() -> None:
    """A session record that names the command; the world is what it would have been without."""
    worlds = []
    for sure in (None, 3):
        driver, notebook, _ = desk()
        driver.act("assemble_team", {}, sure=sure)
        driver.finish()
        worlds.append(world_digest(notebook.world))
        declared = [(it.person, it.command, it.level) for it in notebook.session if isinstance(it, ConfidenceDeclared)]
        assert declared == ([] if sure is None else [("p1", "c1", 3)])
    assert worlds[0] == worlds[1]


def test_nobody_was_sure_of_what_was_refused() -> None:
    """The next command takes nothing over from it."""
    driver, notebook, _ = desk()
    with pytest.raises(ActionRejected):
        driver.act("disclose", {"facts": ["scope"]}, sure=2)
    driver.act("assemble_team", {})
    assert not [it for it in notebook.session if isinstance(it, ConfidenceDeclared)]


def test_a_full_disk_loses_no_declaration() -> None:
    """It is written once, with the command that it belongs to."""
    driver, notebook, _ = desk()
    notebook.is_full = True
    with pytest.raises(DrillroomError, match="No space"):
        driver.act("assemble_team", {}, sure=1)
    notebook.is_full = False
    driver.mark()
    driver.mark()
    assert [it.command for it in notebook.session if isinstance(it, ConfidenceDeclared)] == ["c1"]


@pytest.mark.parametrize("after", ["act", "tick", "skip", "finish", "mark"])
def test_a_full_disk_loses_nothing_of_a_live_drill(after: str) -> None:
    """What could not be written waits, and is written and handed out before anything that came later."""
    driver, notebook, clock = desk(FAST)
    count, notebook.is_full = len(notebook.world), True
    with pytest.raises(DrillroomError, match="No space"):
        driver.act("assemble_team", {})
    with pytest.raises(DrillroomError, match="No space"):
        let(driver, clock, 0.3)
    assert len(notebook.world) == count
    notebook.is_full = False
    clock.pass_by(0.3)
    happened = driver.act("start_plan", {}) if after == "act" else getattr(driver, after)()
    assert notebook.world[count:] == happened
    assert [entry.seq for entry in notebook.world] == list(range(len(notebook.world)))
    assert "assemble_team" in [it.record.do for it in happened if isinstance(it.record, CommandGiven)]


def test_words_that_cannot_be_kept_are_not_said() -> None:
    """A people file that cannot be written stops the command before anything has happened."""
    driver, notebook, _ = desk()
    driver.skip()
    notebook.is_full = True
    with pytest.raises(DrillroomError, match="No space"):
        driver.act("holding_statement", {}, typed={"words": "We look into it."})
    notebook.is_full = False
    assert driver.begin() == []
    driver.act("holding_statement", {})
    assert [it.record.id for it in notebook.world if isinstance(it.record, CommandGiven)] == ["c1"]


def test_wait_is_short_when_time_is_fast() -> None:
    """One timer: soon when something is due, at most a second, and longest when the clock stands."""
    driver, _, _ = desk(PaceSettings(mode="fixed", fixed=1_000_000))
    assert driver.wait() == 0.05
    driver.pause()
    assert driver.wait() == 1.0


def test_no_time_passes_while_nothing_can_be_written() -> None:
    """On a full disk the clock stands where the trainee saw it last; then all comes, the crowd's words too."""
    driver, notebook, clock = desk(PaceSettings(mode="fixed", fixed=3600))
    notebook.is_full = True
    with pytest.raises(DrillroomError):
        let(driver, clock, 1)
    stood = driver.now
    for _ in range(5):
        with pytest.raises(DrillroomError):
            let(driver, clock, 1)
        with pytest.raises(DrillroomError):
            driver.skip()
    assert driver.now == stood
    notebook.is_full, before = False, len(notebook.world)
    assert let(driver, clock, 0) == notebook.world[before:]
    assert driver.now == stood


def test_the_clock_can_be_stopped_on_a_full_disk() -> None:
    """What cannot be written down still holds."""
    driver, notebook, _ = desk()
    notebook.is_full = True
    with pytest.raises(DrillroomError):
        driver.pause()
    assert driver.is_paused
