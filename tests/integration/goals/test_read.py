"""Reading goals: lists and their filters, one goal in either form, its periods, as time has moved it all."""

from typing import Any

import pytest

from savings import ids
from tests.product import ANNA, BEN, CLIENT, OTHER_APP, Product

pytestmark = pytest.mark.usefixtures("audited")


def guid(goal: dict[str, Any]) -> str:
    return ids.guid(CLIENT, ANNA, "goal", goal["id"])


def names(product: Product, **query: str) -> set[str]:
    answer = product.call("GET", "/goals", query=query)
    assert answer.status == 200
    return {goal["name"] for goal in answer.body}


@pytest.fixture
def one_of_each(product: Product, account: str) -> str:
    """A goal in every status; the time is 2027-04-01 09:00, and nothing swept."""
    done = {"target_amount": "10", "start_amount": "10", "period_amount": ""}
    product.goal(account, name="completed", end_date="2027-01-31", **done)
    product.goal(account, name="failed", target_amount="10", period_amount="", end_date="2027-01-31")
    product.goal(account, name="finalising", target_amount="10", period_amount="", end_date="2027-03-31")
    product.goal(account, name="active", frequency="quarterly")
    product.goal(account, name="unstarted", start_date="2027-04-02")
    cancelled = product.goal(account, name="cancelled")
    product.call("DELETE", f"/goals/{cancelled['id']}")
    product.clock.set("2027-04-01T09:00:00Z")
    return account


def test_a_customer_without_goals_has_an_empty_list(product: Product, account: str) -> None:
    answer = product.call("GET", "/goals")
    assert (answer.status, answer.body) == (200, [])


def test_goals_are_listed_oldest_first_as_each_is_read_alone(product: Product, account: str) -> None:
    for name in ("first", "second", "third"):
        product.goal(account, name=name)
        product.clock.forward(seconds=1)
    listed = product.call("GET", "/goals").body

    assert [goal["name"] for goal in listed] == ["first", "second", "third"]
    assert listed == [product.call("GET", f"/goals/{goal['id']}").body for goal in listed]


@pytest.mark.parametrize("status", ["unstarted", "active", "finalising", "completed", "failed", "cancelled"])
def test_goals_are_filtered_by_the_status_that_time_has_given_them(
    product: Product, one_of_each: str, status: str
) -> None:
    assert names(product, status=status) == {status}


@pytest.mark.parametrize(
    ("tracking_status", "expected"),
    [
        ("below", {"failed", "finalising"}),
        ("equal", {"completed", "active", "unstarted", "cancelled"}),
        ("above", {"savings"}),
    ],
)
def test_goals_are_filtered_by_how_far_along_they_are(
    product: Product, one_of_each: str, tracking_status: str, expected: set[str]
) -> None:
    goal = product.savings_goal(one_of_each, name="savings")
    product.record(goal, "300")
    assert names(product, tracking_status=tracking_status) == expected


def test_goals_are_filtered_by_account_in_either_form(
    product: Product, account: str, household: dict[str, Any]
) -> None:
    other = product.account(household)
    here = product.goal(account, name="here")
    product.goal(other, name="there")
    for form in (account, account.upper(), str(here["account_id"])):
        assert names(product, account_id=form) == {"here"}


@pytest.mark.parametrize("form", ["12", "RxsYshVGded4JeilkXgWKdXA", ANNA])
def test_an_unknown_account_lists_no_goals(product: Product, one_of_each: str, form: str) -> None:
    assert names(product, account_id=form) == set()


def test_an_empty_account_is_no_filter(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    assert names(product, account_id="") == {"Holiday"}
    answer = product.call("GET", "/goals/v1/savings", query={"account_id": ""})
    assert [one["id"] for one in answer.data] == [goal]
    assert answer.body["metadata"] == {"results": 1, "account_id": None}


def test_filters_are_combined(product: Product, one_of_each: str) -> None:
    assert names(product, status="active", tracking_status="equal", account_id=one_of_each) == {"active"}
    assert names(product, status="active", tracking_status="below") == set()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"status": "done"}, "Must be one of unstarted, active, finalising, completed, failed, cancelled."),
        ({"status": ""}, "Must be one of unstarted, active, finalising, completed, failed, cancelled."),
        ({"status": "ACTIVE"}, "Must be one of unstarted, active, finalising, completed, failed, cancelled."),
        ({"tracking_status": "on_track"}, "Must be one of above, equal, below."),
        ({"colour": "blue"}, "Is not a parameter of this request."),
    ],
)
def test_a_filter_that_no_goal_can_match_is_refused(
    product: Product, account: str, query: dict[str, str], sentence: str
) -> None:
    answer = product.refused("GET", "/goals", query=query)
    [name] = query
    assert (answer.status, answer.said) == (400, {name: [sentence]})
    assert answer.body["errors"][0]["parameter"] == name


def test_every_filter_that_no_goal_can_match_is_named(product: Product, account: str) -> None:
    query = {"status": "done", "tracking_status": "on_track", "colour": "blue"}
    answer = product.refused("GET", "/goals", query=query)
    assert sorted(answer.said) == sorted(query)


