"""Writes the JSON Schema of scenario files, for editors that complete and check while an author types.

Generated from the models that read the files and from the vocabulary, so it cannot say anything else than they do.
"""

from __future__ import annotations

from typing import Any

from drillroom.doctrine.models import Vocabulary
from drillroom.doctrine.read import default_vocabulary

from .calls import ANSWERS, CLAIM_OPS, LEVELS, argument_kinds
from .format import Scenario
from .values import TIME_PATTERN

_NAME: dict[str, Any] = {"type": "string"}
_NAMES: dict[str, Any] = {"anyOf": [_NAME, {"type": "array", "items": _NAME, "minItems": 1}]}
_CLAIM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "fact": _NAME,
        "allegation": _NAME,
        "op": {"enum": list(CLAIM_OPS)},
        "value": {"type": ["number", "string", "boolean"]},
    },
    "additionalProperties": False,
}


def json_schema(vocabulary: Vocabulary | None = None) -> dict[str, Any]:
    """The schema, with the actions of ``vocabulary`` (the default one if None) and their arguments spelled out."""
    words = vocabulary or default_vocabulary()
    schema = Scenario.model_json_schema(by_alias=True)
    schema["$defs"]["ActionCall"] = _call(words)
    schema["$defs"]["ActionId"] = {"enum": list(words.actions)}
    for model, field in (("Decision", "settled_by"), ("Fact", "needs")):
        schema["$defs"][model]["properties"][field]["items"] = {"$ref": "#/$defs/ActionId"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "drillroom scenario"}


def _call(vocabulary: Vocabulary) -> dict[str, Any]:
    """A call is an action's name, or a map of that name to its arguments."""
    calls = {do: _arguments(do, vocabulary) for do in vocabulary.actions}
    bare = [do for do, arguments in calls.items() if not arguments["required"]]
    return {
        "description": "One action with its arguments: contain, or {holding_statement: {tone: warm}}.",
        "anyOf": [
            {"enum": bare},
            {
                "type": "object",
                "properties": calls,
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": False,
            },
        ],
    }


def _arguments(do: str, vocabulary: Vocabulary) -> dict[str, Any]:
    kinds = argument_kinds(do, vocabulary)
    required = [name for name, kind in kinds.items() if not kind.endswith("?")]
    return {
        "type": "object" if required else ["object", "null"],
        "description": vocabulary.actions[do].name.get("en", do),
        "properties": {name: _kind(kind.rstrip("?"), vocabulary) for name, kind in kinds.items()},
        "required": required,
        "additionalProperties": False,
    }


def _kind(kind: str, vocabulary: Vocabulary) -> dict[str, Any]:
    known: dict[str, dict[str, Any]] = {
        "facts": {"anyOf": [{"const": "due"}, *_NAMES["anyOf"]], "description": "due, or fact ids"},
        "cards": _NAMES,
        "claims": {"type": "array", "items": _CLAIM, "minItems": 1},
        "answers": {"anyOf": [{"enum": list(ANSWERS)}, {"type": "array", "items": {"enum": list(ANSWERS)}}]},
        "level": {"enum": list(LEVELS)},
        "check": {"enum": ["skip"]},
        "group": {"enum": list(vocabulary.groups)},
        "seat": {"enum": list(vocabulary.seats)},
        "tone": {"enum": list(vocabulary.tones)},
        "time": {"type": "string", "pattern": TIME_PATTERN},
        "number": {"type": "number"},
    }
    return known.get(kind, _NAME)
