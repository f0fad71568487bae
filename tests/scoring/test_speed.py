"""How fast the first true words came, and how long people waited between words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logs import Story, good_drill

from drillroom.log.records import Claim


@pytest.mark.parametrize(("minute", "mark"), [(0, 1.0), (30, 1.0), (75, 0.5), (120, 0.0), (500, 0.0)])
def test_voice_is_full_at_30_minutes_and_nothing_at_120(minute, mark):
    """The minutes mark falls in a straight line between the target's two ends."""
    assert Story().say(minute, "holding_statement").mark("voice") == pytest.approx(mark, abs=1e-4)


def test_voice_takes_the_better_of_minutes_and_exposure():
    """Words at minute 90 still earn much where few had heard of it by then."""
    late = Story().say(90, "holding_statement")
    assert late.mark("voice") == pytest.approx(1 / 3, abs=1e-4)
    few = Story().say(90, "holding_statement").exposed(m60=0.05, m120=0.35, m240=1.0)
    assert few.mark("voice") == 1.0
    assert few.card().metrics["voice"].note.args["share"] == 20.0
    many = Story().say(10, "holding_statement").exposed(m5=0.6, m60=0.9, m240=1.0)
    assert many.mark("voice") == 1.0, "the minutes mark is the better one"


def test_exposure_after_the_last_mark_counts_as_all():
    """Words after the measured window come when everybody has heard of it."""
    assert Story().say(600, "holding_statement").exposed(m60=0.5, m240=1.0).mark("voice") == 0.0


@pytest.mark.parametrize("verdict", ["lie", "wrong guess"])
def test_false_words_are_no_first_words(verdict):
    """What holds a lie or a wrong guess does not stop the clock; the true words after it do."""
    false = Story().learn(what=5).say(10, "holding_statement", ("what", verdict))
    assert false.mark("voice") == 0.0
    assert false.say(75, "disclose", ("scope", "true")).mark("voice") == 0.5


def test_a_lucky_guess_alone_is_no_accurate_word():
    """A claim that nobody had checked neither stops the clock nor spoils words with a commitment."""
    assert Story().say(10, "statement", ("what", "right guess")).mark("voice") == 0.0
    assert Story().say(10, "holding_statement", ("what", "right guess")).mark("voice") == 1.0


def test_regret_needs_no_fact():
    """Sympathy with a commitment counts as first words from the first minute."""
    assert Story().say(12, "express_regret").mark("voice") == 1.0
    assert Story().say(12, "evade").mark("voice") == 0.0


def test_words_to_the_staff_are_not_public():
    """Speed counts when people outside can hear it."""
    assert Story().say(12, "holding_statement", audience="staff").mark("voice") == 0.0


def test_voice_is_not_exercised_in_a_false_alarm():
    """Where nothing is wrong no first word is needed."""
    assert Story(severity=0.05, fault=0.0).mark("voice") is None


def test_an_open_drill_is_not_blamed_for_what_may_still_come():
    """Silence at minute 20 of an unfinished drill is no mark at all."""
    assert Story(is_closed=False).state(20, heat=50).mark("voice") is None
    assert Story(is_closed=False).state(121, heat=50).mark("voice") == 0.0


def hot(story: Story, until: int) -> Story:
    for minute in range(0, until, 30):
        story.state(minute, heat=50)
    return story.state(until, heat=0)


@pytest.mark.parametrize(
    ("spoken", "waited", "mark"),
    [
        ((10, 240, 480), 10 / 60, 1.0),
        ((0, 480), 4.0, 0.5),
        ((0,), 6.0, 0.375),
        ((), 10.0, 0.125),
    ],
)
def test_gap_counts_the_hours_that_people_waited(spoken, waited, mark):
    """Ten burning hours: waiting is the time before the first word, and past four hours after each."""
    story = hot(Story(), 600)
    for minute in spoken:
        story.say(minute, "update")
    found = story.card().metrics["gap"]
    assert found.value == pytest.approx(waited, abs=0.01)
    assert found.mark == pytest.approx(mark, abs=0.001)


