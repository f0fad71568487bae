"""Tiny logs by hand: what happened, told in a few words, as the records that the engine would write."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from drillroom.doctrine.models import Doctrine
from drillroom.doctrine.read import default_rules
from drillroom.log.header import Header
from drillroom.log.records import (
    AlertRaised,
    BaselineMeasured,
    CallMissed,
    CallRang,
    CallTaken,
    Claim,
    ClaimCorrected,
    ClaimJudged,
    Curve,
    DrillClosed,
    DrillOpened,
    Entry,
    ExposureMeasured,
    FactLearned,
    PromiseBroken,
    PromiseMade,
    Record,
    SignalAppeared,
    SignalGraded,
    SignalLooked,
    SignOffSkipped,
    StatementPublished,
    StateSampled,
    TaskDone,
    TaskStarted,
    TeamAssembled,
    Text,
)
from drillroom.scoring.score import Scorecard, score

MINUTE, HOUR, DAY = 60, 3600, 86400
SEATS = ("lead", "pr", "legal", "tech", "service", "hr")
FACTS = {
    "what": {"known_at": 40 * MINUTE},
    "cause": {"known_at": 110 * MINUTE},
    "scope": {"known_at": 100 * MINUTE},
    "measures": {"known_at": 20 * MINUTE, "needs": ["contain", "fix"]},
    "plan": {"known_at": 60 * MINUTE},
}
_CURVE = Curve(size=1.0, mix=(1.0,), likes=1.0, comments=1.0)
_CALM: dict[str, Any] = {
    "trust": 70.0,
    "heat": 0.0,
    "anger": 0.0,
    "rumor": 0.0,
    "harm": 0.0,
    "churn": 0.0,
    "value": 100.0,
    "cred": 1.0,
    "harm_minutes": 0.0,
    "exposures": 0,
}


@lru_cache(maxsize=1)
def _rules() -> tuple[dict[str, Any], dict[str, Any]]:
    rules = default_rules()
    return rules.doctrine.model_dump(mode="json"), rules.vocabulary.model_dump(mode="json", by_alias=True)


def doctrine(**changes: Any) -> Doctrine:
    """The default doctrine with whole fields replaced."""
    return Doctrine.model_validate(_rules()[0] | changes)


class Story:
    """One drill by hand. Times are minutes from the alert."""

    def __init__(self, *, ends: int = 3 * DAY, is_closed: bool = True, **scenario: Any) -> None:
        self._records: list[Record] = [DrillOpened(at=-7200, starts=-7200, ends=ends), AlertRaised(at=0)]
        self._after: list[Record] = []
        self._scenario = {
            "fault": 1.0,
            "severity": 0.8,
            "crisis": "data_leak",
            "ends": ends,
            "facts": FACTS,
            "injects": [],
        } | scenario
        self._ends, self._is_closed, self._count = ends, is_closed, 0

    def add(self, *records: Record) -> Story:
        self._records += records
        return self

    def state(self, minute: float, **values: Any) -> Story:
        """A sample; what is not named is calm."""
        return self.add(StateSampled(at=int(minute * 60), **{**_CALM, **values}))

    def learn(self, **minutes: float) -> Story:
        """Facts reach the team."""
        return self.add(
            *(FactLearned(at=int(minute * 60), fact=fact, source="task") for fact, minute in minutes.items())
        )

    def say(self, minute: float, do: str, *claims: tuple[str, str] | Claim, **how: Any) -> Story:
        """Words come out. A claim is (fact, verdict), with "wrong guess" and "right guess" for unverified ones."""
        self._count += 1
        at, name = int(minute * 60), f"s{self._count}"
        judged = [self._judged(at, name, claim) for claim in claims]
        fields = {"seat": "pr", "channel": "microblog", "audience": "public", "tone": "plain"} | how
        text = Text(ref=f"vocabulary.actions.{do}.says")
        said = tuple(it.claim for it in judged)
        words = StatementPublished(at=at, statement=name, do=do, claims=said, text=text, curve=_CURVE, **fields)
        return self.add(words, *judged)

    def _judged(self, at: int, name: str, claim: Any) -> ClaimJudged:
        fact, verdict = claim
        right = verdict in ("true", "right guess")
        said = Claim(op="is", fact=fact, value="so" if right else f"not so ({verdict})")
        return ClaimJudged(at=at, statement=name, claim=said, verdict=verdict.split()[-1], right=right, because=())

    def skip(self, *opens: str) -> Story:
        """The last words went out without the sign-off."""
        at = next(it.at for it in reversed(self._records) if isinstance(it, StatementPublished))
        return self.add(SignOffSkipped(at=at, statement=f"s{self._count}", open=opens))

    def judge(self, minute: float, claim: Claim, verdict: str, *, right: bool) -> Story:
        """One more verdict on the last words."""
        name = f"s{self._count}"
        return self.add(
            ClaimJudged(at=int(minute * 60), statement=name, claim=claim, verdict=verdict, right=right, because=())
        )

    def correct(self, minute: float, fact: str, *, in_time: bool = True) -> Story:
        """The team puts an earlier claim about this fact right."""
        self.say(minute, "correct", (fact, "true"))
        statement = f"s{self._count}"
        return self.add(
            ClaimCorrected(at=int(minute * 60), fact=fact, statement=statement, corrected="s1", before_exposure=in_time)
        )

    def do(
        self, minute: float, action: str, *, takes: float | None = 10, seats: tuple[str, ...] = ("tech",), **args: Any
    ) -> Story:
        """Work that begins, and ends unless ``takes`` is None."""
        self._count += 1
        at, task = int(minute * 60), f"t{self._count}"
        ends = at + int((takes or 0) * 60)
        self.add(TaskStarted(at=at, task=task, do=action, seats=seats, ends=ends, args=args))
        if takes is not None:
            self.add(TaskDone(at=ends, task=task, do=action, waited=0, args=args))
        return self

    def meet(self, minute: float, seats: tuple[str, ...] = SEATS) -> Story:
        return self.add(TeamAssembled(at=int(minute * 60), seats=seats))

    def promise(self, minute: float, *needs: str, broken_at: float | None = None) -> Story:
        self._count += 1
        name = f"p{self._count}"
        self.add(PromiseMade(at=int(minute * 60), promise=name, statement="s1", due=DAY, needs=needs))
        if broken_at is not None:
            self.add(PromiseBroken(at=int(broken_at * 60), promise=name))
        return self

    def call(self, minute: float, *answers: str, questions: int = 2) -> Story:
        self._count += 1
        at, name, ask = int(minute * 60), f"call{self._count}", Text(ref="ask")
        self.add(CallRang(at=at, call=name, by=ask, text=ask, rings_until=at + 30, questions=(ask,) * questions))
        return self.add(
            CallTaken(at=at + 10, call=name, answers=answers) if answers else CallMissed(at=at + 30, call=name)
        )

    def signal(self, minute: float, name: str, grade: str, *, real: bool = True, looked: bool = False) -> Story:
        text = Text(ref="x")
        self._scenario["injects"] = [
            *self._scenario["injects"],
            {"kind": "signal", "id": name, "real": real, "grade": grade},
        ]
        self.add(SignalAppeared(at=int(minute * 60), signal=name, channel="mail", by=text, text=text))
        return self.add(SignalLooked(at=int(minute * 60) + 60, signal=name)) if looked else self

    def graded(self, minute: float, name: str, level: str) -> Story:
        return self.add(SignalGraded(at=int(minute * 60), signal=name, level=level))

    def exposed(self, **shares: float) -> Story:
        """Do-nothing exposures: ``m30=0.2`` is a share of 0.2 before minute 30."""
        marks = tuple(int(name[1:]) * 60 for name in shares)
        self._after.append(
            ExposureMeasured(at=self._ends, seeds=32, window=4 * HOUR, marks=marks, shares=tuple(shares.values()))
        )
        return self

    def baseline(self, playbook: str, *, trust: float, churn: float, harm: float, heat: float) -> Story:
        ends = {"trust": {"end": trust}, "churn": churn, "harm_minutes": harm, "heat": {"peak": heat}}
        self._after.append(BaselineMeasured(at=self._ends, playbook=playbook, outcome=ends, series={}))
        return self

    def log(self) -> tuple[Header, list[Entry]]:
        """Header and entries, in the order of time, numbered; a lie cites the delivery that it contradicts."""
        records = sorted(self._records, key=lambda record: record.at)
        if self._is_closed:
            records.append(DrillClosed(at=self._ends))
        entries = [Entry(seq, record) for seq, record in enumerate([*records, *self._after])]
        told = {it.record.fact: it.seq for it in reversed(entries) if isinstance(it.record, FactLearned)}
        return self._header(), [_with_reason(entry, told) for entry in entries]

    def _header(self) -> Header:
        rules, vocabulary = _rules()
        return Header(
            product="0",
            engine=1,
            seed=1,
            settings={},
            parameters={"team_ready": 600, "team_late_rate": 0.5, "team_late_max": 3600},
            cast={},
            playbooks={},
            scenario=self._scenario,
            doctrine=rules,
            vocabulary=vocabulary,
        )

    def card(self, judged_by: Doctrine | None = None) -> Scorecard:
        return score(*self.log(), judged_by)

    def mark(self, metric: str) -> float | None:
        return self.card().metrics[metric].mark


def _with_reason(entry: Entry, told: dict[str, int]) -> Entry:
    record = entry.record
    if isinstance(record, ClaimJudged) and record.verdict == "lie" and record.claim.fact in told:
        return Entry(entry.seq, replace(record, because=(told[record.claim.fact],)))
    return entry


def good_drill() -> Story:
    """A leak handled well: everything in time, true, owned and mended, and looked after to the end."""
    story = Story().signal(-60, "mail", "hi", looked=True).graded(-58, "mail", "hi")
    for action in ("prepare_plan", "draft_statement", "assign"):
        story.do(-50, action, seats=("lead",))
    story.do(9, "assess", seats=("lead",), type="data_leak", severity="hi", hours=72, priority="hi")
    for action, seat in (
        ("brief", "hr"),
        ("start_plan", "lead"),
        ("answer_questions", "pr"),
        ("moderate_own", "legal"),
    ):
        story.do(61, action, seats=(seat,))
    story.do(62, "open_hotline", seats=("service",))
    for hour, action in ((25, "care_for_staff"), (36, "track"), (60, "rebuild")):
        story.do(hour * 60, action, seats=("service",))
    story.state(-5).state(0, harm=0.8, heat=30).meet(8).learn(measures=25, what=40, scope=100, cause=110, plan=60)
    story.say(15, "holding_statement").do(20, "contain", takes=5).state(30, harm=0.4, heat=40)
    story.do(30, "fix", takes=360).say(60, "disclose", ("what", "true"), ("measures", "true"), ("plan", "true"))
    story.do(75, "notify", to="users").say(110, "express_regret").say(
        120, "disclose", ("cause", "true"), ("scope", "true")
    )
    story.say(125, "apologize", tone="warm").do(200, "protect_users").state(390, heat=25)
    for hour in (5, 9, 13, 17, 21):
        story.say(hour * 60, "update")
    return story.state(24 * 60, trust=68.0, heat=5, harm_minutes=150.0)


def with_baselines(story: Story) -> Story:
    story.baseline("none", trust=35.0, churn=20.0, harm=3000.0, heat=90.0)
    return story.baseline("model", trust=68.0, churn=0.0, harm=150.0, heat=40.0)
