"""Previews: what creating or changing a goal would give, to the day and the penny, and nothing is written."""

from typing import Any

import pytest

from tests.product import BEN, Answer, Product, goal_body

pytestmark = pytest.mark.usefixtures("audited")

SAVINGS = "/goals/v1/savings"


def preview(product: Product, body: dict[str, Any], path: str = "/goals/preview", **options: Any) -> Answer:
    with product.unchanged():
        return product.call("POST", path, body, **options)


def without_ids(view: dict[str, Any]) -> dict[str, Any]:
    """A goal or period as it would be shown before it exists."""
    shown = view | dict.fromkeys({"id", "goal_id"} & view.keys())
    if isinstance(shown.get("current_period"), dict):
        shown["current_period"] = without_ids(shown["current_period"])
    return shown


def money(value: str) -> dict[str, str]:
    return {"value": value, "currency": "GBP"}


GOALS: list[dict[str, Any]] = [
    {},
    {"target_amount": "1000", "period_amount": "", "end_date": "2027-09-30"},
    {"target": "open_ended", "target_amount": "", "end_date": "2027-09-30", "start_amount": "30"},
    {"target": "date", "period_amount": "", "end_date": "2027-09-30", "frequency": "weekly"},
    {"frequency": "singular", "period_amount": "", "end_date": "2027-09-30"},
    {"frequency": "quarterly", "start_date": "2026-01-31", "target_amount": "2000", "completed_backdated_periods": 2},
    {"start_date": "2028-02-29", "frequency": "annually"},
    {"target_amount": "50", "start_amount": "60", "period_amount": "", "end_date": "2027-03-31"},
    {"target": "current_balance", "target_amount": "9000"},
    {"target": "available_balance", "target_amount": "4000", "start_amount": "100"},
    {"description": "By the sea", "image_url": "https://example.com", "metadata": {"a": [1, None]}},
]


@pytest.mark.parametrize("members", GOALS)
def test_a_preview_of_a_goal_is_what_creation_gives(product: Product, account: str, members: dict[str, Any]) -> None:
    product.record(product.savings_goal(account), "250")
    body = goal_body(account, **members)
    shown = preview(product, body)
    created = product.call("POST", "/goals", body).body
    found = product.call("GET", f"/goals/{created['id']}/periods").body

    assert shown.status == 200
    assert shown.body == {
        "feasible": True,
        "goal": without_ids(created),
        "periods": [without_ids(period) for period in found],
        "estimate": {
            "estimated_end_date": created["estimated_end_date"],
            "estimated_target_amount": created["estimated_target_amount"],
            "null_reason": created["estimate_null_reason"],
        },
        "shortfall": None,
        "alternatives": [],
    }


PLANS: list[dict[str, Any]] = [
    {"target_amount": money("1000"), "recurrent_amount": money("300")},
    {"target_amount": money("100"), "target_date": "2027-04-30"},
    {"recurrent_amount": money("25"), "target_date": "2027-04-15"},
    {"target_amount": money("3000"), "recurrent_amount": money("750"), "target_date": "2027-04-30"},
    {"target_amount": {"value": "10"}, "recurrent_amount": {"value": "10"}, "target_date": "2027-01-31"},
]


@pytest.mark.parametrize("plan", PLANS)
def test_a_preview_of_a_savings_goal_is_what_creation_gives(
    product: Product, account: str, plan: dict[str, Any]
) -> None:
    body = {"name": "Car", "account_id": account, **plan}
    shown = preview(product, body).body
    created = product.call("POST", SAVINGS, body).data
    found = product.call("GET", f"/goals/{created['id']}/periods").body

    assert (shown["feasible"], shown["shortfall"], shown["alternatives"]) == (True, None, [])
    assert shown["goal"] == without_ids(created)
    assert shown["periods"] == [without_ids(period) for period in found]
    assert shown["estimate"]["null_reason"] == "no_history"


