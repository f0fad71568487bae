"""Scenario files: what loads, what does not, and where the message points."""

# ruff: noqa: E501 - one case a line reads better than a case over five

from __future__ import annotations

import json
import re
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_samples import SCENARIO, changed

from drillroom.doctrine.read import default_vocabulary
from drillroom.errors import UnusableFile
from drillroom.scenario.format import Scenario
from drillroom.scenario.lint import examine
from drillroom.scenario.load import from_resolved, load_scenario, resolve
from drillroom.source import reader

VOCABULARY = default_vocabulary()


def load(data: bytes) -> Scenario:
    return load_scenario(data, file="s.yaml", vocabulary=VOCABULARY)


def refusal(data: bytes) -> list[str]:
    with pytest.raises(UnusableFile) as caught:
        load(data)
    return str(caught.value).splitlines()


def test_the_sample_loads() -> None:
    """Times are seconds, texts maps."""
    scenario = load(SCENARIO.encode())
    assert (scenario.starts, scenario.ends) == (-21600, 172800)
    assert scenario.title == {"en": "The Lost Parcels", "zh-Hans": "丢失的包裹"}


def test_the_sample_loads_the_same_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pure parser is slower, not stricter."""
    expected = load(SCENARIO.encode())
    monkeypatch.setattr(reader, "LOADER", reader.PlainLoader)
    assert load(SCENARIO.encode()) == expected


def test_every_inject_and_duty_has_an_id() -> None:
    """The author's, or its kind and a number that no author took."""
    data = changed("{id: first-post,", "{id: post-1,")
    scenario = load(data)
    assert [inject.id for inject in scenario.injects] == ["odd-weights", "post-1", "post-2", "ring", "news-1", "mail-1"]
    assert [duty.id for duty in scenario.duties] == ["duty-1"]


def test_options_come_out_settled() -> None:
    """The engine and the log see one form of arguments."""
    wait = load(SCENARIO.encode()).decisions[0].options[1]
    assert wait.do[0].args == {"look_again": 1800, "if": "heat > 20"}


