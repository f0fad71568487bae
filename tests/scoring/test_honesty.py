"""Facts told, honesty, and one voice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logs import FACTS, HOUR, Story, good_drill

from drillroom.log.records import Claim, ClaimCorrected, FactLeaked, PromiseBroken


def told(count: int, *, after: float = 30) -> Story:
    """A drill in which ``count`` of the five facts are told, each ``after`` minutes after it was known."""
    story = Story().learn(**dict.fromkeys(FACTS, 60))
    for fact in list(FACTS)[:count]:
        story.say(60 + after, "disclose", (fact, "true"))
    return story


@pytest.mark.parametrize(("count", "mark"), [(5, 1.0), (4, 1.0), (3, 2 / 3), (2, 1 / 3), (1, 0.0), (0, 0.0)])
def test_facts_grow_with_each_one_told(count, mark):
    """Full from four of five, half at half, nothing at one."""
    assert told(count).mark("facts") == pytest.approx(mark, abs=1e-4)


@pytest.mark.parametrize(("after", "value"), [(45, 100.0), (142.5, 50.0), (240, 0.0), (900, 0.0)])
def test_a_fact_told_late_counts_less_and_after_four_hours_nothing(after, value):
    """The clock of a fact runs from its delivery; 45 minutes are in time."""
    assert told(5, after=after).card().metrics["facts"].value == value


def test_only_the_public_truth_is_telling():
    """A guess that came right, a truth told to the staff and "we do not know" tell the public nothing."""
    story = Story(facts={"what": {}}).learn(what=10)
    assert story.say(5, "statement", ("what", "right guess")).mark("facts") == 0.0
    assert story.say(20, "brief", ("what", "true"), audience="staff").mark("facts") == 0.0
    assert story.say(25, "statement").judge(25, Claim(op="unknown", fact="what"), "true", right=True).mark("facts") == 0
    assert story.say(30, "disclose", ("what", "true")).mark("facts") == 1.0


def test_facts_that_nobody_worked_to_find_out_still_count():
    """A team that never met is not spared the facts it would have found: they count an hour after ``known_at``."""
    idle = Story(facts={"what": {"known_at": HOUR}}, ends=3 * HOUR)
    assert idle.mark("facts") == 0.0
    short = Story(facts={"what": {"known_at": HOUR}}, ends=2 * HOUR)
    assert short.mark("facts") is None, "the hour's delay and the 45 minutes were not over"
    working = Story(facts={"what": {"known_at": HOUR}}, ends=2 * HOUR).meet(10)
    assert working.mark("facts") == 0.0, "a team at work at minute 10 would have had it at known_at"


def test_a_fact_delivered_shortly_before_the_end_is_not_owed_yet():
    """What could still have been told in time is not counted as hidden."""
    story = Story(facts={"what": {}, "cause": {}}, ends=2 * HOUR).learn(what=10, cause=90)
    assert story.say(20, "disclose", ("what", "true")).mark("facts") == 1.0


def open_story() -> Story:
    """Every fact known at 10 and told at 15, so that silence limits nothing."""
    return Story().learn(**dict.fromkeys(FACTS, 10)).say(15, "disclose", *((fact, "true") for fact in FACTS))


def test_honest_is_full_without_a_lapse_and_cites_what_was_said():
    """Nothing untrue, nothing unchecked."""
    found = open_story().card().metrics["honest"]
    assert found.mark == 1.0
    assert len(found.evidence) == 6


def test_a_lie_earns_nothing_even_when_corrected():
    """A knowing untruth is zero; putting it right in time only softens the cap."""
    assert open_story().say(30, "deny", ("scope", "lie")).mark("honest") == 0.0
    assert open_story().say(30, "deny", ("scope", "lie")).correct(40, "scope").mark("honest") == 0.0


def test_a_lie_cites_the_delivery_and_the_words():
    """Both records stand in the evidence: told so, said otherwise."""
    card = open_story().say(30, "deny", ("scope", "lie")).card()
    records = {
        entry.seq: type(entry.record).__name__ for entry in open_story().say(30, "deny", ("scope", "lie")).log()[1]
    }
    assert {records[seq] for seq in card.metrics["honest"].evidence} == {"FactLearned", "ClaimJudged"}


@pytest.mark.parametrize(("minute", "mark"), [(60, 0.5), (80, 0.5), (81, 0.0)])
def test_a_wrong_guess_is_half_when_corrected_within_the_hour(minute, mark):
    """Self-correction counts for an hour after the guess."""
    story = open_story().say(20, "statement", ("scope", "wrong guess"))
    assert story.correct(minute, "scope").mark("honest") == mark


def test_a_wrong_guess_left_alone_earns_nothing():
    """An uncorrected guess stands in the world as a falsehood."""
    assert open_story().say(20, "statement", ("scope", "wrong guess")).mark("honest") == 0.0


def test_an_unverified_claim_that_was_right_is_half():
    """Luck is no check."""
    assert open_story().say(12, "statement", ("scope", "right guess")).mark("honest") == 0.5


def test_a_wrong_claim_before_delivery_is_shown_as_unverified_not_as_a_lie():
    """The ledger's verdict stands: whoever had not been told did not lie, and no lie cap holds."""
    card = Story().say(20, "statement", ("scope", "wrong guess")).learn(scope=100).card()
    args = card.metrics["honest"].note.args
    assert (args["knowing"], args["unverified"]) == (0, 1)
    assert "lie" not in [it.name for it in card.capped]
    assert "F3" not in [it.name for it in card.faults]


