"""Words that are being written: what kind they are, from which template, what stands in them, what they claim.

The typed words never carry claims: those come from what is ticked, and a fact that was not delivered to the trainee's
seats can be ticked only where one may say that it is not known, or give a figure of one's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from drillroom.doctrine.models import Vocabulary
from drillroom.language import to_say
from drillroom.log.records import Text
from drillroom.scenario.calls import NUMBER_LIMIT
from drillroom.source.clean import clean

from .asking import scalar
from .palette import Palette
from .slots import BLANK, LINES, NEXT, SLOT, TEMPLATES, USUAL_NEXT, bare, next_hour, slots_of, usual

USUAL, OWN, BUILT = "usual", "own", "built"
"""Templates: the usual words of the action, words of one's own, our own template; ``line:…`` is one of the scenario."""
_LINE = "line:"
FACT, ALLEGATION, POST = "fact", "allegation", "post"
FIGURES = ("about", "at_least")
_OPENING = 12
"""By so many characters the opening of a template is known."""

_SETTINGS = ("tone", "channel", "to", "redline", "next")
_CARRIED = {("facts", "facts"), ("claims", "claims"), ("fact", "fact"), ("allegation", "allegation"), ("post", "post")}
_TELLING = ("facts", "claims", "fact")
_STRUCK = ("claims", "against")
"""Kinds that can say what nobody has confirmed."""
_FITS: Mapping[str, str] = {"unknown": to_say("cause unknown"), "known": to_say("cause known")}
_SAYS: Mapping[str, str] = {
    "about": to_say("{fact}: about {figure}"),
    "at_least": to_say("{fact}: at least {figure}"),
    "unknown": to_say("{fact}: we do not know yet"),
}


@dataclass(frozen=True, slots=True)
class Tick:
    """What the words say of one thing: ``op`` as in a claim; ``figure``: a number of one's own, as it was typed."""

    op: str = "is"
    figure: str = ""

    @property
    def number(self) -> int | float | None:
        """The figure as a number, or None where it is none."""
        value = scalar(clean(self.figure).strip()) if self.figure.strip() else None
        return value if isinstance(value, int | float) and abs(value) < NUMBER_LIMIT else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A statement before it is sent.

    ``slots``: slot -> typed words; ``own``: a text of one's own; ``ticks``: ``fact:…``, ``allegation:…`` or ``post:…``
    -> what is said of it. ``next``: seconds until the next word that is promised, None for no promise.
    ``named``: the drill second of the next word whose hour stands in words of one's own that began as a template.
    None as ``tone``, ``channel`` and ``to`` leaves it to the usual one. ``redline``: ``take`` strikes what legal marks,
    None keeps the words. ``sure``: how sure of it the writer says they are, 1 to 3; it is no part of the words nor of
    the command. ``more``: further arguments that were given.
    """

    do: str
    template: str = USUAL
    slots: Mapping[str, str] = field(default_factory=dict)
    own: str = ""
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    tone: str | None = None
    channel: str | None = None
    to: str | None = None
    redline: str | None = None
    sure: int | None = None
    next: int | None = None
    named: int | None = None
    is_unchecked: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)

    def filled(self, slot: str, typed: str) -> Draft:
        """The same with other words in a slot."""
        return replace(self, slots={**self.slots, slot: typed})

    def setting(self, name: str, value: Any) -> Draft:
        """The same with another ``tone``, ``channel``, ``to``, ``redline``, ``sure`` or ``next`` (counted from now)."""
        changed: dict[str, Any] = {name: value}
        if name == NEXT:
            changed["named"] = None
        return replace(self, **changed)

    def ticked(self, kind: str) -> tuple[str, ...]:
        """Ids of everything of this kind that is ticked."""
        return tuple(key.partition(":")[2] for key in self.ticks if key.startswith(f"{kind}:"))

    @property
    def has_words(self) -> bool:
        """Was anything typed?"""
        return bool(self.own.strip() or any(words.strip() for words in self.slots.values()))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the words as they will appear. ``state``: ``fixed`` | ``own`` | ``usual`` | ``blank``."""

    text: str
    slot: str = ""
    state: str = "fixed"


