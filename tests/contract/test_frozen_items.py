"""Whoever changes the shape of an item gives its kind a new number; what was written under older ones stays known."""

from collections.abc import Mapping
from typing import Any

import pytest

from savings.store import shapes
from savings.store.shapes import FIRST, NUMBER, STEPS
from tests.contract.frozen_items import ANEW, FOLDER, examples, place, prove, types, written_today
from tests.versions import KINDS

TODAY = written_today()
NUMBERS = {kind: FIRST + len(STEPS.get(kind, ())) for kind in KINDS}
OLDER = [(kind, number) for kind, last in NUMBERS.items() for number in range(FIRST, last)]
WRITE = "write the examples that are missing: python -m tests.contract.frozen_items"


def test_every_kind_has_examples_of_every_number_that_it_has_had() -> None:
    wanted = {place(kind, number) for kind, last in NUMBERS.items() for number in range(FIRST, last + 1)}
    assert wanted == set(FOLDER.iterdir()), WRITE


def test_every_kind_is_written_under_its_number() -> None:
    assert TODAY.keys() == NUMBERS.items()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_today_has_the_attributes_and_types_of_its_number(kind: str) -> None:
    assert types(TODAY[kind, NUMBERS[kind]]) == types(examples(kind, NUMBERS[kind])), ANEW


@pytest.mark.parametrize(("kind", "number"), OLDER)
def test_an_older_example_is_read_as_that_of_today_with_the_same_key(kind: str, number: int) -> None:
    today = {_key(item): shapes.read(item) for item in examples(kind, NUMBERS[kind])}
    for item in examples(kind, number):
        assert NUMBER in item or number == FIRST
        assert shapes.read(item) == today[_key(item)]


def _key(item: Mapping[str, Any]) -> tuple[str, str]:
    return item["PK"]["S"], item["SK"]["S"]


GOAL = examples("GOAL", 1)[0]
CLIENT = examples("CLIENT", 1)[0]
OTHER = {
    "an attribute more": {**GOAL, "zz": {"N": "1"}},
    "another type": {**GOAL, "am": {"S": "1"}},
    "a member more": {**CLIENT, "facts": {"M": {**CLIENT["facts"]["M"], "phone": {"S": "+44"}}}},
}


@pytest.mark.parametrize("item", OTHER.values(), ids=OTHER)
def test_an_item_that_differs_from_the_examples_of_its_number_does_not_pass(item: dict[str, Any]) -> None:
    prove(GOAL)
    prove(CLIENT)
    with pytest.raises(AssertionError, match="give the kind its next number"):
        prove(item)
    prove({**item, NUMBER: {"N": "2"}})
