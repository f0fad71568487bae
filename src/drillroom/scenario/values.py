"""Small value types of scenario files: times, texts in languages, percentages, action calls.

Authored files write times as ``10m`` and texts as a string or a map; the resolved form in a log holds seconds and maps.
Pass ``context={"resolved": True}`` to pydantic to read the resolved form.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema, model_validator

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_TIME = re.compile(r"(?P<sign>-?)(?P<parts>(?:\d{1,5}[smhd])+)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
TIME_PATTERN = r"^-?(\d{1,5}[smhd])+$|^0$"
TEXT_LIMIT = 4000
LONGEST = 90 * 86400
ANY_LANGUAGE = "und"


def parse_time(text: str) -> int:
    """``1h30m`` -> 5400, ``-6h`` -> -21600, ``0`` -> 0, in seconds from the alert. Raises ValueError."""
    if text == "0":
        return 0
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no time; write it like 10m, 1h30m, -6h or 2d")
    total = sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([smhd])", match["parts"]))
    if total > LONGEST:
        raise ValueError(f"{text!r} is longer than 90 days")
    return -total if match["sign"] else total


def format_time(seconds: int) -> str:
    """The shortest way to write a time that ``parse_time`` reads back."""
    if seconds == 0:
        return "0"
    parts, rest = [], abs(seconds)
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60), ("s", 1)):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{unit}")
    return ("-" if seconds < 0 else "") + "".join(parts)


def _is_resolved(info: ValidationInfo) -> bool:
    return bool(info.context and info.context.get("resolved"))


def _read_time(value: Any, info: ValidationInfo) -> int:
    if isinstance(value, str):
        return parse_time(value)
    if isinstance(value, int) and not isinstance(value, bool) and (value == 0 or _is_resolved(info)):
        if abs(value) > LONGEST:
            raise ValueError(f"{value!r} seconds are longer than 90 days")
        return value
    raise ValueError(f"{value!r} is no time; write it with its unit, like 10m, 1h30m, -6h or 2d")


def read_text(value: Any) -> dict[str, str]:
    """A text as a map of languages. Raises ValueError."""
    texts = {ANY_LANGUAGE: value} if isinstance(value, str) else value
    if not isinstance(texts, dict) or not texts:
        raise ValueError("a text is a string or a map of languages, like {en: Hello, zh-Hans: 你好}")
    for language, words in texts.items():
        if not isinstance(language, str) or (language != ANY_LANGUAGE and not _LANGUAGE.fullmatch(language)):
            raise ValueError(f"{language!r} is no language; write en, zh-Hans, ...")
        if not isinstance(words, str) or not words.strip():
            raise ValueError(f"the text for {language!r} is empty or no string")
        if len(words) > TEXT_LIMIT:
            raise ValueError(f"the text for {language!r} has {len(words)} characters; {TEXT_LIMIT} is the limit")
    return {language: words.strip() for language, words in texts.items()}


def _read_tolerance(value: Any) -> float:
    if isinstance(value, str) and re.fullmatch(r"\d{1,3}(\.\d+)?%", value):
        value = float(value[:-1]) / 100
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise ValueError(f"{value!r} is no tolerance; write it like 5%")
    return float(value)


Time = Annotated[
    int, BeforeValidator(_read_time), WithJsonSchema({"type": ["string", "integer"], "pattern": TIME_PATTERN})
]
"""Whole drill seconds."""

LocalText = Annotated[
    dict[str, str],
    BeforeValidator(read_text),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
]
"""Language tag -> words; ``und`` where the author wrote one string for all languages."""

Tolerance = Annotated[
    float, BeforeValidator(_read_tolerance), WithJsonSchema({"type": ["string", "number"], "examples": ["5%"]})
]
"""A share, 0..1."""

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(-[a-z0-9_]+)*$", max_length=60)]
Number = Annotated[int, Field(gt=-(10**15), lt=10**15)] | Annotated[float, Field(gt=-1e15, lt=1e15)]
Scalar = bool | Number | str
Share = Annotated[float, Field(ge=0, le=1)]
Mood = Annotated[float, Field(ge=-1, le=1)]


class Model(BaseModel):
    """Base of every part of a file: frozen, strict, and no unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class ActionCall(Model):
    """One action with its arguments: ``contain`` or ``{holding_statement: {tone: warm}}``."""

    do: str
    args: dict[str, Any] = {}

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"do": value, "args": {}}
        if isinstance(value, dict) and len(value) == 1:
            ((do, args),) = value.items()
            if isinstance(do, str) and do not in ("do", "args") and (args is None or isinstance(args, dict)):
                return {"do": do, "args": args or {}}
        if isinstance(value, dict) and set(value) <= {"do", "args"} and "do" in value:
            return value
        raise ValueError("an action is its name, or a map of its name to its arguments; write {notify: {to: users}}")
