"""Finds every text of a scenario, wherever the format has one.

The format itself says what is a text, so a new field is found without a word here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator

from drillroom.source.problems import Loc

from .format import Scenario
from .values import ANY_LANGUAGE, read_text

ENGLISH_WORDS_A_MINUTE = 220
CHINESE_CHARACTERS_A_MINUTE = 300
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def texts(scenario: Scenario) -> Iterator[tuple[Loc, Mapping[str, str]]]:
    """(place, language -> words) of every text, by the names an author writes."""
    return _walk(scenario, Scenario, (), is_text=False)


def languages(scenario: Scenario) -> tuple[str, ...]:
    """The languages that the scenario is written in: those of its title, or ``und`` for one of them all."""
    return tuple(scenario.title)


def reading_minutes(text: str) -> float:
    """Minutes of quiet reading: 300 Chinese characters or 220 words of another language each."""
    chinese = len(_CHINESE.findall(text))
    others = len(_WORD.findall(_CHINESE.sub(" ", text)))
    return chinese / CHINESE_CHARACTERS_A_MINUTE + others / ENGLISH_WORDS_A_MINUTE


def _walk(value: Any, annotation: Any, loc: Loc, *, is_text: bool) -> Iterator[tuple[Loc, Mapping[str, str]]]:
    if value is None:
        return
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        yield from _walk(value, inner, loc, is_text=is_text or _marks_text(marks))
    elif is_text:
        yield loc, value
    elif get_origin(annotation) in (Union, UnionType):
        for member in get_args(annotation):
            yield from _walk(value, member, loc, is_text=False)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if type(value) is annotation:
            yield from _fields(value, loc)
    elif get_origin(annotation) is list and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(item, get_args(annotation)[0], (*loc, index), is_text=False)
    elif get_origin(annotation) is dict and isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, get_args(annotation)[1], (*loc, key), is_text=False)


def _fields(model: BaseModel, loc: Loc) -> Iterator[tuple[Loc, Mapping[str, str]]]:
    for name, field in type(model).model_fields.items():
        place = (*loc, field.alias or name)
        yield from _walk(getattr(model, name), field.annotation, place, is_text=_marks_text(field.metadata))


def _marks_text(marks: list[Any]) -> bool:
    return any(isinstance(mark, BeforeValidator) and mark.func is read_text for mark in marks)


def covers(words: Mapping[str, str], language: str) -> bool:
    """Can the text be read in this language?"""
    return language in words or ANY_LANGUAGE in words