def test_scoring_never_judges_again():
    """A verdict that looks odd is taken as it stands in the log."""
    story = open_story().judge(15, Claim(op="is", fact="scope", value="nonsense"), "true", right=True)
    assert story.mark("honest") == 1.0


def test_a_broken_promise_halves_honesty():
    """Words that did not come true are a lapse, though no lie."""
    story = open_story().promise(20, "fix").add(PromiseBroken(at=900, promise="p2"))
    assert story.mark("honest") == 0.5


def test_silence_earns_no_credit():
    """With nothing said honest and contra are not exercised; with too little told they never exceed facts."""
    assert Story().mark("honest") is None
    assert Story().mark("contra") is None
    little = told(2).card().metrics
    assert little["honest"].mark == little["contra"].mark == little["tone"].mark == little["facts"].mark
    assert little["honest"].note.ref == "doctrine.notes.silence_earns_nothing"
    assert set(little["facts"].evidence) <= set(little["honest"].evidence)
    assert told(3).mark("honest") == 1.0, "half of the facts are told"


def test_contra_is_full_when_every_answer_agrees():
    """The same truth said often is one voice."""
    assert open_story().say(40, "update", ("scope", "true")).say(50, "update", ("scope", "true")).mark("contra") == 1.0


def test_contra_is_half_for_a_slip_that_was_put_right():
    """One clash with own words, corrected later."""
    assert open_story().say(30, "statement", ("scope", "lie")).correct(60, "scope").mark("contra") == 0.5


def test_contra_is_nothing_for_a_clash_that_stands():
    """A wrong number against the right one given before, never put right."""
    assert open_story().say(30, "statement", ("scope", "lie")).mark("contra") == 0.0


def test_an_open_correction_of_a_first_guess_is_no_contradiction():
    """Saying "we said, it is" is what a correction is for; changing the number silently is not."""
    assert open_story().say(12, "statement", ("scope", "wrong guess")).correct(20, "scope").mark("contra") == 1.0
    assert open_story().say(12, "statement", ("scope", "wrong guess")).mark("contra") == 0.5


def test_the_same_falsehood_twice_is_one_contradiction():
    """Repeating is not contradicting oneself."""
    story = open_story().say(12, "deny", ("scope", "wrong guess")).say(13, "deny", ("scope", "wrong guess"))
    assert story.card().metrics["contra"].value == 1.0


def test_not_knowing_first_and_telling_later_is_no_contradiction():
    """ "We do not know yet" never clashes with the fact that follows."""
    story = open_story().say(12, "statement").judge(12, Claim(op="unknown", fact="scope"), "true", right=True)
    assert story.mark("contra") == 1.0


def test_a_wrong_claim_against_an_allegation_is_about_its_fact():
    """A denial clashes with what was told of the same fact."""
    story = Story(allegations={"all": {"about": "scope"}}).learn(**dict.fromkeys(FACTS, 10))
    story.say(15, "disclose", *((fact, "true") for fact in FACTS)).say(30, "deny")
    assert story.judge(30, Claim(op="not", allegation="all"), "lie", right=False).mark("contra") == 0.0


def test_a_lie_corrected_only_after_it_came_out_keeps_the_hard_cap():
    """In time means before outsiders had it."""
    leak = FactLeaked(at=35 * 60, fact="scope", found="lie")
    story = open_story().say(30, "statement").judge(30, Claim(op="unknown", fact="scope"), "lie", right=False)
    assert story.add(leak).say(40, "disclose", ("scope", "true")).card().capped[0].name == "lie"
    early = open_story().say(30, "statement").judge(30, Claim(op="unknown", fact="scope"), "lie", right=False)
    assert early.say(33, "disclose", ("scope", "true")).add(leak).card().capped[0].name == "corrected_lie"


@given(st.sampled_from(list(FACTS)), st.integers(61, 400))
def test_one_more_true_disclosure_never_lowers_the_process(fact, minute):
    """Telling more of the truth costs nothing, early or late, after a slip or without one."""
    for story in (good_drill, lambda: told(2), lambda: told(1).say(50, "deny", (fact, "wrong guess")), Story):
        before = story().card().process
        assert story().learn(**{fact: 60}).say(minute, "disclose", (fact, "true")).card().process >= before


