"""What the public thinks: blame, anger, rumor, credibility and trust, moved by what people read and what was done.

Everything that hurts is summed over exposures; everything that heals takes time. Attention is not harm: heat alone
moves no trust. Scales are 0..1, trust 0..100; all of it stays inside its bounds whatever the team does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from drillroom.doctrine.models import Effect
from drillroom.scenario.format import Channel

from .losses import Losses, clip
from .spread import Mix, Spread
from .streams import snap

VICTIM, ACCIDENTAL, PREVENTABLE = 0, 1, 2
"""Crisis clusters by attributed responsibility (Coombs 2007)."""


def cluster(fault: float) -> int:
    """The cluster of a crisis by how far it is the company's doing, 0..1."""
    return VICTIM if fault < 0.2 else ACCIDENTAL if fault < 0.5 else PREVENTABLE


def _unit(value: float) -> float:
    return 0.0 if value < 0.0 else 1.0 if value > 1.0 else value


class Public:
    """One crowd. ``mass`` is the audience that the script itself brings, in reactions."""

    def __init__(
        self,
        numbers: Mapping[str, Any],
        spread: Spread,
        *,
        fault: float,
        trust: float,
        harm: float,
        severity: float,
        mass: float,
        channels: Mapping[str, Channel] | None = None,
        stickiness: float = 0.0,
    ) -> None:
        self.numbers, self.spread, self.mass = numbers, spread, mass
        self._n: Any = SimpleNamespace(**numbers)
        self.cluster = cluster(fault)
        self.trust = self.start_trust = trust
        self.harm = harm
        self.blame = self._n.blame_start[self.cluster]
        self.anger, self.rumor, self.credibility = self._n.start_anger, self._n.start_rumor, 1.0
        self.told = 0.0
        self.own = self.compensation = self.care = self.allies = self.firm = self.offence = 0.0
        self.is_lied_to = self.was_lied_to = self.has_relapsed = False
        self.last_word: int | None = None
        self.last_news = 0
        self.repair_rate = 0.0
        self.seen = self.attention = self.harm_minutes = 0.0
        self.reactions = 0
        self.losses = Losses(self._n, stickiness=stickiness)
        self.shares: dict[str, float] = {}
        self._channels, self._temper = channels or {}, 1.0
        self._everyone = self._n.everyone * mass
        self._hurt = self._n.trust_unit * (0.5 + 0.5 * severity)
        self._said: dict[str, int] = {}
        self._denials = 0

    @property
    def at_fault(self) -> bool:
        return self.cluster == PREVENTABLE

    @property
    def blameless(self) -> bool:
        return self.cluster == VICTIM

    # ------------------------------------------------------------------ what reaches it

    @property
    def churn(self) -> float:
        """Percent of users who left."""
        return self.losses.churn

    @property
    def heat(self) -> float:
        """Attention of the last two hours or so, 0..1."""
        half: float = self._n.heat_half
        return self.attention / (self.attention + half)

    @property
    def exposures(self) -> int:
        """People reached so far, counted with repetition."""
        return int(self.reactions / self._n.engagement)

    def hear_news(self, minute: int, size: float, mix: Mix | None = None, channel: str | None = None) -> None:
        """New material arrives with an audience of ``size`` reactions, in a channel where one is known.

        Only here do the shares of the channels change.
        """
        if size <= 0:
            return
        if channel is not None:
            before = self.spread.waiting
            whole = before + size
            self.shares = {name: share * before / whole for name, share in self.shares.items()}
            self.shares[channel] = self.shares.get(channel, 0.0) + size / whole
            mood = 0.0
            for name, share in self.shares.items():
                mood += share * self._channels[name].mood if name in self._channels else 0.0
            self._temper = round(1 - self._n.channel_mood * mood, 9)
        self.spread.pour(size, mix)
        self.last_news = minute

    def hears(self, channel: str) -> float:
        """How far words in this channel are heard, 0..1: nothing where nobody reads, more where the talk is."""
        place = self._channels.get(channel)
        if place is None:
            return 1.0
        if place.reach <= 0:
            return 0.0
        near = max(min(1.0, place.reach), 2 * self.shares.get(channel, 0.0))
        floor: float = self._n.channel_floor
        return floor + (1 - floor) * min(1.0, near)

    def hear_words(self, minute: int, *, worth: float = 1.0) -> None:
        """Official words are out. Said again (``worth`` below 1), they make the last word only a little fresher."""
        before = 0 if self.last_word is None else self.last_word
        self.last_word = minute if worth >= 1 else round(before + worth * (minute - before))

    def feel(self, *, anger: float = 0.0, rumor: float = 0.0, harm: float = 0.0) -> None:
        """Something outside the team's words moves people, or hurts them."""
        self.anger, self.rumor = _unit(self.anger + anger), _unit(self.rumor + rumor)
        self.harm = _unit(self.harm + harm)

    def believe(self, told: float, *, new: int) -> None:
        """``told`` is now the share of the standard questions that people take for answered, ``new`` of them fresh."""
        self.told = _unit(told)
        if new > 0:
            self.feel(rumor=-self._n.fact_calms * new * self.credibility)

    def reveal(self, blame: float) -> None:
        """New blame also reaches part of those who had read the story before."""
        weight = self._n.reach_back * min(self.seen, self._n.reach_back_most) * self._n.blame
        self.trust = clip(self.trust - self._hurt * weight * blame, 0.0, 100.0)
        self.blame = _unit(self.blame + blame)

    def relapse(self, minute: int) -> None:
        """The trouble is back, and so is the talk; it is mended in its own time."""
        self.has_relapsed = True
        self.feel(harm=self._n.relapse_harm, anger=self._n.relapse_anger)
        self.repair_rate = self._n.relapse_harm / self._n.relapse_lasts
        self.hear_news(minute, self._n.relapse_wave * self.mass)

    # ------------------------------------------------------------------ what the team does

    def respond(
        self,
        do: str,
        effects: Sequence[Effect],
        *,
        minute: int,
        tone: str,
        holds: frozenset[str],
        heard: float = 1.0,
    ) -> None:
        """Apply the effects of an action; ``holds`` names the conditions (``if``) that are true of it now.

        ``heard``: how far words are heard where they were said, 0..1.
        """
        worth = self.worth(do)
        self._said[do] = self._said.get(do, 0) + 1
        voice = {"warm": self._n.tone_warm, "stiff": self._n.tone_stiff}.get(tone, 1.0)
        for effect in effects:
            if effect.if_ is None or effect.if_ in holds:
                self._apply(effect, minute, worth * voice * heard)

    def worth(self, do: str) -> float:
        """What this action is worth now, 1 the first time."""
        return self._worth(self._said.get(do, 0))

    def _worth(self, times: int) -> float:
        """What something is worth that was done ``times`` before."""
        return 1.0 if times == 0 else float(self._n.repeat_worth) / times

    def _apply(self, effect: Effect, minute: int, worth: float) -> None:
        if effect.fresh is not None and self.last_word is not None:
            worth = min(1.0, (minute - self.last_word) * 60 / effect.fresh)
        heal = worth * self.credibility
        self.feel(
            anger=effect.anger * (heal if effect.anger < 0 else 1.0),
            rumor=effect.rumor * (heal if effect.rumor < 0 else 1.0),
        )
        if effect.harm is not None:
            self.harm = _unit(self.harm * effect.harm)
        if effect.own is not None:
            share = self._n.own_up_after if self.offence else 1.0
            self.own = max(self.own, effect.own * share)
        if effect.own_more is not None:
            self.own = _unit(self.own + effect.own_more)
        self.care = max(self.care, effect.care or 0.0)
        self.compensation = max(self.compensation, effect.compensation or 0.0)
        self.allies = max(self.allies, effect.allies or 0.0)
        self.offence = round(_unit(self.offence + effect.offence * self._n.offence_by_cluster[self.cluster]), 9)
        self.credibility = round(_unit(self.credibility + effect.credibility), 9)
        if effect.blame:
            self.reveal(effect.blame)
        if effect.wave:
            self.hear_news(minute, effect.wave * self.mass)

    def hear_denial(self, *, false: bool) -> None:
        """A denial without evidence. A false one calms more: that is the temptation. Repeating it wears off."""
        worth = self._worth(self._denials)
        self._denials += 1
        if false:
            calm = worth * self._n.lie_calms
            self.feel(anger=-calm, rumor=-calm)
        else:
            self.feel(rumor=-worth * self._n.deny_calms * self.credibility)

    def hear_evidence(self) -> None:
        """A false allegation was answered with proof."""
        worth = self._worth(self._denials)
        self._denials += 1
        self.feel(rumor=-worth * self._n.rebut_calms * self.credibility)
        if not self.at_fault and not self.firm:
            self.firm = 1.0
            self.blame = round(self.blame * (1 - self._n.firm_blame * self.credibility), 9)

    def hear_correction(self) -> None:
        """The team itself puts wrong words right: it costs a little, and far less than being found out."""
        self._lose_belief(self._n.correct_credibility, self._n.correct_anger, self._n.correct_rumor)

    def hear_slip(self) -> None:
        """Something small was wrong in words that nobody had checked."""
        self._lose_belief(self._n.slip_credibility, self._n.slip_anger, self._n.slip_rumor)

    def tell_first(self) -> None:
        """The team told before anybody else did: it is blamed less for what comes."""
        self.blame = round(max(0.0, self.blame - self._n.thunder_blame), 9)

    def _lose_belief(self, left: float, anger: float, rumor: float) -> None:
        self.credibility = round(self.credibility * left, 9)
        self.feel(anger=anger, rumor=rumor)

    # ------------------------------------------------------------------ what comes out

    def find_lie(self, minute: int) -> None:
        """Outsiders prove that the team knowingly said what was not so."""
        n = self._n
        self.is_lied_to, self.was_lied_to = False, True
        self._lose_belief(n.lie_credibility, n.lie_anger, n.lie_rumor)
        self.own, self.offence = 0.0, 1.0
        self.reveal(n.lie_blame)
        self.hear_news(minute, n.lie_wave * self.mass)

    def find_wrong(self, minute: int) -> None:
        """Outsiders show that unverified words were wrong."""
        n = self._n
        self._lose_belief(n.wrong_credibility, n.wrong_anger, n.wrong_rumor)
        self.reveal(n.wrong_blame)
        self.hear_news(minute, n.wrong_wave * self.mass)

    def find_hidden(self, minute: int, share: float) -> None:
        """Outsiders publish what the team had not told; ``share`` of the standard facts was still untold."""
        n = self._n
        self.feel(anger=n.hidden_anger * share, rumor=n.hidden_rumor * share)
        self.reveal(n.hidden_blame * share)
        self.hear_news(minute, n.leak_wave * share * self.mass)

    # ------------------------------------------------------------------ time passes

    def step(self, minute: int, minutes: int) -> tuple[int, list[float]]:
        """The ``minutes`` after ``minute`` (from the alert). Returns the reactions and the big reposters among them."""
        n, trusted = self._n, self.credibility
        told, own = self.told * trusted, self._owned() * trusted
        since = (minute if self.last_word is None else minute - self.last_word) / n.stale_full
        stale = n.stale_floor if since < n.stale_floor else since if since < 1.0 else 1.0
        vacuum = (1 - told) * (n.vacuum_base + (1 - n.vacuum_base) * stale)
        if self.is_lied_to:
            vacuum *= n.vacuum_under_lie
        count, big = self._read(minute, minutes, vacuum)
        exposed = count / self._everyone
        fade = 1 - minutes / n.heat_fade
        self.attention = attention = snap((self.attention * fade if fade > 0 else 0.0) + exposed)
        heat = attention / (attention + n.heat_half)
        if exposed:
            self.seen = snap(self.seen + exposed)
        self._suffer(exposed, minutes, told=told, own=own, vacuum=vacuum)
        self._recover(minutes, told=told, own=own, heat=heat)
        losses, trust, blame = self.losses, self.trust, self.blame
        losses.step(minutes, lost=self.start_trust - trust, trust=trust, harm=self.harm, heat=heat)
        losses.watch(minutes, exposed=exposed, blame=blame, is_liar=self.was_lied_to)
        return count, big

    def _read(self, minute: int, minutes: int, vacuum: float) -> tuple[int, list[float]]:
        n, harm = self._n, self.harm
        branching = n.branching * (
            n.branching_base + n.branching_harm * harm + n.branching_vacuum * vacuum + n.branching_anger * self.anger
        )
        victims = 0.0
        if harm:
            faded = 2 ** ((self.last_news - minute) / n.novelty)
            victims = n.victims / 60 * minutes * harm * self.mass * faded
        top = n.branching_max
        count, big = self.spread.step(minute, minutes, branching if branching < top else top, victims)
        self.reactions += count
        return count, big

    def _suffer(self, exposed: float, minutes: int, *, told: float, own: float, vacuum: float) -> None:
        n, anger, rumor = self._n, self.anger, self.rumor
        paid = self.compensation * self.credibility
        cooling = n.anger_down * minutes * anger * (n.anger_calm + own + n.anger_paid * paid)
        rumor -= n.rumor_down * minutes * rumor * told
        if exposed:
            hurt = 0.5 * (self.harm + 1 - own) * self._temper
            rumor += n.rumor_up * exposed * vacuum * (1 - self.rumor)
            anger += n.anger_up * exposed * hurt * (1 - anger)
        self.rumor, self.anger = snap(_unit(rumor)), snap(_unit(anger - cooling))
        if not exposed:
            return
        amends: float = n.amends_by_cluster[self.cluster]
        match = (own + told + amends * paid + (1 - amends) * told) / 3 - self.offence
        damage = n.blame * (self.blame - n.blame_floor) + n.rumor_weight * self.rumor + n.harm_weight * self.harm
        damage -= n.match * match
        if self.anger > n.anger_line:
            damage += n.anger_weight * (self.anger - n.anger_line)
        if damage > 0:
            self.trust -= self._hurt * exposed * damage * self.trust / 70

    def _owned(self) -> float:
        """Ownership; proof stands for it where the company is not to blame."""
        firm: float = self._n.firm_weight * self.firm
        return firm if firm > self.own else self.own

    def deeds(self, told: float, own: float) -> float:
        """How much of what can be done was done, 0..1."""
        paid = self.compensation if self.at_fault else 1.0
        return (told + own + 1 - self.harm + (paid + self.care + self.allies) * self.credibility) / 6

    def goal(self) -> float:
        """Where trust is heading once it is quiet, from what has been told and done so far."""
        trusted = self.credibility
        own = self._owned() * trusted
        return self._goal(self.deeds(self.told * trusted, own))

    def _goal(self, deeds: float) -> float:
        n = self._n
        goal: float = self.start_trust - n.hurting * self.harm
        return goal + n.forgiven * (deeds - n.forgiven_line) if deeds > n.forgiven_line else goal

    def _recover(self, minutes: int, *, told: float, own: float, heat: float) -> None:
        n, trusted, trust = self._n, self.credibility, self.trust
        deeds = self.deeds(told, own)
        goal = self._goal(deeds)
        if trust < goal:
            pace = minutes * n.recovery * deeds * deeds * trusted
            trust += (pace if pace < 1.0 else 1.0) * (goal - trust) * (1 - heat)
        self.trust = snap(0.0 if trust < 0.0 else 100.0 if trust > 100.0 else trust)
        if self.harm:
            self.harm_minutes = snap(self.harm_minutes + self.harm * minutes)
            left = self.harm - minutes * self.repair_rate
            self.harm = snap(left) if left > 0 else 0.0
