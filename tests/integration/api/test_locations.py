"""What a `Location` leads to: the thing that was made, in the envelope of its family."""

from typing import Any

import pytest

from tests.product import Product, person

pytestmark = pytest.mark.usefixtures("audited")

SAVINGS = "/goals/v1/savings"
AMOUNT = {"value": "10", "currency": "GBP"}


def create(product: Product, account: str) -> tuple[str, dict[str, Any]]:
    """Create a savings goal; return its address and its data object."""
    body = {"name": "Car", "account_id": account, "target_amount": AMOUNT, "recurrent_amount": AMOUNT}
    made = product.call("POST", SAVINGS, body)
    assert made.status == 201
    return made.headers["Location"], made.data


def test_a_savings_goal_is_read_at_its_address(product: Product, account: str) -> None:
    address, data = create(product, account)
    assert address == f"{SAVINGS}/{data['id']}"
    found = product.call("GET", address)
    assert found.status == 200
    assert found.body == {"operation_id": "goals_v1_savings_goal_get", "data": data}


def test_a_savings_goal_is_read_as_it_is_listed_and_in_either_form_of_its_id(product: Product, account: str) -> None:
    address, data = create(product, account)
    product.record(data["id"], "4")
    number = product.call("GET", f"/goals/{data['id']}").body["id"]
    [listed] = product.call("GET", SAVINGS).data
    assert listed["saved_amount"]["value"] == "4.00"
    for path in (address, address.upper().replace(SAVINGS.upper(), SAVINGS), f"{SAVINGS}/{number}"):
        assert product.call("GET", path).data == listed


def test_an_action_is_read_at_its_address(product: Product, account: str) -> None:
    address, goal = create(product, account)
    made = product.record(goal["id"], "4")
    assert made.headers["Location"] == f"{address}/actions/{made.data['id']}"
    found = product.call("GET", made.headers["Location"])
    assert found.status == 200
    assert found.body == {**made.body, "operation_id": "goals_v1_savings_action_get"}
    product.call("PATCH", made.headers["Location"], {"amount": {"value": "3"}})
    assert product.call("GET", made.headers["Location"]).data["amount"]["value"] == "3.00"


def test_what_was_deleted_is_not_found_at_its_address(product: Product, account: str) -> None:
    address, goal = create(product, account)
    action = product.record(goal["id"], "4").headers["Location"]
    product.call("DELETE", action)
    refused = product.refused("GET", action)
    assert (refused.status, refused.body["code_id"]) == (404, "unknown")
    other = product.record(goal["id"], "5").headers["Location"]
    product.call("DELETE", address)
    for path in (address, other):
        assert product.refused("GET", path).status == 404


def test_a_goal_that_is_not_measured_by_actions_is_no_savings_goal(product: Product, account: str) -> None:
    goal = product.goal(account)
    assert product.refused("GET", f"{SAVINGS}/{goal['id']}").status == 404


def test_an_action_is_read_on_its_own_goal_only(product: Product, account: str) -> None:
    _, goal = create(product, account)
    other, _ = create(product, account)
    action = product.record(goal["id"], "4").data["id"]
    assert product.refused("GET", f"{other}/actions/{action}").status == 404


def test_an_address_has_ids_in_lower_case_however_they_were_sent(product: Product, household: dict[str, Any]) -> None:
    home = household["HouseholdGUID"]
    made = product.call("POST", f"/api/v2/household/{home.upper()}/clients", person())
    assert made.headers["Location"] == f"/api/v2/household/{home}/clients/{made.data['ClientGUID']}"
