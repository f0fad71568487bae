"""The kinds of record a drill's log can hold, as frozen values.

World records are a pure function of (scenario, doctrine, parameters, cast, seed, commands); session records are not.
Times are whole drill seconds from the alert.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from .arrivals import (
    AllegationMade,
    CallMissed,
    CallRang,
    CallTaken,
    MailArrived,
    NoteLeaked,
    PostAppeared,
    SignalAppeared,
    SummonsAnswered,
    SummonsArrived,
    SummonsMissed,
    TwistFired,
)
from .base import Audience, Claim, Curve, Json, Record, Text
from .frame import (
    AlertRaised,
    CommandGiven,
    DrillClosed,
    DrillOpened,
    PhaseChanged,
)
from .measured import (
    BaselineMeasured,
    ExposureMeasured,
    FutureProjected,
    MonitoringSampled,
    MoodsSampled,
    RelapseStarted,
    SituationReported,
    StateSampled,
)
from .prompts import (
    DecisionMissed,
    DecisionOpened,
    DecisionSettled,
    DecisionTaken,
    DutyMet,
    DutyMissed,
    DutyStarted,
    StakeholderMissed,
    StakeholderReached,
)
from .session import (
    ClockMarked,
    ConfidenceDeclared,
    DraftKept,
    LogResumed,
    PaceSet,
    Paused,
    SelfRated,
    SessionOpened,
    SessionRecord,
    Unpaused,
)
from .truth import (
    ClaimCorrected,
    ClaimJudged,
    FactLeaked,
    FactLearned,
    NothingToTell,
    PromiseBroken,
    PromiseKept,
    PromiseMade,
    SignOffSkipped,
    SlipMade,
    StatementOrdered,
    StatementPublished,
    StatementReturned,
    StatementSigned,
    StatementWithdrawn,
)
from .work import (
    QuestionAnswered,
    ReviewFiled,
    SignalGraded,
    SignalLooked,
    StepSkipped,
    TaskDone,
    TaskQueued,
    TaskStarted,
    TeamAssembled,
    WatchSet,
)

__all__ = [
    "SESSION_KINDS",
    "WORLD_KINDS",
    "AlertRaised",
    "AllegationMade",
    "Audience",
    "BaselineMeasured",
    "CallMissed",
    "CallRang",
    "CallTaken",
    "Claim",
    "ClaimCorrected",
    "ClaimJudged",
    "ClockMarked",
    "CommandGiven",
    "ConfidenceDeclared",
    "Curve",
    "DecisionMissed",
    "DecisionOpened",
    "DecisionSettled",
    "DecisionTaken",
    "DraftKept",
    "DrillClosed",
    "DrillOpened",
    "DutyMet",
    "DutyMissed",
    "DutyStarted",
    "Entry",
    "ExposureMeasured",
    "FactLeaked",
    "FactLearned",
    "FutureProjected",
    "Json",
    "LogResumed",
    "MailArrived",
    "MonitoringSampled",
    "MoodsSampled",
    "NoteLeaked",
    "NothingToTell",
    "PaceSet",
    "Paused",
    "PhaseChanged",
    "PostAppeared",
    "PromiseBroken",
    "PromiseKept",
    "PromiseMade",
    "QuestionAnswered",
    "Record",
    "RelapseStarted",
    "ReviewFiled",
    "SelfRated",
    "SessionEntry",
    "SessionOpened",
    "SessionRecord",
    "SignOffSkipped",
    "SignalAppeared",
    "SignalGraded",
    "SignalLooked",
    "SituationReported",
    "SlipMade",
    "StakeholderMissed",
    "StakeholderReached",
    "StateSampled",
    "StatementOrdered",
    "StatementPublished",
    "StatementReturned",
    "StatementSigned",
    "StatementWithdrawn",
    "StepSkipped",
    "SummonsAnswered",
    "SummonsArrived",
    "SummonsMissed",
    "TaskDone",
    "TaskQueued",
    "TaskStarted",
    "TeamAssembled",
    "Text",
    "TwistFired",
    "Unpaused",
    "WatchSet",
    "plain",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """A world record with its place in the world's order."""

    seq: int
    record: Record


@dataclass(frozen=True, slots=True)
class SessionEntry:
    s_seq: int
    record: SessionRecord


def _kinds(root: type) -> dict[str, type]:
    found: dict[str, type] = {}
    kind: type
    for kind in root.__subclasses__():
        found[kind.__name__] = kind
        found.update(_kinds(kind))
    return found


WORLD_KINDS: Mapping[str, type[Record]] = _kinds(Record)
SESSION_KINDS: Mapping[str, type[SessionRecord]] = _kinds(SessionRecord)


def plain(value: Any) -> Any:
    """A record or any value in it as JSON values; fields that are None or an empty mapping are left out of objects."""
    if isinstance(value, (Record, SessionRecord, Text, Curve, Claim)):
        pairs = ((f.name, plain(getattr(value, f.name))) for f in fields(value))
        return {name: item for name, item in pairs if item is not None and item != {}}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value
