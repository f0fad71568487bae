"""What each command does: it is checked first, without touching anything, and only then done.

``prepare`` returns a function that carries the command out, or raises ActionRejected; a refusal changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from drillroom.doctrine.models import Action
from drillroom.errors import ActionRejected
from drillroom.log.records import (
    CallTaken,
    Claim,
    MailArrived,
    NothingToTell,
    QuestionAnswered,
    ReviewFiled,
    SignalGraded,
    SignalLooked,
    StepSkipped,
    SummonsAnswered,
    Text,
    WatchSet,
)
from drillroom.scenario.calls import settle
from drillroom.scenario.format import Option, Question
from drillroom.scenario.values import ActionCall

from .claims import Claims
from .inquiry import Inquiry
from .notes import Notes
from .parts import Parts
from .prompts import Prompts
from .script import Script
from .statements import CLUSTERS, Statements

Deed = Callable[[], None]


class Actions:
    """The verbs of one drill."""

    def __init__(self, parts: Parts, script: Script, inquiry: Inquiry, prompts: Prompts) -> None:
        self._parts, self._world = parts, parts.world
        self._script, self._inquiry, self._prompts = script, inquiry, prompts
        self._statements, self._claims, self._notes = Statements(parts, script), Claims(parts), Notes(parts)
        self._own: Mapping[str, Callable[[str, Mapping[str, Any]], Deed]] = {
            "look": self._look,
            "grade": self._grade,
            "mitigate": self._mitigate,
            "hold_and_watch": self._hold,
            "review": self._review,
            "take_call": self._take_call,
        }

    # ------------------------------------------------------------------ one command

    def prepare(
        self,
        do: str,
        args: Mapping[str, Any],
        seat: str | None,
        *,
        says: Text | None = None,
        sent_by: str | None = None,
    ) -> Deed:
        """Check a command. Raises ActionRejected; otherwise calling the result takes effect.

        ``says`` and ``sent_by``: the words of the option that the command belongs to, and the seat that chose it.
        """
        if do == "decide":
            return self._decide(args, seat)
        args = settle(do, args, self._world.names, self._world.rules.vocabulary)
        action = self._world.actions[do]
        if action.once and do in self._parts.past.ordered:
            raise ActionRejected(f"{do!r} has been ordered already", reason="already", hint="it is done once")
        self._check_phase(do, action)
        speaker = seat or action.seat
        seats = (speaker,) if sent_by is None else (speaker, sent_by)
        if do in self._own:
            deed = self._own[do](speaker, args)
        elif action.speaks:
            deed = self._say(do, seats, args, says)
        else:
            deed = self._work(do, action, args)
        return lambda: self._carry_out(do, action, deed)

    def _check_phase(self, do: str, action: Action) -> None:
        """Nobody answers a crisis that nobody has heard of: before the alert, a sign has to be looked at first."""
        if do == "stand_down" and self._world.now < 0:
            raise ActionRejected("there is no emergency to stand down from", reason="not_now")
        answers_a_crisis = action.group in ("do", "remedy") or (action.speaks and not action.hollow)
        if self._world.now < 0 and answers_a_crisis and not any(self._parts.past.signals.values()):
            raise ActionRejected(
                f"nothing has come up that {do!r} would answer", reason="not_now", hint="look at the signals first"
            )

    def _carry_out(self, do: str, action: Action, deed: Deed) -> None:
        if action.once and do in self._parts.past.ordered:
            self._world.emit(StepSkipped(at=self._world.now, do=do, reason="already"))
            return
        self._parts.past.ordered.setdefault(do, self._world.now)
        if do in self._own and do != "mitigate":
            self._parts.team.started.setdefault(do, self._world.now)
        deed()
        self._prompts.settle(do)

    def _decide(self, args: Mapping[str, Any], seat: str | None) -> Deed:
        if set(args) - {"decision", "option"}:
            raise ActionRejected("a decision takes an option and nothing else", reason="bad_argument")
        decision = self._prompts.open.get(str(args.get("decision")))
        if decision is None:
            name = args.get("decision")
            raise ActionRejected(f"the decision {name!r} is not open now", reason="too_late", hint="see what is open")
        option = next((item for item in decision.options if item.id == args.get("option")), None)
        if option is None:
            known = ", ".join(item.id for item in decision.options)
            raise ActionRejected(
                f"{decision.id!r} has no option {args.get('option')!r}", reason="no_such", hint=f"its options: {known}"
            )
        sent_by = seat or decision.seat
        words = self._words(decision.id, option)
        deeds = [self._step(call, words.get(index), sent_by) for index, call in enumerate(option.do)]

        def choose() -> None:
            self._prompts.take(decision.id, option.id, sent_by)
            for deed in deeds:
                deed()

        return choose

    def _words(self, decision: str, option: Option) -> dict[int, Text]:
        """The words of an option's steps by their place: its own for the first that speaks freely, its text for a
        plain statement; what is disclosed speaks for itself."""
        path = f"scenario.decisions.{decision}.options.{option.id}"
        actions = self._world.actions
        free = [place for place, it in enumerate(option.do) if actions[it.do].speaks and it.do != "disclose"]
        words = {place: Text(ref=f"{path}.text") for place in free if option.do[place].do == "statement"}
        return words | {free[0]: Text(ref=f"{path}.says")} if option.says and free else words

    def _step(self, call: ActionCall, says: Text | None, sent_by: str) -> Deed:
        """A step of an option: what has been done already is skipped, anything else must be possible."""
        try:
            return self.prepare(call.do, call.args, None, says=says, sent_by=sent_by)
        except ActionRejected as refusal:
            if refusal.reason != "already":
                raise
            return lambda: _drop(self._world.emit(StepSkipped(at=self._world.now, do=call.do, reason="already")))

    # ------------------------------------------------------------------ work

    def _work(self, do: str, action: Action, args: Mapping[str, Any]) -> Deed:
        def start() -> None:
            job = self._parts.team.job(do, args)
            self._world.env.process(
                self._parts.team.work(
                    job,
                    action,
                    on_start=lambda takes: self._begin(do, action, takes),
                    on_done=lambda: self._finish(do, action, args),
                )
            )

        return start

    def _begin(self, do: str, action: Action, takes: int) -> None:
        public = self._parts.public
        self._inquiry.note_deed(do)
        self._parts.clocks.keep(do)
        if action.repairs:
            public.repair_rate = public.harm / max(1.0, takes / 60)

    def _finish(self, do: str, action: Action, args: Mapping[str, Any]) -> None:
        parts, minute = self._parts, self._world.minute
        to = str(args.get("to", "users" if do == "notify" else ""))
        holds = {CLUSTERS[parts.public.cluster]}
        if to == "users":
            holds.add("to_users")
        alleged = args.get("allegation")
        if alleged is not None and not parts.ledger.is_true_allegation(alleged):
            holds.add("false_allegation")
        parts.public.respond(do, action.effects, minute=minute, tone="plain", holds=frozenset(holds))
        if action.repairs:
            parts.public.harm = parts.public.repair_rate = 0.0
        for group in (to, action.reaches):
            if group in self._world.rules.vocabulary.groups:
                parts.clocks.reach(str(group))
        if do == "notify":
            parts.clocks.report_to(to)
        if do == "notify" and to == "regulator":
            for summons, due in tuple(parts.past.summoned.items()):
                if due > self._world.now:
                    self._settle_summons(summons, ("written",) * len(self._questions(summons)))
        self._settle_team(do, args)

    def _settle_team(self, do: str, args: Mapping[str, Any]) -> None:
        team = self._parts.team
        if do == "assemble_team":
            team.assemble()
        elif do == "care_for_staff":
            team.refresh()
        elif do == "start_plan":
            team.is_planned = True
        elif do == "brief":
            for fact, standing in self._parts.ledger.standing.items():
                if standing.learned:
                    self._inquiry.deliver(fact, "all", "brief")
            words = args.get("words")
            self._notes.write(f"n{self._parts.past.notes + 1}", words=words, to=str(args.get("to", "")))

    # ------------------------------------------------------------------ the watch phase

    def _signal(self, args: Mapping[str, Any]) -> str:
        signal = str(args["signal"])
        if signal not in self._parts.past.signals:
            raise ActionRejected(f"no signal {signal!r} has come in", reason="no_such", hint="look at what came in")
        return signal

    def _look(self, seat: str, args: Mapping[str, Any]) -> Deed:
        signal = self._signal(args)
        past, most = self._parts.past, self._world.scenario.attention
        if past.signals[signal]:
            raise ActionRejected(f"the signal {signal!r} has been looked at", reason="already")
        if most is not None and self._world.now < 0 and past.looks >= most:
            raise ActionRejected(
                f"nobody has time for another signal; {most} were looked at",
                reason="no_time",
                hint="choose what to look at",
            )

        def look() -> None:
            self._parts.past.signals[signal] = True
            self._parts.past.looks += 1
            self._world.emit(SignalLooked(at=self._world.now, signal=signal))

        return look

    def _grade(self, seat: str, args: Mapping[str, Any]) -> Deed:
        signal, level = self._signal(args), str(args["level"])
        return lambda: _drop(self._world.emit(SignalGraded(at=self._world.now, signal=signal, level=level)))

    def _mitigate(self, seat: str, args: Mapping[str, Any]) -> Deed:
        risk = self._world.scenario.risks.get(str(args["risk"]))
        if risk is None:
            raise ActionRejected(f"no risk {args['risk']!r} is known", reason="no_such")
        if self._world.now >= 0:
            raise ActionRejected(
                "the crisis has begun; the risk is no longer one", reason="too_late", hint="contain it and fix it"
            )
        if "mitigate" in self._parts.past.ordered:
            raise ActionRejected("the risk is being removed", reason="already")
        action = self._world.actions["mitigate"]

        def remove() -> None:
            self._parts.public.harm *= risk.harm
            self._script.reach_factor *= risk.reach

        def start() -> None:
            job = self._parts.team.job("mitigate", args)
            work = self._parts.team.work(job, action, on_start=lambda _: None, on_done=remove)
            self._world.env.process(work)

        return start

    # ------------------------------------------------------------------ words

    def _say(self, do: str, seats: tuple[str, ...], args: Mapping[str, Any], says: Text | None) -> Deed:
        if do == "reply" and str(args["post"]) not in self._parts.past.posts:
            raise ActionRejected(f"there is no post {args['post']!r}", reason="no_such", hint="posts have a short mark")
        claims = self._claims.of(do, seats, args)
        if do == "disclose" and not claims:
            return lambda: _drop(self._world.emit(NothingToTell(at=self._world.now, do=do)))
        return lambda: _drop(self._world.env.process(self._statements.order(do, seats, args, claims, says)))

    def _hold(self, seat: str, args: Mapping[str, Any]) -> Deed:
        later, condition = args.get("look_again"), args.get("if")
        reminded: list[int] = []

        def remind() -> None:
            if reminded:
                return
            reminded.append(self._world.now)
            self._world.emit(
                MailArrived(
                    at=self._world.now,
                    to=(seat,),
                    mail=f"watch-{self._world.now}",
                    channel="inner_chat",
                    by=Text(ref=f"vocabulary.seats.{seat}"),
                    text=Text(ref="vocabulary.actions.hold_and_watch.says"),
                )
            )

        def hold() -> None:
            at = None if later is None else self._world.now + later
            self._world.emit(WatchSet(at=self._world.now, look_again=at, condition=condition))
            if later is not None:
                self._script.later(later, remind)
            if condition is not None:
                self._script.watch(condition, remind)

        return hold

    # ------------------------------------------------------------------ calls and review

    def _take_call(self, seat: str, args: Mapping[str, Any]) -> Deed:
        call, answers = str(args["call"]), tuple(args["answers"])
        is_summons = call in self._parts.past.summoned
        if call not in self._parts.past.ringing and not is_summons:
            raise ActionRejected(
                f"{call!r} is not ringing", reason="too_late", hint="calls ring for half a minute or so"
            )
        questions = self._questions(call)
        if len(answers) != len(questions):
            raise ActionRejected(
                f"{len(questions)} questions need as many answers, not {len(answers)}", reason="bad_argument"
            )
        told = [question.about for question, answer in zip(questions, answers, strict=True) if answer == "fact"]
        claims = tuple(self._claims.tellable(str(fact), (seat,)) for fact in dict.fromkeys(told) if fact is not None)
        if is_summons:
            return lambda: self._testify(call, answers, seat, args, claims)

        def take() -> None:
            del self._parts.past.ringing[call]
            self._parts.past.calls_taken.add(call)
            self._world.emit(CallTaken(at=self._world.now, call=call, answers=answers))
            for index, answer in enumerate(answers):
                if answer in ("fact", "line"):
                    self._world.emit(QuestionAnswered(at=self._world.now, question=f"{call}.{index}", where="press"))
            if any(answer in ("fact", "line") for answer in answers):
                words = {"channel": "press", "to": "media", "check": "skip"} | {
                    key: args[key] for key in ("tone", "words") if key in args
                }
                self._world.env.process(self._statements.order("take_call", (seat,), words, claims))
            if "no_comment" in answers:
                self._parts.public.feel(anger=self._world.numbers["no_comment_anger"] * answers.count("no_comment"))

        return take

    def _testify(
        self, summons: str, answers: tuple[str, ...], seat: str, args: Mapping[str, Any], claims: tuple[Claim, ...]
    ) -> None:
        """A regulator asks, and compares what it is told with what the public was told."""
        world, parts = self._world, self._parts
        self._settle_summons(summons, answers)
        parts.public.losses.press(world.numbers["pressure_silent"] * answers.count("no_comment"))
        words = {"channel": "mail", "to": "regulator", "check": "skip"} | {
            key: args[key] for key in ("tone", "words") if key in args
        }
        world.env.process(self._statements.order("take_call", (seat,), words, claims))
        parts.clocks.report_to("regulator")

    def _questions(self, asked: str) -> list[Question]:
        """What a call or a summons asks."""
        inject = next(item for item in self._world.scenario.injects if item.id == asked)
        return list(getattr(inject, "questions", []))

    def _settle_summons(self, summons: str, answers: tuple[str, ...]) -> None:
        """Answered, in person or by a written report; what the public still has wrong is noticed."""
        world, parts = self._world, self._parts
        del parts.past.summoned[summons]
        standing = parts.ledger.standing
        told = [
            it.about
            for it, answer in zip(self._questions(summons), answers, strict=True)
            if answer in ("fact", "written")
        ]
        differs = tuple(fact for fact in dict.fromkeys(told) if fact is not None and standing[fact].wrong is not None)
        world.emit(SummonsAnswered(at=world.now, summons=summons, answers=answers, differs=differs))
        if differs:
            parts.public.losses.press(world.numbers["pressure_differs"])

    def _review(self, seat: str, args: Mapping[str, Any]) -> Deed:
        return lambda: _drop(self._world.emit(ReviewFiled(at=self._world.now, args=dict(args))))


def _drop(_: object) -> None:
    """A deed returns nothing."""
