"""What a saying action claims, from its arguments and from what its speaker knows.

A fact that was not delivered to the speaker cannot be told, and nobody denies what nobody has alleged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from drillroom.errors import ActionRejected
from drillroom.log.records import Claim

from .parts import Parts

Args = Mapping[str, Any]
Seats = tuple[str, ...]


class Claims:
    """Claims of one drill's statements."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._world = parts, parts.world
        self._ways: Mapping[str, Callable[[Seats, Args], tuple[Claim, ...]]] = {
            "disclose": self._disclosed,
            "update": self._updated,
            "statement": self._stated,
            "deny": self._denied,
            "rebut": self._rebutted,
            "correct": self._corrected,
        }

    def of(self, do: str, seats: Seats, args: Args) -> tuple[Claim, ...]:
        """The claims of this action; none for words that only hold an attitude. Raises ActionRejected."""
        return self._ways[do](seats, args) if do in self._ways else ()

    def tellable(self, fact: str, seats: Seats) -> Claim:
        """The truth about a fact, if the speaker was told it."""
        if not self._parts.ledger.knows(fact, seats):
            raise ActionRejected(
                f"nobody has told us {fact!r} yet",
                reason="not_delivered",
                hint="say what is known, and when more will come",
            )
        return Claim(op="is", fact=fact, value=self._world.scenario.facts[fact].truth)

    def _disclosed(self, seats: Seats, args: Args) -> tuple[Claim, ...]:
        facts, ledger = args["facts"], self._parts.ledger
        if facts == "due":
            return tuple(self.tellable(fact, seats) for fact in ledger.untold(seats))
        claims = tuple(self.tellable(fact, seats) for fact in facts)
        if all(ledger.standing[fact].believed and ledger.standing[fact].told_at is not None for fact in facts):
            raise ActionRejected(f"we have told {', '.join(facts)} already", reason="already", hint="report progress")
        return claims

    def _updated(self, seats: Seats, args: Args) -> tuple[Claim, ...]:
        facts = args.get("facts") or ()
        wanted = self._parts.ledger.untold(seats) if facts == "due" else facts
        return tuple(self.tellable(fact, seats) for fact in wanted)

    def _stated(self, seats: Seats, args: Args) -> tuple[Claim, ...]:
        return tuple(self._claim(seats, it) for it in args["claims"])

    def _claim(self, seats: Seats, it: Args) -> Claim:
        fact, op = it.get("fact"), it["op"]
        if fact is not None and "value" not in it and op == "is":
            return self.tellable(fact, seats)
        truth = self._world.scenario.facts[fact].truth if fact is not None and op == "not" else None
        return Claim(op=op, value=it.get("value", truth), fact=fact, allegation=it.get("allegation"))

    def _denied(self, seats: Seats, args: Args) -> tuple[Claim, ...]:
        allegation, fact = args.get("allegation"), args.get("fact")
        if allegation is None and fact is not None:
            allegation = self._parts.ledger.allegation_about(fact)
        if allegation is not None:
            if allegation not in self._parts.ledger.live:
                raise ActionRejected(f"nobody has alleged {allegation!r}", reason="not_now", hint="do not spread it")
            return (Claim(op="not", allegation=allegation),)
        return (Claim(op="not", fact=fact, value=self._world.scenario.facts[str(fact)].truth),)

    def _rebutted(self, seats: Seats, args: Args) -> tuple[Claim, ...]:
        claims = self._denied(seats, args)
        about = claims[0].fact or self._world.scenario.allegations[str(claims[0].allegation)].about
        if not self._parts.ledger.knows(about, seats):
            raise ActionRejected(
                f"we have no evidence on {about!r} yet",
                reason="not_delivered",
                hint="deny, or say when the proof will come",
            )
        return claims

    def _corrected(self, seats: Seats, args: Args) -> tuple[Claim, ...]:
        fact = str(args["fact"])
        claim = self.tellable(fact, seats)
        if self._parts.ledger.standing[fact].wrong is None:
            raise ActionRejected(f"nothing we said about {fact!r} is wrong", reason="nothing_to", hint="disclose it")
        return (claim,)
