"""Who may see a record."""

from __future__ import annotations

import pytest

from drillroom.log.audience import may_see


@pytest.mark.parametrize(
    ("viewer", "to", "sees"),
    [
        ("pr", "all", True),
        ("pr", ("pr", "lead"), True),
        ("pr", ("legal",), False),
        ("pr", "facilitator", False),
        ("pr", "none", False),
        (("pr", "legal"), ("legal",), True),
        (("pr", "legal"), ("tech",), False),
        (("pr", "legal"), "facilitator", False),
        (("facilitator", "pr"), ("tech",), True),
        (("facilitator", "pr"), "none", False),
        ((), "all", True),
        ((), ("pr",), False),
        ("observer", "all", True),
        ("observer", ("pr",), False),
        ("observer", "facilitator", False),
        ("facilitator", ("tech",), True),
        ("facilitator", "facilitator", True),
        ("facilitator", "none", False),
        ("p", ("pr",), False),
        (None, "none", True),
        (None, ("pr",), True),
    ],
)
def test_only_those_addressed_see_a_record(viewer, to, sees):
    """All, seats, facilitator and nobody mean what they say; the debrief sees everything."""
    assert may_see(viewer, to) is sees
