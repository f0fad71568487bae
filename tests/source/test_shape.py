"""A tree that does not fit a model is explained in words an author understands."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from drillroom.errors import UnusableFile
from drillroom.source.problems import LIMIT, Problems
from drillroom.source.reader import read_yaml
from drillroom.source.shape import fit


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Cat(Strict):
    kind: Literal["cat"]
    lives: Annotated[int, Field(ge=0, le=9)]


class Dog(Strict):
    kind: Literal["dog"]
    name: Annotated[str, Field(min_length=2)]


class House(Strict):
    street: str
    color: Literal["red", "green"] = "red"
    size: float = 1.0
    open_: bool = Field(default=False, alias="open")
    pets: list[Annotated[Cat | Dog, Field(discriminator="kind")]] = []
    rooms: list[Literal["hall", "attic"]] | Literal["all"] = "all"
    people: dict[str, Dog] = {}


def explain(text: str) -> list[str]:
    with pytest.raises(UnusableFile) as caught:
        fit(House, read_yaml(text.encode(), file="h"))
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("color: red", ["h:1:1: street: the field 'street' is missing"]),
        ("street: 5", ['h:1:9: street: 5 is not a text (put it in quotes: "5")']),
        ("street: a\nstret: b", ["h:2:1: stret: there is no field 'stret' here (did you mean 'street'?)"]),
        ("street: a\nopen: 'yes'", ["h:2:7: open: 'yes' is not true or false"]),
        ("street: a\nsize: big", ["h:2:7: size: 'big' is not a number"]),
        (
            "street: a\nsize: '1,5'",
            ["h:2:7: size: '1,5' is not a number (write it without quotes, commas or underscores)"],
        ),
        (
            "street: a\ncolor: gren",
            ["h:2:8: color: 'gren' is not known here (did you mean 'green'?; one of red, green)"],
        ),
        ("street: a\npets: cat", ["h:2:7: pets: 'cat' is not a list (write [cat])"]),
        ("street: a\npets: [{kind: cat, lives: 10}]", ["h:2:27: pets.0.lives: 10 must be at most 9"]),
        ("street: a\npets: [{kind: cow}]", ["h:2:8: pets.0: 'cow' is not known as kind (one of cat, dog)"]),
        ("street: a\npets: [{lives: 1}]", ["h:2:8: pets.0: the field 'kind' is missing (one of cat, dog)"]),
        ("street: a\npets: [7]", ["h:2:8: pets.0: 7 is not a map of fields"]),
        (
            "street: a\npets: [{kind: dog, nam: x}]",
            [
                "h:2:8: pets.0.name: the field 'name' is missing",
                "h:2:20: pets.0.nam: there is no field 'nam' here (did you mean 'name'?)",
            ],
        ),
        (
            "street: a\npeople: {ann: {kind: dog, name: x}}",
            ["h:2:33: people.ann.name: there are 1 characters; it takes at least 2"],
        ),
        (
            "street: a\nrooms: [hall, atic]",
            ["h:2:15: rooms.1: 'atic' is not known here (did you mean 'attic'?; one of hall, attic)"],
        ),
        ("street: a\nrooms: 5", ["h:2:8: rooms: 5 does not fit (write a list, or all)"]),
        ("- a", ["h:1:1: ['a'] is not a map of fields"]),
    ],
)
def test_each_kind_of_misfit_has_its_sentence(text: str, expected: list[str]) -> None:
    """File, line, column, path, what is wrong with which value, and what to do."""
    assert explain(text) == expected


def test_all_misfits_come_at_once_and_in_order() -> None:
    """Sorted by place."""
    found = explain("size: x\ncolor: y\nopen: z\nrooms: 5\n")
    assert [line.split(":")[1] for line in found] == ["1", "1", "2", "3", "4"]


def test_what_fits_is_returned() -> None:
    """Aliases are the names an author writes."""
    house = fit(House, read_yaml(b"{street: a, open: true, size: 2, rooms: [hall]}", file="h"))
    assert (house.open_, house.size, house.rooms) == (True, 2.0, ["hall"])


def test_hostile_values_cannot_break_a_message_in_two() -> None:
    """Values and keys are shown by repr and cut short."""
    found = explain('street: a\ncolor: "x\\ny"\n"od\\nd": 1\nsize: "' + "long" * 100 + '"\n')
    assert len(found) == 3
    assert all("\n" not in line and len(line) < 300 for line in found)


def test_a_flood_of_problems_is_cut() -> None:
    """A hundred are enough to begin with."""
    problems = Problems("f")
    for line in range(1, 500):
        problems.add((line, 1), "", "wrong")
    found = problems.sorted()
    assert len(found) == LIMIT + 1
    assert found[-1].message == "and 399 more problems"
