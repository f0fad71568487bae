"""What is due next, as pace needs to know it."""

from __future__ import annotations

from drillroom.log import records as r
from drillroom.runtime.outlook import Outlook
from toy import toy

HERE = r.Text(ref="scenario.title")
ORDERED = r.StatementOrdered(
    at=0, statement="s1", do="statement", seat="pr", channel="c", audience="public", tone="plain", claims=()
)


def test_a_summons_is_due_until_it_is_answered() -> None:
    """Nobody jumps over the hour at which an answer must be there."""
    outlook = Outlook(toy(), "en")
    late = 11 * 3600
    before = outlook.moment(late)
    outlook.see(r.SummonsArrived(at=late, summons="s", by=HERE, text=HERE, due=late + 600, questions=()))
    assert outlook.moment(late).next_notable == late + 600
    outlook.see(r.SummonsAnswered(at=late, summons="s", answers=()))
    assert outlook.moment(late).next_notable == before.next_notable


def test_words_that_were_withdrawn_are_awaited_no_more() -> None:
    """The clock does not slow down for what never comes out."""
    outlook = Outlook(toy(), "en")
    before = outlook.moment(7000)
    outlook.see(ORDERED)
    assert outlook.moment(7000) != before
    outlook.see(r.StatementWithdrawn(at=60, statement="s1"))
    assert outlook.moment(7000) == before
