"""A trainee made of rules, who reads at human speed: how long a drill takes at a desk, and whether it ever drags.

It is told nothing but what a driver hands out, does one thing at a time, and neither reads nor types like a machine.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drillroom.analysis.baselines import measure
from drillroom.errors import ActionRejected
from drillroom.log import records as r
from drillroom.log.audience import may_see
from drillroom.log.header import Header
from drillroom.runtime.clock import StillClock
from drillroom.runtime.driver import Driver
from drillroom.runtime.opening import drill_of, read_header
from drillroom.runtime.outlook import Outlook
from drillroom.runtime.pace import PaceSettings
from drillroom.scenario.format import SEATS, Decision, Scenario
from drillroom.scenario.playbook import Playbook, Step
from drillroom.scenario.texts import reading_minutes
from drillroom.scoring.score import score
from toy import RULES, Notebook

SHIPPED = Path(__file__).parents[2] / "scenarios"
NOTICE = 0.7
"""Wall seconds until one looks up for something new."""
FIND = 5.0
"""To find an action among the others; the palette is open meanwhile."""
CHOOSE = 4.0
"""To choose one of the options of a decision that has been read."""
PICK_UP, ANSWER = 2.0, 3.0
"""To reach for the telephone, and to choose an answer to a question that was read."""
WRITE = 45.0
"""To write a statement in one's own words: some thirty words or forty-five characters."""
TEMPLATE = 8.0
"""To look over words that are there already and send them, or to fill in a form of a few fields."""
CLICK = 3.0
"""To choose whom or what an action is for."""
IN_OWN_WORDS = frozenset(
    (
        "holding_statement",
        "disclose",
        "statement",
        "rebut",
        "deny",
        "apologize",
        "express_regret",
        "admit_liability",
        "brief_upward",
    )
)
FORMS = frozenset(("assess", "review"))
_AGAIN = 300
"""Drill seconds after which a refused step is tried again."""
_TRIES = 12


@dataclass(frozen=True, slots=True)
class Novelty:
    """Something new that a person would notice, at this wall second and drill second. ``doing``: what the reader did
    when it came."""

    wall: float
    now: int
    kind: str
    doing: str


