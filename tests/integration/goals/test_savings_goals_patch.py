"""PATCH /goals/v1/savings/{goal_id}: name and plan, in the month of creation as new, later from what is saved."""

from typing import Any

import pytest

from savings import ids
from tests.product import ANNA, BEN, CLIENT, OTHER_APP, Answer, Listener, Product

pytestmark = pytest.mark.usefixtures("audited")

PATH = "/goals/v1/savings"
TWO = "At least two of target_amount, target_date and recurrent_amount are required."
CANNOT = "cannot be updated"


def money(value: str, currency: str = "GBP") -> dict[str, str]:
    return {"value": value, "currency": currency}


def patch(product: Product, goal: str, **members: Any) -> Answer:
    return product.call("PATCH", f"{PATH}/{goal}", members)


def targets(product: Product, goal: str) -> list[str]:
    return [period["target_amount"] for period in product.call("GET", f"/goals/{goal}/periods").body]


@pytest.fixture
def goal(product: Product, account: str) -> str:
    """1200.00 by 100.00 a month from 2027-01-10 to 2028-01-31."""
    return product.savings_goal(account)


def test_a_name_alone_changes_the_name_alone(product: Product, goal: str) -> None:
    [before] = product.call("GET", PATH).data
    answer = patch(product, goal, name="New car")
    assert answer.status == 200
    assert answer.body == {"operation_id": "goals_v1_savings_patch", "data": {**before, "name": "New car"}}
    assert product.call("GET", PATH).data == [answer.data]


@pytest.mark.parametrize(
    ("members", "shown"),
    [
        (
            {"recurrent_amount": money("50"), "target_date": "2028-04-30"},
            {"target_amount": "750.00", "recurrent_amount": "50.00", "target_date": "2028-04-30"},
        ),
        (
            {"target_amount": money("500"), "recurrent_amount": money("50")},
            {"target_amount": "500.00", "recurrent_amount": "50.00", "target_date": "2027-11-30"},
        ),
        (
            {"target_amount": money("110"), "target_date": "2027-12-01"},
            {"target_amount": "110.00", "recurrent_amount": "10.00", "target_date": "2027-12-01"},
        ),
        (
            {"target_amount": money("300"), "recurrent_amount": money("75"), "target_date": "2027-04-30"},
            {"target_amount": "300.00", "recurrent_amount": "75.00", "target_date": "2027-04-30"},
        ),
    ],
)
def test_in_the_month_of_creation_a_plan_is_as_new(
    product: Product, goal: str, members: dict[str, Any], shown: dict[str, str]
) -> None:
    product.clock.set("2027-01-20T10:00:00Z")
    assert figures(patch(product, goal, **members)) == shown


def figures(answer: Answer) -> dict[str, str]:
    """Return the three figures of a plan as an answer has them."""
    assert answer.status == 200, answer.body
    amounts = {member: answer.data[member]["value"] for member in ("target_amount", "recurrent_amount")}
    return amounts | {"target_date": answer.data["target_date"]}


@pytest.fixture
def saved(product: Product, goal: str) -> str:
    """The goal in April: 200.00 when the month began, 50.00 since."""
    product.record(goal, "200")
    product.clock.set("2027-04-10T10:00:00Z")
    product.record(goal, "50")
    return goal


