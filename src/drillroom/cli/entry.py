"""The group of all commands, and the entry point of the program.

A command's module is imported when that command is called, so ``--help`` loads nothing but click.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from drillroom import __version__

from .frame import HELP, close_to, guarded, open_closed_streams, speak_utf8

COMMANDS: dict[str, str] = {
    "demo": "Watch a drill that plays itself; needs no terminal.",
    "list": "The scenarios there are.",
    "play": "Go through a drill.",
    "resume": "Go on with an interrupted drill.",
    "run": "Play a scenario from a playbook, without a screen.",
    "score": "Marks with their evidence, from a log alone.",
    "verify": "Check that a log is whole and says what happens again.",
    "whatif": "What each other choice would have come to.",
    "report": "Write the debrief of a drill to files.",
    "lint": "Check scenario files and tell every problem.",
    "balance": "Check whether a scenario is fair.",
    "schema": "The JSON Schema of scenario files, for editors.",
}
_EXAMPLES = """\b
Examples:
  drillroom                                     start the first drill
  drillroom demo                                watch one that plays itself
  drillroom play open-back-door --lang zh-Hans  a drill in Chinese
  drillroom run open-back-door --playbook model --json
"""


class Commands(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f".{cmd_name}", __package__).command
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS:
            ctx.fail(f"No such command {args[0]!r}{close_to(args[0], list(COMMANDS))}.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(  # type: ignore[override]  # we have no shell completion of our own to pass on
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> Any:
        """Run the command line; always ends in ``SystemExit`` with a code of the contract."""
        words = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        guarded(
            lambda: super(Commands, self).main(args=words, prog_name=prog_name or "drillroom", **extra),
            is_debug="--debug" in words,
        )


@click.group(cls=Commands, invoke_without_command=True, context_settings=HELP, epilog=_EXAMPLES)
@click.option("--lang", metavar="L", help="Language of everything shown: en or zh-Hans.")
@click.option("--scenarios", metavar="DIR", multiple=True, help="A further folder of scenarios; nearest wins.")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
@click.version_option(__version__, message="drillroom %(version)s")
@click.pass_context
def root(ctx: click.Context, lang: str | None, scenarios: tuple[str, ...], debug: bool) -> None:
    """A flight simulator for crisis PR.

    Without a command: the screen where one chooses a drill; without a terminal, a demonstration.
    """
    ctx.obj = {"lang": lang, "scenarios": scenarios}
    if ctx.invoked_subcommand is None:
        name = "play" if sys.stdin.isatty() and sys.stdout.isatty() else "demo"
        ctx.exit(ctx.invoke(root.get_command(ctx, name)))  # type: ignore[arg-type]


def main() -> None:
    """The entry point ``drillroom``."""
    open_closed_streams()
    speak_utf8()
    root.main()