@dataclass(slots=True, kw_only=True)
class Reader:
    """Sits at ``driver`` and plays ``playbook``: its steps come when their time has come, and its hands are free.

    ``answers``: decides what is asked and takes calls; without it the reader only watches.
    """

    driver: Driver
    clock: StillClock
    notebook: Notebook
    scenario: Scenario
    header: Header
    language: str
    playbook: Playbook
    answers: bool = True
    novelties: list[Novelty] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    wall_by: dict[str, float] = field(default_factory=dict)
    """Wall seconds spent on each doing."""
    _unread: deque[tuple[int, str]] = field(default_factory=deque)
    _asked: dict[str, r.DecisionOpened] = field(default_factory=dict)
    _ringing: dict[str, r.CallRang] = field(default_factory=dict)
    _todo: list[tuple[int, int, Step]] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)
    _sent: set[str] = field(default_factory=set)
    _doing: str = "watch"

    # ------------------------------------------------------------------ one sitting

    def sit(self) -> None:
        """From the briefing to the end of the drill."""
        own = ("decide", "take_call")
        self._todo = [(step.at, 0, step) for step in self.playbook.steps if step.do not in own]
        self._spend("brief", sum(self._reading(message.text) for message in self.scenario.briefing), ticking=False)
        self.driver.hold_still()
        self._take_in(self.driver.begin())
        while not self.driver.is_over:
            self._next()

    @property
    def minutes(self) -> float:
        """Wall minutes so far."""
        return self.clock.steady() / 60

    def _next(self) -> None:
        """The one thing that matters most now."""
        if self.answers and self._ringing:
            self._talk(next(iter(self._ringing.values())))
        elif self.answers and self._asked:
            self._decide(next(iter(self._asked.values())))
        elif self._todo and self._todo[0][0] <= min(self.driver.now, self._first_unread):
            self._catch_up()
        elif self._unread:
            self._spend("read", NOTICE + self._read(self._unread.popleft()[1]))
        else:
            self._spend("watch", self.driver.wait())

    @property
    def _first_unread(self) -> int:
        """The drill second of the oldest card that has not been read."""
        return self._unread[0][0] if self._unread else self.driver.now

    # ------------------------------------------------------------------ time

    def _spend(self, doing: str, seconds: float, *, ticking: bool = True) -> None:
        """Be busy for so long; the drill goes on, and what comes is noticed when it comes."""
        left, self._doing = seconds, doing
        self.wall_by[doing] = self.wall_by.get(doing, 0.0) + seconds
        while ticking and left > 0 and not self.driver.is_over:
            rest = min(left, max(0.02, self.driver.wait()))
            self.clock.pass_by(rest)
            left -= rest
            self._take_in(self.driver.tick())
        if not ticking:
            self.clock.pass_by(seconds)

    def _read(self, text: str) -> float:
        return reading_minutes(text) * 60

    def _reading(self, text: object) -> float:
        return self._read(self._words(text))

    def _words(self, text: object) -> str:
        return str(text.get(self.language) or next(iter(text.values()))) if isinstance(text, dict) else str(text)

    # ------------------------------------------------------------------ what comes

    def _take_in(self, entries: Sequence[r.Entry]) -> None:
        for entry in entries:
            record = entry.record
            if may_see(tuple(SEATS), record.to):
                self._see(record)

    def _see(self, record: r.Record) -> None:
        kind = self._novel(record)
        if kind is not None:
            self.novelties.append(Novelty(self.clock.steady(), self.driver.now, kind, self._doing))
        match record:
            case r.DecisionOpened():
                self._asked[record.decision] = record
            case r.DecisionTaken() | r.DecisionMissed() | r.DecisionSettled():
                self._asked.pop(record.decision, None)
            case r.CallRang():
                self._ringing[record.call] = record
            case r.CallTaken() | r.CallMissed():
                self._ringing.pop(record.call, None)
        text = self._story(record)
        if text is not None:
            self._unread.append((record.at, text))

    def _novel(self, record: r.Record) -> str | None:
        """What a person would call it, or None for counters, silent records and echoes of their own doing."""
        match record:
            case r.PostAppeared():
                return "chatter" if record.inject is None else "post"
            case r.FactLearned():
                is_first = record.fact not in self._known
                self._known.add(record.fact)
                return "fact" if is_first else None
            case r.FactLeaked():
                return None if record.found == "told" else "leak"
            case r.TaskDone():
                return None if "statement" in record.args else "done"
        return _NOVEL.get(type(record))

    def _story(self, record: r.Record) -> str | None:
        """Words that are read whole: those of the story. Chatter is skimmed by the way, and prompts have their turn."""
        match record:
            case r.PostAppeared() if record.inject is not None:
                return self._rendered(record.text)
            case r.MailArrived() | r.SignalAppeared():
                return self._rendered(record.text)
            case r.SummonsArrived():
                return " ".join(self._rendered(it) for it in (record.text, *record.questions))
            case r.FactLearned():
                return self._words(self.scenario.facts[record.fact].is_) if "lead" in record.to else None
        return None

    def _rendered(self, text: r.Text) -> str:
        """The words behind a reference into the scenario."""
        root, *path = text.ref.split(".")
        value: object = self.header.scenario if root == "scenario" else {}
        for key in path:
            if isinstance(value, list):
                value = next((it for it in value if it.get("id") == key), None) or value[int(key)]
            elif isinstance(value, dict):
                value = value.get(key, {})
        return self._words(value) if value else ""

    # ------------------------------------------------------------------ what is done

    def _decide(self, asked: r.DecisionOpened) -> None:
        """Read the question, the advice and every option, then choose."""
        decision = next(it for it in self.scenario.decisions if it.id == asked.decision)
        texts = [decision.ask, *decision.advice.values(), *(option.text for option in decision.options)]
        self._spend("decide", NOTICE + sum(self._reading(text) for text in texts) + CHOOSE)
        if asked.decision not in self._asked:
            return
        option = self._option(decision)
        self._give("decide", {"decision": decision.id, "option": option})
        self._asked.pop(decision.id, None)

    def _option(self, decision: Decision) -> str:
        planned = (it.args["option"] for it in self.playbook.steps if it.args.get("decision") == decision.id)
        good = (option.id for option in decision.options if option.stands == "good")
        return str(next(planned, None) or next(good, None) or decision.options[0].id)

    def _talk(self, ring: r.CallRang) -> None:
        """Pick up, hear each question and answer it; the drill stands before the ring would end."""
        self._spend("call", PICK_UP)
        if ring.call not in self._ringing:
            return
        planned = (it.args["answers"] for it in self.playbook.steps if it.args.get("call") == ring.call)
        answers = next(planned, None) or ["line"] * len(ring.questions)
        self.driver.held_before = ring.rings_until
        self.driver.outlook.compose(self.driver.now)
        questions = sum(self._read(self._rendered(it)) + ANSWER for it in ring.questions)
        self._spend("call", self._read(self._rendered(ring.text)) + questions)
        self._give("take_call", {"call": ring.call, "answers": list(answers)})
        self.driver.outlook.stop_composing()
        self.driver.held_before = None
        self._ringing.pop(ring.call, None)

    def _catch_up(self) -> None:
        """Do what is due. Who is late says the same thing once."""
        _, tries, step = self._todo.pop(0)
        later = (at <= self.driver.now and (it.do, it.args) == (step.do, step.args) for at, _, it in self._todo)
        if not any(later):
            self._act(tries, step)

    def _act(self, tries: int, step: Step) -> None:
        """Find the action, write or fill in what it needs, and give the command."""
        self.driver.outlook.compose(self.driver.now)
        self._spend("find", FIND)
        self._spend("write", self._writing(step))
        if self._give(step.do, dict(step.args)):
            self._sent.add(step.do)
        elif tries < _TRIES:
            self._todo.append((self.driver.now + _AGAIN, tries + 1, step))
            self._todo.sort(key=lambda it: it[0])
        self.driver.outlook.stop_composing()

    def _writing(self, step: Step) -> float:
        action = RULES.vocabulary.actions[step.do]
        if step.do in IN_OWN_WORDS or (step.do == "update" and "update" not in self._sent):
            return WRITE
        if action.group == "say" or step.do in FORMS:
            return TEMPLATE
        return CLICK if step.args else 0.0

    def _give(self, do: str, args: dict[str, object]) -> bool:
        try:
            self._take_in(self.driver.act(do, args))
        except ActionRejected as refusal:
            if refusal.reason == "already":
                return True
            self.refused.append(f"{self.driver.now} {do}: {refusal.reason}")
            return False
        return True

    # ------------------------------------------------------------------ what was measured

    def gaps(self) -> Iterator[tuple[float, Novelty]]:
        """(wall seconds without anything new, the novelty that ended them), in their order."""
        first = self.novelties[0].wall
        for novelty in self.novelties:
            yield novelty.wall - first, novelty
            first = novelty.wall

    def scored(self) -> str | None:
        """The rating of what the reader did."""
        entries = list(self.notebook.world)
        return score(self.header, [*entries, *measure(self.header, after=entries[-1].seq)]).rating

    @property
    def longest_gap(self) -> float:
        """Wall seconds of the longest stretch without anything new."""
        return max(length for length, _ in self.gaps())


_NOVEL = {
    r.AlertRaised: "alert",
    r.PhaseChanged: "phase",
    r.DrillClosed: "end",
    r.SignalAppeared: "signal",
    r.MailArrived: "mail",
    r.CallRang: "call",
    r.CallMissed: "missed",
    r.SummonsArrived: "summons",
    r.StatementPublished: "statement",
    r.PromiseBroken: "promise",
    r.DecisionOpened: "decision",
    r.DecisionMissed: "missed",
    r.DutyStarted: "duty",
    r.DutyMet: "duty",
    r.DutyMissed: "duty",
}


def seat_at(header: Header, playbook: Playbook, *, language: str, answers: bool = True) -> Reader:
    """A reader at a fresh drill of this header, at the automatic pace."""
    scenario, _ = read_header(header)
    notebook, clock = Notebook(), StillClock()
    driver = Driver(
        drill=drill_of(header),
        journal=notebook,
        clock=clock,
        outlook=Outlook(scenario, language),
        settings=PaceSettings(stretches=scenario.tempo.model_dump(exclude_none=True)),
    )
    return Reader(
        driver=driver,
        clock=clock,
        notebook=notebook,
        scenario=scenario,
        header=header,
        language=language,
        playbook=playbook,
        answers=answers,
    )
