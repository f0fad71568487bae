"""Makes the debrief of a drill: one language-free value out of a log and its scorecard.

It needs nothing but these two and the people file; every figure in it is in the log or follows from the doctrine.
"""

from __future__ import annotations

from drillroom.log.chain import Log
from drillroom.log.header import LIVE
from drillroom.log.people import People
from drillroom.log.records import SessionOpened, Text
from drillroom.scoring.score import Scorecard

from .calibration import calibration_lines
from .costs import costs
from .figures import key_figures
from .judged import (
    badge_lines,
    cap_lines,
    fault_lines,
    outcome_parts,
    principle_marks,
    reason_lines,
    to_improve,
    verdict,
    went_well,
)
from .moments import key_moments
from .owed import counsel_lines, duty_lines, group_lines, own_views, promise_lines
from .reading import Reading
from .said import statement_lines, top_posts
from .timeline import timeline
from .value import Debrief, Setting

__all__ = ["Debrief", "debrief"]


def debrief(log: Log, card: Scorecard, *, people: People | None = None) -> Debrief:
    """What there is to tell of this drill. Without ``people`` the typed words are shown as erased."""
    reading = Reading(log, card)
    principles = principle_marks(reading)
    course = timeline(reading)
    return Debrief(
        setting=_setting(reading),
        verdict=verdict(reading),
        figures=key_figures(reading),
        costs=costs(reading),
        principles=principles,
        outcome=outcome_parts(reading),
        caps=cap_lines(reading),
        badges=badge_lines(reading),
        faults=fault_lines(reading),
        reasons=reason_lines(reading),
        notes=card.notes,
        moments=key_moments(reading, principles, course.decisions),
        timeline=course,
        statements=statement_lines(reading),
        facts=reading.facts,
        duties=duty_lines(reading),
        promises=promise_lines(reading),
        groups=group_lines(reading),
        counsel=counsel_lines(reading),
        own_views=own_views(log),
        calibration=calibration_lines(reading),
        well=went_well(principles),
        improve=to_improve(principles),
        feed=top_posts(reading),
        departures=tuple(Text(ref=f"doctrine.departures.{n}") for n in range(len(card.doctrine.departures))),
        use=Text(ref="doctrine.use"),
        header=reading.header,
        words={} if people is None else dict(people.texts),
    )


def _setting(reading: Reading) -> Setting:
    header, log = reading.header, reading.log
    starts, ends = reading.span
    opened = next((it.record for it in log.session if isinstance(it.record, SessionOpened)), None)
    walls = [it.record.wall for it in log.session]
    return Setting(
        title=Text(ref="scenario.title"),
        company=Text(ref="scenario.company.name"),
        crisis=str(header.scenario.get("crisis", "")),
        scenario=str(header.scenario.get("id", "")),
        seed=header.seed,
        playbook=header.playbook,
        is_live=header.playbook == LIVE,
        relaxed=bool(header.settings.get("relaxed", False)),
        is_short=header.is_short,
        starts=starts,
        ends=ends,
        reached=reading.reached,
        is_closed=reading.course.is_closed,
        faults=len(log.faults) + bool(log.torn),
        mode=None if opened is None else opened.mode,
        wall_started=None if opened is None else opened.wall,
        wall_seconds=max(walls) - min(walls) if len(walls) > 1 else None,
        product=header.product,
        engine=header.engine,
        log_sha256=log.sha256,
        doctrine=Text(ref="doctrine.name"),
    )
