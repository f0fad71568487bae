"""How late the screen's event loop gets while 1,000 posts a second arrive, on the feed and on a plain RichLog.

Usage: python benchmarks/feed.py [--seconds 3] [--rate 1000] [--rounds 5] [--json]

Both stand in the drill's own screen of 140x45, an hour into the shipped crisis, and get the same records on the path
of a drill: the screen takes a beat, applies its records to the situation and hands them to every piece; all is drawn
to a terminal that throws the characters away. A probe sleeps 5 ms over and over and notes how much later it wakes,
and how much processor time the loop took meanwhile, which other processes do not lengthen. Rounds alternate; the
figures are medians over the rounds; exits 1 where the lateness is beyond the budget.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from rich.text import Text
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import RichLog

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "ui"))

from scene import palette_at, sitting  # noqa: E402 - found only with the path above

from drillroom.language import speech  # noqa: E402
from drillroom.log.records import Entry, PostAppeared  # noqa: E402
from drillroom.runtime.sitting import Sitting  # noqa: E402
from drillroom.runtime.table import Beat  # noqa: E402
from drillroom.ui.drill import screen as drill_screen  # noqa: E402
from drillroom.ui.drill.feed import Feed  # noqa: E402
from drillroom.ui.look import DRILLROOM  # noqa: E402
from drillroom.views.palette import Palette  # noqa: E402
from drillroom.views.posts import post_row  # noqa: E402

P99_MS, SHARE = 33.0, 0.40
STEP, BEAT, WARM_UP = 0.005, 0.05, 1.0
SIZE = (140, 45)
STYLES = ROOT / "src" / "drillroom" / "ui" / "styles"


class Drain(HeadlessDriver):
    """A terminal that is drawn for in full, and shows nothing."""

    @property
    def is_headless(self) -> bool:
        return False


class Log(RichLog):
    """What one would write without thinking about it: three lines for each post, wrapped by the widget."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002 - as every widget
        super().__init__(wrap=True, markup=False, max_lines=10_000, id=id)
        self._palette = palette

    def follow(self, beat: Beat, fresh: Sequence[Entry]) -> None:
        posts = self._palette.situation.feed.posts
        for record in (entry.record for entry in fresh):
            if isinstance(record, PostAppeared):
                row = post_row(self._palette, posts[record.post])
                head = f"EXERCISE  {row.channel} · {row.author}   {row.tag} · {row.age} · {row.clock}"
                counts = f"reposts {row.reposts} · comments {row.comments} · likes {row.likes}"
                self.write(Text.assemble((head, "bold"), "\n", row.text, "\n", (counts, "dim")))

    def jump(self, seconds: int, at: int) -> None:
        """Not told here."""


class Desk(App[None]):
    """The drill's screen, a second after it opened on the crisis as it stood after an hour."""

    CSS_PATH = sorted(STYLES.glob("*.tcss"))
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]

    def __init__(self, seat: Sitting, rate: int, seconds: float) -> None:
        super().__init__(driver_class=Drain)
        self.drill = drill_screen.DrillScreen(seat, speech("en"))
        self.rate, self.seconds = rate, seconds
        self.late: list[float] = []
        self.busy: list[float] = []
        self.count = 0

    def on_mount(self) -> None:
        self.register_theme(DRILLROOM)
        self.theme = DRILLROOM.name
        self.push_screen(self.drill)
        self.run_worker(self.course())

    async def course(self) -> None:
        """Settle, then let posts arrive and watch the loop meanwhile."""
        await asyncio.sleep(WARM_UP)
        self.drill.workers.cancel_node(self.drill)  # its own clock stands at the beginning; from here on ours counts
        past = palette_at("1h").situation.entries
        self.drill.take(beat(past[-1].record.at, past))
        await asyncio.sleep(WARM_UP)
        watching = asyncio.create_task(probe(self.late, self.busy))
        self.count = await pour(self.drill, posts(past), self.rate, self.seconds)
        watching.cancel()
        self.exit()


