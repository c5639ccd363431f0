"""The published examples of savings goals, sent as they are printed: with real ids, at the examples' date."""

import json
from typing import Any

import pytest

from tests.integration.goals.bank import ACTION_IN_POUNDS, CREATE, PATCH_ACTION, Bank
from tests.product import Product

pytestmark = pytest.mark.usefixtures("audited")


@pytest.fixture
def bank(product: Product) -> Bank:
    return Bank(product)


def car_savings(bank: Bank, goal: str) -> dict[str, Any]:
    """The data object that the document prints."""
    return {
        "id": goal,
        "account_id": bank.account,
        "name": "Car Savings",
        "target_amount": {"currency": "USD", "value": "3000.00"},
        "recurrent_amount": {"currency": "USD", "value": "750.00"},
        "target_date": "2023-12-30",
        "saved_amount": {"currency": "USD", "value": "0.00"},
        "created_at": "2023-09-19T10:04:43Z",
    }


def printed(action: str, value: str = "10.00") -> dict[str, Any]:
    """The action that the document prints."""
    return {
        "id": action,
        "amount": {"currency": "USD", "value": value},
        "credit_debit_indicator": "credit",
        "created_at": "2023-09-21T09:20:42Z",
    }


def test_a_savings_goal_is_created(bank: Bank) -> None:
    answer = bank.call("POST", "/goals/v1/savings", CREATE.replace("RxsYshVGded4JeilkXgWKdXA", bank.account))

    assert answer.status == 201
    goal = answer.data["id"]
    assert answer.body == {"operation_id": "goals_v1_savings_post", "data": car_savings(bank, goal)}
    assert answer.headers["Location"] == f"/goals/v1/savings/{goal}"


def test_an_account_that_is_not_present_in_the_platform_is_404(bank: Bank) -> None:
    answer = bank.call("POST", "/goals/v1/savings", CREATE)

    assert answer.status == 404
    assert answer.body == {
        "operation_id": "unknown",
        "code_id": "unknown",
        "message": "Route or resource not found",
        "errors": {},
    }


def test_goals_are_retrieved_by_account(bank: Bank) -> None:
    car = bank.create()
    holiday = json.loads(CREATE) | {
        "name": "Holiday Savings",
        "account_id": bank.account,
        "target_amount": {"currency": "USD", "value": "1000.00"},
        "recurrent_amount": {"currency": "USD", "value": "100.00"},
        "target_date": "2024-07-30",  # the document's is before the goal's creation
    }
    second = bank.call("POST", "/goals/v1/savings", json.dumps(holiday)).data["id"]

    answer = bank.call("GET", "/goals/v1/savings", query={"account_id": bank.account})

    assert answer.status == 200
    in_order = sorted(answer.data, key=lambda goal: str(goal["name"]))  # two of one second have no order
    assert answer.body | {"data": in_order} == {
        "operation_id": "goals_v1_savings_get",
        "data": [
            car_savings(bank, car),
            car_savings(bank, second)
            | {
                "name": "Holiday Savings",
                "target_amount": {"currency": "USD", "value": "1000.00"},
                "recurrent_amount": {"currency": "USD", "value": "100.00"},
                "target_date": "2024-07-30",
            },
        ],
        "metadata": {"results": 2, "account_id": bank.account},
    }


def test_a_customer_without_goals_retrieves_none(bank: Bank) -> None:
    answer = bank.call("GET", "/goals/v1/savings")

    assert answer.status == 200
    assert answer.body == {
        "operation_id": "goals_v1_savings_get",
        "data": [],
        "metadata": {"results": 0, "account_id": None},
    }


def test_a_goal_is_renamed(bank: Bank) -> None:
    goal = bank.create()

    answer = bank.call("PATCH", f"/goals/v1/savings/{goal}", '{"name":"Holiday"}')

    assert answer.status == 200
    assert answer.body == {
        "operation_id": "goals_v1_savings_patch",
        "data": car_savings(bank, goal) | {"name": "Holiday"},
    }