# ------------------------------------------------------------------ kinds of statement


def is_written(palette: Palette, do: str) -> bool:
    """Does this action publish words that can be composed here?"""
    action = palette.names.vocabulary.actions.get(do)
    if action is None or not action.speaks:
        return False
    needed = [(name, kind) for name, kind in action.args.items() if not kind.endswith("?")]
    return all((name, kind) in _CARRIED for name, kind in needed)


def kinds(palette: Palette) -> list[str]:
    """Every kind of statement, in the doctrine's order."""
    return [do for do in palette.names.vocabulary.actions if is_written(palette, do)]


def carries(vocabulary: Vocabulary, do: str) -> str:
    """What a kind tells besides its words: ``facts`` | ``claims`` | ``fact`` | ``against`` | ``post`` | ``none``."""
    args = {name for name, kind in vocabulary.actions[do].args.items() if (name, kind.rstrip("?")) in _CARRIED}
    if {"allegation", "fact"} <= args:
        return "against"
    return next((name for name in ("claims", "facts", "fact", "post") if name in args), "none")


def needs_sign_off(palette: Palette, do: str) -> bool:
    """Must somebody read such words first? Words drafted ahead in quiet times need it no more, the first time."""
    action, tasks = palette.names.vocabulary.actions[do], palette.situation.desk.tasks.values()
    is_drafted = any(it.do == "draft_statement" and it.state == "done" for it in tasks)
    is_first = all(it.do != do for it in palette.situation.board.published)
    return action.signoff is not None and not (do == "holding_statement" and is_drafted and is_first)


def approved_line(palette: Palette, draft: Draft) -> str | None:
    """The scenario's line on which the draft is written, where legal has agreed to it beforehand."""
    args = palette.names.vocabulary.actions[draft.do].args
    takes_line = any(kind.removesuffix("?") == "line" for kind in args.values())
    wanted = draft.template.removeprefix(_LINE) if draft.template.startswith(_LINE) and takes_line else None
    return next((it.id for it in palette.names.scenario.lines if it.id == wanted and it.approved), None)


def is_read_first(palette: Palette, draft: Draft) -> bool:
    """Must somebody read these words before they go out?"""
    return needs_sign_off(palette, draft.do) and approved_line(palette, draft) is None


def may_be_struck(palette: Palette, draft: Draft) -> bool:
    """Can these words come back from sign-off with something struck?"""
    return carries(palette.names.vocabulary, draft.do) in _STRUCK and is_read_first(palette, draft)


# ------------------------------------------------------------------ beginning


def begun(palette: Palette, do: str, given: Mapping[str, Any] | None = None) -> Draft:
    """An empty draft of this kind, with what was already ``given`` as arguments of the command."""
    rest = dict(given or {})
    is_told = carries(palette.names.vocabulary, do) != "against"
    settings = {name: rest.pop(name) for name in _SETTINGS if rest.get(name) is not None}
    ticks: dict[str, Tick] = {}
    facts = rest.pop("facts", ())
    for fact in palette.known() if facts == "due" else facts:
        ticks[f"{FACT}:{fact}"] = Tick()
    for kind in (FACT, ALLEGATION, POST):
        if isinstance(rest.get(kind), str):
            ticks[f"{kind}:{rest.pop(kind)}"] = Tick("is" if is_told and kind == FACT else "not")
    words, skip = rest.pop("words", ""), rest.pop("check", None)
    draft = Draft(do=do, ticks=ticks, more=rest, is_unchecked=skip is not None, **settings)
    return (
        replace(draft, template=OWN, own=words) if words else from_template(palette, draft, templates(palette, do)[0])
    )


def templates(palette: Palette, do: str) -> tuple[str, ...]:
    """The templates that there are for a kind, the most helpful first."""
    fits = LINES.get(do, ())
    lines = [f"{_LINE}{line.id}" for line in palette.names.scenario.lines if line.fits in fits]
    built = [BUILT] if do in TEMPLATES and not lines else []
    return (*lines, *built, USUAL, OWN)


