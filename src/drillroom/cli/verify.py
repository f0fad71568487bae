"""``drillroom verify``: is a log as it was written, and does it say what happens again?

Exit 1 where it is not; the first line that differs is named.
"""

from __future__ import annotations

import click

from .frame import DID_NOT_HOLD, DONE, put, tell, tell_problems, verb
from .shelf import log_bytes


@verb("verify", examples=["drillroom verify drill.jsonl", "drillroom verify drill.jsonl --tolerant"])
@click.argument("log")
@click.option("--tolerant", is_flag=True, help="Compare numbers to four digits: for a log from another platform.")
def command(log: str, tolerant: bool) -> int:
    """Check the chain of LOG, give its commands again, and compare what happens."""
    from drillroom.runtime.verify import verify

    found = verify(log_bytes(log), file=log, tolerant=tolerant)
    tell_problems(found.faults)
    if not found.holds:
        tell("the log does not hold")
        return DID_NOT_HOLD
    if not found.replayed:
        put(f"{log}: whole; not re-run, because engine {found.log.header.engine} wrote it")
        return DONE
    put(f"{log}: whole; {len(found.log.entries)} records came out the same  {found.log.sha256}")
    return DONE
