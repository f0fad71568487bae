"""Calibration: right or wrong by what the log says, few answers called few, and no mark touched."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from logs import HOUR, Story, good_drill, with_baselines

from drillroom.log.chain import Log
from drillroom.log.records import (
    Claim,
    ClaimJudged,
    CommandGiven,
    ConfidenceDeclared,
    SessionEntry,
    SessionRecord,
    StatementOrdered,
    TaskQueued,
    TaskStarted,
)
from drillroom.scoring.calibration import FEWEST, Calibration, Declared, calibration
from drillroom.scoring.score import score

OPTIONS = {"fine": "good", "half": "fair", "model": "fair", "bad": "poor"}
DECISIONS = [{"id": "words", "options": [{"id": name, "stands": stands} for name, stands in OPTIONS.items()]}]
MODEL = {"steps": [{"at": 0, "do": "decide", "args": {"decision": "words", "option": "model"}}]}


class Drill(Story):
    """A story in which commands are given."""

    def __init__(self, **scenario: Any) -> None:
        super().__init__(**{"decisions": DECISIONS} | scenario)
        self.given = 0

    def command(self, minute: float, do: str, *verdicts: str, queued: str = "", **args: Any) -> Drill:
        """A command, the statement it orders (one claim for each verdict), and the work that it sets going."""
        self.given += 1
        at, name = int(minute * 60), f"w{self.given}"
        self.add(CommandGiven(at=at, id=f"c{self.given}", seat="pr", person="p1", do=do, args=args))
        if queued:
            self.add(TaskQueued(at=at, task=f"q{self.given}", do=queued, waits_for=("pr",)))
        if verdicts:
            said = {"seat": "pr", "channel": "microblog", "audience": "public", "tone": "plain", "claims": ()}
            self.add(StatementOrdered(at=at, statement=name, do="statement", **said))
        for verdict in verdicts:
            right, claim = verdict in ("true", "right guess"), Claim(op="is", fact="what", value=1)
            verdict = verdict.split()[-1]
            judged = ClaimJudged(at=at + 300, statement=name, claim=claim, verdict=verdict, right=right, because=())
            self.add(judged)
        return self

    def decide(self, minute: float, option: str, *verdicts: str, queued: str = "") -> Drill:
        return self.command(minute, "decide", *verdicts, queued=queued, decision="words", option=option)

    def calibrated(self, *said: SessionRecord | tuple[str, Any]) -> Calibration | None:
        """What comes of these declarations: records, or (command, level)."""
        log = log_of(self, *said)
        return calibration(log, score(log.header, log.entries))


def log_of(story: Story, *said: SessionRecord | tuple[str, Any]) -> Log:
    header, entries = story.log()
    header = replace(header, playbooks={"none": {"steps": []}, "model": MODEL})
    session = [SessionEntry(n, it if isinstance(it, SessionRecord) else sure(*it)) for n, it in enumerate(said)]
    facts = {"torn": 0, "faults": (), "sha256": "", "good_bytes": 0, "link": "", "next_seq": 0, "next_s_seq": 0}
    return Log(header=header, entries=tuple(entries), session=tuple(session), **facts)


def sure(command: str, level: Any, person: str = "p1") -> ConfidenceDeclared:
    return ConfidenceDeclared(wall=0.0, person=person, command=command, level=level)


def only(found: Calibration | None) -> Declared:
    assert found is not None
    (declared,) = found.declared
    return declared


# ------------------------------------------------------------------ right or wrong


@pytest.mark.parametrize(
    ("verdicts", "right", "by"),
    [
        (("true",), True, "claims"),
        (("true", "true"), True, "claims"),
        (("true", "lie"), False, "claims"),
        (("wrong guess",), False, "claims"),
        (("true", "right guess"), None, "luck"),
        ((), None, "nothing"),
    ],
)
def test_the_ledger_says_whether_words_were_right(verdicts: tuple[str, ...], right: bool | None, by: str) -> None:
    """All true is right, anything untrue is wrong, and what was unverified and came true is neither."""
    found = only(Drill().command(10, "statement", *verdicts).calibrated(("c1", 3)))
    assert (found.right, found.by, found.level) == (right, by, 3)


@pytest.mark.parametrize(
    ("option", "right", "by"),
    [("fine", True, "option"), ("bad", False, "option"), ("model", True, "reference"), ("half", None, "nothing")],
)
def test_an_option_without_claims_is_as_the_scenario_calls_it(option: str, right: bool | None, by: str) -> None:
    """A fair one is right where the reference takes it too; that another was taken makes it not wrong."""
    found = only(Drill().decide(10, option).calibrated(("c1", 2)))
    assert (found.right, found.by) == (right, by)


def test_what_is_untrue_makes_a_good_option_wrong_and_luck_makes_it_neither() -> None:
    """The ledger goes before the author; a poor option is not saved by true words."""
    assert only(Drill().decide(10, "fine", "lie").calibrated(("c1", 3))).right is False
    assert only(Drill().decide(10, "fine", "right guess").calibrated(("c1", 3))).right is None
    assert only(Drill().decide(10, "half", "true").calibrated(("c1", 3))).right is True
    assert only(Drill().decide(10, "bad", "true").calibrated(("c1", 3))).right is False


def test_a_deed_that_a_cap_holds_against_the_drill_is_wrong() -> None:
    """Whatever the option looks like; a command beside it, and work queued before it, are not blamed."""
    story = Drill().decide(10, "fine", queued="delete_posts").decide(20, "fine")
    story.add(TaskStarted(at=1230, task="q1", do="delete_posts", seats=("pr",), ends=1800))
    found = story.calibrated(("c1", 3), ("c2", 3))
    assert found is not None
    assert [(it.command, it.right, it.by) for it in found.declared] == [("c1", False, "deed"), ("c2", True, "option")]


def test_words_belong_to_the_command_that_ordered_them() -> None:
    """Two commands in one second, and a claim that is judged long after both."""
    story = Drill().command(10, "statement", "lie").command(10, "statement", "true")
    found = story.calibrated(("c2", 3), ("c1", 1))
    assert found is not None
    assert [(it.command, it.right) for it in found.declared] == [("c1", False), ("c2", True)]


def test_every_verdict_cites_its_records() -> None:
    """The command, and what says that it was right or wrong."""
    story = Drill().command(10, "statement", "true", "lie")
    _, entries = story.log()
    found = only(story.calibrated(("c1", 3)))
    kinds = [type(entries[seq].record) for seq in found.evidence]
    assert kinds == [CommandGiven, ClaimJudged]


# ------------------------------------------------------------------ what was declared


def test_where_nothing_was_declared_there_is_no_calibration() -> None:
    """None, not zeros."""
    assert Drill().decide(10, "fine").calibrated() is None


@pytest.mark.parametrize("level", [0, 4, -1, True, 2.0, "3", None, [3], {"level": 3}])
def test_a_level_that_is_none_says_nothing(level: Any) -> None:
    """A log is text from outside: what stands there is passed over."""
    assert Drill().decide(10, "fine").calibrated(("c1", level)) is None


def test_a_command_that_is_not_in_the_log_is_passed_over() -> None:
    """Nothing can be said of it."""
    assert Drill().decide(10, "fine").calibrated(("c9", 3)) is None


def test_the_last_word_of_a_person_counts() -> None:
    """Two people may be sure of one command in their own ways."""
    story = Drill().decide(10, "fine")
    found = story.calibrated(sure("c1", 1), sure("c1", 3), sure("c1", 2, "p2"))
    assert found is not None
    assert [(it.person, it.level) for it in found.declared] == [("p1", 3), ("p2", 2)]


@pytest.mark.parametrize(
    "decisions", [None, [], "x", [None, 3], [{"id": "words"}], [{"id": "words", "options": "x"}], [{"options": [1]}]]
)
def test_a_scenario_that_says_nothing_of_its_options_leaves_them_out(decisions: Any) -> None:
    """What a header holds is data."""
    log = log_of(Drill().decide(10, "fine"), ("c1", 3))
    card = score(log.header, log.entries)
    header = replace(log.header, scenario={**log.header.scenario, "decisions": decisions})
    assert only(calibration(replace(log, header=header), card)).by == "nothing"


@pytest.mark.parametrize("model", [None, "x", {}, {"steps": "x"}, {"steps": [1, {"do": "decide"}, {"args": 1}]}])
def test_a_reference_that_is_none_says_nothing(model: Any) -> None:
    """What a header holds is data."""
    log = log_of(Drill().decide(10, "model"), ("c1", 3))
    card = score(log.header, log.entries)
    header = replace(log.header, playbooks={"model": model})
    assert only(calibration(replace(log, header=header), card)).by == "nothing"


# ------------------------------------------------------------------ sums


def test_each_level_counts_what_can_be_judged() -> None:
    """What is neither right nor wrong is counted apart."""
    story = Drill().decide(10, "fine").decide(20, "bad").decide(30, "half").decide(40, "fine")
    found = story.calibrated(("c1", 3), ("c2", 3), ("c3", 3), ("c4", 1))
    assert found is not None
    assert [(it.level, it.count, it.right, it.share) for it in found.levels] == [
        (1, 1, 1, 1.0),
        (2, 0, 0, None),
        (3, 2, 1, 0.5),
    ]
    assert found.left_out == 1
    assert found.as_json()["levels"][1] == {"level": 2, "count": 0, "right": 0, "share": None}


@pytest.mark.parametrize(("count", "is_enough"), [(FEWEST - 1, False), (FEWEST, True)])
def test_few_answers_are_too_few_to_tell(count: int, is_enough: bool) -> None:
    """What cannot be judged does not make them more."""
    story = Drill().decide(1, "half")
    for n in range(count):
        story.decide(10 + n, "fine")
    found = story.calibrated(*((f"c{n}", 2) for n in range(1, story.given + 1)))
    assert found is not None
    assert found.is_enough == is_enough
    assert found.as_json()["too_few"] == (not is_enough)


def test_no_declaration_touches_the_score() -> None:
    """The same drill, with and without: the same card to the last key, and nothing of it in there."""
    story = with_baselines(good_drill())
    story.add(CommandGiven(at=HOUR, id="c1", seat="pr", person="p1", do="statement", args={}))
    plain, declared = log_of(story), log_of(story, ("c1", 3), ("c1", 9))
    cards = [score(it.header, it.entries).as_json() for it in (plain, declared)]
    assert cards[0] == cards[1]
    assert "calibration" not in cards[1]
    card = score(declared.header, declared.entries)
    calibration(declared, card)
    assert card.as_json() == cards[0]
