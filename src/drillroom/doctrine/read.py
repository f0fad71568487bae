"""Reads the doctrine, the vocabulary and the engine's parameters: the package's own, and an organization's doctrine.

What comes out fits together: every metric has a target, every action named exists, and the weights can be shared out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from drillroom.source.problems import Loc, Problems, near, options, show
from drillroom.source.reader import ANY, Tree, read_yaml
from drillroom.source.shape import fit, try_fit

from .models import Doctrine, Parameter, Parameters, Rules, Vocabulary

_LOOKED_AT = "action, seat, tone, crisis type or answer"
_ANSWERS = ("any_statement", "fact", "line", "written", "no_comment")
"""What a metric may look for besides the vocabulary: any next word that was promised, and the answers to a caller."""


def _resource(name: str) -> Tree:
    data = resources.files(__package__).joinpath("default", name).read_bytes()
    return read_yaml(data, file=f"drillroom/doctrine/default/{name}")


@lru_cache(maxsize=1)
def default_vocabulary() -> Vocabulary:
    """The closed set of actions and the standard names."""
    actions, terms = _resource("actions.yaml"), _resource("terms.yaml")
    value = {**terms.value, **actions.value}
    spot = type(actions.spot)(actions.spot.place, fields={**(terms.spot.fields or {}), **(actions.spot.fields or {})})
    return fit(Vocabulary, Tree(actions.file, value, spot))


@lru_cache(maxsize=1)
def default_parameters() -> Parameters:
    """The numbers of the engine."""
    return fit(Parameters, _resource("public.yaml"))


@lru_cache(maxsize=1)
def default_doctrine() -> Doctrine:
    """What a drill is judged by when no organization brings its own doctrine."""
    return _checked(_resource("doctrine.yaml"), default_vocabulary())


@lru_cache(maxsize=1)
def default_rules() -> Rules:
    """The default doctrine, vocabulary and parameters."""
    return Rules(doctrine=default_doctrine(), vocabulary=default_vocabulary(), parameters=default_parameters())


def read_doctrine(data: bytes, file: str, *, vocabulary: Vocabulary | None = None) -> Doctrine:
    """An organization's own doctrine. Raises UnusableFile with every problem and its place."""
    problems = Problems(file)
    tree = read_yaml(data, file=file, problems=problems)
    return _checked(tree, vocabulary or default_vocabulary(), problems)


def rules_from_header(
    doctrine: Mapping[str, Any], vocabulary: Mapping[str, Any], parameters: Mapping[str, Any]
) -> Rules:
    """Rules as a log's header keeps them: models as JSON, ``parameters`` as name -> number.

    Raises ValueError where the header does not hold what this version knows.
    """
    lacking = sorted(default_parameters().numbers().keys() - parameters.keys())
    if lacking:
        raise ValueError(f"it lacks the numbers {', '.join(lacking)}")
    numbers = {name: Parameter(value=value, tag="our choice", note="as logged") for name, value in parameters.items()}
    return Rules(
        doctrine=Doctrine.model_validate(dict(doctrine)),
        vocabulary=Vocabulary.model_validate(dict(vocabulary)),
        parameters=Parameters(parameters=numbers),
    )


def _checked(tree: Tree, vocabulary: Vocabulary, problems: Problems | None = None) -> Doctrine:
    found = problems if problems is not None else Problems(tree.file)
    shape, references = Problems(tree.file), Problems(tree.file)
    doctrine = try_fit(Doctrine, tree, shape)
    _check_weights(tree, references)
    _check_names(tree, vocabulary, references)
    found.extend(references.sorted())
    # What the model says of the doctrine as a whole repeats, without places, what was just found with them.
    found.extend(problem for problem in shape.sorted() if problem.path or not references.has_errors)
    found.raise_errors()
    if doctrine is None:
        raise AssertionError("a doctrine that does not fit leaves a problem")
    return doctrine


def _check_weights(tree: Tree, problems: Problems) -> None:
    """A weight of zero is allowed, all of them zero is not: nothing could be shared out."""
    weights = [weight for _, weight in tree.each("principles", ANY, "weight")]
    if weights and not any(weights):
        hint = "give at least one a weight above 0"
        problems.add(tree.place(("principles",)), "principles", "the weights of all principles are zero", hint)


def _check_names(tree: Tree, vocabulary: Vocabulary, problems: Problems) -> None:
    """Every metric, principle, action and group that the doctrine names exists."""
    metrics = _keys(tree, "targets")
    principles = [str(key) for _, key in tree.each("principles", ANY, "key")]
    known = {
        "metric": metrics,
        "principle": principles,
        "metric or principle": [*principles, *metrics],
        "action": list(vocabulary.actions),
        "group": list(vocabulary.groups),
        "seat": list(vocabulary.seats),
        _LOOKED_AT: [*vocabulary.actions, *vocabulary.seats, *vocabulary.tones, *vocabulary.crises, *_ANSWERS],
    }
    for loc, name, what in _named(tree):
        if isinstance(name, str) and name not in known[what]:
            place = tree.key_place(loc) if name == loc[-1] else tree.place(loc)
            hint = near(name, known[what]) or ("add it under targets" if what == "metric" else options(known[what]))
            problems.add(place, tree.path(loc), f"there is no {what} {show(name)}", hint)


def _named(tree: Tree) -> Iterator[tuple[Loc, Any, str]]:
    """(place, name, what it names) of every reference; some names are the keys of a map."""
    yield from ((loc, loc[-1], "metric") for loc, _ in tree.each("principles", ANY, "metrics", ANY))
    yield from ((loc, loc[-1], "metric or principle") for loc, _ in tree.each("faults", ANY, "below", ANY))
    yield from ((loc, name, "metric") for loc, name in tree.each("principles", ANY, "needs", ANY))
    yield from ((loc, name, "metric") for loc, name in tree.each("badges", ANY, "metric"))
    yield from (
        (loc, name, "principle") for kind in ("badges", "caps") for loc, name in tree.each(kind, ANY, "principle")
    )
    yield from ((loc, name, "seat") for loc, name in tree.each("targets", ANY, "seats", ANY))
    yield from ((loc, name, "metric") for loc, name in tree.each("silence", "limited", ANY))
    yield from ((loc, name, "metric") for loc, name in tree.each("silence", "by"))
    yield from ((loc, name, "action") for loc, name in tree.each("faults", ANY, "did", ANY))
    yield from ((loc, name, "group") for loc, name in tree.each("public_audiences", ANY))
    yield from ((loc, name, _LOOKED_AT) for loc, name in tree.each("targets", ANY, "among", ANY, ANY))
    kinds = {"zero": "metric", "did": "action", "users_hurt": "action"}
    for loc, when in tree.each("caps", ANY, "when"):
        if isinstance(when, str) and when in kinds:
            yield from ((place, name, kinds[when]) for place, name in tree.each(*loc[:-1], "of", ANY))


def _keys(tree: Tree, field: str) -> list[str]:
    value = tree.get((field,))
    return list(value) if isinstance(value, dict) else []
