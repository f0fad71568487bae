"""How sure the trainees were, and whether they were right, in words.

Few answers are called few: below the least number nothing is said of all of them, and no share is a percentage.
"""

from __future__ import annotations

from drillroom.log.confidence import NAMES, level_name
from drillroom.report.lines import Calibration, DeclaredLine

from .marks import View
from .telling import Telling

_SUREST = max(NAMES)


def calibration(t: Telling) -> View:
    """``rows`` of a level and how often it was right, ``says`` in a few sentences, ``wrong``: what one was sure of, and
    wrong about. All empty where nothing was declared."""
    found = t.debrief.calibration
    if found is None:
        return {"rows": [], "says": "", "wrong": []}
    return {
        "rows": [
            {
                "name": level_name(t.speech, it.level),
                "value": t.say("{n} of {all} right", n=it.right, all=it.count) if it.count else "–",
            }
            for it in found.levels
        ],
        "says": t.running([_whole(found, t), *_left_out(found, t), t.say("None of this enters a mark.")]),
        "wrong": [_wrong(it, t) for it in found.lines if it.level == _SUREST and it.right is False],
    }


def _whole(found: Calibration, t: Telling) -> str:
    """What all of them come to, where there are enough."""
    judged = sum(it.count for it in found.levels)
    if not found.is_enough:
        return t.say("Too few to tell: {n} can be judged, it takes {fewest}.", n=judged, fewest=found.fewest)
    right = sum(it.right for it in found.levels)
    surest = next(it for it in found.levels if it.level == _SUREST)
    if surest.count in (0, judged):
        return t.say("{n} of {all} were right; there is nothing to compare them with.", n=right, all=judged)
    sure, elsewhere = surest.right * (judged - surest.count), (right - surest.right) * surest.count
    if sure == elsewhere:
        return t.say("Where you were sure, you were right as often as elsewhere.")
    if sure > elsewhere:
        return t.say("Where you were sure, you were right more often than elsewhere.")
    return t.say("Where you were sure, you were right less often than elsewhere.")


def _left_out(found: Calibration, t: Telling) -> list[str]:
    count = sum(it.right is None for it in found.lines)
    return [t.say("Left out: {n}, of which the log does not say whether they were right.", n=count)] if count else []


def _wrong(it: DeclaredLine, t: Telling) -> View:
    why = {
        "claims": t.say("what was said was not so"),
        "deed": t.say("a rule holds it against the team"),
        "option": t.say("the scenario calls it a poor way"),
    }
    what = t.text(it.option) if it.option is not None else t.action(it.do)
    return {"at": t.at(it.at), "what": what, "why": why.get(it.by, "")}


def calibration_told(t: Telling) -> list[str]:
    """The same in lines; none where nothing was declared."""
    found = calibration(t)
    if not found["rows"]:
        return []
    rows = ["  " + t.say("{name}: {value}", name=it["name"], value=it["value"]) for it in found["rows"]]
    wrong = ["  " + wrong_line(it, t) for it in found["wrong"]]
    head = [t.say("{name}:", name=t.say("Sure, and wrong"))] if wrong else []
    return [t.say("{name}:", name=t.say("How sure you were")), *rows, found["says"], *head, *wrong]


def wrong_line(it: View, t: Telling) -> str:
    """One thing that one was sure of: when, what, and why it was wrong."""
    return f"{it['at']} {t.with_note(it['what'], it['why'])}"