# ------------------------------------------------------------------ what counts as told


def test_facts_told_before_the_alert_are_told_to_nobody():
    """They count from the alert, and late from then on where they are said again."""
    early = Story(facts={"what": {}}).learn(what=-30).say(-20, "disclose", ("what", "true"))
    assert early.mark("facts") == 0.0
    assert early.say(45, "disclose", ("what", "true")).mark("facts") == 1.0


def test_a_lie_before_the_alert_is_a_lie():
    """Only what would earn something waits for the alert."""
    assert open_story().learn(scope=-30).say(-20, "deny", ("scope", "lie")).mark("honest") == 0.0


@pytest.mark.parametrize(("value", "mark"), [(1, 0.0), (3_900_000, 0.0), (4_000_000, 1.0), (4_200_000, 1.0)])
def test_at_least_one_is_true_and_tells_nothing(value, mark):
    """A lower bound answers the question where it comes to the truth, within the fact's tolerance."""
    story = Story(facts={"scope": {"truth": 4_200_000, "tolerance": 0.05}}).learn(scope=10).say(15, "statement")
    story.judge(15, Claim(op="at_least", fact="scope", value=value), "true", right=True)
    assert story.mark("facts") == mark


def test_to_confirm_an_allegation_is_not_to_tell_the_fact():
    """The fact itself has to be told."""
    story = Story(facts={"what": {}}, allegations={"all": {"about": "what"}}).learn(what=10).say(15, "statement")
    assert story.judge(15, Claim(op="is", allegation="all"), "true", right=True).mark("facts") == 0.0


def test_a_guess_that_came_right_does_not_stand_in_the_way_of_the_fact():
    """The first truthful telling counts, also after a lucky guess."""
    story = Story(facts={"what": {}}).learn(what=30).say(10, "statement", ("what", "right guess"))
    assert story.say(75, "disclose", ("what", "true")).mark("facts") == 1.0


# ------------------------------------------------------------------ guesses and their correction


def early_guess() -> Story:
    """Four facts told; the fifth is guessed wrongly at 10 and reaches the team at 100."""
    known = [fact for fact in FACTS if fact != "scope"]
    story = Story().learn(**dict.fromkeys(known, 10), scope=100).say(15, "disclose", *((it, "true") for it in known))
    return story.say(10, "statement", ("scope", "wrong guess"))


@pytest.mark.parametrize(("minute", "mark"), [(101, 0.5), (160, 0.5), (161, 0.0)])
def test_the_hour_to_correct_a_guess_begins_when_the_fact_is_there(minute, mark):
    """Nobody can put right what nobody has been told yet."""
    assert early_guess().correct(minute, "scope").mark("honest") == mark


@pytest.mark.parametrize(("minute", "mark"), [(20, 0.5), (99, 0.5)])
def test_a_guess_can_be_withdrawn_before_the_fact_is_there(minute, mark):
    """ "We do not know after all" takes it back: half, and no contradiction."""
    story = early_guess().say(minute, "statement").judge(minute, Claim(op="unknown", fact="scope"), "true", right=True)
    story.add(ClaimCorrected(at=minute * 60, fact="scope", statement="s3", corrected="s2", before_exposure=True))
    assert (story.mark("honest"), story.mark("contra")) == (mark, 1.0)


def test_a_guess_about_what_never_reached_the_team_stands_at_the_end():
    """It could still have been withdrawn."""
    story = Story(facts={"what": {}, "scope": {}}).learn(what=10).say(15, "disclose", ("what", "true"))
    assert story.say(20, "statement", ("scope", "wrong guess")).mark("honest") == 0.0


# ------------------------------------------------------------------ past the sign-off


@pytest.mark.parametrize(("count", "mark"), [(0, 1.0), (1, 0.875), (4, 0.5), (8, 0.0)])
def test_words_past_the_sign_off_are_not_one_voice(count, mark):
    """Once is little, a habit is not: everything published is checked (M4)."""
    story = open_story()
    for minute in range(20, 20 + count):
        story.say(minute, "update").skip()
    assert story.mark("contra") == mark


def test_what_needs_no_sign_off_cannot_skip_it():
    """A call that was taken, a reply to a post: nobody signs these."""
    assert open_story().say(20, "take_call").skip().say(21, "reply").skip().mark("contra") == 1.0


def test_a_skipped_sign_off_adds_to_a_clash():
    """Both are cited."""
    story = open_story().say(30, "statement", ("scope", "lie")).skip().correct(60, "scope")
    found = story.card().metrics["contra"]
    assert (found.value, found.mark) == (1.25, 0.375)