def test_a_scenario_survives_the_log() -> None:
    """Resolved, written as JSON, read back: the same scenario, and the same resolved form."""
    scenario = load(SCENARIO.encode())
    tree = json.loads(json.dumps(resolve(scenario)))
    assert from_resolved(tree) == scenario
    assert resolve(from_resolved(tree)) == tree


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("severity: 0.5", "severity: high", "s.yaml:8:11: severity: 'high' is not a number"),
        ("severity: 0.5", "severty: 0.5", "s.yaml:8:1: severty: there is no field 'severty' here (did you mean 'severity'?)"),
        ("crisis: product_quality", "crisis: product", "crisis: 'product' is not known here (did you mean 'product_quality'?"),
        ("starts: -6h", "starts: 6h", "starts: the drill starts after the alert"),
        ("ends: 2d", "ends: -2d", "ends: '-2d' must be more than 0 seconds"),
        ("ends: 2d", "ends: 48", "ends: 48 is no time (write it with its unit"),
        ("solo: 20m", "solo: 0", "length.solo: a drill takes some time at a desk"),
        ("leak_at: 12h", "leak_at: 1h", "s.yaml:17:75: facts.cause.leak_at: the fact 'cause' leaks before it can be known (it is known at 1h30m"),
        ("  plan: {is", "  plans: {is", "facts: the fact 'plan' is missing"),
        ("needs: [contain]", "needs: [contian]", "facts.measures.needs.0: there is no action 'contian' (did you mean 'contain'?)"),
        ("needs: [compensate], due: 1d", "due: 1d", "facts.plan.due: a promise with nothing to do"),
        ("told_to: [tech, pr]", "told_to: [tech, prr]", "facts.scope.told_to.1: 'prr' is not known here"),
        ("  scope: {truth", "  Scope!: {truth", "s.yaml:18:3: facts.'Scope!': 'Scope!' is not written the right way"),
        ("sold: {about: what", "sold: {about: waht", "allegations.sold.about: there is no fact 'waht' (did you mean 'what'?)"),
        ("must_say: [what, scope]", "must_say: [what, scop]", "duties.0.must_say.1: there is no fact 'scop'"),
        ("{authority:", "{starts: heat > , authority:", "duties.0.starts: the end stands in column 7 where a number should"),
        ("{before: media}", "{before: staff}", "stakeholders.staff.before: 'staff' cannot come before itself"),
        ("risk: old-map", "risk: odd-map", "injects.odd-weights.risk: there is no risk 'odd-map' (did you mean 'old-map'?)"),
        ("by: blogger", "by: bloger", "injects.first-post.by: there is no person 'bloger' (did you mean 'blogger'?)"),
        ("channel: microblog, tone", "channel: microblg, tone", "injects.first-post.channel: there is no channel 'microblg' (did you mean 'microblog'?)"),
        ("  press: {}\n", "", "injects.4.channel: there is no channel 'press' (add it under channels)"),
        ("allegation: sold", "allegation: stolen", "injects.2.allegation: there is no allegation 'stolen'"),
        ("about: scope}", "about: skope}", "injects.ring.questions.0.about: there is no fact 'skope'"),
        ("{at: 5m, kind: mail", "{kind: mail", "injects.5: it never comes (give it a time (at) or a condition (when))"),
        ("kind: mail", "kind: male", "injects.5: 'male' is not known as kind (did you mean 'mail'?"),
        ("at: -3h", "at: -9h", "injects.odd-weights.at: '-9h' is before the drill starts (-6h)"),
        ("id: ring", "id: first-post", "injects.first-post.id: the id 'first-post' stands twice (first in line 36)"),
        ("heat > 60 and not", "heet > 60 and not", "injects.4.when: 'heet' in column 1 is not known here (did you mean 'heat'?)"),
        ("[holding_statement]", "[holding_statment]", "decisions.first-words.settled_by.0: there is no action 'holding_statment'"),
        ("warns: [scope]", "warns: [skope]", "decisions.first-words.warns.0: there is no fact 'skope'"),
        ("    window: 10m", "    when: heat > 3\n    window: 10m", "decisions.first-words: it needs either a time (at) or a condition (when), not both"),
        ("window: 10m", "window: 10s", "decisions.first-words.window: '10s' must be at least 60 seconds"),
        ("tone: warm", "tone: hot", "do.0.holding_statement.tone: there is no tone 'hot' (one of warm, plain, stiff)"),
        ("tone: warm", "tune: warm", "do.0.holding_statement.tune: holding_statement takes no argument 'tune' (did you mean 'tone'?)"),
        ("look_again: 30m", "look_again: 30", "do.0.hold_and_watch.look_again: 30 is no time (write it with its unit"),
        ("value: 10}", "value: ten}", "do.0.statement.claims.0.value: 'ten' is not a number"),
        ("op: about", "op: abuot", "do.0.statement.claims.0.op: there is no op 'abuot' (did you mean 'about'?)"),
        ("}]}}, contain]", "}]}}, {a: 1, b: 2}]", "options.shrink.do.1: an action is its name, or a map of its name to its arguments"),
        ("Next word at {next}.", "Next word at {later}.", "lines.short.text.en: there is no slot 'later'"),
        ("when: anger > 20", "when: anger > 20 and lied", "chatter.0.when: the end stands in column 20 where lied() should"),
        ("chatter:", "tasks: {fixx: {takes: 1h}}\nchatter:", "tasks.fixx: there is no action 'fixx' (did you mean 'fix'?)"),
        ("lines:", "phases: {response: 2h, aftermath: 1h}\nlines:", "phases.aftermath: the phase 'aftermath' does not begin after the one before it"),
        ("title: {en: The Lost Parcels, zh-Hans", "title: {english: The Lost Parcels, zh-Hans", "title: 'english' is no language"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_place(old: str, new: str, expected: str) -> None:
    """One sentence that names the field, the value and what to do."""
    assert any(expected in line for line in refusal(changed(old, new))), refusal(changed(old, new))


def test_shape_and_references_come_together() -> None:
    """An author mends everything in one go."""
    data = changed("severity: 0.5", "severity: high").replace(b"allegation: sold", b"allegation: stolen")
    data = data.replace(b"ends: 2d", b"ends: 2d\nends: 3d")
    assert len(refusal(data)) == 3


def test_a_decision_that_refers_to_nothing_is_refused() -> None:
    """Its options, facts and actions must all be there."""
    data = changed("warns: [scope]", "warns: [ghost]").replace(
        b"settled_by: [holding_statement]", b"settled_by: [haunt]"
    )
    assert [line.split(": ")[1] for line in refusal(data)] == [
        "decisions.first-words.settled_by.0",
        "decisions.first-words.warns.0",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b"5",
        b"drillroom: 0",
        b"facts: 3\ninjects: [1, [2]]\ndecisions: {a: b}\nreview: x",
        b"decisions: [{options: [{do: [{a: {b: c}}]}]}]",
        b"injects: {a: {b: c}}\nfacts: [x]\nphases: []\nlength: 5",
    ],
)
def test_odd_shapes_are_refused_without_a_crash(data: bytes) -> None:
    """The checks of references meet whatever the file holds."""
    assert refusal(data)


