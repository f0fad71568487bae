"""The loop of the plain mode: lines in, lines out, and one timer in between.

Typing never stops the clock, the clock never waits for typing, and what was acknowledged is on disk.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from drillroom.errors import ActionRejected
from drillroom.log import records as r
from drillroom.log.feed import Call
from drillroom.runtime.clock import Clock
from drillroom.runtime.driver import Driver
from drillroom.views.asking import Asking, Dropped, Question
from drillroom.views.confidence import declared
from drillroom.views.palette import Palette
from drillroom.views.refusals import why_not
from drillroom.views.waiting import Waiting, closes, prompt_card, time_left

from .ask import complete
from .boards import Boards
from .composer import compose, wants_composer
from .keyboard import Keyboard
from .prompts import how_to_answer
from .screen import Screen
from .ticker import Ticker
from .typed import Choice, Order, Unknown, View, Words, how_sure

_FIRST_LINE = 2.0
"""Wall seconds a pipe has for its first line."""
_CANCEL = ("cancel", "取消")


@dataclass(slots=True, kw_only=True)
class Session:
    """One sitting at one drill. ``left``: the trainee went away and the log can be resumed."""

    driver: Driver
    palette: Palette
    screen: Screen
    keyboard: Keyboard
    clock: Clock
    words: Words
    boards: Boards
    ticker: Ticker
    waiting: Waiting
    left: bool = False
    _dialog: Asking | None = None
    _question: Question | None = None
    _order: Order | None = None
    _prompted: str = ""
    _held: str | None = None
    _passing: str = ""
    _seen: set[str] = field(default_factory=set)

    # ------------------------------------------------------------------ the loop

    def recall(self) -> None:
        """A drill goes on: the last things that happened, and where it stands."""
        self.ticker.recall(self.driver.now)
        self.screen.card_lines(*self.boards.view(View("status"), self.driver))

    def play(self, entries: list[r.Entry]) -> None:
        """Play on from ``entries``, which are new, until the drill is over or the trainee leaves."""
        self.show(entries)
        if not self.keyboard.is_terminal:
            # A busy computer may deliver the first piped line late; the drill does not run off meanwhile.
            early = self.keyboard.line(_FIRST_LINE)
            if early is not None:
                self.keyboard.put_back(early)
            self.driver.hold_still()
        while not self.driver.is_over and not self.left:
            self._prompt()
            line = self._next_line()
            if line is not None:
                self._hear(line)
                if not self.keyboard.is_terminal:
                    # What is piped in was written beforehand: it is dealt with before more time passes.
                    self.driver.hold_still()
                    continue
            elif self.keyboard.is_over and self._held is None:
                self._walk_away()
                return
            self.show(self.driver.tick())
            self._count_down()
        if self._held is not None:
            self.keyboard.put_back(self._held)

    def _next_line(self) -> str | None:
        """A typed line. In a pipe a bare number waits until something is asked."""
        if self._held is not None:
            if self._dialog is None and self.waiting.first is None:
                self.clock.rest(self.driver.wait())
                return None
            held, self._held = self._held, None
            return held
        line = self.keyboard.line(self.driver.wait())
        is_early = self._dialog is None and self.waiting.first is None
        if line is not None and not self.keyboard.is_terminal and is_early and self._is_number(line):
            self._held = line
            return None
        return line

    def _is_number(self, line: str) -> bool:
        return isinstance(self.words.read(line), Choice)

    def _walk_away(self) -> None:
        """Nobody types any more: on a terminal that means leaving, in a pipe the drill goes on by itself."""
        if self.keyboard.is_terminal:
            self.left = True
            return
        self.screen.lines(self.say("No more input: the drill goes on without you."))
        self.show(self.driver.finish())

    def say(self, msgid: str, **args: object) -> str:
        return self.palette.speech.say(msgid, **args)

    # ------------------------------------------------------------------ showing

    def show(self, entries: list[r.Entry]) -> None:
        """Show what happened."""
        self.ticker.show(entries, self.driver.now)

    def _prompt(self, *, again: bool = False) -> None:
        """Show what waits first, once."""
        prompt = self.waiting.first
        if prompt is None or self._dialog is not None or (prompt.id == self._prompted and not again):
            return
        was_seen, self._prompted = prompt.id in self._seen, prompt.id
        self._seen.add(prompt.id)
        if was_seen and not again:
            self._remind()
            return
        card, options = prompt_card(self.palette.teller, prompt)
        seconds, now = self.driver.time_left(prompt.id), self.driver.now
        self.ticker.pass_to(now)
        self.screen.card(now, card)
        self.screen.choices(options)
        self.screen.lines(how_to_answer(self.palette.teller, prompt, len(options), seconds, now))
        self.waiting.has_read(prompt, seconds)

    def _remind(self) -> None:
        """Something still waits: say so in one line."""
        prompt = self.waiting.first
        if prompt is not None and prompt.id == self._prompted:
            seconds = self.driver.time_left(prompt.id)
            left = time_left(self.palette.teller, prompt, seconds, self.driver.now)
            self.screen.lines(self.say("A question still waits (type prompt to see it). {left}", left=left))

    def _count_down(self) -> None:
        prompt = self.waiting.first
        if prompt is None or prompt.id != self._prompted:
            return
        seconds = self.driver.time_left(prompt.id)
        if self.waiting.warns(prompt, seconds) and seconds > 0:
            self.screen.lines(time_left(self.palette.teller, prompt, seconds, self.driver.now))

    # ------------------------------------------------------------------ hearing

    def _hear(self, line: str) -> None:
        if self._dialog is not None:
            self._answer(line)
            return
        if not line.strip():
            return
        match self.words.read(line):
            case Choice() as choice:
                self._choose(choice.number, choice.sure)
            case View() as view:
                self._look(view)
            case Order() as order:
                self._begin(order)
            case Unknown() as unknown:
                self._puzzle(unknown)

    def _puzzle(self, unknown: Unknown) -> None:
        say = self.say
        if unknown.close:
            names = say(", ").join(self.palette.names.typed(do) for do in unknown.close)
            self.screen.lines(say("“{text}” could be: {names}.", text=unknown.text, names=names))
        else:
            self.screen.lines(say("“{text}” is no action. Type ? for the list.", text=unknown.text))

    def _look(self, view: View) -> None:
        say = self.say
        match view.name:
            case "quit":
                self.left = True
            case "skip":
                self._skip()
            case "pause":
                self.driver.pause()
                self.screen.lines(say("Paused. Type go to go on."))
            case "go":
                self.driver.unpause()
                self.screen.lines(say("The clock runs."))
            case "prompt":
                self._prompt(again=True)
                if self.waiting.first is None:
                    self.screen.lines(say("Nothing waits for an answer."))
            case _:
                self.screen.card_lines(*self.boards.view(view, self.driver))

    def _skip(self) -> None:
        """Jump ahead; over something that waits for an answer only when asked twice."""
        prompt = self.waiting.first
        if prompt is not None and self._passing != prompt.id:
            self._passing = prompt.id
            self._remind()
            self.screen.lines(self.say("Type skip again to go on without an answer."))
            return
        if self.driver.is_paused:
            self.driver.unpause()
        self.show(self.driver.skip())

    def _choose(self, number: int, sure: int | None) -> None:
        """A bare number answers what waits first; ``sure``: how sure of it the trainee says they are."""
        prompt = self.waiting.first
        if prompt is None:
            self.screen.lines(self.say("Nothing waits for an answer. Type ? for what you can do."))
        elif not 1 <= number <= (2 if isinstance(prompt, Call) else len(prompt.options)):
            self.screen.lines(self.say("“{answer}” is none of the choices.", answer=number))
        elif not isinstance(prompt, Call):
            self._do("decide", {"decision": prompt.id, "option": prompt.options[number - 1]}, sure)
        elif number == 1:
            self._begin(Order("take_call", (prompt.id,), sure=sure))
        else:
            self.waiting.ignored.add(prompt.id)

    # ------------------------------------------------------------------ dialogs

    def _begin(self, order: Order) -> None:
        """An action was named: ask for what is missing, then do it."""
        self._order = order
        self._dialog = (
            compose(order, self.palette) if wants_composer(order, self.palette) else complete(order, self.palette)
        )
        if order.do == "take_call":
            self.driver.held_before = self._ring_ends()
        self.driver.outlook.compose(self.driver.now)
        self._step(None)

    def _ring_ends(self) -> int | None:
        feed = self.palette.situation.feed
        return min((*map(closes, feed.ringing), *(it.due for it in feed.summoned)), default=None)

    def _answer(self, line: str) -> None:
        if line.strip().casefold() in _CANCEL:
            self._drop()
        elif self._question and not self._question.choices and isinstance(self.words.read(line), View):
            self.screen.lines(self.say("First answer this, or type cancel to drop it."))
            self._ask(self._question)
        else:
            self._step(self._surely(line))

    def _surely(self, line: str) -> str:
        """A choice of a dialog can say how sure one is too; whoever types words of their own says what they type."""
        if self._order is None or self._question is None or not self._question.choices:
            return line
        rest, sure = how_sure(line)
        if sure is not None:
            self._order = replace(self._order, sure=sure)
        return rest

    def _step(self, line: str | None) -> None:
        """Send one line to the dialog and show its next question, or take its result."""
        dialog, order = self._dialog, self._order
        assert dialog is not None
        assert order is not None
        try:
            self._question = dialog.send(line) if line is not None else next(dialog)
        except StopIteration as result:
            self._put_pen_down()
            if result.value is not None:
                self._do(order.do, result.value, order.sure)
        except Dropped:
            self._drop()
        else:
            self._ask(self._question)

    def _ask(self, question: Question) -> None:
        self.screen.lines(question.text)
        self.screen.choices(label for _, label in question.choices)

    def _drop(self) -> None:
        if self._dialog is not None:
            self._dialog.close()
        self._put_pen_down()
        self.screen.lines(self.say("Dropped; nothing was done."))
        self._remind()

    def _put_pen_down(self) -> None:
        """The dialog is over; the clock runs as before."""
        self._dialog = self._question = None
        self.driver.held_before = None
        self.driver.outlook.stop_composing()

    # ------------------------------------------------------------------ doing

    def _do(self, do: str, args: dict[str, object], sure: int | None) -> None:
        """Give a command; what was refused changed nothing and says why. ``sure``: as the trainee says, 1 to 3."""
        plain, typed = self.palette.keyed(do, args)
        try:
            happened = self.driver.act(do, plain, typed=typed, sure=sure)
        except ActionRejected as refusal:
            self.screen.lines(why_not(refusal, do, self.palette))
            return
        shown = self.ticker.told
        if do == "decide":
            text = self.palette.option(str(args["decision"]), str(args["option"]))
            self.screen.lines(self.say("Decided: {text}", text=text))
        if sure is not None:
            self.screen.lines(declared(self.palette.speech, sure))
        self.show(happened)
        if self.ticker.told == shown and do != "decide":
            self.screen.lines(self.say("Done: {action}.", action=self.palette.names.action(do)))
        self._remind()
