"""Says why a command was refused and what to do instead, without a raw id.

One sentence for each reason the engine knows; the command has changed nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from drillroom.errors import ActionRejected
from drillroom.language import to_say

from .palette import Palette

_WHY: Mapping[str, str] = {
    "already": to_say("that has been done or ordered already"),
    "not_delivered": to_say("nobody has confirmed this to you yet. Say what is known, and when more will come"),
    "nothing_to": to_say("there is nothing to do it to now"),
    "no_such": to_say("there is no such thing here now"),
    "too_late": to_say("it is too late for that"),
    "no_time": to_say(
        "nobody has time to look at another signal before the alert. What was not looked at can still be graded"
    ),
    "not_now": to_say("nothing has come up yet that this would answer. Look at the signals first"),
    "bad_argument": to_say("something in it does not fit"),
}


_TYPED = ("no_such", "bad_argument")
_AGAINST = ("deny", "rebut")
_UNHEARD = to_say("nobody has said such a thing, and speaking against it would only spread it")


def why_not(refusal: ActionRejected, do: str, palette: Palette) -> str:
    """One sentence: what was refused, why, and what to do."""
    say = palette.speech.say
    reason = _UNHEARD if refusal.reason == "not_now" and do in _AGAINST else _WHY.get(refusal.reason)
    why = say(reason) if reason else refusal.message
    if palette.names.is_typed and refusal.reason in _TYPED:
        why = say("{why}. Type the action alone and you will be asked", why=why)
    return say("Not possible: {action}: {why}. Nothing has changed.", action=palette.names.action(do), why=why)
