"""The closed grammar of conditions: what it means, what it refuses, and that it calls nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_samples import SCENARIO

from drillroom.doctrine.read import default_vocabulary
from drillroom.scenario.conditions import CALLS, VALUES, Ask, Names, parse
from drillroom.scenario.load import load_scenario
from drillroom.scenario.possible import is_possible

NAMES = Names.of(load_scenario(SCENARIO.encode(), file="s", vocabulary=default_vocabulary()), default_vocabulary())


class Told:
    """A view with fixed answers that remembers what it was asked."""

    def __init__(self, values: dict[str, float], yes: set[tuple[str, tuple[str, ...]]]) -> None:
        self.values, self.yes = values, yes
        self.asked: list[Any] = []

    def value(self, name: str) -> Callable[[], float]:
        self.asked.append(name)
        return lambda: self.values[name]

    def answer(self, call: str, args: tuple[str, ...]) -> Callable[[], bool]:
        self.asked.append((call, args))
        return lambda: (call, args) in self.yes


VIEW = Told(
    {"trust": 35, "heat": 70, "anger": 10, "rumor": 0, "harm": 50, "churn": 1.5, "minutes": -30},
    {("did", ("contain",)), ("chose", ("first-words", "honest")), ("lied", ())},
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trust < 40", True),
        ("40 > trust", True),
        ("trust <= 35 and heat >= 70 and churn == 1.5 and anger != 11", True),
        ("minutes < -10", True),
        ("trust < 40 and not did(apologize)", True),
        ("not (trust < 40 or lied())", False),
        ("heat < 10 or trust < 40 and heat > 60", True),
        ("not did(contain) or chose(first-words, honest)", True),
        ("chose( first-words ,wait)", False),
        ("not not lied()", True),
        ("  heat>60\n and harm==50.0 ", True),
    ],
)
def test_a_condition_means_what_it_says(text: str, expected: bool) -> None:
    """``and`` binds tighter than ``or``, ``not`` tightest; ids may hold hyphens."""
    assert parse(text, NAMES).bound(VIEW)() is expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the end stands in column 1 where a value, a question or a number should"),
        ("trsut < 40", "'trsut' in column 1 is not known here; did you mean 'trust'?"),
        ("heat > 60 and dit(contain)", "'dit' in column 15 is not known here; did you mean 'did'?"),
        ("did(contian)", "there is no action 'contian', named in column 5; did you mean 'contain'?"),
        (
            "disclosed(number)",
            "there is no fact 'number', named in column 11; one of what, cause, scope, measures, plan",
        ),
        ("chose(first-words, honets)", "there is no option 'honets', named in column 20; did you mean 'honest'?"),
        ("chose(first-words)", "chose in column 1 takes 2 names, not 1; chose(decision, option)"),
        ("lied(scope)", "lied in column 1 takes 0 names, not more"),
        ("trust", "the end stands in column 6 where a comparison such as trust < 40 should"),
        ("trust < heat", "'heat' stands in column 9 where a number should"),
        ("20 < heat < 40", "'<' in column 11 is a second comparison; join two with 'and'"),
        ("heat > 60 && lied()", "'&' in column 11 is not understood; write 'and'"),
        ("heat = 60", "'=' in column 6 is not understood; write '=='"),
        ("(heat > 60", "the end stands in column 11 where ')' should"),
        ("heat > 60)", "')' stands in column 10 where 'and', 'or' or the end should"),
        ("heat > 60 lied()", "'lied' stands in column 11 where 'and', 'or' or the end should"),
        ("lied", "the end stands in column 5 where lied() should"),
        ("heat > 1_000", "'1' in column 8 is not understood"),
        ("heat.real > 1", "'.' in column 5 is not understood"),
        ("heat > 2 ** 9", "'*' in column 10 is not understood"),
        ("did('contain')", '"\'" in column 5 is not understood'),
        ("__import__(os)", "'__import__' in column 1 is not known here"),
        ("(lambda: 1)()", "':' in column 8 is not understood"),
        ("heat > 1e9", "'1' in column 8 is not understood"),
        ("热 > 1", "'热' in column 1 is not understood"),
    ],
)
def test_a_mistake_is_named_with_its_column(text: str, message: str) -> None:
    """With what to write instead, where that can be guessed."""
    with pytest.raises(ValueError, match=r"column") as caught:
        parse(text, NAMES)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 4000 + "lied()" + ")" * 4000,
        "not " * 120 + "lied()",
        "(" * 200 + "lied()" + ")" * 200,
        "lied() and " * 4000,
    ],
)
def test_long_and_deep_conditions_are_refused_without_recursion(text: str) -> None:
    """Neither the parser's stack nor the clock gives way."""
    started = time.process_time()
    with pytest.raises(ValueError, match=r"too long|nested more than"):
        parse(text, NAMES)
    assert time.process_time() - started < 0.5


WORDS = st.sampled_from(
    [
        *VALUES,
        *CALLS,
        "and",
        "or",
        "not",
        "(",
        ")",
        ",",
        "<",
        "<=",
        "==",
        "40",
        "-1.5",
        "contain",
        "scope",
        "first-words",
        "honest",
        "users",
        "__class__",
        ".",
        "**",
        "lambda",
        "exec",
        "\x00",
        "é",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_is_a_condition_or_a_value_error(text: str) -> None:
    """What parses asks the view only for listed values and questions, and answers yes or no."""
    try:
        condition = parse(text, NAMES)
    except ValueError:
        return
    view = Told(dict.fromkeys(VALUES, 1.0), set())
    assert condition.bound(view)() in (True, False)
    assert all(it in VALUES or it[0] in CALLS for it in view.asked)


def test_the_questions_in_a_condition_can_be_listed() -> None:
    """Lint asks for them, in order."""
    condition = parse("not (did(contain) or lied()) and knows(scope)", NAMES)
    assert list(condition.asked()) == [Ask("did", ("contain",)), Ask("lied", ()), Ask("knows", ("scope",))]


BOUNDS = {**dict.fromkeys(VALUES, (0.0, 100.0)), "minutes": (-360.0, 2880.0)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("heat > 60 and heat < 40", False),
        ("heat > 60 and (heat < 40 or trust < 10)", True),
        ("heat > 100", False),
        ("heat >= 100", True),
        ("trust < 0", False),
        ("minutes > 3000", False),
        ("did(contain) and not did(contain)", False),
        ("not (did(contain) or not did(contain))", False),
        ("heat == 5 and heat != 5", False),
        ("phase(watch) and phase(response)", False),
        ("alleged(sold)", False),
        ("not alleged(sold)", True),
        ("heat > 40 and heat < 60", True),
    ],
)
def test_what_can_never_be_so_is_found(text: str, expected: bool) -> None:
    """By bounds, contradictions and questions that nothing can answer with yes."""
    assert is_possible(parse(text, NAMES), BOUNDS, frozenset({Ask("alleged", ("sold",))})) is expected