def test_a_goal_is_deleted_and_then_unknown(bank: Bank) -> None:
    goal = bank.create()

    assert bank.call("DELETE", "/goals/v1/savings/81a68821-dca6-4771-80d4-002c7fce412e").status == 404
    deleted = bank.call("DELETE", f"/goals/v1/savings/{goal}")
    assert (deleted.status, deleted.body) == (204, None)
    assert bank.call("DELETE", f"/goals/v1/savings/{goal}").status == 404


def test_all_goals_are_deleted(bank: Bank) -> None:
    bank.create()
    bank.create()

    assert bank.call("DELETE", "/goals/v1/savings").status == 204
    assert bank.call("GET", "/goals/v1/savings").data == []
    assert bank.call("DELETE", "/goals/v1/savings").status == 404


def test_an_action_is_created_in_the_goals_currency(bank: Bank, product: Product) -> None:
    goal = bank.create()
    product.clock.set("2023-09-21T09:20:42Z")
    path = f"/goals/v1/savings/{goal}/actions"

    in_pounds = bank.call("POST", path, ACTION_IN_POUNDS)
    assert in_pounds.status == 400
    assert in_pounds.body["operation_id"] == "goals_v1_savings_actions_post"
    assert in_pounds.said == {"amount.currency": ["Must be the goal's currency, USD."]}

    answer = bank.call("POST", path, ACTION_IN_POUNDS.replace("GBP", "USD"))
    assert answer.status == 201
    action = answer.data["id"]
    assert answer.body == {
        "operation_id": "goals_v1_savings_actions_post",
        "data": printed(action),
        "metadata": {"goal_id": goal},
    }
    assert answer.headers["Location"] == f"{path}/{action}"
    [listed] = bank.call("GET", "/goals/v1/savings").data
    assert listed["saved_amount"] == {"currency": "USD", "value": "10.00"}


def test_an_action_beyond_the_accounts_balance_is_400(bank: Bank) -> None:
    goal = bank.create()

    answer = bank.call(
        "POST",
        f"/goals/v1/savings/{goal}/actions",
        ACTION_IN_POUNDS.replace("GBP", "USD").replace('"10"', '"4000.01"'),
    )

    assert answer.status == 400
    assert answer.body == {
        "operation_id": "goals_v1_savings_actions_post",
        "code_id": "failed_validation",
        "message": "Invalid request payload.",
        "errors": {"amount.value": ["Saved amount exceeds balance of the account."]},
    }


def test_actions_are_retrieved(bank: Bank, product: Product) -> None:
    goal = bank.create()
    product.clock.set("2023-09-21T09:20:42Z")
    first, second = bank.act(goal), bank.act(goal)

    answer = bank.call("GET", f"/goals/v1/savings/{goal}/actions")

    assert answer.status == 200
    assert answer.body == {
        "operation_id": "goals_v1_savings_actions_get",
        "data": [printed(first), printed(second)],
        "metadata": {"results": 2, "page_token": "", "page_size": 100, "goal_id": goal},
    }


def test_an_action_is_updated(bank: Bank, product: Product) -> None:
    """The document promises the goal and shows the action; it sends 15 and shows 10.00."""
    goal = bank.create()
    product.clock.set("2023-09-21T09:20:42Z")
    action = bank.act(goal)

    answer = bank.call("PATCH", f"/goals/v1/savings/{goal}/actions/{action}", PATCH_ACTION)

    assert answer.status == 200
    assert answer.body == {
        "operation_id": "goals_v1_savings_actions_patch",
        "data": printed(action, "15.00"),
        "metadata": {"goal_id": goal},
    }


def test_an_action_is_deleted_and_then_unknown(bank: Bank) -> None:
    goal = bank.create()
    action = bank.act(goal)
    path = f"/goals/v1/savings/{goal}/actions/{action}"

    deleted = bank.call("DELETE", path)
    assert (deleted.status, deleted.body) == (204, None)
    assert bank.call("DELETE", path).status == 404
    assert bank.call("PATCH", path, PATCH_ACTION).status == 404
