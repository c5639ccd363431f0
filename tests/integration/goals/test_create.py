"""POST /goals: any two of three figures, five targets, nine frequencies, and what the answer shows."""

from typing import Any

import pytest

from savings import ids
from tests.product import ANNA, BEN, CLIENT, Listener, Product, goal_body, person

pytestmark = pytest.mark.usefixtures("audited")


def periods(product: Product, goal: dict[str, Any]) -> list[dict[str, Any]]:
    found = product.call("GET", f"/goals/{goal['id']}/periods").body
    assert len(found) == goal["periods_count"]
    return list(found)


def targets(product: Product, goal: dict[str, Any]) -> list[str]:
    return [period["target_amount"] for period in periods(product, goal)]


def test_a_goal_is_created_and_found_where_the_answer_says(product: Product, account: str) -> None:
    answer = product.call("POST", "/goals", goal_body(account))

    assert answer.status == 201
    assert answer.headers["Location"] == f"/goals/{answer.body['id']}"
    assert product.call("GET", answer.headers["Location"]).body == answer.body


def test_a_new_goal_shows_its_plan_and_its_open_period(product: Product, account: str) -> None:
    goal = product.goal(account)

    assert goal == {
        "id": goal["id"],
        "name": "Boat",
        "description": None,
        "image_url": None,
        "account_id": ids.decode(account, CLIENT, _household(product), "account"),
        "tracking_status": "equal",
        "tracking_type": "credit",
        "status": "active",
        "frequency": "monthly",
        "target": "amount",
        "currency": "GBP",
        "current_amount": "0.00",
        "period_amount": "100.00",
        "start_amount": "0.00",
        "target_amount": "1200.00",
        "start_date": "2027-01-10",
        "end_date": "2028-01-09",
        "estimated_end_date": None,
        "estimated_target_amount": None,
        "periods_count": 12,
        "metadata": {},
        "current_period": {
            "id": goal["id"] + 1,
            "goal_id": goal["id"],
            "index": 0,
            "start_date": "2027-01-10",
            "end_date": "2027-02-09",
            "target_amount": "100.00",
            "current_amount": "0.00",
            "required_amount": "100.00",
            "tracking_status": "equal",
            "closed_amount": None,
        },
        "measured_by": "transactions",
        "sequence": 2,
        "achieved_at": None,
        "finalises_at": None,
        "estimate_null_reason": "no_history",
    }


def _household(product: Product) -> str:
    [partition] = {item["PK"]["S"] for item in product.items() if item["SK"]["S"] == "HOUSEHOLD" and "zone" in item}
    return str(partition.rpartition("#")[2])


@pytest.mark.parametrize("blank", ["", None])
def test_blank_null_and_absent_are_the_same(product: Product, account: str, blank: str | None) -> None:
    body = goal_body(account, end_date="2027-12-31")
    del body["period_amount"]
    absent = product.call("POST", "/goals", body)
    optional = ("period_amount", "start_amount", "start_date", "description", "image_url")
    given = product.call("POST", "/goals", {**body, **dict.fromkeys(optional, blank)})

    assert given.status == absent.status == 201
    own = {"id", "current_period"}
    assert {k: v for k, v in given.body.items() if k not in own} == {
        k: v for k, v in absent.body.items() if k not in own
    }


def test_an_open_ended_goal_adds_up_its_periods(product: Product, account: str) -> None:
    goal = product.goal(
        account, target="open_ended", target_amount="", period_amount="50", start_amount="30", end_date="2027-07-09"
    )
    assert (goal["target_amount"], goal["periods_count"]) == ("330.00", 6)
    assert goal["current_amount"] == goal["start_amount"] == "30.00"


def test_a_start_at_the_target_is_achieved_at_once(product: Product, account: str) -> None:
    listener = Listener(product)
    listener.listen()
    goal = product.goal(account, target_amount="500", start_amount="600", period_amount="", end_date="2027-03-09")

    assert goal["achieved_at"] == "2027-01-10T10:00:00Z"
    assert goal["period_amount"] == "0.00"
    assert targets(product, goal) == ["0.00", "0.00"]
    assert [event.name for event in listener.listen()] == [
        "goal.created",
        *["goal.milestone.reached"] * 4,
        "goal.achieved",
        "goal.period.opened",
    ]