INFEASIBLE_GOALS: list[dict[str, Any]] = [
    {"target_amount": "1000", "period_amount": "300", "end_date": "2027-04-09"},
    {"target_amount": "1000.01", "period_amount": "333.33", "end_date": "2027-04-09"},
    {"target_amount": "100", "period_amount": "30", "end_date": "2027-02-15", "frequency": "fortnightly"},
    {"target_amount": "100", "period_amount": "30", "end_date": "2027-03-31", "frequency": "singular"},
    {"target_amount": "1000", "period_amount": "30", "start_amount": "10", "end_date": "2027-12-31", "target": "date"},
    {"target_amount": "9000", "period_amount": "100", "end_date": "2027-12-31", "target": "current_balance"},
    {"target_amount": "500", "period_amount": "7", "start_date": "2026-01-31", "end_date": "2027-12-31"},
    {"target_amount": "1000000", "period_amount": "0.01", "end_date": "2027-12-31", "frequency": "daily"},
]


@pytest.mark.parametrize("members", INFEASIBLE_GOALS)
def test_each_alternative_of_a_goal_is_accepted_when_it_is_sent_back(
    product: Product, account: str, members: dict[str, Any]
) -> None:
    body = goal_body(account, **members)
    shown = preview(product, body).body
    refused = product.refused("POST", "/goals", body)

    assert (shown["feasible"], shown["goal"], shown["periods"], shown["estimate"]) == (False, None, [], None)
    assert shown["alternatives"]
    assert (shown["shortfall"], shown["alternatives"]) == (refused.body["shortfall"], refused.body["alternatives"])
    for alternative in shown["alternatives"]:
        changed = {**body, alternative["change"]: alternative["value"]}
        assert preview(product, changed).body["feasible"]
        assert product.call("POST", "/goals", changed).status == 201


INFEASIBLE_PLANS: list[dict[str, Any]] = [
    {"target_amount": money("3000"), "recurrent_amount": money("749.99"), "target_date": "2027-04-30"},
    {"target_amount": money("3000"), "recurrent_amount": money("7"), "target_date": "2027-01-31"},
    {"target_amount": money("100"), "target_date": "2027-01-31"},
    {"recurrent_amount": money("100"), "target_date": "2027-01-10"},
    {"target_amount": money("90000000000000"), "recurrent_amount": money("0.01"), "target_date": "2027-04-30"},
    {"target_amount": {"value": "99.99"}, "recurrent_amount": {"value": "0.03"}, "target_date": "2028-02-29"},
]


@pytest.mark.parametrize("plan", INFEASIBLE_PLANS)
def test_each_alternative_of_a_savings_goal_is_accepted_when_it_is_sent_back(
    product: Product, account: str, plan: dict[str, Any]
) -> None:
    body = {"name": "Car", "account_id": account, **plan}
    shown = preview(product, body).body
    refused = product.refused("POST", SAVINGS, body)

    assert not shown["feasible"]
    assert shown["alternatives"]
    assert (shown["shortfall"], shown["alternatives"]) == (refused.body["shortfall"], refused.body["alternatives"])
    for alternative in shown["alternatives"]:
        changed = {**body, alternative["change"]: alternative["value"]}
        assert product.call("POST", SAVINGS, changed).status == 201


@pytest.mark.parametrize("at", ["2027-01-20T10:00:00Z", "2027-06-20T10:00:00Z"])
@pytest.mark.parametrize("plan", INFEASIBLE_PLANS[1:])
def test_each_alternative_of_a_changed_plan_is_accepted_when_it_is_sent_back(
    product: Product, account: str, plan: dict[str, Any], at: str
) -> None:
    goal = product.savings_goal(account)
    product.clock.set(at)
    later = {**plan, "target_date": at[:8] + "30"} if len(plan) == 3 else plan
    path = f"{SAVINGS}/{goal}"
    refused = product.call("PATCH", path, later)
    assert refused.status == 400
    for alternative in refused.body.get("alternatives", []):
        changed = product.call("PATCH", path, {**later, alternative["change"]: alternative["value"]})
        assert changed.status == 200


