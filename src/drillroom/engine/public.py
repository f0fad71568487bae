"""What the public thinks: blame, anger, rumor, credibility and trust, moved by what people read and what was done.

Everything that hurts is summed over exposures; everything that heals takes time. Scales are 0..1, trust 0..100, churn
percent of users; all of it stays inside its bounds whatever the team does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drillroom.doctrine.models import Effect

from .spread import Mix, Spread


def _clip(value: float, low: float = 0.0, high: float = 1.0) -> float:
    return low if value < low else high if value > high else value


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
    ) -> None:
        self.numbers, self.spread, self.mass = numbers, spread, mass
        self.at_fault, self.blameless = fault >= 0.5, fault < 0.2
        self.trust = self.start_trust = trust
        self.harm = harm
        self.blame = numbers["blame_start_guilty"] if fault >= 0.5 else numbers["blame_start_blameless"]
        self.anger, self.rumor, self.credibility = numbers["start_anger"], numbers["start_rumor"], 1.0
        self.told = 0.0
        self.own = self.compensation = self.care = self.allies = self.firm = self.offence = 0.0
        self.is_lied_to = False
        self.last_word: int | None = None
        self.last_news = 0
        self.repair_rate = 0.0
        self.seen = self.attention = self.churn = self.harm_minutes = 0.0
        self.value = 100.0
        self.reactions = 0
        self._everyone = numbers["everyone"] * mass
        self._unit = numbers["trust_unit"] * (0.5 + 0.5 * severity)
        self._said: dict[str, int] = {}
        self._denials = 0

    # ------------------------------------------------------------------ what reaches it

    @property
    def heat(self) -> float:
        """Attention of the last two hours or so, 0..1."""
        half: float = self.numbers["heat_half"]
        return self.attention / (self.attention + half)

    @property
    def exposures(self) -> int:
        """People reached so far, counted with repetition."""
        return int(self.reactions / self.numbers["engagement"])

    def hear_news(self, minute: int, size: float, mix: Mix | None = None) -> None:
        """New material arrives with an audience of ``size`` reactions."""
        if size > 0:
            self.spread.pour(size, mix)
            self.last_news = minute

    def hear_words(self, minute: int, *, worth: float = 1.0) -> None:
        """Official words are out. Said again (``worth`` below 1), they make the last word only a little fresher."""
        before = 0 if self.last_word is None else self.last_word
        self.last_word = minute if worth >= 1 else round(before + worth * (minute - before))

    def feel(self, *, anger: float = 0.0, rumor: float = 0.0, harm: float = 0.0) -> None:
        """Something outside the team's words moves people, or hurts them."""
        self.anger, self.rumor = _clip(self.anger + anger), _clip(self.rumor + rumor)
        self.harm = _clip(self.harm + harm)

    def believe(self, told: float, *, new: int) -> None:
        """``told`` is now the share of the standard questions that people take for answered, ``new`` of them fresh."""
        self.told = _clip(told)
        if new > 0:
            self.feel(rumor=-self.numbers["fact_calms"] * new * self.credibility)

    def reveal(self, blame: float) -> None:
        """New blame also reaches part of those who had read the story before."""
        weight = self.numbers["reach_back"] * min(self.seen, self.numbers["reach_back_most"]) * self.numbers["blame"]
        self.trust = _clip(self.trust - self._unit * weight * blame, 0.0, 100.0)
        self.blame = _clip(self.blame + blame)

    # ------------------------------------------------------------------ what the team does

    def respond(self, do: str, effects: list[Effect], *, minute: int, tone: str, holds: frozenset[str]) -> None:
        """Apply the effects of an action; ``holds`` names the conditions (``if``) that are true of it now."""
        worth = self.worth(do)
        self._said[do] = self._said.get(do, 0) + 1
        voice = {"warm": self.numbers["tone_warm"], "stiff": self.numbers["tone_stiff"]}.get(tone, 1.0)
        for effect in effects:
            if effect.if_ is None or effect.if_ in holds:
                self._apply(effect, minute, worth * voice)

    def worth(self, do: str) -> float:
        """What this action is worth now, 1 the first time."""
        return self._worth(self._said.get(do, 0))

    def _worth(self, times: int) -> float:
        """What something is worth that was done ``times`` before."""
        return 1.0 if times == 0 else float(self.numbers["repeat_worth"]) / times

    def _apply(self, effect: Effect, minute: int, worth: float) -> None:
        if effect.fresh is not None and self.last_word is not None:
            worth = min(1.0, (minute - self.last_word) * 60 / effect.fresh)
        heal = worth * self.credibility
        self.feel(
            anger=effect.anger * (heal if effect.anger < 0 else 1.0),
            rumor=effect.rumor * (heal if effect.rumor < 0 else 1.0),
        )
        if effect.harm is not None:
            self.harm = _clip(self.harm * effect.harm)
        if effect.own is not None:
            self.own = max(self.own, effect.own) if not self.offence else max(self.own, effect.own * self._pardon())
        if effect.own_more is not None:
            self.own = _clip(self.own + effect.own_more)
        self.care = max(self.care, effect.care or 0.0)
        self.compensation = max(self.compensation, effect.compensation or 0.0)
        self.allies = max(self.allies, effect.allies or 0.0)
        self.offence = _clip(self.offence + effect.offence)
        self.credibility = round(_clip(self.credibility + effect.credibility), 9)
        if effect.blame:
            self.reveal(effect.blame)
        if effect.wave:
            self.hear_news(minute, effect.wave * self.mass)

    def _pardon(self) -> float:
        share: float = self.numbers["own_up_after"]
        return share

    def hear_denial(self, *, false: bool) -> None:
        """A denial without evidence. A false one calms more: that is the temptation. Repeating it wears off."""
        worth = self._worth(self._denials)
        self._denials += 1
        if false:
            calm = worth * self.numbers["lie_calms"]
            self.feel(anger=-calm, rumor=-calm)
        else:
            self.feel(rumor=-worth * self.numbers["deny_calms"] * self.credibility)

    def hear_evidence(self) -> None:
        """A false allegation was answered with proof."""
        worth = self._worth(self._denials)
        self._denials += 1
        self.feel(rumor=-worth * self.numbers["rebut_calms"] * self.credibility)
        if not self.at_fault and not self.firm:
            self.firm = 1.0
            self.blame *= 1 - self.numbers["firm_blame"] * self.credibility

    def hear_correction(self) -> None:
        """The team itself puts wrong words right: it costs a little, and far less than being found out."""
        self.credibility *= self.numbers["correct_credibility"]
        self.feel(anger=self.numbers["correct_anger"], rumor=self.numbers["correct_rumor"])

    # ------------------------------------------------------------------ what comes out

    def find_lie(self, minute: int) -> None:
        """Outsiders prove that the team knowingly said what was not so."""
        numbers = self.numbers
        self.is_lied_to = False
        self.credibility *= numbers["lie_credibility"]
        self.feel(anger=numbers["lie_anger"], rumor=numbers["lie_rumor"])
        self.own, self.offence = 0.0, 1.0
        self.reveal(numbers["lie_blame"])
        self.hear_news(minute, numbers["lie_wave"] * self.mass)

    def find_wrong(self, minute: int) -> None:
        """Outsiders show that unverified words were wrong."""
        numbers = self.numbers
        self.credibility *= numbers["wrong_credibility"]
        self.feel(anger=numbers["wrong_anger"], rumor=numbers["wrong_rumor"])
        self.reveal(numbers["wrong_blame"])
        self.hear_news(minute, numbers["wrong_wave"] * self.mass)

    def find_hidden(self, minute: int, share: float) -> None:
        """Outsiders publish what the team had not told; ``share`` of the standard facts was still untold."""
        numbers = self.numbers
        self.feel(anger=numbers["hidden_anger"] * share, rumor=numbers["hidden_rumor"] * share)
        self.reveal(numbers["hidden_blame"] * share)
        self.hear_news(minute, numbers["leak_wave"] * share * self.mass)

    # ------------------------------------------------------------------ time passes

    def step(self, minute: int, minutes: int) -> tuple[int, list[float]]:
        """The ``minutes`` after ``minute`` (from the alert). Returns the reactions and the big reposters among them."""
        numbers, trusted = self.numbers, self.credibility
        told, own = self.told * trusted, max(self.own, numbers["firm_weight"] * self.firm) * trusted
        since = minute if self.last_word is None else minute - self.last_word
        stale = _clip(since / numbers["stale_full"], numbers["stale_floor"])
        vacuum = (1 - told) * (numbers["vacuum_base"] + (1 - numbers["vacuum_base"]) * stale)
        vacuum *= numbers["vacuum_under_lie"] if self.is_lied_to else 1.0
        count, big = self._read(minute, minutes, vacuum)
        exposed = count / self._everyone
        self.seen = round(self.seen + exposed, 9)
        self.credibility, self.blame = round(self.credibility, 9), round(self.blame, 9)
        self.own, self.offence = round(self.own, 9), round(self.offence, 9)
        self.attention = round(self.attention * max(0.0, 1 - minutes / numbers["heat_fade"]) + exposed, 9)
        self._suffer(exposed, minutes, told=told, own=own, vacuum=vacuum)
        self._recover(minutes, told=told, own=own)
        self._count_losses(minutes)
        return count, big

    def _read(self, minute: int, minutes: int, vacuum: float) -> tuple[int, list[float]]:
        numbers = self.numbers
        branching = numbers["branching"] * (
            numbers["branching_base"]
            + numbers["branching_harm"] * self.harm
            + numbers["branching_vacuum"] * vacuum
            + numbers["branching_anger"] * self.anger
        )
        victims = 0.0
        if self.harm:
            faded = 2 ** ((self.last_news - minute) / numbers["novelty"])
            victims = numbers["victims"] / 60 * minutes * self.harm * self.mass * faded
        count, big = self.spread.step(minute, minutes, min(branching, numbers["branching_max"]), victims)
        self.reactions += count
        return count, big

    def _suffer(self, exposed: float, minutes: int, *, told: float, own: float, vacuum: float) -> None:
        numbers = self.numbers
        paid = self.compensation * self.credibility
        rumor, anger = self.rumor, self.anger
        rumor += numbers["rumor_up"] * exposed * vacuum * (1 - rumor) - numbers["rumor_down"] * minutes * rumor * told
        hurt = 0.5 * (self.harm + 1 - own)
        cooling = numbers["anger_down"] * minutes * anger * (numbers["anger_calm"] + own + numbers["anger_paid"] * paid)
        anger += numbers["anger_up"] * exposed * hurt * (1 - anger) - cooling
        self.rumor, self.anger = round(_clip(rumor), 9), round(_clip(anger), 9)
        match = (own + told + (paid if self.at_fault else told)) / 3 - self.offence
        damage = (
            numbers["blame"] * (self.blame - numbers["blame_floor"])
            + numbers["rumor_weight"] * self.rumor
            + numbers["harm_weight"] * self.harm
            - numbers["match"] * match
        )
        damage += numbers["anger_weight"] * max(0.0, self.anger - numbers["anger_line"])
        if damage > 0:
            self.trust -= self._unit * exposed * damage * self.trust / 70

    def _recover(self, minutes: int, *, told: float, own: float) -> None:
        numbers, trusted = self.numbers, self.credibility
        paid = self.compensation if self.at_fault else 1.0
        deeds = (told + own + 1 - self.harm + (paid + self.care + self.allies) * trusted) / 6
        goal = self.start_trust - numbers["hurting"] * self.harm
        goal += numbers["forgiven"] * max(0.0, deeds - numbers["forgiven_line"])
        if self.trust < goal:
            pace = min(1.0, minutes * numbers["recovery"] * deeds * deeds * trusted)
            self.trust += pace * (goal - self.trust) * (1 - self.heat)
        self.trust = round(_clip(self.trust, 0.0, 100.0), 9)
        if self.harm:
            self.harm_minutes = round(self.harm_minutes + self.harm * minutes, 9)
            self.harm = round(max(0.0, self.harm - minutes * self.repair_rate), 9)

    def _count_losses(self, minutes: int) -> None:
        numbers = self.numbers
        line = numbers["churn_line"]
        if self.trust < line:
            leaving = numbers["churn_rate"] * (line - self.trust) / line
            room = max(0.0, 1 - self.churn / numbers["churn_max"])
            self.churn = round(min(numbers["churn_max"], self.churn + minutes * leaving * room), 9)
        target = 100 - numbers["value_weight"] * (self.start_trust - self.trust) - numbers["value_churn"] * self.churn
        self.value = round(
            _clip(self.value + min(1.0, minutes / numbers["value_lag"]) * (target - self.value), 0.0, 100.0), 9
        )