VALUES = re.compile(r"(?<=: )([^,{}\[\]\n]+|\{[^{}]*\}|\[[^\[\]]*\])|(?<=[ {])[a-z_]+(?=: )")
JUNK = [
    *("5", "[]", "{}", "null", "true", "''", "[[1]]", "{a: {b: [1]}}", "-1", "1e5", "x", "0", "heat > 1", "90d", "0.5"),
    *("{en: 5}", "[a, {}]", "at", "id", "do", "kind", '"\\e[1m"', "'\u202e'", "~", "99999999999999999999"),
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(JUNK)), min_size=1, max_size=4))
def test_any_damage_is_loaded_or_refused(damage: list[tuple[int, str]]) -> None:
    """Values and field names replaced by anything: a scenario that survives the log, or problems, never a crash."""
    text = SCENARIO
    for place, junk in damage:
        spots = list(VALUES.finditer(text))
        spot = spots[place % len(spots)]
        text = text[: spot.start()] + junk + text[spot.end() :]
    found, scenario = examine(text.encode(), file="s", vocabulary=VOCABULARY)
    if scenario is None:
        assert found
    else:
        assert from_resolved(resolve(scenario)) == scenario


def test_hostile_text_loads_as_text() -> None:
    """Markup and code are data; escape sequences and direction marks are gone."""
    hostile = r"[/x] [@click=app.quit]x[/] \e[31mred\u202e <script>alert(1)</script>"
    scenario = load(changed('ask: {en: "What do we say first?"', f'ask: {{en: "{hostile}"'))
    assert scenario.decisions[0].ask["en"] == "[/x] [@click=app.quit]x[/] red <script>alert(1)</script>"


def test_a_large_scenario_loads_quickly() -> None:
    """120 kB in well under a second on any machine; 0.15 s on a common one with libyaml."""
    post = "  - {at: 3h, kind: post, by: blogger, channel: microblog, text: {en: My parcel is in the sea, zh-Hans: 我的包裹在海里}}\n"
    data = changed("injects:\n", "injects:\n" + post * (115_000 // len(post.encode())))
    assert len(data) > 115_000
    started = time.process_time()
    load(data)
    assert time.process_time() - started < 1.5


def test_loading_imports_nothing_heavy() -> None:
    """A fresh interpreter that loads scenarios knows no screen, server, simulation or faker."""
    code = (
        "import sys, drillroom.scenario.load, drillroom.scenario.playbook, drillroom.scenario.lint, drillroom.doctrine.read\n"
        "print(sorted({'textual', 'rich', 'click', 'asyncio', 'simpy', 'faker', 'socketserver'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
