"""Keeps the documents current: fills each marked region from the program, the models, the doctrine, or a real drill.

A region stands between ``<!-- from the program: NAME -->`` and ``<!-- end -->``; what stands around it is written by
hand. The JSON Schema is kept here too. Run it after a change; ``--check`` changes nothing and exits 1 when
something would change.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import click

import covered
import tutorial
from drillroom.cli import COMMANDS, root
from drillroom.doctrine.models import Doctrine, Vocabulary
from drillroom.doctrine.read import default_rules
from drillroom.language import speech
from drillroom.log.records import SESSION_KINDS, WORLD_KINDS, Record, SessionRecord
from drillroom.scenario.schema import json_schema
from drillroom.scenario.values import TIME_PATTERN, format_time
from drillroom.ui.drill.help import KEYS

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ("scenarios/scenario.schema.json", "docs/reference/scenario.schema.json")
"""Beside the scenarios for editors, and in the reference."""
_REGION = re.compile(r"(<!-- from the program: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(head: Iterable[str], rows: Iterable[Iterable[str | None]]) -> str:
    """A Markdown table; bars and line ends inside the cells are made harmless."""
    lines = [list(head)]
    lines += [[(cell or "").replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _code(text: object) -> str:
    return f"`{text}`" if text not in ("", None) else ""


def _sentence(docstring: str | None) -> str:
    """A docstring on one line, its code marks as Markdown has them."""
    return " ".join((docstring or "").split()).replace("``", "`")


# ---------------------------------------------------------------- the command line


def commands() -> str:
    """The help of every command, as it is printed."""
    parts = [f"## drillroom\n\n```text\n{_help(root, 'drillroom')}\n```\n"]
    for name in COMMANDS:
        command = root.get_command(click.Context(root), name)
        if command is None:
            raise LookupError(f"no command {name!r}")
        parts.append(f"## drillroom {name}\n\n```text\n{_help(command, f'drillroom {name}')}\n```\n")
    return "\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    context = command.make_context(name, [], resilient_parsing=True, terminal_width=100, max_content_width=100)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines()).rstrip()


# ---------------------------------------------------------------- the vocabulary


def actions() -> str:
    """Every action: its names, who acts, how long it takes, what it is told."""
    words = default_rules().vocabulary
    parts = []
    for group in dict.fromkeys(action.group for action in words.actions.values()):
        rows = (
            (
                _code(name),
                action.name["en"],
                action.name["zh-Hans"],
                action.seat,
                format_time(action.takes) if action.takes else "at once",
                format_time(action.signoff) if action.signoff is not None else "",
                ", ".join(
                    _code(f"{argument}: {kind.rstrip('?')}") + _optional(kind) for argument, kind in action.args.items()
                ),
            )
            for name, action in words.actions.items()
            if action.group == group
        )
        head = ("action", "English", "中文", "seat", "takes", "sign-off", "arguments")
        parts.append(f"### {group}\n\n{table(head, rows)}")
    return "\n".join(parts)


def _optional(kind: str) -> str:
    return " (optional)" if kind.endswith("?") else ""


def names() -> str:
    """The standard seats, groups, channels, facts, tones, phases and crisis types, in both languages."""
    words = default_rules().vocabulary
    parts = []
    for title, found in _named(words).items():
        rows = ((_code(name), texts["en"], texts["zh-Hans"]) for name, texts in found.items())
        parts.append(f"### {title}\n\n{table(('id', 'English', '中文'), rows)}")
    return "\n".join(parts)


def _named(words: Vocabulary) -> dict[str, Mapping[str, Mapping[str, str]]]:
    return {
        "Phases": words.phases,
        "Seats": words.seats,
        "Stakeholders": words.groups,
        "Channels": words.channels,
        "Facts that every scenario has": {name: fact.name for name, fact in words.facts.items()},
        "Tones": words.tones,
        "Crisis types": words.crises,
    }


# ---------------------------------------------------------------- the scenario file


def scenario() -> str:
    """Every part of a scenario file with its fields, from the schema that editors use."""
    schema = json_schema()
    parts = [_part("The file", schema)]
    parts += [_part(name, part) for name, part in sorted(schema["$defs"].items()) if "properties" in part]
    return "\n".join(parts)


def _part(name: str, schema: Mapping[str, Any]) -> str:
    needed = set(schema.get("required", ()))
    rows = (
        (_code(field), _kind(shape), "needed" if field in needed else _default(shape))
        for field, shape in schema["properties"].items()
    )
    return f"### {name}\n\n{_sentence(schema.get('description'))}\n\n{table(('field', 'value', 'if left out'), rows)}"


def _default(shape: Mapping[str, Any]) -> str:
    value = shape.get("default")
    if value is None or value in ([], {}):
        return ""
    return _code(str(value).lower() if isinstance(value, bool) else value) if not isinstance(value, dict) else ""


_ACTIONS = {"ActionId": "an action", "ActionCall": "an [action](playbook.md#actions) with its arguments"}


def _kind(shape: Mapping[str, Any]) -> str:
    """What may stand in a field, in words."""
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return _ACTIONS.get(name) or f"[{name}](#{name.lower()})"
    if "const" in shape:
        return _code(shape["const"])
    if "enum" in shape:
        return ", ".join(_code(value) for value in shape["enum"])
    if shape.get("pattern") == TIME_PATTERN:
        return "time"
    several = shape.get("anyOf") or shape.get("oneOf")
    if several:
        kinds = list(dict.fromkeys(_kind(one) for one in several if one.get("type") != "null"))
        return "text" if kinds == ["word", "map of id to word"] else " or ".join(kinds)
    return _plain_kind(shape)


_PLAIN = {"string": "word", "integer": "whole number", "number": "number", "boolean": "`true` or `false`"}


def _plain_kind(shape: Mapping[str, Any]) -> str:
    kind = shape.get("type")
    if kind == "array":
        return f"list of {_kind(shape.get('items', {}))}"
    if kind == "object":
        inside = shape.get("additionalProperties") or next(iter(shape.get("patternProperties", {}).values()), None)
        key = _kind(shape["propertyNames"]) if "enum" in shape.get("propertyNames", {}) else "id"
        return f"map of {key} to {_kind(inside)}" if isinstance(inside, dict) else "map"
    if isinstance(kind, list):
        return " or ".join(str(_PLAIN.get(one, one)) for one in kind)
    words = _PLAIN.get(str(kind), "anything")
    low, high = shape.get("minimum", shape.get("exclusiveMinimum")), shape.get("maximum")
    return words if low is None or high is None else f"{words}, {low:g} to {high:g}"


# ---------------------------------------------------------------- the doctrine


def principles() -> str:
    """The six principles with their weights and what they are made of."""
    doctrine = default_rules().doctrine
    rows = (
        (
            name,
            _code(principle.key),
            principle.name["en"],
            principle.name["zh-Hans"],
            f"{principle.weight:g}",
            ", ".join(_code(metric) for metric in principle.metrics),
        )
        for name, principle in doctrine.principles.items()
    )
    return table(("", "key", "English", "中文", "weight", "metrics"), rows)


def targets() -> str:
    """Every metric: what it asks, and the values that earn full, half and no marks."""
    doctrine = default_rules().doctrine
    rows = (
        (
            _code(name),
            target.asks["en"],
            target.unit,
            f"{target.full:g}",
            "" if target.half is None else f"{target.half:g}",
            f"{target.none:g}",
            target.source,
            target.tag,
        )
        for name, target in doctrine.targets.items()
    )
    return table(("metric", "asks", "unit", "full", "half", "none", "element", "the numbers are"), rows)


def caps() -> str:
    """The caps, the badges, the faults and the ratings, in their own words."""
    doctrine = default_rules().doctrine
    return "\n".join((_caps(doctrine), _outcome(doctrine), _signs(doctrine), _ratings(doctrine)))


def _caps(doctrine: Doctrine) -> str:
    rows = ((_code(name), cap.rule["en"], cap.source, cap.tag) for name, cap in doctrine.caps.items())
    return f"### Caps\n\n{table(('cap', 'rule', 'element', 'the number is'), rows)}"


def _outcome(doctrine: Doctrine) -> str:
    rows = (
        (_code(name), part.name["en"], f"{part.gap:g} {part.unit}", part.source, part.tag)
        for name, part in doctrine.outcome.items()
    )
    head = ("component", "what", "left out when the reference gains less than", "element", "the number is")
    return f"### Outcome\n\n{table(head, rows)}"


def _signs(doctrine: Doctrine) -> str:
    badges = ((name, badge.name["en"], badge.name["zh-Hans"]) for name, badge in doctrine.badges.items())
    faults = ((name, fault.name["en"], fault.name["zh-Hans"]) for name, fault in doctrine.faults.items())
    head = ("", "English", "中文")
    return f"### Factors of success\n\n{table(head, badges)}\n### Causes of failure\n\n{table(head, faults)}"


def _ratings(doctrine: Doctrine) -> str:
    rows = (
        (name, words.name["en"], words.name["zh-Hans"], words.means["en"])
        for name, words in doctrine.rating.words.items()
    )
    return f"### Ratings\n\n{table(('', 'English', '中文', 'means'), rows)}"


def numbers() -> str:
    """Every number of the engine with its tag and source."""
    found = default_rules().parameters.parameters
    rows = (
        (_code(name), _value(number.value), number.tag, "; ".join(filter(None, (number.source, number.note))))
        for name, number in found.items()
    )
    return table(("number", "value", "tag", "source, note"), rows)


def tags() -> str:
    """How many numbers carry which tag."""
    found = [number.tag for number in default_rules().parameters.parameters.values()]
    rows = ((tag, str(found.count(tag))) for tag in ("fitted", "published", "our choice"))
    return table(("tag", "numbers of the engine"), rows)


def _value(value: float | list[float]) -> str:
    if isinstance(value, list):
        return f"{len(value)} values" if len(value) > 5 else ", ".join(f"{one:g}" for one in value)
    return f"{value:g}"


# ---------------------------------------------------------------- the log


def records() -> str:
    """Every kind of record with its fields."""
    return "\n".join(
        (
            f"### World records\n\n{_kinds(WORLD_KINDS, Record)}",
            f"### Session records\n\n{_kinds(SESSION_KINDS, SessionRecord)}",
        )
    )


def _kinds(kinds: Mapping[str, type], base: type) -> str:
    common = {field.name for field in fields(base)}
    rows = []
    for name, kind in kinds.items():
        own = [field for field in fields(kind) if field.name not in common]
        text = ", ".join(_code(field.name) + _optional("?" if _may_be_missing(field) else "") for field in own)
        rows.append((_code(name), text, _own_words(kind)))
    return table(("kind", "fields", "what it says"), rows)


def _may_be_missing(field: Any) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _own_words(kind: type) -> str:
    """A record's docstring; dataclasses without one get a signature, which says nothing here."""
    text = _sentence(kind.__doc__)
    return "" if text.startswith(f"{kind.__name__}(") else text


