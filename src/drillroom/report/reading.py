"""A drill as the parts of a debrief read it: the records by number and kind, the course, the doctrine's targets.

Read once and shared; nothing here judges anything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from drillroom.log.chain import Log
from drillroom.log.feed import Post
from drillroom.log.header import Header
from drillroom.log.records import BaselineMeasured, DrillClosed, DrillOpened, Record, StateSampled
from drillroom.log.situation import Situation
from drillroom.scoring.course import Course
from drillroom.scoring.milestones import milestones
from drillroom.scoring.score import Scorecard

from .lines import Cited, FactLine
from .value import State


class Reading:
    """One log and its scorecard. ``header`` holds the doctrine of the card, so that its texts can be found."""

    def __init__(self, log: Log, card: Scorecard) -> None:
        self.log, self.card = log, card
        doctrine = card.doctrine.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        self.header: Header = replace(log.header, doctrine=doctrine)
        self.course = Course(log.header, log.entries, public=frozenset(card.doctrine.public_audiences))
        self._by_seq: Mapping[int, Record] = {entry.seq: entry.record for entry in log.entries}

    def cited(self, seqs: Iterable[int]) -> tuple[Cited, ...]:
        """These records, in the order of the log; numbers that the log does not hold are left out."""
        known = (seq for seq in sorted(set(seqs)) if seq in self._by_seq)
        return tuple(Cited(seq=seq, record=self._by_seq[seq]) for seq in known)

    def cite(self, seq: int) -> Cited:
        """This record. Raises KeyError."""
        return Cited(seq=seq, record=self._by_seq[seq])

    @cached_property
    def span(self) -> tuple[int, int]:
        """First and last drill second, as opened."""
        opened = next((it.record for it in self.course.of(DrillOpened)), None)
        if opened is not None:
            return opened.starts, opened.ends
        return int(self.header.scenario.get("starts", 0)), max(1, self.course.end)

    @cached_property
    def reached(self) -> int:
        """The drill second up to which the log tells what happened."""
        closed = next((it.at for it in self.course.of(DrillClosed)), None)
        played = (e.record.at for e in self.log.entries if e.record.to != "none")
        return closed if closed is not None else max(played, default=self.span[0])

    @cached_property
    def milestones(self) -> dict[str, Any]:
        """The milestones of this drill."""
        return milestones(self.header, self.log.entries, self.card.doctrine)

    @cached_property
    def baselines(self) -> Mapping[str, BaselineMeasured]:
        """The recorded runs of ``none`` and ``model``, where there are any."""
        return {it.record.playbook: it.record for it in self.course.of(BaselineMeasured)}

    @cached_property
    def situation(self) -> Situation:
        """What somebody who may see everything knows at the end."""
        return Situation.of(self.header, self.log.entries)

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """What others wrote, in order."""
        return tuple(post for post in self.situation.feed.posts.values() if not post.is_ours)

    def state(self, at: int) -> State | None:
        """The public at a drill second, or None where the state was never sampled."""
        place = bisect_right(self._sampled, at)
        if not place:
            return None
        seen = self.course.of(StateSampled)[place - 1]
        return State(at=seen.at, trust=seen.record.trust, heat=seen.record.heat)

    def other(self, role: str, at: int) -> State | None:
        """The public at a drill second in the recorded run ``none`` or ``model``."""
        found = self.baselines.get(role)
        series = {} if found is None else found.series
        trust, heat = series.get("trust") or (), series.get("heat") or ()
        place = (at - int(series.get("from", 0))) // int(series.get("every", 300) or 300)
        if not 0 <= place < min(len(trust), len(heat)):
            return None
        return State(at=at, trust=trust[place], heat=heat[place])

    @cached_property
    def _sampled(self) -> list[int]:
        return [it.at for it in self.course.of(StateSampled)]

    @cached_property
    def facts(self) -> tuple[FactLine, ...]:
        """Every fact of the scenario: when it reached the team, when it was told truly, when it came out."""
        from .said import fact_lines  # the lines of facts are read with the words

        return fact_lines(self)

    def listed(self, kind: str, name: str) -> Mapping[str, Any]:
        """An item of one of the scenario's lists, by its id; empty where there is none."""
        found = next((it for it in self.header.scenario.get(kind) or () if it.get("id") == name), None)
        return found if isinstance(found, Mapping) else {}

    def has_sign_off(self, do: str) -> bool:
        """Does this action have to be signed off before it goes out?"""
        return (self.header.vocabulary.get("actions") or {}).get(do, {}).get("signoff") is not None
