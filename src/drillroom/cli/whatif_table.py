"""The finished table of a what-if, in lines of a terminal.

What a gain rests on stands above the first of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drillroom.analysis.gains import METRICS
from drillroom.analysis.variants import Subject
from drillroom.analysis.whatif import WIDELY, Row, WhatIf, by_subject
from drillroom.language import to_say

from .text import width, wrap
from .whatif_words import NOTHING, Words, cut

_COLUMNS, _LABEL = 80, 34
_SHOWN = 12
"""Actions that are shown; all of them are in the JSON document."""
_METRICS = {
    "total": to_say("total"),
    "process": to_say("process"),
    "trust": to_say("trust"),
    "churn": to_say("users lost"),
    "harm": to_say("harm"),
}
_FORMS = {"total": ".1f", "process": ".1f", "trust": ".1f", "churn": ".2f", "harm": ",.0f"}


def table(found: WhatIf, words: Words) -> Iterator[str]:
    """All lines."""
    yield from _head(found, words)
    if not found.rows:
        yield words.say("No command was given in this drill, so there is nothing to change.")
        return
    yield from _moves(words.say("Costliest moves"), found.costliest, found, words)
    yield from _moves(words.say("Best moves"), found.best, found, words)
    groups = found.by_subject
    yield from _rows(words.say("Decisions and calls"), [it for it in groups if it[0].kind != "action"], found, words)
    actions = [it for it in groups if it[0].kind == "action"]
    most = _largest(actions)
    yield from _rows(words.say("Actions"), most, found, words)
    if len(most) < len(actions):
        left = words.say("{n} more actions did less; --json has them all.", n=len(actions) - len(most))
        yield f"  {left}"
    yield from _delays(found, words)
    yield from _shares(found, words)


def _head(found: WhatIf, words: Words) -> Iterator[str]:
    title = words.speech.pick(words.scenario.title)
    yield words.say("{title}, seed {seed}: what if", title=title, seed=words.header.seed)
    base = found.base
    marks = {name: NOTHING if (at := getattr(base, name)) is None else format(at, _FORMS[name]) for name in METRICS}
    yield words.say(
        "As it was: total {total}, process {process}, trust {trust}, users lost {churn} %, harm {harm}", **marks
    )
    told = [
        words.say("A gain with + would have been better: more points and trust, fewer users lost, less harm."),
        words.say("“total” is exact for this drill's own seed."),
        words.say(
            "“elsewhere” is the mean over {n} other seeds, with its 90 % interval (paired, Student's t).",
            n=len(found.seeds),
        )
        if found.seeds
        else "",
        words.say(
            "Decisions are tried elsewhere, and the {n} calls and actions that did most here; for the rest: –", n=WIDELY
        )
        if found.seeds
        else "",
        words.say("effect sizes are assumptions"),
    ]
    for line in told:
        yield from wrap(line, _COLUMNS) if line else ()


# ------------------------------------------------------------------ what counted most


def _moves(head: str, rows: Sequence[Row], found: WhatIf, words: Words) -> Iterator[str]:
    yield from ("", head)
    if not rows:
        yield f"  {words.say('none')}"
    for place, row in enumerate(rows, start=1):
        it = row.variant
        yield from wrap(words.subject(it.subject, 2 * _COLUMNS), _COLUMNS, first=f"  {place}. ", indent="     ")
        instead = words.say("instead: {other}", other=cut(words.change(it), 2 * _COLUMNS))
        if it.subject.kind != "action":
            was = words.say("as it was: {done}", done=cut(words.done(it.subject), 2 * _COLUMNS))
            yield from wrap(was, _COLUMNS, indent="     ")
        yield from wrap(instead, _COLUMNS, indent="     ")
        yield from wrap(_worth(row, found, words), _COLUMNS, indent="     ")


def _worth(row: Row, found: WhatIf, words: Words) -> str:
    own = words.say("total {gain}", gain=words.gain("total", (row.own or {}).get("total")))
    far = row.gain.get("total")
    if far is None:
        return own
    means = words.say("on {n} other seeds {gain}", n=far.n, gain=words.estimate("total", far))
    parts = [own, means]
    if far.low is not None and not far.is_clear:
        parts.append(words.say("there it cannot be told from nothing"))
    return words.say("; ").join(parts)


# ------------------------------------------------------------------ every change


def _rows(head: str, groups: Sequence[tuple[Subject, list[Row]]], found: WhatIf, words: Words) -> Iterator[str]:
    if not groups:
        return
    heads = [words.say("total"), words.say("elsewhere"), words.say("trust"), words.say("users lost"), words.say("harm")]
    cells = [["", *heads, ""]] + [_cells(row, words) for _, rows in groups for row in rows]
    if not found.seeds:
        cells = [[*row[:2], *row[3:]] for row in cells]
    first, *lines = columns(cells)
    yield from ("", head, first)
    for subject, rows in groups:
        yield from wrap(words.subject(subject, 2 * _COLUMNS), _COLUMNS, first="  ", indent="    ")
        if subject.kind != "action":
            yield _below(words.say("as it was: {done}", done=words.done(subject)))
        for row in rows:
            label = words.change(row.variant)
            if width(label) > _LABEL:
                yield _below(label)
            yield lines.pop(0)


def _below(text: str) -> str:
    """A line below the name of what it is about."""
    return f"    {cut(text, _COLUMNS - 4)}"


def _cells(row: Row, words: Words) -> list[str]:
    own = row.own or dict.fromkeys(METRICS)
    told = [words.gain(name, own[name]) for name in ("trust", "churn", "harm")]
    far = words.estimate("total", row.gain.get("total"))
    label = words.change(row.variant)
    return [
        f"    {label if width(label) <= _LABEL else ''}",
        words.gain("total", own["total"]),
        far,
        *told,
        words.note(row),
    ]


def _largest(actions: list[tuple[Subject, list[Row]]]) -> list[tuple[Subject, list[Row]]]:
    """Those that did most, for better or worse, in the order of their times."""
    sizes = [max(tuple(map(abs, row.worth)) for row in rows) for _, rows in actions]
    ranked = sorted(range(len(actions)), key=lambda place: sizes[place], reverse=True)
    return [actions[place] for place in sorted(ranked[:_SHOWN]) if any(sizes[place])]


# ------------------------------------------------------------------ delays and shares


def _delays(found: WhatIf, words: Words) -> Iterator[str]:
    groups = by_subject(found.delays)
    if not groups:
        return
    yield from ("", words.say("What a delay costs: the same answer so long after the decision opened"))
    for subject, rows in groups:
        yield from wrap(words.subject(subject, 2 * _COLUMNS), _COLUMNS, first="  ", indent="    ")
        heads = [words.span(row.variant.to) + ("*" if row.variant.is_free else "") for row in rows]
        lines = [["", *heads]]
        for name in ("total", "trust", "harm"):
            values = [getattr(row.trial, name) if row.own is not None else None for row in rows]
            told = [NOTHING if it is None else format(it, _FORMS[name]) for it in values]
            lines.append([f"    {words.say(_METRICS[name])}", *told])
        yield from columns(lines)
    if any(row.variant.is_free for row in found.delays):
        yield from wrap(
            words.say("* The window had closed: the option's actions, taken by themselves."), _COLUMNS, first="  "
        )


def _shares(found: WhatIf, words: Words) -> Iterator[str]:
    heads = [words.say("by seed"), words.say("by a move"), words.say("by all moves"), words.say("trainee's share")]
    lines = [["", *heads]]
    for name, share in found.shares.items():
        spread = [NOTHING if it is None else format(it, _FORMS[name]) for it in (share.seeds, share.moves, share.whole)]
        part = NOTHING if share.of_a_move is None else f"{100 * share.of_a_move:.0f} %"
        lines.append([f"  {words.say(_METRICS[name])}", *spread, part])
    yield from ("", words.say("Where the spread comes from (descriptive)"), *columns(lines))
    yield from wrap(
        words.say(
            "By seed: standard deviation of the same moves. By a move: root mean square of one change. By all moves: "
            "distance from the drill without a team. The share compares a move with the seed, by squares."
        ),
        _COLUMNS,
        first="  ",
        indent="  ",
    )


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows with cells below each other: the first and the last to the left, numbers to the right."""
    last = len(rows[0]) - 1
    widths = [max(width(row[place]) for row in rows) for place in range(last + 1)]
    lines = []
    for row in rows:
        cells = []
        for place, (cell, wide) in enumerate(zip(row, widths, strict=True)):
            space = " " * (wide - width(cell))
            is_words = place == 0 or (place == last and not cell[-1:].isdigit() and cell[-1:] not in ("", "%", NOTHING))
            cells.append(cell + space if is_words else space + cell)
        lines.append("  ".join(cells).rstrip())
    return lines
