"""Playing a playbook onto a drill, without a clock and without writing anything.

A step that the engine refuses is reported and left out; the run goes on.
"""

from __future__ import annotations

from collections.abc import Callable

from drillroom.engine.drill import Command, Drill
from drillroom.errors import ActionRejected
from drillroom.log.records import Entry
from drillroom.scenario.playbook import Playbook, Step

Refused = Callable[[Step, ActionRejected], None]


def follow(drill: Drill, playbook: Playbook, *, on_refused: Refused | None = None) -> None:
    """Give every step of the playbook at its time, then run the drill to its end."""
    for number, step in enumerate(playbook.steps, start=1):
        command = Command(id=f"k{number}", do=step.do, args=step.args, seat=step.seat)
        try:
            drill.act(command, now=max(step.at, drill.now))
        except ActionRejected as refusal:
            if on_refused is not None:
                on_refused(step, refusal)
    drill.advance_to(max(drill.now, drill.ends))


def play(drill: Drill, playbook: Playbook, *, on_refused: Refused | None = None) -> list[Entry]:
    """The world records of the whole run."""
    follow(drill, playbook, on_refused=on_refused)
    return drill.events()
