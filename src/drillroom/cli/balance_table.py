"""A balance check in words and columns, for the author of the scenario.

Decisions, options and injects go by the ids that the author gave them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drillroom.analysis.balance_found import CLOSE, MARGIN, SHARE, Balance, Choice, Gain, Judged, Played, Spread
from drillroom.language import Speech, speech, to_say
from drillroom.log.times import from_alert
from drillroom.scenario.format import Scenario

from .text import width

_GAP = "  "
_TABLES = (to_say("Total"), to_say("Process"), to_say("Outcome"))
_STANDS = {"good": to_say("good"), "fair": to_say("fair"), "poor": to_say("poor")}
_ENDED = {
    "taken": to_say("The reference takes {what}."),
    "settled": to_say("The reference settles it by {what}."),
    "missed": to_say("The reference lets it pass."),
    "not asked": to_say("Never asked under the reference, which settles it before by {what}; without that:"),
}
_TONGUES = {"en": to_say("English"), "zh-Hans": to_say("Chinese")}


def balance_lines(found: Balance, scenario: Scenario, lang: str) -> list[str]:
    """All that a check found, the verdict at the end."""
    speak = speech(lang)
    lines = [
        speak.say(
            "{title}: {seeds} seeds, {runs} runs",
            title=speak.pick(scenario.title),
            seeds=len(found.seeds),
            runs=found.runs,
        )
    ]
    for name in _TABLES:
        lines += ["", *_players(found.players, name, speak)]
    for decision in found.decisions:
        lines += ["", *_decision(decision, speak)]
    lines += ["", *_findings(found, speak), *_reading(found, speak), "", *_verdict(found, speak)]
    return lines


# ------------------------------------------------------------------ who did how


def _players(players: Sequence[Played], name: str, speak: Speech) -> list[str]:
    is_total = name == _TABLES[0]
    head = [speak.say(name), speak.say("low"), "25 %", speak.say("median"), "75 %", speak.say("high"), "≥ 60"]
    head += [speak.say("gain"), speak.say("beats")] if is_total else []
    rows = [head]
    for it in players:
        spread: Spread | None = getattr(it, name.lower())
        gain = _gain(it.gain) if is_total else []
        rows.append([it.name, *_spread(spread), *gain])
    return _columns(rows)


def _spread(spread: Spread | None) -> list[str]:
    if spread is None:
        return ["–"] * 6
    points = (spread.low, spread.lower, spread.median, spread.upper, spread.high)
    return [*(f"{it:.1f}" for it in points), _percent(spread.passing)]


def _gain(gain: Gain | None) -> list[str]:
    """Median gain, and the share of seeds on which the reference is beaten."""
    return ["–", "–"] if gain is None else [f"{gain.median:+.1f}", _percent(gain.beats)]


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


# ------------------------------------------------------------------ what the options are worth


def _decision(it: Judged, speak: Speech) -> list[str]:
    ways = [_way(way, count, speak) for way, count in it.ways.items()]
    lines = [f"{it.decision}: {' '.join(ways) or speak.say('It never comes up under the reference.')}"]
    if any(choice.gain is not None or choice.refused for choice in it.choices):
        head = ["", speak.say("stands"), speak.say("gain"), speak.say("beats"), ""]
        lines += _columns([head, *(_choice(choice, speak) for choice in it.choices)], indent=_GAP)
    return lines


def _way(way: str, count: int, speak: Speech) -> str:
    ended, _, what = way.partition(": ")
    return speak.say(_ENDED[ended], what=what) + speak.say(" ({count} seeds)", count=count)


def _choice(it: Choice, speak: Speech) -> list[str]:
    notes = []
    if it.is_own:
        notes.append(speak.say("the reference's own"))
    if it.is_dominated:
        notes.append(speak.say("dominated"))
    if it.refused:
        notes.append(speak.say("refused on {count} seeds", count=it.refused))
    return [it.option, speak.say(_STANDS[it.stands]), *_gain(it.gain), speak.say("; ").join(notes)]


# ------------------------------------------------------------------ what is wrong


def _findings(found: Balance, speak: Speech) -> Iterator[str]:
    if found.dominated:
        yield speak.say("Dominated (on no seed within {points} point of the best choice):", points=f"{CLOSE:g}")
        stands = {(it.decision, way.option): way.stands for it in found.decisions for way in it.choices}
        for pair in found.dominated:
            yield _GAP + speak.say("{name} ({note})", name="/".join(pair), note=speak.say(_STANDS[stands[pair]]))
    if found.twists:
        yield speak.say("Conditional injects that fired in no run:")
        yield from (f"{_GAP}{name}" for name in found.twists)
    if found.unasked:
        yield speak.say("Decisions that opened in no run:")
        yield from (f"{_GAP}{name}" for name in found.unasked)
    if found.windows:
        yield speak.say("Decisions that close before they can be read, at pace 1:")
        for it in found.windows:
            seconds = {"reading": round(it.reading), "window": it.window}
            told = speak.say("{reading} s to read, {window} s open", **seconds)
            name = speak.say("{name} ({note})", name=it.decision, note=_tongue(it.lang, speak))
            yield _GAP + speak.say("{name}: {told}", name=name, told=told)
    if found.blocked:
        yield speak.say("Options refused in the moment their decision opens:")
        for blocked in found.blocked:
            told = speak.say("{refused} of {opened} times", refused=blocked.refused, opened=blocked.opened)
            never = speak.say(", it can never be taken") if blocked.is_impossible else ""
            name = f"{blocked.decision}/{blocked.option}"
            yield _GAP + speak.say("{name}: {told}", name=name, told=f"{told}{never} [{blocked.reason}]")


def _reading(found: Balance, speak: Speech) -> Iterator[str]:
    yield speak.say(
        "The most to read in {minutes} minutes, at pace {pace}:", minutes=_minutes(found), pace=f"{found.pace:g}"
    )
    for it in found.reading:
        words = speak.say(
            "{load:.2f} minutes of reading a minute (passing talk: {crowd:.2f} more)",
            load=it.load,
            crowd=it.crowd * found.pace,
        )
        place = speak.say("{lang}, {at}", lang=_tongue(it.lang, speak), at=from_alert(it.at))
        yield _GAP + speak.say("{name}: {told}", name=place, told=words)


def _minutes(found: Balance) -> int:
    return next((it.minutes for it in found.reading), 0)


def _tongue(lang: str, speak: Speech) -> str:
    return speak.say(_TONGUES[lang]) if lang in _TONGUES else lang


def _verdict(found: Balance, speak: Speech) -> Iterator[str]:
    limits = {"points": f"{MARGIN:g}", "share": f"{100 * SHARE:.0f}"}
    if found.holds:
        yield speak.say(
            "Fair: nothing beats the reference by more than {points} points on more than {share} % of the seeds.",
            **limits,
        )
        return
    yield speak.say(
        "Not fair: this beats the reference by more than {points} points on more than {share} % of the seeds:", **limits
    )
    for name, gain in found.lunches:
        told = speak.say(
            "median {gain}, on {share} of the seeds", gain=f"{gain.median:+.1f}", share=_percent(gain.beats)
        )
        yield _GAP + speak.say("{name}: {told}", name=name, told=told)


# ------------------------------------------------------------------ columns


def _columns(rows: Sequence[Sequence[str]], *, indent: str = "") -> list[str]:
    """Rows with cells below each other: words to the left, numbers to the right."""
    widths = [max(width(row[place]) for row in rows) for place in range(len(rows[0]))]
    is_number = [all(_is_number(row[place]) for row in rows[1:]) for place in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = []
        for cell, wide, right in zip(row, widths, is_number, strict=True):
            space = " " * (wide - width(cell))
            cells.append(space + cell if right else cell + space)
        lines.append((indent + _GAP.join(cells)).rstrip())
    return lines


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-–")[:1].isdigit() or cell == "–"
