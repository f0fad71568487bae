"""Whom the words reached: groups by their time, channels where people talk, users before the press."""

from __future__ import annotations

import pytest
from logs import Story

from drillroom.log.records import StakeholderMissed, StakeholderReached

GROUPS = {"users": {"due": 3600}, "staff": {"due": 7200}, "public": {"due": 3600}, "partners": {"due": 14400}}


def reached(**minutes: float | None) -> Story:
    """Groups that heard at these minutes; a negative one is late, None was missed."""
    story = Story(stakeholders=GROUPS)
    for group, minute in minutes.items():
        if minute is None:
            story.add(StakeholderMissed(at=3600, group=group))
        else:
            story.add(StakeholderReached(at=int(abs(minute) * 60), group=group, late=minute < 0))
    return story


@pytest.mark.parametrize(
    ("partners", "staff", "mark"), [(20, 20, 1.0), (-300, 20, 0.75), (None, 20, 0.75), (None, None, 0.3333)]
)
def test_groups_count_when_they_heard_by_their_time(partners: float | None, staff: float | None, mark: float) -> None:
    """Late or never is the same lapse; three of four are between half and full."""
    assert reached(users=20, public=20, partners=partners, staff=staff).mark("aud") == mark


def test_without_groups_nobody_had_to_be_told() -> None:
    """Not exercised."""
    assert Story().mark("aud") is None


TALK = [
    {"kind": "post", "id": "a", "channel": "microblog", "reach": 600},
    {"kind": "news", "id": "b", "channel": "press", "reach": 200},
    {"kind": "post", "id": "c", "channel": "groups", "reach": 200},
    {"kind": "post", "id": "d", "channel": "forum", "reach": 9000, "when": "heat > 90"},
    {"kind": "post", "id": "e", "channel": "site", "reach": 9000},
]
CHANNELS = {"site": {"owned": True}}


@pytest.mark.parametrize(
    ("channels", "mark"),
    [(["microblog", "press"], 1.0), (["microblog"], 0.8333), (["press"], 0.1667), (["site"], 0.0), (["forum"], 0.0)],
)
def test_words_should_appear_where_the_talk_is(channels: list[str], mark: float) -> None:
    """On our own site alone they reach nobody who talks (C5); what may never come weighs nothing."""
    story = Story(injects=TALK, channels=CHANNELS)
    for channel in channels:
        story.say(20, "disclose", ("what", "true"), ("scope", "true"), ("cause", "true"), channel=channel)
    story.say(30, "disclose", ("measures", "true"), ("plan", "true"), channel="site")
    assert story.mark("chan") == mark


def test_words_elsewhere_never_take_away() -> None:
    """Adding a channel can only add."""
    one = Story(injects=TALK, channels=CHANNELS).say(20, "update", channel="microblog")
    two = (
        Story(injects=TALK, channels=CHANNELS).say(20, "update", channel="microblog").say(30, "update", channel="forum")
    )
    assert (one.mark("chan") or 0) <= (two.mark("chan") or 0)


@pytest.mark.parametrize(("minute", "mark"), [(20, 1.0), (60, 1.0), (240, 0.5), (1440, 0.0)])
def test_users_should_hear_within_the_hour(minute: float, mark: float) -> None:
    """From the company itself (T1)."""
    assert reached(users=minute).mark("told") == mark


def test_users_who_never_heard_earn_nothing() -> None:
    """And an unfinished drill is not judged."""
    assert reached().mark("told") == 0.0
    assert Story(stakeholders=GROUPS, is_closed=False).state(30).mark("told") is None


@pytest.mark.parametrize("how", [{"audience": "media"}, {"channel": "press"}])
def test_a_fact_given_to_the_press_before_users_heard_earns_nothing(how: dict[str, str]) -> None:
    """A line without a fact is no scoop; after users heard the press may know."""
    assert reached(users=50).say(20, "take_call", ("what", "true"), **how).mark("told") == 0.0
    assert reached(users=50).say(20, "take_call", **how).mark("told") == 1.0
    assert reached(users=10).say(20, "take_call", ("what", "true"), **how).mark("told") == 1.0


def test_a_notice_in_the_app_to_the_public_is_not_the_press() -> None:
    """Public words on a microblog are for users as well."""
    assert reached(users=50).say(20, "disclose", ("what", "true")).mark("told") == 1.0
