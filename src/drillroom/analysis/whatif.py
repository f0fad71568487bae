"""What a drill would have come to with one move changed: a value made of many re-runs, with its JSON.

It depends on the trials alone, not on the order in which they came in.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from .gains import METRICS, Estimate, Gains, deviation, estimate, estimates, gains, root_mean_square
from .moves import Anchored, Made
from .trials import Trial
from .variants import Plan, Subject, Variant

ASSUMPTION = "effect sizes are assumptions"
"""Said wherever a gain is shown: how strongly the public reacts is our choice, only the order is backed by evidence."""
MOST_DROPPED = 0.2
"""Share of the moves beyond which a variant is another drill, not the same one with a move changed."""
TOP = 3
WIDELY = 12
"""So many calls and actions, those that did most on the drill's own seed, are tried on the other seeds too."""

Runs = Mapping[int, Trial]
"""seed -> trial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One variant. ``own``: its gain on the log's own seed, None where it is not comparable; ``gain``: over the other
    seeds, empty where it was not run on them.

    ``trial``: what it came to on the own seed. ``dropped``: the moves that fell away there. ``is_possible``: what was
    changed could be done.
    """

    variant: Variant
    trial: Trial
    own: Gains | None
    gain: Mapping[str, Estimate | None] = field(default_factory=dict)
    dropped: tuple[Made, ...] = ()
    is_possible: bool = True

    @property
    def worth(self) -> tuple[float, float, float]:
        """What decides which variant is better: points in total, then the process, then trust, on the own seed."""
        own = self.own or {}
        return own.get("total") or 0.0, own.get("process") or 0.0, own.get("trust") or 0.0

    def as_json(self) -> dict[str, Any]:
        """For ``whatif --json``."""
        gain = {name: None if it is None else it.as_json() for name, it in self.gain.items()}
        return {
            "what": self.variant.as_json(),
            "at": self.variant.subject.at,
            "own": None if self.own is None else dict(self.own),
            "gain": gain or None,
            "dropped": [{"command": it.command.id, "do": it.command.do} for it in self.dropped],
            "possible": self.is_possible,
            "comparable": self.own is not None,
        }


@dataclass(frozen=True, slots=True)
class Share:
    """Where one metric's spread comes from, in its own units; None where there is nothing to tell it from.

    ``seeds``: the standard deviation of the same moves over all seeds. ``moves``: the root mean square of what one
    changed move did on the own seed. ``whole``: how far all moves together took it from the run without a team.
    """

    seeds: float | None
    moves: float | None
    whole: float | None

    @property
    def of_a_move(self) -> float | None:
        """The trainee-driven share, 0..1, of one changed move against the seed: their squares; the rest is the
        author's and the seed's."""
        return _part(self.moves, self.seeds)

    @property
    def of_all(self) -> float | None:
        """The same for all moves together."""
        return _part(self.whole, self.seeds)

    def as_json(self) -> dict[str, float | None]:
        """For ``whatif --json``."""
        found = {"seeds": self.seeds, "moves": self.moves, "whole": self.whole}
        shares = {"share_of_a_move": self.of_a_move, "share_of_all_moves": self.of_all}
        return {name: None if it is None else round(it, 4) for name, it in {**found, **shares}.items()}


def _part(one: float | None, other: float | None) -> float | None:
    if one is None or other is None or not one * one + other * other:
        return None
    return one * one / (one * one + other * other)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """All that was found out about one drill. ``others``: the base on the other seeds; ``none``: without a team."""

    plan: Plan
    seeds: tuple[int, ...]
    base: Trial
    none: Trial
    others: Runs
    rows: tuple[Row, ...]
    delays: tuple[Row, ...]

    @property
    def by_subject(self) -> list[tuple[Subject, list[Row]]]:
        """The rows of each decision, call and action, in their order."""
        return by_subject(self.rows)

    @property
    def costliest(self) -> list[Row]:
        """The three moves where another choice would have gained most, each with its best alternative."""
        best = [max(rows, key=lambda it: it.worth) for rows in self._comparable()]
        found = sorted((it for it in best if _is_telling(it, 1)), key=lambda it: it.worth, reverse=True)
        return found[:TOP]

    @property
    def best(self) -> list[Row]:
        """The three moves whose change would have cost most, each with its worst alternative; others than those."""
        taken = [row.variant.subject.key for row in self.costliest]
        worst = [min(rows, key=lambda it: it.worth) for rows in self._comparable()]
        found = [it for it in worst if _is_telling(it, -1) and it.variant.subject.key not in taken]
        return sorted(found, key=lambda it: it.worth)[:TOP]

    def _comparable(self) -> list[list[Row]]:
        kept = ([row for row in rows if row.own is not None] for _, rows in self.by_subject)
        return [rows for rows in kept if rows]

    @property
    def shares(self) -> Mapping[str, Share]:
        """metric -> where its spread comes from."""
        return {name: self._share(attrgetter(name)) for name in METRICS}

    @property
    def mark_shares(self) -> Mapping[str, Share]:
        """The same for every mark of the scorecard, 0..1."""

        def mark(name: str) -> Callable[[Trial], float | None]:
            return lambda trial: trial.marks.get(name)

        return {name: self._share(mark(name)) for name in self.base.marks}

    def _share(self, value: Callable[[Trial], float | None]) -> Share:
        runs = [value(it) for it in (self.base, *self.others.values())]
        known = [it for it in runs if it is not None]
        before, after = value(self.none), value(self.base)
        moved = [value(row.trial) for row in self.rows if row.own is not None]
        return Share(
            deviation(known) if len(known) > 1 else None,
            None if after is None else root_mean_square([it - after for it in moved if it is not None]),
            None if before is None or after is None else abs(after - before),
        )

    def as_json(self) -> dict[str, Any]:
        """The document of ``whatif --json``, but for what only the log knows."""
        others = [*self.others.values()]
        return {
            "seeds": list(self.seeds),
            "base": {
                **{name: getattr(self.base, name) for name in (*METRICS, "outcome")},
                "moves": len(self.plan.base.moves),
                "none": {name: getattr(self.none, name) for name in METRICS},
                "others": {name: _mean(others, name) for name in METRICS},
            },
            "variants": [row.as_json() for row in self.rows],
            "costliest": [row.as_json() for row in self.costliest],
            "best": [row.as_json() for row in self.best],
            "delay": [*_curves(self.delays)],
            "shares": {name: share.as_json() for name, share in self.shares.items()},
            "mark_shares": {name: share.as_json() for name, share in self.mark_shares.items()},
            "calls_and_actions_on_other_seeds": WIDELY,
            "assumption": ASSUMPTION,
        }


