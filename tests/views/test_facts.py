"""The fact board."""

from __future__ import annotations

from dataclasses import replace

import pytest
from moment import after, ordered, published

from drillroom.language import speech
from drillroom.log.records import Claim, FactLeaked, FactLearned, Record, StatementPublished
from drillroom.views.facts import FactRow, facts, standing_words
from drillroom.views.palette import Palette


def learned(at: int, *seats: str) -> FactLearned:
    return FactLearned(at=at, to=seats, fact="scope", source="task")


def told(at: int) -> tuple[Record, StatementPublished]:
    return ordered(at - 1, "s1"), replace(published(at, "s1"), claims=(Claim(op="is", fact="scope"),))


def scope(palette: Palette) -> FactRow:
    return next(row for row in facts(palette) if row.fact == "scope")


LEAK = FactLeaked(at=900, fact="scope", found="hidden")


def test_every_fact_is_on_the_board_from_the_start() -> None:
    """In the scenario's order, by name, unconfirmed and without its truth."""
    rows = facts(after())
    assert [row.name for row in rows] == ["What happened", "Cause", "Scope", "Measures", "What comes next"]
    assert {row.standing for row in rows} == {("unconfirmed",)}
    assert {row.truth for row in rows} == {None}


def test_a_fact_that_was_delivered_is_known_with_its_truth() -> None:
    """Since when, and to whom, in the order of the seats."""
    row = scope(after(learned(600, "tech", "lead")))
    assert row.standing == ("known",)
    assert (row.truth, row.learned_at, row.since) == ("4.2 million profiles", 600, 600)
    assert row.knows == ("Lead", "Tech")


def test_who_hears_later_changes_no_since() -> None:
    """The first delivery counts."""
    row = scope(after(learned(600, "tech"), learned(900, "pr")))
    assert row.learned_at == 600
    assert row.knows == ("PR", "Tech")


def test_what_all_seats_know_everybody_knows() -> None:
    """No list of six."""
    row = scope(after(learned(600, "lead", "pr", "legal", "tech", "service", "hr")))
    assert row.knows == ("everybody",)
    assert scope(after()).knows == ()


@pytest.mark.parametrize(
    ("records", "standing", "words"),
    [
        ((), ("unconfirmed",), "unconfirmed"),
        ((learned(600, "pr"),), ("known",), "known, not told yet"),
        ((learned(600, "pr"), *told(700)), ("known", "told"), "told"),
        (told(700), ("unconfirmed", "told"), "unconfirmed, told"),
        ((LEAK,), ("unconfirmed", "leaked"), "unconfirmed, leaked"),
        ((learned(600, "pr"), LEAK), ("known", "leaked"), "leaked"),
        ((learned(600, "pr"), *told(700), LEAK), ("known", "told", "leaked"), "told, leaked"),
    ],
)
def test_a_fact_stands_in_several_ways_at_once(
    records: tuple[Record, ...], standing: tuple[str, ...], words: str
) -> None:
    """Known or not, told or not, leaked or not; and all of it in words."""
    row = scope(after(*records))
    assert row.standing == standing
    assert standing_words(speech("en"), row) == words


def test_since_is_the_last_change() -> None:
    """Learned, then told, then out without us."""
    assert scope(after()).since is None
    assert scope(after(learned(600, "pr"), *told(700))).since == 700
    assert scope(after(learned(600, "pr"), *told(700), LEAK)).since == 900


def test_a_seat_that_was_not_told_has_no_truth_on_its_board() -> None:
    """What legal heard, service does not see."""
    palette = after(learned(600, "legal"), viewer="service")
    assert scope(palette).standing == ("unconfirmed",)
    assert scope(palette).truth is None


def test_it_speaks_the_viewer_s_language() -> None:
    """Names, truths and standings."""
    row = scope(after(learned(600, "pr"), lang="zh-Hans"))
    assert (row.name, row.truth, row.knows) == ("影响范围", "涉及 420 万份用户资料", ("公关",))
    assert standing_words(speech("zh-Hans"), row) == "已知，未公开"
