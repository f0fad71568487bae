"""What every command shares: the two streams, how errors are told, and the exit codes.

stdout carries what was asked for, stderr tells about it; no traceback is shown without ``--debug``.
"""

from __future__ import annotations

import contextlib
import math
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TextIO

import click

from drillroom.errors import DrillroomError, Problem, UnusableFile

DONE, DID_NOT_HOLD, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
MOST_PROBLEMS = 50
"""Lines of problems on stderr; what a file can have is without end."""
HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class ReaderGoneError(Exception):
    """Nobody reads our output any more. Click would make an exit code of a broken pipe that means something else."""


def _write(text: str, stream: TextIO) -> None:
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError as error:
        raise ReaderGoneError from error
    except OSError as error:
        _silence(stream)
        raise DrillroomError(f"cannot write the output: {error.strerror}", hint="make room where it goes") from error


def put(text: str = "") -> None:
    """A line of what was asked for, to stdout."""
    _write(_safe(text), sys.stdout)


def tell(text: str = "") -> None:
    """A line about what is going on, to stderr; where it cannot be written, what was asked for goes on without it."""
    with contextlib.suppress(DrillroomError):
        _write(_safe(text), sys.stderr)


def _safe(text: str) -> str:
    """No control character or escape sequence of a scenario, a path or a trainee ever reaches the terminal."""
    # Imported late: ``--help`` has no use for it.
    from drillroom.source.clean import clean

    return clean(text)


def put_json(value: Any) -> None:
    """The one JSON document of a ``--json`` command, to stdout."""
    import json  # late: most commands, and the help, do without

    _write(json.dumps(value, ensure_ascii=False, allow_nan=False), sys.stdout)


def tell_error(error: DrillroomError) -> None:
    """What is wrong, every problem on its own line, and what to do about it."""
    if isinstance(error, UnusableFile):
        tell_problems(error.problems)
        if len(error.problems) > 1:
            tell(f"{len(error.problems)} problems")
    else:
        tell(f"error: {error.message}")
    is_told = isinstance(error, UnusableFile) and error.hint in {problem.hint for problem in error.problems}
    if error.hint and not is_told:
        tell(f"hint: {error.hint}")


def tell_problems(problems: Sequence[Problem]) -> None:
    """Every problem on its own line; of a file that is wrong from end to end, the first ones."""
    for problem in problems[:MOST_PROBLEMS]:
        tell(str(problem) if problem.level == "error" else f"{problem} [{problem.level}]")
    if len(problems) > MOST_PROBLEMS:
        tell(f"… and {len(problems) - MOST_PROBLEMS} more")


class Number(click.FloatRange):
    """A number in a range. NaN is in every range for click, and passes every comparison later."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number


class Command(click.Command):
    """A command with ``-h``, its examples at the end of its help, and ``--debug``."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **extra: Any) -> None:
        extra.setdefault("context_settings", HELP)
        if examples:
            extra["epilog"] = "\b\nExamples:\n" + "\n".join(f"  {example}" for example in examples)
        super().__init__(*args, **extra)
        self.params.append(click.Option(["--debug"], is_flag=True, expose_value=False, help="Show tracebacks."))


def verb(name: str, *, examples: Sequence[str] = ()) -> Callable[[Callable[..., Any]], Command]:
    """``click.command`` with what every command of drillroom has."""
    return click.command(name, cls=Command, examples=examples)


def guarded(call: Callable[[], Any], *, is_debug: bool) -> NoReturn:
    """Run ``call`` and leave the process with the exit code that fits what happened."""
    try:
        code = call()
        # A reader that went away (``drillroom list | head -1``) shows only here.
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        tell()
        code = INTERRUPTED
    except click.ClickException as error:
        error.show(sys.stderr)
        code = UNUSABLE
    except DrillroomError as error:
        if is_debug:
            raise
        tell_error(error)
        code = UNUSABLE
    except (ReaderGoneError, BrokenPipeError):
        _silence(sys.stdout)
        code = INTERRUPTED
    except Exception as error:
        # The outermost edge: a trainee must not meet a traceback, a developer asks for it.
        if is_debug:
            raise
        tell(f"error: {type(error).__name__}: {error}")
        tell("hint: this is a fault in drillroom; run it again with --debug to see where")
        code = UNUSABLE
    sys.exit(code if isinstance(code, int) else DONE)


def _silence(stream: TextIO) -> None:
    """Let the interpreter's last flush of a broken stream go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())


def open_closed_streams() -> None:
    """A stream that was closed before we began reads as empty and swallows what is written."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - lives as long as we do


def speak_utf8() -> None:
    """Pipes and files get UTF-8 everywhere; a terminal keeps its encoding and shows ``?`` for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def close_to(name: str, known: Sequence[str]) -> str:
    """`` (did you mean …?)`` where something known comes close to ``name``, else nothing."""
    from difflib import get_close_matches  # late: needed only when something is misspelled

    close = get_close_matches(name, known, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