def _mean(trials: Sequence[Trial], name: str) -> dict[str, Any] | None:
    found = estimate([value for it in trials if (value := getattr(it, name)) is not None])
    return None if found is None else found.as_json()


def by_subject(rows: Iterable[Row]) -> list[tuple[Subject, list[Row]]]:
    """The rows of each decision, call and action, in the order in which these come first."""
    found: dict[Hashable, tuple[Subject, list[Row]]] = {}
    for row in rows:
        found.setdefault(row.variant.subject.key, (row.variant.subject, []))[1].append(row)
    return list(found.values())


def _curves(delays: Sequence[Row]) -> list[dict[str, Any]]:
    return [
        {
            "decision": subject.name,
            "option": subject.done,
            "opened": subject.came,
            "answered": subject.at - subject.came,
            "points": [_point(row) for row in rows],
        }
        for subject, rows in by_subject(delays)
    ]


def _point(row: Row) -> dict[str, Any]:
    is_so = row.own is not None
    found = {name: getattr(row.trial, name) if is_so else None for name in ("total", "trust", "harm")}
    return {"delay": row.variant.to, **found, "as_actions": row.variant.is_free, "comparable": is_so}


# ------------------------------------------------------------------ one row


def _is_telling(row: Row, sign: int) -> bool:
    """Did it change the points that way? Where no points were measured, the trust."""
    total, process, trust = (sign * it for it in row.worth)
    has_points = row.own is not None and any(row.own[name] is not None for name in ("total", "process"))
    return (total, process) > (0, 0) if has_points else trust > 0


def row_of(variant: Variant, base: Anchored, runs: Runs, bases: Runs, own: int) -> Row:
    """What the runs of a variant say. ``runs`` and ``bases`` hold at least the seed ``own``."""
    before, after = bases[own], runs[own]
    lost = set(_lost(variant.player, after)) - set(_lost(base, before))
    happened = _happened(variant, before, after)
    fits = happened and is_comparable(variant, base, before, after)
    pairs = [
        gains(bases[seed], it)
        for seed, it in runs.items()
        if seed != own and _happened(variant, bases[seed], it) and is_comparable(variant, base, bases[seed], it)
    ]
    return Row(
        variant=variant,
        trial=after,
        own=gains(before, after) if fits else None,
        gain=estimates(pairs) if fits and len(runs) > 1 else {},
        dropped=tuple(it for it in variant.player.moves if it.command.id in lost),
        is_possible=happened,
    )


def _happened(variant: Variant, before: Trial, after: Trial) -> bool:
    """Was the change made at all in this run, or in its base where something was left out?"""
    if variant.change == "none":
        return variant.subject.command in before.given
    # Of an option's actions some may have been done already; as an option, these would have been passed over.
    return not variant.edited or any(it in after.given for it in variant.edited)


def is_comparable(variant: Variant, base: Anchored, before: Trial, after: Trial) -> bool:
    """Is it still the same drill? Not where more than a fifth of the moves fell away that had not done so before."""
    lost = set(_lost(variant.player, after)) - set(_lost(base, before))
    return len(lost) <= MOST_DROPPED * len(variant.player.moves)


def _lost(player: Anchored, trial: Trial) -> list[str]:
    """The ids of the moves that were refused, or whose prompt never came."""
    given = frozenset(trial.given)
    return [it.command.id for it in player.moves if it.command.id not in given]
