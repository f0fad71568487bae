"""The end of a drill in lines: first the trainee speaks, then the marks are shown.

Nobody sees a score before they were asked how they would rate themselves; the question can be passed over.
"""

from __future__ import annotations

from drillroom.cli.frame import tell
from drillroom.cli.marks import cost_lines, mark_lines, moment_lines, verdict_lines
from drillroom.language import Speech
from drillroom.runtime.closing import Closing, Ended
from drillroom.views.rating import LEAST, MOST, REGRET, OwnRating, Sentence, questions, sentences

from .keyboard import Keyboard
from .screen import Screen

_PATIENCE = 600.0
"""Wall seconds the closing questions wait for somebody at a terminal."""


def close(closing: Closing, screen: Screen, keyboard: Keyboard, speech: Speech) -> None:
    """First the trainee's own view, then the marks, then where the files are."""
    if closing.asks and not keyboard.is_over:
        said = sentences(closing.log.header, closing.log.entries, closing.words, speech)
        rating = ask_self_rating(screen, keyboard, speech, said)
        closing.rate(rating.ratings, rating.regret)
    tell(speech.say("Measuring what nobody, and what the reference, would have reached …"))
    closing.measure()
    show(closing.conclude(speech), closing, screen, speech)


def ask_self_rating(screen: Screen, keyboard: Keyboard, speech: Speech, said: tuple[Sentence, ...] = ()) -> OwnRating:
    """What trainees think of their own drill; ``said`` are the published words they may choose from by number."""
    rating = OwnRating()
    screen.lines("", speech.say("Before any score: your own view."))
    for question in questions(speech):
        asked = speech.say(
            "{question} {least} (poor) to {most} (good), or Enter to pass.",
            question=question.text,
            least=LEAST,
            most=MOST,
        )
        line = _answer(screen, keyboard, asked)
        if line is None:
            return rating
        if line.strip().isdecimal() and LEAST <= int(line) <= MOST:
            rating = rating.rated(question.key, int(line))
    screen.lines(speech.say(REGRET))
    screen.choices(speech.say("{at}: {text}", at=it.at, text=it.text) for it in said)
    asked = speech.say("Its number, or your own words, or Enter.") if said else speech.say("In your words, or Enter.")
    line = (_answer(screen, keyboard, asked) or "").strip()
    if line.isdecimal() and 1 <= int(line) <= len(said):
        line = said[int(line) - 1].text
    return rating.regretting(line)


def _answer(screen: Screen, keyboard: Keyboard, question: str) -> str | None:
    """A typed line, or None when nobody is there."""
    if keyboard.is_over:
        return None
    screen.lines(question)
    return keyboard.line(_PATIENCE if keyboard.is_terminal else 1.0)


def show(ended: Ended, closing: Closing, screen: Screen, speech: Speech) -> None:
    """The marks in lines, and where the log and the HTML debrief are."""
    from drillroom.report.words.calibration import calibration_told
    from drillroom.report.words.telling import Telling

    value = ended.debrief
    screen.lines("", *verdict_lines(value, speech), *mark_lines(value.header, ended.card, speech.lang))
    screen.lines("", *moment_lines(value, speech))
    screen.lines("", *cost_lines(value, speech), "")
    told = calibration_told(Telling(value, speech))
    if told:
        screen.lines(*told, "")
    screen.lines(speech.say("Log: {path}", path=closing.path))
    if ended.page is not None:
        screen.lines(speech.say("Debrief: {path}", path=ended.page))
    for trouble in ended.troubles:
        tell(f"{trouble.message} ({trouble.hint})" if trouble.hint else trouble.message)