def beat(now: int, entries: Sequence[Entry]) -> Beat:
    """A beat of a clock that runs."""
    left: dict[str, float] = {}
    return Beat(
        entries=tuple(entries), before=now - 1, now=now, speed=60, wait=BEAT, left=left, is_paused=False, is_over=False
    )


def posts(past: Sequence[Entry]) -> Iterator[PostAppeared]:
    """The posts of the shipped crisis over and over, each with an id of its own."""
    shown = [it.record for it in past if isinstance(it.record, PostAppeared)]
    for number, record in enumerate(cycle(shown)):
        yield replace(record, post=f"load{number}", inject=None)


async def pour(drill: drill_screen.DrillScreen, source: Iterator[PostAppeared], rate: int, seconds: float) -> int:
    """Let posts arrive as in a drill, a beat at a time. Returns how many came."""
    begun, count, now = time.perf_counter(), 0, drill.palette.situation.now
    while (gone := time.perf_counter() - begun) < seconds:
        due, now = max(count, int(gone * rate)), now + 1
        drill.take(beat(now, [Entry(1_000_000 + n, replace(next(source), at=now)) for n in range(count, due)]))
        count = due
        await asyncio.sleep(BEAT)
    return count


async def probe(late: list[float], busy: list[float]) -> None:
    """Note in milliseconds how much too late a short sleep ends, and how long the loop computed meanwhile."""
    while True:
        before, computed = time.perf_counter(), time.thread_time()
        await asyncio.sleep(STEP)
        late.append(max(0.0, time.perf_counter() - before - STEP) * 1000)
        busy.append((time.thread_time() - computed) * 1000)


def measure(kind: type[Feed] | type[Log], rate: int, seconds: float) -> dict[str, float]:
    """One round with this in the place of the feed."""
    drill_screen.Feed = kind  # type: ignore[misc,assignment] # the screen makes and asks for whatever bears this name
    drill_screen.PANES["feed"] = kind
    with tempfile.TemporaryDirectory() as drills:
        desk = Desk(sitting(Path(drills)), rate, seconds)
        asyncio.run(desk.run_async(headless=False, size=SIZE, mouse=False))
    found = {"p50": median(desk.late), "p99": p99(desk.late), "max": max(desk.late)}
    return found | {"busy_p99": p99(desk.busy), "posts": desk.count}


def p99(figures: Sequence[float]) -> float:
    """What one in a hundred exceeds."""
    return quantiles(figures, n=100)[98]


def medians(rounds: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of each figure over the rounds."""
    return {name: round(median(it[name] for it in rounds), 2) for name in rounds[0]}


def run(rounds: int, rate: int, seconds: float) -> dict[str, Any]:
    """All rounds, in turns."""
    feed, log = [], []
    for _ in range(rounds):
        feed.append(measure(Feed, rate, seconds))
        log.append(measure(Log, rate, seconds))
    found: dict[str, Any] = {"rate": rate, "seconds": seconds, "rounds": rounds}
    found |= {"feed": medians(feed), "richlog": medians(log)}
    found["ratio"] = round(found["feed"]["p99"] / found["richlog"]["p99"], 3)
    found["ok"] = found["feed"]["p99"] <= P99_MS and found["ratio"] <= SHARE
    return found


def main() -> int:
    """Measure and compare."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--seconds", type=float, default=3.0)
    reader.add_argument("--rate", type=int, default=1000)
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--json", action="store_true")
    args = reader.parse_args()
    found = run(args.rounds, args.rate, args.seconds)
    if args.json:
        print(json.dumps(found))
        return not found["ok"]
    for name in ("feed", "richlog"):
        it = found[name]
        late = f"p50 {it['p50']:.1f} ms, p99 {it['p99']:.1f} ms, max {it['max']:.1f} ms"
        print(f"{name:8} late by {late}; computes p99 {it['busy_p99']:.1f} ms; {it['posts']:.0f} posts")
    print(f"p99 {found['ratio']:.2f} of RichLog's (at most {SHARE}); {P99_MS:.0f} ms allowed")
    return not found["ok"]


if __name__ == "__main__":
    sys.exit(main())
