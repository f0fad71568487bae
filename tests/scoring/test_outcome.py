"""Where a run lies between doing nothing and the reference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logs import Story, good_drill, with_baselines

from drillroom.errors import DrillroomError
from drillroom.log.records import BaselineMeasured
from drillroom.scoring.outcome import outcome


def ended(**values: float) -> Story:
    """A run with a peak heat of 40 that ends in this state, and two baselines."""
    story = Story().state(0, heat=40.0).state(600, **values)
    return with_baselines(story)


def test_the_outcome_object_reads_the_samples():
    """Peaks, lows and ends, in the contract's shape."""
    story = Story().state(-10, trust=70.0).state(10, trust=50.5, heat=80, anger=20).state(60, trust=60.0, churn=1.5)
    found = outcome(story.log()[1])
    assert found["trust"] == {"start": 70.0, "low": 50.5, "end": 60.0}
    assert found["heat"] == {"peak": 80, "end": 0.0}
    assert (found["churn"], found["value"], found["harm_minutes"], found["exposures"]) == (1.5, 100.0, 0.0, 0)
    assert set(found) == {"trust", "heat", "anger", "rumor", "churn", "value", "harm_minutes", "exposures"}


def test_a_log_without_a_sample_has_an_empty_outcome():
    """Every value is None, none is made up."""
    assert outcome(Story().log()[1])["trust"]["end"] is None


def test_the_reference_is_100_and_doing_nothing_0():
    """The two ends of the scale."""
    assert ended(trust=68.0, harm_minutes=150.0).card().outcome == 100.0
    nothing = Story().state(0, heat=90.0).state(600, trust=35.0, churn=20.0, harm_minutes=3000.0)
    assert with_baselines(nothing).card().outcome == 0.0


def test_the_outcome_is_the_mean_of_its_components():
    """Half the trust regained, everything else as in the reference: seven eighths."""
    assert ended(trust=51.5, harm_minutes=150.0).card().outcome == 87.5


def test_better_than_the_reference_is_100_and_said_so():
    """The scale does not go on, but the debrief may say it."""
    card = ended(trust=72.0, harm_minutes=100.0).card()
    assert card.outcome == 100.0
    better = next(it for it in card.notes if it.ref == "doctrine.notes.better_than_reference")
    assert [it["ref"] for it in better.args["parts"]] == [
        "doctrine.outcome.trust.name",
        "doctrine.outcome.harm_minutes.name",
    ]


def test_components_that_tell_nothing_are_left_out():
    """Where reference and doing nothing hardly differ nothing is divided."""
    story = Story().state(0, heat=40.0).state(600, trust=68.0, churn=0.1)
    story.baseline("none", trust=35.0, churn=0.1, harm=0.0, heat=41.0)
    story.baseline("model", trust=68.0, churn=0.0, harm=0.0, heat=40.0)
    card = story.card()
    assert card.outcome == 100.0
    assert {name for name, part in card.standing.parts.items() if part.place is not None} == {"trust"}


def test_a_reference_worse_than_doing_nothing_is_no_measure():
    """A component with the wrong sign is left out too."""
    story = Story().state(0).state(600, trust=60.0)
    story.baseline("none", trust=70.0, churn=0.0, harm=0.0, heat=10.0)
    story.baseline("model", trust=40.0, churn=0.0, harm=0.0, heat=10.0)
    card = story.card()
    assert card.outcome is None
    assert card.total == card.process, "the outcome was not exercised, so process counts alone"
    assert card.notes[0].ref == "doctrine.notes.no_difference"


@pytest.mark.parametrize("missing", ["none", "model"])
def test_without_baselines_there_is_no_outcome_and_no_total(missing):
    """What was not measured is not guessed."""
    story = good_drill().baseline("model" if missing == "none" else "none", trust=1, churn=1, harm=1, heat=1)
    card = story.card()
    assert (card.outcome, card.total) == (None, None)
    assert card.process is not None
    assert card.notes[0].ref == "doctrine.notes.no_baselines"


def test_a_baseline_without_numbers_is_an_error():
    """A log that lost a number is never scored as zero."""
    story = Story().state(0)
    story._after += [
        BaselineMeasured(at=0, playbook=name, outcome={"trust": {}}, series={}) for name in ("none", "model")
    ]
    with pytest.raises(DrillroomError, match=r"trust\.end"):
        story.card()


@given(
    st.floats(0, 100),
    st.floats(0, 40),
    st.floats(0, 9000),
    st.tuples(st.floats(0, 100), st.floats(0, 100)),
    st.floats(0, 100),
)
def test_the_outcome_stays_between_0_and_100(trust, churn, harm, ends, heat):
    """Whatever the three runs were like."""
    story = Story().state(0, heat=heat).state(600, trust=trust, churn=churn, harm_minutes=harm)
    story.baseline("none", trust=ends[0], churn=30.0, harm=3000.0, heat=90.0)
    story.baseline("model", trust=ends[1], churn=0.0, harm=0.0, heat=20.0)
    assert 0 <= story.card().outcome <= 100