def test_a_preview_is_refused_as_creation_is(product: Product, account: str) -> None:
    for body in (goal_body(account, name=""), goal_body(account, target="date"), {}, goal_body(account, colour="blue")):
        shown = product.refused("POST", "/goals/preview", body)
        refused = product.refused("POST", "/goals", body)
        assert shown.status == refused.status == 400
        assert shown.said == refused.said
    unknown = product.refused("POST", "/goals/preview", goal_body("12"))
    assert unknown.status == 404
    assert product.refused("POST", "/goals/preview", goal_body(account), customer=BEN).status == 404
    savings = {"name": "Car", "account_id": account, "target_amount": money("1"), "target_date": "2026-12-31"}
    shown = product.refused("POST", "/goals/preview", savings)
    assert (shown.status, shown.said) == (400, {"target_date": ["Must not be before today."]})


@pytest.fixture
def goal(product: Product, account: str) -> str:
    """A savings goal of 1200.00 over thirteen months, 250.00 in it, in its third month."""
    goal = product.savings_goal(account)
    product.record(goal, "150")
    product.clock.set("2027-02-10T10:00:00Z")
    product.record(goal, "100")
    product.clock.set("2027-03-10T10:00:00Z")
    return goal


def changed(product: Product, goal: str, **changes: Any) -> dict[str, Any]:
    answer = preview(product, changes, f"/goals/{goal}/preview")
    assert answer.status == 200, answer.body
    return dict(answer.body)


def test_no_change_shows_the_goal_as_it_stands(product: Product, goal: str) -> None:
    shown = changed(product, goal)
    assert shown["goal"] == product.call("GET", f"/goals/{goal}").body
    assert shown["periods"] == product.call("GET", f"/goals/{goal}/periods").body


def test_another_target_is_planned_from_what_is_saved(product: Product, goal: str) -> None:
    """250.00 are there; eleven months are left for 1,050.00."""
    shown = changed(product, goal, target_amount="1300")
    assert shown["goal"]["target_amount"] == "1300.00"
    targets = [period["target_amount"] for period in shown["periods"]]
    assert targets == ["0.00", "100.00", *["95.46"] * 10, "95.40"]


def test_another_date_moves_the_end(product: Product, goal: str) -> None:
    shown = changed(product, goal, end_date="2027-06-30")
    assert (shown["goal"]["end_date"], shown["goal"]["periods_count"]) == ("2027-06-30", 6)
    assert [period["target_amount"] for period in shown["periods"]] == ["0.00", "100.00", *["237.50"] * 4]


def test_skipped_periods_ask_for_nothing(product: Product, goal: str) -> None:
    shown = changed(product, goal, skipped_periods=[2, 5])
    targets = [period["target_amount"] for period in shown["periods"]]
    assert targets[2:] == ["0.00", "105.56", "105.56", "0.00", *["105.56"] * 6, "105.52"]
    assert shown["periods"][2]["required_amount"] == "0.00"


def test_a_change_that_leaves_no_month_says_what_would(product: Product, account: str) -> None:
    """In the month of creation a plan of target and date needs a month after it, as PATCH says; both offer the same."""
    goal = product.savings_goal(account)
    shown = changed(product, goal, end_date="2027-01-31")
    refused = product.refused(
        "PATCH", f"{SAVINGS}/{goal}", {"target_amount": money("1200"), "target_date": "2027-01-31"}
    )
    assert (shown["feasible"], shown["goal"], shown["periods"], shown["estimate"]) == (False, None, [], None)
    assert shown["shortfall"] == refused.body["shortfall"]["value"]
    assert shown["alternatives"] == [{"change": "end_date", "value": "2027-02-28"}]
    assert changed(product, goal, end_date="2027-02-28")["feasible"]


