"""What each call costs, from what the table itself says it consumed: the design's budgets, as upper bounds.

Hot items are at most 1 KB, nothing is due and nobody else writes. Only dynoxide reports capacity as AWS documents it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from local.engine import DYNOXIDE, Engine
from savings.store.goal_items import HOT_LIMIT
from savings.store.table import put
from tests.product import Answer, Product
from tests.unit.store.given import size_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

GOAL = {
    "name": "A new roof",
    "tracking_type": "credit",
    "frequency": "monthly",
    "target": "amount",
    "target_amount": "3650.00",
    "end_date": "2027-02-09",
}
DAILY = {"frequency": "daily", "start_date": "2027-01-10", "end_date": "2032-01-08"}
KEYED = {"Idempotency-Key": "0123456789abcdef" * 15}


@dataclass(frozen=True)
class Budget:
    """The most that a call may cost: round trips, read units, write units."""

    trips: int
    read: float
    written: float


@pytest.fixture
def product(engine: Engine, dynamodb: "DynamoDBClient", table_name: str) -> Product:
    """All functions over one new table, with its meter."""
    if engine.name != DYNOXIDE:
        pytest.skip("only dynoxide reports consumed capacity as AWS documents it")
    product = Product(dynamodb, table_name, datetime(2027, 1, 10, 10, tzinfo=UTC))
    product.meter.watch(product.wire)
    return product


def costs(product: Product, budget: Budget, method: str, path: str, body: Any = None, **options: Any) -> Answer:
    """Make a call that must succeed within its budget; ids of one instant meet, so it is in the next second."""
    product.clock.forward(seconds=1)
    product.meter.reset()
    answer = product.call(method, path, body, **options)
    assert answer.status < 300, answer.body
    assert len(product.meter.calls) <= budget.trips, product.meter
    assert product.meter.read <= budget.read, product.meter
    assert product.meter.written <= budget.written, product.meter
    return answer


def savings_goal_with_action(product: Product) -> tuple[str, str]:
    """Return a savings goal's actions path and the path of one action on it."""
    goal = product.savings_goal(product.account(product.household()))
    action = product.record(goal, "10.00").data["id"]
    return f"/goals/v1/savings/{goal}/actions", f"/goals/v1/savings/{goal}/actions/{action}"


