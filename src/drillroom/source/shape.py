"""Fits a tree of plain values into a model, and tells an author in plain words what does not fit and where.

Every problem of the tree is found in one pass, sorted by place; no message of the validation library reaches a person
unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from .problems import Loc, Problems, near, options, show
from .reader import Tree

M = TypeVar("M", bound=BaseModel)

_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "string": "a text",
    "list": "a list",
    "dict": "a map of fields",
    "model": "a map of fields",
    "none": "nothing",
    "tuple": "a list",
}
_PATTERNS = {
    r"^[a-z]": "write lower-case letters, digits, _ and -, beginning with a letter",
    r"^([01]": "write a time of day like 09:30",
}


def fit(model: type[M], tree: Tree, *, resolved: bool = False, problems: Problems | None = None) -> M:
    """``tree`` as a ``model``. ``resolved``: the tree comes from a log and holds seconds, not ``10m``.

    Raises UnusableFile with every problem, those already in ``problems`` included.
    """
    found = problems if problems is not None else Problems(tree.file)
    fitted = try_fit(model, tree, found, resolved=resolved)
    found.raise_errors()
    if fitted is None:
        raise AssertionError("a model that does not fit leaves a problem")
    return fitted


def try_fit(model: type[M], tree: Tree, problems: Problems, *, resolved: bool = False) -> M | None:
    """``tree`` as a ``model``, or None with the reasons in ``problems``."""
    try:
        return model.model_validate(tree.value, context={"resolved": resolved})
    except ValidationError as error:
        _explain(model, tree, error, problems)
        return None


def _explain(model: type[BaseModel], tree: Tree, error: ValidationError, problems: Problems) -> None:
    """One problem for each place. Where the branches of a union all fail, their reasons are told as one."""
    by_loc: dict[Loc, list[Any]] = {}
    for detail in error.errors(include_url=False):
        by_loc.setdefault(_real(tree, detail["loc"], detail["type"]), []).append(detail)
    for loc, details in by_loc.items():
        if _is_other_branch(loc, details, by_loc):
            continue
        for detail in details:
            _show_as_written(tree, loc, detail)
        message, hint = _words(model, details[0])
        if len(details) > 1:
            message, hint = _words_of_all(model, details)
        is_about_key = details[0]["type"] in ("extra_forbidden", "invalid_key") or "[key]" in details[0]["loc"]
        place = tree.key_place(loc) if is_about_key else tree.place(loc)
        problems.add(place, tree.path(loc), message, hint)


def _show_as_written(tree: Tree, loc: Loc, detail: Any) -> None:
    """A time that is too short shows as ``10s``, and so does its limit."""
    written = tree.get(loc)
    if isinstance(written, str) and detail["type"].startswith(("greater_", "less_")):
        detail["input"], detail["unit"] = written, " seconds"


def _real(tree: Tree, loc: Loc, kind: str) -> Loc:
    """``loc`` without the steps that only name a branch of a union; a missing field stays as the last step."""
    real: list[str | int] = []
    value = tree.value
    for index, step in enumerate(loc):
        is_there = (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        )
        if is_there:
            real.append(step)
            value = value[step]
        elif kind == "missing" and index == len(loc) - 1:
            real.append(step)
    return tuple(real)


def _is_other_branch(loc: Loc, details: list[Any], by_loc: dict[Loc, list[Any]]) -> bool:
    """Did another branch of a union take the value and fail further in? Then that is what the author meant."""
    kinds = {detail["type"] for detail in details}
    if not all(kind == "literal_error" or kind.endswith("_type") for kind in kinds):
        return False
    return any(other[: len(loc)] == loc and other != loc for other in by_loc)


def _words_of_all(model: type[BaseModel], details: list[Any]) -> tuple[str, str]:
    wants = list(dict.fromkeys(_wish(detail) for detail in details))
    hints = [hint for _, hint in (_words(model, detail) for detail in details) if hint.startswith("did you mean")]
    return f"{show(details[0]['input'])} does not fit", "; ".join([*hints[:1], "write " + ", or ".join(wants)])


def _wish(detail: Any) -> str:
    """What one branch of a union would have taken."""
    kind = detail["type"]
    if kind == "literal_error":
        return str(options(_choices(detail["ctx"]["expected"])))
    return _KINDS.get(kind.rsplit("_", 1)[0], "") or str(detail["msg"])


def _choices(expected: str) -> list[str]:
    return re.findall(r"'([^']*)'", expected) or re.split(r", | or ", expected)


def _words(model: type[BaseModel], detail: Any) -> tuple[str, str]:
    """(message, hint) for one error of the validation library."""
    kind, value = detail["type"], detail["input"]
    special = _SPECIAL.get(kind)
    if special is not None:
        return special(model, detail)
    stem, _, ending = kind.rpartition("_")
    if ending in ("type", "parsing") and stem in _KINDS:
        return f"{show(value)} is not {_KINDS[stem]}", _quoting(stem, value)
    return f"{show(value)} does not fit: {detail['msg']}", ""


def _quoting(stem: str, value: Any) -> str:
    if stem == "string" and isinstance(value, (int, float, bool)):
        return f'put it in quotes: "{value}"'
    if stem in ("int", "float") and isinstance(value, str) and re.fullmatch(r"-?[\d_,.]+", value):
        return "write it without quotes, commas or underscores"
    if stem == "list" and isinstance(value, str):
        return f"write [{value[:40]}]"
    return ""


def _missing(model: type[BaseModel], detail: Any) -> tuple[str, str]:
    return f"the field {show(detail['loc'][-1])} is missing", ""


def _unknown(model: type[BaseModel], detail: Any) -> tuple[str, str]:
    *parent, name = detail["loc"]
    known = sorted(_fields(model, tuple(parent)))
    return f"there is no field {show(name)} here", near(name, known) or options(known, 40)


def _choice(model: type[BaseModel], detail: Any) -> tuple[str, str]:
    choices = _choices(detail["ctx"]["expected"])
    hint = "; ".join(part for part in (near(detail["input"], choices), options(choices)) if part)
    return f"{show(detail['input'])} is not known here", hint


def _tag(model: type[BaseModel], detail: Any) -> tuple[str, str]:
    name, choices = detail["ctx"]["discriminator"].strip("'"), _choices(detail["ctx"]["expected_tags"])
    tag = detail["ctx"]["tag"]
    return f"{show(tag)} is not known as {name}", "; ".join(x for x in (near(tag, choices), options(choices)) if x)


def _no_tag(model: type[BaseModel], detail: Any) -> tuple[str, str]:
    name = detail["ctx"]["discriminator"].strip("'")
    return f"the field {show(name)} is missing", options(_tags(model, detail["loc"], name))


def _no_map(model: type[BaseModel], detail: Any) -> tuple[str, str]:
    return f"{show(detail['input'])} is not a map of fields", ""


def _bound(word: str, key: str) -> Callable[[type[BaseModel], Any], tuple[str, str]]:
    def words(model: type[BaseModel], detail: Any) -> tuple[str, str]:
        return f"{show(detail['input'])} must be {word} {detail['ctx'][key]:g}{detail.get('unit', '')}", ""

    return words


def _length(word: str, key: str, unit: str) -> Callable[[type[BaseModel], Any], tuple[str, str]]:
    def words(model: type[BaseModel], detail: Any) -> tuple[str, str]:
        count = len(detail["input"]) if hasattr(detail["input"], "__len__") else "?"
        return f"there are {count} {unit}; it takes {word} {detail['ctx'][key]}", ""

    return words


def _pattern(model: type[BaseModel], detail: Any) -> tuple[str, str]:
    pattern = detail["ctx"]["pattern"]
    hint = next((words for start, words in _PATTERNS.items() if pattern.startswith(start)), "")
    return f"{show(detail['input'])} is not written the right way", hint


def _own(model: type[BaseModel], detail: Any) -> tuple[str, str]:
    """A message of our own validators: ``what is wrong; what to write``."""
    message, _, hint = str(detail["ctx"]["error"]).partition("; ")
    return message, hint


_SPECIAL: dict[str, Callable[[type[BaseModel], Any], tuple[str, str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _choice,
    "union_tag_invalid": _tag,
    "union_tag_not_found": _no_tag,
    "model_attributes_type": _no_map,
    "value_error": _own,
    "assertion_error": _own,
    "string_pattern_mismatch": _pattern,
    "greater_than": _bound("more than", "gt"),
    "greater_than_equal": _bound("at least", "ge"),
    "less_than": _bound("less than", "lt"),
    "less_than_equal": _bound("at most", "le"),
    "too_short": _length("at least", "min_length", "items"),
    "too_long": _length("at most", "max_length", "items"),
    "string_too_short": _length("at least", "min_length", "characters"),
    "string_too_long": _length("at most", "max_length", "characters"),
}


def _models(model: type[BaseModel], loc: Loc) -> list[type[BaseModel]]:
    """The models that may stand at ``loc``, found by walking the annotations."""
    types: list[Any] = [model]
    for step in loc:
        types = [inner for kind in types for plain in _plain(kind) for inner in _step(plain, step)] or types
    return [kind for outer in types for kind in _plain(outer) if _is_model(kind)]


def _fields(model: type[BaseModel], loc: Loc) -> set[str]:
    """The fields an author may write at ``loc``."""
    return {field.alias or name for kind in _models(model, loc) for name, field in kind.model_fields.items()}


def _tags(model: type[BaseModel], loc: Loc, name: str) -> list[str]:
    """What the field ``name`` may hold, over all models that may stand at ``loc``."""
    found = (kind.model_fields.get(name) for kind in _models(model, loc))
    return [str(tag) for field in found if field is not None for tag in get_args(field.annotation)]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _plain(kind: Any) -> Iterator[Any]:
    """The members of unions, without their annotations."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _plain(get_args(kind)[0])
    elif origin in (Union, UnionType):
        for member in get_args(kind):
            yield from _plain(member)
    else:
        yield kind


def _step(kind: Any, step: str | int) -> Iterator[Any]:
    """What stands one step inside ``kind``; a union's tag as a step picks the models that carry it."""
    if _is_model(kind):
        for name, field in kind.model_fields.items():
            if step in (name, field.alias):
                yield field.annotation
        tag = kind.model_fields.get("kind")
        if tag is not None and get_origin(tag.annotation) is Literal and step in get_args(tag.annotation):
            yield kind
    elif get_origin(kind) is list and isinstance(step, int):
        yield get_args(kind)[0]
    elif get_origin(kind) is dict:
        yield get_args(kind)[1]
