"""Goals on a balance: they measure the account, and those on the available balance move with every earmark."""

from typing import Any

import pytest

from tests.product import ANNA, BEN, Listener, Product, goal_body, person

pytestmark = pytest.mark.usefixtures("audited")

PLAN = {"target_amount": "6500", "period_amount": "500"}


def amount(product: Product, goal: dict[str, Any], customer: str = ANNA) -> str:
    return str(product.call("GET", f"/goals/{goal['id']}", customer=customer).body["current_amount"])


@pytest.fixture
def watcher(product: Product, account: str) -> dict[str, Any]:
    """A goal on the available balance of 5000.00."""
    return product.goal(account, target="available_balance", **PLAN)


def test_the_start_amount_only_shapes_the_plan(product: Product, account: str) -> None:
    goal = product.goal(account, target="current_balance", start_amount="4000", **PLAN)
    assert (goal["start_amount"], goal["current_amount"], goal["periods_count"]) == ("4000.00", "5000.00", 5)
    assert goal["tracking_status"] == "above"


@pytest.mark.parametrize(("target", "start"), [("current_balance", "5000.00"), ("available_balance", "4000.00")])
@pytest.mark.parametrize("blank", [{}, {"start_amount": ""}, {"start_amount": None}])
def test_the_plan_starts_from_the_measured_balance(
    product: Product, account: str, target: str, start: str, blank: dict[str, Any]
) -> None:
    product.record(product.savings_goal(account), "1000")
    goal = product.goal(account, target=target, **PLAN, **blank)
    assert (goal["start_amount"], goal["current_amount"]) == (start, start)
    assert goal["periods_count"] == (3 if start == "5000.00" else 5)
    assert goal["tracking_status"] == "equal"


def test_a_start_amount_of_nothing_is_kept(product: Product, account: str) -> None:
    goal = product.goal(account, target="current_balance", start_amount="0", **PLAN)
    assert (goal["start_amount"], goal["periods_count"]) == ("0.00", 13)


def test_money_set_aside_is_no_longer_available(product: Product, account: str, watcher: dict[str, Any]) -> None:
    follower = product.goal(account, target="current_balance", **PLAN)
    goal = product.savings_goal(account)
    listener = Listener(product)
    listener.listen()
    product.record(goal, "250")

    assert (amount(product, watcher), amount(product, follower)) == ("4750.00", "5000.00")
    said = [event for event in listener.listen() if event.name == "goal.updated"]
    assert [(event.data["goal_number"], event.data["changed"]) for event in said] == [(watcher["id"], ["amount"])]
    [period] = [product.call("GET", f"/goals/{watcher['id']}").body["current_period"]]
    assert period["current_amount"] == "-250.00"


def test_each_way_that_an_earmark_moves_is_followed(product: Product, account: str, watcher: dict[str, Any]) -> None:
    goal = product.savings_goal(account)
    path = f"/goals/v1/savings/{goal}/actions"
    action = product.record(goal, "100").data["id"]
    assert amount(product, watcher) == "4900.00"
    product.call("PATCH", f"{path}/{action}", {"amount": {"value": "300"}})
    assert amount(product, watcher) == "4700.00"
    debit = product.record(goal, "50", "debit").data["id"]
    assert amount(product, watcher) == "4750.00"
    product.call("DELETE", f"{path}/{debit}")
    assert amount(product, watcher) == "4700.00"
    product.call("DELETE", f"/goals/v1/savings/{goal}")
    assert amount(product, watcher) == "5000.00"


def test_all_goals_deleted_at_once_are_followed(product: Product, account: str, watcher: dict[str, Any]) -> None:
    for _ in range(3):
        product.record(product.savings_goal(account), "100")
    assert amount(product, watcher) == "4700.00"
    assert product.call("DELETE", "/goals/v1/savings").status == 204
    assert amount(product, watcher) == "5000.00"


def test_a_refused_action_moves_no_watcher(product: Product, account: str, watcher: dict[str, Any]) -> None:
    goal = product.savings_goal(account)
    body = {"amount": {"value": "5000.01"}, "credit_debit_indicator": "credit"}
    answer = product.refused("POST", f"/goals/v1/savings/{goal}/actions", body)
    assert answer.said == {"amount.value": ["Saved amount exceeds balance of the account."]}