def test_reading_one_goal_is_one_read(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    costs(product, Budget(1, 1, 0), "GET", f"/goals/{goal}")


def test_reading_one_savings_goal_is_one_read(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    costs(product, Budget(1, 1, 0), "GET", f"/goals/v1/savings/{goal}")


def test_reading_one_action_is_one_read_of_two_items(product: Product) -> None:
    _, action = savings_goal_with_action(product)
    costs(product, Budget(1, 2, 0), "GET", action)


def test_reading_twenty_goals_is_one_query(product: Product) -> None:
    account = product.account(product.household())
    texts = {"name": "N" * 60, "description": "D" * 60}
    for _ in range(20):
        assert product.call("POST", "/goals", {**GOAL, "account_id": account, **texts}).status == 201
    answer = costs(product, Budget(1, 3, 0), "GET", "/goals")
    assert len(answer.body) == 20


@pytest.mark.parametrize("plan", [{}, DAILY], ids=["one period", "1,825 daily periods"])
@pytest.mark.parametrize(("headers", "written"), [({}, 5), (KEYED, 7)], ids=["without a key", "with a key"])
def test_creating_a_goal_costs_the_same_for_any_number_of_periods(
    product: Product, plan: dict[str, str], headers: dict[str, str], written: int
) -> None:
    account = product.account(product.household())
    body = {**GOAL, "account_id": account, **plan}
    answer = costs(product, Budget(2, 2, written), "POST", "/goals", body, headers=headers)
    assert answer.body["periods_count"] == (1825 if plan else 1)


@pytest.mark.parametrize("target", ["current_balance", "available_balance"])
def test_creating_a_balance_goal_reads_the_account_in_one_trip_more(product: Product, target: str) -> None:
    account = product.account(product.household())
    body = {**GOAL, **DAILY, "account_id": account, "target": target}
    costs(product, Budget(3, 2, 5), "POST", "/goals", body)


@pytest.mark.parametrize(("headers", "written"), [({}, 5), (KEYED, 7)], ids=["without a key", "with a key"])
def test_creating_a_savings_goal_costs_what_any_goal_does(
    product: Product, headers: dict[str, str], written: int
) -> None:
    body = {
        "name": "Holiday",
        "account_id": product.account(product.household()),
        "target_amount": {"value": "3659", "currency": "GBP"},
        "recurrent_amount": {"value": "1", "currency": "GBP"},
    }
    costs(product, Budget(2, 2, written), "POST", "/goals/v1/savings", body, headers=headers)


@pytest.mark.parametrize(("headers", "written"), [({}, 6), (KEYED, 8)], ids=["without a key", "with a key"])
def test_recording_an_action(product: Product, headers: dict[str, str], written: int) -> None:
    actions, _ = savings_goal_with_action(product)
    body = {"amount": {"value": "10"}, "credit_debit_indicator": "credit"}
    costs(product, Budget(2, 2, written), "POST", actions, body, headers=headers)


def test_correcting_and_removing_an_action_of_the_open_period(product: Product) -> None:
    _, action = savings_goal_with_action(product)
    costs(product, Budget(2, 2, 6), "PATCH", action, {"amount": {"value": "12"}})
    costs(product, Budget(2, 2, 6), "DELETE", action)


def test_correcting_and_removing_an_action_of_a_closed_period(product: Product) -> None:
    _, action = savings_goal_with_action(product)
    product.close_all(until="2027-04-02T00:00:00Z")
    costs(product, Budget(2, 2, 8), "PATCH", action, {"amount": {"value": "12"}})
    costs(product, Budget(2, 2, 8), "DELETE", action)


def test_an_action_of_the_same_month_in_another_year_is_found_just_as_cheaply(product: Product) -> None:
    _, action = savings_goal_with_action(product)
    product.close_all(until="2028-01-02T00:00:00Z")
    costs(product, Budget(2, 2, 8), "PATCH", action, {"amount": {"value": "12"}})


def test_listing_a_hundred_actions_is_two_reads_side_by_side(product: Product) -> None:
    actions, _ = savings_goal_with_action(product)
    for amount in range(1, 101):
        body = {"amount": {"value": str(amount / 4)}, "credit_debit_indicator": "credit"}
        assert product.call("POST", actions, body).status == 201
        product.clock.forward(seconds=1)
    answer = costs(product, Budget(2, 4.5, 0), "GET", actions, query={"page_size": "100"})
    assert len(answer.data) == 100
    assert answer.body["metadata"]["page_token"]


def test_each_period_closed_on_the_way_adds_two_trips_and_four_write_units(product: Product) -> None:
    actions, _ = savings_goal_with_action(product)
    product.clock.set("2027-04-01T09:00:00Z")  # January, February and March are over
    body = {"amount": {"value": "10"}, "credit_debit_indicator": "credit"}
    costs(product, Budget(2 + 3 * 2, 2, 6 + 3 * 4), "POST", actions, body)


def test_closing_one_period_of_a_hundred_goals_in_one_shard(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("savings.store.keys.SHARDS", 1)
    household = product.household()
    for _ in range(5):
        account = product.account(household)
        for _ in range(20):
            body = {**GOAL, "account_id": account, "end_date": "2027-12-31", "description": "D" * 100}
            assert product.call("POST", "/goals", body).status == 201
    product.clock.set("2027-02-10T00:00:00Z")
    product.meter.reset()
    product.close_all(shards=range(1))
    assert product.meter.calls.count("PutItem") == 200
    assert len(product.meter.calls) <= 2.1 * 100
    assert product.meter.read <= 1 * 100
    assert product.meter.written <= 4 * 100


@pytest.mark.parametrize(("spare", "units"), [(0, 1), (-1, 2)])
def test_the_sizes_that_hot_items_are_held_to_are_those_that_the_table_charges(
    product: Product, spare: int, units: int
) -> None:
    item = {
        "PK": "T#t#C#c",
        "SK": "GOAL#1",
        "text": "ä",
        "numbers": [0, -1, 99, 100, -12345, 2**53 - 1],
        "set": {"a", "bc"},
        "map": {"a": None, "b": True},
        "blob": b"123",
    }
    item["pad"] = "x" * (HOT_LIMIT - size_of(item) - len("pad") - spare)
    product.meter.reset()
    product.table.write([put(item, "attribute_not_exists(PK)")])
    assert product.meter.written == units


def test_looking_for_what_is_due_where_nothing_is_is_one_query_a_shard(product: Product) -> None:
    product.savings_goal(product.account(product.household()))
    product.meter.reset()
    product.close_all(shards=range(64))
    assert product.meter.calls == ["Query"] * 64
    assert product.meter.read <= 64 * 0.5
