"""The one door to the table: what is read, what is written, and the outcomes of a write."""

from typing import TYPE_CHECKING

import pytest

from local.engine import Engine
from savings.dynamodb.transport import ServiceError
from savings.store.table import ConditionFailed, Table, Write, delete, put, update
from tests.wire import Wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.every_engine

IS_NEW = "attribute_not_exists(PK)"


@pytest.fixture
def table(engine: Engine, table_name: str) -> Table:
    return Table(Wire(engine.endpoint), table_name)


def item(number: int, **values: object) -> dict[str, object]:
    return {"PK": "T#t#C#c", "SK": f"THING#{number:04d}", **values}


def thing(number: int, **values: object) -> Write:
    return put(item(number, **values), IS_NEW)


def key(number: int) -> tuple[str, str]:
    return "T#t#C#c", f"THING#{number:04d}"


def test_what_was_put_is_read_at_once(table: Table) -> None:
    table.write([thing(1, amount=2**53 - 1, name="ä", sets={"a", "b"}, listed=[1, -1], blob=b"\x00")])
    found = table.get(key(1))
    assert found is not None
    assert (found["amount"], found["name"], found["sets"], found["listed"]) == (2**53 - 1, "ä", {"a", "b"}, [1, -1])
    assert bytes(found["blob"]) == b"\x00"
    assert table.get(key(2)) is None


def test_a_refusal_brings_the_item_that_stood_in_the_way(table: Table) -> None:
    table.write([thing(1, amount=7)])
    with pytest.raises(ConditionFailed) as failed:
        table.write([thing(1, amount=8)])
    assert failed.value.refused == {key(1): item(1, amount=7)}


def test_an_update_and_a_delete_do_what_they_say_or_nothing(table: Table) -> None:
    table.write([thing(1, amount=7)])
    raise_it = update(key(1), "SET amount = amount + :by", "amount = :before", {":by": 1, ":before": 7})
    table.write([raise_it])
    assert table.get(key(1)) == item(1, amount=8)
    with pytest.raises(ConditionFailed) as failed:
        table.write([raise_it])
    assert failed.value.refused == {key(1): item(1, amount=8)}
    with pytest.raises(ConditionFailed):
        table.write([delete(key(1), "amount = :before", {":before": 7})])
    table.write([delete(key(1), "amount = :before", {":before": 8})])
    assert table.get(key(1)) is None


def test_several_writes_are_done_together_or_not_at_all(table: Table) -> None:
    table.write([thing(number) for number in range(100)])
    with pytest.raises(ConditionFailed) as failed:
        table.write([thing(200), thing(50), thing(201), thing(51)])
    assert set(failed.value.met) == {key(50), key(51)}
    assert table.batch_get([key(200), key(201)]) == {}


def test_a_hundred_items_are_read_in_one_call_and_missing_ones_left_out(table: Table) -> None:
    table.write([thing(number) for number in range(0, 100, 2)])
    for consistent in (True, False):
        found = table.batch_get([key(number) for number in range(100)], consistent=consistent)
        assert set(found) == {key(number) for number in range(0, 100, 2)}


def test_a_query_goes_on_page_by_page_to_the_end(table: Table) -> None:
    for number in range(6):  # more than the 1 MB that one page holds
        table.write([thing(number, text="x" * 300_000)])
    assert table.query("T#t#C#c", "THING#").next_key is not None
    assert [found["SK"] for found in table.query_all("T#t#C#c", "THING#")] == [key(number)[1] for number in range(6)]


def test_a_query_sees_only_its_prefix_and_partition(table: Table) -> None:
    table.write([thing(1)])
    table.write([put({"PK": "T#t#C#c", "SK": "THINGS"}, IS_NEW)])
    table.write([put({"PK": "T#t#C#cc", "SK": "THING#0002"}, IS_NEW)])
    assert [found["SK"] for found in table.query("T#t#C#c", "THING#").items] == ["THING#0001"]


def test_a_fraction_in_the_table_is_a_fault(dynamodb: "DynamoDBClient", table: Table) -> None:
    dynamodb.put_item(TableName=table.name, Item={"PK": {"S": "p"}, "SK": {"S": "s"}, "amount": {"N": "1.5"}})
    with pytest.raises(ValueError, match="invalid literal"):
        table.get(("p", "s"))


def test_an_error_that_no_other_try_can_cure_is_raised_as_it_is(table: Table) -> None:
    with pytest.raises(ServiceError, match="ValidationException"):
        table.write([update(key(1), "SET nonsense", IS_NEW, {})])
    with pytest.raises(ServiceError, match="ResourceNotFoundException"):
        Table(table._transport, "savings-no-such-table").get(key(1))
