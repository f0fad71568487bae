"""Charts as inline SVG: a curve of the drill, short curves around a moment, bars of marks.

Pure functions of numbers and words; every word is escaped, every chart has a title and a description and says that it
shows an exercise. Colors and fonts come from the style sheet of the page, by class.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .scales import Point, TimeScale, ValueScale, spread, thinned


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A line of one run: ``role`` is ``drill``, ``model`` or ``none`` and sets how it is drawn."""

    role: str
    name: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """One measure, 0..100, over the whole drill, with all its curves."""

    measure: str
    name: str
    curves: Sequence[Curve]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A numbered mark at a time. ``role``: ``chosen`` | ``missed`` | ``settled``; ``says`` is read out."""

    number: str
    at: int
    role: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A moment of the world, drawn as an upright line."""

    at: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words of a chart in the viewer's language. ``ticks`` maps drill seconds to how they are written."""

    title: str
    about: str
    exercise: str
    alert: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Sizes in pixels. ``key`` keeps the ids of several charts on one page apart."""

    key: str
    width: int
    left: int
    right: int
    pane: int
    tick_gap: int
    names_at_lines: bool


WIDE = Layout(key="w", width=1000, left=40, right=124, pane=168, tick_gap=60, names_at_lines=True)
NARROW = Layout(key="n", width=420, left=30, right=12, pane=132, tick_gap=50, names_at_lines=False)

_TOP = 30
_TITLE = 28
_LANE = 44
_AXIS = 26
_DOT = 10
_EMPTY = Markup("")


def _n(value: float) -> str:
    """A coordinate: one decimal is finer than a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(kind, _n(x1), _n(y1), _n(x2), _n(y2))


def _text(kind: str, x: float, y: float, words: str, anchor: str = "start") -> Markup:
    form = Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>')
    return form.format(kind, _n(x), _n(y), anchor, words)


def timeline(
    panes: Sequence[Pane],
    marks: Sequence[Mark],
    events: Sequence[Event],
    *,
    span: tuple[int, int],
    labels: Labels,
    tick_words: dict[int, str],
    layout: Layout = WIDE,
) -> Markup:
    """Panes under each other over one time axis, decisions as numbered marks in a lane behind the first pane.

    ``span``: first and last drill second. ``tick_words``: how the times in ``ticks_of`` are written.
    """
    scale = scale_of(span, layout)
    bottom = _TOP + len(panes) * (_TITLE + layout.pane) + _LANE
    height = bottom + _AXIS
    parts = [_frame(scale, labels, layout, bottom), _ticks(scale, layout, bottom, tick_words)]
    parts.append(_events(events, scale, layout, bottom))
    top, drawn = float(_TOP), []
    for index, pane in enumerate(panes):
        values = ValueScale(top + _TITLE, layout.pane)
        drawn.append(values)
        parts.append(_pane(pane, scale, values, layout))
        top += _TITLE + layout.pane + (_LANE if index == 0 else 0)
    if drawn:
        parts.append(_lane(marks, panes, scale, drawn, layout))
    return _svg("timeline", layout.key, (layout.width, height), labels, _EMPTY.join(parts))


def scale_of(span: tuple[int, int], layout: Layout) -> TimeScale:
    """The time axis of a timeline in this layout."""
    return TimeScale(span[0], span[1], layout.left, layout.width - layout.left - layout.right)


def ticks_of(span: tuple[int, int], layout: Layout) -> list[int]:
    """The drill seconds that a timeline in this layout names on its axis."""
    before_end = layout.tick_gap * (1.0 if layout.names_at_lines else 1.6)
    return scale_of(span, layout).ticks(layout.tick_gap, before_end=before_end)


def _svg(kind: str, key: str, size: tuple[float, float], labels: Labels, body: Markup) -> Markup:
    form = Markup(
        '<svg class="chart {kind}" viewBox="0 0 {width} {height}" role="img" xmlns="http://www.w3.org/2000/svg"'
        ' aria-labelledby="{kind}-{key}-t {kind}-{key}-d"><title id="{kind}-{key}-t">{title}</title>'
        '<desc id="{kind}-{key}-d">{about}</desc>{body}</svg>'
    )
    return form.format(
        kind=kind, key=key, width=_n(size[0]), height=_n(size[1]), title=labels.title, about=labels.about, body=body
    )


