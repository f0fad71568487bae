"""What waits for an answer first: a telephone that rings or a decision, with its options and the time that is left.

It decides nothing by itself: it says which number was chosen, and shows what is due next while nothing waits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from drillroom.log.records import Entry
from drillroom.runtime.table import Beat
from drillroom.ui.choices import Choices
from drillroom.ui.text import crop, title, wrap
from drillroom.views.confidence import shown, turned
from drillroom.views.palette import Palette
from drillroom.views.prompt import Countdown, Due, PromptView, coming, countdown, foremost, prompt_view
from drillroom.views.waiting import Waiting

from .strokes import Part, bar, cropped, line, size_of

SHARE = 0.6
"""Of the column that it may take on a wide terminal."""
NARROW_SHARE = 0.78
"""Of the lines that it may take on a narrow one, where a pane is above or below it."""
PANE_LEAST = 5
"""Lines that the pane keeps there."""
ROWS_LEAST = 7
MOST_DUE = 3
GRACE = 0.5
"""Wall seconds in which no digit answers a prompt that took the place of another: it was meant for that one."""
_MOST_OPTION_LINES = 4
SURE_KEY = "C"
"""Says how sure one is."""
_READ_ON = "▾ Tab PgDn"
"""The keys that read on where not all of the words are in sight."""
_RINGS = ("☎ )))", "☎    ")
_RING_EVERY = 0.5
_WORDS_LEAST = 2
_BAR = 16


class PromptCard(Vertical):
    """The card. Posts ``Chosen`` and ``Released``. ``waiting``: what waits, shared with whoever lets a call ring."""

    class Chosen(Message):
        """The option of this number, counted from 1, of this decision or call; ``sure``: how sure, if that was said."""

        def __init__(self, prompt_id: str, number: int, sure: int | None = None) -> None:
            super().__init__()
            self.prompt_id, self.number, self.sure = prompt_id, number, sure

    class Released(Message):
        """What had the focus in it is gone."""

    def __init__(self, palette: Palette, *, waiting: Waiting | None = None, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.waiting = waiting if waiting is not None else Waiting(palette.situation)
        self._view: PromptView | None = None
        self._due: tuple[Due, ...] = ()
        self._now = palette.situation.now
        self._left: dict[str, float] = {}
        self._laid = self._shared = 0
        self._is_too_new = False
        self._sure: int | None = None
        self._ringing: Timer | None = None
        self._rings = 0

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="prompt-words", can_focus=False):
            yield Static(id="prompt-text")
        yield Options(id="prompt-options")
        yield Static(id="prompt-clock")

    def on_mount(self) -> None:
        self._ringing = self.set_interval(_RING_EVERY, self._ring, pause=True)
        self._take(prompt_view(self.palette, self.waiting), foremost(coming(self.palette, self._now), MOST_DUE))

    def help_lines(self) -> list[str]:
        """What its keys do."""
        say = self.palette.speech.say
        return [
            say("A digit, or arrow keys and Enter, answers what waits first."),
            say("{key} says how sure you are, before you decide; no mark depends on it.", key=SURE_KEY),
        ]

    # ------------------------------------------------------------------ following

    def follow(self, beat: Beat, fresh: Sequence[Entry]) -> None:
        """Take in what is new after a beat."""
        self._now, self._left = beat.now, dict(beat.left)
        self.look_again()

    def look_again(self) -> None:
        """What waits may have changed, or time has gone by."""
        view = prompt_view(self.palette, self.waiting)
        due = foremost(coming(self.palette, self._now), MOST_DUE) if view is None else ()
        if view != self._view or due != self._due:
            self._take(view, due)
            return
        if self._rows != self._shared:
            self._share_rows()
        if view is not None:
            self._show_clock(view)

    def _take(self, view: PromptView | None, due: tuple[Due, ...]) -> None:
        is_other = (view.id if view else None) != (self._view.id if self._view else None)
        if is_other and self._view is not None and view is not None:
            self._is_too_new = True
            self.set_timer(GRACE, self._be_known)
        if is_other:
            self._sure = None
            self._release()
        self._view, self._due = view, due
        self.set_class(view is not None and view.is_call, "-call")
        self.set_class(view is not None and not view.is_call, "-decision")
        self.set_class(view is None, "-quiet")
        if self._ringing is not None:
            (self._ringing.resume if view is not None and view.is_call else self._ringing.pause)()
        self._entitle()
        self._lay_out(keep=not is_other)

    def _release(self) -> None:
        """Whoever answered, or was about to, goes back to where they came from."""
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            self.post_message(self.Released())

    def _be_known(self) -> None:
        self._is_too_new = False

    # ------------------------------------------------------------------ ringing

    def _ring(self) -> None:
        self._rings += 1
        self.set_class(self._rings % 2 == 1, "-rings")
        self._entitle()

    def _entitle(self) -> None:
        view, say = self._view, self.palette.speech.say
        if view is None:
            self.border_title = title(say("Nothing to decide right now"))
        else:
            sign = _RINGS[self._rings % 2] if view.is_call else "▲"
            self.border_title = title(f"{sign} {view.title}") if sign.strip() == sign else _with_gap(sign, view.title)
        is_decision = view is not None and not view.is_call
        asked = f"{SURE_KEY} {shown(self.palette.speech, self._sure)} · " if is_decision else ""
        self.border_subtitle = title(asked + say("EXERCISE"))

    # ------------------------------------------------------------------ laying out

    def on_resize(self, event: Resize) -> None:
        if event.size.width != self._laid:
            self._lay_out(keep=True)
        else:
            self._share_rows()

    @property
    def _width(self) -> int:
        return self.content_size.width

    @property
    def _rows(self) -> int:
        """Lines there are inside the border."""
        parent = self.parent
        if isinstance(parent, Vertical) and not self.screen.has_class("-narrow"):
            return max(ROWS_LEAST, int(parent.size.height * SHARE)) - 2
        desk = self.screen.query("#desk").first(Widget) if self.screen.query("#desk") else self.screen
        height = desk.size.height
        return max(ROWS_LEAST, min(height - PANE_LEAST, int(height * NARROW_SHARE))) - 2

    def _lay_out(self, *, keep: bool) -> None:
        """Everything anew at the width there is; ``keep`` the option that is selected."""
        width = self._laid = self._width
        if width < 1:
            return
        options = self.query_one(Options)
        selected = options.highlighted if keep else None
        view = self._view
        lines = self._quiet(width) if view is None else self._words(view, width - 1)
        self.query_one("#prompt-text", Static).update(Content("\n").join(lines))
        prompts = [] if view is None else [_numbered(n, text, width - 1) for n, text in enumerate(view.options, 1)]
        options.clear_options()
        options.add_options([Option(prompt, id=str(n)) for n, prompt in enumerate(prompts, 1)])
        options.highlighted = selected if selected is not None and selected < len(prompts) else None
        options.display = bool(prompts)
        self._share_rows()
        clock = self.query_one("#prompt-clock")
        clock.display = view is not None
        if view is not None:
            self._show_clock(view)

    def _share_rows(self) -> None:
        """The options come first; the words have what is left and scroll."""
        options, words = self.query_one(Options), self.query_one("#prompt-words", VerticalScroll)
        said = self.query_one("#prompt-text", Static).visual
        wanted = _lines(said)
        asked = sum(_lines(option.prompt) for option in options.options)
        self._shared = self._rows
        room = self._shared - (1 if self._view is not None else 0)
        listed = min(asked, max(len(options.options), room - min(wanted, _WORDS_LEAST)))
        options.styles.height = listed
        words.styles.height = min(wanted, max(1, room - listed))
        words.can_focus = wanted > max(1, room - listed)
        if words.has_focus and not words.can_focus:
            self._release()

    def _words(self, view: PromptView, width: int) -> list[Content]:
        """The question, and what the colleagues say."""
        air = [] if self.screen.has_class("-narrow") else [Content(" ")]
        lines = [Content.styled(it, "bold") for it in wrap(view.ask, width)]
        lines += air if view.advice else []
        for seat, words in view.advice:
            lead = crop(self.palette.speech.say("{name}: {value}", name=seat, value=""), width // 2)
            lead += "" if lead.endswith("：") else " "
            first, *others = wrap(lead + words, width - 2) or [lead]
            lines.append(line(("  ", ""), (lead, "$secondary bold"), (first[len(lead) :], "$text-muted")))
            lines += [line(("  ", ""), (it, "$text-muted")) for it in others]
        return lines + air

    def _quiet(self, width: int) -> list[Content]:
        """What one can do, and what is due next."""
        say = self.palette.speech.say
        keys = [("F2", say("Act")), ("F3", say("Write")), ("F8", say("Skip"))]
        parts: list[Part] = []
        for key, label in keys:
            parts += [(key, "$primary bold"), (f" {label}   ", "$text-muted")]
        lines = [] if self.screen.has_class("-narrow") and self._due else [line(*cropped(parts, width))]
        return [*lines, *(self._due_line(it, width) for it in self._due)]

    def _due_line(self, it: Due, width: int) -> Content:
        style = "$warning bold" if it.is_short else "$text-muted"
        sign = "▲ " if it.is_short else "· "
        when = self.palette.speech.say("{time} · {left} left", time=it.clock, left=it.left)
        right: list[Part] = [("  ", ""), (when, style)]
        what = crop(it.what, max(8, width - size_of(right) - cell_len(sign)))
        gap = max(0, width - cell_len(sign) - cell_len(what) - size_of(right))
        return line((sign, style), (what, "bold" if it.is_short else ""), (" " * gap, ""), *cropped(right, width))

    def _show_clock(self, view: PromptView) -> None:
        """The time that is left as a bar and in words, and how many more wait."""
        say = self.palette.speech.say
        left = countdown(self.palette, view, self._left.get(view.id, math.inf), self._now)
        style = "$success" if left.stands else "$error" if left.is_short else "$warning"
        words = self._time_words(left)
        read_on = _READ_ON if self.query_one("#prompt-words").can_focus else ""
        more = "   ".join(filter(None, (say("{n} more wait", n=view.more) if view.more else "", read_on)))
        if read_on and cell_len(words) + cell_len(more) + 2 > self._width:
            more = read_on
        room = self._width - cell_len(words) - cell_len(more) - 4
        parts: list[Part] = [(bar(left.share, min(_BAR, room)), style), ("  ", "")] if room >= 4 else []
        parts.append((words, f"{style} bold" if left.is_short else style))
        gap = self._width - size_of(parts) - cell_len(more)
        content = line(*cropped([*parts, (" " * max(1, gap), ""), (more, "$accent bold")], self._width))
        clock = self.query_one("#prompt-clock", Static)
        if clock.visual != content:
            clock.update(content)

    @staticmethod
    def _time_words(left: Countdown) -> str:
        return f"▲ {left.words}" if left.is_short and not left.stands else left.words

    # ------------------------------------------------------------------ choosing

    def choose(self, number: int) -> None:
        """Answer what is shown with its option of this number; nothing happens where there is none."""
        view = self._view
        if view is not None and 1 <= number <= len(view.options) and not self._is_too_new:
            self.post_message(self.Chosen(view.id, number, self._sure))

    def turn_sure(self) -> None:
        """Say the next level of how sure one is of the decision that waits, or take it back behind the last one."""
        view = self._view
        if view is not None and not view.is_call and not self._is_too_new:
            self._sure = turned(self._sure)
            self._entitle()

    @on(OptionList.OptionSelected)
    def _select(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.choose(event.option_index + 1)


class Options(Choices):
    """The options. Whole pages scroll the words above them: all options are in sight."""

    BINDINGS = [Binding("pageup", "words(-1)", show=False), Binding("pagedown", "words(1)", show=False)]

    def action_words(self, by: int) -> None:
        """Read back or on."""
        words = self.screen.query_one("#prompt-words", VerticalScroll)
        (words.scroll_page_down if by > 0 else words.scroll_page_up)(animate=False)


def _with_gap(sign: str, words: str) -> Content:
    """A sign that ends in blanks keeps its width, so that nothing moves while it changes."""
    return Content(sign + " ") + title(words)


def _numbered(number: int, text: str, width: int) -> Content:
    """An option behind its number, wrapped."""
    first, *others = wrap(text, width - 3, most=_MOST_OPTION_LINES) or [""]
    head = line((f"{number}", "$accent bold"), ("  ", ""), (first, ""))
    return Content("\n").join([head, *(line(("   ", ""), (it, "")) for it in others)])


def _lines(prompt: object) -> int:
    return prompt.plain.count("\n") + 1 if isinstance(prompt, Content) else 1
