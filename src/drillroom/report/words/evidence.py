"""Says what a record of the log is, in one line: the evidence behind a mark.

There is a line for every kind of world record, and for kinds that a later version adds the bare name of the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from drillroom.log import records as r

from .telling import Telling

_SHORT = 90


def line(record: r.Record, telling: Telling) -> str:
    """One line, without its time."""
    tell = _LINES.get(type(record))
    return type(record).__name__ if tell is None else tell(record, telling)


def quoted(text: r.Text, t: Telling, limit: int = _SHORT) -> str:
    """The beginning of a text, in quotation marks."""
    words = t.text(text).replace("\n", " ")
    return t.say("“{text}”", text=words if len(words) <= limit else words[: limit - 1].rstrip() + "…")


# ------------------------------------------------------------------ commands and the course


def _command(it: r.CommandGiven, t: Telling) -> str:
    if it.do == "decide":
        return t.say("Decision taken by {seat}", seat=t.seat(it.seat))
    return t.say("Ordered: {action} ({seat})", action=t.action(it.do), seat=t.seat(it.seat))


def _phase(it: r.PhaseChanged, t: Telling) -> str:
    return t.say("Phase: {phase}", phase=t.text(r.Text(ref=f"vocabulary.phases.{it.phase}")))


# ------------------------------------------------------------------ the world


def _signal(it: r.SignalAppeared, t: Telling) -> str:
    return t.say("Weak sign on {channel}: {quote}", channel=t.channel(it.channel), quote=quoted(it.text, t))


def _post(it: r.PostAppeared, t: Telling) -> str:
    return t.say(
        "{author} on {channel}: {quote}",
        author=t.author(it.by),
        channel=t.channel(it.channel),
        quote=quoted(it.text, t),
    )


def _mail(it: r.MailArrived, t: Telling) -> str:
    return t.say("Message from {author}: {quote}", author=t.text(it.by), quote=quoted(it.text, t))


def _rang(it: r.CallRang, t: Telling) -> str:
    return t.say("Call from {author}, {n} questions", author=t.text(it.by), n=len(it.questions))


def _taken(it: r.CallTaken, t: Telling) -> str:
    words = {
        "fact": t.say("a fact"),
        "line": t.say("a line"),
        "written": t.say("a written answer later"),
        "no_comment": t.say("no comment"),
    }
    return t.say("Call taken; answered with: {answers}", answers=t.listed(words.get(it, it) for it in it.answers))


def _summons(it: r.SummonsArrived, t: Telling) -> str:
    return t.say("Summons from {author}, due at {time}", author=t.text(it.by), time=t.at(it.due))


def _testified(it: r.SummonsAnswered, t: Telling) -> str:
    if it.differs:
        return t.say(
            "A summons was answered; the public was told something else about: {facts}",
            facts=t.listed(map(t.fact, it.differs)),
        )
    return t.say("A summons was answered")


def _returned(it: r.StatementReturned, t: Telling) -> str:
    facts = t.listed(map(t.fact, it.facts))
    if it.answer == "no":
        told = t.say("{seat} said no: the house knows better about {facts}", seat=t.seat("legal"), facts=facts)
    elif facts:
        told = t.say("{seat} wanted other words about {facts}: unverified", seat=t.seat("legal"), facts=facts)
    else:
        told = t.say("{seat} wanted other words: the cause was not known yet", seat=t.seat("legal"))
    end = t.say("it was struck") if it.taken else t.say("it went out as written")
    return t.say("{told}; {end}", told=told, end=end)


def _moods(it: r.MoodsSampled, t: Telling) -> str:
    rows = [t.say("{name} {n:.0f}", name=t.group(group), n=mood) for group, mood in it.moods.items()]
    return t.say("Moods: {list}", list=t.listed(rows))


def _report(it: r.SituationReported, t: Telling) -> str:
    return t.say("Situation report: {n} posts per hour", n=t.number(it.volume))


def _future(it: r.FutureProjected, t: Telling) -> str:
    return t.say(
        "Six months on (model estimate, not validated): trust {trust:.0f}, value {value:.0f}, users lost {churn:.0f} %",
        trust=it.trust,
        churn=it.churn,
        value=it.value,
    )


def _alleged(it: r.AllegationMade, t: Telling) -> str:
    return t.say("Alleged by outsiders: “{text}”", text=t.allegation(it.allegation))


# ------------------------------------------------------------------ truth and words


def _learned(it: r.FactLearned, t: Telling) -> str:
    seats = [t.seat(seat) for seat in it.to] if isinstance(it.to, tuple) else []
    if seats:
        return t.say("“{fact}” reached the team ({seats})", fact=t.fact(it.fact), seats=t.listed(seats))
    return t.say("“{fact}” reached the team", fact=t.fact(it.fact))


def _leaked(it: r.FactLeaked, t: Telling) -> str:
    return t.say("“{fact}” came out by itself; {found}", fact=t.fact(it.fact), found=t.found(it.found))


def _ordered(it: r.StatementOrdered, t: Telling) -> str:
    return t.say("Words ordered: {action}", action=t.action(it.do))


def _skipped(it: r.SignOffSkipped, t: Telling) -> str:
    if it.open:
        return t.say("Published without sign-off; not confirmed then: {facts}", facts=t.listed(map(t.fact, it.open)))
    return t.say("Published without sign-off")


def _signed(it: r.StatementSigned, t: Telling) -> str:
    return t.say(
        "Back from {seat}: {waited} in the queue, {took} to read",
        seat=t.seat(it.by),
        waited=t.span(it.waited),
        took=t.span(it.took),
    )


def _published(it: r.StatementPublished, t: Telling) -> str:
    return t.say(
        "{action} on {channel}: {quote}",
        action=t.action(it.do),
        channel=t.channel(it.channel),
        quote=quoted(it.text, t),
    )


def _judged(it: r.ClaimJudged, t: Telling) -> str:
    fact = it.claim.fact or ""
    said = t.claim(it.claim, fact)
    if fact:
        return t.say(
            "Said of “{fact}”: {said} ({verdict})", fact=t.fact(fact), said=said, verdict=t.verdict(it.verdict)
        )
    return t.say("Said: {said} ({verdict})", said=said, verdict=t.verdict(it.verdict))


def _corrected(it: r.ClaimCorrected, t: Telling) -> str:
    if it.before_exposure:
        return t.say("The team itself corrected “{fact}” before it came out", fact=t.fact(it.fact))
    return t.say("The team corrected “{fact}” after it had come out", fact=t.fact(it.fact))


def _promised(it: r.PromiseMade, t: Telling) -> str:
    return t.say("A promise, due at {time}", time=t.at(it.due))


def _nothing(it: r.NothingToTell, t: Telling) -> str:
    return t.say("There was no confirmed fact left to tell")


# ------------------------------------------------------------------ the team


def _assembled(it: r.TeamAssembled, t: Telling) -> str:
    return t.say("The crisis team is together: {seats}", seats=t.listed(map(t.seat, it.seats)))


def _queued(it: r.TaskQueued, t: Telling) -> str:
    return t.say("{action}: waits for {seats}", action=t.action(it.do), seats=t.listed(map(t.seat, it.waits_for)))


def _started(it: r.TaskStarted, t: Telling) -> str:
    return t.say("{action}: begun, takes {time}", action=_deed(it.do, it.args, t), time=t.span(it.ends - it.at))


def _done(it: r.TaskDone, t: Telling) -> str:
    return t.say("{action}: done", action=_deed(it.do, it.args, t))


def _deed(do: str, args: Mapping[str, Any], t: Telling) -> str:
    to = args.get("to")
    if isinstance(to, str):
        return t.say("{action} ({to})", action=t.action(do), to=t.group(to))
    return t.action(do)


def _step(it: r.StepSkipped, t: Telling) -> str:
    return t.say("{action}: had been done already", action=t.action(it.do))


def _watch(it: r.WatchSet, t: Telling) -> str:
    if it.look_again is None:
        return t.say("Held back, and watched")
    return t.say("Held back, to look again at {time}", time=t.at(it.look_again))


def _sign(signal: str, t: Telling) -> str:
    return quoted(r.Text(ref=f"scenario.injects.{signal}.text"), t)


def _graded(it: r.SignalGraded, t: Telling) -> str:
    levels = {"hi": t.say("high"), "mid": t.say("medium"), "lo": t.say("low")}
    return t.say("Sign graded {level}: {quote}", level=levels.get(it.level, it.level), quote=_sign(it.signal, t))


def _answered(it: r.QuestionAnswered, t: Telling) -> str:
    return t.say("A question was answered on {channel}", channel=t.channel(it.where))


# ------------------------------------------------------------------ prompts, clocks, measures


def _opened(it: r.DecisionOpened, t: Telling) -> str:
    return t.say("Decision opened: {quote}", quote=quoted(r.Text(ref=f"scenario.decisions.{it.decision}.ask"), t))


def _settled(it: r.DecisionSettled, t: Telling) -> str:
    return t.say("A decision was settled by: {action}", action=t.action(it.by))


def _decided(it: r.DecisionTaken, t: Telling) -> str:
    option = r.Text(ref=f"scenario.decisions.{it.decision}.options.{it.option}.text")
    return t.say("Decided: {quote}", quote=quoted(option, t))


def _missed(it: r.DecisionMissed, t: Telling) -> str:
    asked = quoted(r.Text(ref=f"scenario.decisions.{it.decision}.ask"), t)
    return t.say("Time ran out on a decision: {quote}", quote=asked)


def _authority(duty: str, t: Telling) -> str:
    return t.text(r.Text(ref=f"scenario.duties.{duty}.authority"))


def _duty(it: r.DutyStarted, t: Telling) -> str:
    return t.say("A legal clock starts ({who}), due at {time}", who=_authority(it.duty, t), time=t.at(it.due))


def _met(it: r.DutyMet, t: Telling) -> str:
    who = _authority(it.duty, t)
    if it.missing:
        return t.say("Reported in time to {who}, without: {facts}", who=who, facts=t.listed(map(t.fact, it.missing)))
    return t.say("Reported in time to {who}", who=who)


def _overdue(it: r.DutyMissed, t: Telling) -> str:
    return t.say("A legal deadline passed: {who}", who=_authority(it.duty, t))


def _reached(it: r.StakeholderReached, t: Telling) -> str:
    if it.late:
        return t.say("First word to {group}, too late", group=t.group(it.group))
    return t.say("First word to {group}", group=t.group(it.group))


def _unreached(it: r.StakeholderMissed, t: Telling) -> str:
    return t.say("Not told by their time: {group}", group=t.group(it.group))


def _state(it: r.StateSampled, t: Telling) -> str:
    return t.say(
        "Trust {trust:.0f}, heat {heat:.0f}, harm {harm:.0f} %", trust=it.trust, heat=it.heat, harm=100 * it.harm
    )


def _monitor(it: r.MonitoringSampled, t: Telling) -> str:
    return t.say("Monitoring: {n} posts per hour", n=t.number(it.volume))


def _baseline(it: r.BaselineMeasured, t: Telling) -> str:
    if it.playbook == "model":
        return t.say("The same crisis under the reference, on the same seed")
    return t.say("The same crisis without any action, on the same seed")


def _exposure(it: r.ExposureMeasured, t: Telling) -> str:
    return t.say("How fast people hear of it when nobody acts, over {n} runs", n=it.seeds)


_LINES: Mapping[type[r.Record], Callable[[Any, Telling], str]] = {
    r.CommandGiven: _command,
    r.DrillOpened: lambda _, t: t.say("The drill begins"),
    r.AlertRaised: lambda _, t: t.say("The alert"),
    r.PhaseChanged: _phase,
    r.DrillClosed: lambda _, t: t.say("The end of the drill"),
    r.SignalAppeared: _signal,
    r.PostAppeared: _post,
    r.MailArrived: _mail,
    r.CallRang: _rang,
    r.CallTaken: _taken,
    r.CallMissed: lambda _, t: t.say("A call was not taken"),
    r.SummonsArrived: _summons,
    r.SummonsAnswered: _testified,
    r.SummonsMissed: lambda _, t: t.say("A summons was not answered in time"),
    r.NoteLeaked: lambda _, t: t.say("An inner note got out, word for word"),
    r.AllegationMade: _alleged,
    r.TwistFired: lambda _, t: t.say("A twist came true"),
    r.FactLearned: _learned,
    r.FactLeaked: _leaked,
    r.StatementOrdered: _ordered,
    r.SignOffSkipped: _skipped,
    r.StatementSigned: _signed,
    r.StatementReturned: _returned,
    r.StatementWithdrawn: lambda _, t: t.say("After what legal struck nothing was left to say"),
    r.SlipMade: lambda _, t: t.say("A slip stood in words that nobody had read"),
    r.StatementPublished: _published,
    r.ClaimJudged: _judged,
    r.ClaimCorrected: _corrected,
    r.PromiseMade: _promised,
    r.PromiseKept: lambda _, t: t.say("A promise was kept"),
    r.PromiseBroken: lambda _, t: t.say("A promise was not kept"),
    r.NothingToTell: _nothing,
    r.TeamAssembled: _assembled,
    r.TaskQueued: _queued,
    r.TaskStarted: _started,
    r.TaskDone: _done,
    r.StepSkipped: _step,
    r.WatchSet: _watch,
    r.SignalLooked: lambda it, t: t.say("Sign looked at: {quote}", quote=_sign(it.signal, t)),
    r.SignalGraded: _graded,
    r.QuestionAnswered: _answered,
    r.ReviewFiled: lambda _, t: t.say("The review was filed"),
    r.DecisionOpened: _opened,
    r.DecisionSettled: _settled,
    r.DecisionTaken: _decided,
    r.DecisionMissed: _missed,
    r.DutyStarted: _duty,
    r.DutyMet: _met,
    r.DutyMissed: _overdue,
    r.StakeholderReached: _reached,
    r.StakeholderMissed: _unreached,
    r.StateSampled: _state,
    r.MoodsSampled: _moods,
    r.SituationReported: _report,
    r.RelapseStarted: lambda _, t: t.say("The trouble came back: the repair was all that was done"),
    r.FutureProjected: _future,
    r.MonitoringSampled: _monitor,
    r.BaselineMeasured: _baseline,
    r.ExposureMeasured: _exposure,
}
