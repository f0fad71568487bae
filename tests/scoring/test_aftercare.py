"""What comes after, and restraint: the review, aftercare, noise, harm against doing nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from logs import HOUR, Story

from drillroom.log.records import FactLearned, ReviewFiled, StakeholderReached
from drillroom.scoring.score import score

CAUSES = {"causes": [{"id": it, "real": it != "rival"} for it in ("a", "b", "c", "d", "rival")]}


def reviewed(*causes: str, revises: bool = True) -> Story:
    story = Story(review=CAUSES).add(ReviewFiled(at=69 * HOUR, args={"causes": list(causes)}))
    return story.do(70 * 60, "revise_plan") if revises else story


@pytest.mark.parametrize(
    ("causes", "revises", "mark"),
    [
        (("a", "b", "c"), True, 1.0),
        (("a", "b", "c", "d"), True, 1.0),
        (("a", "b", "c"), False, 0.5),
        (("a", "b", "c", "rival"), True, 0.8333),
        (("rival",), False, 0.0),
        ((), True, 0.5),
    ],
)
def test_a_review_names_the_causes_and_revises_the_plan(causes: tuple[str, ...], revises: bool, mark: float) -> None:
    """Half each; a cause that was none takes a right one away (R6)."""
    assert reviewed(*causes, revises=revises).mark("review") == mark


def test_a_short_form_has_no_after() -> None:
    """Nothing of it is judged there, nor in a drill that was left."""
    header, entries = reviewed("a").log()
    short = replace(header, settings={"short": True})
    assert {score(short, entries).metrics[name].mark for name in ("review", "after")} == {None}
    assert Story(review=CAUSES, is_closed=False).mark("review") is None


@pytest.mark.parametrize(("count", "mark"), [(4, 1.0), (3, 1.0), (2, 0.5), (1, 0.0), (0, 0.0)])
def test_three_of_four_make_aftercare(count: int, mark: float) -> None:
    """Tracking, staff, rebuilding, partners (R5)."""
    story = Story()
    for action in ("track", "care_for_staff", "rebuild")[: min(count, 3)]:
        story.do(30 * 60, action)
    if count == 4:
        story.add(StakeholderReached(at=HOUR, group="partners", late=False))
    assert story.mark("after") == mark


def test_tracking_on_the_first_day_is_no_aftercare() -> None:
    """It is what one does anyway."""
    early = Story().do(60, "track").do(60, "care_for_staff").do(60, "rebuild")
    assert early.mark("after") == 0.5


def told(story: Story) -> Story:
    """So much is told that nothing is limited for silence."""
    facts = ("what", "scope", "cause", "measures", "plan")
    story.add(*(FactLearned(at=600, fact=fact, source="task") for fact in facts))
    return story.say(20, "disclose", *((fact, "true") for fact in facts))


@pytest.mark.parametrize(("deeds", "mark"), [([], 1.0), (["threaten"], 0.5), (["threaten", "delete_posts"], 0.0)])
def test_every_noisy_deed_costs_half(deeds: list[str], mark: float) -> None:
    """Two leave nothing (X2)."""
    story = told(Story())
    for action in deeds:
        story.do(100, action)
    assert story.mark("noise") == mark


def test_praise_is_noise_before_the_answers_and_none_after() -> None:
    """While something that the team knows is untold."""
    assert told(Story()).say(300, "promote").mark("noise") == 1.0
    early = told(Story()).add(FactLearned(at=200 * 60, fact="extra", source="task")).say(300, "promote")
    assert early.mark("noise") == 0.5


def test_the_same_first_line_over_and_over_is_noise() -> None:
    """Each repetition weighs a quarter: it says nothing new (O8)."""
    story = told(Story())
    for minute in (21, 22, 23):
        story.say(minute, "holding_statement")
    assert story.mark("noise") == 0.75


def test_who_says_nothing_makes_no_noise_and_earns_nothing_for_it() -> None:
    """Not exercised; and little told limits it."""
    assert Story().mark("noise") is None
    assert Story().learn(what=10).say(20, "holding_statement").mark("noise") == 0.0


@pytest.mark.parametrize(("harm", "mark"), [(250.0, 1.0), (600.0, 0.5), (1000.0, 0.0)])
def test_harm_is_measured_against_doing_nothing(harm: float, mark: float) -> None:
    """A quarter of it at most for full marks (P6)."""
    story = Story().state(0).state(1000, harm_minutes=harm)
    assert story.baseline("none", trust=30, churn=9, harm=1000.0, heat=80).mark("harm") == mark


def test_harm_that_nothing_would_have_done_is_not_divided_by() -> None:
    """Left out where doing nothing harms hardly anybody, or was not recorded."""
    assert Story().state(0).baseline("none", trust=30, churn=9, harm=5.0, heat=80).mark("harm") is None
    assert Story().state(0).mark("harm") is None
