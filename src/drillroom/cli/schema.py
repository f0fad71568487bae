"""``drillroom schema``: the JSON Schema of scenario files, for editors.

It is generated from the same models that read the files.
"""

from __future__ import annotations

import json

from .frame import put, verb


@verb("schema", examples=["drillroom schema > scenario.schema.json"])
def command() -> None:
    """Print the JSON Schema of scenario files: point your editor's YAML support at it."""
    from drillroom.scenario.schema import json_schema

    put(json.dumps(json_schema(), ensure_ascii=False, indent=2))