def template_name(palette: Palette, template: str) -> str:
    """What a template is called; a second line for the same case gets a number."""
    say, lines = palette.speech.say, palette.names.scenario.lines
    if not template.startswith(_LINE):
        names = {USUAL: say("usual words"), OWN: say("own words"), BUILT: say("with blanks")}
        return names[template]
    line = next(it for it in lines if it.id == template.removeprefix(_LINE))
    alike = [it.id for it in lines if it.fits == line.fits]
    number = f" {alike.index(line.id) + 1}" if len(alike) > 1 else ""
    name = say(_FITS[line.fits]) + number
    return say("{name} (approved)", name=name) if line.approved else name


def from_template(palette: Palette, draft: Draft, template: str) -> Draft:
    """The draft with another template; words of one's own are kept for coming back. A template may promise a time."""
    changed = replace(draft, template=template)
    if NEXT in slots_of(text_of(palette, changed)) and draft.next is None:
        changed = replace(changed, next=USUAL_NEXT)
    return changed


def opened(palette: Palette, draft: Draft) -> Draft:
    """The draft as free text: what stands there so far becomes one's own words, unless there are some already.

    One goes on in a line of one's own below it.
    """
    if draft.own:
        return replace(draft, template=OWN)
    is_named = draft.next is not None and NEXT in slots_of(text_of(palette, draft))
    named = palette.situation.now + draft.next if is_named and draft.next else None
    stands = (BLANK if piece.state == "blank" else piece.text for piece in pieces(palette, draft))
    words = clean("".join(stands)).strip()
    return replace(draft, template=OWN, own=words and f"{words}\n", named=named)


def until_next(palette: Palette, draft: Draft) -> int | None:
    """Seconds from now until the next word that is promised, None for no promise.

    The hour that stands in opened words stays the promised one while time goes on, until it is past.
    """
    if draft.next is not None and draft.named is not None and draft.template == OWN:
        left = draft.named - palette.situation.now
        return left if left > 0 else draft.next
    return draft.next


def text_of(palette: Palette, draft: Draft) -> str:
    """The template with its slots; empty for words without any."""
    if draft.template == BUILT:
        return palette.speech.say(TEMPLATES[draft.do])
    return palette.line(draft.template.removeprefix(_LINE)) if draft.template.startswith(_LINE) else ""


# ------------------------------------------------------------------ the words


def words_of(palette: Palette, draft: Draft) -> str:
    """The words as they will appear."""
    return clean("".join(piece.text for piece in pieces(palette, draft))).strip()


def pieces(palette: Palette, draft: Draft) -> tuple[Piece, ...]:
    """The words in stretches: of the template, typed, usual where nothing was typed, blank where something must be."""
    if draft.template == OWN:
        return (Piece(draft.own, "", "own"),)
    if draft.template == USUAL:
        return (Piece(_usual(palette, draft)),)
    parts = SLOT.split(text_of(palette, draft))
    return tuple(_slot(palette, draft, part) if n % 2 else Piece(part) for n, part in enumerate(parts))


def _usual(palette: Palette, draft: Draft) -> str:
    """As the log will hold it: the action's words with the facts that it tells."""
    facts = [{"ref": f"scenario.facts.{fact}.is"} for fact in draft.ticked(FACT)]
    return palette.teller.text(Text(ref=f"vocabulary.actions.{draft.do}.says", args={"facts": facts}))


def _slot(palette: Palette, draft: Draft, slot: str) -> Piece:
    if slot == NEXT:
        return Piece(next_hour(palette, draft.next), slot, "own") if draft.next else Piece(BLANK, slot, "blank")
    typed = bare(draft.slots.get(slot, ""))
    if typed:
        return Piece(typed, slot, "own")
    told = told_words(palette, draft) if slot == "known" else ""
    if told:
        return Piece(told, slot, "own")
    if slot == "known" and lacks_tick(palette, draft):
        return Piece(f"{BLANK} {palette.speech.say('(tick a fact)')}", slot, "blank")
    words = usual(palette.speech, slot)
    return Piece(words or BLANK, slot, "usual" if words else "blank")


