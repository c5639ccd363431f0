"""DELETE /goals/v1/savings, of one goal and of all: the money goes back, the history stays."""

from typing import Any

import pytest

from savings.domain.events import Event
from tests.product import ANNA, BEN, Listener, Product, person

pytestmark = pytest.mark.usefixtures("audited")

PATH = "/goals/v1/savings"


def statuses(product: Product) -> list[str]:
    return sorted(goal["status"] for goal in product.call("GET", "/goals").body)


def moves(events: list[Event]) -> list[str]:
    return [event.data["residual"]["value"] for event in events if event.name == "account.residual.changed"]


def test_a_running_goal_is_cancelled(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    product.record(goal, "300")
    listener = Listener(product)
    listener.listen()
    answer = product.call("DELETE", f"{PATH}/{goal}")

    assert (answer.status, answer.body) == (204, None)
    assert statuses(product) == ["cancelled"]
    said = listener.listen()
    assert {event.name for event in said} == {"goal.cancelled", "account.residual.changed"}
    assert moves(said) == ["5000.00"]


def test_an_empty_goal_leaves_the_residual_alone(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    listener = Listener(product)
    listener.listen()
    product.call("DELETE", f"{PATH}/{goal}")
    assert [event.name for event in listener.listen()] == ["goal.cancelled"]


@pytest.mark.parametrize(("saved", "status"), [("1200", "completed"), ("3", "failed")])
def test_a_goal_that_has_ended_is_archived_and_lets_go(product: Product, account: str, saved: str, status: str) -> None:
    goal = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    product.record(goal, saved)
    product.close_all(until="2027-03-10T00:00:00Z")
    listener = Listener(product)
    listener.listen()
    assert product.call("DELETE", f"{PATH}/{goal}").status == 204

    assert statuses(product) == [status]
    said = listener.listen()
    assert moves(said) == ["5000.00"]
    [updated] = [event for event in said if event.name == "goal.updated"]
    assert updated.data["changed"] == ["archived"]
    assert product.refused("DELETE", f"{PATH}/{goal}").status == 404


def test_a_finalising_goal_is_cancelled(product: Product, account: str) -> None:
    goal = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    product.clock.set("2027-03-01T12:00:00Z")
    assert product.call("DELETE", f"{PATH}/{goal}").status == 204
    assert statuses(product) == ["cancelled"]


def test_a_deleted_goals_ledger_is_gone_from_the_family(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    action = product.record(goal, "300").data["id"]
    product.call("DELETE", f"{PATH}/{goal}")
    body = {"amount": {"value": "1"}, "credit_debit_indicator": "credit"}
    for method, path, sent in (
        ("GET", f"{PATH}/{goal}/actions", None),
        ("POST", f"{PATH}/{goal}/actions", body),
        ("PATCH", f"{PATH}/{goal}/actions/{action}", body),
        ("DELETE", f"{PATH}/{goal}/actions/{action}", None),
        ("PATCH", f"{PATH}/{goal}", {"name": "x"}),
        ("DELETE", f"{PATH}/{goal}", None),
    ):
        assert product.refused(method, path, sent).status == 404


@pytest.mark.parametrize("form", ["12", "garbled", "81a68821-dca6-4771-80d4-002c7fce412e", "{account}"])
def test_an_unknown_goal_is_404(product: Product, account: str, form: str) -> None:
    answer = product.refused("DELETE", f"{PATH}/{form.replace('{account}', account)}")
    assert answer.status == 404
    assert answer.body == {
        "operation_id": "unknown",
        "code_id": "unknown",
        "message": "Route or resource not found",
        "errors": {},
    }


def test_a_goal_of_another_kind_or_customer_is_404(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    by_transactions = product.goal(account)
    assert product.refused("DELETE", f"{PATH}/{by_transactions['id']}").status == 404
    assert product.refused("DELETE", f"{PATH}/{goal}", customer=BEN).status == 404


def test_all_goals_are_deleted_and_others_stay(product: Product, account: str, household: dict[str, Any]) -> None:
    other = product.account(household, 700)
    for place in (account, account, other):
        product.record(product.savings_goal(place), "100")
    product.goal(account)
    ended = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    product.record(ended, "10")
    product.clock.set("2027-03-10T00:00:00Z")
    assert product.call("DELETE", PATH).status == 204

    assert statuses(product) == ["active", "cancelled", "cancelled", "cancelled", "failed"]
    assert product.call("GET", PATH).data == []
    answer = product.refused("DELETE", PATH)
    assert (answer.status, answer.body["message"]) == (404, "Route or resource not found")


def test_more_goals_than_a_transaction_holds_are_deleted(product: Product, household: dict[str, Any]) -> None:
    accounts = [product.account(household, 100) for _ in range(3)]
    for place in accounts:
        for _ in range(34):
            product.savings_goal(place)
        product.record(product.savings_goal(place), "60")
    listener = Listener(product)
    listener.listen()
    assert product.call("DELETE", PATH).status == 204

    assert [event.name for event in listener.listen()].count("goal.cancelled") == 105
    assert product.call("GET", PATH).data == []
    values = product.call("GET", f"/api/v2/household/{household['HouseholdGUID']}/savings").data
    assert sorted(saving["Value"] for saving in values) == [0, 100, 100, 100]


def test_all_goals_of_a_customer_without_any_is_404(product: Product, account: str) -> None:
    product.goal(account)
    assert product.refused("DELETE", PATH).status == 404
    assert product.refused("DELETE", PATH, customer=BEN).status == 404


def test_only_ones_own_goals_are_deleted(product: Product) -> None:
    people = [person(ANNA), person(BEN)]
    shared = product.account(product.household(Clients=people), JointOwnerClientGUID=BEN)
    product.savings_goal(shared)
    body = {"name": "Ben's", "account_id": shared, "target_amount": {"value": "9"}, "recurrent_amount": {"value": "9"}}
    bens = product.call("POST", PATH, body, customer=BEN).data["id"]
    assert product.call("DELETE", PATH).status == 204
    assert [goal["id"] for goal in product.call("GET", PATH, customer=BEN).data] == [bens]
