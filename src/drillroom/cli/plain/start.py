"""Puts a plain sitting together from a header and an open log, plays it, and closes it with the debrief.

The log is on disk at every moment; however the sitting ends, ``resume`` or ``report`` can take it from there.
"""

from __future__ import annotations

from drillroom.cli.frame import DONE, INTERRUPTED
from drillroom.language import speech
from drillroom.log.audience import FACILITATOR
from drillroom.log.situation import Situation
from drillroom.runtime.closing import Closing
from drillroom.runtime.driver import Driver
from drillroom.runtime.sitting import Sitting
from drillroom.scenario.format import SEATS
from drillroom.storage.logs import LogFile
from drillroom.views.cards import Card, Teller
from drillroom.views.names import Names
from drillroom.views.palette import Palette
from drillroom.views.waiting import Waiting

from .boards import Boards
from .closing import close
from .keyboard import Keyboard
from .screen import Screen
from .session import Session
from .ticker import Ticker
from .typed import View, Words

MODE = "plain"


def sit_down(sitting: Sitting, lang: str, *, show_state: bool = False) -> int:
    """Play a drill to its end or until the trainee leaves; returns the exit code."""
    sitting.enter(MODE)
    names = Names(sitting.scenario, sitting.rules.vocabulary, speech(lang))
    viewer = (*SEATS, FACILITATOR) if show_state else tuple(SEATS)
    situation = Situation.of(sitting.header, sitting.past, viewer)
    session = _session(sitting.driver, names, situation, sitting.journal)
    try:
        if sitting.past:
            session.recall()
        else:
            _brief(session)
        return _play(session, sitting)
    finally:
        session.keyboard.close()
        sitting.journal.close()


def _session(driver: Driver, names: Names, situation: Situation, journal: LogFile) -> Session:
    """Everything that a sitting needs, put together."""
    words = Words(names.vocabulary)
    keyboard = Keyboard(words.complete)
    screen = Screen(names, keyboard)
    teller = Teller(situation.header, names, lambda: journal.people.texts, situation)
    palette = Palette(teller, lambda line: screen.lines(line))
    boards = Boards(palette, words)
    return Session(
        driver=driver,
        palette=palette,
        screen=screen,
        keyboard=keyboard,
        clock=driver.clock,
        words=words,
        boards=boards,
        ticker=Ticker(palette, boards, screen, driver.clock),
        waiting=Waiting(situation),
    )


def _brief(session: Session) -> None:
    """Three messages, as on a telephone, and what can be typed; reading them takes no drill time."""
    names, screen, driver = session.palette.names, session.screen, session.driver
    say, pick = names.speech.say, names.speech.pick
    screen.lines(say("{title}. Everything in it is made up.", title=pick(names.scenario.title)), "")
    for message in names.scenario.briefing:
        screen.card(driver.now, Card(session.palette.teller.person(message.by), (pick(message.text),)))
    screen.lines(say("You sit in every seat. Type a number to answer, ? for everything else, quit to leave."))
    if session.keyboard.is_terminal:
        screen.lines(say("Press Enter to begin."))
        answer = session.keyboard.line(24 * 3600)
        session.left = session.words.read(answer or "") == View("quit")
        driver.hold_still()


def _play(session: Session, sitting: Sitting) -> int:
    say, names = session.palette.speech.say, session.palette.names
    driver, screen = session.driver, session.screen
    try:
        if not session.left:
            session.play(driver.begin())
    except KeyboardInterrupt:
        session.keyboard.close()
        driver.mark()
        screen.lines("", say("Interrupted. Everything so far is saved; go on with: drillroom resume"))
        return INTERRUPTED
    if session.left:
        driver.mark()
        screen.lines(say("Everything so far is saved; go on with: drillroom resume"), str(sitting.journal.path))
        return DONE
    close(Closing.of(sitting.journal, sitting.clock), screen, session.keyboard, names.speech)
    return DONE