PLANS: list[tuple[dict[str, Any], dict[str, str], list[str], str]] = [
    (
        {"target_amount": money("1500"), "target_date": "2027-12-31"},
        {"target_amount": "1500.00", "recurrent_amount": "144.45", "target_date": "2027-12-31"},
        [*["144.45"] * 8, "144.40"],
        "94.45",
    ),
    (
        {"target_amount": money("300"), "recurrent_amount": money("25")},
        {"target_amount": "300.00", "recurrent_amount": "25.00", "target_date": "2027-06-30"},
        ["50.00", "25.00", "25.00"],
        "0.00",
    ),
    (
        {"recurrent_amount": money("100"), "target_date": "2027-06-15"},
        {"target_amount": "500.00", "recurrent_amount": "100.00", "target_date": "2027-06-15"},
        ["100.00", "100.00", "100.00"],
        "50.00",
    ),
    (
        {"target_amount": money("250"), "recurrent_amount": money("0"), "target_date": "2027-06-15"},
        {"target_amount": "250.00", "recurrent_amount": "0.00", "target_date": "2027-06-15"},
        ["50.00", "0.00", "0.00"],
        "0.00",
    ),
    (
        {"target_amount": money("100"), "target_date": "2027-05-31"},
        {"target_amount": "100.00", "recurrent_amount": "0.00", "target_date": "2027-05-31"},
        ["0.00", "0.00"],
        "0.00",
    ),
]


@pytest.mark.parametrize(("members", "shown", "left", "required"), PLANS)
def test_later_a_plan_starts_from_what_is_saved(
    product: Product, saved: str, members: dict[str, Any], shown: dict[str, str], left: list[str], required: str
) -> None:
    """And preview, answer, periods and the goal show the same figures."""
    before = product.call("GET", f"/goals/{saved}/periods").body[:3]
    preview = None
    if "recurrent_amount" not in members:
        changes = {"target_amount": members["target_amount"]["value"], "end_date": members["target_date"]}
        preview = product.call("POST", f"/goals/{saved}/preview", changes).body
    answer = patch(product, saved, **members)
    assert figures(answer) == shown
    periods = product.call("GET", f"/goals/{saved}/periods").body
    assert periods[:3] == before
    assert [period["target_amount"] for period in periods[3:]] == left
    assert periods[3]["required_amount"] == required
    one = product.call("GET", f"/goals/{saved}").body
    assert one["current_period"] == periods[3]
    assert (one["target_amount"], one["period_amount"]) == (shown["target_amount"], shown["recurrent_amount"])
    if preview:
        assert preview["periods"] == periods
        assert preview["goal"] == one | {"sequence": preview["goal"]["sequence"]}
    assert product.call("GET", f"/goals/{saved}/integrity").body["holds"]


def test_what_is_answered_may_be_sent_back(product: Product, saved: str) -> None:
    data = patch(product, saved, target_amount=money("250"), target_date="2027-12-31").data
    assert data["recurrent_amount"] == money("0.00")
    with product.unchanged():
        again = patch(
            product, saved, **{name: data[name] for name in ("target_amount", "recurrent_amount", "target_date")}
        )
    assert (again.status, again.data) == (200, data)


def test_a_target_raised_above_the_amount_takes_back_what_was_reached(product: Product, goal: str) -> None:
    product.record(goal, "1200")
    product.clock.set("2027-04-10T10:00:00Z")
    listener = Listener(product)
    listener.listen()
    patch(product, goal, target_amount=money("2000"), target_date="2027-12-31")
    [updated] = [event for event in listener.listen() if event.name == "goal.updated"]
    assert (updated.data["achieved_at"], updated.data["milestone"]) == (None, 50)
    assert product.call("GET", f"/goals/{goal}").body["achieved_at"] is None
    product.record(goal, "800")
    names = [event.name for event in listener.listen() if event.subject == goal]
    assert names == ["action.created", *["goal.milestone.reached"] * 2, "goal.achieved"]
    assert product.call("GET", f"/goals/{goal}").body["achieved_at"] == "2027-04-10T10:00:00Z"


def test_periods_count_follows_the_plan(product: Product, goal: str) -> None:
    assert product.call("GET", f"/goals/{goal}").body["periods_count"] == 13
    patch(product, goal, target_amount=money("300"), recurrent_amount=money("100"))
    assert product.call("GET", f"/goals/{goal}").body["periods_count"] == 4
    patch(product, goal, target_amount=money("3000"), recurrent_amount=money("100"))
    assert product.call("GET", f"/goals/{goal}").body["periods_count"] == 31


