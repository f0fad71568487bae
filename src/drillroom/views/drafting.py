"""What a composer shows of a draft beside its words: kinds to choose from, choices of tone, channel, audience and time.

Everything is in the viewer's words; the first choice of a setting leaves it to the usual one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drillroom.language import to_say
from drillroom.log.times import span

from .cautions import way_out, why_not_now
from .draft import Draft, carries, kinds, may_be_struck, template_name, templates, until_next
from .names import hour
from .palette import Palette
from .slots import NEXT_CHOICES

_TELLS: Mapping[str, str] = {
    "none": to_say("tells no facts"),
    "facts": to_say("tells the facts you tick"),
    "claims": to_say("tells facts, figures of your own, or what is not known"),
    "fact": to_say("puts right what we said before"),
    "against": to_say("speaks against a claim of theirs"),
    "post": to_say("answers one post"),
}
_HEADINGS: Mapping[str, str] = {
    "none": to_say("What you know · this kind tells no facts"),
    "facts": to_say("Facts it tells"),
    "claims": to_say("What it says of the facts"),
    "fact": to_say("The fact it corrects"),
    "against": to_say("What it speaks against"),
    "post": to_say("The post it answers"),
}
_USUAL_TONE = "plain"
_USUAL_AUDIENCE = "public"
_TELLS_FACTS = "disclose"

Choices = tuple[tuple[object, str], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of statement. ``words``: the usual ones; ``tells``: what it tells besides them; ``way``: what happens
    once it is sent; ``said``: when it last came out, in words, empty where it never did.
    """

    do: str
    name: str
    words: str
    tells: str
    way: str
    said: str = ""


def all_kinds(palette: Palette) -> tuple[Kind, ...]:
    """Every kind of statement."""
    return tuple(_kind(palette, do) for do in kinds(palette))


def _kind(palette: Palette, do: str) -> Kind:
    say, names = palette.speech.say, palette.names
    times = [it.published_at for it in palette.situation.board.published if it.do == do]
    said = say("said {time}", time=hour(names.scenario, palette.speech, times[-1] or 0)) if times else ""
    tells, way = say(_TELLS[carries(names.vocabulary, do)]), why_not_now(palette, do) or way_out(palette, do)
    return Kind(do, names.action(do), palette.usual_words(do), tells, way, said)


def heading(palette: Palette, draft: Draft) -> str:
    """What stands over the rows that can be ticked."""
    return palette.speech.say(_HEADINGS[carries(palette.names.vocabulary, draft.do)])


def law(palette: Palette, draft: Draft) -> str:
    """What counts as told; empty where nothing is told but the words."""
    say, how, vocabulary = palette.speech.say, carries(palette.names.vocabulary, draft.do), palette.names.vocabulary
    if how == "none" and _TELLS_FACTS in vocabulary.actions:
        return say(
            "Typed words are not counted as facts told. To tell a fact: F2, {action}, and tick it.",
            action=palette.names.action(_TELLS_FACTS),
        )
    return say("Only what is ticked counts as told; typed words claim nothing.") if how not in ("none", "post") else ""


def way(palette: Palette, draft: Draft) -> str:
    """How it goes out, in one line: where, for whom, in which tone, and by when the next word comes."""
    say, later = palette.speech.say, until_next(palette, draft)
    whom = draft.to or _USUAL_AUDIENCE
    clock = hour(palette.names.scenario, palette.speech, palette.situation.now + later) if later is not None else ""
    parts = (
        channel_name(palette, draft),
        say("for {whom}", whom=palette.names.group(whom)),
        palette.names.tone(draft.tone or _USUAL_TONE),
        say("next word by {time}", time=clock) if clock else say("no promise"),
    )
    return " · ".join(parts)


def template_choices(palette: Palette, draft: Draft) -> Choices:
    """Template -> what it is called."""
    return tuple((template, template_name(palette, template)) for template in templates(palette, draft.do))


def tones(palette: Palette) -> Choices:
    """Tone -> its name; the usual one is None."""
    every = palette.names.vocabulary.tones
    return tuple((None if tone == _USUAL_TONE else tone, palette.names.tone(tone)) for tone in every)


def channels(palette: Palette) -> Choices:
    """Channel -> its name: our own first, the first of them is the usual one."""
    places = palette.names.scenario.channels
    ordered = sorted(places, key=lambda name: not places[name].owned)
    return tuple((name if n else None, palette.names.channel(name)) for n, name in enumerate(ordered))


def audiences(palette: Palette, draft: Draft) -> Choices:
    """Group -> its name; the public is the usual one."""
    groups = palette.choices("group", "to", draft.do) or []
    first = [(None, palette.names.group(_USUAL_AUDIENCE))]
    return (*first, *((group, name) for group, name in groups if group != _USUAL_AUDIENCE))


def promises(palette: Palette, draft: Draft) -> Choices:
    """Seconds until the next word -> in words; None promises nothing."""
    own = (draft.next,) if draft.next is not None and draft.next not in NEXT_CHOICES else ()
    spans = [(seconds, span(palette.speech, seconds)) for seconds in (*NEXT_CHOICES, *own)]
    return ((None, palette.speech.say("no promise")), *spans)


def redlines(palette: Palette, draft: Draft) -> Choices:
    """What is done with words that legal marks; none where it can mark nothing. To keep them is the usual thing."""
    if not may_be_struck(palette, draft):
        return ()
    say = palette.speech.say
    return ((None, say("keep our words")), ("take", say("strike what legal marks")))


def channel_name(palette: Palette, draft: Draft) -> str:
    """Where it will appear."""
    return next((name for channel, name in channels(palette) if channel == draft.channel), str(draft.channel or ""))