# ---------------------------------------------------------------- the keys


def keys() -> str:
    """The page of help that F1 shows during a drill, in both languages."""
    chinese = speech("zh-Hans")
    return table(("key", "English", "中文"), ((key, words, chinese.say(words)) for key, words in KEYS))


REGIONS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "keys": keys,
    "actions": actions,
    "names": names,
    "scenario": scenario,
    "principles": principles,
    "targets": targets,
    "caps": caps,
    "numbers": numbers,
    "tags": tags,
    "records": records,
    **covered.REGIONS,
    **tutorial.REGIONS,
}


def filled(page: str) -> str:
    """The page with every region as the program has it now. Raises KeyError for a region nobody can fill."""
    return _REGION.sub(lambda found: f"{found[1]}\n{REGIONS[found['name']]()}\n{found[3]}", page)


def documents() -> Iterator[tuple[Path, str]]:
    """Every file that is kept here, as it should be now."""
    for page in sorted((ROOT / "docs").rglob("*.md")):
        yield page, filled(page.read_text(encoding="utf-8"))
    for schema in SCHEMAS:
        yield ROOT / schema, json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Bring every file up to date; with ``--check`` only tell which are not, and exit 1 if one is."""
    is_check, stale = "--check" in arguments, 0
    for path, text in documents():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if is_check:
            sys.stderr.write(f"out of date: {path.name} (run: python scripts/reference.py)\n")
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
            sys.stderr.write(f"written: {path.name}\n")
    return 1 if is_check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