def test_the_target_is_date_when_a_date_was_given(product: Product, goal: str) -> None:
    patch(product, goal, target_amount=money("300"), target_date="2027-06-30")
    assert product.call("GET", f"/goals/{goal}").body["target"] == "date"
    patch(product, goal, target_amount=money("300"), recurrent_amount=money("100"))
    assert product.call("GET", f"/goals/{goal}").body["target"] == "amount"


def test_in_the_month_of_creation_what_was_saved_has_no_part_in_the_plan(product: Product, goal: str) -> None:
    product.record(goal, "1000")
    answer = product.refused("PATCH", f"{PATH}/{goal}", SHORT)
    assert answer.status == 400
    assert answer.body["shortfall"] == money("880.00")


def test_later_nothing_is_short_that_is_saved_and_nothing_is_there_for_months_that_are_over(
    product: Product, goal: str
) -> None:
    product.record(goal, "850")
    product.clock.set("2027-04-10T10:00:00Z")
    product.close_all(until="2027-04-10T10:00:00Z")
    answer = product.refused("PATCH", f"{PATH}/{goal}", SHORT)
    assert answer.body["shortfall"] == money("60.00")
    assert answer.body["alternatives"] == [
        {"change": "target_date", "value": "2028-06-30"},
        {"change": "recurrent_amount", "value": money("16.67")},
        {"change": "target_amount", "value": money("940.00")},
    ]
    product.record(goal, "70")
    assert patch(product, goal, **SHORT).status == 200


SHORT = {"target_amount": money("1000"), "recurrent_amount": money("10"), "target_date": "2027-12-31"}


def test_a_lower_target_may_be_reached_at_once(product: Product, goal: str) -> None:
    product.record(goal, "290")
    listener = Listener(product)
    listener.listen()
    patch(product, goal, target_amount=money("290"), recurrent_amount=money("100"))
    assert next(event.name for event in listener.listen()) == "goal.updated"
    assert product.call("GET", f"/goals/{goal}").body["achieved_at"] == "2027-01-10T10:00:00Z"


def test_a_change_of_name_and_plan_is_reported_once(product: Product, goal: str) -> None:
    listener = Listener(product)
    listener.listen()
    patch(product, goal, name="Car", target_amount=money("1300"), recurrent_amount=money("100"))
    [event] = listener.listen()
    assert (event.name, event.data["changed"]) == ("goal.updated", ["name", "plan"])
    assert event.data["target_amount"] == money("1300.00")


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"name": None, "target_amount": None, "recurrent_amount": None, "target_date": None},
        {"target_date": ""},
        {"name": "Holiday"},
        {"target_amount": money("1200"), "recurrent_amount": money("100.00")},
    ],
)
def test_nothing_new_changes_nothing(product: Product, goal: str, members: dict[str, Any]) -> None:
    [before] = product.call("GET", PATH).data
    with product.unchanged():
        answer = patch(product, goal, **members)
    assert (answer.status, answer.data) == (200, before)


