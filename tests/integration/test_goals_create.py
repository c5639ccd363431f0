"""POST /goals: any two of three figures, five targets, nine frequencies, and what the answer shows."""

from typing import Any

import pytest

from savings import ids
from tests.product import ANNA, BEN, CLIENT, Listener, Product, goal_body, person

pytestmark = pytest.mark.usefixtures("audited")

BLANK = {"target_amount": "", "period_amount": "", "end_date": ""}


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


@pytest.mark.parametrize(
    ("given", "completed"),
    [
        ({"target_amount": "1200", "period_amount": "100"}, {"end_date": "2028-01-09", "periods_count": 12}),
        ({"target_amount": "1000", "period_amount": "300"}, {"end_date": "2027-05-09", "periods_count": 4}),
        ({"target_amount": "1200", "end_date": "2027-12-31"}, {"period_amount": "100.00", "periods_count": 12}),
        ({"period_amount": "100", "end_date": "2027-12-31"}, {"target_amount": "1200.00", "periods_count": 12}),
    ],
)
def test_any_two_of_three_figures_give_the_third(
    product: Product, account: str, given: dict[str, str], completed: dict[str, Any]
) -> None:
    goal = product.goal(account, **{**BLANK, **given})
    assert {member: goal[member] for member in completed} == completed


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


def test_a_given_period_amount_is_cut_at_the_target(product: Product, account: str) -> None:
    goal = product.goal(account, target_amount="1000", period_amount="300")
    assert targets(product, goal) == ["300.00", "300.00", "300.00", "100.00"]


def test_three_figures_may_leave_room_at_the_end(product: Product, account: str) -> None:
    goal = product.goal(account, target_amount="500", period_amount="300", end_date="2027-05-09")
    assert targets(product, goal) == ["300.00", "200.00", "0.00", "0.00"]


def test_a_computed_period_amount_is_the_first_and_largest(product: Product, account: str) -> None:
    goal = product.goal(account, target_amount="100", period_amount="", end_date="2027-04-09")
    assert goal["period_amount"] == "33.34"
    assert targets(product, goal) == ["33.34", "33.33", "33.33"]


def test_an_open_ended_goal_adds_up_its_periods(product: Product, account: str) -> None:
    goal = product.goal(
        account, target="open_ended", target_amount="", period_amount="50", start_amount="30", end_date="2027-07-09"
    )
    assert (goal["target_amount"], goal["periods_count"]) == ("330.00", 6)
    assert goal["current_amount"] == goal["start_amount"] == "30.00"


def test_a_start_amount_is_spared_from_the_periods(product: Product, account: str) -> None:
    goal = product.goal(account, start_amount="900")
    assert targets(product, goal) == ["100.00", "100.00", "100.00"]


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
    ("frequency", "first_end", "end"),
    [
        ("annually", "2028-01-09", "2039-01-09"),
        ("biannually", "2027-07-09", "2033-01-09"),
        ("quarterly", "2027-04-09", "2030-01-09"),
        ("monthly", "2027-02-09", "2028-01-09"),
        ("four_weekly", "2027-02-06", "2027-12-11"),
        ("fortnightly", "2027-01-23", "2027-06-26"),
        ("weekly", "2027-01-16", "2027-04-03"),
        ("daily", "2027-01-10", "2027-01-21"),
    ],
)
def test_each_frequency_has_its_periods(
    product: Product, account: str, frequency: str, first_end: str, end: str
) -> None:
    goal = product.goal(account, frequency=frequency)
    found = periods(product, goal)

    assert (goal["frequency"], goal["periods_count"], goal["end_date"]) == (frequency, 12, end)
    assert (found[0]["end_date"], found[-1]["end_date"]) == (first_end, end)
    assert [period["index"] for period in found] == list(range(12))
    assert [period["id"] for period in found] == [goal["id"] + index + 1 for index in range(12)]


def test_a_singular_goal_has_one_period(product: Product, account: str) -> None:
    goal = product.goal(account, frequency="singular", period_amount="", end_date="2027-06-30")
    [period] = periods(product, goal)
    assert (period["start_date"], period["end_date"], period["target_amount"]) == (
        "2027-01-10",
        "2027-06-30",
        "1200.00",
    )


def test_periods_keep_to_the_day_of_the_start(product: Product, account: str) -> None:
    """Clamped where a month is short, and never from the period before."""
    goal = product.goal(account, start_date="2027-01-31", target_amount="400", period_amount="100")
    assert [period["start_date"] for period in periods(product, goal)] == [
        "2027-01-31",
        "2027-02-28",
        "2027-03-31",
        "2027-04-30",
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
@pytest.mark.parametrize("tracking_type", ["credit", "debit", "debit_credit"])
def test_each_target_is_measured_in_its_way(
    product: Product,
    account: str,
    target: str,
    figures: dict[str, str],
    measured_by: str,
    current: str,
    tracking_type: str,
) -> None:
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


def test_the_account_is_named_in_any_spelling(product: Product, account: str) -> None:
    number = product.goal(account)["account_id"]
    for spelling in (number, str(number), account.upper()):
        assert product.goal(spelling)["account_id"] == number


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