def test_a_goal_created_over_earmarks_starts_with_what_is_left(product: Product, account: str) -> None:
    product.record(product.savings_goal(account), "1500")
    assert product.goal(account, target="available_balance", **PLAN)["current_amount"] == "3500.00"
    assert product.goal(account, target="current_balance", **PLAN)["current_amount"] == "5000.00"


def test_a_watcher_reaches_its_target_when_money_comes_back(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    action = product.record(goal, "1000").data["id"]
    watcher = product.goal(account, target="available_balance", target_amount="5000", period_amount="500")
    assert watcher["achieved_at"] is None
    product.clock.forward(minutes=5)
    product.call("DELETE", f"/goals/v1/savings/{goal}/actions/{action}")
    assert product.call("GET", f"/goals/{watcher['id']}").body["achieved_at"] == "2027-01-10T10:05:00Z"


def test_periods_of_a_watcher_hold_the_change_in_them(product: Product, account: str, watcher: dict[str, Any]) -> None:
    goal = product.savings_goal(account)
    product.record(goal, "100")
    product.clock.set("2027-02-15T10:00:00Z")
    product.record(goal, "40", "debit")
    product.clock.set("2027-03-15T10:00:00Z")
    product.record(goal, "500")

    found = product.call("GET", f"/goals/{watcher['id']}/periods").body
    assert [period["current_amount"] for period in found] == ["-100.00", "40.00", "-500.00"]
    assert amount(product, watcher) == "4440.00"


def test_a_watcher_that_has_ended_is_let_go(product: Product, account: str) -> None:
    watcher = product.goal(
        account, target="available_balance", target_amount="5000", period_amount="", end_date="2027-01-31"
    )
    goal = product.savings_goal(account)
    product.clock.set("2027-02-01T12:00:00Z")  # finalising
    product.record(goal, "100")
    assert amount(product, watcher) == "4900.00"
    product.clock.set("2027-02-10T12:00:00Z")
    product.record(goal, "100")

    ended = product.call("GET", f"/goals/{watcher['id']}").body
    assert (ended["status"], ended["current_amount"]) == ("failed", "4900.00")


def test_a_cancelled_watcher_is_let_go(product: Product, account: str, watcher: dict[str, Any]) -> None:
    product.call("DELETE", f"/goals/{watcher['id']}")
    product.record(product.savings_goal(account), "100")
    assert amount(product, watcher) == "5000.00"


def test_an_unstarted_watcher_begins_with_what_is_available_then(product: Product, account: str) -> None:
    watcher = product.goal(account, target="available_balance", start_date="2027-02-01", **PLAN)
    product.record(product.savings_goal(account), "100")
    product.close_all(until="2027-02-01T00:00:00Z")
    started = product.call("GET", f"/goals/{watcher['id']}").body
    assert (started["status"], started["current_amount"]) == ("active", "4900.00")
    assert started["current_period"]["current_amount"] == "0.00"


def test_watchers_of_both_owners_follow(product: Product) -> None:
    people = [person(ANNA), person(BEN)]
    household = product.household(Clients=people)
    shared = product.account(household, JointOwnerClientGUID=BEN)
    bens = product.call("POST", "/goals", goal_body(shared, target="available_balance", **PLAN), customer=BEN).body
    annas = product.goal(shared, target="available_balance", **PLAN)
    product.record(product.savings_goal(shared), "100")
    assert amount(product, annas) == amount(product, bens, BEN) == "4900.00"


def test_twenty_watchers_move_in_one_write(product: Product, account: str) -> None:
    watchers = [product.goal(account, target="available_balance", **PLAN) for _ in range(20)]
    refused = product.refused("POST", "/goals", goal_body(account, target="available_balance", **PLAN))
    assert (refused.status, refused.body["detail"]) == (409, "The account has 20 open goals that follow it already.")
    goal = product.savings_goal(account)
    answer = product.record(goal, "100")
    assert answer.status == 201
    assert {amount(product, watcher) for watcher in watchers} == {"4900.00"}
    product.clock.set("2027-02-10T10:00:00Z")
    assert product.record(goal, "100").status == 201


def test_an_account_below_zero_is_measured_as_it_is(product: Product, household: dict[str, Any]) -> None:
    overdrawn = product.account(household, -250.5, SavingsType=1)
    goal = product.goal(overdrawn, target="available_balance", **PLAN)
    assert (goal["current_amount"], goal["tracking_status"]) == ("-250.50", "below")
