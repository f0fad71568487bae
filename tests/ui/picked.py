"""A moment of the shipped crisis for somebody who picks actions from lists, and beats to go with it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from frames import text
from scene import palette_at
from stand import Stand
from textual.pilot import Pilot

from drillroom.log.records import Entry, Record
from drillroom.runtime.table import Beat
from drillroom.views.palette import Palette

RINGING = 35 * 60 + 5
"""The drill second at which the reporter's telephone has rung for a moment."""
DECIDING = "16m"
"""Here the first words are asked for."""
QUIET = "4h"


def picking(until: str | int, lang: str = "en", **more: Any) -> Palette:
    """What nobody has acted upon until then, unless a playbook is given."""
    palette = palette_at(until, lang, **{"playbook": None, **more})
    palette.teller.names = replace(palette.names, is_typed=False)
    return palette


def beat(palette: Palette, left: Mapping[str, float] | None = None) -> Beat:
    """A beat at the moment of this palette."""
    now = palette.situation.now
    return Beat(before=now, now=now, speed=1, wait=0.5, left=left or {}, is_paused=False, is_over=False)


def happens(palette: Palette, *records: Record) -> list[Entry]:
    """These records come in: what of them the seats may see, applied."""
    last = max((entry.seq for entry in palette.situation.entries), default=0)
    entries = [Entry(last + number, it) for number, it in enumerate(records, 1)]
    return [entry for entry in entries if palette.situation.apply(entry)]


Scene = Callable[[Pilot[Any]], Awaitable[None]]


def on_stage(app: Stand, act: Scene, size: tuple[int, int] = (80, 24)) -> Stand:
    """Play one scene on a stand and give the stand back."""

    async def scene() -> None:
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await act(pilot)
            await settled(pilot)

    asyncio.run(scene())
    return app


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press these keys and wait until all is done."""
    await pilot.press(*keys)
    await settled(pilot)


async def settled(pilot: Pilot[Any]) -> None:
    """Everything that was to be drawn later has been."""
    for _ in range(3):
        await pilot.pause()


def frame(pilot: Pilot[Any]) -> str:
    """What stands on the terminal."""
    return text(pilot.app)


def said(app: Stand, kind: type[Any]) -> Sequence[Any]:
    """The messages of this kind that came up, once each."""
    return list(dict.fromkeys(it for it in app.said if isinstance(it, kind)))
