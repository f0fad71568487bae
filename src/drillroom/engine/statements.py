"""Words on their way out: ordered, read at the sign-off desk, published, judged, heard by the public.

What a statement claims, what its speaker knew and the next word it promises is fixed when it is ordered; it counts once
it is published.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import simpy

from drillroom.doctrine.models import Action
from drillroom.log.records import (
    Claim,
    ClaimCorrected,
    ClaimJudged,
    Curve,
    QuestionAnswered,
    SignOffSkipped,
    SlipMade,
    StatementOrdered,
    StatementPublished,
    StatementReturned,
    StatementWithdrawn,
    Text,
)
from drillroom.scenario.checks import STANDARD_FACTS

from .ledger import Judgment
from .parts import Parts
from .script import Script
from .spread import tempo
from .streams import stream

Steps = Generator[simpy.Event, Any, None]
WORDS = "words"
SPEAKING = "any_statement"
CLUSTERS = ("blameless", "accidental", "at_fault")
"""What an effect's ``if`` calls the crisis clusters, from victim to preventable."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it is out. ``ordered``: the drill second at which its words were fixed."""

    id: str
    ordered: int
    do: str
    seat: str
    args: Mapping[str, Any]
    claims: tuple[Claim, ...]
    heard_by: tuple[str, ...]
    says: Text | None = None

    @property
    def audience(self) -> str:
        return str(self.args.get("to", "public"))

    @property
    def tone(self) -> str:
        return str(self.args.get("tone", "plain"))


