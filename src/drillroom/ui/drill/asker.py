"""Asks for what an action still needs, one question at a time; on the telephone it shows who asks.

Nothing is done before the last answer, and Esc drops the whole. Whatever has to be told on the way stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from drillroom.log.feed import Summons
from drillroom.scenario.values import TEXT_LIMIT
from drillroom.source.clean import clean
from drillroom.ui.choices import Choices
from drillroom.ui.text import one_line, title, wrap
from drillroom.views.asking import Question
from drillroom.views.dialog import Dialog
from drillroom.views.palette import Palette

from .strokes import Part, cropped, line

TAKE_CALL = "take_call"
_MOST_LABEL_LINES = 4


class Asker(ModalScreen[dict[str, Any] | None]):
    """Dismissed with the arguments of ``do``, or with None where it was dropped.

    ``given``: what is known already; ``is_brief``: nothing is asked that may be left out.
    """

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("escape", "drop", show=False, priority=True),
        Binding("space", "tick", show=False),
        Binding("enter", "confirm", show=False, priority=True),
        *(Binding(str(number), f"pick({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(
        self, palette: Palette, do: str, given: Mapping[str, Any] | None = None, *, is_brief: bool = False
    ) -> None:
        super().__init__()
        self.palette = palette
        self.dialog = Dialog(palette, do, given or {}, is_brief=is_brief)
        self._ticked: set[int] = set()
        self._laid = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet-card"):
            with VerticalScroll(classes="sheet-words", can_focus=False):
                yield Static(id="asker-text", classes="sheet-text")
            yield Choices(classes="sheet-list")
            yield Input(max_length=TEXT_LIMIT)
            yield Static(" ", classes="free-row")  # for the candidates of an input method
            yield Static(classes="sheet-told")
            yield Static(classes="sheet-foot")

    def on_mount(self) -> None:
        card = self.query_one(".sheet-card")
        card.border_title = title(self._heading())
        card.border_subtitle = title(self.say("EXERCISE"))
        card.set_class(self._is_phone and self._call not in self.palette.situation.feed.summons, "-phone")
        self.call_after_refresh(self._next)

    def say(self, msgid: str, **args: object) -> str:
        """Our own words."""
        return self.palette.speech.say(msgid, **args)

    @property
    def _is_phone(self) -> bool:
        return self.dialog.do == TAKE_CALL

    def _heading(self) -> str:
        if not self._is_phone:
            return self.palette.names.action(self.dialog.do)
        call = self.palette.situation.feed.asking(self._call)
        who = self.palette.teller.caller(call.by) if call is not None else ""
        if isinstance(call, Summons):
            return self.say("Summons: {who}", who=who)
        return self.say("☎ On the phone: {who}", who=who)

    @property
    def _call(self) -> str:
        """The call or summons that is answered: the one that was given, else the only one that waits."""
        feed = self.palette.situation.feed
        waiting = [*(it.id for it in feed.ringing), *(it.id for it in feed.summoned)]
        return self.dialog.call or (waiting[0] if len(waiting) == 1 else "")

    # ------------------------------------------------------------------ one question

    def _next(self) -> None:
        """Show the question that stands, or end."""
        dialog = self.dialog
        self._ticked = set()
        self.query_one(Input).value = ""
        if dialog.is_over and not (dialog.is_dropped and dialog.told):
            self.dismiss(dialog.args)
            return
        self._show()
        question = dialog.question
        options, words = self.query_one(OptionList), self.query_one(Input)
        if question is None:
            self.set_focus(None)
        elif question.choices:
            options.highlighted = 0
            options.focus()
        else:
            words.focus()

    def _show(self) -> None:
        """Lay everything out at the width there is."""
        width = self._laid = self.query_one(".sheet-foot").content_size.width
        question = self.dialog.question
        options, words = self.query_one(OptionList), self.query_one(Input)
        text = self.query_one("#asker-text", Static)
        text.update(Content("\n").join(self._words(max(10, width - 1))))
        options.display = question is not None and bool(question.choices)
        words.display = self.query_one(".free-row").display = question is not None and not question.choices
        if question is not None:
            self._show_choices(question, max(10, width - 1))
        told = self.query_one(".sheet-told", Static)
        told.display = bool(self.dialog.told)
        told.update(Content("\n").join(Content(it) for it in wrap("\n".join(self.dialog.told[-2:]), max(10, width))))
        self.query_one(".sheet-foot", Static).update(line(*cropped(self._keys(question), max(10, width))))
        self.query_one(".sheet-words", VerticalScroll).scroll_end(animate=False)

    def _words(self, width: int) -> list[Content]:
        """What was asked and answered, and the question that stands."""
        lines: list[Content] = []
        call = self.palette.situation.feed.asking(self._call) if self._is_phone else None
        if call is not None:
            lines += [Content.styled(it, "$text-muted") for it in wrap(self.palette.teller.text(call.text), width)]
            lines.append(Content(" "))
        for it in self.dialog.answered:
            lines += [Content.styled(words, "$text-muted") for words in wrap(one_line(it.question), width, most=2)]
            answer = it.answer or self.say("left out")
            lines += [line(("✓ ", "$success"), (words, "")) for words in wrap(one_line(answer), width - 2, most=2)]
        if self.dialog.answered:
            lines.append(Content(" "))
        if call is not None and self.dialog.question is not None:
            count, number = len(self.palette.call_questions(self._call)), len(self.dialog.answered) + 1
            lines.append(Content.styled(self.say("Question {n} of {m}", n=number, m=count), "$success"))
        if self.dialog.question is not None:
            lines += [Content.styled(it, "bold") for it in wrap(self.dialog.question.text, width)]
        return lines

    def _show_choices(self, question: Question, width: int) -> None:
        options = self.query_one(OptionList)
        selected = options.highlighted
        options.clear_options()
        options.add_options(
            [Option(self._choice(question, place, width), id=str(place)) for place in range(len(question.choices))]
        )
        if question.optional and not question.many and question.choices:
            options.add_option(Option(line(("–", "$text-muted"), ("  ", ""), (self.say("leave it out"), ""))))
        if question.choices:
            options.highlighted = min(selected or 0, options.option_count - 1)

    def _choice(self, question: Question, place: int, width: int) -> Content:
        sign: list[Part] = [(f"{place + 1:<2}" if place < 9 else "  ", "$accent bold"), (" ", "")]
        if question.many:
            is_ticked = place in self._ticked
            sign += [("[x]" if is_ticked else "[ ]", "$success bold" if is_ticked else "$text-muted"), (" ", "")]
        indent = 7 if question.many else 3
        label = question.choices[place][1]
        first, *others = wrap(one_line(label), width - indent, most=_MOST_LABEL_LINES) or [""]
        rest = (line((" " * indent, ""), (it, "")) for it in others)
        return Content("\n").join([line(*sign, (first, "")), *rest])

    def _keys(self, question: Question | None) -> list[Part]:
        parts: list[tuple[str, str]] = []
        if question is not None and question.many:
            parts = [(self.say("Space"), self.say("tick")), ("Enter", self.say("go on"))]
        elif question is not None and question.choices:
            parts = [("↑↓", self.say("select")), ("Enter", self.say("go on"))]
        elif question is not None:
            parts = [("Enter", self.say("leave it out, if empty") if question.optional else self.say("go on"))]
        parts.append(("Esc", self.say("close") if question is None else self.say("drop it all")))
        keys: list[Part] = []
        for key, label in parts:
            keys += [(key, "$primary bold"), (f" {label}   ", "$text-muted")]
        return keys

    def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(self._lay_out_again)

    def _lay_out_again(self) -> None:
        if self.query_one(".sheet-foot").content_size.width != self._laid:
            self._show()

    # ------------------------------------------------------------------ answering

    def action_confirm(self) -> None:
        """Enter takes the selected choice, confirms what was ticked or typed, and closes where nothing is asked."""
        question, place = self.dialog.question, self.query_one(OptionList).highlighted
        if question is None:
            self.dismiss(None)
        elif not question.choices:
            self._confirm_typed(question)
        elif question.many:
            self._confirm_ticked(question)
        elif place is not None:
            self._take(question, place)

    @on(OptionList.OptionSelected)
    def _click(self, event: OptionList.OptionSelected) -> None:
        """A click takes a choice, or ticks it."""
        event.stop()
        question = self.dialog.question
        if question is not None and question.many:
            self._tick(event.option_index)
        elif question is not None:
            self._take(question, event.option_index)

    def _take(self, question: Question, place: int) -> None:
        """This choice; the one behind the last leaves the question out."""
        self._answer(*([place] if place < len(question.choices) else []))

    def _confirm_ticked(self, question: Question) -> None:
        if self._ticked or question.optional:
            self._answer(*sorted(self._ticked))
        else:
            self._tell(self.say("Tick at least one with the space bar, then press Enter."))

    def _answer(self, *places: int) -> None:
        self.dialog.told.clear()
        self.dialog.choose(*places)
        self._next()

    def _tell(self, text: str) -> None:
        self.dialog.told[:] = [text]
        self._show()

    def action_tick(self) -> None:
        """Tick the selected choice, or take the tick back."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self._tick(options.highlighted)

    def action_pick(self, number: int) -> None:
        """A digit takes the choice of that number, or ticks it."""
        question = self.dialog.question
        if question is None or number > len(question.choices):
            return
        if question.many:
            self.query_one(OptionList).highlighted = number - 1
            self._tick(number - 1)
        else:
            self._answer(number - 1)

    def _tick(self, place: int) -> None:
        question = self.dialog.question
        if question is not None and question.many and place < len(question.choices):
            self._ticked ^= {place}
            self.query_one(OptionList).replace_option_prompt_at_index(
                place, self._choice(question, place, max(10, self._laid - 1))
            )

    def _confirm_typed(self, question: Question) -> None:
        words = clean(self.query_one(Input).value).replace("\n", " ").strip()
        if not words and not question.optional:
            self._tell(self.say("Write a few words, or press Esc to drop it."))
            return
        self.dialog.told.clear()
        self.dialog.answer(words)
        self._next()

    def action_drop(self) -> None:
        """Drop the whole."""
        self.dialog.drop()
        self.dismiss(None)
