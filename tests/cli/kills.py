"""Kills a drill in the middle of its work and tells what of it was lost.

An acknowledged command is one whose line came out of the program before it was killed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ORDERS = 400
ACKNOWLEDGED = "drafted, on its way to sign-off"


@dataclass(frozen=True, slots=True)
class Killed:
    """``acknowledged`` commands had been answered; ``logged`` and ``worded`` are on disk afterwards."""

    acknowledged: int
    logged: int
    worded: int
    resumed: int
    verified: int
    errors: str

    @property
    def is_whole(self) -> bool:
        """Nothing acknowledged is missing, and the log goes on and holds."""
        return min(self.logged, self.worded) >= self.acknowledged and self.resumed == self.verified == 0


def kill_once(home: Path, places: Path, *, scenario: str, seed: int, after: int) -> Killed:
    """Play, give orders without end, kill the process when ``after`` of them were acknowledged, and look."""
    environment = {**os.environ, "DRILLROOM_HOME": str(home), "DRILLROOM_LANG": "en"}
    words = [sys.executable, "-m", "drillroom"]
    play = [*words, "play", scenario, "--plain", "--seed", str(seed), "--pace", "600", "--scenarios", str(places)]
    process = subprocess.Popen(play, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, encoding="utf-8")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(
        "skip\n" + "".join(f'update "mark {number}"\n' + "skip\n" * (number % 9 == 0) for number in range(ORDERS))
    )
    process.stdin.flush()
    seen = 0
    for line in process.stdout:
        seen += ACKNOWLEDGED in line
        if seen >= after:
            break
    process.kill()
    seen += sum(ACKNOWLEDGED in line for line in process.stdout)
    process.wait()
    process.stdin.close()
    process.stdout.close()
    (log,) = (home / "drills").glob("*.jsonl")
    given, texts = _updates(log)
    resume = subprocess.run(
        [*words, "resume", str(log), "--plain"],
        input="", capture_output=True, env=environment, encoding="utf-8", check=False,
    )  # fmt: skip
    verify = subprocess.run(
        [*words, "verify", str(log)], capture_output=True, env=environment, encoding="utf-8", check=False
    )
    return Killed(
        acknowledged=seen,
        logged=len(given),
        worded=sum(key in texts for key in given),
        resumed=resume.returncode,
        verified=verify.returncode,
        errors=resume.stderr + verify.stderr,
    )


def _updates(log: Path) -> tuple[list[str], dict[str, str]]:
    """(keys of the words of all orders in the log, words by key); a torn last line does not count."""
    given = []
    for line in log.read_text(encoding="utf-8").split("\n")[:-1]:
        record = json.loads(line)
        if record.get("kind") == "CommandGiven" and record["do"] == "update":
            given.append(record["args"]["words"])
    people = log.with_name(f"{log.stem}.people.json")
    return given, json.loads(people.read_text(encoding="utf-8"))["texts"] if people.exists() else {}