def _frame(scale: TimeScale, labels: Labels, layout: Layout, bottom: float) -> Markup:
    return _EMPTY.join(
        (
            _text("exercise", layout.width - 4, 13, labels.exercise, "end"),
            _line("alert", scale.zero, _TOP, scale.zero, bottom),
            _text("tick", scale.zero + 4, _TOP + 9, labels.alert),
        )
    )


def _ticks(scale: TimeScale, layout: Layout, bottom: float, words: dict[int, str]) -> Markup:
    parts = []
    for at in ticks_of((scale.starts, scale.ends), layout):
        x = scale.x(at)
        anchor = "end" if at == scale.ends and not layout.names_at_lines else "middle"
        parts += [_line("grid", x, _TOP, x, bottom), _text("tick", x, bottom + 17, words.get(at, ""), anchor)]
    return _EMPTY.join(parts)


def _events(events: Sequence[Event], scale: TimeScale, layout: Layout, bottom: float) -> Markup:
    parts = []
    for event in events:
        x = scale.x(event.at)
        title = Markup("<title>{}</title>").format(event.name)
        flag = Markup('<path class="flag" d="M{x} {y}l5 -8h-10z">{title}</path>').format(
            x=_n(x), y=_TOP + 2, title=title
        )
        parts += [_line("event", x, _TOP, x, bottom), flag]
        if layout.names_at_lines:
            parts.append(_text("tick", x + 8, _TOP + 2, event.name))
    return _EMPTY.join(parts)


def _pane(pane: Pane, scale: TimeScale, values: ValueScale, layout: Layout) -> Markup:
    right = scale.left + scale.width
    parts = [_text("measure " + pane.measure, 0, values.top - 12, pane.name)]
    for value in (0, 50, 100):
        y = values.y(value)
        parts += [_line("grid", scale.left, y, right, y), _text("tick", scale.left - 6, y + 4, str(value), "end")]
    ends: list[tuple[float, Curve]] = []
    for curve in sorted(pane.curves, key=lambda it: it.role == "drill"):
        if not curve.points:
            continue
        line = thinned([(scale.x(at), values.y(value)) for at, value in curve.points])
        if curve.role == "drill":
            parts.append(_area(line, values, pane.measure))
        parts.append(Markup('<path class="curve {} {}" d="{}"/>').format(curve.role, pane.measure, _path(line)))
        ends.append((line[-1][1], curve))
    if layout.names_at_lines:
        parts.append(_names(ends, right, values, pane.measure))
    return _EMPTY.join(parts)


def _area(line: Sequence[tuple[float, float]], values: ValueScale, measure: str) -> Markup:
    floor = values.y(0)
    closed = [(line[0][0], floor), *line, (line[-1][0], floor)]
    return Markup('<path class="area {}" d="{}Z"/>').format(measure, _path(closed))


def _names(ends: list[tuple[float, Curve]], right: float, values: ValueScale, measure: str) -> Markup:
    """The name of each curve behind its end, moved apart where ends lie close together."""
    ends = sorted(ends, key=lambda it: it[0])
    places = spread([y for y, _ in ends], gap=15, low=values.top + 4, high=values.top + values.height - 2)
    rows = zip(places, ends, strict=True)
    return _EMPTY.join(_text(f"name {it[1].role} {measure}", right + 8, place + 4, it[1].name) for place, it in rows)


