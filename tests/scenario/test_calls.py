"""Arguments of actions: one form for options, playbooks and live commands."""

# ruff: noqa: E501 - one case a line reads better than a case over five

from __future__ import annotations

from typing import Any

import pytest
from scenario_samples import SCENARIO

from drillroom.doctrine.read import default_vocabulary
from drillroom.errors import ActionRejected
from drillroom.scenario.calls import check_call, settle
from drillroom.scenario.load import load_scenario

VOCABULARY = default_vocabulary()
SCENE = load_scenario(SCENARIO.encode(), file="s", vocabulary=VOCABULARY)

SETTLED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("contain", {}, {}),
    ("disclose", {"facts": "due"}, {"facts": "due"}),
    ("disclose", {"facts": "scope"}, {"facts": ["scope"]}),
    ("disclose", {"facts": ["scope", "what", "scope"]}, {"facts": ["scope", "what"]}),
    ("hold_and_watch", {"look_again": "30m", "if": "heat > 20"}, {"look_again": 1800, "if": "heat > 20"}),
    ("holding_statement", {"words": " Hi\x1b[1m there ", "next": "2h"}, {"words": "Hi there", "next": 7200}),
    ("holding_statement", {"channel": "site", "to": "media", "check": "skip"}, {"channel": "site", "to": "media", "check": "skip"}),
    ("statement", {"claims": [{"fact": "scope", "op": "about", "value": 10}]}, {"claims": [{"fact": "scope", "op": "about", "value": 10}]}),
    ("statement", {"claims": {"fact": "scope"}}, {"claims": [{"fact": "scope", "op": "is"}]}),
    ("statement", {"claims": [{"allegation": "sold"}]}, {"claims": [{"allegation": "sold", "op": "not"}]}),
    ("deny", {"fact": "scope"}, {"fact": "scope"}),
    ("rebut", {"allegation": "sold", "tone": None}, {"allegation": "sold"}),
    ("take_call", {"call": "ring", "answers": "line"}, {"call": "ring", "answers": ["line", "line"]}),
    ("take_call", {"call": "ring", "answers": ["fact", "written"]}, {"call": "ring", "answers": ["fact", "written"]}),
    ("review", {"causes": ["map"]}, {"causes": ["map"]}),
    ("assess", {"type": "product_quality", "severity": "hi", "hours": 12}, {"type": "product_quality", "severity": "hi", "hours": 12}),
    ("reply", {"post": "p17"}, {"post": "p17"}),
]  # fmt: skip


@pytest.mark.parametrize(("do", "args", "expected"), SETTLED)
def test_arguments_settle_into_one_form(do: str, args: dict[str, Any], expected: dict[str, Any]) -> None:
    """And what is settled stays as it is."""
    once = settle(do, args, SCENE, VOCABULARY)
    assert once == expected
    assert settle(do, once, SCENE, VOCABULARY) == once


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("pray", {}, "no_such", "there is no action 'pray'"),
    ("dislose", {"facts": "due"}, "no_such", "there is no action 'dislose'"),
    ("disclose", {}, "bad_argument", "disclose needs the argument 'facts'"),
    ("disclose", {"facts": ["unicorn"]}, "no_such", "disclose: facts.0: there is no fact 'unicorn'"),
    ("disclose", {"facts": []}, "bad_argument", "the list is empty"),
    ("disclose", {"facts": {"a": 1}}, "bad_argument", "{'a': 1} is not the name of a fact"),
    ("contain", {"how": "well"}, "bad_argument", "contain takes no argument 'how'"),
    ("holding_statement", {"tone": "hot"}, "no_such", "there is no tone 'hot'"),
    ("holding_statement", {"channel": "pigeon"}, "no_such", "there is no channel 'pigeon'"),
    ("holding_statement", {"check": "no"}, "bad_argument", "there is no check 'no'"),
    ("holding_statement", {"next": "soon"}, "bad_argument", "'soon' is no time"),
    ("holding_statement", {"next": "-1h"}, "bad_argument", "'-1h' is not a time from now"),
    ("holding_statement", {"words": "x" * 5000}, "bad_argument", "the text has 5000 characters; 4000 is the limit"),
    ("holding_statement", {"words": "\u200b"}, "bad_argument", "the text is empty"),
    ("notify", {"to": "everyone"}, "no_such", "there is no group 'everyone'"),
    ("deny", {}, "bad_argument", "deny needs an allegation or a fact"),
    ("hold_and_watch", {"if": "heat >"}, "bad_argument", "the end stands in column 7"),
    ("statement", {"claims": [{"fact": "scope", "op": "about", "value": "ten"}]}, "bad_argument", "claims.0.value: 'ten' is not a number"),
    ("statement", {"claims": [{"fact": "scope", "op": "about"}]}, "bad_argument", "the claim 'about' needs a value"),
    ("statement", {"claims": [{"fact": "scope", "allegation": "sold"}]}, "bad_argument", "either a fact or an allegation"),
    ("statement", {"claims": [{"fact": "scope", "op": "unknown", "value": 3}]}, "bad_argument", "has no value"),
    ("statement", {"claims": [{"fact": "scope", "size": 3}]}, "bad_argument", "a claim has no field 'size'"),
    ("statement", {"claims": ["scope"]}, "bad_argument", "'scope' is not a claim"),
    ("take_call", {"call": "ring", "answers": ["fact"]}, "bad_argument", "there are 1 answers to 2 questions"),
    ("take_call", {"call": "bell", "answers": "fact"}, "no_such", "there is no call 'bell'"),
    ("review", {"causes": ["ghost"]}, "no_such", "there is no card 'ghost'"),
    ("assess", {"hours": True}, "bad_argument", "True is not a number"),
    ("assess", {"hours": float("nan")}, "bad_argument", "nan is not a number"),
    ("reply", {"post": "../x"}, "no_such", "there is no post '../x'"),
    ("look", {"signal": 3}, "bad_argument", "3 is not the name of a signal"),
]  # fmt: skip


@pytest.mark.parametrize(("do", "args", "reason", "message"), REFUSED)
def test_bad_arguments_are_refused_with_a_reason(do: str, args: dict[str, Any], reason: str, message: str) -> None:
    """``no_such`` for names that do not exist, ``bad_argument`` for the rest."""
    with pytest.raises(ActionRejected) as caught:
        settle(do, args, SCENE, VOCABULARY)
    assert message in caught.value.message
    assert caught.value.reason == reason


def test_a_file_must_write_units_and_known_posts() -> None:
    """A bare number could mean minutes; a post that only a running drill knows cannot be planned for."""
    assert check_call("hold_and_watch", {"look_again": 1800}, SCENE, VOCABULARY)[0].path == ("look_again",)
    assert check_call("reply", {"post": "p17"}, SCENE, VOCABULARY)[0].message == "there is no post 'p17'"
    assert check_call("reply", {"post": "first-post"}, SCENE, VOCABULARY) == []


def test_every_fault_of_a_call_is_found() -> None:
    """Not only the first."""
    faults = check_call("holding_statement", {"tone": "hot", "tune": 1, "next": 5}, SCENE, VOCABULARY)
    assert [fault.path for fault in faults] == [("tune",), ("tone",), ("next",)]
