"""The situation report on one page, and the public in figures in one line.

It holds only what monitoring can show; its forecast is a look at two figures and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from drillroom.language import to_say
from drillroom.log import records as r
from drillroom.log.feed import Post

from .monitoring import Figures, change_words
from .palette import Palette

DAY = 24 * 3600
SNIPPET, CHINESE_SNIPPET = 80, 40
"""Characters of a post that the page shows: a line or so of a terminal."""

_TRENDS: Mapping[str, str] = {"up": to_say("rising"), "flat": to_say("steady"), "down": to_say("falling")}
_TOPICS: Mapping[str, str] = {
    "harm": to_say("what people suffer"),
    "rumor": to_say("hearsay"),
    "blame": to_say("who is to blame"),
    "other": to_say("anything else"),
}


def headline(palette: Palette, it: r.SituationReported) -> str:
    """The report in one line: volume and where it is heading, negative share, hot list."""
    say = palette.speech.say
    line = say(
        "{volume} posts an hour, {trend}; {negative} % negative, {place}",
        volume=f"{it.volume:,}",
        trend=say(_TRENDS[it.trend]),
        negative=round(100 * it.negative),
        place=_place(palette, it.place),
    )
    return say("Daily report: {line}", line=line) if _is_daily(it) else say("Situation report: {line}", line=line)


def page(palette: Palette, it: r.SituationReported) -> tuple[tuple[str, ...], ...]:
    """The whole report: paragraphs, each of whole lines."""
    say = palette.speech.say
    topics = _shares(palette, it.topics, lambda topic: say(_TOPICS[topic]) if topic in _TOPICS else topic)
    talk = (say("The talk is about: {list}", list=topics),) if topics else ()
    where = _shares(palette, it.channels, palette.names.channel)
    channels = (say("Channels: {list}", list=where),) if where else ()
    paragraphs = (
        (_volume(palette, it), _mood(palette, it)),
        (*channels, *talk),
        _posts(palette, it.posts),
        (_questions(palette, it.open), _forecast(palette, it)),
    )
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def report_line(palette: Palette, it: Figures) -> str:
    """The public in figures, in one line."""
    return palette.speech.say(
        "{volume} posts an hour, {negative} % negative, {place}, {complaints} complaints an hour, price {price}",
        volume=f"{it.volume:,}",
        negative=it.negative,
        place=_place(palette, it.place),
        complaints=f"{it.complaints:,}",
        price=change_words(it.change),
    )


# ------------------------------------------------------------------ the lines of the page


def _is_daily(it: r.SituationReported) -> bool:
    """After the first day there is one report a day, and it compares with the one of the day before."""
    return it.at > DAY


def _place(palette: Palette, place: int | None) -> str:
    say = palette.speech.say
    return say("hot list no. {place}", place=place) if place else say("not on the hot list")


def _volume(palette: Palette, it: r.SituationReported) -> str:
    say, volume = palette.speech.say, f"{it.volume:,}"
    if not it.before:
        return say("Volume: {volume} posts an hour; there is no earlier figure", volume=volume)
    figures = {
        "volume": volume,
        "before": f"{it.before:,}",
        "change": f"{100 * (it.volume / it.before - 1):+.0f} %",
    }
    if _is_daily(it):
        return say("Volume: {volume} posts an hour; the day before {before} ({change})", **figures)
    return say("Volume: {volume} posts an hour; the hour before {before} ({change})", **figures)


def _mood(palette: Palette, it: r.SituationReported) -> str:
    place, share = _place(palette, it.place), round(100 * it.negative)
    return palette.speech.say("Negative: {share} %; {place}", share=share, place=place)


def _shares(palette: Palette, shares: Mapping[str, float], name: Callable[[str], str]) -> str:
    rows = sorted(shares.items(), key=lambda row: (-row[1], row[0]))
    say = palette.speech.say
    return say(", ").join(say("{name} {share} %", name=name(key), share=round(100 * share)) for key, share in rows)


def _posts(palette: Palette, posts: tuple[str, ...]) -> tuple[str, ...]:
    found = [palette.situation.feed.posts[post] for post in posts if post in palette.situation.feed.posts]
    head = (palette.speech.say("Passed on most:"),) if found else ()
    return (*head, *(_post(palette, post) for post in found))


def _post(palette: Palette, post: Post) -> str:
    words = " ".join(palette.teller.text(post.text).split())
    most = CHINESE_SNIPPET if palette.speech.lang.startswith("zh") else SNIPPET
    words = words if len(words) <= most else words[: most - 1].rstrip() + "…"
    who = palette.teller.author(post.by) if post.by is not None else palette.speech.say("we")
    mark, channel = palette.teller.tags.post(post.id), palette.names.channel(post.channel)
    return palette.speech.say("{mark} · {channel} · {who}: {text}", mark=mark, channel=channel, who=who, text=words)


def _questions(palette: Palette, facts: tuple[str, ...]) -> str:
    say = palette.speech.say
    if not facts:
        return say("Open questions: none of the usual ones")
    return say("Open questions: {facts}", facts=say(", ").join(palette.names.fact(fact) for fact in facts))


def _forecast(palette: Palette, it: r.SituationReported) -> str:
    say, trend = palette.speech.say, palette.speech.say(_TRENDS[it.trend])
    if not it.before:
        return say("Forecast: {trend}; basis: the first figure, with nothing before it", trend=trend)
    if _is_daily(it):
        return say("Forecast: {trend}; basis: volume against the day before", trend=trend)
    return say("Forecast: {trend}; basis: volume against the hour before", trend=trend)
