"""Draws the plots of the explanation of the public from runs of the engine, as plain SVG.

Every line in them comes from runs made now; the same tree draws the same bytes. ``--check`` changes nothing and exits 1
when a plot would change.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from drawn import draw
from drillroom.analysis.rollout import Move, play
from drillroom.doctrine.read import default_parameters, default_rules
from drillroom.engine.cascade import cascade
from drillroom.engine.drill import Drill
from drillroom.errors import ActionRejected
from drillroom.log.records import StatementPublished, StateSampled
from drillroom.report.scales import spread, thinned
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE, Playbook, Step, load_playbook
from golden import CAST, ROOT

FOLDER = ROOT / "scenarios" / "open-back-door"
SEEDS = range(1, 21)
EVERY = 900
POSTS, LEAST = 1000, 20
"""How many single posts are simulated, and the reposts below which one is left out, as in the data."""
HOUR, MINUTE = 3600, 60
Point = tuple[float, float]

# ---------------------------------------------------------------------- runs


@cache
def crisis() -> Scenario:
    """The shipped crisis that all runs are of."""
    path = FOLDER / "scenario.yaml"
    return load_scenario(path.read_bytes(), file=path.name, vocabulary=default_rules().vocabulary)


@cache
def book(name: str) -> Playbook:
    """A playbook that ships with the crisis."""
    path = FOLDER / "playbooks" / f"{name}.yaml"
    rules = default_rules()
    return load_playbook(path.read_bytes(), file=path.name, scenario=crisis(), vocabulary=rules.vocabulary)


def honest(first: int) -> Playbook:
    """First words at minute ``first``, and all that follows on them later by as much; the repair begins at once."""

    def at(minute: int, do: str, **args: Any) -> Step:
        return Step(minute * MINUTE, do, args)

    words = [
        at(first, "holding_statement", channel="microblog", tone="warm"),
        at(first + 45, "disclose", channel="microblog", facts="due"),
        at(first + 60, "apologize", channel="microblog", tone="warm"),
        at(first + 120, "disclose", channel="microblog", facts="due"),
        at(first + 130, "notify", to="users"),
        *(at(minute, "update", channel="microblog") for minute in range(first + 240, 48 * 60, 240)),
    ]
    return Playbook(f"first words {first}m", steps=(at(5, "assemble_team"), at(30, "fix"), *words))


def wordless(name: str) -> Playbook:
    """A shipped playbook with its repair and nothing else."""
    return Playbook(f"{name}, only the repair", steps=tuple(step for step in book(name).steps if step.do == "fix"))


_runs: dict[tuple[str, int], list[StateSampled]] = {}


def quarterly(now: int) -> int:
    """Seconds to the next sample."""
    return EVERY


def run(course: Playbook, seed: int) -> list[StateSampled]:
    """The true state every quarter of an hour from the alert; each run is made once. Raises where a step is refused."""
    if (course.name, seed) not in _runs:
        drill = Drill(crisis(), seed=seed, cast=CAST, rules=default_rules(), is_bare=True, sampling=quarterly)
        entries = play(drill, course, on_refused=_refuse)
        taken = [entry.record for entry in entries if isinstance(entry.record, StateSampled)]
        _runs[course.name, seed] = [record for record in taken if record.at >= 0]
    return _runs[course.name, seed]


def _refuse(move: Move, refusal: ActionRejected) -> None:
    raise ValueError(f"{move.command.do!r} at {move.at}s: {refusal}")


def quantile(values: Iterable[float], share: float) -> float:
    """The value below which this share of them lies, between neighbors in proportion."""
    ranked = sorted(values)
    place = share * (len(ranked) - 1)
    low = int(place)
    return ranked[low] + (place - low) * (ranked[min(low + 1, len(ranked) - 1)] - ranked[low])


@dataclass(frozen=True, slots=True)
class Fan:
    """Median and band over many runs."""

    low: list[Point]
    middle: list[Point]
    high: list[Point]

    @property
    def end(self) -> float:
        """The last median."""
        return self.middle[-1][1]


def fan(columns: Iterable[tuple[float, Sequence[float]]], *, band: tuple[float, float] = (0.0, 1.0)) -> Fan:
    """From (x, values of all runs there)."""
    rows = [(x, list(values)) for x, values in columns]
    low, middle, high = ([(x, quantile(values, share)) for x, values in rows] for share in (band[0], 0.5, band[1]))
    return Fan(low, middle, high)


def over_time(course: Playbook, measure: str, *, hours: int = 72) -> Fan:
    """A measure of the true state over all seeds; the band holds every run."""
    runs = [run(course, seed) for seed in SEEDS]
    columns = zip(*runs, strict=True)
    return fan((now[0].at / HOUR, [getattr(it, measure) for it in now]) for now in columns if now[0].at <= hours * HOUR)


def at_the_end(course: Playbook) -> list[float]:
    """Trust when the drill is over, for every seed."""
    return [run(course, seed)[-1].trust for seed in SEEDS]


def posts() -> list[list[tuple[int, int, int]]]:
    """(minute, length, reposts) of the steps of single posts, as the crowd of a drill reads them."""
    numbers = default_parameters().numbers()
    found = [list(cascade(seed, numbers)) for seed in range(1, POSTS + 1)]
    return [steps for steps in found if sum(count for _, _, count in steps) >= LEAST]


def arrived(steps: Sequence[tuple[int, int, int]], marks: Sequence[float]) -> list[float]:
    """Percent of the reposts that are in by each of these rising hours; those of a step are spread over it evenly."""
    total, before, found, index = sum(count for _, _, count in steps), 0, list[float](), 0
    for mark in marks:
        while index < len(steps) and steps[index][0] + steps[index][1] <= mark * 60:
            before += steps[index][2]
            index += 1
        begun = steps[index] if index < len(steps) else (0, 1, 0)
        found.append(100 * (before + begun[2] * (mark * 60 - begun[0]) / begun[1]) / total)
    return found


# ---------------------------------------------------------------------- drawing

LIGHT = {"sheet": "#ffffff", "ink": "#1b2225", "soft": "#545f65", "hair": "#e3e1da"}
DARK = {"sheet": "#14191b", "ink": "#eef1f2", "soft": "#a9b4b9", "hair": "#30393d"}
# The colors of Okabe and Ito, which keep apart for all kinds of color vision, darker on white and lighter on black.
# No line is told by its color alone: each has dashes of its own and its name beside it.
HUES = {
    "good": ("#00664d", "#3ecfa5", ""),
    "better": ("#005a94", "#6fc0f2", "9 3"),
    "idle": ("#5c666b", "#b4bdc1", "2 3"),
    "slow": ("#8a5a00", "#f0b429", "7 3 2 3"),
    "lie": ("#b34700", "#ff8a47", "12 3"),
}
EXERCISE = "EXERCISE · FICTIONAL CONTENT"


def _styles() -> str:
    def colors(ground: dict[str, str], index: int) -> str:
        rules = [
            f".sheet{{fill:{ground['sheet']}}}",
            f"text{{fill:{ground['soft']}}}",
            f".title{{fill:{ground['ink']}}}",
        ]
        rules += [f".grid{{stroke:{ground['hair']}}}", f".mark{{stroke:{ground['soft']}}}"]
        rules += [f".real{{stroke:{ground['ink']}}}", f".dot{{fill:{ground['ink']}}}"]
        for name, hue in HUES.items():
            rules += [
                f".line.{name}{{stroke:{hue[index]}}}",
                f".band.{name},.spot.{name},.name.{name}{{fill:{hue[index]}}}",
            ]
        return "".join(rules)

    shapes = (
        'text{font:13px "Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif}'
        ".title{font-size:17px;font-weight:600}.name{font-weight:600}.exercise{font-size:10px;letter-spacing:.08em}"
        ".grid{stroke-width:1}.mark{stroke-width:1.2;stroke-dasharray:3 3}.real{stroke-width:2}"
        ".line{fill:none;stroke-width:2.4;stroke-linejoin:round}.band{opacity:.17}"
    )
    dashes = "".join(f".line.{name}{{stroke-dasharray:{hue[2]}}}" for name, hue in HUES.items() if hue[2])
    return f"{shapes}{dashes}{colors(LIGHT, 0)}@media (prefers-color-scheme:dark){{{colors(DARK, 1)}}}"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def text(kind: str, x: float, y: float, words: str, anchor: str = "start") -> str:
    """Words at a place."""
    return f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}">{escape(words)}</text>'


def rule(kind: str, start: Point, end: Point) -> str:
    """A straight line."""
    (x1, y1), (x2, y2) = start, end
    return f'<line class="{kind}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>'


@dataclass(frozen=True, slots=True)
class Plane:
    """Axes in pixels. ``x`` and ``y`` are the ends of the scales; with ``is_log`` the x scale is logarithmic."""

    x: tuple[float, float]
    y: tuple[float, float]
    top: float
    height: float
    is_log: bool = False
    left: float = 60
    width: float = 560

    def at(self, x: float, y: float) -> Point:
        """Where a value is drawn; beyond an end of a scale it is drawn at the end."""
        low, high, here = (math.log(it) if self.is_log else it for it in (*self.x, max(x, self.x[0])))
        across, up = (here - low) / (high - low), (y - self.y[0]) / (self.y[1] - self.y[0])
        return self.left + self.width * min(1.0, across), self.top + self.height * (1 - min(1.0, max(0.0, up)))

    def axes(self, xs: Sequence[tuple[float, str]], ys: Sequence[float], *, name: str, below: str) -> str:
        """Grid, ticks and the names of both axes."""
        bottom, parts = self.top + self.height, [text("", self.left - 40, self.top - 12, name)]
        for y in ys:
            place = self.at(self.x[0], y)[1]
            parts += [rule("grid", (self.left, place), (self.left + self.width, place))]
            parts += [text("", self.left - 8, place + 4, f"{y:g}", "end")]
        for x, words in xs:
            place = self.at(x, self.y[0])[0]
            parts += [rule("grid", (place, self.top), (place, bottom)), text("", place, bottom + 18, words, "middle")]
        return "".join([*parts, text("", self.left + self.width / 2, bottom + 38, below, "middle")])

    def curve(self, found: Fan, hue: str) -> str:
        """The band and the median in it."""
        low, middle, high = (thinned([self.at(*it) for it in line]) for line in (found.low, found.middle, found.high))
        around = _path((*low, *reversed(high)))
        return f'<path class="band {hue}" d="{around}Z"/><path class="line {hue}" d="{_path(middle)}"/>'

    def names(self, ends: Sequence[tuple[float, str, str]]) -> str:
        """(value, hue, name) of each line behind its end, moved apart where ends lie close together."""
        ends = sorted(ends, reverse=True)
        wanted = [self.at(self.x[1], value)[1] for value, _, _ in ends]
        places = spread(wanted, gap=18, low=self.top + 4, high=self.top + self.height)
        x = self.left + self.width + 10
        return "".join(text(f"name {hue}", x, y + 4, name) for y, (_, hue, name) in zip(places, ends, strict=True))

    def moment(self, x: float, words: str) -> str:
        """An upright line at a time, with what happens then."""
        place = self.at(x, self.y[0])[0]
        line = rule("mark", (place, self.top), (place, self.top + self.height))
        return line + text("", place + 6, self.top + 13, words)


WIDTH = 800


def sheet(title: str, under: str, about: str, body: Iterable[str], *, height: float) -> str:
    """A whole picture: its own ground, so that it can be read on any page, a title, and the mark of an exercise."""
    head = (
        text("title", 20, 30, title)
        + text("", 20, 50, under)
        + text("exercise", WIDTH - 12, height - 8, EXERCISE, "end")
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {_n(height)}" role="img" xmlns="http://www.w3.org/2000/svg"'
        f' aria-labelledby="t d"><title id="t">{escape(title)}</title><desc id="d">{escape(about)}</desc>'
        f'<style>{_styles()}</style><rect class="sheet" width="{WIDTH}" height="{_n(height)}" rx="8"/>'
        f"{head}{''.join(body)}</svg>\n"
    )


# ---------------------------------------------------------------------- the plots

ENDS = f"{len(SEEDS)} runs each: the line is the median, the band holds all of them"
DAYS = tuple((hour, f"{hour} h") for hour in range(0, 73, 12))
CASES = (
    ("k5", "better", "five moves (K5)"),
    ("model", "good", "reference"),
    ("k3", "slow", "slow, opaque (K3)"),
    ("k4", "lie", "untrue reply (K4)"),
)


def found_out() -> float:
    """The hour at which outsiders publish what had not been told."""
    return min(fact.leak_at for fact in crisis().facts.values() if fact.leak_at is not None) / HOUR


def trust() -> str:
    """Trust over the whole drill under five courses."""
    plane = Plane((0, 72), (0, 100), top=92, height=320)
    fans = [(over_time(book(name), "trust"), hue, words) for name, hue, words in CASES]
    fans.append((over_time(NONE, "trust"), "idle", "doing nothing"))
    said = ", ".join(f"{words} {found.end:.0f}" for found, _, words in fans)
    body = [plane.axes(DAYS, range(0, 101, 20), name="trust, 0 to 100", below="hours after the alert")]
    body += [plane.moment(found_out(), "outsiders publish"), *(plane.curve(found, hue) for found, hue, _ in fans)]
    body.append(plane.names([(found.end, hue, words) for found, hue, words in fans]))
    about = f"Median trust at the end of 72 hours: {said}."
    return sheet("One crisis, five courses: trust over three days", ENDS, about, body, height=480)


DELAYS = (
    (15, "15 min"),
    (30, "30 min"),
    (60, "1 h"),
    (120, "2 h"),
    (240, "4 h"),
    (480, "8 h"),
    (720, "12 h"),
    (1440, "24 h"),
)


def delay() -> str:
    """Trust at the end against the delay of the first words, between silence and a lie."""
    plane = Plane((15, 1440), (20, 80), top=92, height=320, is_log=True)
    honest_ones = fan((minutes, at_the_end(honest(minutes))) for minutes, _ in DELAYS)
    flat = (("idle", "repair, no words", wordless("k4")), ("lie", "untrue reply (K4)", book("k4")))
    body = [plane.axes(DELAYS, range(20, 81, 10), name="trust after 72 hours", below="first words after the alert")]
    ends = [(honest_ones.end, "good", "honest words")]
    for hue, words, course in flat:
        found = fan((minutes, at_the_end(course)) for minutes in (15, 1440))
        body.append(plane.curve(found, hue))
        ends.append((found.end, hue, words))
    body.append(plane.curve(honest_ones, "good"))
    for point in honest_ones.middle:
        x, y = plane.at(*point)
        body.append(f'<circle class="spot good" cx="{_n(x)}" cy="{_n(y)}" r="4.5"/>')
    body.append(plane.names(ends))
    said = ", ".join(f"{words} {y:.1f}" for (_, words), (_, y) in zip(DELAYS, honest_ones.middle, strict=True))
    about = f"Median trust after 72 hours by delay of the first words: {said}."
    return sheet(
        "In the model, what is said weighs more than how soon",
        f"{ENDS}; the scale starts at 20",
        about,
        body,
        height=480,
    )


REAL = ((1, 11.3, 30.2, 46.1), (4, 30.4, 55.6, 72.4), (24, 82.6, 92.1, 96.4))
"""Hours, and lower quartile, median and upper quartile of the percent of reposts in by then: 1,646 Weibo cascades of
2010 to 2014 with at least 20 reposts (thunlp Chinese rumor data set). The numbers of the spread were fitted to them."""
LEGEND = (
    (250, "name better", "simulated posts"),
    (268, "", "line: median"),
    (286, "", "dark: middle half"),
    (304, "", "light: 90 of 100"),
    (345, "", "1,646 real posts"),
    (363, "", "(median, middle half;"),
    (381, "", "fitted to these)"),
)
HOURS = ((0.1, "6 min"), (0.25, "15 min"), (1, "1 h"), (4, "4 h"), (12, "12 h"), (24, "1 d"), (72, "3 d"), (168, "7 d"))


def reposts() -> str:
    """How the reposts of single posts arrive over a week, with the posts the numbers were fitted to."""
    plane = Plane((0.1, 168), (0, 100), top=92, height=320, is_log=True)
    marks = tuple(round(0.1 * 1680 ** (step / 80), 6) for step in range(81))
    found = [arrived(steps, marks) for steps in posts()]
    columns = list(zip(marks, zip(*found, strict=True), strict=True))
    wide, half = fan(columns, band=(0.05, 0.95)), fan(columns, band=(0.25, 0.75))
    body = [
        plane.axes(HOURS, range(0, 101, 20), name="percent of the reposts that are in", below="time after the post")
    ]
    body += [plane.curve(wide, "better"), plane.curve(half, "better")]
    for hour, low, middle, high in REAL:
        (x, y), bottom, top = plane.at(hour, middle), plane.at(hour, low), plane.at(hour, high)
        body += [rule("real", bottom, top), *(rule("real", (x - 5, end[1]), (x + 5, end[1])) for end in (bottom, top))]
        body.append(f'<circle class="dot" cx="{_n(x)}" cy="{_n(y)}" r="4.5"/>')
    x = plane.left + plane.width + 12
    body += [text(kind, x + 18 * (y > 310), y, words) for y, kind, words in LEGEND]
    body.append(f'<circle class="dot" cx="{_n(x + 6)}" cy="340.5" r="4.5"/>')
    near = [min(half.middle, key=lambda point: abs(point[0] - hour)) for hour, *_ in REAL]
    about = f"Median percent of reposts in: {', '.join(f'{y:.0f} after {x:.0f} h' for x, y in near)}."
    under = f"{len(found)} simulated posts with at least {LEAST} reposts in a week"
    return sheet("No two posts travel at the same tempo", under, about, body, height=480)


def denied() -> float:
    """The hour at which the untrue reply is out."""
    entries = play(Drill(crisis(), seed=SEEDS[0], cast=CAST, rules=default_rules(), is_bare=True), book("k4"))
    return next(it.record.at for it in entries if isinstance(it.record, StatementPublished)) / HOUR


def lie() -> str:
    """Heat and anger around the hour at which a denial is disproved, against the same crisis without a word."""
    said = denied()
    clock = [(hour, f"{hour} h") for hour in range(0, 37, 4)]
    body, told = [], []
    for index, (measure, words) in enumerate((("heat", "heat, 0 to 100"), ("anger", "anger, 0 to 100"))):
        plane = Plane((0, 36), (0, 100), top=92 + index * 240, height=170)
        courses = (("idle", "repair, no words", wordless("k4")), ("lie", "untrue reply (K4)", book("k4")))
        fans = [(over_time(course, measure, hours=36), hue, name) for hue, name, course in courses]
        below = "hours after the alert" if index else ""
        body.append(plane.axes(clock, range(0, 101, 25), name=words, below=below))
        body += [plane.moment(said, "denied"), plane.moment(found_out(), "it comes out")]
        body += [plane.curve(found, hue) for found, hue, _ in fans]
        body.append(plane.names([(found.end, hue, name) for found, hue, name in fans]))
        told += [f"highest {measure}, {name}: {max(y for _, y in found.middle):.0f}" for found, _, name in fans]
    about = f"Medians. {'; '.join(told)}."
    return sheet("A lie that comes out", ENDS, about, body, height=560)


PAINTERS: dict[str, Callable[[], str]] = {
    "public-trust.svg": trust,
    "public-delay.svg": delay,
    "public-reposts.svg": reposts,
    "public-lie.svg": lie,
}


if __name__ == "__main__":
    sys.exit(draw(PAINTERS, sys.argv[1:], script="plots.py"))
