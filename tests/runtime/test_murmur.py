"""Murmur: the crowd's last words come one by one while somebody reads or writes."""

from __future__ import annotations

from drillroom.log.records import Curve, Entry, MailArrived, PostAppeared, Text
from drillroom.runtime.murmur import MOST, RESERVE, THRIFT, Murmur

CURVE = Curve(size=3.0, mix=(1.0,), likes=1.0, comments=1.0)
SAID = Text(ref="scenario.chatter.0.text")


def voice(seq: int, *, inject: str | None = None) -> Entry:
    form = "post" if inject else "chatter"
    post = PostAppeared(
        at=seq, post=f"p{seq}", form=form, channel="m", by=SAID, text=SAID, tone=0.0, curve=CURVE, inject=inject
    )
    return Entry(seq, post)


def mail(seq: int) -> Entry:
    return Entry(seq, MailArrived(at=seq, mail="m", channel="mail", by=SAID, text=SAID))


def test_the_story_never_waits() -> None:
    """Posts of the story and everything else pass at once, in their order; the crowd waits for a lull."""
    murmur = Murmur()
    assert murmur.pass_on([voice(1), mail(2), voice(3, inject="x")], lull=0) == [mail(2), voice(3, inject="x")]
    assert murmur.rest() == [voice(1)]


def test_the_last_few_are_spent_with_thrift() -> None:
    """The oldest first, one each time that nothing else came for a while."""
    murmur = Murmur()
    murmur.pass_on([voice(1), voice(2)], lull=0)
    assert murmur.pass_on([], lull=THRIFT - 0.1) == []
    assert murmur.pass_on([], lull=THRIFT) == [voice(1)]
    assert murmur.pass_on([], lull=0) == []
    assert murmur.pass_on([], lull=THRIFT) == [voice(2)]


def test_many_come_faster() -> None:
    """What goes beyond the reserve is spread over some seconds, however much it is."""
    murmur = Murmur()
    murmur.pass_on([voice(seq) for seq in range(RESERVE + 12)], lull=0)
    assert murmur.pass_on([], lull=1.0) == [voice(0)]
    assert murmur.pass_on([], lull=1.0) == []
    assert murmur.pass_on([], lull=1.1) == [voice(1)]


def test_a_heap_does_not_grow() -> None:
    """Of very many the oldest are shown at once."""
    murmur = Murmur()
    assert murmur.pass_on([voice(seq) for seq in range(MOST + 2)], lull=0) == [voice(0), voice(1)]


def test_nothing_is_lost() -> None:
    """What waits can be had at any time, and only once."""
    murmur = Murmur()
    murmur.pass_on([voice(1), voice(2)], lull=0)
    assert murmur.rest() == [voice(1), voice(2)]
    assert murmur.rest() == []
