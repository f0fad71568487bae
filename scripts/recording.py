"""Plays a drill in lines as if somebody sat at a terminal, and keeps what they would have seen.

Nothing waits: the clock is one that passes when told to. The same steps give the same lines every time.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from drillroom.cli.play import command
from drillroom.runtime.clock import StillClock

PROMPT = "> "
COLUMNS = 100
_PATIENCE = 20_000
"""Looks at the screen without anything to type, after which a step will never come."""


@dataclass(frozen=True, slots=True)
class Step:
    """``line`` is typed as soon as ``after`` has been seen, counted from the step before."""

    after: str
    line: str


@dataclass(slots=True)
class Typist:
    """Stands where the keyboard is: types each step's line when its time has come, then leaves."""

    clock: StillClock
    steps: deque[Step]
    shown: io.StringIO
    seen: int = 0
    idle: int = 0
    is_terminal: bool = True
    is_over: bool = False
    waiting: list[str] = field(default_factory=list)

    def line(self, seconds: float) -> str | None:
        """The next line if what it answers is on the screen, else nobody types for ``seconds``."""
        if self.waiting:
            return self.waiting.pop(0)
        if not self.steps:
            self.is_over = True
            return None
        step, place = self.steps[0], self.shown.getvalue().find(self.steps[0].after, self.seen)
        if place < 0:
            self.idle += 1
            if self.idle > _PATIENCE:
                raise RuntimeError(
                    f"never seen: {step.after!r}, to type {step.line!r}; last: {self.shown.getvalue()[-2600:]}"
                )
            self.clock.pass_by(max(seconds, 0.01))
            return None
        self.idle = 0
        self.seen = len(self.shown.getvalue())
        self.shown.write(f"{PROMPT}{step.line}\n")
        return self.steps.popleft().line

    def put_back(self, line: str) -> None:
        """A line that came too early."""
        self.waiting.append(line)

    def around(self, show: Callable[[], None]) -> None:
        """Nothing is half typed here."""
        show()

    def close(self) -> None:
        """Nothing to give back."""


def record(steps: Iterable[Step], *arguments: str, lang: str = "en") -> list[str]:
    """The lines on the screen of ``drillroom play`` with these arguments; the typist leaves after the last step.

    Raises RuntimeError when a step never came to be typed.
    """
    shown, clock = io.StringIO(), StillClock(wall=1_700_000_000.0)
    typist = Typist(clock, deque(steps), shown)
    with _elsewhere(lang), contextlib.redirect_stdout(shown), contextlib.redirect_stderr(io.StringIO()):
        _play(typist, clock, [*arguments, "--lang", lang])
    if typist.steps:
        raise RuntimeError(f"never seen: {typist.steps[0].after!r}")
    return shown.getvalue().splitlines()


def _play(typist: Typist, clock: StillClock, arguments: list[str]) -> None:
    def seat(_: Any) -> Typist:
        return typist

    size = os.terminal_size((COLUMNS + 1, 40))
    with (
        patch("drillroom.cli.plain.start.Keyboard", seat),
        patch("drillroom.runtime.clock.WallClock", lambda: clock),
        patch("shutil.get_terminal_size", lambda *_: size),
        contextlib.suppress(SystemExit),
    ):
        command.main(args=arguments, standalone_mode=False)


@contextlib.contextmanager
def _elsewhere(lang: str) -> Iterator[None]:
    """A home of its own, so that no drill of the person who runs this is touched."""
    with (
        tempfile.TemporaryDirectory() as home,
        patch.dict(os.environ, {"DRILLROOM_HOME": home, "DRILLROOM_LANG": lang}),
    ):
        yield
