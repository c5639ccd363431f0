"""Values are written and read as boto3 writes and reads them."""

from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from savings.dynamodb.values import marshal, unmarshal

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(-(10**38) + 1, 10**38 - 1)
values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        texts,
        numbers,
        st.booleans(),
        st.none(),
        st.binary(max_size=20),
        st.sets(texts, min_size=1),
        st.sets(numbers, min_size=1),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=12,
)


def in_order(typed: Any) -> Any:
    """Return a typed value with the members of its sets in one order: they have none."""
    if isinstance(typed, dict):
        return {name: sorted(value) if name in ("SS", "NS") else in_order(value) for name, value in typed.items()}
    return [in_order(one) for one in typed] if isinstance(typed, list) else typed


@given(item=st.dictionaries(texts.filter(lambda name: name not in ("SS", "NS")), values, max_size=5))
def test_an_item_is_what_boto3_makes_of_it_and_comes_back(item: dict[str, Any]) -> None:
    serialize, deserialize = TypeSerializer().serialize, TypeDeserializer().deserialize
    typed = marshal(item)
    assert in_order(typed) == in_order({name: serialize(value) for name, value in item.items()})
    assert unmarshal(typed) == item
    assert {name: deserialize(value) for name, value in typed.items()} == item


def test_binary_values_are_text_on_the_wire() -> None:
    assert unmarshal({"body": {"B": "aGVsbG8="}}) == unmarshal({"body": {"B": b"hello"}}) == {"body": b"hello"}


@pytest.mark.parametrize("value", [1.5, Decimal(1), set(), {1, "1"}, {True}, object(), {"in": [1.5]}])
def test_what_no_item_has_is_a_fault(value: object) -> None:
    with pytest.raises(TypeError, match="no item has a"):
        marshal({"value": value})


@pytest.mark.parametrize("number", ["1.5", "1E+2"])
def test_a_number_that_is_not_written_as_a_whole_one_is_a_fault(number: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        unmarshal({"amount": {"N": number}})
