"""What is personal: each attribute of each item is known, and each place says for how long it keeps what it has."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from savings.domain.erasure import ERASED
from savings.store import shapes
from savings.store.personal import DATA
from tests.contract import copy_schema
from tests.contract.frozen_items import examples, types
from tests.contract.test_frozen_items import NUMBERS
from tests.versions import KINDS

OF_EVERY_ITEM = {"PK", "SK", shapes.NUMBER}
ANEW = "python -m tests.contract.documents"


def names(known: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield the names of attributes, and of the members of those that say what a person is."""
    for name, of in known.items():
        if isinstance(of, dict) and name in {"facts", "performance"}:
            yield from names(of, f"{name}.")
        else:
            yield f"{prefix}{name}"


def test_every_kind_of_item_is_known() -> None:
    assert DATA.keys() == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_attribute_of_an_item_is_personal_or_needed(kind: str) -> None:
    data, written = DATA[kind], set(names(types(examples(kind, NUMBERS[kind])))) - OF_EVERY_ITEM
    personal, needed = set(data.personal), set(data.needed.split())
    assert not personal & needed
    if data.goes:
        assert not personal | needed, "all of it goes"
    else:
        assert personal | needed == written


def test_a_text_that_has_to_be_there_is_the_same_for_everybody() -> None:
    places = {place for data in DATA.values() for place in data.personal.values()}
    assert places == {None, "", ERASED}


def test_the_schema_of_a_copy_is_made_from_the_items() -> None:
    assert copy_schema.FILE.read_text(encoding="utf-8") == copy_schema.text(), ANEW
