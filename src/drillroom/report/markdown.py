"""The debrief as Markdown: the same words as the page, for a wiki, a mail or a terminal.

Text from outside is escaped, so that it stays text wherever Markdown is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from drillroom.language import Speech

from .value import Debrief
from .words import calibration, costs, course, front, marks, moments, owed, said
from .words.marks import View
from .words.telling import Telling

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_LINE_STARTS = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def markdown(debrief: Debrief, speech: Speech) -> str:
    """The whole report in one language."""
    t = Telling(debrief, speech)
    parts = [
        _head(t),
        _verdict(t),
        _principles(t),
        _figures(t),
        _costs(t),
        _course(t),
        _moments(t),
        _own_views(t),
        _calibration(t),
        _counsel(t),
        _plan(t),
        _statements(t),
        _facts(t),
        _clocks(t),
        _feed(t),
        _limits(t),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def plain(words: object) -> str:
    """Words that stay words: nothing in them is read as Markdown or HTML, and they keep to one line."""
    line = " ".join(str(words).split())
    return _LINE_STARTS.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line.replace("&", "&amp;")))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _items(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _section(title: str, *parts: str) -> str:
    return "\n\n".join([f"## {plain(title)}", *(part for part in parts if part)])


# ------------------------------------------------------------------ page one


def _head(t: Telling) -> str:
    it = front.setting(t)
    lines = [
        f"**{plain(course.exercise(t))}**",
        f"# {plain(t.say('Debrief: {title}', title=it['title']))}",
        " · ".join(plain(fact) for fact in it["facts"]),
        *(f"> {plain(warning)}" for warning in it["warnings"]),
    ]
    return "\n\n".join(lines)


def _verdict(t: Telling) -> str:
    it = front.verdict(t)
    numbers = [f"{plain(n['name'])} **{plain(n['value'])}**" for n in it["numbers"]]
    lines = [
        f"**{plain(t.with_note(it['name'], it['letter']))}**",
        plain(t.running(it["lead"])),
        " · ".join(numbers),
        _items(
            [_pair(cap["words"], t.with_note(cap["rule"], cap["source"]), t) for cap in it["caps"]],
        ),
        _items([plain(reason["name"]) for reason in it["reasons"]] + [plain(note) for note in it["notes"]]),
    ]
    return "\n\n".join(line for line in lines if line)


def _principles(t: Telling) -> str:
    parts = []
    for it in marks.principles(t):
        parts.append(f"### {_pair(it['name'], it['points'], t)}")
        parts += [_metric(mark, t) for mark in it["metrics"]]
    return _section(t.say("Six principles"), *parts)


def _metric(mark: View, t: Telling) -> str:
    lines = [
        f"- **{_pair(mark['name'], t.with_note(mark['points'], mark['value']), t)}**",
        f"  {plain(mark['told'])}",
        f"  {plain(mark['target'])} · {plain(mark['source'])}",
        *(f"  - {_record(row, t)}" for row in mark["evidence"]["rows"]),
    ]
    more = mark["evidence"]["more"]
    return "\n".join([*lines, f"  - {plain(more)}"] if more else lines)


def _record(row: View, t: Telling) -> str:
    return f"{plain(row['at'])} {plain(t.with_note(row['line'], str(row['seq'])))}"


def _pair(name: str, value: str, t: Telling) -> str:
    return plain(t.say("{name}: {value}", name=name, value=value))


def _figures(t: Telling) -> str:
    runs = [course.run_name(role, t) for role in ("drill", "model", "none")]
    rows = [
        [
            plain(t.with_note(row["name"], row["basis"])),
            *(plain(t.with_note(row[role]["value"], row[role]["note"])) for role in _ROLES),
        ]
        for row in front.figures(t)
    ]
    return _section(t.say("Key figures"), _table(["", *map(plain, runs)], rows))


_ROLES = ("drill", "model", "none")


def _costs(t: Telling) -> str:
    found = costs.costs(t)
    parts = []
    for head, rows in (("", found["rows"]), (t.say("Six months on"), found["future"])):
        if rows:
            cells = [[plain(t.with_note(it["name"], it["basis"])), _noted(it, t)] for it in rows]
            parts += [*([f"### {plain(head)}"] if head else []), _table(["", ""], cells)]
    return _section(t.say("What it cost"), *parts) if parts else ""


def _noted(row: View, t: Telling) -> str:
    return plain(t.with_note(row["value"], row["note"]))


def _course(t: Telling) -> str:
    if not course.panes(t):
        return ""
    lines = []
    for it in course.decisions(t):
        why = f" {plain(it['why'])}" if it["why"] else ""
        lines.append(f"{it['number']}. {plain(it['at'])} {plain(it['ask'])} {plain(it['became'])}{why}")
    events = [f"{plain(t.at(it.at))} {plain(it.name)}" for it in course.events(t)]
    return _section(
        t.say("The course of the drill"), plain(course.chart_labels(t).about), "\n".join(lines), _items(events)
    )


def _moments(t: Telling) -> str:
    parts = []
    for it in moments.moments(t):
        parts.append(f"### {plain(it['at'])} {plain(it['title'])}")
        parts.append(" · ".join(plain(item) for item in [it["worth"], *it["caps"]] if item))
        known = [_pair(fact["name"], t.with_note(fact["truth"], fact["since"]), t) for fact in it["known"]]
        parts.append(_labeled(t.say("What was known"), known or [plain(t.say("Nothing was confirmed yet."))]))
        did = [_pair(line["label"], line["words"], t) for line in it["did"]]
        parts.append(_labeled(t.say("What the team did"), did))
        parts.append(_labeled(t.say("What people did"), _reaction(it, t)))
    return _section(t.say("Key moments"), *parts) if parts else ""


def _reaction(it: View, t: Telling) -> list[str]:
    lines = [plain(t.say("Nothing is public yet."))] if it["is_quiet"] else []
    lines += [f"{plain(level['name'])} {level['before']} → {level['after']}" for level in it["levels"]]
    lines += [f"{plain(post['at'])} {_pair(post['author'], post['text'], t)}" for post in it["posts"]]
    if it["exposed"]:
        levels = t.listed(f"{level['name']} {level['before']} → {level['after']}" for level in it["exposed"]["levels"])
        lines.append(plain(t.running([it["exposed"]["words"], levels])))
    return lines


def _labeled(label: str, lines: Iterable[str]) -> str:
    return f"**{plain(label)}**\n\n{_items(lines)}"


def _own_views(t: Telling) -> str:
    parts = []
    for view in front.own_views(t):
        rows = [[plain(row["name"]), plain(row["own"]), plain(row["points"])] for row in view["rows"]]
        if rows:
            parts.append(_table(["", plain(t.say("Your own view")), plain(t.say("Computed"))], rows))
        if view["regret"]:
            parts.append(f"> {_pair(t.say('The sentence you would take back'), view['regret'], t)}")
    return _section(t.say("In your own eyes, before any score"), *parts) if parts else ""


def _calibration(t: Telling) -> str:
    found = calibration.calibration(t)
    if not found["rows"]:
        return ""
    table = _table(["", ""], [[plain(it["name"]), plain(it["value"])] for it in found["rows"]])
    wrong = [plain(calibration.wrong_line(it, t)) for it in found["wrong"]]
    listed = _labeled(t.say("Sure, and wrong"), wrong) if wrong else ""
    return _section(t.say("How sure you were"), table, plain(found["says"]), listed)


def _counsel(t: Telling) -> str:
    rows = []
    for it in front.counsel(t):
        where = t.say("; ").join(_record(row, t) for row in it["evidence"]["rows"])
        rows.append([plain(it["name"]), str(it["count"]), where])
    return _section(t.say("For counsel"), _table(["", "", ""], rows))


def _plan(t: Telling) -> str:
    well = [
        f"**{plain(t.with_note(it['name'], it['value']))}** {plain(it['note'])}".rstrip() for it in front.strengths(t)
    ]
    badges = [plain(it["name"]) for it in owed.findings(t)["badges"]]
    head = [t.say("Issue"), t.say("Measure"), t.say("Owner"), t.say("Due by")]
    rows = [[_pair(it["name"], it["why"], t), "", "", ""] for it in front.changes(t)] or [["", "", "", ""]]
    faults = [plain(it["name"]) for it in owed.findings(t)["faults"]]
    none = plain(t.say("No mark was nearly full this time."))
    return "\n\n".join(
        [
            _section(t.say("What went well"), _items(well) or none, ", ".join(badges)),
            _section(t.say("Improvement plan"), _table([plain(cell) for cell in head], rows), ", ".join(faults)),
        ]
    )


# ------------------------------------------------------------------ the account


def _statements(t: Telling) -> str:
    parts = []
    for it in said.statements(t):
        about = " · ".join(plain(item) for item in [*it["about"], it["tone"], it["paper"], it["again"]] if item)
        lines = [f"- **{plain(it['at'])}** {about}", f"  > {plain(it['text'])}"]
        for claim in it["claims"]:
            told = _pair(claim["fact"], t.with_note(claim["said"], claim["note"]), t)
            lines.append(f"  - **{plain(claim['verdict'])}** {told}")
        parts.append("\n".join(lines))
    return _section(t.say("What we said, and whether it held"), *(parts or [plain(t.say("Nothing was published."))]))


def _facts(t: Telling) -> str:
    head = [t.say("Fact"), t.say("What is so"), t.say("Reached the team"), t.say("Told by the team")]
    head.append(t.say("Came out by itself"))
    rows = [
        [plain(it["name"]), plain(it["truth"]), it["known"], it["told"], plain(t.with_note(it["leaked"], it["found"]))]
        for it in said.facts(t)
    ]
    return _section(t.say("The facts, from the team to the public"), _table([plain(cell) for cell in head], rows))


def _clocks(t: Telling) -> str:
    parts = []
    for group in owed.clocks(t):
        head = [group["what"], t.say("Due"), t.say("Done"), t.say("Result")]
        rows = [
            [plain(t.with_note(it["what"], it["note"])), it["due"], it["done"] or "–", plain(it["state"])]
            for it in group["rows"]
        ]
        parts += [f"### {plain(group['title'])}", _table([plain(cell) for cell in head], rows)]
    return _section(t.say("Deadlines and promises"), *parts) if parts else ""


def _feed(t: Telling) -> str:
    lines = [
        f"**{plain(it['author'])}** · {plain(it['channel'])} · {plain(it['at'])} · "
        f"{plain(t.with_note(it['text'], it['counts']))} · {plain(course.exercise(t))}"
        for it in said.feed(t)
    ]
    return _section(t.say("What people read most"), _items(lines)) if lines else ""


def _limits(t: Telling) -> str:
    it = t.debrief.setting
    last = [
        t.say("Scored by: {doctrine}", doctrine=t.text(it.doctrine)),
        f"drillroom {it.product}",
        t.say("engine {n}", n=it.engine),
        t.say("drill no. {seed}", seed=it.seed),
    ]
    return _section(
        t.say("Limits and use"),
        plain(t.text(t.debrief.use)),
        _items(plain(line) for line in owed.limits(t)),
        _items(plain(t.text(text)) for text in t.debrief.departures),
        f"{' · '.join(plain(item) for item in last)}  \n{plain(t.say('World records of the log'))}: "
        f"`sha256 {it.log_sha256}`",
        f"**{plain(course.exercise(t))}**",
    )