def lacks_tick(palette: Palette, draft: Draft) -> bool:
    """Is something known to whoever writes words that tell facts, and nothing of it ticked?"""
    return carries(palette.names.vocabulary, draft.do) in _TELLING and bool(palette.known()) and not draft.ticked(FACT)


def told_words(palette: Palette, draft: Draft) -> str:
    """What is ticked, in words; they stand in the slot for what is known as long as nobody typed anything there."""
    if carries(palette.names.vocabulary, draft.do) not in _TELLING:
        return ""
    ticks = [(fact, draft.ticks[f"{FACT}:{fact}"]) for fact in _in_order(palette, draft)]
    return palette.speech.say("; ").join(_told(palette, fact, tick) for fact, tick in ticks)


def _told(palette: Palette, fact: str, tick: Tick) -> str:
    if tick.op not in _SAYS:
        return bare(palette.names.truth(fact))
    figure = clean(tick.figure).strip() or BLANK
    return palette.speech.say(_SAYS[tick.op], fact=palette.names.fact(fact), figure=figure)


def typed_words(palette: Palette, draft: Draft) -> str:
    """The words, what somebody typed first: by those one recognizes a draft of one's own."""
    if draft.template != OWN:
        typed = (bare(draft.slots.get(slot, "")) for slot in slots_of(text_of(palette, draft)))
        return " · ".join(words for words in typed if words) or words_of(palette, draft)
    ready = [words_of(palette, replace(draft, template=it)) for it in templates(palette, draft.do) if it != OWN]
    openings = tuple(words[:_OPENING] for words in ready if words)
    lines = [words for words in draft.own.splitlines() if words.strip()]
    return " ".join(sorted(lines, key=lambda words: words.startswith(openings)))


# ------------------------------------------------------------------ the command


def command(palette: Palette, draft: Draft) -> tuple[str, dict[str, Any]]:
    """(action, arguments) as they are given to the drill, the typed words in clear."""
    args: dict[str, Any] = {**draft.more, **_carried(palette, draft)}
    if draft.template != USUAL:
        args["words"] = words_of(palette, draft)
    later = until_next(palette, draft)
    settings = {"tone": draft.tone, "channel": draft.channel, "to": draft.to, NEXT: later}
    settings |= {"line": approved_line(palette, draft)}
    settings |= {"redline": draft.redline if may_be_struck(palette, draft) else None}
    args |= {name: value for name, value in settings.items() if value is not None}
    if draft.is_unchecked and is_read_first(palette, draft):
        args["check"] = "skip"
    return draft.do, args


def _carried(palette: Palette, draft: Draft) -> dict[str, Any]:
    """What is ticked, as arguments of this kind."""
    how, facts = carries(palette.names.vocabulary, draft.do), _in_order(palette, draft)
    if how == "claims":
        return {"claims": claims(draft, facts)} if facts else {}
    if how == "facts":
        return {"facts": facts} if facts else {}
    wanted = {"fact": (FACT,), "against": (ALLEGATION, FACT), "post": (POST,)}.get(how, ())
    return dict([(kind, draft.ticked(kind)[0]) for kind in wanted if draft.ticked(kind)][:1])


def claims(draft: Draft, facts: Sequence[str]) -> list[dict[str, Any]]:
    """The ticks as claims. What is said as it was confirmed holds no value: the truth is the ledger's to know."""
    ticks = [(fact, draft.ticks[f"{FACT}:{fact}"]) for fact in facts]
    return [
        {"fact": fact, "op": tick.op, "value": tick.number} if tick.op in FIGURES else {"fact": fact, "op": tick.op}
        for fact, tick in ticks
    ]


def _in_order(palette: Palette, draft: Draft) -> list[str]:
    """Ticked facts, in the scenario's order."""
    ticked = draft.ticked(FACT)
    return [fact for fact in palette.names.scenario.facts if fact in ticked]
