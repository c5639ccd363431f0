"""DELETE /goals/{goal_id}: a goal is cancelled, stays as history, and lets go of its account."""

from typing import Any

import pytest

from tests.product import BEN, Listener, Product

pytestmark = pytest.mark.usefixtures("audited")


def residual(product: Product) -> int:
    """What no savings goal holds of the only account that has money."""
    [one] = [
        item
        for item in product.items()
        if "residual" in item and "#H#" in item["PK"]["S"] and item["is_default"] == {"BOOL": False}
    ]
    return int(one["residual"]["N"])


def test_a_goal_is_cancelled_and_stays_listed(product: Product, account: str) -> None:
    goal = product.goal(account, start_amount="25")
    listener = Listener(product)
    listener.listen()
    answer = product.call("DELETE", f"/goals/{goal['id']}")

    assert (answer.status, answer.body) == (204, None)
    cancelled = product.call("GET", f"/goals/{goal['id']}").body
    assert cancelled == {**goal, "status": "cancelled", "current_period": None, "sequence": goal["sequence"] + 1}
    assert product.call("GET", "/goals").body == [cancelled]
    assert [event.name for event in listener.listen()] == ["goal.cancelled"]


def test_a_second_cancelling_is_204_without_an_event(product: Product, account: str) -> None:
    goal = product.goal(account)
    product.call("DELETE", f"/goals/{goal['id']}")
    with product.unchanged():
        assert product.call("DELETE", f"/goals/{goal['id']}").status == 204


def test_an_unstarted_goal_is_cancelled(product: Product, account: str) -> None:
    goal = product.goal(account, start_date="2027-03-01")
    assert product.call("DELETE", f"/goals/{goal['id']}").status == 204
    product.close_all(until="2027-04-01T00:00:00Z")
    assert product.call("GET", f"/goals/{goal['id']}").body["status"] == "cancelled"


def test_a_finalising_goal_is_cancelled(product: Product, account: str) -> None:
    goal = product.goal(account, period_amount="", end_date="2027-01-31")
    product.clock.set("2027-02-01T12:00:00Z")
    assert product.call("GET", f"/goals/{goal['id']}").body["status"] == "finalising"
    assert product.call("DELETE", f"/goals/{goal['id']}").status == 204
    assert product.call("GET", f"/goals/{goal['id']}").body["status"] == "cancelled"


@pytest.mark.parametrize(("start", "status"), [("1200", "completed"), ("0", "failed")])
def test_a_goal_that_has_ended_cannot_be_cancelled(product: Product, account: str, start: str, status: str) -> None:
    goal = product.goal(account, period_amount="", start_amount=start, end_date="2027-01-31")
    product.close_all(until="2027-02-10T00:00:00Z")
    answer = product.refused("DELETE", f"/goals/{goal['id']}")

    assert answer.status == 409
    assert answer.body["code"] == "conflict"
    assert answer.body["detail"] == f"The goal has {status}; it cannot be cancelled."
    assert answer.body["error"]["error_code"] == "F0400"


def test_a_goal_whose_end_nobody_has_swept_cannot_be_cancelled(product: Product, account: str) -> None:
    goal = product.goal(account, period_amount="", end_date="2027-01-31")
    product.clock.set("2027-02-10T00:00:00Z")
    assert product.call("DELETE", f"/goals/{goal['id']}").status == 409
    assert product.call("GET", f"/goals/{goal['id']}").body["status"] == "failed"


def test_cancelling_a_savings_goal_gives_its_money_back(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    product.record(goal, "250")
    assert residual(product) == 4750_00
    listener = Listener(product)
    listener.listen()
    assert product.call("DELETE", f"/goals/{goal}").status == 204

    assert residual(product) == 5000_00
    assert {event.name for event in listener.listen()} == {"goal.cancelled", "account.residual.changed"}
    cancelled = product.call("GET", f"/goals/{goal}").body
    assert (cancelled["status"], cancelled["current_amount"]) == ("cancelled", "250.00")
    assert product.call("GET", "/goals/v1/savings").data == []
    assert product.refused("GET", f"/goals/v1/savings/{goal}/actions").status == 404
    with product.unchanged():
        assert product.call("DELETE", f"/goals/{goal}").status == 204


@pytest.mark.parametrize("amount", ["1200", "5"])
def test_a_savings_goal_that_has_ended_cannot_be_cancelled_here(product: Product, account: str, amount: str) -> None:
    goal = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    product.record(goal, amount)
    product.close_all(until="2027-03-10T00:00:00Z")
    assert product.refused("DELETE", f"/goals/{goal}").status == 409
    assert residual(product) == 5000_00 - int(amount) * 100


def test_an_archived_savings_goal_cannot_be_cancelled(product: Product, account: str) -> None:
    goal = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    product.close_all(until="2027-03-10T00:00:00Z")
    assert product.call("DELETE", f"/goals/v1/savings/{goal}").status == 204
    assert product.refused("DELETE", f"/goals/{goal}").status == 409


def test_another_customers_goal_cannot_be_cancelled(product: Product, account: str) -> None:
    goal: dict[str, Any] = product.goal(account)
    assert product.refused("DELETE", f"/goals/{goal['id']}", customer=BEN).status == 404