class Statements:
    """All statements of one drill."""

    def __init__(self, parts: Parts, script: Script) -> None:
        self._parts, self._script = parts, script
        self._approved = {line.id for line in parts.world.scenario.lines if line.approved}
        self._count = 0
        self._times: dict[str, int] = {}
        owned = [name for name, channel in parts.world.scenario.channels.items() if channel.owned]
        self._channels = owned or list(parts.world.scenario.channels)

    # ------------------------------------------------------------------ on the way

    def order(
        self,
        do: str,
        seats: tuple[str, ...],
        args: Mapping[str, Any],
        claims: tuple[Claim, ...],
        says: Text | None = None,
    ) -> Steps:
        """A SimPy process: from the order to the published words.

        ``seats``: who speaks, and behind them who sent them; ``says``: the words when nobody typed any.
        """
        seat = seats[0]
        world = self._parts.world
        action = world.actions[do]
        self._count += 1
        self._times[do] = self._times.get(do, 0) + 1
        draft = Draft(f"s{self._count}", world.now, do, seat, args, claims, seats, says)
        world.emit(
            StatementOrdered(
                at=world.now,
                statement=draft.id,
                do=do,
                seat=seat,
                channel=self._channel(draft),
                audience=draft.audience,
                tone=draft.tone,
                claims=claims,
                words=args.get(WORDS),
            )
        )
        judged = self._judge(draft)
        if action.takes or action.staff:
            job = self._parts.team.job(do, {"statement": draft.id})
            yield from self._parts.team.work(job, action, on_start=lambda _: None, on_done=lambda: None)
        reading = self._reading(do, args)
        if reading is not None and args.get("check") != "skip":
            judged = yield from self._sign_off(draft, action, reading, judged)
            if claims and not judged:
                world.emit(StatementWithdrawn(at=world.now, statement=draft.id))
                return
            draft = replace(draft, claims=tuple(it.claim for it in judged))
        self._publish(draft, action, judged)
        if args.get("check") == "skip" and action.signoff is not None:
            self._slip(draft)

    def _reading(self, do: str, args: Mapping[str, Any]) -> int | None:
        """Seconds that sign-off takes, or None: words drafted ahead in quiet times, and lines that legal has approved
        beforehand, go out at once; drafted ones only the first time."""
        done = self._parts.team.done
        is_drafted = do == "holding_statement" and "draft_statement" in done and do not in done
        is_ready = is_drafted or args.get("line") in self._approved
        return None if is_ready else self._parts.world.actions[do].signoff

    def _sign_off(
        self, draft: Draft, action: Action, reading: int, judged: tuple[Judgment, ...]
    ) -> Generator[simpy.Event, Any, tuple[Judgment, ...]]:
        """Wait for the reader. What they would strike is struck if the writer takes it (``redline: take``); else the
        words go out as they are, against advice, and the log says so. Returns what is left of the claims."""
        yield from self._parts.team.sign_off(draft.id, reading)
        found = self._objection(draft, action, judged)
        if found is None:
            return judged
        answer, because, struck = found
        world, is_taken = self._parts.world, draft.args.get("redline") == "take"
        world.emit(
            StatementReturned(
                at=world.now,
                to=tuple(dict.fromkeys((*draft.heard_by, "lead", "legal"))),
                statement=draft.id,
                by="legal",
                answer=answer,
                because=because,
                facts=tuple(dict.fromkeys(self._parts.ledger.subject(it.claim) for it in struck)),
                taken=is_taken,
            )
        )
        return tuple(it for it in judged if it not in struck) if is_taken else judged

    def _objection(
        self, draft: Draft, action: Action, judged: tuple[Judgment, ...]
    ) -> tuple[str, str, tuple[Judgment, ...]] | None:
        """What a careful lawyer says: no to words the house knows to be wrong, other words for what is unverified, and
        none of liability before the cause is known."""
        wrong = tuple(it for it in judged if it.verdict == "lie")
        if wrong:
            return "no", "knows_better", wrong
        open_ones = tuple(it for it in judged if it.verdict == "guess")
        if open_ones:
            return "redline", "unverified", open_ones
        if draft.do == "admit_liability" and not self._parts.ledger.knows("cause", draft.heard_by):
            return "redline", "cause_open", ()
        return None

    def _slip(self, draft: Draft) -> None:
        """Words that nobody read may hold a slip, the more so the more tired people are."""
        world, numbers = self._parts.world, self._parts.world.numbers
        luck = stream(world.seed, f"slip/{draft.do}/{self._times[draft.do]}").random()
        if luck < numbers["slip_chance"] + numbers["slip_tired"] * self._parts.team.fatigue:
            world.emit(SlipMade(at=world.now, statement=draft.id))
            self._parts.public.hear_slip()

    def _judge(self, draft: Draft) -> tuple[Judgment, ...]:
        world, ledger = self._parts.world, self._parts.ledger
        warned: dict[str, int] = {}
        if draft.args.get("check") == "skip" and self._reading(draft.do, draft.args) is not None:
            facts = dict.fromkeys(ledger.subject(claim) for claim in draft.claims)
            unheard = tuple(fact for fact in facts if not ledger.knows(fact, draft.heard_by))
            seq = world.emit(SignOffSkipped(at=world.now, statement=draft.id, open=unheard))
            warned = dict.fromkeys(unheard, seq)
        return tuple(ledger.judge(draft.id, claim, draft.heard_by, warned=warned) for claim in draft.claims)

    def _channel(self, draft: Draft) -> str:
        return str(draft.args.get("channel") or self._channels[0])

    # ------------------------------------------------------------------ out

    def _publish(self, draft: Draft, action: Action, judged: tuple[Judgment, ...]) -> None:
        parts = self._parts
        self._announce(draft)
        heard = parts.public.hears(self._channel(draft))
        is_public = draft.audience in parts.world.rules.doctrine.public_audiences and heard > 0
        before = parts.ledger.believed
        for judgment in judged:
            self._enter(draft, judgment, is_public=is_public)
        if is_public:
            if not action.hollow:
                parts.clocks.reach("public")
            self._be_heard(draft, action, judged, gained=parts.ledger.believed - before, heard=heard)
        parts.public.is_lied_to = parts.ledger.lies()
        for group in (draft.audience, action.reaches):
            if group is not None and heard > 0 and not action.hollow:
                parts.clocks.reach(group)

    def _be_heard(
        self, draft: Draft, action: Action, judged: tuple[Judgment, ...], *, gained: float, heard: float
    ) -> None:
        """Public words: only these move people, count as an answer or keep a promise."""
        world, parts = self._parts.world, self._parts
        is_news = gained > 0 or any(effect.fresh for effect in action.effects)
        worth = 1.0 if is_news else parts.public.worth(draft.do)
        parts.public.believe(parts.ledger.believed, new=round(gained * len(STANDARD_FACTS)))
        parts.public.respond(
            draft.do,
            action.effects,
            minute=world.minute,
            tone=draft.tone,
            holds=self._holds(draft, judged),
            heard=heard,
        )
        self._deny(action, judged)
        if not action.hollow:
            self._tell_first()
            parts.public.hear_words(world.minute, worth=worth)
            parts.clocks.keep(SPEAKING)
        parts.team.done.setdefault(draft.do, world.now)
        self._answer(draft, action)
        self._promise(draft)

    def _tell_first(self) -> None:
        """Words before the first outsider's take the edge off what comes (stealing thunder)."""
        world, parts = self._parts.world, self._parts
        if world.now < 0 and parts.public.last_word is None:
            self._script.reach_factor *= world.numbers["thunder_reach"]
            parts.public.tell_first()

    def _announce(self, draft: Draft) -> None:
        world = self._parts.world
        channel = self._channel(draft)
        words = draft.args.get(WORDS)
        facts = [{"ref": f"scenario.facts.{claim.fact}.is"} for claim in draft.claims if claim.fact is not None]
        said = draft.says or Text(ref=f"vocabulary.actions.{draft.do}.says", args={"facts": facts})
        place = world.scenario.channels.get(channel)
        world.emit(
            StatementPublished(
                at=world.now,
                statement=draft.id,
                do=draft.do,
                seat=draft.seat,
                channel=channel,
                audience=draft.audience,
                tone=draft.tone,
                claims=draft.claims,
                text=Text(ref=f"words.{words}") if words else said,
                curve=Curve(
                    size=round(world.numbers["statement_size"] * (place.reach if place else 1.0), 1),
                    mix=tempo(world.seed, f"statement/{draft.do}/{self._times[draft.do]}", world.numbers),
                    likes=1.2,
                    comments=2.4,
                ),
                words=words,
            )
        )
        self._parts.past.posts[draft.id] = None

    def _enter(self, draft: Draft, judgment: Judgment, *, is_public: bool) -> None:
        world, parts = self._parts.world, self._parts
        world.emit(
            ClaimJudged(
                at=world.now,
                to="facilitator",
                statement=draft.id,
                claim=judgment.claim,
                verdict=judgment.verdict,
                right=judgment.right,
                because=judgment.because,
            )
        )
        if not is_public and judgment.right:
            return
        mended = parts.ledger.book(judgment, world.now)
        if mended is not None:
            fact = str(judgment.claim.fact)
            found_out = parts.ledger.standing[fact].leaked_at is not None
            world.emit(
                ClaimCorrected(
                    at=world.now,
                    fact=fact,
                    statement=draft.id,
                    corrected=mended.statement,
                    before_exposure=not found_out,
                )
            )
            parts.public.hear_correction()

    def _deny(self, action: Action, judged: tuple[Judgment, ...]) -> None:
        """What a contradiction does to people depends on whether it is so, and on proof."""
        public, denials = self._parts.public, [it for it in judged if it.claim.op == "not"]
        knowing = any(it.verdict == "lie" and it.claim.op != "unknown" for it in judged)
        if knowing:
            public.hear_denial(false=True)
        elif denials and all(it.right for it in denials):
            if action.evidence:
                public.hear_evidence()
            else:
                public.hear_denial(false=False)

    def _holds(self, draft: Draft, judged: tuple[Judgment, ...]) -> frozenset[str]:
        public, ledger = self._parts.public, self._parts.ledger
        against = [it.claim.allegation for it in judged if it.claim.allegation is not None]
        checks = {
            CLUSTERS[public.cluster]: True,
            "to_users": draft.audience == "users",
            "warm": draft.tone == "warm",
            "before_answers": ledger.believed < 0.6,
            "after_answers": ledger.believed >= 0.6,
            "false_allegation": any(not ledger.is_true_allegation(name) for name in against),
        }
        return frozenset(name for name, is_so in checks.items() if is_so)

    def _answer(self, draft: Draft, action: Action) -> None:
        world, ledger = self._parts.world, self._parts.ledger
        questions: list[str] = []
        if action.answers == "told":
            questions = [name for name, it in ledger.standing.items() if it.told_at is not None]
        elif action.answers == "post":
            questions = [str(draft.args["post"])]
        for question in questions:
            if question not in ledger.answered:
                ledger.answered.add(question)
                world.emit(QuestionAnswered(at=world.now, question=question, where=self._channel(draft)))

    def _promise(self, draft: Draft) -> None:
        """The next word is due at the hour that the words name: ``next`` seconds after the order, however long sign-off
        took. Where that would come too soon after publication, or is past, a grace (``next_word_grace``) begins there.
        """
        world, clocks = self._parts.world, self._parts.clocks
        later = draft.args.get("next")
        if later is not None:
            soonest = world.now + int(world.numbers["next_word_grace"])
            clocks.promise(draft.id, due=max(draft.ordered + later, soonest), needs=(SPEAKING,))
        for claim in draft.claims:
            fact = world.scenario.facts.get(claim.fact) if claim.fact else None
            if fact is not None and fact.due is not None and claim.op == "is":
                clocks.promise(draft.id, due=world.now + fact.due, needs=fact.needs, fact=claim.fact)