def test_a_goal_is_read_in_either_form(product: Product, account: str) -> None:
    goal = product.goal(account)
    for form in (str(goal["id"]), guid(goal), guid(goal).upper()):
        assert product.call("GET", f"/goals/{form}").body == goal


def test_a_savings_goal_is_a_monthly_goal(product: Product, account: str) -> None:
    by_amount = product.savings_goal(account)
    by_date = product.savings_goal(account, recurrent_amount=None, target_date="2027-06-15")

    first = product.call("GET", f"/goals/{by_amount}").body
    assert guid(first) == by_amount
    members = ("frequency", "tracking_type", "target", "start_date", "end_date", "measured_by", "periods_count")
    assert [first[member] for member in members] == [
        *("monthly", "debit_credit", "amount", "2027-01-10", "2028-01-31", "actions", 13)
    ]
    second = product.call("GET", f"/goals/{by_date}").body
    assert [second[member] for member in members] == [
        *("monthly", "debit_credit", "date", "2027-01-10", "2027-06-15", "actions", 6)
    ]


def test_a_read_shows_what_is_due_without_writing_it(product: Product, account: str) -> None:
    goal = product.goal(account)
    product.clock.set("2027-04-10T00:00:00Z")
    with product.unchanged():
        moved = product.call("GET", f"/goals/{goal['id']}").body
        assert moved["current_period"]["index"] == 3
        assert moved["sequence"] == goal["sequence"] + 6
        assert moved["tracking_status"] == "below"
        assert moved["estimate_null_reason"] == "no_positive_pace"
        [listed] = product.call("GET", "/goals").body
        assert listed == moved
        found = product.call("GET", f"/goals/{goal['id']}/periods").body
        assert product.call("GET", f"/goals/{goal['id']}/integrity").body["holds"]
    product.close_all()
    assert product.call("GET", f"/goals/{goal['id']}").body == moved
    assert product.call("GET", f"/goals/{goal['id']}/periods").body == found


def test_periods_show_the_past_the_open_one_and_the_future(product: Product, account: str) -> None:
    goal = product.savings_goal(account, target_amount={"value": "300"})
    product.clock.set("2027-02-05T10:00:00Z")
    product.record(goal, "60")
    product.clock.set("2027-03-05T10:00:00Z")
    product.record(goal, "30")
    found = product.call("GET", f"/goals/{goal}/periods").body
    shown = ("start_date", "end_date", "target_amount", "current_amount", "required_amount", "tracking_status")

    assert [tuple(period[member] for member in shown) for period in found] == [
        ("2027-01-10", "2027-01-31", "0.00", "0.00", "0.00", "equal"),
        ("2027-02-01", "2027-02-28", "100.00", "60.00", "40.00", "below"),
        ("2027-03-01", "2027-03-31", "100.00", "30.00", "110.00", "below"),
        ("2027-04-01", "2027-04-30", "100.00", "0.00", "100.00", "equal"),
    ]
    number = found[0]["goal_id"]
    assert [(period["id"], period["index"]) for period in found] == [(number + k + 1, k) for k in range(4)]


def test_one_period_is_read_in_either_form(product: Product, account: str) -> None:
    goal = product.goal(account)
    found = product.call("GET", f"/goals/{goal['id']}/periods").body
    for period in (found[0], found[11]):
        written = ids.guid(CLIENT, ANNA, "period", period["id"])
        for goal_form in (str(goal["id"]), guid(goal)):
            for form in (str(period["id"]), written, written.upper()):
                assert product.call("GET", f"/goals/{goal_form}/periods/{form}").body == period


def test_a_period_that_is_not_the_goals_is_404(product: Product, account: str) -> None:
    goal = product.goal(account)
    product.clock.forward(seconds=1)
    other = product.goal(account)
    beyond = goal["id"] + 13
    others = ids.guid(CLIENT, ANNA, "period", other["id"] + 1)
    for form in (goal["id"], beyond, other["id"] + 1, others, guid(goal), ids.guid(CLIENT, ANNA, "period", beyond)):
        answer = product.refused("GET", f"/goals/{goal['id']}/periods/{form}")
        assert (answer.status, answer.body["detail"]) == (404, "Period not found.")


def test_integrity_names_each_invariant_with_its_figures(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    product.record(goal, "250")
    answer = product.call("GET", f"/goals/{goal}/integrity").body

    assert answer["holds"]
    assert guid({"id": answer["goal_id"]}) == goal
    found = {finding["name"]: finding for finding in answer["invariants"]}
    assert found["amount_is_the_sum_of_its_entries"] == {
        "number": 1,
        "name": "amount_is_the_sum_of_its_entries",
        "holds": True,
        "expected": 25000,
        "actual": 25000,
    }
    assert {finding["number"] for finding in answer["invariants"]} == {1, 2, 3, 4}


def test_goals_are_their_customers_alone(product: Product, account: str) -> None:
    goal = product.goal(account)
    assert product.call("GET", "/goals", customer=BEN).body == []
    assert product.call("GET", "/goals", **OTHER_APP).body == []
    for path in (f"/goals/{goal['id']}", f"/goals/{guid(goal)}"):
        assert product.call("GET", path, customer=BEN).status == 404
        assert product.call("GET", path, **OTHER_APP).status == 404
