"""Who may see a record: the one rule that screens, rooms and reports share.

Nobody sees a record that is not addressed to them; a record for ``none`` waits for the debrief.
"""

from __future__ import annotations

from .records import Audience

FACILITATOR = "facilitator"

Viewer = str | tuple[str, ...] | None
"""A seat, several seats held by one person, ``facilitator``, ``observer``, or None for the debrief, which sees all."""


def may_see(viewer: Viewer, to: Audience) -> bool:
    """May this viewer see a record for ``to``?"""
    if viewer is None:
        return True
    if to == "none":
        return False
    roles = (viewer,) if isinstance(viewer, str) else viewer
    if to == "all" or FACILITATOR in roles:
        return True
    return isinstance(to, tuple) and any(role in to for role in roles)
