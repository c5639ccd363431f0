"""Idempotency keys: the answer commits with the effect, lives 24 hours, and belongs to whoever sent the key."""

from datetime import timedelta
from typing import Any

import pytest

from local.engine import Engine
from savings.api.answers import Answer
from savings.store.idempotency import Replayed, once, recall, record
from savings.store.schema import TTL_ATTRIBUTE
from savings.store.table import Table
from tests.product import ANNA, BEN, Product
from tests.unit.store.given import AT
from tests.wire import Wire

REQUEST = once("bank", "app/app", "anna", "POST /goals", "key", "{}")
KEY = {"Idempotency-Key": "7d5c"}


@pytest.mark.every_engine
def test_a_record_is_kept_until_it_dies_and_replaced_from_then_on(engine: Engine, table_name: str) -> None:
    table = Table(Wire(engine.endpoint), table_name)
    table.write([record(REQUEST, Answer(201, "first").kept, AT)])
    with pytest.raises(Replayed) as replayed:
        table.write([record(REQUEST, Answer(201, "second").kept, AT + timedelta(hours=24, seconds=-1))])
    assert Answer.replayed(replayed.value.kept).body == "first"
    day_later = AT + timedelta(hours=24)
    table.write([record(REQUEST, Answer(201, "second").kept, day_later)])
    second = recall(REQUEST, table.get(REQUEST.key), day_later)
    assert second is not None
    assert Answer.replayed(second).body == "second"


@pytest.mark.every_engine
def test_a_record_refuses_the_whole_transaction_that_comes_after_it(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    first = product.record(goal, "10", headers=KEY)
    again = product.record(goal, "10", headers=KEY)
    assert (first.status, again.status) == (201, 201)
    assert again.body == first.body
    assert again.headers["Idempotency-Replayed"] == "true"
    assert saved(product, goal) == "10.00"


def saved(product: Product, goal: str) -> Any:
    return product.call("GET", f"/goals/{goal}").body["current_amount"]


def records(product: Product) -> list[dict[str, Any]]:
    return [item for item in product.items() if item["SK"]["S"] == "IDEM"]


def test_a_key_has_no_effect_for_a_day_and_a_new_one_after_it(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    product.record(goal, "10", headers=KEY)
    product.clock.forward(hours=23, minutes=59, seconds=59)
    assert "Idempotency-Replayed" in product.record(goal, "10", headers=KEY).headers
    product.clock.forward(seconds=1)
    assert "Idempotency-Replayed" not in product.record(goal, "10", headers=KEY).headers
    assert saved(product, goal) == "20.00"


def test_the_record_says_when_the_table_may_delete_it(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    product.record(goal, "10", headers=KEY)
    (kept,) = records(product)
    assert int(kept[TTL_ATTRIBUTE]["N"]) == int(product.clock.now().timestamp()) + 24 * 3600


def test_nothing_but_records_ever_expires(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    product.record(goal, "10", headers=KEY)
    product.close_all(until="2028-03-01T00:00:00Z")
    assert {item["SK"]["S"] for item in product.items() if TTL_ATTRIBUTE in item} == {"IDEM"}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"customer": BEN}, id="another customer"),
        pytest.param({"claims": {"client_id": "demo-mobile", "sub": "demo-mobile"}}, id="another client of the tenant"),
        pytest.param({"claims": {"sub": ANNA}}, id="the customer and not the app"),
    ],
)
def test_one_key_of_two_callers_is_two_keys(product: Product, other: dict[str, Any]) -> None:
    household = product.household(Clients=[client(ANNA), client(BEN)])
    account = product.account(household, JointOwnerClientGUID=BEN)
    body = {
        "name": "Holiday",
        "account_id": account,
        "target_amount": {"value": "100"},
        "recurrent_amount": {"value": "10"},
    }
    first = product.call("POST", "/goals/v1/savings", body, headers=KEY)
    second = product.call("POST", "/goals/v1/savings", body, headers=KEY, **other)
    assert (first.status, second.status) == (201, 201)
    assert "Idempotency-Replayed" not in second.headers
    assert first.data["id"] != second.data["id"]


def client(customer: str) -> dict[str, str]:
    return {"ClientGUID": customer, "FirstName": "A", "LastName": "Gray", "DateOfBirth": "1988-04-12"}


def test_one_key_on_two_operations_is_two_keys(product: Product) -> None:
    account = product.account(product.household())
    one, two = product.savings_goal(account), product.savings_goal(account)
    for goal in (one, two):
        assert "Idempotency-Replayed" not in product.record(goal, "10", headers=KEY).headers
    assert (saved(product, one), saved(product, two)) == ("10.00", "10.00")


def test_a_refusal_keeps_nothing_under_its_key(product: Product) -> None:
    """T-50: the corrected request may come with the same key."""
    goal = product.savings_goal(product.account(product.household(), value=5))
    before = product.items()
    assert product.record(goal, "10", headers=KEY).status == 400
    assert product.items() == before
    assert product.record(goal, "5", headers=KEY).status == 201


def test_a_replay_comes_before_a_refusal_that_the_first_request_brought_about(product: Product) -> None:
    """The residual is spent by the first request: the second would be refused, were it not the same one."""
    goal = product.savings_goal(product.account(product.household(), value=10))
    first = product.record(goal, "10", headers=KEY)
    again = product.record(goal, "10", headers=KEY)
    assert (first.status, again.status, again.body) == (201, 201, first.body)


def test_a_replay_comes_though_the_thing_is_gone(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    action = product.record(goal, "10").data["id"]
    path = f"/goals/v1/savings/{goal}/actions/{action}"
    assert product.call("DELETE", path, headers=KEY).status == 204
    again = product.call("DELETE", path, headers=KEY)
    assert (again.status, again.headers["Idempotency-Replayed"]) == (204, "true")
    assert product.call("DELETE", path).status == 404


def test_another_payload_under_the_key_is_refused_and_changes_nothing(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    product.record(goal, "10", headers=KEY)
    before = product.items()
    assert product.record(goal, "11", headers=KEY).status == 422
    assert product.items() == before


def test_a_request_that_changes_nothing_still_keeps_its_answer(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    body = {"name": "Holiday"}
    assert product.call("PATCH", f"/goals/v1/savings/{goal}", body, headers=KEY).status == 200
    assert len(records(product)) == 1
    assert "Idempotency-Replayed" in product.call("PATCH", f"/goals/v1/savings/{goal}", body, headers=KEY).headers
