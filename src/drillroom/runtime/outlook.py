"""What waits for the trainee and what is due next, as far as pace needs to know it.

It only follows the records that went by and the scenario's calendar; the drill never asks it anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from drillroom.log.records import (
    AlertRaised,
    CallMissed,
    CallRang,
    CallTaken,
    DecisionMissed,
    DecisionOpened,
    DecisionSettled,
    DecisionTaken,
    DrillClosed,
    DutyMet,
    DutyMissed,
    DutyStarted,
    Entry,
    FactLeaked,
    FactLearned,
    MailArrived,
    PhaseChanged,
    PostAppeared,
    PromiseBroken,
    PromiseMade,
    Record,
    RelapseStarted,
    SignalAppeared,
    SlipMade,
    StatementOrdered,
    StatementPublished,
    StatementReturned,
    StatementWithdrawn,
    SummonsAnswered,
    SummonsArrived,
    SummonsMissed,
    TaskDone,
    TaskStarted,
    WatchSet,
)
from drillroom.scenario.format import Inject, Scenario, Summons
from drillroom.scenario.texts import reading_minutes

from .pace import PATIENCE, Moment, Prompt, reading_time

NOTABLE = (
    AlertRaised,
    PhaseChanged,
    DrillClosed,
    SignalAppeared,
    MailArrived,
    CallRang,
    CallMissed,
    SummonsArrived,
    SummonsMissed,
    StatementReturned,
    StatementWithdrawn,
    StatementPublished,
    SlipMade,
    RelapseStarted,
    PromiseBroken,
    DecisionOpened,
    DecisionMissed,
    DutyStarted,
    DutyMissed,
)
"""Kinds of record that a person would look up for."""
ASKING = (DecisionOpened, CallRang)
NOTICED = 0.7
"""Wall seconds until somebody looks up for a card."""
SIGN_OFF = 300
"""Drill seconds that words at the sign-off desk are away, about."""


def is_notable(entry: Entry) -> bool:
    """Would a person look up for this?

    Posts of the story count, chatter does not; nor does what no card is shown for: work on words that come out later,
    a leak of what had been told, a fact that further seats hear of.
    """
    match entry.record:
        case PostAppeared(inject=inject):
            return inject is not None
        case TaskDone(args=args):
            return "statement" not in args
        case FactLeaked(found=found):
            return found != "told"
        case FactLearned(source=source):
            return source != "brief"
        case record:
            return isinstance(record, NOTABLE)


class Outlook:
    """Prompts that are open and moments that are known to come, folded from the records of one drill."""

    def __init__(self, scenario: Scenario, language: str) -> None:
        self._language = language
        self._injects = {item.id: item for item in scenario.injects}
        self._decisions = {decision.id: decision for decision in scenario.decisions}
        self._calendar = _calendar(scenario)
        self._phase = "watch" if scenario.starts < 0 else "outbreak"
        self._prompts: dict[str, Prompt] = {}
        self._due: dict[str, int] = {}
        self._on_the_way: set[str] = set()
        self._composing: Prompt | None = None
        self._unread = 0.0

    def see(self, record: Record) -> None:
        """Take one record in."""
        follow = _FOLLOW.get(type(record))
        if follow is not None:
            follow(self, record)
        if isinstance(record, (PostAppeared, MailArrived, SignalAppeared, SummonsArrived)):
            self._unread = min(PATIENCE, self._unread + self._to_read(record))

    def compose(self, now: int, texts: tuple[str, ...] = ()) -> None:
        """The trainee has begun to write at ``now``."""
        self._composing = Prompt(opened=now, closes=None, reading=reading_time(texts))

    def stop_composing(self) -> None:
        """The trainee has put the pen down."""
        self._composing = None

    @property
    def open_prompts(self) -> tuple[str, ...]:
        """The ids of the decisions and calls that wait for an answer."""
        return tuple(self._prompts)

    def prompt(self, name: str) -> Prompt | None:
        """The open decision or call of that id."""
        return self._prompts.get(name)

    def pass_by(self, wall: float) -> None:
        """So many wall seconds went by; with nothing else to answer or write they were there to read in."""
        if not self._prompts and self._composing is None:
            self._unread = max(0.0, self._unread - wall)

    def moment(self, now: int) -> Moment:
        """All that pace depends on at drill second ``now``."""
        prompts = tuple(self._prompts.values()) + ((self._composing,) if self._composing else ())
        # Words at the sign-off desk come out at a time nobody has announced: soon.
        soon = (now + SIGN_OFF,) if self._on_the_way else ()
        coming = [at for at in (*self._calendar, *self._due.values()) if at > now]
        return Moment(self._phase, prompts, min((*soon, *coming), default=None), self._unread)

    def _to_read(self, record: PostAppeared | MailArrived | SignalAppeared | SummonsArrived) -> float:
        """Wall seconds that it takes to see and read a card of the story; chatter is skimmed by the way."""
        *_, name, _ = record.text.ref.split(".")
        inject = self._injects.get(name)
        return 0.0 if inject is None else NOTICED + 60 * sum(reading_minutes(self._words(it)) for it in _texts(inject))

    def _words(self, text: Mapping[str, str]) -> str:
        return text.get(self._language) or next(iter(text.values()))

    # ------------------------------------------------------------------ what each record means

    def _ask(self, record: DecisionOpened) -> None:
        decision = self._decisions[record.decision]
        texts = [decision.ask, *decision.advice.values(), *(option.text for option in decision.options)]
        self._open(record.decision, record.at, record.closes, texts, stops_clock=True)

    def _ring(self, record: CallRang) -> None:
        call = self._injects[record.call]
        self._open(record.call, record.at, record.rings_until, [call.text], stops_clock=False)

    def _open(
        self, name: str, opened: int, closes: int, texts: Sequence[Mapping[str, str]], *, stops_clock: bool
    ) -> None:
        words = [self._words(text) for text in texts]
        self._prompts[name] = Prompt(opened=opened, closes=closes, reading=reading_time(words), stops_clock=stops_clock)

    def _close(self, record: DecisionTaken | DecisionMissed | DecisionSettled) -> None:
        self._prompts.pop(record.decision, None)

    def _hang_up(self, record: CallTaken | CallMissed) -> None:
        self._prompts.pop(record.call, None)

    def _turn(self, record: PhaseChanged) -> None:
        self._phase = record.phase

    def _start(self, record: TaskStarted) -> None:
        self._due[record.task] = record.ends

    def _finish(self, record: TaskDone) -> None:
        self._due.pop(record.task, None)

    def _order(self, record: StatementOrdered) -> None:
        self._on_the_way.add(record.statement)

    def _publish(self, record: StatementPublished | StatementWithdrawn) -> None:
        self._on_the_way.discard(record.statement)

    def _owe(self, record: DutyStarted) -> None:
        self._due[record.duty] = record.due

    def _settle(self, record: DutyMet | DutyMissed) -> None:
        self._due.pop(record.duty, None)

    def _summon(self, record: SummonsArrived) -> None:
        self._due[record.summons] = record.due

    def _testify(self, record: SummonsAnswered | SummonsMissed) -> None:
        self._due.pop(record.summons, None)

    def _promise(self, record: PromiseMade) -> None:
        self._due[record.promise] = record.due

    def _watch(self, record: WatchSet) -> None:
        if record.look_again is not None:
            self._due["look_again"] = record.look_again


_FOLLOW: Mapping[type, Callable[[Outlook, Any], None]] = {
    DecisionOpened: Outlook._ask,
    DecisionTaken: Outlook._close,
    DecisionMissed: Outlook._close,
    DecisionSettled: Outlook._close,
    CallRang: Outlook._ring,
    CallTaken: Outlook._hang_up,
    CallMissed: Outlook._hang_up,
    PhaseChanged: Outlook._turn,
    TaskStarted: Outlook._start,
    TaskDone: Outlook._finish,
    StatementOrdered: Outlook._order,
    StatementPublished: Outlook._publish,
    StatementWithdrawn: Outlook._publish,
    SummonsArrived: Outlook._summon,
    SummonsAnswered: Outlook._testify,
    SummonsMissed: Outlook._testify,
    DutyStarted: Outlook._owe,
    DutyMet: Outlook._settle,
    DutyMissed: Outlook._settle,
    PromiseMade: Outlook._promise,
    WatchSet: Outlook._watch,
}


def _texts(inject: Inject) -> Iterator[Mapping[str, str]]:
    """All words on the card of an inject."""
    yield inject.text
    if isinstance(inject, Summons):
        yield from (question.ask for question in inject.questions)


def _calendar(scenario: Scenario) -> tuple[int, ...]:
    """Every drill second at which the scenario itself has something, as far as it is known beforehand."""
    times = {0, scenario.ends, *scenario.phases.values()}
    for inject in scenario.injects:
        if inject.at is not None:
            times.update(range(inject.at, scenario.ends, inject.every) if inject.every else (inject.at,))
    times.update(decision.at for decision in scenario.decisions if decision.at is not None)
    for fact in scenario.facts.values():
        times.update((fact.known_at, fact.leak_at or 0))
    return tuple(sorted(times))
