"""Turns the bytes of a scenario file into a checked scenario, and that into the form a log keeps and back.

A scenario that comes out of here holds no reference to anything that is not there, and every inject and duty has an id.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from drillroom.source.problems import Problems
from drillroom.source.reader import Tree, read_yaml
from drillroom.source.shape import try_fit

from .calls import settle
from .checks import check, inject_ids, name_all
from .format import Decision, Scenario
from .names import Names
from .values import ActionCall

if TYPE_CHECKING:
    from drillroom.doctrine.models import Vocabulary


def load_scenario(data: bytes, *, file: str, vocabulary: Vocabulary) -> Scenario:
    """The scenario in ``data``. Raises UnusableFile with every problem and its place."""
    return load_with_tree(data, file=file, vocabulary=vocabulary)[0]


def load_with_tree(data: bytes, *, file: str, vocabulary: Vocabulary) -> tuple[Scenario, Tree]:
    """The scenario and where everything in it stands. Raises UnusableFile with every problem and its place."""
    problems = Problems(file)
    tree = read_yaml(data, file=file, problems=problems)
    scenario = try_fit(Scenario, tree, problems)
    check(tree, vocabulary, problems)
    problems.raise_errors()
    if scenario is None:
        raise AssertionError("a scenario that does not fit leaves a problem")
    return _settled(_with_ids(scenario, tree), vocabulary), tree


def _with_ids(scenario: Scenario, tree: Tree) -> Scenario:
    ids = inject_ids(tree)
    duties = name_all([(duty.id, "duty") for duty in scenario.duties])
    return scenario.model_copy(
        update={
            "injects": [item.model_copy(update={"id": ids[index]}) for index, item in enumerate(scenario.injects)],
            "duties": [item.model_copy(update={"id": duties[index]}) for index, item in enumerate(scenario.duties)],
        }
    )


def _settled(scenario: Scenario, vocabulary: Vocabulary) -> Scenario:
    """The arguments of every option in the form the engine knows."""
    names = Names.of(scenario, vocabulary)

    def settled(call: ActionCall) -> ActionCall:
        return ActionCall(do=call.do, args=settle(call.do, call.args, names, vocabulary))

    def decided(decision: Decision) -> Decision:
        options = [
            option.model_copy(update={"do": [settled(call) for call in option.do]}) for option in decision.options
        ]
        return decision.model_copy(update={"options": options})

    return scenario.model_copy(update={"decisions": [decided(decision) for decision in scenario.decisions]})


def resolve(scenario: Scenario) -> dict[str, Any]:
    """The scenario as JSON values for a log's header: times in seconds, texts as maps, defaults written out."""
    return scenario.model_dump(mode="json", by_alias=True, exclude_none=True)


def from_resolved(tree: Mapping[str, Any]) -> Scenario:
    """The scenario that ``resolve`` wrote. Raises pydantic.ValidationError where it is none."""
    return Scenario.model_validate(dict(tree), context={"resolved": True})
