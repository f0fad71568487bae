"""Warnings: what loads but will not play well."""

# ruff: noqa: E501 - one case a line reads better than a case over five

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scenario_samples import SCENARIO, changed

from drillroom.doctrine.read import default_vocabulary
from drillroom.scenario.lint import examine, lint
from drillroom.scenario.load import load_scenario
from drillroom.scenario.schema import json_schema
from drillroom.scenario.texts import reading_minutes, texts

VOCABULARY = default_vocabulary()


def warnings(data: bytes) -> list[str]:
    found, scenario = examine(data, file="s.yaml", vocabulary=VOCABULARY)
    assert scenario is not None, found
    assert all(problem.level == "warning" for problem in found)
    return [str(problem) for problem in found]


def test_a_good_scenario_has_no_warnings() -> None:
    """The sample is one."""
    assert warnings(SCENARIO.encode()) == []


def test_errors_come_instead_of_warnings() -> None:
    """What does not load cannot be judged."""
    found, scenario = examine(changed("kind: mail", "kind: male"), file="s.yaml", vocabulary=VOCABULARY)
    assert scenario is None
    assert [problem.level for problem in found] == ["error"]


LONG = "long words and " * 20


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{en: They sold it, zh-Hans: 被卖掉了}", "{en: They sold it}", "s.yaml:37:78: injects.2.text: the text is missing in zh-Hans (it is there in en)"),
        ("Where is my parcel?", LONG, "chatter.0.text: the en text takes 299 columns; 280 fit the screen"),
        ("heat > 60 and not disclosed(scope)", "heat > 60 and heat < 50", "injects.news-1.when: 'heat > 60 and heat < 50' can never be so"),
        ("heat > 60 and not", "leaked(what) and not", "can never be so"),
        ("after: 2h, kind: news", "after: 2d, kind: news", "it comes after the drill has ended (the end is 2d)"),
        ("at: 30m, kind: post", "at: 3d, kind: post", "it comes after the drill has ended"),
        ("at: 30m, kind: post", "at: 30m, after: 5m, kind: post", "a delay without a condition does nothing"),
        ("at: -3h, kind: signal", "at: 3h, kind: signal", "injects.odd-weights.at: a weak signal comes after the alert"),
        ("  reporter: {name", "  nobody: {name: Nobody}\n  reporter: {name", "people.nobody: nobody of this name says anything"),
        ("allegation: sold, ", "", "allegations.sold: no post or news makes this allegation"),
        ("risk: old-map, ", "", "risks.old-map: no signal points to this risk"),
        ("  plan: {is", "  weather: {is: Rain}\n  plan: {is", "facts.weather: nothing asks for this fact and nothing tells it"),
        ("stands: good", "stands: fair", "decisions.first-words.options: no option is good"),
        (", do: [{hold_and_watch: {look_again: 30m, if: heat > 20}}]", "", "decisions.first-words.options.wait: the option does nothing"),
        ("Say that we are checking,", "Say that we are checking it all and that we will come back with more,", "in en the options run from 22 to 68 columns"),
        ("at: 15m\n", "at: 1d23h55m\n", "decisions.first-words.window: it closes after the drill has ended"),
        ("at: 15m\n", "at: 3d\n", "decisions.first-words.at: it opens after the drill has ended"),
        ("limit: 4h", "limit: 3d", "duties.0.limit: it falls due after the end"),
        ("users: {due: 1h}", "users: {}", "stakeholders.users: nothing says when they must be reached"),
        ("cause: {is: {en: A wrong map, zh-Hans: 地图错误}, known_at: 1h30m, leak_at: 12h", "cause: {is: {en: A wrong map, zh-Hans: 地图错误}, known_at: 3d", "facts.cause.known_at: it is never known before the end"),
        ("solo: 20m", "solo: 10s", "length.solo: reading takes"),
        ("Come at once", r'"Come\e[31m at once"', "injects.5.text.en: control, direction or invisible characters were taken out"),
    ],
)  # fmt: skip
def test_what_will_not_play_well_is_named(old: str, new: str, expected: str) -> None:
    """With its place and what to do."""
    found = warnings(changed(old, new))
    found = [line.replace("injects.4.", "injects.news-1.") for line in found]
    assert any(expected in line for line in found), found


def _more_decisions(count: int) -> bytes:
    start = SCENARIO.index("  - id: first-words")
    decision = SCENARIO[start : SCENARIO.index("lines:")]
    more = "".join(
        decision.replace("first-words", f"more-{n}").replace("at: 15m", f"at: {n + 1}h") for n in range(count)
    )
    return SCENARIO.replace("lines:\n", more + "lines:\n").encode()


def test_a_good_option_that_always_stands_first_is_told() -> None:
    """From four decisions on; fewer prove nothing."""
    assert any("the first good option is number 1" in line for line in warnings(_more_decisions(4)))
    assert warnings(_more_decisions(2)) == []


def test_decisions_that_overlap_at_one_seat_are_told() -> None:
    """Nobody can answer two prompts at once."""
    data = _more_decisions(1).replace(b"at: 1h\n    window", b"at: 20m\n    window")
    assert any("it opens while 'first-words' is still open for pr" in line for line in warnings(data))


def test_lint_without_the_file_still_names_what_it_means() -> None:
    """Only the lines are missing."""
    scenario = load_scenario(changed("risk: old-map, ", ""), file="s", vocabulary=VOCABULARY)
    assert [str(problem) for problem in lint(scenario, "s")] == [
        "s: risks.old-map: no signal points to this risk (name it in a signal)"
    ]


def test_every_text_is_found() -> None:
    """As many as there are Chinese ones in the file: the sample writes each text in both languages."""
    scenario = load_scenario(SCENARIO.encode(), file="s", vocabulary=VOCABULARY)
    bilingual = [words for _, words in texts(scenario) if "zh-Hans" in words]
    assert len(bilingual) == SCENARIO.count("zh-Hans:")


def test_reading_time_counts_words_and_characters() -> None:
    """220 words or 300 characters a minute."""
    assert reading_minutes("word " * 220) == pytest.approx(1)
    assert reading_minutes("字" * 300) == pytest.approx(1)
    assert reading_minutes("字" * 150 + " word" * 110) == pytest.approx(1)


def test_words_of_options_are_no_reading_load() -> None:
    """They are published after a choice; nobody reads those of every option."""
    text = "text: {en: Say that we are checking, zh-Hans: 说明正在核实}"
    hasty = changed("solo: 20m", "solo: 1m").decode()
    said = changed(text, text + f", says: {{en: {LONG * 4}, zh-Hans: 我们正在核实}}", hasty)
    assert warnings(said) == []


def test_the_committed_schema_is_current() -> None:
    """`drillroom schema` writes what stands in the reference."""
    committed = Path(__file__).parents[2] / "docs" / "reference" / "scenario.schema.json"
    assert json.loads(committed.read_text(encoding="utf-8")) == json_schema()


def test_the_schema_knows_every_action() -> None:
    """Editors complete them."""
    schema = json_schema()
    assert set(schema["$defs"]["ActionId"]["enum"]) == set(VOCABULARY.actions)
    assert "is" in schema["$defs"]["Fact"]["properties"]