def test_more_each_month_ends_earlier_as_patch_says(product: Product, account: str) -> None:
    """Beside an amount each period the target stays and the date follows; with a date as well, the target does."""
    goal = product.savings_goal(account)
    more = changed(product, goal, period_amount="300")
    further = changed(product, goal, period_amount="300", end_date="2027-12-31")
    too_little = changed(product, goal, period_amount="1", end_date="2027-12-31", target_amount="1200")
    asked = {"recurrent_amount": money("1"), "target_date": "2027-12-31", "target_amount": money("1200")}
    refused = product.refused("PATCH", f"{SAVINGS}/{goal}", asked)
    assert too_little["shortfall"] == refused.body["shortfall"]["value"]
    assert {one["change"] for one in too_little["alternatives"]} == {"target_amount", "end_date", "period_amount"}
    for alternative in too_little["alternatives"]:
        again = {"period_amount": "1", "end_date": "2027-12-31", "target_amount": "1200"}
        assert changed(product, goal, **again | {alternative["change"]: alternative["value"]})["feasible"]

    for shown, patch in (
        (further, {"recurrent_amount": money("300"), "target_date": "2027-12-31"}),
        (more, {"recurrent_amount": money("300"), "target_amount": money("1200")}),
    ):
        product.call("PATCH", f"{SAVINGS}/{goal}", patch)
        planned = product.call("GET", f"/goals/{goal}").body
        plan = ("target_amount", "period_amount", "end_date", "periods_count")
        assert {name: shown["goal"][name] for name in plan} == {name: planned[name] for name in plan}


def test_money_at_once_counts_in_the_open_period(product: Product, goal: str) -> None:
    shown = changed(product, goal, one_off="500")
    assert shown["goal"]["current_amount"] == "750.00"
    assert shown["goal"]["current_period"]["current_amount"] == "500.00"
    less = changed(product, goal, one_off="-250")
    assert less["goal"]["current_amount"] == "0.00"


RULES: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    ({"target_amount": "0"}, {"target_amount": ["Must be greater than 0."]}),
    ({"target_amount": "1.001"}, {"target_amount": ["Must have at most 2 decimals for GBP."]}),
    ({"end_date": "2027-03-09"}, {"end_date": ["Must not be before today or the start."]}),
    ({"end_date": "tomorrow"}, {"end_date": ["Must be a date as YYYY-MM-DD."]}),
    ({"one_off": "-250.01"}, {"one_off": ["The goal would hold less than nothing."]}),
    ({"one_off": "ten"}, {"one_off": ["Must be a decimal number such as 1250.50."]}),
    ({"skipped_periods": [1]}, {"skipped_periods": ["Must be from 2 to 12."]}),
    ({"skipped_periods": [13]}, {"skipped_periods": ["Must be from 2 to 12."]}),
    ({"skipped_periods": list(range(2, 13))}, {"skipped_periods": ["Must leave a period."]}),
    ({"period_amount": "0"}, {"period_amount": ["Must be greater than 0."]}),
    ({"period_amount": "9", "skipped_periods": [2]}, {"skipped_periods": ["Cannot be given with period_amount."]}),
    ({"skipped_periods": ["2"]}, {"skipped_periods.0": ["Must be a whole number."]}),
    ({"skipped_periods": 2}, {"skipped_periods": ["Must be a list."]}),
    ({"name": "Car"}, {"name": ["Is not a member of this request."]}),
]


def test_a_change_that_cannot_be_is_refused(product: Product, goal: str) -> None:
    with product.unchanged():
        for changes, said in RULES:
            answer = product.call("POST", f"/goals/{goal}/preview", changes)
            assert (answer.status, answer.said) == (400, said), changes


def test_a_goal_whose_schedule_is_over_cannot_change_and_a_counted_one_takes_no_amount_each_period(
    product: Product, account: str
) -> None:
    ended = product.goal(account, period_amount="", end_date="2027-01-31")
    counted = product.refused("POST", f"/goals/{ended['id']}/preview", {"period_amount": "1"})
    assert (counted.status, counted.said) == (400, {"period_amount": ["Can be changed for a savings goal alone."]})
    product.clock.set("2027-02-01T12:00:00Z")
    answer = product.refused("POST", f"/goals/{ended['id']}/preview", {"one_off": "1"})
    assert (answer.status, answer.said) == (400, {"goal_id": ["The schedule of the goal is over."]})


def test_an_unknown_goal_is_404(product: Product, goal: str) -> None:
    assert product.refused("POST", "/goals/12/preview", {}).status == 404
    assert product.refused("POST", f"/goals/{goal}/preview", {}, customer=BEN).status == 404