def _lane(
    marks: Sequence[Mark], panes: Sequence[Pane], scale: TimeScale, drawn: Sequence[ValueScale], layout: Layout
) -> Markup:
    middle = drawn[0].top + drawn[0].height + _LANE / 2
    low, high = scale.left + _DOT, scale.left + scale.width - _DOT / 2
    places = spread([scale.x(mark.at) for mark in marks], gap=2 * _DOT + 3, low=low, high=high)
    leaders, dots, heads = [], [], []
    for mark, place in zip(marks, places, strict=True):
        x = scale.x(mark.at)
        for pane, values in zip(panes[:1], drawn, strict=False):
            y = values.y(_at(next((c.points for c in pane.curves if c.role == "drill"), ()), mark.at))
            line = _path([(place, middle), (x, values.top + values.height + 4), (x, y)])
            leaders.append(Markup('<path class="leader" d="{}"/>').format(line))
            dots.append(Markup('<circle class="dot" cx="{}" cy="{}" r="3"/>').format(_n(x), _n(y)))
        form = Markup(
            '<g class="mark {}"><title>{}</title><circle cx="{x}" cy="{y}" r="{r}"/>'
            '<text x="{x}" y="{t}" text-anchor="middle">{n}</text></g>'
        )
        heads.append(
            form.format(mark.role, mark.says, x=_n(place), y=_n(middle), r=_DOT, t=_n(middle + 4), n=mark.number)
        )
    return _EMPTY.join([*leaders, *dots, *heads])


def _at(points: Sequence[Point], at: int) -> float:
    """The value of a stepped series at a time."""
    value = points[0][1] if points else 0.0
    for when, found in points:
        if when > at:
            break
        value = found
    return value


# ------------------------------------------------------------------ around a moment


def glimpse(panes: Sequence[Pane], *, at: int, span: tuple[int, int], labels: Labels, key: str) -> Markup:
    """A small chart of the hours around one moment, on a straight time axis, without numbers."""
    width, height, top = 300.0, 84.0, 18.0
    values = ValueScale(top + 2, height - top - 6)
    length = max(1, span[1] - span[0])

    def x(when: int) -> float:
        return 2 + (width - 4) * (when - span[0]) / length

    parts = [_text("exercise", width - 2, 10, labels.exercise, "end"), _line("grid", 0, height - 4, width, height - 4)]
    for pane in panes:
        for curve in pane.curves:
            points = [(x(when), values.y(value)) for when, value in curve.points if span[0] <= when <= span[1]]
            if len(points) > 1:
                path = _path(thinned(points))
                parts.append(Markup('<path class="curve {} {}" d="{}"/>').format(curve.role, pane.measure, path))
    parts += [_line("moment", x(at), top - 4, x(at), height - 4)]
    return _svg("glimpse", key, (width, height), labels, _EMPTY.join(parts))


# ------------------------------------------------------------------ marks


def between(place: float, *, labels: Labels, key: str) -> Markup:
    """Where a run lies between doing nothing (left, 0) and the reference (right, 1); a little beyond both is shown."""
    at = 8 + 84 * min(1.08, max(-0.08, place))
    form = Markup(
        '<svg class="between" viewBox="0 0 100 10" role="img" aria-labelledby="between-{key}-t"'
        ' xmlns="http://www.w3.org/2000/svg"><title id="between-{key}-t">{title}</title><desc>{about}</desc>'
        '<path class="rail" d="M8 5H92M8 3V7M92 3V7"/><circle class="here" cx="{x}" cy="5" r="2.6"/></svg>'
    )
    return form.format(key=key, title=labels.title, about=labels.about, x=_n(at))


def bar(share: float | None, *, labels: Labels, key: str, role: str = "") -> Markup:
    """A mark of 0..1 as a bar; None is drawn as an empty, dashed track. It stretches to any width."""
    track = Markup('<rect class="track{}" x="0.5" y="1" width="99" height="6"/>').format(
        " none" if share is None else ""
    )
    filled = _EMPTY
    if share is not None:
        filled = Markup('<rect class="fill {}" x="0.5" y="1" width="{}" height="6"/>').format(role, _n(99 * share))
    form = Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-labelledby="bar-{key}-t"'
        ' xmlns="http://www.w3.org/2000/svg"><title id="bar-{key}-t">{title}</title><desc>{about}</desc>{body}</svg>'
    )
    return form.format(key=key, title=labels.title, about=labels.about, body=track + filled)
