"""What is said of a command that was refused."""

from __future__ import annotations

import pytest
from moment import after, crisis

from drillroom.errors import ActionRejected
from drillroom.log import records as r
from drillroom.views.refusals import why_not


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "nobody has time to look at another signal before the alert. What was not looked at can still be graded",
        ),
        ("zh-Hans", "精力点已用完，警报之前顾不上再查看别的苗头；没查看的仍可进行风险分级"),
    ],
)
def test_a_look_for_which_there_is_no_time_says_what_can_still_be_done(lang: str, said: str) -> None:
    """In the viewer's language, without a raw word of the engine."""
    told = why_not(ActionRejected("nobody has time", reason="no_time"), "look", after(lang=lang))
    assert said in told


@pytest.mark.parametrize(
    ("most", "looked", "said"), [(None, 1, "Which signal?"), (3, 1, "look at 2 more."), (1, 1, "0")]
)
def test_whoever_looks_is_told_for_how_many_there_is_time(most: int | None, looked: int, said: str) -> None:
    """Only before the alert, and only where the scenario sets a limit."""
    text = r.Text(ref="scenario.title")
    signals = [r.SignalAppeared(at=-99, signal=it, channel="mail", by=text, text=text) for it in ("a", "b", "c")]
    looks = [r.SignalLooked(at=-9, signal=it) for it in ("a", "b", "c")[:looked]]
    scenario = crisis().model_copy(update={"attention": most})
    palette = after(*signals, *looks, scenario=scenario)
    palette.situation.now = -9
    assert said in palette.question("signal", "signal", "look")
    palette.situation.now_is(0)
    assert palette.question("signal", "signal", "look") == "Which signal?"