RULES: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    ({"target_amount": money("100")}, {"targets": [TWO]}),
    ({"recurrent_amount": money("100")}, {"targets": [TWO]}),
    ({"target_date": "2027-12-31"}, {"targets": [TWO]}),
    ({"name": "Car", "target_date": "2027-12-31"}, {"targets": [TWO]}),
    ({"target_amount": money("100"), "recurrent_amount": None}, {"targets": [TWO]}),
    (
        {"target_amount": money("100", "USD"), "recurrent_amount": money("10")},
        {"target_amount.currency": [CANNOT]},
    ),
    (
        {"target_amount": money("100"), "recurrent_amount": money("10", "USD")},
        {"recurrent_amount.currency": [CANNOT]},
    ),
    (
        {"target_amount": money("100"), "target_date": "2027-01-31"},
        {"target_date": ["Must be after the month of creation when two parameters are given."]},
    ),
    (
        {"target_amount": money("100"), "target_date": "2027-01-09"},
        {"target_date": ["Must not be before today."]},
    ),
    (
        {"target_amount": money("0"), "recurrent_amount": money("10")},
        {"target_amount.value": ["Must be greater than 0."]},
    ),
    (
        {"target_amount": money("1.001"), "recurrent_amount": money("10")},
        {"target_amount.value": ["Must have at most 2 decimals for GBP."]},
    ),
    (
        {"target_amount": money("3000"), "recurrent_amount": money("10"), "target_date": "2027-12-31"},
        {"targets": ["amount saved at target date will be less than the target amount"]},
    ),
    ({"name": ""}, {"name": ["Must have at least 1 character."]}),
    ({"name": "x" * 256}, {"name": ["Must have at most 255 characters."]}),
    ({"account_id": "12"}, {"account_id": ["Is not a member of this request."]}),
    ({"saved_amount": money("1")}, {"saved_amount": ["Is not a member of this request."]}),
    ({"description": "x"}, {"description": ["Is not a member of this request."]}),
]


def test_a_broken_rule_is_named_with_its_member(product: Product, goal: str) -> None:
    with product.unchanged():
        for members, said in RULES:
            answer = product.call("PATCH", f"{PATH}/{goal}", members)
            assert (answer.status, answer.said) == (400, said), members
            assert answer.body["operation_id"] == "goals_v1_savings_patch"
            assert answer.body["code_id"] == "failed_validation"


def test_a_date_that_has_passed_since_is_refused(product: Product, goal: str) -> None:
    product.clock.set("2027-06-15T10:00:00Z")
    members = {"target_amount": money("100"), "target_date": "2027-06-14"}
    answer = product.call("PATCH", f"{PATH}/{goal}", members)
    assert (answer.status, answer.said) == (400, {"target_date": ["Must not be before today."]})
    computed = patch(product, goal, target_amount=money("100"), recurrent_amount=money("100"))
    assert computed.data["target_date"] == "2027-06-30"


@pytest.mark.parametrize("at", ["2027-03-01T10:00:00Z", "2027-03-20T10:00:00Z"])
def test_a_goal_whose_schedule_is_over_takes_only_a_name(product: Product, account: str, at: str) -> None:
    goal = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    product.close_all(until=at)
    answer = product.refused("PATCH", f"{PATH}/{goal}", {"target_amount": money("100"), "target_date": "2027-12-31"})
    assert (answer.status, list(answer.said)) == (400, ["targets"])
    assert patch(product, goal, name="What was").data["name"] == "What was"


def test_a_goal_is_named_in_either_form(product: Product, goal: str) -> None:
    number = product.call("GET", f"/goals/{goal}").body["id"]
    for form in (goal.upper(), str(number)):
        assert patch(product, form, name=f"By {form[:4]}").data["id"] == goal


def test_a_goal_that_is_not_there_is_404(product: Product, goal: str, account: str) -> None:
    by_transactions = product.goal(account)
    cancelled = product.savings_goal(account)
    product.call("DELETE", f"{PATH}/{cancelled}")
    forms = [
        *("12", "garbled", "81a68821-dca6-4771-80d4-002c7fce412e", account, cancelled),
        ids.guid(CLIENT, ANNA, "goal", by_transactions["id"]),
        ids.guid(CLIENT, BEN, "goal", by_transactions["id"]),
    ]
    for form in forms:
        answer = product.refused("PATCH", f"{PATH}/{form}", {"name": "Mine"})
        assert answer.status == 404
        assert answer.body["message"] == "Route or resource not found"
    assert product.refused("PATCH", f"{PATH}/{goal}", {"name": "Mine"}, customer=BEN).status == 404
    assert product.refused("PATCH", f"{PATH}/{goal}", {"name": "Mine"}, **OTHER_APP).status == 404