def test_quiet_hours_need_no_update():
    """After the first words only hours with heat or harm count."""
    story = Story().state(0, heat=50).say(10, "update").state(120, heat=0).state(1440, heat=50).say(1445, "update")
    assert story.state(1500, heat=0).mark("gap") == 1.0


def test_harm_without_heat_still_asks_for_words():
    """While users are being harmed they wait, loud or not."""
    assert Story().state(0, harm=0.5).say(10, "update").mark("gap") == 0.0


def test_twenty_copies_of_a_first_line_are_one():
    """Repeating the holding line tells nobody anything."""
    story = hot(Story(), 600)
    for minute in range(10, 600, 30):
        story.say(minute, "holding_statement")
    assert story.card().metrics["gap"].value == pytest.approx(10 / 60 + (600 - 250) / 60, abs=0.01)


def test_a_broken_promise_of_a_next_word_halves_the_gap_mark():
    """Saying when the next word comes, and not coming, is a silence of its own."""
    story = hot(Story(), 200).say(0, "update").promise(0, "any_statement", broken_at=60)
    assert story.mark("gap") == 0.5


def test_nothing_burned_and_nothing_was_said():
    """A rumor that dies by itself exercises no update."""
    assert Story().state(0).mark("gap") is None
    assert Story().state(0).say(5, "update").mark("gap") == 1.0


@given(st.integers(0, 300), st.integers(0, 300), st.lists(st.integers(301, 3000), max_size=6), st.data())
def test_earlier_first_true_words_never_lower_the_process(first, second, later, data):
    """Moving the first true words forward costs nothing, whatever else happens, once anything is known."""
    burning = data.draw(st.lists(st.tuples(st.integers(0, 3000), st.booleans(), st.booleans()), max_size=8))
    do = data.draw(st.sampled_from(["holding_statement", "express_regret", "apologize", "admit_liability"]))
    tone = data.draw(st.sampled_from(["warm", "stiff"]))
    fault = data.draw(st.sampled_from([0.0, 0.3, 1.0]))

    def process(minute: int) -> float:
        story = Story(fault=fault).learn(plan=0, cause=150, what=310).exposed(m30=0.3, m120=0.6, m240=1.0)
        story.say(minute, do, tone=tone).do(40, "contain")
        for at, is_hot, is_angry in burning:
            story.state(at, heat=50 if is_hot else 5, anger=60 if is_angry else 5, harm=0.3 if is_hot else 0.0)
        for at in later:
            story.say(at, "disclose", ("what", "true"))
        return story.card().process

    assert process(min(first, second)) >= process(max(first, second))


def test_claims_against_an_allegation_count_as_true_words():
    """Denying what is false, with the fact delivered, is accurate."""
    story = Story(allegations={"passwords": {"about": "what"}}).learn(what=5).say(10, "rebut")
    story.judge(10, Claim(op="not", allegation="passwords"), "true", right=True)
    assert story.mark("voice") == 1.0


def test_a_drill_handled_well_earns_full_speed():
    """All of P2 in one place."""
    card = good_drill().card()
    assert card.principles["speed"] == 100.0, {name: card.metrics[name] for name in ("team", "voice", "contain", "gap")}


def test_words_before_the_alert_are_no_first_words():
    """Nobody answers a crisis that nobody knows of; the clock runs on until words that do."""
    early = Story().say(-360, "holding_statement")
    assert early.mark("voice") == 0.0
    assert early.say(75, "holding_statement").mark("voice") == 0.5


def test_words_before_the_alert_cover_no_silence():
    """People wait from the alert on, whatever was said before."""
    assert hot(Story(), 600).say(-5, "update").card().metrics["gap"].value == 10.0
    assert Story().state(0).say(-5, "update").mark("gap") is None
