"""PUT /goals/{goal_id}: what people wrote may change, everything else is fixed at creation."""

from typing import Any

import pytest

from tests.product import BEN, Listener, Product

pytestmark = pytest.mark.usefixtures("audited")

TEXTS = {
    "name": "Winter holiday",
    "description": "Two weeks in the snow",
    "image_url": "https://images.example.com/snow.png",
    "metadata": {"colour": "blue"},
}


@pytest.fixture
def goal(product: Product, account: str) -> dict[str, Any]:
    return product.goal(account, **TEXTS)


def put(product: Product, goal: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    answer = product.call("PUT", f"/goals/{goal['id']}", body)
    assert answer.status == 200, answer.body
    return dict(answer.body)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Summer holiday"},
        {"description": "One week by the sea"},
        {"image_url": "http://images.example.com/sea.png"},
        {"metadata": {"colour": "green", "nested": {"list": [1, 2.50, "three"]}}},
        {"name": "Summer", "description": "Sea", "image_url": "https://example.com", "metadata": {}},
        {"description": None, "image_url": None, "metadata": None},
        {"description": "", "image_url": ""},
    ],
)
def test_texts_change_and_what_is_absent_stays(product: Product, goal: dict[str, Any], change: dict[str, Any]) -> None:
    changed = put(product, goal, change)

    wanted = {member: value or ({} if member == "metadata" else None) for member, value in change.items()}
    assert changed == {**goal, **wanted, "sequence": goal["sequence"] + 1}
    assert product.call("GET", f"/goals/{goal['id']}").body == changed


def test_a_goal_that_was_read_may_be_sent_back(product: Product, goal: dict[str, Any]) -> None:
    with product.unchanged():
        assert put(product, goal, goal) == goal
    assert put(product, goal, {**goal, "name": "Summer"})["name"] == "Summer"


def test_a_goal_without_metadata_that_was_read_may_be_sent_back(product: Product, account: str) -> None:
    goal = product.goal(account)
    assert goal["metadata"] == {}
    with product.unchanged():
        assert put(product, goal, goal) == goal


@pytest.mark.parametrize("amount", [1200, 1200.0, "1200", "1200.0"])
def test_an_unchanged_amount_may_be_sent_back_in_any_form(product: Product, account: str, amount: object) -> None:
    goal = product.goal(account)
    with product.unchanged():
        assert put(product, goal, {**goal, "target_amount": amount}) == goal


def test_a_changed_amount_is_refused(product: Product, account: str) -> None:
    goal = product.goal(account)
    with product.unchanged():
        for amount in [1200.01, "1200.01", "NaN", "much", None, True, {}]:
            answer = product.call("PUT", f"/goals/{goal['id']}", {"target_amount": amount})
            assert answer.said == {"target_amount": ["Cannot be changed after creation."]}, amount


def test_a_savings_goal_that_was_read_may_be_sent_back(product: Product, account: str) -> None:
    savings_goal = product.savings_goal(account)
    product.record(savings_goal, "10")
    read = product.call("GET", f"/goals/{savings_goal}").body
    assert put(product, read, {**read, "description": "By the sea"})["description"] == "By the sea"


def test_nothing_to_change_is_no_change(product: Product, goal: dict[str, Any]) -> None:
    with product.unchanged():
        assert put(product, goal, {}) == goal
        assert put(product, goal, dict(TEXTS)) == goal


def test_a_change_reports_what_changed(product: Product, goal: dict[str, Any]) -> None:
    listener = Listener(product)
    listener.listen()
    put(product, goal, {"name": "Summer", "description": "Sea"})
    [event] = listener.listen()
    assert (event.name, event.data["changed"]) == ("goal.updated", ["name", "description"])
    assert "Summer" not in str(event.data)


FIXED = {
    "account_id": 12,
    "tracking_type": "debit",
    "frequency": "weekly",
    "target": "date",
    "target_amount": "1300.00",
    "period_amount": "101.00",
    "start_amount": "1.00",
    "start_date": "2027-01-11",
    "end_date": "2028-01-10",
    "status": "completed",
    "currency": "USD",
    "current_amount": "1.00",
    "periods_count": 13,
    "current_period": None,
    "sequence": 7,
    "id": 12,
    "measured_by": "balance",
}


def test_what_is_fixed_at_creation_cannot_differ(product: Product, goal: dict[str, Any]) -> None:
    with product.unchanged():
        for member, other in FIXED.items():
            answer = product.call("PUT", f"/goals/{goal['id']}", {**TEXTS, "name": "Summer", member: other})
            assert answer.status == 400, member
            assert answer.said == {member: ["Cannot be changed after creation."]}


RULES: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    ({"colour": "blue"}, {"colour": ["Is not a member of this request."]}),
    ({"suppress_events": True}, {"suppress_events": ["Is not a member of this request."]}),
    ({"name": ""}, {"name": ["Must have at least 1 character."]}),
    ({"name": None}, {"name": ["Must be a string."]}),
    ({"name": "x" * 256}, {"name": ["Must have at most 255 characters."]}),
    ({"description": "x" * 1001}, {"description": ["Must have at most 1000 characters."]}),
    ({"image_url": "file:///etc/passwd"}, {"image_url": ["Must be an http or https address."]}),
    ({"metadata": "blue"}, {"metadata": ["Must be an object."]}),
    (
        {"target_amount": "1300.00", "end_date": "2029-01-01", "colour": "blue"},
        {
            "target_amount": ["Cannot be changed after creation."],
            "end_date": ["Cannot be changed after creation."],
            "colour": ["Is not a member of this request."],
        },
    ),
]


def test_a_broken_rule_is_named_with_its_member(product: Product, goal: dict[str, Any]) -> None:
    with product.unchanged():
        for body, said in RULES:
            answer = product.call("PUT", f"/goals/{goal['id']}", body)
            assert (answer.status, answer.said) == (400, said), body


def test_texts_of_a_goal_that_has_ended_may_change(product: Product, goal: dict[str, Any]) -> None:
    product.call("DELETE", f"/goals/{goal['id']}")
    assert put(product, goal, {"name": "What was"})["status"] == "cancelled"


def test_a_change_closes_what_is_due_first(product: Product, goal: dict[str, Any]) -> None:
    product.clock.set("2027-02-10T00:00:00Z")
    listener = Listener(product)
    listener.listen()
    changed = put(product, goal, {"name": "Summer"})

    assert changed["current_period"]["index"] == 1
    assert changed["sequence"] == goal["sequence"] + 3
    assert [event.name for event in listener.listen()] == ["goal.updated"]
    found = product.call("GET", f"/goals/{goal['id']}/periods").body
    assert found[0]["tracking_status"] == "below"


def test_another_customers_goal_cannot_be_changed(product: Product, goal: dict[str, Any]) -> None:
    assert product.refused("PUT", f"/goals/{goal['id']}", {"name": "Mine"}, customer=BEN).status == 404
