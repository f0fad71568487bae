"""The default rules are whole, and an organization's own doctrine is checked with places."""

# ruff: noqa: E501 - one case a line reads better than a case over five

from __future__ import annotations

from importlib import resources

import pytest

from drillroom.doctrine.read import default_rules, default_vocabulary, read_doctrine, rules_from_header
from drillroom.errors import UnusableFile
from drillroom.scenario.calls import KINDS

DEFAULT = resources.files("drillroom.doctrine").joinpath("default", "doctrine.yaml").read_text(encoding="utf-8")


def changed(old: str, new: str) -> bytes:
    assert old in DEFAULT, f"{old!r} is not in the default doctrine"
    return DEFAULT.replace(old, new, 1).encode()


def refusal(data: bytes) -> str:
    with pytest.raises(UnusableFile) as caught:
        read_doctrine(data, "own.yaml")
    return str(caught.value)


def test_default_rules_are_read_once() -> None:
    """Everybody gets the same frozen value."""
    assert default_rules() is default_rules()


def test_the_vocabulary_holds_actions_and_standard_names() -> None:
    """Both files are merged."""
    vocabulary = default_vocabulary()
    assert "holding_statement" in vocabulary.actions
    assert set(vocabulary.facts) == {"what", "cause", "scope", "measures", "plan"}


def test_every_kind_of_argument_has_a_reader() -> None:
    """An action cannot ask for what nobody can check."""
    kinds = {kind.rstrip("?") for action in default_vocabulary().actions.values() for kind in action.args.values()}
    assert kinds <= KINDS


def test_rules_survive_a_log_header() -> None:
    """Doctrine and vocabulary as JSON, parameters as numbers."""
    rules = default_rules()
    again = rules_from_header(
        rules.doctrine.model_dump(mode="json", by_alias=True),
        rules.vocabulary.model_dump(mode="json", by_alias=True),
        rules.parameters.numbers(),
    )
    assert again.doctrine == rules.doctrine
    assert again.vocabulary == rules.vocabulary
    assert again.parameters.numbers() == rules.parameters.numbers()


def test_the_default_doctrine_reads_as_an_organizations_own() -> None:
    """It is the pattern to start from."""
    assert read_doctrine(DEFAULT.encode(), "own.yaml") == default_rules().doctrine


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (changed("metrics: {detect: 1", "metrics: {detcet: 1"), "principles.P1.metrics.detcet: there is no metric 'detcet' (did you mean 'detect'?)"),
        (changed("metrics: {detect: 1", "metrics: {detect: -1"), "principles.P1.metrics.detect: -1 must be at least 0"),
        (changed("metrics: {detect: 1, grade: 1, prep: 1, assess: 1}", "metrics: {detect: 0}"), "principles.P1: the weights of a principle's metrics are all zero"),
        (changed("evasion: [evade]", "evasion: [evad]"), "targets.own.among.evasion.0: there is no action, seat, tone, crisis type or answer 'evad' (did you mean 'evade'?)"),
        (changed("weight: 10", "weight: heavy"), "principles.P1.weight: 'heavy' is not a number"),
        (changed("[take_legal_action, threaten", "[take_legal_acton, threaten"), "own_interest.0: there is no action, seat, tone, crisis type or answer 'take_legal_acton' (did you mean 'take_legal_action'?)"),
        (changed("    weight: 10\n", "    weight: 10\n    wieght: 3\n"), "principles.P1.wieght: there is no field 'wieght' here (did you mean 'weight'?)"),
    ],
)  # fmt: skip
def test_a_faulty_doctrine_is_refused_with_its_place(data: bytes, message: str) -> None:
    """A typing error is an error, never a silent zero."""
    found = refusal(data)
    assert message in found
    assert all(line.startswith("own.yaml:") and line.split(":")[1].isdigit() for line in found.splitlines())


def test_a_cap_above_a_hundred_is_refused() -> None:
    """Marks end at 100."""
    import re

    over = re.sub(r"total: \d+", "total: 140", DEFAULT, count=1)
    assert ".total: 140 must be at most 100" in refusal(over.encode())


def test_weights_that_are_all_zero_are_refused() -> None:
    """Nothing could be shared out."""
    import re

    zero = re.sub(r"(?m)^    weight: \d+$", "    weight: 0", DEFAULT)
    assert "principles: the weights of all principles are zero" in refusal(zero.encode())


def test_several_faults_come_at_once() -> None:
    """References and shape in one list, each once."""
    data = changed("metrics: {detect: 1", "metrics: {detcet: 1").replace(b"weight: 20", b"weight: -20", 1)
    assert len(refusal(data).splitlines()) == 2
