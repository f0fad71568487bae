"""When the things happened that a reader asks for first: words, users told, harm cut, authority told, the hot list.

Read by the same functions for the drill and for its baselines, so that the three can stand side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from drillroom.doctrine.rubric import Doctrine
from drillroom.log.header import Header
from drillroom.log.records import DutyMet, Entry, MonitoringSampled, StakeholderReached

from . import deeds, speed
from .course import Course
from .marks import Mark

USERS, MEDIA = "users", "media"


def milestones(header: Header, entries: Sequence[Entry], doctrine: Doctrine) -> dict[str, Any]:
    """Drill seconds of each milestone, None where it was not reached (or the doctrine has no target for it).

    ``users_first``: did users hear from us no later than the media did? ``hot_place`` is the best place on the hot
    list, ``hot_for`` the seconds on it.
    """
    course = Course(header, entries, public=frozenset(doctrine.public_audiences))
    users, media = _reached(course, USERS), _reached(course, MEDIA)
    voice = doctrine.targets.get("voice")
    contain = doctrine.targets.get("contain")
    places = [it.record.place for it in course.of(MonitoringSampled) if it.record.place is not None]
    return {
        "first_words": None if voice is None else _seconds(speed.voice(course, voice)),
        "users_told": users,
        "users_first": None if users is None else media is None or users <= media,
        "contained": None if contain is None else _seconds(deeds.contain(course, contain)),
        "authority_told": next((it.at for it in course.of(DutyMet)), None),
        "hot_place": min(places, default=None),
        "hot_for": _time_on_list(course),
    }


def _seconds(mark: Mark) -> int | None:
    return None if mark.value is None else round(mark.value * 60)


def _reached(course: Course, group: str) -> int | None:
    return next((it.at for it in course.of(StakeholderReached) if it.record.group == group), None)


def _time_on_list(course: Course) -> int:
    samples = course.of(MonitoringSampled)
    return sum(later.at - it.at for it, later in pairwise(samples) if it.record.place is not None)
