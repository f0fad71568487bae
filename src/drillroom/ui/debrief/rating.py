"""What the trainee thinks of the drill, asked before any score: three numbers and one sentence to take back.

It knows no score. Everything can be passed over, and what is typed is words and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from drillroom.language import Speech
from drillroom.runtime.closing import MOST_WORDS
from drillroom.source.clean import clean
from drillroom.ui.choices import Choices
from drillroom.ui.text import crop, plain, title
from drillroom.views.rating import REGRET, OwnRating, Sentence, questions

from .scale import Scale

_WIDEST = 104
"""Cells of the whole form, as in the style sheet."""


class Rating(VerticalScroll, can_focus=False):
    """The questions. Posts ``Given`` once the trainee goes on."""

    class Given(Message):
        """These are the answers; an empty one passes everything over."""

        def __init__(self, rating: OwnRating) -> None:
            super().__init__()
            self.rating = rating

    BINDINGS = [Binding("ctrl+s", "give", show=False, priority=True)]

    def __init__(self, sentences: Iterable[Sentence], speech: Speech, *, heading: str) -> None:
        super().__init__(id="rating")
        self._sentences, self.speech = tuple(sentences), speech
        self._chosen: int | None = None
        self.rating = OwnRating()
        self.border_title = title(heading)
        self.border_subtitle = title(speech.say("EXERCISE"))

    def compose(self) -> ComposeResult:
        say, asked = self.speech.say, questions(self.speech)
        column = max(cell_len(question.text) for question in asked) + 5
        yield Static(plain(say("The drill is over. Your own view comes first; the score waits.")), classes="lead")
        for question in asked:
            yield Scale(question, self.speech, column=column)
        yield Static(plain(say(REGRET)), classes="question")
        if self._sentences:
            yield Choices(*(Option(self._prompt(n)) for n in range(len(self._sentences))), id="sentences")
        yield Input(placeholder=say("In your own words"), max_length=MOST_WORDS, id="regret")
        yield Static("", id="ime")  # a free row for the candidates of an input method

    def on_mount(self) -> None:
        self.query(Scale).first().focus()

    def _prompt(self, number: int) -> Content:
        sentence = self._sentences[number]
        sign, style = ("✓ ", "$accent bold") if number == self._chosen else ("  ", "")
        words = crop(self.speech.say("“{text}”", text=sentence.text), max(20, min(self.app.size.width, _WIDEST) - 18))
        return Content.styled(sign, style) + Content(f"{sentence.at}  ") + Content.styled(words, style)

    # ------------------------------------------------------------------ answering

    @on(Scale.Answered)
    def _rate(self, event: Scale.Answered) -> None:
        event.stop()
        self.rating = self.rating.rated(event.key, event.value)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        """A published sentence is taken, or put back."""
        event.stop()
        self._mark(None if event.option_index == self._chosen else event.option_index)
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        """Own words go before a chosen sentence; nothing that could steer the terminal stays in them."""
        event.stop()
        own = clean(event.value).replace("\n", " ")
        if own != event.value:
            event.input.value = own
        elif own:
            self._mark(None)

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_give()

    def _mark(self, chosen: int | None) -> None:
        if chosen == self._chosen:
            return
        before, self._chosen = self._chosen, chosen
        for number in (before, chosen):
            if number is not None:
                self.query_one(OptionList).replace_option_prompt_at_index(number, self._prompt(number))

    def action_give(self) -> None:
        """Go on with what was answered."""
        chosen = "" if self._chosen is None else self._sentences[self._chosen].text
        self.post_message(self.Given(self.rating.regretting(self.query_one(Input).value or chosen)))