@pytest.mark.parametrize(
    ("target", "figures", "measured_by", "current"),
    [
        ("amount", {}, "transactions", "0.00"),
        ("date", {"end_date": "2027-12-31", "period_amount": ""}, "transactions", "0.00"),
        ("open_ended", {"end_date": "2027-12-31", "target_amount": ""}, "transactions", "0.00"),
        ("current_balance", {"target_amount": "9000", "period_amount": "500"}, "balance", "5000.00"),
        ("available_balance", {"target_amount": "9000", "period_amount": "500"}, "balance", "5000.00"),
    ],
)
def test_each_target_is_measured_in_its_way(
    product: Product, account: str, target: str, figures: dict[str, str], measured_by: str, current: str
) -> None:
    for tracking_type in ("credit", "debit", "debit_credit"):
        goal = product.goal(account, target=target, tracking_type=tracking_type, **figures)
        assert (goal["target"], goal["tracking_type"]) == (target, tracking_type)
        assert (goal["measured_by"], goal["current_amount"]) == (measured_by, current)


def test_a_goal_of_the_future_is_unstarted(product: Product, account: str) -> None:
    goal = product.goal(account, start_date="2027-01-11")
    assert (goal["status"], goal["tracking_status"], goal["current_period"]) == ("unstarted", "equal", None)


def test_today_is_the_households_day(product: Product) -> None:
    """At 23:30 in UTC it is tomorrow in Auckland and still today in Los Angeles."""
    product.clock.set("2027-01-10T23:30:00Z")
    auckland = product.account(product.household(TimeZone="Pacific/Auckland"))
    assert product.goal(auckland)["start_date"] == "2027-01-11"
    angeles = product.account(product.household(BEN, TimeZone="America/Los_Angeles"))
    answer = product.call("POST", "/goals", goal_body(angeles, start_date="2027-01-11"), customer=BEN)
    assert answer.body["status"] == "unstarted"


def test_amounts_have_the_currencys_decimals(product: Product) -> None:
    yen = product.account(product.household(Currency="JPY"), 500_000)
    goal = product.goal(yen, target_amount="1000", period_amount="", end_date="2027-04-09")
    assert (goal["currency"], goal["target_amount"], goal["period_amount"]) == ("JPY", "1000", "334")
    dinar = product.account(product.household(BEN, Currency="KWD"))
    body = goal_body(dinar, target_amount="10.5", period_amount="3.334")
    answer = product.call("POST", "/goals", body, customer=BEN)
    assert (answer.body["target_amount"], answer.body["period_amount"]) == ("10.500", "3.334")


def test_the_account_is_named_in_any_form(product: Product, account: str) -> None:
    number = product.goal(account)["account_id"]
    for form in (number, str(number), account.upper()):
        assert product.goal(form)["account_id"] == number


def test_a_joint_owner_may_set_goals_on_the_account(product: Product) -> None:
    people = [person(ANNA), person(BEN)]
    household = product.household(Clients=people)
    shared = product.account(household, JointOwnerClientGUID=BEN)
    answer = product.call("POST", "/goals", goal_body(shared), customer=BEN)

    assert answer.status == 201
    assert product.call("GET", f"/goals/{answer.body['id']}", customer=ANNA).status == 404
    alone = product.account(household)
    assert product.refused("POST", "/goals", goal_body(alone), customer=BEN).status == 404


def test_3660_periods_are_possible(product: Product, account: str) -> None:
    goal = product.goal(account, frequency="daily", target_amount="3660", period_amount="1")
    assert goal["periods_count"] == 3660
    assert len(periods(product, goal)) == 3660
    last = goal["id"] + 3660
    assert product.call("GET", f"/goals/{goal['id']}/periods/{last}").body["index"] == 3659


def test_twenty_open_goals_may_follow_an_account(product: Product, account: str, household: dict[str, Any]) -> None:
    created = [product.goal(account) for _ in range(20)]

    answer = product.refused("POST", "/goals", goal_body(account))
    assert answer.status == 409
    assert answer.body["code"] == "conflict"
    assert answer.body["detail"] == "The account has 20 open goals that follow it already."
    assert product.goal(product.account(household))["status"] == "active"
    product.call("DELETE", f"/goals/{created[3]['id']}")
    assert product.goal(account)["status"] == "active"
