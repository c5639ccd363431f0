"""GET /goals/v1/savings: all savings goals of a customer, or those on one account."""

from typing import Any

import pytest

from savings import ids
from tests.product import ANNA, BEN, CLIENT, OTHER_APP, Product

pytestmark = pytest.mark.usefixtures("audited")

PATH = "/goals/v1/savings"


def listed(product: Product, **options: Any) -> list[str]:
    answer = product.call("GET", PATH, **options)
    assert answer.status == 200
    assert answer.body["metadata"]["results"] == len(answer.data)
    return [goal["id"] for goal in answer.data]


def test_goals_are_listed_oldest_first_with_what_they_hold(product: Product, account: str) -> None:
    first = product.savings_goal(account, name="first")
    product.clock.forward(seconds=1)
    second = product.savings_goal(account, name="second")
    product.record(first, "12.5")
    product.record(first, "2.5", "debit")

    answer = product.call("GET", PATH)
    assert [(goal["id"], goal["name"], goal["saved_amount"]["value"]) for goal in answer.data] == [
        (first, "first", "10.00"),
        (second, "second", "0.00"),
    ]
    assert answer.body["metadata"] == {"results": 2, "account_id": None}


def test_other_kinds_of_goals_are_not_listed(product: Product, account: str) -> None:
    product.goal(account)
    product.goal(account, target="current_balance", target_amount="9000")
    goal = product.savings_goal(account)
    assert listed(product) == [goal]
    assert len(product.call("GET", "/goals").body) == 3


def test_the_filter_takes_either_form_and_is_echoed(product: Product, account: str, household: dict[str, Any]) -> None:
    here = product.savings_goal(account)
    product.savings_goal(product.account(household))
    number = ids.decode(account, CLIENT, household["HouseholdGUID"], "account")
    for form in (account, account.upper(), str(number)):
        answer = product.call("GET", PATH, query={"account_id": form})
        assert [goal["id"] for goal in answer.data] == [here]
        assert answer.body["metadata"] == {"results": 1, "account_id": form}


@pytest.mark.parametrize("form", ["RxsYshVGded4JeilkXgWKdXA", "12", ANNA])
def test_an_unknown_account_lists_nothing_and_is_echoed(product: Product, account: str, form: str) -> None:
    product.savings_goal(account)
    answer = product.call("GET", PATH, query={"account_id": form})
    assert (answer.status, answer.data) == (200, [])
    assert answer.body["metadata"] == {"results": 0, "account_id": form}


def test_an_unknown_customer_lists_nothing(product: Product, account: str) -> None:
    product.savings_goal(account)
    assert listed(product, customer=BEN) == []


def test_another_tenants_list_is_its_own(product: Product, account: str) -> None:
    product.savings_goal(account)
    assert listed(product, **OTHER_APP) == []


def test_goals_that_ended_stay_listed_until_they_are_deleted(product: Product, account: str) -> None:
    ended = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    running = product.savings_goal(account)
    product.clock.set("2027-06-01T00:00:00Z")
    assert sorted(listed(product)) == sorted([ended, running])
    product.call("DELETE", f"{PATH}/{ended}")
    assert listed(product) == [running]
    product.call("DELETE", f"{PATH}/{running}")
    assert listed(product) == []
    statuses = sorted(goal["status"] for goal in product.call("GET", "/goals").body)
    assert statuses == ["cancelled", "failed"]
