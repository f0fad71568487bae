"""The marks as a debrief shows them: principles, metrics, caps, badges, faults, reasons, each with its records.

The scorecard decides; this only puts beside each mark what it was measured by and what it rests on.
"""

from __future__ import annotations

from drillroom.log.records import Text
from drillroom.scoring import findings
from drillroom.scoring.marks import Mark

from .reading import Reading
from .value import CapLine, Finding, MetricMark, OutcomePart, PrincipleMark, Untruth, Verdict

_GOOD = 0.8
_NO_WORD_NEEDED = "doctrine.notes.no_word_needed"
_MOST = 3


def principle_marks(reading: Reading) -> tuple[PrincipleMark, ...]:
    """The six principles in the doctrine's order, with their metrics."""
    rules = reading.card.doctrine
    shares = reading.card.worth
    return tuple(
        PrincipleMark(
            id=name,
            key=it.key,
            name=Text(ref=f"doctrine.principles.{name}.name"),
            short=Text(ref=f"doctrine.principles.{name}.short"),
            points=reading.card.principles.get(it.key),
            source=it.source,
            weight=it.weight,
            metrics=tuple(_metric(key, reading, shares.get(key, 0.0)) for key in it.metrics),
        )
        for name, it in rules.principles.items()
    )


def _metric(key: str, reading: Reading, worth: float) -> MetricMark:
    mark, target = reading.card.metrics[key], reading.card.doctrine.targets[key]
    return MetricMark(
        key=key,
        name=Text(ref=f"doctrine.targets.{key}.name"),
        asks=Text(ref=f"doctrine.targets.{key}.asks"),
        mark=mark.mark,
        value=mark.value,
        unit=mark.unit,
        full=target.full,
        none=target.none,
        source=mark.source,
        tag=target.tag,
        note=mark.note,
        weight=round(worth, 2),
        evidence=reading.cited(mark.evidence),
    )


def cap_lines(reading: Reading) -> tuple[CapLine, ...]:
    """The caps that hold, with the number before and after."""
    card, lines = reading.card, []
    for found in card.capped:
        cap = card.doctrine.caps[found.name]
        after = cap.total if cap.principle is None else cap.at_most
        lines.append(
            CapLine(
                key=found.name,
                name=Text(ref=f"doctrine.caps.{found.name}.name"),
                rule=Text(ref=f"doctrine.caps.{found.name}.rule"),
                principle=cap.principle,
                before=card.uncapped if cap.principle is None else None,
                after=0.0 if after is None else after,
                source=cap.source,
                tag=cap.tag,
                evidence=reading.cited(found.evidence),
            )
        )
    return tuple(lines)


def badge_lines(reading: Reading) -> tuple[Finding, ...]:
    """The success factors that were earned."""
    return tuple(_finding("badges", it, reading) for it in reading.card.badges)


def fault_lines(reading: Reading) -> tuple[Finding, ...]:
    """The causes of failure that the log shows."""
    return tuple(_finding("faults", it, reading) for it in reading.card.faults)


def _finding(kind: str, found: findings.Finding, reading: Reading) -> Finding:
    source = getattr(reading.card.doctrine, kind)[found.name].source
    name = Text(ref=f"doctrine.{kind}.{found.name}.name")
    return Finding(key=found.name, name=name, source=source, evidence=reading.cited(found.evidence))


def reason_lines(reading: Reading) -> tuple[Finding, ...]:
    """Why the rating is not a better one."""
    source = reading.card.doctrine.rating.source
    return tuple(
        Finding(key=it.text.ref.rpartition(".")[2], name=it.text, source=source, evidence=reading.cited(it.evidence))
        for it in reading.card.reasons
    )


def outcome_parts(reading: Reading) -> tuple[OutcomePart, ...]:
    """What the outcome was measured by; empty without baselines."""
    components = reading.card.doctrine.outcome
    return tuple(
        OutcomePart(
            key=name,
            name=Text(ref=f"doctrine.outcome.{name}.name"),
            unit=components[name].unit,  # type: ignore[index]
            drill=part.run,
            none=part.none,
            model=part.model,
            place=part.place,
        )
        for name, part in reading.card.standing.parts.items()
    )


def verdict(reading: Reading) -> Verdict:
    """What the one sentence of the debrief is made of."""
    card, when = reading.card, reading.milestones
    voice, contain = card.metrics.get("voice"), card.metrics.get("contain")
    return Verdict(
        rating=card.rating,
        total=card.total,
        uncapped=card.uncapped,
        process=card.process,
        outcome=card.outcome,
        process_share=card.doctrine.process_share,
        first_words=when["first_words"],
        needs_words=_needs_words(voice),
        contained=when["contained"],
        had_harm=contain is not None and contain.mark is not None,
        users_told=when["users_told"],
        users_first=when["users_first"],
        untruths=_untruths(reading),
    )


def _needs_words(voice: Mark | None) -> bool | None:
    if voice is None or (voice.mark is None and (voice.note is None or voice.note.ref != _NO_WORD_NEEDED)):
        return None
    return voice.mark is not None


def _untruths(reading: Reading) -> tuple[Untruth, ...]:
    found = []
    for claim in reading.course.claims:
        if claim.record.verdict == "lie":
            learned = reading.course.learned(claim.fact)
            if learned is not None and learned.seq > claim.seq:
                learned = None
            known, told = (None, None) if learned is None else (learned.at, learned.seq)
            found.append(Untruth(at=claim.at, fact=claim.fact, known_at=known, told=told, seq=claim.seq))
    return tuple(found)


def went_well(principles: tuple[PrincipleMark, ...]) -> tuple[str, ...]:
    """Metrics with nearly all of their mark, the weightiest first."""
    return _ranked(principles, lambda it: it.weight if it.mark is not None and it.mark >= _GOOD else 0.0)


def to_improve(principles: tuple[PrincipleMark, ...]) -> tuple[str, ...]:
    """Metrics that cost most."""
    return _ranked(principles, lambda it: it.weight * (1 - it.mark) if it.mark is not None and it.mark < _GOOD else 0.0)


def _ranked(principles: tuple[PrincipleMark, ...], worth: object) -> tuple[str, ...]:
    assert callable(worth)
    metrics = {metric.key: metric for principle in principles for metric in principle.metrics}
    ranked = sorted(metrics, key=lambda key: -worth(metrics[key]))
    return tuple(key for key in ranked if worth(metrics[key]) > 0)[:_MOST]
