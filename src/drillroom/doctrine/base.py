"""What the models of the doctrine share: the strict base, bilingual words, tags, lengths of time.

Frozen, strict, and without unknown fields, like every model of a file.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

Tag = Literal["fitted", "published", "our choice"]
Words = dict[str, str]
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _seconds(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"(\d+[smhd])+", value):
        return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([smhd])", value))
    raise ValueError(f"{value!r} is no length of time; write it like 5m or 1h30m")


Seconds = Annotated[int, BeforeValidator(_seconds)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)
