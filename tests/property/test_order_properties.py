"""What must hold of ids however the clock goes: what is made later is listed later, and no two are the same."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local.engine import Engine
from savings.config import Settings
from savings.ids import STEP, following, new_id, seconds_of
from savings.runtime import Runtime
from savings.store import keys
from savings.store.numbers import put_new
from savings.store.schema import TABLE
from savings.store.table import Table
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.caller import Caller
from tests.crowd import perform
from tests.product import SetClock
from tests.property.drawn import instants
from tests.wire import Wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_customers: Final = count(1)

steps = st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 25, 500, 999, 1000]), min_size=2, max_size=25)
"""By how many milliseconds the clock goes on between one thing and the next."""


@pytest.fixture(scope="module")
def table(engine: Engine, dynamodb: "DynamoDBClient") -> Iterator[Table]:
    """One table for all examples, each of which has a customer of its own."""
    dynamodb.create_table(TableName="savings-order", **TABLE)
    yield Table(Wire(engine.endpoint), "savings-order")
    dynamodb.delete_table(TableName="savings-order")


@given(steps=steps)
@settings(max_examples=30)
def test_what_is_made_one_after_another_is_listed_in_that_order(table: Table, steps: list[int]) -> None:
    customer, clock = f"c{next(_customers)}", SetClock(datetime(2027, 1, 10, 10, tzinfo=UTC))
    runtime = Runtime(Settings(), clock, sleep=lambda _: None)
    vars(runtime)["table"] = table

    def make(attempt: Attempt) -> Outcome[int]:
        partition, sort = keys.transaction("t", customer, attempt.number)
        item = {"PK": partition, "SK": sort, "at": attempt.now.isoformat()}
        return Outcome(attempt.number, [put_new(item)])

    made = []
    for step in steps:
        clock.forward(milliseconds=step)
        made.append(perform(runtime, Caller("t", "app", "app", customer), make))
    partition = keys.customer_partition("t", customer)
    listed = [int(item["SK"].removeprefix(keys.TRANSACTIONS)) for item in table.query_all(partition, keys.TRANSACTIONS)]
    assert listed == made
    assert all(number % STEP == 0 for number in made)


@given(instants(), instants(), st.integers(0, 999), st.integers(0, 999))
def test_ids_are_in_the_order_of_their_milliseconds(one: datetime, other: datetime, first: int, second: int) -> None:
    moments = sorted((one.replace(microsecond=first * 1000), other.replace(microsecond=second * 1000)))
    numbers = [new_id(moment) for moment in moments]
    assert numbers == sorted(numbers)
    assert (numbers[0] == numbers[1]) == (moments[0] == moments[1])
    assert [seconds_of(number) for number in numbers] == [moment.replace(microsecond=0) for moment in moments]


@given(instants(), st.integers(0, 5000))
def test_an_id_after_another_is_the_next_one_or_that_of_its_own_moment(moment: datetime, ahead: int) -> None:
    number = new_id(moment)
    assert following(number, number + ahead * STEP) == number + (ahead + 1) * STEP
    assert following(number, number - (ahead + 1) * STEP) == number
